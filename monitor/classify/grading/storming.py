"""Whether it is a crowd that breaks into an organ: not one drunk, a lorry, a boar, the flood, the police, or an army of old.

Words like 打砸 speak of a rising by themselves; 推倒, 涌入 and 撞开 only where somebody is told of who does so together.
"""

from __future__ import annotations

import re

_END = "。！？\n"
_CROWD = re.compile(
    r"群众(?!演员)|村民|居民|业主|市民|工人|民工|职工|家属|家长|学生|司机|商户|商贩|农民|老百姓|人群|暴徒|[一这那]?(?:伙|帮|群)(?:人|[^，。；]{0,6}?[名人者])|多人|众人|人们|聚众|闹事|示威者?|抗议者?|[余多几数][名人个号]|[百千万][余多来]?[名人个号]|[二三四五六七八九两]十[余多来]?[名人个号]|\d{2,}[余多]?[名人个号]|冲突|骚乱|暴动|防暴|打砸|纠集|带人|社会(?:闲散)?人员|等人|同伙|家人|亲属|亲友"
)
# By these words alone nobody is told to rise.
_BARE = re.compile(
    "推倒|掀翻|占据|占领|涌[入进]|翻墙|翻越|[砸撞]开|攻[占入破]|闯[入进]|冲破|砸坏|砸毁|烧毁|烧"
)
_ONE = re.compile(
    r"(?:一|1)(?:名|个|位)?[^，。；、]{0,8}?(?:男子|女子|男|女|人|老汉|大妈|司机)(?![们群])|小偷|窃贼|醉汉|醉酒|酒后|[李王张刘陈杨赵黄周吴]某(?![^，。；]{0,4}等)"
)
_NO_PEOPLE = re.compile(
    r"野猪|黑熊|狗|猴|牛群|羊群|猫|鸟|[一两]辆|驾车|开车|水泥车|货车|轿车|卡车|洪水|河水|江水|大水|泥石流|积水|雨水|大风|狂风|冰雹|树木|脚手架|[围拆]墙透绿|违建"
)
_HELPERS = re.compile(
    "(?<![伤翻开打倒挡阻与])(?:民警|武警|特警|干警|消防员|消防队员|救援人员|队员|警方)[^，。；]{0,14}$"
)
_ARMIES = re.compile(
    r"(?:解放|红|新四|八路|国民党|东北|西北|起义|叛|日|俄|美|英|法|德|敌|联|义|北伐)军|军队|士兵|起义|造反派|老照片|(?<!\d)1(?:[0-8]\d\d|9[0-7]\d)年(?![^，。；]{0,6}?(?:建|成立))|民国|文革|抗战|辛亥"
)
_BUSINESS = re.compile("参观|开放日|办事|办理|体验|报名|招聘|考试|礼堂|旧址|讲座|领取|参加")
_PLAYED = re.compile("拍摄现场|片场|拍戏|剧组|群众演员|模拟")
_BACK, _BEHIND = 80, 10
_CLAUSE_END = re.compile("[，；。！？\n]|$")


def is_stormed(text: str, start: int, end: int) -> bool:
    """Whether what is told at a stretch of a text, a word of storming near an organ, is done by many together and in earnest."""
    looked = max(0, start - _BACK)
    opens = max(looked - 1, *(text.rfind(mark, looked, start) for mark in _END)) + 1
    behind = _CLAUSE_END.search(text, end, end + _BEHIND)
    closes = behind.start() if behind else end + _BEHIND
    ahead = text[opens:end]
    if _ARMIES.search(ahead) or _PLAYED.search(ahead) or _BUSINESS.search(text, start, closes):
        return False
    verb = _verb(text, start, end)
    clause = max(opens, text.rfind("，", opens, verb) + 1)
    if _HELPERS.search(text, clause, verb) and not _CROWD.search(text, clause, verb):
        return False
    many = _CROWD.search(ahead) is not None
    if not many and (_ONE.search(ahead) or _NO_PEOPLE.search(ahead)):
        return False
    return many or _BARE.search(text, start, end) is None


def _verb(text: str, start: int, end: int) -> int:
    """Where the word of storming stands in the stretch: at its head, unless the organ stands there."""
    bare = _STORMS.search(text, start, end)
    return bare.start() if bare else start


_STORMS = re.compile(f"冲[击砸进入了破]|打砸|砸|强闯|围攻|焚烧|火烧|烧|{_BARE.pattern}")
