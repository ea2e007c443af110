"""An entry of the ledger: a party, what befell it, and the parts of it that are told of apart."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.classify.rereading.fate_words import GRAVITY, HURT, Fate, Told
from monitor.classify.rereading.parties import Party

NEAR = 2
"""So many sentences on a text may still speak of a party without naming it."""


@dataclass(slots=True)
class Entry:
    """A party in the ledger with the parts that are told of it; not ``current``: of another happening than the one reported, or ``former``, of an earlier bulletin."""

    party: Party
    told: list[Told] = field(default_factory=list)
    parts: list[Entry] = field(default_factory=list)
    parent: Entry | None = None
    current: bool = True
    former: bool = False

    @property
    def number(self) -> int:
        return self.party.number

    @property
    def fate(self) -> Fate | None:
        """The gravest of what is told of it."""
        known = {t.fate for t in self.told}
        if (
            self.number == 1
            and "trapped" in known
            and self.told[-1].fate not in ("trapped", "missing")
            and "safe" in known
        ):
            known -= {"trapped"}  # 驾驶人被困，被消防员救出，腿部骨折
        return next((f for f in GRAVITY if f in known), None)

    @property
    def left(self) -> int:
        """How many of it no part tells of."""
        return self.number - sum(part.number for part in self.parts)

    @property
    def depth(self) -> int:
        """How many wholes it is a part of, one within the other."""
        depth, whole = 0, self.parent
        while whole:
            depth, whole = depth + 1, whole.parent
        return depth

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
            if own == "dead" or own in HURT:
                held.pop("safe", None)  # 10人受伤，其中3人脱离危险
            if own == "dead" and any(p.party.relation == "among" for p in self.parts):
                held = {fate: n for fate, n in held.items() if fate not in HURT}  # 其中5人送医途中死去
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


def begins(party: Party, last: Entry) -> bool:
    """``两名维修工，一人…``: whether a party is the first part of one just counted of whom nothing is told yet."""
    if last.parent or last.told or last.number <= party.number or last.party.sentence < party.sentence - 1:
        return False
    return party.relation == "rest" or (party.relation == "own" and _is_of(party, last))


def continues(party: Party, whole: Entry) -> bool:
    """``…，另一人…``, ``其余33人``: whether a party is a further part of the whole that is being told of."""
    if party.sentence - whole.party.sentence > NEAR or party.number > whole.left:
        return False
    if party.relation == "rest" or (whole.party.relation == "of" and party.sentence == whole.party.sentence):
        return True
    open_yet = whole.party.relation in ("of", "rest") and party.short
    last = whole.parts[-1].party if whole.parts else None
    return open_yet or (last is not None and party.sentence == last.sentence and _is_of(party, whole))


def _is_of(party: Party, whole: Entry) -> bool:
    """两个, or 3个孩子 of 15名孩子."""
    return party.short or (party.counted and bool(party.noun) and party.noun == whole.party.noun)


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
