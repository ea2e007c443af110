"""The classifier: one item in, everything the program says about it out, each part with its reason."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

import numpy as np

from monitor.classify import artefact
from monitor.classify.campaigns import UNASSIGNED, Assigned, assign
from monitor.classify.casualties import Casualties
from monitor.classify.cold_start import Margins
from monitor.classify.disposition import Disposed, Disposer, Voice, is_addressed
from monitor.classify.drift import Drift, Window, compare, read_window
from monitor.classify.emergency import EmergencyFinding
from monitor.classify.evidence import Evidence
from monitor.classify.examples import compose
from monitor.classify.genres import GenreRule, Genres
from monitor.classify.grams import HEAD, Alphabet, Grams
from monitor.classify.happening import EmergencyWatch, Happening, Told, unreal
from monitor.classify.hearing import heard, is_hearsay
from monitor.classify.joint_model import JointModel
from monitor.classify.lexicon import Found
from monitor.classify.linear_model import LinearModel
from monitor.classify.matters_here import MattersHere
from monitor.classify.naming import CategoryChoice, Namer
from monitor.classify.opinion import NO_OPINION, Opinion, Signals, forebodes, judge_opinion, points_of, spoken
from monitor.classify.phrases import Phrase, phrases_of
from monitor.classify.relevance import Relevance, concerns_here, is_of_genre, judge_relevance, refutes_here
from monitor.classify.result import GRAVE, Cited, Classification, Place
from monitor.classify.routing import Matter, Router, Routing
from monitor.classify.rules import Rules, read_rules
from monitor.classify.second_level import Topic, TopicFinder
from monitor.classify.whereabouts import Whereabouts, locate
from monitor.item import ADDRESSED, Item
from monitor.text.clean import clean
from monitor.text.places import Gazetteer
from monitor.text.posts import QUOTE, own_words
from monitor.text.segment import Segmenter, load_segmenter
from monitor.values import value

BATCH = 500
_STANDS = frozenset({"I", "II", "III"})
"""Levels that no sign of a genre takes away, but the label of a story at its head."""


@value
class Models:
    """The learnt models of one run."""

    category: artefact.Artefact
    relevance: artefact.Artefact
    cold_start: artefact.Artefact
    triage: artefact.Artefact

    @property
    def id(self) -> str:
        return f"{self.category.id}+{self.relevance.id}+{self.cold_start.id}+{self.triage.id}"


@value
class _Read:
    """An item with its clean fields and the one text that the models see."""

    told: Told
    whole: str
    own: str
    """The whole without the words of others that it passes on."""

    @classmethod
    def of(cls, item: Item, now: datetime) -> _Read:
        told = Told(item, clean(item.title), clean(item.text), item.reference_time(now))
        whole = compose(told.title.text, told.text.text)
        if QUOTE not in whole:
            return cls(told, whole, whole)
        return cls(told, whole, compose(own_words(told.title.text), own_words(told.text.text)))

    @property
    def item(self) -> Item:
        return self.told.item

    def cited(self, phrases: Iterable[Phrase]) -> tuple[Cited, ...]:
        """Phrases of the whole as the fields were given, with where they stand there; what runs over both stands in none."""
        title, text = self.told.title, self.told.text
        head, body = title.text.strip(), text.text.lstrip()
        # A text that begins with its title is the whole by itself.
        begins = 0 if self.whole == body.rstrip() else len(head) + 1
        shift = len(text.text) - len(body) - begins
        found = []
        for _, start, end in phrases:
            if start >= begins:  # -1, of what was not found, is less than any
                place = Place("text", *text.source_span(start + shift, end + shift))
                found.append(Cited(self.item.text[place.start : place.end], place))
            elif start >= 0 and end < begins:
                lead = title.text.index(head)
                place = Place("title", *title.source_span(start + lead, end + lead))
                found.append(Cited(self.item.title[place.start : place.end], place))
        return tuple(found)


@value
class _Learnt:
    """The models' word on one text: probabilities of the classes, the n-grams for the best of them, relevance."""

    classes: Mapping[str, float]
    words: Sequence[str]
    relevance: float
    cold: Margins
    """Of the classes without training messages."""
    triage: Mapping[str, float]
    """Log odds of each disposition and focus."""


@value
class _Parts:
    """What the steps found about one item."""

    judged: Relevance
    places: Whereabouts
    category: CategoryChoice
    happened: Happening
    disposed: Disposed
    routing: Routing
    topic: Topic | None = None
    opinion: Opinion = NO_OPINION
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    assigned: Assigned = UNASSIGNED

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, in the order of the way: relevance, class, emergency, triage, responsibility."""
        own = (self.judged.reason, self.category.reason, *([self.topic.reason] if self.topic else []))
        return (
            *own,
            *self.happened.reasons,
            *self.disposed.reasons,
            *self.assigned.reasons,
            *self.routing.reasons,
        )


class Classifier:
    """Built once from a configuration folder; holds no state between items."""

    def __init__(self, rules: Rules, models: Models, segmenter: Segmenter) -> None:
        self._rules, self._models, self._segmenter = rules, models, segmenter
        self._joint = JointModel(
            models.category.model, models.relevance.model, models.cold_start.model, models.triage.model
        )
        self._alphabet, self._lexicon = Alphabet(), rules.lexicon()
        self._watch = EmergencyWatch(rules)
        self._drill = re.compile("|".join(map(re.escape, rules.emergency.drill)) or "(?!)")
        self._namer = Namer(rules.taxonomy, models.category, models.cold_start)
        self._topics = TopicFinder(rules.taxonomy)
        self._evidence = Evidence(rules.relevance, models.relevance.manifest.get("evidence", {}))
        self._genres = Genres(rules.relevance.genres, rules.relevance.complains)
        self._here = MattersHere(rules.relevance.here)
        self._disposer = Disposer(rules.disposition)
        self._gazetteer, self._router = (
            Gazetteer(rules.regions, segmenter.cut),
            Router(rules.organs, rules.taxonomy),
        )

    @classmethod
    def load(cls, config_dir: Path, model: Path | None = None) -> Classifier:
        """Read rules and models; ``model`` is an office's own category model instead of the shipped one.

        Raises:
            ConfigError: a rule file is wrong. MonitorError: a model file is missing, damaged or altered.
        """
        category = artefact.load(model) if model else artefact.shipped("category")
        models = Models(category, *map(artefact.shipped, ("relevance", "cold_start", "triage")))
        return cls(read_rules(config_dir), models, load_segmenter(config_dir / "dictionary.txt"))

    def with_category(self, category: artefact.Artefact) -> Classifier:
        """The same rules with another category model."""
        return Classifier(self._rules, replace(self._models, category=category), self._segmenter)

    @property
    def model_id(self) -> str:
        """The short hashes of the models, as results carry them."""
        return self._models.id

    @property
    def category_id(self) -> str:
        """The short hash of the category model alone."""
        return self._models.category.id

    def cut(self, text: str) -> list[str]:
        """The words of a text, with the office's own dictionary."""
        return self._segmenter.cut(text)

    def drift(self, texts: Sequence[str]) -> Drift:
        """How far recent texts (clean, title first) have moved from what the category model learnt from."""
        category = self._models.category
        learnt = Window.from_json(category.manifest["profile"])
        return compare(learnt, read_window(category.model, texts), self._rules.taxonomy.drift)

    def classify(self, item: Item, now: datetime) -> Classification:
        """Everything about one item."""
        return self.classify_batch([item], now)[0]

    def classify_batch(self, items: Sequence[Item], now: datetime) -> list[Classification]:
        """Everything about many items, in their order."""
        out: list[Classification] = []
        for start in range(0, len(items), BATCH):
            with _uncollected():
                out += self._together([_Read.of(item, now) for item in items[start : start + BATCH]])
        return out

    def _together(self, read: Sequence[_Read]) -> Iterator[Classification]:
        """One step after the other, each over all items: its words and its code then stay in the processor's cache.

        Item by item the automata push each other out of it, and the same look-ups take five times as long.
        """
        learnt = self._learnt(self._alphabet.grams([r.whole for r in read]))
        found = [self._lexicon.find(r.whole, head=HEAD) for r in read]
        told = [r.told for r in read]
        happened = self._watch.look(told, found)
        places = locate(self._gazetteer, told, happened)
        judged = list(map(self._judge, read, learnt, found, happened, places))
        genres = list(map(self._genre, read, judged, happened, places))
        judged = [is_of_genre(j, g.label) if g else j for j, g in zip(judged, genres, strict=True)]
        happened = [unreal(h) if g else h for h, g in zip(happened, genres, strict=True)]
        happened = list(map(_settled, happened, judged))
        named = list(map(self._name, read, learnt, found, happened))
        topics = list(map(self._topic, read, judged, named, happened))
        disposed = self._explained(read, list(map(self._dispose, read, judged, learnt, found, happened)))
        routed = list(map(self._answer, read, judged, named, happened, disposed, places, found))
        said = list(map(self._say, read, judged, found, happened))
        opinions = list(map(self._opinion, read, judged, places, said, disposed, happened))
        assigned = list(map(self._assign, read, judged, found, happened))
        parts = map(
            _Parts, judged, places, named, happened, disposed, routed, topics, opinions, said, assigned
        )
        return (
            _result(r, p, model=self.model_id, rules=self._rules.version)
            for r, p in zip(read, parts, strict=True)
        )

    def _learnt(self, grams: Grams) -> list[_Learnt]:
        model, machine, kinds = self._models.category.model, self._models.cold_start.model, self._triage
        scored, (relevance, cold, triage) = self._joint.ask(grams)
        words = model.reasons(scored, scored.probabilities.argmax(axis=1))
        margins = relevance[:, self._positive].tolist()
        rows = zip(scored.probabilities.tolist(), words, margins, cold.tolist(), triage.tolist(), strict=True)
        return [
            _Learnt(
                dict(zip(model.labels, p, strict=True)),
                w,
                r,
                dict(zip(machine.labels, c, strict=True)),
                dict(zip(kinds.labels, t, strict=True)),
            )
            for p, w, r, c, t in rows
        ]

    def route(self, result: Classification) -> Routing:
        """Who answers a matter that was classified before: organ, lead, coordinating organs, spokesperson."""
        matter = Matter(
            result.category,
            emergency=result.emergency,
            severity=result.severity,
            regions=result.regions,
            local=result.local,
            focus=result.focus,
            lead=self._router.in_charge(result.organs),
            helpers=result.organs[1:],
        )
        return self._router.route(matter) if result.organs else Routing()

    @cached_property
    def _positive(self) -> int:
        return self._models.relevance.model.labels.index("relevant")

    def _judge(
        self, read: _Read, learnt: _Learnt, found: Found, happened: Happening, place: Whereabouts
    ) -> Relevance:
        judged = judge_relevance(
            self._evidence.weigh(learnt.relevance, read.whole, read.item.source_kind, read.item.source),
            self._framed(read, happened.finding),
            relevant_at=self._rules.relevance.relevant_at,
            addressed=read.item.source_kind in ADDRESSED or is_addressed(self._rules.disposition, found),
            phrasing=lambda pieces: phrases_of(read.whole, pieces, self._segmenter.cut),
        )
        if not judged.relevant and place.local and happened.finding.is_plain:
            label = self._here.find(read.told.title.text, read.told.text.text)
            if label:
                return concerns_here(judged, label)
        here = place.local or read.item.source_kind == "official_site"
        if judged.relevant or not here or not self._disposer.refuted(found, read.whole).flags:
            return judged
        return refutes_here(judged)

    def _genre(
        self, read: _Read, judged: Relevance, happened: Happening, place: Whereabouts
    ) -> GenreRule | None:
        """The genre of what would count as a matter or an emergency; nobody asks what the rest is."""
        if not judged.relevant and happened.finding.kind is None:
            return None
        told, where = read.told, place.where
        if where == "abroad" and (happened.finding.kind or read.item.source_kind in ADDRESSED):
            where = (
                "nowhere"  # what happened there keeps its kind; whoever writes to an office wants it to act
            )
        return self._genres.find(
            told.title.text, told.text.text, where=where, stands=happened.severity in _STANDS
        )

    def _framed(self, read: _Read, finding: EmergencyFinding) -> EmergencyFinding:
        """A drill that its headline announces is one, even where no word of an emergency was left to find."""
        if finding.kind is None and self._drill.search(read.told.title.text):
            return replace(finding, drill=True)
        return finding

    def _name(self, read: _Read, learnt: _Learnt, found: Found, happened: Happening) -> CategoryChoice:
        return self._namer.choose(
            learnt.classes,
            found,
            read.whole,
            margins=learnt.cold,
            emergency=happened.finding.kind,
            words=learnt.words,
            phrasing=lambda pieces: phrases_of(read.whole, pieces, self._segmenter.cut),
        )

    def _topic(
        self, read: _Read, judged: Relevance, named: CategoryChoice, happened: Happening
    ) -> Topic | None:
        if not judged.relevant or named.uncertain:
            return None
        return self._topics.find(named.name, read.whole, emergency=happened.finding.kind)

    @property
    def _triage(self) -> LinearModel:
        return self._models.triage.model

    def _explained(self, read: Sequence[_Read], disposed: list[Disposed]) -> list[Disposed]:
        """What the model decided with the words that spoke for it, asked once for the few of a batch."""
        asked = [(n, label) for n, d in enumerate(disposed) for label in d.by_model]
        if not asked:
            return disposed
        scored = self._triage.score(self._alphabet.grams([read[n].whole for n, _ in asked]))
        pieces = self._triage.reasons(
            scored, np.array([self._triage.labels.index(label) for _, label in asked])
        )
        words: dict[int, dict[str, list[str]]] = {}
        for (n, label), said in zip(asked, pieces, strict=True):
            phrases = phrases_of(read[n].whole, said, self._segmenter.cut)
            words.setdefault(n, {})[label] = [phrase.words for phrase in phrases]
        return [d.explained(words[n]) if n in words else d for n, d in enumerate(disposed)]

    def _dispose(
        self, read: _Read, judged: Relevance, learnt: _Learnt, found: Found, happened: Happening
    ) -> Disposed:
        if not judged.relevant:
            return self._disposer.refuted(found, read.whole)
        own = None if read.own == read.whole else Voice(self._lexicon.find(read.own, head=HEAD), read.own)
        return self._disposer.dispose(
            Voice(found, read.whole, learnt.triage),
            source_kind=read.item.source_kind,
            emergency=happened.finding.is_current,
            own=own,
        )

    def _answer(
        self,
        read: _Read,
        judged: Relevance,
        named: CategoryChoice,
        happened: Happening,
        disposed: Disposed,
        places: Whereabouts,
        found: Found,
    ) -> Routing:
        if not judged.relevant:
            return Routing()
        matter = Matter(
            named.name,
            happened.finding.kind,
            happened.severity,
            places.regions,
            places.local,
            focus=disposed.focus,
            uncertain=named.uncertain,
            found=found,
            text=read.whole,
        )
        return self._router.route(matter)

    def _say(
        self, read: _Read, judged: Relevance, found: Found, happened: Happening
    ) -> Mapping[str, tuple[str, ...]]:
        """What a matter says that the opinion level heeds: its words, and what its missing may make of it."""
        if not judged.relevant:
            return {}
        said = spoken(self._rules.opinion, found, read.whole)
        coming = happened.coming
        return said | forebodes(self._rules.opinion, coming.level, coming.words) if coming else said

    def _opinion(
        self,
        read: _Read,
        judged: Relevance,
        places: Whereabouts,
        said: Mapping[str, tuple[str, ...]],
        disposed: Disposed,
        happened: Happening,
    ) -> Opinion:
        """What this item alone supports; spread and growth are judged of its event."""
        if not judged.relevant or places.local is False:
            return NO_OPINION
        item, people = read.item, happened.casualties.participants
        signals = Signals(
            said,
            frozenset({item.source_kind}),
            frozenset(disposed.flags),
            interactions=points_of(item.likes, item.comments, item.reposts, item.views),
            participants=people.value if people else 0,
            day=read.told.day,
        )
        return judge_opinion(self._rules.opinion, signals)

    def _assign(self, read: _Read, judged: Relevance, found: Found, happened: Happening) -> Assigned:
        if not judged.relevant:
            return UNASSIGNED
        return assign(self._rules.campaigns, found, day=read.told.day, severity=happened.severity)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let nobody look for cycles of garbage within a batch: it makes none, and all that it makes is still in use.

    Each look would go over the rules and the results so far. Of threads that overlap, the one that turned collection off turns
    it on again.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _settled(happened: Happening, judged: Relevance) -> Happening:
    """A citizen's complaint about a fire of last year is a matter, but not an emergency; what is no matter has no time either."""
    found = happened.finding
    if found.kind is None:
        dated = judged.relevant and found.is_datable
        return happened if dated or happened.when is None else replace(happened, when=None, when_place=None)
    if not judged.relevant or found.is_current:
        return happened
    return replace(happened, finding=EmergencyFinding(), when=None, when_place=None)


def _cited(read: _Read, parts: _Parts) -> tuple[Cited, ...]:
    """The words that decided relevance and class, each once, with where they stand."""
    judged, named = parts.judged.phrases, parts.category.phrases
    phrases = tuple(dict.fromkeys((*judged, *named))) if judged else named
    return read.cited(phrases) if phrases else ()


def _result(read: _Read, parts: _Parts, *, model: str, rules: str) -> Classification:
    """Put the parts together in the shape of the contract."""
    told, item = read.told, read.item
    judged, places, category, happened = parts.judged, parts.places, parts.category, parts.happened
    figures, grade = heard(happened.casualties, item), happened.grade
    return Classification(
        id=item.id,
        relevant=judged.relevant,
        relevance=judged.probability,
        local=places.local,
        category=category.name,
        category_uncertain=category.uncertain,
        category_scores=category.scores,
        category_second=parts.topic.second if parts.topic else None,
        category_third=parts.topic.third if parts.topic else None,
        emergency=happened.finding.kind,
        severity=happened.severity,
        severity_provisional=grade.provisional if grade else False,
        severity_basis=grade.basis if grade else (),
        may_become=happened.coming.level if happened.coming else None,
        casualties=figures.figures,
        casualty_series=figures.series,
        magnitude=figures.magnitude.value if figures.magnitude else None,
        participants=figures.crowd.figure.value if figures.crowd and figures.crowd.named else None,
        track=_track(judged.relevant, happened.severity),
        disposition=parts.disposed.disposition,
        disposition_of_quoted=parts.disposed.of_quoted,
        quotes=told.quotes,
        focus=parts.disposed.focus,
        flags=_flags(parts.disposed, happened, figures),
        regions=places.regions,
        organs=parts.routing.organs,
        campaigns=parts.assigned.ids,
        occurred_at=happened.when.value if happened.when else None,
        occurred_span=happened.when_place,
        place=places.scene,
        region_spans=places.region_spans,
        opinion_level=parts.opinion.level,
        opinion_basis=parts.opinion.basis,
        opinion_words=parts.said,
        reasons=parts.reasons,
        reason_spans=_cited(read, parts),
        model=model,
        rules=rules,
    )


def _track(relevant: bool, severity: str | None) -> str | None:
    if not relevant:
        return None
    return "press_conference" if severity in GRAVE else "response"


def _flags(disposed: Disposed, happened: Happening, heard_of: Casualties) -> tuple[str, ...]:
    """The flags; a grave emergency is a major problem and a number nobody stands for unverified, whatever the words."""
    of_itself = {"major_problem": happened.severity in GRAVE}
    of_itself["unverified"] = happened.finding.is_current and is_hearsay(heard_of)
    return (*disposed.flags, *(flag for flag, so in of_itself.items() if so and flag not in disposed.flags))
