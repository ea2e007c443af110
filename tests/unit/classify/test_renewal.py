from __future__ import annotations

from pathlib import Path

import pytest

from monitor.classify import artefact, versions
from monitor.classify.evaluation import LabelFigures, Report
from monitor.classify.examples import Example, is_kept_out, read_all
from monitor.classify.renewal import apart, forced, judge, renew, train
from monitor.classify.renewal_rules import RenewalRules
from monitor.classify.taxonomy import TaxonomyConfig
from monitor.config_file import read
from monitor.errors import MonitorError

CONFIG = Path(__file__).resolve().parents[3] / "config"
THINGS = ["水管", "水压", "水费", "水表", "水箱", "自来水", "供水站", "水质", "用水", "停水"]
PUPILS = ["学校", "老师", "学费", "作业", "校服", "幼儿园", "食堂", "学区", "补课", "入学"]
PLACES = ["东街", "西街", "南湖", "北门", "河边", "山下", "桥头", "广场", "新村", "老城", "车站", "码头"]


def rows() -> list[tuple[str, str]]:
    """240 messages of two classes, no two of them near copies."""
    told = [(f"{place}的{thing}问题一直无人处理", "供水") for place in PLACES for thing in THINGS]
    return told + [(f"{place}附近{thing}安排得很不合理", "教育") for place in PLACES for thing in PUPILS]


def csv_file(folder: Path, lines: list[tuple[str, str]], name: str = "d.csv") -> Path:
    path = folder / name
    path.write_text("text,label\n" + "".join(f"{t},{label}\n" for t, label in lines), encoding="utf-8")
    return path


def taxonomy(**renewal: object) -> TaxonomyConfig:
    given = read(CONFIG / "taxonomy.yaml", TaxonomyConfig)
    return given.model_copy(update={"renewal": RenewalRules(**{"rows_at_least": 5, **renewal})})  # type: ignore[arg-type]


def figures(recall: dict[str, float], macro: float = 0.9) -> Report:
    return Report(100, macro, macro, {k: LabelFigures(0.9, r, 0.9, 50) for k, r in recall.items()})


def test_a_model_that_loses_recall_of_a_grave_class_is_refused_with_the_figures() -> None:
    rules = RenewalRules(grave=("卫生计生",), recall_margin=0.02)
    verdict = judge(figures({"卫生计生": 0.95}), figures({"卫生计生": 0.9}), rules)
    assert not verdict.accepted
    assert all(word in verdict.sentence for word in ("卫生计生", "0.950", "0.900", "100 条"))


def test_loss_within_the_margin_or_of_another_class_is_let_through() -> None:
    rules = RenewalRules(grave=("卫生计生",), recall_margin=0.02)
    old = figures({"卫生计生": 0.95, "商贸旅游": 0.9})
    assert judge(old, figures({"卫生计生": 0.94, "商贸旅游": 0.7}), rules).accepted


def test_a_fall_of_the_mean_is_refused() -> None:
    verdict = judge(figures({}, 0.93), figures({}, 0.9), RenewalRules(macro_f1_margin=0.01))
    assert not verdict.accepted
    assert "0.9300" in verdict.sentence


def test_the_fixed_set_stays_the_same_and_no_near_copy_of_it_is_trained_on() -> None:
    examples = [Example(t, label) for t, label in rows()]
    fixed, rest = apart(examples)
    more, _ = apart([*examples, Example("新来的一条反映停车的留言", "供水")])
    assert 5 < len(fixed) < 60
    assert {e.text for e in fixed} <= {e.text for e in more}
    assert not {e.text for e in fixed} & {e.text for e in rest}
    copy = Example(fixed[0].text + "啊", fixed[0].label)
    assert copy not in apart([*examples, copy])[1]


def test_about_one_text_in_ten_is_kept_out() -> None:
    assert 60 < sum(is_kept_out(f"留言第{n}号") for n in range(1000)) < 140


def test_an_officers_word_stands_against_the_file_and_the_later_against_the_earlier(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [("停水三天", "教育"), ("老师补课", "教育")])
    first = Example("停水三天", "教育", "officer", 2.0, "zhang", "2026-01-01T00:00:00+08:00")
    later = Example("停水三天", "供水", "officer", 2.0, "li", "2026-01-02T00:00:00+08:00")
    merged = read_all([path], [later, first]).rows
    assert [(e.text, e.label, e.who) for e in merged] == [
        ("老师补课", "教育", ""),
        ("停水三天", "供水", "li"),
    ]


def test_several_files_are_trained_on_together(tmp_path: Path) -> None:
    half = len(rows()) // 2
    files = [csv_file(tmp_path, rows()[:half], "a.csv"), csv_file(tmp_path, rows()[half:], "b.csv")]
    card = train(files, tmp_path / "m.npz")
    assert "a.csv + b.csv" in card
    assert artefact.load(tmp_path / "m.npz").manifest["rows"] == len(rows())


def test_corrections_are_counted_in_manifest_and_card(tmp_path: Path) -> None:
    officer = Example("水压太低上不了楼", "供水", "officer", 2.0, "li", "2026-01-02T00:00:00+08:00")
    card = train([csv_file(tmp_path, rows())], tmp_path / "m.npz", [officer])
    assert artefact.load(tmp_path / "m.npz").manifest["officer_rows"] == 1
    assert "1 corrections by officers" in card


def current(tmp_path: Path, lines: list[tuple[str, str]]) -> artefact.Artefact:
    train([csv_file(tmp_path, lines, "old.csv")], tmp_path / "old.npz")
    return artefact.load(tmp_path / "old.npz")


def test_a_better_model_is_accepted_and_its_card_tells_the_comparison(tmp_path: Path) -> None:
    poor = current(tmp_path, [(t, "教育" if n % 2 else "供水") for n, (t, _) in enumerate(rows())])
    renewed = renew([csv_file(tmp_path, rows())], [], poor, taxonomy())
    assert renewed.verdict.accepted
    assert renewed.new.macro_f1 > renewed.old.macro_f1
    assert f"Compared with model `{poor.id}`" in renewed.card


def test_a_worse_model_is_refused_unless_forced_with_a_reason(tmp_path: Path) -> None:
    good = current(tmp_path, rows())
    other = {"供水": "教育", "教育": "供水"}
    wrong = [(t, label if is_kept_out(t) else other[label]) for t, label in rows()]
    renewed = renew([csv_file(tmp_path, wrong)], [], good, taxonomy())
    assert not renewed.verdict.accepted
    let_in = forced(renewed, "旧模型标签有误")
    assert let_in.verdict.accepted
    assert "旧模型标签有误" in let_in.card


def test_too_small_a_fixed_set_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [("停水", "供水"), ("断水", "供水"), ("补课", "教育"), ("学费", "教育")])
    with pytest.raises(MonitorError, match="固定对照集只有"):
        renew([path], [], artefact.shipped("category"), taxonomy(rows_at_least=30))


def kept(tmp_path: Path, lines: list[tuple[str, str]], name: str) -> tuple[Path, str]:
    train([csv_file(tmp_path, lines, f"{name}.csv")], tmp_path / f"{name}.npz")
    folder = versions.folder_of(tmp_path / "var")
    return folder, versions.keep(folder, (tmp_path / f"{name}.npz").read_bytes()).id


def test_versions_are_put_to_use_and_rolled_back_step_by_step(tmp_path: Path) -> None:
    folder, first = kept(tmp_path, rows(), "one")
    assert versions.in_use(folder) is None
    _, second = kept(tmp_path, rows()[:-20], "two")
    for ident in (first, second):
        versions.activate(folder, ident)
    assert versions.load(folder).id == second
    assert [v.id for v in versions.listed(folder) if v.current] == [second]
    assert versions.rollback(folder) == first
    assert versions.rollback(folder) == versions.SHIPPED
    assert versions.in_use(folder) is None
    with pytest.raises(MonitorError, match="无法再退回"):
        versions.rollback(folder)


def test_a_damaged_version_is_refused_and_leaves_the_present_one_in_use(tmp_path: Path) -> None:
    folder, first = kept(tmp_path, rows(), "one")
    path = folder / f"{first}.npz"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))
    with pytest.raises(MonitorError, match=first):
        versions.activate(folder, first)
    assert versions.current_id(folder) == versions.SHIPPED


@pytest.mark.parametrize("text", ["../../etc/passwd", "", "zzz"])
def test_a_pointer_that_is_no_id_is_refused(tmp_path: Path, text: str) -> None:
    folder = versions.folder_of(tmp_path)
    folder.mkdir(parents=True)
    (folder / "current").write_text(text, encoding="ascii")
    with pytest.raises(MonitorError, match="不是模型编号"):
        versions.in_use(folder)


def test_a_pointer_to_a_missing_model_says_how_to_go_back(tmp_path: Path) -> None:
    folder = versions.folder_of(tmp_path)
    folder.mkdir(parents=True)
    (folder / "current").write_text("0123456789ab", encoding="ascii")
    with pytest.raises(MonitorError, match="--rollback"):
        versions.load(folder)
