"""What the dead were counted as before: hurt, badly hurt, missing or trapped."""

from __future__ import annotations

import re

from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.count_deaths import WINDOW
from monitor.classify.figures.mention import Formerly, Named, Token
from monitor.classify.figures.so_far import SoFar
from monitor.text.numerals import NUMBER

# Right before a count of the dead: of whom they were.
_AMONG = re.compile(
    "(?:(?P<badly>重伤|重症|危重)[^，。；]{0,8}?|(?P<hurt>伤[者员]|受伤|送医|住院|收治|入院|就医)[^，。；]{0,10}?|(?P<missing>失踪|失联|下落不明|失去联系)[^，。；]{0,8}?)中[，]?(?:又|已|还|也|再|有|的|另)*$"
)
# 失联的2名工人已找到，均已遇难.
_WERE = re.compile(
    "(?:(?P<badly>重伤)|(?P<hurt>受伤|住院)|(?P<missing>失踪|失联|下落不明|失去联系))的?(?:另外)?$"
)
_CALLED = re.compile(
    "[^，。；\\d]{0,6}?(?:(?P<badly>重伤|危重|重症|重度[烧烫灼]伤|重度[^，。；\\d]{0,4}伤(?=患者|病人|[员者])|伤势(?:较|严|过)?重的)|(?P<hurt>(?<=[名位个])[烧烫灼砸摔]伤(?:的|面积)|伤[者员]|受伤的?|住院|[烧炸烫]伤(?=患者|病人|人员))|(?P<missing>失踪|失联)(?:者|人员|的))"
)
# 17人被送往医院，其中3人不治; 9名伤者中有3人重伤，1人死亡.
_INCLUDING = re.compile("其中(?:包括|包含|含)")
_OUT_OF = re.compile("[^。；]{0,14}?，其中|(?:的)?(?:[^，。；\\d死]{0,4})中(?:有|，|的|$)?")
# 受伤的五个人，有一个今晨去世: one of the five; in 5人受伤，有1人死亡 somebody else is dead.
_OF_SUCH = re.compile(
    f"(?:受伤|[烧炸砸撞]伤|送医|住院|就医)的[^，。；\\d]{{0,4}}?{NUMBER}[名位个]?人?[^，。；\\d]{{0,4}}，(?:已|又)?有$"
)
# 救护车拉走7个，有两个没救过来: whoever died in care is one of those who were taken there just before.
_SO_MANY = f"{NUMBER}(?:个人?|名|人|位)"
_CARRIED_OFF = re.compile(
    f"(?:(?:救护车|急救车|120)[^，。；\\d]{{0,12}}?[拉接送抬运][走了去上到来]*{_SO_MANY}|(?:[送拉抬运][到往去进了]*|进了?)[^，。；\\d]{{0,6}}?(?:医院|卫生院|[一二]院)(?:抢救|救治)?了?{_SO_MANY}"
    f"|{_SO_MANY}[^，。；\\d]{{0,6}}?(?:[送拉抬运][到往去进了]*|进了?)[^，。；\\d]{{0,6}}?(?:医院|卫生院|[一二]院|抢救|急救)(?:抢救|救治)?了?)"
    "，(?:里[面头]|当中|可惜|结果|但是?|最后|后来)*(?:已经?|又)?有?$"
)
_IN_CARE_DIED = re.compile(
    "没(?:能|有)?(?:抢?救|挺|熬|活|撑)|抢救无效|不治|不行了|走了|(?:路上|半路|半道|途中|到(?:了)?医院|送到)[^，。；]{0,6}(?:没|死|断气|不行)|医院[^，。；]{0,4}(?:没了|死)"
)
# 送医的6人中，一名女子上午去世，下午又有一名男子离世: the second was hurt as well as the first.
_ONE_MORE_DIES = re.compile(
    "[，；](?:[^，。；\\d]{0,10}|[^，。；]{0,6}?\\d{1,2}[时点日][^，。；]{0,6}?)(?:又|再)有?$"
)
# 造成4人死亡、8人受伤，其中早市入口2人死亡: a toll taken apart by place, whose dead are no hurt who died.
_BY_PLACE = re.compile(
    "其中(?:在)?[^，。；\\d院]{1,10}?(?:[市县区州乡镇村口前场站楼厅店]|街道|大院|中心|车间|宿舍)(?:有|的|$)?(?=[\\d一二两三四五六七八九十]|$)"
)
_CARRIED_CHARS = 40
_AT_ONCE = re.compile("当场|现场|遗体|尸体|发现|找到")
_HURT_ONE_DIES = re.compile(
    "(?:(?P<badly>重伤|重症|危重|病危)|受伤|伤[者员]|住院|ICU|在院|送医|抢救)(?:[^。；\\d升增]|\\d{1,2}(?=[时日点分\\d])){0,24}?(?:死亡|去世|离世|不治|身亡|停止呼吸)(?!人数)"
)
_HOW_MANY = re.compile("人数|总数|数字")
# 遇难人数较昨晚增加1人，系一名重伤老人不治: the toll told before holds that one.
RISEN_BY = re.compile(f"(?:增加|新增)了?{NUMBER}[人名例]，(?:系|为|是|即)[^，。；]{{0,4}}$")
# 又发现2具遗体，确认为失踪人员
_WERE_LOST = re.compile(
    "[^，。；\\d]{0,4}，(?:已|经|现|初步)*(?:确认|证实|辨认|核实)?(?:均|都|就|正)?(?:为|是|系)(?:此前|之前)?的?(?:失踪|失联|下落不明)"
)
# 造成5人死亡、4人受伤，其中一人系送医后不治: of the dead.
_DIED_SO = re.compile("(?:系|是|为)[^，。；\\d]{0,4}?(?:送医|送院|送往|在|被|经|于|因)")


def counted_before_as(read: SoFar, token: Token, found: Named) -> Formerly | None:
    return _formerly(read, token, found) or _as_before(read, token, found)


def _formerly(read: SoFar, token: Token, found: Named) -> Formerly | None:
    """What the dead were counted as before: 又有1名重伤者离世, 15名伤者中2人不治, 住院的3人中又有1人去世."""
    if RISEN_BY.search(read.text, read.start, token.start):
        return None
    if _DIED_SO.match(read.text, token.end, found.end):
        return None
    if found.role in ("update", "correction"):
        died = _HURT_ONE_DIES.search(read.text, read.start, token.start)
        return ("badly_hurt" if died["badly"] else "hurt") if died else None
    end = max(token.end, found.end)
    if called := _CALLED.match(read.text, token.end, end + 2 * read.text.endswith(("失踪", "失联"), 0, end)):
        return _group(called)
    if _WERE_LOST.match(read.text, end):
        return "missing"
    if p.DEAD_AND_HURT.match(read.text, token.end):
        return None  # 共造成2死4伤，其中货车司机当场死亡，客车1死4伤
    before = read.text[max(read.start, token.start - WINDOW) : token.start]
    were = None if read.counted_end == token.start else _WERE.search(before)  # 52人重伤3人死亡
    if among := _AMONG.search(before) or were:
        return _group(among)
    if read.hurt_end is None or _HOW_MANY.search(before[-6:]) or p.TOTAL.search(read.clause(token)):
        return None
    if _OF_SUCH.search(read.text, max(read.start, read.hurt_end - 16), token.start):
        return "hurt"
    fewer = (token.number.value or 0) < read.most_hurt and found.end > token.end
    if fewer and _CARRIED_OFF.search(read.text, max(read.start, token.start - _CARRIED_CHARS), token.start):
        return "hurt" if _IN_CARE_DIED.search(read.text, token.end, found.end) else None
    since = read.text[read.hurt_end : found.start if found.start < token.start else token.start]
    if found.start < token.start and not since.endswith(("其中", "中")):
        return None  # 其中11人重伤，死亡2人: beside the hurt, not of them
    if not _OUT_OF.match(since) or p.RESET.search(since) or _INCLUDING.search(since):
        return None
    if _BY_PLACE.search(since):
        return None
    return "badly_hurt" if read.hurt_badly else "hurt"


def _as_before(read: SoFar, token: Token, found: Named) -> Formerly | None:
    """What one more who dies was, where the one told of just before him was one of the hurt."""
    if read.dead_of not in ("hurt", "badly_hurt") or found.end <= token.end:
        return None
    apart = _ONE_MORE_DIES.search(read.text, read.counted_end, token.start)
    return None if apart is None or _AT_ONCE.search(read.text, apart.start(), found.end) else read.dead_of


def is_among_the_dead(read: SoFar, token: Token) -> bool:
    """``死亡2人，死者中一人当场死亡，一名伤者送医后不治``: some of those who were counted before."""
    told = max((end for end in read.parts_of_dead if end <= token.start), default=None)
    return told is not None and p.RESET.search(read.text, told, token.start) is None


def _group(match: re.Match[str]) -> Formerly:
    return "badly_hurt" if match["badly"] else "hurt" if match["hurt"] else "missing"
