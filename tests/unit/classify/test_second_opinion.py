"""Emergencies that only the learnt model hears: unsure, provisional, no graver than their numbers, and none where the words say none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.classify.classifier import Classifier, shipped_models
from monitor.classify.learning.doubt import DoubtRules, doubt_of
from monitor.classify.result import Classification
from monitor.classify.rules import read_rules
from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import Alphabet, unpack
from monitor.classify.scoring.learnt import HAPPENS
from monitor.item import Item
from monitor.text.segment import load_segmenter

NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)
CONFIG = Path(__file__).resolve().parents[3] / "config"
HEARD = "我弟他们班组困在下面的巷子里，水一直涨，敲管子也没人应，家属都在外头跪着"
"""No word of the configuration names what happened here."""


def said(classifier: Classifier, text: str, source_kind: str = "social") -> Classification:
    return classifier.classify(Item("x", "", text, source_kind=source_kind, published_at=NOW), NOW)


@pytest.mark.parametrize(
    "text",
    [
        HEARD,
        "俩老人趴在屋顶上呢，水都漫到窗户了，船还没来，电话也打不通了",
        "三个工友下去就没声了，第四个下去拉也倒了，现在还没拽出来",
        "桌上的人一个接一个倒了，嘴唇都紫了，救护车拉走好几个，有一个没挺过来",
        "后面的人还在往前推，底下压着好几个孩子，脸都白了，没人管",
    ],
)
def test_what_eyewitnesses_tell_in_words_of_their_own_is_heard(classifier: Classifier, text: str) -> None:
    found = said(classifier, text)
    assert found.emergency is not None
    assert found.severity is not None
    assert found.severity_provisional


@pytest.mark.parametrize(
    "text",
    [
        "一桌人喝吐了四个哈哈",
        "外婆走的时候很安静，八十九岁，一辈子没麻烦过谁",
        "昨晚那部片子里一家人都没逃出来，看得我一直掉眼泪",
        "今天单位搞逃生演练，烟一放大家捂着嘴往楼下跑",
        "想起小时候发大水，全家趴在房顶上等船，现在还后怕",
        "孩子滑滑梯磕破了膝盖，擦点药就又跑去玩了",
        "护栏断了一截没人修，孩子天天在边上跑，早晚要出事",
        "这周的工作量压得我喘不上气，人已经没了",
        "请问在工地上摔断了腿，老板不认怎么办",
        "刚才那阵风，晾的衣服刮跑了，追出去半条街",
        "吃了昨天的剩菜拉肚子，请了半天假",
        "高铁晚点，候车厅里坐了好几千人",
    ],
)
def test_what_only_sounds_grave_is_not_heard(classifier: Classifier, text: str) -> None:
    assert said(classifier, text).emergency is None


def test_what_the_model_alone_hears_is_unsure_and_waits_for_a_person(classifier: Classifier) -> None:
    found = said(classifier, HEARD)
    assert found.emergency_unsure
    assert found.relevant
    assert doubt_of(found, DoubtRules()) == "emergency"
    assert any("疑似突发事件" in reason and "请核对" in reason for reason in found.reasons)
    assert found.to_json()["emergency_unsure"] is True


def test_what_a_word_names_is_not_unsure(classifier: Classifier) -> None:
    found = said(classifier, "刚才人民大街发生车祸，三人死亡")
    assert (found.emergency, found.emergency_unsure) == ("traffic_accident", False)


def test_nothing_but_people_counted_raises_the_level(classifier: Classifier) -> None:
    assert said(classifier, HEARD).severity == "IV"


def test_a_word_that_the_rules_set_aside_is_not_heard_against_them(classifier: Classifier) -> None:
    text = "大型翻车现场，笑死我了，台下倒了一片，肚子疼得站不起来"
    assert said(classifier, text).emergency is None


def test_a_rumour_that_goes_round_is_not_heard(classifier: Classifier) -> None:
    assert not said(classifier, f"网传{HEARD}，派出所说没有此事").emergency_unsure


@pytest.mark.parametrize("source_kind", ["portal", "local_media", "official_site"])
def test_reports_are_read_by_their_words_alone(classifier: Classifier, source_kind: str) -> None:
    assert said(classifier, HEARD, source_kind).emergency is None


def test_a_long_text_is_read_by_its_words_alone(classifier: Classifier) -> None:
    assert not said(classifier, HEARD + "。家里人都很着急" * 50).emergency_unsure


def test_an_office_may_do_without_the_model() -> None:
    rules = read_rules(CONFIG)
    deaf = rules.emergency.model_copy(
        update={
            "alarm": rules.emergency.alarm.model_copy(update={"believed_from": 1.0, "addressed_from": 1.0})
        }
    )
    models = shipped_models()
    office = Classifier(replace(rules, emergency=deaf), models, load_segmenter(CONFIG / "dictionary.txt"))
    assert said(office, HEARD).emergency is None


def test_the_model_of_alarms_knows_its_labels_and_no_place_of_the_city() -> None:
    model = artefact.shipped("alarm").model
    assert model.labels[0] == HAPPENS
    assert len(model.labels) == 15
    assert not {"长春", "净月", "二道"} & set(map(unpack, model.keys.tolist()))


def test_a_model_asked_of_one_label_answers_as_it_does_with_all() -> None:
    model, grams = artefact.shipped("alarm").model, Alphabet().grams([HEARD, "今天天气不错"])
    assert model.alone(HAPPENS).margins(grams)[:, 0] == pytest.approx(model.margins(grams)[:, 0])
