from __future__ import annotations

from pathlib import Path

import pytest

from monitor.classify.lexicon import Lexicon
from monitor.classify.scoring.grams import HEAD
from monitor.classify.triage.disposition import (
    Disposed,
    Disposer,
    DispositionConfig,
    Voice,
    is_addressed,
)
from monitor.config_file import read

CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def config() -> DispositionConfig:
    return read(CONFIG / "disposition.yaml", DispositionConfig)


def disposed(
    config: DispositionConfig, text: str, *, source: str = "forum", emergency: bool = False
) -> Disposed:
    found = Lexicon(config.groups()).find(text, head=HEAD)
    return Disposer(config).dispose(Voice(found, text), source_kind=source, emergency=emergency)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("建议在人民大街增设公交站", "constructive"),
        ("家里供热不达标，投诉后没人管", "hardship"),
        ("听说医保要取消，是真的吗", "misunderstanding"),
        ("干部官官相护，没一个好官", "erroneous"),
        ("什么限号，就是变着法子捞钱", "erroneous"),
        ("改造补偿还没有发，问谁谁都说不知道，请给个准话", "hardship"),
        ("感谢交警雪天推车，好样的", None),
    ],
)
def test_each_kind_is_known_by_its_words(config: DispositionConfig, text: str, kind: str | None) -> None:
    assert disposed(config, text).disposition == kind


def test_a_post_without_telling_words_is_taken_for_a_hardship_but_an_offices_own_notice_is_not(
    config: DispositionConfig,
) -> None:
    assert disposed(config, "今天路过人民大街").disposition == "hardship"
    assert disposed(config, "今天路过人民大街", source="official_site").disposition is None


@pytest.mark.parametrize(
    ("text", "said"),
    [("给雪天推车的交警点赞", "表扬感谢"), ("市政府印发年度工作要点", "政务发布")],
)
def test_thanks_and_mere_notices_ask_for_no_answer(config: DispositionConfig, text: str, said: str) -> None:
    found = disposed(config, text, source="local_media")
    assert found.disposition is None
    assert any(said in reason for reason in found.reasons)


def test_thanks_do_not_hide_a_complaint(config: DispositionConfig) -> None:
    assert disposed(config, "感谢领导，可是暖气还是不热，没人管").disposition == "hardship"


def test_a_suggestion_at_the_end_of_a_complaint_leaves_it_a_complaint(config: DispositionConfig) -> None:
    text = "小区停水四天，找物业和水务集团都互相推诿，一直没人管，老人只能下楼提水，建议有关部门查一查"
    assert disposed(config, text).disposition == "hardship"


def test_words_far_apart_are_no_pair(config: DispositionConfig) -> None:
    near = "村支书侵占补偿款"
    far = "村支书" + "来过，" * 30 + "侵占"
    assert "major_problem" in disposed(config, near).flags
    assert "major_problem" not in disposed(config, far).flags


def test_a_refuted_story_is_no_longer_unverified(config: DispositionConfig) -> None:
    assert disposed(config, "网传停课，教育局辟谣").flags == ("rumour",)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("局长收受贿赂被查", "major_problem"),
        ("医院手术致患者死亡，家属讨说法", "major_problem"),
        ("数十名退役士兵在信访局门前要求落实安置", "sensitive"),
        ("幼儿园老师针扎孩子", "sensitive"),
        ("据传工厂老板跑路", "unverified"),
        ("内部消息，存款马上作废，赶快去取", "rumour"),
        ("举报所附的照片系AI生成", "rumour"),
        ("副市长正接受审查调查", "major_problem"),
        ("联合调查组：涉事教师已停职", "major_problem"),
    ],
)
def test_each_flag_is_raised_by_what_it_stands_for(config: DispositionConfig, text: str, flag: str) -> None:
    assert flag in disposed(config, text).flags


def test_a_false_fact_is_a_rumour_and_never_an_erroneous_opinion(config: DispositionConfig) -> None:
    found = disposed(config, "有人造谣说官官相护，已被辟谣")
    assert "rumour" in found.flags
    assert found.disposition != "erroneous"


def test_hearsay_alone_is_unverified_but_no_rumour(config: DispositionConfig) -> None:
    assert disposed(config, "网传某小区爆炸").flags == ("unverified",)


def test_what_the_authorities_deny_is_a_rumour(config: DispositionConfig) -> None:
    assert "rumour" in disposed(config, "网传水库溃坝，官方否认").flags


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("新出台的实施方案还在公开征求意见", "major_decision"),
        ("供热公司乱收费，物业不管", "vital_interest"),
        ("城管粗暴执法视频曝光", "image_credibility"),
        ("举报人姓名被街道办泄露", "image_credibility"),
    ],
)
def test_the_focus_follows_the_strongest_words(config: DispositionConfig, text: str, focus: str) -> None:
    assert disposed(config, text).focus == focus


def test_a_message_to_a_hotline_is_a_hardship_unless_its_words_say_otherwise(
    config: DispositionConfig,
) -> None:
    assert disposed(config, "楼道灯坏了", source="hotline").disposition == "hardship"
    assert disposed(config, "建议楼道装声控灯", source="hotline").disposition == "constructive"


def test_an_emergency_is_a_hardship_in_the_vital_interest(config: DispositionConfig) -> None:
    found = disposed(config, "一处民房起火", emergency=True)
    assert (found.disposition, found.focus) == ("hardship", "vital_interest")


EVEN = dict.fromkeys(
    (
        "constructive",
        "hardship",
        "misunderstanding",
        "erroneous",
        "major_decision",
        "vital_interest",
        "image_credibility",
    ),
    -2.0,
)


def learnt(config: DispositionConfig, text: str, *, source: str = "forum", **odds: float) -> Disposed:
    voice = Voice(Lexicon(config.groups()).find(text, head=HEAD), text, EVEN | odds)
    return Disposer(config).dispose(voice, source_kind=source, emergency=False)


def test_where_no_words_tell_the_learnt_model_does_and_says_so(config: DispositionConfig) -> None:
    found = learnt(config, "今天路过人民大街", erroneous=3.0, image_credibility=2.0)
    assert (found.disposition, found.focus) == ("erroneous", "image_credibility")
    assert found.by_model == ("erroneous", "image_credibility")
    told = found.explained({"erroneous": ["人民大街"], "image_credibility": []}).reasons
    assert told == ("错误观点：模型判断，依词语“人民大街”", "政府形象公信：模型判断")


def test_of_a_repost_without_a_word_of_its_own_the_models_words_are_cited_too(
    config: DispositionConfig,
) -> None:
    text = "今天路过人民大街"
    whole = Voice(Lexicon(config.groups()).find(text, head=HEAD), text, EVEN | {"erroneous": 3.0})
    found = Disposer(config).dispose(whole, source_kind="forum", emergency=False, own=Voice({}, ""))
    told = found.explained({"erroneous": ["人民大街"]}).reasons[0]
    assert told == "错误观点：模型判断，依词语“人民大街”（转发者未表态，依所引原文）"


def reposted(config: DispositionConfig, own: str, quoted: str) -> Disposed:
    find, whole = Lexicon(config.groups()).find, f"{own}\n{quoted}"
    return Disposer(config).dispose(
        Voice(find(whole, head=HEAD), whole),
        source_kind="social",
        emergency=False,
        own=Voice(find(own, head=HEAD), own),
    )


@pytest.mark.parametrize("own", ["看看", "哈哈哈", "回复@长春小李:帮转", "[泪]", "顶！"])
def test_a_bystanders_remark_leaves_the_disposition_to_the_words_passed_on(
    config: DispositionConfig, own: str
) -> None:
    found = reposted(config, own, "建议二道区多建几个公厕")
    assert (found.disposition, found.of_quoted) == ("constructive", True)


@pytest.mark.parametrize("own", ["我家楼下的水管子又漏了", "没人管"])
def test_a_remark_that_speaks_of_a_matter_is_not_overruled_by_the_words_passed_on(
    config: DispositionConfig, own: str
) -> None:
    found = reposted(config, own, "建议二道区多建几个公厕")
    assert found.disposition != "constructive" and not found.of_quoted


def test_plain_words_outweigh_a_model_that_is_not_sure(config: DispositionConfig) -> None:
    found = learnt(config, "建议在人民大街增设公交站", hardship=1.0)
    assert (found.disposition, found.by_model) == ("constructive", ())


def test_a_model_that_is_sure_outweighs_one_weak_word(config: DispositionConfig) -> None:
    assert learnt(config, "建议去申报吉尼斯", hardship=4.0).disposition == "hardship"


def test_the_model_says_nothing_of_an_offices_own_notice_nor_of_a_long_text(
    config: DispositionConfig,
) -> None:
    assert learnt(config, "今天路过人民大街", source="official_site", erroneous=9.0).disposition is None
    long = "今天路过人民大街，" * 40
    assert learnt(config, long, erroneous=9.0, image_credibility=9.0).by_model == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("罚款全进个人腰包了吧", "erroneous"),
        ("那晚的事远不止这些，帖子全删了", "erroneous"),
        ("大家千万别去村部按手印", "erroneous"),
        ("有人说能补，也有人说补不了，我该听谁的", "misunderstanding"),
        ("安检能不能学学别的城市", "constructive"),
        ("这个坑围了三年，建议申请非物质文化遗产", "hardship"),
        ("公司没给交社保，请问我这病找谁", "hardship"),
        ("我交的罚款有没有进对账户，能查吗", "hardship"),
        ("路修好了，建议列入养护计划", "constructive"),
    ],
)
def test_the_kind_follows_what_is_done_by_the_words(config: DispositionConfig, text: str, kind: str) -> None:
    assert disposed(config, text).disposition == kind


def test_who_spreads_a_story_to_make_others_refuse_holds_a_wrong_view(config: DispositionConfig) -> None:
    found = disposed(config, "补贴都是贷款，签了就得还，千万别去村部按手印，转给身边人")
    assert (found.disposition, "rumour" in found.flags) == ("erroneous", True)


def test_every_outcome_quotes_its_words(config: DispositionConfig) -> None:
    assert any("“辟谣”" in r for r in disposed(config, "警方辟谣").reasons)


def test_a_petition_is_known_by_its_tone(config: DispositionConfig) -> None:
    find = Lexicon(config.groups()).find
    assert is_addressed(config, find("尊敬的领导，我家住二楼"))
    assert not is_addressed(config, find("法院公开宣判一起火灾案"))


def test_a_mere_notice_above_the_words_of_others_is_read_without_a_kind(config: DispositionConfig) -> None:
    own = "市政府常务会议审议通过住房新政"
    found = Lexicon(config.groups()).find(own, head=HEAD)
    said = Disposer(config).dispose(
        Voice(found, f"{own}\n\u00bb市政府召开会议"),
        source_kind="official_site",
        emergency=False,
        own=Voice(found, own),
    )
    assert said.disposition is None


def test_the_model_alone_tells_a_wrong_view_by_what_the_office_asks_of_each_source(
    config: DispositionConfig,
) -> None:
    odds = {"erroneous": 0.8, "hardship": -1.0, "constructive": -3.0, "misunderstanding": -3.0}
    assert learnt(config, "今天路过人民大街", **odds).disposition == "erroneous"
    assert learnt(config, "今天路过人民大街", source="local_media", **odds).disposition == "hardship"


@pytest.mark.parametrize("text", ["希望地铁2号线末班车晚点收车，年轻人下班晚", "希望广场舞早点开始，别晚点"])
def test_what_is_wished_to_come_later_is_no_train_that_was_late(config: DispositionConfig, text: str) -> None:
    told = disposed(config, text).reasons
    assert not any("晚点" in reason for reason in told)
    assert any("晚点" in reason for reason in disposed(config, "高铁又晚点两个小时").reasons)


def test_a_folder_that_asks_nothing_of_the_model_alone_judges_wrong_views_as_before(
    config: DispositionConfig,
) -> None:
    older = config.model_copy(update={"learnt": config.learnt.model_copy(update={"view_before": {}})})
    odds = {"erroneous": -0.2, "hardship": -1.0, "constructive": -3.0, "misunderstanding": -3.0}
    assert learnt(older, "今天路过人民大街", **odds).disposition == "erroneous"
    assert learnt(config, "今天路过人民大街", **odds).disposition == "hardship"
