"""Which kind an emergency is where the words of several compete, and everyday words that name none."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.emergencies.emergency_words import KindShift
from monitor.classify.emergencies.kind_shifts import KindShifts
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2023, 6, 14, 9, 30, tzinfo=SHANGHAI)


def kind_of(classifier: Classifier, text: str) -> str | None:
    return classifier.classify(Item("x", "", text, published_at=NOW), NOW).emergency


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "9日下午，一男子驾面包车冲入步行街人群，随后持刀砍人，致4死20伤。警方认定这是一起恐怖袭击。",
            "terror_attack",
        ),
        ("9日下午，一男子在步行街持刀砍人，致4人受伤。警方：系因家庭矛盾报复社会，排除恐怖袭击。", "other"),
        ("昨晚，某超市门口发生爆炸，5人受伤。警方正在调查是否为恐怖袭击。", "explosion"),
        ("一小学40名学生呕吐腹泻，经检测系食堂凉菜被诺如病毒污染所致。", "food_poisoning"),
        ("一小学40名学生呕吐腹泻，疾控部门确认为诺如病毒感染引起的聚集性疫情，排除食物中毒。", "epidemic"),
        ("幼儿园大班已有12个孩子得了手足口病，园方停课。", "epidemic"),
        ("村民家中烧炕取暖，一家三口一氧化碳中毒，两人死亡。", "other"),
        ("出租屋内三名务工人员煤气中毒，一人抢救无效死亡。", "other"),
        ("钢厂高炉检修时煤气泄漏，5名工人中毒，2人死亡。", "work_safety"),
        ("3名工人下污水井清淤时中毒窒息，全部遇难。", "work_safety"),
        ("工友下到酱菜池里没了动静，下去救的两人也晕倒在池里，都没抢救过来。", "work_safety"),
        ("中巴车翻下山沟一辆中巴车今晨翻下山沟，车上有十几人，伤亡不明。", "traffic_accident"),
        ("大客车冲破护栏坠下高架桥，12人受伤。", "traffic_accident"),
        ("一辆拉砖的拖拉机栽下路基，车上坐着的六七个人都甩出去了", "traffic_accident"),
        ("尾矿库溃坝，泥浆冲毁下游村庄，已致20人遇难。", "collapse"),
        ("水库溃坝，洪水冲毁下游村庄，3人失踪。", "flood"),
        ("寿宴散席后，陆续有五十多人又吐又拉，送到镇卫生院打点滴。", "food_poisoning"),
        ("四名男子喝了自酿药酒后中毒，两人不治身亡。", "food_poisoning"),
        ("一家五口误食野生蘑菇，三人肝衰竭死亡。", "food_poisoning"),
        ("放学时楼梯口学生挤成一团摔了一片，压在底下的两个孩子没抢救过来。", "other"),
        ("国道上刮白毛风，三十多台车困在雪里一宿了，求救援", "storm"),
        ("化工厂废水流入河中，河水变红，死鱼漂了一层，下游水厂停止取水。", "environment"),
        ("罐车侧翻，二甲苯流入水库，市自来水厂取水口关闭。", "environment"),
        ("三百多名工人堵在厂门口讨薪，已经第三天了。", "mass_incident"),
        ("出租车司机集体停运抗议份子钱，两百多台车停在政府门前。", "mass_incident"),
        ("施工升降机从18楼掉下来，里面8个工人全没了。", "work_safety"),
        ("在建厂房屋面垮塌，7名工人被埋。", "collapse"),
        ("电动车充电时起火，引燃楼道，2人死亡。", "fire"),
        ("一辆油罐车在加油站卸油时爆炸起火，4人死亡。", "explosion"),
        ("养老院失火，9名老人遇难。", "fire"),
        ("货车与客车相撞后起火，烧死5人。", "traffic_accident"),
        ("某地出现3例人感染H7N9禽流感确诊病例，1例死亡。", "epidemic"),
        ("台风登陆，大树砸死2人，1人失踪。", "storm"),
        ("暴雨引发山洪，冲走6名游客，3人获救。", "flood"),
        ("连日降雨引发山体滑坡，掩埋两户人家，4人失联。", "collapse"),
        ("3名学生在水库游泳溺水身亡。", "other"),
        ("小学门口一男子持刀砍伤6名学生。", "other"),
        ("商场扶梯突然倒转，多人摔倒，7人受伤。", "other"),
        ("景区玻璃滑道游客相撞被甩出，1死6伤。", "other"),
        ("一架小型飞机在训练中坠落，飞行员死亡。", "traffic_accident"),
        ("两名工人在屋顶装光伏板时触电，一死一伤。", "work_safety"),
        ("塔吊吊装作业时钢丝绳断裂，砸死两名工人。", "work_safety"),
        ("烟花厂发生爆炸，3死8伤。", "explosion"),
        ("一饭店液化气罐爆燃，波及过路行人，2死12伤。", "explosion"),
        ("冷库液氨泄漏，刺鼻气味弥漫，周边300人疏散。", "environment"),
        ("幼儿园孩子喝了课间牛奶后集体呕吐，43人送医。", "food_poisoning"),
        ("19日22时许，一化工厂原料仓库起火，随后发生多次爆炸，无人员伤亡。", "fire"),
        ("化工厂仓库起火爆炸", "fire"),
        ("10日上午，一名男子在火车站广场持刀砍伤5名旅客，被制服。", "other"),
        ("2月13日6时40分许，张某在早市持刀将两名摊主捅伤，伤者无生命危险。", "other"),
        ("前天中午，一名男子从12楼坠下，砸中路过的老人，两人均身亡。", "other"),
        ("强热带风暴袭击沿海，已造成2万人死亡。", "storm"),
        ("屯子发大水，水都没过窗台了，人在房顶上等船。", "flood"),
        ("渣土车把骑电动车的给卷底下了，人当场就没了", "traffic_accident"),
        ("修地铁的地方塌了个大坑，一台出租车掉进去了", "collapse"),
        ("景区木栈道断裂，11名游客坠落受伤。", "collapse"),
        ("我们厂食堂吃完饭，光一个车间就有十来个拉肚子请假的", "food_poisoning"),
    ],
)
def test_the_most_specific_mechanism_names_the_kind(classifier: Classifier, text: str, kind: str) -> None:
    assert kind_of(classifier, text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "本市今日举行化工厂爆炸应急演练，模拟3人受伤。",
        "今天的暴雨真大，上班路上堵车一小时，迟到了。",
        "小区门口积水没人管，下雨就淹，请求解决。",
        "孩子拉肚子三天了，去哪个医院好？",
        "楼下烧烤店油烟呛人，天天冒烟，投诉没用。",
        "这河常年发黑发臭，环保局管不管？",
        "新店开业，火锅价格炸了，排队两百人。",
        "大雪堵了路没人扫，公交车走不了，领导管管清雪吧",
        "热水器坏了，房东不给修，洗澡都洗不了，差点把我气倒",
        "去年我在工地被砸伤，鉴定九级，公司不赔，请求帮助。",
        "这酒是假酒，喝了头疼，商家不退钱，投诉。",
        "吃了一锅炖菜撑得我，这家店太实惠了。",
    ],
)
def test_everyday_troubles_are_no_emergencies(classifier: Classifier, text: str) -> None:
    assert kind_of(classifier, text) is None


def test_what_is_quoted_to_be_denied_names_nothing(classifier: Classifier) -> None:
    text = "昨晚，一男子在公交车上点火，乘客踩灭火苗，4人烧伤。警方：网上“炸弹炸死十几个”的说法系谣言。"
    assert kind_of(classifier, text) == "fire"


def test_a_number_within_another_bears_nothing_out(classifier: Classifier) -> None:
    assert kind_of(classifier, "1204室楼下的通道，暴雨后留下的积水没有人管。") is None


def test_a_shift_needs_its_words_in_one_sentence() -> None:
    shifts = KindShifts(
        [
            KindShift.model_validate(
                {"of": ["other"], "to": "fire", "told": ["甲"], "with": ["乙"], "never": ["丙"]}
            )
        ]
    )
    assert shifts.settle("other", "", "甲乙。") == "fire"
    assert shifts.settle("other", "", "甲。乙。") == "other"
    assert shifts.settle("other", "", "甲乙丙。") == "other"
    assert shifts.settle("flood", "", "甲乙。") == "flood"
