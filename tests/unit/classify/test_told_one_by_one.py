"""Numbers that are told apart: the hurt who die one after the other, a rumour and its answer, those in care and those gone home."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from time import process_time

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.figures.casualties import extract_casualties
from monitor.classify.figures.victims import add_persons
from monitor.item import Item
from monitor.text.clean import clean

REPORTED = date(2026, 11, 28)
CONFIG = Path(__file__).resolve().parents[3] / "config"


def values(text: str, title: str = "") -> dict[str, int]:
    heading, body = clean(title), clean(text)
    known = extract_casualties(heading, body, REPORTED)
    figures = add_persons(known, heading, body, REPORTED).figures
    return {name: figure.value for name, figure in figures.items()}


@cache
def _classifier() -> Classifier:
    return Classifier.load(CONFIG)


def graded(text: str, title: str = "") -> dict[str, int | None]:
    item = Item(
        "1", title, text, source_kind="local_media", published_at=datetime(2026, 11, 28, 4, tzinfo=UTC)
    )
    said = _classifier().classify_batch([item], datetime(2026, 11, 28, 6, tzinfo=UTC))[0]
    names = ("deaths", "injured", "poisoned")
    return {n: said.casualty(n) for n in names if said.casualty(n) is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("爆燃造成2人当场死亡、8人受伤。一名伤者25日晚间因伤势过重死亡，次日又一名伤者不治。", {"deaths": 4, "injured": 6}),
        ("发生闪爆，造成1人死亡、5人受伤。当晚11时，5名伤者中的一人抢救无效死亡；27日凌晨，又有一名重伤员离世。", {"deaths": 3, "injured": 3}),
        ("工地塔吊倒塌，造成2人死亡、8人受伤。27日10时，一名重伤工人抢救无效死亡。28日凌晨，又有1人经抢救无效死亡，其余6人病情平稳。", {"deaths": 4, "injured": 6}),
        ("工地坍塌，造成1人死亡、8人受伤。27日上午，一名伤者死亡。27日下午，另一名伤者也不幸离世。", {"deaths": 3, "injured": 6}),
        ("工地坍塌，造成1人死亡、8人受伤，其中2人伤势较重。27日上午、28日凌晨，这两名重伤员先后离世。", {"deaths": 3, "injured": 6}),
        ("6人送医，1人当场死亡。送医的6人中，一名女子上午去世，下午又有一名男子离世。", {"deaths": 3, "injured": 4}),
    ],
)  # fmt: skip
def test_the_hurt_who_die_one_after_the_other_all_add_to_the_dead(
    text: str, expected: dict[str, int]
) -> None:
    assert graded(text, "事故后续") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一出租屋起火，造成2人死亡、8人受伤。27日一名伤者死亡，28日又一名伤者不治，死亡人数升至4人。", {"deaths": 4, "injured": 6}),
        ("一出租屋起火，造成2人死亡、8人受伤。27日一名伤者死亡，28日又一名伤者不治。至此，事故已致4人死亡、6人受伤。", {"deaths": 4, "injured": 6}),
        ("餐馆爆炸，造成2人死亡、8人受伤，死者中一人当场死亡，一名伤者送医后不治。", {"deaths": 2, "injured": 8}),
        ("餐馆爆炸，造成3人死亡、8人受伤。据医院介绍，一名伤者送到时已经死亡。", {"deaths": 3}),
    ],
)  # fmt: skip
def test_the_hurt_who_died_are_counted_but_once_where_a_number_holds_them(
    text: str, expected: dict[str, int]
) -> None:
    assert expected.items() <= graded(text, "事故后续").items()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("网上出现“我司厂区发生爆炸致5人死亡”的消息。网传5人死亡不实，实际为2人受伤。", {"injured": 2}),
        ("昨日厂区冒烟后，有消息说死了七八个人。该公司负责人今天上午表示，死人的说法不属实，只有两名工人轻度烧伤。", {"injured": 2}),
        ("网上出现“石材厂塌方10人死亡”的说法。经调查，网传10人死亡系谣言，事故造成2人受伤，已送医。", {"injured": 2}),
        ("“听说商场扶梯夹死两个人”……这样的消息在群里流传。商场方面今天回应称，没有人死亡，有3名顾客摔伤。", {"deaths": 0, "injured": 3}),
        ("网传学校春游翻车，死了3个学生。学校回应：死亡3人的说法不实，事故中1名司机死亡，4名学生受伤。", {"deaths": 1, "injured": 4}),
    ],
)  # fmt: skip
def test_whoever_is_spoken_of_answers_a_rumour_by_his_own_number(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("事故已造成3人死亡、5人受伤。警方提示：网传车祸致20人死亡不实。", {"deaths": 3, "injured": 5}),
        ("火灾已致31人死亡。警方：网传纵火不实，请勿传谣。", {"deaths": 31}),
        ("我亲眼看到抬出来5具遗体，网上也说死了5个，镇里还说没有人死亡，糊弄谁呢。", {"deaths": 5}),
    ],
)  # fmt: skip
def test_a_denial_of_something_else_or_one_that_nobody_believes_denies_no_number(
    text: str, expected: dict[str, int]
) -> None:
    assert expected.items() <= values(text).items()


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("消防人员从废墟中救出6人，来时已无生命体征4人。至27日12时，搜救人员另找到7具遗体。", 11),
        ("救援人员已找到9具遗体，另有1名矿工送医后死亡。", 10),
        ("游船侧翻，12人落水，当场打捞起6具遗体，获救的6人中有2人伤重不治。", 8),
        ("某煤矿发生冒顶，3名矿工遇难。救援过程中发生二次冒顶，救援队员2人牺牲。", 5),
        ("轿车与面包车相撞，轿车驾驶员死亡，面包车1死4伤。", 2),
        ("客车与货车相撞，客车上2人死亡、7人受伤，货车司机当场死亡。", 3),
        ("某村村民刘某持刀闯入邻居家，砍死老人及其儿子儿媳、两个孙子共5人后逃跑。", 5),
    ],
)
def test_dead_who_are_told_apart_add_up(text: str, deaths: int) -> None:
    assert values(text)["deaths"] == deaths


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("事故共造成10人死亡。救援人员介绍，井下找到9具遗体，另有1名矿工送医后死亡。", 10),
        ("货车撞上轿车。3名死者中，2人当场死亡，另有1人送医后不治。", 3),
        ("仓库大火造成5人死亡。3名消防员在救援中牺牲，另外两人为仓库员工。", 5),
        ("客车与货车相撞，共造成2人死亡、4人受伤，其中货车司机当场死亡，客车1死4伤。", 2),
        ("货车砸死路边两名工人，车上共5人，其中3人受伤。", 2),
    ],
)
def test_dead_of_whom_a_number_was_told_are_not_added(text: str, deaths: int) -> None:
    assert values(text)["deaths"] == deaths


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("暴雨中多个乡镇受灾。永安镇死亡4人、受伤7人；双河乡死亡3人、受伤5人；石头口门镇死亡2人。", {"deaths": 9, "injured": 12}),
        ("下午雷暴，榆树市2人遭雷击身亡，农安县3人身亡，九台区1人身亡。", {"deaths": 6}),
        ("暴雨成灾，建设街道死亡2人，幸福乡死亡1人。", {"deaths": 3}),
        ("暴雨成灾，长春市因灾死亡5人，榆树市3人死亡，农安县2人死亡。", {"deaths": 5}),
        ("洪灾中全市因灾死亡9人，其中甲县死亡5人，乙区死亡3人，丙市死亡1人。", {"deaths": 9}),
    ],
)  # fmt: skip
def test_areas_of_one_rank_add_up_whatever_they_are_called(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("居民楼电动车起火，7名居民因吸入浓烟出现中毒症状被送医，均无生命危险。", {"injured": 7}),
        ("一商铺起火，店主身亡，4人一氧化碳中毒被送往医院高压氧舱治疗。", {"injured": 4, "deaths": 1}),
        ("某煤矿井下皮带着火，2人死亡，6名矿工一氧化碳中毒，在医院治疗。", {"poisoned": 6, "deaths": 2}),
        ("一化工厂起火引发氯气泄漏，12名附近村民吸入氯气中毒送医。", {"poisoned": 12}),
        ("一民房内烧炭取暖，一家三口一氧化碳中毒送医。", {"poisoned": 3}),
    ],
)  # fmt: skip
def test_who_breathed_the_smoke_of_a_fire_is_hurt_who_breathed_a_gas_is_poisoned(
    text: str, expected: dict[str, int]
) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一校车侧翻。截至27日8时，在院治疗12人，出院3人。", {"injured": 15}),
        ("看台坍塌。目前6人已出院，另有3人仍在市医院骨科治疗。", {"injured": 9}),
        ("扶梯逆行，多人摔倒。目前两人已出院，另有一名伤者还在住院观察。", {"injured": 3}),
        ("大巴追尾。除2人仍在住院外，其余11人已出院。", {"injured": 13}),
        ("饭店后厨爆炸，伤者均已送医，除一人仍在ICU外，另三人已转入普通病房。", {"injured": 4}),
        ("45名学生食物中毒，目前38人已出院，另有7人住院观察。", {"poisoned": 45}),
        ("爆炸造成5人受伤。目前2名伤者已出院，另有3人住院治疗。", {"injured": 5}),
        ("面包车翻车，车上8人除1人死亡外，其余7人均受伤。", {"deaths": 1, "injured": 7}),
        ("先后有19人因吸入氨气就诊，经处置11人已回家，8人留院观察。", {"poisoned": 19}),
    ],
)  # fmt: skip
def test_those_in_care_and_those_gone_home_are_all_who_were_hurt(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中间车上的夫妻俩一个胳膊断了，一个脸上划了口子。", {"injured": 2}),
        ("两辆电动车在路口相撞，骑车的人一个断了肋骨，一个头部缝针。", {"injured": 2}),
        ("脚手架垮塌，两个架子工摔下来，一个断了肋骨，一个头部缝了八针，一个闪了腰。", {"injured": 3}),
        ("车祸造成5人受伤，一个断了肋骨，一个头部缝针。", {"injured": 5}),
    ],
)  # fmt: skip
def test_one_and_one_more_who_are_hurt_are_two_unless_all_are_counted(
    text: str, expected: dict[str, int]
) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("爆炸事故受伤人员中，又有1人经抢救无效死亡，死亡人数为2人。目前仍有9人在院治疗。第一号通报发布的伤亡人数为1死10伤。", {"deaths": 2, "injured": 9}),
        ("县政府12时发布：3人死亡、10人受伤。18时发布：抢救中又有2人死亡，死亡5人，受伤8人。", {"deaths": 5, "injured": 8}),
        ("火灾最初通报5人遇难、9人受伤。27日晨，又在三楼发现2具遗体；27日晚，1名重伤老人不治。", {"deaths": 8, "injured": 8}),
        ("我县第一次通报1人死亡、12人受伤。12名伤者中有2人终因伤势过重死亡，其余10人生命体征平稳。", {"deaths": 3, "injured": 10}),
        ("13名作业人员坠落被埋。至26日2时，13人全部搜出，其中2人当场死亡。11人送医后，2人经抢救无效死亡，其余9人伤情平稳。", {"deaths": 4, "injured": 9}),
        ("3名旅客和2名乘务员受伤，经检查后2名乘务员和1名旅客为轻微伤，另2名旅客为骨折。", {"injured": 5}),
        ("酒吧踩踏，27日又有两名重伤者去世。至此，遇难人数由7人上升为9人，另有14名伤者仍在治疗。", {"deaths": 9, "injured": 14}),
    ],
)  # fmt: skip
def test_what_a_later_bulletin_adds_to_the_first_is_counted_once(text: str, expected: dict[str, int]) -> None:
    assert graded(text, "事故后续：又有人离世") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("接亲的车被撞，新郎和开车的表哥当场没了，新娘抢救到下午也走了。", {"deaths": 3}),
        ("小学围墙倒塌，学生小宇被送到医院时已停止心跳，另外6名同学不同程度受伤。", {"deaths": 1, "injured": 6}),
        ("28名乘客受伤。客运公司称乘客共46人，没有伤者生命垂危。", {"injured": 28}),
        ("车厢冒烟，乘客疏散时11人扭伤、擦伤。", {"injured": 11}),
        ("三名学生被河水冲走，两名学生已被打捞上岸，均无生命体征，第三名仍在搜寻。", {"deaths": 2, "missing": 1}),
        ("出租车司机和乘客一死一伤，网约车司机死亡，车上三名乘客全受了伤。", {"deaths": 2, "injured": 4}),
        ("冷库起火，2人因吸入有毒烟气重度昏迷，11人轻度不适，2人无恙，13人均在医院治疗。", {"injured": 13}),
    ],
)  # fmt: skip
def test_whoever_is_told_of_in_passing_is_counted(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("现将火灾事故遇难者名单公布如下：王某，男，67岁；李某某，女，63岁；张某，女，41岁；刘某某，男，9岁。另有6名伤者仍在医院接受治疗。", {"deaths": 4, "injured": 6}),
        ("死者身份：1.王某（男，45岁）；2.李某（女，43岁）。伤者名单：赵某（男，30岁）、钱某（女，28岁）、孙某（男，5岁）。", {"deaths": 2, "injured": 3}),
        ("火灾造成5人死亡，目前已确认身份的死者为：王某，男，67岁；李某某，女，63岁。", {"deaths": 5}),
    ],
)  # fmt: skip
def test_a_list_of_names_is_counted_where_no_number_counts_more(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("当地先后三次更新伤亡数字：26日12时，6死17伤；26日20时，8死15伤；27日10时，10死13伤。", {"deaths": 10, "injured": 13}),
        ("网传国道车祸5人当场死亡。交警说：不是5个，是3个，另外12人受伤。", {"deaths": 3, "injured": 12}),
        ("罐笼里17名矿工全部受伤，3人送医后不治身亡，目前14人在矿务局总医院治疗。", {"deaths": 3, "injured": 14}),
        ("大摆锤故障，被甩出的2人骨折，14名被困者有不同程度的软组织挫伤。", {"injured": 16}),
        ("序号一，客车：死亡4人，受伤9人；序号二，货车：死亡1人，受伤2人。", {"deaths": 5, "injured": 11}),
        ("吊灯坠落，新郎、伴郎及一名来宾被碎片划伤。", {"injured": 3}),
        ("三名女工触电倒地，经全力抢救，三人均未能生还。", {"deaths": 3}),
        ("送来的15个人里，4个到院时已经没有生命体征，另有两个没能下手术台，剩下9个还在治。", {"deaths": 6, "injured": 9}),
    ],
)  # fmt: skip
def test_what_the_text_sets_right_or_lists_is_counted(text: str, expected: dict[str, int]) -> None:
    said = values(text)
    assert {name: said.get(name) for name in expected} == expected
    assert said.keys() - expected.keys() <= {"trapped"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3人当场死亡、1人失联、8人受伤。11时，失联人员找到，确认遇难。", {"deaths": 4, "missing": 0, "injured": 8}),
        ("越野车被山洪冲翻，两人获救，4人失联。27日在下游先后找到他们的遗体。", {"deaths": 4, "missing": 0}),
        ("3人当场死亡、1人失联。11时，失联人员找到，确认遇难。事故共造成4人死亡。", {"deaths": 4, "missing": 0}),
        ("3人当场死亡、1人失联。11时，失联人员找到，只受了轻伤。", {"deaths": 3}),
        ("3人死亡、2人失联。搜救人员仍在寻找失联人员，他们的家属已赶到。", {"deaths": 3, "missing": 2}),
        ("5名村民进山后失去联系。搜救队在崖下找到一名村民的遗体，其余4人仍无音信。", {"deaths": 1, "missing": 4}),
    ],
)  # fmt: skip
def test_the_missing_who_are_found_dead_without_a_number_are_counted_among_the_dead(
    text: str, expected: dict[str, int]
) -> None:
    said = values(text)
    assert {name: said.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6.1级地震已造成蔚县17人死亡、81人受伤，涞源县5人死亡、17人受伤。", {"deaths": 22, "injured": 98}),
        ("6.1级地震已造成全县17人死亡，其中蔚县城区5人死亡。", {"deaths": 17}),
        ("液化气站起火，站长、两个送气工和一位来换气的大爷烧伤。", {"injured": 4}),
        ("父女双双溺亡，另一名参与施救的村民冻伤，正在治疗。", {"deaths": 2, "injured": 1}),
        ("截至26日22时死亡6人、受伤11人；截至27日10时死亡7人、受伤10人。", {"deaths": 7, "injured": 10}),
        ("经鉴定，遇难者为16人，比此前公布的18人少2人。受伤人数仍为38人。", {"deaths": 16, "injured": 38}),
    ],
)  # fmt: skip
def test_short_names_heads_of_lists_and_later_hours_are_read(text: str, expected: dict[str, int]) -> None:
    assert graded("昨晚的事故有新消息。" + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("缆车坠落，一家五口中的爷爷和奶奶遇难，爸爸、妈妈和孩子受伤。", {"deaths": 2, "injured": 3}),
        ("车祸致10人送医。其中两人（均为男性）因颅脑损伤去世，其他人没有生命危险。", {"deaths": 2, "injured": 8}),
        ("火灾造成3人（含1名儿童）死亡，2人受伤。", {"deaths": 3, "injured": 2}),
        ("载有38人的大客车爆胎侧翻。除1名女乘客当场死亡外，车上人员都受了伤。", {"deaths": 1, "injured": 37}),
        ("多车连撞，累计死亡6人；新增出院5人，目前在院治疗22人。", {"deaths": 6, "injured": 27}),
        ("原料棚起火，2名工人遇难。6名参与扑救的工人吸入浓烟后感到胸闷，被送往医院，均无大碍。", {"deaths": 2, "injured": 6}),
        ("灯杆刮倒，小李锁骨骨折，门将阿强被划伤了小腿，教练老孙崴了脚。", {"injured": 3}),
    ],
)  # fmt: skip
def test_some_of_those_just_counted_and_those_behind_brackets_are_read(
    text: str, expected: dict[str, int]
) -> None:
    said = values(text)
    assert {name: said.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("当地先是通报5死20伤，今早更新为7死18伤，刚刚又有一位伤者去世。", {"deaths": 8, "injured": 17}),
        ("【更新：8死17伤】列车撞上大巴。", {"deaths": 8, "injured": 17}),
        ("教练车撞向等候区，5名学员被撞，其中1人次日凌晨不治，其他4人中2人骨盆骨折。", {"deaths": 1, "injured": 4}),
        ("三轮车上两男两女，两男当场死亡，两女重伤。", {"deaths": 2, "injured": 2}),
        ("摩托车上两男一女当场死亡。", {"deaths": 3}),
        ("从楼内救出23人，其中18人送医，3人经抢救无效死亡，另在楼道发现2名遇难者。其余15名伤者中4人重症。", {"deaths": 5, "injured": 15}),
        ("救护车侧翻。车上有病人、医生、司机和担架工共6人，病人和担架工死亡，另外4人受伤。", {"injured": 4}),
        ("换电柜炸了，旁边取餐的两个小哥被崩飞的铁皮划了胳膊。", {"injured": 2}),
        ("两辆越野车共6人穿越沙漠时失联，直升机找到了他们：4人已无生命体征，2人严重脱水，送医救治。", {"deaths": 4, "injured": 2, "missing": 0}),
    ],
)  # fmt: skip
def test_pairs_that_move_and_those_told_without_a_measure_word_are_read(
    text: str, expected: dict[str, int]
) -> None:
    said = graded(text, "昨晚发生交通事故") | {
        n: v for n, v in values(text, "昨晚发生交通事故").items() if n == "missing"
    }
    assert said == expected


@pytest.mark.parametrize(
    "word",
    [
        "住院",
        "出院3人，",
        "除2人在",
        "一名伤者死亡，又",
        "无生命体征",
        "网传5人死亡",
        "一个断了",
        "夫妻俩一个",
        "第三名仍在",
        "死者：王某，男，",
    ],
)
def test_a_page_of_one_word_is_read_in_time(word: str) -> None:
    started = process_time()
    values("发生火灾。" + word * (6_000 // len(word)))
    assert process_time() - started < 5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "第一号通报核实为4人死亡、8人受伤；第二号通报更正为5人死亡、7人受伤。又有1名重伤人员经抢救无效死亡。",
            {"deaths": 6, "injured": 6},
        ),
        (
            "某厂爆炸，初步核实3人死亡、9人受伤，后更正为2人死亡、10人受伤。两天后，一名重伤者不治身亡。",
            {"deaths": 3, "injured": 9},
        ),
        ("遇难人数修正为8人。次日，1名重度烧伤患者死亡。", {"deaths": 9}),
        # What follows a number that rose tells why it rose.
        ("爆炸遇难人数升至5人。昨晚，又有一名重伤员不治身亡。", {"deaths": 5}),
        ("遇难人数更正为5人，其中1名重伤员昨晚不治身亡。", {"deaths": 5}),
    ],
)
def test_who_dies_behind_a_correction_comes_on_top_of_it(text: str, told: dict[str, int]) -> None:
    assert told.items() <= values(text).items()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "前期发布的遇难5人已火化。事故当天入院8人，其中1人于26日凌晨离世。",
            {"deaths": 6, "injured": 7},
        ),
        ("前天傍晚对外称“3人死亡、4人受伤”。昨天上午，潜水员又摸到一具遗体。", {"deaths": 4}),
        ("25日捞起5名遇难者。昨晚，吊车把车拉起来，在最后一排又发现两具。", {"deaths": 7}),
        ("昨日当场挖出两名死者，夜里又挖出一名。", {"deaths": 3}),
        ("昨日当场挖出两名死者，夜里又挖出一名，还有气。", {"deaths": 2}),
        ("通报称事故致1死5伤。通报发出后两小时，5名伤者中的一名孕妇因失血过多离世。", {"deaths": 2}),
        (
            "车祸当场死亡2人，送医后又死亡1人。受重伤的9人中，1人于本月8日因多脏器衰竭去世。",
            {"deaths": 4},
        ),
        ("车被抬起来，有4个已经没了气。往医院送的半道上，大儿媳没了。", {"deaths": 5}),
        ("救援队又发现一位遇难者，这已经是第七个了。", {"deaths": 7}),
        ("其余5人在两家医院治疗。另外，有4名工人从窗户往下跳时扭伤。", {"injured": 9}),
    ],
)
def test_those_who_are_found_or_die_later_come_on_top(text: str, told: dict[str, int]) -> None:
    assert told.items() <= values(text).items()
