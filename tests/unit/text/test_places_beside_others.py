"""Reports that name two or three places: which of them is the scene, for names of any county."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config_file import read
from monitor.text.gazetteer import RegionsConfig
from monitor.text.places import Gazetteer
from monitor.text.segment import load_segmenter

CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    cut = load_segmenter(CONFIG / "dictionary.txt").cut
    return Gazetteer(read(CONFIG / "regions.yaml", RegionsConfig), cut)


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        pytest.param(
            "洪水\n受上游梅州暴雨影响，4日上午，吉安市遂川县河水漫堤。",
            ("360827",),
            id="what reaches a place",
        ),
        pytest.param("受强降雨影响，梅州多地停课。", ("441400",), id="a place that rain reaches"),
        pytest.param(
            "辽源一客车侧翻\n一辆从德阳开往绵阳的大客车行至西安区境内时侧翻。",
            ("220403",),
            id="a district of the headline's city",
        ),
        pytest.param(
            "货车坠桥\n一辆常德牌照的货车在当涂县坠桥，司机湖南人。", ("340521",), id="a licence plate"
        ),
        pytest.param(
            "货车坠桥\n一辆安顺牌照的货车在鼓楼区坠桥，上面装有运往遵义的水泥。",
            (),
            id="a scene that nobody can tell",
        ),
        pytest.param(
            "一家三口遇难\n郏县一村民家中失火，一家三口遇难。户主的弟弟从桂林赶回。",
            ("410425",),
            id="a county of two letters",
        ),
        pytest.param(
            "两车相撞\n3月4日，蒲县公安局交警大队通报，两车相撞，重伤者转送至三明市人民医院救治。",
            ("141033",),
            id="the police of a county of two letters",
        ),
    ],
)
def test_the_scene_is_told_from_what_is_named_beside_it(
    gazetteer: Gazetteer, text: str, regions: tuple[str, ...]
) -> None:
    assert gazetteer.find(text, title_end=max(0, text.find("\n"))).regions == regions


def test_the_head_of_a_county_is_no_county(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("会上，赵县长说，周辉县长也来。").regions == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("长春净月大街附近一饭店起火", "220172"),
        ("长春龙嘉街道一民房起火", "220113"),
        ("长春南站街道办回应路灯不亮", "220104"),
        ("长春净月一工地起火", "220172"),
    ],
)
def test_a_street_or_town_behind_the_city_is_one_though_city_and_word_are_a_name_too(
    gazetteer: Gazetteer, text: str, code: str
) -> None:
    assert gazetteer.find(text).regions == (code,)


def test_whom_somebody_claims_to_be_and_where_he_moved_from_is_not_where_it_is(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("四平市铁东区警方抓获一名冒充长春法官行骗的男子。").regions == ("220303",)
    assert gazetteer.find("刚从长春搬到大连，小区物业天天断水。").regions == ("210200",)
    assert gazetteer.find("列车晚点\n长春西到上海虹桥的列车晚点，停在铁岭。", title_end=4).regions == (
        "211200",
    )


def test_an_own_district_that_a_county_elsewhere_is_called_like_is_ours_where_somebody_points_at_it(
    gazetteer: Gazetteer,
) -> None:
    assert gazetteer.find("孩子不敢上学。宽城的一所初中。").regions == ("220103",)
    assert gazetteer.find("承德宽城的一所初中起火。").regions == ("130827",)
    assert gazetteer.find("宽城满族自治县一矿坍塌。").regions == ("130827",)
    assert gazetteer.find("朝阳那边水管爆了。").regions == ()


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        pytest.param(
            "农安县一居民楼起火\n4日，农安县黄鱼圈乡一居民楼起火，公主岭市、榆树市消防站增援。",
            ("220122",),
            id="a house of residents is no resident",
        ),
        pytest.param(
            "老人走失\n4日，家住双阳区的王大爷在朝阳区隆礼路走失。", ("220104",), id="where he lives"
        ),
        pytest.param("家住双阳区的王大爷反映，楼道灯坏了。", ("220112",), id="where he lives and writes of"),
        pytest.param(
            "公交改线\n我家住朝阳区桂林路，单位在德惠市，改线后要倒两次车。",
            ("220104",),
            id="where she works",
        ),
        pytest.param(
            "我单位在德惠市，欠薪三个月了。", ("220183",), id="the place of work that is complained of"
        ),
        pytest.param(
            "住绿园的来说一句，今天去农安宝塔街道办事，路上井盖没了。", ("220122",), id="where he went to"
        ),
        pytest.param(
            "施工挖断水管\n4日上午，宽城区一匡街施工挖断供水管，二道区部分小区停水6小时。",
            ("220103", "220105"),
            id="the scene before a part that it reaches",
        ),
    ],
)
def test_of_two_own_districts_the_scene_is_told_from_home_work_and_help(
    gazetteer: Gazetteer, text: str, regions: tuple[str, ...]
) -> None:
    assert gazetteer.find(text, title_end=max(0, text.find("\n"))).regions == regions


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("农安县一旅行社组织的老年团昨日在滨州市博兴县一饭店用餐后，16人呕吐。", ("371625",)),
        ("农安县一旅行社老板跑了，定金不退。", ("220122",)),
        ("景德镇市浮梁县发生3.8级地震，长春市朝阳区部分市民称有轻微震感。", ("360222",)),
        ("保定市清苑区疾控中心通报，一批由长春某生物公司生产的疫苗被封存。", ("130608",)),
        ("一批由长春某生物公司生产的疫苗被封存。", ("220100",)),
        ("我在二道区荣光路买的房子没下证，同一个开发商在宽城区的楼盘都办完了。", ("220105",)),
        ("从绿园打车到高新超越街道，司机绕了半个小时。", ("220173",)),
    ],
)
def test_who_sent_a_party_made_a_thing_or_built_elsewhere_is_not_where_it_happened(
    gazetteer: Gazetteer, text: str, regions: tuple[str, ...]
) -> None:
    assert gazetteer.find(text).regions == regions
