"""What every page is handed: the desk, the templates, the push door and the keys, built once by ``create_app``."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any, Protocol

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment
from sqlalchemy.exc import SQLAlchemyError

from monitor.classify.learning.renewal_rules import RenewalRules
from monitor.collectors.sources import SourceBook
from monitor.errors import StoreError
from monitor.item import Item
from monitor.steps.accounts import SignedIn
from monitor.steps.desk import Desk
from monitor.steps.judging import Judge
from monitor.store.doubts import Waiting, count_waiting
from monitor.web.once import Marks


class Outcome(Protocol):
    """What became of one pushed item."""

    @property
    def status(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def item_id(self) -> int | None: ...


class PushDoor(Protocol):
    """Takes items in; the outcome of each stands at its place."""

    def __call__(self, items: Sequence[Item], *, cases: bool = True) -> Sequence[Outcome]:
        """``cases`` False keeps the triggers quiet: an officer is opening one by hand."""
        ...


@dataclass(slots=True)
class Throttle:
    """At most ``limit`` failures from one address within ``seconds`` of monotonic time."""

    limit: int = 30
    seconds: float = 300.0
    _failures: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _lock: Lock = field(default_factory=Lock)

    def note(self, address: str, now: float) -> None:
        with self._lock:
            if len(self._failures) > 10_000:
                self._failures.clear()
            self._failures[address].append(now)

    def is_full(self, address: str, now: float) -> bool:
        with self._lock:
            past = self._failures.get(address)
            while past and past[0] < now - self.seconds:
                past.popleft()
            return past is not None and len(past) >= self.limit


@dataclass(frozen=True, slots=True)
class Console:
    """The parts of one web application."""

    desk: Desk
    templates: Environment
    touch_key: bytes
    schema_head: str | None
    expected_steps: Mapping[str, timedelta]
    ingest: PushDoor | None = None
    judge: Judge | None = None
    sources: SourceBook | None = None
    organs: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    renewal: RenewalRules = field(default_factory=RenewalRules)
    models: Path | None = None
    """Where the versions of the category model lie."""
    campaigns: Mapping[str, str] = field(default_factory=dict)
    anchors: Path | None = None
    hurry: Callable[[], None] | None = None
    marks: Marks = field(default_factory=Marks)
    throttle: Throttle = field(default_factory=Throttle)
    hashing: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(4))

    @property
    def office_id(self) -> str:
        return self.desk.database.office_id

    def render(self, request: Request, template: str, signed: SignedIn | None, **values: Any) -> str:
        """Render a template with what every page needs."""
        now = self.desk.now()
        common = {
            "office": self.desk.book.office,
            "now": now,
            "clock_set": self.desk.clock.is_set,
            "clock_rate": self.desk.clock.rate,
            "me": signed,
            "path": request.url.path,
            "person_name": self.person_name,
            "campaigns": self.campaigns,
            "policy_titles": {p.id: p.title for p in self.desk.book.policies.policies},
            "region_names": self.desk.book.region_names,
            "waiting": self.waiting,
            "asking_place": self.desk.book.cases.asking_place,
            "receiver_names": {r.id: r.name for r in self.desk.book.sla.report_up.receivers},
        }
        return self.templates.get_template(template).render({**common, **values})

    def page(
        self, request: Request, template: str, signed: SignedIn | None, *, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """Render a template as an answer."""
        return HTMLResponse(self.render(request, template, signed, **values), status_code=status)

    def waiting(self) -> Waiting | None:
        """How many items are in doubt; None where the database cannot say, so that a page of an error still opens."""
        since = self.desk.now() - self.desk.book.learning.doubt.within
        try:
            with self.desk.database.read() as session:
                return count_waiting(session, self.office_id, since)
        except (StoreError, SQLAlchemyError):
            return None

    def person_name(self, person: str | None) -> str:
        """A person's name for the console's own users; the machine and strangers by their codes."""
        if not person:
            return ""
        if person == "system":
            return "系统"
        found = self.desk.book.roster.person(person)
        return found.name if found else {"admin": "系统管理员"}.get(person, person)


def console_of(request: Request) -> Console:
    """The console of the application that a request came to."""
    console: Console = request.app.state.console
    return console
