"""Those who were missing beside a toll and are found dead behind it, and those who are found so that nobody is trapped any more."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 27, 10, tzinfo=SHANGHAI)
TOLL = "前日下午4时，某县发生山体滑坡，造成3人死亡、1人失踪。"


def figures(classifier: Classifier, text: str, title: str = "") -> dict[str, int]:
    item = Item("x", title, text, source_kind="local_media", published_at=NOW)
    return {name: figure.value for name, figure in classifier.classify(item, NOW).casualties.items()}


@pytest.mark.parametrize("title", ["", "山体滑坡致3死1失踪"])
@pytest.mark.parametrize(
    "text",
    [
        f"{TOLL}昨日上午，失踪者的遗体在下游被发现。",
        f"{TOLL}昨日上午，失踪的护林员龚某的遗体在下游被发现。",
        f"{TOLL}昨日上午，最后一名失踪人员被找到，已无生命体征。",
        "前日下午4时，某县发生山体滑坡。至前日深夜，找到3名遇难者，1人失踪。昨日上午，最后一名失踪者的遗体被找到。",
        "前日下午4时，某县发生山体滑坡。至前日深夜，找到3名遇难者，还有1名姓龚的护林员没有下落。昨日上午，挖掘机移开巨石，龚某的遗体被找到。",
        f"{TOLL}昨日上午，失踪者的遗体在下游被发现。至此，4名遇难者全部找到。",
    ],
)
def test_who_was_missing_beside_the_toll_comes_on_top_of_it(
    classifier: Classifier, title: str, text: str
) -> None:
    found = figures(classifier, text, title)
    assert found["deaths"] == 4
    assert found.get("missing", 0) == 0


def test_all_of_several_come_on_top(classifier: Classifier) -> None:
    text = "前日下午，某县发生山体滑坡，造成3人死亡、2人失踪。昨日上午，失踪的两人的遗体在下游被发现。"
    assert figures(classifier, text, "山体滑坡致3死2失踪") == {"deaths": 5, "missing": 0}


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        # The headline has him already.
        ("山体滑坡致4死", f"{TOLL}昨日上午，失踪者的遗体在下游被发现。", {"deaths": 4, "missing": 0}),
        (
            "山体滑坡致3死2失踪",
            "前日下午，某县发生山体滑坡，造成3人死亡、2人失踪。昨日上午，一名失踪者的遗体被发现，另一名失踪者仍未找到。",
            {"deaths": 3, "missing": 2},
        ),
        ("山体滑坡致3死1失踪", f"{TOLL}昨日上午，龚某的遗体被送往殡仪馆。", {"deaths": 3, "missing": 1}),
    ],
)
def test_none_is_counted_twice(
    classifier: Classifier, title: str, text: str, expected: dict[str, int]
) -> None:
    assert figures(classifier, text, title) == expected


def test_all_who_were_trapped_are_found_however_often_the_text_counts_them(classifier: Classifier) -> None:
    text = (
        "昨日煤矿透水。至此，14名被困矿工全部找到，除这10人生还外，另有4人不幸遇难。"
        "事发时井下有52人作业，38人脱险，14人被困。"
    )
    assert figures(classifier, text, "煤矿透水：10人生还4人遇难") == {"deaths": 4, "trapped": 0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨日两车相撞，造成4人死亡。除遇难者外，两车共有21名乘客受伤。", {"deaths": 4, "injured": 21}),
        ("昨日发生车祸，遇难者家属共29人到场。事故造成5人死亡。", {"deaths": 5}),
        ("昨日隧道塌方，除洞内3人外，洞口还有5人摔伤。", {"injured": 8}),
        (
            "昨日客车追尾，造成5人死亡、12人受伤，志愿者在医院照看2名与父母失散的孩子。",
            {"deaths": 5, "injured": 12},
        ),
        ("昨日山洪暴发，3人与队伍失散，至今没有消息。", {"missing": 3}),
    ],
)
def test_numbers_of_others_are_none_of_the_toll(
    classifier: Classifier, text: str, expected: dict[str, int]
) -> None:
    assert figures(classifier, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{TOLL}2019年该地也有1人失踪，失踪者的遗体后来在下游被发现。",
        f"{TOLL}昨日，网传失踪者的遗体已被找到，官方称系谣言，仍在搜寻。",
        f"{TOLL}失踪者的遗体如被找到，将第一时间通知家属。",
        f"{TOLL}家属希望失踪者的遗体能够早日找到。",
        f"{TOLL}家属期盼失踪的王某的遗体找到后运回老家。",
    ],
)
def test_what_is_hoped_denied_or_of_other_years_finds_nobody(classifier: Classifier, text: str) -> None:
    assert figures(classifier, text) == {"deaths": 3, "missing": 1}


def test_whoever_was_missing_among_the_dead_is_no_further_one(classifier: Classifier) -> None:
    text = "前日，山体滑坡造成4人死亡，其中1人失踪后被找到。失踪者的遗体在下游被发现。"
    assert figures(classifier, text)["deaths"] == 4


@pytest.mark.parametrize(
    "found",
    [
        "搜救人员找到两名失踪者，已遇难",
        "又发现2具遗体，确认为失踪人员",
        "现场又找到2名失踪者的遗体",
        "失联人员中有2人被找到，但已没有生命体征",
        "3名失踪者中的两人被找到，已无生命体征",
    ],
)
def test_some_of_the_missing_come_on_top_and_the_others_stay_missing(
    classifier: Classifier, found: str
) -> None:
    text = f"前日下午4时，某县发生山体滑坡，造成3人死亡、6人受伤，3人失踪。昨日上午，{found}。"
    assert figures(classifier, text) == {"deaths": 5, "injured": 6, "missing": 1}
