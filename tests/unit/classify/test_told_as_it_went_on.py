"""Numbers of people whom a text tells of as it goes on: one more body, who died of the hurt, who was never found, and a rumour set right."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 28, 21, 30, tzinfo=SHANGHAI)


def numbers(classifier: Classifier, text: str, *names: str) -> tuple[int | None, ...]:
    found = classifier.classify(Item("1", "", text, source_kind="local_media", published_at=NOW), NOW)
    return tuple(found.casualty(name) for name in names)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("渔船翻扣后，潜水员从船舱里带出3具遗体。今天清晨，又有一具漂到岛边。", 4),
        ("山洪冲走多人，救援队上午在河滩找到两具遗体。傍晚，下游水库又漂上来一具。", 3),
        ("矿难救援，昨天抬出4具遗体。今天凌晨，又有一具在采空区找到。", 5),
        ("山洪过后，村民在水渠里发现两具遗体。警方说，又有一具模特道具被群众误报。", 2),
    ],
)
def test_one_more_body_comes_on_top_of_those_of_the_sentence_before(
    classifier: Classifier, text: str, dead: int
) -> None:
    assert numbers(classifier, text, "deaths") == (dead,)


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        (
            "车祸致7人受伤，均已送医。其中，孙某（男，5岁）、吴某某（女，33岁）因伤重经抢救无效，分别于当日20时、次日凌晨3时死亡。",
            2,
            5,
        ),
        (
            "爆炸造成6人受伤，全部送往县医院。其中王某某（男，41岁）和赵某（男，28岁）先后于当晚和次日清晨死亡，其余4人伤情平稳。",
            2,
            4,
        ),
        (
            "昨天煤气爆燃中受伤的五个人，有一个今天凌晨因为大面积烧伤去世，剩下的四个还在烧伤科。",
            1,
            4,
        ),
        ("昨天的车祸造成1人死亡、4人受伤。今天下午，最后那名重伤员、面包车司机张某也因伤势过重去世。", 2, 3),
        ("爆炸最初的通报是2死1重伤5轻伤。那名重伤的司机周某昨夜因多器官衰竭去世。", 3, 5),
        ("昨日的大风吹倒围墙，公布的伤亡是1死1重伤15轻伤。", 1, 16),
        ("车祸造成5人受伤，有1人死亡。", 1, 5),
    ],
)
def test_who_dies_of_the_hurt_is_hurt_no_more(
    classifier: Classifier, text: str, dead: int, hurt: int
) -> None:
    assert numbers(classifier, text, "deaths", "injured") == (dead, hurt)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("充气滑梯被大风掀翻，六岁的男孩壮壮摔在水泥地上，送到医院，当晚八点多走了。", 1),
        ("山洪过后，家人在下游五公里找到他，人已经不在了。", 1),
        ("货车撞上三轮车，车上的老两口没等到救护车。", 2),
        ("父子俩一前一后下到红薯窖里就再也没上来，卫生院的医生说不用送了。", 2),
        ("今天凌晨的大火夺去了一对母女的生命，还有九个邻居被烟呛伤。", 2),
        ("校车侧翻，12名孩子送医，其中一名男孩因伤势过重不幸夭折。", 1),
        ("车祸后车上四个大学生，开车的小赵没了，另外三个躺在重症监护室。", 1),
        ("雷击后，李家两弟兄倒在门边。卫生院院长到场，证实两弟兄已经死亡。", 2),
    ],
)
def test_plain_words_tell_who_died(classifier: Classifier, text: str, dead: int) -> None:
    assert numbers(classifier, text, "deaths") == (dead,)


@pytest.mark.parametrize(
    "text",
    [
        "充气滑梯被大风掀翻，八岁的女孩受了惊吓，当天中午就跟妈妈走了。",
        "车祸后一名乘客手臂擦伤，在医院包扎好，下午就走了。",
        "浓烟灌入宾馆，医院接诊了12名吸入性损伤者，做完雾化后有9人当天就走了，剩下3个要留院看两天。",
        "车祸后老人没等到救护车，路人开车把他送到了医院，腿部骨折。",
    ],
)
def test_who_left_the_hospital_did_not_die(classifier: Classifier, text: str) -> None:
    assert not numbers(classifier, text, "deaths")[0]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (
            "渔船与货船相碰后翻扣，渔船上10人中已有6人找到，其中生还者2人。剩下的人还没有消息，搜救船仍在海上。",
            4,
        ),
        ("客船在江心沉没，船上18人，已救起13人，找到2具遗体，其余的人仍在搜寻。", 3),
        ("直升机坠海，机上9人，目前2人获救，7人生死不明。", 7),
        ("泥石流冲进工棚，六个人里三个被石头砸伤跑了出来，两个找到时已经遇难，还有一个没找到。", 1),
        ("山洪下来，寻回来十四个，都硬了，还有三个娃没寻着。", 3),
        ("船翻了，捞上来九个，外加俩没捞到的。", 2),
        ("矿井下火灾，29人中有20人安全升井，其余9人仍被困井下，生死不明。", None),
    ],
)
def test_who_is_left_of_a_number_and_was_not_found_is_missing(
    classifier: Classifier, text: str, missing: int | None
) -> None:
    assert numbers(classifier, text, "missing") == (missing,)


def test_those_found_but_for_the_survivors_are_the_dead(classifier: Classifier) -> None:
    text = "渔船翻扣，渔船上10人中已有6人找到，其中生还者2人。剩下的人还没有消息。"
    assert numbers(classifier, text, "deaths") == (4,)


def test_those_who_did_not_come_up_are_trapped(classifier: Classifier) -> None:
    text = "昨晚煤矿透水，井下还有3名矿工没有上来，救援人员正在排水。"
    assert numbers(classifier, text, "trapped") == (3,)


def test_whoever_is_counted_between_is_another_party(classifier: Classifier) -> None:
    text = (
        "面包车追尾，车上5人，前排两人被卡死，都没能救活，后排3人送医。交警通报，事故造成2人死亡、3人受伤。"
    )
    assert numbers(classifier, text, "deaths", "injured") == (2, 3)


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        (
            "针对网络上流传的“大巴坠崖死了十几个”的视频，现将有关情况说明如下：事故造成客车上3名乘客受伤。无人员死亡。",
            0,
            3,
        ),
        (
            "关于网上热传“化工厂爆炸炸死八人”一事，经核实，昨日该厂发生爆炸，2名工人受伤，没有人员死亡。",
            0,
            2,
        ),
        (
            "朋友圈流传的“大桥垮塌死二十多人”不准确。市应急管理局通报，垮塌造成3人死亡、2人受伤。",
            3,
            2,
        ),
    ],
)
def test_what_is_set_right_stands_in_the_place_of_the_rumour(
    classifier: Classifier, text: str, dead: int, hurt: int
) -> None:
    assert numbers(classifier, text, "deaths", "injured") == (dead, hurt)


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        (
            "拆桥时桥面突然断开，医院先后接了五个从工地送来的人：一个在车上就已停止心跳，没有救回来；一个颅脑伤得很重，晚上八点多也走了；还有一个骨盆骨折，伤势较重；剩下两个伤得轻，一个缝了七针，一个照了片子。",
            2,
            3,
        ),
        (
            "雪压塌了菜市场。运气不好的有三个：送鱼的骆某被横梁压住胸口，没等到救护车；他的雇主腿压断了，伤得不轻；卖藕的周老汉后脑破皮。",
            1,
            2,
        ),
        ("脚手架倒塌，四名工人摔下来：一人当场死亡，一人腰椎骨折，另两人擦伤。", 1, 3),
        ("事故中有2人死亡。一人当场身亡；另一人送医后不治。", 2, None),
        ("两名工人坠落，一人当场死亡；另一人在医院抢救无效死亡。", 2, None),
    ],
)
def test_a_number_taken_apart_part_by_part_adds_up(
    classifier: Classifier, text: str, dead: int, hurt: int | None
) -> None:
    assert numbers(classifier, text, "deaths", "injured") == (dead, hurt)


@pytest.mark.parametrize(
    ("text", "trapped"),
    [
        (
            "粮库外墙倒塌，被埋的工人有9人，目前已经救出4个。又有3人被挖出。截至正午，尚有2人在玉米堆内。",
            2,
        ),
        ("隧道塌方，11名工人被困。到今天中午，已有8人走出洞口，还有3人在里面，救援人员正在打通通道。", 3),
        ("大货车压扁轿车，副驾驶已被抬出，司机仍困在车内，消防员正在破拆。", 1),
        ("基坑滑塌，三名作业人员被土方掩埋。前两名先后被救出，今日凌晨第三名人员找到，经抢救无效死亡。", 0),
        ("居民楼垮塌，搜救犬来回搜了三遍，确认没有别的人压在下面。一名老人轻伤。", 0),
        ("车祸后，还有2人在医院里观察。", None),
        ("地震后一个自然村被滑坡掩埋，3人受伤。", None),
    ],
)
def test_who_is_still_inside_is_trapped_and_nobody_when_all_are_out(
    classifier: Classifier, text: str, trapped: int | None
) -> None:
    assert numbers(classifier, text, "trapped") == (trapped,)


def test_the_headline_tells_of_one_more_than_was_announced_at_first(classifier: Classifier) -> None:
    item = Item(
        "1",
        "一名重伤者昨夜离世",
        "11月27日的龙卷风，最初公布的伤亡是1死1重伤11轻伤。",
        source_kind="local_media",
        published_at=NOW,
    )
    assert classifier.classify(item, NOW).casualty("deaths") == 2


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        (
            "台风登陆后吹倒围墙，1人受伤。全市疏散危房户400人、工地民工520人及渔排人员350余人。",
            "evacuated",
            1270,
        ),
        ("中巴车和水泥车撞在一起，9个人再也没有回家，17个人带着伤活了下来。", "injured", 17),
        ("大棚倒塌，挖出五个人，三个已经没救了，两个还有呼吸，被救护车拉走。", "injured", 2),
        ("车祸中，一名二年级的小学生被渣土车卷入车底，当场失去了生命。", "deaths", 1),
        ("火灾又一名幸存者没能挺过昨夜，遇难者由七人变成了八人。", "deaths", 8),
        ("翻斗车撞了人，司机还没有找到，他在出事之后钻进玉米地跑了，一名老人受伤。", "missing", None),
    ],
)
def test_narratives_count_in_words_of_their_own(
    classifier: Classifier, text: str, name: str, number: int | None
) -> None:
    assert numbers(classifier, text, name) == (number,)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("船触礁后，海事所找到1具遗体。17时，再找到1人，已遇难。县二院说，送来的一位老太太没抢救过来。", 3),
        ("昨晚一辆摩托车撞上护栏，骑车人当场死亡。镇上干部说，这条路今年已经出过四次事，死了3个人。", 1),
        ("矿难第三天，挖掘机又从泥里刨出一位遇难者，这已经是第七个了。", 7),
        ("遇难的是28岁的母亲陈某和她的两个女儿，着火时门被反锁。", 3),
        ("客车坠沟，乘客陈某、姚某夫妇当场遇难，司机送医后死亡。", 3),
        ("农用车翻进河沟，车上三个人全压在下面，村民赶到把车掀开，一个都没救下来。", 3),
        ("轿车坠入护城河，民警下水砸窗，女司机被拉上岸时已经没了呼吸。", 1),
    ],
)
def test_the_dead_are_those_of_this_happening_each_once(classifier: Classifier, text: str, dead: int) -> None:
    assert numbers(classifier, text, "deaths") == (dead,)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (
            "渔船翻扣，船上10人中已有6人找到。12日，两个船工被送到卫生院输液。潜水员带出3具遗体。剩下的人还没有消息。",
            4,
        ),
        ("客船沉没，船上18人中13人获救。潜水员昨晚找到2具遗体。其余的人至今没有消息。", 3),
        ("渔船触礁沉没，船上12人中9人获救，其余的人失联。今天下午，失联人员全部找到，平安。", None),
    ],
)
def test_the_rest_of_whom_nothing_is_heard_are_missing(
    classifier: Classifier, text: str, missing: int | None
) -> None:
    assert (numbers(classifier, text, "missing")[0] or None) == missing


def test_the_worst_of_the_hurt_is_one_of_them(classifier: Classifier) -> None:
    text = "昨天的车祸死了两个人；后排的三个人都受了伤，最重的一个断了四根肋骨。"
    assert numbers(classifier, text, "deaths", "injured") == (2, 3)
