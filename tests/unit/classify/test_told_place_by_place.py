"""Numbers of several places or bulletins of one report, and what is said of another thing beside them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import Item

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def figures(classifier: Classifier, text: str, title: str = "") -> dict[str, int]:
    item = Item("x", title, text, source_kind="local_media", published_at=NOW)
    said = classifier.classify(item, NOW)
    names = ("deaths", "injured", "missing", "trapped")
    return {n: number for n in names if (number := said.casualty(n)) is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The word for the fate stands once.
        ("昨日地震，四川受伤人数为6520人，甘肃为412人。", {"injured": 6932}),
        ("地震造成的死亡人数为：会泽县8人，巧家县5人，东川区1人。", {"deaths": 14}),
        # A prefecture is listed beside cities; the province may stand before the first of them.
        (
            "昨日发生7.3级地震。四川省绵阳市死亡387人，广元市死亡64人，阿坝州死亡29人；另据甘肃省民政厅报告，陇南市死亡21人。",
            {"deaths": 501},
        ),
        # Three and two and one are six, but townships hold none of each other.
        ("昨日暴雨引发山洪，甲镇死亡3人，乙镇死亡2人，丙乡死亡1人。", {"deaths": 6}),
        ("首都昨天发生三起炸弹袭击，共造成13人死亡。其中一家咖啡馆的爆炸造成8人死亡。", {"deaths": 13}),
    ],
)
def test_each_place_counts_its_own(classifier: Classifier, text: str, expected: dict[str, int]) -> None:
    assert figures(classifier, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "昨日在建大桥垮塌。9时，已确认8人死亡，46人失踪。14时，还有23人下落不明。18时公布的最新数字是：遇难30人，失踪16人，受伤19人。",
            {"deaths": 30, "missing": 16, "injured": 19},
        ),
        (
            "昨晚，一列通勤列车发生爆炸。铁路警察说10人被炸死。今天下午，警察局长更正了前一晚的数字：因两具遗体被重复登记，实际死亡人数为9人；受伤75人。",
            {"deaths": 9, "injured": 75},
        ),
        (
            "截至昨天20时，爆炸造成9人死亡、43人受伤。今晨，市一院传来消息，3名重度烧伤的工人先后死亡。",
            {"deaths": 12, "injured": 40},
        ),
        # Each number of a series but the first stands alone; what came since an earlier bulletin is no part of it.
        (
            "昨天地震，死亡人数最初报为3人，今天上午增加到8人，今天下午最新统计为14人，另有2人失踪。",
            {"deaths": 14, "missing": 2},
        ),
        (
            "昨天溃坝，遇难人数早上为17人，中午增至23人，受伤人数增至41人。",
            {"deaths": 23, "injured": 41},
        ),
        ("昨日透水，最初通报的遇难人数是9人，目前已确认遇难12人。", {"deaths": 12}),
        # Areas of one bulletin are no later bulletins.
        (
            "昨日地震，遇难人数增至126人，失踪18人。鲁甸县遇难103人，失踪15人；巧家县遇难21人，失踪3人。",
            {"deaths": 126, "missing": 18},
        ),
    ],
)
def test_the_last_bulletin_stands(classifier: Classifier, text: str, expected: dict[str, int]) -> None:
    assert figures(classifier, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Nobody was hurt by the second one.
        ("昨晚的爆炸造成7人受伤。警方又发现一枚未爆炸弹，拆弹人员将其引爆，无人受伤。", {"injured": 7}),
        (
            "昨天武装分子袭击一个村庄，打死村民至少34人。受伤的村民被送往城里的医院，具体人数不详。",
            {"deaths": 34},
        ),
        # In court, or on a day of remembrance, it is told of what is long past.
        (
            "烟花仓库爆炸案昨日宣判。法院查明，2021年6月30日，谭某组织工人搬运烟花，因摩擦引起爆炸，造成27人死亡、14人受伤。",
            {"deaths": 27, "injured": 14},
        ),
        ("昨日下午，某木材厂起火，火已扑灭。2018年该厂曾发生火灾，烧死3人。", {}),
    ],
)
def test_what_is_said_of_another_thing_is_told_apart(
    classifier: Classifier, text: str, expected: dict[str, int]
) -> None:
    assert figures(classifier, text) == expected


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        (
            "金矿起火时井下有247名矿工，196人先后升井。昨天下午，51名被困者中又有38人获救，他们在医院治疗，3人昏迷。今晨，市政府证实，余下的被困者全部遇难。",
            13,
        ),
        ("昨天客车坠河，车上33人，有9人爬出车窗，其余的人全部死在车里。", 24),
        ("客轮昨晚沉没，船上有62人，渔船救起27人。海事局说，其余乘客和船员无一生还。", 35),
    ],
)
def test_the_rest_of_those_who_were_there_are_dead(classifier: Classifier, text: str, deaths: int) -> None:
    assert figures(classifier, text)["deaths"] == deaths
