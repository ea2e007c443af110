"""What a place does where it is named: the scene, the reporter's desk, somebody's home town, the end of a journey."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from monitor.text.alternation import compiled, screened
from monitor.text.homes import MAY_BE_HOME, is_at_home, is_away, is_home_of_worker
from monitor.text.place_asides import (
    answers_a_writer,
    are_counted_workers,
    are_migrants,
    comes_to_help,
    goes_home,
    is_made_or_reaches_from_there,
    is_news_from,
    is_not_where,
    is_safe_there,
    is_so_far_off,
    is_spared,
    is_the_builders,
    is_their_home_or_work,
    is_their_work,
    plays_there,
    sent_its_vehicle,
    visits_there,
    was_caught_there,
    was_treated_there,
)
from monitor.text.places_before import happened_before

_REACH = 14
_REMEMBERED = 64
"""The role of a place asks for its address, and so does whoever tells the place."""
_BROUGHT_CHARS = 32


class Role(Enum):
    """The part that a named place plays.

    ``weight`` is how much it speaks for the scene of what is told; ``aside`` roles do not place it, however often they stand
    in the text; ``on_way`` is the end of a way.
    """

    SCENE = ("scene", 3.0)
    STRETCH = ("stretch", 2.0, "way")
    DETAILED = ("detailed", 2.0)
    JURISDICTION = ("jurisdiction", 0.0)
    PLAIN = ("plain", 0.0)
    RESIDENT = ("resident", -0.5)
    FELT = ("felt", -1.0)
    BODY = ("body", -1.0)
    SAID = ("said", -2.0)
    ROUTE = ("route", -2.0, "way")
    BOUND = ("bound", -2.5, "way")
    COURSE = ("course", -3.0, "way")
    COAST = ("coast", -3.0, "way")
    WARD = ("ward", -3.0)
    TREATED = ("treated", -4.0, "aside")
    TEAM = ("team", -4.0, "aside")
    AWAY = ("away", -3.0)
    ORIGIN = ("origin", -4.0, "aside")
    COMPARED = ("compared", -4.0, "aside")
    OFF_COAST = ("off coast", -4.0, "aside")
    JOURNEY = ("journey", -4.0, "aside")
    MEDIA = ("media", -6.0, "aside")
    DATELINE = ("dateline", -6.0, "aside")

    def __init__(self, label: str, weight: float, group: str = "") -> None:
        self.label, self.weight = label, weight
        self.aside, self.on_way = group == "aside", group == "way"


_DAY = r"(?:(?:\d{4}年)?[\d一二三四五六七八九十]{1,3}月)?[\d一二三四五六七八九十]{1,3}[日号]"
_WIRE_FIRST = frozenset("0123456789一二三四五六七八九十电讯消信专 \t")
_WIRE = re.compile(
    rf"\s?(?:{_DAY})?\s?(?:专?电(?![梯线缆动力厂站杆信路瓶器击焊池视台影脑子商])|讯(?!问)|消息(?![称人])|信息[：:（(])"
    rf"|\s?{_DAY}\s?(?:综合)?报道"
)
_AFTER = re.compile(
    "[省市县区州盟]?(?:"
    "(?P<media>日报|[一-鿿]{0,6}出版社|晚报|晨报|早报|商报|时报|快报|都市报|青年报|法[制治]报|人民广播|广播|电视台?|卫视|新闻网|信息港|在线(?!上)|热线|网(?![络吧红友点])|"
    "发布(?!会|[了的]|公告|通知|[^，。；！？]{0,16}(?:预警|警报|预报|信号|命令|号令))|交通之声|新闻频道|融媒)"
    "|(?P<team>[一-鿿]{0,2}(?:(?:亚泰|泰山|国安|申花|恒大|海港)(?![一-鿿]{0,4}(?:[街路区城园府苑庄湾郡桥港山峰景]|广场|大道|名都|绿洲|华府|集团|公司|小区|鼎|机场))|足球俱乐部)|[男女]?[篮足排乒]?球?队(?![伍列员长]))"
    "|(?P<origin>来的(?:(?=[，。！；]|$)|[一-鿿]{0,4}?(?:工人|民工|农民工|师傅|游客|亲戚|亲友|客人|宾客|朋友|老板|学生|打工|务工|小伙|姑娘|商贩|客商|驴友|人(?![民大才员行口力社工流气防和群车])))|(?:号?牌照|车牌|号牌)(?!厂|制作)|援[疆藏外非鄂]|商会|同乡会|会馆|人(?![民大才员行口力社工流气防和群车])|籍|游客|(?:媳妇|女婿)(?![^，。；]{0,4}(?:[昨今前][天日晚早夜]|被|跳|上吊))|球迷|旅行团|老乡(?!群|们?都)|口音|话(?![题费])|老家(?!这|那[边儿]|[昨今前][天日晚早夜儿]|刚|突|又|\\d|涨|发[大生洪]|下[了着起大暴冰]|刮|地震|着火|起火|失火|出(?:大)?事|爆炸|塌|的?(?:村|镇|街|河|后?山|路|房|桥|隔壁|邻居|县))|菜(?![市场园])|的?司机|货车(?![^，。；]{0,6}(?:翻|追尾|撞|坠|火|冲|事故|燃|漏|失控|[侧打下]滑|溜|刹|爆|碰|碾|轧|闯|逃逸))|旅客)"
    "|(?P<resident>[一某][一-鿿]{0,3}?(?:公司|集团|企业)原?(?:董事长|总经理|法人|法定代表人|总裁|副总|高管)|一[一-鿿]{0,4}?(?:学生|大学生|研究生|高中生|教师|驴友)(?=[在于到赴去])|[一某][所个]?[一-鿿]{0,4}?(?:大学|学院|高校|中学)的?[^，。；]{0,4}?(?:学生|教师|教授|老师|社团)[^，。；]{0,10}?(?=[在于到赴去][一-鿿]{2})|(?:的|市民)[一-鿿]{1,2}(?:先生|女士|师傅|小姐|某(?![些个种地市县]))(?!家|的[店馆厂])|一家(?:[一二两三四五六七八九十几\\d]{1,2}口|人(?![民工]|寿)|老小)|的?(?:朋友|老铁|小伙伴|家人|兄弟|姐妹)们?(?![圈家])|(?:一名?(?:出租车|网约车|货车|大?客车|大巴车?|公交车?)?司机(?!室|[^，。；]{0,8}[撞翻坠轧])|(?:部分|不少|许多|多[位名]|一?名?)(?:小伙|姑娘|男子|女子|市民|居民|村民|农民(?!工)|网友|大[爷妈叔]|老人|学生|[男女]孩|[男女]生|夫妻|夫妇|家长|业主)(?!楼|[小住]?区|点|房|组|家[中里的]|宿舍|公寓|院|广场|委|会|活动|中心|食堂|公园)))"
    "|(?P<scene_at>(?:高速)?(?:出口|入口|收费站|服务区|互通|枢纽|立交桥?|段(?!的|时[间期段]))(?![^，。；]{0,4}(?:封闭|关闭|分流)))"
    "|(?P<route>[东西南北]?站?(?:开往|飞往|驶往|前往|驶向|出发|方向|赶[来到]|到(?!场|位|底|期|处)))"
    "|(?P<said>[^，。；]{0,2}(?:表示|说(?!法)|称|宣布|举行|召开|会见|发表声明|接受[^，。]{0,8}采访))"
    "|(?P<partly>部分(?!群众|民众))"
    "|(?P<rule>委|政府|人民政府|公安|警方|交警|消防|应急|卫[生健]|教育局|法院|检察|宣传|气象|官方|指挥部|有关部门|当局|安监)"
    "|(?P<scene>当地时间|出口(?!贸易|总|额|企业|商品|加工|产品|量|[至到])|[出入]口|收费站|服务区|互通|枢纽|匝道|境内|市区|城区|市内|辖区|郊外|近郊|街头|多地|全[市境]|"
    "发生|突发|遭遇?|一(?!级)|某|的一|通报|下[起了]|暴雨|地震(?![台局部监应烈专学])|[\\d.]+级地震|火灾|爆炸))"
)
_LOOSE = screened(
    "(?P<body>地震[台局]|铁路局|(?:客运|机务|工务|车务|车辆|电务|供电|动车)段|大学|学院|师范|银行|公司|集团|股份|科技|证券|啤酒|制造|协会|研究[院所])"
    "|(?P<felt>震感|有感(?![而情觉染冒])|受到?波及|受影响|也(?:不同程度)?受灾|支援|驰援|增援|都?能(?:清楚|清晰|明显)?地?(?:看|听|闻|感觉)[见到得])|(?P<scene>段(?!时[间期段]))"
)
_FROM_WORDS = ("从", "由", "自")
_PLAIN, _JURISDICTION, _RESIDENT, _BODY = Role.PLAIN, Role.JURISDICTION, Role.RESIDENT, Role.BODY
"""Looked up once: to ask an enumeration for a member by its name is dear before Python 3.12 (0.2 µs)."""
_UNDECIDED, _OF_WHAT_HAPPENS = (_JURISDICTION, _PLAIN), (_PLAIN, Role.SCENE)
_LEFT_FROM = (*_FROM_WORDS, "回")
_ROLES = {
    "media": Role.MEDIA,
    "team": Role.TEAM,
    "origin": Role.ORIGIN,
    "resident": Role.RESIDENT,
    "route": Role.ROUTE,
    "body": Role.BODY,
    "felt": Role.FELT,
    "said": Role.SAID,
    "partly": Role.DETAILED,
    "rule": Role.JURISDICTION,
    "scene": Role.SCENE,
    "scene_at": Role.SCENE,
}
_FELT = re.compile("震感|有感(?![而情觉染冒])|感到(?:明显)?(?:晃|摇|震)")
_ON_WAY = re.compile(".{0,5}?(?:[至—－](?![今昨前少于])|往.{1,6}方向)")
_LIST_FELT = re.compile(
    "(?:、[^，。；]{1,20})?等[^，。；]{0,8}?(?:震感|受到?波及|受影响|支援|驰援|增援)|、[^，。；]{1,24}?(?:震感|[支驰增]援)"
)
_CLAUSE = re.compile("[^，。；、！？\n]{0,12}")
_ORIGIN_BEFORE_WORDS = "来自 来自中国 来自我国 冒充 假冒 谎称 祖籍 老家 老家在 老家是 户籍 户籍地 户籍在 户籍地为 户籍地是 户籍为 籍贯 籍贯是 籍贯为 原籍 出生于 出生在 生于 毕业于 就读于 留学 车牌 车牌号为"
_ORIGIN_BEFORE = tuple(_ORIGIN_BEFORE_WORDS.split())
_BOUND_BEFORE_WORDS = (
    "开往 驶往 驶向 飞往 飞抵 前往 赶往 赶赴 奔赴 赴 运往 运至 返回 回到 发往 去 去往 通往 直达 投奔 逃往 逃至 "
    "流窜至 到 至 往"
)
_BOUND_BEFORE = tuple(_BOUND_BEFORE_WORDS.split())
# 长春到松原的高速上, 吉林至长春的大巴: both only name the way.
_FROM_TOWN = re.compile("(?<![我你他她们人车来回去开赶跑走送运])[到至]$")
_WAY_BETWEEN = re.compile(
    "[市县]?(?:的|之间的?|方向的)?(?:高速|国道|公路|铁路|火车|列车|动车|高铁|大巴|客车|班车|航班|路上|途中|[那这]条|长途)"
)
_COMES_THERE = ("去", "到", "前往", "赶往", "赶赴", "奔赴")
_RIDES_THERE = (
    "开到",
    "运到",
    "发到",
    "送到",
    "转到",
    "飞到",
    "回到",
    "嫁到",
    "搬到",
    "迁到",
    "跑到",
    "逃到",
)
"""今天去南关长通街道办事: who goes to a street or a house is there, other than what is on its way to a city."""
_SCENE_BEFORE_WORDS = (
    "在 ，于 位于 地处 属 属于 隶属 隶属于 坐落于 发生在 发生于 事发 地点 地点： 地址 地址： 行驶至 行驶到 行至 途经 境内的 家住 居住在 居住 住 住在 租住 租住在 我是 我们是 本人是 "
    "本人系 本人 我们"
)
_SCENE_BEFORE = tuple(_SCENE_BEFORE_WORDS.split())
_WHO_THEY_ARE = ("我是", "我们是", "本人是", "本人系", "俺是", "俺们是", "我们", "俺们")
_OF_WHOM = re.compile(
    "[市县区]?的(?:一[个名位])?(?:普通|退休|下岗|老)?(?:农民|老?农民|农村妇女|农妇|村民|老百姓|教师|老师|工人)[，。]"
)
"""我是湖南洞口县的农民: he writes of himself, and of what befell his son elsewhere."""
# 我是成都某户外的领队: where the club is at home, and he leads it elsewhere.
_OF_CLUB = re.compile(
    "市?[^，。；]{0,10}?(?:户外|俱乐部|旅行社|车队|驴友群?|车友会|登山队|救援队|志愿队)的?[^，。；]{0,4}?(?:领队|队长|会长|导游|队员|驴友|志愿者|司机)"
)
_KIN_WORKS = re.compile(
    "[我俺](?:的)?(?:儿子|儿|女儿|闺女|姑娘|丈夫|老公|爱人|妻子|老婆|媳妇|哥哥?|弟弟?|姐姐?|妹妹?|父亲|爸爸?|爹|侄[儿子]?|外甥|女婿|大舅哥|小舅子|堂[哥弟]|表[哥弟])[^，。；]{0,4}?在[^，。；]{2,16}?(?:打工|务工|上班|干活|做工|厂|公司|工地|矿|船|饭店|酒店|学校)"
)
# 死了好几个女工，都是贵州的; 遇难者多为安阳、安康籍.
_ALL_ARE = re.compile(
    "(?<![我咱俺]们)(?<!大家)(?<![我咱俺])(?:都|全|均|大多数?|多数?|大部分|几乎全|清一色)[是系为]$"
)
_OF_IT = re.compile("[省市县区州]?(?:[的人]|过来的)(?:[，。；！？）]|$)")
_FROM_THERE = re.compile("[市县区]?[的人][，。,]")
# 户口在农安，想来二道区上小学: where somebody is registered is not where he asks for something.
_SO_MANY = re.compile("[\\d一二三四五六七八九十两几][余多]?[名位个]$")
_REGISTERED = re.compile("(?:户口|户籍)[也都还]?[是在]$")
_FROM_STREET = re.compile("从[^，。；]{1,8}?(?:一直)?[到至]$")
_STANDS_THERE = (
    "我在",
    "我们在",
    "俺在",
    "我家在",
    "人在",
    "我家住",
    "我住",
    "我现在住",
    "俺家住",
    "家住",
    "我住在",
    "我家住在",
)
# 我家在邯郸，昨天到峨山走亲戚: what is told befell them where they went.
_WENT = re.compile(
    "[市县区]?，(?:[^，。；]{0,4}?(?:昨[天日晚]|今[天早日]|前天|刚|上周|周末|这次|清明|国庆|春节)[^，。；]{0,4}?)(?:去|到|来到|跑到)(?![底处场了])[一-鿿]{2}"
    "|[市县区]?，[我俺](?:的)?(?:爸|妈|爹|娘|哥|姐|弟|妹|儿子|女儿|闺女|老公|老婆|媳妇|对象|叔|舅|姑|姨|侄|表[哥弟姐妹]|堂[哥弟姐妹])[^，。；]{0,4}?在[一-鿿]{2}"
)
_HEARS = re.compile(
    "[市县区]?(?:这边|这儿|那边)?(?:[都也]能?(?:清楚|清晰|明显)?地?(?:看|听|闻|感觉|瞅)[见到着]|[都也就只]?(?:睡不着|吃不下|干着急|急[得死]|吓[得死坏]|担心|赶不回|回不去|上网|刷[到手]|听说|得知|看的?(?:新闻|视频|直播)))"
)
"""桂林路的串店炸了，我在南关都听见响了."""
"""我们是德惠市大房身镇农民，去榆树的粮库…: who writes need not write of his village, unless the text names no other."""
_TREATED_BEFORE = (
    "送往",
    "送到",
    "送至",
    "送去",
    "转往",
    "转至",
    "转到",
    "转院到",
    "转送",
    "转送至",
    "转送到",
    "送",
)
# 在宝鸡市中心医院抢救: where the injured lie is not where it happened, if another place is told.
_IN_HOSPITAL = re.compile(
    "[市县区州省]?的大?医院(?:[，。里]|[^，。；]{0,3}?(?:换|做|撑|住|抢|救|治|躺|走|没|看|洗|缝|输|挂|打|醒|待|检查|观察))|[一-鿿]{0,8}?(?:医院|总院|卫生院)[^，。；、]{0,6}?(?:抢救|救治|治疗|高压氧|住院(?!部)|收治|观察室|重症监护|ICU|看的|看病|挂水|输液|打点滴|吊水|洗胃|缝[了合]|做了?手术|[拍躺撑]了?[一-鿿])"
)
_COURSE = re.compile("[省市县区]?方向(?:的|车|行驶|车道|出口|匝道)")
"""茂湛高速往海南方向车辆: the carriageway bears that name all along."""
_DRILL = re.compile("(?:演练|演习|活动)[^，。；]{0,4}在$")
"""应急演练在经开区举行 is there, while 在北京举行发布会 tells nothing of where it happened."""
_SETS_OUT = re.compile(
    "[省市县区州]?(?:搬|迁|嫁|调|转学?|打车|坐(?:客车|大巴|火车|高铁|动车|班车|汽车|飞机|船|轮船)|坐车|骑车|开车|打的|步行|走路|坐公交|乘车|自驾)(?:到|至|来|去|往|回)|[省市县区州]?(?:开往|驶往|飞往|驶向|返回|回)[一-鿿]{2,9}?(?:的|老家|家)|[省市县区州]?(?:赶|专程)?来(?:的|这|此)|[省市县区州]?过?来(?:旅游|游玩|玩|出差|打工|务工|探亲|看|办|送货|走亲|参加|上班|做)|[省市县区州]?[^，。；]{0,6}?(?:往回|赶回|赶过[去来]|往家)[^，。；]{0,2}|[省市县区州]?往(?:那边|那儿|这边|家里?|老家|回|医院|现场)[赶跑走]|[省市县区州]?[^，。；]{0,5}?(?:过|拉|运|开|送)来的"
)
_HOMEWARD = re.compile(
    "[省市县区州]?(?:打工|务工|做工|出差|旅游|探亲|读书|上学|经商|培训|赶集|赴宴|喝喜酒|吃席|办事|看病|进货|送货|走亲戚|串亲戚|聚餐|上坟|拉货|参加[一-鿿]{1,6})?(?:结束)?后?(?:连夜|匆匆|紧急)?(?:返[乡程家校城回]|回[乡家来]|归来|赶回|启程|出发|驶来|开来|发车)"
)
"""从宜昌打工返乡的巴东人: where people come home from."""
_COMPLAINS = re.compile("后?，?[^，。；]{0,6}?(?:反映|投诉|来电|致电|举报|称)")
_HOSPITAL = re.compile(
    "[一-鿿]{0,8}?(?:医院|总院|卫生院|急救中心)|[市省]?[一二三四五六七八九十附]院(?![一-鿿]{0,2}[区门前旁边里路长])"
)
_BROUGHT = re.compile(
    "(?:[送转](?:[往到至入]|[一-鿿]{0,2}院)|送医|分送|收治于|分别在)[^。；]{0,24}$|[送转拉抬接](?:[往到至进去])?了?$"
)
_BOUND_FROM = re.compile("[从由自][一-鿿]{2,6}(?:开往|驶往|飞往|驶向|返回|回)$")
_RIDES = re.compile("[省市县区州]?(?:的|老家|家)")
_MORE = "街道|镇|乡|村委会|村|屯|社区|小区|花园|家园|大街|路|街|大道|胡同|号楼|号院|号|栋|单元|大厦|广场|公园|大桥|立交桥|桥|立交|收费站|隧道|煤矿|厂|公司|学校|小学|中学|大学|学院|幼儿园|医院|市场|超市|商场|酒吧|饭店|酒店|工地|仓库|车站|机场|服务区|高速|公里处|路口|交会处|交叉口|附近"
_STREETS = ("街道", "镇", "乡", "大街", "大路", "路", "街")
_STEP = re.compile(_MORE)
_STEP_CHARS, _MOST_STEPS, _ADDRESS_CHARS = 9, 4, 36
_ADDRESS_STOP = re.compile(r"[，。；：、！？\s（）()“”《》发致有和与被将因造](?:(?<!造)|(?<=造)(?=成))")
_BY_TOWN = re.compile("[^，。；、]{1,5}?(?:镇|乡|村|路|街|社区)")
# 参考杭州、苏州的做法: a place held up as an example; the matter lies where the writer lives.
_EXAMPLE_BEFORE = compiled(
    "(?:同一?[个家]|同样是?|别的|其他)[^，。；：！？\\n]{0,8}在$|(?:参考|借鉴|参照|比照|效仿|仿效|仿照|模仿|对标|照搬|学学(?![生员院校科])|学一学|人家|不如|比起)[^，。；：！？\n]{0,10}$"
)
_LIKE_BEFORE = re.compile("(?:像|跟|和|同|与|向|比|学习|学)[^，。；：！？\n]{0,8}$")
_LIKE_AFTER = re.compile(
    "[省市县区]?(?:[、和][一-鿿]{2,4}){0,2}(?:等[地一-鿿]{0,3})?"
    "(?:那样|一样|那么|似的|相比|比起?来|看齐|学习|学[一着]?学|的?(?:先进|成功)?(?:做法|经验|模式|办法)|的?(?:还|更)[一-鿿])"
)
_EXAMPLE_LETTERS = re.compile("[参借比效仿模对照学人不像跟和同与向别其]")
_WIRE_BEFORE = ("社", "网", "报", "台", "在线", "记者")

# 在台州到启东一带沿海登陆: the ends of a coast; 徐闻东偏南495公里的海面: where a storm is by its distance from a town.
_COAST_FROM = re.compile("[市区县省]?(?:沿海)?[到至][^，。；、\\d段]{2,9}?(?:沿海)?(?:一带|沿岸|之间)")
_COAST_TO = re.compile("[市区县省]?(?:沿海)?(?:一带|沿岸|之间)")
_OFF_COAST = re.compile(
    "[市区县省]{0,2}(?:沿海)?(?:以|的|偏)?[东西南北][东西南北偏]{0,3}(?:方向?|面|部|侧)?(?:大?约|近)?\\d{2,4}(?:\\.\\d+)?(?:公里|海里|千米)[^，。；]{0,14}?(?:海面|海域|洋面|海上|近海)"
)
_IN_BRACKETS = re.compile("[（(](?:原|现|今|旧称|简称|又[名称])[^（()）]{1,10}[）)]")
_SPARED_FIRST = frozenset("这那目暂倒都就也还没不未一市县区境辖段城的水空饮供交")
_BUILDERS_FIRST = frozenset("市县区一某")
_IS = frozenset("为是系在于")
_AT_SEA = frozenset("东西南北以偏的市区县省沿到至一")
_LAST_BEFORE = frozenset(
    word[-1]
    for word in (
        *_ORIGIN_BEFORE,
        *_TREATED_BEFORE,
        *_SCENE_BEFORE,
        *_BOUND_BEFORE,
        "是",
        "系",
        "为",
        "距",
        "离",
        "转",
    )
)


# 家住城北区的马先生下班回家，发现妻子倒在卫生间: where they live is where it happened.
_LIVE_THERE = ("家住", "住在", "租住在", "居住在", "租住")
_AT_THEIR_HOME = re.compile("回家|回到家|家中|家里|在家|自家|屋里|屋内|卫生间|浴室|卧室|厨房|阳台|家门|敲门")
_HOME_CHARS = 40


def role_of(text: str, start: int, end: int) -> Role:
    """The role of a place named at ``[start, end)``, by the words right before and behind it."""
    if is_dateline(text, start, end):
        return Role.DATELINE
    end = _behind_brackets(text, end)
    before = text[max(0, start - _REACH) : start]
    after_it, before_it = text[end : end + 1], before[-1:]
    if after_it in _AT_SEA and (coast := _coast_role(text, end, before)):
        return coast
    after = _AFTER.match(text, end)
    role = _ROLES[str(after.lastgroup)] if after else _loose(text, end)
    if role in _UNDECIDED and comes_to_help(text, end, before):
        role = Role.FELT
    if role is _JURISDICTION and answers_a_writer(text, end):
        return Role.SCENE
    if (after_it in _BUILDERS_FIRST or before_it in _IS or before_it == "由") and is_the_builders(
        text, end, before
    ):
        return Role.BODY
    if before_it in "回到在" and goes_home(text, end, before):
        return Role.SCENE if before_it == "在" else Role.PLAIN
    if before_it in MAY_BE_HOME and is_at_home(text, end, before):
        return Role.SCENE
    if role.aside:
        return role
    if before_it in "在住" and is_away(text, start, end):
        return Role.AWAY
    if "院" in text[end : end + _REACH] and _HOSPITAL.match(text, end):
        if _IN_HOSPITAL.match(text, end):
            return Role.WARD
        if _BROUGHT.search(text, max(0, start - _BROUGHT_CHARS), start):
            return Role.TREATED
    if happened_before(text, end, before):
        return Role.COMPARED
    if _EXAMPLE_LETTERS.search(before) and _is_example(text, end, before):
        return Role.COMPARED
    if (
        is_not_where(text, end)
        or is_made_or_reaches_from_there(text, end, before)
        or (after_it in _SPARED_FIRST and is_spared(text, end))
    ):
        return Role.AWAY
    if before_it in "有为是系名" and are_migrants(text, end):
        return Role.ORIGIN
    if before_it in "名位个" and _SO_MANY.search(before):
        if are_counted_workers(text, start, end):
            return Role.ORIGIN
        if before_it != "个":
            return Role.RESIDENT  # 29名长春市朝阳区某老年大学学员
    if before_it in _LAST_BEFORE:
        role = _by_words_before(before, role, text, start, end)
    if (role.on_way or before.endswith(_LEFT_FROM)) and _is_journey(text, end, before):
        return Role.JOURNEY
    if role in _OF_WHAT_HAPPENS and sent_its_vehicle(text, end, before):
        return Role.BODY
    if (
        role is _RESIDENT
        and before.endswith(_LIVE_THERE)
        and _AT_THEIR_HOME.search(text, end, end + _HOME_CHARS)
    ):
        return Role.SCENE
    if (role is _PLAIN and _is_detailed(text, end)) or (role is _BODY and _BY_TOWN.match(text, end)):
        return Role.DETAILED
    return role


def _coast_role(text: str, end: int, before: str) -> Role | None:
    """The role of a place by which the coast or the sea is told where a storm is or will land, if it is one."""
    if _COAST_FROM.match(text, end) or (before[-1:] in "到至" and _COAST_TO.match(text, end)):
        return Role.COAST
    return Role.OFF_COAST if _OFF_COAST.match(text, end) else None


def _by_words_before(before: str, role: Role, text: str, start: int, end: int) -> Role:
    """The role that the words right before a name give it: 来自, 送往, 位于, 开往; else the one it has."""
    if before.endswith(_ORIGIN_BEFORE) and not before.endswith("发生于"):
        news = before.endswith("来自") and is_news_from(text, end)
        return Role.JURISDICTION if news else Role.ORIGIN
    if before.endswith(_TREATED_BEFORE):
        return Role.TREATED
    if role is Role.SAID:
        return Role.DETAILED if before[-1:] == "在" and _DRILL.search(before) else role
    if before[-1] in "是系为" and _ALL_ARE.search(before) and _OF_IT.match(text, end):
        return Role.RESIDENT
    if was_treated_there(text, end, before):
        return Role.TREATED
    if was_caught_there(text, end, before):
        return Role.AWAY
    if is_their_home_or_work(text, end, before):
        return Role.RESIDENT
    if is_their_work(before):
        return Role.AWAY
    if is_so_far_off(text, end, before) or is_safe_there(text, start, end):
        return Role.AWAY
    if before.endswith(_WHO_THEY_ARE) and (role is Role.RESIDENT or _FROM_THERE.match(text, end)):
        return Role.RESIDENT
    if before.endswith(_WHO_THEY_ARE) and _OF_CLUB.match(text, end):
        return Role.RESIDENT
    if before.endswith(_WHO_THEY_ARE) and _OF_WHOM.match(text, end) and _KIN_WORKS.search(text, end):
        return Role.AWAY
    if "户" in before and _REGISTERED.search(before):
        return Role.RESIDENT
    if before[-1] in "到至" and "从" in before and _FROM_STREET.search(before):
        return Role.ROUTE  # 62路公交从东风大街到红旗街
    if before.endswith(_STANDS_THERE):
        if _HEARS.match(text, end):
            return Role.FELT
        if _WENT.match(text, end):
            return Role.RESIDENT
    if before.endswith(_SCENE_BEFORE):
        if is_home_of_worker(text, end, before):
            return Role.RESIDENT
        return Role.STRETCH if role is Role.ROUTE else Role.SCENE
    if not before.endswith(_BOUND_BEFORE):
        return role
    if _FROM_TOWN.search(before) and _WAY_BETWEEN.match(text, end):
        return Role.BOUND
    if before.endswith(("运往", "运至", "发往", "运到")):
        return Role.JOURNEY
    if before[-1] in "往去" and _COURSE.match(text, end):
        return Role.COURSE
    if not before.endswith(_COMES_THERE) or before.endswith(_RIDES_THERE):
        return Role.BOUND
    if visits_there(text, end) or plays_there(text, end):
        return Role.DETAILED
    return Role.PLAIN if _is_detailed(text, end) else Role.BOUND


def _is_example(text: str, end: int, before: str) -> bool:
    """Whether a place is held up as an example or a measure: 借鉴杭州经验, 像沈阳那样, 比哈尔滨还贵."""
    if _EXAMPLE_BEFORE.search(before):
        return True
    return _LIKE_BEFORE.search(before) is not None and _LIKE_AFTER.match(text, end) is not None


def _is_journey(text: str, end: int, before: str) -> bool:
    """一辆从贵阳开往温州的客车: where a vehicle came from and was bound for is not where it happened."""
    if before.endswith(_FROM_WORDS):
        return _SETS_OUT.match(text, end) is not None or _comes_home(text, end)
    return _BOUND_FROM.search(before) is not None and _RIDES.match(text, end) is not None


def _comes_home(text: str, end: int) -> bool:
    """Whether somebody comes home from there, other than with a complaint about it: 从三亚旅游归来后向本报反映."""
    homeward = _HOMEWARD.match(text, end)
    return homeward is not None and not _COMPLAINS.match(text, homeward.end())


def _behind_brackets(text: str, end: int) -> int:
    """Where a name ends with what stands in brackets behind it: 任泽区（原任县）一化工厂."""
    aside = _IN_BRACKETS.match(text, end) if text[end : end + 1] in "（(" else None
    return aside.end() if aside else end


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether an agency reports from there: 新华社长春5月1日电."""
    end = _behind_brackets(text, end)
    wire = _WIRE.match(text, end) if text[end : end + 1] in _WIRE_FIRST else None
    return wire is not None and (
        "日" in wire[0] or start < _REACH or text.endswith(_WIRE_BEFORE, max(0, start - _REACH), start)
    )


def _loose(text: str, end: int) -> Role:
    """The role by a word further on in the clause: 长春一汽集团, 京哈高速长春段."""
    stop = _clause_end(text, end)
    if _ON_WAY.match(text, end, stop):
        return Role.ROUTE
    found = _LOOSE.search(text, end, stop)
    if found:
        return _ROLES[str(found.lastgroup)]
    return Role.FELT if text[end : end + 1] in "、等" and _LIST_FELT.match(text, end) else _PLAIN


def is_felt(text: str, role: Role, end: int) -> bool:
    """Whether a place, or those who live there, felt a quake (长春有震感, 长春市民普遍有感)."""
    return role is Role.FELT or (
        role is Role.RESIDENT and _FELT.search(text, end, _clause_end(text, end)) is not None
    )


def _clause_end(text: str, at: int) -> int:
    clause = _CLAUSE.match(text, at)
    return clause.end() if clause else at


@lru_cache(_REMEMBERED)
def address_end(text: str, end: int) -> int:
    """Where the street, village or house behind a place's name ends; ``end`` itself where none follows."""
    stop = _ADDRESS_STOP.search(text, end, end + _ADDRESS_CHARS)
    limit, reached = stop.start() if stop else end + _ADDRESS_CHARS, end
    for count, step in enumerate(_STEP.finditer(text, end, limit)):
        if step.start() - reached > _STEP_CHARS or count >= _MOST_STEPS:
            break
        reached = step.end()
    return reached


def _is_detailed(text: str, end: int) -> bool:
    if text.endswith(_STREETS, 0, end):
        return True
    stop = address_end(text, end)
    return stop > end and not text.startswith("医院", stop - 2)
