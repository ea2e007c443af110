"""The words of what was published, from the best proof of them that the service had at a moment."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from monitor.collectors.article import open_page, read_article
from monitor.events.carrying import Told
from monitor.sla.spreading import INTERPRETATION, Publication
from monitor.steps.wordings import Wordings
from monitor.store import spreading_view as view
from monitor.store.spreading_view import Recorded, Window
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
    records: Sequence[Recorded]
    bodies: Mapping[int, Mapping[str, Any]] = field(init=False)
    _known: dict[str, Text | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bodies = {one.id: one.body for one in self.records}

    def find(self, publication: Publication) -> Text | None:
        """The published draft, else the kept page, else the page on which it was found, else the item collected at its address."""
        if publication.ref not in self._known:
            self.prepare([publication])
        return self._known[publication.ref]

    def prepare(self, publications: Iterable[Publication]) -> None:
        """Find many texts together: each kind of proof is asked for once."""
        wanted = {p.ref: p for p in publications if p.ref not in self._known}
        told = {ref: self._of_interpretation(p) for ref, p in wanted.items() if p.kind == INTERPRETATION}
        told |= self._of_records([p for ref, p in wanted.items() if ref not in told])
        for ref, p in wanted.items():
            self._known[ref] = told[ref] or self._collected(p)

    def _of_interpretation(self, p: Publication) -> Text | None:
        return _read_page(view.page_of_interpretation(self.session, p.ident, self.as_of), "留存的网页")

    def _of_records(self, publications: Sequence[Publication]) -> dict[str, Text | None]:
        told: dict[str, Text | None] = dict(self._drafts(publications))
        rest = {(p.case_id or 0, p.url): p for p in publications if p.ref not in told and p.url}
        kept = view.pages_of_cases(self.session, rest.keys(), self.as_of)
        for p in publications:
            if p.ref not in told:
                told[p.ref] = _read_page(kept.get((p.case_id or 0, p.url)), "留存的网页")
        acts = {p.ident: p for p in publications if told[p.ref] is None}
        for act, page in view.found_pages(self.session, acts.keys(), self.as_of).items():
            told[acts[act].ref] = _read_page(page, "核验找到的网页")
        return told

    def _drafts(self, publications: Sequence[Publication]) -> Iterator[tuple[str, Text]]:
        versions = {
            p.ref: (int(body["draft"]), int(body["version"]))
            for p in publications
            if "draft" in (body := self.bodies[p.ident])
        }
        known = view.drafts_of(self.session, set(versions.values()))
        for ref, version in versions.items():
            if version in known:
                title, text, digest = known[version]
                proof = f"第 {version[1]} 稿，SHA-256 {digest[:16]}…"
                yield ref, Text((clean_text(title), clean_text(text)), proof)

    def _collected(self, p: Publication) -> Text | None:
        if not p.url.startswith(("http://", "https://")):
            return None
        window = Window(self.office_id, p.published_at, self.as_of, self.as_of)
        item = view.item_at(self.session, window, _spellings(p.url))
        if item is None or len(item.text) < _FEWEST_LETTERS:
            return None
        item = Wordings.read(self.session, [item], self.as_of).at(item, self.as_of)
        return Text((item.title, item.text), f"采集到的条目 {item.id}")


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
