from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.classify.figures.victims import add_persons
from monitor.classify.grading.severity import Grade, Grader, Wording
from monitor.classify.grading.severity_rules import SeverityRules
from monitor.classify.result import EMERGENCIES
from monitor.config_file import read
from monitor.errors import ConfigError
from monitor.text.clean import clean

PATH = Path(__file__).resolve().parents[3] / "config/severity.yaml"
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def grader() -> Grader:
    return Grader(read(PATH, SeverityRules))


def grade(grader: Grader, kind: str, text: str, *, title: str = "", on: date = TODAY) -> Grade:
    wording = Wording(title, clean(title), text, clean(text))
    return grader.grade(kind, extract_casualties(wording.title, wording.text), wording, on=on)


CERTAIN = [
    ("mass_incident", "数百人冲击县人民政府大门。", "I"),
    ("mass_incident", "数百人围堵县政府，强行冲进办公楼。", "I"),
    ("mass_incident", "数百人围攻派出所后焚烧县公安局办公楼。", "I"),
    ("fire", "造成30人死亡。", "I"),
    ("fire", "造成29人死亡。", "II"),
    ("fire", "造成10人死亡。", "II"),
    ("fire", "造成9人死亡。", "III"),
    ("fire", "造成3人死亡。", "III"),
    ("fire", "造成2人死亡。", "IV"),
    ("traffic_accident", "100人重伤。", "I"),
    ("traffic_accident", "50人重伤。", "II"),
    ("traffic_accident", "10人重伤。", "III"),
    ("traffic_accident", "9人重伤。", "IV"),
    ("collapse", "直接经济损失1亿元。", "I"),
    ("collapse", "直接经济损失5000万元。", "II"),
    ("collapse", "直接经济损失1000万元。", "III"),
    ("collapse", "直接经济损失999万元。", "IV"),
    ("work_safety", "某厂硫化氢泄漏，120人中毒。", "I"),
    ("environment", "紧急疏散5万人。", "I"),
    ("environment", "紧急疏散1万人。", "II"),
    ("environment", "紧急疏散5000人。", "III"),
    ("environment", "直接经济损失2000万元。", "II"),
    ("environment", "河道污染，长春市集中式饮用水水源地停止取水。", "I"),
    ("environment", "受污染影响，榆树市自来水厂停止取水。", "II"),
    ("environment", "受污染影响，某镇饮用水取水中断。", "III"),
    ("flood", "洪水造成30人死亡。", "I"),
    ("flood", "洪水造成12人死亡。", "II"),
    ("storm", "暴雨致5人死亡。", "III"),
    ("food_poisoning", "101名学生中毒，1人死亡。", "II"),
    ("food_poisoning", "100名学生中毒，1人死亡。", "III"),
    ("food_poisoning", "100名学生食物中毒。", "III"),
    ("food_poisoning", "99名学生食物中毒。", "IV"),
    ("food_poisoning", "食物中毒致10人死亡。", "II"),
    ("food_poisoning", "食物中毒致1人死亡。", "III"),
    ("earthquake", "地震造成300人遇难。", "I"),
    ("earthquake", "地震造成40人死亡，12人失踪。", "II"),
    ("earthquake", "地震造成10人死亡。", "III"),
    ("earthquake", "发生6.3级地震，震中人口密集。", "I"),
    ("earthquake", "发生6.3级地震，震中人口较密集。", "II"),
    ("mass_incident", "5000名群众聚集。", "I"),
    ("mass_incident", "1000名群众聚集。", "II"),
    ("mass_incident", "500人参与械斗。", "I"),
    ("mass_incident", "200人参与械斗。", "II"),
    ("mass_incident", "村民冲击县政府大楼。", "I"),
    ("mass_incident", "双方60人参与斗殴，造成3人死亡。", "II"),
    ("mass_incident", "冲突造成30人受伤。", "I"),
]


@pytest.mark.parametrize(("kind", "text", "level"), CERTAIN)
def test_the_stated_facts_fix_the_level(grader: Grader, kind: str, text: str, level: str) -> None:
    found = grade(grader, kind, text)
    assert (found.level, found.provisional) == (level, False)


@pytest.mark.parametrize(
    ("kind", "text", "level"),
    [
        pytest.param("fire", "12人受伤。", "IV", id="injured of whom none is said to be serious"),
        pytest.param("fire", "近30人死亡。", "II", id="nearly thirty grades as under thirty"),
        pytest.param("fire", "20多人死亡。", "II", id="twenty-odd grades as at least twenty"),
        pytest.param("fire", "约30人死亡。", "I", id="about thirty"),
        pytest.param("fire", "3人死亡，8人失踪。", "III", id="the missing could be dead"),
        pytest.param("fire", "2人死亡，1人被困。", "IV", id="the trapped could be dead"),
        pytest.param("fire", "暂无人员伤亡报告。", "IV", id="no report yet"),
        pytest.param("fire", "网传30人死亡。", "I", id="rumour"),
        pytest.param("earthquake", "发生6.3级地震。", "II", id="density not stated"),
        pytest.param("flood", "直接经济损失6000万元。", "I", id="stand-in threshold"),
        pytest.param("terror_attack", "造成29人死亡。", "II", id="kind without a row"),
        pytest.param("other", "1人死亡。", "IV", id="other"),
        pytest.param("mass_incident", "2人死亡。", "IV", id="mass incident below II"),
    ],
)
def test_what_could_still_change_is_provisional(grader: Grader, kind: str, text: str, level: str) -> None:
    found = grade(grader, kind, text)
    assert (found.level, found.provisional) == (level, True)
    assert found.reasons


@pytest.mark.parametrize(
    "text", ["2人受伤。", "未造成人员伤亡。", "12人受伤，其中3人重伤。", "1人死亡，1人失联。"]
)
def test_what_can_reach_no_threshold_is_certain(grader: Grader, text: str) -> None:
    found = grade(grader, "fire", text)
    assert (found.level, found.provisional, found.reasons) == ("IV", False, ())


def test_without_any_number_there_is_no_level(grader: Grader) -> None:
    assert grade(grader, "fire", "现场浓烟滚滚，数十人受伤。") == Grade(
        None, True, (), ("文中没有可据以定级的数字",)
    )


def test_every_rule_that_fired_is_kept_with_the_gravest_first(grader: Grader) -> None:
    found = grade(grader, "work_safety", "急性职业中毒造成5人死亡。")
    assert found.level == "II"
    assert [b.rule for b in found.basis] == ["occupational-poisoning.deaths.II", "work-safety.deaths.III"]


def test_a_basis_quotes_the_text_as_given(grader: Grader) -> None:
    text = "據通報，事故造成１２人死亡，3人受傷。"
    (basis, *_) = grade(grader, "fire", text).basis
    assert (basis.rule, basis.source, basis.quote) == (
        "work-safety.deaths.II",
        "国务院令第493号 第三条",
        "１２人死亡",
    )
    assert text[basis.place.start : basis.place.end] == "１２人死亡"


def test_an_earthquake_where_few_people_live_is_graded_by_its_victims(grader: Grader) -> None:
    assert grade(grader, "earthquake", "发生6.3级地震，震中人烟稀少，2人死亡。").level == "IV"


def amended(tmp_path: Path) -> Grader:
    """The table with a stricter rule for eight dead and more from 2027 on."""
    old = "id: work-safety.deaths.II, domain: work-safety, level: II, source: 国务院令第493号 第三条, valid_from: 2007-06-01,"
    text = PATH.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if old in line)
    closed = line.replace("valid_from: 2007-06-01", "valid_from: 2007-06-01, valid_to: 2027-01-01")
    newer = (
        line.replace("deaths.II,", "deaths-2027.II,")
        .replace("2007-06-01", "2027-01-01")
        .replace("min: 10", "min: 8")
    )
    path = tmp_path / "severity.yaml"
    path.write_text(text.replace(line, closed + "\n" + newer), encoding="utf-8")
    return Grader(read(path, SeverityRules))


def test_a_rule_counts_only_while_it_is_in_force(tmp_path: Path) -> None:
    grader = amended(tmp_path)
    assert grade(grader, "fire", "造成8人死亡。", on=date(2026, 12, 31)).level == "III"
    assert grade(grader, "fire", "造成8人死亡。", on=date(2027, 1, 1)).level == "II"
    (basis, *_) = grade(grader, "fire", "造成12人死亡。", on=date(2027, 1, 1)).basis
    assert basis.rule == "work-safety.deaths-2027.II"


def test_what_is_older_than_the_first_rules_is_graded_by_them(grader: Grader) -> None:
    assert grade(grader, "fire", "造成12人死亡。", on=date(2005, 5, 1)).level == "II"
    assert grade(grader, "earthquake", "造成60人遇难。", on=date(2008, 5, 12)).level == "II"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("苯泄漏流入河道，长春市暂停从松花江取水，供水中断。", "I"),
        ("农药污染水源，农安县水厂停止取水。", "II"),
        ("水质异常，榆树紧急关闭饮用水取水口。", "II"),
        ("受污染影响，长春市双阳区水源地停止供水。", "II"),
        ("柴油泄漏，合隆镇集中供水停止取水。", "III"),
    ],
)
def test_a_cut_intake_is_graded_by_whose_it_is(grader: Grader, text: str, level: str) -> None:
    assert grade(grader, "environment", text).level == level


@pytest.mark.parametrize(
    "text", ["因管网改造，全市计划停水8小时。", "污染已控制，未影响供水。", "泄漏处置完毕，恢复供水。"]
)
def test_works_and_denials_cut_no_intake(grader: Grader, text: str) -> None:
    assert grade(grader, "environment", text).level is None


@pytest.mark.parametrize(
    ("kind", "text", "level", "provisional"),
    [
        ("fire", "造成3人死亡，多人受伤。", "III", True),
        ("fire", "造成3人死亡，5人受伤。", "III", False),
        ("fire", "造成30人死亡，多人受伤。", "I", False),
        ("food_poisoning", "74人食物中毒，尚未出现人员死亡。", "IV", True),
        ("fire", "造成2人死亡，1人失联。", "IV", True),
        ("fire", "造成17人死亡，9人失联。", "II", False),
        ("fire", "暂无人员伤亡报告。", "IV", True),
    ],
)
def test_a_level_is_provisional_just_when_what_is_not_told_could_raise_it(
    grader: Grader, kind: str, text: str, level: str, provisional: bool
) -> None:
    wording = Wording("", clean(""), text, clean(text))
    known = add_persons(extract_casualties(clean(""), clean(text)), clean(""), clean(text))
    found = grader.grade(kind, known, wording, on=TODAY)
    assert (found.level, found.provisional) == (level, provisional)


def test_every_kind_has_rules() -> None:
    rules = read(PATH, SeverityRules)
    graded = {k for d in rules.domains.values() for k in (*d.kinds, *d.stands_in_for)}
    assert graded == set(EMERGENCIES)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("id: work-safety.deaths.II,", "id: work-safety.deaths.I,", "规则编号重复"),
        ("domain: environment, level: II,", "domain: water, level: II,", "domain 未定义"),
        ("field: deaths, min: 30", "field: dead, min: 30", "只能取"),
        ("graded_from: 2012-08-28", "graded_from: 2001-01-01", "没有有效的规则"),
    ],
)
def test_a_wrong_table_is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    path = tmp_path / "severity.yaml"
    path.write_text(PATH.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError, match=problem):
        read(path, SeverityRules)


def test_a_brawl_that_the_police_stop_storms_nobody(grader: Grader) -> None:
    text = "两伙人持械打砸一家歌厅，造成1人死亡。市公安局通报：已抓获27人。"
    assert grade(grader, "mass_incident", text).level != "I"


def test_a_rule_of_words_near_one_another_needs_two_groups(tmp_path: Path) -> None:
    path = tmp_path / "severity.yaml"
    path.write_text(
        PATH.read_text(encoding="utf-8").replace("near: 16, words: [[", "near: 16, words: [[甲], ["),
        encoding="utf-8",
    )
    with pytest.raises(ConfigError, match="near"):
        read(path, SeverityRules)
