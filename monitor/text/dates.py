"""When it happened: the time of the happening that a report tells, not that of the report, the rescue or a comparison.

A day said earlier and an hour said later belong together. A part of the day without an hour (7日凌晨) is the bare day.
Nothing lies after the reference time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from monitor.clock import SHANGHAI
from monitor.text.numerals import read_number

_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3}|零[一二三四五六七八九]?|[〇])"
_YEAR = r"(?:(?P<year>(?:19|20)\d{2}|二[〇零○][〇零○一二三四五六七八九]{2})年)"
_RELATIVE = {
    "大前天": -3, "前天": -2, "前日": -2, "前晚": -2, "前夜": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨夜": -1,
    "昨晨": -1, "昨早": -1, "昨": -1, "今天": 0, "今日": 0, "今晨": 0, "今早": 0, "今晚": 0, "今晌": 0, "今": 0,
}  # fmt: skip
_SAME = "当天|当日|当晚|当夜|同日|同一天|次日|翌日|第二天"
_PART = "凌晨|清晨|早晨|早上|早间|上午|中午|午间|正午|午后|下午|傍晚|晚上|晚间|深夜|午夜|夜间|夜里|半夜|入夜|晨|早|晚|夜"
_CLOCK = (
    rf"(?:(?P<hour>{_N})(?:时|点钟|点)(?!间|候|代|装|名|评|滴|[零一二三四五六七八九\d]{1, 4}[级度])(?:(?P<half>半|一刻|三刻)|(?P<minute>{_N})分?(?!之|钟))?(?:\d{{1,2}}秒)?|"
    r"(?P<hh>[01]?\d|2[0-4])[:：](?P<mm>[0-5]\d)(?:[:：][0-5]\d)?(?!\d))"
)
_DAY = (
    rf"(?:{_YEAR}?(?:(?P<month>{_N})月|(?P<this>本|上)个?月)(?P<day>{_N})[日号](?![本元])|"
    rf"(?<![\d第近每续后前达月])(?P<bare>{_N})日(?![本元常内后前均游化])(?!夜)|"
    rf"(?P<relative>{'|'.join(sorted(_RELATIVE, key=len, reverse=True)[:-2])}|[昨今](?=凌晨|上午|下午|中午|[早晚晨]))|(?P<same>{_SAME})|"
    r"(?P<week>上|本|这)?(?:个?(?:周|星期|礼拜))(?P<weekday>[一二三四五六日天])(?![报刊期年])|(?P<ago>\d{1,2}|[一二两三四五六七八九十])(?:天|日)前)"
)
_EXPRESSION = re.compile(
    rf"(?:(?P<iso>(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}})|{_DAY})?(?P<sep>\s?(?:（(?:周|星期|农历|昨|今|前|元|除|大年|正月)[^）]{{0,8}}）|[，,]?(?:北京时间|当地时间))?\s?)"
    rf"(?P<part>{_PART})?(?:的)?(?:大概|大约|约)?\s?{_CLOCK}?(?P<tail>许|左右|多|前后)?"
)
_START = re.compile(
    "[\\d零〇一二两三四五六七八九十今昨前大当同次翌第上本这周星礼凌清早晨中午正下傍晚深夜半入]"
)
_GATE = re.compile("[日号时点昨今晨晚前]|当天|周|星期|[:：/-]")
_SENTENCE = re.compile(r"[^。！？\n；]+")

_REPORT_BEHIND = re.compile(
    r"\s?(?:电(?!梯|线|缆|动|力|厂|站|杆|信|路|瓶|器|击|焊|池)|讯|消息|信息|报道|援引|的?(?:最新)?通报|，?记者|，?(?!据)[^，。；]{0,10}(?:确认|证实|回应|宣布|披露|透露|介绍说)|晚间?从|[（(]记者|[（(]通讯员|记者|[早晚]?(?:间)?(?:上午|下午)?(?:从|向|就|在[^，。]{0,12}(?:表示|宣布))|获悉|了解到|通报|发布|说，|称|宣布|披露|表示|证实|召开|公布|介绍|作出|批示|透露|致电|刊文|发表|[^，。；]{0,10}(?:发布消息|发布通报|新闻发布会|获悉|了解到|证实|宣布|透露|披露|表示))"
)
_REPORT_FRONT = re.compile("(?:截至|截止|截止到|截至到|记者|直到|持续至?|至|到|与|于.{0,4}月)$")
_AFTERMATH = re.compile(
    "扑灭|抢救无效|不治|送往|送至|送到|送医|转院|赶到|赶赴|抵达|恢复|通车|救出|解除|结束|出院|治疗|得到控制|获救|抓获|落网|自首|"
    "熄灭|清理|打捞|找到|看望|慰问|祭|下葬|追悼|投案|侦破|告破|启动|成立|返回|脱险|回忆|采访"
)
_HAPPENING = re.compile(
    "发生|突发|事发(?!现场|地|当|路段|后)|出事(?!车|现场|地)|起火|着火|失火|相撞|追尾|连撞|撞|侧翻|翻车|翻入|坠|爆炸|坍塌|垮塌|倒塌|塌|爆燃|闪爆|中毒|呕吐|不适|腹泻|泄漏|泄露|地震|震感|"
    "溺|袭击|遇难|身亡|死亡|受伤|被困|失踪|失联|暴雨|洪水|决堤|溃|滑坡|泥石流|聚集|围堵|砍|大火|火灾|事故|遭|燃烧|触电|踩踏|晕倒|火警|被埋|透水|沉没|突然|报警|接警|接报|枪"
)
_ROUTINE = re.compile(
    "(?:营业|上班|下班|工作|办公|办理|开放|服务|作息|上课|放学|运营|起飞|发车|报名|截止)(?:时间)?[:：为是]?$"
)
_HAPPENED_AT = re.compile(
    r"(?:发生(?:在|于|时间为?)|事发(?:时间)?|(?:北京|起火|着火|爆炸|坍塌|案发|出事|(?:^|[，。；\s]))时间[:：为是]?|爆发于|案发)[^，。；]{0,6}$"
)
_COMPARISON = re.compile(
    "去年|前年|往年|历史上|此前|曾|上一次|上次|同期|周年|年前|当年|第[一二三四五六七八九十\\d]{1,4}起"
)


_NEAR_CHARS = 60


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The time of the happening (aware, Asia/Shanghai) or its bare day, and the words ``[start, end)`` that tell it."""

    value: datetime | date
    start: int
    end: int

    @property
    def day(self) -> date:
        """The day in Asia/Shanghai."""
        return self.value.date() if isinstance(self.value, datetime) else self.value


@dataclass(frozen=True, slots=True)
class _Said:
    """One time expression, resolved as far as it goes by itself."""

    day: date | None
    clock: tuple[int, int] | None
    start: int
    end: int
    score: int
    report: bool
    follows: bool
    plus_days: int = 0


def find_occurrence(text: str, reference: datetime, *, date_only: bool = False) -> Occurrence | None:
    """Find the time of the happening in a clean text.

    ``reference`` is the time of the report, aware; with ``date_only`` it stands for its whole day. None where no time
    can be tied to a happening.
    """
    now = reference.astimezone(SHANGHAI)
    if date_only:
        now = datetime.combine(now.date(), time(23, 59), SHANGHAI)
    said = list(_resolve_days(list(_expressions(text, now)), now.date()))
    happened = [s for s in said if s.score > 0 and not s.report]
    if not happened:
        return None
    best = max(happened, key=lambda s: (s.score, -s.start))
    if best.day is None:
        return _occurrence(best, _day_before(best, said) or now.date(), now)
    if best.clock is None:
        later = next((s for s in happened if s.clock and (s.day in (None, best.day))), None)
        if later:
            return _occurrence(later, best.day, now)
    return _occurrence(best, best.day, now)


def _occurrence(said: _Said, day: date, now: datetime) -> Occurrence | None:
    """The moment, else its day where the moment would lie ahead; None where even the day does."""
    if said.clock is not None:
        moment = datetime.combine(day, time(*said.clock), SHANGHAI) + timedelta(days=said.plus_days)
        if moment <= now:
            return Occurrence(moment, said.start, said.end)
    return Occurrence(day, said.start, said.end) if day <= now.date() else None


def _day_before(said: _Said, all_said: Sequence[_Said]) -> date | None:
    """The day last named before a bare hour: a happening's if there is one, else the report's."""
    before = [s for s in all_said if s.start < said.start and s.day is not None]
    own = [s for s in before if not s.report]
    return (own or before)[-1].day if before else None


def _resolve_days(said: list[_Said], today: date) -> Iterator[_Said]:
    """Give 当日 and 次日 the day last named."""
    last: date | None = None
    for one in said:
        if one.follows:
            day = (last or today) + timedelta(days=1 if one.plus_days == 1 and one.clock is None else 0)
            one = _Said(day, one.clock, one.start, one.end, one.score, one.report, False, one.plus_days)
        elif one.day is not None:
            last = one.day
        yield one


def _expressions(text: str, now: datetime) -> Iterator[_Said]:
    for sentence in _SENTENCE.finditer(text):
        if not _GATE.search(sentence[0]):
            continue
        for match in _matches(text, *sentence.span()):
            said = _read(match, sentence.span(), now)
            if said is not None:
                yield said


def _matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Time expressions from left to right; all their parts are optional, so they are tried only where one can begin."""
    while begin := _START.search(text, start, end):
        match = _EXPRESSION.match(text, begin.start(), end)
        start = max(match.end() if match else 0, begin.end())
        if match and match.end() > match.start():
            yield match


def _read(match: re.Match[str], sentence: tuple[int, int], now: datetime) -> _Said | None:
    clock, plus = _clock(match)
    follows = match["same"] is not None
    day = None if follows else _day(match, now.date())
    if day is None and clock is None and not follows:
        return None
    if follows and match["same"] in ("次日", "翌日", "第二天"):
        plus += 1
    if day is not None and day > now.date():
        return None
    score, report = _score(match, sentence, has_clock=clock is not None, has_day=day is not None)
    if day is not None and now.year - day.year > 1:
        score -= 2
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return _Said(day, clock, start, match.end(), score, report, follows, plus)


def _score(
    match: re.Match[str], sentence: tuple[int, int], *, has_clock: bool, has_day: bool
) -> tuple[int, bool]:
    """How surely an expression tells the happening: a happening word behind it in the sentence, or 发生于 before it."""
    text = match.string
    before = text[max(sentence[0], match.start() - 14) : match.start()]
    after = text[match.end() : min(sentence[1], match.end() + 90)]
    first_clause, _, _ = after.lstrip("，, ").partition("，")
    report = _REPORT_BEHIND.match(after) is not None or _REPORT_FRONT.search(before) is not None
    score = 0
    if _ROUTINE.search(before):
        return 0, report
    if _HAPPENED_AT.search(before):
        score, report = 5, False
    elif cue := _HAPPENING.search(after):
        score = 4 if cue.start() < _NEAR_CHARS else 3
    aftermath = _AFTERMATH.search(first_clause)
    if aftermath and not _HAPPENING.search(first_clause[: aftermath.start()]):
        score -= 3
    if _COMPARISON.search(text, sentence[0], match.start()) or _COMPARISON.search(first_clause):
        score -= 3
    if "无效" in before or "治疗" in before:
        score -= 3
    if "当地时间" in (match["sep"] or "") + before[-5:]:
        score -= 1
    return (score + has_day if score > 0 else score), report


def _day(match: re.Match[str], today: date) -> date | None:
    try:
        return _named_day(match, today)
    except ValueError:
        return None


def _named_day(match: re.Match[str], today: date) -> date | None:
    if match["iso"]:
        year, month, day = (int(x) for x in re.split("[-/.]", match["iso"]))
        return date(year, month, day)
    if match["day"]:
        return _calendar_day(match, today)
    if match["bare"]:
        return _latest(today, _int(match["bare"]))
    if match["relative"]:
        return today + timedelta(days=_RELATIVE[match["relative"]])
    if match["weekday"]:
        wanted = "一二三四五六日".index(match["weekday"].replace("天", "日"))
        back = (today.weekday() - wanted) % 7
        if match["week"] == "上":
            back = today.weekday() - wanted + 7
        return today - timedelta(days=back)
    if match["ago"]:
        return today - timedelta(days=_int(match["ago"]))
    return None


def _calendar_day(match: re.Match[str], today: date) -> date:
    day = _int(match["day"])
    if match["this"]:
        return (
            _latest(today, day)
            if match["this"] == "本"
            else _latest(today.replace(day=1) - timedelta(1), day)
        )
    month = _int(match["month"])
    if match["year"]:
        return date(_int(match["year"]), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year <= today else date(today.year - 1, month, day)


def _latest(today: date, day: int) -> date:
    """The last such day of a month that is not ahead."""
    if day <= today.day:
        return today.replace(day=day)
    return (today.replace(day=1) - timedelta(days=1)).replace(day=day)


def _clock(match: re.Match[str]) -> tuple[tuple[int, int] | None, int]:
    """Hour and minute on the 24-hour clock, and how many days later that is (昨夜1时, 晚12时)."""
    if match["hh"]:
        hour, minute = int(match["hh"]), int(match["mm"])
    elif match["hour"]:
        hour = _int(match["hour"])
        minute = {"半": 30, "一刻": 15, "三刻": 45}.get(match["half"] or "", _int(match["minute"] or "0"))
    else:
        return None, 0
    part = match["part"] or (match["relative"] or match["same"] or "")[-1:]
    if hour > 24 or minute > 59:
        return None, 0
    night = part in ("晚上", "晚间", "深夜", "夜间", "夜里", "半夜", "午夜", "晚", "夜")
    if hour == 24 or (night and hour == 12):
        return (0, minute), 1
    if hour < 12 and (
        part in ("下午", "午后", "傍晚") or (night and hour >= 6) or (part in ("中午", "午间") and hour < 4)
    ):
        return (hour + 12, minute), 0
    if night and hour < 5 and match["relative"] in ("昨晚", "昨夜", "前晚", "前夜"):
        return (hour, minute), 1
    return (hour, minute), 0


def _int(text: str) -> int:
    return int(read_number(text).value or 0) if not text.isascii() else int(text)
