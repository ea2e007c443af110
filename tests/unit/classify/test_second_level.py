from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from monitor.classify.category.second_level import TopicFinder
from monitor.classify.category.taxonomy import Category, TaxonomyConfig
from monitor.config_file import read
from monitor.text.word_search import WordSearch

CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def taxonomy() -> TaxonomyConfig:
    return read(CONFIG / "taxonomy.yaml", TaxonomyConfig)


@pytest.fixture(scope="module")
def finder(taxonomy: TaxonomyConfig) -> TopicFinder:
    return TopicFinder(taxonomy)


def branch(finder: TopicFinder, category: str, text: str, emergency: str | None = None) -> tuple[str | None, str | None]:  # fmt: skip
    topic = finder.find(category, text, emergency=emergency)
    return (topic.second, topic.third) if topic else (None, None)


@pytest.mark.parametrize(
    ("category", "text", "second", "third"),
    [
        ("商贸旅游", "小区电梯经常坏，物业不修", "质监检验检疫", "特种设备管理"),
        ("城乡建设", "物业公司服务差，业主不满", "住房保障与房地产", "物业服务"),
        ("环境保护", "工地半夜施工噪音大", "环境污染", "噪音污染"),
        ("劳动和社会保障", "包工头拖欠农民工血汗钱", "劳动关系", "农民工权益"),
        ("教育文体", "幼儿园孩子如何就近入学，划片怎么划", "考试招生", "招生录取"),
        ("政法", "邻居养狗咬人，派出所民警不出警", "警务督察", "警务执法"),
    ],
)
def test_words_name_the_second_and_third_level(
    finder: TopicFinder, category: str, text: str, second: str, third: str
) -> None:
    assert branch(finder, category, text) == (second, third)


def test_a_text_without_any_word_of_the_class_has_no_second_level(finder: TopicFinder) -> None:
    assert finder.find("城乡建设", "请领导关注一下我们这里的事情") is None


def test_two_branches_that_speak_alike_leave_the_second_level_open(finder: TopicFinder) -> None:
    assert finder.find("城乡建设", "请问公园和拆迁的事") is None


def test_the_head_of_the_text_decides_between_branches_that_speak_alike(finder: TopicFinder) -> None:
    later = "，" + "我们是本地居民，有情况要说，" * 4
    assert branch(finder, "城乡建设", f"路灯不亮{later}以前拆迁时说过")[0] == "城市建设和市政管理"
    assert branch(finder, "城乡建设", f"拆迁补偿太低{later}晚上路灯也不亮")[0] == "集体土地上房屋拆迁与补偿"


def test_words_of_one_branch_but_different_thirds_name_the_second_only(finder: TopicFinder) -> None:
    assert branch(finder, "城乡建设", "路灯坏了，垃圾也没人清") == ("城市建设和市政管理", None)


def test_words_that_name_the_second_only_leave_the_third_open(finder: TopicFinder) -> None:
    assert branch(finder, "城乡建设", "新房墙体开裂，渗水严重") == ("工程质量", None)


def test_a_word_within_a_longer_one_found_does_not_count(finder: TopicFinder) -> None:
    topic = finder.find("劳动和社会保障", "特殊工种退休怎么办")
    assert topic is not None
    assert topic.words == ("特殊工种退休",)


def test_only_words_of_the_chosen_class_are_sought(finder: TopicFinder) -> None:
    assert branch(finder, "卫生计生", "医院门口停车难") == ("医政监管", "医疗机构管理")


def test_the_kind_of_an_emergency_names_its_branch_whatever_the_words(finder: TopicFinder) -> None:
    assert branch(finder, "城乡建设", "物业楼起火", "fire") == ("安全生产", "事故处理")
    assert branch(finder, "环境保护", "河水发黑", "environment") == ("环境污染", None)


def test_the_reason_quotes_the_words_or_says_that_the_kind_decided(finder: TopicFinder) -> None:
    by_words = finder.find("城乡建设", "小区路灯不亮")
    by_kind = finder.find("城乡建设", "楼房起火", emergency="fire")
    assert by_words is not None
    assert by_kind is not None
    assert by_words.reason == "二级类别：城市建设和市政管理 · 城市公共设施，依词语“路灯”"
    assert by_kind.reason == "二级类别：安全生产 · 事故处理，依突发事件种类"


def test_every_class_has_words_for_most_of_its_branches(taxonomy: TaxonomyConfig) -> None:
    for category in taxonomy.categories:
        named = set(category.second) - {"其他"}
        assert len(named & set(category.topics)) >= 0.6 * len(named), category.name


def test_a_branch_that_is_not_in_the_tree_is_refused() -> None:
    with pytest.raises(ValidationError, match="不在 second 中"):
        Category(name="城乡建设", trained=True, second={"城乡规划": ("违章建筑",)}, topics={"城市规划": {"其他": ("规划",)}})  # fmt: skip
    with pytest.raises(ValidationError, match="城乡规划/违建"):
        Category(name="城乡建设", trained=True, second={"城乡规划": ("违章建筑",)}, topics={"城乡规划": {"违建": ("违建",)}})  # fmt: skip


def test_an_emergency_may_not_point_outside_the_tree() -> None:
    given = yaml.safe_load((CONFIG / "taxonomy.yaml").read_text(encoding="utf-8"))
    given["emergencies"]["fire"] = "城乡建设/火灾"
    with pytest.raises(ValidationError, match="城乡建设/火灾"):
        TaxonomyConfig.model_validate(given)


def test_the_texts_of_a_batch_are_told_each_by_the_words_of_its_own_class(finder: TopicFinder) -> None:
    batch = [("城乡建设", "小区路灯不亮"), ("劳动和社会保障", "小区路灯不亮"), ("劳动和社会保障", "特殊工种退休怎么办"), ("不存在", "停水")]  # fmt: skip
    [met] = WordSearch(finder.words).look([text for _, text in batch])
    spoken = finder.spoken(met, [category for category, _ in batch])
    for (category, text), own in zip(batch, spoken, strict=True):
        assert finder.find(category, text, spoken=own) == finder.find(category, text)
