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
from monitor.classify.rereading.in_a_row import InARow, are_apart
from monitor.classify.result import Figure, Place
from monitor.text.clean import CleanText
from monitor.text.numerals import NUMBER, read_number

_SENTENCE = re.compile("[^。！？\\n]+")
_CLAUSE = re.compile("[^，；：]+")
_HEAD = re.compile(
    f"一家(?P<family>[两二三四五六七八])口人?|(?P<pair>(?:{TWO}|老两口|小两口|两口子))(?:俩|(?P<of>[二两三四五])人)?|(?P<one>{ONE}|{MORE_ONES}|[一-鿿](?:理员|送员|育员))"
)
_COUNT = re.compile(f"(?P<n>{NUMBER})[名位个]")
_AND = re.compile("[、和与及]")
_THEY = re.compile(f"(?:他们|这|娘|爷|母|父|姐|兄)?(?P<n>{NUMBER}|[俩仨])个?人?(?:都|均|全|双双|也)")
_JOINED = re.compile("(?:[、和与及]|以及)(?:他们?的?|她们?的?|其)?[^，；、。]{0,8}")
_CARE = re.compile(
    "(?:送|住|推|抬|转)(?:往|到|至|进|入)了?[^，。；]{0,8}(?:医院|监护室|ICU|病房|手术室)|送医|住院|入院|(?:正在|全力|紧急)抢救"
)
_ALL = re.compile("都|均|双双|全部?|两人|俩|二人")
_DEAD = re.compile(
    "死|亡|遇难|不治|罹难|丧生|离世|去世|没了呼吸|停止[了]?(?:呼吸|心跳)|生命体征|无效|遗体|失踪|失联|咽了?气|断了气|没了气|没[有能]?(?:能)?(?:保住|抢?救|挺|撑|熬)"
)
_ALIVE = re.compile("生命(?:体征)?(?:平稳|危险)|脱离")
_UNHURT = re.compile("[未没无](?:有)?(?:受伤|大碍|受到伤|什么伤|事)|毫发|安然|平安|惊吓|无恙|幸免|躲过")
_BREAKS = re.compile("[“”「」]|说(?!不出)|称|表示|介绍|告诉|回忆|透露|看到|看见|据(?!点)|记者|去年|此前|曾")
_BY = re.compile("(?:被|由|让|给|向|(?<!一)对|跟|据|因|为|替|把|将|送|救|扶|背|抱|推)[^，；、的]{0,3}$")
_HURT = frozenset({"injured", "light", "seriously_injured"})
_GAP, _MOST, _LONGEST = 18, 12, 600


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
    return row if all(are_apart(one, other) for one, other in combinations(row, 2)) else []


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
    if head["pair"]:
        return int(read_number(head["of"]).value or 2) if head["of"] else 2
    told = list(_COUNT.finditer(text, since, head.start()))
    if not told or _AND.search(text, told[-1].end(), head.start()):
        return 1
    return int(read_number(told[-1]["n"]).value or 1)


def row_of(known: Casualties, text: CleanText, reported: date | None, origins: Origins) -> Figure | None:
    """All the hurt of the only row of a text, where all that is known of the hurt is of that row."""
    first = known.figures.get("injured")
    if "injured" in known.least or "injured" in known.unnumbered or "poisoned" in known.figures:
        return None
    if first is not None and (first.corrected or first.supersedes or first.whole or not first.value):
        return None
    hurt = [count for count in known.counts if count.name in _HURT]
    if any(count.part == "title" for count in hurt):
        return None
    row = hurt_in_a_row(text.text)
    number = sum(one.number for one in row)
    if number <= (first.value if first else 1):
        return None
    start, end = min(one.start for one in row), max(one.end for one in row)
    if any(count.value != number for count in hurt if not start <= count.start < end):
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
