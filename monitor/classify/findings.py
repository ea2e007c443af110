"""What the steps found about one item, and how that reads in the shape of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from monitor.classify.category.naming import CategoryChoice
from monitor.classify.category.second_level import Topic
from monitor.classify.emergencies.happening import Happening
from monitor.classify.figures.casualties import Casualties
from monitor.classify.figures.hearing import heard, is_hearsay
from monitor.classify.matter.relevance import Relevance
from monitor.classify.organs.matter import Routing
from monitor.classify.policies.following import OF_NONE, Spoken
from monitor.classify.read_item import MOST, ReadItem
from monitor.classify.result import GRAVE, Cited, Classification
from monitor.classify.triage.campaigns import UNASSIGNED, Assigned
from monitor.classify.triage.disposition import Disposed
from monitor.classify.triage.opinion import NO_OPINION, Opinion
from monitor.classify.whereabouts import Whereabouts
from monitor.values import value


@value
class Findings:
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
    spoken: Spoken = OF_NONE

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, in the order of the way: relevance, class, place, emergency, triage, responsibility."""
        out = [self.judged.reason, self.category.reason]
        if self.topic:
            out.append(self.topic.reason)
        if self.places.reason:
            out.append(self.places.reason)
        if self.happened.finding.kind is not None:
            out += self.happened.reasons
        out += self.disposed.reasons
        out += self.assigned.reasons
        out += self.spoken.reasons
        out += self.routing.reasons
        return tuple(out)


def classification_of(read: ReadItem, found: Findings, *, model: str, rules: str) -> Classification:
    """Put the findings together in the shape of the contract."""
    told, item = read.told, read.item
    judged, places, category, happened = found.judged, found.places, found.category, found.happened
    figures, grade = heard(happened.casualties, item), happened.grade
    return Classification(
        id=item.id,
        relevant=judged.relevant,
        relevance=judged.probability,
        local=places.local,
        category=category.name,
        category_uncertain=category.uncertain,
        category_scores=category.scores,
        category_second=found.topic.second if found.topic else None,
        category_third=found.topic.third if found.topic else None,
        emergency=happened.finding.kind,
        emergency_unsure=happened.finding.unsure,
        severity=happened.severity,
        severity_provisional=grade.provisional if grade else False,
        severity_basis=grade.basis if grade else (),
        severity_learned=happened.learned,
        may_become=happened.coming.level if happened.coming else None,
        casualties=figures.figures,
        casualty_series=figures.series,
        magnitude=figures.magnitude.value if figures.magnitude else None,
        participants=figures.crowd.figure.value if figures.crowd and figures.crowd.named else None,
        track=_track(judged.relevant, happened.severity),
        disposition=found.disposed.disposition,
        disposition_of_quoted=found.disposed.of_quoted,
        quotes=told.quotes if read.own is not read.whole else (),
        focus=found.disposed.focus,
        flags=_flags(found.disposed, happened, figures),
        regions=places.regions,
        organs=found.routing.organs,
        above=found.routing.above,
        campaigns=found.assigned.ids,
        policies=found.spoken.policies,
        occurred_at=happened.when.value if happened.when else None,
        occurred_part=happened.when.part if happened.when else None,
        occurred_span=happened.when_place,
        place=places.scene,
        region_spans=places.region_spans,
        opinion_level=found.opinion.level,
        opinion_basis=found.opinion.basis,
        opinion_words=found.said,
        reasons=(*found.reasons, read.unread) if read.length > MOST else found.reasons,
        reason_spans=_cited(read, found),
        model=model,
        rules=rules,
    )


def _cited(read: ReadItem, found: Findings) -> tuple[Cited, ...]:
    """The words that decided relevance and class, each once, with where they stand."""
    judged, named = found.judged.phrases, found.category.phrases
    phrases = tuple(dict.fromkeys((*judged, *named))) if judged else named
    return read.cited(phrases) if phrases else ()


def _track(relevant: bool, severity: str | None) -> str | None:
    if not relevant:
        return None
    return "press_conference" if severity in GRAVE else "response"


def _flags(disposed: Disposed, happened: Happening, heard_of: Casualties) -> tuple[str, ...]:
    """The flags; a grave emergency is a major problem and a number nobody stands for unverified, whatever the words."""
    if not happened.finding.is_current:
        return disposed.flags
    of_itself = {"major_problem": happened.severity in GRAVE, "unverified": is_hearsay(heard_of)}
    return (*disposed.flags, *(flag for flag, so in of_itself.items() if so and flag not in disposed.flags))
