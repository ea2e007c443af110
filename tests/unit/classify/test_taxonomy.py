from __future__ import annotations

from pathlib import Path

import pytest

from monitor.classify.category.naming import CategoryChoice, Namer
from monitor.classify.category.taxonomy import Curve, TaxonomyConfig
from monitor.classify.lexicon import Lexicon
from monitor.classify.scoring import artefact
from monitor.config_file import read
from monitor.errors import ConfigError

CONFIG = Path(__file__).resolve().parents[3] / "config"
TRAINED = ("城乡建设", "环境保护", "交通运输", "商贸旅游", "卫生计生", "教育文体", "劳动和社会保障")


@pytest.fixture(scope="module")
def taxonomy() -> TaxonomyConfig:
    return read(CONFIG / "taxonomy.yaml", TaxonomyConfig)


def chosen(
    taxonomy: TaxonomyConfig, text: str, *, sure: float = 0.5, emergency: str | None = None
) -> CategoryChoice:
    rest = (1 - sure) / 6
    learnt = {name: sure if name == "城乡建设" else rest for name in TRAINED}
    found = Lexicon(taxonomy.seed_groups()).find(text, head=40)
    namer = Namer(taxonomy, artefact.shipped("category"), artefact.shipped("cold_start"))
    return namer.choose(learnt, found, text, emergency=emergency, words=["小区"])


def test_the_first_level_has_its_fifteen_names(taxonomy: TaxonomyConfig) -> None:
    assert len(taxonomy.categories) == 15
    assert {c.name for c in taxonomy.categories if c.trained} == set(TRAINED)
    assert all(c.seeds and c.definition for c in taxonomy.categories if not c.trained)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("咨询户口迁移需要什么材料", "政法"),
        ("村里的低保名额给了干部亲戚", "民政"),
        ("村主任贪污集体款项", "纪检监察"),
        ("手机信号差宽带总断", "科技与信息产业"),
        ("玉米收购价太低卖粮难", "农村农业"),
        ("非法采砂破坏耕地", "国土资源"),
        ("公司非法集资跑路", "经济管理"),
        ("党支部不收党费入党难", "党务政务"),
    ],
)
def test_seed_words_name_a_class_without_training_and_say_so(
    taxonomy: TaxonomyConfig, text: str, name: str
) -> None:
    choice = chosen(taxonomy, text)
    assert choice.name == name
    assert "冷启动" in choice.reason
    assert max(choice.scores, key=choice.scores.__getitem__) == name


def test_a_sure_learnt_class_stands_against_one_seed_word(taxonomy: TaxonomyConfig) -> None:
    choice = chosen(taxonomy, "小区停水三天，打了几次电话没人理，最后是派出所来的", sure=0.95)
    assert (choice.name, choice.uncertain) == ("城乡建设", False)
    assert "“小区”" in choice.reason


def test_an_unsure_learnt_class_is_marked_for_a_person(taxonomy: TaxonomyConfig) -> None:
    assert chosen(taxonomy, "有件事想说", sure=0.3).uncertain


def test_a_doubted_class_says_why_and_at_which_threshold(taxonomy: TaxonomyConfig) -> None:
    learnt = chosen(taxonomy, "有件事想说", sure=0.3)
    assert learnt.reason.endswith("；存疑：概率 0.300 低于短文门槛 0.900")
    cold = chosen(taxonomy, "有人在村口聚众吵闹，派出所来过")
    assert cold.uncertain == ("存疑" in cold.reason)
    assert (
        "存疑" not in chosen(taxonomy, "小区停水三天，打了几次电话没人理，最后是派出所来的", sure=0.95).reason
    )


def test_the_probability_of_a_class_without_messages_rises_with_its_points_and_never_stands_still() -> None:
    curve = Curve(at=0.4, per_point=0.4, most=0.98)
    shares = [curve.share(points) for points in (0, 1, 3, 6, 9)]
    assert shares == sorted(set(shares))
    assert 0.5 < shares[0] < 0.7 and 0.9 < shares[-1] < 0.98


def test_a_class_of_few_messages_is_named_by_words_too_until_it_has_enough(taxonomy: TaxonomyConfig) -> None:
    labels = [*TRAINED, "民政"]
    assert "民政" in [c.name for c in taxonomy.cold(labels, {"民政": 30})]
    assert "民政" not in [c.name for c in taxonomy.cold(labels, {"民政": 300})]


def test_an_emergency_is_classed_by_its_kind(taxonomy: TaxonomyConfig) -> None:
    assert chosen(taxonomy, "地震了", emergency="earthquake").name == "国土资源"


def test_the_scores_of_a_class_named_by_rule_still_add_up(taxonomy: TaxonomyConfig) -> None:
    assert sum(chosen(taxonomy, "咨询户口迁移").scores.values()) <= 1.0


def test_an_emergency_mapped_to_an_unknown_class_is_refused_with_its_key(tmp_path: Path) -> None:
    text = (CONFIG / "taxonomy.yaml").read_text(encoding="utf-8").replace("fire: 城乡建设", "fire: 城建")
    path = tmp_path / "taxonomy.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="fire"):
        read(path, TaxonomyConfig)
