"""Those who were missing when the toll was told and were found dead since: 3人死亡、1人失踪。昨天上午，失踪者的遗体被找到.

Whoever dies so comes on top of the toll that counted him as missing, also of one that the headline repeats (3死1失踪); a toll that is told
behind, or is greater, holds him already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from monitor.classify.figures.all_found import found_dead_since, is_sought_behind
from monitor.classify.figures.casualties import Count
from monitor.classify.figures.frames import Frames
from monitor.classify.figures.origin import Origins
from monitor.classify.figures.sums import add_figures
from monitor.classify.result import Figure, Place, Superseded
from monitor.text.clean import CleanText
from monitor.text.numerals import NUMBER, read_number

_BODY = "(?:遗体|尸体|遗骸)[^，。；\\d未没]{0,14}?(?:找到|寻获|发现|打捞|捞[出起上]|挖[出到]|抬出|清理出|出水|搜出)"
_NO_LIFE = "[^，。；\\d未没]{0,10}?(?:找到|寻获|发现|打捞|捞[出起上]|挖[出到]|搜出)[^，。；\\d未没]{0,6}，[^，。；\\d]{0,8}?(?:(?:已经?|均|无)[^，。；]{0,4}(?:遇难|死亡|身亡|生命[体迹]|没了?(?:气|呼吸|心跳)))"
_WHO = "(?:人员|者|[一-鿿]{0,6}?(?:[工员民客生]|村民|司机|群众|孩子|老人|男子|女子)|人)?(?:[一-鿿]某某?)?的?"
# 失踪者的遗体被找到, 失踪的两人的遗体, 最后一名失踪工人被找到，已无生命体征.
_OF_THE_LOST = re.compile(
    f"(?:(?<![\\d名位人])(?:失踪|失联|走失|下落不明)的?(?P<behind>{NUMBER})?[名位]?|(?:最后的?|另外?|唯一的?|那|这|该)(?P<before>{NUMBER})?[名位](?:失踪|失联|下落不明)?的?){_WHO}(?:{_BODY}|{_NO_LIFE})"
)
# 姓龚的护林员没有下落 … 龚某的遗体被找到.
_NAMED_BODY = re.compile(f"(?P<name>[一-鿿])某某?的?{_BODY}")
# 希望失踪者的遗体能早日找到, 遗体如被找到: nobody has found them; 系上月落水: of another happening.
_NOT_YET = re.compile(
    "希望|盼|但愿|祈|等待|期待|直到|如果|如[被能有]|一旦|若[被能有]|能[够早尽]|早日|尽[快早]|之前"
)
_OF_OTHERS = re.compile("另一(?:处|起|地|个|条)|(?:不是|并非|不系)|(?:系|为|是)(?:上月|此前|上个月|去年)")
_AMONG_THE_DEAD = re.compile("(?:死亡|遇难|身亡|罹难|丧生)[^。；！？\n]{0,3}[，（(]其中[^，。；]{0,4}$")
_STOPS = "。！？\n"


def lost_and_dead(
    counts: Sequence[Count],
    figures: Mapping[str, Figure],
    text: CleanText,
    reported: date | None = None,
) -> dict[str, Figure]:
    """The dead with those who were missing beside their toll, and nobody missing, where the text lets them be found dead behind it."""
    lost = [c for c in counts if c.name == "missing" and c.part == "text"]
    missing, deaths = figures.get("missing"), figures.get("deaths")
    if not lost or missing is None:
        return {}
    found = _found(text.text, lost[-1])
    if found is None or (missing.corrected and found[0] != lost[-1].value):
        return {}
    start, end = found[1:]
    if not _is_told_so(text.text, start, end, reported):
        return {}
    place = Place("text", *text.source_span(start, end))
    none = {"missing": replace(missing, value=0, bound="exact", places=(*missing.places, place))}
    gone = replace(missing, value=lost[-1].value, whole=False, corrected=False, places=(place,))
    dead = [c for c in counts if c.name == "deaths" and not (c.part == "text" and start <= c.start < end)]
    if deaths is None:
        return none | {"deaths": gone}
    if _AMONG_THE_DEAD.search(text.text, 0, lost[-1].start):
        return none
    inside = [c for c in counts if c.name == "deaths" and c.part == "text" and start <= c.start < end]
    if any(c.value == deaths.value for c in inside) and not dead:
        return none  # 失联的6人全部找到，均已遇难: the count is of just those
    told = [c for c in dead if c.part == "text" and c.value != deaths.value + gone.value]  # 至此，4名遇难者…
    titled = [c for c in dead if c.part == "title"]
    with_the_lost = any(
        c.name == "missing" and c.part == "title" and c.value == lost[-1].value for c in counts
    )
    if any(c.start > start or c.value > deaths.value for c in told):
        return none
    if titled and not (with_the_lost and told and deaths.value == max(c.value for c in titled)):
        return none
    if told and deaths.value != max(c.value for c in told):
        return none  # what is known was reckoned with them
    # What the toll was is superseded: else a second reading would take the headline's word for it again.
    was = Superseded(deaths.value, deaths.places)
    risen = add_figures([deaths, gone])
    return none | {"deaths": replace(risen, supersedes=(*deaths.supersedes, was))}


def _is_told_so(text: str, start: int, end: int, reported: date | None) -> bool:
    """Whether it is told as a fact, and of what is reported: neither 网传失踪者的遗体已找到 nor 2019年失踪者的遗体…."""
    opens = max(text.rfind(mark, 0, start) for mark in _STOPS) + 1
    closes = min((n for mark in _STOPS if (n := text.find(mark, end)) >= 0), default=len(text))
    if _NOT_YET.search(text, opens, end) or _OF_OTHERS.search(text, opens, closes):
        return False
    origins = Origins(text)
    if origins.denied_soon(start, end) or origins.at(start) == "unverified" or origins.negated(0, start):
        return False
    return Frames(text, reported).of((opens, closes), start, max(end, start + 1)) == "now"


def _found(text: str, lost: Count) -> tuple[int, int, int] | None:
    """How many of so many missing are found dead behind, and from where to where it is told; only all of them."""
    for match in _OF_THE_LOST.finditer(text, lost.end):
        number = match["behind"] or match["before"]
        if (int(read_number(number).value or 0) if number else 1) == lost.value:
            return None if is_sought_behind(text, match.end()) else (lost.value, *match.span())
    opens = max(text.rfind(mark, 0, lost.start) for mark in _STOPS) + 1
    for match in _NAMED_BODY.finditer(text, lost.end) if lost.value == 1 else ():
        name = match["name"]
        if re.search(f"姓{name}|{name}某", text[opens : lost.end + 4]) and not is_sought_behind(
            text, match.end()
        ):
            return 1, *match.span()
    since = found_dead_since(text, lost.end)
    return (lost.value, since, since) if since is not None else None
