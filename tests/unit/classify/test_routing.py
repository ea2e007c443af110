from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.lexicon import Lexicon
from monitor.classify.organs.matter import Matter, Routing
from monitor.classify.organs.routing import Router
from monitor.classify.organs.table import OrgansConfig
from monitor.config_file import read
from monitor.errors import ConfigError

CONFIG = Path(__file__).resolve().parents[3] / "config"
FIRE = Matter("城乡建设", emergency="fire", severity="IV", regions=("220104",), local=True)


@pytest.fixture(scope="module")
def config() -> OrgansConfig:
    return read(CONFIG / "organs.yaml", OrgansConfig)


@pytest.fixture(scope="module")
def router(config: OrgansConfig) -> Router:
    return Router(config, read(CONFIG / "taxonomy.yaml", TaxonomyConfig))


def test_a_small_fire_is_answered_by_the_district_and_led_by_the_department(router: Router) -> None:
    routing = router.route(FIRE)
    assert routing.organs[:2] == ("朝阳区人民政府", "市应急管理局")
    assert "市消防救援支队" in routing.coordinating


def test_a_grave_fire_is_answered_by_the_department_and_led_by_the_command(router: Router) -> None:
    routing = router.route(replace(FIRE, severity="II"))
    assert routing.organs[:3] == ("市应急管理局", "市突发事件应急指挥部", "朝阳区人民政府")
    assert any("分级负责" in reason for reason in routing.reasons)


def test_a_matter_across_districts_goes_to_the_superior_organ(router: Router) -> None:
    routing = router.route(Matter("城乡建设", regions=("220102", "220103"), local=True))
    assert routing.organ == "市城乡建设委员会"
    assert routing.coordinating == ("南关区人民政府", "宽城区人民政府")


def test_a_development_zone_answers_for_its_own_ground(router: Router) -> None:
    assert (
        router.route(Matter("城乡建设", regions=("220172",), local=True)).organ
        == "净月高新技术产业开发区管委会"
    )


def test_a_city_wide_policy_is_answered_by_the_lead_department(router: Router) -> None:
    matter = Matter("教育文体", regions=("220104",), local=True, focus="major_decision")
    assert router.route(matter).organ == "市教育局"


def test_a_vertically_managed_body_answers_itself(router: Router, config: OrgansConfig) -> None:
    found = Lexicon(config.groups()).find("税务局不给开发票")
    routing = router.route(Matter("经济管理", regions=("220104",), local=True, found=found))
    assert (routing.organ, routing.lead) == ("国家税务总局长春市税务局", "国家税务总局长春市税务局")


@pytest.mark.parametrize(
    ("text", "category", "lead"),
    [
        ("物业不管，业主无奈", "城乡建设", "市住房保障和房屋管理局"),
        ("公交车半小时不来", "交通运输", "市交通运输局"),
        ("暖气不热", "城乡建设", "市城乡建设委员会"),
        ("医保报销比例低", "卫生计生", "市医疗保障局"),
        ("派出所不立案", "政法", "市公安局"),
        ("寺庙收香火钱", "商贸旅游", "市民族事务委员会"),
    ],
)
def test_words_name_the_organ_in_charge_whatever_the_category(
    router: Router, config: OrgansConfig, text: str, category: str, lead: str
) -> None:
    found = Lexicon(config.groups()).find(text, head=40)
    routing = router.route(Matter(category, local=True, found=found))
    assert routing.lead == lead
    assert any("谁主管谁负责" in reason for reason in routing.reasons)


def test_words_of_the_taxonomy_name_an_organ_where_its_own_words_are_missing(
    router: Router, config: OrgansConfig
) -> None:
    text = "单位领导不让我们进行职业病体检，女工孕期照样上夜班"
    found = Lexicon(config.groups()).find(text, head=40)
    routing = router.route(Matter("劳动和社会保障", local=True, found=found, text=text))
    assert routing.lead == "市人力资源和社会保障局"
    assert "词语" in routing.reasons[0]


def test_a_word_against_a_topic_takes_off_what_another_gave(config: OrgansConfig) -> None:
    topic = config.topics[0].model_copy(update={"strong": ("动车",), "words": (), "against": ("机动车",)})
    assert Lexicon({"railway": topic.points()}).find("非机动车道")["railway"].score == 0


def test_a_branch_of_an_unknown_organ_is_refused(config: OrgansConfig) -> None:
    with pytest.raises(ValueError, match="没有 id 为 nobody 的单位"):
        OrgansConfig.model_validate(config.model_dump() | {"branches": {"民政/优抚": "nobody"}})


def test_every_branch_in_the_table_is_one_of_the_taxonomy(config: OrgansConfig) -> None:
    known = {
        path
        for category in read(CONFIG / "taxonomy.yaml", TaxonomyConfig).categories
        for second, thirds in category.second.items()
        for path in (f"{category.name}/{second}", *(f"{category.name}/{second}/{third}" for third in thirds))
    }
    assert config.branches.keys() <= known


def test_one_weak_word_does_not_overrule_the_category(router: Router, config: OrgansConfig) -> None:
    text = "这件事" * 20 + "围挡"
    found = Lexicon(config.groups()).find(text, head=40)
    assert router.route(Matter("民政", local=True, found=found)).lead == "市民政局"


def test_the_public_utility_helps_the_organ_in_charge(router: Router, config: OrgansConfig) -> None:
    found = Lexicon(config.groups()).find("小区停水了", head=40)
    routing = router.route(Matter("城乡建设", regions=("220104",), local=True, found=found))
    assert routing.organs == ("朝阳区人民政府", "市水务局", "长春水务（集团）有限责任公司")


def test_a_doubtful_category_without_words_is_left_to_a_person_to_confirm(router: Router) -> None:
    routing = router.route(Matter("民政", local=True, uncertain=True))
    assert "请人工核定" in routing.reasons[0]


def test_a_matter_elsewhere_has_no_organ_here(router: Router) -> None:
    assert router.route(replace(FIRE, local=False)) == Routing()


def test_a_matter_of_unknown_place_goes_to_the_department_for_now(router: Router) -> None:
    routing = router.route(Matter("教育文体"))
    assert routing.organ == "市教育局"
    assert "地点不明" in routing.reasons[0]


def test_what_nobody_is_in_charge_of_stays_with_the_office(router: Router) -> None:
    routing = router.route(Matter("自定义类别"))
    assert routing.organ == "市政府办公室"
    assert "需人工指定" in routing.reasons[0]


def test_routing_again_from_the_organs_of_a_result_keeps_lead_and_helpers(
    router: Router, config: OrgansConfig
) -> None:
    found = Lexicon(config.groups()).find("小区停水了", head=40)
    first = router.route(Matter("城乡建设", regions=("220104",), local=True, found=found))
    again = router.route(
        Matter(
            "城乡建设",
            regions=("220104",),
            local=True,
            lead=router.in_charge(first.organs),
            helpers=first.organs[1:],
        )
    )
    assert again.organs == first.organs


def test_every_category_and_kind_has_a_lead_and_every_region_an_organ(
    config: OrgansConfig, router: Router
) -> None:
    for category in config.categories:
        assert router.route(Matter(category)).lead
    codes = {o.region for o in config.organs if o.region}
    assert len(codes) == 15
    for duty in config.emergencies.values():
        assert duty.basis


def test_the_first_spokesperson_is_named_by_office_not_by_person(router: Router) -> None:
    assert router.route(FIRE).spokesperson == "主要负责人（第一新闻发言人）"


def test_an_unknown_organ_in_the_table_is_refused(tmp_path: Path) -> None:
    text = (
        (CONFIG / "organs.yaml")
        .read_text(encoding="utf-8")
        .replace("fire: {lead: emergency", "fire: {lead: nobody")
    )
    path = tmp_path / "organs.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="nobody"):
        read(path, OrgansConfig)
