"""Is this page the publication that was recorded? Decided by its words and its date, and proved by a quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from monitor.config_file import ConfigModel, Span
from monitor.sla.letter_pairs import letter_pairs
from monitor.sla.spreading import SpreadingRules

Outcome = Literal["found", "not_found", "unreachable"]
OUTCOME_LABELS = {"found": "找到", "not_found": "未找到", "unreachable": "无法访问"}
_SENTENCE = re.compile(r"[^。！!？?；;\n]+")
_READ = 6000


class Place(ConfigModel):
    """One site where publications are looked for."""

    name: str = Field(min_length=1, max_length=100)
    role: Literal["own", "reprint"]
    kind: Literal["page", "feed"] = "page"
    url: str
    links: str = "a[href]"
    organs: tuple[str, ...] = ()


class VerificationRules(ConfigModel):
    """``config/verification.yaml``; without the file only the recorded address and the collected items are looked at."""

    kinds: tuple[str, ...] = ("first_release", "press_conference", "response")
    retry: tuple[Span, ...] = (timedelta(0), timedelta(hours=1), timedelta(days=1))
    alike: float = Field(0.5, gt=0, le=1)
    before: Span = timedelta(days=1)
    after: Span = timedelta(days=30)
    places: tuple[Place, ...] = ()
    spreading: SpreadingRules = SpreadingRules()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: the words that it should hold, when it was published, and at which address.

    ``proof`` are the words that a reprint must hold where they are others than a list shows: the release's own.
    """

    words: tuple[str, ...]
    published_at: datetime
    url: str = ""
    proof: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a place shows."""

    url: str
    title: str
    text: str
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of the wanted words a page holds, in percent, and the sentence that holds most of them."""

    percent: int
    quote: str


def compare(wanted: Wanted, page: Page) -> Likeness:
    """The best likeness of any of the wanted words; the quotation is always the page's own."""
    text = f"{page.title}\n{page.text[:_READ]}"
    there = letter_pairs(text)
    best = max(
        (w for w in wanted.words if letter_pairs(w)), key=lambda w: _share(letter_pairs(w), there), default=""
    )
    pairs = letter_pairs(best)
    sentences = [s.strip() for s in _SENTENCE.findall(text) if len(s.strip()) > 5]
    quote = max(sentences, key=lambda s: len(letter_pairs(s) & pairs), default="")
    return Likeness(round(100 * _share(pairs, there)), quote[:200] if letter_pairs(quote) & pairs else "")


def is_it(wanted: Wanted, page: Page, likeness: Likeness, rules: VerificationRules) -> bool:
    """Alike enough, quoted, and of the right time; a page without a date counts only at the recorded address."""
    if likeness.percent < round(100 * rules.alike) or not likeness.quote:
        return False
    if page.published_at is None:
        return same_address(page.url, wanted.url)
    return wanted.published_at - rules.before <= page.published_at <= wanted.published_at + rules.after


def same_address(left: str, right: str) -> bool:
    """Whether two addresses lead to one page, whatever their scheme, ``www.`` and fragment."""

    def bare(url: str) -> str:
        return re.sub(r"^https?://(?:www\.)?", "", url.split("#")[0]).rstrip("/")

    return bool(left) and bare(left) == bare(right)


def _share(pairs: set[str], there: set[str]) -> float:
    return len(pairs & there) / len(pairs) if pairs else 0.0
