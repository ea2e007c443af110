from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from monitor.clock import parse_time
from monitor.notify.lines import AlertLine, ClockLine, merge_lines
from monitor.notify.message import OutMessage
from monitor.notify.render import Foot, render_message

NOW = parse_time("2026-11-23T08:55:00+08:00")


def alert(**more: Any) -> AlertLine:
    base: dict[str, Any] = {
        "kind": "new_case",
        "title": "某小区火灾致12人死亡",
        "case_number": "长舆〔2026〕12号",
        "severity": "II",
        "district": "绿园区",
        "organ": "市应急管理局",
    }
    return AlertLine(**(base | more))


def clock(name: str, hours: float, **more: Any) -> ClockLine:
    return ClockLine(name, NOW + timedelta(hours=hours), **more)


def render(*alerts: AlertLine, now: datetime = NOW, **more: Any) -> OutMessage:
    return render_message(alerts, Foot(345, **more), now=now)


def lines(message: OutMessage) -> list[str]:
    return message.body.split("\n")


def test_the_first_line_holds_the_most_important() -> None:
    message = render(alert(unverified=True, colour="red"))
    assert lines(message)[0] == "【重大·红色·未经核实】某小区火灾致12人死亡（长舆〔2026〕12号）"
    assert message.title == "【重大·红色·未经核实】新立案 长舆〔2026〕12号"


def test_a_new_case_tells_where_whose_when_and_what_next() -> None:
    clocks = (
        clock("新闻发布会", 23, basis="国办发〔2016〕80号"),
        clock("首次发布", 4.5, to_confirm=True),
    )
    assert lines(render(alert(clocks=clocks), view="http://127.0.0.1:8000/cases/12"))[1:] == [
        "新立案 · 绿园区 · 市应急管理局",
        "首次发布：11月23日 13:25前，还剩4小时30分，时刻待核",
        "新闻发布会：11月24日 07:55前，还剩23小时00分，依据国办发〔2016〕80号",
        "请签收并核实。",
        "查看：http://127.0.0.1:8000/cases/12",
        "编号 345",
    ]


def test_a_passed_deadline_tells_by_how_much() -> None:
    message = render(alert(kind="deadline_passed", clocks=(clock("首次发布", -2),)))
    assert "首次发布：11月23日 06:55前，已逾期2小时00分" in message.body
    assert "已逾期" in message.title


def test_exactly_at_the_deadline_is_not_yet_overdue() -> None:
    assert "还剩0分" in render(alert(clocks=(clock("首次发布", 0),))).body


def test_a_repetition_is_marked_and_a_first_sending_is_not() -> None:
    assert lines(render(alert(), possibly_repeated=True))[-1].startswith("编号 345 可能重复")
    assert "可能重复" not in render(alert()).body


def test_what_was_missed_while_the_service_was_down_tells_its_true_time() -> None:
    late = alert(kind="deadline_passed", meant_for=NOW - timedelta(hours=3))
    assert "原定11月23日 05:55，因系统停运补发" in render(late).body


def test_several_matters_stand_in_order_of_gravity() -> None:
    message = render(
        alert(severity="IV", title="甲", kind="deadline_passed"),
        alert(severity=None, title="乙"),
        alert(severity="I", title="丙", kind="reminder"),
        alert(severity="IV", title="丁", kind="reminder"),
    )
    order = [line for line in lines(message) if line[:2] in ("1.", "2.", "3.", "4.")]
    assert [next(c for c in "甲乙丙丁" if c in line) for line in order] == ["丙", "甲", "丁", "乙"]
    assert message.title == "【特别重大】提醒 长舆〔2026〕12号 等4件"


def test_every_one_of_many_matters_is_named() -> None:
    many = [alert(case_number=f"长舆〔2026〕{n}号", clocks=(clock("回应", n),)) for n in range(1, 41)]
    message = render(*many)
    assert all(f"〔2026〕{n}号" in message.body for n in range(1, 41))
    assert "另有20件" in message.body


def test_private_persons_are_masked_and_the_numbers_of_the_matter_are_not() -> None:
    message = render(
        alert(
            title="业主李小明13812345678反映停水",
            detail="联系人：王芳 13900001111，12人受伤",
            next_action="请联系业主李小明核实。",
        )
    )
    assert "李小明" not in message.body and "王芳" not in message.body
    assert "13812345678" not in message.body and "13900001111" not in message.body
    assert "12人受伤" in message.body and "长舆〔2026〕12号" in message.body


def test_the_title_of_a_message_without_a_case_number_is_masked_too() -> None:
    message = render(alert(case_number="", title="业主李小明反映停水"))
    assert "李小明" not in message.title and "反映停水" in message.title


def test_the_offices_own_number_stays_readable_in_a_telephone_task() -> None:
    message = render(alert(kind="phone_task", telephone="周九 0431-00000007"))
    assert "电话：周九 0431-00000007" in message.body
    assert "请电话报告" in message.body


def test_a_long_title_is_cut_for_the_phone() -> None:
    first = lines(render(alert(title="长" * 200)))[0]
    assert len(first) < 70 and "…" in first


def test_an_ordinary_message_fits_into_one_wecom_post() -> None:
    full = alert(
        detail="详" * 300, clocks=tuple(clock("首次发布", n, basis="国办发〔2016〕80号") for n in (1, 2, 3))
    )
    assert len(render(full, view="http://127.0.0.1/").text.encode()) <= 2048


def test_a_message_about_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        render()


def test_names_in_the_details_of_two_turns_stay_with_their_turn() -> None:
    turn = "11月27日 08:00 至 11月27日 20:00 值班员"
    lines = [
        AlertLine("roster", turn, detail="新增，原由张三、李四值班：换班"),
        AlertLine("roster", turn, detail="取消，改由王五、李四值班：换班"),
    ]
    (merged,) = merge_lines(lines)
    assert merged.detail.count("李四值班") == 2
