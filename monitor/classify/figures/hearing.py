"""What an item as a whole tells of its figures: whose they are on an office's own site, and what they rose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from monitor.classify.figures.casualties import Casualties
from monitor.classify.figures.origin import Origins
from monitor.classify.figures.speakers import Speaker, is_office
from monitor.classify.figures.superseding import with_rise
from monitor.classify.figures.voices import own_voice
from monitor.classify.result import Figure, Place
from monitor.item import Item
from monitor.text.script import to_simplified


def heard(casualties: Casualties, item: Item) -> Casualties:
    """The figures with the number that each rose from, and whose they are where the text itself gives them to nobody.

    What an office states on its own site or by its own account is its own number; what a netizen or a caller tells without
    naming anybody is told by nobody who could be asked.
    """
    if not casualties.figures:
        return casualties
    # In simplified script every character keeps its place: 網傳 is 网传 to the patterns, and the spans still hold.
    item = replace(item, title=to_simplified(item.title), text=to_simplified(item.text))
    fields = {"title": item.title, "text": item.text}
    figures = with_rise(casualties.figures, fields)
    series = {side: with_rise(held, fields) for side, held in casualties.series.items()}
    if item.source and (item.source_kind == "official_site" or is_office(item.source)):
        figures = {n: _named(f, item.source) for n, f in figures.items()}
        series = {side: {n: _named(f, item.source) for n, f in held.items()} for side, held in series.items()}
    voice = own_voice(item)
    if voice.origin == "official":
        figures = _stated_by(figures, voice.organ)
        series |= {"stated": _stated_by(series.get("stated", {}), voice.organ)}
        series["official"] = {n: f for n, f in series["stated"].items() if f.origin == "official"}
    elif voice.origin == "unverified":
        origins = {name: Origins(text) for name, text in fields.items()}
        figures = {n: _unasked(f, origins) for n, f in figures.items()}
        series = _of_nobody(series, origins)
    return replace(casualties, figures=figures, series={side: held for side, held in series.items() if held})


def is_hearsay(casualties: Casualties) -> bool:
    """Whether nobody who can be asked stands for a number of people harmed (网传, 网友称, 目击者称)."""
    held = (casualties.figures, casualties.series.get("unverified", {}))
    return any(f.origin == "unverified" and f.value for figures in held for f in figures.values())


def _of_nobody(
    series: Mapping[str, Mapping[str, Figure]], origins: Mapping[str, Origins]
) -> dict[str, dict[str, Figure]]:
    """The series of a post: what neither an office nor a named paper states goes to the unverified one, the higher standing there."""
    own = {n: f for n, f in series.get("stated", {}).items() if _unasked(f, origins).origin == "unverified"}
    official, rumoured = dict(series.get("official", {})), dict(series.get("unverified", {}))
    for name, figure in own.items():
        if name not in rumoured or figure.value > rumoured[name].value:
            rumoured[name] = _unasked(figure, origins)
    kept = {n: f for n, f in series.get("stated", {}).items() if n not in own}
    return {
        "stated": {n: official[n] for n in own if n in official} | kept,
        "official": official,
        "unverified": rumoured,
    }


def _unasked(figure: Figure, origins: Mapping[str, Origins]) -> Figure:
    """A figure that a post states itself; one before which it names a paper or a reporter (据新华社报道) is that one's."""
    if figure.origin != "media" or not figure.value or _is_reported(figure.places, origins):
        return figure
    return replace(figure, origin="unverified")


def _is_reported(places: Iterable[Place], origins: Mapping[str, Origins]) -> bool:
    return any(origins[place.field_name].names_media(place.start) for place in places)


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
