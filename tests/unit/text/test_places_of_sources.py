"""A name that many cities have is the one of the source's own place, where the text names none."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.text.places import Gazetteer, Places, load_gazetteer

CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(CONFIG / "regions.yaml")


def _placed(gazetteer: Gazetteer, source: str, text: str) -> Places:
    return gazetteer.find(text, seat=gazetteer.sources.seat_of(source))


@pytest.mark.parametrize(
    ("source", "text", "code"),
    [
        ("福州晚报", "昨日，鼓楼区一居民楼起火", "350102"),
        ("南京晨报", "昨日，鼓楼区一居民楼起火", "320106"),
        ("华商报", "昨日，长安区一民房坍塌", "610116"),
        ("今晚报", "昨日，和平区一饭店爆炸", "120101"),
        ("贵阳晚报", "昨日，白云区一厂房起火", "520113"),
        ("青岛早报", "昨日，市北区一民房起火", "370203"),
        ("城市晚报", "昨日，朝阳区一居民楼起火", "220104"),
        ("沈阳市铁西区应急管理局", "铁西区一厂房起火", "210106"),
        ("西安晚报", "莲湖区一餐馆爆燃，伤者送往咸阳市一家医院", "610104"),
    ],
)
def test_the_place_of_the_source_settles_a_name_with_namesakes(
    gazetteer: Gazetteer, source: str, text: str, code: str
) -> None:
    assert _placed(gazetteer, source, text).regions == (code,)


@pytest.mark.parametrize(
    ("source", "text", "code"),
    [
        ("辽宁日报", "昨日，长春市朝阳区一小区停电", "220104"),
        ("新京报", "石家庄长安区一小区起火", "130102"),
        ("燕赵都市报", "平顶山新华区一小区起火", "410402"),
    ],
)
def test_what_the_text_names_goes_before_the_source(
    gazetteer: Gazetteer, source: str, text: str, code: str
) -> None:
    assert _placed(gazetteer, source, text).regions == (code,)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("江城日报", "昨日，高新区一企业起火"),
        ("吉林日报", "昨日，高新区一企业起火"),
        ("华商报", "昨日，重庆路一商铺起火"),
        ("网友“北京人在沈阳”", "昨日，和平区一饭店爆炸"),
        ("扬子江上", "昨日，鼓楼区一居民楼起火"),
        ("", "昨日，鼓楼区一居民楼起火"),
    ],
)
def test_zones_streets_and_sources_of_two_places_settle_nothing(
    gazetteer: Gazetteer, source: str, text: str
) -> None:
    found = _placed(gazetteer, source, text)
    assert found.regions == ()
    assert found.local is not True


def test_a_source_does_not_place_what_names_no_place(gazetteer: Gazetteer) -> None:
    assert _placed(gazetteer, "福州晚报", "昨日，一居民楼起火").regions == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("青岛市北区一工地塔吊倒塌", "370203"),
        ("青岛市南区发生燃气爆炸", "370202"),
        ("乐山市中区一客车翻车", "511102"),
        ("内江市市中区发生3.2级地震", "511002"),
        ("乐山消防通报，市中区一网吧起火", "511102"),
        ("南宁市北区域管网爆裂", "450100"),
    ],
)
def test_a_district_whose_name_begins_with_the_city_s_ending(
    gazetteer: Gazetteer, text: str, code: str
) -> None:
    assert gazetteer.find(text).regions == (code,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("昨天，崇文区一平房着火", "110101"),
        ("贵州盘县一煤矿瓦斯突出", "520281"),
        ("开封县一爆竹作坊爆炸", "410212"),
        ("上海闸北一居民楼失火", "310106"),
        ("唐山滦县境内两车相撞", "130284"),
        ("广州东山区一小车冲上人行道", "440104"),
        ("鹤岗东山区一煤矿爆炸", "230406"),
        ("东山区一煤矿爆炸", "230406"),
    ],
)
def test_a_district_that_is_gone_tells_what_it_became(gazetteer: Gazetteer, text: str, code: str) -> None:
    assert gazetteer.find(text).regions == (code,)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("诸城信息港", "370782"),
        ("会理论坛", "513402"),
        ("定远百事通", "341125"),
        ("桂平吧", "450881"),
        ("平安大冶", "420281"),
        ("今日诸城", "370782"),
        ("爱如皋", "320682"),
        ("和平论坛", None),  # several cities have a 和平区
        ("阳光论坛", None),
        ("平安保险", None),
        ("平安吧", None),  # a district, and peace: only an authority or a paper is called by it
        ("仙桃吧", "429004"),
        ("会理吧", "513402"),
        ("爱生活", None),
        ("东方头条", None),
    ],
)
def test_a_forum_or_an_account_is_of_the_place_that_it_is_called_by(
    gazetteer: Gazetteer, source: str, code: str | None
) -> None:
    assert gazetteer.sources.seat_of(source) == code
