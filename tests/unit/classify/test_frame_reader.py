"""What only retells the dead is heard by the way it is told; what bears one trait of the day is never hushed by it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.emergencies.frame_reader import masked
from monitor.classify.emergencies.frame_traits import traits
from monitor.classify.learning.doubt import DoubtRules, doubt_of
from monitor.classify.result import Classification
from monitor.item import item_from_json

NOW = datetime(2026, 4, 5, 12, tzinfo=UTC)


def judge(classifier: Classifier, text: str, title: str = "", kind: str = "local_media") -> Classification:
    item = {
        "id": "1",
        "title": title,
        "text": text,
        "source_kind": kind,
        "published_at": "2026-04-05T20:00:00+08:00",
    }
    return classifier.classify(item_from_json(item), NOW)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "",
            "评书《大洪水》第五回：且说那堤口一开，可怜王家庄三十一口老小，顷刻间没了踪影。欲知后事，且听下回。",
        ),
        (
            "",
            "桌游《末日市长》扩展包上架，新增灾难卡：翻开后大楼爆炸，移除12枚市民标记，12人死亡，若无医院则再移除两枚。",
        ),
        (
            "减刑公示",
            "罪犯刘某，因爆炸致12人死亡被判处有期徒刑九年，现服刑已过六年，执行机关建议减刑七个月，公示期五日。",
        ),
        ("", "中级注安口诀：三十、十、三，特大、重大、较大。例：爆炸死了12个，对照口诀张嘴就来。"),
        (
            "",
            "外婆手机里存着一张老照片，她姐姐和另外12个纺织女工，都没逃出那把火。照片背面的日期是我妈妈出生前一年。",
        ),
        (
            "数字看变化",
            "五年前，我市各类生产安全事故亡人数还是31人，而今这个数字降了六成，背后是两万七千条被销号的隐患。",
        ),
    ],
)
def test_what_is_only_retold_has_no_level(classifier: Classifier, title: str, text: str) -> None:
    assert judge(classifier, text, title).severity is None


@pytest.mark.parametrize(
    "text",
    [
        "男子获刑三年后重操旧业，双阳区这家烟花作坊爆炸，12人死亡。",
        "比2015年火灾还惨，双阳区火灾死了12人。",
        "双阳区教师讲解案例时教室爆炸，3名学生死亡。",
        "昨晚，双阳区法院宣判后不久，门口一家书店起火，12人死亡，消防仍在搜救。",
        "今天刚上完安全教育课，双阳区一工厂爆炸，12人遇难，伤者送医。",
        "电影散场时，双阳区影城起火，死了12个人，还有人没出来。",
        "别说我造谣，火灾真死了31人",
    ],
)
def test_what_holds_words_of_frames_by_chance_is_graded(classifier: Classifier, text: str) -> None:
    assert judge(classifier, text, kind="social").severity in {"I", "II", "III"}


def test_what_is_written_to_the_office_is_never_hushed(classifier: Classifier) -> None:
    text = "外婆手机里存着一张老照片，她姐姐和另外12个纺织女工，都没逃出那把火。照片背面的日期是我妈妈出生前一年。"
    said = [judge(classifier, text, kind=kind) for kind in ("hotline", "mailbox")]
    assert all("未定级" not in reason for one in said for reason in one.reasons)


def test_the_reason_says_why_it_has_no_level(classifier: Classifier) -> None:
    text = "中级注安口诀：三十、十、三，特大、重大、较大。例：爆炸死了12个，对照口诀张嘴就来。"
    assert any("没有当日之事的迹象" in reason for reason in judge(classifier, text).reasons)


def test_what_it_alone_sets_aside_waits_for_a_person(classifier: Classifier) -> None:
    said = judge(
        classifier, "中级注安口诀：三十、十、三，特大、重大、较大。例：爆炸死了12个，对照口诀张嘴就来。"
    )
    assert (said.severity, said.relevant) == (None, False)
    assert doubt_of(said, DoubtRules()) == "emergency"


def test_what_a_named_frame_sets_aside_waits_for_nobody(classifier: Classifier) -> None:
    said = judge(classifier, "电影《矿难》今晚上映，讲述矿井爆炸12人死亡的故事。")
    assert (said.severity, doubt_of(said, DoubtRules())) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "历史重演，双阳区烟花厂又炸了，死了十几个人",
        "律师说我们矿上这次死了11个，能赔多少要看合同",
        "法院判过这家厂赔钱整改，没用，双阳区这厂到底还是炸了，死了十二个工人",
        "老师天天讲火灾案例，没想到我们双阳区自己宿舍烧了，死了六个同学",
        "双阳区《星火》剧组片场着火，烧死11个群演",
        "任何人都别想瞒，双阳区矿井里死了17个人",
        "如果不是超载，双阳区这条船不会沉，不会死14个人",
    ],
)
def test_what_befell_again_or_after_all_is_of_the_day(classifier: Classifier, text: str) -> None:
    assert judge(classifier, text, kind="social").severity in {"II", "III"}


@pytest.mark.parametrize(
    "text",
    [
        "《安全生产法》抄了十遍有什么用，双阳区我们车间粉尘爆炸，死了十三个，抄的人也死了。",
        "如果说是意外，我不认。双阳区学校的墙早就歪了，砸死了四个孩子。",
    ],
)
def test_what_befell_us_or_is_told_outright_behind_a_frame_rings(classifier: Classifier, text: str) -> None:
    assert judge(classifier, text, kind="social").severity in {"II", "III"}


_TALKED_ABOUT = "周边的人都在议论这件事，心里不好受。"


@pytest.mark.parametrize(
    "text",
    [
        "双阳区导演王某一行5人车祸身亡。",
        "双阳区国际会展中心坍塌，死亡13人。",
        "双阳区多年未修的堤坝溃口，死亡12人。",
        "双阳区期刊社印刷车间火灾，死亡4人。",
        "双阳区拟拆除的烟囱倒塌，死亡3人。",
        "双阳区驾校科目二考试车冲出场地，撞死3人。",
        "我在双阳区看电影，放映厅顶塌了，前排死了4个人。",
    ],
)
def test_whose_house_it_was_frames_nothing(classifier: Classifier, text: str) -> None:
    """双阳区 … 塌了，死了13人 is told outright, whatever the name of the thing in between holds."""
    assert judge(classifier, text + _TALKED_ABOUT).severity in {"II", "III"}


@pytest.mark.parametrize(
    "text",
    [
        "双阳区法院审理一起爆炸致4人死亡的案件。",
        "双阳区纪念馆展出2010年火灾中遇难者的遗物。",
        "双阳区某年火灾死亡案例，请各学员讨论。",
    ],
)
def test_a_place_that_tries_or_shows_tells_nothing_outright(text: str) -> None:
    assert traits("", text).frames


@pytest.mark.parametrize(
    "text",
    [
        "昨天剧本杀开局渡轮沉了，死了30个。",
        "今天语文课学了一篇课文，讲矿难，死了九个人。",
        "今晚八点开播，讲述沉船夺去12条生命的往事。",
    ],
)
def test_the_day_of_a_frame_is_no_trait_of_news(text: str) -> None:
    assert "day" not in traits("", text).fresh


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("今天下午仓库爆炸，12人死亡。", "day"),
        ("仓库爆炸，12人死亡，搜救仍在进行。", "rescue"),
        ("仓库爆炸，12人死亡，伤者已送医。", "care"),
        ("警方通报：仓库爆炸，12人死亡。", "office"),
        ("仓库爆炸，死亡人数升至12人。", "now"),
    ],
)
def test_news_bears_a_trait_of_the_day(text: str, kind: str) -> None:
    assert kind in traits("", text).fresh


@pytest.mark.parametrize(
    "text",
    [
        "讲解案例时教室爆炸，3名学生死亡。",
        "宣判后，一家工厂爆炸，12人死亡。",
        "2012年盖的楼塌了，死了7个人。",
        "法院门口爆炸，3人死亡。",
    ],
)
def test_when_and_where_rule_no_dead(text: str) -> None:
    assert not traits("", text).frames


def test_the_model_sees_neither_numbers_nor_the_dead() -> None:
    assert masked("3月2日火灾致12人死亡") == "0月0日※致0人〇"
