"""The classifier: one item in, everything the program says about it out, each part with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from monitor.classify.category.naming import CategoryChoice, Namer
from monitor.classify.category.post_naming import Post, PostNamer, is_named_by_subject
from monitor.classify.category.second_level import Topic, TopicFinder
from monitor.classify.emergencies.frame_reader import FrameReader
from monitor.classify.emergencies.framing import UNNAMED
from monitor.classify.emergencies.happening import EmergencyWatch, Happening, unreal
from monitor.classify.emergencies.second_opinion import SecondOpinion
from monitor.classify.findings import Findings, classification_of
from monitor.classify.grading.gravity_of_words import GravityOfWords
from monitor.classify.grading.learned_severity import shipped as shipped_severity
from monitor.classify.learning.drift import Drift, Window, compare, read_window
from monitor.classify.lexicon import Found
from monitor.classify.matter.evidence import POSTS, log_odds
from monitor.classify.matter.relevance import Relevance, is_of_genre
from monitor.classify.matter.sifting import Sifter, settled
from monitor.classify.memory import keep_freed_memory, uncollected
from monitor.classify.organs.matter import Matter, Routing
from monitor.classify.organs.routing import Router
from monitor.classify.phrases import Phrasing, phrases_of
from monitor.classify.policies.following import OF_NONE, PolicyWatch, Spoken, StoredText
from monitor.classify.policies.mentions import Heard as HeardOf
from monitor.classify.policies.spoken_of import SpokenOf
from monitor.classify.read_item import Reader, ReadItem
from monitor.classify.rereading.chooser import shipped as shipped_chooser
from monitor.classify.result import Classification
from monitor.classify.rules import Rules, read_rules
from monitor.classify.scoring import artefact
from monitor.classify.scoring.correction_words import NOTHING_SAID, CorrectionSaid
from monitor.classify.scoring.grams import HEAD, Alphabet
from monitor.classify.scoring.learnt import Heard, Learnt, Models, Panel
from monitor.classify.scoring.linear_model import LinearModel
from monitor.classify.scoring.post_model import shipped as shipped_posts
from monitor.classify.scoring.subject_model import Subject
from monitor.classify.scoring.subject_model import shipped as shipped_subjects
from monitor.classify.triage.campaigns import UNASSIGNED, Assigned, assign
from monitor.classify.triage.disposition import Disposed, Disposer, Voice
from monitor.classify.triage.opinion import (
    NO_OPINION,
    Opinion,
    Signals,
    forebodes,
    judge_opinion,
    points_of,
    senses,
    spoken,
)
from monitor.classify.whereabouts import Whereabouts, locate
from monitor.classify.word_look import WordLook
from monitor.item import ADDRESSED, Item
from monitor.text.places import Gazetteer
from monitor.text.segment import Segmenter, load_segmenter
from monitor.text.word_search import Matches, Met
from monitor.values import value

BATCH = 1000


def shipped_models(category: artefact.Artefact | None = None) -> Models:
    """The models that come with the product, but for another ``category`` model where one is given. Raises MonitorError."""
    relevance, cold, triage, alarm, gravity, letters, frames = map(
        artefact.shipped, ("relevance", "cold_start", "triage", "alarm", "gravity", "letters", "frames")
    )
    return Models(
        category or artefact.shipped("category"),
        relevance,
        cold,
        triage,
        alarm,
        shipped_chooser(),
        shipped_severity(),
        gravity,
        shipped_posts(),
        shipped_subjects(),
        letters,
        frames,
    )


@cache
def _kinds(source_kind: str) -> frozenset[str]:
    return frozenset({source_kind})


@value
class _Sifted:
    """What the first steps found about a batch, item by item but for what the models heard of all."""

    heard: Heard
    found: Sequence[Found]
    happened: Sequence[Happening]
    places: Sequence[Whereabouts]
    judged: Sequence[Relevance]
    corrected: Sequence[CorrectionSaid]
    """What the words of officers' corrections say."""
    topics: Met


@value
class Odds:
    """The log odds of what officers can correct: that it is a matter (beyond the threshold), of each class by its name, of each organ by
    its id; None where a rule decides."""

    text: str
    matter: float | None
    classes: Mapping[str, float] | None
    organs: Mapping[str, float] | None


class Classifier:
    """Built once from a configuration folder; holds no state between items."""

    def __init__(self, rules: Rules, models: Models, segmenter: Segmenter) -> None:
        self._rules, self._models, self._segmenter = rules, models, segmenter
        self._panel, self.model_id = Panel(models), models.id
        """The short hashes of the models, as results carry them."""
        self._gazetteer = Gazetteer(rules.regions, segmenter.cut)
        self._policies = PolicyWatch(rules.policies, self._gazetteer.keys)
        self._reader, self._alphabet = Reader(), Alphabet()
        self._lexicon = rules.lexicon(self._policies.groups)
        self._watch = EmergencyWatch(rules, segmenter.cut, models.figures, models.severity)
        self._second = SecondOpinion(self._watch, rules.emergency.alarm, models.alarm.model, segmenter.cut)
        self._frames = FrameReader(models.frames.model)
        self._gravity = GravityOfWords(rules.severity.learned, models.gravity.model, segmenter.cut)
        self._namer = Namer(rules.taxonomy, models.category, models.cold_start)
        self._post_namer = PostNamer(rules.taxonomy, models.subjects)
        # Classes of an office's own, in its tree or its model, are named as those of letters, of posts as well.
        classes = {*models.category.model.labels, *(c.name for c in rules.taxonomy.categories)}
        self._names_posts = classes == set(models.subjects.classes)
        self._topics = TopicFinder(rules.taxonomy)
        self._disposer = Disposer(rules.disposition)
        # Asked for every text, and dear to ask a model of the configuration for.
        self._opinion_rules, self._opinion_of_quiet = rules.opinion, rules.opinion.of_quiet
        self._opining, self._watched = frozenset(rules.opinion.first_groups), rules.campaigns.spoken_of
        self._sifter = Sifter(rules, models, self._disposer, segmenter.cut)
        self._router = Router(
            rules.organs,
            rules.taxonomy,
            posts=models.subjects.manifest["of_organ"],
            letters=models.letters.manifest["of_organ"],
        )
        self._look = WordLook(
            self._lexicon,
            self._panel.branches,
            emergencies=self._watch.sought,
            places=self._gazetteer.keys,
            topics=self._topics.words,
            genres=self._sifter.genres,
        )

    @classmethod
    def load(cls, config_dir: Path, model: Path | artefact.Artefact | None = None) -> Classifier:
        """Read rules and models; ``model`` is an office's own category model instead of the shipped one.

        Raises:
            ConfigError: a rule file is wrong. MonitorError: a model file is missing, damaged or altered.
        """
        keep_freed_memory()
        with uncollected():
            return cls._loaded(config_dir, model)

    @classmethod
    def _loaded(cls, config_dir: Path, model: Path | artefact.Artefact | None) -> Classifier:
        models = shipped_models(artefact.load(model) if isinstance(model, Path) else model)
        return cls(read_rules(config_dir), models, load_segmenter(config_dir / "dictionary.txt"))

    def with_category(self, category: artefact.Artefact) -> Classifier:
        """The same rules with another category model."""
        return Classifier(self._rules, replace(self._models, category=category), self._segmenter)

    @property
    def category_id(self) -> str:
        """The short hash of the category model alone."""
        return self._models.category.id

    @property
    def organ_names(self) -> Mapping[str, str]:
        """The organs of the office by their ids."""
        return {organ.id: organ.name for organ in self._rules.organs.organs}

    @property
    def place_names(self) -> tuple[str, ...]:
        """What this city's places are called."""
        return self._rules.regions.names

    def cut(self, text: str) -> list[str]:
        """The words of a text, with the office's own dictionary."""
        return self._segmenter.cut(text)

    def drift(self, texts: Sequence[str]) -> Drift:
        """How far recent texts (clean, title first) have moved from what the category model learnt from."""
        category = self._models.category
        learnt = Window.from_json(category.manifest["profile"])
        return compare(learnt, read_window(category.model, texts), self._rules.taxonomy.drift)

    def level_as(self, item: Item, kind: str, now: datetime) -> str:
        """The level of an item that a person says is an emergency of a kind."""
        return self._watch.level_as(ReadItem.of(item, now).told, kind)

    def classify(self, item: Item, now: datetime) -> Classification:
        """Everything about one item."""
        return self.classify_batch([item], now)[0]

    def classify_batch(self, items: Sequence[Item], now: datetime) -> list[Classification]:
        """Everything about many items, in their order."""
        out: list[Classification] = []
        for start in range(0, len(items), BATCH):
            with uncollected():
                out += self._together(self._reader.read(items[start : start + BATCH], now))
        return out

    def _sift(self, read: Sequence[ReadItem]) -> _Sifted:
        """What happened, where, and whether it is a matter."""
        wholes, told = [r.whole for r in read], [r.told for r in read]
        texts = [f"{t.title.text}\n{t.text.text}" for t in told]
        looked = self._look.at(wholes, texts)
        heard = self._panel.ask(self._alphabet.grams(wholes, [r.masked for r in read]), looked.branches)
        learnt, found = heard.learnt, looked.found
        happened = self._second.hear(
            read,
            found,
            [(word.alarm, word.relevance) for word in learnt],
            self._watch.look(told, found, looked.emergencies),
            lambda which: self._panel.why_alarmed(heard, which),
        )
        happened = self._frames.hear(read, happened)
        happened = self._gravity.hear(read, happened)
        places = locate(self._gazetteer, told, happened, texts, looked.places)
        again = self._sifter.read_again(read, learnt)
        words = self._models.category.corrections
        corrected = words.read(wholes) if words else [NOTHING_SAID] * len(read)
        judged = list(map(self._sifter.judge, read, learnt, again, found, happened, places, corrected))
        genres = list(map(self._sifter.genre, read, judged, happened, places, looked.genres))
        judged = [is_of_genre(j, g.label) if g else j for j, g in zip(judged, genres, strict=True)]
        happened = [unreal(h) if g else h for h, g in zip(happened, genres, strict=True)]
        happened = list(map(settled, happened, judged))
        return _Sifted(heard, found, happened, places, judged, corrected, looked.topics)

    def _together(self, read: Sequence[ReadItem]) -> Iterator[Classification]:
        """One step after the other, each over all items: its words and its code then stay in the processor's cache.

        Item by item the automata push each other out of it, and the same look-ups take five times as long.
        """
        sifted = self._sift(read)
        heard, learnt, found = sifted.heard, sifted.heard.learnt, sifted.found
        happened, places, judged = sifted.happened, sifted.places, sifted.judged
        subjects = self._subjects(read, sifted, [j.relevant for j in judged])
        named = self._named(read, sifted, subjects)
        spoken = self._topics.spoken(sifted.topics, [name.name for name in named])
        topics = list(map(self._topic, read, judged, named, happened, spoken))
        own = self._own_voices(read)
        disposed = self._explained(
            read, heard, list(map(self._dispose, read, judged, learnt, found, happened, own))
        )
        policies = list(map(self._follow, read, judged, found, places))
        disposed = [
            self._policies.focused(d, p) if p.policies and j.relevant else d
            for d, p, j in zip(disposed, policies, judged, strict=True)
        ]
        matters = list(
            map(
                self._matter,
                read,
                judged,
                named,
                happened,
                disposed,
                places,
                found,
                subjects,
                sifted.corrected,
            )
        )
        routed = self._router.route_all(matters)
        said = list(map(self._say, read, judged, found, happened))
        opinions = list(map(self._opinion, read, judged, places, said, disposed, happened))
        assigned = list(map(self._assign, read, judged, found, happened))
        parts = map(
            Findings,
            judged,
            places,
            named,
            happened,
            disposed,
            routed,
            topics,
            opinions,
            said,
            assigned,
            policies,
        )
        return (
            classification_of(r, p, model=self.model_id, rules=self._rules.version)
            for r, p in zip(read, parts, strict=True)
        )

    def odds(self, items: Sequence[Item], now: datetime) -> list[Odds]:
        """The log odds of what officers can correct, as they are before their corrections say anything; None where a rule decides."""
        out: list[Odds] = []
        for start in range(0, len(items), BATCH):
            with uncollected():
                out += self._odds(self._reader.read(items[start : start + BATCH], now))
        return out

    def _odds(self, read: Sequence[ReadItem]) -> Iterator[Odds]:
        sifted = self._sift(read)
        subjects = self._subjects(read, sifted, [True] * len(read))
        named = self._named(read, sifted, subjects)
        for n, one in enumerate(read):
            judged, happened, subject = sifted.judged[n], sifted.happened[n], subjects[n]
            matter = Matter(
                named[n].name,
                found=sifted.found[n],
                text=one.whole,
                subject=subject,
                letter=one.item.source_kind in ADDRESSED,
            )
            by_rule = happened.finding.named is not None or happened.finding.warning or judged.cry is not None
            yield Odds(
                one.whole,
                log_odds(judged.probability) - log_odds(self._rules.relevance.relevant_at)
                if judged.weighed
                else None,
                None if by_rule else self._class_odds(one, sifted, n, subject),
                None if by_rule else self._router.odds(matter),
            )

    def _class_odds(
        self, read: ReadItem, sifted: _Sifted, n: int, subject: Subject | None
    ) -> Mapping[str, float]:
        learnt = sifted.heard.learnt[n]
        if subject and self._names_post(read, sifted.happened[n]):
            shares = self._post_namer.shares(Post(subject, learnt))
            return {name: log_odds(share) for name, share in shares.items()}
        return self._namer.odds(learnt.classes, sifted.found[n], read.whole, learnt.cold)

    def policies_said(self, said: StoredText) -> tuple[SpokenOf, ...]:
        """The policies that a text in store speaks of, by the watch list as it is now."""
        return self._policies.reread(said)

    def route(self, result: Classification) -> Routing:
        """Who answers a matter that was classified before: organ, lead, coordinating organs, spokesperson."""
        matter = Matter(
            result.category,
            emergency=result.emergency,
            severity=result.severity,
            regions=result.regions,
            local=result.local,
            focus=result.focus,
            disposition=result.disposition,
            lead=self._router.in_charge(result.organs),
            unsure=result.emergency_unsure,
            helpers=result.organs[1:],
            above=result.above,
        )
        return self._router.route(matter) if result.organs else Routing()

    def _subjects(
        self, read: Sequence[ReadItem], sifted: _Sifted, matters: Sequence[bool]
    ) -> list[Subject | None]:
        """What the posts and the letters of a batch that hold a matter are about; nobody asks it of the others."""
        posts: list[int] = []
        letters: list[int] = []
        for n, one in enumerate(read):
            if matters[n] and one.item.source_kind in POSTS:
                posts.append(n)
            # Who acts in an emergency that words name goes by its kind.
            elif (
                matters[n] and one.item.source_kind in ADDRESSED and sifted.happened[n].finding.named is None
            ):
                letters.append(n)
        out: list[Subject | None] = [None] * len(read)
        for asked, said in (
            (posts, self._models.subjects.read([read[n].whole for n in posts])),
            (letters, self._panel.in_charge(sifted.heard, letters)),
        ):
            for n, subject in zip(asked, said, strict=True):
                out[n] = subject
        return out

    def _named(
        self, read: Sequence[ReadItem], sifted: _Sifted, subjects: Sequence[Subject | None]
    ) -> list[CategoryChoice]:
        """The class of each item; of posts that hold a matter by what they are about."""
        named: dict[int, CategoryChoice] = {}
        others: list[int] = []
        heard, happened, corrected = sifted.heard, sifted.happened, sifted.corrected
        for n, subject in enumerate(subjects):
            if subject and self._names_post(read[n], happened[n]):
                named[n] = self._post_namer.name(
                    Post(subject, heard.learnt[n], self._telling(read[n]), corrected[n])
                )
            else:
                others.append(n)
        for n, words in zip(others, self._panel.why_named(heard, others), strict=True):
            named[n] = self._name(read[n], heard.learnt[n], words, sifted.found[n], happened[n], corrected[n])
        return [named[n] for n in range(len(read))]

    def _names_post(self, read: ReadItem, happened: Happening) -> bool:
        """Whether what it is about names the class: of a post it does, letters have a model of their own."""
        is_post = read.item.source_kind in POSTS
        return is_post and self._names_posts and is_named_by_subject(happened.finding)

    def _name(
        self,
        read: ReadItem,
        learnt: Learnt,
        words: Sequence[str],
        found: Found,
        happened: Happening,
        corrected: CorrectionSaid,
    ) -> CategoryChoice:
        return self._namer.choose(
            learnt.classes,
            found,
            read.whole,
            margins=learnt.cold,
            emergency=happened.finding.named,
            words=words,
            phrasing=self._phrasing(read),
            warned=happened.finding.warning,
            said=corrected,
        )

    def _phrasing(self, read: ReadItem) -> Phrasing:
        """How the pieces that decided of an item are told: as the whole words of its text."""
        return lambda pieces: phrases_of(read.whole, pieces, self._segmenter.cut)

    def _telling(self, read: ReadItem) -> Phrasing:
        """The same, without what tells a reader nothing (这个)."""
        phrasing = self._phrasing(read)
        return lambda pieces: [p for p in phrasing(pieces) if self._disposer.is_cited(p.words)]

    def _topic(
        self,
        read: ReadItem,
        judged: Relevance,
        named: CategoryChoice,
        happened: Happening,
        spoken: Matches,
    ) -> Topic | None:
        if not judged.relevant or named.uncertain:
            return None
        return self._topics.find(named.name, read.whole, emergency=happened.finding.named, spoken=spoken)

    @property
    def _triage(self) -> LinearModel:
        return self._models.triage.model

    def _explained(self, read: Sequence[ReadItem], heard: Heard, disposed: list[Disposed]) -> list[Disposed]:
        """What the model decided with the words that spoke for it, asked once for the few of a batch."""
        asked = [(n, label) for n, d in enumerate(disposed) for label in d.by_model]
        pieces = self._panel.why(heard, asked)
        words: dict[int, dict[str, list[str]]] = {}
        for (n, label), said in zip(asked, pieces, strict=True):
            phrases = phrases_of(read[n].whole, said, self._segmenter.cut)
            words.setdefault(n, {})[label] = [p.words for p in phrases if self._is_cited(p.words)]
        return [d.explained(words[n]) if n in words else d for n, d in enumerate(disposed)]

    def _is_cited(self, words: str) -> bool:
        """Whether words tell a reader why: the name of a place makes nothing a matter of anybody's interest."""
        return self._disposer.is_cited(words) and not self._gazetteer.is_hardly_more(words)

    def _own_voices(self, read: Sequence[ReadItem]) -> list[Voice | None]:
        """What those few say themselves who pass on the words of others."""
        voices: list[Voice | None] = [None] * len(read)
        places = [n for n, r in enumerate(read) if r.own != r.whole]
        if places:
            texts = [read[n].own for n in places]
            odds = self._triage.margins(self._alphabet.grams(texts)).tolist()
            for n, text, told in zip(places, texts, odds, strict=True):
                learnt = dict(zip(self._triage.labels, told, strict=True))
                voices[n] = Voice(self._lexicon.find(text, head=HEAD), text, learnt)
        return voices

    def _dispose(
        self,
        read: ReadItem,
        judged: Relevance,
        learnt: Learnt,
        found: Found,
        happened: Happening,
        own: Voice | None,
    ) -> Disposed:
        if not judged.relevant:
            return self._disposer.refuted(found, read.whole)
        finding = happened.finding
        return self._disposer.dispose(
            Voice(found, read.whole, learnt.triage),
            source_kind=read.item.source_kind,
            emergency=finding is not UNNAMED and finding.is_current and not finding.unsure,
            own=own,
            warned=finding.warning,
        )

    def _matter(
        self,
        read: ReadItem,
        judged: Relevance,
        named: CategoryChoice,
        happened: Happening,
        disposed: Disposed,
        places: Whereabouts,
        found: Found,
        subject: Subject | None,
        corrected: CorrectionSaid,
    ) -> Matter | None:
        """What routing needs to know; nothing of what is no matter."""
        if not judged.relevant:
            return None
        return Matter(
            named.name,
            happened.finding.kind,
            happened.severity,
            places.regions,
            places.local,
            focus=disposed.focus,
            disposition=disposed.disposition,
            uncertain=named.uncertain,
            cry=judged.cry,
            found=found,
            text=read.whole,
            subject=subject,
            phrasing=self._telling(read),
            unsure=happened.finding.unsure,
            letter=read.item.source_kind in ADDRESSED,
            said=corrected,
        )

    def _say(
        self, read: ReadItem, judged: Relevance, found: Found, happened: Happening
    ) -> Mapping[str, tuple[str, ...]]:
        """What a matter says that the opinion level heeds: its words, and what its missing may make of it."""
        if not judged.relevant:
            return {}
        rules = self._opinion_rules
        said = {} if found.keys().isdisjoint(self._opining) else spoken(rules, found, read.whole)
        if happened.grade is not None and (coming := happened.coming):
            said |= forebodes(rules, coming.level, coming.words)
        if learned := happened.learned:
            said |= senses(rules, learned.level, learned.words)
        return said

    def _opinion(
        self,
        read: ReadItem,
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
        kinds, flags = _kinds(item.source_kind), frozenset(disposed.flags)
        points = points_of(item.likes, item.comments, item.reposts, item.views)
        many, day = people.value if people else 0, read.told.day
        if not said:
            return self._opinion_of_quiet(kinds, flags, points, many, day)
        signals = Signals(said, kinds, flags, interactions=points, participants=many, day=day)
        return judge_opinion(self._opinion_rules, signals)

    def _follow(self, read: ReadItem, judged: Relevance, found: Found, places: Whereabouts) -> Spoken:
        """The policies of the watch list that an item speaks of; hardly any does."""
        if found.keys().isdisjoint(self._policies.spoken_of):
            return OF_NONE
        heard = HeardOf(read.whole, read.told.day, judged.relevant, places.local)
        return self._policies.look(found, heard, read.item.source_kind)

    def _assign(self, read: ReadItem, judged: Relevance, found: Found, happened: Happening) -> Assigned:
        if not judged.relevant or (happened.grade is None and found.keys().isdisjoint(self._watched)):
            return UNASSIGNED
        return assign(self._rules.campaigns, found, day=read.told.day, severity=happened.severity)
