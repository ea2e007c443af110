"""What a happening was not: who 误以为是演习 when the alarm rang stood in a fire, and 这不是电影 says that it was real.

Nor is a report one of a drill because none was ever held (从未组织演练), or of a film because somebody sat in the cinema.
"""

from __future__ import annotations

import re

from monitor.classify.emergencies.of_the_thing import without_its_age
from monitor.text.alternation import screened

_GATES = (
    *("以为", "误认为", "当成", "当作", "当做", "误作", "看成", "看作", "看做"),
    *("不是", "非", "没", "未", "从不", "缺", "疏于", "流于形式", "走过场", "形同虚设"),
    *("像", "如同", "宛如", "仿佛", "犹如", "堪比", "好比", "比电影", "比游戏"),
)
_STOP = "[^，。；！？\\n]"
# 没有脚本的演练, 不是火灾是演练: of these the drill is what is told.
_GAP = "[^，。；！？\\n的是]"
_DRILL = "(?:消防|应急|军事|逃生|疏散)?(?:演习|演练|拉练)"
_PLAY = "(?:拍(?:摄|电影|电视剧|电视|戏|片)|剧组|灾难片|电影|电视剧|游戏)"
_NOT_SO = screened(
    f"(?:(?<![别不])(?:以为|误认为){_STOP}{{0,5}}?[是在搞]{_STOP}{{0,5}}?|"
    f"[被把将]{_STOP}{{0,8}}?[当误看][成作做]{_STOP}{{0,3}}?|"
    f"(?<!是)(?<!要)(?:不是|[并绝而]非){_GAP}{{0,4}}?)(?:{_DRILL}|{_PLAY})|"
    f"(?:从未|从不|从来没有?|没有|未曾|未能?|没|缺乏|缺少|疏于)(?:定期|按时|按规定|组织|开展|进行|举行|搞|做|参加|过|任何|一次|有效|必要){{0,4}}(?:火灾|地震)?{_DRILL}|"
    f"{_DRILL}(?:[都也]?(?:没有?|从?未)(?:组织|开展|进行|举行|搞|做|有)过?|流于形式|走过场|形同虚设)|"
    f"(?:[好就]?像|如同|宛如|仿佛|犹如|堪比|好比|比){_GAP}{{0,3}}?(?:{_DRILL}(?:一样|似的)|{_PLAY}(?:一样|似的|般|还|里?的?(?:场景|画面|镜头))?(?=[，。；！？\\n ]|$|惨|可怕))"
)
_AT_LEISURE = re.compile(
    "(?:当时|正在?|在家|在影院)[^，。；！？\\n]{0,3}?(?:看|玩|打)(?:着|手机|网络)*(?:电影|电视剧|电视|游戏)(?![里中])|电影(?:刚?散场|刚?开场|放映(?:时|期间))"
)


def as_it_was(text: str, *, harmed: bool = False) -> str:
    """The text, offsets kept, without what the happening was not, or none took place of, and since when a thing has stood.

    Of ``harmed`` people also without what they did just then (正在看电影).
    """
    text = without_its_age(text)
    if any(gate in text for gate in _GATES):
        text = _NOT_SO.sub(_dots, text)
    return _AT_LEISURE.sub(_dots, text) if harmed else text


def _dots(match: re.Match[str]) -> str:
    return "…" * len(match[0])
