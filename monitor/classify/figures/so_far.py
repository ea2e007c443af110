"""One sentence, and what has been counted in it so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.count_deaths import WINDOW
from monitor.classify.figures.mention import Formerly, Mention, Token
from monitor.classify.figures.named_counts import NamedCounts
from monitor.classify.figures.poisonings import of_smoke

ALIVE = frozenset({"injured", "seriously_injured", "light"})
CLAUSE_ENDS = re.compile("[，。；！？\n]|$")
_CLAUSE_START = re.compile("[，。；：、！？（\n]")


class SoFar:
    """A sentence that is read from left to right, with the counts found up to where the reader stands."""

    def __init__(self, text: str, span: tuple[int, int], number: int, named: NamedCounts) -> None:
        self.text, (self.start, self.end) = text, span
        self.number, self.named = number, named
        self.seen: set[str] = set()
        """The figures that have been counted."""
        self.hurt_badly = False
        self.counted_end = -1
        self.dead_of: Formerly | None = None
        """What the last who died in the sentence were counted as before."""
        self.hurt_end: int | None = None
        """Where the last count of hurt people ends, for those who are told to be of them."""
        self.most_hurt = 0
        self.wholes: dict[str, Mention] = {}
        """The greatest count of each figure so far, for those who complete what is told of its parts."""
        self.joined: set[str] = set()
        """What is counted right before, joined to the next count: 2名老人与1名保洁员被烧伤."""

    def add(self, mention: Mention) -> None:
        """Keep what a further count tells for those behind it."""
        self.seen.add(mention.name)
        self.joined = {mention.name} if mention.relation == "joined" else set()
        self.counted_end = max(self.counted_end, mention.end)
        self.dead_of = mention.of if mention.name == "deaths" else None
        if mention.name not in self.wholes or self.wholes[mention.name].value < mention.value:
            self.wholes[mention.name] = mention
        if mention.name in ALIVE and mention.value and (mention.role != "part" or not self.hurt_end):
            self.hurt_badly = mention.name == "seriously_injured"
            self.hurt_end = mention.end
            self.most_hurt = max(self.most_hurt, mention.value)

    def clause(self, token: Token) -> str:
        """The words of a count's clause before it."""
        left = self.text[max(self.start, token.start - WINDOW) : token.start]
        cuts = [m.end() for m in _CLAUSE_START.finditer(left)]
        return left[cuts[-1] if cuts else 0 :]

    @cached_property
    def smoked(self) -> bool:
        """Whether those who are called poisoned breathed the smoke of a fire."""
        return not self.named.poisoning and of_smoke("", self.text)

    @cached_property
    def parts_of_dead(self) -> Sequence[int]:
        """Where the words end that count some of the dead: 死者中一人当场死亡."""
        return [m.end() for m in p.PART_OF_DEAD.finditer(self.text, self.start, self.end)]

    @cached_property
    def supposed_from(self) -> int:
        """Where the words begin of what is only supposed."""
        match = p.SUPPOSED_FROM.search(self.text, self.start, self.end)
        return match.start() if match else self.end
