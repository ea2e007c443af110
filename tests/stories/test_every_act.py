"""Every act × every state × every role, through what the console and the command line call.

The table is generated from the program: the acts are those that have a form or a command, the states and what they admit
are those of ``monitor/sla/cases.py``, the permissions those of ``monitor/web/guard.py``.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest
from sqlmodel import select

from monitor.clock import rfc3339
from monitor.commands import case_group
from monitor.errors import MonitorError
from monitor.sla.cases import ACT_LABELS, STATE_LABELS, admits
from monitor.sla.rules import Rung
from monitor.steps import acts, deferral, joining, publications
from monitor.steps.consents import Consent
from monitor.steps.desk import Work
from monitor.steps.publications import Publication
from monitor.store.audit_log import head, verify_database
from monitor.store.tables import CaseAct, CaseFile, Deadline, ItemRecord
from monitor.web.case_acts import ADMITTED_BY, DOINGS, PERMISSION_OF
from monitor.web.guard import PERMISSIONS, Form
from tests.web_rig import NOW, PEOPLE, Browser, Rig, item

STATES = tuple(STATE_LABELS)
CONSENT = Consent("sun", "present")
PHRASE = re.compile(r"^[^\n]*[\u4e00-\u9fff][^\n]*$")


class Cabinet:
    """One case in each state, with all that any act could ask for, and another open case beside them."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.other = self._open()
        self.cases = {
            "proposed": rig.case(state="proposed", hours=3).id,
            "open": self._open(),
            "closed": rig.do(self._open(), acts.close),
            "rejected": rig.do(rig.case(state="proposed", hours=4).id, acts.reject, "非本单位职责"),
            "merged": rig.do(self._open(), self._merge),
        }
        self._edit_the_rules()

    def _edit_the_rules(self) -> None:
        """The office has since edited its ladders, so that going over to present rules has something to do."""
        book = self.rig.desk.book
        rung = Rung(id="near", label="距时限2小时", before="2h", to=("officer",))  # type: ignore[arg-type]
        sla = book.sla.model_copy(
            update={"ladders": {**book.sla.ladders, "ordinary": (rung,), "cadence": (rung,)}}
        )
        self.rig.desk = replace(self.rig.desk, book=replace(book, sla=sla, version="edited"))
        self.rig.at(NOW)

    def _open(self) -> int:
        """An answered, deferred case with two items."""
        opened = self.rig.case(hours=2)
        with self.rig.database.write() as tx:
            more = item(NOW - timedelta(hours=1), event_id=opened.event_id, external_id=f"more-{opened.id}")
            tx.session.add(more)
        published = Publication("response", NOW - timedelta(minutes=30), url="https://a.gov.cn/1")
        self.rig.do(opened.id, acts.triage, "hardship")
        self.rig.do(opened.id, publications.record, published)
        self.rig.do(opened.id, deferral.defer, "待核实", NOW + timedelta(hours=1), CONSENT)
        return opened.id

    def _merge(self, work: Work, case: CaseFile) -> None:
        joining.merge(work, case, acts.find_case(work, str(self.other)), "同一事项")

    def second_item_of(self, ident: int) -> int:
        with self.rig.database.read() as session:
            query = select(ItemRecord.id).where(ItemRecord.external_id == f"more-{ident}")
            return session.exec(query).first() or 0

    def typed(self, ident: int) -> dict[str, str]:
        """A value for every field and option by its name, such as an officer would give."""
        before = rfc3339(NOW - timedelta(minutes=20))
        return {
            "act_id": str(self.rig.record_of(ident)),
            "basis": "secrecy",
            "conclusion": "按程序回应",
            "coordinating": "",
            "decided_at": before,
            "decision": "press-conference",
            "disposition": "constructive",
            "evidence": "现场记录",
            "held_at": before,
            "into": str(self.other),
            "issuer": "钱七",
            "items": str(self.second_item_of(ident)),
            "kind": "response",
            "level": "orange",
            "mode": "written",
            "nature": "substantive",
            "note": "已告知",
            "number": "长政舆〔2026〕1号",
            "occurred_at": rfc3339(NOW - timedelta(hours=5)),
            "of": "confirmed",
            "organ": "市教育局",
            "organs": "市教育局",
            "participants": "网信办、应急局",
            "published_at": before,
            "reason": "经核实",
            "receiver": "duty-room",
            "reported_at": before,
            "result": "verified",
            "second": "sun",
            "second_at": before,
            "second_by": "phone",
            "second_words": "同意",
            "severity": "III",
            "stage": "follow",
            "text": "情况说明",
            "told": "li",
            "told_at": rfc3339(NOW - timedelta(minutes=5)),
            "told_by": "zhao",
            "told_words": "已电话告知",
            "until": rfc3339(NOW + timedelta(hours=3)),
            "url": "https://a.gov.cn/2",
            "words": "同意",
        }


class Undone(Exception):
    """Thrown at the end of an act, so that its transaction leaves nothing behind."""


def admitted(state: str, act: str) -> bool:
    return admits(state, ADMITTED_BY.get(act, act))


def refusal(state: str, act: str) -> str:
    return f"案件当前为“{STATE_LABELS[state]}”，不能{ACT_LABELS[ADMITTED_BY.get(act, act)]}"


def attempt(cabinet: Cabinet, ident: int, person: str, do: Callable[[Work, CaseFile], object]) -> str | None:
    """Do an act and take it back: None when it was done, else the sentence of its refusal."""
    try:
        with cabinet.rig.database.write() as tx:
            work = Work(tx, cabinet.rig.desk.book, NOW, person)
            do(work, acts.find_case(work, str(ident)))
            tx.session.flush()
            raise Undone
    except Undone:
        return None
    except MonitorError as error:
        return str(error)


@pytest.fixture(scope="module")
def cabinet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cabinet]:
    folder = tmp_path_factory.mktemp("acts")
    rig = Rig(folder, f"sqlite:///{folder / 'acts.db'}")
    yield Cabinet(rig)
    rig.close()


# --- the command line ------------------------------------------------------------------------------------------


def act_commands() -> Mapping[str, tuple[click.Command, Callable[..., object]]]:
    """Every ``monitor case`` command that is an act on a case, with what it calls."""
    found = {}
    for name, command in case_group.COMMANDS[0].commands.items():
        inner = inspect.unwrap(command.callback) if command.callback else None
        do = inspect.getclosurevars(inner).nonlocals.get("do") if inner else None
        if do is not None and any(p.name == "ident" for p in command.params):
            found[name.replace("-", "_")] = (command, do)
    return found


def options(command: click.Command, typed: Mapping[str, str], file: Path) -> dict[str, Any]:
    """What click would hand over: each required option and those without which the act makes no sense."""
    given: dict[str, Any] = {}
    for param in command.params:
        if param.name in ("config", "db", "as_json", "actor", "ident") or param.name is None:
            continue
        wanted = param.required or param.name in ("second", "words", "url", "text", "number", "occurred_at")
        if (command.name, param.name) in _LEFT_OUT:
            wanted = False
        if param.name == "path":
            given[param.name] = file if command.name == "attach" else None
        elif not wanted or param.name not in typed:
            given[param.name] = without(param)
        else:
            value = typed[param.name]
            many = getattr(param, "multiple", False)
            given[param.name] = (value,) if many else param.type.convert(value, param, None)
    return given


_LEFT_OUT = {("note", "kind"), ("decide", "second"), ("decide", "words"), ("ack", "words")}
"""A note is a note; a decision is tried without a leader at one's side; who acknowledges was told by nobody."""


def without(param: click.Parameter) -> object:
    """What click hands over for an option that was not given."""
    command = click.Command("one", params=[param], callback=lambda **given: given)
    param.required, kept = False, param.required
    try:
        return command.main([], standalone_mode=False)[param.name]
    finally:
        param.required = kept


def called(do: Callable[..., object], program: object, given: Mapping[str, Any]) -> Callable[..., object]:
    return lambda work, case: do(program, work, case, **given)


COMMANDS = act_commands()


@pytest.mark.parametrize("state", STATES)
def test_every_command_in_every_state_for_every_person_of_the_roster(
    cabinet: Cabinet, state: str, tmp_path: Path
) -> None:
    file = tmp_path / "proof.html"
    file.write_text("<!DOCTYPE html><html><body>证据</body></html>", encoding="utf-8")
    ident, desk = cabinet.cases[state], cabinet.rig.desk
    program = SimpleNamespace(database=desk.database, book=desk.book, clock=desk.clock)
    before = whole(cabinet, ident)
    for act, (command, do) in COMMANDS.items():
        given = options(command, cabinet.typed(ident), file)
        for person in ("zhang", "zhao", "qian", "zhou"):
            said = attempt(cabinet, ident, person, called(do, program, given))
            if not admitted(state, act):
                assert said == refusal(state, act), (act, person)
            elif act == "decide" and state == "open":
                leads = desk.book.roster.person(person).role in ("deputy", "leader")  # type: ignore[union-attr]
                assert (said is None) == leads, "a decision is a leader's"
            else:
                assert said is None or (PHRASE.match(said) and "案件当前为" not in said), (act, person, said)
    assert whole(cabinet, ident) == before, "what was refused or taken back has left nothing"


def test_no_command_was_looked_at_in_vain(cabinet: Cabinet, tmp_path: Path) -> None:
    """Each act succeeds in at least one state: the refusals above are those of states and roles, not of bad options."""
    file = tmp_path / "proof.html"
    file.write_text("<!DOCTYPE html><html><body>证据</body></html>", encoding="utf-8")
    desk = cabinet.rig.desk
    program = SimpleNamespace(database=desk.database, book=desk.book, clock=desk.clock)
    never = {}
    for act, (command, do) in COMMANDS.items():
        said = {}
        for state in STATES:
            ident = cabinet.cases[state]
            given = options(command, cabinet.typed(ident), file)
            said[state] = attempt(cabinet, ident, "qian", called(do, program, given))
        if None not in said.values():
            never[act] = said
    assert not never


def whole(cabinet: Cabinet, ident: int) -> tuple[object, ...]:
    """All that an act could have changed."""
    with cabinet.rig.database.read() as session:
        case = session.get_one(CaseFile, ident).model_dump()
        rows = [d.model_dump() for d in session.exec(select(Deadline).where(Deadline.case_id == ident))]
        done = session.exec(select(CaseAct.id)).all()
        return case, rows, done, head(session, "changchun")


# --- the console -----------------------------------------------------------------------------------------------


def test_every_form_in_every_state_for_every_role_of_the_console(rig: Rig) -> None:
    """Through HTTP: forbidden by role (403) whatever the state, or refused by state with its sentence.

    What is admitted is tried below. Of roles with the same permission one is sent through all states.
    """
    cabinet = Cabinet(rig)
    for role in PEOPLE:
        browser = rig.browser(role)
        csrf = token_of(browser)
        for act in DOINGS:
            permitted = role in PERMISSIONS[PERMISSION_OF.get(act, "act")]
            for state in STATES if permitted and role != "admin" else ("rejected",):
                if permitted and admitted(state, act):
                    continue
                ident = cabinet.cases[state]
                answer = browser.post(f"/cases/{ident}/acts/{act}", {"csrf": csrf, **cabinet.typed(ident)})
                assert answer.status_code == (409 if permitted else 403), (role, state, act)
                assert not permitted or refusal(state, act) in answer.text, (role, state, act)
    assert verify_database(rig.database).ok
    with rig.database.read() as session:
        assert {s: session.get_one(CaseFile, i).state for s, i in cabinet.cases.items()} == {
            s: s for s in STATES
        }


@pytest.mark.parametrize("act", DOINGS)
def test_every_form_that_a_state_admits_is_done_or_refused_with_one_sentence(
    cabinet: Cabinet, act: str
) -> None:
    said = {}
    for state in STATES:
        if not admitted(state, act):
            continue
        ident = cabinet.cases[state]
        form = Form({k: [v] for k, v in cabinet.typed(ident).items()})
        said[state] = attempt(cabinet, ident, "qian", partial(typed_in, act=act, form=form))
    assert all(s is None or (PHRASE.match(s) and "案件当前为" not in s) for s in said.values()), said
    assert None in said.values(), said


def typed_in(work: Work, case: CaseFile, *, act: str, form: Form) -> None:
    DOINGS[act](work, case, form, None if act == "decide" else CONSENT)


def token_of(browser: Browser) -> str:
    return browser.get("/").text.partition('name="csrf" value="')[2].partition('"')[0]
