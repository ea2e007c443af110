from __future__ import annotations

from pathlib import Path
from zlib import crc32

import pytest

from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.learning import versions
from monitor.classify.learning.comparison import FixedSet, Sitting, fixed_set, store_first
from monitor.classify.learning.examples import Example, ExampleFile, is_kept_out, read_all, without_few
from monitor.classify.learning.renewal import Renewed, apart, forced, judge, renew, train
from monitor.classify.learning.renewal_rules import RenewalRules
from monitor.classify.scoring import artefact
from monitor.config_file import read
from monitor.errors import MonitorError

CONFIG = Path(__file__).resolve().parents[3] / "config"
THINGS = ["水管", "水压", "水费", "水表", "水箱", "自来水", "供水站", "水质", "用水", "停水"]
PUPILS = ["学校", "老师", "学费", "作业", "校服", "幼儿园", "食堂", "学区", "补课", "入学"]
PLACES = ["东街", "西街", "南湖", "北门", "河边", "山下", "桥头", "广场", "新村", "老城", "车站", "码头"]


def rows() -> list[tuple[str, str]]:
    """240 messages of two classes, no two of them near copies."""
    told = [(f"{place}的{thing}问题一直无人处理", "城乡建设") for place in PLACES for thing in THINGS]
    return told + [(f"{place}附近{thing}安排得很不合理", "教育文体") for place in PLACES for thing in PUPILS]


def csv_file(folder: Path, lines: list[tuple[str, str]], name: str = "d.csv") -> Path:
    path = folder / name
    path.write_text("text,label\n" + "".join(f"{t},{label}\n" for t, label in lines), encoding="utf-8")
    return path


def taxonomy(**renewal: object) -> TaxonomyConfig:
    given = read(CONFIG / "taxonomy.yaml", TaxonomyConfig)
    return given.model_copy(update={"renewal": RenewalRules(**{"rows_at_least": 5, **renewal})})  # type: ignore[arg-type]


def sitting(**right: int) -> Sitting:
    """Fifty rows of each class, so many of them named right, the others called something else."""
    wanted = [label for label in right for _ in range(50)]
    given = [label if n < hits else "?" for label, hits in right.items() for n in range(50)]
    return Sitting("model", tuple(wanted), tuple(given))


def test_a_model_that_loses_recall_of_a_grave_class_is_refused_with_the_figures() -> None:
    rules = RenewalRules(grave=("卫生计生",), recall_margin=0.02)
    fault = judge(sitting(卫生计生=48), sitting(卫生计生=44), rules, 1)
    assert all(word in fault for word in ("卫生计生", "0.960", "0.880", "50 条", "少认出 4 条"))


def test_loss_that_chance_explains_or_of_another_class_is_let_through() -> None:
    rules = RenewalRules(grave=("卫生计生",), recall_margin=0.02)
    old = sitting(卫生计生=48, 商贸旅游=45)
    assert judge(old, sitting(卫生计生=46, 商贸旅游=45), rules, 1) == ""
    assert judge(old, sitting(卫生计生=48, 商贸旅游=35), rules, 1) == ""


def test_small_losses_in_several_grave_classes_are_refused_together() -> None:
    rules = RenewalRules(grave=("卫生计生", "环境保护", "城乡建设"), recall_margin=0.02)
    old = sitting(卫生计生=46, 环境保护=45, 城乡建设=47)
    fault = judge(old, sitting(卫生计生=44, 环境保护=43, 城乡建设=45), rules, 1)
    assert "各重点类别合计150 条" in fault and "少认出 6 条" in fault
    assert judge(old, sitting(卫生计生=44, 环境保护=45, 城乡建设=47), rules, 1) == ""
    assert judge(old, sitting(卫生计生=44, 环境保护=47, 城乡建设=47), rules, 1) == "", "gains make up for it"


def test_a_fall_of_the_mean_is_refused() -> None:
    fault = judge(sitting(商贸旅游=48), sitting(商贸旅游=44), RenewalRules(), 0.01)
    assert "下降" in fault and "超过允许的 0.01" in fault
    assert judge(sitting(商贸旅游=48), sitting(商贸旅游=44), RenewalRules(), 0.5) == ""


def test_what_is_kept_out_stays_the_same_and_no_near_copy_of_it_is_trained_on() -> None:
    examples = [Example(t, label) for t, label in rows()]
    out, rest = apart(examples)
    more, _ = apart([*examples, Example("新来的一条反映停车的留言", "城乡建设")])
    assert 5 < len(out) < 60
    assert {e.text for e in out} <= {e.text for e in more}
    assert not {e.text for e in out} & {e.text for e in rest}
    copy = Example(out[0].text + "啊", out[0].label)
    assert copy not in apart([*examples, copy])[1]


def test_about_one_text_in_ten_is_kept_out() -> None:
    assert 60 < sum(is_kept_out(f"留言第{n}号") for n in range(1000)) < 140


def test_an_officers_word_stands_against_the_file_and_the_later_against_the_earlier(tmp_path: Path) -> None:
    beside = [("老师补课", "教育文体"), ("校服太贵", "教育文体"), ("路灯坏了", "城乡建设")]
    path = csv_file(tmp_path, [("停水三天", "教育文体"), *beside])
    first = Example("停水三天", "教育文体", "officer", 2.0, "zhang", "2026-01-01T00:00:00+08:00")
    later = Example("停水三天", "城乡建设", "officer", 2.0, "li", "2026-01-02T00:00:00+08:00")
    merged = read_all([path], [later, first]).rows
    assert [(e.text, e.label, e.who) for e in merged] == [
        *((text, label, "") for text, label in beside),
        ("停水三天", "城乡建设", "li"),
    ]


def test_several_files_are_trained_on_together(tmp_path: Path) -> None:
    half = len(rows()) // 2
    files = [csv_file(tmp_path, rows()[:half], "a.csv"), csv_file(tmp_path, rows()[half:], "b.csv")]
    card = train(files, tmp_path / "m.npz").card
    assert "a.csv + b.csv" in card
    assert artefact.load(tmp_path / "m.npz").manifest["rows"] == len(rows())


def test_corrections_are_counted_in_manifest_and_card(tmp_path: Path) -> None:
    officer = Example("水压太低上不了楼", "城乡建设", "officer", 2.0, "li", "2026-01-02T00:00:00+08:00")
    card = train([csv_file(tmp_path, rows())], tmp_path / "m.npz", [officer]).card
    assert artefact.load(tmp_path / "m.npz").manifest["officer_rows"] == 1
    assert "1 corrections by officers" in card


OTHER = {"城乡建设": "教育文体", "教育文体": "城乡建设"}


def pairs(between: str = "") -> list[tuple[str, str]]:
    """90 short messages of each class, none a near copy of another, nor of those with something else between the words."""
    classes = {"城乡建设": THINGS, "教育文体": PUPILS}
    return [
        (a + between + b, label) for label, words in classes.items() for a in words for b in words if a != b
    ]


def fixed(**sets: tuple[Example, ...]) -> FixedSet:
    """A fixed set of other messages of the two classes, in place of the one that comes with the product."""
    return FixedSet(tuple(Example(t, label) for t, label in pairs("的")), **sets)


def renewed(
    tmp_path: Path, lines: list[tuple[str, str]], *, on: FixedSet | None = None, **rules: object
) -> Renewed:
    """The outcome of a renewal of a model trained on the plain rows; the shipped model is no hurdle."""
    train([csv_file(tmp_path, pairs(), "old.csv")], tmp_path / "old.npz")
    old = artefact.load(tmp_path / "old.npz")
    return renew([csv_file(tmp_path, lines)], [], old, taxonomy(anchor_margin=1, **rules), on or fixed())


def test_an_honest_model_is_accepted_and_its_card_tells_set_size_and_both_figures(tmp_path: Path) -> None:
    found = renewed(tmp_path, pairs()[:-8])
    assert found.verdict.accepted
    assert (
        "随附对照集（已训练类别，模型本身） 180 条上，宏平均 F1 现用模型 1.0000，新模型 1.0000" in found.card
    )
    assert "随附模型" in found.card


def test_labels_that_are_wrong_throughout_are_refused_though_the_file_agrees_with_itself(
    tmp_path: Path,
) -> None:
    wrong = [(t, OTHER[label]) for t, label in pairs()]
    found = renewed(tmp_path, wrong, grave=("城乡建设",))
    assert found.manifest["compared"]["kept_out"]["macro_f1"] > 0.9
    assert not found.verdict.accepted
    assert "城乡建设”90 条的召回率由 1.000 降至 0.000" in found.verdict.sentence
    let_in = forced(found, "旧模型标签有误")
    assert let_in.verdict.accepted
    assert "旧模型标签有误" in let_in.card


def test_labels_drawn_at_random_are_refused(tmp_path: Path) -> None:
    drawn = [(t, label if crc32(t.encode()) % 2 else OTHER[label]) for t, label in pairs()]
    assert not renewed(tmp_path, drawn).verdict.accepted


def test_what_the_shipped_model_knows_better_is_refused_whatever_is_in_use(tmp_path: Path) -> None:
    wrong = [(t, OTHER[label]) for t, label in pairs()]
    train([csv_file(tmp_path, wrong, "old.csv")], tmp_path / "old.npz")
    in_use = artefact.load(tmp_path / "old.npz")
    found = renew([csv_file(tmp_path, wrong)], [], in_use, taxonomy(), fixed())
    assert not found.verdict.accepted
    assert "随附模型" in found.verdict.sentence


def test_the_first_rows_kept_out_judge_later_models(tmp_path: Path) -> None:
    stored = tuple(Example(e.text.replace("的", "和"), OTHER[e.label]) for e in fixed().shipped)
    found = renewed(tmp_path, pairs(), on=fixed(stored=stored))
    assert [c["rows"] for c in found.manifest["compared"]["sets"]] == [180] * 5
    assert "首次启用时留出的" in found.card


def test_corrections_kept_apart_are_compared_on_and_not_learnt(tmp_path: Path) -> None:
    officer = Example(
        "阁楼里的声音吵得人睡不着", "城乡建设", "officer", 2.0, "li", "2026-01-02T00:00:00+08:00"
    )
    train([csv_file(tmp_path, pairs(), "old.csv")], tmp_path / "old.npz")
    old = artefact.load(tmp_path / "old.npz")
    on = fixed(officers=(officer,))
    found = renew([csv_file(tmp_path, pairs())], [officer], old, taxonomy(anchor_margin=1), on)
    assert found.manifest["officer_rows"] == 0
    assert "更正中留出的" in found.card
    assert found.manifest["compared"]["rows"] == 181


def test_no_text_of_the_fixed_set_is_learnt_however_it_is_labelled(tmp_path: Path) -> None:
    smuggled = [(e.text, e.label) for e in fixed().shipped]
    plain, more = renewed(tmp_path, pairs()), renewed(tmp_path, [*pairs(), *smuggled])
    assert plain.manifest["rows"] == more.manifest["rows"]


def test_a_class_that_is_not_in_the_taxonomy_cannot_be_put_to_use(tmp_path: Path) -> None:
    lines = [(t, "供水" if label == "城乡建设" else label) for t, label in pairs()]
    with pytest.raises(MonitorError, match=r"d\.csv：第 2 行：类别“供水”不在 taxonomy.yaml"):
        renew([csv_file(tmp_path, lines)], [], artefact.shipped("category"), taxonomy(), fixed())


def corrections(number: int, label: str = "民政") -> list[Example]:
    when = "2026-01-02T00:00:00+08:00"
    return [
        Example(f"{n}号老人的低保申请没有下文", label, "officer", 2.0, "li", when)
        for n in "甲乙丙丁戊己庚辛壬癸"[:number]
    ]


def test_a_class_of_a_single_correction_is_set_aside_and_named_as_one(tmp_path: Path) -> None:
    taught = train([csv_file(tmp_path, rows())], tmp_path / "m.npz", corrections(1), taxonomy())
    assert taught.set_aside == ("值班员更正：类别“民政”只有 1 条更正、没有其他数据，不足 20 条，本次不学",)
    assert artefact.load(tmp_path / "m.npz").model.labels == ("城乡建设", "教育文体")
    assert taught.set_aside[0] in taught.card


def test_a_class_of_enough_corrections_is_learnt(tmp_path: Path) -> None:
    taught = train(
        [csv_file(tmp_path, rows())], tmp_path / "m.npz", corrections(8), taxonomy(label_rows_at_least=8)
    )
    assert taught.set_aside == ()
    assert "民政" in artefact.load(tmp_path / "m.npz").model.labels


def test_a_single_row_in_the_second_file_is_named_by_file_and_row(tmp_path: Path) -> None:
    more = csv_file(tmp_path, [("停水三天了", "城乡建设"), ("低保没有发", "民政")], "more.csv")
    with pytest.raises(MonitorError, match=r"more\.csv：第 3 行：列 label 中的“民政”只有 1 行"):
        read_all([csv_file(tmp_path, rows()), more])


def test_a_class_that_the_comparison_leaves_one_row_of_is_set_aside() -> None:
    file = ExampleFile((Example("甲", "民政"), *(Example(t, label) for t, label in rows())), ())
    left = without_few(file)
    assert {e.label for e in left.rows} == {"城乡建设", "教育文体"}
    assert "民政" in left.set_aside[0]


def test_the_card_names_the_classes_without_messages(tmp_path: Path) -> None:
    card = train([csv_file(tmp_path, rows())], tmp_path / "m.npz", (), taxonomy()).card
    assert "8 classes of the taxonomy have no training messages here" in card
    assert "民政" in card and "冷启动" in card


def test_the_shipped_set_fits_its_hash_and_an_altered_one_is_refused(tmp_path: Path) -> None:
    shipped = fixed_set(tmp_path).shipped
    assert len(shipped) > 800
    assert {e.label for e in shipped} == {c.name for c in taxonomy().categories}
    assert store_first(tmp_path, shipped[:40])
    assert len(fixed_set(tmp_path).stored) == 40
    assert not store_first(tmp_path, shipped[:50])
    path = tmp_path / "comparison.jsonl"
    head, row, *rest = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join([head, row.replace('"text": "', '"text": "又'), *rest]), encoding="utf-8")
    with pytest.raises(MonitorError, match="散列不符"):
        fixed_set(tmp_path)


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
    assert [v.id for v in versions.shelf(folder) if v.current] == [second]
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
