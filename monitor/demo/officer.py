"""The scripted duty officer: acts on cases at the story's times, through the same steps as a person at the console."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from monitor.classify.result import GRAVE
from monitor.demo.story import MARK, Story, StoryAct
from monitor.errors import Refused
from monitor.steps import acts, consents, publications
from monitor.steps.consents import Consent
from monitor.steps.desk import Desk, Work
from monitor.steps.publications import Publication
from monitor.store.tables import CaseAct, CaseFile, DutyTask, ItemRecord

log = logging.getLogger(__name__)
_CALLS_AFTER = timedelta(minutes=10)


def case_of_tale(session: Session, tale: str) -> CaseFile | None:
    """The latest case of an event that holds an entry of the tale."""
    query = (
        select(CaseFile)
        .join(ItemRecord, col(ItemRecord.event_id) == CaseFile.event_id)
        .where(col(ItemRecord.external_id).startswith(f"{MARK}{tale}-"))
        .order_by(col(CaseFile.id).desc())
    )
    return session.exec(query).first()


@dataclass
class Officer:
    """Does what the story's acts say, each once, as soon as its time has come and its case is there."""

    desk: Desk
    story: Story
    url_of: Callable[[str], str]
    left: list[StoryAct] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.left = sorted(self.story.acts, key=lambda a: self.story.moment(a.at))

    def work(self) -> None:
        """Do all that is due now; what cannot be done yet waits, and what follows it on the same case waits with it."""
        waiting: set[str] = set()
        for act in list(self.left):
            if self.story.moment(act.at) > self.desk.now():
                break
            if act.case in waiting:
                continue
            if self._try(act):
                self.left.remove(act)
            else:
                waiting.add(act.case)
        self._telephone()

    def _try(self, act: StoryAct) -> bool:
        if not self._ready(act):
            return False
        try:
            with self._acting(act.who) as work:
                case = case_of_tale(work.tx.session, act.case)
                assert case is not None, "it was there a moment ago"
                self._do(work, acts.find_case(work, str(case.id)), act)
        except Refused as error:
            self.refused[self.story.acts.index(act)] = str(error)
            return False
        return True

    def _ready(self, act: StoryAct) -> bool:
        with self.desk.database.read() as session:
            case = case_of_tale(session, act.case)
        return case is not None and act.severity in ("", case.severity)

    @contextmanager
    def _acting(self, who: str = "") -> Iterator[Work]:
        now = self.desk.now()
        on_duty = self.desk.book.roster.recipients("officer", now).people
        with self.desk.database.write() as tx:
            yield Work(tx, self.desk.book, now, who or on_duty[0].id)

    def _beside(self, work: Work) -> Consent:
        leaders = self.desk.book.roster.recipients("deputy", work.now).people
        return Consent(leaders[0].id, "present")

    def _do(self, work: Work, case: CaseFile, act: StoryAct) -> None:
        if act.act == "record":
            # A grave record needs a second person; the leader on duty stands beside the officer here.
            consent = self._beside(work) if case.severity in GRAVE else None
            publications.record(work, case, self._publication(act), consent)
        else:
            _DOINGS[act.act](work, case, act)

    def _publication(self, act: StoryAct) -> Publication:
        assert act.published_at is not None, "a record names its time"
        return Publication(
            kind=act.kind,
            published_at=self.story.moment(act.published_at),
            url=self.url_of(act.url_of),
            channel="市政务发布",
            parts=act.parts,
        )

    def _telephone(self) -> None:
        """Report by telephone what is to be reported so, some minutes after being asked to, and enter the call."""
        for ident in self._calls_due(self.desk.now()):
            with self._acting() as work:
                task = work.tx.session.get_one(DutyTask, ident)
                if task.state == "open":
                    acts.record_call(work, task, "已电话报告，领导已知悉", work.now)

    def _calls_due(self, now: datetime) -> list[int]:
        with self.desk.database.read() as session:
            query = select(DutyTask.id).where(
                DutyTask.state == "open", DutyTask.created_at <= now - _CALLS_AFTER
            )
            return list(session.exec(query))


def _confirm(work: Work, case: CaseFile, act: StoryAct) -> None:
    acts.confirm(work, case, act.note)


def _reject(work: Work, case: CaseFile, act: StoryAct) -> None:
    acts.reject(work, case, act.reason)


def _acknowledge(work: Work, case: CaseFile, act: StoryAct) -> None:
    acts.acknowledge(work, case, act.note)


def _verify(work: Work, case: CaseFile, act: StoryAct) -> None:
    acts.verify(work, case, act.result, act.note)


def _assign(work: Work, case: CaseFile, act: StoryAct) -> None:
    acts.assign(work, case, act.organ, act.reason)


def _consult(work: Work, case: CaseFile, act: StoryAct) -> None:
    acts.consult(work, case, act.participants, act.conclusion)


def _triage(work: Work, case: CaseFile, act: StoryAct) -> None:
    acts.triage(work, case, act.disposition)


def _grade(work: Work, case: CaseFile, act: StoryAct) -> None:
    level = None if act.severity_to == "none" else act.severity_to
    acts.grade(work, case, level, act.reason, Consent(act.second, "phone", act.words, work.now))


def _report_up(work: Work, case: CaseFile, act: StoryAct) -> None:
    acts.note(work, case, "report_up", act.note)


def _statement(work: Work, case: CaseFile, act: StoryAct) -> None:
    acts.note(work, case, "statement", act.note)


def _close(work: Work, case: CaseFile, _act: StoryAct) -> None:
    acts.close(work, case)


def _countersign(work: Work, case: CaseFile, _act: StoryAct) -> None:
    query = select(CaseAct).where(CaseAct.case_id == case.id, CaseAct.second == work.actor)
    consents.countersign(work, work.tx.session.exec(query).one().id)


_DOINGS: Mapping[str, Callable[[Work, CaseFile, StoryAct], None]] = {
    "confirm": _confirm,
    "reject": _reject,
    "ack": _acknowledge,
    "verify": _verify,
    "assign": _assign,
    "consult": _consult,
    "triage": _triage,
    "grade": _grade,
    "report_up": _report_up,
    "statement": _statement,
    "close": _close,
    "countersign": _countersign,
}
