from __future__ import annotations

from datetime import UTC, datetime

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def judge(classifier: Classifier, text: str) -> Classification:
    return classifier.classify(Item("x", "", text, source_kind="social", published_at=NOW), NOW)


def test_own_words_decide_the_disposition(classifier: Classifier) -> None:
    result = judge(classifier, "建议在桂林路加装路灯//@王某: 这帮当官的没一个好官")
    assert (result.disposition, result.disposition_of_quoted) == ("constructive", False)


def test_where_own_words_take_no_side_those_passed_on_do_and_the_result_says_so(
    classifier: Classifier,
) -> None:
    result = judge(classifier, "转发微博//@王某: 建议在桂林路加装路灯")
    assert (result.disposition, result.disposition_of_quoted) == ("constructive", True)
    assert any("依所引原文" in reason for reason in result.reasons)


def test_words_passed_on_give_facts_and_the_result_says_where_they_stand(classifier: Classifier) -> None:
    text = "愿平安[蜡烛]//@某报:朝阳区一仓库起火，造成5人死亡"
    said = judge(classifier, text).to_json()
    assert (said["emergency"], said["casualties"]["deaths"]) == ("fire", 5)
    span = said["casualty_details"]["deaths"]["spans"][0]
    assert span["quoted"] is True
    assert text[span["start"] : span["end"]] == "5人死亡"
    assert [text[q["start"] : q["end"]] for q in said["quotes"]] == ["朝阳区一仓库起火，造成5人死亡"]


def test_whoever_is_quoted_does_not_speak_with_the_authority_of_the_one_who_quotes(
    classifier: Classifier,
) -> None:
    result = judge(classifier, "警方通报没人受伤//@王某:朝阳区火锅店爆炸，死了5个人")
    assert result.casualties["deaths"].origin != "official"


def test_own_words_that_call_it_untrue_leave_no_emergency(classifier: Classifier) -> None:
    result = judge(classifier, "假的，已辟谣//@王某:听说化工厂爆炸死了30人")
    assert (result.emergency, result.casualty("deaths")) == (None, None)
    assert "rumour" in result.flags
