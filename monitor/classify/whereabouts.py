"""Where an item's matter lies: the scene with its words in the item, the codes, and whether it is the office's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from monitor.classify.happening import Happening, Told
from monitor.classify.result import NamedPlace, Place
from monitor.text.gazetteer import Hit
from monitor.text.places import Gazetteer, Site

_MOST_ANCHORS = 8
_OWN_CHANNELS = frozenset({"hotline", "mailbox", "official_site"})
"""Kinds of source that the office reads because they are its own city's; a site only where its name says so."""
_HERE = re.compile("[我本][市区县]|全[市区县]|市[委长区]|市[\u4e00-\u9fff]{1,6}局")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The scene and the codes of an item; ``local`` is None where it does not tell."""

    regions: tuple[str, ...] = ()
    local: bool | None = None
    scene: NamedPlace | None = None
    region_spans: tuple[NamedPlace, ...] = ()


NOWHERE = Whereabouts()


def locate(gazetteer: Gazetteer, told: Sequence[Told], happened: Sequence[Happening]) -> list[Whereabouts]:
    """Find the scene of each item, beside the words and the time of the happening where it has any."""
    texts = [f"{t.title.text}\n{t.text.text}" for t in told]
    # The names of all first: the largest table of the program should come into the cache once, not for each item.
    names = [gazetteer.names(text) for text in texts]
    return list(map(partial(_place, gazetteer), told, happened, texts, names))


def _place(
    gazetteer: Gazetteer, told: Told, happened: Happening, text: str, names: Sequence[Hit]
) -> Whereabouts:
    item, title_end = told.item, len(told.title.text)
    shift = title_end + 1
    home = gazetteer.home_of(item.source, own_channel=item.source_kind in _OWN_CHANNELS)
    if home and item.source_kind == "official_site" and not home.named:
        home = None
    if not names and not (home and home.named) and not happened.finding.abroad:
        return NOWHERE
    anchors = [w.start + shift * (w.part == "text") for w in happened.finding.words[:_MOST_ANCHORS]]
    found = gazetteer.place(text, names, title_end=title_end, anchors=anchors, home=home)
    if home and home.named and found.local is None and not found.regions and _speaks_here(told):
        return Whereabouts((home.code,), True)
    if found.felt and happened.finding.kind == "earthquake":
        found = replace(found, local=True)  # people here ask what that was, wherever the quake lay
    local = False if found.local is None and happened.finding.abroad else found.local
    sites = tuple([_named(told, s, shift) for s in found.sites])
    return Whereabouts(found.regions, local, _named(told, found.scene, shift) if found.scene else None, sites)


def _speaks_here(told: Told) -> bool:
    """Whether a text that names no place speaks of where its source sits: an authority's notice, or 我市, 市信访局."""
    return told.item.source_kind == "official_site" or _HERE.search(told.text.text) is not None


def _named(told: Told, site: Site, shift: int) -> NamedPlace:
    """A site of title and text joined, with its place in the field that it stands in."""
    in_title = site.start < shift
    clean, offset = (told.title, 0) if in_title else (told.text, shift)
    start, end = site.start - offset, min(site.end - offset, len(clean.text))
    place = Place("title" if in_title else "text", *clean.source_span(start, end))
    return NamedPlace(clean.text[start:end], site.code, place)
