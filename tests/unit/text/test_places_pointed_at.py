"""A place named once is meant again by 该县 and by the text that its headline opens; helpers and journeys home do not hide it."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.text.places import Gazetteer, Places, load_gazetteer

CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(CONFIG / "regions.yaml")


def _told(gazetteer: Gazetteer, title: str, text: str, word: str) -> Places:
    """The places of a report, ``word`` being what tells of its happening."""
    whole = f"{title}\n{text}"
    return gazetteer.find(whole, title_end=len(title), anchors=[whole.rindex(word)])


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("衡阳、邵阳均已排查。邵东市昨日通报，该市一辆校车翻入水塘，3名儿童溺亡。", "翻入", "430582"),
        ("在杭州务工的方某返回歙县。该县一个镇当晚暴发山洪，绩溪县也有雨。", "山洪", "341021"),
        ("贵阳、遵义都在检查。记者从仁怀市获悉，该市一酒厂起火。", "起火", "520382"),
    ],
)
def test_that_county_is_the_last_one_named(gazetteer: Gazetteer, text: str, word: str, code: str) -> None:
    found = _told(gazetteer, "情况通报", text, word)
    assert found.regions == (code,)


def test_the_scene_is_shown_where_it_is_named(gazetteer: Gazetteer) -> None:
    text = "贵阳、遵义都在检查。仁怀市通报，该市一酒厂起火。"
    found = gazetteer.find(text, anchors=[text.index("起火")])
    assert found.scene is not None
    assert text[found.scene.start : found.scene.end].startswith("仁怀市")


@pytest.mark.parametrize(
    "text", ["南宁江南区一市场起火，该市场有商户120家", "该区域停电", "该县长表示", "该市民已就医"]
)
def test_other_words_point_at_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text).regions in ((), ("450105",))


def test_a_headline_s_place_and_the_text_s_are_two_mentions(gazetteer: Gazetteer) -> None:
    found = _told(gazetteer, "各地驰援桦甸", "桦甸市洪水造成3人失踪，长春市消防救援支队连夜驰援。", "洪水")
    assert found.regions == ("220282",)


@pytest.mark.parametrize(
    "text",
    [
        "桦甸市洪水造成3人失踪，长春市消防救援支队连夜驰援，农安县也派出冲锋舟。",
        "桦甸市洪水造成3人失踪，农安县消防紧急增援。",
    ],
)
def test_who_comes_to_help_is_from_elsewhere(gazetteer: Gazetteer, text: str) -> None:
    found = _told(gazetteer, "全力救援", text, "洪水")
    assert found.regions == ("220282",)
    assert found.local is False


def test_the_own_rescuers_are_at_the_scene(gazetteer: Gazetteer) -> None:
    found = _told(gazetteer, "救援", "一民房倒塌，农安县消防派出两车，1人死亡。", "倒塌")
    assert found.regions == ("220122",)


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("在长沙读大学的刘某暑假回到郴州安仁老家，3日游泳时溺水身亡。", "溺水", "431028"),
        ("在杭州工作的李女士回安徽歙县老家探亲时遭遇山洪。", "山洪", "341021"),
    ],
)
def test_who_has_gone_home_is_there(gazetteer: Gazetteer, text: str, word: str, code: str) -> None:
    assert _told(gazetteer, "两人遇险", text, word).regions == (code,)


def test_who_is_on_the_way_home_is_where_the_road_is(gazetteer: Gazetteer) -> None:
    text = "在昆山打工的李某回湖北老家，行驶到沪武高速合肥段时爆胎，2人死亡。"
    assert _told(gazetteer, "返乡路上", text, "爆胎").regions == ("340100",)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("本报讯（扬子晚报记者 李某）昨日，鼓楼区一居民楼起火", ("320106",)),
        ("长安区一辆轿车坠河。来源：华商报", ("610116",)),
        ("鼓楼区玄武湖隧道发生车祸", ("320106",)),
        ("江北区观音桥一火锅店爆炸", ("500105",)),
        ("鼓楼区一居民楼起火", ()),
        ("玄武湖隧道发生车祸", ()),
    ],
)
def test_a_paper_that_is_cited_or_a_sight_settles_a_name_with_namesakes(
    gazetteer: Gazetteer, text: str, codes: tuple[str, ...]
) -> None:
    assert gazetteer.find(text).regions == codes


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("长春的刘先生在哈尔滨亚布力滑雪时撞树。雪场属尚志市。", "撞树", ("230183",)),
        ("我在沈阳出差呢，家里打电话说绿园区我家那栋楼着火了。", "着火", ("220106",)),
        ("长春某小区一楼着火，市民刘先生报警。", "着火", ("220100",)),
    ],
)
def test_whoever_is_told_of_does_not_place_it(
    gazetteer: Gazetteer, text: str, word: str, codes: tuple[str, ...]
) -> None:
    assert _told(gazetteer, "", text, word).regions == codes


@pytest.mark.parametrize(
    ("title", "text", "codes"),
    [
        ("阿坝暴雨成灾", "阿坝县三防办通报，一栋房屋倒塌。", ("513231",)),
        ("临夏一民房倒塌", "临夏市消防到场，一栋房屋倒塌。", ("622901",)),
        ("临夏州通报灾情", "临夏州消防支队通报，一栋房屋倒塌。", ("622900",)),
    ],
)
def test_a_prefecture_s_name_is_its_county_s_where_the_text_names_that_alone(
    gazetteer: Gazetteer, title: str, text: str, codes: tuple[str, ...]
) -> None:
    assert _told(gazetteer, title, text, "倒塌").regions == codes
