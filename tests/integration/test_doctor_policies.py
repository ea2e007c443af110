"""What ``monitor doctor`` says of the watch list of policies."""

from __future__ import annotations

from typing import Any

from monitor.doctor.examine import examine
from monitor.doctor.finding import Finding
from tests.office import TestOffice


def told(office: TestOffice) -> list[Finding]:
    return [f for f in examine(office.program, offline=True) if f.check == "policies"]


def test_a_list_that_is_kept_up_is_well(sqlite_office: TestOffice) -> None:
    [found] = told(sqlite_office)
    assert found.level == "ok" and "没有错过的解读节点" in found.found


def test_a_list_without_policies_is_told(sqlite_office: TestOffice) -> None:
    sqlite_office.edit("policies.yaml", lambda tree: tree.update(policies=[]))
    [found] = told(sqlite_office)
    assert found.level == "warning" and "没有政策" in found.found


def test_policies_that_ended_long_ago_and_planned_days_that_passed_are_told(
    sqlite_office: TestOffice,
) -> None:
    def change(tree: dict[str, Any]) -> None:
        ended, planned = tree["policies"]
        ended["in_force"] = {"from": "2017-11-08", "to": "2026-08-01"}
        planned["stages"][0]["day"] = "2026-11-20"

    sqlite_office.edit("policies.yaml", change)
    found = [(f.level, f.found) for f in told(sqlite_office)]
    assert [level for level, _ in found] == ["warning", "warning"]
    assert "已废止超过 90 天" in found[0][1] and "open-government-2017" in found[0][1]
    assert "heat-metering-2026 2026-11-20 首个供暖期执行情况解读" in found[1][1]
