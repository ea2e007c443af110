"""A second reading of the dead and the hurt by the ledger, for what the first, by the words beside each count, did not find.

It adds a figure where the first found none and one party alone, or the parties of one clause, tell it; it replaces one by what
headline and text both come to, and by a greater number of the parties of the only clause that tells any, or that the text adds up itself. A learnt chooser, which knows none of the rules, may raise a number or fill one that is still missing.
What they change is named in ``second``, makes a level that rests on it provisional and lowers none (decisions 0043, 0046).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from monitor.classify.figures.casualties import Casualties
from monitor.classify.figures.countrymen import counts_countrymen
from monitor.classify.figures.origin import Origins
from monitor.classify.figures.own_claims import is_said_none
from monitor.classify.figures.poisonings import is_poisoning
from monitor.classify.figures.victims import dies_by_name
from monitor.classify.rereading.accounts import FATES
from monitor.classify.rereading.also_hurt import also_hurt, driver_elsewhere
from monitor.classify.rereading.by_hospital import taken_in
from monitor.classify.rereading.dead_apart import dead_apart
from monitor.classify.rereading.died_in_serials import one_more_since
from monitor.classify.rereading.died_later import died_later
from monitor.classify.rereading.entries import Entry
from monitor.classify.rereading.fate_words import HURT
from monitor.classify.rereading.fell_ill import fell_ill
from monitor.classify.rereading.hurt_in_a_row import row_of
from monitor.classify.rereading.in_turn import dead_in_turn
from monitor.classify.rereading.ledger import Ledger
from monitor.classify.rereading.looked_at import looked_at, without_unhurt
from monitor.classify.rereading.one_by_one import told_one_by_one
from monitor.classify.rereading.raising import Raiser, Reads
from monitor.classify.rereading.signs import ledgers
from monitor.classify.rereading.strangers import sum_of_strangers
from monitor.classify.rereading.tallies import Tally, tally
from monitor.classify.rereading.those_left import those_left
from monitor.classify.result import Figure, Place
from monitor.text.clean import CleanText
from monitor.text.numerals import NUMBER, read_number

_ILLS = frozenset({"food_poisoning", "epidemic"})
"""Of what is an illness who is taken to hospital is not hurt."""
_LABELS = {
    "deaths": "死亡",
    "injured": "受伤",
    "seriously_injured": "重伤",
    "missing": "失联",
    "poisoned": "中毒",
}
_QUOTED = 40


def read_again(
    known: Casualties,
    kind: str | None,
    title: CleanText,
    text: CleanText,
    reported: date | None = None,
    *,
    chooser: Reads | None = None,
) -> Casualties:
    """The casualties of an emergency of a kind with the figures that only the ledger tells, or tells as the headline does, and those that the ``chooser`` raises."""
    ill = kind in _ILLS or is_poisoning(title.text, text.text)
    names = ("deaths",) if ill else tuple(FATES)
    heading_text, body_text = ledgers(title, text)
    body, heading = Ledger(body_text, reported), Ledger(heading_text, reported)
    origins = Origins(text.text, title.text)
    if "某" in text.text and any(_has_died(entry, text.text) for entry in body.entries):
        names = tuple(name for name in names if name != "seriously_injured")
    later, hurt_then = ({}, 0) if ill else _later(known, heading, body, origins, text)
    changed: dict[str, Figure] = {}
    # Who died since a toll, or was taken in by each hospital, is told in words, and no more in doubt than they are.
    told_so = dict(later)
    for name in (n for n in names if n not in later):
        told = tally(text.text, body.entries, FATES[name])
        titled = tally(title.text, heading.entries, FATES[name])
        if titled and counts_countrymen(title.text):
            titled = None  # 5名中国游客遇难: of others it says nothing
        if name == "injured" and titled and not any(e.party.counted for e in titled.entries):
            titled = None  # 新娘重伤: a headline that names some counts nobody
        if name == "injured" and titled is None:
            told = _one_by_one(text, body, known) or _with_strangers(text, body, known) or told
        so_far = _with(known, changed)
        if told and _stands(name, told, titled, so_far, text.text):
            figure = _figure(told, text, origins)
            if (
                figure
                and not (name == "injured" and figure.value <= hurt_then)
                and _may_replace(figure, known.figures.get(name))
                and _fits(name, figure.value, so_far.figures)
            ):
                changed[name] = figure
    changed |= later
    if "deaths" not in changed:
        changed |= _in_turn(known, heading, body, origins, text)
    changed |= _apart(_with(known, changed), heading, body, origins, text)
    if "deaths" not in changed:
        changed |= _in_serials(known, (heading, body), (title, text), origins)
    if chooser and (body.entries or heading.entries):
        raiser = Raiser(chooser, (heading, body), (title, text), origins)
        for name in (n for n in names if n not in changed):
            figure = raiser.figure(name, known)
            known_one = known.figures.get(name)
            if (
                figure
                and not (name == "injured" and figure.value <= hurt_then)
                and _may_replace(figure, known_one)
                and _fits(name, figure.value, {**known.figures, **changed})
            ):
                changed[name] = figure
    if not ill:
        if cared := taken_in("injured", _with(known, changed), text, reported, origins):
            changed["injured"] = told_so["injured"] = cared
        if alive := _alive(body, {**known.figures, **changed}, text, origins):
            changed["injured"] = alive
        if hurt := _without_unhurt(body, _with(known, changed), title, text, origins):
            changed["injured"] = hurt
        if row := row_of(_with(known, changed), text, reported, origins):
            changed["injured"] = told_so["injured"] = row
        so_far = _with(known, changed)
        if more := also_hurt(so_far, text, reported) or driver_elsewhere(so_far, text, reported):
            changed["injured"] = more
    if "missing" not in known.figures and (left := _left_missing(body, known, text, origins)):
        changed["missing"] = left
    if kind == "food_poisoning":
        dead = changed.get("deaths") or known.figures.get("deaths")
        sick = fell_ill(text, body, origins, known.figures.get("poisoned"), dead.value if dead else 0)
        changed |= {"poisoned": sick} if sick else {}
    if ill and (cared := taken_in("poisoned", _with(known, changed), text, reported, origins)):
        changed["poisoned"] = told_so["poisoned"] = cared
    if not changed:
        return known
    unsure = {name for name, figure in changed.items() if figure != told_so.get(name)}
    return replace(_with(known, changed), second=frozenset(unsure))


def _with(known: Casualties, changed: Mapping[str, Figure]) -> Casualties:
    return replace(known, figures={**known.figures, **changed}) if changed else known


def to_check(casualties: Casualties, title: str, text: str) -> tuple[str, ...]:
    """What an officer is to check: the figures that only the second reading found, in the words they rest on."""
    return tuple(
        f"{_LABELS[name]}{casualties.figures[name].value}人系复读所得（“{_quote(casualties.figures[name].places, title, text)}”），请核对"
        for name in sorted(casualties.second)
        if casualties.figures[name].places
    )


def _quote(places: Sequence[Place], title: str, text: str) -> str:
    place = places[0]
    return (title if place.field_name == "title" else text)[place.start : place.end][:_QUOTED]


def _stands(name: str, told: Tally, titled: Tally | None, known: Casualties, text: str) -> bool:
    """Whether what the ledger comes to is put in the place of what is known of a figure."""
    if name in known.least or name in known.unnumbered:
        return False
    first = known.figures.get(name)
    if first is None:
        return told.how == "sole" or (told.how == "joined" and not _sums_up(told, text))
    if not first.value or first.corrected or first.supersedes or name == "seriously_injured":
        return False
    if told.number > first.value and not first.whole:
        headed = titled.number if titled else None
        # Several who were told of one by one are no part that the ledger could complete.
        joined = name == "deaths" and len(first.places) == 1 and _joins(told, first.value)
        beside = told.how == "apart" or joined
        if beside and headed is None:
            return True
        if told.is_taken_apart and headed is None and _dead_alike(name, told, known):
            return True
        if told.is_added_up and (headed is None or headed in told.told):
            return True
    if titled is None or titled.number != told.number or told.number == first.value:
        return False
    if first.value > told.number and all(e.party.relation == "other" for e in titled.entries):
        return False  # 又有两人离世: those who come on top are not all
    return all(e.party.counted for e in titled.entries) and any(e.party.counted for e in told.entries)


def _dead_alike(name: str, told: Tally, known: Casualties) -> bool:
    """Whether as many of a number taken apart are dead as the text counts; else some of the hurt have died since."""
    return name == "deaths" or told.entries[0].met.get("dead", 0) == (known.value("deaths") or 0)


def _has_died(entry: Entry, text: str) -> bool:
    """Whether somebody badly hurt is told dead by name further on."""
    return entry.number == 1 and entry.fate == "badly" and dies_by_name(text, *entry.span, text)


def _sums_up(told: Tally, text: str) -> bool:
    """``司机和担架工共6人``: the count takes in those who stand before it."""
    return any(text.startswith("共", e.party.start - 1) for e in told.entries if e.party.counted)


def _joins(told: Tally, first: int) -> bool:
    """``司机和一名男游客``: parties of one clause of whom some were known, and none of whom is a whole (23人除夫妻俩…外)."""
    return told.how == "joined" and not any(e.parts for e in told.entries) and _are_some(first, told.told)


def _with_strangers(text: CleanText, body: Ledger, known: Casualties) -> Tally | None:
    """All the hurt where each party of them is of another kind and what is known is one of these parties, or some of them."""
    first, (number, met) = known.figures.get("injured"), sum_of_strangers(text.text, body.entries, HURT)
    if first is None or number <= first.value:
        return None
    parts = tuple(sum(n for fate, n in e.met.items() if fate in HURT) for e in met)
    return Tally(number, "apart", tuple(met), parts) if _are_some(first.value, parts) else None


def _one_by_one(text: CleanText, body: Ledger, known: Casualties) -> Tally | None:
    """All the hurt that are told one by one, where what is known is one of these parties, or some of them."""
    first = known.figures.get("injured")
    if first is None or first.whole or not first.value:
        return None
    if not any(e.fate in HURT for e in body.entries):
        return None
    wider = Ledger(body.text, body.reported, wider=True)
    roll = told_one_by_one(text.text, wider.entries, first.value)
    parts = tuple(number for number, _ in roll)
    some = _are_some(first.value, parts) or any(p.number == first.value for _, e in roll for p in e.parts)
    if sum(parts) <= first.value or not some:
        return None
    return Tally(sum(parts), "apart", tuple(entry for _, entry in roll), parts)


def _alive(body: Ledger, known: Mapping[str, Figure], text: CleanText, origins: Origins) -> Figure | None:
    """``6名伤者，其中两人没有生命体征，另一名死亡。剩下的三人…``: who is alive of the hurt, where another number is known."""
    first, told = known.get("injured"), those_left(body.entries)
    if first is None or told is None or told[0] >= first.value or first.corrected or first.supersedes:
        return None
    number, whole, rest = told
    dead = known.get("deaths")
    if dead is None or dead.value < whole.number - number or origins.denied_soon(*rest.span):
        return None
    return Figure(number, "exact", origins.at(rest.span[0]), (_place(whole, text), _place(rest, text)))


def _without_unhurt(
    body: Ledger, known: Casualties, title: CleanText, text: CleanText, origins: Origins
) -> Figure | None:
    """``19人送医 … 其余6人没有发现异常``: who is hurt of those whom a doctor saw."""
    if "injured" in known.least or "injured" in known.unnumbered:
        return None
    found = without_unhurt(known, looked_at(text.text, body.entries), {"title": title, "text": text})
    if found is None:
        return None
    number, checked = found
    entries = [entry for one in checked for entry in (one.whole, *one.parts)]
    if any(origins.denied_soon(*one.whole.span) for one in checked):
        return None
    return Figure(
        number, "exact", origins.at(checked[0].whole.span[0]), tuple(_place(e, text) for e in entries)
    )


def _are_some(number: int, parts: Sequence[int]) -> bool:
    """Whether some parts, but not all, add up to a number: bit n of the sums is set where n is one, since twenty parts have a million."""
    if not number:
        return len(parts) > 1 and 0 in parts
    sums, whole = 0, 0
    for part in parts:
        sums |= sums << part | (whole <= number) << whole
        sums &= (2 << number) - 1
        whole += part
    return bool(sums >> number & 1)


def _later(
    known: Casualties, heading: Ledger, body: Ledger, origins: Origins, text: CleanText
) -> tuple[dict[str, Figure], int]:
    """The dead with those of the hurt who died later than the toll of the text is of, and the hurt without them; and how many were hurt before."""
    first, injured = known.figures.get("deaths"), known.figures.get("injured")
    told = None if "deaths" in known.least else died_later(text.text, body.entries, body.reported)
    if told is None or not told.fits(heading.entries):
        return {}, 0
    if first and first.value != told.dead and (first.corrected or first.value > told.dead):
        return {}, 0
    figure = _figure(Tally(told.dead, "summed", told.entries, ()), text, origins)
    if figure is None or figure.bound != "exact" or not _may_replace(figure, first):
        return {}, 0
    out = {} if first and first.value == told.dead else {"deaths": figure}
    hurt = told.hurt.number if told.hurt else 0
    # Where more are hurt than the toll counts, others are told of beside it.
    if told.left and injured and told.left < injured.value <= hurt:
        out["injured"] = replace(injured, value=told.left, corrected=True)
    alive = out.get("injured", injured)
    return out, hurt if alive and alive.value == told.left else 0


def _in_turn(
    known: Casualties, heading: Ledger, body: Ledger, origins: Origins, text: CleanText
) -> dict[str, Figure]:
    """All the dead of a text that tells of them step by step, where they are more than any number of it, and the hurt without them."""
    first = known.figures.get("deaths")
    if first is None or not first.value or first.corrected:
        return {}
    if "deaths" in known.least or any("dead" in e.met for e in heading.entries):
        return {}
    turn = dead_in_turn(text.text, body.entries)
    if turn is None or turn.number <= first.value or (first.whole and not turn.reset):
        return {}
    if any(s.value >= turn.number for s in first.supersedes):
        return {}
    figure = _figure(Tally(turn.number, "summed", turn.entries, ()), text, origins)
    if figure is None or figure.bound != "exact" or not _may_replace(figure, first):
        return {}
    injured = known.figures.get("injured")
    told = next(
        (e for e in body.entries if injured and e.number == injured.value and HURT & e.met.keys()), None
    )
    died = sum(number for start, number in turn.hurt if told and told.party.start < start)
    if injured is None or not 0 < died < injured.value or injured.corrected:
        return {"deaths": figure}
    return {"deaths": figure, "injured": replace(injured, value=injured.value - died, corrected=True)}


def _apart(
    known: Casualties, heading: Ledger, body: Ledger, origins: Origins, text: CleanText
) -> dict[str, Figure]:
    """All the dead of a text that tells of them party by party, where they are more than any number of it."""
    first = known.figures.get("deaths")
    if first is None or not first.value or first.corrected or first.supersedes:
        return {}
    if "deaths" in known.least or any("dead" in e.met for e in heading.entries):
        return {}
    told = dead_apart(text.text, body.entries)
    if told is None or told.number <= first.value:
        return {}
    figure = _figure(Tally(told.number, "apart", told.entries, ()), text, origins)
    if figure is None or figure.bound != "exact" or not _may_replace(figure, first):
        return {}
    return {"deaths": figure}


def _in_serials(
    known: Casualties, books: tuple[Ledger, Ledger], fields: tuple[CleanText, CleanText], origins: Origins
) -> dict[str, Figure]:
    """The dead and the hurt where the headline tells of one more since the toll of the text."""
    (heading, body), (title, text) = books, fields
    first, injured = known.figures.get("deaths"), known.figures.get("injured")
    if first is None or first.corrected or first.supersedes or "deaths" in known.least:
        return {}
    told = one_more_since(title.text, heading.entries, text.text, body.entries)
    if told is None or not told.left or first.value >= told.dead:
        return {}
    start = told.entries[0].span[0]
    if origins.denied_soon(start, told.entries[0].span[1]) or origins.at(start) == "unverified":
        return {}
    dead, left = (_place(entry, text) for entry in told.entries)
    out = {"deaths": Figure(told.dead, "exact", origins.at(start), (*first.places, dead))}
    if injured and injured.value >= told.left:
        out["injured"] = Figure(told.left, "exact", origins.at(start), (left,), corrected=True)
    return out


def _figure(told: Tally, text: CleanText, origins: Origins) -> Figure | None:
    start, end = told.entries[0].span[0], told.entries[-1].span[1]
    if origins.denied_soon(start, end) or origins.negated(0, told.entries[0].party.start):
        return None
    if origins.at(start) == "unverified" and is_said_none(text.text, start):
        return None
    bounds = [e.party.bound for e in told.entries if e.party.bound != "exact" and not e.parts]
    places = tuple(_place(entry, text) for entry in told.entries)
    return Figure(told.number, bounds[0] if bounds else "exact", origins.at(start), places)


def _may_replace(figure: Figure, first: Figure | None) -> bool:
    """Hearsay takes no office's place here: the first reading has kept both series, and left out what an office answered."""
    return not (figure.origin == "unverified" and first is not None and first.origin == "official")


def _left_missing(body: Ledger, known: Casualties, text: CleanText, origins: Origins) -> Figure | None:
    """``船上18人，救起13人，找到2具遗体，其余的人仍在搜寻``: those who are left of a number of whom all others are accounted for."""
    if "missing" in known.least or "missing" in known.unnumbered:
        return None
    left = [e for e in body.entries if e.fate == "missing" and e.parent and e.current]
    if not left and (rest := _rest_not_found(text.text, known)) and not origins.denied_soon(*rest[1:]):
        return Figure(rest[0], "exact", origins.at(rest[1]), (Place("text", *text.source_span(*rest[1:])),))
    if len(left) != 1 or left[0].parent is None or left[0].parent.left or len(left[0].parent.parts) < 2:
        return None
    entry, behind = left[0], text.text[left[0].span[1] :]
    if (
        entry.told[-1].fate != "missing"
        or any(t.fate == "trapped" for t in entry.told)
        or _FOUND_BEHIND.search(behind)
    ):
        return None
    if origins.denied_soon(*entry.span):
        return None
    return Figure(entry.number, entry.party.bound, origins.at(entry.span[0]), (_place(entry, text),))


# 10人中已有6人找到 … 剩下的人还没有消息
_SOME_FOUND = re.compile(
    f"(?P<all>{NUMBER})(?:人|[名位个][^，。；\\d]{{0,4}}?)[^，。；\\d]{{0,6}}?(?:中|，)(?:目前|现|已经?|有)*(?P<found>{NUMBER})(?:[名位个]人?|人)[^，。；\\d]{{0,4}}?(?:找到|寻获|(?P<alive>获救|救起|救出|脱险|生还|上岸))"
)
_REST_LOST = re.compile(
    "(?:其余|剩下|余下|剩余)的?(?:人员?|船员|游客|乘客|村民|学生|工人)(?:都|还|仍|至今|一直|尚)*(?:没有?(?:任何)?(?:消息|音[讯信]|下落|找到)|下落不明|失联|失踪|未(?:被)?找到|在(?:全力)?(?:搜寻|搜救|寻找))"
)


def _rest_not_found(text: str, known: Casualties) -> tuple[int, int, int] | None:
    """How many are left of a number of whom some were found, where the rest are not, and from where to where it is told."""
    if not any(word in text for word in ("其余", "剩下", "余下", "剩余")):
        return None
    rest = _REST_LOST.search(text)
    found = _SOME_FOUND.search(text, 0, rest.start()) if rest else None
    if rest is None or found is None or _FOUND_BEHIND.search(text, rest.end()):
        return None
    left = int(read_number(found["all"]).value or 0) - int(read_number(found["found"]).value or 0)
    left -= (known.value("deaths") or 0) if found["alive"] else 0
    return (left, *rest.span()) if left > 0 else None


# 最后一名失踪者找到了: nobody is missing any more.
_FOUND_BEHIND = re.compile(
    "(?:找到|寻获|打捞(?:上岸|出水)|发现)了?[^，。；]{0,8}?(?:遗体|他|她|最后|全部)|(?:最后|全部|失[联踪]|遗体)[^。；]{0,14}?(?:找到|寻获|打捞|发现|平安|获救)|搜救结束|报了?平安"
)


def _place(entry: Entry, text: CleanText) -> Place:
    return Place("text", *text.source_span(*entry.span))


def _fits(name: str, number: int, known: Mapping[str, Figure]) -> bool:
    """Of the hurt no more can be badly hurt than there are."""
    return name != "seriously_injured" or "injured" not in known or number <= known["injured"].value
