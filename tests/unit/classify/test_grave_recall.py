from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


def judge(classifier: Classifier, text: str, title: str = "") -> Classification:
    return classifier.classify(Item("x", title, text, source_kind="forum", published_at=NOW), NOW)


TOLD = [
    ("长春市朝阳区火灾，10死5伤", "fire", 10, "II"),
    ("网传绿园区汽配市场那场火死了三十多人", "fire", 30, "I"),
    ("听说朝阳区着火死了12个人", "fire", 12, "II"),
    ("昨晚火灾烧死了3人，烧伤5个", "fire", 3, "III"),
    ("事故造成12名矿工死亡，1人下落不明", "work_safety", 12, "II"),
    ("火灾共死伤20余人", "fire", None, "IV"),
    ("大火夺走5人性命", "fire", 5, "III"),
    ("大火吞噬了31条生命", "fire", 31, "I"),
    ("事故当场死了两个", "work_safety other", 2, "IV"),
    ("车祸没了3条人命", "traffic_accident", 3, "III"),
    ("长春发生火灾，三十人葬身火海", "fire", 30, "I"),
    ("净月区工地塌了，埋了十一个人，都没了", "collapse", 11, "II"),
    ("二道区那个化工厂炸了，死了至少三十个", "explosion", 30, "I"),
    ("农安县两辆大客车撞一起了，死了十七八个", "traffic_accident", 17, "II"),
    ("榆树市一煤矿透水，35人遇难", "work_safety", 35, "I"),
    ("德惠市禽业公司氨气爆炸起火，120人遇难，76人受伤", "explosion fire", 120, "I"),
    ("九台区一养老院昨夜失火，致１１名老人死亡", "fire", 11, "II"),
    ("快讯：长春宽城区居民楼燃气闪爆 已致三死十二伤", "explosion", 3, "III"),
    ("双阳区饭店吃完饭好几桌人上吐下泻，食物中毒送医院132人，1人没抢救过来", "food_poisoning", 1, "II III"),
    ("突发！南关区大桥垮了，15人遇难", "collapse", 15, "II"),
    ("今早伊通河决堤，淹死了12人", "flood", 12, "II"),
    ("龙卷风刮过榆树，造成10人死亡、80余人受伤", "storm", 10, "II"),
    ("暴雨引发山洪，32人罹难", "flood", 32, "I"),
    ("朝阳区有人持刀见人就砍，死了10个，伤了20多", "other terror_attack", 10, "II"),
    ("人民广场发生踩踏，造成三十六人死亡、四十九人受伤", "other", 36, "I"),
    ("松花江化工厂苯泄漏，已造成50人死亡", "environment", 50, "I"),
    ("吉林松原发生地震，55人死亡", "earthquake", 55, "II"),
    ("绿园区幼儿园食物中毒，死了2个孩子，送医150多个", "food_poisoning", 2, "II III"),
    ("工地塔吊倒了，砸死三个工人", "work_safety collapse", 3, "III"),
    ("宽城区一网吧大火，二十五人丧生", "fire", 25, "II"),
    ("刚得到的消息，东大桥公交车起火烧死13人！！", "fire", 13, "II"),
    ("朋友圈都在传经开厂房爆炸死了四十多人，求证", "explosion", 40, "I"),
    ("听说昨天高速上连环车祸死了十来个人，是真的吗", "traffic_accident", 10, "II"),
    ("有人知道净月那边着火的事吗？说是死了二十几个人", "fire", 20, "II"),
    ("惨！一家五口葬身火海", "fire", 5, "III"),
    ("长春龙嘉机场高速大客车翻了，31人当场死亡", "traffic_accident", 31, "I"),
    ("截至24日6时，火灾事故死亡人数升至33人，另有28人受伤", "fire", 33, "I"),
    (
        "据市应急管理局通报，11月23日22时许，朝阳区某商场发生火灾，造成12人死亡、14人受伤，其中3人重伤。",
        "fire",
        12,
        "II",
    ),
    (
        "【情况通报】2026年11月23日19时，绿园区某食品厂发生液氨泄漏，造成11人死亡，26人中毒。",
        "environment",
        11,
        "II",
    ),
    ("您好，我要举报，二道区某化工厂昨天夜里爆炸死了11个人，厂里瞒报，请领导查一查", "explosion", 11, "II"),
    ("尊敬的市长：我们村昨天下午煤矿冒顶，压死了4个矿工，老板不让往外说，恳请调查", "work_safety", 4, "III"),
    (
        "市民反映，今天上午朝阳区某小区燃气爆炸，至少3人死亡，多人受伤，诉求：尽快公布情况",
        "explosion",
        3,
        "III",
    ),
    ("工单：来电人称昨晚欧亚商都着火，死了十几个人，要求核实", "fire", 10, "II"),
    ("瞒报！矿难死了38人只报了2个", "work_safety", 38, "I"),
    ("校车掉河里了，12个孩子没了", "traffic_accident", 12, "II"),
    ("浓烟呛死了5个人", "fire", 5, "III"),
    ("厂子车间着火，9名女工没能逃出来，全部遇难", "fire", 9, "III"),
    ("火灾遇难者已达29人", "fire", 29, "II"),
    ("火势失控，已夺去三十二人的生命", "fire", 32, "I"),
    ("车祸已经夺走了七条鲜活的生命", "traffic_accident", 7, "III"),
    ("遇难31人！长春一市场火灾", "fire", 31, "I"),
    ("长春一市场火灾 31人遇难", "fire", 31, "I"),
    ("31死！长春化工厂爆炸最新消息", "explosion", 31, "I"),
    ("长春 爆炸 死亡三十一人", "explosion", 31, "I"),
    ("長春市綠園區發生火災，31人罹難", "fire", 31, "I"),
    ("一氧化碳中毒，一宿舍八个工人全死了", "work_safety", 8, "III II"),
    ("建筑工地脚手架垮塌致10死", "collapse work_safety", 10, "II"),
    ("电梯坠落摔死了6名工人", "work_safety", 6, "III"),
    ("昨天夜里沼气池熏死了3个人", "work_safety", 3, "III"),
    ("长客厂事故死亡人数11人", "work_safety", 11, "II"),
    ("凌晨，宽城一民房失火，烧死一家四口", "fire", 4, "III"),
    ("据目击者说，至少有三十具尸体从火场抬出来", "fire", 30, "I"),
    ("火场已找到31具遗体", "fire", 31, "I"),
    ("群体性事件中打死了3人，打伤30余人", "mass_incident", 3, "I II"),
    ("村民械斗，死10人", "mass_incident other", 10, "I II"),
    ("发生暴恐袭击，29名群众遇难，130余人受伤", "terror_attack", 29, "II"),
    ("鼠疫疫情已致10人死亡", "epidemic", 10, "II"),
    ("新冠养老院聚集性疫情，死了12位老人", "epidemic", 12, "II"),
    ("大雪压塌大棚，砸死11人", "collapse storm", 11, "II"),
    ("甲醇泄漏熏倒一片，12人没抢救过来", "environment", 12, "II"),
    ("船翻了，淹死13个", "traffic_accident other", 13, "II"),
    ("出大事了！朝阳区死了三十多人！", "other", 30, "I"),
    ("一夜之间没了三十多条人命，消息被压下来了", "other", 30, "I"),
    ("网传汽配城死了31人，官方不出来说句话吗", "other", 31, "I"),
    ("不是谣言，我亲眼看见的，昨晚市场大火死了三十多人", "fire", 30, "I"),
    ("不知道是不是谣言，都说化工厂爆炸死了31个人", "explosion", 31, "I"),
    ("是谣言吗？群里说绿园着火死了30多个", "fire", 30, "I"),
    ("官方说死了3人，可是群里都说火灾死了30多人，谁来辟谣", "fire", 30, "I"),
    ("求辟谣，听说朝阳区爆炸死了十二个人", "explosion", 12, "II"),
    ("别说我造谣，火灾真死了31人", "fire", 31, "I"),
    ("有没有人辟谣啊，网传绿园着火死了三十多人", "fire", 30, "I"),
    ("消息属不属实？朝阳区煤气爆炸死11人", "explosion", 11, "II"),
    ("网上说大客车坠崖死了三十几个人，不会是谣言吧", "traffic_accident", 30, "I"),
    (
        "今天早上7点半左右，人民大街与自由大路交会处一辆渣土车撞上公交车，现场死了好几个，目测得有十多个人没了",
        "traffic_accident",
        10,
        "II",
    ),
    ("哪位大神知道，昨儿半夜绿园那把火到底死没死人？我邻居说死了三十来个", "fire", 30, "I"),
    ("火灾已造成31位同胞离开了我们", "fire", 31, "I"),
    ("卡车冲进人群，10人被撞身亡", "traffic_accident", 10, "II"),
    ("十二名工人被活埋，无一生还", "collapse work_safety other", 12, "II"),
    ("这场大火带走了31个人", "fire", 31, "I"),
    ("化工厂氯气泄漏，毒死十三人", "environment work_safety", 13, "II"),
    ("楼塌了，压死十几口子", "collapse", 10, "II"),
    ("矿上出事了，三十一名矿工没能上来，全没了", "work_safety", 31, "I"),
    ("一辆中巴翻进水库，21人溺亡", "traffic_accident", 21, "II"),
    ("飞机失事，机上132人全部遇难", "traffic_accident", 132, "I"),
    ("火灾，死者达31人", "fire", 31, "I"),
    ("火灾死者已有三十一位", "fire", 31, "I"),
    ("死了31个，火灾", "fire", 31, "I"),
    ("火灾：死31，伤50", "fire", 31, "I"),
    ("火灾死31伤50", "fire", 31, "I"),
    ("火灾31死", "fire", 31, "I"),
    ("商场大火三十多人丧命", "fire", 30, "I"),
    ("三十多条生命在大火中逝去", "fire", 30, "I"),
    ("三十多人命丧火场", "fire", 30, "I"),
    ("吉林市丰满区一KTV着火12人窒息死亡", "fire", 12, "II"),
    ("松原油田井喷，硫化氢熏死15人", "work_safety environment", 15, "II"),
    ("公主岭一烟花爆竹厂爆炸 死亡已超30人", "explosion", 30, "I"),
    ("货车追尾大巴，致使19人魂断高速", "traffic_accident", 19, "II"),
    ("长春一市场起火已致数十人死亡", "fire", None, "I II"),
    ("听说火灾死了好几十人", "fire", None, "I II"),
    ("爆炸死了上百人", "explosion", 100, "I"),
]


@pytest.mark.parametrize(("text", "kinds", "deaths", "levels"), TOLD)
def test_no_grave_emergency_is_missed(
    classifier: Classifier, text: str, kinds: str, deaths: int | None, levels: str
) -> None:
    found = judge(classifier, text)
    assert found.emergency in kinds.split()
    assert (found.casualty("deaths"), found.severity in levels.split()) == (deaths, True)


def test_a_rumour_that_is_asked_about_is_an_unverified_figure(classifier: Classifier) -> None:
    text = (
        "刚在群里看到的，网传绿园区汽配市场那场火死了三十多人，消息被压下来了，而且说从今晚起全城停水三天，"
        "超市的桶装水都被抢空了。有没有知情的出来说说是不是真的？"
    )
    found = judge(classifier, text, "网传绿园火灾死了三十多人，还要全城停水三天？！")
    deaths = found.casualties["deaths"]
    assert (found.emergency, found.severity, found.severity_provisional) == ("fire", "I", True)
    assert (deaths.value, deaths.bound, deaths.origin) == (30, "at_least", "unverified")


@pytest.mark.parametrize(
    "text", ["火灾共死伤20余人", "长春一市场起火已致数十人死亡", "听说朝阳区着火死了12个人", "爆炸死了上百人"]
)
def test_a_number_that_is_not_exact_or_only_heard_leaves_the_level_provisional(
    classifier: Classifier, text: str
) -> None:
    assert judge(classifier, text).severity_provisional is True


def test_dead_and_injured_told_together_are_not_split(classifier: Classifier) -> None:
    found = judge(classifier, "火灾共死伤20余人")
    assert (found.casualty("deaths"), found.casualty("injured")) == (None, None)
