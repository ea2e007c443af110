"""Casualty figures of an item: every count in title and text, settled into one number a figure.

How counts settle, strongest first: a correction (更正为), a later bulletin (升至), a stated total or the headline, the
sum of what is said to be added (当场死亡3人, 抢救无效2人), plain counts, parts (其中) and side remarks (3名伤者).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from monitor.classify.frames import is_chronicle
from monitor.classify.mentions import Context, Mention, find_mentions, is_poisoning
from monitor.classify.origin import Origins
from monitor.classify.persons import find_persons, find_unnumbered
from monitor.classify.quantities import Crowd, Measure, find_crowd, find_loss, find_magnitude
from monitor.classify.result import Bound, Figure, Place
from monitor.text.clean import CleanText
from monitor.text.numerals import NUMBER, read_number

_CORRECTS = re.compile("[【\\[]?(?:更正|勘误|订正)")
FieldName = Literal["title", "text"]
_NONE_LEFT = re.compile(
    "(?:[机车船艇]上|所有|全体)(?:的)?(?:人员|乘客|旅客|乘员|乘组|船员|机组)+(?:已|均)*(?:全部|无一人?)(?:已|不幸)*(?:遇难|罹难|死亡|丧生|身亡|生还|幸免)|无人生还|无一(?:人)?(?:生还|幸免|幸存)"
)
_ABOARD = re.compile(f"(?:[机车船艇]上|搭载|载有|共载|乘坐)[^，。；\\d]{{0,8}}?(?P<count>{NUMBER})(?:名|人)")
_ALSO = re.compile("[^，。；]{0,4}，(?:另有?|另外|还有)(?:约)?(?=[^，。；]{0,2}[\\d一二两三四五六七八九十])")
_OPENING_CHARS = 300
_COUNTED = ("deaths", "missing", "trapped", "seriously_injured", "light", "injured", "poisoned", "evacuated")


@dataclass(frozen=True, slots=True)
class Count:
    """A count of people harmed now, and where it stands in the clean title or text."""

    name: str
    value: int
    part: FieldName
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Casualties:
    """The figures of one item.

    ``figures`` holds the higher of what is stated and what is only rumoured; ``series`` keeps both apart
    (``stated``, of which ``official``, and ``unverified``). ``magnitude`` is a Richter or moment magnitude. ``least`` grades but is no number of the
    text: 数十人 of the dead, dead and injured told together, or none of whom a report has come in yet (暂无伤亡报告). ``unnumbered`` names what is told in words only (多人受伤). ``counts`` are the current ones, where they stand.
    """

    figures: Mapping[str, Figure] = field(default_factory=dict)
    series: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)
    magnitude: Measure | None = None
    crowd: Crowd | None = None
    unnumbered: frozenset[str] = frozenset()
    least: Mapping[str, Figure] = field(default_factory=dict)
    counts: tuple[Count, ...] = ()

    @property
    def participants(self) -> Figure | None:
        """How many took part in a gathering or an affray."""
        return self.crowd.figure if self.crowd else None

    def value(self, name: str) -> int | None:
        """One figure: None when unknown."""
        figure = self.figures.get(name)
        return None if figure is None else figure.value


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mention with the field it stands in and its place in the text as given."""

    mention: Mention
    place: Place


def extract_casualties(title: CleanText, text: CleanText, reported: date | None = None) -> Casualties:
    """Read the casualty figures, the money lost, the magnitude and the number of participants of an item.

    ``reported`` is the day of the report where it is known: what lies well before it is another happening.
    """
    all_placed = _all_mentions(title, text, reported)
    placed = [m for m in all_placed if not (m.mention.vague or m.mention.name == "both")]
    rumoured = [m for m in placed if m.mention.origin == "unverified"]
    stated = [m for m in placed if m.mention.origin != "unverified"]
    official = [m for m in stated if m.mention.origin == "official"]
    settled = {
        "stated": _settle_all(stated),
        "official": _settle_all(official),
        "unverified": _settle_all(rumoured),
    }
    series = {side: {n: f for n, f in held.items() if not f.is_open} for side, held in settled.items()}
    figures = _higher(series["stated"], series["unverified"])
    still_open = {n: f for n, f in settled["stated"].items() if f.is_open and n not in figures}
    if "deaths" not in figures and (lost := _all_aboard(text)):
        figures["deaths"] = lost
    loss = find_loss(title, text, reported)
    if loss:
        figures["loss_yuan"] = loss
    return Casualties(
        figures,
        {name: held for name, held in series.items() if held},
        find_magnitude(title, text, reported),
        find_crowd(title, text, reported),
        least=still_open | _least(all_placed, figures),
        counts=_counts(all_placed),
    )


def add_persons(
    known: Casualties, title: CleanText, text: CleanText, reported: date | None = None
) -> Casualties:
    """The casualties of an emergency with the victims whom it tells of one by one, where it gives no number."""
    figures = dict(known.figures)
    unnumbered = (find_unnumbered(title.text) | find_unnumbered(text.text)) - figures.keys()
    found: dict[str, Figure] = {}
    hurt: list[tuple[int, Figure, CleanText]] = []
    ill = is_poisoning(title.text, text.text)
    for name, clean in (("text", text), ("title", title)):
        origins = Origins(clean.text)
        for told in find_persons(clean.text, reported):
            if ill and told.name == "injured":
                continue
            place = Place("title" if name == "title" else "text", *clean.source_span(told.start, told.end))
            if told.name in ("injured", "seriously_injured"):
                hurt.append((told.end, Figure(told.value, "exact", origins.at(told.start), (place,)), clean))
            if told.name not in found or told.value > found[told.name].value:
                found[told.name] = Figure(told.value, "exact", origins.at(told.start), (place,))
    for name, figure in found.items():
        if (
            (name not in figures or (name == "injured" and not figures[name].value))
            and name not in known.least
            and name not in unnumbered
            and _fits(name, figure, figures)
        ):
            figures[name] = figure
    for told_end, figure, clean in hurt:
        if "injured" in known.figures and _ALSO.match(clean.text, told_end):
            figures["injured"] = _add([figure, known.figures["injured"]])
            break
    serious = figures.get("seriously_injured")
    if serious and serious.value and "injured" not in figures and "injured" not in unnumbered:
        figures["injured"] = serious
    added = {name: figure for name, figure in figures.items() if name not in known.figures}
    return replace(known, figures=figures, series=_with_added(known.series, added), unnumbered=unnumbered)


def person_deaths(title: CleanText, text: CleanText, reported: date | None = None) -> tuple[Count, ...]:
    """Those whom an item tells of as dead one by one, as counts that bear out a word of an emergency."""
    fields: tuple[tuple[FieldName, CleanText], ...] = (("title", title), ("text", text))
    return tuple(
        Count(told.name, told.value, part, told.start, told.end)
        for part, clean in fields
        for told in find_persons(clean.text[:_OPENING_CHARS], reported)
        if told.name == "deaths"
    )


def _with_added(
    series: Mapping[str, Mapping[str, Figure]], added: Mapping[str, Figure]
) -> dict[str, Mapping[str, Figure]]:
    out = dict(series)
    for name, figure in added.items():
        sides = ("unverified",) if figure.origin == "unverified" else ("stated", figure.origin)
        for side in (s for s in sides if s != "media"):
            out[side] = {**out.get(side, {}), name: figure}
    return out


def _fits(name: str, figure: Figure, known: Mapping[str, Figure]) -> bool:
    """Of the injured no more can be badly hurt than there are."""
    return name != "seriously_injured" or "injured" not in known or figure.value <= known["injured"].value


def _least(placed: Sequence[_Placed], figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """What is harmed at least where the text names no number of its own."""
    out: dict[str, Figure] = {}
    for m in placed:
        name = "injured" if m.mention.name == "both" else m.mention.name
        known = out.get(name) or figures.get(name)
        both = m.mention.name == "both" and not (figures.keys() & {"deaths", "injured"})
        if (m.mention.vague or both) and (known is None or known.value < m.mention.value):
            out[name] = Figure(m.mention.value, "at_least", m.mention.origin, (m.place,))
    return out


def _counts(placed: Sequence[_Placed]) -> tuple[Count, ...]:
    return tuple(
        Count(m.mention.name, m.mention.value, m.place.field_name, m.mention.start, m.mention.end)
        for m in placed
        if m.mention.value > 0 and not m.mention.earlier and m.mention.name != "evacuated"
    )


def _all_mentions(title: CleanText, text: CleanText, reported: date | None) -> list[_Placed]:
    heading, body = Origins(title.text), Origins(text.text)
    context = Context(is_poisoning(title.text, text.text), reported)
    out: list[_Placed] = []
    for name, clean, origins in (("title", title, heading), ("text", text, body)):
        for mention in find_mentions(clean.text, origins, context):
            other, length = (body, len(text.text)) if name == "title" else (heading, len(title.text))
            if mention.origin == "unverified" and mention.value and other.denied(0, length):
                continue
            where: FieldName = "title" if name == "title" else "text"
            if name == "title" and _CORRECTS.match(title.text) and mention.role != "zero":
                mention = replace(mention, role="correction")
            out.append(_Placed(mention, Place(where, *clean.source_span(mention.start, mention.end))))
    current = [m for m in out if not m.mention.earlier]
    current += _told_by_title(out, current)
    if not current and is_chronicle(text.text):
        return []
    # An older year in the opening is the item's own subject; further down it is a comparison.
    return current or [m for m in out if m.place.field_name == "title" or m.mention.sentence <= 1]


def _all_aboard(text: CleanText) -> Figure | None:
    """``机上人员共132人 … 机上人员全部遇难``: everybody aboard is dead."""
    lost = _NONE_LEFT.search(text.text)
    aboard = _ABOARD.search(text.text, 0, lost.start() if lost else 0)
    value = read_number(aboard["count"]).value if aboard else None
    if lost is None or aboard is None or not value:
        return None
    places = tuple(Place("text", *text.source_span(*match.span())) for match in (aboard, lost))
    return Figure(int(value), "exact", Origins(text.text).at(lost.start()), places)


def _told_by_title(placed: Sequence[_Placed], current: Sequence[_Placed]) -> list[_Placed]:
    """What the opening tells of an older year beside a figure that the headline gives: the item's own subject, no comparison."""
    titled = {(m.mention.name, m.mention.value) for m in current if m.place.field_name == "title"}
    older = [
        m for m in placed if m.mention.earlier and m.place.field_name == "text" and m.mention.sentence <= 1
    ]
    own = {m.mention.sentence for m in older if (m.mention.name, m.mention.value) in titled}
    return [m for m in older if m.mention.sentence in own]


def _settle_all(placed: Sequence[_Placed]) -> dict[str, Figure]:
    if not placed:
        return {}
    by_name = {name: [m for m in placed if m.mention.name == name] for name in _COUNTED}
    settled = {name: _settle(own) for name, own in by_name.items()}
    apart = {m.mention.sentence for m in by_name["seriously_injured"] if m.mention.role != "part"}
    if _died_in_care(by_name["injured"], by_name["deaths"]):
        settled["injured"] = None
    settled["injured"] = _all_injured(settled, by_name["injured"], apart)
    if _contradicted(settled["injured"], by_name["seriously_injured"], by_name["injured"]):
        settled["seriously_injured"] = None
    return {name: figure for name, figure in settled.items() if figure is not None and name != "light"}


def _contradicted(injured: Figure | None, badly: Sequence[_Placed], hurt: Sequence[_Placed]) -> bool:
    """``无群众伤亡`` beside three hurt firemen says nothing about how badly these are hurt."""
    if not injured or not injured.value or any(m.mention.value for m in badly):
        return False
    none = {m.place for m in hurt if m.mention.role == "zero"}
    return all(m.place in none for m in badly)


def _died_in_care(hurt: Sequence[_Placed], dead: Sequence[_Placed]) -> bool:
    """3人被送往医院 … 3人均死亡: those of whom nothing is said but that they were taken to hospital are the dead told of later."""
    if not hurt or any(m.mention.role != "weak" for m in hurt):
        return False
    return any(
        d.mention.value == h.mention.value and d.mention.sentence > h.mention.sentence
        for h in hurt
        for d in dead
    )


def _all_injured(
    settled: Mapping[str, Figure | None], own: Sequence[_Placed], apart: Set[int]
) -> Figure | None:
    """All the injured: the stated total, else the sum of the stated parts; never less than the seriously injured.

    ``apart`` names the sentences that count the seriously injured beside the others, not among them (其中).
    """
    stated = settled["injured"]
    serious = settled["seriously_injured"]
    parts = [f for f in (serious, settled["light"]) if f is not None and f.value]
    if not parts:
        return stated
    strong = [
        m.mention for m in own if m.mention.role not in ("weak", "zero") or _is_beside(m.mention, apart)
    ]
    if stated is None or not strong:
        total = _add(parts)
        dead = settled["deaths"].value if settled["deaths"] else 0
        # 三名伤者 of whom two died leave the one who is told to be badly hurt.
        known = stated is not None and (stated.value <= total.value or stated.value == total.value + dead)
        aside = stated is None or (bool(apart) and known)
        return total if aside else stated
    if serious and all(_is_beside(m, apart) for m in strong):  # 2人重伤，另有3人受伤
        return _add([*parts, stated])
    if serious is None or serious.value <= stated.value:
        return stated
    # 夫妇二人重伤，一名学生被划伤: fewer than the badly hurt, so beside them.
    return _add([*parts, stated]) if any(m.sentence in apart for m in strong) else serious


def _is_beside(mention: Mention, apart: Set[int]) -> bool:
    """True for hurt people counted beside the badly hurt of the same sentence (另外6名伤者)."""
    return mention.added and mention.sentence in apart


def _settle(own: Sequence[_Placed]) -> Figure | None:
    """Settle all mentions of one figure in one series."""
    said = [m for m in own if m.mention.role != "zero"]
    if moved := _moved(said):
        return replace(_figure(moved, said), corrected=moved.mention.role == "correction")
    if not said:
        return _none(own)
    groups = [[m for m in said if _rank(m) == rank] for rank in (0, 1, 2, 3)]
    return _refined(_stated(next(group for group in groups if group)), said)


def _moved(said: Sequence[_Placed]) -> _Placed | None:
    """The number that a bulletin moved to: the last correction, or the highest step up behind it (升至).

    A later bulletin of its own (第三报：死亡8人) goes on from there.
    """
    corrected = [i for i, m in enumerate(said) if m.mention.role == "correction"]
    since = said[corrected[-1] + 1 :] if corrected else said
    updates = [m for m in since if m.mention.role == "update"]
    if not updates:
        return said[corrected[-1]] if corrected else None
    top = max(updates, key=_value)
    later = [m for m in said if _follows(m, top) and _value(m) > _value(top)]
    return max(later, key=_value, default=top)


def _refined(figure: Figure, said: Sequence[_Placed]) -> Figure:
    """Give a rounded number (近百人, 超百) way to the exact one that the item states for it, if it does."""
    low, high = _range_of(figure)
    exact = [
        m
        for m in said
        if low <= m.mention.value < high
        and m.mention.bound == "exact"
        and m.mention.value != figure.value
        and m.mention.role not in ("part", "added")
        and not m.mention.former
    ]
    return _figure(max(exact, key=_value), exact) if exact else figure


def _range_of(figure: Figure) -> tuple[float, float]:
    """What numbers a rounded one may stand for, an empty range for an exact one."""
    value = figure.value
    if figure.bound == "at_least":
        return value + 1, value + 10 ** (len(str(value)) - 1)
    if figure.bound == "below":
        return 0.8 * value, value
    return (0.8 * value, 1.2 * value) if figure.bound == "about" else (0, 0)


def _follows(later: _Placed, earlier: _Placed) -> bool:
    """True for a count that a further sentence of the same field gives in its own right."""
    return (
        later.place.field_name == earlier.place.field_name
        and later.mention.sentence > earlier.mention.sentence
        and later.mention.role in ("total", "plain")
    )


def _rank(placed: _Placed) -> int:
    """Counts before parts before side remarks before what an earlier bulletin said; a headline remarks on nothing aside."""
    if placed.mention.former:
        return 3
    if placed.mention.role == "weak":
        return 0 if placed.place.field_name == "title" else 2
    return 1 if placed.mention.role == "part" else 0


def _none(zeros: Sequence[_Placed]) -> Figure | None:
    """Zero; it is certain where one statement is (未造成人员伤亡), open where no report has come in yet."""
    if not zeros:
        return None
    certain = next((m for m in zeros if m.mention.bound == "exact"), zeros[0])
    return _figure(certain, zeros)


def _stated(picked: Sequence[_Placed]) -> Figure:
    """The highest of headline, stated totals and plain counts, or the sum of counts that are said to be added."""
    fixed = [m for m in picked if m.mention.role == "total" or m.place.field_name == "title"]
    best = max(fixed or picked, key=_value)
    figures = [_figure(best, picked)]
    groups: dict[tuple[str, int], list[_Placed]] = {}
    for m in picked:
        groups.setdefault((m.place.field_name, m.mention.sentence), []).append(m)
    for group in groups.values():
        if len(group) == 1 or _is_sum(group, trusting=not fixed):
            figures.append(_add([_figure(m, [m]) for m in group]))
        else:
            figures.append(_figure(max(group, key=_value), group))
    if late := _died_later(picked):
        figures.append(late)
    return max(figures, key=lambda f: f.value)


def _is_sum(group: Sequence[_Placed], *, trusting: bool) -> bool:
    """True when the counts of one sentence belong together: 另有, two manners of dying, or simply two places."""
    values = sorted(_value(m) for m in group)
    if all(m.mention.name == "poisoned" and m.mention.role == "weak" for m in group):
        return False  # 就诊138人，住院56人: the latter are of the former
    beside = len(group) == 2 and group[1].mention.added
    if (values[-1] == sum(values[:-1]) and not beside) or any(m.mention.role == "total" for m in group[1:]):
        return False
    if any(m.mention.added for m in group[1:]):
        return True
    manners = {m.mention.manner for m in group}
    if manners == {"scene", "hospital"}:
        return True
    return trusting and len(set(values)) == len(values) and len(manners) == 1


def _died_later(picked: Sequence[_Placed]) -> Figure | None:
    """Those who died on the spot and those who died in hospital, told in two sentences."""
    by_manner: dict[str | None, list[_Placed]] = {}
    for m in picked:
        by_manner.setdefault(m.mention.manner, []).append(m)
    hospital = by_manner.get("hospital", [])
    if not hospital:
        return None
    first = by_manner.get("scene", [])
    if None in by_manner:
        since = hospital[0].mention.start
        if not any(m.mention.added for m in hospital) or any(
            m.mention.role == "total" and m.mention.start > since for m in by_manner[None]
        ):
            return None
        first = by_manner[None]
    if not first:
        return None
    return _add([_figure(max(part, key=_value), part) for part in (first, hospital)])


def _value(placed: _Placed) -> int:
    return placed.mention.value


def _figure(chosen: _Placed, among: Sequence[_Placed]) -> Figure:
    """The figure of a mention, with the places, the doubt and the best origin of all that name the same number."""
    same = [m for m in among if m.mention.value == chosen.mention.value]
    bounds = [m.mention.bound for m in same if m.mention.bound != "exact"]
    origins = {m.mention.origin for m in same}
    origin = next((o for o in ("official", "media") if o in origins), chosen.mention.origin)
    bound = bounds[0] if bounds and chosen.mention.role != "zero" else chosen.mention.bound
    return Figure(chosen.mention.value, bound, origin, tuple(m.place for m in same))


def _add(figures: Sequence[Figure]) -> Figure:
    bounds = {f.bound for f in figures} - {"exact"}
    bound: Bound = "exact" if not bounds else bounds.pop() if len(bounds) == 1 else "about"
    origin = figures[0].origin if len({f.origin for f in figures}) == 1 else "media"
    return Figure(sum(f.value for f in figures), bound, origin, tuple(p for f in figures for p in f.places))


def _higher(stated: Mapping[str, Figure], rumoured: Mapping[str, Figure]) -> dict[str, Figure]:
    out = dict(stated)
    for name, figure in rumoured.items():
        if name not in out or figure.value > out[name].value:
            out[name] = figure
    return out
