"""One party of the hurt, and by what it can be told from others: its noun, name, vehicle and place, and whether it is said to come on top."""

from __future__ import annotations

import re

from monitor.classify.figures.wounds import BODY
from monitor.classify.rereading.entries import Entry
from monitor.classify.rereading.parties import SURNAMES
from monitor.classify.rereading.strangers import kind_of, vehicle_of
from monitor.values import value

_CLAUSE_START = re.compile("[，。；：！？（）\\n]")
_CLAUSE_CHARS = 40
_ONE_MORE = re.compile("另|还有|此外|除[^，。；]{1,16}外|又有|又[使致让]|同样|同时")
_ALSO = re.compile("[^，。；]{0,6}?也(?:被|受|遭|因|在|有|[轻重]?伤|[摔撞砸烧烫擦刮划扭震崴])")
_AMONG = re.compile("其中|包括|分别")
# 与他同病房的还有…: one of those who are counted.
_SAME_WARD = re.compile("同(?:病房|一?院|在)[^，。；]{0,8}$")
_CALLED_HURT = re.compile("[^，。；、\\d]{0,6}?(?:伤[者员]|受伤(?:者|人员|群众|的))")
# 一人, 两个被…, 一名在…: no word says who.
_UNNAMED = re.compile(
    f"(?:人|[名位个](?=人|[，。；]|被|在|因|受|送(?=[医往到至进去])|已|经|于|当|也|均|都|仍|则|从|随|重|轻|伤|正|还|没|有|是|的|压|困|埋|卡|躺|脱|跳|摔|撞|断|流|满|全|{BODY}))"
)
# 骑摩托车路过的男子: nobody of those inside.
_PASSES = re.compile(
    "(?:路过|过路|途经|经过|散步|遛弯|骑(?:摩托|电动|自行|单|电瓶)?车?|晨练|逛街)[^，。；、]{0,6}$"
)
_ELSEWHERE = re.compile("隔壁|对面|对门|楼[上下]|路边|门外|外面|附近|旁边|街边")
# 领头的一班车…；夹在中间的二班车…: each of the places of a list has its own.
_PLACED = re.compile("[一-鿿]{2}(?:车|船|艇|楼|室|屋|店|班|排|厂|间|层)")
_AMONG_BEFORE = re.compile("[中里]，$")
_NOUN = re.compile("[一-鿿]{1,8}?[员工师匠手主警长妹弟者](?![一-鿿]{0,2}的)|[一-鿿]{2}")
_INDEFINITE = re.compile("[一1][名位个][^，。；、]{0,12}$")
_THIS = re.compile("[该这那][名位个]?$")
# Nothing stands before whoever opens a text.
_ALONE = frozenset(["", *"，。；：！？\n“”时后"])
_NAME = re.compile(
    f"([{''.join(sorted(SURNAMES))}])(?:某|师傅|女士|先生|大[娘爷妈姐哥叔婶伯]|老师|阿姨|婆婆|老汉|老太|[老小]姐)"
)
_SHORT_NAME = re.compile("[老小阿]([一-鿿])$")


@value
class Hurt:
    """Some who are hurt, and by what they can be told from others.

    ``more``: said to come on top of those before, ``also``: by 也. ``anybody``: a count that says nothing of who they are,
    ``unnamed``: one without any noun, ``others``: 另2名旅客, who may be those who are left of the passengers before.
    """

    entry: Entry
    number: int
    noun: str
    kind: str | None
    vehicle: str | None
    name: str | None
    indefinite: bool
    more: bool
    also: bool
    anybody: bool
    unnamed: bool
    bare: bool
    others: bool
    place: str | None
    segment: tuple[int, int, str]
    members: frozenset[str] = frozenset()

    @property
    def called(self) -> bool:
        """Whether a noun says who they are."""
        return bool(self.noun) and not self.anybody

    @property
    def drives(self) -> bool:
        return self.kind == "driver" or self.vehicle is not None

    @property
    def is_group(self) -> bool:
        return self.entry.number > 1


def hurt_of(text: str, entry: Entry, number: int) -> Hurt:
    """A party of the ledger of whom so many are hurt."""
    party = entry.party
    noun_end = (
        text.find(party.noun, party.end, party.end + 12) if party.counted and party.noun else party.start
    )
    since = max(0, party.start - _CLAUSE_CHARS)
    begins = max((m.end() for m in _CLAUSE_START.finditer(text, since, party.start)), default=since)
    sentence = max(text.rfind(mark, 0, party.start) for mark in "。！？\n") + 1
    before, kind = text[begins : party.start], kind_of(text, party)
    way = text[party.end : noun_end] if party.counted and noun_end > 0 else before
    if kind not in ("driver", "passer") and _PASSES.search(way):
        kind = "bystander"
    elsewhere = _ELSEWHERE.search(text, sentence, party.start)
    name = None if party.counted else _name(text, max(begins, party.start - 2), party.end)
    unnamed = party.counted and kind is None and _UNNAMED.match(text, party.end - 1) is not None
    anybody = party.counted and kind is None and (unnamed or bool(_CALLED_HURT.match(text, party.end)))
    beside = (
        party.relation not in ("among", "rest", "of")
        and entry.parent is None
        and not _AMONG.search(text, sentence, party.start)
        and not _AMONG_BEFORE.search(text, sentence, begins)
    )
    also = beside and _ALSO.match(text, party.end) is not None
    more = (
        beside
        and not unnamed
        and not _SAME_WARD.search(before)
        and (
            also
            or party.relation == "other"
            or _ONE_MORE.search(text, max(sentence, begins - 4), party.start) is not None
        )
    )
    noun = party.noun
    if party.counted and not (noun or unnamed or anybody) and (called := _NOUN.match(text, party.end)):
        noun = called[0]
    return Hurt(
        entry, number, noun, kind, vehicle_of(text, party),
        name,
        party.counted or _INDEFINITE.search(before) is not None,
        more, also, anybody, unnamed,
        text[party.start - 1 : party.start] in _ALONE or _THIS.search(before) is not None,
        text.endswith("另", begins, party.start),
        elsewhere[0] if elsewhere else None,
        _segment(text, party.start),
    )  # fmt: skip


def _name(text: str, start: int, end: int) -> str | None:
    """The surname by which somebody is called: 邻居小吴, 周女士."""
    told = _NAME.search(text, start, end + 2) or _SHORT_NAME.search(text, start, end)
    return told[1] if told else None


def _segment(text: str, at: int) -> tuple[int, int, str]:
    """Where the sentence and the part of a list begin in which something stands, and what place that part names first."""
    sentence = max(text.rfind(mark, 0, at) for mark in "。！？\n") + 1
    begins = max(sentence, text.rfind("；", 0, at) + 1)
    placed = _PLACED.search(text, begins, at)
    return sentence, begins, placed[0] if placed else ""
