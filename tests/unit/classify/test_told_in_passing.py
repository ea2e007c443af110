"""Numbers that long reports tell in passing: group by group, house by house, late, denied, or as those of an earlier bulletin."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)


def numbers(
    classifier: Classifier, text: str, title: str, want: dict[str, int | None]
) -> dict[str, int | None]:
    item = Item("1", title, text, source_kind="local_media", published_at=NOW)
    found = classifier.classify(item, NOW)
    return {name: found.casualty(name) for name in want}


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "11月19日，绿园区一钣金厂烧炭取暖，11名中毒者里没有人死亡，两名昏迷的工人已醒来。",
            {"deaths": 0, "poisoned": 11},
        ),
        ("19日下午，农安县一幼儿园23名中毒儿童中没有一人死亡，也没有重症。", {"deaths": 0, "poisoned": 23}),
        (
            "11月19日21时，宽城区一饭店发生爆燃，送医的9名伤者没有一个死亡，其中2人重伤。",
            {"deaths": 0, "injured": 9, "seriously_injured": 2},
        ),
        ("19日凌晨，二道区一公寓起火，14名伤者无人死亡，全部住院。", {"deaths": 0, "injured": 14}),
        ("19日夜里朝阳区一饭馆起火，楼上6人吸入浓烟送医。“没有人在火里丢命。”", {"deaths": 0, "injured": 6}),
        ("19日早上，双阳区一校车侧翻，医生检查后说，全车没有人受伤。", {"deaths": 0, "injured": 0}),
        ("19日晚，一气罐炸了，窗户全碎，不知道有没有人受伤。", {"deaths": None, "injured": None}),
        ("11月19日，宽城区一饭店爆燃，9名伤者中有2人死亡。", {"deaths": 2, "injured": 7}),
    ],
)
def test_whom_the_text_says_nobody_of_died_are_not_the_dead(
    classifier: Classifier, text: str, want: dict[str, int | None]
) -> None:
    assert numbers(classifier, text, "", want) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "指挥部19日公布：遇难6人，失踪9人，受伤4人。前天的通报里，遇难是4人、失踪是11人，两天中有2名失踪者的遗体在江边被发现。"
            "山洪发生在11月17日凌晨2时10分。",
            {"deaths": 6, "missing": 9, "injured": 4},
        ),
        (
            "11月17日早上，敦化市一煤矿透水。指挥部今天中午宣布，已有8人遇难，3人失踪。昨天的通报中，遇难5人、失踪6人，"
            "一夜之间又找到3具遗体。",
            {"deaths": 8, "missing": 3},
        ),
        (
            "截至19日18时，泥石流造成12人死亡，5人失联。前一天的数字是死亡9人、失联8人，搜救队先后找到3名失联者的遗体。",
            {"deaths": 12, "missing": 5},
        ),
        ("昨天的通报说，敦化市一煤矿透水，5人遇难，3人失踪。", {"deaths": 5, "missing": 3}),
    ],
)
def test_the_numbers_of_an_earlier_bulletin_are_history(
    classifier: Classifier, text: str, want: dict[str, int | None]
) -> None:
    assert numbers(classifier, text, "", want) == want


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        (
            "11月2日凌晨，宽城区一足疗店失火，11个人没能走出二楼的走廊。又过了几天，在病房里坚持的一名技师和一名顾客也相继离世。",
            13,
        ),
        ("11月18日，一货车撞上拖拉机，3人当场身亡。第二天，重症监护室的两名伤者也没能挺过来。", 5),
        ("18日夜，一歌厅起火，现场找到7具遗体。今天凌晨，一名重度烧伤的服务员也离开了人世。", 8),
        ("18日，一民宅起火，祖孙三人遇难。这三人里最小的孙子也没能活过来。", 3),
        (
            "18日，宿舍楼坍塌。清理出的30人均已遇难；11人被救出时尚有生命体征，有2人在送到医院后没有挺过来。",
            32,
        ),
        ("18日，一楼房垮塌，清理出6名遇难者；9人被抬出时还有呼吸，可惜其中1人在送医途中去世，8人住院。", 7),
        (
            "18日，一楼房垮塌，共造成7人死亡。清理出6名遇难者；9人被抬出来，其中1人在送医途中去世，8人住院。",
            7,
        ),
        ("18日，一渔船翻沉，当场打捞起遗体4具，救起6人，其中2人送到医院后没救过来。", 6),
    ],
)
def test_who_died_as_well_or_after_being_got_out_alive_comes_on_top(
    classifier: Classifier, text: str, dead: int
) -> None:
    assert numbers(classifier, text, "", {"deaths": dead}) == {"deaths": dead}


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        (
            "18日下午，一场山洪冲下来。卫生院后院清理出遗体9具，下游的水库打捞上来4具，还有一位老支书，是在疏散乡亲时被山墙压住的。"
            "“十四个，都对上名字了。”",
            14,
        ),
        (
            "11月18日6时50分，一辆半挂货车急刹，17台车撞到一起。死者包括商务车上的一家三口，以及一辆厢货的司机；"
            "一名乘客在送医途中停止呼吸。以上五人之外，送往医院12人。",
            5,
        ),
        ("18日，两车相撞，2人死亡，3人受伤。以上五人之外，一名骑车人擦伤。", 2),
        (
            "11月18日凌晨，一养老院起火。死者的身份已经确认：二楼的失能老人，男性5名，女性8名；经抢救无效的还有护工李某。",
            14,
        ),
        (
            "18日23时，一包装厂起火，遇难者身份已经全部确认：3名男性，分别是两名机修工和一名保安；4名女性，都是夜班的分拣工。",
            7,
        ),
        (
            "18日傍晚，一桥垮塌，多车坠江。出租车司机和另一辆车里的夫妻俩昨晚就打捞上来了，已经遇难；"
            "今天上午，第三辆车被吊出水面，车内一名女子遗体同时找到。",
            4,
        ),
        (
            "18日，隧道塌方，7人被困。5名工人被救出。老吴和小吴叔侄俩被埋在了拱架下，遗体于上午7时抬了出来。",
            2,
        ),
        ("18日傍晚，一轿车撞树，司机当场死亡。他的妻子说，丈夫没了，父亲也病倒了。", 1),
    ],
)
def test_the_dead_told_group_by_group_come_to_what_the_text_comes_to(
    classifier: Classifier, text: str, dead: int
) -> None:
    assert numbers(classifier, text, "", {"deaths": dead}) == {"deaths": dead}


def test_a_headline_that_counts_the_dead_and_the_hurt_counts_the_hurt_without_the_dead(
    classifier: Classifier,
) -> None:
    text = (
        "11月18日下午，一辆大客车翻下山沟。现场找到遗体15具；有26人被抬上来送医，其中3人在抢救途中和抢救之后先后离世。"
        "县医院和市医院分别接收了9名和14名伤员，重伤的有6人。"
    )
    want = {"deaths": 18, "injured": 23, "seriously_injured": 6}
    assert numbers(classifier, text, "大巴坠崖致18死23伤", want) == want


@pytest.mark.parametrize(
    ("text", "hurt", "badly"),
    [
        ("三个女工、两个住店的男客被砸伤，其中一名男客多处骨折，伤势较重，其余都是皮外伤。", 5, 1),
        ("2名焊工、3名钳工被砸伤，其中一名焊工重伤。", 5, 1),
        ("一人重伤，两名焊工、三名钳工被砸伤。", 6, 1),
        ("跳下的5人里，3人腰椎骨折，均属重伤，2人擦伤。", 5, 3),
    ],
)
def test_one_of_those_listed_is_badly_hurt_and_no_further_one(
    classifier: Classifier, text: str, hurt: int, badly: int
) -> None:
    want = {"injured": hurt, "seriously_injured": badly}
    assert numbers(classifier, "18日5时30分，二道区一浴池锅炉爆炸，" + text, "", want) == want


@pytest.mark.parametrize(
    ("title", "text", "ill"),
    [
        (
            "幼儿园孩子呕吐",
            "18日下午，绿园区一家幼儿园的孩子们吃了豆角后呕吐。该园的患儿有31名，另有7名在吉大一院就诊。两名老师也有呕吐症状。",
            40,
        ),
        (
            "婚宴之后，六十多位客人进了医院",
            "18日中午，农安县一家饭店办婚宴，客人腹泻。县医院收了31人，县中医院收了18人，镇卫生院留观14人。",
            63,
        ),
        (
            "幼儿园二十余名幼儿腹痛送医",
            "18日傍晚起，家长抱着孩子赶到市医院儿科，症状都是肚子疼。当天夜里来了19名幼儿，19日上午又来了7名，合计26人。"
            "午餐是豆角焖面。",
            26,
        ),
        (
            "",
            "18日，工地食堂的工人吃了扁豆后呕吐，先后有16人被送到镇卫生院，又有5人自己去了县医院，一共21人。",
            21,
        ),
        ("", "18日，一学校食堂午餐后学生呕吐，县医院收治42人，目前20人已出院，还有22人住院观察。", 42),
        (
            "",
            "前日下午，小学生吃了食堂午饭后呕吐，共有45名学生送到医院。确定食物中毒的为21名，另24名入院学生因紧张肚痛，已排除中毒。",
            21,
        ),
    ],
)
def test_those_who_fell_ill_are_counted_house_by_house(
    classifier: Classifier, title: str, text: str, ill: int
) -> None:
    assert numbers(classifier, text, title, {"poisoned": ill}) == {"poisoned": ill}


@pytest.mark.parametrize(
    ("title", "text", "want"),
    [
        (
            "烧烤店爆燃 十四名伤者分在三家医院",
            "18日21时40分，农安县一家烧烤店发生爆燃。县医院一共收下9人，其中3人重伤，6人轻伤。还有一位司机被玻璃扎伤胳膊。",
            {"injured": 14},
        ),
        (
            "",
            "截至18日18时，地震致死亡12人，受伤187人。受伤人员中有21人重伤，直升机运出14人，还有7名重伤员要等道路抢通再送。",
            {"injured": 187, "seriously_injured": 21},
        ),
        (
            "",
            "地震已造成57人死亡、413人受伤，其中重伤68人。413名伤员中已有52名重伤员转送省城，剩下的16名重伤员就地手术。",
            {"injured": 413, "seriously_injured": 68},
        ),
        (
            "",
            "18日，一小旅馆坍塌，已搜救出17人，其中6人死亡，11人送医，伤员中重伤3人。",
            {"deaths": 6, "injured": 11, "seriously_injured": 3},
        ),
        (
            "",
            "18日凌晨，一养老院起火，19位老人在市人民医院和省城的医院接受治疗，重度吸入性损伤7人，余者为轻伤。",
            {"injured": 19, "seriously_injured": 7},
        ),
        ("", "18日，两车相撞，3人轻伤，另有2人重伤。", {"injured": 5, "seriously_injured": 2}),
    ],
)
def test_the_badly_hurt_are_of_all_the_hurt_whoever_is_moved_and_wherever_they_lie(
    classifier: Classifier, title: str, text: str, want: dict[str, int | None]
) -> None:
    assert numbers(classifier, text, title, want) == want


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (
            "18日0时，一处河堤决口，一台农用车被洪水冲走，塘主被救起；他雇的工人老崔至今没有下落，属于失联状态。",
            1,
        ),
        ("18日下午，山洪冲进村子，9人遇难。没有对上名字的还有5个人，其中3个是外地民工，电话始终不通。", 5),
        ("18日，山洪冲毁营地，2人遇难，还有3名工人没有下落。", 3),
        ("18日，一自建房坍塌，7人获救。仍有2名登记租客联系不上，手机关机。", 2),
        ("18日夜里一工厂起火，7人遇难。厂长许某在火灾后一度失踪，今天凌晨被警方找到。", None),
    ],
)
def test_whom_nobody_can_reach_is_missing_until_found(
    classifier: Classifier, text: str, missing: int | None
) -> None:
    assert numbers(classifier, text, "", {"missing": missing}) == {"missing": missing}


def test_a_family_told_of_one_by_one_and_counted_by_nobody_is_counted(classifier: Classifier) -> None:
    text = (
        "18日6时，九台区一辆面包车钻进了路边的水泥罐车底下。开车的是郑某，和他妻子都坐在前排，人当时就不行了；"
        "后座上的岳母被抬出来时也没了呼吸。郑某的女儿被送到医院，抢救了一天多，昨天下午3点，孩子的心跳还是停了。"
    )
    assert numbers(classifier, text, "", {"deaths": 4}) == {"deaths": 4}


@pytest.mark.parametrize(
    ("text", "hurt", "badly"),
    [
        ("市医院收治伤员8人，2人重伤；县医院收治伤员5人，1人重伤。", 13, 3),
        ("事故造成13人受伤。市医院收治伤员8人，县医院收治伤员5人。", 13, None),
        ("市医院收治伤员8人。县医院收治伤员5人，都是从市医院转来的。", 8, None),
        ("21名伤者送医，市一院收了12名，二院收了9名，其中4人重伤。", 21, 4),
    ],
)
def test_the_hurt_of_hospitals_told_in_several_sentences_add_up_unless_they_were_moved(
    classifier: Classifier, text: str, hurt: int, badly: int | None
) -> None:
    want = {"injured": hurt, "seriously_injured": badly}
    assert numbers(classifier, "18日，高速公路12车相撞。" + text, "", want) == want
