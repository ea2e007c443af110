from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def judge(classifier: Classifier, text: str, *, source_kind: str = "social") -> Classification:
    return classifier.classify(Item("x", "", text, source_kind=source_kind, published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("刚才对面楼五楼家里炸了，窗户都飞出来了", "explosion"),
        ("桂林路火锅店爆炸", "explosion"),
        ("桂林路一火锅店煤气罐爆炸，真的假的？", "explosion"),
        ("桂林路商场着火，真的假的？", "fire"),
        ("我们小区有户人家煤气没关，炸了，玻璃碎了一地", "explosion"),
        ("楼下饭店嘭的一声炸了，门面都没了，不知道有没有人伤着", "explosion"),
        ("厂里锅炉今早崩了，半个车间都掀了", "explosion"),
        ("隔壁单元轰的一声巨响，墙都震裂了，一股煤气味，有人抬出来了", "explosion"),
        ("化工园区那边响了好大一声，蘑菇云都出来了，现在全是黄烟", "explosion"),
        ("快来人啊，三楼着了，火苗都从窗户窜出来了", "fire"),
        ("我家对面仓库着了，冒黑烟，消防还没到", "fire"),
        ("东边市场那片烧起来了，半边天都红了", "fire"),
        ("楼里冒黑烟，电梯停了，好多人困在上面下不来", "fire"),
        ("谁家厨房着了呀，整栋楼都是烟，119来了三辆", "fire"),
        ("后山烧了一整夜，村里人都上去打火了", "fire"),
        ("商场地下一层冒浓烟，广播让所有人赶紧往外跑", "fire"),
        ("顶楼那家烧没了，一家四口一个都没跑出来", "fire"),
        ("水都进院了，炕都泡了，村里没人来", "flood"),
        ("河水漫上来了，一楼全进水，车都漂走了", "flood"),
        ("大坝开口子了，下游几个村都在往山上跑", "flood"),
        ("雨太大，地下车库灌满了，有人没出来", "flood"),
        ("我们屯让水围了，两百多口人出不去", "flood"),
        ("水淹到二楼了，老人孩子都在房顶上等船", "flood"),
        ("幼儿园集体拉肚子，已经一百二十多个孩子进医院了", "food_poisoning"),
        ("单位中午吃完饭，三十多号人上吐下泻", "food_poisoning"),
        ("吃了婚宴的席，半个村的人都吐了，送县医院了", "food_poisoning"),
        ("孩子学校几十个学生肚子疼又吐又拉，食堂饭有问题吧", "food_poisoning"),
        ("外卖吃完宿舍六个人全吐了，在急诊打吊瓶", "food_poisoning"),
        ("自建房塌了，底下饭店里数十人被困", "collapse"),
        ("村里老刘家盖的楼塌了，里面干活的都压在底下", "collapse"),
        ("工地架子倒了，埋了好几个工人", "collapse"),
        ("路中间突然陷下去一个大坑，一辆出租车掉进去了", "collapse"),
        ("桥断了，车掉河里了", "collapse"),
        ("山上掉下来一大片土石，把路和两户人家埋了", "collapse"),
        ("超市房顶让雪压塌了，里头还有人", "collapse"),
        ("国道上大货车怼上小面包，车都压扁了，人没救出来", "traffic_accident"),
        ("校车翻沟里了，孩子们哭成一片", "traffic_accident"),
        ("高速上几十辆车撞一串，雾太大了", "traffic_accident"),
        ("公交车冲进江里了，车上十几个人", "traffic_accident"),
        ("一个喝多的开车撞了一排人，跑了", "traffic_accident"),
        ("渡船翻了，一船人都掉水里", "traffic_accident"),
        ("矿上出事了，井下还有九个人没上来", "work_safety"),
        ("吊篮绳子断了，俩干活的从十楼摔下来", "work_safety"),
        ("化粪池下去三个熏倒三个，都没上来", "work_safety"),
        ("电梯掉下来了，里面四个人", "work_safety"),
        ("化工厂漏气了，呛得睁不开眼，让我们往上风头跑", "environment"),
        ("江里飘着一层油，自来水厂把闸关了", "environment"),
        ("整条河的鱼一夜全翻白了，水发黑", "environment"),
        ("学校好多孩子发烧，一个班倒了二十几个，说是诺如", "epidemic"),
        ("养殖场的人发烧，医院穿防护服来拉人，整村封了", "epidemic"),
        ("几百号人把镇政府大门堵了，要说法", "mass_incident"),
        ("出租车全不拉活了，上千辆停在广场上", "mass_incident"),
        ("两个村为水打起来了，上百人拿着锹", "mass_incident"),
        ("工人把厂门堵了，三百多人不给工资不走", "mass_incident"),
        ("步行街有人拿刀乱捅，倒了好几个", "other"),
        ("广场跨年挤得人踩人，好多人躺地上", "other"),
        ("有人开枪了，商场里，都趴下了", "other"),
        ("水库冰面裂了，掉下去两个孩子", "other"),
        ("景区缆车停在半空，四十多个人吊着下不来", "other"),
        ("大风把彩钢房顶掀了，砸了好几辆车，有人头破血流", "storm"),
        ("雹子有鸡蛋大，大棚全砸烂了，地里绝收", "storm"),
        ("楼上那户液化气罐子爆了，整面墙没了，满楼道血", "explosion"),
        ("隔壁厂子着了两个小时，烟呛得整条街关门", "fire"),
        ("老房子半夜起的火，奶奶没能背出来", "fire"),
        ("屋里水到腰了，冰箱都漂起来了，打了三遍110", "flood"),
        ("河堤塌了个口子，水直往村里灌", "flood"),
        ("工地食堂吃完晚饭倒了一片，四十来个工友在医院挂水", "food_poisoning"),
        ("同学聚餐完八个人全进了急诊，上吐下泻", "food_poisoning"),
        ("饭店二楼楼板掉下来了，吃饭的人埋里面了", "collapse"),
        ("修到一半的楼倒了，工人压在里头，挖机在刨", "collapse"),
        ("地铁口旁边马路塌了，公交车栽进去半截", "collapse"),
        ("三轮车让火车撞了，车上一家子都没了", "traffic_accident"),
        ("大雾天高速连着撞了二十多台", "traffic_accident"),
        ("井下冒水了，上来一半人，还有一半联系不上", "work_safety"),
        ("清理污水井，一个下去没动静，又下去俩也没上来", "work_safety"),
        ("半夜工厂放毒气，全村人捂着毛巾往外跑", "environment"),
        ("一个班三十个孩子二十个起水痘，学校还上课", "epidemic"),
        ("司机把收费站堵死了，好几百辆大车", "mass_incident"),
        ("幼儿园门口有人拿刀砍孩子", "other"),
        ("看台上人挤人，前面的倒了后面的踩上去", "other"),
        ("龙卷风把厂房卷上天了，砸了一片", "storm"),
    ],
)
def test_an_emergency_in_plain_words_is_one(classifier: Classifier, text: str, kind: str) -> None:
    result = judge(classifier, text)
    assert (result.emergency, result.relevant) == (kind, True)
    assert result.severity is not None


@pytest.mark.parametrize(
    "text",
    [
        "朋友圈炸了，都在晒初雪",
        "气炸了，排队两小时轮到我下班了",
        "这歌一出全场炸了",
        "股市雪崩，我的基金亏成狗",
        "演唱会门票把系统挤爆了",
        "心态崩了，考研又没过",
        "这火锅店太火爆，排队排到马路上",
        "新剧今晚大结局，男主被火烧死我哭成狗",
        "第三章 大水漫过城墙，数万军士困在城中",
        "版本更新：修复火山地图爆炸桶伤害过高的问题，新增洪水副本",
        "本周五社区消防演练，届时有浓烟和警报，请勿惊慌",
        "今天是汶川地震十七周年，愿逝者安息",
        "买了家财险，水淹火烧都赔，保费一年一百",
        "安全生产考试题：发生火灾时首先应当",
        "这瓜太大，评论区都炸了",
        "小区里的猫着火一样蹿上树",
        "今天热得冒烟，室外像着了火",
        "我家娃拉肚子两天了，吃什么药好",
        "火烧云太美了，半边天都红了",
        "新开的烧烤店烟都冒到街上了，味道绝了",
        "直播间的弹幕炸了",
        "老板把我骂得狗血淋头，我当场就炸了",
        "手机烫得要爆炸了，什么破快充",
        "楼市雪崩，房价跌回五年前",
        "他的人设塌了，粉丝集体脱粉",
        "这道菜炸了两遍才酥",
        "爆米花炸了一锅",
        "蛋糕塌了，是不是蛋白没打好",
        "键盘进水了怎么办",
        "电影里大桥断裂那段特效太假",
        "球队后防线崩了，被灌了五个",
        "游戏里我的基地让洪水冲没了",
        "孩子作文写的是消防员从火海里救人",
        "历史上今天，泰坦尼克号沉没",
        "公司组织逃生演习，烟雾弹一放大家都往外跑",
        "小说更新了：矿井塌了，主角被埋在八百米深处",
        "服务器又崩了，登录不上",
        "头发炸了，静电太大",
        "看完那部灾难片，整个城市被水淹了，太震撼",
        "梦见家里着火了，醒来一身汗",
        "放鞭炮炸了一地红",
        "车胎爆了，换备胎换了一小时",
        "我妈炸了一大盆丸子",
        "今天下单量爆了，快递小哥腿都跑断了",
        "锅烧干了冒了点烟，吓我一跳",
        "水进鞋里了，这鬼天气",
        "这车一脚油门就像要飞出去",
        "昨晚的球赛，主队被打崩了",
        "脸上又爆痘了",
        "群里炸锅了，房东要涨租",
        "一家四口去爬山，累趴下了",
        "肚子笑疼了，这综艺太搞笑",
        "喝多了吐了一晚上",
        "宝宝吃辅食后有点吐奶正常吗",
        "摔下来的蛋糕还能吃吗",
        "堵在高速上三小时，几十辆车排长队",
        "刀削面店开业，师傅拿刀飞快",
        "冰面上玩爬犁，孩子乐疯了",
        "奶茶店门口排了几百号人",
        "几百人的演唱会，挤得透不过气",
        "这波操作直接把评论区干炸了",
        "太阳把柏油路晒得冒烟",
        "第十二回 火烧连营，先主兵败",
        "更新公告：下调了爆炸弓的伤害，优化洪水关卡",
        "听到这消息我脑子嗡的一下炸了",
        "创业板又崩了，我的养老钱全埋里面",
        "下周二开展防汛演练，参演队员两百人被困科目",
        "炸酱面炸了酱才香",
        "唐山地震纪念墙前摆满了鲜花",
        "考试考崩了，心态塌了",
        "剧里男主跳江那段看哭了",
        "电梯里遇到老同学，好巧",
        "跑完半马腿断了一样",
        "锅包肉要炸两遍",
        "孩子吐奶怎么办",
        "一桌人喝吐了四个哈哈",
        "这游戏的火焰特效烧得真带劲",
        "演员从高处摔下来那场戏没用替身",
        "商场周年庆人挤人，抢疯了",
        "微博服务器又被挤爆",
        "小区群里为了停车位吵炸了",
        "楼下新开的酒吧开业放礼炮，吓一跳",
        "夕阳把江水烧红了",
    ],
)
def test_the_same_words_in_jest_in_fiction_or_of_other_things_are_none(
    classifier: Classifier, text: str
) -> None:
    assert judge(classifier, text).emergency is None


@pytest.mark.parametrize(
    "text",
    [
        "火锅店爆炸价来袭，全场五折",
        "沿街夜宵店聚集，店外噪音扰民",
        "演唱会气氛爆炸，全场燃烧起来了，粉丝哭成一片",
    ],
)
def test_a_place_before_another_word_is_no_emergency(classifier: Classifier, text: str) -> None:
    assert judge(classifier, text).emergency is None


def test_who_signs_a_bulletin_at_its_end_has_announced_it(classifier: Classifier) -> None:
    told = "长春市朝阳区一厂房发生火灾，已造成12人死亡，3人重伤。"
    for text, origin in (
        (told + "市应急管理局通报。", "official"),
        (told + "（长春市公安局）", "media"),
        (told, "media"),
    ):
        assert (
            judge(classifier, text, source_kind="portal").to_json()["casualty_details"]["deaths"]["origin"]
            == origin
        )


def test_a_false_story_that_an_office_refutes_is_its_own_matter_though_nothing_happened(
    classifier: Classifier,
) -> None:
    text = "关于网传“某大桥垮塌致多人死亡”的情况说明：经核实，该视频为外省旧闻移花接木，我市桥梁运行正常，请勿信谣传谣。"
    item = Item("x", "", text, source_kind="official_site", published_at=NOW)
    found = classifier.classify(item, NOW)
    assert found.relevant and "rumour" in found.flags and found.severity is None
    assert not judge(classifier, text).relevant, "of a place that nobody names, by nobody in particular"


def test_the_dead_and_trapped_of_a_plain_report_are_counted_and_graded(classifier: Classifier) -> None:
    result = judge(classifier, "自建房塌了，底下压着十二个人，挖出来三个都没气了")
    assert (result.emergency, result.casualty("deaths")) == ("collapse", 3)
    assert result.severity == "III"


def test_a_long_petition_about_floods_of_years_past_reports_none(classifier: Classifier) -> None:
    told = "尊敬的书记您好，我们小区地势低洼，建成以来逢大雨小区被水淹，一楼住户苦不堪言，" * 5
    assert judge(classifier, told + "2千多条生命安全谁来负责，请求解决").severity not in ("I", "II")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("昨天中午，某中学12名学生吃了门口买的辣条后，胃部绞痛，被送到医院洗胃。", "food_poisoning"),
        ("扁豆没炒熟，工地18名工友被送医留观。", "food_poisoning"),
        ("昨晨，一辆面包车冲破护栏掉下十多米高的桥，司机和乘客都伤了。", "traffic_accident"),
        ("昨天，一架喷洒农药的直升机撞上高压线坠地，飞行员送医后不治。", "traffic_accident"),
        ("15日，一艘运沙船与渔船相撞，渔船当即下沉，4名渔民落水。", "traffic_accident"),
        ("昨天下午，市民看到批发市场方向升起滚滚黑烟，消防车一辆接一辆赶来。", "fire"),
        ("昨天集市上一排铁皮摊位棚顶突然塌下来，压住十几个赶集的人。", "collapse"),
        ("昨天，高架匝道整体滑落，压扁了下方两辆轿车，2人遇难。", "collapse"),
        ("15日，炼油厂一个储罐在焊接时炸响，气浪掀翻罐顶，3名焊工遇难。", "explosion"),
        ("昨天，化工园区阀门脱落，氯气外泄，附近村民眼睛刺痛，300人就医。", "environment"),
        ("15日，钢厂钢包倾覆，滚烫的钢水涌进交接班室，32人遇难。", "work_safety"),
        ("一住户打开电梯门踏空，掉进电梯井，送医后死亡。", "work_safety"),
        ("14日，五名驴友在峡谷失联，20小时后找到时，两人已失温死亡。", "other"),
        ("昨天，一名男子挥舞尖刀追砍学生，5名学生受伤，嫌疑人被制服。", "other"),
        ("14日下午，某地停电。3点10分左右，一处摊点爆炸，2人受伤。", "explosion"),
    ],
)
def test_the_verbs_of_news_tell_what_happened(classifier: Classifier, text: str, kind: str) -> None:
    assert judge(classifier, text).emergency == kind


@pytest.mark.parametrize(
    "text",
    [
        "护栏被货车撞断一个多月了没人修，晚上走路太危险。",
        "新款电池针刺实验中没有炸开，厂家称安全性提升。",
        "裙楼一旦着火，由于没有防烟楼梯，大火以极快速度蔓延，消防救不了。",
        "专家提醒：豆角没炒熟吃了会中毒，市民要小心。",
    ],
)
def test_what_is_denied_supposed_or_only_feared_did_not_happen(classifier: Classifier, text: str) -> None:
    assert judge(classifier, text).emergency is None
