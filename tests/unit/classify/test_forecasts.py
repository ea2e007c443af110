"""Storms that are on their way, forecast or prepared against are no emergency yet; a storm that has come is one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 8, 20, 4, 0, tzinfo=UTC)


def judge(classifier: Classifier, title: str, text: str = "") -> Classification:
    return classifier.classify(Item("x", title, text, source_kind="local_media", published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("台风“海燕”将登陆江浙，部分列车停运", "铁路部门对途经沿海的列车采取停运措施。"),
        ("台风“海燕”已增强为强热带风暴，最大风力10级", "20日8时，其中心附近最大风力10级。"),
        ("台风“海燕”升级为超强台风", "炎热和雷雨还要持续几天，大家关注预报。"),
        ("台风“海燕”或周末登陆，会影响长春吗", "请关注气象部门的消息。"),
        ("全市迎战台风“海燕”", "据了解，台风“海燕”中心位于外海，各区正在加固堤防。"),
        ("本周天气以多云为主", "要做好中小河流洪水、山洪、地质灾害等的防御，加强值班。"),
        ("水利部门会商强降雨洪水防御工作", "会议要求从早从严做好本轮强降雨洪水防御工作。"),
        ("周末天气", "20日多云，局部有暴雨，气温22至28℃，阵风7级；21日阴天，中到大雨，冷空气到来。"),
        ("今年生成台风和登陆台风个数均偏少", "来看看气象专家的分析。"),
        ("受台风“海燕”影响，未来几日有大雨到暴雨", "请市民注意防御。"),
    ],
)
def test_a_storm_on_its_way_is_no_emergency(classifier: Classifier, title: str, text: str) -> None:
    found = judge(classifier, title, text)
    assert (found.emergency, found.severity) == (None, None)


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("台风“海燕”登陆浙江温岭", "20日6时，台风“海燕”在温岭沿海登陆，多处树木倒伏、停电。", "storm"),
        (
            "省里维持防台风Ⅰ级应急响应",
            "省里维持防台风Ⅰ级应急响应 台风“海燕”已于20日6时以超强台风级在温岭市沿海登陆，风雨很大，预计继续西行。",
            "storm",
        ),
        ("台风吹翻大货车，消防冒雨救援", "20日凌晨，一辆大货车被大风刮翻，司机被困，消防将其救出。", "storm"),
        (
            "山洪冲毁村道",
            "19日夜间，山洪冲毁一座桥，3人失踪，防御工作仍在继续，预计今天多云，气温28℃。",
            "flood",
        ),
    ],
)
def test_a_storm_that_has_come_is_an_emergency(
    classifier: Classifier, title: str, text: str, kind: str
) -> None:
    found = judge(classifier, title, text)
    assert (found.relevant, found.emergency) == (True, kind)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("德惠市启动防汛Ⅳ级应急响应", "据预报，20日至21日有一次降雨过程。"),
        ("榆树市结束防风Ⅳ级应急响应", "各部门转入正常工作。"),
        ("长春启动市级救灾应急响应", "市减灾委决定启动四级救灾应急响应。"),
        ("农安县发布台风预警，明起风雨渐强", "请市民少出门。"),
    ],
)
def test_a_response_started_or_ended_is_relevant_and_of_the_weather_where_its_words_leave_doubt(
    classifier: Classifier, title: str, text: str
) -> None:
    found = judge(classifier, title, text)
    assert (found.relevant, found.emergency) == (True, None)
    assert found.category in ("国土资源", "民政") or not found.category_uncertain


def test_a_response_at_home_to_a_landing_abroad_is_no_foreign_affair(classifier: Classifier) -> None:
    text = "台风“海燕”已于20日15时在越南沿海再次登陆，对我省影响减小，省防总将防风Ⅲ级应急响应调整为Ⅳ级。"
    assert judge(classifier, "吉林将防风应急响应调整为Ⅳ级", text).relevant is True


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("台风“海燕”已登陆海南，多地停电，风雨很大。", "台风“海燕”已登陆海南"),
        ("台风“海燕”过境，多处树木倒伏，风雨很大。", "台风“海燕”过境"),
    ],
)
def test_the_words_that_name_a_landing_are_quoted_whole(
    classifier: Classifier, text: str, quote: str
) -> None:
    named = [reason for reason in judge(classifier, "", text).reasons if reason.startswith("突发事件")]
    assert named and f"“{quote}”" in named[0]


def test_wind_turbines_are_no_typhoon(classifier: Classifier) -> None:
    text = "风电场共有六台风机，昨天完成检修，发电量同比增加。"
    assert judge(classifier, "风电场检修完成", text).emergency is None


def test_spells_of_rain_that_a_months_outlook_dates_lie_ahead(classifier: Classifier) -> None:
    text = (
        "月内有4次主要的降水过程，大致出现在12月7日-9日（大雪，局部暴雪）、12月18日-21日（中雪，局部暴雪）。"
    )
    item = Item("x", "12月将有4次主要降水过程", text, source_kind="portal", published_at=NOW)
    assert classifier.classify(item, NOW).emergency is None


def test_a_snowstorm_of_yesterday_beside_such_an_outlook_has_come(classifier: Classifier) -> None:
    text = "本月降雪大致出现在三个时段，昨日南关区暴雪造成12人死亡。"
    item = Item("x", "本月暴雪", text, source_kind="portal", published_at=NOW)
    found = classifier.classify(item, NOW)
    assert (found.emergency, found.severity) == ("storm", "II")
