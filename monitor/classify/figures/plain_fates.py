"""What becomes of those whom everyday speech counts: 抬出来三个没气的, 捞上来俩，都没救过来, 一家五口一个都没活下来.

Nobody is called dead in such words; what tells it is how they were found, or that none of them came out alive.
"""

from __future__ import annotations

import re

from monitor.text.alternation import compiled

DEAD = "(?:没了?气儿?|断了?气|咽了?气|没(?:有|能)?(?:抢)?救(?:[过回]来|活|了)|没(?:有|能)?活(?:[过下]来)?|没(?:有|能)?[挺熬撑]过来|(?:不行|没|死|硬|凉|凉透)(?=了))"
STOPS = "(?=[，。；！？、…]|$)"
_FOUND = re.compile(
    "(?:[抬拉拽扒挖刨救捞背拖抱搬弄清][出上下起]?(?:来|去)?了?|找[到着]了?|(?:当时|现在|已经?|这就)有)[^，。；\\d]{0,4}$"
)
_KILLS = re.compile("[炸爆撞塌烧砸淹埋翻坠掉沉毒]|[大着起]火|出事|事故|车祸|洪|地震|医院|抢救|120|救护车")
# 三个没气的, 两个死的: how they were when they were found.
_SUCH_ONES = re.compile(
    f"(?:人|孩子|老人|男的|女的|工人)?(?:都|全|早|已经?|就|是)*(?:没了?气儿?了?|断了?气|咽了?气|没救了?|不行了|凉了|死|一?动不动|不动弹?|[盖蒙]着?了?白布)的(?:{STOPS}|(?=[\\d一二两俩三仨四五六七八九十]))"
)
# 抬出来一具又一具，光我数的就十六具: 具 counts nothing else that is carried out of a fire.
_BODIES = re.compile(f"具了?{STOPS}")
_CARRIED = re.compile(
    "一具(?:又|接着|跟着|接)一具|白布|(?:数[到了]|清点[到出]?|冲下来|漂下来)了?|(?:[抬捞挖扒刨][出上]来?了?)(?:一共|总共|有|就有)?$"
)
# 捞上来俩，都没救过来; an officer would not write so of people who were saved.
_AND_DEAD = re.compile(
    f"(?:人|孩子|老人|工人|学生){{0,2}}，?(?:可惜|但是?|结果|还是|最后|最终|后来|人|也|都|全|就|早|已经?)*(?:{DEAD}|(?<=[全都])[走埋]|(?<=[全都])是死的)了?(?:都)?{STOPS}"
)
_NONE_LEFT = (
    "(?:没有?一个人?|一个(?:人)?[都也]没有?|无一人?)(?:能|再)*(?:活(?:[过下]来|着|命|成|口)?|剩下?|幸免|生还|救[过回活下]来?|保住)了?的?"
    f"|一个没(?:活|剩|找[着到]活的){STOPS}"
)
NONE_LEFT = re.compile(
    f"(?:里面?|人|孩子|学生|工人|老人|乘客|游客|都|愣是|竟然?|硬是|最后|结果|，)*(?:{_NONE_LEFT})"
)
"""Behind a number of people: none of them came out alive."""
# 9名工人无一幸免——2人送医后死亡，6人烧伤: all of them came to harm.
TAKEN_APART = re.compile(
    "(?:—+|：)[^。；]{0,4}?[\\d一二两三四五六七八九十]+[名人个]人?[^，。；]{0,8}?(?:死亡|遇难|身亡|不治|受伤|重伤|轻伤)"
)
NONE_LEFT_GATE = re.compile("没有?一个|一个人?[都也]没|一个没[活剩找]|无一")
GATE = re.compile("[没死断咽无凉硬具僵]|不行|不动|不在了|白布|[全都]走了|遇难|牺牲")
"""Without one of these a sentence tells nothing of the kind."""

# 12个人都跑出来了，东西全没了: what is gone is no people, or they are safe.
NOT_THEY = re.compile(
    "(?:东西|家当|家具|电器|粮食?|庄稼|房子?|屋子?|钱|[汽货摩]车|行李|手机|证件|衣[服物]|被子|货物?|存货|设备|机器|牲口|[猪羊牛鸡鸭鹅鱼]|摊位|店铺?|铺子|家|棚子?|信号|电|网|啥|什么)[也都全就]"
    "|(?:都|全|全都|全部|均)(?:已经?|安全|平安|自己|自行|及时)*(?:[跑逃撤爬钻躲]了?(?:出来|出去|掉|脱)|撤离|脱险|生还|没事|平安)"
)
DISASTER = compiled(
    "[炸撞塌烧砸淹埋]|[大着起]火|出事|[车船]翻|侧翻|翻[车船沟]|巴翻|沉船|船沉|坠|事故|车祸|洪|泥石流|滑坡|台风|飓风|龙卷|雷暴|雷击|冰雹|水灾|发?大水|海啸|冲走|火灾|失火|地震|医院|抢救|血|劈|掉下来|掉[进到下]?了?[河江沟水湖井崖桥]|翻[进到下]|落水|溺|倒了|断了|吃倒|冒顶|塌方|透水|滑下来|艇翻|翻了[一条艘只]|翻沉|倾覆|沉了|冲进[^，。；]{0,5}[河江湖沟库塘]"
)
"""听说没了两个 tells of deaths where something has happened that kills."""
# 当场走了一个; who 走了 otherwise may have gone home.
_AT_ONCE = re.compile("(?:当场|当时|一下子?)(?:就|又|已经)*$")
# What kills without a blow, or tells that somebody died of it.
DEADLY = re.compile("高烧|咳血|遗体|上吐下泻|中毒|洗胃|一氧化碳|煤气|煤烟")
# 走了三个，伤了五个; 走了俩，太惨了: beside the hurt, or lamented.
_BESIDE_THE_HURT = re.compile(
    "走了?[\\d一二两俩三仨四五六七八九十]{1,3}[个人口]?人?[，、。！]?(?:还|另|另外|又|剩下)*(?:有)?[^，。；转去]{0,6}?(?:[受重轻烧砸压摔]?伤|住院|抢救|ICU|骨折|送医|医院)"
)
_WENT_BEHIND = re.compile("人?(?:当场|就|也|都)*走了(?=[，。；！]|$)")
# 工地塌了，走了三个; 挖出来四个活的，走了3个: nobody stands before the word who could have left.
_WENT_AT_ONCE = re.compile(
    "(?:(?<![快要会])[塌垮倒炸撞翻埋沉淹坠]|爆炸|[着起失大]火|火灾|冒顶|透水|塌方|滑坡|出事|掉下来|[挖救扒捞刨抬][出上]来?[^，。；]{0,5}|[挖救扒捞刨抬]出[^，。；]{0,5}|出来了[^，。；]{0,4}|活着[出上]来[^，。；]{0,4})了?[^，。；]{0,3}，(?:听说|据说|好像|已经?|又|都|就|一下子?|当场|里面|可能)*$"
)
_SO_MANY_WENT = re.compile(
    "走了[\\d一二两俩三仨四五六七八九十]{1,3}(?:个|口|条|名)?(?:人|工人|师傅|兄弟|乡亲)?(?=[，。；！？…]|$)"
)
_LEFT_ALONE = re.compile(
    "(?:公司|部门|团队|单位|生意|市场|股市|心态)[^，。；着起失]{0,3}[塌垮倒炸]|裁员|跳槽|离职|回家|下班|辞|离开|搬|退租|散了|回去|先走"
)
# 走了三个，都请假了; 走了两个，换了一批人上去; 没了两个，都被免职了: who does something next, or is sent away, is not dead.
_DOES_NEXT = re.compile(
    "[走没]了[\\d一二两俩三仨四五六七八九十]{1,3}(?:个|口|条|名|位)?(?:人|工人|师傅|员工|学生|孩子|消防员?|医生|护士)?[，。！？]?"
    "(?:(?:人家|他们|自己|现在|已经?|后来|结果|因为|[都全就又还也])*(?:去(?![世得的了])|换了?[^，。；]{0,2}[人批]|又?来了|说(?:是|太)?(?:看不|治不|不会|不干)|不干|嫌|赖着|回[家去来]|家长接|被?免|辞|跳槽)"
    "|(?:[都全也]是[^，。；\\d]{1,6}，?|[都全也已]经?)?(?:出院|请假|请了?假|转学|调走|辞职|离职|免职|免了职|不干了|跳槽))"
    "|[走没]了[\\d一二两俩三仨四五六七八九十]{1,3}个[^，。；]{0,3}，[^。；！？]{0,14}?(?:，|好在|幸好|还好|所幸)人(?:都|倒|全)?没事"
)
# 骨科走了三个医生, 前面走了三个: from their posts, from a queue.
_FROM_A_POST = re.compile(
    "(?:医院|科|病房|ICU)[^，。；]{0,3}走了[\\d一二两俩三仨四五六七八九十]{1,3}[个名位](?:医生|护士|大夫|主任|专家|，[^，。；]{0,2}剩[^，。；]{0,5}(?:医生|护士|大夫))|前[面边头]走了|(?:救护车|急救车)走了"
)
_QUIT = re.compile("裁员|跳槽|离职|辞职|退租|骨干|老员工|人才|(?:只|就)剩下?(?:老人|空巢)")
# 养的鸭子没了两个, 果树没了二十个: what stands before the word is no people.
_NO_PEOPLE = re.compile(
    "(?:[鸡鸭鹅](?:子|仔|苗)?|(?<![放赶养杀偷])[猪羊牛](?:崽|羔)?|[狗猫](?:狗|子)?|兔子?|牲口|牲畜|(?<![打捕捞摸钓电炸网抓])鱼|果?树|树苗|庄稼|棚子|大棚|网箱|柜[台子]|摊位|的桥|灯笼|路灯)(?:也|都|就|又|全|一下子?|当场)*$"
)
# 四个轮胎，2个不行了; 手机信号不行了，3个不行了.
_DEVICE = "(?:轮胎|灭火器|信号|电池|电视|冰箱|空调|手机|电脑|插座|灯泡?|水泵|发动机|机器|设备|摄像头|消防栓|水龙头|充电桩)"
_DEVICES_NO_MORE = re.compile(
    f"[\\d一二两三四五六七八九十][个台部块只盏条]{_DEVICE}|{_DEVICE}[都也全]*不行了|[\\d一二两三四五六七八九十][台部](?!车)"
)
# 五个人送医院抢救，一个走了: of those for whose lives doctors fight.
_FOUGHT_FOR = re.compile(
    "(?:抢救|ICU|重症|昏迷|病危|急救)[^，。；]{0,6}，[^，。；\\d]{0,4}[\\d一二两俩三仨四五六七八九十]{1,3}[个名人口]人?$"
)
_NO_MORE = re.compile(f"人?(?:都|全|已经?|也|当场|当时|就|眼看|怕是?)*不行了{STOPS}")
_HURT_NEXT = re.compile(
    "，(?:还|另|另外|又|剩下)*(?:有)?[^，。；转去]{0,6}?(?:[受重轻烧砸压摔]?伤(?!心|[^，。；]{0,8}的心)|住院|抢救|ICU|骨折|送医|医院|救护车|120)"
)
_LAMENT_CHARS = 40
_LAMENTED = re.compile("逝者|逝去|安息|节哀|太惨|好惨|惨啊|一路走好|人命|家破人亡|天塌|可惜|心里堵|揪心")
_CARED_FOR = re.compile("遗体|发烧|高烧|咳|医院|抢救|ICU|急救|重症|送医|上吐下泻|中毒|洗胃|昏迷")
# 一家四口都没跑出来: nobody knows yet what has become of them.
_STAYED = "没(?:能|有)?(?:[跑逃撤爬钻救扒挖]出来?|[升爬]?上来|升井|出得来)"
_NOT_ESCAPED = re.compile(
    f"(?:(?![二两三四五六七八九十][人名个口])[^，。；\\d]){{0,6}}?{_STAYED}(?=[，。；！？啊呀…]|$)"
)
_ENDS_NOT_ESCAPED = re.compile(f"{_STAYED}$")
_LEFT = ("还有", "另有", "仍有", "尚有", "剩下", "还剩", "其余")
# 还有五个同学考试没出来: they sit for an examination.
_SHUT_IN = compiled(f"{DISASTER.pattern}|[井矿洞水冰困陷翻]|隧道|地下|电梯|坑|救")


def went_for_good(text: str, start: int, at: int) -> bool:
    """Whether 走了 at ``at`` tells of deaths: 锅炉炸了，当场走了一个师傅, 送医院了，走了俩; a guest who 当场走了 has left."""
    told = (
        _AT_ONCE.search(text, max(start, at - 8), at)
        or _CARED_FOR.search(text, start, at)
        or _BESIDE_THE_HURT.match(text, at)
        or _LAMENTED.search(text, at, at + _LAMENT_CHARS)
    )
    if not (told or _went_in_it(text, start, at)):
        return False
    if _left_otherwise(text, start, at):
        return False
    return "翻" in text or DEADLY.search(text) is not None or DISASTER.search(text) is not None


def are_no_people(text: str, start: int, at: int) -> bool:
    """Whether animals or things stand right before the word at ``at``: 果树没了二十个, 一车猪死了三十个."""
    return _NO_PEOPLE.search(text, max(start, at - 10), at) is not None


def are_devices(text: str, start: int, at: int, end: int) -> bool:
    """Whether things are told of that no longer work: 四个轮胎，2个不行了."""
    return "不行了" in text[at:end] and _DEVICES_NO_MORE.search(text, max(start, at - 24), end) is not None


def is_not_of_death(text: str, at: int) -> bool:
    """Whether those who are gone by the word at ``at`` are said to do something next: 没了两个，都被免职了."""
    return _DOES_NEXT.match(text, at) is not None


def _left_otherwise(text: str, start: int, at: int) -> bool:
    """``走了三个，都请假了``, ``骨科走了三个医生``: who went away."""
    if is_not_of_death(text, at) or _FROM_A_POST.search(text, max(start, at - 8), at + 20):
        return True
    return _QUIT.search(text, at, at + _LAMENT_CHARS) is not None


def _went_in_it(text: str, start: int, at: int) -> bool:
    """``工地塌了，走了三个``: what kills is told right before, and nobody is said to have left."""
    if not _WENT_AT_ONCE.search(text, max(start, at - 24), at) or not _SO_MANY_WENT.match(text, at):
        return False
    return _LEFT_ALONE.search(text) is None


def no_more(text: str, end: int, stop: int) -> int | None:
    """Where the words end by which those counted up to ``end`` are past help: 楼塌了，3个不行了."""
    told = _NO_MORE.match(text, end, stop)
    return told.end() if told and DISASTER.search(text) else None


def went_behind(text: str, end: int, stop: int) -> re.Match[str] | None:
    """``三个人走了，伤了五个``, ``3个人走了，太惨了``: those counted up to ``end`` are told to be dead, beside the hurt or lamented."""
    went = _WENT_BEHIND.match(text, end, stop)
    if went is None or DISASTER.search(text) is None:
        return None
    told = (
        _HURT_NEXT.match(text, went.end())
        or _LAMENTED.search(text, went.end(), went.end() + _LAMENT_CHARS)
        or _FOUGHT_FOR.search(text, max(0, end - _LAMENT_CHARS), end)
    )
    return went if told else None


def not_escaped(text: str, end: int, stop: int) -> int | None:
    """Where the words end that leave inside those whom the text counts up to ``end``."""
    told = _NOT_ESCAPED.match(text, end, stop)
    return told.end() if told else None


def tells_not_escaped(text: str, start: int, end: int) -> bool:
    """Whether the words from ``start`` to ``end`` count people by their not getting out, and not as those who are left (还有三人没上来)."""
    return _ENDS_NOT_ESCAPED.search(text, start, end) is not None and not text.endswith(
        _LEFT, max(0, start - 4), start
    )


def tells_of_shut_in(text: str) -> bool:
    """Whether a text tells of a place or a happening that people may be shut in by."""
    return _SHUT_IN.search(text) is not None


def found_dead(text: str, start: int, end: int, stop: int) -> int | None:
    """Where the words end that call those dead whom the text counts from ``start`` to ``end``; None where none do."""
    if _BODIES.match(text, end - 1) and _CARRIED.search(text, max(0, start - 20), start):
        return end
    if such := _SUCH_ONES.match(text, end, stop):
        return such.end() if _FOUND.search(text, max(0, start - 12), start) or _KILLS.search(text) else None
    if _FOUND.search(text, max(0, start - 12), start) is None:
        return None
    told = _AND_DEAD.match(text, end, stop)
    return told.end() if told else None


def none_left(text: str, end: int, stop: int) -> int | None:
    """Where the words end that let nobody live of those whom the text counts up to ``end``."""
    if NONE_LEFT_GATE.search(text, end, stop) is None or not _KILLS.search(text):
        return None
    told = NONE_LEFT.match(text, end, stop)
    return told.end() if told and not TAKEN_APART.match(text, told.end()) else None
