"""Who cries for help is put before the officer wherever he writes, also where he names no place; nothing opens by itself."""

from __future__ import annotations

import pytest
from sqlmodel import select

from monitor.errors import ConfigError
from monitor.store.tables import ItemRecord
from tests.office import TestOffice, item

CRIES = (
    ("谁来救救我们", "家里煤气中毒，我妈和弟弟都昏过去了，电话打不通，谁来救救我们，求求大家帮忙报警。"),
    ("不想活了", "工程款拖了两年还不上债，我不想活了，已经站在楼顶了，大家替我看着我闺女。"),
    ("被困在电梯里", "求助，四个人被困在电梯里四十多分钟了，里面还有孩子喘不上气，物业电话没人接。"),
)


@pytest.fixture
def office(sqlite_office: TestOffice) -> TestOffice:
    return sqlite_office


@pytest.mark.parametrize("cry", CRIES, ids=["help", "despair", "trapped"])
@pytest.mark.parametrize("channel", ["social", "mailbox", "forum"])
def test_a_cry_for_help_without_a_place_is_proposed_and_not_opened(
    office: TestOffice, cry: tuple[str, str], channel: str
) -> None:
    tally = office.ingest(item(title=cry[0], text=cry[1], source_kind=channel))
    assert (tally.cases_opened, tally.cases_proposed) == (0, 1)
    (case,) = office.cases()
    assert case.opened_by_rule == "life-at-risk" and case.opinion_level in ("orange", "red")
    office.beat()
    assert any("提请认定" in text for text in office.receiver.texts_to("li")), "and rings"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("周一不想活了", "闹钟响了三遍，周一不想活了，奶茶续命，笑死。"),
        ("求助，水龙头坏了", "求助，家里水龙头坏了，有没有师傅推荐，挺着急的。"),
        ("小区停水两天了", "小区停水两天了，物业说在抢修，请问什么时候能来水，谁来管管。"),
    ],
)
def test_figures_of_speech_and_ordinary_troubles_without_a_place_are_not(
    office: TestOffice, title: str, text: str
) -> None:
    office.ingest(item(title=title, text=text, source_kind="social"))
    assert office.cases() == []


def test_a_cry_from_elsewhere_is_not_proposed_here(office: TestOffice) -> None:
    title, text = CRIES[0]
    office.ingest(item(title=title, text=f"广东省深圳市南山区，{text}", source_kind="social"))
    assert office.cases() == []


CROWD = item(
    title="九百余名司机聚集",
    text="今天上午，900余名出租车司机在市政府门前聚集，堵路抗议，市政府正在协调。",
    source_kind="central_media",
)


def test_what_a_learned_severity_finds_graver_is_proposed_at_its_own_level_and_waits_in_doubt(
    office: TestOffice,
) -> None:
    tally = office.ingest(CROWD)
    assert (tally.cases_opened, tally.cases_proposed) == (0, 1)
    (case,) = office.cases()
    assert case.opened_by_rule == "may-be-graver" and case.opinion_level in ("orange", "red")
    assert case.severity == "IV", "the level stays as the statute has it"
    with office.program.database.read() as session:
        (stored,) = session.exec(select(ItemRecord)).all()
    assert (stored.severity, stored.track, stored.doubt) == ("IV", "response", "severity")


def test_an_office_can_switch_that_proposal_off_and_keeps_the_doubt(office: TestOffice) -> None:
    def change(tree: dict[str, list[dict[str, object]]]) -> None:
        next(t for t in tree["triggers"] if t["id"] == "may-be-graver")["enabled"] = False

    office.edit("cases.yaml", change)
    office.ingest(CROWD)
    assert office.cases() == []
    with office.program.database.read() as session:
        (stored,) = session.exec(select(ItemRecord)).all()
    assert stored.doubt == "severity"


def test_a_trigger_that_names_a_rule_nobody_keeps_is_refused_at_start(office: TestOffice) -> None:
    def change(tree: dict[str, list[dict[str, dict[str, list[str]]]]]) -> None:
        tree["triggers"][0]["when"]["opinion_rule"] = ["life.atrisk"]

    office.edit("cases.yaml", change)
    with pytest.raises(ConfigError, match=r"cases\.yaml：triggers\[0\]\.when\.opinion_rule.*life\.atrisk"):
        office.program.book  # noqa: B018
