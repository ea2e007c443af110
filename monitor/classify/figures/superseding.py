"""What a figure supersedes: the numbers that the same text gives as those of earlier bulletins."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.classify.figures.mention import Mention, Placed
from monitor.classify.figures.speakers import moment_of
from monitor.classify.result import Figure, Place, Superseded
from monitor.text.numerals import NUMBER, read_number

_REPLACED = frozenset({"plain", "total", "update", "correction"})
_ROSE_FROM = re.compile(
    f"(?:由|从)(?:此前|先前|之前|原先|原来|最初|早前|上午|通报|报告|公布|的)*(?P<digits>{NUMBER})[人名例]?[^，。；\\d]{{0,8}}?"
    f"(?:[升增]|更[新正]|修[正订]|调整|订正|改)[^，。；\\d]{{0,6}}?(?P<now>{NUMBER})[人名例]"
)
_OF_ALL = re.compile("[共致]|造成|累计|合计|总计|死伤|伤亡")
_LOOKED_INTO = re.compile("经?核[实查]|经查|调查|辟谣|谣言|不实|有误|更正")
_NEAR = 24
_CLAUSES = 40


def superseded(said: Sequence[Placed], final: Figure, *, since: Placed | None) -> tuple[Superseded, ...]:
    """The other numbers of a figure: those told before the bulletin ``since`` moved it, and those of an earlier bulletin (此前通报)."""
    places: dict[int, list[Place]] = {}
    for one in said:
        if one.mention.value != final.value and (one.mention.former or _is_before(one, since)):
            places.setdefault(one.mention.value, []).append(one.place)
    return tuple(Superseded(value, tuple(at)) for value, at in places.items())


def outdated(said: list[Placed]) -> list[Placed]:
    """Mark as former what an organ gave at an earlier hour than the last bulletin of the text that counts all of them."""
    told = [moment_of(m.mention.speaker) for m in said]
    last = max((at for at in told if at is not None), default=None)
    if last is None or not any(m.mention.whole for m, at in zip(said, told, strict=True) if at == last):
        return said
    return [
        replace(m, mention=replace(m.mention, former=True)) if at is not None and at < last else m
        for m, at in zip(said, told, strict=True)
    ]


def counts_all(text: str, start: int, mention: Mention) -> bool:
    """Whether a count in the sentence from ``start`` is of all of them (共造成3人死亡); none only where somebody looked into it."""
    if mention.value == 0:
        return _LOOKED_INTO.search(text, 0, mention.end) is not None
    return (
        mention.role in ("total", "update", "correction")
        or _OF_ALL.search(text, max(start, mention.start - _CLAUSES), mention.start) is not None
    )


def with_rise(figures: Mapping[str, Figure], fields: Mapping[str, str]) -> dict[str, Figure]:
    """Add the number that a figure rose or was set right from in the same breath: 由3人上升至10人.

    ``fields`` are title and text as they were given.
    """
    return {name: _risen(figure, fields) for name, figure in figures.items()}


def _risen(figure: Figure, fields: Mapping[str, str]) -> Figure:
    known = {s.value for s in figure.supersedes} | {figure.value}
    for place in figure.places:
        first = max(0, place.start - _NEAR)
        match = _ROSE_FROM.search(fields[place.field_name], first, place.end)
        if match is None or read_number(match["now"]).value != figure.value:
            continue
        value = read_number(match["digits"]).value
        if value is not None and int(value) not in known:
            at = Place(place.field_name, *match.span("digits"))
            return replace(figure, supersedes=(*figure.supersedes, Superseded(int(value), (at,))))
    return figure


def _is_before(one: Placed, since: Placed | None) -> bool:
    if since is None or one.mention.role not in _REPLACED or one.mention.added:
        return False
    return one.place.field_name == since.place.field_name and one.mention.start < since.mention.start
