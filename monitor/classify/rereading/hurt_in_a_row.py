"""The hurt whom one passage tells person by person, each clause another: 骑电动车的大爷伤到了腰；402的母子俩都有骨折。三楼的女租客手臂被划伤.

A row is a run of clauses that each name somebody and a wound; the dead and the unhurt between them are passed over. Of every two it must
be plain that neither is the other, or of the other: by where they were (402 … 501, 轿车 … 货车), by their trades, by what nobody is called
together, or because the later is brought in anew (一名). Where any two may be the same, the row tells nothing.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations

from monitor.classify.figures.casualties import Casualties
from monitor.classify.figures.frames import Frames
from monitor.classify.figures.origin import Origins
from monitor.classify.figures.persons_words import AGENT, MORE_ONES, ONE, TWO
from monitor.classify.figures.wounds import GATE, WOUND, is_told
from monitor.classify.rereading.likeness import are_unlike
from monitor.classify.rereading.parties import SURNAMES
from monitor.classify.result import Figure, Place
from monitor.text.clean import CleanText
from monitor.text.numerals import NUMBER, read_number
from monitor.values import value

_SENTENCE = re.compile("[^。！？\\n]+")
_CLAUSE = re.compile("[^，；：]+")
_HEAD = re.compile(
    f"一家(?P<family>[两二三四五六七八])口人?|(?P<pair>(?:{TWO}|老两口|小两口|两口子))(?:俩|(?P<of>[二两三四五])人)?|(?P<one>{ONE}|{MORE_ONES}|[一-鿿](?:理员|送员|育员))"
)
_COUNT = re.compile(f"(?P<n>{NUMBER})[名位个]")
_THEY = re.compile(f"(?:他们|这|娘|爷|母|父|姐|兄)?(?P<n>{NUMBER}|[俩仨])个?人?(?:都|均|全|双双|也)")
_JOINED = re.compile("(?:[、和与及]|以及)(?:他们?的?|她们?的?|其)?[^，；、。]{0,8}")
_CARE = re.compile(
    "(?:送|住|推|抬|转)(?:往|到|至|进|入)了?[^，。；]{0,8}(?:医院|监护室|ICU|病房|手术室)|送医|住院|入院|(?:正在|全力|紧急)抢救"
)
_ALL = re.compile("都|均|双双|全部?|两人|俩|二人")
_DEAD = re.compile(
    "死|亡|遇难|不治|罹难|丧生|离世|去世|没了呼吸|停止[了]?(?:呼吸|心跳)|生命体征|无效|遗体|失踪|失联|咽了?气|断了气|没了气"
)
_ALIVE = re.compile("生命(?:体征)?(?:平稳|危险)|脱离")
_UNHURT = re.compile("[未没无](?:有)?(?:受伤|大碍|受到伤|什么伤|事)|毫发|安然|平安|惊吓|无恙|幸免|躲过")
_BREAKS = re.compile("[“”「」]|说(?!不出)|称|表示|介绍|告诉|回忆|透露|看到|看见|据(?!点)|记者|去年|此前|曾")
_BY = re.compile("(?:被|由|让|给|向|(?<!一)对|跟|据|因|为|替|把|将|送|救|扶|背|抱|推)[^，；、的]{0,3}$")
# 402, 三楼, 后排, 轿车上: where somebody was; 骑电动车, 路过, 救人: what for.
_SPOT = re.compile(
    "\\d{3,4}|[一二三四五六七八九十]+[楼层]|顶[楼层]|楼[上下]|隔壁|对门|对面|[前后]排|[前后]座|副驾驶?|路边|路过|过路|门口|食堂|看门|[一-鿿]?[一-鿿]车(?=上|里|内|的?(?:司机|驾|车主))|骑[^，。；的]{0,4}车|过马路|救人|帮忙|参与|赶来|推车|推着|送[货饭餐]|卖[^，。；的]{0,3}|等车"
)
_HELP = frozenset({"救人", "帮忙", "参与", "赶来"})
_TRADE = re.compile(
    "司机|驾驶|骑手|环卫工|清洁工|保安|门卫|房东|老板娘?|店主|摊主|小贩|商贩|厨师|[焊电木瓦钢油]工|班长|工头|监理员|学徒|快递员|外卖员|老师|教师|大?学生|保姆|护士|医生|[民交辅]警|消防|乘客|游客|邻居|新[郎娘]|伴[郎娘]|导游|售票员|店员|服务员|收银员|租客|女工|行人|路人|[小一]家|夫妻|夫妇|两口|母[子女]|父[子女]|父亲|母亲|爷爷|奶奶|孙[子女]|儿子|女儿|妻子|丈夫|婴儿|幼儿"
)
_NO_RIDER = re.compile("司机|驾驶|售票|导游|[民交辅]警|消防|骑手|环卫")
_MANY_KINDS = re.compile(
    "乘客|游客|邻居|行人|路人|工人|员工|职工|居民|村民|住户|租客|顾客|群众|人员|业主|学生"
)
_NEW = re.compile("(?:另|还有|[一1][名位个])")
_NAMED = re.compile(
    f"([{''.join(sorted(SURNAMES))}])(?:某|大[爷妈娘叔]|师傅|女士|先生)|老([{''.join(sorted(SURNAMES))}])"
)
_HURT = frozenset({"injured", "light", "seriously_injured"})
_GAP, _MOST, _LONGEST = 18, 12, 600


@value
class InARow:
    """One who is hurt, or several together: how many, what they are called, what stands before, and where."""

    number: int
    head: str
    before: str
    start: int
    end: int

    @property
    def spots(self) -> frozenset[str]:
        found = _SPOT.findall(self.before + self.head)
        # 大货车 and 货车 are one, 402 is on the fourth floor.
        found = [spot[-2:] if spot.endswith("车") else spot for spot in found]
        return frozenset(found)

    @property
    def trade(self) -> str:
        found = _TRADE.search(self.head)
        return found[0] if found else ""

    @property
    def name(self) -> str:
        found = _NAMED.search(self.before + self.head)
        return (found[1] or found[2]) if found else ""

    @property
    def is_new(self) -> bool:
        return _NEW.search(self.before) is not None


def hurt_in_a_row(text: str) -> list[InARow]:
    """The hurt of the only row of a text that tells of two or more; none where there are several rows, or where two may be the same."""
    if not GATE.search(text):
        return []
    rows: list[list[InARow]] = [[]]
    for sentence in _SENTENCE.finditer(text):
        if sentence.end() - sentence.start() > _LONGEST or _BREAKS.search(sentence[0]):
            rows.append([])
            continue
        found = list(_of_sentence(text, *sentence.span()))
        if not found and not (_DEAD.search(sentence[0]) or _UNHURT.search(sentence[0])):
            rows.append([])
        rows[-1].extend(found)
    told = [row for row in rows if row]
    row = told[0] if len(told) == 1 else []
    if not row or len(row) > _MOST or (len(row) == 1 and row[0].number == 1):
        return []
    return row if all(_are_apart(one, other) for one, other in combinations(row, 2)) else []


def _of_sentence(text: str, start: int, end: int) -> list[InARow]:
    """Whoever a sentence tells to be hurt, but for those who died as it goes on."""
    pending: tuple[int, str, str, int] | None = None
    out: list[InARow] = []
    for clause in _CLAUSE.finditer(text, start, end):
        since, until = clause.span()
        if text[since - 1 : since] == "；":
            pending = None
        subject = _subject(text, since, until)
        they = _THEY.match(text, since, until)
        state = _state(text, subject[3] if subject else since, until)
        unhurt = _UNHURT.search(text, since, until) or _DEAD.search(text, since, until)
        if subject:
            pending = None
            if state is not None and not unhurt and state - subject[3] <= _GAP:
                out.append(InARow(*subject[:3], since, until))
            elif not unhurt and not re.search(AGENT, subject[1]):
                pending = subject
        elif pending and state is not None and not unhurt:
            number = _number_of(they) if they else pending[0]
            out.append(InARow(number, pending[1], pending[2], pending[3], until))
            pending = None
        elif unhurt:
            pending = None
            if out and _DEAD.search(text, since, until) and not _ALIVE.search(text, since, until):
                out.pop()  # 母子俩被送到医院，两人先后死亡
    return out


def _number_of(they: re.Match[str]) -> int:
    return {"俩": 2, "仨": 3}.get(they["n"]) or int(read_number(they["n"]).value or 1)


def _state(text: str, start: int, end: int) -> int | None:
    """Where a wound begins, or the words that take somebody to hospital."""
    told = [m.start() for m in WOUND.finditer(text, start, end) if is_told(text, m)]
    care = _CARE.search(text, start, end)
    return min([*told, *([care.start()] if care else [])], default=None)


def _subject(text: str, start: int, end: int) -> tuple[int, str, str, int] | None:
    """Of whom a clause tells: how many they are, what they are called, what stands before, and where their words end."""
    heads = [m for m in _HEAD.finditer(text, start, end) if not _BY.search(text, start, m.start())]
    if not heads:
        return None
    first = heads[0]
    number = last = _count(text, start, first)
    stop, named = first.end(), first
    for head in heads[1:]:
        between = text[stop : head.start()]
        if not between:
            stop = head.end()  # 邻居老张
        elif between == "的":
            # 老人的儿子, 押车的工人
            named = head if named.end() == stop else named
            number, last, stop = number - last + 1, 1, head.end()
        elif _JOINED.fullmatch(between):
            last = _count(text, stop, head)
            number, stop = number + last, head.end()
        else:
            break
    return number, text[named.start() : stop], text[start : named.start()], stop


def _count(text: str, since: int, head: re.Match[str]) -> int:
    """How many words for people tell of: 一家三口, 母子俩, 两名大学生, 房东."""
    if head["family"]:
        return int(read_number(head["family"]).value or 1)
    told = [m for m in _COUNT.finditer(text, since, head.start())]
    if head["pair"]:
        number = int(read_number(head["of"]).value or 2) if head["of"] else 2
        return number
    counted = told[-1] if told and not re.search("[、和与及]", text[told[-1].end() : head.start()]) else None
    number = read_number(counted["n"]).value if counted else 1
    return int(number) if number and number == int(number) else 1


def _are_apart(one: InARow, other: InARow) -> bool:
    """Whether two who stand in this order are neither the same nor some of each other."""
    if one.spots and other.spots and not (one.spots & other.spots or _are_of_one_floor(one, other)):
        return True
    if _helps(one) != _helps(other):
        return True
    if one.name and other.name:
        return one.name != other.name
    if are_unlike(one.head, other.head) and 1 in (one.number, other.number):
        return one.number == other.number or not (_kin(one) and _kin(other))
    if _kin(one) and _kin(other) and one.number != other.number:
        return False  # 夫妻二人烧伤，妻子…
    if one.trade and other.trade and one.trade != other.trade:
        broad = _MANY_KINDS.search(one.head) or _MANY_KINDS.search(other.head)
        nobody_else = _NO_RIDER.search(one.head) or _NO_RIDER.search(other.head)
        return not broad or bool(one.spots or other.spots or nobody_else)
    if one.number == other.number == 1 and one.head != other.head:
        return other.is_new or (bool(one.spots or one.trade) and bool(other.spots or other.trade))
    return bool(one.spots or other.spots) and one.trade != other.trade and not _kin(other)


def _are_of_one_floor(one: InARow, other: InARow) -> bool:
    """402 and 四楼."""
    floors = [
        {"零一二三四五六七八九"[int(s[0])] + "楼" for s in spots if s.isdigit()} & others
        for spots, others in ((one.spots, other.spots), (other.spots, one.spots))
    ]
    return any(floors)


def _helps(one: InARow) -> bool:
    return not one.spots.isdisjoint(_HELP)


def _kin(one: InARow) -> bool:
    """Whether somebody is told of as kin, who may be of a family told before."""
    return (
        re.search("妻|夫|父|母|爸|妈|儿|女儿|孙|爷|奶|孩|弟|妹|兄|姐|媳|婿|口", one.head) is not None
        and not one.spots
    )


def row_of(known: Casualties, text: CleanText, reported: date | None, origins: Origins) -> Figure | None:
    """All the hurt of the only row of a text, where all that is known of the hurt is of that row."""
    first = known.figures.get("injured")
    if "injured" in known.least or "injured" in known.unnumbered or "poisoned" in known.figures:
        return None
    if first is not None and (first.corrected or first.supersedes or first.whole or not first.value):
        return None
    row = hurt_in_a_row(text.text)
    number = sum(one.number for one in row)
    if number <= (first.value if first else 1):
        return None
    start, end = min(one.start for one in row), max(one.end for one in row)
    hurt = [count for count in known.counts if count.name in _HURT]
    outside = [count for count in hurt if count.part == "title" or not start <= count.start < end]
    if any(count.part == "title" or count.value != number for count in outside):
        return None
    if len(row) == 1 and first is not None:
        return None
    span = text.source_span(start, end)
    if first and any(p.field_name == "title" or not span[0] <= p.start < span[1] for p in first.places):
        return None
    if origins.denied_soon(start, end) or Frames(text.text, reported).of((start, end), start, end) != "now":
        return None
    places = tuple(Place("text", *text.source_span(one.start, one.end)) for one in row)
    return Figure(number, "exact", origins.at(end), places)
