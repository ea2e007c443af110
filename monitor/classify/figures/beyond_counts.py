"""What a sentence tells of numbers beside its counts: of none, of the seventh body, of all who were found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.by_sex import by_sex
from monitor.classify.figures.care_and_home import in_care_and_home
from monitor.classify.figures.count_deaths import WINDOW
from monitor.classify.figures.ill_counted import ill_counted
from monitor.classify.figures.listed_areas import listed_areas
from monitor.classify.figures.mention import Formerly, Mention, Role
from monitor.classify.figures.mourned import mourned
from monitor.classify.figures.on_the_list import on_the_list
from monitor.classify.figures.one_of_the_lost import one_of_the_lost
from monitor.classify.figures.risen import risen
from monitor.classify.figures.so_far import SoFar
from monitor.text.numerals import NUMBER, Bound, read_number

_TRAPPED = re.compile("[困埋压]")
# 两名学生已被打捞上岸，第三名仍在搜寻.
_ONE_STILL_SOUGHT = re.compile(
    "(?:第[二三四五六七八九十]|最后一)[名位个]?(?:[^，。；\\d]{0,6}?)(?:(?:仍|还|尚|正)在(?:全力|紧急)?(?:搜寻|寻找|搜救)(?!的|队|犬|工作|现场)(?:之?中)?|(?:仍|还|尚)(?:未|没有?)(?:被)?(?:找到|寻获)|(?:仍|还|至今)?(?:下落不明|没有下落))"
)
_DEAD_TOLD = re.compile(
    "(?<!踩)(?<![累笑热])死(?!者?家)|遇难|身亡|(?<!伤)亡|罹难|丧生|不治|去世|离世|遗体|没了"
)
_NONE = re.compile("|".join(p.ZERO_FIELDS))
# 所有伤者都被送到县医院，共7人，其中2人伤势较重
_ALL_THE_HURT = re.compile(
    f"(?:伤[者员]|受伤(?:人员|群众|[者的])?)(?!家属)[^。；\\d死亡]{{0,30}}?，(?:一共|总共|共计|合计|共)有?(?P<digits>{NUMBER})(?:名|位|个)?人?(?=[，。；]|$)"
)
_COUNTED_BEFORE = re.compile(
    f"(?P<others>(?:另外?|其余|其他|还有|另有|剩下|余下)的?)?{NUMBER}(?:[名位个人][^，。；、\\d伤亡死]{{0,6}}?(?:只是[^。；\\d伤亡死]{{0,8}}，)?)?$"
)


def beyond_counts(read: SoFar) -> Iterator[Mention]:
    """Statements of none, one for each figure they cover, and of all so far; ``at_least`` while no report has come in."""
    for match in p.ZERO.finditer(read.text, read.start, read.end):
        if p.REJECTED_NONE.search(read.text, max(read.start, match.start() - 6), match.start()):
            continue
        if _is_of_some(read, match.start()):
            continue
        bound: Bound = "at_least" if match["pending"] or match["tail"] else "exact"
        for name in dict.fromkeys(n for word in _NONE.findall(match["what"]) for n in p.ZERO_FIELDS[word]):
            yield Mention(name, 0, bound, match.start(), match.end(), "zero", sentence=read.number)
    for match in p.NOBODY_ELSE_TRAPPED.finditer(read.text, read.start, read.end):
        if _TRAPPED.search(match[0]):
            yield Mention("trapped", 0, "exact", *match.span(), "zero", sentence=read.number)
    nths = list(p.NTH_BODY.finditer(read.text, read.start, read.end))
    if "第" in read.text[read.start : read.end]:
        nths += p.ALREADY_NTH.finditer(read.text, read.start, read.end)
    for match in nths:
        if nth := read_number(match["nth"]).value:
            # 又发现一位遇难者，这已经是第七个: the seventh is the one who was just found.
            role: Role = "total" if match.re is p.ALREADY_NTH else "plain"
            yield Mention("deaths", int(nth), "exact", *match.span(), role, sentence=read.number)
    last = p.LAST_DEAD.search(read.text, read.start, read.end)
    if last and (read.named.words.absent or p.SUNK.search(read.text, 0, last.start())):
        number = int(read_number(last["digits"]).value or 0)
        of: Formerly = "missing" if read.named.words.absent == "missing" else "trapped"
        yield Mention(
            "deaths",
            number,
            "exact",
            *last.span(),
            "added",
            sentence=read.number,
            relation="further",
            of=of,
        )
    for last in _ONE_STILL_SOUGHT.finditer(read.text, read.start, read.end):
        yield Mention("missing", 1, "exact", *last.span(), "correction", sentence=read.number)
    yield from one_of_the_lost(read.text, read.start, read.end, read.number)
    yield from risen(read.text, read.start, read.end, read.number)
    yield from mourned(read.text, read.start, read.end, read.number)
    yield from in_care_and_home(read.text, read.start, read.end, read.number, ill=read.named.poisoning)
    if read.named.poisoning:
        yield from ill_counted(read.text, read.start, read.end, read.number)
    yield from listed_areas(read.text, read.start, read.end, read.number)
    if "共" in read.text[read.start : read.end] and not read.named.poisoning:
        for match in _ALL_THE_HURT.finditer(read.text, read.start, read.end):
            if all_hurt := int(read_number(match["digits"]).value or 0):
                yield Mention("injured", all_hurt, "exact", *match.span(), sentence=read.number)
    yield from by_sex(read.text, read.start, read.end, read.number)
    if "失" in read.text or "寻人" in read.text or "下落" in read.text:
        yield from on_the_list(read.text, read.start, read.end, read.number)
    for match in p.DIGITS_OF.finditer(read.text, read.start, read.end):
        least = 10 ** (int(read_number(match["digits"]).value or 1) - 1)
        yield Mention("deaths", least, "at_least", *match.span(), sentence=read.number, vague=True)
    for match in p.NOBODY_DIED.finditer(read.text, read.start, read.end):
        before = read.text[max(read.start, match.start() - 8) : match.start()]
        some = p.OF_THE_OTHERS.search(before) is not None or _is_of_some(read, match.start())
        if not (p.REJECTED_NONE.search(before) or some):
            yield Mention("deaths", 0, "exact", *match.span(), "zero", sentence=read.number)
    others = p.NO_OTHERS.search(read.text, read.start, read.end)
    if others and _DEAD_TOLD.search(read.text) is None:
        yield Mention("deaths", 0, "exact", *others.span(), "zero", sentence=read.number)
    for match in p.NOBODY_HURT.finditer(read.text, read.start, read.end):
        if _is_of_some(read, match.start()):
            continue
        for name in p.ZERO_FIELDS["伤亡"]:
            yield Mention(name, 0, "exact", match.start(), match.end(), "zero", sentence=read.number)
    for name, pattern in (("trapped", p.ALL_RESCUED), ("missing", p.ALL_FOUND)):
        if match_all := pattern.search(read.text, read.start, read.end):
            yield Mention(name, 0, "exact", *match_all.span(), "correction", sentence=read.number)
    if out := p.ALL_OUT.search(read.text, read.start, read.end):
        name = "missing" if out["found"] and read.named.words.absent == "missing" else "trapped"
        yield Mention(name, 0, "exact", *out.span(), "correction", sentence=read.number, loose=True)


def _is_of_some(read: SoFar, at: int) -> bool:
    """``2人遇难，4人被送往医院，两人没有受伤``, ``另外4人没有受伤``: whether none is said of some who are counted beside others."""
    told = _COUNTED_BEFORE.search(read.text, max(read.start, at - WINDOW), at)
    if told is None:
        return False
    return told["others"] is not None or any(m.value and m.end <= told.start() for m in read.wholes.values())
