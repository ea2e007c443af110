"""What counts of one collected item in the index of spreading: who speaks, and whether it is the publisher himself."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from monitor.events.carrying import Carriage
from monitor.sla.release import same_address
from monitor.sla.spreading import BETWEEN, Publication, Sounding
from monitor.sla.timeliness import UNNAMED
from monitor.store.spreading_view import Said, told_at

_PERSONAL = frozenset({"social", "forum"})
"""Kinds of source where each account speaks for itself."""


def sounding(item: Said, met: Carriage | None = None) -> Sounding:
    """An item, and how it carries a release where it does."""
    return Sounding(
        item=item.id,
        told_at=told_at(item),
        tier=item.source_kind,
        outlet=outlet(item),
        views=item.views,
        interactions=sum(n or 0 for n in (item.likes, item.comments, item.reposts)),
        how=met.how if met else "",
        quote=met.quote if met else "",
        percent=met.percent if met else 0,
    )


def by_time(found: Iterable[Sounding]) -> tuple[Sounding, ...]:
    """In the order in which they were said."""
    return tuple(sorted(found, key=lambda one: (one.told_at, one.item)))


def outlet(item: Said) -> str:
    """Who speaks: a medium by its name, on social media and forums each account; a key, never shown."""
    name = item.source or _host(item.url or "")
    author = item.author if item.source_kind in _PERSONAL and item.author else ""
    return BETWEEN.join((item.source_kind, name, author))


def is_own(item: Said, p: Publication) -> bool:
    """The publication itself, or another page of its publisher: nobody else has carried it there."""
    if item.url and p.url and same_address(item.url, p.url):
        return True
    if {item.source, item.author} & ({p.publisher, p.organ} - {"", UNNAMED}):
        return True
    return item.source_kind == "official_site" and bool(p.url) and _host(item.url or "") == _host(p.url)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
