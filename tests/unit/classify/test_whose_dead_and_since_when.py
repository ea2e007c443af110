"""Whom the numbers of one text count: those of today beside those of years, one more beside a bulletin, some of whom are told of one by one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import Item

NOW = datetime(2026, 11, 28, 13, 0, tzinfo=UTC)


def numbers(classifier: Classifier, text: str, *names: str) -> list[int | None]:
    item = Item("1", "", text, source_kind="local_media", published_at=NOW)
    told = classifier.classify(item, NOW).to_json()["casualties"]
    return [told[name] for name in names]


def number(classifier: Classifier, text: str, name: str) -> int | None:
    return numbers(classifier, text, name)[0]


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("校门外今早发生爆炸，一名巡逻兵死亡。自从二〇〇五年战火再起，这里已有超过六千人被打死。", 1),
        ("校门外今早发生爆炸，一名巡逻兵死亡。自从2005年战火再起，这里已有超过六千人被打死。", 1),
        ("昨夜一辆中巴在这个弯道翻下沟，4人死亡。村里人说，公路通车以来这里已经死了二十多人。", 4),
        ("今天上午这家厂房顶板砸下来，2人死亡。工人说，投产以来已工伤死亡5人。", 2),
    ],
)
def test_the_dead_of_years_are_not_those_of_today(classifier: Classifier, text: str, dead: int) -> None:
    assert number(classifier, text, "deaths") == dead


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("7月6日暴雨以来，全县已有12人死亡。", 12),
        ("二〇二六年十一月二十七日晚，一辆货车冲进集市，已有6人死亡。", 6),
    ],
)
def test_the_dead_since_the_day_it_struck_are(classifier: Classifier, text: str, dead: int) -> None:
    assert number(classifier, text, "deaths") == dead


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("火灾续报：在前期通报3死6伤的基础上，又有一名伤者冯某（男，50岁）于今早6时10分在医院去世。", 4),
        ("爆燃续报：在昨日通报2死5伤之后，今晨又一名伤者在医院离世。", 3),
        ("今早，烧伤的电工在省城医院离世，成为这起爆燃事故的第三名遇难者。", 3),
        ("车祸中被撞的老人今晨去世，这是本次事故的第二个死者。", 2),
        ("随着重伤的护士今天离世，这起车祸的死者增加到第四位。", 4),
    ],
)
def test_who_dies_since_comes_on_top(classifier: Classifier, text: str, dead: int) -> None:
    assert number(classifier, text, "deaths") == dead


def test_the_nth_of_a_year_is_one_of_today(classifier: Classifier) -> None:
    assert number(classifier, "今晚一名工人从塔吊坠亡，他成为这座工地今年的第三名死者。", "deaths") == 1


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("枪手向大堂开枪，3人当场死亡，两人在随后一周内先后去世，包括一名行李员。", 5),
        ("车祸中2人当场身亡，2人在送医后的三天内先后去世，其中一人是孕妇。", 4),
        ("车祸中2人当场身亡，死者2人都是外地人。", 2),
    ],
)
def test_who_dies_in_the_days_after_is_none_of_those_on_the_spot(
    classifier: Classifier, text: str, dead: int
) -> None:
    assert number(classifier, text, "deaths") == dead


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        (
            "男子持刀返回，先后刺伤6人。其中店长郑某当场死亡，保安员老白第二天中午死于市医院，"
            "收银员小马转往省城，今早传来消息，也没留住。其余三人伤在手臂，已经缝合。",
            3,
            3,
        ),
        (
            "男子持刀捅伤5人。其中保安老李当场死亡，营业员王某送医后没留住，另外三人伤势稳定。",
            2,
            3,
        ),
        ("一人持斧先后砍伤4人。其中店主汪某当场身亡，店员小刘昨晚死于县医院，其余两人已脱离危险。", 2, 2),
        ("歹徒先后刺伤4人，其中门卫老张当场死亡，其他三人还在医院。", 1, 3),
    ],
)
def test_those_of_the_struck_who_die_are_told_of_one_by_one(
    classifier: Classifier, text: str, dead: int, hurt: int
) -> None:
    assert numbers(classifier, text, "deaths", "injured") == [dead, hurt]


def test_whoever_carries_a_body_is_not_dead(classifier: Classifier) -> None:
    text = "死者亲属等五十余人将遗体抬到局门口，掷砖砸伤民警7人。没有人员在事件中死亡。"
    assert number(classifier, text, "deaths") == 0
    assert number(classifier, "打捞队昨晚找到失踪的2名工人遗体。", "deaths") == 2


@pytest.mark.parametrize(
    "text",
    [
        "枪手夜袭村子，打死12人。村民说，我们两天埋了三十多个人。",
        "枪手夜袭村子，打死12人，今天埋了十几个人，棺材都不够。",
    ],
)
def test_who_is_buried_in_a_grave_is_not_trapped(classifier: Classifier, text: str) -> None:
    assert number(classifier, text, "trapped") is None


def test_who_is_buried_by_earth_is(classifier: Classifier) -> None:
    assert number(classifier, "沟槽塌方，底下埋了三个工人。", "trapped") == 3


def test_two_who_are_called_by_their_ages_are_two(classifier: Classifier) -> None:
    text = "车站外发生车祸，一名16岁少女和一名40多岁的男子伤势严重，另有3人轻伤。"
    assert number(classifier, text, "seriously_injured") == 2
    text = "车祸的死者是一位82岁的老先生和一名53岁的女教师。"
    assert number(classifier, text, "deaths") == 2


@pytest.mark.parametrize(
    ("text", "hurt", "badly"),
    [
        (
            "看台垮塌，送医的观众一共18名，住院观察的7名，11名检查后由家人接回。护士长说，7个人里面伤得重些的有2个。",
            18,
            2,
        ),
        ("厂房爆燃，到医院看伤的前后有20人，住院的6人，其中3人伤得较重。", 20, 3),
        ("山体滑坡，挖出遗体2具，救出来7个，都是伤，重的3个。", 7, 3),
    ],
)
def test_those_in_care_are_counted_as_they_come(
    classifier: Classifier, text: str, hurt: int, badly: int
) -> None:
    assert numbers(classifier, text, "injured", "seriously_injured") == [hurt, badly]


def test_whoever_did_it_and_was_shot_is_none_of_those_he_stabbed(classifier: Classifier) -> None:
    text = "男子持刀捅死两人，捅伤5人，被保安开枪打死。"
    assert numbers(classifier, text, "deaths", "injured") == [2, 5]


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("武装分子伏击车队，打死9名士兵。冲突爆发至今，已有超过一万两千人死亡。", 9),
        ("山洪冲走一户人家，5人死亡。老人们说，六三年那场水，全乡死了一百多口。", 5),
        ("爆炸死了不少人。县里电视上讲的是12死5伤，后来改成了13死。", 13),
        ("续报：车祸在此前1死12伤的基础上，今早一名住院老人离世。", 2),
        ("昨天上午官方公布5人死亡，昨天深夜，ICU里的小赵没有撑过去。", 6),
        ("三轮车掉沟里，车上五个人死了仨，剩两个在重症监护室。", 3),
        ("酒后冲突砍人，四人中刀：赵某失血过多死亡，钱某、孙某重伤，李某轻伤。", 1),
        ("今晨发生车祸，司机老郑和副驾上的女儿都没了，后排三个同事伤得不轻。", 2),
        ("嫌疑人砍死三人、砍伤两人后从楼顶跳下身亡。", 3),
    ],
)
def test_each_of_the_dead_is_counted_once_and_for_this_happening(
    classifier: Classifier, text: str, dead: int
) -> None:
    assert number(classifier, text, "deaths") == dead


def test_those_left_with_the_dead_are_those_who_were_taken_to_hospital(classifier: Classifier) -> None:
    text = "爆炸后六个人都送到了医院，其中三个没抢救过来，另外三个脱离了危险。"
    assert numbers(classifier, text, "deaths", "injured") == [3, 3]


def test_a_child_that_the_water_took_is_missing(classifier: Classifier) -> None:
    assert number(classifier, "孩子被水冲走一天了，还没找到，搜救队在下游找。", "missing") == 1


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("山洪卷走三名驴友，两具遗体已找到，另一人仍在找。", 1),
        ("培训机构跑路，老板卷走三百万，学生家长报警。", None),
    ],
)
def test_whom_a_flood_carries_off_are_people(classifier: Classifier, text: str, missing: int | None) -> None:
    assert number(classifier, text, "missing") == missing


def test_those_of_the_dead_who_carry_them_are_not_counted_dead_again(classifier: Classifier) -> None:
    text = "近千人围观，40多名死者亲属把遗体抬到公安局门口，冲击大门。"
    assert number(classifier, text, "deaths") is None


def test_those_who_gather_before_a_gate_take_part(classifier: Classifier) -> None:
    item = Item("1", "", "昨天上午，四百来人聚在镇政府门口讨要征地款，把大门堵了。", published_at=NOW)
    assert classifier.classify(item, NOW).to_json()["participants"] == 400
