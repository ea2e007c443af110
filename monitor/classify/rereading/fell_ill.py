"""How many fell ill of a meal or an infection, by the parties of the ledger: whoever a clause says was sick or went to a doctor.

The first reading knows the ill by the words right beside a count. Here a clause is enough, on whichever side it stands, and what
the text itself counts up (累计, 一共, 全部52人中) outranks those of one hospital or one hour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor.classify.figures.origin import Origins
from monitor.classify.rereading.entries import NEAR, Entry
from monitor.classify.rereading.ledger import Ledger
from monitor.classify.rereading.parties import Party
from monitor.classify.result import Figure, Place
from monitor.text.clean import CleanText
from monitor.values import value

_PAUSE = re.compile("[，。；：！？\\n（）]")
_SENTENCE_END = re.compile("[。！？；\\n]")
_SICK = re.compile(
    "中毒|呕吐|腹泻|腹痛|不舒服|难受|发[紫麻绀]|拉肚子|闹肚子|肚子[^，。；]{0,3}[疼痛]|恶心|吐了|[又都]吐|上吐下泻|(?<!无)(?<!何)不适|发[病烧热]|患病|症状|抽搐|倒下|倒地|[晕昏]倒|昏[迷厥]|头[晕昏痛疼]|麻木|病例(?!定义)|病倒|肠胃?炎|胃肠炎|"
    "送[医往到进至去院]|就诊|就医|看病|住院|留院|留观|住进|接诊|收治|诊治|登记|输液|打了?针|打了?吊|吊[针瓶水]|挂水|点滴|洗胃|抢救|救治|治疗|观察|进了?[^，。；]{0,6}医院|[到去在][^，。；]{0,8}(?:医院|卫生院|诊所)"
)
_SPARED = re.compile("(?:没有?|未|无|并未|不曾|排除)(?:人|一人)?(?:再|曾|出现|发生|发现|有)*[^，。；]{0,2}$")
# 累计就诊者58人, 报告病例38例, 接诊31人: what the count is of, before it in its clause.
_COUNTED = re.compile(
    "(?:就诊|就医|看病|接诊|收治|接收|收了|诊治|登记|送医|送[到往进至][^，。；\\d]{0,8}院|定义|住院|发病|患病|中毒|病例|病人|患者|不适|症状|腹泻|呕吐)(?:者|的)?(?:人数|总数|学生|人员|患者|病例|群众|村民|工人|员工|游客)?[^，。；\\d]*$"
)
_ALL = re.compile(
    "(?:累计|合计|总计|共计|共有|共搜索到|符合[^，。；]{0,8}定义|总共|一共|前后|先后有?|全部|总数|总人数|增[至到]|增加[至到]|升至|上升[到至]|变成|达到?|实为|确认|(?<!公)(?<!同)共)[^，。；\\d]{0,9}$"
)
_PART = re.compile(
    "(?:仍|尚|还|另|又|再|余|最[小大]|重症|危重|[较严]重|重一?些|转[院到往入]|[早晚前后]一?[批名位])[^，。；\\d]{0,8}$"
)
_WENT_HOME = re.compile("出院|康复|痊愈|返校|复课|回家|回班|好转|脱离")
_GUESTS = re.compile(
    "[排筛]查|检测|调查|在校(?![门医])|在园|参加|赴宴|前来|来了|就读|同时(?:用餐|就餐)|(?:用餐|就餐|供餐|赴宴)(?:人数|者|的)"
)
# 11日增至90人, 累计174人, 到中午变成43人, 一共看了66人: of those just told of, whatever is said of them.
_AGAIN = re.compile(
    "(?:累计|合计|总计|共计|全部|增[至到加]+|升[至到]|上升[到至]|变成|达到?|^一共|^总共|(?:一共|总共|累计)(?:看|来|收|接|送来|接诊|收治))(?:为|了|约|近)?$"
)
# 25号人就黄了: the day of a month.
_DAY = re.compile("[12]?\\d号人|[一二三]?十?[一二三四五六七八九十]号人")
_SYMPTOM = re.compile(
    "中毒|吐|泻|拉肚|拉稀|全拉|腹痛|肚子|恶心|抽搐|头晕|麻木|肠胃|胃肠|食源性|毒鼠|喝|吃|食堂[^，。]{0,4}菜"
)
_DIAGNOSED = re.compile("诊断|确诊|确定|认定|确认")
_REACH, _BEFORE = 44, 16


@value
class _Ill:
    """A party that fell ill, and whether the text counts all by it."""

    entry: Entry
    all_of_them: bool

    @property
    def party(self) -> Party:
        return self.entry.party

    @property
    def number(self) -> int:
        return self.party.number

    @property
    def is_whole(self) -> bool:
        """Whether the text says that it counts all of them, or takes it apart: 63人就诊，其中县医院31人."""
        return self.all_of_them or any(part.party.relation == "among" for part in self.entry.parts)


def fell_ill(
    text: CleanText, body: Ledger, origins: Origins, known: Figure | None, dead: int = 0
) -> Figure | None:
    """The number of the ill where the first reading knows none, or only some of those whom the text counts together; ``dead``: so many died."""
    if not _SYMPTOM.search(text.text):
        return None
    told = list(_ill(text.text, body.entries))
    if (counted := _counted_by_an_office(told, origins)) and _is_a_guess(known, told, origins):
        return _figure(counted, text, origins)
    if known and (number := _with_the_dead(body, known, dead, told)):
        return replace(known, value=number)
    ill = [i for i in told if i.entry.current]
    stated = [i for i in ill if origins.at(i.party.start) != "unverified"]
    ill = [i for i in stated or ill if not origins.denied_soon(i.party.start, i.party.end)]
    most_told = max((i.number for i in ill), default=0)
    counting = [i for i in ill if i.all_of_them or (i.is_whole and i.number == most_told)] or [
        i for i in ill if _adds_up(i, ill)
    ]
    if not ill or (known and not counting):
        return None
    most = max(counting or ill, key=lambda i: i.number)
    if known and (
        known.corrected or not 0 < known.value < most.number or _is_diagnosed(known.value, text.text)
    ):
        return None
    return _figure(most, text, origins)


def _figure(one: _Ill, text: CleanText, origins: Origins) -> Figure:
    span = (one.party.start, one.party.end)
    return Figure(
        one.number, one.party.bound, origins.at(span[0]), (Place("text", *text.source_span(*span)),)
    )


def _counted_by_an_office(ill: Sequence[_Ill], origins: Origins) -> _Ill | None:
    """The number of the ill that an office counted, the last one of all of them; yesterday's where it gave none since."""
    counted = [
        i
        for i in ill
        if i.party.bound == "exact"
        and i.is_whole
        and origins.at(i.party.start) == "official"
        and not origins.denied_soon(i.party.start, i.party.end)
    ]
    of_now = [i for i in counted if i.entry.current] or counted
    return max(of_now, key=lambda i: i.number, default=None)


def _is_a_guess(known: Figure | None, ill: Sequence[_Ill], origins: Origins) -> bool:
    """``主人估计有七八十人闹肚子``: whether all that is known is a rounded number that no office gave."""
    if known:
        return known.bound != "exact" and known.origin != "official" and not known.corrected
    guesses = [i for i in ill if i.party.bound != "exact"]
    return any(i.entry.current and origins.at(i.party.start) == "media" for i in guesses)


def _with_the_dead(body: Ledger, known: Figure, dead: int, told: Sequence[_Ill]) -> int | None:
    """``9名民工…嘴唇发紫 … 苏某停止呼吸，其余8人脱离危险``: all who fell ill, where those known are the ones who are left of them."""
    number = known.value + dead
    if not dead or known.corrected or any(i.number > number for i in told):
        return None
    for rest in body.entries:
        if rest.party.relation != "rest" or rest.number != known.value or not rest.current:
            continue
        before = (e for e in body.entries if e.party.end <= rest.party.start)
        if any(e.party.counted and e.current and e.number == number for e in before):
            return number
    return None


def _is_diagnosed(number: int, text: str) -> bool:
    """``累计就诊267人，158人被诊断为中毒``: whether those known are the ill, and more went to a doctor."""
    return any(
        re.search(rf"(?<!\d){number}[名人例]", clause) and _DIAGNOSED.search(clause)
        for clause in _PAUSE.split(text)
    )


def _adds_up(one: _Ill, ill: Sequence[_Ill]) -> bool:
    """``52人送医，市医院收治40人，县医院收治12人``: whether the others are the parts of it."""
    others = [i.number for i in ill if i is not one]
    return len(others) > 1 and one.number == sum(others)


def _ill(text: str, entries: Sequence[Entry]) -> Iterator[_Ill]:
    last = -NEAR - 1
    """The sentence that last told of somebody ill."""
    for n, entry in enumerate(entries):
        party = entry.party
        if not (party.counted and (entry.current or entry.former) and party.number > 1) or party.closed:
            continue
        since = max((e.party.end for e in entries[:n] if e.party.counted), default=0)
        before = _PAUSE.split(text[max(since, party.start - _BEFORE) : party.start])[-1]
        again = _AGAIN.search(before) is not None and party.sentence - last <= NEAR
        # 12人分食，其中9人发麻: some of those who ate are all who fell ill; whoever is counted again and again is part of nobody.
        if last >= 0 and (party.relation == "among" or (_is_part(entry) and not again)):
            continue
        if _GUESTS.search(before) or _DAY.match(text, party.start):
            continue
        if party.relation in ("rest", "other") or _PART.search(before):
            last = max(last, party.sentence) if last >= 0 else last
            continue
        until = entries[n + 1].party.start if n + 1 < len(entries) else len(text)
        all_of_them = party.same or _ALL.search(before) is not None
        sick = _is_sick(text, party.end, min(until, party.end + _REACH))
        if again or sick or (_COUNTED.search(before) and sick is None):
            last = party.sentence
            yield _Ill(entry, all_of_them)


def _is_part(entry: Entry) -> bool:
    """Whether a party is some of one before it; 老宋估计有七八十人闹肚子。…63人看病: what is counted is no part of a guess."""
    whole = entry.parent
    return whole is not None and not (
        entry.party.relation == "own"
        and entry.party.bound == "exact" != whole.party.bound
        and whole.told == []
    )


def _is_sick(text: str, start: int, end: int) -> bool | None:
    """Whether the words behind a count, in its clause or the next one, say that they were ill; None where they say nothing of it."""
    stop = _SENTENCE_END.search(text, start, end)
    first, *others = text[start : stop.start() if stop else end].split("，")
    if len(others) == 1 and not stop and end < len(text):
        others = []  # a clause that counts others tells of them
    for clause in (first, *others[:1]):
        if _GUESTS.search(clause) or _WENT_HOME.search(clause):
            return False
        if sick := _SICK.search(clause):
            return _SPARED.search(clause, 0, sick.start()) is None
    return None
