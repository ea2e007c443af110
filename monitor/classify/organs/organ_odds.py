"""Who is in charge of posts and letters, by what the model that has read such texts and the words of the office say together.

A batch is weighed at one go: of most organs nothing but the margin speaks, and words speak for few.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from monitor.classify.organs.matter import Matter
from monitor.classify.organs.organ_words import PLAIN, OrganWords, Told
from monitor.classify.scoring.subject_model import Subject
from monitor.text.key_table import Ints
from monitor.values import value

ENOUGH = 2.0
"""Points from which words name the organ in charge."""
SURE = 0.5
"""The organ of a post or a letter that is less likely than this asks for a person."""
ORGAN_PARTS = ("margin", "unknown", "words", "plain", "first", "class")
"""What is weighed of an organ in charge of a post or a letter: its margin, whether the model does not know it, the points of its words,
whether they would do alone, whether they come first, and whether it is in charge of the class."""
Weights = Mapping[str, float]
NO_WEIGHTS: Weights = MappingProxyType({})
_LINE = 40
"""A letter of fewer characters holds little but the words that name the organ; long ones hold those of others, too."""
_SAID = 5
Floats = npt.NDArray[np.float64]


@value
class Heard:
    """What is heard of the organs of one text: the likeliest with its share, and what words say of them."""

    best: str
    share: float
    told: Mapping[str, Told]
    organs: Sequence[str]
    strangers: Sequence[str]
    """Organs that the model does not know, but words or the class name."""
    row: Floats
    """The log odds of the organs, and behind them those of the strangers."""

    @property
    def is_named(self) -> bool:
        """Whether words alone would name it as well."""
        return self.best in self.told and self.told[self.best][0] >= ENOUGH

    @property
    def odds(self) -> dict[str, float]:
        """The log odds of each organ."""
        organs = [*self.organs, *self.strangers]
        return dict(zip(organs, self.row[: len(organs)].tolist(), strict=True))


@value
class _Parts:
    """What is weighed of some texts that one model has read."""

    told: Sequence[Mapping[str, Told]]
    strangers: Sequence[Sequence[str]]
    known: int
    margins: Floats
    """``[text, organ]``: the margins of those that the model knows, and behind them room for the strangers of a text."""
    texts: Ints
    places: Ints
    spoken: Sequence[Floats]
    """Of the organs at ``[texts, places]`` of the margins the parts, in the order of :data:`ORGAN_PARTS`; of the others all but the
    margins are nought."""

    def odds(self, weights: Sequence[float]) -> Floats:
        """The log odds ``[text, organ]``; nothing is as unlikely as a stranger that a text does not have."""
        odds = self.margins * weights[0]
        odds[:, self.known :] = -np.inf
        odds[self.texts, self.places] = sum(
            weight * part for weight, part in zip(weights, self.spoken, strict=True)
        )
        return odds


class OrganOdds:
    """Built once from the ids of the organs, whose business each class is, and the words of the table."""

    def __init__(
        self,
        organs: Collection[str],
        of_class: Mapping[str, str],
        words: OrganWords,
        *,
        posts: Weights,
        letters: Weights,
    ) -> None:
        self._organs, self._of_class, self._words = organs, of_class, words
        self._weights = {
            letter: [weights[part] for part in ORGAN_PARTS]
            for letter, weights in ((False, posts), (True, letters))
            if weights
        }

    def hear(self, matters: Sequence[Matter]) -> list[Heard | None]:
        """For whom of each matter model and words speak most together; one model has read all letters, and one all posts.

        None where no model has read it, the table does not hold the organ that it means, or words name one that the model does not
        know, plainly or where it is unsure, or words name one plainly in a letter of a line, in which no others stand.
        """
        out: list[Heard | None] = [None] * len(matters)
        for letter, weights in self._weights.items():
            asked = [(n, m, m.subject) for n, m in enumerate(matters) if m.subject and m.letter is letter]
            if asked:
                which, texts, subjects = zip(*asked, strict=True)
                for n, heard in zip(which, self._heard(texts, subjects, weights), strict=True):
                    out[n] = heard
        return out

    def _heard(
        self, matters: Sequence[Matter], subjects: Sequence[Subject], weights: Sequence[float]
    ) -> Iterator[Heard | None]:
        known = subjects[0].organs.places
        organs, parts = list(known), self._gather(matters, subjects)
        odds = parts.odds(weights)
        best = odds.argmax(axis=1)
        shares = 1.0 / np.exp(odds - odds.max(axis=1, keepdims=True)).sum(axis=1)
        rows = zip(matters, parts.told, parts.strangers, odds, best.tolist(), shares.tolist(), strict=True)
        for matter, told, strangers, row, place, share in rows:
            leads = organs[place] if place < len(organs) else strangers[place - len(organs)]
            if leads in self._organs and not _words_tell(matter, known, told, share):
                yield Heard(leads, share, told, organs, strangers, row)
            else:
                yield None

    def parts_of(self, matter: Matter, subject: Subject) -> Mapping[str, Sequence[float]]:
        """The organs that may be in charge of a post or a letter, each with its parts in the order of :data:`ORGAN_PARTS`."""
        parts, nothing_else = self._gather([matter], [subject]), [0.0] * (len(ORGAN_PARTS) - 1)
        organs = [*subject.organs.places, *parts.strangers[0]]
        unspoken = zip(subject.organs.places, subject.organs.values, strict=True)
        spoken = zip(parts.places.tolist(), np.stack(parts.spoken, axis=1).tolist(), strict=True)
        return {
            organ: [float(margin), *nothing_else] for organ, margin in unspoken if organ in self._organs
        } | {organs[place]: own for place, own in spoken}

    def told_of(self, matter: Matter) -> Mapping[str, Told]:
        """What words say of the organs, by their ids, most first."""
        return self._words.told(matter.found, matter.text, matter.category)

    def _gather(self, matters: Sequence[Matter], subjects: Sequence[Subject]) -> _Parts:
        known = subjects[0].organs.places
        told = [self.told_of(matter) for matter in matters]
        said: list[float] = []
        strangers = [
            self._say(n, matter, has, known, said)
            for n, (matter, has) in enumerate(zip(matters, told, strict=True))
        ]
        margins = np.zeros((len(matters), len(known) + max(map(len, strangers))))
        margins[:, : len(known)] = [subject.organs.values for subject in subjects]
        columns = np.array(said, dtype=np.float64).reshape(-1, _SAID).T
        texts, places = columns[:2].astype(np.int64)
        points, first, of_class = columns[2:]
        is_strange, is_plain = (flags.astype(np.float64) for flags in (places >= len(known), points >= PLAIN))
        spoken = (margins[texts, places], is_strange, points, is_plain, first, of_class)
        return _Parts(told, strangers, len(known), margins, texts, places, spoken)

    def _say(
        self,
        text: int,
        matter: Matter,
        told: Mapping[str, Told],
        known: Mapping[str, int],
        said: list[float],
    ) -> list[str]:
        """Add to ``said`` of which organs words or the class speak, :data:`_SAID` numbers each, and tell those that the model does not know.

        Which text and whose place; the points; whether they come first; and whether the class speaks.
        """
        of_class, first, strangers = self._of_class.get(matter.category, ""), True, list[str]()
        for organ, (points, _, _, _) in told.items():
            place = known.get(organ)
            # Of an organ that the model does not know nothing is heard but the words: against it they speak for another.
            if place is None and points >= 0:
                place = len(known) + len(strangers)
                strangers.append(organ)
            if place is not None:
                said += (text, place, points, first and points > 0, organ == of_class)
            first = False
        if of_class in self._organs and of_class not in told:
            if of_class not in known:
                strangers.append(of_class)
            said += (text, known.get(of_class, len(known) + len(strangers) - 1), 0.0, False, True)
        return strangers


def _words_tell(matter: Matter, known: Mapping[str, int], told: Mapping[str, Told], share: float) -> bool:
    """Whether words alone tell who is in charge, whatever the model has heard."""
    plainest = next(iter(told), None)
    if plainest is None:
        return False
    points, is_strange = told[plainest][0], plainest not in known
    is_line = matter.letter and len(matter.text) < _LINE
    return (points >= PLAIN and (is_line or is_strange)) or (points >= ENOUGH and is_strange and share < SURE)
