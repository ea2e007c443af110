"""An event's heat as it is shown: in parts, cooling, and against the rhythm of its sources."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from monitor.cli import run
from monitor.events.heat import Heat
from monitor.steps.digest import make_digest
from monitor.steps.event_heat import heat_now
from monitor.store.tables import Event
from tests.office import TestOffice, item

MATTERS = {
    "供暖": "长春市双阳区一小区供暖温度不达标，多次联系供热公司未解决，老人孩子受冻，请有关部门尽快处理。",
    "公交": "长春市宽城区开往火车站的公交车间隔太长，早高峰等四十分钟还挤不上去，上班总是迟到。",
    "路灯": "长春市绿园区一条街的路灯坏了两个月没人修，夜里走路摔伤了好几个老人。",
    "噪音": "长春市南关区一处工地夜里十二点还在打桩，附近居民整夜睡不着，投诉多次没有结果。",
    "学位": "长春市二道区新建楼盘的适龄儿童没有小学可上，开发商承诺的学校至今没有动工。",
    "积水": "长春市九台区一座桥下每逢下雨就积水半米深，车辆熄火，行人无法通过，排水管道年久失修。",
}


def wave(office: TestOffice, matter: str, count: int, when: str = "") -> int:
    """So many items on one matter from one source, at this moment; returns their event."""
    at = office.clock.now().isoformat()
    told = [
        item(id=f"{matter}{when}{n}", title=MATTERS[matter][:18], text=MATTERS[matter], published_at=at)
        for n in range(count)
    ]
    return next(iter(office.ingest(*told).events))


def heat(office: TestOffice, event: int) -> Heat:
    with office.program.database.read() as session:
        return heat_now(session, office.program.book, event, office.clock.now())


def test_a_source_that_always_repeats_itself_makes_no_burst(office: TestOffice) -> None:
    event = wave(office, "供暖", 4)
    assert heat(office, event).burst > 0, "nothing is known yet of the source"
    for matter in ("公交", "路灯", "噪音", "学位"):
        office.clock.move(days=1)
        last = wave(office, matter, 4)
    usual = heat(office, last)
    office.clock.move(days=1)
    unusual = heat(office, wave(office, "积水", 12))
    assert usual.burst == 0 < unusual.burst
    assert "平时一事 6 小时 4.0 条" in unusual.reasons[2]


def test_one_long_lived_event_does_not_hide_the_burst_of_its_source(office: TestOffice) -> None:
    for day in range(8):
        event = wave(office, "供暖", 2, f"第{day}日")
        office.clock.move(days=1)
    told = heat(office, wave(office, "供暖", 10, "今日"))
    assert event and told.burst > 0
    assert "10 条，平时一事 6 小时 2.0 条" in told.reasons[2], "not the sixteen of eight days"


def test_posts_of_months_that_are_read_in_at_once_are_no_habit_of_one_span(office: TestOffice) -> None:
    months = [office.clock.now() - timedelta(days=30 + 7 * n) for n in range(9)]
    office.ingest(
        *(
            item(id=f"旧{n}", title="旧帖", text=MATTERS["供暖"], published_at=at.isoformat())
            for n, at in enumerate(months)
        )
    )
    office.clock.move(days=1)
    assert heat(office, wave(office, "供暖", 8, "今日")).burst > 0


def test_heat_cools_while_nothing_comes(office: TestOffice) -> None:
    event = wave(office, "供暖", 6)
    hot = heat(office, event)
    office.clock.move(days=5)
    assert heat(office, event).points < hot.points / 2


def test_the_command_line_shows_every_part_of_the_heat(
    sqlite_office: TestOffice,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    event = wave(sqlite_office, "供暖", 3)
    monkeypatch.setenv("MONITOR_VAR", str(tmp_path / "var"))
    where = ["--config", str(sqlite_office.settings.config_dir), "--db", sqlite_office.settings.database_url]
    capsys.readouterr()
    assert run(["event", "show", str(event), *where]) == 0
    text = capsys.readouterr().out
    assert all(word in text for word in ("热度", "数量：", "增速：", "突增：", "覆盖：", "互动："))
    assert run(["event", "show", str(event), "--json", *where]) == 0
    found = json.loads(capsys.readouterr().out)["heat"]
    assert set(found["parts"]) == {"volume", "speed", "burst", "reach", "interaction"}


def test_the_digest_tells_the_heat_of_its_hour_and_ranks_by_it(office: TestOffice) -> None:
    day = office.clock.now().date() + timedelta(days=1)
    early = wave(office, "供暖", 9)
    office.clock.move(hours=14)
    late = wave(office, "公交", 7)
    stored = {event: stored_heat(office, event) for event in (early, late)}
    assert stored[early] > stored[late], "when its last item came the earlier one was hotter"
    office.clock.move(minutes=1)
    digest = make_digest(office.program.desk, day)
    told = {line.id: line.heat for line in digest.hot}
    assert told[late] > told[early] and told[early] < stored[early]
    assert [line.id for line in digest.hot][:2] == [late, early]


def stored_heat(office: TestOffice, event: int) -> float:
    with office.program.database.read() as session:
        return session.get_one(Event, event).heat


def test_a_batch_from_many_sources_asks_for_their_rhythm_once(sqlite_office: TestOffice) -> None:
    office, asked = sqlite_office, list[str]()
    event.listen(
        office.program.database.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_: asked.append(statement),
    )
    at = office.clock.now().isoformat()
    office.ingest(
        *(
            item(id=matter, title=matter, text=text, source=f"论坛{n}", published_at=at)
            for n, (matter, text) in enumerate(MATTERS.items())
        )
    )
    assert sum("avg(" in statement for statement in asked) == 1
