"""Kinds as reports tell them: trials, statistics, warnings heeded, places and acts, the mechanism that did the harm."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2023, 6, 14, 9, 30, tzinfo=SHANGHAI)


def judge(classifier: Classifier, text: str, title: str = "") -> Classification:
    item = Item("x", title, text, source_kind="local_media", published_at=NOW)
    return classifier.classify(item, NOW)


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        (
            "跨省倾倒废液案宣判：老板获刑",
            "某县法院对一起污染环境案作出一审判决，李某犯污染环境罪，判处有期徒刑三年。",
            "environment",
        ),
        (
            "法院终审：醉驾司机维持原判",
            "法院裁定，杜某以危险方法危害公共安全罪成立，其醉驾连撞数车。",
            "traffic_accident",
        ),
        (
            "矿长获刑五年",
            "法院一审宣判，被告人犯重大劳动安全事故罪，判处有期徒刑五年。",
            "work_safety",
        ),
        (
            "法院一审宣判：粉尘爆炸企业负责人获刑",
            "去年车间粉尘引发系列爆炸，多人伤亡，被告人被判处有期徒刑六年。",
            "explosion",
        ),
    ],
)
def test_a_trial_keeps_the_kind_of_what_is_tried(
    classifier: Classifier, title: str, text: str, kind: str
) -> None:
    said = judge(classifier, text, title)
    assert (said.emergency, said.relevant, said.severity) == (kind, False, None)


def test_a_trial_of_other_crimes_is_no_emergency(classifier: Classifier) -> None:
    said = judge(classifier, "法院一审宣判，被告人犯受贿罪，判处有期徒刑十年。", "原局长受贿案宣判")
    assert said.emergency is None


def test_the_accidents_of_a_year_have_no_level(classifier: Classifier) -> None:
    text = "2022年，全省共发生建筑施工事故41起、死亡47人，其中坍塌5起、死亡9人，高处坠落22起、死亡23人。"
    said = judge(classifier, text, "2022年全省建筑施工事故情况通报")
    assert (said.severity, said.relevant) == (None, False)


def test_a_call_for_care_after_several_accidents_elsewhere_is_no_emergency(classifier: Classifier) -> None:
    text = (
        "近期全国接连发生多起燃气爆炸事故，造成人员伤亡。各地要立即排查餐饮场所用气安全，对重大隐患一律停用。"
    )
    assert judge(classifier, text, "安委办部署：严防假期燃气事故").severity is None


def test_two_fires_of_these_days_are_no_mere_call_for_care(classifier: Classifier) -> None:
    text = "近日，我市接连发生2起火灾，共造成3人死亡，消防部门提醒居民注意用电安全。"
    assert judge(classifier, text, "我市发生两起火灾，消防提醒注意用电").emergency == "fire"


def test_a_warning_that_was_heeded_is_a_slide_that_came(classifier: Classifier) -> None:
    text = "昨日傍晚，一处高陡边坡滑塌，2万方土石堵断乡道，坡下住户提前搬离，未造成人员伤亡。"
    said = judge(classifier, text, "我县一山体滑坡 因预警及时无人伤亡")
    assert (said.emergency, said.severity) == ("collapse", "IV")


def test_dust_that_comes_from_abroad_blows_here(classifier: Classifier) -> None:
    text = "13日上午，一股来自蒙古国的沙尘暴抵达阜新，城区能见度仅300米，一名骑车男子撞上护栏腿部骨折。"
    assert judge(classifier, text, "阜新沙尘暴袭来").relevant


def test_a_dust_storm_over_there_is_abroad(classifier: Classifier) -> None:
    text = "据来自蒙古国的消息，强沙尘暴袭击该国多省，已造成10人死亡。"
    assert not judge(classifier, text, "蒙古国遭强沙尘暴袭击").relevant


def test_an_act_outweighs_the_place_of_work(classifier: Classifier) -> None:
    text = "14日，施工企业人员进入村内，与村民发生冲突，共造成4人死亡，11人受伤。"
    said = judge(classifier, text, "施工方与村民冲突情况通报")
    assert (said.emergency, said.severity, said.severity_provisional) == ("mass_incident", "II", True)


@pytest.mark.parametrize(
    "text",
    [
        "煤气罐泄漏后遇明火引爆，店内4人受伤。",
        "有人私藏炸药被引爆，三层出租楼夷为平地，7人死亡。",
        "车间铝粉引发系列爆炸，死亡12人。",
    ],
)
def test_what_goes_off_by_itself_is_no_attack(classifier: Classifier, text: str) -> None:
    assert judge(classifier, "昨日下午，" + text).emergency == "explosion"


def test_a_body_set_off_is_an_attack(classifier: Classifier) -> None:
    text = "昨日，一名男子在市场引爆身上炸药发动自杀式袭击，造成7人死亡。"
    assert judge(classifier, text).emergency == "terror_attack"


def test_the_dead_of_a_long_report_bear_out_its_headline(classifier: Classifier) -> None:
    text = (
        "12日10时许，一条运送树苗的货运索道在更换牵引索时钢缆断了。"
        + "工友泽某目睹了全过程，说像放鞭炮一样响，腿都软了。消防队员因山路不通车，背着担架走了四十分钟才到。"
        * 3
        + "3人中，2人当场死亡，1人骨折。"
    )
    assert judge(classifier, text, "索道维护出事 三名工人坠落").severity == "IV"


def test_the_anniversary_of_an_earthquake_keeps_its_kind(classifier: Classifier) -> None:
    text = "五年了，小镇的大钟依旧停在14时28分。人们带着白菊来到公墓。日子总得往前过。"
    said = judge(classifier, text, "汶川地震五周年：小镇的清明")
    assert (said.emergency, said.relevant) == ("earthquake", False)


MECHANISMS = [
    ("14日，化工企业检修时氯气外逸，下风向一所中学68名师生吸入中毒送医。", "environment"),
    ("14日凌晨，3吨氯苯泄入运河支流，环保部门关闭下游闸门吸附油状物。", "environment"),
    ("14日，废机油约2吨，油污入河，形成污染带，已设拦油索。", "environment"),
    ("14日，一段河水泛蓝，环保分局到场取样，系涂料倒入雨水管网。", "environment"),
    ("14日，镇上自来水有异味，上游尾矿库渗漏总磷超标，取水口停用，送水车每日送水。", "environment"),
    ("14日，冷库氨气泄漏，11名工人吸入后不适就医。", "work_safety"),
    ("14日，电石炉喷料，3名巡检员工被高温物料灼伤，一人不治。", "work_safety"),
    ("14日，冲压工右臂被压机压住，医生为其截肢。", "work_safety"),
    ("14日，采石场放炮时飞石击中田里一对夫妇，一死一伤。", "work_safety"),
    ("14日，2名工人在屋面安装彩钢板时从9米高处坠落，均身亡。", "work_safety"),
    ("14日，粮库清仓时两名工人陷入粮堆被玉米掩埋，均身亡。", "work_safety"),
    ("14日，隧道掘进时突发涌水突泥，11名作业人员被困。", "work_safety"),
    ("14日，物料提升机倾覆坠落，造成11人死亡。", "work_safety"),
    ("14日，五楼外挑阳台整体断落，两名晾衣妇女摔下受伤，阳台坠落砸穿雨搭。", "collapse"),
    ("14日，码头平台塌落入海，3名工人死亡。", "collapse"),
    ("14日，暴雪压垮农贸市场顶棚，3人被压身亡，11人受伤。", "collapse"),
    ("昨晚刮大风，村里二十几栋大棚全掀了，我家房盖也没了，我爸被铁架子砸断了腿。", "storm"),
    ("14日，广告牌被大风吹落，砸中两名路人，一人骨折。", "storm"),
    ("14日暴雨，地下商城积水灌水，一名店员触电倒在水里，送医时已没有呼吸，1人死亡。", "flood"),
    ("14日，水库泄洪后江水上涨，11名渔民被困江心洲，消防员救出。", "flood"),
    ("14日，8所小学学生饮用豆奶后腹痛，确诊豆奶中毒的有412人。", "food_poisoning"),
    ("14日，疾控中心通报一校学生发热聚集，累计报告流感样病例143例，停课四天。", "epidemic"),
    ("14日，一辆公交车把骑电动车的给刮倒了，人躺地上不动，旁边都是血。", "traffic_accident"),
    ("14日，货船锚链断裂失控撞桥，一名水手落水失踪，两人受伤。", "traffic_accident"),
    ("14日，雪崩掩埋了三名滑雪者，两人遇难。", "other"),
    ("14日，挖掘机挖断燃气管线，燃气泄漏，疏散居民1150人。", "other"),
    ("14日，热气球降落时坠落，4名游客受伤。", "other"),
    ("14日，约300辆出租车停运聚集在政府门前，司机诉求降低份子钱。", "mass_incident"),
    ("13日中午，村民请亲戚吃狗肉，先后有9人抽搐倒地，2人死亡，剩菜中检出毒鼠强。", "food_poisoning"),
    ("13日，一家四口吃了自家发酵的米粉后发病，母亲不治，诊断为米酵菌酸中毒。", "food_poisoning"),
    ("13日，村民分食死羊，先后有14人高烧、腹痛住院，确认为沙门氏菌感染。", "food_poisoning"),
    ("13日，县公安局破获一起投毒案：鼠药放入邻居家米缸，一家4口吃饭后抽搐，1人死亡。", "food_poisoning"),
    ("昨晚，一家工厂的夜班工人吃完夜宵后接连倒下，19人送医，诊断为亚硝酸盐中毒。", "food_poisoning"),
    ("13日，印刷厂地下室污水池清淤，3名工人先后倒下，经抢救无效死亡。", "work_safety"),
    ("13日，塔吊吊装时钢丝绳断裂，吊物砸中下方两名工人，1死1伤。", "work_safety"),
    ("13日，铁矿采空区地表突然塌陷，一排工棚滑入坑中，6人下落不明。2006年该矿曾发生冒顶。", "collapse"),
    ("12日19时，一煤矿发生瓦斯爆炸，井下32人被困。救护队又找到两名矿工的遗体。", "explosion"),
    ("13日上午，一鞭炮作坊传出一声巨响，三间平房被夷为平地，5人死亡。", "explosion"),
    ("13日，伊斯兰堡一家餐厅因液化气罐泄漏爆炸，4人死亡，警方排除恐怖袭击。", "explosion"),
    ("13日，一男子因离婚纠纷在前妻家门口引爆自制爆炸装置，致1死2伤。", "explosion"),
    ("13日，一男子驾驶装有炸药的三轮车冲向巡逻民警后引爆，3名民警牺牲。", "terror_attack"),
    ("13日，巴格达一辆停在市场外的汽车发生爆炸，12人死亡，警方说车内装有大量炸药。", "terror_attack"),
    (
        "13日，一辆厢式货车冲进人群，撞倒十余名逛圣诞集市的市民，2人死亡。驾车男子被捕，案件已移交反恐部门。",
        "terror_attack",
    ),
    ("13日，一辆货车刹车失灵冲进人群，2人死亡，当地警方说与恐怖主义无关，排除恐怖袭击。", "traffic_accident"),
    (
        "据路透社报道，某国东部一所警察学校门口13日传出爆炸声，至少5人死亡，爆炸性质尚不清楚。",
        "terror_attack",
    ),
    ("据法新社报道，某国首都一处警察局旁的弹药库13日发生爆炸，至少5人死亡。", "explosion"),
    ("13日，一处中资工地遭不明身份武装人员袭击，2名中国公民遇害，3人被劫持。", "terror_attack"),
    ("13日，一化工厂夜间排放废气，周边小区居民胸闷、流泪，37人就医。", "environment"),
    ("13日，一辆大客车追尾货车后车头起火，客车被烧成空架子，2人遇难，13人受伤。", "traffic_accident"),
]


@pytest.mark.parametrize(("text", "kind"), MECHANISMS)
def test_what_did_the_harm_names_the_kind(classifier: Classifier, text: str, kind: str) -> None:
    assert judge(classifier, text).emergency == kind


NEAR_MISSES = [
    ("地震谣传引市民储水", "手机上流传“5级地震马上要来”的短信。地震局表示没有监测到任何2级以上地震。"),
    ("熟食抽检结果公布", "全市熟食抽检120批次，3批次检出沙门氏菌，涉事商家被罚。"),
    (
        "夏季四类食物中毒要当心",
        "专家昨天提醒市民，四季豆要煮熟，往年都有食堂因此出事，多的一次上百人住院。出现呕吐、腹泻，应立即就医。",
    ),
    ("公交停运通知", "受大雪影响，14日全市公交线路临时停运，恢复时间另行通知。"),
    ("路边臭水沟", "化工厂排废水好几年了，河水一直发红，没人管。"),
    ("小区墙皮脱落", "小区外墙瓷砖脱落，差点砸到老人，物业不管。"),
    ("民警救下落水小狗", "昨日下午，一只小狗掉进湖里，民警用竹竿将其救起，市民点赞。"),
    ("关于开展起重机械警示教育的通知", "7日，一企业门式起重机被吹倒，造成2人死亡，请各单位深刻汲取教训。"),
    ("周末安全提示：谨防溺水", "连日高温，学生不要私自下水，去年全市溺水死亡7人。"),
    (
        "航班返航系匿名威胁电话",
        "3日，有人打电话称机上有爆炸物，机上人员安全撤离，经检查未发现任何可疑物品。",
    ),
]


@pytest.mark.parametrize(("title", "text"), NEAR_MISSES)
def test_what_only_sounds_like_it_is_no_emergency(classifier: Classifier, title: str, text: str) -> None:
    said = judge(classifier, text, title)
    assert (said.emergency, said.severity) == (None, None)


def test_a_threat_that_proved_empty_is_still_a_matter(classifier: Classifier) -> None:
    title, text = NEAR_MISSES[-1]
    assert judge(classifier, text, title).relevant


def test_a_rescued_cat_is_no_matter(classifier: Classifier) -> None:
    said = judge(classifier, "消防员拆开扶梯盖板，一只橘猫被救出，市民点赞。", "橘猫卡进扶梯 消防员救出")
    assert not said.relevant


def test_an_escalator_falls_under_the_row_of_special_equipment(classifier: Classifier) -> None:
    said = judge(classifier, "14日，商场自动扶梯突然逆行，9名乘客跌倒受伤，均已就医。")
    assert (said.severity, said.severity_provisional) == ("IV", False)


@pytest.mark.parametrize(
    ("text", "magnitude"),
    [
        ("10月31日起连续发生4次5级以上地震，最大一次为23日6时04分的5.5级。", 5.5),
        ("昨日最大风力9级，救援受阻。今晨3时许该县发生4.2级地震。", 4.2),
        ("发生6.1级地震，最大余震为4.8级。", 6.1),
    ],
)
def test_the_strongest_of_a_swarm_is_its_magnitude(
    classifier: Classifier, text: str, magnitude: float
) -> None:
    assert judge(classifier, text).magnitude == magnitude


def test_drivers_who_block_a_road_with_their_lorries_took_part(classifier: Classifier) -> None:
    text = "14日，约120名泥头车司机将车辆停在路上，抗议限行规定，交通中断。"
    assert judge(classifier, text).participants == 120


CAUSES = [
    ("雷击引发厂房火灾", "昨日傍晚，一处仓库遭雷击起火，过火面积3000平方米，无人员伤亡。", "fire"),
    ("暴雨引发山体滑坡 掩埋三户民房", "昨日，受强降雨影响，村后山突发滑坡，5人遇难。", "collapse"),
    ("暴雪致大棚垮塌", "昨日，多处温室大棚被压塌，1人死亡，2人受伤。", "storm"),
    ("台风残余云系引发山洪", "昨日，受台风残余云系影响，山洪暴发，4名村民被冲走失踪。", "flood"),
    ("大风掀翻渔船 两人失踪", "昨日，海上突起9级大风，一艘小渔船倾覆，2人失踪。", "traffic_accident"),
    ("强对流袭击 大树砸车", "昨日，11级大风致3000余棵树木倒伏，1人死亡。", "storm"),
    ("野猪闯村伤人", "昨日，一头野猪撞伤3名村民，其中1人不治身亡。", "other"),
    ("泳池漏电 两人身亡", "昨日，酒店泳池漏电，两名游客触电身亡。", "other"),
    ("监狱暴发肺结核", "昨日，监狱管理局通报发现23例肺结核病例，均已隔离治疗。", "epidemic"),
    (
        "中学生呕吐 疾控：诺如病毒所致",
        "昨日，该校86名学生呕吐，检出诺如病毒，食堂留样均为阴性，排除食物中毒。",
        "epidemic",
    ),
]


@pytest.mark.parametrize(("title", "text", "kind"), CAUSES)
def test_what_set_it_off_gives_way_to_what_it_led_to(
    classifier: Classifier, title: str, text: str, kind: str
) -> None:
    assert judge(classifier, text, title).emergency == kind


def test_a_fire_of_three_years_ago_rings_nobody(classifier: Classifier) -> None:
    text = "三年前的那场山火，31名扑火队员牺牲，如今烈士陵园里鲜花不断。"
    said = judge(classifier, text, "山火无情人有情 致敬逆行者")
    assert (said.relevant, said.severity) == (False, None)


def test_a_fire_of_last_night_rings_though_it_recalls_an_older_one(classifier: Classifier) -> None:
    text = "时隔三年，这条街再遭火灾，昨晚一家餐馆起火，造成3人死亡，2人受伤。"
    assert judge(classifier, text, "老街再起大火").severity == "III"
