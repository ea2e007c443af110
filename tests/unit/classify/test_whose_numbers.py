"""Whose a number is: the official series and the unverified one apart, with organ, time and what a bulletin supersedes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import item_from_json

NOW = datetime(2026, 11, 9, tzinfo=UTC)


def judge(classifier: Classifier, text: str, **more: str) -> Classification:
    item = {"id": "1", "text": text, "published_at": "2026-11-08T23:00:00+08:00"} | more
    return classifier.classify(item_from_json(item), NOW)


def series(said: Classification, name: str) -> dict[str, int]:
    return {side: held[name].value for side, held in said.casualty_series.items() if name in held}


def official(said: Classification, name: str) -> dict[str, Any]:
    return said.to_json()["casualty_series"]["official"][name]


@pytest.mark.parametrize(
    "text",
    [
        "长春一饭店起火。有网友称死了11人。据长春发布消息，火灾造成2人死亡。",
        "长春一饭店起火，有网友称死了11人。长春发布：火灾造成2人死亡。",
        "长春一饭店起火。平安长春通报，火灾造成2人死亡。有网友称实际有11人死亡。",
        "长春一饭店起火，长春消防：火灾造成2人死亡。网民爆料死了11人。",
        "长春一饭店起火，官方通报2人死亡，现场目击者称抬出11具遗体。",
        "长春一饭店起火，市应急管理局局长王某告诉记者，目前2人死亡。知情人士透露死了11人。",
    ],
)
def test_the_official_number_and_the_higher_one_that_nobody_stands_for_are_both_kept(
    classifier: Classifier, text: str
) -> None:
    said = judge(classifier, text)
    assert series(said, "deaths") == {"stated": 2, "official": 2, "unverified": 11}
    assert (said.casualty("deaths"), said.severity, said.severity_provisional) == (11, "II", True)
    assert "unverified" in said.flags


def test_a_witness_speaks_to_the_end_of_his_sentence_only(classifier: Classifier) -> None:
    said = judge(classifier, "长春发布消息，一工地坍塌造成2人死亡。工友说里面还埋着12人。另有7人受伤。")
    assert series(said, "trapped") == {"unverified": 12}
    assert (series(said, "deaths")["official"], series(said, "injured")["official"]) == (2, 7)
    assert official(said, "injured")["origin_organ"] == "长春发布"


def test_who_was_asked_and_has_not_yet_announced_anything_gives_no_official_number(
    classifier: Classifier,
) -> None:
    said = judge(classifier, "长春一饭店起火，官方尚未通报伤亡情况，已有3人死亡。")
    assert series(said, "deaths") == {"stated": 3}


@pytest.mark.parametrize(
    ("words", "bound"),
    [("至少死了11人", "at_least"), ("大概死了11人", "about"), ("死了11人", "exact")],
)
def test_a_word_that_bounds_a_count_may_stand_before_its_verb(
    classifier: Classifier, words: str, bound: str
) -> None:
    said = judge(classifier, f"长春市朝阳区一饭店起火，有网友称{words}。")
    assert said.casualties["deaths"].bound == bound


def test_a_refuted_number_is_not_used_and_the_refutation_tells_its_own(classifier: Classifier) -> None:
    said = judge(classifier, "网传长春某商场火灾死亡20人，官方辟谣：系谣言，现场仅1人轻伤。")
    assert (said.casualty("deaths"), series(said, "injured")) == (None, {"stated": 1, "official": 1})
    assert "rumour" in said.flags


@pytest.mark.parametrize(
    "text",
    [
        "不信谣不传谣！「长春某商场烧死30人」这是假的。官方通报，现场为电线短路，无人员伤亡。",
        "请勿信谣！“某小区楼塌埋了20人”的视频是假的，警方提醒不要转发。",
    ],
)
def test_an_office_that_calls_a_quoted_story_false_tells_of_a_rumour(
    classifier: Classifier, text: str
) -> None:
    assert "rumour" in judge(classifier, text, source="长春发布", source_kind="social").flags


def test_asking_people_not_to_spread_rumours_beside_a_real_accident_is_none(classifier: Classifier) -> None:
    text = "长春市应急管理局通报，8日朝阳区一饭店火灾造成2人死亡。请市民不信谣、不传谣，以官方发布为准。"
    assert "rumour" not in judge(classifier, text).flags


@pytest.mark.parametrize(
    ("text", "organ", "at"),
    [
        ("记者从长春市应急管理局获悉，截至8日22时20分，火灾共造成12人死亡。", "长春市应急管理局", "2026-11-08T22:20:00+08:00"),
        ("8日22时20分，长春市委宣传部发布通报：火灾共造成12人死亡。", "长春市委宣传部", "2026-11-08T22:20:00+08:00"),
        ("长春发布11月8日22:20消息，火灾造成12人死亡。", "长春发布", "2026-11-08T22:20:00+08:00"),
        ("长春市应急管理局7日发布通报称，爆炸已致12人死亡。", "长春市应急管理局", "2026-11-07"),
        ("【长春市应急管理局情况通报】11月8日16时，某饭店起火。截至目前，共造成12人死亡。", "长春市应急管理局", None),
        ("据长春市公安局朝阳分局消息，8日16时许，两车相撞，造成12人死亡。", "长春市公安局朝阳分局", None),
        ("官方微博“平安长春”通报，火灾造成12人死亡。", "平安长春", None),
        ("长春一饭店火灾，共造成12人死亡。市应急管理局通报。", "市应急管理局", None),
        ("市卫健委主任张某在新闻发布会上介绍，截至昨晚8时，火灾造成12人死亡。", "市卫健委", "2026-11-07T20:00:00+08:00"),
        ("长春一饭店火灾，官方通报已有12人死亡。", None, None),
    ],
)  # fmt: skip
def test_an_official_number_names_its_organ_and_its_hour_where_the_text_does(
    classifier: Classifier, text: str, organ: str | None, at: str | None
) -> None:
    told = official(judge(classifier, text), "deaths")
    assert (told["value"], told["origin_organ"], told["origin_at"]) == (12, organ, at)


@pytest.mark.parametrize(
    ("text", "value", "before"),
    [
        ("长春一工厂爆炸。8日10时通报死亡3人，12时通报死亡5人，18时市应急管理局通报死亡人数上升至10人。", 10, [3, 5]),
        ("长春发布消息，火灾死亡人数由3人升至10人。", 10, [3]),
        ("长春市应急管理局通报，火灾死亡人数从12人更正为8人。", 8, [12]),
        ("长春市应急管理局通报，火灾造成10人死亡。", 10, []),
    ],
)  # fmt: skip
def test_a_bulletin_names_the_numbers_that_it_supersedes_with_their_places(
    classifier: Classifier, text: str, value: int, before: list[int]
) -> None:
    told = official(judge(classifier, text), "deaths")
    assert (told["value"], [s["value"] for s in told["supersedes"]]) == (value, before)
    for old in told["supersedes"]:
        (span,) = old["spans"]
        assert str(old["value"]) in text[span["start"] : span["end"]]


def test_the_later_bulletin_of_one_text_counts_even_where_it_is_lower(classifier: Classifier) -> None:
    text = "长春一饭店火灾，8日16时20分官方通报7人受伤，22时20分再次通报：共造成12人死亡、6人受伤。"
    told = official(judge(classifier, text), "injured")
    assert (told["value"], [s["value"] for s in told["supersedes"]]) == (6, [7])


def test_what_an_office_writes_on_its_own_site_is_its_own_number(classifier: Classifier) -> None:
    text = "11月8日，朝阳区一饭店发生火灾，造成2人死亡。"
    said = judge(classifier, text, source="长春市应急管理局", source_kind="official_site")
    assert official(said, "deaths")["origin_organ"] == "长春市应急管理局"
    assert "official" not in judge(classifier, text, source="某网", source_kind="portal").casualty_series
