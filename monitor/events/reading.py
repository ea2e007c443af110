"""An item as the matcher reads it, once: what it is compared by, and the keys under which it is looked up."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime

from monitor.events.bands import Keys, Signature
from monitor.events.copy_reader import CopyReader
from monitor.events.entry import Entry
from monitor.events.grievances import GrievanceReader
from monitor.events.grounds import Territory
from monitor.events.likeness import Judge, Subject
from monitor.events.rules import EventRules, MatchRules
from monitor.events.scenes import NOWHERE, SceneReader
from monitor.events.swaps import PlaceSwaps
from monitor.events.traits import Cut, TraitReader, Traits
from monitor.events.words import WordTable
from monitor.values import value

_MAGNITUDE = re.compile(r"(\d(?:\.\d)?)级")
_MAGNITUDE_WITHIN = 150
_CODE_WORTH = 0.2
_MARK = "·"


@value
class Reading:
    """One item once read.

    ``signature`` and ``bands`` find its copies, ``words`` (its most telling ones and the numbers that are names, the
    worthiest first) items alike; of its text only as much is kept as copies are compared by.
    """

    id: Hashable
    at: datetime
    subject: Subject
    title_chars: int
    signature: Signature
    bands: Keys
    words: tuple[str, ...]

    def numbered(self, ident: Hashable) -> Reading:
        """The same reading under the number that the item was given since."""
        return replace(self, id=ident)

    @property
    def title(self) -> str:
        return self.subject.text[: self.title_chars]

    @property
    def text(self) -> str:
        return self.subject.text[self.title_chars + 1 :]


class EntryReader:
    """Reads entries by the office's rules; built once, shared by all indexes.

    ``names`` stands for the places and words behind ``territory`` and ``cut``: another one, where these read otherwise.
    """

    def __init__(
        self, rules: EventRules, cut: Cut, table: WordTable, territory: Territory, *, names: str = ""
    ) -> None:
        self.rules = rules
        self.names = names
        self.table = table
        swaps = PlaceSwaps(rules.match.name_endings, rules.copies.address_units, table)
        self.judge = Judge(rules.match, table, swaps)
        self.copies = CopyReader(rules.copies, swaps)
        self._territory = territory
        self._kept_chars = max(rules.copies.max_chars, rules.match.max_chars)
        self._traits = TraitReader(rules.match, cut, table, territory.commonplaces)
        answers = "|".join(f"(?:{pattern})" for pattern in rules.match.answers)
        self._answers = re.compile(answers) if answers else None
        self._scenes = SceneReader(rules.match.venues)
        self._grievances = GrievanceReader(rules.match.grievances)

    def read(self, entry: Entry) -> Reading:
        """Everything that matching needs to know of an entry."""
        traits = self._traits.read(entry.title, entry.text)
        text = self.kept_text(entry.title, entry.text)
        known = self.copies.print(entry.title, entry.text[: self._kept_chars])
        signature = self.copies.signed(known)
        subject = Subject(
            traits=traits,
            text=text,
            moment=entry.at.timestamp(),
            kind=entry.emergency,
            places=traits.districts,
            deaths=entry.deaths,
            ground=self._ground(entry),
            magnitude=_magnitude(f"{entry.title}\n{entry.text}") if entry.emergency == "earthquake" else None,
            scene=self._scenes.read(entry.title, entry.text, entry.at) if entry.emergency else NOWHERE,
            grievances=self._grievances.read(entry.title, entry.text),
            letter=self._is_letter(entry),
        )
        return Reading(
            entry.id,
            entry.at,
            subject,
            len(entry.title),
            signature,
            self.copies.keys(known.letters, signature),
            self.keys(traits),
        )

    def keys(self, traits: Traits) -> tuple[str, ...]:
        """What an item is looked up under: its most telling words, the numbers that are names, and its marks."""
        rules = self.rules.match
        return (*word_worths(traits, rules), *mark_worths(traits, rules))

    def _is_letter(self, entry: Entry) -> bool:
        """What a citizen wrote to the office; the office's answer comes by the same channel."""
        if entry.source_kind not in self.rules.match.citizen_channels:
            return False
        return self._answers is None or not self._answers.search(entry.title)

    def kept_text(self, title: str, text: str) -> str:
        """The title and as much of the text as is compared."""
        return f"{title}\n{text[: self._kept_chars]}"

    def _ground(self, entry: Entry) -> tuple[str, ...]:
        """Where an emergency is, as classification says or else as the report opens; problems are told apart by words."""
        if entry.emergency is None:
            return ()
        return entry.regions or self._territory.ground(entry.title, entry.text)


def _magnitude(text: str) -> float | None:
    """The first magnitude that a report of an earthquake tells."""
    found = _MAGNITUDE.search(text[:_MAGNITUDE_WITHIN])
    return float(found[1]) if found else None


def word_worths(traits: Traits, rules: MatchRules) -> dict[str, float]:
    """The words and numbers under which an item is looked up, each with what sharing it is worth."""
    looked_up = rules.looked_up_words
    weighed = zip(traits.words[:looked_up], traits.weights[:looked_up], strict=True)
    found = {word: weight * weight for word, weight in weighed}
    for code in traits.codes:
        found[code] = found.get(code, 0.0) + _CODE_WORTH
    return found


def mark_worths(traits: Traits, rules: MatchRules) -> dict[str, float]:
    """The marks under which an item is looked up; in lists of their own, so that letters find the same letters without them."""
    return {_MARK + mark.piece: mark.worth for mark in traits.marks[: rules.looked_up_marks]}
