"""The words of what was published, from the best proof of them that the service had at a moment."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from monitor.collectors.article import open_page, read_article
from monitor.events.carrying import Told
from monitor.sla.spreading import INTERPRETATION, Publication
from monitor.store import spreading_view as view
from monitor.store.spreading_view import Said, Window
from monitor.store.tables import CaseAct, CaseFile
from monitor.text.clean import clean_text

_FEWEST_LETTERS = 20
"""A page of fewer letters holds no release (a sign-in, a page of pictures)."""


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a publication and where they come from."""

    told: Told
    proof: str


@dataclass(slots=True)
class TextFinder:
    """Finds the texts of publications as of one moment; ``records`` are those of the cases that they belong to."""

    session: Session
    office_id: str
    as_of: datetime
    records: Sequence[tuple[CaseAct, CaseFile]]
    bodies: Mapping[int, Mapping[str, Any]] = field(init=False)
    _known: dict[str, Text | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bodies = {act.id: act.body for act, _ in self.records}

    def find(self, publication: Publication) -> Text | None:
        """The published draft, else the kept page, else the page on which it was found, else the item collected at its address."""
        if publication.ref not in self._known:
            own = self._of_interpretation if publication.kind == INTERPRETATION else self._of_record
            self._known[publication.ref] = own(publication) or self._collected(publication)
        return self._known[publication.ref]

    def _of_interpretation(self, p: Publication) -> Text | None:
        return _read_page(view.page_of_interpretation(self.session, p.ident, self.as_of), "留存的网页")

    def _of_record(self, p: Publication) -> Text | None:
        body = self.bodies[p.ident]
        draft = view.draft_of(self.session, body["draft"], body["version"]) if "draft" in body else None
        if draft is not None:
            title, text, digest = draft
            return Text(
                (clean_text(title), clean_text(text)), f"第 {body['version']} 稿，SHA-256 {digest[:16]}…"
            )
        kept = view.page_of_case(self.session, p.case_id or 0, p.url, self.as_of) if p.url else None
        found = view.found_page(self.session, p.ident, self.as_of)
        return _read_page(kept, "留存的网页") or _read_page(found, "核验找到的网页")

    def _collected(self, p: Publication) -> Text | None:
        if not p.url.startswith(("http://", "https://")):
            return None
        window = Window(self.office_id, p.published_at, self.as_of, self.as_of)
        item = view.item_at(self.session, window, _spellings(p.url))
        if item is None or len(item.text) < _FEWEST_LETTERS:
            return None
        [item] = as_they_stood(self.session, {item.id: item}, self.as_of).values()
        return Text((item.title, item.text), f"采集到的条目 {item.id}")


def as_they_stood(session: Session, items: dict[int, Said], as_of: datetime) -> dict[int, Said]:
    """Items with the texts that they had at a moment."""
    for ident, (title, text) in view.earlier_texts(session, items.values(), as_of).items():
        items[ident] = items[ident]._replace(title=clean_text(title), text=clean_text(text))
    return items


def _read_page(kept: tuple[bytes, str] | None, what: str) -> Text | None:
    """The article of a kept page; None for one that holds none."""
    if kept is None:
        return None
    article = read_article(open_page(zlib.decompress(kept[0])))
    told = (clean_text(article.title), clean_text(article.text))
    if len(told[1]) < _FEWEST_LETTERS:
        return None
    return Text(told, f"{what}，SHA-256 {kept[1][:16]}…")


def _spellings(url: str) -> set[str]:
    """The ways in which one address may have been collected."""
    rest = url.split("#")[0].split("://", 1)[1].removeprefix("www.").rstrip("/")
    return {
        f"{scheme}://{www}{rest}{end}"
        for scheme in ("http", "https")
        for www in ("", "www.")
        for end in ("", "/")
    }
