from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config_file import read
from monitor.text.places import Gazetteer, Places, RegionsConfig, find_places, load_gazetteer
from monitor.text.segment import load_segmenter

CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(CONFIG / "regions.yaml")


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("长春市朝阳区红旗街一处民房起火", ("220104",)),
        ("我在净月住，供热不达标", ("220172",)),
        ("榆树市五棵树镇修路", ("220182",)),
        ("农安县伏龙泉镇停电", ("220122",)),
        ("长春高新区一工地夜间施工", ("220173",)),
        ("长春经开区洋浦大街堵车", ("220171",)),
        ("长春汽开区锦程大街", ("220174",)),
        ("长春市民反映公交车少", ("220100",)),
        ("南关区与宽城区交界处积水", ("220102", "220103")),
        ("南关区、朝阳区部分小区停水", ("220102", "220104")),
        ("双阳区鹿乡镇、九台区卡伦湖街道", ("220112", "220113")),
        ("公主岭市范家屯镇", ("220184",)),
        ("德惠市布海镇", ("220183",)),
        ("二道区英俊镇", ("220105",)),
        ("绿园区西新镇", ("220106",)),
        ("榆树市大岭镇", ("220182",)),
        ("公主岭市大岭镇", ("220184",)),
        ("长春市合隆镇一处积水", ("220100",)),
        ("长春西安大路堵车", ("220100",)),
        ("京哈高速长春段发生连环追尾", ("220100",)),
        ("一辆从长春驶往哈尔滨的大客车在京哈高速德惠段侧翻", ("220183",)),
        ("火灾发生于德惠市布海镇一养殖场", ("220183",)),
        ("长春公交侧翻。事故今早发生于宽城区北环城路", ("220103",)),
        ("双阳鹿乡镇一养鹿场失火", ("220112",)),
        ("我家住宽城区亚泰北大街", ("220103",)),
        ("长春亚泰大街发生车祸", ("220100",)),
        ("京哈高速公路榆树段发生追尾", ("220182",)),
        ("长春某医院护工打人，二道区卫健局24日回应", ("220105",)),
    ],
)
def test_a_place_of_the_city_is_local_down_to_its_district(
    gazetteer: Gazetteer, text: str, regions: tuple[str, ...]
) -> None:
    places = find_places(text, gazetteer)
    assert places.regions == regions
    assert places.local is True


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("北京市朝阳区一小区失火", "110105"),
        ("湖北恩施市货车侧翻", "422801"),
        ("京藏高速昌平段发生车祸", "110114"),
        ("松原市前郭县发生地震", "220721"),
        ("朝阳市喀左县山洪", "211324"),
        ("呼和浩特土左旗发生车祸", "150121"),
        ("北京朝阳一写字楼起火", "110105"),
        ("辽宁省朝阳市降雨", "211300"),
        ("辽宁朝阳市双塔区发生火灾", "211302"),
        ("吉林市发生火灾", "220200"),
        ("吉林桦甸一煤矿透水", "220282"),
        ("四平铁西区一店铺起火", "220302"),
        ("伊通县一粮库起火", "220323"),
        ("上海浦东新区", "310115"),
        ("成都高新区失火", "510100"),
        ("沈阳市新民市南关村一民房起火", "210181"),
        ("上海长春街一店铺起火", "310000"),
        ("乌鲁木齐市长春路修路", "650100"),
        ("哈尔滨市南岗区长春街发生火灾", "230103"),
        ("长春籍男子在杭州西湖区被抓", "330106"),
        ("吉林长春籍务工人员在苏州一工地坠亡", "320500"),
        ("长春人在北京市朝阳区打工", "110105"),
        ("长春小伙成都街头救人", "510100"),
        ("中超第五轮，长春亚泰队在武汉1比1战平对手", "420100"),
        ("新华社长春5月1日电（记者张建）吉林市一化工厂昨日爆炸", "220200"),
        ("伤者被送往长春吉大一院救治，事故发生在吉林省松原市扶余市境内", "220781"),
        ("长春至沈阳高速沈阳段发生追尾", "210100"),
        ("河北省宽城满族自治县", "130827"),
        ("二道江区发生火灾", "220503"),
        ("延边州发生洪水", "222400"),
        ("湖北襄樊一酒店起火", "420600"),
        ("深圳市光明新区发生滑坡", "440311"),
        ("云南省大理市下关镇发生森林火灾", "532901"),
        ("在广西北海至南宁高速公路上追尾", "450000"),
        ("开封一工厂爆炸3人遇难", "410200"),
        ("吉林长春牌照的大巴在内蒙古赤峰市克什克腾旗境内侧翻", "150425"),
    ],
)
def test_a_place_elsewhere_is_not_local_and_has_its_code(gazetteer: Gazetteer, text: str, code: str) -> None:
    places = find_places(text, gazetteer)
    assert (places.regions[:1], places.local) == ((code,), False)


@pytest.mark.parametrize("text", ["美国加州山火", "尼加拉瓜太平洋沿岸发生6.6级地震", "日本福岛近海发生地震"])
def test_a_place_abroad_is_not_local_and_has_no_code(gazetteer: Gazetteer, text: str) -> None:
    places = find_places(text, gazetteer)
    assert (places.regions, places.local) == ((), False)


@pytest.mark.parametrize("text", ["鼓楼区一小区着火", "铁西区停电"])
def test_a_name_that_several_other_cities_have_is_not_local(gazetteer: Gazetteer, text: str) -> None:
    places = find_places(text, gazetteer)
    assert (places.regions, places.local) == ((), False)


@pytest.mark.parametrize(
    "text",
    [
        "A市A3区停水",
        "西地省A市A3区人民大街路灯不亮",
        "A市朝阳区某小区停水",
        "小区停水三天",
        "朝阳区某小区停水",
        "高新区企业招工",
        "重庆路和西安大路交汇处堵车",
        "长春大街路面塌陷",
        "榆树倒了砸坏车辆",
        "重大连环追尾事故",
        "5月3日本报讯 记者从市消防支队了解到",
        "朝阳市民张先生",
        "和县委书记谈话",
        "新华社北京5月1日电 国务院今日发布通知",
        "调集九台消防车",
        "大同小异的问题",
        "",
    ],
)
def test_a_text_that_does_not_settle_its_place_says_nothing(gazetteer: Gazetteer, text: str) -> None:
    places = find_places(text, gazetteer)
    assert (places.regions, places.local) == ((), None)


def test_the_own_province_tells_neither(gazetteer: Gazetteer) -> None:
    places = find_places("吉林省出台新政策", gazetteer)
    assert (places.regions, places.local) == (("220000",), None)


def test_two_names_with_namesakes_settle_each_other(gazetteer: Gazetteer) -> None:
    assert find_places("朝阳区红旗街一居民楼起火", gazetteer).regions == ("220104",)


def test_a_dateline_places_what_is_told_nowhere_else(gazetteer: Gazetteer) -> None:
    told = "新华社长春5月1日电 记者从市公安局获悉，昨日凌晨一栋民房起火"
    assert find_places(told, gazetteer).regions == ("220100",)
    assert find_places(told.replace("民房", "沈阳市民房"), gazetteer).local is False


def test_the_sentence_of_the_happening_places_it(gazetteer: Gazetteer) -> None:
    text = "长春市民很关心此事。沈阳市一商场发生火灾。"
    places = gazetteer.find(text, anchors=(text.index("火灾"),))
    assert places.regions == ("210100",)


def test_a_source_settles_namesakes_but_places_nothing(gazetteer: Gazetteer) -> None:
    home = gazetteer.sources.home_of("长春晚报")
    assert gazetteer.find("朝阳区一小区停水", home=home).regions == ("220104",)
    assert gazetteer.find("小区停水", home=home).local is None
    assert gazetteer.find("沈阳市和平区、朝阳区", home=home).local is False


def test_a_source_serves_the_district_whose_name_it_bears(gazetteer: Gazetteer) -> None:
    home = gazetteer.sources.home_of("宽城区应急管理局")
    assert home is not None
    assert (home.code, home.named) == ("220103", True)
    assert gazetteer.sources.home_of("北京市朝阳区教育局", own_channel=True) is None
    assert gazetteer.sources.home_of("朝阳区教育局") is None
    assert gazetteer.sources.home_of("国家应急管理部") is None
    channel = gazetteer.sources.home_of("12345", own_channel=True)
    assert channel is not None
    assert (channel.code, channel.named) == ("220100", False)


def test_the_scene_is_told_down_to_its_street(gazetteer: Gazetteer) -> None:
    text = "昨天，长春市朝阳区红旗街123号发生火灾"
    places = find_places(text, gazetteer)
    assert places.scene is not None
    assert text[places.scene.start : places.scene.end] == "长春市朝阳区红旗街123号"
    assert [(text[s.start : s.end], s.code) for s in places.sites] == [("长春市朝阳区红旗街", "220104")]


def test_every_mention_stands_where_it_says(gazetteer: Gazetteer) -> None:
    text = "昨天，长春市朝阳区红旗街发生火灾"
    for mention in find_places(text, gazetteer).mentions:
        assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("任丘一化工厂爆炸，3人死亡", "130982"),
        ("陕西镇安发生一起车祸，2人受伤", "611025"),
        ("四川道孚发生山火", "513326"),
        ("黑龙江甘南一小学食堂起火", "230225"),
        ("浙江在线杭州讯 10月3日，淳安千岛湖一艘游船起火", "330127"),
        ("哈尔滨平房区一居民楼起火", "230108"),
        ("珲乌高速农安出口往松原方向堵车", "220122"),
        ("德惠市发布暴雨红色预警信号", "220183"),
        ("榆树一化工厂爆炸", "220182"),
        ("九台发生一起车祸", "220113"),
        ("双阳发生火灾", "220112"),
        ("未来三天长春将迎大到暴雪", "220100"),
    ],
)
def test_a_short_form_counts_where_something_happens_in_it(
    gazetteer: Gazetteer, text: str, code: str
) -> None:
    assert gazetteer.find(text).regions == (code,)


@pytest.mark.parametrize(
    "text",
    [
        "首尔龙山区梨泰院发生踩踏事故",
        "城南一片待拆迁的平房区冒出浓烟",
        "小区榆树倒了砸坏车",
        "她隐于都市已经12年",
        "友谊商场起火",
    ],
)
def test_a_word_that_is_also_a_name_places_nothing(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text).regions == ()


@pytest.fixture(scope="module")
def cutting() -> Gazetteer:
    cut = load_segmenter(CONFIG / "dictionary.txt").cut
    return Gazetteer(read(CONFIG / "regions.yaml", RegionsConfig), cut)


@pytest.mark.parametrize(
    "text",
    [
        "天蝎座本周口舌是非多",
        "泥石流由暴雨、冰雪融水激发",
        "整体搬迁安置的房子漏雨",
        "改革开放以来一批沿海城市兴起",
        "工作人员夸下海口",
        "白天水很小，夜里才来",
        "尊敬的周辉县长",
        "从中牟取暴利",
        "各地区一卡通什么时候实行",
        "医保定点机构不给报",
        "毕业生难不成都要挤到招聘会",
    ],
)
def test_a_name_that_arises_where_two_words_meet_is_no_place(cutting: Gazetteer, text: str) -> None:
    assert find_places(text, cutting) == Places()


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("河南周口一工厂起火", "411600"),
        ("广西融水山洪冲走两人", "450225"),
        ("距离云南昆明大约六十公里", "530100"),
        ("河北迁安一村民反映补偿款", "130283"),
        ("祖父葬在海口，市政要迁坟", "460100"),
        ("解放军驻澳门部队换防", "820000"),
        ("农安这边停电了", "220122"),
    ],
)
def test_a_name_that_stands_for_itself_stays_one(cutting: Gazetteer, text: str, region: str) -> None:
    assert find_places(text, cutting).regions == (region,)


def test_a_country_stays_one_before_what_the_segmenter_joins_to_it(cutting: Gazetteer) -> None:
    assert find_places("美国务卿访问东京", cutting).local is False


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        pytest.param(
            "本报慈溪5月8日电 昨晚，周巷镇一家冲件厂起火。", ("330282",), id="the town in a dateline"
        ),
        pytest.param("浙江在线宁波讯 15日，余姚一家塑料厂爆炸。", ("330281",), id="its city in the dateline"),
        pytest.param("家住义乌佛堂镇的老人走失", ("330782",), id="a township behind it"),
        pytest.param("县编办下文成立新塘镇城管中队", (), id="the seam of two words"),
        pytest.param("城东一片平房区起火", (), id="a description"),
        pytest.param("哈尔滨平房区一工厂爆炸", ("230108",), id="a description behind its city"),
        pytest.param("韩国首尔龙山区发生踩踏", (), id="a district abroad"),
        pytest.param("韩国釜山海云台区一商场起火", (), id="a quarter abroad"),
        pytest.param("听说南关那个工地塌了", ("220102",), id="pointed at"),
        pytest.param("珲乌高速农安出口往松原方向堵死了", ("220122",), id="the exit of a motorway"),
        pytest.param(
            "沪昆高速隆回至洞口段，一辆从贵阳开往温州的客车追尾", ("430500",), id="a stretch, and a journey"
        ),
        pytest.param("从天津回保定老家的一家三口遭遇车祸", (), id="a journey home"),
        pytest.param(
            "榆树市与五常市交界处，两辆客车相撞", ("220182", "230184"), id="the border of two cities"
        ),
        pytest.param(
            "松原市前郭县境内发生车祸，伤者在长春市中心医院抢救", ("220721",), id="where the injured lie"
        ),
        pytest.param("开原一煤矿发生瓦斯爆炸", ("211282",), id="a county that jieba takes for a verb"),
        pytest.param("安溪感德镇一茶厂起火", ("350524",), id="before a township"),
        pytest.param("上海外滩发生踩踏", ("310101",), id="a landmark behind its city"),
        pytest.param("外滩发生踩踏", (), id="a landmark alone"),
        pytest.param("记者从成县县委宣传部获悉，一砖厂坍塌", ("621221",), id="the committee of a county"),
        pytest.param("在昆山打工的李某行驶到沪武高速合肥段时撞上护栏", ("340100",), id="where he works"),
        pytest.param("从山东来的李先生守着62岁的母亲", (), id="where he came from"),
        pytest.param(
            "吃席的村民在利川市人民医院治疗", ("422802",), id="the hospital, where no other is told"
        ),
    ],
)
def test_the_place_is_where_it_happened(gazetteer: Gazetteer, text: str, regions: tuple[str, ...]) -> None:
    assert find_places(text, gazetteer).regions == regions


def test_the_government_of_a_short_county_is_no_seam(cutting: Gazetteer) -> None:
    text = "新华社郑州11月26日电 记者从息县政府获悉，当地一家养老院发生火灾"
    assert find_places(text, cutting).regions == ("411528",)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param(
            "从宜昌打工返乡的9名巴东人，在209国道巴东县境内坠崖。", ("422823",), id="come home from"
        ),
        pytest.param(
            "连霍高速定西段连环相撞，伤者被送往定西市人民医院和通渭县医院。", ("621100",), id="two hospitals"
        ),
        pytest.param("兰州货车失控连撞，2死12伤。", ("620100",), id="a lorry of the city that crashed"),
        pytest.param("松原大路镇那边刚刮完大风。", ("220700",), id="a town, no street"),
        pytest.param("人在舟山，烟花登陆普陀了。", ("330903",), id="a word spoken of as a place"),
        pytest.param("通榆县瞻榆镇、兴隆山镇一带突遭龙卷风。", ("220822",), id="towns in a list"),
        pytest.param(
            "长春新立城镇、兴隆山镇一带突遭龙卷风。", ("220172", "220171"), id="own towns in a list"
        ),
        pytest.param(
            "吉林榆树大桥垮塌的视频不实，榆树市公安局辟谣。", ("220182",), id="whose authority speaks"
        ),
        pytest.param("高雄一大楼火灾致46人死亡。", ("710000",), id="Taiwan"),
        pytest.param("香港旺角一唐楼起火。", ("810000",), id="Hong Kong"),
        pytest.param("宽城区凯旋路着火了，朝阳区都能看见。", ("220103",), id="seen from afar"),
    ],
)
def test_what_is_said_beside_a_place_tells_whether_it_is_the_scene(
    cutting: Gazetteer, text: str, codes: tuple[str, ...]
) -> None:
    assert cutting.find(text).regions == codes


@pytest.mark.parametrize(
    ("text", "regions", "local"),
    [
        ("建议增设非机动车道，可以参考杭州的做法", (), None),
        ("建议借鉴上海、苏州等地的经验给老楼加装电梯，长春何时推行", ("220100",), True),
        ("人家沈阳地铁老人随时免费，长春还分时段", ("220100",), True),
        ("南关区的供热不如哈尔滨，收费却更高", ("220102",), True),
        ("跟成都比起来，长春的公交车次太少", ("220100",), True),
        ("希望像深圳那样多建口袋公园", (), None),
        ("杭州一工地塌方，比深圳的事故更严重", ("330100",), False),
        ("我和沈阳市的几个业主一起被骗", ("210100",), False),
    ],
)
def test_a_place_held_up_as_an_example_places_nothing(
    gazetteer: Gazetteer, text: str, regions: tuple[str, ...], local: bool | None
) -> None:
    places = find_places(text, gazetteer)
    assert (places.regions, places.local) == (regions, local)


def test_a_source_may_serve_another_province(gazetteer: Gazetteer) -> None:
    assert [
        gazetteer.sources.serves_elsewhere(s) for s in ("浙江日报", "吉林日报", "长春晚报", "网友", None)
    ] == [
        True,
        False,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("朝阳、南关、二道三个区停水", ["220104", "220102", "220105"]),
        ("宽城、绿园部分小区停水", ["220103", "220106"]),
        ("榆树、德惠、农安三地连降暴雨", ["220182", "220183", "220122"]),
        ("净月、经开、汽开多个小区停水", ["220172", "220171", "220174"]),
        ("海淀、朝阳两区停电", ["110108", "110105"]),
        ("榆树、松树、杨树被砍", []),
    ],
)
def test_short_names_in_a_list_are_those_of_the_one_city_that_has_them_all(
    text: str, codes: list[str]
) -> None:
    assert sorted(load_gazetteer(CONFIG / "regions.yaml").find(text).regions) == sorted(codes)


@pytest.mark.parametrize("text", ["吉林大路路灯坏了半个月", "听说伊通河边要建垃圾焚烧厂"])
def test_a_street_or_river_that_the_office_names_as_its_own_is_one_whatever_the_shipped_lists_say(
    gazetteer: Gazetteer, text: str
) -> None:
    home = gazetteer.sources.home_of("12345", own_channel=True)
    assert gazetteer.find(text, home=home).local is True
