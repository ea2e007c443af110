"""When it happened: the time of the happening that a report tells, not that of the report, the rescue or a comparison.

A day said earlier and an hour said later belong together. A part of the day without an hour (7日凌晨) is the bare day.
昨天 counts from the day of the dateline, where there is one. Nothing lies after the reference time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from monitor.clock import SHANGHAI
from monitor.text.time_expressions import NIGHT, Said, day_of_month, in_part, read_expressions

_REPORT_BEHIND = re.compile(
    r"\s?(?:(?:许|左右)?以来，?[^，。；]{0,6}?(?:新增|累计|增加|又|再)|电(?!梯|线|缆|动|力|厂|站|杆|信|路|瓶|器|击|焊|池)|[^，。；\d]{0,4}讯(?!问)|消息|信息|报道|援引|的?(?:最新)?通报|，?记者|，?(?!据)[^，。；]{0,10}(?:确认|证实|回应|宣布|披露|透露|介绍说|通报(?!后)|更新[为到至]|[上增]升[为到至]|[升增]至)|晚间?从(?=[^，。；]{0,24}(?:获悉|了解|得知|获知|传来|公布|证实|通报|表示|方面|处|发布))|[（(]记者|[（(]通讯员|记者|[早晚]?(?:间)?(?:上午|下午)?(?:从(?=[^，。；]{0,24}(?:获悉|了解|得知|获知|传来|公布|证实|通报|表示|方面|处|发布))|向|就|在[^，。]{0,12}(?:表示|宣布|说|称|指出))|获悉|了解到|通报|发布|说，|称|宣布|披露|表示|证实|召开|公布|介绍|作出|批示|透露|致电|刊文|发表|，?[^，。；]{0,24}(?:举行|召开|举办)[^，。；]{0,12}(?:发布会|通气会|会议|协调会|调度会|推进会|吹风会|座谈会)|，?[^，。；]{0,16}发布(?:通报|公告|消息|情况)|[^，。；]{0,10}(?:发布消息|发布通报|新闻发布会|获悉|了解到|证实|宣布|透露|披露|表示))"
)
_REPORT_FRONT = re.compile("(?:截至|截止|截止到|截至到|记者|直到|持续至?|(?<![自从])至|到|与|于.{0,4}月)$")
_AFTERMATH = re.compile(
    "扑灭|抢救无效|不治|辞世|离世|病逝|停止呼吸|送往|转[到往至送]|送至|送到|送医|转院|赶到|赶赴|抵达|恢复|通车|救出|解除|结束|出院|入院|治疗|得到控制|获救|抓获|落网|自首|"
    "熄灭|清理|打捞|找到|看望|慰问|祭|下葬|追悼|悼念|祈福|投案|侦破|告破|合围|转危为安|启动|成立|返回|脱险|回忆|采访|散去|停业|停产|关闭|立案|拘留"
)
# 被困驾驶员获救 tells the rescue: who is called after what befell him does not tell it anew.
_VICTIM = re.compile(
    "(?:被困|受伤|被埋|失踪|失联|落水|遇险)的?[^，。；后被]{0,5}?[人员者工民客生子女众机孩童]"
)
_OVER = re.compile("(?:大火|火灾|明火|火势|火情|险情|现场|道路|交通)[^，。]{0,6}(?:扑灭|控制|熄灭|解除|恢复)")
_APART = re.compile("悼念|送别|告别|火化|祈福|追悼|祭奠|宣判|判处|开庭|辟谣|网传|谣言|施行|播出|一审|庭审")
_HAPPENING = re.compile(
    "发生|突发|事发(?!现场|地|当|路段|后)|出事(?!车|现场|地)|起火|着火|着了火|失火|相撞|追尾|连撞|撞|侧翻|翻车|翻入|翻[进到]|坠|爆炸|炸|坍塌|垮塌|倒塌|塌|爆燃|闪爆|中毒|呕吐|不适|腹泻|腹痛|出现|泄漏|泄露|漏|"
    "地震|震感|溺|落水|袭击|遇难(?!者|同胞)|身亡|死亡|受伤|被困|失踪|失联|暴雨|洪水|决堤|溃|滑坡|泥石流|聚集|围堵|静坐|堵路|打砸|砍|捅|(?:大火|火灾|事故)(?!现场|救援|善后|处置|调查|原因|责任|遇难者|情况)|遭|燃烧|冒烟|浓烟|触电|踩踏|晕倒|火警|被埋|透水|沉没|突然|砸|脱落|掀|刮|停止取水|停水|发病|枪|起[，：]|窜[入出进到]|蔓延|引燃|烧[起着塌过了]|着了|冲[上下进入向出]|碾|轧|压(?=[住过向倒在塌死了])|翻下|滚下|掉[进下入落]|摔|跌[落入]|断裂|"
    "决口|劈|持刀|杀害|行凶|开枪|(?<!一)劫(?!后)|围攻|堵[住在死]|罢[工运课市]|停工|停运|拉肚子|发烧|发热|昏倒|倒地|窒息|熏倒|没了气息|停电|断水|取水口|燃起|压了?过来|扎进|卷[走入]|滞留|封路|横幅|冲突|械斗|斗殴|互殴"
)
_CALL = re.compile("报警|接警|接报|接到[^，。；]{0,12}(?:报|电话|指令|求助)|呼救|来电")
_MEAL = re.compile("吃|食用|就餐|用餐|进食|聚餐|饭后|餐后")
_ROUTINE = re.compile(
    "(?:营业|上班|下班|工作|办公|办理|开放|服务|作息|上课|放学|运营|起飞|发车|报名|截止)(?:时间)?[:：为是]?$"
)
_DEPARTS = re.compile("\\s?(?:从[^，。；]{1,10}?)?(?:发车|出发|启程|起飞|开出|驶出|上班|下班|出门|交班)")
_HAPPENED_AT = re.compile(
    r"(?:发生(?:在|于|时间为?)|出现[在于]|事发(?:时间)?|(?:北京|起火|着火|爆炸|坍塌|案发|出事|(?:^|[，。；\s]))时间[:：为是]?|爆发于|案发)[^，。；]{0,6}$"
)
_COMPARISON = re.compile(
    "(?:去年|前年|往年)(?!的?\\d{1,2}月|[一二三四五六七八九十]{1,2}月)|历史上|此前(?!的?[\\d一二三四五六七八九十上本去昨前])|曾|上一次|上次|同期|周年|纪念日|祭日|忌日|纪念活动|公祭|年前|当年|第[一二三四五六七八九十\\d]{1,4}起|后悔|[0-9]年曾"
)
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATELINE = re.compile(
    rf"(?:(?P<month>{_NUMBER})月)?(?P<day>{_NUMBER})日\s?(?:[^，。；\d]{{0,4}}?讯(?!问)|电(?![梯线缆动力厂站杆信路瓶器击焊池])|消息|信息|，?[^，。；]{{0,8}}[网报者台][^，。；]{{0,6}}(?:接到|获悉|了解到|从))"
)

# 7·14公主岭闪爆事故: an emergency named after its day.
_NAMED = re.compile(
    r"(?<![\d.])“?(?P<month>1[0-2]|0?[1-9])[·•・](?P<day>3[01]|[12]\d|0?[1-9])”?"
    r"(?:\d(?:\.\d)?级)?"
    "[^，。；\\d\n]{0,16}?(?:事故|火灾|爆炸|爆燃|闪爆|坍塌|地震|车祸|矿难|案|事件|灾害|山洪|洪灾|暴雨|沉船|空难)"
)
_PLANNED = re.compile("将[^近]|预计|计划|拟|预报|预警|有望|力争")
_EVENING = 16
_PAPERS_OUT = 9
"""The hour by which the papers of the morning are out."""
_NEAR_CHARS = 60
_DATELINE_CHARS = 60
_DATELINE_DAYS = 3
_LATELY = timedelta(days=45)
_HOURS = {"凌晨": (0, 7), "清晨": (4, 9), "早": (4, 11), "晨": (0, 9), "上": (4, 13), "中": (10, 16), "午": (10, 16), "正": (10, 15), "下": (12, 20), "傍": (16, 21), "后晌": (12, 20), "后半夜": (0, 7), "下半夜": (0, 7), "头晌": (6, 13)}  # fmt: skip


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
class _Judged:
    """A time expression with how surely it tells the happening; ``barred`` ones tell a report, the rescue or a comparison."""

    said: Said
    score: float
    barred: bool
    report: bool


def find_occurrence(text: str, reference: datetime, *, date_only: bool = False) -> Occurrence | None:
    """Find the time of the happening in a clean text.

    ``reference`` is the time of the report, aware; with ``date_only`` it stands for its whole day, and so does midnight to the
    second, as feeds and platforms write a bare day. None where no time can be tied to a happening.
    """
    now = reference.astimezone(SHANGHAI)
    date_only = date_only or now.time() == time()
    if date_only:
        now = datetime.combine(now.date(), time(23, 59), SHANGHAI)
    written = _written(text, now.date())
    said = list(read_expressions(text, now, written))
    if written == now.date() and now.hour < _PAPERS_OUT and not date_only and _told_before(text, said, now):
        # 今日16时许 in a paper of six in the morning was written the day before.
        written -= timedelta(days=1)
        said = list(read_expressions(text, now, written))
    said = [one for one in _in_its_part(text, said) if not _is_ahead(text, one, now)]
    judged = list(_resolve_days(_nearest(text, [_judge(text, one, now.date()) for one in said]), written))
    best = _best(judged, now.date())
    if best is None:
        return _named_after_day(text, now.date())
    if best.said.moment is not None:
        value = best.said.day if date_only else best.said.moment
        return Occurrence(value, best.said.start, best.said.end) if value else None
    day = best.said.day or _day_before(best, judged)
    if best.said.clock is None and day is not None:
        later = _hour_for(best, day, judged)
        if later is not None:
            return _occurrence(later.said, day, now)
    if day is None:
        ahead = best.said.clock is not None and time(*best.said.clock) > now.time()
        day = now.date() - timedelta(days=int(ahead))
    return _occurrence(best.said, day, now)


def _told_before(text: str, said: Sequence[Said], now: datetime) -> bool:
    """Whether something has happened at an hour of 今天 that still lies ahead, so that the text is of the day before."""
    ahead = (
        one
        for one in said
        if one.clock is not None
        and one.day == now.date()
        and text.startswith("今", one.start)
        and time(*one.clock) > now.time()
    )
    return any(
        _judge(text, one, now.date()).score >= 4 and not _PLANNED.search(text, *one.sentence) for one in ahead
    )


def _named_after_day(text: str, today: date) -> Occurrence | None:
    """The day that an emergency is named after, where nothing else tells when it was."""
    match = _NAMED.search(text)
    day = day_of_month(match["month"], match["day"], today) if match else None
    return Occurrence(day, match.start("month"), match.end("day")) if match and day else None


def _best(judged: Sequence[_Judged], today: date) -> _Judged | None:
    """The expression that tells the happening most surely, the first of equals; else the first that nothing speaks against."""
    able = [j for j in judged if not j.report]
    happened = [j for j in able if j.score > 0 and not j.barred]
    if happened:
        return max(happened, key=lambda j: (j.score, -j.said.start))
    rest = [j for j in able if not j.barred and j.said.day is not None and j.said.day > today - _LATELY]
    after = [j for j in able if j.score > 0]
    return rest[0] if rest else max(after, key=lambda j: j.score, default=None)


def _written(text: str, today: date) -> date:
    """The day on which a report was written: that of its dateline where it has a recent one."""
    line = _DATELINE.search(text, 0, _DATELINE_CHARS)
    day = day_of_month(line["month"], line["day"], today) if line else None
    return day if day is not None and (today - day).days <= _DATELINE_DAYS else today


def _occurrence(said: Said, day: date, now: datetime) -> Occurrence | None:
    """The moment, else its day where the moment would lie ahead; None where even the day does."""
    if said.clock is not None:
        moment = datetime.combine(day, time(*said.clock), SHANGHAI) + timedelta(days=said.plus_days)
        if moment <= now:
            return Occurrence(moment, said.start, said.end)
    return Occurrence(day, said.start, said.end) if day <= now.date() else None


def _day_before(one: _Judged, judged: Sequence[_Judged]) -> date | None:
    """The day last named before a bare hour: a happening's if there is one, else the report's."""
    before = [j for j in judged if j.said.start < one.said.start and j.said.day is not None]
    own = [j for j in before if not j.report]
    return (own or before)[-1].said.day if before else None


def _hour_for(best: _Judged, day: date, judged: Sequence[_Judged]) -> _Judged | None:
    """The hour of a happening whose day was said before: 昨日凌晨发生火灾 … 凌晨1时58分."""
    for one in judged:
        said = one.said
        if (
            one is best
            or (one.barred and one.score <= 0)
            or one.report
            or said.clock is None
            or said.day not in (None, day)
        ):
            continue
        if said.start > best.said.start and _fits(best.said.part, said):
            return one
    return None


def _fits(part: str, said: Said) -> bool:
    """Whether an hour lies in the part of the day that was said; any does where none was."""
    if said.clock is None or not part:
        return True
    hour = said.clock[0]
    if part in NIGHT:
        return hour >= 17 or (hour < 5 and said.plus_days == 1) or hour == 0
    low, high = _HOURS.get(part) or _HOURS.get(part[0]) or (0, 24)
    return low <= hour < high


def _is_ahead(text: str, said: Said, now: datetime) -> bool:
    """``从今晚起停水`` in the morning: an evening that has not come yet dates no happening."""
    return said.clock is None and now.hour < _EVENING and text.startswith("今晚", said.start)


def _in_its_part(text: str, said: Sequence[Said]) -> Iterator[Said]:
    """``14日晚下起大雨。9点半，山洪…``: an hour by the clock face lies in the part of the day said right before it."""
    before: Said | None = None
    for one in said:
        bare = one.clock is not None and one.day is None and not (one.part or one.follows)
        near = before is not None and one.start - before.end < _NEAR_CHARS
        if bare and near and one.clock and before and "点" in text[one.start : one.end]:
            one = replace(one, clock=in_part(one.clock, before.part))
        before = one
        yield one


def _resolve_days(judged: Sequence[_Judged], written: date) -> Iterator[_Judged]:
    """Give 当日 and 次日 the day last named; where none was, the next one named dates it from behind, else the report."""
    last: date | None = None
    for index, one in enumerate(judged):
        if one.said.follows:
            day = _day_meant(one.said, last, judged[index + 1 :]) or written + timedelta(
                days=min(0, one.said.days_on)
            )
            one = replace(one, said=replace(one.said, day=day, follows=False))
        elif one.said.day is not None:
            last = one.said.day
        yield one


def _day_meant(said: Said, last: date | None, behind: Sequence[_Judged]) -> date | None:
    if last is not None:
        return last + timedelta(days=said.days_on)
    if said.days_on < 0:
        return None
    following = next((j.said for j in behind if j.said.day is not None), None)
    if following is None or following.day is None:
        return None
    return following.day - timedelta(days=int(said.part in NIGHT and following.part not in NIGHT))


def _judge(text: str, said: Said, today: date) -> _Judged:
    """How surely an expression tells the happening: a happening word behind it in the sentence, or 发生于 before it."""
    begin, stop = said.sentence
    before = text[max(begin, said.start - 14) : said.start]
    after = text[said.end : min(stop, said.end + 90)]
    if _ROUTINE.search(before):
        return _Judged(said, 0, barred=True, report=False)
    report = _REPORT_BEHIND.match(after) is not None or _REPORT_FRONT.search(before) is not None
    told_before = said.lasting or _HAPPENED_AT.search(before) is not None
    score = 5.0 if told_before else _by_words(after)
    against = _against(text, said, before, after)
    score += _by_zone(text, said) - 3 * against - 2 * (_DEPARTS.match(after) is not None)
    if said.day is not None and said.day < today - _LATELY:
        score -= 2
    if said.moment is not None:
        score -= 1
    if score > 0:
        score += said.day is not None
    return _Judged(said, score, barred=against > 0 and score <= 1, report=report and not told_before)


def _nearest(text: str, judged: Sequence[_Judged]) -> Sequence[_Judged]:
    """Leave a happening to the last day said before it: 14日晚下起大雨，15日凌晨1点，一辆轿车撞上护栏."""
    out = list(judged)
    for index, (one, after) in enumerate(pairwise(judged)):
        telling = after.said.day is not None and after.score > 0 and not (after.report or after.barred)
        if telling and one.said.sentence == after.said.sentence and one.score > 0:
            between = text[one.said.end : after.said.start]
            if "，" in between and not _HAPPENING.search(between):
                out[index] = replace(one, score=one.score - 2)
    return out


def _by_words(after: str) -> float:
    """The words of a happening behind a time: near ones count more; a call for help or a meal stands beside it only."""
    cue = _HAPPENING.search(after)
    call = _CALL.search(after)
    if call and (cue is None or call.start() < cue.start()):
        return 2.5 if call.start() < _NEAR_CHARS else 1.5
    if cue is None:
        return 1.0 * (_MEAL.search(after, 0, _NEAR_CHARS) is not None)
    meal = _MEAL.search(after, 0, cue.start())
    return (4.0 if cue.start() < _NEAR_CHARS else 3.0) - (meal is not None)


def _against(text: str, said: Said, before: str, after: str) -> int:
    """How many things say that the time is another's: the rescue's, an earlier happening's, the treatment's."""
    first_clause, _, _ = after.lstrip("，, ").partition("，")
    aftermath = _AFTERMATH.search(first_clause)
    rescue = aftermath is not None and not _HAPPENING.search(
        _VICTIM.sub("", first_clause[: aftermath.start()])
    )
    earlier = _COMPARISON.search(text, said.sentence[0], said.end) or _COMPARISON.search(first_clause)
    treated = "无效" in before or "治疗" in before
    apart = 2 * (_APART.search(first_clause) is not None)
    rescue = rescue or _OVER.search(first_clause) is not None
    return int(rescue) + int(earlier is not None) + int(treated) + apart


def _by_zone(text: str, said: Said) -> int:
    """Of a local time and Beijing time for the same happening abroad the latter counts."""
    near = text[max(0, said.start - 5) : said.end]
    return int("北京时间" in near) - int("当地时间" in near)
