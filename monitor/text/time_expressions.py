"""Time expressions in running text: 昨天下午1点多, 7日凌晨, 当日, 两小时前, and what day and hour they mean by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from monitor.text.alternation import screened
from monitor.text.festivals import FESTIVAL, festival_day
from monitor.text.numerals import read_number
from monitor.values import value

_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3}|零[一二三四五六七八九]?|[〇])"
_YEAR = r"(?:(?P<year>(?:19|20)\d{2}|二[〇零○][〇零○一二三四五六七八九]{2})年|(?P<near>去年|前年|今年)的?)"
_RELATIVE = {
    "大前天": -3, "前天": -2, "前日": -2, "前晚": -2, "前夜": -2, "前儿": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨夜": -1, "昨儿": -1,
    "大前晚": -3, "大前儿": -3, "昨晨": -1, "昨早": -1, "昨儿个": -1, "昨个": -1, "前儿个": -2, "今儿个": 0, "昨": -1, "今天": 0, "今日": 0, "今晨": 0, "今早": 0, "今晚": 0, "今晌": 0, "今儿": 0, "今": 0,
}  # fmt: skip
_SAME = (
    "当天|当日|当晚|当夜|同日|同一天|次日|翌日|第二天|第二日|隔天|隔日|转天|前一[天日晚夜]|头一[天晚夜]|头天"
)
_AFTER_SAME = {"次日": 1, "翌日": 1, "第二天": 1, "第二日": 1, "隔天": 1, "隔日": 1, "转天": 1, "前一天": -1, "前一日": -1, "前一晚": -1, "前一夜": -1, "头一天": -1, "头一晚": -1, "头一夜": -1, "头天": -1}  # fmt: skip
_PART = "[早晚]高峰|大半夜|大晚上|大中午|大下午|[深三]更半夜|上半夜|子夜|夜半|拂晓|黎明|前半晌|后半晌|午前|[一大]?清早|一大早|大早上|前半夜|后半夜|下半夜|头晌|晌午|后晌|擦黑|傍黑|凌晨|清晨|早晨|早上|早间|上午|中午|午间|正午|午后|下午|傍晚|晚上|晚间|深夜|午夜|夜间|夜晚|夜里|半夜|入夜|晨|早|晚|夜"
# 23时两车相撞 is eleven: a lone numeral is a minute only before 分.
_MINUTE = r"(?:\d{1,2}(?!\d)(?=分)|\d{2}|[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九]?|[一二两三四五六七八九](?=分))"
# 2号引水洞, 3号泊位, 1号高炉: a number that names a thing and no day.
_NUMBERED = (
    "(?:[^，。；、\\s\\d一二三四五六七八九十]{0,3}?(?:炉|井|泊位|锅|釜|罐|仓|墩|隧|引水洞|车间|厂房|塔吊|窑|巷|斜坡|工作面|标段|航站|桩|泵|皮带|胶带|变压|主变|配电|柜|缸|煤|机组|电石|反应|污水|管线|阀|卫星|火箭)|"
    "[^，。；、\\s\\d一二三四五六七八九十]?(?:楼|院|线|机|地铁|桥|洞|库|塔|电?梯|磨|[井坡]|门|[入出路井窗]口|馆|栋|单元|地块|站|码头|[船舶艇舱]|跑道|公寓|宿舍|病[房区]|台(?!风)|车厢|坑|池|坝|闸|棚|座|铺|摊|灶|床|箱|槽|渣|岛|球|文件|令|公告|通告|生产|储|屋|社|村|屯|缆车|索道|农场|林场|镇(?!政府|里|上|长|领导|干部|党委)|乡(?!政府|里|长|亲|党委|干部)|组|牌|店)|"
    "、[一-鿿]{1,3}[两二三四五六][个座](?:乡镇|镇|乡|村|屯)|"
    "(?:[上中下]铺|道(?![歉路])|，靠(?:过道|走道|窗|门)|(?:[是的]|坐着?|躺着?|住着?)(?:一?[个位名])?[^，。；]{0,10}?(?:阿姨|大[爷妈叔哥姐娘]|大伯|小伙|姑娘|乘客|旅客|病友|病人|选手)))"
)
_PRISON = "(?<!拘留)(?<!停业)(?<!停产)(?<!整顿)(?<!停课)(?<!放假)(?<!拘役)(?<!歇业)"
"""五日 of detention or closure is no day of the month."""
_NEARLY = "(?:大概|大约|约摸?|将近|接近|临近|差不多|快到?|不到|刚过|刚到|近)"
_CLOCK = (
    rf"(?:(?P<hour>{_N})(?:时整?|点钟|点整?)(?!间|候|代|装|名|评|滴|儿|建议|意见|要求|问题|诉求|疑[问点]|原因|希望|看法|声明|说明|理由|对策|启示|体会|措施|举措|做法|经验|安排|任务|承诺|共识|感受|收获|注意|提示|提醒|倡议|认识|工作|点(?!\\d)|[零一二三四五六七八九\d]{{1,4}}[级度]|[一二两三四五六七八九]级)"
    rf"(?:(?P<half>半|一刻|三刻)|(?P<minute>{_MINUTE})分?(?!之|钟|[人名个级日月余多来几]))?(?:\d{{1,2}}秒)?|"
    r"(?P<hh>[01]?\d|2[0-4])[:：](?P<mm>[0-5]\d)(?:[:：][0-5]\d)?(?!\d))"
)
_DAY = (
    rf"(?:{_YEAR}?(?:(?P<month>{_N}|元)(?:月(?:份)?|\.(?=\d{{1,2}}[日号](?!{_NUMBERED}|楼)))|(?P<this>本|上|这)个?月(?:的(?={_N}[日号](?!{_NUMBERED})))?)(?:(?P<day>{_N})(?:日|号(?!楼(?![里上下梯])|栋|机组|井[下口]|车间))(?![本元])|的?(?P<edge>最后一[天日]|[头第]一[天日]))|"
    rf"(?<![\d第每续后月])(?<!(?<!附)近)(?<!(?<![门楼馆店校院站府厦])前)(?<!\d\.)(?<!(?<![格干旺加里吉安])达){_PRISON}(?P<bare>{_N})(?:日|号(?!{_NUMBERED}|多?人(?!民)|来人))(?![本元常内前均游化线楼院]|[三两]餐|后(?!半夜|晌))(?!夜(?:以继|兼程|不|赶|奋|守|坚))|"
    rf"(?P<relative>{'|'.join(sorted(_RELATIVE, key=len, reverse=True)[:-2])}|[昨今](?=凌晨|上午|下午|中午|[早晚晨]))|(?P<same>{_SAME})|"
    rf"(?P<week>上|本|这)?(?:个?(?:周|星期|礼拜))(?P<weekday>[一二三四五六日天])(?![报刊期年边])|(?P<ago>\d{{1,2}}|[一二两三四五六七八九十])(?:天|日)前|(?P<weeks>[1-9]|[一二两三四五六])个?(?:周|星期|礼拜)(?:之|以)?前(?!的?(?:{_N}[月日号]|周|星期))|"
    rf"(?P<festival>{FESTIVAL})(?:(?P<eve>的?前一[天日晚]|前夜)|当[天日])?)"
)
_PAREN = r"（(?:周|星期|农历|昨|今|前|元|除|大年|正月|腊月|[^）\d]{1,5}时间(?=）)|\d{1,2}[日号]|\d{1,2}月)[^）]{0,8}）"
# 今天（11月19日）, 昨晚（23日晚）.
_SPELLED_OUT = re.compile(r"（(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})[日号]")
_BEFORE_ONE = frozenset("到至在约近过差晨早午晚夜里天日") | {""}
_OF_A_BIT = tuple("都也没不无小问儿点东用")
_YEARS_AGO, _YEARS_AGO_CHARS = re.compile(rf"(?:({_N})年前|去年)的?$"), 6
"""五年前的今天 is a day of five years ago."""
_IN_YEAR = re.compile("((?:19|20)\\d\\d)年的$")
"""2016年的今天."""
_SENT_LATE = timedelta(days=30)
_EXPRESSION = re.compile(
    rf"(?:(?P<iso>(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}})|{_DAY})?(?P<sep>\s?(?:{_PAREN}|[，,]?(?:北京时间|当地时间)|的(?={_PART}))?\s?)"
    rf"(?P<part>{_PART})?(?:的|时分)?(?:{_NEARLY}\s?(?=[\d零〇一二两三四五六七八九十]))?\s?{_CLOCK}?(?P<tail>许|左右|多|前后)?"
)
_SINCE = screened(
    r"(?P<half>半)个?多?(?:小时|钟头)(?:多)?(?:之|以)?前|(?P<count>\d{1,3}|十几|二十[几来]|[一二两俩三四五六七八九十]{1,3}|几)(?P<more>多)?来?个?(?:半|多)?(?P<unit>小时|钟头|分钟)(?:多)?(?:之|以)?前(?!后)"
)
_JUST = re.compile(
    "刚才(?![零一二两三四五六七八九十\\d]{1,3}[点时:：])|(?:(?<![一-鿿])|(?<=就))刚刚(?![一-鿿]{0,2}[的从])"
)
_LASTS = re.compile(
    f"(?:罢工|罢运|罢课|停工|停运|停课|停产|停水|断水|停电|断电|停气|停暖|停热|被困|受困|失联|失踪|堵路|堵门|静坐|围堵|封路)[^，。；！？第已\\n\\d]{{0,4}}"
    f"(?:第(?P<nth>{_N})天|(?:已经?|了|(?=[^，。；]{{0,9}}天了))(?:整整)?(?P<days>{_N})天(?!内|左右|后))"
)
# 每年七月二十八 … 1976年的那天凌晨.
_THAT_DAY = re.compile(
    "(?P<year>(?:19|20)\\d\\d)年的?[这那同]一?天(?P<part>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|夜里)?"
)
_KEPT_DAY = re.compile(f"(?:每年|年年|每到|又是|又到|一到)[^，。；\\d]{{0,4}}?(?P<month>{_N})月(?P<day>{_N})")
_PUT_RIGHT = 12
_NUMERALS = r"\d零〇○一二两三四五六七八九十"
# Whether an expression can begin is told by a few characters: 今天 and 3月5日, but neither 今后 nor 一些, and no year or month without
# its day. One class of characters in front: the engine skips to it many times faster than to one of several beginnings.
_OF_MONTH = f"月份?(?:[{_NUMERALS}初廿]|的?[最头第])"
_START = re.compile(
    f"[隔转{_NUMERALS}今昨前大当同次翌第上本这去周星礼凌清早晨中午正下傍晚深夜半入除年元端国劳儿圣情冬腊跨农阴重小龙平教后头擦子拂黎初]"
    f"(?:(?<=[{_NUMERALS}])(?:(?=[{_NUMERALS}]{{0,3}}(?:[日号时点:：]|[.]\\d{{1,2}}[日号]|天前|{_OF_MONTH}))|(?=[{_NUMERALS}]{{3}}年[{_NUMERALS}元]{{1,3}}{_OF_MONTH})"
    r"|(?=\d{3}[./-]\d)"
    f"|(?=个?[周星礼])|(?=[大清早]|夕|更)|(?<=[五十])(?=一))"
    f"|(?<![{_NUMERALS}年第本同当])(?=[天日晨早晚夜晌儿年凌上下中半一前地清概约二周个星礼月期拜午元秋后黑更夕旦庆动童诞人阳抬安师历宵八至明间里高的时大将接临差不快刚近三四五六]|\\s|[{_NUMERALS}])"
    "|(?<=年)(?=三)|(?<=第)(?=二)|(?<=本)(?=[个月周星礼])|(?<=同)(?=[日一])|(?<=当)(?=[天日晚夜地]))"
)
# The first letter of any sign in one class, then what must stand behind it, if it is none by itself.
_GATE = re.compile(
    r"[日号时点昨今晨晚前周初:：/\-\d一二两三四五六七八九十隔转当第早星除元端中国正冬腊农阴重小跨圣清刚]"
    r"(?:(?<=[日号时点昨今晨晚前周初:：/-])|0(?<=20)\d\d\.\d|天(?<=[隔转当\d一二两三四五六七八九十]天)|二(?<=第二)天|高(?<=早高)峰"
    "|期(?<=星期)|夕(?<=[除七]夕)|宵(?<=元宵)|午(?<=端午)|[秋元](?<=中[秋元])|庆(?<=国庆)|月(?<=[正冬腊]月)|历(?<=[农阴]历)|阳(?<=重阳)"
    "|年(?<=[小跨]年)|诞(?<=圣诞)|早(?<=清早)|明(?<=清明)|至(?<=冬至)|旦(?<=元旦)|一(?<=五一)|[才刚](?<=刚[才刚]))"
)
_SENTENCE = re.compile(r"[^。！？\n；]+")
_AHEAD, _DAYS_AHEAD = timedelta(days=60), timedelta(days=10)
"""A day of the calendar without its year that lies so little ahead is the one to come, and so is the next eighteenth of a forecast."""
# 经过两日努力, 历时三日: so long it took; nobody writes the second of the month with 两.
_LASTED = re.compile(rf"(?:两|(?:经过|历经|历时|连续|为期|长达|整整|仅用|用了|奋战|耗时)了?近?{_N})[日号]$")
_RANGE_OPENS, _RANGE_CHARS = re.compile(rf"(?P<month>{_N})月(?P<day>{_N})日?(?:[-—－–~～至到、]|——)$"), 9
_FORETOLD = re.compile(
    "预计|预报|预测|未来|将[于有在迎会出起继再对]|将(?:进行|实施|开展|举行|举办)|或将|即将|拟[于在]|计划[于在]|多云|阵雨|℃|摄氏度|气温|降温|防御|防范|提前|敬请|届时"
)


@value
class Said:
    """One time expression, resolved as far as it goes by itself.

    ``day`` is None where only an hour is said, ``clock`` where only a day is; ``follows`` marks 当日 and 次日, whose day is the
    one last named, ``days_on`` days on; ``plus_days`` is how much later the clock lies (昨夜1时); ``moment`` is set by itself (两小时前; 刚才 is the
    moment of the report, and its day where the report has no hour).
    ``lasting`` tells how long the happening has gone on (罢工第三天).
    ``remembered`` marks a day of a year long gone that is kept every year (2009年的这天).
    """

    start: int
    end: int
    sentence: tuple[int, int]
    day: date | None = None
    clock: tuple[int, int] | None = None
    part: str = ""
    follows: bool = False
    days_on: int = 0
    plus_days: int = 0
    moment: datetime | None = None
    lasting: bool = False
    remembered: bool = False


def may_tell_time(text: str) -> bool:
    """Whether :func:`read_expressions` may find anything: a glance that most headlines do not pass."""
    return _GATE.search(text) is not None or "年的" in text


def read_expressions(text: str, now: datetime, written: date) -> Iterator[Said]:
    """All time expressions of a text from left to right; days that lie ahead are left out.

    ``now`` is the time of the report, ``written`` the day from which 昨天 counts.
    """
    today = now.date()
    # Which signs the text holds at all: few sentences need be asked for them.
    day, before, just_now = "天" in text, "前" in text, "刚" in text
    kept = day and "年的" in text
    gate = _GATE.search(text)
    for sentence in _SENTENCE.finditer(text):
        start, end = span = sentence.span()
        if kept and text.find("年的", start, end) >= 0 and text.find("天", start, end) >= 0:
            yield from _kept_every_year(text, span, today)
        if gate is None or gate.start() >= end:
            continue
        gate = _GATE.search(text, end)
        for match in _matches(text, start, end):
            said = _read(match, span, today, written)
            if said is not None:
                yield said
        if before and text.find("前", start, end) >= 0:
            for since in _SINCE.finditer(text, start, end):
                yield Said(*since.span(), span, moment=now - _duration(since))
        if just_now and text.find("刚", start, end) >= 0:
            for just in _JUST.finditer(text, start, end):
                if _SINCE.search(text, just.end(), just.end() + _PUT_RIGHT):
                    continue  # 刚才，四十分钟前吧
                # A clock that ran from midnight would be over before anybody could have answered.
                yield Said(*just.span(), span, day=today, moment=now)
        if day and text.find("天", start, end) >= 0:
            yield from _lasting(text, span, written)


def _kept_every_year(text: str, sentence: tuple[int, int], today: date) -> Iterator[Said]:
    """``每年十一月十八，他们要一起吃顿饭。2009年的这天，…``: the day of that year, as the text named it before."""
    for match in _THAT_DAY.finditer(text, *sentence):
        named = [*_KEPT_DAY.finditer(text, 0, match.start())]
        try:
            day = (
                date(_int(match["year"]), _int(named[-1]["month"]), _int(named[-1]["day"])) if named else None
            )
        except ValueError:
            continue
        if day is not None and day < today:
            yield Said(*match.span(), sentence, day=day, part=match["part"] or "", remembered=True)


def _lasting(text: str, sentence: tuple[int, int], written: date) -> Iterator[Said]:
    """罢工第三天, 停水已经两天: the day on which what still lasts began."""
    for match in _LASTS.finditer(text, *sentence):
        days = _int(match["nth"]) - 1 if match["nth"] else _int(match["days"])
        yield Said(match.start(), match.end(), sentence, day=written - timedelta(days=days), lasting=True)


def _matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Time expressions from left to right; all their parts are optional, so they are tried only where one can begin."""
    while begin := _START.search(text, start, end):
        match = _EXPRESSION.match(text, begin.start(), end)
        start = max(match.end() if match else 0, begin.end())
        if match and match.end() > match.start():
            yield match


_VAGUE = {"几": 5, "十几": 15, "二十几": 25, "二十来": 20}
"""Minutes or hours that are told without counting."""


def _duration(match: re.Match[str]) -> timedelta:
    if match["half"]:
        return timedelta(minutes=30)
    said = match["count"]
    count = _VAGUE.get(said) or _int(said.replace("俩", "两"))
    return timedelta(minutes=count) if match["unit"] == "分钟" else timedelta(hours=count)


def _read(match: re.Match[str], sentence: tuple[int, int], today: date, written: date) -> Said | None:
    clock, plus = _clock(match)
    follows = match["same"] is not None
    by_words = match["relative"] or match["weekday"] or match["ago"] or match["weeks"]
    day = None if follows else _day(match, written if by_words else today)
    if (day is not None and _is_none(match, day, sentence, today)) or _is_a_bit(match):
        return None
    if (day is None and clock is None and not follows) or (day is not None and day > today):
        return None
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    part = _part(match)
    return Said(
        start,
        match.end(),
        sentence,
        day,
        clock,
        part,
        follows=follows,
        days_on=_AFTER_SAME.get(match["same"] or "", 0),
        plus_days=plus,
    )


def _is_a_bit(match: re.Match[str]) -> bool:
    """活泼一点, 一点都不: no hour."""
    if match[0] == "一时":  # 风光一时 is no hour, 到一时 may be
        return match.string[match.start() - 1 : match.start()] not in _BEFORE_ONE
    if match[0] != "一点":
        return False
    before = match.string[match.start() - 1 : match.start()]
    return before not in _BEFORE_ONE or match.string.startswith(_OF_A_BIT, match.end())


def _is_none(match: re.Match[str], day: date, sentence: tuple[int, int], today: date) -> bool:
    """Whether what was taken for the last such day is none: the next one, in a forecast (18日多云，周一仍有大雨), or how long something took."""
    if match["bare"] and _LASTED.search(match.string, max(0, match.start() - 4), match.end()):
        return True
    if match["bare"]:
        opens = _RANGE_OPENS.search(match.string, max(0, match.start() - _RANGE_CHARS), match.start())
        if opens and _opens_ahead(opens, today):
            return True
        ahead = timedelta(days=_int(match["bare"]) - today.day)
        near = timedelta() < ahead <= _DAYS_AHEAD
    else:
        monday = today - timedelta(days=today.weekday())
        # 本周六 in a plan made on Tuesday is the one to come.
        this_week = match["week"] in ("本", "这") and day < monday
        near = match["weekday"] is not None and (this_week or match["week"] is None) and day < today
    return near and _FORETOLD.search(match.string, *sentence) is not None


def _opens_ahead(opens: re.Match[str], today: date) -> bool:
    """9月7日-9日, told in August: the ninth is that of the month to come, too."""
    try:
        return today < date(today.year, _int(opens["month"]), _int(opens["day"])) <= today + _AHEAD
    except ValueError:
        return False


def _part(match: re.Match[str]) -> str:
    """The part of the day that stands there, or in the name of the day (昨晚, 当夜, 除夕夜)."""
    name = (match["relative"] or match["same"] or match["festival"] or "")[-1:]
    return match["part"] or (name if name in ("晚", "夜", "早", "晨") else "")


def _day(match: re.Match[str], today: date) -> date | None:
    try:
        return _named_day(match, today)
    except (ValueError, OverflowError):
        return None


def _named_day(match: re.Match[str], today: date) -> date | None:
    if match["iso"]:
        year, month, day = (int(x) for x in re.split("[-/.]", match["iso"]))
        return date(year, month, day)
    if match["day"] or match["edge"]:
        return _calendar_day(match, today)
    if match["bare"]:
        return _latest(today, _int(match["bare"]))
    if match["relative"]:
        meant = _spelled_out(match, today) or today + timedelta(days=_RELATIVE[match["relative"]])
        ago = _YEARS_AGO.search(match.string, max(0, match.start() - _YEARS_AGO_CHARS), match.start())
        if ago:
            return meant.replace(year=meant.year - (_int(ago[1]) if ago[1] else 1))
        then = _IN_YEAR.search(match.string, max(0, match.start() - _YEARS_AGO_CHARS), match.start())
        return meant.replace(year=int(then[1])) if then else meant
    if match["weekday"]:
        return _week_day(match, today)
    if match["ago"]:
        return today - timedelta(days=_int(match["ago"]))
    if match["weeks"]:
        return today - timedelta(weeks=_int(match["weeks"]))
    if match["festival"] is None:
        return None
    feast = festival_day(match["festival"], today)
    return feast - timedelta(days=1) if feast and match["eve"] else feast


def _spelled_out(match: re.Match[str], today: date) -> date | None:
    """The date behind 今天（5月13日）, which holds whenever the report was sent off."""
    said = _SPELLED_OUT.search(match["sep"])
    day = day_of_month(said["month"], said["day"], today) if said else None
    return day if day is not None and today - day <= _SENT_LATE else None


def _week_day(match: re.Match[str], today: date) -> date:
    wanted = "一二三四五六日".index(match["weekday"].replace("天", "日"))
    if match["week"] == "上":
        return today - timedelta(days=today.weekday() - wanted + 7)
    return today - timedelta(days=(today.weekday() - wanted) % 7)


def _calendar_day(match: re.Match[str], today: date) -> date:
    if match["edge"] and not match["edge"].startswith("最"):
        day = 1
    else:
        day = _int(match["day"]) if match["day"] else _last_day(match, today)
    if match["this"]:
        month_end = today if match["this"] != "上" else today.replace(day=1) - timedelta(1)
        return _latest(month_end, day)
    month = _int(match["month"])
    year = _int(match["year"]) if match["year"] else _year_before(match, month)
    if year:
        return date(year, month, day)
    if match["near"]:
        return date(today.year - ("今年", "去年", "前年").index(match["near"]), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year <= today + _AHEAD else date(today.year - 1, month, day)


# 2015年8月间，工人仍被安排下井，8月11日发生爆炸; 2009年10月至次年1月.
_YEAR_SAID = re.compile(
    r"((?:19|20)\d\d)年(?:(\d{1,2})月(?!\d{1,2}日?(?:讯|电|消息))(?:\d{1,2}日)?(?:(?:至|到|—|-)(?:同年)?(\d{1,2})月)?)?"
)
_SAME_YEAR = ("同年", "当年", "那年", "该年", "这一年")
_YEAR_CHARS = 60


def _year_before(match: re.Match[str], month: int) -> int | None:
    """The year of a day without one, where the sentence has said its month with the year, or 同年 points back at it."""
    text, start = match.string, match.start()
    at = text.rfind("年", max(0, start - _YEAR_CHARS), start)
    if at < 0 or match["near"]:
        return None
    same = text.endswith(_SAME_YEAR, 0, start)
    begin = max(text.rfind("。", 0, start) + 1, text.rfind("\n", 0, start) + 1) if not same else 0
    years = [*_YEAR_SAID.finditer(text, max(begin, start - _YEAR_CHARS * (1 + 2 * same)), start)]
    if not years:
        return None
    said = years[-1]
    if same:
        return int(said[1])
    first = int(said[2]) if said[2] else 0
    return int(said[1]) if first and first <= month <= int(said[3] or first) else None


def _last_day(match: re.Match[str], today: date) -> int:
    """The last day of the month that is named; of this month in another year where it is yet to come."""
    month = _int(match["month"]) if match["month"] else (today.replace(day=1) - timedelta(1)).month
    if match["this"] in ("本", "这"):
        month = today.month
    year = _int(match["year"]) if match["year"] else today.year - (month > today.month)
    first_after = date(year + month // 12, month % 12 + 1, 1)
    return (first_after - timedelta(days=1)).day


def day_of_month(month: str | None, day: str, today: date) -> date | None:
    """The last such day that is not ahead, ``month`` as it is written or None; None for a day that does not exist."""
    try:
        if month is None:
            return _latest(today, _int(day))
        this_year = date(today.year, _int(month), _int(day))
        return this_year if this_year <= today else date(today.year - 1, _int(month), _int(day))
    except ValueError:
        return None


def _latest(today: date, day: int) -> date:
    """The last such day of a month that is not ahead."""
    if day <= today.day:
        return today.replace(day=day)
    return (today.replace(day=1) - timedelta(days=1)).replace(day=day)


NIGHT = frozenset(
    {
        "晚上",
        "晚间",
        "深夜",
        "夜间",
        "夜晚",
        "夜里",
        "半夜",
        "午夜",
        "入夜",
        "前半夜",
        "上半夜",
        "大半夜",
        "大晚上",
        "深更半夜",
        "三更半夜",
        "子夜",
        "夜半",
        "晚",
        "夜",
    }
)
"""Parts of the day whose hours run past midnight."""
_AFTERNOON = frozenset({"下午", "午后", "傍晚", "后晌", "后半晌", "大下午", "擦黑", "傍黑", "晚高峰"})
_NOON = frozenset({"中午", "午间", "正午", "晌午", "大中午"})
_EVENING = frozenset({"晚上", "晚间", "晚"})
"""8日晚1时 is told of the night that ended on the ninth."""
_EARLIEST_EVENING = 5
"""晚上5点 is said on a winter's day; nobody calls five in the morning so."""
_SMALL_HOURS = frozenset({"后半夜", "下半夜"})


def _clock(match: re.Match[str]) -> tuple[tuple[int, int] | None, int]:
    """Hour and minute on the 24-hour clock, and how many days later that is (昨夜1时, 晚12时)."""
    if match["hh"]:
        hour, minute = int(match["hh"]), int(match["mm"])
    elif match["hour"]:
        hour = _int(match["hour"])
        minute = {"半": 30, "一刻": 15, "三刻": 45}.get(match["half"] or "", _int(match["minute"] or "0"))
    else:
        return None, 0
    if hour > 24 or minute > 59:
        return None, 0
    return _on_24_hours(hour, minute, match)


def _on_24_hours(hour: int, minute: int, match: re.Match[str]) -> tuple[tuple[int, int], int]:
    part = _part(match)
    night = part in NIGHT
    if hour == 24 or (night and hour == 12):
        return (0, minute), 1
    if part == "凌晨" and hour == 12:
        return (0, minute), 0
    if (clock := in_part((hour, minute), part)) != (hour, minute):
        return clock, 0
    if part in _EVENING and hour < 4 and (match["day"] or match["bare"]):
        return (hour, minute), 1
    # 昨天半夜两点 is told of the night that ended today.
    late = (night or part in _SMALL_HOURS) and hour < 5 and (match["relative"] or "")[:1] in ("昨", "前")
    return (hour, minute), int(late)


def in_part(clock: tuple[int, int], part: str) -> tuple[int, int]:
    """An hour of the clock face on the 24-hour clock, by the part of the day that it lies in (下午3点: 15)."""
    hour, minute = clock
    later = part in _AFTERNOON or (part in NIGHT and hour >= 6) or (part in _NOON and hour < 4)
    later = later or (part in _EVENING and hour == _EARLIEST_EVENING)
    return (hour + 12, minute) if hour < 12 and later else clock


@lru_cache(maxsize=1000)
def _int(text: str) -> int:
    if text == "元":
        return 1
    return int(read_number(text).value or 0) if not text.isascii() else int(text)
