"""An entry of the ledger: a party, what befell it, and the parts of it that are told of apart."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.classify.fate_words import GRAVITY, HURT, Fate, Told
from monitor.classify.parties import Party


@dataclass(slots=True)
class Entry:
    """A party in the ledger with the parts that are told of it; not ``current``: of another happening than the one reported."""

    party: Party
    told: list[Told] = field(default_factory=list)
    parts: list[Entry] = field(default_factory=list)
    parent: Entry | None = None
    current: bool = True

    @property
    def number(self) -> int:
        return self.party.number

    @property
    def fate(self) -> Fate | None:
        """The gravest of what is told of it."""
        known = {t.fate for t in self.told}
        return next((f for f in GRAVITY if f in known), None)

    @property
    def left(self) -> int:
        """How many of it no part tells of."""
        return self.number - sum(part.number for part in self.parts)

    @property
    def is_own(self) -> bool:
        """Whether it is booked for itself, as of the happening that the text reports."""
        return self.parent is None and self.current

    @property
    def span(self) -> tuple[int, int]:
        """From the party to the last words that tell what befell it or its parts."""
        spans = [(t.start, t.end) for t in self.told] + [part.span for part in self.parts]
        return min([self.party.start, *(a for a, _ in spans)]), max([self.party.end, *(b for _, b in spans)])

    @property
    def met(self) -> dict[Fate, int]:
        """How many met which fate, the parts apart."""
        out: dict[Fate, int] = {}
        own, apart = self.fate, 0
        for part in self.parts:
            held = part.met
            if own and own == part.fate:
                held.pop(own, None)
            for fate, number in held.items():
                out[fate] = out.get(fate, 0) + number
            if own is None or self.party.relation == "of" or _is_of_it(own, part):
                apart += sum(held.values())
        if own:
            out[own] = out.get(own, 0) + max(0, self.number - apart)
        return out


def _is_of_it(own: Fate, part: Entry) -> bool:
    """Whether a part was counted in its whole: 15名伤者中2人死亡, but not 15人受伤，另有2人死亡 or 失踪."""
    if part.fate in HURT or own not in HURT:
        return True
    return part.fate not in ("missing", "trapped") and part.party.relation != "other"


def is_how_badly(party: Party, last: Entry) -> bool:
    """``60人受伤住院，重伤1人``: how badly some of those are hurt who were just counted."""
    near = party.sentence == last.party.sentence and party.number <= last.left
    told = {t.fate for t in party.told}
    return (
        near
        and party.relation == "own"
        and bool(told)
        and told <= {"badly", "light"}
        and last.fate in ("hurt", "care")
    )


def is_one_of_two(party: Party, last: Entry) -> bool:
    """``母女俩被送到医院，女儿不治``."""
    two = not party.counted and not last.party.counted and last.left > 0 and party.number == 1
    return two and party.sentence == last.party.sentence and bool(set(party.noun) & set(last.party.noun))
