"""What an item as a whole tells of its figures: whose they are on an office's own site, and what they rose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from monitor.classify.casualties import Casualties
from monitor.classify.result import Figure
from monitor.classify.speakers import Speaker, is_office
from monitor.classify.superseding import with_rise
from monitor.item import Item


def heard(casualties: Casualties, item: Item) -> Casualties:
    """The figures with the number that each rose from; on an office's own site that office is the one who states them."""
    if not casualties.figures:
        return casualties
    fields = {"title": item.title, "text": item.text}
    figures = with_rise(casualties.figures, fields)
    series = {side: with_rise(held, fields) for side, held in casualties.series.items()}
    if item.source and (item.source_kind == "official_site" or is_office(item.source)):
        figures = {n: _named(f, item.source) for n, f in figures.items()}
        series = {side: {n: _named(f, item.source) for n, f in held.items()} for side, held in series.items()}
    if item.source_kind == "official_site":
        figures = _stated_by(figures, item.source)
        series |= {"stated": _stated_by(series.get("stated", {}), item.source)}
        series["official"] = {n: f for n, f in series["stated"].items() if f.origin == "official"}
    return replace(casualties, figures=figures, series={side: held for side, held in series.items() if held})


def is_hearsay(casualties: Casualties) -> bool:
    """Whether nobody who can be asked stands for a number of people harmed (网传, 网友称, 目击者称)."""
    held = (casualties.figures, casualties.series.get("unverified", {}))
    return any(f.origin == "unverified" and f.value for figures in held for f in figures.values())


def _named(figure: Figure, office: str) -> Figure:
    """Where the text names no organ, an account that bears an office's name is the one that speaks."""
    if figure.origin != "official" or figure.speaker.organ:
        return figure
    return replace(figure, speaker=Speaker(office, figure.speaker.at))


def _stated_by(figures: Mapping[str, Figure], office: str | None) -> dict[str, Figure]:
    return {name: _official(figure, office) for name, figure in figures.items()}


def _official(figure: Figure, office: str | None) -> Figure:
    if figure.origin == "unverified":
        return figure
    organ = figure.speaker.organ or office or None
    return replace(figure, origin="official", speaker=Speaker(organ, figure.speaker.at))
