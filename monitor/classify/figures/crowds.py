"""How many people took part in a gathering, an affray or a rising, and what they did."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from monitor.classify.figures.origin import Origins
from monitor.classify.figures.stated import AMOUNT, Told, fields, place_of
from monitor.classify.result import Figure
from monitor.text.alternation import compiled, screened
from monitor.text.clean import CleanText
from monitor.text.numerals import AFTER, BEFORE, MORE, NUMBER, least_of, read_number

_JOINED = (
    "聚[在到](?=[^，。；]{0,10}(?:门[口前]|大门|政府|法院|[县市区乡镇]委|公司|工厂|厂区|项目部|售楼))|聚集|集会|围堵|围攻|冲击|冲入|冲进|闯入|包围|堵路|堵塞|堵住|堵门|堵桥|上访|集访|游行|示威|罢工|罢课|罢运|罢市|停工|停运|静坐|横幅|讨薪|械斗|斗殴|群殴|互殴|打砸|对打|打了起来|打成一团|打作一团|大打出手|混战|"
    "卧轨|拦火车|拦车|约架|干架|参加(?=[，。；]|$)|上街(?![买逛溜转吃])|堵了(?=[^，。；]{0,6}(?:路|国道|省道|高速|桥|门|口))|堵死|堵满|要工[钱资]|讨工钱|[聚堵围跪][着了满]|参与|打起来|打架|群架|火拼|互砍|动了?家伙|抄[着起]?家伙|干仗|干了起来|拦路|坐在|坐着|跪在|拉着|举着|堵在|围在|围住|聚众|抗议|闹事|暴动|骚乱|暴狱|越狱|哄监|对峙|维权|围观闹事|走上街头|卷入(?=[^，。；]{0,14}?(?:械斗|斗殴|殴|冲突|骚乱|混战|打架|群架|暴|罢|其中|事件)|[，。；]|$)|围聚|阻断(?=[^，。；]{0,4}(?:国道|省道|交通|高速|铁路|道路|公路))|互相殴打|殴斗|厮打|扭打|砸烂|翻[越过](?=[^，。；]{0,4}(?:围墙|院墙|大门|栏|警戒))|占据|堵得(?=水泄不通|死死|严严|走不动|动弹不|瘫痪)|请愿|拦堵|封堵(?![^，。；]{0,8}?(?:管涌|[决溃缺漏渗]|漏洞|堤|洞口|裂缝))|攻[占入破]|占领|[砸撞]开|冲(?:了)?进去|涌[入进到向]|闯进|强闯|冲破|投掷(?=石|砖|瓶)|扔(?=石|砖|瓶)|推倒|掀翻|砸毁|焚烧"
)
MEMBERS = "业主|居民|村民|群众|市民|工人|民工|农民|司机|家长|学生|职工|员工|商户|住户|老人|人"
# 因一名学生死因争议，六千名群众聚集: whoever is counted behind the comma comes together, not the one before it.
_OTHERS = "[一二两三四五六七八九十百千万几数][余多来]?(?:名|号人|口子|人(?!次|民|大))"
# 数千村民围堵: thousands need no measure word; a number before a bare noun (1407住户) counts nobody.
_PARTICIPANTS = screened(
    rf"{AMOUNT}(?P<unit>名|号人?|口子|人(?!次|民|大)|个(?=[^，。；：\d]{{0,4}}?(?:{MEMBERS}))|(?:(?<=[千万])|(?<=[千万][余多来])|(?<=千[一二三四五六七八九]百))(?={MEMBERS}))(?P<after>{AFTER})?(?P<gap>[^，。；：！？\n\d]{{0,20}}?(?:(?:因(?:(?!{_OTHERS})[^。；！？\n]){{2,40}}?|[将把][^，。；！？\n]{{0,12}}?[停堵摆横车船][^，。；！？\n]{{0,24}}?|(?:推倒|[砸撞]开|冲破|掀翻|聚[集在到][^，。；！？\n]{{0,12}})[^，。；！？\n]{{0,12}}?)，(?:(?!{_OTHERS})[^，。；！？\n\d]){{0,24}}?)?)(?P<joined>{_JOINED})"
)
_PARTICIPANTS_LEFT = re.compile(
    rf"(?:(?P<joined>参与|参加|聚集|涉事|上访|游行|围堵|涉及)(?:械斗|斗殴|聚集|骚乱|罢工|围堵|者|的|了)*(?:群众|人员|村民|业主|工人)?(?:人数)?(?:共计?|已|一度|最多时|高峰时|最高)*(?:达到?|为|有)?){AMOUNT}(?P<unit>名|人)(?P<after>{AFTER})?"
)
_FOUGHT = re.compile(
    rf"(?P<joined>打起来|打了起来|对打|打成一团|打作一团|大打出手|混战|打群架|打架|火拼|互砍|动了?家伙|抄[着起]?家伙|干仗|干了起来|械斗|斗殴|群殴|互殴|闹事|围堵|堵路|罢工|罢运|骚乱|暴动)[^。；\n\d]{{0,14}}?(?:，(?=[\d一二三四五六七八九两]{{1,4}}[百千万])|，(?=(?:{BEFORE})?{NUMBER}{MORE}?[名人号][^，。；\d]{{0,8}}?(?:卷入|参与|参加|参战|上阵|动手))|得?有|来了|聚了|一共|大概|参与|涉及|出动|纠集|召集|聚集|双方|两边|两拨人?|两家|两村|加起来|总共|人数(?:最多时?|最高峰?时?|高峰时?|一度|已)?(?:达到?|为|有)?)(?:参与者|参与人员|人员|人马|的人|的?(?:犯人|囚犯|在押人员|服刑人员|群众|村民|工人|职工|业主))?(?:了|总?共计?|合计|达到?|有)?{AMOUNT}(?P<unit>名|号人?|口子|人(?!次|民|大))(?P<after>{AFTER})?"
)
# 司机都在广场聚着呢，得有一两千人; 厂门口堵着四五百人; 工人堵门，上千人.
_ROUGHLY = "(?:得|能|少说|起码|估计|看着|足足|好像|说是|怎么也)*有?了?"
_STAND = re.compile(
    rf"(?P<joined>[聚堵围坐跪][着了满]|要工[钱资]|讨工钱|堵门|围堵|静坐|聚集|拦路|上街的?|约架|干架)[^，。；\n\d]{{0,6}}?，?{_ROUGHLY}{AMOUNT}(?P<unit>名|号人?|口子|人(?!次|民|大)|(?=业主|居民|村民|工人|农?民工|司机|家长|职工|员工|商户))(?P<after>{AFTER})?"
)
# 得有一两千人，把路堵死了.
_BLOCK = screened(
    rf"{AMOUNT}(?P<unit>名|号人?|口子|人(?!次|民|大))(?P<after>{AFTER})?，(?:都|全)?[把将][^，。；\n\d]{{1,8}}?(?P<joined>堵死|堵满|堵住|堵了|围住|围了|拦路)"
)
# 好几千人，得有六千，围堵市委: the second number is the teller's own count.
_RECKONED = re.compile(
    rf"[好几数][百千万]+(?:多|来)?(?:号?人|[名号])?，(?:得|能|少说|起码|估计|看着|足足|怎么也|大概)+有?{AMOUNT}(?P<unit>名|号人?|人(?!次|民|大))?(?P<after>{AFTER})?，?[^，。；：！？\n\d]{{0,8}}?(?P<joined>{_JOINED})"
)
_RISING = r"闹[了起监]|炸了?[锅营]|造反|抢了?[^，。；\d]{0,4}钥匙|砸|冲监|往外冲|冲出来|暴动|骚乱|暴狱|越狱|放火|[劫挟]持|扣了?[^，。；\d]{0,4}狱警|围攻|殴打|打伤|袭击|暴乱|哗变|哄监|绑架|纵火"
_PRISON = re.compile("监狱|看守所|戒毒所|囚犯|犯人|服刑|在押")
# 监狱里闹起来，二十多个抢了钥匙: prisoners need no noun.
_PRISONERS = re.compile(
    rf"{AMOUNT}(?P<unit>名|人|个)(?P<after>{AFTER})?[^，。；！？\n\d]{{0,12}}?(?P<joined>{_RISING})(?![^，。；]{{0,6}}?(?:[罪案犯]|嫌疑|被[判抓刑捕]|获刑|入狱|服刑|判处))"
)
_JOINED_GATE = compiled(_JOINED)
_RISING_GATE = re.compile(_RISING)
_GATHERED = (_FOUGHT, _STAND, _PARTICIPANTS, _BLOCK, _PARTICIPANTS_LEFT, _RECKONED)
# 200名群众与民警对峙: not they.
_NOT_JOINED = re.compile(
    "(?<![与和跟同向对被遭打])(?:民警|警力|警察|特警|消防|官兵|医护|救援|救治|抢救|调查|处置|搜救|疏导|施救|志愿)"
)
# 1200名棋手对峙, 五千名士兵参与: who fights or plays by calling; 退役军人 who gather are citizens.
_SOLDIERS = re.compile(
    "(?<!退伍)(?<!退役)(?<!复员)(?:士兵|军人|军队|部队|解放军|红军|[新日俄美叛敌蓝两]军|战士)"
)
_PLAYERS = re.compile("棋手|选手|玩家|球员|队员|运动员|演员(?!讨)|车手|跑友|跑者|战队|两队")
_BY_FORCE = frozenset(
    [
        "对峙",
        "混战",
        "对打",
        "打成一团",
        "打作一团",
        "攻占",
        "攻入",
        "攻破",
        "占领",
        "占据",
        "冲破",
        "卷入",
        "涌入",
        "涌进",
        "涌向",
        "涌到",
        "参加",
        "参与",
    ]
)
_BACK = 60
_TOOK_PART = frozenset({"参加", "参与"})
# 五千人联名请愿: they only signed.
_ASKED = re.compile("请愿")
_SIGNED = re.compile("联名|签名|签署|署名|网络|网上|线上|网友|网民|粉丝|影迷|玩家")
_ONLINE = re.compile("网友|网民|微博|直播间|官网|网站|评论区|小程序|公众号|留言|投票")
# 破获特大赌博案，参与人员5000余人: who is charged with it, not who came together.
_CASE = re.compile("(?:破获|侦破|捣毁|打掉|告破)[^。；]{0,20}(?:案|窝点|团伙|平台)|涉案金额")
# 1200名学生参加“拒绝打架斗殴”签名活动; 12名犯人在文艺汇演中表演《越狱》.
_LESSON = re.compile("班会|普法|讲座|签名活动|知识竞赛|主题教育|宣传[日周月]")
_STAGED = re.compile("文艺|表演|演出|汇演|《")
_ERA = re.compile("民国|文革|抗战(?!老兵)|解放战争|辛亥|五四运动|五卅|清末|明末|老照片")
_LONG_AGO = re.compile(r"(?<!\d)1(?:[0-8]\d\d|9[0-7]\d)年(?:代)?(?![^，。；]{0,6}?(?:建|成立|投产|创办|修))")
# 因1975年征地遗留问题，4月4日…
_TODAY = re.compile(r"至今|以来|遗留|一直|[今昨前][天日晚早]|近日|日前|(?<![年\d])\d{1,2}月\d{1,2}日")
# 1500人因塌方阻断国道滞留: nobody of them stopped it.
_NATURE = re.compile("塌方|滑坡|泥石流|落石|[大暴积风]雪|洪水|山洪|暴雨|积水|结冰|地震|车祸|事故|施工")
# 派出干部1200名参加: on duty.
_ON_DUTY = re.compile("党员|干部|干警|志愿|代表|委员")
_CLAUSE_END = re.compile("[，；。！？\n]")


def _of_others(text: str, match: re.Match[str], around: str) -> bool:
    """Whether those counted are soldiers or players, only signed something, or did it generations ago."""
    joined = match["joined"]
    if _SOLDIERS.search(around) or (joined in _BY_FORCE and _PLAYERS.search(around)):
        return True
    looked = max(0, match.start() - _BACK)
    opens = max(looked - 1, *(text.rfind(mark, looked, match.start()) for mark in "。！？\n")) + 1
    behind = _CLAUSE_END.search(text, match.end(), match.end() + _BACK)
    closes = behind.start() if behind else match.end() + _BACK
    if joined in _BY_FORCE and _ONLINE.search(text, match.start(), closes):
        return True
    if _LESSON.search(text, opens, closes) or _STAGED.search(match[0]):
        return True
    if joined == "参与" and _CASE.search(text, opens, match.end() + 12):
        return True
    if joined == "阻断" and _NATURE.search(text, match.start(), match.start("joined")):
        return True
    if joined in _TOOK_PART and _ON_DUTY.search(
        text, max(opens, text.rfind("，", opens, match.start())), match.end()
    ):
        return True
    if _ASKED.search(text, match.start(), match.end() + 8) and _SIGNED.search(text, opens, match.end()):
        return True
    if _ERA.search(text, opens, match.end()):
        return True
    return _LONG_AGO.search(text, opens, match.end()) is not None and not _TODAY.search(
        text, opens, match.end()
    )


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people took part in something, what they did (``joined``: 围堵, 聚集), and where the clean field says so.

    ``named``: the text gives the number; 数百人 names none, and the figure is the least that it can mean.
    """

    figure: Figure
    joined: str
    part: Literal["title", "text"]
    start: int
    end: int
    named: bool = True


def find_crowd(title: CleanText, text: CleanText, reported: date | None = None) -> Crowd | None:
    """The highest stated number of people who took part in a gathering or an affray."""
    best: Crowd | None = None
    for name, clean in fields(title, text):
        joined, prison = _JOINED_GATE.search(clean.text), _PRISON.search(clean.text)
        if not (joined or prison):
            continue
        origins, told = Origins(clean.text), Told(clean.text, reported)
        found = told.find(_JOINED_GATE, *_GATHERED) if joined else []
        if prison and _RISING_GATE.search(clean.text):
            found += told.find(_RISING_GATE, _PRISONERS)
        for match in found:
            number = read_number(
                match["digits"], match["before"] or "", match["after"] or match["more"] or ""
            )
            around = match[0] + re.split("[，。；]", clean.text[match.end() : match.end() + 6])[0]
            named = number.value is not None
            value = number.value if named else least_of(match["digits"])
            if value is None or _NOT_JOINED.search(around) or _of_others(clean.text, match, around):
                continue
            if best is None or value > best.figure.value:
                place = place_of(name, clean, *match.span())
                bound = number.bound if named else "at_least"
                figure = Figure(int(value), bound, origins.at(match.start()), (place,))
                best = Crowd(figure, match["joined"], place.field_name, *match.span(), named)
    return best
