"""Grave happenings as those say it who saw them, with the level and the numbers that their words give; and what only sounds so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 28, 13, 30, tzinfo=UTC)


def _said(classifier: Classifier, text: str) -> Classification:
    return classifier.classify(Item("1", "", text, source_kind="social", published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("text", "deaths", "level"),
    [
        ("清早矿上出事了，下去的三十四个人一个都没上来，家属院哭声一片，矿长说都没了", 34, "I"),
        ("养老院着火，五个老人没跑出来，都走了", 5, "III"),
        ("煤矿透水，井下十一个弟兄找到的时候都泡了两天了，全走了", 11, "II"),
        ("发小他爸的船翻了，四个人掉江里，捞了一宿，捞上来都硬了", 4, "III"),
        ("金矿炸药着了，四十五个矿工弟兄埋里头了，今天全挖出来了，没一个喘气的", 45, "I"),
        ("我们村后山滑坡，埋了十户，挖出来十个老人孩子，全走了", 10, "II"),
        ("加油站爆了，我数了数地上躺着十二个不动的，120来了摇头", 12, "II"),
        ("一家三口炕烟中毒，早上发现都凉透了", 3, "III"),
        ("山洪下来把露营的冲走了，今天下午数到十二具", 12, "II"),
        ("地震埋了三个乡，已经挖出三百二十具了", 320, "I"),
        ("村里办喜事吃席，一百三十多人上吐下泻，昨天走了一个老人", 1, "II"),
        ("商场外墙皮整片掉下来，砸死了底下三个逛街的", 3, "III"),
        ("面粉厂炸了，当班的十五个就剩俩活的", 13, "II"),
        ("渔船翻沉，船上13人，救上来俩，剩下的都没了", 11, "II"),
        ("几个戴面罩的在火车站砍人，十五条命没了", 15, "II"),
        ("小学门口一男的拿刀砍孩子，十二个娃儿没了命", 12, "II"),
        ("灭门案，一家五口被杀", 5, "III"),
        ("喝了散装白酒，十一个人没救过来，都是甲醇", 11, "II"),
        ("马蜂把上山采蘑菇的两口子蜇死了", 2, "IV"),
        ("雷把三个在地里干活的劈死了", 3, "III"),
        ("俺们镇小学食堂塌顶了，三十一个娃没了，全镇都在哭", 31, "I"),
        ("我同学家一氧化碳，爸妈妹妹三口人都走了，就剩他一个住校的", 3, "III"),
        ("钢厂的钢包掉下来，下面开会的十一个人化成灰了", 11, "II"),
        ("医院氧气罐炸了，ICU的十个病人没保住", 10, "II"),
        ("隔壁老李家煤气罐崩了，老李当场没了，儿子媳妇烧得不轻在医院", 1, "IV"),
        ("大坝溃了，下游冲走了三十多户，找到的尸首有三十六具了", 36, "I"),
        ("升学宴吃倒一百五十多人，一个老人抢救无效没了", 1, "II"),
        ("下污水井三个人，捞上来的时候都没心跳了", 3, "III"),
        ("雪崩埋了五个登山的，遗体都找着了", 5, "III"),
        ("热水器漏气，租房的三个大学生都没醒过来，走了", 3, "III"),
    ],
)
def test_whoever_saw_it_says_how_many_are_dead(
    classifier: Classifier, text: str, deaths: int, level: str
) -> None:
    said = _said(classifier, text)
    assert (said.severity, said.casualties["deaths"].value) == (level, deaths)


@pytest.mark.parametrize(
    ("text", "kind", "level"),
    [
        ("监狱里犯人闹起来了，二十多个抢了钥匙，狱警被打伤", "mass_incident", "I"),
        ("看守所昨晚炸锅了，十几个在押的砸了监室的门往外冲，武警都来了", "mass_incident", "I"),
        ("好几千人，得有六千，围堵市委，交通断了", "mass_incident", "I"),
        ("三千多个下岗工人把铁路卧轨拦了", "mass_incident", "II"),
        ("两千多司机把收费站围了，警车进不来", "mass_incident", "II"),
        ("两家工地为抢活打群架，三百来号人，钢管横飞", "mass_incident", "II"),
        ("城管打人，老百姓把执法车掀了，打伤四十多个", "mass_incident", "I"),
        ("医闹，家属带人打砸医院，十二名医生护士被打伤", "mass_incident", "II"),
        ("几百人把县公安局砸了，警车烧了三台", "mass_incident", "I"),
        ("棉纺厂边上液氯罐漏了，七十多号人住院，都说是中毒，嗓子喘不上气", "environment", "II"),
        ("鞋厂的胶水味熏倒了五十五个女工，全送医院，医生说苯中毒", "work_safety", "II"),
        ("化工厂跑料了，周边一万多村民全撤走了", "environment", "II"),
        ("化工厂氨气跑了，一万二千居民撤到体育场过夜", "environment", "II"),
        ("氯气罐车翻了，五万人连夜转移到外地，医院收了好几百", "environment", "I"),
        ("上游苯泄漏，市里自来水取水口全关了，全市断水", "environment", "I"),
        ("刚才地震七级多，房子塌了一片", "earthquake", "I"),
        ("震了，官方说5.3级，我家墙皮掉了", "earthquake", "III"),
        ("学校营养餐出问题，一百二十个娃娃拉肚子住院", "food_poisoning", "III"),
        ("某探伤公司丢了一枚放射源，环保公安都在找", "environment", "IV"),
        ("运钞车在银行门口被抢，押运员中枪受伤", "other", "IV"),
        ("水库溃了，下游养殖场宿舍冲没了，已经找到三十三具遗体", "flood", "I"),
        ("有人开车撞人还扔炸弹，早市上死了三十一个", "terror_attack", "I"),
        ("热气球着火掉下来，八个游客摔死", "other", "III"),
        ("老百姓把区政府围了，冲进去把区长打了", "mass_incident", "I"),
        ("犯人暴动，十五个囚犯劫持了狱警", "mass_incident", "I"),
        ("县城水源地被人倒了农药，自来水停了两天了", "environment", "II"),
        ("刺鼻的烟飘过来，学校六十多个学生老师晕倒住院，环保说是氯气", "environment", "II"),
        ("化工厂泄漏，一百五十个村民中毒，医院加床", "environment", "I"),
        ("云南这边地震7.2，县城楼塌了好多，县里启动一级响应，电话打不通", "earthquake", "I"),
        ("刚才地震7.2，县城楼塌了好多，电话打不通", "earthquake", "I"),
        ("余震5.9级又来了，之前主震6.8，城里楼倒了不少", "earthquake", "II"),
        ("防洪堤塌了一百多米，县里说损失三千多万", "flood", "II"),
        ("我们小区地下车库全灌水了，两百多台车泡了", "flood", "IV"),
        ("电镀厂车间酸雾，五十二名女工集体中毒", "work_safety", "II"),
        ("约6000名工人聚集在开发区管委会前。", "mass_incident", "I"),
    ],
)
def test_what_happened_is_heard_in_plain_words(
    classifier: Classifier, text: str, kind: str, level: str
) -> None:
    said = _said(classifier, text)
    assert (said.emergency, said.severity) == (kind, level)


@pytest.mark.parametrize(
    "text",
    [
        "监狱旁边的小区太吵，晚上十几个人在门口打牌",
        "看守所招聘二十名辅警，报名的人炸了锅",
        "参加葬礼的十个亲戚全走了，院子空了",
        "运钞车停在银行门口挡了路，半个小时不走",
        "银行门口抢购金条，排了一百多人",
        "放射源已经找到了吗？没丢，环保局说每月检查",
        "化工厂跑了两个客户，老板急得够呛",
        "这栋楼抗震设防七级，放心买",
        "风力5.1级，骑车费劲",
        "十五条鱼没了命，鱼缸加热棒坏了",
        "那部电影里戴面罩的人砍人，十五条命没了，看得心惊",
        "几百人把这家饭店砸了招牌，都说难吃",
        "昨天走了一个老人，九十八岁，喜丧，来了一百多人吃席",
        "一百二十个娃娃参加体检，营养餐很好吃",
        "池塘里的鱼死了三百多条，数了数十二具鸭子尸体",
        "台风天外卖骑手全走了，点不到餐",
        "救援队把五个驴友都找到了，全走下山了",
        "龙潭水库坝上的老房子里开了一家燃气配送中心，在他的店里买的气瓶是翻新的",
    ],
)
def test_what_only_sounds_so_is_no_emergency(classifier: Classifier, text: str) -> None:
    assert _said(classifier, text).severity is None


def test_nobody_who_was_not_brought_out_is_counted_as_saved(classifier: Classifier) -> None:
    assert _said(classifier, "酒店塌了，九个人没救出来").casualties["trapped"].value == 9


def test_remains_of_victims_are_of_today_and_those_of_soldiers_are_not(classifier: Classifier) -> None:
    of_today = "经DNA比对，此前通报的两处遗骸属同一名遇难者，故本次民爆仓库爆炸事故死亡人数由31人核减为29人。"
    said = _said(classifier, of_today)
    assert (said.severity, said.casualties["deaths"].value) == ("II", 29)
    assert _said(classifier, "志愿军烈士遗骸归国，12位在火海中牺牲的英烈回家").severity is None


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("中巴从盘山道上翻下去了，三十六口棺材，全镇的木匠都喊去了", 36),
        ("龙卷风掀了板房，砸得稀烂，庄里一溜搭了十一个灵棚", 11),
        ("学校宿舍着火，操场上并排盖着床单，二十多个", 20),
        ("大巴翻下桥，殡葬车一共拉走三十三位", 33),
        ("爆炸以后，灵车拉走了九位", 9),
    ],
)
def test_whoever_counts_coffins_counts_the_dead(classifier: Classifier, text: str, deaths: int) -> None:
    assert _said(classifier, text).casualties["deaths"].value == deaths


@pytest.mark.parametrize(
    "text",
    [
        "镇上棺材铺着火，烧了三十六口棺材，老板说一口卖八百元",
        "修路平坟，倒了四十座坟，没人管",
        "宾馆着火，烧了二十条床单",
    ],
)
def test_coffins_and_sheets_that_are_sold_or_burnt_are_nobody(classifier: Classifier, text: str) -> None:
    assert "deaths" not in _said(classifier, text).casualties
