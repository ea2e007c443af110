"""The hurt whom a sentence lists one beside the other by their wounds: 一人摔断了脚踝，一人擦伤."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from monitor.classify.figures.mention import Mention

GENERIC = re.compile(
    "(?<![部上头脸手脚腿腰背胸臂体])(?:受伤|负伤|受了伤)|伤[者员]|[\\d一二两三四五六七八九十多余][人名]?伤|伤了?[\\d一二两三四五六七八九十]|送[医往院]|住院|收治"
)
"""Says that people are hurt, whatever befell them: who is told of beside it may be one of them."""
_OWN = frozenset({"plain", "added"})


HOSPITAL = "(?:医院|卫生院|卫生所|诊所|保健院|急救中心|[一二三四五六总]院)"
"""How the name of a hospital ends (regular expression source)."""
_HOSPITAL = re.compile(f"[^，。；：、\\d送往到至在被由的人者员]{{1,8}}{HOSPITAL}")
_SEVERAL = re.compile(
    "(?:[两二三四五六七八九十\\d几多]+[家所个]|各|多家|附近|就近|相关|不同)的?(?:医院|卫生院|医疗)"
)
# 另24名入院学生因紧张肚痛，现已排除食物中毒
_NOT_ILL = re.compile("排除|并非|不是|不属于|无关")
_GONE_HOME = re.compile("出院|回家|离院|返校|返家|康复|痊愈")
_NEAR, _BEHIND = 36, 16
_TOOK_IN = re.compile(
    f"[一-鿿]{{1,8}}?{HOSPITAL}(?=(?:一共|共|总共|又|也|则|先后|当晚|当夜)*(?:收治|收|接收|接诊|送来)了?)"
)
_MOVED = re.compile("转[到往至院入送诊来]|转运")
_CLAUSE_END = re.compile("[，。；：]|$")
_ATE = re.compile("[用就聚进]餐|赴宴|[吃喝食][过了完饭席下]|吃[^，。；]{0,8}饭|饭[后前]|餐[后前]|同桌|宴")


def by_hospital(mentions: list[Mention], text: str) -> list[Mention]:
    """Add those whom one hospital took in to those of another: 14名伤者被送往县医院，6名伤者被送往中医院."""
    cared = [m for m in mentions if m.name in ("injured", "poisoned") and m.role == "weak"]
    if len(cared) < 2:
        return _besides_the_first(mentions, text)
    most = max(cared, key=lambda m: m.value)
    if _SEVERAL.search(_clause(most, text)) or (
        len(cared) > 2 and 2 * most.value == sum(m.value for m in cared)
    ):
        return mentions  # 20名伤者送到三家医院，市一院8人，市二院7人，中医院5人
    names = {where[0] for m in cared if (where := _HOSPITAL.search(_clause(m, text)))}
    if len(names) < len(cared):
        return mentions
    return [replace(m, relation="joined") if m in cared else m for m in mentions]


def _besides_the_first(mentions: list[Mention], text: str) -> list[Mention]:
    """``该园的患儿有31名，另有7名在另一家医院就诊``: those who are added are others, though only taken to a doctor."""
    ill = [m for m in mentions if m.name == "poisoned" and m.value]
    if len(ill) < 2 or ill[0].role not in ("plain", "weak") or not all(m.added for m in ill[1:]):
        return mentions
    if _GONE_HOME.search(text, ill[0].end, ill[-1].start):
        return mentions  # 45名学生中毒，38人已出院，另有7人住院: the latter are of the former
    if _NOT_ILL.search(text, ill[-1].end, ill[-1].end + _NEAR):
        return mentions
    return [replace(m, role="added") if m in ill[1:] and m.role == "weak" else m for m in mentions]


def without_the_ill(mentions: list[Mention], text: str) -> list[Mention]:
    """Leave out those in care who are some of the poisoned of the same sentence: 19人因吸入氨气就诊，8人留院观察."""
    ill = [m for m in mentions if m.name == "poisoned" and m.value]
    if not ill:
        return mentions
    return [m for m in mentions if not _is_one_of(m, ill, text)]


def without_guests(mentions: list[Mention], text: str) -> list[Mention]:
    """Leave out those who ate where the word for the ill stands behind the count of others: 52名客人用餐后，八人感到不适."""
    ill = [m for m in mentions if m.name == "poisoned" and m.value]
    guests = [
        m
        for m in ill
        if (pause := text.find("，", m.start)) >= 0
        and any(pause < other.start < m.end and other.value < m.value for other in ill)
        and _ATE.search(text, m.start, pause)
    ]
    return [m for m in mentions if m not in guests] if guests else mentions


def _is_one_of(one: Mention, ill: Sequence[Mention], text: str) -> bool:
    aside = one.name == "injured" and one.role == "weak" and "伤" not in text[one.start : one.end]
    return aside and any(m.start < one.start and m.value >= one.value for m in ill)


def hospital_of(text: str, start: int, mention: Mention) -> str | None:
    """The hospital in which those lie whom a count tells to be hurt, where its sentence names one and they were not moved there from another."""
    if mention.name not in ("injured", "seriously_injured", "light"):
        return None
    told = text[max(start, mention.start - _NEAR) : mention.end]
    if _MOVED.search(text, max(start, mention.start - _NEAR), mention.end + _BEHIND) or _SEVERAL.search(told):
        return None
    where = [m[0] for m in _TOOK_IN.finditer(told)]
    return f"院:{where[-1]}" if where else None


def _clause(mention: Mention, text: str) -> str:
    begins = max(text.rfind(mark, 0, mention.start) for mark in "，。；：") + 1
    ends = _CLAUSE_END.search(text, mention.end)
    return text[begins : ends.start() if ends else len(text)]


def side_by_side(mentions: list[Mention], text: str) -> list[Mention]:
    """Take the hurt of a list for several, not for the same people; those who are not badly hurt are ``light``.

    Where the sentence counts all the hurt (5人受伤，2人骨折) nothing is changed.
    """
    listed = [m for m in mentions if m.name in ("injured", "light") and m.role in _OWN and m.value]
    if _part_follows(listed, mentions):
        return [replace(m, relation="joined") if m in listed else m for m in mentions]
    if any(m.name == "injured" and GENERIC.search(text, m.start, m.end) for m in listed) or not any(
        m.name == "injured" for m in listed
    ):
        return mentions
    if len(listed) < 2 and not _besides(listed[0], mentions):
        return mentions
    return [replace(m, name="light", relation="joined") if m in listed else m for m in mentions]


def _part_follows(listed: Sequence[Mention], mentions: Sequence[Mention]) -> bool:
    """``三名女工、两名男客被砸伤，其中一名伤势较重``: the one is of those who are listed, who are not all lightly hurt."""
    return len(listed) > 1 and any(
        m.name == "seriously_injured" and m.role == "part" and m.start > listed[-1].start for m in mentions
    )


def _besides(hurt: Mention, mentions: Sequence[Mention]) -> bool:
    """``一人重伤，一人骨折``; but of 五名队员被烧伤，两人伤势较重 the two are some of the five."""
    return any(
        m.name == "seriously_injured"
        and m.role in _OWN
        and m.value
        and (m.start < hurt.start or m.value >= hurt.value or m.added)
        for m in mentions
    )
