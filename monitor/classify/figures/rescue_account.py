"""The account of a rescue: 船上18人，7人获救，3人遇难，其余下落不明 leaves eight who are missing.

The saved, the dead and those who are still looked for come to all who were there. Only where they do, or where the text says
that all the others are left, is anything said: then the numbers bear each other out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from monitor.classify.figures.all_found import all_found
from monitor.classify.figures.areas import is_spread
from monitor.classify.figures.casualties import Count
from monitor.classify.figures.frames import Frames
from monitor.classify.figures.origin import Origin, Origins
from monitor.classify.figures.rescue_words import Told, told_of_rescue
from monitor.classify.result import Figure, Place
from monitor.text.clean import CleanText
from monitor.values import value

_GATE = (
    "医院",
    "送医",
    "没气",
    "救",
    "困",
    "上来",
    "出来",
    "影",
    "埋",
    "捞",
    "找",
    "失",
    "遇",
    "挖",
    "扒",
    "升井",
    "下落",
    "生还",
    "脱险",
    "逃",
    "游上",
    "爬",
)
_LOST = ("trapped", "missing")
_MOST, _NEAR = 40, 12
_SUMS_UP = re.compile("至此|截至|截止|目前|已有|累计|总共|一共|最新|最终|共")

_DEAD = re.compile("死|遇难|遗体|白布|没气|身亡|不治|没了")
_FOUND_BEHIND = re.compile(
    "(?:全部|全都|悉数|均已?|都已?)(?:被)?(?:安全|成功|平安)?(?:找到|救出|获救|脱险|脱困|升井|寻获)|(?:搜救|救援|搜寻|打捞)(?:工作|行动)?(?:已经?|全部)*(?:结束|完成)|报了?平安"
)
# 警方正在寻找3名证人: no rescue.
_LOOKED_FOR = re.compile(
    "失联|失踪|下落|[困埋压]|搜|营救|施救|救出|出来|上来|捞|[没未][^，。；]{0,3}找到|消息"
)
# 5具遗体，另有一名救护队员牺牲: of those who came to help, not of those looked for.
_HELPERS = re.compile("救护队|救援|消防|指战员|施救|救人|民警|战士")
# 除夫妻俩和一名安全员获救外: somebody stands beside the count whom nobody counts.
_JOINED = ("和", "与", "及", "、")
_SHUT_IN = re.compile("被困|被埋|掩埋|埋压|被压|[压埋困]在|冒顶|塌|垮|透水|滑坡")


@value
class Account:
    """How many of all are saved, dead and left, and from where to where it is told; ``reckoned``: those left by what is left of all."""

    whole: Told
    dead: int
    left: int
    missing: bool
    parts: tuple[Told, ...]
    reckoned: bool


def account_of(text: str, told: Sequence[Told]) -> Account | None:
    """The last account that comes out; None where none does, or where somebody is told of behind it."""
    found = [
        account
        for at, one in enumerate(told)
        if (one.number or 0) > 1 and _may_be_all(one) and not _is_of_some(one, told[:at])
        for account in _from(text, told, at)
    ]
    best = max(found, key=lambda a: (a.parts[-1].start, a.whole.start), default=None)
    if best is None:
        return None
    last = best.parts[-1]
    behind = [t for t in told if t.start > last.start]
    if any(t.fate == "dead" or (t.fate in ("left", "saved", "found") and not t.among) for t in behind):
        return None
    return best


def _may_be_all(told: Told) -> bool:
    return told.fate in ("all", "there") and not told.among


def _is_of_some(there: Told, before: Sequence[Told]) -> bool:
    """``打捞遗体1具；发现救生筏一个，筏内有船员3人``: some of those who are looked for, no whole of its own."""
    again = any(_may_be_all(t) and t.number == there.number for t in before)
    return there.fate == "there" and not again and any(t.fate == "dead" for t in before)


def _from(text: str, told: Sequence[Told], at: int) -> Iterator[Account]:
    """The accounts of one whole: of all that follows it, or of a later sentence that sums up (截至目前，…)."""
    whole = told[at]
    if any(_is_unclear(text, whole, t) for t in told[at + 1 :]):
        return
    rest = [t for t in told[at + 1 :] if not (_may_be_all(t) and t.number == whole.number)]
    for n, one in enumerate(rest[:_MOST]):
        opens = max(text.rfind(mark, 0, one.start) for mark in "。；！？\n") + 1
        if n == 0 or (one.sentence != rest[n - 1].sentence and _SUMS_UP.search(text, opens, one.start)):
            for nested in (False, True):
                sums = list(_sums(whole, rest[n:], nested=nested))
                yield from sums
                if sums:
                    break


def _is_unclear(text: str, whole: Told, part: Told) -> bool:
    """Whether a part counts whoever came to help those who are looked for, or leaves somebody beside it uncounted."""
    helps = part.fate == "dead" and _HELPERS.search(text, part.start, part.end) is not None
    if helps and _HELPERS.search(text, whole.start, whole.end) is None:
        return True
    return text.endswith(_JOINED, 0, part.start) and part.start == whole.end


def _sums(whole: Told, rest: Sequence[Told], *, nested: bool) -> Iterator[Account]:
    """What the parts come to; ``nested``: whoever is told dead right behind those who were brought out is one of them (扒出来4个，2个没气了)."""
    saved = dead = of_these = 0
    parts: list[Told] = []
    sought: Told | None = None
    base: Told | None = None
    closed = True
    for n, one in enumerate(rest[:_MOST]):
        number, fate = one.number, one.fate
        of_last = nested and n > 0 and fate == "dead" and not one.rest and _is_of(one, rest[n - 1])
        if number is None:
            number = (whole.number or 0) - saved - dead
            if number <= 0 or not parts:
                return
        elif (one.among or of_last) and parts:
            of_these += number
            if fate == "dead" and base and number <= (base.number or 0):
                saved, dead = saved - number, dead + number
                parts.append(one)
            continue
        elif one.rest and base and of_these and of_these + number == base.number:
            continue  # 救起4人，其中1人死亡，其余3人送医: of the four
        elif fate == "found" and nested and n + 1 < len(rest) and _is_of(rest[n + 1], one):
            fate = "saved"
        elif fate in ("found", "there"):
            return
        parts.append(one)
        base, of_these = (one, 0) if fate == "saved" else (base, of_these)
        if fate in ("all", "left"):
            sought, closed = one, saved + dead + number == whole.number
        else:
            saved, dead = saved + number * (fate == "saved"), dead + number * (fate == "dead")
        left = (number if one is sought else sought.number or 0) if sought else 0
        if saved + dead > (whole.number or 0):
            return
        comes_to = saved + dead + left == whole.number or (closed and saved + dead == whole.number)
        if saved + dead and comes_to:
            left = (whole.number or 0) - saved - dead
            called = (sought, whole) if sought and left else (whole,)
            yield _account(whole, dead, left, called, parts, one.number is None)


def _is_of(dead: Told, before: Told) -> bool:
    few = dead.number is not None and dead.number <= (before.number or 0)
    return (
        dead.fate == "dead" and few and before.fate in ("saved", "found") and dead.sentence == before.sentence
    )


def _account(
    whole: Told, dead: int, left: int, called: Sequence[Told], parts: Sequence[Told], reckoned: bool
) -> Account:
    said = next((t.missing for t in called if t.missing is not None), True)
    return Account(whole, dead, left, said, tuple(parts), reckoned)


def with_account(
    figures: Mapping[str, Figure],
    counts: Sequence[Count],
    text: CleanText,
    reported: date | None = None,
) -> dict[str, Figure]:
    """The dead, the trapped and the missing where the text accounts for all of them."""
    words = text.text
    if is_spread(words) or not any(word in words for word in _GATE):
        return {}
    told = told_of_rescue(words)
    if not told:
        return {}
    account = account_of(words, told)
    if account is None:
        return _last_left(figures, told, text, reported)
    start, end = account.whole.start, account.parts[-1].end
    if account.left and _are_found_behind(words, account.left, end):
        return {}
    origins = Origins(words)
    if origins.denied_soon(start, end) or origins.negated(0, start):
        return {}
    if Frames(words, reported).of((start, end), account.parts[0].start, end) != "now":
        return {}
    origin = origins.at(account.parts[-1].start)
    place = Place("text", *text.source_span(account.parts[-1].start, end))
    out: dict[str, Figure] = {}
    for name in _LOST:
        number = account.left if (name == "missing") == account.missing else 0
        known = figures.get(name)
        if known is None and not number:
            continue
        if known is not None and (known.value == number or not _all_within(name, counts, account)):
            continue
        # Only what was read otherwise is set right; a number of its own supersedes no bulletin (:mod:`monitor.sla.tolls`).
        out[name] = Figure(number, "exact", origin, (place,), corrected=known is not None)
    out |= _dead(figures, counts, account, text, origin)
    return out


def _are_found_behind(words: str, left: int, since: int) -> bool:
    """``其余的人失联。今天下午，失联人员全部找到，平安``: what became of those who were left is told behind."""
    return all_found(words, left, since) or _FOUND_BEHIND.search(words, since) is not None


def _last_left(
    figures: Mapping[str, Figure], told: Sequence[Told], text: CleanText, reported: date | None
) -> dict[str, Figure]:
    """``多人被困。3人获救，2人遇难，剩下的4人仍在营救``: who is left of nobody knows how many."""
    words, last = text.text, told[-1]
    others = [t for t in told[:-1] if t.fate in ("saved", "dead")]
    if last.fate != "left" or not last.number or not others or any(name in figures for name in _LOST):
        return {}
    if _are_found_behind(words, last.number, last.end):
        return {}
    if _DEAD.search(words, last.end) or any(_may_be_all(t) for t in told):
        return {}
    if others[-1].sentence < last.sentence - 1 or not _LOOKED_FOR.search(
        words, max(0, last.start - _NEAR), last.end
    ):
        return {}
    origins = Origins(words)
    if origins.denied_soon(last.start, last.end) or origins.negated(0, last.start):
        return {}
    if Frames(words, reported).of((others[0].start, last.end), last.start, last.end) != "now":
        return {}
    missing = last.missing if last.missing is not None else not _SHUT_IN.search(words, 0, last.start)
    place = Place("text", *text.source_span(last.start, last.end))
    return {
        "missing" if missing else "trapped": Figure(last.number, "exact", origins.at(last.start), (place,))
    }


def _dead(
    figures: Mapping[str, Figure], counts: Sequence[Count], account: Account, text: CleanText, origin: Origin
) -> dict[str, Figure]:
    known = figures.get("deaths")
    places = tuple(
        Place("text", *text.source_span(t.start, t.end)) for t in account.parts if t.fate == "dead"
    )
    if not account.dead or not places:
        return {}
    figure = Figure(account.dead, "exact", origin, places, corrected=not account.reckoned)
    if known is None:
        return {"deaths": replace(figure, corrected=False, whole=figure.corrected)}
    if known.value == account.dead and not _all_within("deaths", counts, account):
        return {}
    if known.value == account.dead:
        return {"deaths": replace(known, corrected=True)} if figure.corrected else {}
    if known.corrected or known.supersedes or known.bound != "exact":
        return {}
    if any(c.part == "title" for c in counts if c.name == "deaths"):
        return {}
    if known.value > account.dead:
        return {}  # 1人死亡、2人失联。…失联的2人已确认遇难: others died beside those of the account
    if not _all_within("deaths", counts, account):
        return {}
    return {"deaths": replace(figure, origin=known.origin)}


def _all_within(name: str, counts: Sequence[Count], account: Account) -> bool:
    """Whether the account holds all that the text counts of a figure."""
    start, end = account.whole.start, account.parts[-1].end
    return all(
        c.part == "text" and start - _NEAR <= c.start < end for c in counts if c.name == name and c.value
    )
