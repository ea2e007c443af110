"""The mentions of one figure that stand beside each other: which of them add up (当场死亡3人，抢救无效2人), which one counts them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.classify.figures.mention import Placed
from monitor.classify.figures.speakers import SILENT
from monitor.classify.result import Bound, Figure


def stated_or_summed(picked: Sequence[Placed]) -> Figure:
    """The highest of headline, stated totals and plain counts, or the sum of counts that are said to be added."""
    fixed = [m for m in picked if m.mention.role == "total" or m.place.field_name == "title"]
    best = max(fixed or picked, key=value_of)
    figures = [figure_of(best, picked)]
    groups: dict[tuple[str, int], list[Placed]] = {}
    for m in picked:
        groups.setdefault((m.place.field_name, m.mention.sentence), []).append(m)
    for group in groups.values():
        if len(group) == 1 or _is_sum(group, trusting=not fixed):
            figures.append(add_figures([figure_of(m, [m]) for m in group]))
        else:
            figures.append(figure_of(max(group, key=value_of), group))
    if late := _died_later(picked):
        figures.append(late)
    if grown := _grown(picked):
        figures.append(grown)
    return max(figures, key=lambda f: f.value)


def _grown(picked: Sequence[Placed]) -> Figure | None:
    """2人死亡 … 今晨又发现1具遗体: those found later come on top, where nobody counts them all after that."""
    more = [m for m in picked if m.mention.relation == "further" and m.mention.name in ("deaths", "poisoned")]
    more += [m for m in picked if more and _died_in_care_since(m, more[-1])]
    first = [m for m in picked if more and m.mention.start < more[0].mention.start and m not in more]
    titled, told = (
        [m for m in first if (m.place.field_name == "text") == of_text] for of_text in (False, True)
    )
    if titled and told and max(map(value_of, titled)) < stated_or_summed(told).value:
        # 两名消防员牺牲: the headline tells of some of them.
        first, picked = told, [m for m in picked if m not in titled]
    if not first or first[0].place.field_name != "text" or more[0].place.field_name != "text":
        return None
    since = more[-1].mention.start
    if any(m.mention.start > since or m.place.field_name == "title" for m in picked if m not in more):
        return None
    return add_figures([stated_or_summed(first), *(figure_of(m, [m]) for m in more)])


def _died_in_care_since(one: Placed, further: Placed) -> bool:
    """``找到1具遗体 … 再找到1人，已遇难 … 一位老太太没抢救过来``: one more of those who were got out alive."""
    mention = one.mention
    alone = mention.name == "deaths" and mention.value == 1 and mention.role == "plain"
    later = mention.sentence > further.mention.sentence and one.place.field_name == "text"
    return alone and later and mention.manner == "hospital" and mention.relation is None


def _is_sum(group: Sequence[Placed], *, trusting: bool) -> bool:
    """True when the counts of one sentence belong together: 另有, two manners of dying, or simply two places; rivals never."""
    if any(m.mention.relation == "rival" for m in group):
        return False
    if len(group) > 1 and all(m.mention.relation == "joined" for m in group[:-1]):
        return True
    if _holds_areas(group):
        return False
    values = sorted(value_of(m) for m in group)
    if all(m.mention.name in ("poisoned", "injured") and m.mention.role == "weak" for m in group) and not (
        any(m.mention.added for m in group[1:])
    ):
        return False  # 就诊138人，住院56人: the latter are of the former
    if _are_dead_in_turn(group):
        return all(m.mention.role != "total" for m in group[1:])
    # 2人牺牲，另有3名职工、1名司机死亡: whoever is told of as others counts none before him.
    beside = (len(group) == 2 and group[1].mention.added) or (
        max(group, key=value_of).mention.added and not group[0].mention.added
    )
    if (values[-1] == sum(values[:-1]) and not beside) or any(m.mention.role == "total" for m in group[1:]):
        return False
    if any(m.mention.added for m in group[1:]):
        return True
    return trusting and len(set(values)) == len(values) and len({m.mention.manner for m in group}) == 1


def _holds_areas(group: Sequence[Placed]) -> bool:
    """``已确认11人遇难，具体为麻阳县5人，溆浦县6人``: whether the greatest count is of no area, and others are."""
    most = max(group, key=value_of).mention
    return most.area is None and any((m.mention.area or "车")[0] not in "车院处" for m in group)


def _are_dead_in_turn(group: Sequence[Placed]) -> bool:
    """``3人当场死亡，2人死于送医途中，1人抢救无效``: whether each died where, or as, the others did not."""
    stages = [_stage(m) for m in group]
    return {m.mention.manner for m in group} == {"scene", "hospital"} or (
        None not in stages and len(set(stages)) == len(stages) > 1
    )


def _stage(placed: Placed) -> str | None:
    return "way" if placed.mention.on_the_way else placed.mention.manner


def _died_later(picked: Sequence[Placed]) -> Figure | None:
    """Those who died on the spot, those who died on the way and those who died in hospital, told in several sentences."""
    by_manner: dict[str | None, list[Placed]] = {}
    for m in picked:
        by_manner.setdefault(m.mention.manner, []).append(m)
    hospital = by_manner.get("hospital", [])
    if not hospital:
        return None
    first = by_manner.get("scene", [])
    if None in by_manner and not first:
        since = hospital[0].mention.start
        if hospital[0].mention.relation == "further" and any(
            m.mention.start > since and value_of(m) > value_of(hospital[0]) for m in by_manner[None]
        ):
            return None  # 又有2人不治，死亡5人: the five hold the two
        if not any(m.mention.added for m in hospital) or any(
            m.mention.role == "total" and m.mention.start > since for m in by_manner[None]
        ):
            return None
        first = [m for m in by_manner[None] if not _comes_to(m, by_manner[None], hospital)]
    if not first:
        return None
    way = [m for m in hospital if m.mention.on_the_way]
    care = [m for m in hospital if not m.mention.on_the_way]
    parts = [first, way, care] if by_manner.get("scene") else [first, hospital]
    return add_figures([_most_at_once(part) for part in parts if part])


def _most_at_once(told: Sequence[Placed]) -> Figure:
    """The most that one sentence tells of those who died alike: 1人抢救无效死亡，另有2人在医院死亡."""
    groups: dict[tuple[str, int], list[Placed]] = {}
    for m in told:
        groups.setdefault((m.place.field_name, m.mention.sentence), []).append(m)
    figures = [
        add_figures([figure_of(m, [m]) for m in group])
        for group in groups.values()
        if len(group) > 1 and _is_sum(group, trusting=False)
    ]
    return max([figure_of(max(told, key=value_of), told), *figures], key=lambda f: f.value)


def _comes_to(whole: Placed, told: Sequence[Placed], later: Sequence[Placed]) -> bool:
    """18人死亡 … 现场找到15具遗体，3人送医后离世: the eighteen are these and those."""
    if whole.mention.role != "total" and whole.place.field_name == "text" and not whole.mention.whole:
        return False
    more = max(map(value_of, later))
    return any(value_of(m) + more == value_of(whole) for m in told if m is not whole)


def value_of(placed: Placed) -> int:
    return placed.mention.value


def figure_of(chosen: Placed, among: Sequence[Placed]) -> Figure:
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


def range_of(figure: Figure) -> tuple[float, float]:
    """What numbers a rounded one may stand for, an empty range for an exact one."""
    value = figure.value
    if figure.bound == "at_least":
        return value + 1, value + 10 ** (len(str(value)) - 1)
    if figure.bound == "below":
        return 0.8 * value, value
    return (0.8 * value, 1.2 * value) if figure.bound == "about" else (0, 0)
