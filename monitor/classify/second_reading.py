"""A second reading of the dead and the hurt by the ledger, where the first, by the words beside each count, found nothing or is at odds with the headline.

It adds a figure that the first did not find where one party alone tells it. It replaces one by what both headline and text come to,
and by a greater number of the hurt where neither headline nor ledger knows that of the first. What it changes is named in ``second``,
makes a level that rests on it provisional and lowers none (decision 0043).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from monitor.classify.casualties import Casualties
from monitor.classify.entries import Entry
from monitor.classify.fate_words import HURT, Fate
from monitor.classify.ledger import Ledger
from monitor.classify.mentions import is_poisoning
from monitor.classify.origin import Origins
from monitor.classify.result import Figure, Place
from monitor.classify.tallies import Tally, tally
from monitor.text.clean import CleanText

_FATES: dict[str, frozenset[Fate]] = {
    "deaths": frozenset({"dead"}),
    "injured": HURT,
    "seriously_injured": frozenset({"badly"}),
}
_LABELS = {"deaths": "死亡", "injured": "受伤", "seriously_injured": "重伤"}
_DENIED_WITHIN, _QUOTED = 60, 40


def read_again(
    known: Casualties, title: CleanText, text: CleanText, reported: date | None = None
) -> Casualties:
    """The casualties of an emergency with the figures that only the ledger tells, or tells better."""
    names = ("deaths",) if is_poisoning(title.text, text.text) else tuple(_FATES)
    body, heading = Ledger(text.text, reported), Ledger(title.text.replace(" ", "，"), reported)
    origins = Origins(text.text, title.text)
    stated = frozenset(entry.number for entry in (*body.entries, *heading.entries) if entry.party.counted)
    changed: dict[str, Figure] = {}
    for name in names:
        told = tally(text.text, body.entries, _FATES[name])
        titled = tally(title.text, heading.entries, _FATES[name])
        if told and _stands(name, told, titled, known, stated):
            figure = _figure(told, text, origins)
            if figure and _fits(name, figure.value, {**known.figures, **changed}):
                changed[name] = figure
    if not changed:
        return known
    return replace(known, figures={**known.figures, **changed}, second=frozenset(changed))


def to_check(casualties: Casualties, raw: str) -> tuple[str, ...]:
    """What an officer is to check: the figures that only the second reading found, in the words they rest on."""
    return tuple(
        f"{_LABELS[name]}{casualties.figures[name].value}人系复读所得（“{raw[place.start : place.end][:_QUOTED]}”），请核对"
        for name in sorted(casualties.second)
        for place in casualties.figures[name].places[:1]
    )


def _stands(name: str, told: Tally, titled: Tally | None, known: Casualties, stated: frozenset[int]) -> bool:
    """Whether what the ledger comes to is put in the place of what is known of a figure; ``stated``: all numbers of people."""
    if name in known.least or name in known.unnumbered:
        return False
    first, one = known.figures.get(name), told.how in ("sole", "joined")
    if first is None:
        return one
    if first.corrected or first.supersedes or first.value == told.number or name == "seriously_injured":
        return False
    if not first.value:  # 无人员伤亡 said of a part: 司机轻伤
        return name == "injured" and one and not told.entries[0].party.counted
    if titled and told.number == titled.number:
        return all(e.party.counted for e in titled.entries) and any(e.party.counted for e in told.entries)
    if name == "injured" and first.value not in stated and first.value != sum(told.told):
        return one or told.how == "most"
    if titled or told.number < first.value:
        return False
    if first.value in told.told:
        return told.how == "joined" or (name == "injured" and told.how == "whole")
    return one


def _figure(told: Tally, text: CleanText, origins: Origins) -> Figure | None:
    start, end = told.entries[0].span[0], told.entries[-1].span[1]
    if origins.denied(start, end + _DENIED_WITHIN, of_before=True):
        return None
    bounds = [e.party.bound for e in told.entries if e.party.bound != "exact" and not e.parts]
    places = tuple(_place(entry, text) for entry in told.entries)
    return Figure(told.number, bounds[0] if bounds else "exact", origins.at(start), places)


def _place(entry: Entry, text: CleanText) -> Place:
    return Place("text", *text.source_span(*entry.span))


def _fits(name: str, number: int, known: dict[str, Figure]) -> bool:
    """Of the hurt no more can be badly hurt than there are."""
    return name != "seriously_injured" or "injured" not in known or number <= known["injured"].value
