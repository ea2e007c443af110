"""What a text tells of those who were shut in, buried or lost in water, clause by clause: 7人获救, 捞上来4个已经没气了, 其余下落不明."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from monitor.classify.figures.casualty_patterns import COUNT, SENTENCE
from monitor.text.numerals import NUMBER, read_number
from monitor.values import value

Fate = Literal["all", "there", "saved", "dead", "left", "found"]
"""All who are looked for; all who were there; brought out alive; dead; still looked for; found, nobody says how."""

_NOT_YET = "(?:仍|还|尚|至今|一直|到现在|暂时?)"
_OUT = "(?:[救挖捞扒刨抬拉拖逃跑撤爬走]出来?|[捞救拉]上来|[捞找寻][着到]|出来|上来|找到|寻获|获救|脱险|脱困|升井|联系上|打捞(?:上岸|出水)?)"
_LEFT = re.compile(
    f"{_NOT_YET}(?:没有?|未)(?:能|被)*{_OUT}|(?:没有?|未)(?:能|被)*(?:出来|上来|跑出来|逃出来?|升井|脱困|脱险|获救)(?=[，。；！？]|$)|(?:没有?|未)(?:能|被)*(?:[挖捞扒刨]出来|捞上来|[捞找寻][着到]|找到|寻获|救出来?)(?=[，。；！？]|$)"
    f"|{_NOT_YET}(?:有|是|剩下?|被|在|处于|都|人){{0,6}}(?:[全紧][力急]){{0,2}}(?:[困埋压堵卡]|搜|捞|寻找|找|营救|施救|[挖扒刨]|失[联踪]|下落不明)"
    "|(?:正在?|继续|全力|紧急|抓紧){1,3}(?:被)?(?:全力|紧急|抓紧)?(?:搜|营救|施救|解救|打捞|寻找|[挖捞])|(?:营救|搜寻|搜救|打捞|施救|寻找)(?:之?中|当中)"
    "|失联|失踪|失去(?:了)?联系|下落不明|生死(?:不明|未卜)|没有?(?:任何)?(?:下落|消息|音[讯信])|尚?无(?:任何)?(?:下落|消息|音[讯信])|杳无音[讯信]|没了?影|没(?:有|个)?(?:信儿?|动静|音儿)(?=[，。；！？了呢啊]|$)|不见了|找不[到着]"
    f"|{_NOT_YET}(?:有|是|剩)*(?:[\\d一二两俩三仨四五六七八九十]{{1,3}}[名个位人]?[^，。；]{{0,4}})?在(?:里|下|底|井|废墟|土|水)|[埋压困卡](?:着|在|了)"
)
_DEAD = re.compile(
    "遇难|死亡|身亡|身故|罹难|[溺坠窒]亡|丧生|丧命|殒命|牺牲|殉职|不治|抢救无效|(?:已?无|没有?了?|失去了?)(?:任何)?(?:生命(?:体征|迹象|特征)|呼吸|心跳|气息|脉搏)|没了?气|断了?气"
    "|遗体|尸体|无生还(?:的)?(?:可能|希望)|没有生还(?:的)?(?:可能|希望)|[淹压烧砸埋闷呛炸]死|死了|死的|没(?:能)?(?:抢)?救(?:[过回]来|活)|没挺过|没(?:能)?活[下过]来|不行了|人?[都也全已就]{0,4}没了|没了[\\d一二两三四五六七八九十]|白布|[条]人命|凉了|具$|(?<![赶逃])走了"
)
_NOBODY = re.compile(
    "(?:无|没有?|未)(?:造成|发生|有|一)*(?:人员?|[名位个])?(?:伤亡|死亡|遇难|死[，。；]|死$)"
)
_SAVED = re.compile(
    "获救|救[出起上了下]|被救|救援人员带出|营救出|搜救出|解救|抢救出|生还|脱险|脱困|脱离险境|幸存|升井|活着|活的|逃生|逃[出离]|自行(?:脱|逃|撤|离|走|爬|返|游|上)|自己[^，。；]{0,3}[爬跑游逃走]"
    "|[爬游]上|爬出|上岸|平安|没事|无恙|(?:意识|神志)(?:都|均)?清[醒楚]|(?<!无)(?<!没)有(?:明显的?)?生命(?:体征|迹象)|生命体征(?:平稳|稳定)|无生命危险|脱离(?:生命)?危险|无大碍"
    "|[捞拉拽]了?[上出起]来?|[挖扒刨抬]了?出|出来了|活着(?:上来|出来)|上来了|送医|[拉送抬运][往到去进了]*[^，。；]{0,8}院|[受轻重擦刮划挫烧砸摔扭]伤|骨折|被[^，。；]{0,6}(?:救|拉上|捞)"
)
_FOUND = re.compile("找[到着]|发现|寻获|搜到|[挖扒刨捞]到")
_HOW = re.compile("(?:意识|神志)|生命体征|生命危险|没事|平安|活着")
"""How somebody is who was found: brought out only (挖出来三个), he may be dead."""
_BROUGHT = re.compile("[捞拉拽挖扒刨抬]了?[上出起]来?")
_ALL = re.compile(
    "被困|受困|砸了|砸[中到]|[压埋困砸扣]里|被[掩]?埋|掩埋|埋压|遭埋|被压|[压埋困堵]在|[压埋困]了|困住|困其中|[压埋困]着|落水|落入水|掉(?:进|到)?(?:水|河|江|海)|(?:被|冲|卷)[^，。；]{0,5}[冲卷]走|[冲卷]走|遇险|失联|失踪|失去(?:了)?联系|下落不明|没(?:能|有)?跑出来|未能撤出"
)
_THERE = re.compile(
    "[船车机艇舟筏厢][上内里舱]|上面|里[面头]|下面|井下|洞[内里]|隧道[内里]|屋[内里]|当班|事发时|当时|一共|总共|共|载[有着]?|[坐乘拉][了着有]"
)
# 救出7人，其中2人擦伤，其余没有受伤: of the saved.
_ONLY_HOW = re.compile("伤|无碍|平安|没事|稳定")
_REST = re.compile(
    "(?:其余|其他|其它|剩下|剩余|余下|别的)的?(?:被困|失联|失踪|落水|遇险)?(?:人员?|群众|船员|乘客|游客|工人|矿工|村民|学生|者)?"
)
_REST_BEFORE = re.compile("(?:其余|其他|其它|剩下|剩余|余下|另外?)的?$")
# 出动6车32人, 3名消防员: whoever came to help.
_HELP = re.compile(
    "出动|派出|调集|调派|增派|投入|组织|动员|参与救|参加救|核载|限载|核定|疏散|转移|撤离|安置|控制|刑拘|问责"
)
_NTH = re.compile(
    f"(?:首|第[一二三四五六七八九十\\d]{{1,3}})[名位个具](?!月|小时|星期)|最后的?(?P<last>{NUMBER})[名位个具人]|(?<![子女妻妇妹弟哥姐娘爷婆儿孙人们])(?P<few>[俩仨])(?![个人名位口])"
)
_HELPERS = re.compile(
    "[^，。；被由]{0,6}?(?:消防|救援|救护|搜救|专家|医护|医生|民警|警力|官兵|武警|志愿者|指战员|潜水|干部|记者|目击|家属)(?![^，。；]{0,8}(?:牺牲|遇难|殉职|救出|带出))"
)
# Behind a count a clause that counts nobody goes on about it.
_EVERY_ONE = re.compile("(?<!不)(?:都|全部?|均|无一)")
_STILL = re.compile(f"{_NOT_YET}|剩|其余|其他|另|正在|营救|没有?[挖捞找]")
_GOES_ON = re.compile(
    "(?:但|可惜?|挖|捞|扒|抬|却|不幸|遗憾的是|人|均|都|全|已|也|经|现场|被|随后|送医|结果|最后|最终|当场|就|早|后|医生|确认|宣布|身上|抬出|救出|目前|正|现|意识|神志|生命|仍|还|尚|无|没|一直|情况)"
)
_AMONG = re.compile(
    "(?:其中|里面|包括|当中|含|(?:获救|生还|幸存|救出|被救|送医|救起|救上)[^，。；]{0,8}[中里])(?:的|有|包括)?[^，。；\\d]{0,4}$"
)
_OF_WHOM = re.compile("[^，。；\\d]{0,8}?(?:[当之]?中(?!毒)|里)")
_CLAUSE = re.compile("[^，：（）()…]+")
_GONE = re.compile(
    "失联|失踪|失去(?:了)?联系|下落|没(?:有|个)?(?:信|动静|音)|没了?影|不见|生死|音[讯信]|消息|找不|捞"
)
_SHUT = re.compile("[困埋压堵卡]|在(?:里|下|底|井|废墟|土)|[挖扒刨]|出来|升井|未能撤出")
_SOUGHT = re.compile("[找寻]")
_BY_HAND = re.compile("活|没事|救")
_MOST, _NEAR = 1000, 24
_MOST_IN_A_CLAUSE, _MOST_TOLD = 40, 200


@value
class Told:
    """So many people and what became of them; ``number`` None: all the others. ``missing``: what those are called who are looked for, None
    where the words tell neither (正在搜救). ``among``: some of those just told of (其中2人). ``rest``: the others, by number (其余3人)."""

    fate: Fate
    number: int | None
    start: int
    end: int
    sentence: int
    missing: bool | None = None
    among: bool = False
    rest: bool = False


def told_of_rescue(text: str) -> list[Told] | None:
    """Everything told of so many people, in order; None where any number is no exact one."""
    out: list[Told] = []
    for number, sentence in enumerate(SENTENCE.finditer(text)):
        opened = False
        for clause in _CLAUSE.finditer(text, *sentence.span()):
            told = _in_clause(text, clause.span(), number)
            if told is None:
                return None
            if len(out) > _MOST_TOLD:
                return None  # a page of one word over and over
            if told:
                out += told
                opened = True
            elif opened and out:
                _go_on(text, clause.span(), out)
    return out


def _in_clause(text: str, span: tuple[int, int], sentence: int) -> list[Told] | None:
    start, end = span
    if _HELP.search(text, start, end):
        return []
    counts = [(number, *at.span()) for at in _NTH.finditer(text, start, end) if (number := _nth(at))]
    for match in COUNT.finditer(text, start, end):
        if not match["unit"] or _HELPERS.match(text, match.end(), end):
            continue
        read = read_number(match["digits"], match["before"] or "", match["more"] or match["after"] or "")
        if read.value is None or read.value != int(read.value) or not 0 < read.value <= _MOST:
            continue
        if read.bound != "exact":
            return None
        if not any(a < match.end() and match.start() < b for _, a, b in counts):
            counts.append((int(read.value), match.start(), match.end()))
        if len(counts) > _MOST_IN_A_CLAUSE:
            return []
    if len(counts) > _MOST_IN_A_CLAUSE:
        return []
    counts.sort(key=lambda count: count[1])
    if not counts:
        rest = _REST.search(text, start, end)
        fate = _fate(text, rest.end(), end) if rest else None
        if rest is None or fate is None or fate == "found":
            return []
        if fate == "saved" and _ONLY_HOW.search(text, rest.end(), end):
            return []
        span = rest.start(), end
        return [_told(text, "left" if fate == "all" else fate, None, span, span, sentence)]
    return list(_each(text, span, counts, sentence))


def _nth(match: re.Match[str]) -> int:
    """首名被困者, 第二名遇难者 are one more, 最后3名 three, 捞上来仨 too."""
    digits = match["last"] or match["few"]
    return int(read_number(digits).value or 0) if digits else 1


def _each(
    text: str, span: tuple[int, int], counts: list[tuple[int, int, int]], sentence: int
) -> Iterator[Told]:
    """Each count with the words behind it, or, where the last has none behind it, before it (获救9人遇难3人)."""
    start, end = span
    starts, ends = [c[1] for c in counts], [c[2] for c in counts]
    before = [(a, b) for a, b in zip([start, *ends], starts, strict=False)]
    behind = [(a, b) for a, b in zip(ends, [*starts[1:], end], strict=True)]
    ahead = _fate(text, *behind[-1]) is None and _fate(text, *before[0]) is not None
    for (number, first, last), prior, after in zip(counts, before, behind, strict=True):
        own = (prior[0], last) if ahead else (prior[0] if len(counts) == 1 else first, after[1])
        fate = _fate(text, *own)
        if fate is None and _THERE.search(text, prior[0], after[1]):
            fate = "there"
        if fate is not None and len(counts) > 1 and not ahead and _OF_WHOM.match(text, last, after[1]):
            fate = "there"  # 12名被困矿工中3人生还
        among = (
            fate not in ("all", "there") and _AMONG.search(text, max(start, first - _NEAR), first) is not None
        )
        if fate:
            told = _told(text, fate, number, (first, max(last, own[1])), own, sentence)
            rest = _REST_BEFORE.search(text, max(start, first - _NEAR), first) is not None
            yield replace(told, among=among, rest=rest)


def _told(
    text: str, fate: Fate, number: int | None, span: tuple[int, int], own: tuple[int, int], sentence: int
) -> Told:
    return Told(fate, number, *span, sentence, _called(text, *own) if fate in ("all", "left") else None)


def _called(text: str, start: int, end: int) -> bool | None:
    """Whether those who are looked for are called missing, or shut in."""
    if _GONE.search(text, start, end):
        return True
    if _SHUT.search(text, start, end):
        return False
    return True if _SOUGHT.search(text, start, end) else None


def _fate(text: str, start: int, end: int) -> Fate | None:
    """What some words tell of those whom they count."""
    dead = None if _NOBODY.search(text, start, end) else _DEAD.search(text, start, end)
    left = _LEFT.search(text, start, end)
    if dead and not (left and left.start() > dead.start()):
        return "dead"
    if left:
        return "all" if _ALL.search(text, start, end) and not _still(text, start, end) else "left"
    if saved := _SAVED.search(text, start, end):
        found = _BROUGHT.match(saved[0]) and not _HOW.search(text, start, end)
        return "found" if found and not _BY_HAND.search(text, start, end) else "saved"
    if _ALL.search(text, start, end):
        return "all"
    return "found" if _FOUND.search(text, start, end) else None


def _still(text: str, start: int, end: int) -> bool:
    return _STILL.search(text, start, end) is not None


def _go_on(text: str, span: tuple[int, int], out: list[Told]) -> None:
    """A clause that counts nobody tells more of those counted last: 找到3人，均已遇难."""
    last = out[-1]
    if last.fate not in ("saved", "found", "all", "there") or not _GOES_ON.match(text, *span):
        return
    fate = _fate(text, *span)
    if last.fate in ("saved", "found") and fate in ("dead", "saved"):
        out[-1] = replace(last, fate=fate, end=span[1])
    elif last.fate == "all" and fate == "dead" and _EVERY_ONE.search(text, *span):
        if COUNT.search(text, last.end, span[0]):
            return  # 四口冲走三口，…都没气了: of those counted behind
        out.append(Told("dead", last.number, *span, last.sentence))  # 埋了3个，挖出来都不行了
    elif last.fate in ("there", "all") and last.missing is None and fate == "all":
        out[-1] = replace(last, fate="all", end=span[1], missing=_called(text, *span))
