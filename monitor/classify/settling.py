"""How the mentions of each figure settle into one number.

Strongest first: a correction (更正为), a later bulletin (升至), a stated total or the headline, the sum of what is said to be added
(当场死亡3人, 抢救无效2人), plain counts, parts (其中) and side remarks (3名伤者).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.classify.areas import parted_by_area
from monitor.classify.mention import Mention, Placed
from monitor.classify.result import Bound, Figure
from monitor.classify.speakers import SILENT
from monitor.classify.superseding import outdated, superseded
from monitor.classify.transfers import after_recovery, after_transfers

_RISING = frozenset({"deaths", "injured", "seriously_injured", "poisoned", "evacuated"})
_COUNTED = ("deaths", "missing", "trapped", "seriously_injured", "light", "injured", "poisoned", "evacuated")


def settle_all(placed: Sequence[Placed]) -> dict[str, Figure]:
    """The final number of each figure that some mention names."""
    if not placed:
        return {}
    by_name = {name: [m for m in placed if m.mention.name == name] for name in (*_COUNTED, "recovered")}
    settled = {name: _settle(by_name[name]) for name in _COUNTED}
    apart: dict[int, int] = {}
    for m in (*by_name["seriously_injured"], *by_name["light"]):
        if m.mention.role != "part":
            apart.setdefault(m.mention.sentence, m.mention.start)
    if _died_in_care(by_name["injured"], by_name["deaths"]):
        settled["injured"] = None
    settled["injured"] = _all_injured(settled, by_name["injured"], apart)
    if further := _further(settled, by_name["injured"], by_name["seriously_injured"]):
        settled["injured"] = further
    if _contradicted(settled["injured"], by_name["seriously_injured"], by_name["injured"]):
        settled["seriously_injured"] = None
    settled |= after_transfers(settled, by_name)
    settled |= after_recovery(settled, by_name)
    return {name: figure for name, figure in settled.items() if figure is not None and name != "light"}


def _further(
    settled: Mapping[str, Figure | None], hurt: Sequence[Placed], badly: Sequence[Placed]
) -> Figure | None:
    """``2名民警受伤；另一处…另有1名路人重伤``: the badly hurt of a later sentence come on top of the others."""
    injured, serious = settled["injured"], settled["seriously_injured"]
    counted = [m for m in hurt if m.mention.role in ("plain", "total") and m.place.field_name == "text"]
    if not (injured and serious and serious.value and counted and len(counted) == len(hurt)):
        return None
    if any(m.mention.role != "added" or m.mention.sentence <= counted[-1].mention.sentence for m in badly):
        return None
    return add_figures([injured, serious])


def _contradicted(injured: Figure | None, badly: Sequence[Placed], hurt: Sequence[Placed]) -> bool:
    """``无群众伤亡`` beside three hurt firemen says nothing about how badly these are hurt."""
    if not injured or not injured.value or any(m.mention.value for m in badly):
        return False
    none = {m.place for m in hurt if m.mention.role == "zero"}
    return all(m.place in none for m in badly)


def _died_in_care(hurt: Sequence[Placed], dead: Sequence[Placed]) -> bool:
    """3人被送往医院 … 3人均死亡: those of whom nothing is said but that they were taken to hospital are the dead told of later."""
    if not hurt or any(m.mention.role != "weak" for m in hurt):
        return False
    return any(
        d.mention.value == h.mention.value
        and d.mention.sentence > h.mention.sentence
        and d.mention.role != "update"
        for h in hurt
        for d in dead
    )


def _all_injured(
    settled: Mapping[str, Figure | None],
    own: Sequence[Placed],
    apart: Mapping[int, int],
    *,
    further: bool = False,
) -> Figure | None:
    """All the injured: the stated total, else the sum of the stated parts; never less than the seriously injured.

    ``apart`` names the sentences that count the badly or the lightly hurt beside the others, not among them (其中), and where they do.
    """
    stated = settled["injured"]
    serious = settled["seriously_injured"]
    parts = [f for f in (serious, settled["light"]) if f is not None and f.value]
    if not parts:
        return stated
    strong = [
        m.mention
        for m in own
        if m.mention.role not in ("weak", "zero")
        or (_is_beside(m.mention, apart) and not _of_all(m.mention, stated))
    ]
    if stated is None or not strong:
        total = add_figures(parts)
        dead = settled["deaths"].value if settled["deaths"] else 0
        # 三名伤者 of whom two died leave the one who is told to be badly hurt.
        known = stated is not None and (
            stated.value in range(total.value + dead * (len(parts) > 1) + 1)
            or stated.value == total.value + dead
        )
        aside = stated is None or (bool(apart) and known)
        return total if aside else stated
    if _are_exactly(parts, stated):
        return add_figures(parts)
    if all(_is_beside(m, apart) for m in strong):  # 2人重伤，另有3人受伤
        return add_figures([*parts, stated])
    if serious and (whole := _whole_of(own, serious.value + stated.value)):
        return whole
    if serious is None or serious.value <= stated.value:
        return stated
    # 夫妇二人重伤，一名学生被划伤: fewer than the badly hurt, so beside them.
    return add_figures([*parts, stated]) if any(m.sentence in apart for m in strong) else serious


def _are_exactly(parts: Sequence[Figure], stated: Figure) -> bool:
    """``伤者超60人 … 重伤16人，轻伤46人``: the parts say what a rounded number stands for."""
    low, high = _range_of(stated)
    return len(parts) > 1 and low <= sum(p.value for p in parts) < high


def _whole_of(own: Sequence[Placed], total: int) -> Figure | None:
    """``三名获救者送医，其中1人伤势较重，另两人擦伤``: those taken to hospital, where the parts that are told come to them."""
    whole = [m for m in own if m.mention.role == "weak" and _value(m) == total]
    return _figure(whole[0], whole) if whole and any(m.mention.added for m in own) else None


def _of_all(mention: Mention, stated: Figure | None) -> bool:
    """``21名伤员中，4人重伤，其余17人伤情稳定``: the others of those who are all counted."""
    return mention.relation == "rest" and stated is not None and stated.value > mention.value


def _is_beside(mention: Mention, apart: Mapping[int, int]) -> bool:
    """True for hurt people counted beside the badly hurt named before them in the sentence (2人重伤，另有6名伤者).

    Those named behind a count are of it: 另有17人受伤，重伤8人.
    """
    return mention.added and apart.get(mention.sentence, mention.start) < mention.start


def _settle(own: Sequence[Placed]) -> Figure | None:
    """Settle all mentions of one figure in one series."""
    said = _without_rest([m for m in own if m.mention.role != "zero"])
    if parts := parted_by_area(said):
        return add_figures([_figure(m, [m]) for m in parts])
    if moved := _moved(said):
        figure = _figure(moved, said)
        replaced = superseded(said, figure, since=moved)
        return replace(figure, corrected=moved.mention.role == "correction", supersedes=replaced)
    if not said:
        return _none(own)
    said = _without_base(outdated(said))
    groups = [[m for m in said if _rank(m) == rank] for rank in (0, 1, 2, 3)]
    first = next(group for group in groups if group)
    if first is groups[1] and max(map(_value, groups[2]), default=0) > max(map(_value, first)):
        first = groups[2]  # 9人送医，其中2人骨折: the side remark counts them all
    figure = _refined(_stated(first), said)
    return replace(figure, supersedes=superseded(said, figure, since=None))


def _without_base(said: list[Placed]) -> list[Placed]:
    """``4人坠落，其中3人死亡；一名路人被砸死``: more dead than are counted otherwise are no part of those."""
    plain = [_value(m) for m in said if _rank(m) == 0]
    if not plain or said[0].mention.name != "deaths":
        return said
    return [
        replace(m, mention=replace(m.mention, role="plain"))
        if _rank(m) == 1 and _value(m) > max(plain)
        else m
        for m in said
    ]


def _without_rest(said: list[Placed]) -> list[Placed]:
    """Leave out 其余8人 where all of them are counted (9人被送到医院)."""
    whole = max((_value(m) for m in said if m.mention.relation != "rest"), default=0)
    return [m for m in said if m.mention.relation != "rest" or _value(m) > whole]


def _moved(said: Sequence[Placed]) -> Placed | None:
    """The number that a bulletin moved to: the last correction, or the highest step up behind it (升至).

    A later bulletin of its own (第三报：死亡8人) goes on from there.
    """
    corrected = [i for i, m in enumerate(said) if m.mention.role == "correction"]
    since = said[corrected[-1] + 1 :] if corrected else said
    updates = [m for m in since if m.mention.role == "update"]
    if not updates:
        return said[corrected[-1]] if corrected else None
    top = max(updates, key=_value)
    later = [m for m in said if _goes_beyond(m, top) or _is_newest(m, top)]
    return max(later, key=_value, default=top)


def _is_newest(one: Placed, top: Placed) -> bool:
    """``13人遇难 … 第一份通报是6死；上午8时，增加到12死``: what only rises stands higher in the headline or the opening than a step before."""
    mention = one.mention
    if mention.name not in _RISING or mention.role not in ("plain", "total") or mention.former or mention.of:
        return False
    opening = mention.whole and mention.bound == "exact" and mention.start < top.mention.start
    return mention.value > top.mention.value and (one.place.field_name == "title" or opening)


def _goes_beyond(later: Placed, top: Placed) -> bool:
    """True for a count further on that is higher: of a sentence of its own, or the sum of several places (两地共76人)."""
    if _value(later) <= _value(top) or later.mention.former:
        return False
    summed = later.mention.role == "total" and later.mention.start > top.mention.start
    return _follows(later, top) or (summed and later.place.field_name == top.place.field_name)


def _refined(figure: Figure, said: Sequence[Placed]) -> Figure:
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


def _follows(later: Placed, earlier: Placed) -> bool:
    """True for a count that a further sentence of the same field gives in its own right."""
    return (
        later.place.field_name == earlier.place.field_name
        and later.mention.sentence > earlier.mention.sentence
        and later.mention.role in ("total", "plain")
    )


def _rank(placed: Placed) -> int:
    """Counts before parts before side remarks before what an earlier bulletin said; a headline remarks on nothing aside."""
    if placed.mention.former:
        return 3
    if placed.mention.role == "weak":
        return 0 if placed.place.field_name == "title" else 2
    return 1 if placed.mention.role == "part" else 0


def _none(zeros: Sequence[Placed]) -> Figure | None:
    """Zero; it is certain where one statement is (未造成人员伤亡), open where no report has come in yet."""
    if not zeros:
        return None
    certain = next((m for m in zeros if m.mention.bound == "exact"), zeros[0])
    return _figure(certain, zeros)


def _stated(picked: Sequence[Placed]) -> Figure:
    """The highest of headline, stated totals and plain counts, or the sum of counts that are said to be added."""
    fixed = [m for m in picked if m.mention.role == "total" or m.place.field_name == "title"]
    best = max(fixed or picked, key=_value)
    figures = [_figure(best, picked)]
    groups: dict[tuple[str, int], list[Placed]] = {}
    for m in picked:
        groups.setdefault((m.place.field_name, m.mention.sentence), []).append(m)
    for group in groups.values():
        if len(group) == 1 or _is_sum(group, trusting=not fixed):
            figures.append(add_figures([_figure(m, [m]) for m in group]))
        else:
            figures.append(_figure(max(group, key=_value), group))
    if late := _died_later(picked):
        figures.append(late)
    if grown := _grown(picked):
        figures.append(grown)
    return max(figures, key=lambda f: f.value)


def _grown(picked: Sequence[Placed]) -> Figure | None:
    """2人死亡 … 今晨又发现1具遗体: those found later come on top, where nobody counts them all after that."""
    more = [m for m in picked if m.mention.relation == "further" and m.mention.name == "deaths"]
    first = [m for m in picked if more and m.mention.start < more[0].mention.start and m not in more]
    if not first or first[0].place.field_name != "text" or more[0].place.field_name != "text":
        return None
    since = more[-1].mention.start
    if any(m.mention.start > since or m.place.field_name == "title" for m in picked if m not in more):
        return None
    return add_figures([_figure(max(first, key=_value), first), *(_figure(m, [m]) for m in more)])


def _is_sum(group: Sequence[Placed], *, trusting: bool) -> bool:
    """True when the counts of one sentence belong together: 另有, two manners of dying, or simply two places."""
    if len(group) > 1 and all(m.mention.relation == "joined" for m in group[:-1]):
        return True
    values = sorted(_value(m) for m in group)
    if all(m.mention.name in ("poisoned", "injured") and m.mention.role == "weak" for m in group) and not (
        any(m.mention.added for m in group[1:])
    ):
        return False  # 就诊138人，住院56人: the latter are of the former
    if {m.mention.manner for m in group} == {"scene", "hospital"}:
        return all(m.mention.role != "total" for m in group[1:])
    beside = len(group) == 2 and group[1].mention.added
    if (values[-1] == sum(values[:-1]) and not beside) or any(m.mention.role == "total" for m in group[1:]):
        return False
    if any(m.mention.added for m in group[1:]):
        return True
    return trusting and len(set(values)) == len(values) and len({m.mention.manner for m in group}) == 1


def _died_later(picked: Sequence[Placed]) -> Figure | None:
    """Those who died on the spot and those who died in hospital, told in two sentences."""
    by_manner: dict[str | None, list[Placed]] = {}
    for m in picked:
        by_manner.setdefault(m.mention.manner, []).append(m)
    hospital = by_manner.get("hospital", [])
    if not hospital:
        return None
    first = by_manner.get("scene", [])
    if None in by_manner and not first:
        since = hospital[0].mention.start
        if not any(m.mention.added for m in hospital) or any(
            m.mention.role == "total" and m.mention.start > since for m in by_manner[None]
        ):
            return None
        first = by_manner[None]
    if not first:
        return None
    return add_figures([_figure(max(part, key=_value), part) for part in (first, hospital)])


def _value(placed: Placed) -> int:
    return placed.mention.value


def _figure(chosen: Placed, among: Sequence[Placed]) -> Figure:
    """The figure of a mention, with the places, the doubt and the best origin of all that name the same number."""
    same = [m for m in among if m.mention.value == chosen.mention.value]
    bounds = [m.mention.bound for m in same if m.mention.bound != "exact"]
    origins = {m.mention.origin for m in same}
    origin = next((o for o in ("official", "media") if o in origins), chosen.mention.origin)
    bound = bounds[0] if bounds and chosen.mention.role != "zero" else chosen.mention.bound
    speaker = next((m.mention.speaker for m in reversed(same) if m.mention.speaker != SILENT), SILENT)
    whole = any(m.mention.whole for m in same)
    return Figure(
        chosen.mention.value, bound, origin, tuple(m.place for m in same), speaker=speaker, whole=whole
    )


def add_figures(figures: Sequence[Figure]) -> Figure:
    """The sum of figures, as sure as the least sure of them; of several origins it is nobody's official number."""
    bounds = {f.bound for f in figures} - {"exact"}
    bound: Bound = "exact" if not bounds else bounds.pop() if len(bounds) == 1 else "about"
    origin = figures[0].origin if len({f.origin for f in figures}) == 1 else "media"
    return replace(
        figures[-1],
        value=sum(f.value for f in figures),
        bound=bound,
        origin=origin,
        places=tuple(p for f in figures for p in f.places),
        speaker=figures[-1].speaker if origin == "official" else SILENT,
        whole=any(f.whole for f in figures),
        corrected=False,
    )
