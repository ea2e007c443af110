"""Which items are matters of this country's offices at all: models, words and places weighed, genres set aside."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from monitor.classify.emergencies.emergency import EmergencyFinding
from monitor.classify.emergencies.framing import UNNAMED
from monitor.classify.emergencies.happening import Happening
from monitor.classify.lexicon import Found
from monitor.classify.matter.cries import Cries
from monitor.classify.matter.evidence import POSTS, Evidence, SecondReading
from monitor.classify.matter.genres import GenreRule, Genres, Heard
from monitor.classify.matter.matters_here import MattersHere
from monitor.classify.matter.relevance import (
    Relevance,
    concerns_here,
    cries_out,
    judge_relevance,
    refutes_here,
)
from monitor.classify.phrases import phrases_of
from monitor.classify.read_item import ReadItem
from monitor.classify.rules import Rules
from monitor.classify.scoring.correction_words import NOTHING_SAID, CorrectionSaid
from monitor.classify.scoring.learnt import Learnt, Models
from monitor.classify.scoring.post_model import Again
from monitor.classify.triage.disposition import Disposer, is_addressed
from monitor.classify.whereabouts import Whereabouts
from monitor.item import ADDRESSED

_STANDS = frozenset({"I", "II", "III"})
"""Levels that no sign of a genre takes away, but the label of a story at its head."""


class Sifter:
    """The rules of relevance and of genres ready for use; built once."""

    def __init__(
        self, rules: Rules, models: Models, disposer: Disposer, cut: Callable[[str], list[str]]
    ) -> None:
        self._config, self._disposition, self._disposer = rules.relevance, rules.disposition, disposer
        self._relevant_at, self._cut = rules.relevance.relevant_at, cut
        self._posts = models.posts
        self._evidence = Evidence(
            rules.relevance,
            models.relevance.manifest.get("evidence", {}),
            SecondReading.of(models.posts.manifest),
        )
        self._genres = Genres(rules.relevance.genres, rules.relevance.complains)
        self._here = MattersHere(rules.relevance.here)
        self._cries = Cries(rules.relevance.cries)
        self._drill = re.compile("|".join(map(re.escape, rules.emergency.drill)) or "(?!)")

    def read_again(self, read: Sequence[ReadItem], learnt: Sequence[Learnt]) -> list[Again | None]:
        """What the second reading says of the posts of a batch of which the first may be unsure; nobody asks it of the others."""
        asked = [
            n
            for n, (one, said) in enumerate(zip(read, learnt, strict=True))
            if one.item.source_kind in POSTS and self._evidence.may_be_unsure(said.relevance)
        ]
        out: list[Again | None] = [None] * len(read)
        if asked:
            for n, said in zip(
                asked, self._posts.read([read[n].whole for n in asked], self._cut), strict=True
            ):
                out[n] = said
        return out

    def judge(
        self,
        read: ReadItem,
        learnt: Learnt,
        again: Again | None,
        found: Found,
        happened: Happening,
        place: Whereabouts,
        said: CorrectionSaid = NOTHING_SAID,
    ) -> Relevance:
        """Whether it is a matter, with the reason; ``again`` is what the second reading says, ``said`` what officers' corrections do."""
        weighed = self._evidence.weigh(
            learnt.relevance, read.whole, read.item.source_kind, read.item.source, again
        )
        finding, kind = happened.finding, read.item.source_kind
        judged = judge_relevance(
            weighed.shifted(said, self._relevant_at) if said.shifts else weighed,
            self._framed(read, finding),
            relevant_at=self._relevant_at,
            addressed=kind in ADDRESSED or is_addressed(self._disposition, found),
            phrasing=lambda pieces: phrases_of(read.whole, pieces, self._cut),
        )
        is_plain = finding is UNNAMED or finding.is_plain
        if is_plain and (cry := self._cries.find(found, read.whole)) and place.where != "abroad":
            return cries_out(judged, cry)
        if judged.relevant:
            return judged
        if place.local and is_plain:
            label = self._here.find(read.told.title.text, read.told.text.text)
            if label:
                return concerns_here(judged, label)
        here = place.local or kind == "official_site"
        if not here or not self._disposer.refuted(found, read.whole).flags:
            return judged
        return refutes_here(judged)

    @property
    def genres(self) -> Genres:
        """The genres of the office, whose words are sought with all others."""
        return self._genres

    def genre(
        self, read: ReadItem, judged: Relevance, happened: Happening, place: Whereabouts, heard: Heard
    ) -> GenreRule | None:
        """The genre of what would count as a matter or an emergency, by what is ``heard`` of each; nobody asks what the rest is."""
        if not judged.relevant and happened.finding.kind is None:
            return None
        told, where = read.told, place.where
        kept = happened.finding.kind or happened.finding.warning
        if where == "abroad" and (kept or read.item.source_kind in ADDRESSED):
            # What happened there keeps its kind, what is warned of comes here; whoever writes to an office wants it to act.
            where = "nowhere"
        return self._genres.find(
            told.title.text,
            told.text.text,
            where=where,
            stands=judged.cry is not None or happened.severity in _STANDS,
            addressed=read.item.source_kind in ADDRESSED,
            heard=heard,
        )

    def _framed(self, read: ReadItem, finding: EmergencyFinding) -> EmergencyFinding:
        """A drill that its headline announces is one, even where no word of an emergency was left to find."""
        if finding.kind is None and self._drill.search(read.told.title.text):
            return replace(finding, drill=True)
        return finding


def settled(happened: Happening, judged: Relevance) -> Happening:
    """A citizen's complaint about a fire of last year is a matter, but not an emergency; what is no matter has no time either."""
    found = happened.finding
    if found.kind is None:
        dated = judged.relevant and found.is_datable
        return happened if dated or happened.when is None else replace(happened, when=None, when_place=None)
    if not judged.relevant or found.is_current:
        return happened
    return replace(happened, finding=EmergencyFinding(), when=None, when_place=None, learned=None)
