"""The classifier: one item in, everything the program says about it out, each part with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from monitor.classify import artefact
from monitor.classify.disposition import NOTHING, Disposed, dispose
from monitor.classify.examples import compose
from monitor.classify.grams import HEAD, Alphabet
from monitor.classify.happening import EmergencyWatch, Told
from monitor.classify.linear_model import LinearModel, Scored
from monitor.classify.relevance import judge_relevance
from monitor.classify.result import GRAVE, Classification
from monitor.classify.routing import Matter, Router, Routing
from monitor.classify.rules import Rules, read_rules
from monitor.classify.taxonomy import choose, seed_points
from monitor.item import Item
from monitor.text.clean import clean
from monitor.text.places import Gazetteer
from monitor.text.segment import Segmenter, load_segmenter

BATCH = 500
_ADDRESSED = frozenset({"hotline", "mailbox"})


@dataclass(frozen=True, slots=True)
class Models:
    """The learnt models of one run."""

    category: artefact.Artefact
    relevance: artefact.Artefact

    @property
    def id(self) -> str:
        return f"{self.category.id}+{self.relevance.id}"


@dataclass(frozen=True, slots=True)
class _Read:
    """An item with its clean fields and the one text that the models see."""

    told: Told
    whole: str

    @classmethod
    def of(cls, item: Item, now: datetime) -> _Read:
        told = Told(item, clean(item.title), clean(item.text), item.reference_time(now))
        return cls(told, compose(told.title.text, told.text.text))

    @property
    def item(self) -> Item:
        return self.told.item


@dataclass(frozen=True, slots=True)
class _Learnt:
    """The category model's word on a batch."""

    model: LinearModel
    scored: Scored

    def of(self, index: int) -> tuple[dict[str, float], list[str]]:
        """Probabilities of one text, and the n-grams that spoke for the best label."""
        row = self.scored.probabilities[index]
        reasons = self.model.reasons(self.scored, index, int(row.argmax()))
        return dict(zip(self.model.labels, row.tolist(), strict=True)), reasons


class Classifier:
    """Built once from a configuration folder; holds no state between items."""

    def __init__(self, rules: Rules, models: Models, segmenter: Segmenter) -> None:
        self._rules, self._models, self._segmenter = rules, models, segmenter
        self._alphabet, self._lexicon = Alphabet(), rules.lexicon()
        self._watch = EmergencyWatch(rules)
        self._gazetteer, self._router = Gazetteer(rules.regions), Router(rules.organs)

    @classmethod
    def load(cls, config_dir: Path, model: Path | None = None) -> Classifier:
        """Read rules and models; ``model`` is an office's own category model instead of the shipped one.

        Raises:
            ConfigError: a rule file is wrong. MonitorError: a model file is missing, damaged or altered.
        """
        category = artefact.load(model) if model else artefact.shipped("category")
        models = Models(category, artefact.shipped("relevance"))
        return cls(read_rules(config_dir), models, load_segmenter(config_dir / "dictionary.txt"))

    @property
    def model_id(self) -> str:
        """The short hashes of the models, as results carry them."""
        return self._models.id

    def cut(self, text: str) -> list[str]:
        """The words of a text, with the office's own dictionary."""
        return self._segmenter.cut(text)

    def classify(self, item: Item, now: datetime) -> Classification:
        """Everything about one item."""
        return self.classify_batch([item], now)[0]

    def classify_batch(self, items: Sequence[Item], now: datetime) -> list[Classification]:
        """Everything about many items, in their order."""
        out: list[Classification] = []
        for start in range(0, len(items), BATCH):
            read = [_Read.of(item, now) for item in items[start : start + BATCH]]
            grams = self._alphabet.grams([r.whole for r in read])
            learnt = _Learnt(self._models.category.model, self._models.category.model.score(grams))
            relevance = self._models.relevance.model.score(grams).probabilities[:, self._positive].tolist()
            out += [self._one(r, learnt.of(i), relevance[i]) for i, r in enumerate(read)]
        return out

    def route(self, result: Classification) -> Routing:
        """Who answers a matter that was classified before: organ, lead, coordinating organs, spokesperson."""
        matter = Matter(
            result.category,
            emergency=result.emergency,
            severity=result.severity,
            regions=result.regions,
            local=result.local,
            focus=result.focus,
            lead=result.organs[-1] if result.organs else None,
        )
        return self._router.route(matter) if result.organs else Routing()

    @cached_property
    def _positive(self) -> int:
        return self._models.relevance.model.labels.index("relevant")

    def _one(
        self, read: _Read, learnt: tuple[dict[str, float], list[str]], relevance: float
    ) -> Classification:
        found = self._lexicon.find(read.whole)
        places = self._gazetteer.find(read.whole)
        happened = self._watch.look(read.told, found)
        addressed = read.item.source_kind in _ADDRESSED
        judged = judge_relevance(
            relevance, happened.finding, relevant_at=self._rules.taxonomy.relevant_at, addressed=addressed
        )
        kind = happened.finding.kind
        seeds = seed_points(found, self._lexicon.find(read.whole[:HEAD]))
        category = choose(self._rules.taxonomy, learnt[0], seeds, emergency=kind, words=learnt[1])
        disposed = NOTHING
        if judged.relevant:
            disposed = dispose(
                self._rules.disposition,
                found,
                source_kind=read.item.source_kind,
                emergency=happened.finding.is_current,
            )
        severity = happened.grade.level if happened.grade else None
        routing = Routing()
        if judged.relevant:
            matter = Matter(
                category.name, kind, severity, places.regions, places.local, focus=disposed.focus, found=found
            )
            routing = self._router.route(matter)
        return Classification(
            id=read.item.id,
            relevant=judged.relevant,
            relevance=judged.probability,
            local=places.local,
            category=category.name,
            category_uncertain=category.uncertain,
            category_scores=category.scores,
            emergency=kind,
            severity=severity,
            severity_provisional=happened.grade.provisional if happened.grade else False,
            severity_basis=happened.grade.basis if happened.grade else (),
            casualties=happened.casualties.figures,
            magnitude=happened.casualties.magnitude.value if happened.casualties.magnitude else None,
            participants=happened.casualties.participants.value if happened.casualties.participants else None,
            track=_track(judged.relevant, severity),
            disposition=disposed.disposition,
            focus=disposed.focus,
            flags=_flags(disposed, severity),
            regions=places.regions,
            organs=routing.organs,
            occurred_at=happened.when.value if happened.when else None,
            occurred_place=happened.when_place,
            reasons=(
                judged.reason,
                category.reason,
                *happened.reasons,
                *disposed.reasons,
                *routing.reasons,
            ),
            model=self.model_id,
            rules=self._rules.version,
        )


def _track(relevant: bool, severity: str | None) -> str | None:
    if not relevant:
        return None
    return "press_conference" if severity in GRAVE else "response"


def _flags(disposed: Disposed, severity: str | None) -> tuple[str, ...]:
    """The flags; a grave emergency is a major problem whatever its words."""
    if severity in GRAVE and "major_problem" not in disposed.flags:
        return (*disposed.flags, "major_problem")
    return disposed.flags
