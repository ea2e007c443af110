"""What only speaks of a happening, whatever number of dead it names, rings nobody; the same words beside news of the day do not hush it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 4, 5, 20, tzinfo=timezone(timedelta(hours=8)))


def _said(classifier: Classifier, text: str) -> Classification:
    return classifier.classify(Item(id="1", text=text, source_kind="portal", published_at=NOW), NOW)


@pytest.mark.parametrize("happened", ["火灾", "爆炸", "坍塌"])
@pytest.mark.parametrize(
    "text",
    [
        "双阳区应急管理局组织观看警示教育片，片中{}造成12人死亡。",
        "新版本更新：副本最后一关会发生{}，NPC死亡31名。",
        "论文答辩：基于某{}（死亡12人）的事故树分析。",
        "双阳区检察院对“3·12”{}事故（31人死亡）责任人提起公诉。",
        "根据规定，造成10人以上死亡的{}为重大事故。",
        "爷爷讲，五十年代村里闹过{}，死了12口人。",
        "问：{}造成12人死亡，构成什么罪？律师：涉嫌重大责任事故罪。",
        "梦见单位{}死了12个人，吓醒了，解梦的来一个。",
        "安全工程课程作业：请分析某{}（31人死亡）的直接原因。",
        "培训通知：4月10日讲解{}典型案例（死亡12人），请安全员参加。",
        "保险公司为2024年{}中12名遇难者家属赔付了最后一笔款项。",
    ],
)
def test_what_tells_no_news_is_not_graded(classifier: Classifier, happened: str, text: str) -> None:
    assert _said(classifier, text.format(happened)).severity is None


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("昨晚双阳区一厂房爆炸，造成12人死亡。去年该厂曾被列为违法案例。", "II"),
        ("今天凌晨双阳区一养老院火灾，死亡12人，像做了一场噩梦，家属说。", "II"),
        ("4月4日，双阳区一在建楼坍塌，造成31人死亡。就在上月，该项目刚组织观看警示教育片。", "I"),
        ("昨天双阳区那场爆炸造成12人死亡，居民还不敢回家。", "II"),
        ("4月5日，双阳区检察院提前介入昨晚造成12人死亡的火灾。", "II"),
        # Undated news of the day, in which such words stand by chance.
        ("双阳区一在建楼坍塌致12人遇难，住建部门将其作为典型案例通报全市。", "II"),
        ("火灾典型案例就在身边：双阳区一出租房起火，5人遇难。", "III"),
        ("平时作业从不戴安全绳，双阳区一工地吊篮坠落，4名工人当场死亡。", "III"),
        ("孩子正在写课后作业，楼下突然爆炸，整栋楼塌了，死了12个人，双阳区。", "II"),
        ("双阳区那场火灾造成12人死亡，业主至今无人过问。", "II"),
        ("震惊！双阳区那起灭门案震惊全城，5人遇害，凶手在逃。", "III"),
        ("双阳区一栋七十年代的筒子楼着火，烧死了6个人。", "III"),
        ("双阳区一九十年代老小区燃气爆炸，造成6人死亡、10人受伤。", "III"),
        ("解放前线农场着火，双阳区，死了4个人。", "III"),
        ("双阳区煤矿透水31人死亡，矿长承担什么责任？百姓在等答复。", "I"),
        ("双阳区一工厂爆炸12人死亡，这构成什么罪？厂长还在外面逍遥！", "II"),
        ("请分析一下，双阳区楼塌了死了12个，为啥新闻不报？", "II"),
        ("不是段子，双阳区真炸了，死了12个人。", "II"),
        ("小明说他们厂炸了，双阳区，死了6个人。", "III"),
        ("睡梦中梦见地震，醒来真的塌了，双阳区一楼房坍塌5人死亡。", "III"),
        ("昨晚还梦见儿子喊疼，双阳区工地坍塌死了4个人，他就在里面。", "III"),
        ("双阳区一密室逃脱馆着火，两名NPC没跑出来，死了4个人。", "III"),
        ("双阳区影院放映纪录片时起火，视频显示观众四散奔逃，造成12人死亡。", "II"),
        ("双阳区某企业曾多次违规，其厂房发生爆炸，造成12人死亡。", "II"),
        ("企业编造“3人受伤”瞒报，双阳区煤矿透水实际12人死亡。", "II"),
        ("双阳区一男子谎称“送快递”入室砍死3人后逃跑。", "III"),
        ("长春一高校实验室爆炸，3名学生死亡，学生正准备论文答辩。", "III"),
        ("参加案例研讨的12名干部乘坐的大巴在双阳区翻车，造成11人死亡。", "II"),
        ("双阳区一辆2014年的大客车发生侧翻，造成11人死亡。", "II"),
        ("继2015年爆炸之后，双阳区这家厂再次爆炸，造成12人死亡。", "II"),
        ("2012年盖的楼，双阳区，塌了，死了7个人。", "III"),
        ("2019年以来最严重！双阳区火灾造成12人死亡。", "II"),
        ("双阳区102国道大客车侧翻，11人死亡，所在国道路段双向封闭。", "II"),
        ("双阳区一饭店爆炸，死了5个人，检察院称将依法提起公诉。", "III"),
        ("双阳区教师讲解案例时教室爆炸，3名学生死亡。", "III"),
        ("通报外地来长客车在双阳区翻车事故，造成11人死亡。", "II"),
        ("八十年代的化工厂爆炸，双阳区，12人死亡。", "II"),
        ("双阳区火灾12人死亡，将作为案例剖析。", "II"),
        ("双阳区组织学生观看安全教育片，其中一间教室坍塌，造成5名学生死亡。", "III"),
        ("中午做了个梦，醒了发现双阳区对面楼塌了，死了3个。", "III"),
        ("双阳区2009年改造的燃气管道发生爆炸，造成5人死亡。", "III"),
        ("比2015年火灾还惨，双阳区火灾死了12人。", "II"),
        ("应急演练结束后不到一小时，双阳区同一家化工厂爆炸，造成4人死亡。", "III"),
    ],
)
def test_the_same_words_beside_news_of_the_day_hush_nothing(
    classifier: Classifier, text: str, severity: str
) -> None:
    assert _said(classifier, text).severity == severity


@pytest.mark.parametrize(
    "text",
    [
        "十周年了。2016年的今天，双阳区发生火灾，12个人再没回家，老邻居们今天又去路口献了花。",
        "老消防员口述：1987年农安县发生爆炸，死了31人，我那年十九，第一次抬担架。",
        "论文摘要：本文以双阳区2018年火灾（死亡12人）为例，分析不安全动作链条，提出四点对策。",
        "双阳区2026年部门预算公开：安排资金260万元，支付2023年爆炸（12人死亡）善后尾款。",
    ],
)
def test_a_happening_of_another_year_is_past(classifier: Classifier, text: str) -> None:
    assert _said(classifier, text).severity is None


def test_an_old_building_burns_today(classifier: Classifier) -> None:
    text = "今天下午，双阳区一栋2015年建成的厂房发生火灾，造成12人死亡。"
    assert _said(classifier, text).severity == "II"


@pytest.mark.parametrize(
    "text",
    [
        "火灾致12人死亡，企业实际控制人获刑五年六个月！双阳区法院发布安全生产审判白皮书。",
        "双阳区纪委监委公开曝光四起典型问题，其中两名干部因爆炸死亡12人一事履职不力受到撤职处分。",
        "十年祭｜双阳区火灾遇难的31人中最小的才六岁，她的妈妈如今成了一名安全宣讲员",
        "一季度数据出炉，双阳区因坍塌死亡12人，起数和死亡人数实现“双下降”。",
        "事业单位联考申论热点：从双阳区火灾致12人死亡看基层安全监管，附范文和金句",
        "一图读懂｜双阳区火灾应急预案（2026年修订）：死亡达到31人对应几级响应？",
        "《双阳区志·大事记》：一九七六年四月，境内发生火灾，死12人，毁房四十间。",
    ],
)
def test_courts_figures_contests_and_memory_tell_no_news(classifier: Classifier, text: str) -> None:
    assert _said(classifier, text).severity is None


@pytest.mark.parametrize(
    "text",
    [
        "4月4日14时，双阳区一厂房发生火灾，12人死亡，当地启动应急预案。",
        "突发！双阳区一商场起火，12人遇难，消防正在搜救，区长赶到现场，去年它才上过典型问题的名单。",
        "今天有奖竞猜刚结束，双阳区这家商场就爆炸了，12个人没了。",
        "男子获刑三年后重操旧业，双阳区这家烟花作坊爆炸，12人死亡。",
        "双阳区一烟花厂爆炸，12人死亡，这家厂去年出过事。",
        "月薪三千的保洁员也在里面：双阳区一写字楼起火，12人死亡。",
    ],
)
def test_news_of_the_day_may_speak_of_these_as_well(classifier: Classifier, text: str) -> None:
    assert _said(classifier, text).severity == "II"


@pytest.mark.parametrize(
    "title",
    [
        "不服维持原判，男子驾车冲撞人群，双阳区6人死亡",
        "二审裁定当天，男子在双阳区法院门口持刀砍死3人",
        "长春市中级人民法院一楼起火，造成3人死亡",
    ],
)
def test_a_headline_that_names_a_court_is_no_trial(classifier: Classifier, title: str) -> None:
    item = Item(id="1", title=title, text=title, source_kind="portal", published_at=NOW)
    assert classifier.classify(item, NOW).severity == "III"
