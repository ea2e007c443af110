"""People who pass from one figure to another while a text goes on: of the hurt some die, of the missing some are found dead.

The deaths rise and the other figure falls by as many, unless the text itself states what is left: a sentence that tells the
final number of the dead together with that of the hurt (死亡3人、受伤12人), or a later count.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from monitor.classify.figures.mention import Formerly, Placed
from monitor.classify.figures.sums import add_figures, figure_of
from monitor.classify.result import Figure

_LEFT_BY: Mapping[str, tuple[Formerly, ...]] = {
    "injured": ("hurt", "badly_hurt"),
    "seriously_injured": ("badly_hurt",),
    "missing": ("missing",),
}
"""Which of the dead were counted in a figure before."""
_PARTS = ("injured", "seriously_injured", "light")
_OWN = ("plain", "total", "correction", "update")


def after_transfers(
    settled: Mapping[str, Figure | None], by_name: Mapping[str, Sequence[Placed]]
) -> dict[str, Figure | None]:
    """The figures that change because some of those they counted have died since."""
    deaths = settled["deaths"]
    if deaths is None or not deaths.value:
        return {}
    out: dict[str, Figure | None] = {}
    apart = _is_taken_apart(deaths.value, by_name["deaths"])
    for name, groups in _LEFT_BY.items():
        figure = settled[name]
        if figure is None or not figure.value:
            continue
        if _titled_together(deaths.value, figure.value, by_name["deaths"], by_name[name]):
            continue
        counted = [m for part in (_PARTS if name == "injured" else (name,)) for m in by_name[part]]
        passed = [] if apart else [m for m in by_name["deaths"] if m.mention.of in groups]
        if name == "injured" and passed:
            passed = _all_who_died_in_care(deaths.value, figure, by_name) or passed
        told = _told_together(deaths.value, by_name["deaths"], by_name[name], changed=bool(passed))
        if passed and deaths.corrected and (left_of := _left_of_corrected(passed, by_name, name)):
            out[name] = replace(_at(figure, left_of[0]), value=left_of[1], corrected=True)
        elif told and told.mention.value < figure.value:
            out[name] = replace(_at(figure, told), corrected=True)
        elif passed and not told:
            out[name] = _without(figure, passed, counted, by_name)
        elif name == "injured" and (died := _died_among(figure, by_name)):
            out[name] = replace(figure, value=figure.value - died, corrected=True)
        elif left := _parted(figure, by_name[name], by_name["deaths"]) or _still_there(
            figure, by_name[name], by_name["deaths"]
        ):
            out[name] = replace(_at(figure, left), corrected=True)
    return out


def _left_of_corrected(
    passed: Sequence[Placed], by_name: Mapping[str, Sequence[Placed]], name: str
) -> tuple[Placed, int] | None:
    """``更正为5人死亡、7人受伤。又有1名重伤员不治``: the count beside the corrected one, and how many of those are left."""
    stands = [m for m in by_name["deaths"] if m.mention.role == "correction"]
    beside = [m for m in by_name[name] if stands and _sentence(m) == _sentence(stands[-1])]
    beside = [m for m in beside if m.mention.start > stands[-1].mention.start]
    if not beside or any(m.mention.start < beside[0].mention.start for m in passed):
        return None
    left = beside[0].mention.value - sum(m.mention.value for m in passed)
    return (beside[0], left) if left >= 0 else None


def _is_taken_apart(toll: int, dead: Sequence[Placed]) -> bool:
    """``致9人死亡、2人受伤。7人当场死亡，1人途中死亡，1人不治``: a sentence that comes to the toll before it tells of nobody who was left alive."""
    stated = [m for m in dead if m.mention.value == toll and m.mention.whole and m.place.field_name == "text"]
    if not stated:
        return False
    next_one = ("text", stated[0].mention.sentence + 1)
    behind = [m for m in dead if _sentence(m) == next_one]
    return len(behind) > 1 and sum(m.mention.value for m in behind) == toll


def with_the_hurt_who_died(deaths: Figure | None, by_name: Mapping[str, Sequence[Placed]]) -> Figure | None:
    """``造成两死四伤。今天，4名伤者中一人不治``: who dies of just those whom the toll left alive comes on top of it."""
    if deaths is None or not deaths.value:
        return deaths
    hurt = by_name["injured"]
    stated = frozenset(deaths.places)  # a page that says one number thousands of times is read, too
    tolls = [m for m in by_name["deaths"] if m.place in stated and m.mention.of is None]
    told_in = set(map(_sentence, tolls))
    left = {m.mention.value for m in hurt if _sentence(m) in told_in}
    more = [
        d
        for d in by_name["deaths"]
        if d.mention.of in ("hurt", "badly_hurt") and d.mention.role in ("plain", "part", "weak", "added")
        if (d.place not in stated or _is_as_many(d, deaths)) and all(_is_later(d, toll) for toll in tolls)
        if any(
            _sentence(m) == _sentence(d) and m.mention.start < d.mention.start and m.mention.value in left
            for m in hurt
        )
    ]
    more = more or _dead_elsewhere(tolls, by_name["deaths"])
    told = {
        d.mention.value: d for d in more
    }.values()  # a text says it twice: headline and text, opening and end
    return add_figures([deaths, *(figure_of(d, [d]) for d in told)]) if tolls and told else deaths


def _is_as_many(dead: Placed, deaths: Figure) -> bool:
    """``致1死5伤。后来，5名伤者中的一名离世``: as many as the toll, and so taken for another word of it."""
    return dead.mention.value == deaths.value


def _dead_elsewhere(tolls: Sequence[Placed], dead: Sequence[Placed]) -> list[Placed]:
    """``送来的伤者有16人，其中3人已经没有生命体征 … 面包车上的4人当场死亡``: of a toll of one vehicle alone those are none."""
    if not all((m.mention.area or "").startswith("车:") for m in tolls):
        return []
    own = set(map(_sentence, tolls))
    return [
        d
        for d in dead
        if d.mention.of in ("hurt", "badly_hurt") and not d.mention.area and _sentence(d) not in own
    ]


def _titled_together(dead: int, left: int, deaths: Sequence[Placed], own: Sequence[Placed]) -> bool:
    """``18死23伤`` in the headline: whoever died since is no longer among the hurt that it counts."""
    titled = {
        m.mention.name
        for m in (*deaths, *own)
        if m.place.field_name == "title" and m.mention.value == (dead if m in deaths else left)
    }
    return "deaths" in titled and len(titled) > 1


def _parted(figure: Figure, own: Sequence[Placed], dead: Sequence[Placed]) -> Placed | None:
    """``9人受伤。一人伤势过重不治。其余8名伤者…``: with the dead told between them, those told last are all who were hurt."""
    for whole in (m for m in own if m.mention.value == figure.value):
        died = [d for d in dead if _is_later(d, whole)]
        told, told_of_the_hurt = (
            _Running(died),
            _Running(d for d in died if _is_one_of_the_hurt(d) or _died_of_these(d, whole)),
        )
        for rest in (m for m in own if _is_later(m, whole) and m.mention.role not in ("part", "zero")):
            near = _sentence(rest) == _sentence(whole) and whole.mention.role == "weak"
            between = (told if near else told_of_the_hurt).before(rest)
            if between is not None and whole.mention.value == rest.mention.value + between:
                return rest
    return None


class _Running:
    """What counts of one field add up to before any place in it: a page of thousands is not gone through for each pair of them."""

    def __init__(self, counts: Iterable[Placed]) -> None:
        ordered = sorted(counts, key=lambda m: m.mention.start)
        self._starts = [m.mention.start for m in ordered]
        self._sums = list(accumulate((m.mention.value for m in ordered), initial=0))

    def before(self, placed: Placed) -> int | None:
        """The sum of those that stand before another; None where none does."""
        number = bisect_left(self._starts, placed.mention.start)
        return self._sums[number] if number else None


def _died_among(figure: Figure, by_name: Mapping[str, Sequence[Placed]]) -> int:
    """``刺伤11人。一名女老师失血过多离世，3名孩子伤势严重，其余7人伤情平稳``: how many of the hurt the text lets die where it tells of each."""
    own = by_name["injured"]
    if not any(m.mention.relation == "rest" for m in own):
        return 0
    badly = {_span(m) for m in by_name["seriously_injured"]}
    in_care = [
        m for m in own if m.mention.role == "weak" and not m.mention.relation and _span(m) not in badly
    ]
    for whole in (m for m in own if m.mention.value == figure.value):
        told = [
            _Running(m for m in some if _is_later(m, whole))
            for some in (by_name["deaths"], by_name["seriously_injured"], by_name["light"], in_care)
        ]
        for rest in (m for m in own if m.mention.relation == "rest" and _is_later(m, whole)):
            others = [running.before(rest) or 0 for running in told]
            if others[0] and sum(others[1:]) and whole.mention.value == sum(others) + rest.mention.value:
                return others[0]
    return 0


def _span(placed: Placed) -> tuple[str, int]:
    return placed.place.field_name, placed.mention.start


def _died_of_these(dead: Placed, whole: Placed) -> bool:
    """``18人送医，3人经抢救无效死亡 … 其余15名伤者``, whatever those are a part of."""
    in_hospital = dead.mention.role == "part" and dead.mention.manner == "hospital"
    return in_hospital and whole.mention.role == "weak" and _sentence(dead) == _sentence(whole)


def _is_one_of_the_hurt(dead: Placed) -> bool:
    """``伤者被送往医院，有一人因伤势过重抢救无效死亡``, and no number that only rose."""
    mention = dead.mention
    of_hurt = mention.of in ("hurt", "badly_hurt") or mention.manner == "hospital"
    return of_hurt and mention.role not in ("update", "correction", "total", "part")


def _still_there(figure: Figure, own: Sequence[Placed], dead: Sequence[Placed]) -> Placed | None:
    """8人受伤 … 死亡人数上升至3人，仍有6人在院: a later count that falls by as many as the dead rose."""
    for rise in (d for d in dead if d.mention.role == "update"):
        by = sum(_gone([rise], dead))
        for m in own:
            if by and m.mention.value == figure.value - by and _is_later(m, rise):
                return m
    return None


def after_recovery(
    settled: Mapping[str, Figure | None], by_name: Mapping[str, Sequence[Placed]]
) -> dict[str, Figure | None]:
    """The missing or trapped of whom the text tells later that they are out, alive or dead: 7人被困，3人已被救出."""
    out: dict[str, Figure | None] = {}
    for name in ("missing", "trapped"):
        figure = settled[name]
        if figure is None or not figure.value:
            continue
        counted = [m for m in by_name[name] if m.place in figure.places and m.mention.value == figure.value]
        if not counted or any(m.mention.role in ("correction", "update") for m in counted):
            continue
        left = _still_out(
            figure.value, min(m.mention.start for m in counted), by_name, wholly=name == "trapped"
        )
        if left is None and name == "missing" and _are_all_told(figure.value, counted, by_name):
            left = 0
        if left is not None:
            out[name] = replace(figure, value=left)
    return out


def _still_out(
    value: int, since: int, by_name: Mapping[str, Sequence[Placed]], *, wholly: bool
) -> int | None:
    """How many are left of ``value``; ``wholly``: where all fates told add up to it, nobody is."""
    fates = {
        name: sum({m.mention.value for m in by_name[name] if _is_fate(m, since)})
        for name in ("recovered", "deaths", "injured", "seriously_injured", "light")
    }
    saved, dead = fates["recovered"], fates["deaths"]
    hurt = fates["injured"] or fates["seriously_injured"] + fates["light"]
    if wholly and dead and value in (dead + saved, dead + hurt, dead + saved + hurt, dead):
        return 0
    lost = sum({m.mention.value for m in by_name["missing"] if _is_fate(m, since)})
    if wholly and dead and lost and value == dead + lost:
        return 0  # 21人被困 … 19具遗体，仍有2人下落不明
    if not saved or saved > value:
        return None
    left = value - saved
    return left - dead if dead <= left else left


def _are_all_told(value: int, counted: Sequence[Placed], by_name: Mapping[str, Sequence[Placed]]) -> bool:
    """``7人失去联系。已发现4名遇难矿工，另3人仍被困``: those who are dead and those who are trapped are the missing of before."""
    since = min(m.mention.start for m in counted)
    dead, trapped = (
        {m.mention.value for m in by_name[name] if _is_fate(m, since)} for name in ("deaths", "trapped")
    )
    return any(d + t == value for d in dead for t in trapped if d and t)


def _is_fate(placed: Placed, since: int) -> bool:
    one = placed.mention
    return placed.place.field_name == "text" and one.start > since and one.role not in ("part", "zero")


def _told_together(
    final: int, dead: Sequence[Placed], own: Sequence[Placed], *, changed: bool
) -> Placed | None:
    """The last count of a figure that stands beside the final number of the dead; higher ones before it are out of date."""
    beside = {
        _sentence(d)
        for d in dead
        if d.mention.value == final and d.mention.of is None and d.mention.role != "part"
    }
    pairs = [
        m
        for m in own
        if _sentence(m) in beside and m.mention.role in _OWN and m.mention.value and not m.mention.former
    ]
    if not pairs:
        return None
    last = max(pairs, key=lambda m: m.mention.start)
    later = [m for m in own if _is_later(m, last) and m.mention.value > last.mention.value]
    summed = changed or any(d.mention.role == "total" for d in dead if _sentence(d) == _sentence(last))
    return last if summed and not later and last.place.field_name == "text" else None


def _is_later(one: Placed, other: Placed) -> bool:
    """True for a count of its own that stands further on in the same field."""
    same = one.place.field_name == other.place.field_name
    return same and one.mention.start > other.mention.start and not one.mention.former


def _sentence(placed: Placed) -> tuple[str, int]:
    return placed.place.field_name, placed.mention.sentence


def _without(
    figure: Figure,
    passed: Sequence[Placed],
    counted: Sequence[Placed],
    by_name: Mapping[str, Sequence[Placed]],
) -> Figure | None:
    """What is left of a figure when those who passed are taken off, or what the text counts after that."""
    since = min((m.mention.start for m in counted if m.place in figure.places), default=0)
    gone = list(_gone([m for m in passed if m.mention.start > since], by_name["deaths"]))
    if fewer := _since_the_headline(figure, gone, by_name):
        return fewer
    left = figure.value - sum(gone)
    if not gone or left < 0:
        return figure
    last = max(m.mention.start for m in passed)
    if any(
        m.mention.start > last and m.place in figure.places for m in counted if m.mention.name == "injured"
    ):
        return figure  # 26人送医，其中3人离世。两家医院接收9名和14名伤员: these are counted without the dead
    own = [m for m in counted if m.mention.name == counted[0].mention.name or m.mention.name == "injured"]
    for m in own:
        fits = m.mention.start > last and m.mention.role in _OWN and m.mention.value >= left
        fits = fits or (
            m.mention.role == "weak" and last < m.mention.start and left <= m.mention.value < figure.value
        )
        if not m.mention.former and (m.mention.value == left or (fits and m.place.field_name == "text")):
            return _at(figure, m)
    if not left:
        return None
    return replace(figure, value=left, places=(*figure.places, *(m.place for m in passed)))


def _all_who_died_in_care(toll: int, figure: Figure, by_name: Mapping[str, Sequence[Placed]]) -> list[Placed]:
    """``司机和2名乘客当场死亡，其余24人受伤。下午一名女乘客没能抢救过来；晚上一名伤者停止呼吸``: all who come on top of those beside the hurt, where with them it is the toll."""
    told = (m for m in by_name["injured"] if m.place.field_name == "text")
    hurt = next((m for m in told if m.mention.value == figure.value), None)
    if hurt is None:
        return []
    dead = [m for m in by_name["deaths"] if m.place.field_name == "text" and not m.mention.former]
    beside = [m for m in dead if _sentence(m) == _sentence(hurt) and m.mention.start < hurt.mention.start]
    since = [
        m
        for m in dead
        if m.mention.sentence > hurt.mention.sentence
        and (m.mention.of in _LEFT_BY["injured"] or m.mention.manner == "hospital")
        and m.mention.role in ("plain", "added", "weak")
    ]
    number = sum(m.mention.value for m in (*beside, *since))
    return since if len(beside) == 1 and number == toll else []


def _since_the_headline(
    figure: Figure, gone: Sequence[int], by_name: Mapping[str, Sequence[Placed]]
) -> Figure | None:
    """``3死6伤｜2人被挖出时已无生命迹象，7人送医，1人死亡。又有一名伤者不治``: the headline's three hold the first of those who died, and its six are without him."""
    titled = [m.mention.value for m in by_name["deaths"] if m.place.field_name == "title"]
    first = [
        m.mention.value
        for m in by_name["deaths"]
        if m.place.field_name == "text" and m.mention.of is None and m.mention.value
    ]
    if len(titled) != 1 or len(gone) < 2 or any(p.field_name == "text" for p in figure.places):
        return None
    held = titled[0] - max(first, default=0)
    if not (0 < held < sum(gone) and held in accumulate(gone)):
        return None
    return replace(figure, value=figure.value - sum(gone) + held, corrected=True)


def _gone(passed: Sequence[Placed], dead: Sequence[Placed]) -> Iterator[int]:
    """How many died each time; a number that only rose (重伤员不治，遇难人数增至4人) tells it by what it was before."""
    counted = [m.mention.value for m in passed if m.mention.role not in ("update", "correction")]
    if counted:
        yield from counted
        return
    for m in passed:
        before = [d.mention.value for d in dead if d.mention.start < m.mention.start]
        lower = [value for value in before if value < m.mention.value]
        if lower:
            yield m.mention.value - max(lower)


def _at(figure: Figure, counted: Placed) -> Figure:
    return replace(figure, value=counted.mention.value, bound=counted.mention.bound, places=(counted.place,))
