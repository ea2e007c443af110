"""What is said of places where it did not happen: homes, work and kin of those whom it befell, makers of things, owners of vehicles."""

from __future__ import annotations

import re

# 来自临夏县指挥部的最新消息 is what is known there of what happened there, and nobody's home.
_NEWS_FROM = re.compile(
    "[一-鿿]{0,12}?(?:局|委|办|部|台|院|政府|警方|消防|公安|中心|[总支大]队)的?[^，。；]{0,6}?(?:消息|数据|通报|报告|统计|情况|信息|名单)"
)
# 去年在北京做手术: where somebody went to be treated is no place of what he asks for.
_TREATED_THERE = re.compile(
    "[省市县区]?[^，。；]{0,6}?(?:做了?手术|看病|就医|治病|求医|化疗|放疗|异地就诊)|"
    "[省市县区]?(?:换血|透析|换肝|移植|植皮|做高压氧|住着?院|治着|抢救着|的?ICU)"
)
_FOR_TREATMENT = re.compile("[省市县区]?(?:进行|接受)?(?:治疗|救治|抢救|就医|就诊|手术)")
# 在昆山打工的李某 lives there; what befell him may have happened elsewhere.
_WORKS_THERE = re.compile(
    "[省市县区州]?(?:打工|务工|做工|上班|工作|经商|做生意|读书|念书|上学|[读上]大学|读研|求学|当兵|服役)的(?!时候|地方)|[省市县区州]?(?:打工|务工|做工)，(?=[^。；]{0,24}在)"
)
# 死者3人，家住宁江区; 孩子父母常年在吴江的电子厂打工: where those whom it befell, or theirs, are at home is not where it happened.
_LIVES_AT = ("家住", "住在", "居住在", "居住", "家是", "家在")
_WHO_LIVES_THERE = re.compile(
    "[^，。；！？]{0,10}?的(?:来|人|朋友|[^，。；！？]{0,4}?(?:某|男子|女子|先生|女士|师傅|大[爷妈娘叔哥姐]|阿姨|老[人汉太]|市民|居民|村民|小伙|姑娘|孩子|学生|男孩|女孩|[老小][赵钱孙李周吴郑王冯陈张刘杨黄林何高马罗梁宋谢韩唐于董程曹袁邓许沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜夏汪田任姜范方石姚谭邹熊金陆郝孔白崔康邱秦江史侯邵孟段雷尹常武乔贺](?![街路区])))"
)
"""家住双阳区的王大爷在隆礼路走失."""
_PLACE_OF_WORK = re.compile("(?:单位|公司|工作|上班|班|学校|厂子|门店|店|老板家?)[就都也还]?在$")
_VICTIM = re.compile(
    "(?:[死伤患]者|遇难|溺亡|被困|受伤|司机|驾驶[人员]|车主|男子|女子|嫌疑人|肇事|\\d岁|某)[^。；！？]{0,16}?$"
)
_KIN_STAYS = re.compile(
    "(?:父母|爸妈|爹妈|双亲|父亲|母亲|丈夫|妻子|儿子|女儿|儿女|子女|亲人)[^。；！？，]{0,6}(?:在|去|到)$"
)
_STAYS_FOR = re.compile("[^。；！？，]{0,9}?(?:打工|务工|上班|工作|经商|做生意)(?!时|期间|的时候)")
# 一人是长春一所高校的学生: where the dead studied or worked is not where it happened.
_STUDIES_THERE = re.compile(
    "[^，。；！？]{0,12}?(?:学生|员工|职工|工人|教师|老师|医生|护士|干部|经理)(?![一-鿿])"
)
_ONE_OF_THEM = re.compile(
    "(?:[死伤患]者|遇难者|司机|[一两二三四五六七八九十\\d]人|其[中余]|男子|女子|某|[他她]|名)[^。；！？]{0,6}[是系为]$"
)
# 受上游梅州暴雨影响: what happens elsewhere reaches the place that is told.
_BY_WHAT = re.compile("受(?:到)?(?:上游|下游|邻近|毗邻|周边)?(?:的)?[一-鿿]{0,6}$")
_REACHES = re.compile("[省市县区州]?[^，。；]{0,14}?影响，")
# 赣州一企业的槽罐车在夷陵区境内泄漏: a vehicle is where it is said to be, whosever it is.
_VEHICLE_AWAY = re.compile(
    "[省市县区州]?(?:[^，。；]{1,10}?的|一|某)[^，。；]{0,5}?(?:客车|货车|大巴车?|中巴车?|面包车|轿车|罐车|卡车|挂车|旅游车|渔船|货船|货轮|班车|校车|救护车|警车)"
    "(?:昨[天日晚]|今[天日晨]|[\\d]{1,2}日)?(?:行驶|行|驶)?(?:[至到]|在)"
    "|[省市县区州]?[^，。；]{0,3}?车队(?:昨[天日晚]|今[天日早])?[^，。；]{0,6}?[在到往]"
    "|[省市县区州]?[^，。；]{1,16}?车，?在?[^，。；]{2,14}?(?:途中|路上)，?[于在行]"
    "|[省市县区州]?[^，。；]{0,8}?(?:旅行社|旅游团|旅行团|老年团|考察团|登山队|代表团|研学团|夏令营)[^，。；]{0,20}?在"
)
# 由长春某公司生产的疫苗被封存: where a thing was made is not where it was found.
_MADE_THERE = re.compile("[^，。；]{0,14}?(?:生产|制造|出品|加工)[的，。；]")
_HELPS = re.compile(
    "[^，。；]{0,10}?(?:救援队|救援力量|志愿者)[^，。；]{0,4}?(?:参与|参加|投入|协助|赶)|[^，。；]{0,14}?(?:驰援|增援|支援|会诊)|的?(?:医疗|医学|救援|医护)?(?:专家|医疗队|救护队)|[^，。；]{0,8}?也(?:紧急|迅速|立即|连夜|第一时间)?(?:派|调|赶[来到赴]|抽调|出动)"
)
_HELP_CHARS = 20
_HURRIES_FROM = re.compile("[省市县区]?(?:连夜|紧急|火速|迅速|匆匆)?赶(?:来|到|赴|往)")
_CALLED_FROM = re.compile("[^，。；]{0,14}?(?:调[了来集动派]|抽调|派[了来出]|赶来增?援?)")
# 长春一公司在外地承建的桥, 施工方为长春某路桥公司: who built it is from there.
_BUILDERS = re.compile(
    "[市县区]?[一某](?:家)?[^由，。；、]{0,4}?(?:公司|企业|集团)(?:在(?!建)[^，。；]{0,8}?)?(?:承建|总?承包|施工|投资|控股|监理|设计|维保|运维)(?!的?(?:工地|现场|厂))"
)
_BUILT_BY_THEM = re.compile(
    "[省市县区]?[一-鿿]{0,8}?(?:公司|企业|集团|局)(?:在[^，。；]{0,8}?)?(?:承建|总?承包|施工|投资|控股|监理|设计|援建|建设|运营|开发)的?"
)
_BUILT_BY = re.compile(
    "(?:施工|承建|建设|承包|监理|设计|生产|运营|投资|控股|开发|所属)(?:方|单位|商|公司|企业)(?:为|是|系)$"
)
# 事发企业总部在长春, 施工单位注册地为长春: where a firm is registered is not where it builds.
_SEAT_BEFORE = re.compile(
    "(?:总部|注册地址?|注册|母公司)(?:都|均|也)?(?:设?[在于]|位于|地?[是为系]|地?址[在为是])$"
)
# 在科尔沁区抓获案发地为农安的嫌疑人: where somebody who fled was caught is not where it happened.
_WAS_CAUGHT = re.compile(
    "[省市县区]?[^，。；]{0,6}?(?:被(?:警方|民警|公安机关?)?(?:抓(?:获|捕|住|到)?|控制|拘留|逮捕|带回|擒获)(?![着在])|落网|投案自首|自首)"
)
_CAUGHT = re.compile("[^，。；]{0,8}?(?:将[^，。；]{0,12}?)?(?:抓获|被抓|落网|抓捕归案|归案|投案)")
_FLED = re.compile("案发地|[潜外]逃|逃[往至到亡窜]|辗转|跨省|追逃|在逃|逃逸|命案积案")
# 南关区教育局说要回户籍地: a writer tells what the office said that he asked.
_ANSWERS = re.compile(
    "[一-鿿]{0,8}?(?:局|委|办|厅|中心|街道|派出所|政府|大厅|窗口|[交刑]警队)(?:的?(?:人|工作人员|窗口|领导))?(?:就|却|也|一直|都)?(?:说(?!明)|让我|让俺|叫我|不给|不管|不受理|不予|答复我|回复我|告诉我|推[诿脱三])"
)
_WRITES = ("我", "孩子", "请问", "您好", "怎么办")
# 8名江苏工人, 12个四川凉山的民工: workers counted by their province come from there.
_WORKERS = re.compile(
    "省?的?(?:工人(?!文化|体育|日报)|民工|农民工|务工|打工|建筑工|矿工|瓦工|木工|钢筋工|装修工)"
)
# 遇难者中有山西务工人员, 多为云南农民工: those who went away to work.
_MIGRANTS = re.compile(
    "[省市县]?(?:的)?(?:务工(?:人员|者|青年)|农民工|民工|打工(?:者|人员|妹|仔))(?![子资工]|欠薪|讨薪|[^，。；]{0,6}(?:反[映应]|投诉|举报|爆料|求助|来电|来信|[称说]))"
)
_PROVINCE_NAMES = (
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 "
    "内蒙古 广西 西藏 宁夏 新疆"
)
_PROVINCES = tuple(_PROVINCE_NAMES.split())
_FULL_NAME = ("市", "区", "县")
_HELPERS = re.compile("[援也诊专队志]")
# 四平那边冻雨封路，长春这边还行: a place that is named as not hit.
_SPARED = re.compile(
    "(?:[市县区]?(?:境内|辖区|段|这边|那边|市区|城区)?(?:的?(?:水质|空气质量|饮用水|供水|水源|交通|生产|航班|地铁|学校|居民|群众)){0,2})?(?:[这那](?:边|儿|里))?(?:目前|暂时)?(?:倒是?|都|就|也)?(?:还行|还好|没啥?事|没有?(?:封|停|受)|(?:不|未|没有?)受到?(?:任何)?影响|一切正常)"
)
# 去榆树的粮库卖玉米，过磅时粮库…: somebody goes to a house, and the text goes on about it.
_VISITS = re.compile(
    "[市县区]?的?(?:一[家个处所座])?[一-鿿]{0,3}?([库场店校厂院馆站司矿](?<![医法]院)|市场|景区|酒店|商场|公园|学校|企业)"
)
_PLAYS = re.compile(
    "[市县区州]?[一-鿿]{0,3}?(?:玩|游玩|漂流|爬山|登山|徒步|钓鱼|露营|泡温泉|滑雪|采蘑菇|捡菌|摘杨梅|赶海|走亲戚|串亲戚|出差|办事|进货|送货|赶集|吃席|喝喜酒|参加)(?![^，。；]{0,6}(?:返|回|途中|路上))"
)
_VISIT_CHARS = 2
# 震中距伊吾县约30公里: what lies so far off is not where it happened.
_SO_FAR_OFF = re.compile(
    "[市县区]?(?:市区|县城|城区)?(?:中心)?(?:大?约|直线距离|直线|有|仅|近)*\\d[\\d.]*余?多?(?:公里|千米)(?![处的])"
)
# 车主打通电话了，人在康定，不算; 亲戚来电，当天不在家，人在汉源.
_IS_IN, _REACHED_CHARS = ("人在", "人都在", "人还在", "人现在"), 24
_REACHED = re.compile("打通|接通|来电|电话|联系上|报平安|不在家|没在家|没回")
_NAMED_NO_MORE = re.compile("[市县区]?(?=[，。；\\n]|$)")
_YEAR_CHARS = 4
_YEAR = re.compile("(?<!\\d)((?:19|20)\\d\\d)年")
_GOES_HOME = re.compile("[市县区]?的?(?:老家|娘家|家乡)(?!的)")
_THERE, _VEHICLES = re.compile("[在至到]"), re.compile("[车船轮巴团队社营]")
"""Looked at first: an expression passes over the characters ahead, a set asks for an object for each of them."""
_AHEAD_CHARS = 40


def is_news_from(text: str, end: int) -> bool:
    """Whether what comes from a place is news: 来自临夏县指挥部的最新消息."""
    return _NEWS_FROM.match(text, end) is not None


def is_safe_there(text: str, start: int, end: int) -> bool:
    """Whether somebody who was sought is told to be in a place: 车主打通电话了，人在康定，不算."""
    return (
        text.endswith(_IS_IN, 0, start)
        and _NAMED_NO_MORE.match(text, end) is not None
        and _REACHED.search(text, max(0, start - _REACHED_CHARS), start) is not None
    )


def is_not_where(text: str, end: int) -> bool:
    """Whether a place is named as where it was not: 在临猗不是，在蒲县."""
    return text.startswith(("不是，在", "不是，是在", "也不是，在"), end)


def was_treated_there(text: str, end: int, before: str) -> bool:
    """Whether somebody went to a place to be treated."""
    if before.endswith(("转", "转去", "赴")) and _FOR_TREATMENT.match(text, end):
        return True
    return before.endswith(("在", "去", "到", "送")) and _TREATED_THERE.match(text, end) is not None


def is_their_home_or_work(text: str, end: int, before: str) -> bool:
    """Whether those whom it befell, or theirs, live, study or work in a place."""
    if before.endswith(("在", "去", "到")):
        if _WORKS_THERE.match(text, end):
            return True
        if _KIN_STAYS.search(before) and _STAYS_FOR.match(text, end):
            return True
    if before.endswith(("是", "系", "为")) and not before.endswith(_LIVES_AT):
        return _STUDIES_THERE.match(text, end) is not None and _ONE_OF_THEM.search(before) is not None
    if before.endswith(("住", "住在")) and _WHO_LIVES_THERE.match(text, end):
        return True
    return (
        before.endswith(_LIVES_AT) and "，" in before and _VICTIM.search(before[: -len("家住")]) is not None
    )


def is_their_work(before: str) -> bool:
    """Whether somebody has his work in a place: 我家住桂林路，单位在德惠市."""
    return before.endswith("在") and _PLACE_OF_WORK.search(before) is not None


def is_made_or_reaches_from_there(text: str, end: int, before: str) -> bool:
    """Whether a thing was made in a place, or what happens there reaches the place that is told."""
    if before.endswith(("由", "系")) and _MADE_THERE.match(text, end):
        return True
    return "受" in before and _BY_WHAT.search(before) is not None and _REACHES.match(text, end) is not None


def sent_its_vehicle(text: str, end: int, before: str) -> bool:
    """Whether a vehicle or a party of a place is told to be elsewhere."""
    if before.endswith(("在", "于")):
        return False
    limit = end + _AHEAD_CHARS
    if _VEHICLES.search(text, end, limit) is None or _THERE.search(text, end, limit) is None:
        return False
    return _VEHICLE_AWAY.match(text, end) is not None


def comes_to_help(text: str, end: int, before: str) -> bool:
    """Whether who is from a place comes to help: 长春市消防连夜驰援, 农安县也派出冲锋舟, 从宽城、农安都调了车."""
    if before.endswith("从") and (_CALLED_FROM.match(text, end) or _HURRIES_FROM.match(text, end)):
        return True
    return _HELPERS.search(text, end, end + _HELP_CHARS) is not None and _HELPS.match(text, end) is not None


def was_caught_there(text: str, end: int, before: str) -> bool:
    """Whether somebody who fled was caught in a place."""
    if before[-1:] not in "在于":
        return False
    if _WAS_CAUGHT.match(text, end):
        return True
    return _CAUGHT.match(text, end) is not None and _FLED.search(text) is not None


def answers_a_writer(text: str, end: int) -> bool:
    """Whether somebody who writes tells what an office of the place said to him."""
    return _ANSWERS.match(text, end) is not None and any(word in text for word in _WRITES)


def are_counted_workers(text: str, start: int, end: int) -> bool:
    """Whether so many workers are told by their province: 8名江苏工人."""
    if not text.startswith(_PROVINCES, start) or text.endswith(_FULL_NAME, start, end):
        return False
    return _WORKERS.match(text, end) is not None


def are_migrants(text: str, end: int) -> bool:
    """Whether people who went away to work are told by where they come from, behind 有, 为 or a number."""
    return _MIGRANTS.match(text, end) is not None


def is_spared(text: str, end: int) -> bool:
    """Whether a place is named as one where nothing befell: 长春这边还行."""
    return _SPARED.match(text, end) is not None


def is_the_builders(text: str, end: int, before: str) -> bool:
    """Whether those who built or own a thing are from a place, wherever the thing is: 施工方为长春某路桥公司."""
    if before[-1:] in "为是系" and _BUILT_BY.search(before):
        return True
    if before[-1:] in "为是系在于" and _SEAT_BEFORE.search(before):
        return True
    if before.endswith("由") and _BUILT_BY_THEM.match(text, end):
        return True
    return _BUILDERS.match(text, end) is not None


def is_so_far_off(text: str, end: int, before: str) -> bool:
    """Whether a place only tells how far away it was: 距伊吾县约30公里."""
    return before.endswith(("距", "距离")) and _SO_FAR_OFF.match(text, end) is not None


def visits_there(text: str, end: int) -> bool:
    """Whether somebody goes to a house in a place of which the text goes on to speak: 去榆树的粮库…粮库的平台塌了."""
    house = _VISITS.match(text, end)
    if house is None:
        return False
    return text.find(text[house.end() - _VISIT_CHARS : house.end()], house.end()) > 0


def plays_there(text: str, end: int) -> bool:
    """Whether somebody goes to a place for what he does there: 带孩子去武隆玩漂流，橡皮艇翻了."""
    return _PLAYS.match(text, end) is not None


def goes_home(text: str, end: int, before: str) -> bool:
    """Whether somebody goes home to a place, or is at home there: 回安徽歙县老家探亲, 在容县老家赶集."""
    return (
        before[-1:] in "回到在"
        and before.endswith(("回", "回到", "在"))
        and _GOES_HOME.match(text, end) is not None
    )


def names_an_earlier_year(text: str, year: int) -> bool:
    """Whether a text names a year well before another at all."""
    at = text.find("年")
    while at > 0:
        digits = text[max(0, at - _YEAR_CHARS) : at]
        if len(digits) == _YEAR_CHARS and digits.isascii() and digits.isdigit() and int(digits) < year - 1:
            return True
        at = text.find("年", at + 1)
    return False


def is_of_an_earlier_year(text: str, begin: int, start: int, year: int) -> bool:
    """Whether the sentence that begins at ``begin`` tells of years before ``year`` when it comes to a place: 1999年11月在烟台海域."""
    years: list[str] = _YEAR.findall(text, begin, start)
    return bool(years) and int(years[-1]) < year - 1
