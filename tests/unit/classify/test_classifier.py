from __future__ import annotations

import gc
import json
import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.learning.renewal import train
from monitor.classify.result import Classification
from monitor.errors import ConfigError, MonitorError
from monitor.item import Item

CONFIG = Path(__file__).resolve().parents[3] / "config"
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def item(title: str, text: str = "", *, source_kind: str = "forum") -> Item:
    return Item("x", title, text, source_kind=source_kind, published_at=NOW)


FIRE = item(
    "长春朝阳区一居民楼火灾致12人死亡",
    "11月22日13时许，长春市朝阳区红旗街一居民楼发生火灾，造成12人死亡，14人受伤，其中3人重伤。",
)


def judge(classifier: Classifier, subject: Item) -> Classification:
    return classifier.classify(subject, NOW)


def test_a_fire_with_twelve_dead_is_graded_timed_placed_and_routed(classifier: Classifier) -> None:
    result = judge(classifier, FIRE)
    assert (result.relevant, result.local, result.emergency, result.severity) == (True, True, "fire", "II")
    assert result.track == "press_conference"
    assert (result.casualty("deaths"), result.casualty("injured"), result.casualty("seriously_injured")) == (
        12,
        14,
        3,
    )
    assert result.regions == ("220104",)
    assert result.organs[0] == "市应急管理局"
    assert "major_problem" in result.flags
    assert result.to_json()["occurred_at"] == "2026-11-22T13:00:00+08:00"


def test_the_basis_quotes_the_words_where_they_stand_as_given(classifier: Classifier) -> None:
    given = item("快讯", "<p>長春市朝陽區一&nbsp;居民樓發生火災，造成１２人死亡。</p>")
    result = judge(classifier, given)
    assert result.severity == "II"
    for basis in result.severity_basis:
        source = given.title if basis.place.field_name == "title" else given.text
        assert source[basis.place.start : basis.place.end] == basis.quote


def test_the_words_of_the_time_are_pointed_to(classifier: Classifier) -> None:
    place = judge(classifier, FIRE).occurred_span
    assert place is not None
    assert FIRE.text[place.start : place.end].startswith("11月22日")


def test_what_no_word_names_an_emergency_is_dated_all_the_same(classifier: Classifier) -> None:
    pipes = item("小区又停暖", "二道区吉林大路某小区昨天下午3点起暖气全停，屋里只有十度，物业没人管。")
    told = judge(classifier, pipes).to_json()
    assert (told["emergency"], told["occurred_at"]) == (None, "2026-11-22T15:00:00+08:00")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨天，楼上一块玻璃砸下来，把孩子头划破了，物业不管。", "2026-11-22"),
        ("十一月二十二日十九时三十分，小区突然停水，至今没有通知。", "2026-11-22T19:30:00+08:00"),
        ("昨天我去政务大厅办证，排了一上午队，工作人员态度恶劣。", None),
        ("每天晚上11点楼下烧烤摊还在营业，吵得睡不着觉。", None),
        ("本人11月3日提交了公租房申请，何时能批？", None),
        ("2019年5月交房，至今没有办下房产证。", None),
        ("二十二号夜里十点，楼上一块玻璃砸下来，物业不管。", "2026-11-22T22:00:00+08:00"),
        ("昨儿个傍晚，牛棚让雪压塌了，村里不管。", "2026-11-22"),
        ("几年如一日，楼下的井盖天天响，漏水也没人管。", None),
    ],
)
def test_a_letter_is_dated_by_what_befell_somebody_only(
    classifier: Classifier, text: str, expected: str | None
) -> None:
    assert judge(classifier, item("", text, source_kind="hotline")).to_json()["occurred_at"] == expected


def test_a_rumour_refuted_and_what_is_no_matter_have_no_time(classifier: Classifier) -> None:
    refuted = item("网传今晚地震系谣言", "昨晚10点，地震局辟谣：网传“今晚长春有大地震”纯属捏造。")
    match = item("昨晚8点，主队三比一逆转取胜")
    for subject in (refuted, match):
        assert judge(classifier, subject).to_json()["occurred_at"] is None


def test_the_scene_and_its_codes_are_pointed_to_as_given(classifier: Classifier) -> None:
    given = item("快訊", "<p>長春市朝陽區紅旗街&nbsp;一居民樓發生火災，造成１２人死亡。</p>")
    told = judge(classifier, given).to_json()
    assert (told["place"]["name"], told["place"]["code"]) == ("长春市朝阳区红旗街", "220104")
    for span in (told["place"], *told["region_spans"]):
        assert given.text[span["start"] : span["end"]] == "長春市朝陽區紅旗街"


def test_a_hotline_settles_a_name_that_other_cities_have_too(classifier: Classifier) -> None:
    water = "朝阳区停水三天了没人管"
    assert judge(classifier, item("", water, source_kind="hotline")).regions == ("220104",)
    assert judge(classifier, item("", water, source_kind="portal")).local is None


def test_an_official_notice_is_placed_by_its_source_where_it_names_no_place(classifier: Classifier) -> None:
    notice = replace(
        item("情况通报", "11月22日上午，一工地发生坍塌，造成1人死亡。", source_kind="official_site"),
        source="宽城区应急管理局",
    )
    told = judge(classifier, notice)
    assert (told.regions, told.local) == (("220103",), True)
    elsewhere = replace(notice, text="11月22日上午，沈阳市一工地发生坍塌，造成1人死亡。")
    assert judge(classifier, elsewhere).local is False


@pytest.mark.parametrize(
    "text",
    [
        "54路司机下车清道岔，给他点赞",
        "三号线早高峰挤不上去",
        "荷塘湿地的栈道翘起来了，摔了两个人",
        "松柏路和丁香街路口绿灯太短",
        "东站派出所的民警帮我找到了老父亲",
    ],
)
def test_what_people_tell_the_citys_own_hotline_of_a_named_place_is_ours(
    classifier: Classifier, text: str
) -> None:
    ours = replace(item("", text, source_kind="hotline"), source="长春12345")
    assert judge(classifier, ours).local is True
    assert judge(classifier, replace(ours, source="12345热线")).local in (None, True)
    assert judge(classifier, replace(ours, source="沈阳12345")).local in (None, False)


@pytest.mark.parametrize(
    "text",
    [
        "养老金少发了两个月，请核实",
        "我们小区的电梯又坏了，附近的公园也没有灯",
        "这条路坑坑洼洼，每条街都这样",
        "A市B区松柏路路灯不亮",
        "领导重视小学教育，建议多建医院",
        "某某小区的丁香花园漏水",
    ],
)
def test_a_text_without_a_named_place_is_nobodys_even_in_the_citys_own_forum(
    classifier: Classifier, text: str
) -> None:
    told = judge(classifier, replace(item("", text), source="长春贴吧"))
    assert told.local is None


def test_another_citys_place_stays_there_in_the_citys_own_forum(classifier: Classifier) -> None:
    told = judge(classifier, replace(item("", "沈阳市松柏路路灯不亮"), source="长春贴吧"))
    assert (told.regions, told.local) == (("210100",), False)


def test_a_returned_emigrants_letter_does_not_lie_abroad(classifier: Classifier) -> None:
    letter = item("", "我是从印尼回来的归侨，生活补助断了两季", source_kind="mailbox")
    assert judge(classifier, letter).local is None


def test_a_masked_place_is_never_ours(classifier: Classifier) -> None:
    told = judge(classifier, item("", "A市A3区人民大街路灯不亮，请尽快维修", source_kind="hotline"))
    assert (told.regions, told.local) == ((), None)


def test_a_complaint_is_a_hardship_answered_by_its_district(classifier: Classifier) -> None:
    result = judge(
        classifier,
        item("供热不达标", "长春市净月区某小区室内只有十五度，多次投诉物业没人管", source_kind="hotline"),
    )
    assert (result.relevant, result.emergency, result.severity) == (True, None, None)
    assert (result.track, result.disposition, result.focus) == ("response", "hardship", "vital_interest")
    assert result.category == "城乡建设"
    assert result.organs[0] == "净月高新技术产业开发区管委会"


def test_a_suggestion_is_constructive(classifier: Classifier) -> None:
    result = judge(classifier, item("建议增设公交站", "建议在长春市人民大街增设公交站，方便市民出行"))
    assert (result.relevant, result.disposition) == (True, "constructive")


@pytest.mark.parametrize(
    "title",
    [
        "某明星新剧开播收视率破二，观众直呼过瘾",
        "英超榜首大战一触即发，主队占优",
        "沪指收跌百分之一，银行股护盘",
        "新款手机开箱评测，拍照有惊喜",
    ],
)
def test_a_headline_that_asks_nothing_of_an_office_is_not_relevant(
    classifier: Classifier, title: str
) -> None:
    result = judge(classifier, item(title))
    assert (result.relevant, result.track, result.organs, result.disposition) == (False, None, (), None)
    assert result.category


def test_a_quake_abroad_keeps_kind_and_numbers_but_has_no_level(classifier: Classifier) -> None:
    result = judge(
        classifier,
        item("日本发生7.1级地震 已致3人死亡", "据日本媒体报道，22日夜间日本东北部发生7.1级地震，3人死亡。"),
    )
    assert (result.relevant, result.emergency, result.severity, result.track) == (
        False,
        "earthquake",
        None,
        None,
    )
    assert (result.casualty("deaths"), result.magnitude, result.local) == (3, 7.1, False)


def test_a_drill_is_no_emergency(classifier: Classifier) -> None:
    result = judge(
        classifier, item("南关区开展火灾应急演练", "演练模拟商场发生火灾，5人被困。消防演练历时一小时。")
    )
    assert (result.relevant, result.emergency, result.severity) == (False, None, None)


def test_a_verdict_keeps_its_kind_and_is_not_relevant(classifier: Classifier) -> None:
    result = judge(
        classifier,
        item("火灾事故案一审宣判", "法院对2013年火灾案公开宣判，被告人被判处有期徒刑。火灾造成121人死亡。"),
    )
    assert (result.relevant, result.emergency, result.severity, result.track) == (False, "fire", None, None)


def test_what_happened_a_year_ago_is_no_emergency_of_the_day(classifier: Classifier) -> None:
    result = judge(
        classifier, item("一起火灾的调查报告", "2025年6月1日凌晨2时许，长春市一仓库发生火灾，造成5人死亡。")
    )
    assert (result.emergency, result.severity, result.relevant) == ("fire", None, False)


def test_a_citizens_complaint_about_an_old_fire_is_a_matter_but_no_emergency(classifier: Classifier) -> None:
    text = "尊敬的领导：2025年6月1日凌晨2时许我家因线路老化发生火灾，物业至今不赔偿，请求帮助解决。"
    result = judge(classifier, item("火灾善后没人管", text, source_kind="mailbox"))
    assert (result.relevant, result.emergency, result.severity, result.track) == (
        True,
        None,
        None,
        "response",
    )


def test_a_rumour_of_thirty_dead_is_graded_provisionally_and_marked(classifier: Classifier) -> None:
    result = judge(
        classifier, item("网传小区爆炸死了30人", "网传长春二道区某小区发生燃气爆炸，死了30人，尚未证实。")
    )
    assert (result.severity, result.severity_provisional) == ("I", True)
    assert "unverified" in result.flags


def test_an_emergency_without_numbers_is_provisionally_the_least(classifier: Classifier) -> None:
    result = judge(classifier, item("长春绿园区一仓库突发火灾", "现场浓烟滚滚，消防正在扑救。"))
    assert (result.emergency, result.severity, result.severity_provisional) == ("fire", "IV", True)


def test_another_provinces_emergency_is_graded_but_not_ours(classifier: Classifier) -> None:
    result = judge(classifier, item("北京朝阳区一仓库发生火灾致3人死亡"))
    assert (result.severity, result.local, result.regions, result.organs) == ("III", False, ("110105",), ())


def test_a_batch_gives_what_each_item_gives_alone(classifier: Classifier) -> None:
    items = [FIRE, item("供热不达标"), item("", "英超前瞻"), item("停水三天没人管")]
    assert classifier.classify_batch(items, NOW) == [judge(classifier, i) for i in items]


def test_nothing_in_gives_nothing_out(classifier: Classifier) -> None:
    assert classifier.classify_batch([], NOW) == []


@pytest.mark.parametrize("text", ["　", "😀😀", "?" * 30, "a\x00b", "\ud800", "水" * 60_000])
def test_strange_texts_are_classified_all_the_same(classifier: Classifier, text: str) -> None:
    result = judge(classifier, item("", text))
    assert 0.0 <= result.relevance <= 1.0
    json.dumps(result.to_json())


def test_every_result_names_its_models_and_rules_and_gives_reasons(classifier: Classifier) -> None:
    result = judge(classifier, FIRE)
    assert result.model == classifier.model_id
    assert len(result.rules) == 12
    assert result.reasons[0].startswith("相关")
    assert any("“火灾”" in r for r in result.reasons)


def test_routing_again_from_the_result_names_the_same_organs(classifier: Classifier) -> None:
    for subject in (FIRE, item("物业不管", "长春市宽城区某小区物业乱收费，业主投诉没人管")):
        result = judge(classifier, subject)
        routing = classifier.route(result)
        assert routing.organs == result.organs
        assert routing.spokesperson


def test_a_changed_rule_changes_the_rules_hash(classifier: Classifier, tmp_path: Path) -> None:
    shutil.copytree(CONFIG, tmp_path / "config")
    path = tmp_path / "config/disposition.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# 改动\n", encoding="utf-8")
    other = Classifier.load(tmp_path / "config")
    assert judge(other, FIRE).rules != judge(classifier, FIRE).rules
    assert other.model_id == classifier.model_id


def test_an_organ_table_with_an_unknown_category_is_refused(tmp_path: Path) -> None:
    shutil.copytree(CONFIG, tmp_path / "config")
    path = tmp_path / "config/organs.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("  纪检监察:", "  纪检:"), encoding="utf-8")
    with pytest.raises(ConfigError, match="纪检"):
        Classifier.load(tmp_path / "config")


def test_an_office_may_bring_its_own_category_model(tmp_path: Path) -> None:
    data = tmp_path / "own.csv"
    data.write_text("text,label\n停水了,供水\n水管漏水,供水\n停电了,供电\n电表坏了,供电\n", encoding="utf-8")
    train([data], tmp_path / "own.npz")
    own = Classifier.load(CONFIG, tmp_path / "own.npz")
    assert judge(own, item("我家停水了")).category == "供水"


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(MonitorError, match=r"none\.npz"):
        Classifier.load(CONFIG, tmp_path / "none.npz")


def test_own_words_stay_whole_in_its_segmentation(classifier: Classifier) -> None:
    assert "暖房子工程" in classifier.cut("暖房子工程开工")


@pytest.mark.parametrize(
    "text",
    ["朝阳区停水三天了没人管", "停水了", "物业不管，电梯坏了半个月", "养老金没到账", "建议地铁口装个扶梯"],
)
def test_a_short_post_about_public_affairs_is_a_matter(classifier: Classifier, text: str) -> None:
    assert judge(classifier, item("", text, source_kind="social")).relevant


@pytest.mark.parametrize(
    "text",
    [
        "国足惨败，球迷痛骂",
        "A股跳水，千股跌停",
        "爆炸！这部片子太好看",
        "这个明星突然火了",
        "今年双十一全场五折",
        "南湖公园的荷花开了，好美",
    ],
)
def test_strong_words_about_nothing_public_are_no_matter(classifier: Classifier, text: str) -> None:
    assert not judge(classifier, item("", text, source_kind="social")).relevant


def test_a_matter_of_a_special_campaign_names_it(classifier: Classifier) -> None:
    result = judge(
        classifier, item("营商环境差，企业被反复检查", "长春一家企业投诉执法部门一个月检查七次，没人管")
    )
    assert result.to_json()["campaigns"] == ["economy"]
    assert any("专项" in reason for reason in result.reasons)


def test_a_drill_announced_in_the_headline_is_no_matter(classifier: Classifier) -> None:
    text = "演练模拟一辆罐车追尾泄漏，3人被困、12人中毒，各救援力量密切配合，圆满完成任务。"
    result = judge(classifier, item("我市举行危化品泄漏事故应急演练", text, source_kind="official_site"))
    assert (result.relevant, result.emergency, result.severity) == (False, None, None)


def test_a_warning_against_rumours_at_the_end_of_a_bulletin_makes_it_no_rumour(
    classifier: Classifier,
) -> None:
    text = "我局接警称绿园区一居民楼有人高坠，初步排除他杀。请勿传播不实信息。"
    assert "rumour" not in judge(classifier, item("警情通报", text, source_kind="official_site")).flags


def test_hundreds_who_block_a_road_are_a_mass_incident_though_no_number_is_named(
    classifier: Classifier,
) -> None:
    result = judge(classifier, item("", "村口大集数百人聚集堵路，抗议补偿不公。"))
    assert (result.emergency, result.severity, result.severity_provisional) == ("mass_incident", "IV", True)
    assert result.participants is None


def test_a_verdict_on_an_old_fire_keeps_its_kind_and_is_not_graded(classifier: Classifier) -> None:
    result = judge(classifier, item("", "判决书认定，2015年火灾造成12人死亡，被告人李某被判处七年。"))
    assert (result.relevant, result.emergency, result.severity, result.track) == (False, "fire", None, None)


def test_a_batch_leaves_the_collection_of_garbage_as_it_was(classifier: Classifier) -> None:
    items = [Item("1", "路灯不亮", "红旗街的路灯坏了三天")]
    classifier.classify_batch(items, NOW)
    assert gc.isenabled()
    gc.disable()
    try:
        classifier.classify_batch(items, NOW)
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("word", ["中毒", "被困", "死者为张三、", "张三和"])
def test_a_page_of_one_word_takes_no_time_that_grows_with_its_square(
    classifier: Classifier, word: str
) -> None:
    page = item("", word * (16_000 // len(word)))
    started = time.process_time()
    judge(classifier, page)
    assert time.process_time() - started < 6, "it took more than ten seconds, or for ever"


@pytest.mark.parametrize(
    "word",
    [
        "死亡1人",
        "受伤3人，",
        "失联2人。",
        "3名伤者死亡，",
        "3人死亡夫妻俩村民受伤",
        "死亡母子（12345）",
        "轻伤",
        "消防员通报受伤村民一名工人",
    ],
)
def test_a_page_that_counts_over_and_over_is_read_in_the_time_of_a_long_report(
    classifier: Classifier, word: str
) -> None:
    page = item("", "发生火灾。" + word * (6_000 // len(word)))
    started = time.process_time()
    judge(classifier, page)
    assert time.process_time() - started < 5, "pairs of counts were weighed: it took minutes"


def test_a_page_that_takes_each_party_for_a_part_of_the_last_is_read_at_all(classifier: Classifier) -> None:
    page = item("", "昨晚农安县车祸，" + "一家三口已重伤：" * 1_500)
    started = time.process_time()
    assert judge(classifier, page).emergency == "traffic_accident"
    assert time.process_time() - started < 5
