"""An office for tests: the real program on a scratch database, a clock moved by hand, and a receiver that remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlmodel import col, select

from monitor.classify.classifier import Classifier
from monitor.classify.rules import read_rules
from monitor.classify.scoring import artefact
from monitor.clock import Clock, parse_time
from monitor.config_file import load_tree
from monitor.item import Item, item_from_json
from monitor.notify.message import OutMessage, Receipt
from monitor.settings import Settings
from monitor.steps.acts import find_case
from monitor.steps.deliver import Courier, DeliveryTally
from monitor.steps.desk import Work
from monitor.steps.tally import Tally
from monitor.steps.watch import WatchTally, watch
from monitor.store.tables import AuditRecord, CaseFile, Deadline, LadderStep, Message
from monitor.store.views import case_json
from monitor.wiring import Program

# The one in C writes the same, many times as fast; some builds of PyYAML lack it.
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@cache
def sample_classifier() -> Classifier:
    """The classifier of the sample configuration, which keeps no state between items."""
    return Classifier.load(Path(__file__).resolve().parents[1] / "config")


@cache
def office_classifier() -> Classifier:
    """The same, and it reads alike items of one moment once: hundreds of tests tell of the same few fires."""
    twin = copy(sample_classifier())
    read = lru_cache(maxsize=500)(twin.classify_batch)
    twin.__dict__["classify_batch"] = lambda items, now: list(read(tuple(items), now))
    return twin


def shared_classifiers(patch: pytest.MonkeyPatch) -> None:
    """Let classifiers of equal rules and words with the shipped models be one; those with a model of their own are built."""
    build, kept = Classifier._loaded, dict[tuple[str, bytes], Classifier]()

    def loaded(config_dir: Path, model: Path | artefact.Artefact | None) -> Classifier:
        words = config_dir / "dictionary.txt"
        own = model is not None and model is not artefact.shipped("category")
        if own or not words.is_file():
            return build(config_dir, model)
        key = read_rules(config_dir).version, words.read_bytes()
        if key not in kept:
            kept[key] = build(config_dir, None)
        return kept[key]

    patch.setattr(Classifier, "_loaded", loaded)


MORNING = "2026-11-24T08:00:00+08:00"


class HandClock(Clock):
    """A clock that stands still until a test moves it."""

    def __init__(self, start: str = MORNING) -> None:
        object.__setattr__(self, "start", parse_time(start))
        object.__setattr__(self, "rate", 0.0)

    def now(self) -> datetime:
        assert self.start is not None
        return self.start.astimezone(UTC)

    def move(self, **span: float) -> None:
        assert self.start is not None
        object.__setattr__(self, "start", self.start + timedelta(**span))

    def set(self, text: str) -> None:
        object.__setattr__(self, "start", parse_time(text))


@dataclass
class Receiver:
    """Stands where the channels are: remembers what came and answers as it is told."""

    got: list[tuple[str, OutMessage]] = field(default_factory=list)
    answers: list[Receipt] = field(default_factory=list)

    def __call__(self, url: str, message: OutMessage, *, timeout: float, folder: Path) -> Receipt:
        self.got.append((url, message))
        return self.answers.pop(0) if self.answers else Receipt(True, answer="ok")

    def texts_to(self, person: str) -> list[str]:
        return [m.text for url, m in self.got if f"/{person}." in url]


def item(**fields: Any) -> Item:
    """An item with lifelike defaults."""
    given = {
        "id": "a1",
        "title": "长春市朝阳区一小区供暖不热",
        "text": "长春市朝阳区居民反映，小区供暖温度不达标，多次联系供热公司未解决。",
        "source": "本地论坛",
        "source_kind": "forum",
        "published_at": "2026-11-24T07:30:00+08:00",
    }
    return item_from_json(given | fields)


def fire(**fields: Any) -> Item:
    """A report of a fire in the city."""
    given = {
        "id": "fire-1",
        "title": "长春市宽城区一厂房发生火灾",
        "text": "今日6时许，长春市宽城区一厂房发生火灾，造成2人死亡、3人受伤。",
        "source": "本地新闻网",
        "source_kind": "local_media",
        "published_at": "2026-11-24T07:00:00+08:00",
    }
    return item(**(given | fields))


class TestOffice:
    """The program, driven as its steps are driven in service, one at a time."""

    __test__ = False

    def __init__(self, url: str, config_dir: Path, var: Path) -> None:
        self.clock = HandClock()
        self.settings = Settings(config_dir, url, var)
        self.receiver = Receiver()
        self.program = self._built()

    def _built(self) -> Program:
        """The program; its classifier is loaded once for all tests of the sample configuration."""
        program = Program(self.settings, self.clock)
        program.__dict__["classifier"] = office_classifier()
        return program

    def edit(self, name: str, change: Callable[[dict[str, Any]], object]) -> None:
        """Change one file of the configuration and start anew, as an office does."""
        path = self.settings.config_dir / name
        tree = load_tree(path.read_text(encoding="utf-8"))
        change(tree)
        path.write_text(yaml.dump(tree, Dumper=DUMPER, allow_unicode=True), encoding="utf-8")
        self.restart()

    def restart(self) -> None:
        """Stop the program and start it anew on the same database."""
        self.program.close()
        self.program = self._built()

    def close(self) -> None:
        self.program.close()

    def ingest(self, *items: Item, history: bool = False) -> Tally:
        tally = Tally()
        self.program.ingester.ingest(items, history=history, tally=tally)
        return tally

    def watch(self) -> WatchTally:
        return watch(self.program.desk)

    def deliver(self) -> DeliveryTally:
        return Courier(self.program.desk, self.settings.var / "messages", send=self.receiver).deliver()

    def beat(self) -> None:
        """What the service does each second: watch, then deliver."""
        self.watch()
        self.deliver()

    def run(self, *, hours: float, step_minutes: float = 5) -> None:
        """Let the service run on for a while."""
        end = self.clock.now() + timedelta(hours=hours)
        while self.clock.now() < end:
            self.clock.move(minutes=step_minutes)
            self.beat()

    @contextmanager
    def acting(self, person: str = "zhang") -> Iterator[Work]:
        """One transaction of one person."""
        with self.program.database.write() as tx:
            yield Work(tx, self.program.book, self.clock.now(), person)

    @contextmanager
    def on_case(self, ident: int | str = 1, person: str = "zhang") -> Iterator[tuple[Work, CaseFile]]:
        """One act of one person on one case."""
        with self.acting(person) as work:
            yield work, find_case(work, str(ident))

    def cases(self) -> list[CaseFile]:
        with self.program.database.read() as session:
            return list(session.exec(select(CaseFile).order_by(col(CaseFile.id))))

    def case(self, ident: int = 1) -> dict[str, Any]:
        with self.program.database.read() as session:
            found = session.get_one(CaseFile, ident)
            return case_json(session, found, self.clock.now(), self.program.book)

    def deadlines(self, kind: str | None = None, *, live: bool = True) -> list[Deadline]:
        with self.program.database.read() as session:
            rows = session.exec(select(Deadline).order_by(col(Deadline.id))).all()
        return [
            r for r in rows if (kind is None or r.kind == kind) and not (live and r.state == "superseded")
        ]

    def messages(self, person: str | None = None) -> list[Message]:
        with self.program.database.read() as session:
            rows = session.exec(select(Message).order_by(col(Message.id))).all()
        return [m for m in rows if person in (None, m.person)]

    def steps(self) -> list[LadderStep]:
        with self.program.database.read() as session:
            return list(session.exec(select(LadderStep).order_by(col(LadderStep.id))))

    def audit(self, act: str | None = None) -> list[AuditRecord]:
        with self.program.database.read() as session:
            rows = session.exec(select(AuditRecord).order_by(col(AuditRecord.seq))).all()
        return [r for r in rows if act in (None, r.act)]


def sent(office: TestOffice) -> list[str]:
    """Over which channels something came since this was last asked, as person.channel."""
    came = sorted(url.rpartition("/")[2].removesuffix(".jsonl") for url, _ in office.receiver.got)
    office.receiver.got.clear()
    return came


def sent_after(office: TestOffice, minutes: float) -> list[str]:
    """The same once so much time has passed."""
    office.clock.move(minutes=minutes)
    office.beat()
    return sent(office)
