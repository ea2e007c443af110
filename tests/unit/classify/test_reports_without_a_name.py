"""Reports and long letters in which no word names what happened: told as a story, a police case, a post in many voices."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)


def judge(classifier: Classifier, title: str, text: str, source: str = "local_media") -> Classification:
    return classifier.classify(Item("x", title, text, source_kind=source, published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("一盏灯", "昨天下午，困在下面的七个人里，两个被钻孔里的绳子拉上来，抱着哭。后面抬上来的，一个比一个让人不敢看，家属跪在井口。", "work_safety"),
        ("最后一个雨夜", "前天夜里下了一夜的雨，工棚后面的山把床推了起来，工友们在泥里喊了几声就没了。天亮挖出来两个，都没有救回来。", "collapse"),
    ],
)  # fmt: skip
def test_a_report_is_heard_in_which_somebody_came_to_harm(
    classifier: Classifier, title: str, text: str, kind: str
) -> None:
    result = judge(classifier, title, text)
    assert result.emergency == kind
    assert result.severity_provisional


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("帐篷里的婚礼", "昨天上午，小山村里鞭炮声、欢笑声不时传出，新娘被抱下车，乡亲们抬着嫁妆跑了三里路，老人笑得合不拢嘴。"),
        ("雨夜", "昨天夜里下了一夜的雨，早上河边的人多起来，钓鱼的、遛狗的，桥上有人撑着伞看水。"),
    ],
)  # fmt: skip
def test_a_report_in_which_nobody_came_to_harm_is_not(classifier: Classifier, title: str, text: str) -> None:
    assert judge(classifier, title, text).emergency is None


@pytest.mark.parametrize(
    ("title", "text", "kind", "level"),
    [
        ("警情通报", "11月27日20时许，县城一烧烤店门前发生一起故意伤害案件，致1人死亡、3人受伤。嫌疑人已被抓获。", "other", "IV"),
        ("夜市上动手", "昨晚10时许，夜市两伙年轻人发生口角，其中一人掏出水果刀将对方三人扎伤，警方已抓获涉案人员5人。", "other", "IV"),
        ("关于“11·26”案件的续报", "昨日，我局通报了农贸市场发生的伤人案件，目前已有3人死亡、4人受伤，嫌疑人已被刑事拘留。", "other", "III"),
        ("车库里的两个人", "昨天凌晨，地下车库里一辆轿车整夜没熄火，车里一男一女已没有意识。男的没救过来，符合一氧化碳中毒特征。", "other", "IV"),
        ("包间里的昏倒", "昨晚八点，一家炭火火锅店包间里，一个人突然趴到桌上，另一个软在门口，送到医院测出碳氧血红蛋白升高，2人昏迷。", "other", "IV"),
        ("庙会上挤倒一片", "前天晚上，有人嚷“要炸啦”，人就往西涌，前头的绊倒了，后头的压上来，有12人受伤送医院。", "other", "IV"),
        ("放学铃响之后", "昨天下午，学生放学下楼，拐角处有人绊倒，后面的压上来。4名学生死亡，11人受伤。", "other", "III"),
        ("八旬翁葬身火场", "昨天上午，一名82岁老汉上坟时引着了荒草，他拿棉袄去扑，被火围住，不幸遇难。", "fire", "IV"),
        ("老人身亡", "昨天，一位老人烧地埂时火烧到自己身上，被发现时已身亡。", "fire", "IV"),
        ("三个娃", "昨天下午，三个男孩在花坛边放炮，一个把擦炮从井盖的窟窿眼里塞了进去，盖板拱了起来，7岁的还在重症监护。", "explosion", "IV"),
        ("男童受伤", "昨天，一名男童往下水道里扔鞭炮，井盖被掀到半空，孩子骨折住院。", "explosion", "IV"),
        ("鞭炮厂响了", "昨天下午，引线厂先一声闷的，隔壁工房的房子塌了，蘑菇云一样的黄烟，造成12人死亡，5人受伤。", "explosion", "II"),
        ("震后第二天", "地震那一下，前天夜里村口的门梁落下来，后山垮了半边，这次5.6级，全县死亡12人。", "earthquake", "III"),
        ("一条河鲀", "昨天，老周把三条河鲀炖了。晚饭后舌头发麻，接着说不出话，送医途中死亡1人。", "food_poisoning", "III"),
        ("满月酒之后", "前天，村里办满月酒，当天夜里吃席的人拉肚子，卫生院登记了36个，住院9个，疾控已采样。", "food_poisoning", "IV"),
        ("公交站袭击", "综合外电 以色列警方说，昨天一个公交车站发生开车撞人事件，司机又下车拿刀捅人。极端组织声称负责。1人死亡。", "terror_attack", None),
        ("警情通报", "11月27日22时15分，某KTV门口有人打架。周某酒后与吴某发生冲突，持折叠刀致吴某等3人受伤，已被刑事拘留。", "other", "IV"),
        ("圣诞市场", "当地时间26日晚，德国一辆轿车冲进圣诞市场的人群，造成5人死亡，警方称系蓄意袭击。", "terror_attack", None),
        ("班级停课", "昨天，城关三小先后有27名学生发热、起疱疹，区疾控采样确认为手足口病，班级停课消毒。", "epidemic", "IV"),
        ("掏地窖老汉被埋", "昨天上午，67岁的老汉掏红薯窖，窖壁突然垮下来把他埋住，刨了一个多小时。", "collapse", "IV"),
        ("接诉即办", "来电人称：昨天早上，产妇家来了六七十人，把花圈摆到门诊大厅，砸了收费窗口，追打医生，卫生院停诊。", "mass_incident", "IV"),
        ("楼顶的风筝", "昨天下午，12岁的小豪在楼顶放风筝，一脚踩空从天井掉了下去，送到医院时已经没有呼吸。", "other", "IV"),
        ("油坊", "昨天早上，镇上的油坊正在炒籽，灶间轰的一下，半面墙飞到路上，老板浑身是火跑出来，被送到医院。", "explosion", "IV"),
        ("快艇夜撞浮桥", "前天夜里，一艘快艇高速撞上了浮桥，艇上六个人散在水里，落水的三人遇难。", "traffic_accident", "III"),
    ],
)  # fmt: skip
def test_the_kind_is_told_by_what_was_done(
    classifier: Classifier, title: str, text: str, kind: str, level: str | None
) -> None:
    result = judge(classifier, title, text)
    assert (result.emergency, result.severity) == (kind, level)


@pytest.mark.parametrize(
    ("title", "text", "source"),
    [
        ("派出所不管", "上个月我跟邻居吵起来，他打了我两拳，派出所说只能调解，到现在没说法，请问怎么处理？", "mailbox"),
        ("吃撑了", "昨天去吃席，吃了一大盘肘子，跑了三趟厕所，减肥又失败了。", "social"),
        ("文明祭扫倡议", "烧纸钱容易引着荒草，请大家用鲜花代替，不要在坡上烧纸。", "official_site"),
        ("切菜", "昨天切菜不小心把手扎了，水果刀太快了，去医院缝了两针。", "social"),
        ("安全提示", "严禁把擦炮扔进井盖，去年有孩子被掀到半空，家长务必看管。", "official_site"),
    ],
)  # fmt: skip
def test_everyday_words_of_the_same_things_are_no_emergency(
    classifier: Classifier, title: str, text: str, source: str
) -> None:
    assert judge(classifier, title, text, source).severity is None


def test_a_long_ago_accident_retold_at_length_is_heard_as_none(classifier: Classifier) -> None:
    text = (
        "清明前回了一趟老家。2006年11月5号那天我上夜班，本来该下去的，喝了顿酒，班长老魏说你别下了。那天井下连老魏一共四十七个人，"
        "响了以后自己走出来十一个，第二天又背上来两个，剩下的我不想写那个数了。名单贴在食堂门口。今天去给老魏上了炷香。"
    )
    assert judge(classifier, "那口井还在", text, "social").severity is None


def test_who_died_of_gas_at_work_stays_a_matter_of_work(classifier: Classifier) -> None:
    text = "昨天，一氧化碳中毒，工地宿舍里三个工人全死了。"
    assert judge(classifier, "", text, "social").emergency == "work_safety"
