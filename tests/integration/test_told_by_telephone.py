"""代签收: where the phone cannot reach the console, who told whom and when is kept in place of a touch."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from monitor.cli import run
from monitor.clock import parse_time
from monitor.errors import Refused
from monitor.steps.acts import Told
from monitor.steps.receipts import acknowledge_for
from monitor.store.tables import CaseAct
from tests.office import TestOffice, fire

WORDS = "已接到，马上到岗处置"


def _told(
    office: TestOffice, person: str, *, minutes_ago: float = 2, by: str = "", words: str = WORDS
) -> None:
    with office.on_case(person="zhang") as (work, case):
        at = work.now - timedelta(minutes=minutes_ago)
        acknowledge_for(work, case, Told(person, at, words, by))


def _alerted(office: TestOffice) -> TestOffice:
    office.ingest(fire())
    office.beat()
    office.clock.move(minutes=5)
    return office


def _last_act(office: TestOffice) -> CaseAct:
    with office.program.database.read() as session:
        from sqlmodel import col, select

        return session.exec(select(CaseAct).order_by(col(CaseAct.id).desc())).first()  # type: ignore[return-value]


def test_who_told_whom_and_when_stands_in_the_act_and_the_words_stay_out_of_the_audit(
    office: TestOffice,
) -> None:
    _told(_alerted(office), "li")
    act = _last_act(office)
    assert (act.actor, act.body["for"], act.body["told_by"]) == ("zhang", "li", "zhang")
    assert act.happened_at == office.clock.now() - timedelta(minutes=2)
    assert act.recorded_at == office.clock.now()
    body = office.audit("case.ack")[-1].body
    kept = json.loads(body)
    assert (kept["for"], kept["told_by"]) == ("li", "zhang")
    assert kept["told_words_sha256"] and WORDS not in body
    assert office.cases()[0].acknowledged_by == "li"


def test_a_third_person_may_keep_the_record_of_a_call_between_two_others(office: TestOffice) -> None:
    _told(_alerted(office), "li", by="wang")
    act = _last_act(office)
    assert (act.actor, act.body["told_by"], act.body["for"]) == ("zhang", "wang", "li")


def test_one_who_was_told_may_keep_it_himself_without_the_words(office: TestOffice) -> None:
    _told(_alerted(office), "zhang", by="wang", words="")
    assert office.cases()[0].acknowledged_by == "zhang"


@pytest.mark.parametrize(
    ("person", "given", "sentence"),
    [
        ("zhang", {}, "本人签收不必代签收"),
        ("li", {"by": "li"}, "不得为同一人"),
        ("nobody", {}, "没有 nobody"),
        ("li", {"by": "nobody"}, "没有 nobody"),
        ("li", {"words": " "}, "须记录告知的原话"),
        ("li", {"minutes_ago": -1}, "不能晚于现在"),
        ("li", {"minutes_ago": 60}, "不能早于案件登记"),
    ],
)
def test_a_record_that_proves_nothing_is_refused(
    sqlite_office: TestOffice, person: str, given: dict[str, object], sentence: str
) -> None:
    _alerted(sqlite_office)
    with pytest.raises(Refused, match=sentence):
        _told(sqlite_office, person, **given)  # type: ignore[arg-type]
    assert sqlite_office.cases()[0].acknowledged_at is None


def test_the_command_line_keeps_it_too(
    sqlite_office: TestOffice, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office = _alerted(sqlite_office)
    office.program.close()
    monkeypatch.setenv("MONITOR_NOW", office.clock.now().isoformat())
    ack = ["case", "ack", "1", "--as", "zhang", "--at", "2026-11-24T08:03"]
    places = ["--config", str(office.settings.config_dir), "--db", office.settings.database_url, "--json"]
    assert run([*ack, "--for", "li", "--told-by", "wang", "--words", WORDS, *places]) == 0
    shown = json.loads(capsys.readouterr().out)["timeline"][-1]
    assert (shown["act"], shown["body"]["told_by"], shown["body"]["for"]) == ("ack", "wang", "li")
    assert parse_time(shown["happened_at"]) == parse_time("2026-11-24T08:03:00+08:00")
    assert run([*ack, *places]) == 2, "a time of telling without anybody who was told"
