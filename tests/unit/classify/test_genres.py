"""Texts whose form says that no office answers them, and the matters that look like them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.matter.genres import GenreRule, Genres, is_definition
from monitor.classify.result import Classification
from monitor.classify.rules import read_rules
from monitor.item import Item

CONFIG = Path(__file__).resolve().parents[3] / "config"
NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def genres() -> Genres:
    rules = read_rules(CONFIG).relevance
    return Genres(rules.genres, rules.complains)


def genre_of(genres: Genres, text: str, title: str = "") -> str | None:
    found = genres.find(title, text, where="nowhere", stands=False)
    return found.name if found else None


def judge(classifier: Classifier, text: str, title: str = "", **item: str) -> Classification:
    told = Item("x", title, text, published_at=NOW, **{"source_kind": "social", **item})
    return classifier.classify(told, NOW)


@pytest.mark.parametrize(
    ("genre", "text"),
    [
        ("fiction", "【小小说】大坝决堤那天，镇长丢了一只鞋"),
        ("fiction", "微小说：停水第三天"),
        ("joke", "笑话一则：科长去修灯"),
        ("joke", "处长问司机：“路怎么这么堵？”司机：“您看表的时候，表也在看您。”"),
        ("definition", "滑坡是斜坡上的土体沿软弱面整体下滑的现象。"),
        ("definition", "名词解释：行政复议"),
        ("definition", "水表，是用于计量用水量的仪表，按口径分为若干种。"),
        ("joke", "主任：材料呢？小李：在路上。"),
        ("advert", "高价回收老酒邮票，上门取货，价高同行"),
        ("horoscope", "本周星座：白羊座财运像决堤一样，签合同留神口舌"),
        ("horoscope", "属马的人本月有小人，宜静不宜动"),
        ("advert", "供暖不热别发愁，石墨烯暖风机直播间半价，拍下包邮"),
        ("advert", "各位业主好，本店专业疏通下水，修不好不收钱"),
        ("vacancy", "招物业保洁两名，月薪两千八，五十五岁以下"),
        ("sport", "F1排位赛引擎起火，车手淡定下车"),
        ("review", "台灯外观好看，电池能用三天，唯一缺点是按键太硬，整体不错"),
        ("review", "民宿早餐种类少，隔音差，下次不会再住了"),
        ("cooking", "带鱼切块抹盐，裹淀粉煎至两面金黄，加冰糖和生抽小火收汁"),
        ("heart", "前任突然来找我，老公要是知道会不会太介意，该不该去见"),
        ("homework", "这道应用题怎么解，列方程列不出来"),
        ("menu", "首页 供水服务 水费查询 停水公告 在线客服 营业网点 常见问题 联系我们 版权所有"),
        ("exercise", "根据材料，谈谈居民反映噪声可以找哪些部门。（本题8分）"),
        ("exercise", "水池同时进水和排水，几小时放满？请列出算式。"),
        ("exercise", "面试真题：大厅里有群众吵闹，你怎么安抚？"),
        ("exercise", "阅读下面的来信，回答：写信人提了几条建议？写出其中一条。"),
        ("game", "这局把消防站修远了，工业区烧掉一半，读档从第三年重来"),
        ("game", "狼人杀第一晚我就被举报，预言家还在那儿投诉我不说话"),
        ("game", "开服第一周水电都断过，幸福度掉到二十，攻略说先修路"),
        ("choice", "滚筒用了五年，轴承响，换一个三百，我妈说再凑合，大家参谋参谋"),
        ("choice", "处了一年，他攒的钱够不够首付他说不清，过来人给句痛快话"),
        ("menu", "首页 > 新闻 > 社会 > 正文 责任编辑 分享到 相关阅读 热门推荐 返回顶部"),
    ],
)
def test_a_text_gives_itself_away_by_its_form(genres: Genres, genre: str, text: str) -> None:
    assert genre_of(genres, text) == genre


@pytest.mark.parametrize(
    "text",
    [
        "楼道里贴满了“专业疏通下水，随叫随到”的小广告，没人管",
        "直播间半价买的电暖器冒烟，商家拉黑我",
        "来信人引了广告“本店疏通下水，不满意不收钱”，上门却收了他一千二，请物价部门看看是否合法，投诉三次",
        "整条街都是诚聘司机月薪过万的招聘牌子，交了押金人就没了",
        "招聘写五险一金，干了两年一个月都没缴",
        "关于公开招聘社区工作者的公告，月薪三千五，三十五岁以下",
        "网上连载的小说平台扣了孩子两千块，退款没人理",
        "泥石流是昨晚十点冲下来的，三户人家被埋",
        "高龄津贴是按户籍发还是按居住地发的制度吗",
        "加装电梯一票否决是一种懒政",
        "塔罗师说我财运不好，骗了我八千做法事",
        "公交优惠取消了，老人出门打八折的卡也不能用了，电话见来信",
        "收到短信说积分即将过期，点击链接就扣了两千",
        "赛车场维修区起火，车手自救，消防到场",
        "村主任问我：“你告我？”我说：“账目不公开我就告。”",
        "酒店前台说毛巾丢了扣我三百押金，房间里还有蟑螂，这种也敢叫四星，不推荐",
        "买的台灯充电时冒烟，外观好看有什么用，商家不赔",
        "学校食堂的排骨没焯水就下锅，孩子吃了拉肚子",
        "前男友跟踪威胁我，报警了没人管，我该不该搬家",
        "作业多到半夜，这道题怎么做都要家长拍照打卡",
        "中考阅读材料超纲，选择题答案提前泄露，教育局不回应",
        "儿子打游戏充值三千，开服礼包一个接一个，平台不给退",
        "剧本杀店开在居民楼里，凌晨还在打游戏，扰民",
        "公司挂机考勤逼我们重来，工资还拖欠着",
        "净水器的滤芯是假货，店家不认，还有靠谱的地方能退款吗",
        "装了净水器水还是黄的，社区说排队，大家参谋参谋找谁",
        "停水通知 时间 今晚八点 范围 东街 西街 原因 抢修 联系人 老赵",
        "网站首页点登录没反应，联系我们的电话是空号，常见问题也打不开",
    ],
)
def test_who_complains_of_such_a_text_writes_none(genres: Genres, text: str) -> None:
    assert genre_of(genres, text) is None


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", "【微小说】洪水漫过镇政府那天，三十人被埋，会计还在打算盘。"),
        ("山洪", "山洪是山区溪沟中由暴雨引起的暴涨洪水，具有突发性强、破坏力大的特点。"),
        ("本周运势：双子座事业“塌方”，水瓶座财运“决堤”", "双子本周贵人不在，少说话。"),
        ("F1维修区起火三秒扑灭 车手自嘲像烤串", ""),
        ("", "家里着火怎么办？防火毯直播间半价，拍下再送灭火器，前两百名包邮"),
    ],
)
def test_what_such_a_text_tells_of_is_no_emergency_even_in_a_mailbox(
    classifier: Classifier, title: str, text: str
) -> None:
    result = judge(classifier, text, title, source_kind="mailbox")
    assert (result.relevant, result.emergency, result.severity, result.casualties.get("deaths")) == (
        False,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("昨晚长春一赛车场维修区起火，两名车手受伤，消防出动五台车", "fire"),
        ("今天凌晨暴雨引发泥石流，埋了三户人家，五人失联", "flood"),
        ("长春一门店开业酬宾，充气拱门爆炸，造成12人受伤，警方已介入", "explosion"),
        ("招聘会现场顶棚坍塌，三人死亡，应急管理局正在救援", "collapse"),
    ],
)
def test_a_real_emergency_in_such_surroundings_stays_one(
    classifier: Classifier, text: str, kind: str
) -> None:
    result = judge(classifier, text)
    assert (result.relevant, result.emergency) == (True, kind)


def test_a_grave_emergency_is_only_undone_by_the_label_of_a_story(genres: Genres) -> None:
    advert = "本店直播间半价包邮"
    assert genres.find("", advert, where="nowhere", stands=True) is None
    assert genres.find("", f"【小小说】{advert}", where="nowhere", stands=True) is not None


def test_what_happens_abroad_is_nobodys_but_where_it_reaches_home(classifier: Classifier) -> None:
    strike = "巴黎垃圾工罢工进入第九天，市政厅门前堆成山，餐馆自掏腰包清运"
    assert not judge(classifier, strike, source_kind="central_media").relevant
    ours = "去巴黎务工的村民被国内中介扣了工资，劳动部门让找公司，没人管"
    assert judge(classifier, ours).relevant


def test_the_name_of_a_column_speaks_against_a_matter_but_not_that_of_an_office(
    classifier: Classifier,
) -> None:
    text = "看台座椅坏了一排"
    plain = judge(classifier, text, source="城市论坛").relevance
    assert judge(classifier, text, source="腾讯体育").relevance < plain
    letter = judge(classifier, text, source="体育局信箱", source_kind="mailbox").relevance
    assert letter == judge(classifier, text, source="领导信箱", source_kind="mailbox").relevance


def test_a_definition_opens_with_its_subject() -> None:
    assert is_definition("内涝", "内涝，又称城市积水，是强降水所致的灾害。")
    assert is_definition("", "违约金，是指合同当事人约定的一方违约时支付的款项。")
    assert not is_definition("", "这条路是我们村出去的唯一通道，现在断了。")


def test_an_office_without_genres_judges_by_the_model_alone() -> None:
    assert Genres((), ()).find("", "【小小说】停水", where="nowhere", stands=False) is None


def test_a_rule_is_met_by_words_of_two_sets_not_by_two_words_of_one() -> None:
    rule = GenreRule(name="x", label="某体裁", signs={"a": ("甲", "乙"), "b": ("丙",)}, never=("丁",))
    genres = Genres((rule,), ("戊",))
    for text, told in (("甲乙", False), ("甲丙", True), ("甲丙丁", False), ("甲丙戊", False)):
        assert (genres.find("", text, where="nowhere", stands=False) is rule) is told, text
