"""What the chooser would have done to the answers of programs of before on texts that nobody who wrote their rules had read.

``labels/answers_before_reading.jsonl`` holds, of each development set, what the program said just before the set was read (by ``git
archive`` of that commit): today's program says on texts of the next hand what those said on theirs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bench import gold
from monitor.classify.figures.casualties import Casualties
from monitor.classify.figures.unnumbered import find_unnumbered
from monitor.classify.rereading.accounts import FIGURES
from monitor.classify.rereading.chooser import Choice
from monitor.classify.rereading.ledger import Ledger
from monitor.classify.rereading.second_reading import read_again
from monitor.classify.result import Figure
from monitor.item import Item
from monitor.text.clean import clean

_SETS = (gold.later, gold.six, gold.long, gold.latest, gold.scene, gold.place)
Answers = Mapping[str, Mapping[str, Any]]
Chosen = Mapping[str, Mapping[str, Sequence[Choice]]]


class Labelled(Protocol):
    """A labelled item."""

    id: str
    label: Mapping[str, Any]

    def asked(self, name: str) -> bool:
        """Whether the label settles a figure."""


def before_reading() -> Answers:
    """What the programs of before said, by id."""
    rows = (gold.LABELS / "answers_before_reading.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, rows)}


@dataclass(slots=True)
class _Score:
    """Right, false and missed numbers."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def add(self, said: int | None, label: int | None) -> None:
        if said == label:
            self.right += label is not None
        else:
            self.false += said is not None
            self.missed += label is not None

    @property
    def f1(self) -> float:
        return 2 * self.right / ((2 * self.right + self.false + self.missed) or 1)


@dataclass
class _HeldOut:
    """Choices that were made before, in the place of a chooser."""

    told: Mapping[str, Sequence[Choice]]

    def read(self, heading: Ledger, body: Ledger) -> _HeldOut:
        return self

    def choose(self, name: str) -> list[Choice]:
        return list(self.told.get(name, ()))


def alone(found: Sequence[Labelled], chosen: Chosen) -> Iterator[str]:
    """How often the choice is right by itself; a stated none counts as none."""
    for name in FIGURES:
        score = _Score()
        for sheet in (s for s in found if s.asked(name)):
            score.add(chosen[sheet.id][name][0].account.number, sheet.label[name] or None)
        yield f"{name}: the choice alone, F1 {score.f1:.3f} of {len(found)}"


def beside(answers: Answers, chosen: Chosen, *, show: bool = False) -> Iterator[str]:
    """What both readings of an answer come to without and with the choice, and what that mends and spoils."""
    plain, more = {n: _Score() for n in FIGURES}, {n: _Score() for n in FIGURES}
    moved: Counter[tuple[str, str, str]] = Counter()
    for item, label in (pair for read in _SETS for pair in read("dev") if pair[0].id in answers):
        known, kind = _as_said(answers[item.id], item), answers[item.id]["emergency"]
        first, second = (_both(known, kind, item, c) for c in (None, _HeldOut(chosen.get(item.id, {}))))
        for name in (n for n in FIGURES if n in label and n not in label.get("open", ())):
            was, now, right = first.value(name), second.value(name), label[name]
            plain[name].add(was, right)
            more[name].add(now, right)
            if was != now:
                how = "mended" if now == right else "spoilt" if was == right else "both wrong"
                moved[name, "filled" if was is None else "raised", how] += 1
                if show:
                    yield f"  {item.id} {name} {was} -> {now}, label {right}"
    yield from (f"{name}: F1 {plain[name].f1:.3f} -> {more[name].f1:.3f}" for name in FIGURES)
    yield from (f"{' '.join(key)}: {n}" for key, n in sorted(moved.items()))


def _as_said(answer: Mapping[str, Any], item: Item) -> Casualties:
    figures = {name: Figure(number) for name, number in answer["figures"].items()}
    words = find_unnumbered(clean(item.title).text) | find_unnumbered(clean(item.text).text)
    return Casualties(figures, unnumbered=frozenset(words - set(figures)))


def _both(known: Casualties, kind: str | None, item: Item, chooser: _HeldOut | None) -> Casualties:
    if kind is None:
        return known
    day = item.published_at.date() if item.published_at else None
    return read_again(known, kind, clean(item.title), clean(item.text), day, chooser=chooser)
