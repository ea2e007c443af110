"""Which kind it is where the scene lends its words to another, and what only sounds like an emergency: a listing, a share, a drill."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)


def said(classifier: Classifier, text: str, *, title: str = "", kind: str = "local_media") -> Classification:
    return classifier.classify(Item("x", title, text, source_kind=kind, published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # Who drowns beside a parked vehicle, and who drives into the pond.
        (
            "放学后三个娃在河里洗澡，一个踩到深坑沉下去，过路的摩托车司机下水救人，人也没了，共2人溺亡。",
            "other",
        ),
        (
            "周日下午，一个中学生在水塘边捉虾滑了下去，洗衣服的妇女跳下水去拉，两人都没能上来，岸边停着电动车。",
            "other",
        ),
        ("昨日下午，一辆轿车冲进池塘，路过的市民跳下水救人，车里两人溺亡。", "traffic_accident"),
        # A county's bulletin of rain, and a pit that gives way on a rainy day.
        (
            "值班信息：一、雨情。全县平均降雨112毫米。二、灾情。石坝乡房屋倒塌压死1人，河口乡2人被冲走；全县受灾2.1万人。",
            "flood",
        ),
        ("昨日上午，一工地基坑边坡坍塌，3名工人被埋，2人死亡。当天降雨20毫米。", "collapse"),
        # What the men stood on came down, or one of them fell off it.
        ("昨天下午，一在建教学楼的外架突然垮塌，上面的4名工人掉了下来，2人死亡。", "collapse"),
        ("昨天下午，工人老李从脚手架上坠落，经抢救无效死亡。", "work_safety"),
        # What burnt set off the fireworks, or these set fire to a house.
        ("昨晚，一辆面包车自燃，引爆车里拉的鞭炮，两人当场死亡，路边3人受伤。", "explosion"),
        ("昨晚有人燃放烟花引燃草垛，大火烧到民房，1人死亡。", "fire"),
        # A helicopter that searches, and one that crashes.
        ("5名登山爱好者进山后断了联系，搜救直升机昨天找到其中4人，1人遇难。", "other"),
        ("一架直升机昨天在执行任务时坠毁，2人遇难。", "traffic_accident"),
        # Cases counted by the month: with classes shut, and without.
        (
            "疾控通报：10月20日至11月18日，我县报告水痘96例，较上月增加40例，集中在两所小学，已对4个班级停课。",
            "epidemic",
        ),
    ],
)
def test_it_tells_the_kind_from_what_stands_beside_it(classifier: Classifier, text: str, kind: str) -> None:
    assert said(classifier, text).emergency == kind


def test_who_writes_of_a_fall_from_a_cradle_need_not_name_an_accident(classifier: Classifier) -> None:
    text = "我弟在城东一个项目贴外墙砖，前天下午工头来电话说人在医院，赶到时人已经在太平间，说是从吊篮上掉下来的。"
    assert said(classifier, text, kind="hotline").emergency == "work_safety"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "周一20:05 影视频道《孤城》：爆炸声中死伤枕藉……周二21:30 法治频道《路口》：连环相撞，两死七伤。周三19:40 纪录频道《空难》：132人遇难。",
            "local_media",
        ),
        ("本月急救中心共出车4210趟，其中车祸外伤占三成，心脑血管占两成，中暑的58人次。", "local_media"),
        (
            "昨日上午10点，商场三楼浓烟滚滚。一名“孕妇”“晕倒”在楼梯口，10分钟后“明火”扑灭，两名“伤员”被抬走。支队领导点评说，这次实战拉动总体不错。",
            "local_media",
        ),
        (
            "天冷了，这几句话请转给爸妈：一、烟筒要装好；二、千万别把窗户堵死；三、屋里有人叫不醒，先开门开窗再打120，不要划火柴。煤气中毒叫不醒人。",
            "official_site",
        ),
        (
            "笑死，我家昨天差点出人命，我爸大喊一声杀人啦，我妈举着锅铲冲过去，结果是他下象棋被连杀三盘，血流成河，尸横遍野。",
            "social",
        ),
        ("二十年来，他从江里捞起过六十多具遗体，救活过八个人，老伴嫌他身上有味，没了魂一样。", "social"),
    ],
)
def test_what_only_sounds_like_an_emergency_is_none(classifier: Classifier, text: str, kind: str) -> None:
    found = said(classifier, text, kind=kind)
    assert (found.emergency, found.severity) == (None, None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("昨日环城路发生车祸，占了两条车道，3人死亡。", "traffic_accident"),
        ("昨日上午10点，商场三楼浓烟滚滚，一名孕妇晕倒在楼梯口，明火20分钟后扑灭，2人受伤。", "fire"),
        ("昨晚看《孤城》时楼下起火，消防车来了三辆，两人受伤。", "fire"),
    ],
)
def test_what_resembles_these_stays_an_emergency(classifier: Classifier, text: str, kind: str) -> None:
    assert said(classifier, text).emergency == kind


@pytest.mark.parametrize(
    ("text", "magnitude"),
    [
        ("中国地震台网速报：昨日3时12分发生Ms5.1地震，3人受伤。", 5.1),
        ("刚看台网，14号9点52，M4.6，深度8公里，墙皮掉了些，这次地震没有人伤到。", 4.6),
        ("地震局提醒震后行车：开着BM4.6越野车上山要慢。", None),
    ],
)
def test_it_reads_a_magnitude_told_by_its_letter(
    classifier: Classifier, text: str, magnitude: float | None
) -> None:
    assert said(classifier, text).magnitude == magnitude


@pytest.mark.parametrize(
    ("text", "evacuated"),
    [
        ("昨晚暴雨引发山洪，县里连夜转移危房群众126户、431人，2人失踪。", 431),
        ("昨夜水库漫坝，已紧急转移下游居民88户，共302人，无人伤亡。", 302),
        ("昨夜洪水冲毁房屋126户、淹没农田，3人死亡。", None),
    ],
)
def test_people_are_moved_out_by_households(classifier: Classifier, text: str, evacuated: int | None) -> None:
    figure = said(classifier, text).casualties.get("evacuated")
    assert (figure.value if figure else None) == evacuated


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "昨晚在东环桥下，一辆没开灯的皮卡把我爸连人带三轮拱出去十几米，人没救过来，车跑了。",
            "traffic_accident",
        ),
        ("昨天下午，老太太在灶屋做饭，钢瓶“嘭”一声，半边墙没了，人已经不行了。", "explosion"),
        ("老韩家盖房，昨天上梁，梁没上稳，下来砸着三个帮工的，一个当时就没了。", "work_safety"),
        ("昨天在工地卸钢筋，钢筋散捆滚下来，人压在底下，拉到医院已经没了心跳。", "work_safety"),
        ("今早我们矿又没上来四个，家属都在井口，矿长手机关机。", "work_safety"),
        ("昨天下午，放羊的马老汉在坡上躲雨，一个炸雷，人和十一只羊都躺下了。", "storm"),
        ("河里的鱼昨天翻了一层白肚皮，水黑得像墨，下游三个村的井都不敢喝。", "environment"),
        ("昨天卸货，箱子滚下来砸着脚趾，老板给贴了创可贴。", None),
        ("昨晚一个炸雷，吓得我躺下就睡。", None),
        ("高压锅砰一声响，饭熟了，妈妈喊我端碗。", None),
    ],
)
def test_who_tells_an_office_need_not_name_what_it_was(
    classifier: Classifier, text: str, kind: str | None
) -> None:
    assert said(classifier, text, kind="hotline").emergency == kind
