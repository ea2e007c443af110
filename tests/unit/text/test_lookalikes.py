from __future__ import annotations

import pytest

from monitor.text.clean import clean, clean_text

MEANT = [
    pytest.param("⻔⼝塌了，⻋被埋", "门口塌了，车被埋", id="Kangxi radicals and their supplement"),
    pytest.param("エ地塌了，人ロ多", "工地塌了，人口多", id="katakana among Chinese characters"),
    pytest.param("ニュースです", "ニュースです", id="Japanese stays"),
    pytest.param("二○二五年，𝟏2人，1O人", "二〇二五年，12人，10人", id="zeros and digits"),
    pytest.param("死·亡3人，爆-炸，火 灾", "死亡3人，爆炸，火灾", id="a sign inside a word"),
    pytest.param("死\u200b亡3人", "死亡3人", id="zero-width"),
    pytest.param(
        "s亡3人，4亡人数", "死亡3人，死亡人数", id="a letter or digit in place of its first character"
    ),
    pytest.param("2伤4亡", "2伤4亡", id="four dead are four dead"),
    pytest.param("zf不管，爆zha了", "政府不管，爆炸了", id="pinyin"),
    pytest.param(
        "旅游-行程 网上 访谈 防疫 情况 长城 管理 微信-访问 加强 拆除",
        "旅游-行程 网上 访谈 防疫 情况 长城 管理 微信-访问 加强 拆除",
        id="two words side by side stay two words",
    ),
]


@pytest.mark.parametrize(("raw", "expected"), MEANT)
def test_what_is_meant_is_read(raw: str, expected: str) -> None:
    assert clean(raw).text == clean_text(raw) == expected


def test_a_rejoined_word_points_to_the_whole_of_it_as_given() -> None:
    raw = "造成死·亡3人"
    found = clean(raw)
    assert raw[slice(*found.source_span(2, 6))] == "死·亡3人"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("造成 1 2 人 死 亡", "造成12人死亡"),
        ("火灾死 亡 1 2 人。", "火灾死亡12人。"),
        ("事故致1 2 人死亡", "事故致12人死亡"),
        ("造成⑫人死亡", "造成12人死亡"),
        ("造成3①人死亡、12②人受伤", "造成3人死亡、12人受伤"),
        ("十㊁人死亡，㊀死㊁伤", "十二人死亡，一死二伤"),
        ("l5人受伤，死亡I2人，近1l人", "15人受伤，死亡12人，近11人"),
    ],
)
def test_numbers_of_victims_in_disguise_are_read(given: str, meant: str) -> None:
    assert clean(given).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "①死亡3人；②受伤5人",
        "①人员伤亡 ②伤员救治",
        "1 2 3 4 5",
        "张 三 李 四",
        "表1 2 人均收入",
        "A l5栋",
        "2 3日下雨",
    ],
)
def test_lists_tables_and_names_stay_as_they_are(text: str) -> None:
    assert clean(text).text == text
