"""What posts and letters are about, as a reader labelled them: posts and short matters written for this project, and real letters.

A label knows its text by the first 16 hex digits of a SHA-256: of the text, or of a letter's title, line end and detail.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench import gold, own_cases, shared_rows
from monitor.classify.learning.examples import compose
from monitor.classify.organs.table import OrgansConfig
from monitor.config_file import read
from monitor.item import ADDRESSED
from monitor.text.clean import clean_text

LABELS, LETTERS = "subjects.jsonl", "letters_taught.jsonl"
MESSAGES, REPLIES = "hotline_messages.csv", "replies.csv"
CONFIG = Path(__file__).resolve().parents[1] / "config"
_WATER = "water_company"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A post or a letter with what it is about; the first class and the first organ are the reader's own, the others he would let stand."""

    text: str
    hand: str
    classes: tuple[str, ...]
    organs: tuple[str, ...]
    emergency: str | None = None
    open: bool = False


def key_of(text: str) -> str:
    """By what a text is known among the labels."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def labelled() -> list[Labelled]:
    """The posts that were labelled, with who wrote them or their kind."""
    lines = (gold.LABELS / LABELS).read_text(encoding="utf-8").splitlines()
    told = {row["key"]: row for row in map(json.loads, lines)}
    measured = {text for part in own_cases.PARTS for text, _ in own_cases.relevance_cases(part)}
    found = {}
    for label, hand, text in [*own_cases.hard_cases(street=True), *own_cases.subject_posts()]:
        row = told.get(key_of(text))
        if row is not None and label == "relevant" and text not in measured:
            found[text] = Labelled(
                text,
                hand,
                tuple(row["category"]),
                _by_the_table(row["organ"]),
                row.get("emergency"),
                row.get("open", False),
            )
    return list(found.values())


def letters(data: Path) -> list[Labelled]:
    """The letters that were labelled, and the cases of organs that are not for evaluation, whose class nobody said."""
    return [*_real_letters(data), *_cases()]


def _cases() -> list[Labelled]:
    """Letters written for this project that may be read, with who is in charge by the table of the office."""
    name = "organ_cases.yaml"
    measured = {str(row[0]) for row in own_cases.rows_for_evaluation(name)}
    found = [(text, (organ,)) for text, _, organ in own_cases.read(name) if text not in measured]
    return [
        Labelled(text, f"letter {key_of(text)[-1]}", (), organs)
        for text, organs in (*found, *_letters_of_triage())
    ]


def _letters_of_triage() -> Iterator[tuple[str, tuple[str, ...]]]:
    organs = {o.name: o.id for o in read(CONFIG / "organs.yaml", OrgansConfig).organs if not o.region}
    for row in map(json.loads, (gold.LABELS / "triage_later.jsonl").read_text("utf-8").splitlines()):
        item, label = row["item"], row["label"]
        if row["part"] == "dev" and item["source_kind"] in ADDRESSED and "lead" not in row["open"]:
            named = tuple(organs[name] for name in (label["lead"], *label["lead_also"]) if name in organs)
            if named:
                yield compose(clean_text(item["title"]), clean_text(item["text"])), named


def _real_letters(data: Path) -> list[Labelled]:
    """Real letters by their hashes; who wrote one is not known, so chance puts them into sixteen lots."""
    found = {key_of_letter(row): row for name in (REPLIES, MESSAGES) for row in shared_rows.rows(data / name)}
    return [
        Labelled(
            compose(clean_text(letter["title"]), clean_text(letter["detail"])),
            f"letter {told['key'][-1]}",
            (),
            _by_the_table(told["organ"]),
        )
        for told in map(json.loads, (gold.LABELS / LETTERS).read_text(encoding="utf-8").splitlines())
        if (letter := found.get(told["key"]))
    ]


def key_of_letter(row: Mapping[str, str]) -> str:
    """By what a letter is known among the labels."""
    return key_of(f"{row['title']}\n{row['detail']}")


def _by_the_table(organs: Sequence[str]) -> tuple[str, ...]:
    """The organs with the office before a utility that only helps it: by the table of responsibilities heat, gas, water, buses and metro are
    answered for by the office in charge. The sheet that the readers had left that open, and said otherwise of tap water."""
    utility = _WATER if _WATER in organs else organs[0]
    return tuple(dict.fromkeys((_offices_of_utilities().get(utility, organs[0]), *organs)))


@cache
def _offices_of_utilities() -> Mapping[str, str]:
    """Who is in charge of what a utility does that helps with it."""
    table = read(CONFIG / "organs.yaml", OrgansConfig)
    utilities = {organ.id for organ in table.organs if organ.level == "utility"}
    return {
        helper: topic.lead for topic in table.topics for helper in topic.coordinating if helper in utilities
    }
