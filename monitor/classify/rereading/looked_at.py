"""Those who were taken to a doctor and turned out to be unhurt: 19人送医 … 其余6人拍片没有发现异常，已自行回家.

Whoever is only taken to hospital counts as hurt until the text tells what the doctors found. Where it takes such a number apart, those
of whom it says that nothing was found are taken off. A number that is called hurt (12名伤者, 12人受伤) is never taken apart so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from monitor.classify.figures.casualties import Casualties
from monitor.classify.rereading.entries import Entry
from monitor.classify.rereading.fate_words import Fate
from monitor.classify.result import Figure, Place
from monitor.text.clean import CleanText
from monitor.text.numerals import NUMBER
from monitor.values import value

_SENTENCES = 3
_HURT: frozenset[Fate] = frozenset({"hurt", "badly", "light"})
_TO_DOCTOR = re.compile(
    "医院|卫生院|保健院|急救中心|送医|就医|送诊|做了?(?:全面|身体|医学)?检查|急诊|体检|接诊|收治|[一二三]院"
)
_CALLED_HURT = re.compile("(?<![无未])(?<!没有)(?<!没)受伤|伤[者员情势]|[轻重死]伤|负伤|挂彩")
_NOTHING = "(?:未|没有?|无|并无|均无|不存在)(?:什么|任何|明显|有|人|再|大的|受到?|发现|查出来?|检出|检查出|诊断出|出现|见|其他|身体|的){0,4}"
_FINE = re.compile(
    f"{_NOTHING}(?:异常|问题|毛病|大碍|碍|恙|[内外损]伤|[烧烫]伤|伤(?![亡势情口者员])|事(?![故先发]))|"
    "(?:身体|检查|指标|各项|一切|体检|均|都)[^，。；]{0,4}?正常|安然|平安|毫发|虚惊|排除(?:了)?(?:受伤|骨折|[损内外]伤)|健康|"
    "检查(?:完|后|了一下)(?:就|便|也|已|都|即|当[天晚日]|陆续|自行|又){0,3}(?:走了|离开|离院|回家|回去|返家)"
)
# Frightened or cold: taken to a doctor, but not hurt.
_SHAKEN = re.compile("受[^，。；]{0,3}惊|惊吓|吓[着到得坏]|受凉|着凉|心慌|情绪")
_REST = re.compile(
    f"(?:其[他余它]|剩下|余下|剩余|别的|另外)的?(?!{NUMBER})(?:[^，。；\\d有]{{0,6}}?)(?:人|孩子|学生|乘客|旅客|游客|者|工人|员|的|均|都|则|(?=只|没|未|无))"
)
# 经全面检查，均未受伤
_ALL_FINE = re.compile(
    f"(?:检查|诊断|拍片|体检|检测|CT|B超)[^。；\\d]{{0,16}}?(?:均|都|全部?|无一|没有一个|{_NOTHING}一)[^。；，\\d]{{0,8}}?(?:受伤|[外损]伤|异常)"
)
# Who is still in care was not only looked at.
_STAYS = re.compile("留院|住院|在院|[仍尚还正]在|接受[^，。；]{0,4}治疗")
# 真正受伤的只有5个孩子
_HURT_ARE = re.compile("受伤的(?:只|仅|共|一共|实际)*(?:有|是|为)$")
_RULED_OUT = re.compile("排除了?$")
_STOPS = "。！？\n；"


@value
class Checked:
    """So many who were taken to a doctor, ``hurt`` of them: the entry that counts them, and the parties that tell how they are.

    Not ``sure``: that nobody is hurt is not said, only that they were frightened.
    """

    whole: Entry
    hurt: int
    parts: tuple[Entry, ...]
    sure: bool = True


@value
class _Part:
    """Some of them and how they are; no ``number``: 其他人."""

    number: int | None
    hurt: bool
    fine: bool
    entry: Entry | None = None


def looked_at(text: str, entries: Sequence[Entry]) -> list[Checked]:
    """Every number of people taken to a doctor of whom some, or all, are told to be unhurt."""
    out: list[Checked] = []
    for n, entry in enumerate(entries):
        if not _is_only_seen(text, entry):
            continue
        parts = _parts(text, entry, entries[n + 1 :])
        all_fine = _are_all_fine(text, entry)
        if not any(p.number for p in parts) and (all_fine or _is_only_shaken(text, entry)):
            out.append(Checked(entry, 0, (), sure=all_fine))
        elif (hurt := _hurt_of(entry.number, parts)) is not None:
            out.append(Checked(entry, hurt, tuple(p.entry for p in parts if p.entry)))
    return out


def without_unhurt(
    known: Casualties, found: Sequence[Checked], fields: Mapping[str, CleanText]
) -> tuple[int, Sequence[Checked]] | None:
    """How many are hurt, where what is known counts all whom a doctor saw, or not all of those who are hurt."""
    first = known.figures.get("injured")
    if not found or (first and (first.corrected or first.supersedes or not first.value)):
        return None
    if first and first.whole and not any(_is_all_that_stands(first, c, fields["text"]) for c in found):
        return None
    if first and _is_called_hurt(first.value, known, fields):
        return None
    seen, hurt = sum(c.whole.number for c in found), sum(c.hurt for c in found)
    number = first.value if first else None
    if first and first.value >= seen:
        if seen != number and not all(_holds(first, c, fields["text"]) for c in found):
            return None  # 砸伤4名旅客。另有两名旅客受惊送医
        left = first.value - seen + hurt
    elif one := next((c for c in found if c.whole.number == number), None):
        if not all(c.whole.party.relation == "of" for c in found):  # 县医院的12人中 … 中医院的6人中
            hurt, found = one.hurt, [one]
        left = hurt
    elif number is None or number < hurt:
        left = hurt
    else:
        return None
    # Who only was frightened is no reason to say that nobody is hurt.
    sure = left > 0 or any(one.sure for one in found)
    return (left, found) if left != number and sure else None


def _holds(first: Figure, one: Checked, text: CleanText) -> bool:
    """Whether a greater number was reckoned with those whom a doctor saw, or could be in the headline."""
    place = Place("text", *text.source_span(one.whole.party.start, one.whole.party.end))
    return place.is_within(first.places) or any(p.field_name == "title" for p in first.places)


def _is_all_that_stands(first: Figure, one: Checked, text: CleanText) -> bool:
    """Whether a number is that of those whom a doctor saw, and stands nowhere else: 造成2人死亡，5名乘客送医检查，均未受伤."""
    place = Place("text", *text.source_span(one.whole.party.start, one.whole.party.end))
    return one.whole.number == first.value and all(place.is_within([other]) for other in first.places)


def _is_called_hurt(number: int, known: Casualties, fields: Mapping[str, CleanText]) -> bool:
    """Whether some words count so many as hurt, not only as seen by a doctor."""
    return any(
        c.name == "injured"
        and c.value == number
        and c.value > 1
        and _CALLED_HURT.search(fields[c.part].text, c.start, c.end)
        for c in known.counts
    )


def _is_only_seen(text: str, entry: Entry) -> bool:
    """Whether a count is of people who were taken to a doctor and are not called hurt."""
    party = entry.party
    if not party.counted or party.number < 2 or not entry.current or party.relation in ("among", "rest"):
        return False
    if any(t.fate in _HURT or t.fate == "dead" for t in entry.told):
        return False
    begins = max(text.rfind(mark, 0, party.start) for mark in "，：" + _STOPS) + 1
    ends = min((at for mark in "，" + _STOPS if (at := text.find(mark, party.end)) >= 0), default=len(text))
    to_doctor = any(t.fate == "care" for t in entry.told) or _TO_DOCTOR.search(text, begins, ends)
    return (
        bool(to_doctor)
        and not _CALLED_HURT.search(text, begins, ends)
        and not _STAYS.search(text, begins, ends)
    )


def _parts(text: str, whole: Entry, behind: Sequence[Entry]) -> list[_Part]:
    """Of whom the text goes on to tell how they are, until all of them are told of."""
    out: list[_Part] = []
    left, end = whole.number, whole.party.end
    told = [e for e in behind if e.party.sentence - whole.party.sentence <= _SENTENCES]
    last = _last(text, end)
    for n, entry in enumerate(told):
        party = entry.party
        if party.relation == "of" or not entry.current or _are_all(whole, out):
            last = min(last, party.start)
            break
        until = _until(text, told[n + 1].party.start if n + 1 < len(told) else len(text), party.end)
        rest = _REST.search(text, end, party.start)
        if rest and not _HAS_NUMBER.search(text, *rest.span()):
            until_rest = _until(text, party.start, rest.end())
            if _is_fine(text, rest.end(), until_rest):
                return [*out, _Part(None, hurt=False, fine=True)]
        end = party.end
        part = _part(text, entry, until)
        if part is None:
            continue
        if part.number is None:
            return [*out, part]
        if part.number > whole.number or (not party.counted and not part.hurt):
            continue
        if part.fine and part.number > left:
            break
        out.append(part)
        left -= part.number if part.fine else 0
        last = _last(text, end)
    rest = None if _are_all(whole, out) else _REST.search(text, end, last)
    if rest and _is_fine(text, rest.end(), _until(text, len(text), rest.end())):
        out.append(_Part(None, hurt=False, fine=True))
    return out


_HAS_NUMBER = re.compile(NUMBER)


def _part(text: str, entry: Entry, until: int) -> _Part | None:
    party = entry.party
    wounds = [t for t in entry.told if t.fate in _HURT]
    hurt = any(not _RULED_OUT.search(text, max(0, t.start - 3), t.start) for t in wounds)
    hurt = hurt or _HURT_ARE.search(text, max(0, party.start - 10), party.start) is not None
    if rest := _REST.search(text, party.end, until):
        until = rest.start()
    in_care = any(t.fate == "care" for t in entry.told)
    fine = not hurt and _is_fine(text, party.end, until, in_care=in_care)
    if party.relation == "rest" and not _HAS_NUMBER.search(text, party.start, party.end):
        return _Part(None, hurt=False, fine=True) if fine else None
    told = hurt or fine or in_care or (party.counted and party.relation == "among")
    return _Part(party.number, hurt, fine, entry) if told else None


def _is_fine(text: str, start: int, end: int, *, in_care: bool = False) -> bool:
    """Whether words tell of nobody hurt; 2人留院观察，均无大碍 are in no danger."""
    told = [m for m in _FINE.finditer(text, start, end) if not (in_care and m[0].endswith("碍"))]
    return bool(told) or _SHAKEN.search(text, start, end) is not None


def _until(text: str, most: int, start: int) -> int:
    """Where the words end that tell of a party: with its sentence, or where the next party is named."""
    return min((at for mark in _STOPS if (at := text.find(mark, start, most)) >= 0), default=most)


def _last(text: str, end: int) -> int:
    """Where the next sentence but one begins."""
    return _until(text, len(text), _until(text, len(text), end + 1) + 1)


def _are_all(whole: Entry, parts: Sequence[_Part]) -> bool:
    told = [p.number or 0 for p in _without_some_of_them(parts) if p.hurt or p.fine]
    return sum(told) >= whole.number


def _hurt_of(whole: int, parts: Sequence[_Part]) -> int | None:
    """How many of a number are hurt by what is told of its parts; None where these do not fit, or nobody is told to be unhurt."""
    fine = sum(p.number or 0 for p in parts if p.fine)
    hurt = _without_some_of_them([p for p in parts if not p.fine and p.number])
    if parts and parts[-1].number is None:
        told = sum(p.number or 0 for p in hurt if p.hurt) or sum(p.number or 0 for p in hurt)
        return told if 0 < told < whole - fine else None
    left = whole - fine
    if not fine or left < 0:
        return None
    numbers = [p.number or 0 for p in hurt]
    if left == 0 and any(p.fine and p.entry and p.entry.party.relation == "other" for p in parts):
        return None  # 5名租客被送往医院。还有5人吓得腿软，没有受伤
    if any(_is_beside(p) for p in parts if p.fine):
        return left if _come_to(left, numbers) else None
    return left if max(numbers, default=0) <= left else None


def _is_beside(part: _Part) -> bool:
    """Whether those who are unhurt could be others than those taken to a doctor: another 2人无碍, unless with the hurt they are all."""
    return part.entry is not None and part.entry.party.relation not in ("among", "rest")


def _come_to(number: int, parts: Sequence[int]) -> bool:
    """Whether some of the parts come to a number: others tell of wounds of those before them."""
    sums = {0}
    for part in parts:
        sums |= {known + part for known in sums if known + part <= number}
    return number in sums


def _without_some_of_them(parts: Sequence[_Part]) -> list[_Part]:
    """``7人受伤，其中2人伤势较重``: without those who are of those before them."""
    out: list[_Part] = []
    for part in parts:
        among = part.entry is not None and part.entry.party.relation == "among"
        if not (among and out and (out[-1].number or 0) >= (part.number or 0)):
            out.append(part)
    return out


def _are_all_fine(text: str, whole: Entry) -> bool:
    return _ALL_FINE.search(text, whole.party.end, _last(text, whole.party.end)) is not None


def _is_only_shaken(text: str, whole: Entry) -> bool:
    """``两名妇女因受惊出现心慌症状，送医后已回家``."""
    end = _until(text, len(text), whole.party.end)
    return _SHAKEN.search(text, whole.party.end, end) is not None
