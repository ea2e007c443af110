"""What part a count of people plays in its sentence: counted anew, on top, of others, or all of them."""

from __future__ import annotations

import re

from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.formerly import RISEN_BY, is_among_the_dead
from monitor.classify.figures.last_of_a_list import closes_a_list
from monitor.classify.figures.mention import Formerly, Named, Role, Token
from monitor.classify.figures.rolling import stands_behind_dead
from monitor.classify.figures.so_far import ALIVE, SoFar
from monitor.text.numerals import read_number

_PART_CHARS = 120
_STILL = re.compile("仍有|尚有|还有|仍然有|剩余|仍|还(?:被)?困")
# 共搜救出49人，另有22人被困其中: those who are left.
_FREED = re.compile("救出|获救|脱险|脱困|救起|生还|升井")
_REST = re.compile("(?:其余|其他|其它|剩下|余下)的?$")
_IN_DANGER = re.compile("[^，。；]{0,8}?(?:[未没]有?脱离(?:生命)?危险|有生命危险)")
_WOUND = re.compile("骨折|[烧灼烫擦划]伤|挫伤|脱臼")
_GONE = frozenset({"missing", "trapped"})
# 又过了几天，两名重伤者也没能挺过来: these come on top of whoever was told of before.
_TOO = re.compile(
    "(?<![再])也(?:已|被|在|因|都|先后|相继|陆续|没|不幸|最终|经|于|离|停|出现|有|有了|开始|感到|跟着)"
)
_SINCE = re.compile(
    "(?:随后|此后|其后|之后|后来|接下来|送医后)的?[^，。；\\d]{0,4}?(?:[\\d一二两三四五六七八九十几数]+(?:天|日|个?星期|周|个?月|小时))(?:内|里|间)"
)
_FROM_AMONG = re.compile("\\s*其中")
# 死者里，6人在楼梯口被发现，2人伤重不治.
OF_THE_DEAD = re.compile(
    "\\s*(?:这|在)?(?:[\\d一二两三四五六七八九十]{1,4}[名位])?(?:死者|遇难者|罹难者|死亡人员|遇难人员)(?:里面?|中间?|当中|之中)[，：有]?"
)
# 罹难的两人都是老人，一位79岁…；另一位…经抢救无效去世.
_OTHER_OF_TWO = re.compile(
    "[两二](?:名?死者|名?遇难者|人)[^，。]{0,12}[，。：][^。]{0,8}?一[位名人][^。]{4,60}?另(?:外)?一[位名人个]$"
)
_OF_THE_BADLY_HURT = re.compile(
    "(?:重伤[员者]?|重症(?:患者)?|危重[^，。；]{0,3})(?:当?中|里面?)[，有又已还]*$"
)
_HOW_MANY = re.compile("人数|总数|数字")
# 另外，有4名工人扭伤; 此外，冲击波震碎玻璃，致3名村民划伤
_BESIDES_PAUSE = re.compile(
    "(?:另外|此外|除此之外)，(?:(?:还|另|又)?有|[^。；\\d]{1,24}?(?:致使?|造成|导致)|)$"
)
# 另外，当天全市交通事故还致3人受伤: of other happenings.
_OF_OTHER_HAPPENINGS = re.compile(
    "全[市县省国州区]|当[天日]|同[一日天]|近[期日年]|今年|(?:另|[一两二三四五六七八九多])起|(?:另|上)一"
)
# 其中一位工人4岁的儿子: no one of those just counted, but one of theirs.
_THEIR_OWN = re.compile(
    "[^，。；、：]{0,8}?(?:的|岁)(?:儿子|女儿|孩子|妻子|丈夫|父亲|母亲|爱人|婴儿|孙子|孙女|弟弟|妹妹|哥哥|姐姐)(?=[^，。；]*$|[也不同当])"
)
# 共28名伤者，市人民医院收治20人
_COUNTS_ALL_HURT = re.compile(
    "^(?:目前|事故|此次|这样|两车|合计)*(?:一共|总共|共计|合计|总计|共)(?:造成|有|是|为)?$"
)
_AMONG_THEM = re.compile("其中[^。；]*[，；](?:另外?|其余|剩下)的?$")


def role_of(read: SoFar, token: Token, found: Named, clause: str, of: Formerly | None) -> tuple[Role, bool]:
    added = p.ADDED.search(clause) is not None or _REST.search(clause) is not None
    added = added or _besides_comma(read, token)
    added = added or is_hit_too(read, token, found) or _since(read, token, found)
    if added and found.name in read.wholes and closes_a_list(read.text, read.wholes[found.name], token):
        return "part", False
    if found.name == "deaths" and RISEN_BY.search(read.text, read.start, token.start):
        return "part", False
    if found.name == "deaths" and _THEIR_OWN.match(read.text, token.end, found.end):
        return "added", True
    if found.name == "deaths" and (_of_the_dead(read) or is_among_the_dead(read, token)):
        return "part", False
    if found.name == "deaths" and found.role in ("weak", "added") and _is_of_finds(read, token):
        return "part", False
    if found.role == "weak" and found.name == "deaths" and p.FURTHER.search(clause):
        return "added", True
    if found.joined and found.name in read.seen & ALIVE and is_part(read, found.name, token):
        return "part", False  # 5名乘客受伤，其中2名男子和1名妇女骨折
    if found.role == "weak" and found.name == "injured" and _COUNTS_ALL_HURT.search(clause):
        return "total", False
    if found.role:
        return found.role, added or found.role == "added"
    if moved := p.MOVED_TO.search(clause):  # 现更正为2人死亡, 升至12人遇难
        return ("update" if moved["up"] else "correction"), added
    if found.name in ("trapped", "missing") and (
        _STILL.search(clause + read.text[token.end : found.end])
        or (added and _FREED.search(read.text, max(0, token.start - 60), token.start))
    ):
        return "correction", added
    if _is_in_danger(read, found.name, token) or _is_of_the_badly_hurt(read, found.name, token):
        return "weak", False
    if added and found.name in read.seen & ALIVE and _completes(read, token):
        return (
            "weak",
            False,
        )  # 运出14人，还有7名重伤员: with those told of just before they are all of them
    if is_part(read, found.name, token):
        return ("added", True) if of and "deaths" in read.seen else ("part", False)
    if of and "deaths" in read.seen:
        return "added", True
    if (found.name in read.seen and _of_those(read, found)) or (added and _breaks_down(read)):
        return "part", False
    if added and found.name in ALIVE and _are_those_left(read, token):
        return "part", False
    if added:
        return "added", True
    if found.name == "injured" and found.name in read.seen - read.joined and _is_wound(read, token, found):
        return "part", False  # 5人受伤，2人骨折
    if found.name in _GONE and ("deaths" in read.seen or stands_behind_dead(read.text, read.start)):
        return "total", False  # 遇难47人，失踪12人: a bulletin of its own
    counted = p.TOTAL.search(clause) or _HOW_MANY.search(read.text, found.start, token.start)
    return ("total" if counted else "plain"), False


def _are_those_left(read: SoFar, token: Token) -> bool:
    """``5名乘客受伤，其中王女士骨折，另外四人扭伤``: with the one or two who are told of by person they are all of them."""
    left = read.most_hurt - (token.number.value or 0)
    if read.hurt_end is None or left not in (1, 2):
        return False
    among = _AMONG_THEM.search(read.text, read.hurt_end, token.start)
    return among is not None and read.counted_end <= read.hurt_end


def _of_the_dead(read: SoFar) -> bool:
    """``死者里，6人…；2人伤重不治；还有1人…死亡`` takes apart what a sentence before counted."""
    begins = max(read.text.rfind(end, 0, read.start) for end in "。！？\n") + 1
    return begins > 0 and OF_THE_DEAD.match(read.text, begins) is not None


def _is_of_finds(read: SoFar, token: Token) -> bool:
    """``共找到12具遗体，其中上午找到5具，下午又找到7具``: some of those who were counted in the same sentence."""
    return "deaths" in read.seen and is_part(read, "deaths", token)


def _is_wound(read: SoFar, token: Token, found: Named) -> bool:
    """Whether a count of the hurt is told by a wound behind a greater one: 5人受伤，2人骨折."""
    fewer = (token.number.value or 0) < read.most_hurt
    return fewer and _WOUND.search(read.text, token.end, found.end) is not None


def _completes(read: SoFar, token: Token) -> bool:
    """``4人受伤，送医包扎后有3人回家，另一人骨折``: with those told of just before him he comes to all the hurt."""
    since = read.hurt_end if read.hurt_end is not None else token.start
    told = p.COUNT.finditer(read.text, since, token.start)
    others = [read_number(m["digits"]).value for m in told if m["unit"]]
    return bool(others) and (others[-1] or 0) + (token.number.value or 0) == read.most_hurt


def _of_those(read: SoFar, found: Named) -> bool:
    """``2人死亡：死者一名是工人`` speaks of those who were just counted."""
    told = read.text.startswith(("死者", "遇难者"), found.start)
    return found.name == "deaths" and told and read.text[found.start - 1] not in "男女"


def _breaks_down(read: SoFar) -> bool:
    """``其中3人当场死亡，另有2人…死亡`` takes apart what the sentence before counted."""
    return read.start > 0 and _FROM_AMONG.match(read.text, read.start) is not None


def _are_hurt(read: SoFar, part: int) -> bool:
    """``救出52人，其中重伤13人``: those of whom the hurt are a part are not always called hurt themselves."""
    return part <= read.start or p.HURT_OR_CARED_FOR.search(read.text, read.start, part) is not None


def _is_listed(read: SoFar, token: Token) -> bool:
    """``10人受伤入院：吸入性损伤的7人，骨折的3人`` takes apart those it counted before the colon."""
    if read.hurt_end is None or (token.number.value or 0) >= read.most_hurt:
        return False
    return "：" in read.text[read.hurt_end : token.start]


def _is_in_danger(read: SoFar, name: str, token: Token) -> bool:
    """``8人重伤，2人仍未脱离危险``: these two are of the eight."""
    return (
        name == "seriously_injured"
        and name in read.seen
        and _IN_DANGER.match(read.text, token.end) is not None
    )


def _is_of_the_badly_hurt(read: SoFar, name: str, token: Token) -> bool:
    """``4名重伤员中1人伤情较重``: one of the four."""
    before = read.text[max(read.start, token.start - 10) : token.start]
    return name == "seriously_injured" and name in read.seen and _OF_THE_BADLY_HURT.search(before) is not None


def is_part(read: SoFar, name: str, token: Token) -> bool:
    left = read.text[max(read.start, token.start - _PART_CHARS) : token.start]
    if read.seen and left.count("（") > left.count("）"):
        return True
    if name in ALIVE and _is_listed(read, token):
        return True
    if _OTHER_OF_TWO.search(read.text, max(0, token.start - 90), token.end):
        return True
    patterns = (p.PART, p.PART_OF_HURT) if name in ALIVE else (p.PART,)
    part = max((m.end() for pattern in patterns for m in pattern.finditer(left)), default=-1)
    if name in ALIVE and part > 0 and not _are_hurt(read, token.start - len(left) + part - 2):
        return False
    return part > max((m.end() for m in p.RESET.finditer(left)), default=-1)


def is_hit_too(read: SoFar, token: Token, found: Named) -> bool:
    """Whether what befell others befell these too: 两名老师也有呕吐症状."""
    also = found.name in ("deaths", "poisoned") and found.end > token.end
    if read.text[token.start - 1 : token.start] in ("这", "那") or read.text[token.end : token.end + 1] in (
        "里",
        "中",
    ):
        return False
    return also and _TOO.search(read.text, token.end, found.end) is not None


def _besides_comma(read: SoFar, token: Token) -> bool:
    """``另外，有4名工人扭伤``: a pause stands between."""
    near = max(read.start, token.start - 30)
    told = _BESIDES_PAUSE.search(read.text, near, token.start)
    return told is not None and _OF_OTHER_HAPPENINGS.search(told[0]) is None


def _since(read: SoFar, token: Token, found: Named) -> bool:
    """``4人当场死亡，两人在随后一周内先后去世``: whoever died in the days after is none of those."""
    if found.name != "deaths" or "deaths" not in read.seen or found.end <= token.end:
        return False
    before = read.text[max(read.start, token.start - 8) : token.start]
    return _SINCE.search(before + read.text[token.end : found.end]) is not None
