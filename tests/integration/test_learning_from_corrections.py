"""What officers corrected is gathered as it was said, and what was seen and left alone beside it."""

from __future__ import annotations

from monitor.classify.learning.on_the_job import Practice
from monitor.classify.organs.table import OrgansConfig
from monitor.config_file import read
from monitor.steps.corrections import correct
from monitor.steps.lessons import practice_of
from monitor.store.tables import ItemClassification
from tests.office import TestOffice, item

CLASSES = ("城乡建设", "环境保护")


def practice(office: TestOffice) -> Practice:
    organs = read(office.settings.config_dir / "organs.yaml", OrgansConfig).organs
    with office.program.database.read() as session:
        return practice_of(session, office.program.database.office_id, CLASSES, organs)


def said(office: TestOffice, ident: int, field: str, value: object) -> None:
    with office.acting() as work:
        correct(work, ident, field, value, reason="核实")


def test_the_last_word_on_each_field_is_learnt_from_with_the_kind_of_source(office: TestOffice) -> None:
    office.ingest(item(), item(id="a2", text="路灯坏了三天没人修", title=""))
    for ident, field, value in (
        (1, "category", "交通运输"),
        (1, "category", "环境保护"),
        (1, "organ", "市生态环境局"),
        (2, "relevant", False),
    ):
        said(office, ident, field, value)
    words = practice(office).said
    assert {(w.field, w.right) for w in words} == {
        ("category", "环境保护"),
        ("organ", "environment"),
        ("relevant", "no"),
    }
    assert {w.item.source_kind for w in words} == {"forum"}


def test_what_no_label_stands_for_any_more_and_districts_teach_nothing(office: TestOffice) -> None:
    office.ingest(item())
    said(office, 1, "category", "交通运输")
    said(office, 1, "organ", "南关区人民政府")
    said(office, 1, "local", None)
    assert practice(office).said == ()


def test_the_text_is_that_of_which_the_word_was_said(office: TestOffice) -> None:
    office.ingest(item())
    said(office, 1, "category", "环境保护")
    office.ingest(item(text="长春市朝阳区居民反映，烧烤店油烟熏得开不了窗。"))
    [word] = practice(office).said
    assert "供热公司" in word.item.text


def test_items_without_a_word_are_what_was_left_alone_but_no_history_and_no_copies(
    office: TestOffice,
) -> None:
    office.ingest(
        item(),
        item(id="a2", text="早市上的井盖塌了半边，大爷差点掉下去，没人管", title=""),
        item(id="a3", text="晚上炖了排骨，孩子吃了两碗饭，真香", title=""),
        item(id="a4", url="https://example.org/again"),
    )
    office.ingest(item(id="h1", text="前年小区停水三天没人管", title=""), history=True)
    said(office, 1, "local", None)
    said(office, 2, "category", "环境保护")
    left = {one.item.id: dict(one.stood) for one in practice(office).seen}
    assert left.keys() == {"a1", "a3"}
    assert left["a3"] == {"relevant": "no"}


def test_what_was_left_alone_is_known_by_what_stands_there_and_by_who_is_in_charge_behind_a_district(
    office: TestOffice,
) -> None:
    office.ingest(item(title="", text="长春市南关区有居民反映，烧烤店油烟熏得开不了窗，投诉多次没人管。"))
    [left] = practice(office).seen
    assert left.stood["relevant"] == "yes"
    assert left.stood["category"] == "环境保护"
    with office.program.database.read() as session:
        organs = session.get_one(ItemClassification, 1).result["organs"]
    assert organs[0] == "南关区人民政府"
    names = {o.id: o.name for o in read(office.settings.config_dir / "organs.yaml", OrgansConfig).organs}
    assert names[left.stood["organ"]] == organs[1]
