"""What a text asks for is told by what its writer does (asks, proposes, complains, thanks, tells), not by its subject."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def judge(classifier: Classifier, text: str, kind: str = "social", title: str = "") -> Classification:
    return classifier.classify(Item("x", title, text, source_kind=kind, published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("text", "disposition"),
    [
        ("问一下，电动三轮明年是不是就不给上牌了？群里说得挺吓人。", "misunderstanding"),
        ("听同事讲，明年起居住证要跟社保绑定，没交社保的不给办，有这回事吗？", "misunderstanding"),
        ("听说以后小区电梯要刷卡收费，一次五毛，真的吗，谁给讲讲？", "misunderstanding"),
        ("楼道的灯坏了俩月，找物业三回，物业说等通知，等到啥时候是个头？", "hardship"),
        ("当初收钱的时候说得好好的，现在退费没人管，这叫服务？", "hardship"),
    ],
)
def test_who_wants_to_know_asks_and_who_asks_in_anger_complains(
    classifier: Classifier, text: str, disposition: str
) -> None:
    assert judge(classifier, text).disposition == disposition


@pytest.mark.parametrize(
    ("text", "disposition"),
    [
        ("建个共享菜园，空地分给各家种，大家都愿意，成本也不大。", "constructive"),
        ("公园门口不妨设一个寄存柜，跑步的人就不用拎着包了。", "constructive"),
        ("公园门口的存包柜坏了一个月，打了几次电话没人来修。", "hardship"),
    ],
)
def test_who_thinks_of_an_arrangement_proposes_and_who_misses_one_complains(
    classifier: Classifier, text: str, disposition: str
) -> None:
    assert judge(classifier, text, "mailbox").disposition == disposition


@pytest.mark.parametrize(
    ("text", "disposition"),
    [
        ("民政那帮人都是一伙的，低保就是他们家开的银行，谁信谁傻。", "erroneous"),
        ("环保局的整治就是走秀，上上下下串通好了演给老百姓看的。", "erroneous"),
        ("我家的低保停了三个月，民政的人说系统有问题，让回去等。", "hardship"),
    ],
)
def test_who_scorns_all_alike_holds_a_view_and_who_tells_his_own_case_does_not(
    classifier: Classifier, text: str, disposition: str
) -> None:
    assert judge(classifier, text).disposition == disposition


def test_what_an_office_or_a_paper_tells_of_its_work_asks_for_nothing(classifier: Classifier) -> None:
    told = judge(
        classifier, "记者获悉，全市供水管网普查已完成，三十个小区的改造将于明年启动。", "local_media"
    )
    assert (told.disposition, any(r.startswith("不定类") for r in told.reasons)) == (None, True)
    trouble = judge(
        classifier, "家住五楼的周大娘说，水压低了半年，洗菜要等到半夜，物业一直没人管。", "local_media"
    )
    assert trouble.disposition == "hardship"


@pytest.mark.parametrize(
    ("text", "disposition"),
    [
        ("我家门口的沟挖开一个月没填，昨晚我妈摔了一跤，求你们管管。", "hardship"),
        ("能不能把周末的窗口开半天？上班的人就不用请假了。", "constructive"),
        ("我市组织开展冬季消防宣传，走进社区发放手册两千份。", None),
    ],
)
def test_on_an_offices_own_site_a_letter_is_a_letter_and_news_is_news(
    classifier: Classifier, text: str, disposition: str | None
) -> None:
    assert judge(classifier, text, "official_site").disposition == disposition


def test_thanks_speak_of_those_who_helped_whatever_the_help_was_about(classifier: Classifier) -> None:
    thanks = judge(classifier, "谢谢12345和社区，上午报修的路灯，晚上就亮了，点个赞！", "hotline")
    assert (thanks.disposition, thanks.focus) == (None, "image_credibility")
    complaint = judge(classifier, "路灯报修一个月了还不亮，晚上接孩子都害怕。", "hotline")
    assert complaint.focus == "vital_interest"


def test_an_office_called_a_gang_is_about_its_image_and_a_trade_called_so_is_not(
    classifier: Classifier,
) -> None:
    assert (
        judge(classifier, "卫健委跟医院穿一条裤子，看病的都是待宰的羊，别指望他们。").focus
        == "image_credibility"
    )
    assert judge(classifier, "房产中介都是骗子，收了看房费就不接电话。").focus == "vital_interest"


def test_who_suffers_under_a_policy_at_a_place_is_answered_by_the_place(classifier: Classifier) -> None:
    suffers = judge(
        classifier, "二道区棚改回迁拖了四年，过渡费也停了，没人管，我们一家五口还在租房。", "mailbox"
    )
    assert suffers.focus == "major_decision"
    assert suffers.organs[0] == "二道区人民政府"
    opinion = judge(classifier, "建议棚改条例修订时，二道区等老城区的过渡费按季度公示。", "mailbox")
    assert opinion.focus == "major_decision"
    assert opinion.organs[0] != "二道区人民政府"
