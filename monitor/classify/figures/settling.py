"""How the mentions of each figure settle into one number.

Strongest first: a correction (更正为), a later bulletin (升至), a stated total or the headline, the sum of what is said to be added
(当场死亡3人, 抢救无效2人), plain counts, parts (其中) and side remarks (3名伤者).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.classify.figures.all_injured import (
    all_injured,
    badly_hurt_of_others,
    died_in_care,
    is_contradicted,
    with_further,
    with_those_besides,
)
from monitor.classify.figures.area_heads import hurt_by_area
from monitor.classify.figures.areas import parted_by_area
from monitor.classify.figures.died_since import died_since
from monitor.classify.figures.hurt_who_died import died_of_all_the_hurt, died_one_by_one
from monitor.classify.figures.mention import Placed
from monitor.classify.figures.same_breath import told_with_the_dead
from monitor.classify.figures.sums import add_figures, figure_of, range_of, stated_or_summed, value_of
from monitor.classify.figures.superseding import outdated, superseded
from monitor.classify.figures.transfers import after_recovery, after_transfers, with_the_hurt_who_died
from monitor.classify.result import Figure

_RISING = frozenset({"deaths", "injured", "seriously_injured", "poisoned", "evacuated"})
_FEWER = frozenset({"missing", "trapped"})
"""What grows less as a search goes on."""
_MANY_TIMES = 2
_COUNTED = ("deaths", "missing", "trapped", "seriously_injured", "light", "injured", "poisoned", "evacuated")


def settle_all(placed: Sequence[Placed], *, fumes: bool = False) -> dict[str, Figure]:
    """The final number of each figure that some mention names; ``fumes``: who is in hospital may only have breathed or eaten something."""
    if not placed:
        return {}
    by_name = {name: [m for m in placed if m.mention.name == name] for name in (*_COUNTED, "recovered")}
    settled = {name: _settle(by_name[name]) for name in _COUNTED}
    wounds = [*by_name["light"], *by_name["seriously_injured"]]
    if (hurt := hurt_by_area(by_name["injured"], wounds)) != by_name["injured"]:
        settled["injured"] = _settle(hurt)
    if not fumes and (cared := _in_care_of_whom_some_are_told(by_name["injured"])):
        settled["injured"] = cared
    if whole := _taken_apart(settled, by_name["injured"]):
        settled["injured"] = whole
    apart: dict[int, int] = {}
    for m in (*by_name["seriously_injured"], *by_name["light"]):
        if m.mention.role != "part":
            apart.setdefault(m.mention.sentence, m.mention.start)
    if died_in_care(by_name["injured"], by_name["deaths"]):
        settled["injured"] = None
    settled["injured"] = all_injured(settled, by_name["injured"], apart)
    if further := with_further(settled, by_name["injured"], by_name["seriously_injured"]):
        settled["injured"] = further
    if besides := with_those_besides(settled["injured"], by_name["injured"], wounds):
        settled["injured"] = besides
    if badly := badly_hurt_of_others(settled, by_name["injured"], by_name["seriously_injured"]):
        settled["seriously_injured"] = badly
    if is_contradicted(settled["injured"], by_name["seriously_injured"], by_name["injured"]):
        settled["seriously_injured"] = None
    settled["deaths"] = with_the_hurt_who_died(settled["deaths"], by_name)
    settled["deaths"] = died_one_by_one(settled["deaths"], by_name)
    settled["deaths"] = died_since(settled["deaths"], by_name["deaths"])
    settled |= after_transfers(settled, by_name)
    settled |= after_recovery(settled, by_name)
    if together := told_with_the_dead(settled, by_name):
        settled["injured"] = together
    settled |= died_of_all_the_hurt(settled["deaths"], by_name)
    return {name: figure for name, figure in settled.items() if figure is not None and name != "light"}


def _settle(own: Sequence[Placed]) -> Figure | None:
    """Settle all mentions of one figure in one series."""
    said = _without_rest([m for m in own if m.mention.role != "zero"])
    if parts := parted_by_area(said):
        return add_figures([figure_of(m, [m]) for m in parts])
    if moved := _moved(said):
        figure = figure_of(moved, said)
        replaced = superseded(said, figure, since=moved)
        return replace(figure, corrected=moved.mention.role == "correction", supersedes=replaced)
    if not said:
        return _none(own)
    said = _without_taken_in(_without_base(_without_former_parts(outdated(said))))
    groups = [[m for m in said if _rank(m) == rank] for rank in (0, 1, 2, 3)]
    first = next(group for group in groups if group)
    if since_then := _on_top_of_former(first, groups[3]):
        return add_figures([figure_of(m, [m]) for m in since_then])
    if first is groups[0] and (on_the_spot := _died_at_once(first, groups[1])):
        first = [*on_the_spot, *first]
    if first is groups[0] and _goes_on_from_bodies(first, groups[2]):
        first = [m for m in said if m in first or m in groups[2]]  # 两具遗体 … 又发现一具
    if first is groups[1] and max(map(value_of, groups[2]), default=0) > max(map(value_of, first)):
        first = groups[2]  # 9人送医，其中2人骨折: the side remark counts them all
    if first is groups[0]:
        first = _without_looking_back(first, groups[2])
    figure = _refined(stated_or_summed(first), said)
    if besides := _besides(first, groups[2]):
        figure = add_figures([figure_of(besides, groups[2]), figure])
    if bodies := _bodies_before(first, groups[2]):
        figure = add_figures([figure_of(bodies, groups[2]), figure])
    if all_of_them := _counted_at_last(first, groups[2], figure):
        figure = figure_of(all_of_them, groups[2])
    return replace(figure, supersedes=superseded(said, figure, since=None))


def _without_looking_back(told: list[Placed], aside: Sequence[Placed]) -> list[Placed]:
    """``已造成28人遇难。昨天上午找到3具遗体，下午又找到5具``: behind the toll the finds are told from the first; the 28 hold them all."""
    toll = told[0].mention
    if (
        toll.name != "deaths"
        or not (toll.whole and toll.role == "total")
        or told[0].place.field_name == "title"
    ):
        return told
    later = [m for m in told[1:] if m.mention.relation == "further" and m.mention.of is None]
    first = next((m for m in aside if m.mention.start > toll.start), None)
    if first is None or not later or first.mention.start > later[0].mention.start:
        return told
    if first.mention.relation or first.mention.added or value_of(first) >= toll.value:
        return told
    return [m for m in told if m not in later]


def _goes_on_from_bodies(told: Sequence[Placed], aside: Sequence[Placed]) -> bool:
    """Whether what is told comes on top of bodies that were found before: 两具遗体 … 又发现一具."""
    if all(m.mention.relation == "further" for m in told):
        return True
    started = told[0].mention.relation == "further" and told[0].mention.name == "deaths"
    return started and any(m.mention.start < told[0].mention.start for m in aside)


def _taken_apart(settled: Mapping[str, Figure | None], own: Sequence[Placed]) -> Figure | None:
    """``5人受伤，其中3人轻伤，另2人骨折``: the last are no others where with the first they come to all."""
    others = [m for m in own if m.mention.role == "added" and m.mention.relation is None]
    kept = [m for m in own if m not in others]
    parts = sum(f.value for name in ("seriously_injured", "light") if (f := settled[name]))
    whole = _settle(kept) if others and parts and kept else None
    return whole if whole and whole.value == parts + sum(map(value_of, others)) else None


def _besides(told: Sequence[Placed], aside: Sequence[Placed]) -> Placed | None:
    """``两名获救者在医院救治。还有3名工人扭伤``: those of whom the sentence before, or this one, tells are others."""
    if told is aside or not _is_further_hurt(told[0]):
        return None
    sentence = told[0].mention.sentence
    before = [
        m
        for m in aside
        if m.place.field_name == "text"
        and m.mention.start < told[0].mention.start
        and m.mention.sentence in (sentence - 1, sentence)
    ]
    besides = max(before, key=value_of, default=None)
    # 3人住院；现场还有3名游客被砸伤。… 一名女孩颈椎骨折: who is told of further on is some of those.
    of_them = besides is not None and all(
        _is_further_hurt(m) or (value_of(m) < value_of(besides) and m.mention.role == "plain") for m in told
    )
    return besides if of_them else None


def _on_top_of_former(told: Sequence[Placed], former: Sequence[Placed]) -> list[Placed] | None:
    """``最初通报5人遇难。又发现2具遗体；1名重伤老人不治``: all who are told since come on top of what was first announced."""
    if not former or told is former:
        return None
    base = max(former, key=lambda m: m.mention.start)
    titled = [m for m in told if m.place.field_name == "title"]
    if titled and titled == told and all(m.mention.of in ("hurt", "badly_hurt") for m in titled):
        # 一名重伤者昨夜离世｜最初公布的伤亡是1死1重伤…
        return [base, *titled] if base.place.field_name == "text" else None
    if titled:
        return None
    if base.place.field_name != "text" or not all(
        m.mention.name == "deaths"
        and m.mention.start > base.mention.start
        and (m.mention.relation == "further" or m.mention.of in ("hurt", "badly_hurt"))
        for m in told
    ):
        return None
    return [base, *told]


def _died_at_once(told: Sequence[Placed], parts: Sequence[Placed]) -> list[Placed]:
    """``13人全部搜出，其中2人当场死亡。11人送医后，2人不治``: parts of those who were no dead before them."""
    if not all(
        m.mention.name == "deaths"
        and m.mention.manner == "hospital"
        and m.mention.role in ("plain", "added")
        and m.place.field_name == "text"
        for m in told
    ):
        return []
    since = min(m.mention.start for m in told)
    return [
        m
        for m in parts
        if m.mention.manner == "scene" and m.place.field_name == "text" and m.mention.start < since
    ]


def _bodies_before(told: Sequence[Placed], aside: Sequence[Placed]) -> Placed | None:
    """``已找到9具遗体，另有1名矿工送医后死亡``: the dead who are added come on top of those who were found."""
    if told is aside or not all(_is_further_dead(m) for m in told):
        return None
    since = min(m.mention.start for m in told)
    bodies = [m for m in aside if m.place.field_name == "text"]
    if any(m.mention.start > since for m in bodies):
        return None
    return max(bodies, key=value_of, default=None)


def _is_further_dead(placed: Placed) -> bool:
    """Whether these are none of whoever was found: told as others, or one of the hurt who died since."""
    mention = placed.mention
    if mention.name == "deaths" and mention.of in ("hurt", "badly_hurt") and mention.role == "plain":
        return True
    return mention.name == "deaths" and mention.role == "added" and mention.relation not in ("joined", "rest")


def _is_further_hurt(placed: Placed) -> bool:
    mention = placed.mention
    return mention.name == "injured" and mention.role == "added" and mention.relation != "joined"


def _in_care_of_whom_some_are_told(own: Sequence[Placed]) -> Figure | None:
    """``20人被送往两家医院。… 同行的四个亲戚三个受了伤``: a few who are told of behind many who were taken to hospital are some of them."""
    told = [m for m in own if m.mention.role not in ("weak", "zero")]
    aside = [m for m in own if m.mention.role == "weak" and not m.mention.former]
    if not told or any(
        m.mention.role != "plain" or m.mention.whole or m.mention.relation or m.place.field_name == "title"
        for m in told
    ):
        return None
    most = max(aside, key=value_of, default=None)
    if most is None or most.place.field_name == "title" or most.mention.start > told[0].mention.start:
        return None
    return figure_of(most, aside) if value_of(most) > _MANY_TIMES * sum(map(value_of, told)) else None


def _counted_at_last(told: Sequence[Placed], aside: Sequence[Placed], figure: Figure) -> Placed | None:
    """``一名男孩脑震荡 … 目前7名伤者都在县医院治疗``: who counts them all further on counts more than were told one by one."""
    if told is aside or any(m.mention.role == "total" or m.place.field_name == "title" for m in told):
        return None
    since = max(t.mention.end for t in told)
    later = [m for m in aside if m.mention.as_hurt and m.mention.start > since and value_of(m) > figure.value]
    return max(later, key=value_of, default=None)


def _without_base(said: list[Placed]) -> list[Placed]:
    """``4人坠落，其中3人死亡；一名路人被砸死``: more dead than are counted otherwise are no part of those."""
    plain = [value_of(m) for m in said if _rank(m) in (0, 3)]
    if not any(_rank(m) == 0 for m in said) or said[0].mention.name not in ("deaths", "seriously_injured"):
        return said
    return [
        replace(m, mention=replace(m.mention, role="plain"))
        if _rank(m) == 1 and value_of(m) > max(plain)
        else m
        for m in said
    ]


def _without_taken_in(said: list[Placed]) -> list[Placed]:
    """``造成7人死亡。清理出6名遇难者；1人在送医途中去世``: the seven are the six and the one, who comes on top of the six only."""
    more = [
        m
        for m in said
        if m.mention.role == "added" or (m.mention.relation == "further" and m.mention.role != "update")
    ]
    number = sum(map(value_of, more))
    others = [m for m in said if m not in more]
    wholes = [m for m in others if m.mention.whole or m.place.field_name == "title"]
    if more and any(
        value_of(whole) in _come_to(whole, others, number) and whole.mention.start < more[0].mention.start
        for whole in wholes
    ):
        return others
    return said


def _without_former_parts(said: list[Placed]) -> list[Placed]:
    """``昨天给出的数字是58人，其中县医院49人，还有9人…``: what an earlier bulletin took apart is not added to what it counted."""
    wholes = {_in_sentence(m): value_of(m) for m in said if m.mention.former and m.mention.role != "part"}
    return [
        m
        for m in said
        if not (
            m.mention.former and m.mention.role == "part" and wholes.get(_in_sentence(m), 0) >= value_of(m)
        )
    ]


def _in_sentence(placed: Placed) -> tuple[str, int]:
    return placed.place.field_name, placed.mention.sentence


def _come_to(whole: Placed, others: Sequence[Placed], number: int) -> set[int]:
    """What a number comes to with each of the others, and with all that are told behind the whole (7人当场死亡，1人途中死亡，1人不治)."""
    told = [m for m in others if m is not whole and m.place.field_name == "text"]
    behind = sum(value_of(m) for m in told if m.mention.start > whole.mention.start)
    return {number + value_of(m) for m in others} | ({number + behind} if behind else set())


def _without_rest(said: list[Placed]) -> list[Placed]:
    """Leave out 其余8人 where all of them are counted (9人被送到医院); of 5人被困 … 余下3人还困在里面 the last are who is left."""
    return [
        m
        for m in said
        if m.mention.relation != "rest"
        or m.mention.role == "correction"
        or value_of(m) > _most_beside(m, said)
    ]


def _most_beside(rest: Placed, said: Sequence[Placed]) -> int:
    """The most that is counted beside those who are left; 面包车上其余2人受伤 are none of the two of the other vehicle."""
    own = rest.mention.area
    others = (
        m for m in said if m.mention.relation != "rest" and not (own and m.mention.area not in (None, own))
    )
    return max(map(value_of, others), default=0)


def _moved(said: Sequence[Placed]) -> Placed | None:
    """The number that a bulletin moved to: the last correction, or the highest step up behind it (升至).

    A later bulletin of its own (第三报：死亡8人) goes on from there.
    """
    corrected = [i for i, m in enumerate(said) if m.mention.role == "correction"]
    if said and (last := _last_bulletin(said)):
        return last
    since = said[corrected[-1] + 1 :] if corrected else said
    updates = [m for m in since if m.mention.role == "update"]
    if not updates:
        return said[corrected[-1]] if corrected else None
    top = max(updates, key=value_of)
    later = [m for m in said if _goes_beyond(m, top) or _is_newest(m, top)]
    return max(later, key=value_of, default=top)


def _last_bulletin(said: Sequence[Placed]) -> Placed | None:
    """``死亡36人，还有23人下落不明。…公布的数字是：遇难47人，失踪12人``: who are missing or shut in by the last of several bulletins."""
    told = [m for m in said if m.place.field_name == "text" and not m.mention.former]
    if not told or told[-1].mention.name not in _FEWER or told[-1].mention.role != "total":
        return None
    if told[-1].mention.area:
        return None  # 鲁甸县遇难103人，失踪15人；巧家县遇难21人，失踪3人
    last = told[-1]
    before = [m for m in told if m.mention.sentence < last.mention.sentence]
    return last if any(value_of(m) > value_of(last) for m in before) else None


def _is_newest(one: Placed, top: Placed) -> bool:
    """``13人遇难 … 第一份通报是6死；上午8时，增加到12死``: what only rises stands higher in the headline or the opening than a step before."""
    mention = one.mention
    if mention.name not in _RISING or mention.role not in ("plain", "total") or mention.former or mention.of:
        return False
    opening = mention.whole and mention.bound == "exact" and mention.start < top.mention.start
    return mention.value > top.mention.value and (one.place.field_name == "title" or opening)


def _goes_beyond(later: Placed, top: Placed) -> bool:
    """True for a count further on that is higher: of a sentence of its own, or the sum of several places (两地共76人)."""
    if value_of(later) <= value_of(top) or later.mention.former:
        return False
    summed = later.mention.role == "total" and later.mention.start > top.mention.start
    return _follows(later, top) or (summed and later.place.field_name == top.place.field_name)


def _refined(figure: Figure, said: Sequence[Placed]) -> Figure:
    """Give a rounded number (近百人, 超百) way to the exact one that the item states for it, if it does."""
    low, high = range_of(figure)
    exact = [
        m
        for m in said
        if low <= m.mention.value < high
        and m.mention.bound == "exact"
        and m.mention.value != figure.value
        and m.mention.role not in ("part", "added")
        and not m.mention.former
    ]
    if not exact and (summed := _summed_exactly(said, low, high)):
        return summed
    return figure_of(max(exact, key=value_of), exact) if exact else figure


def _summed_exactly(said: Sequence[Placed], low: float, high: float) -> Figure | None:
    """``六十多位客人进了医院 … 县医院收了31人，中医院收了18人，卫生院留观14人``: parts that come to what a rounded number stands for."""
    parts = [m for m in said if m.mention.relation == "joined" and m.mention.bound == "exact"]
    total = sum(m.mention.value for m in parts)
    return add_figures([figure_of(m, [m]) for m in parts]) if len(parts) > 1 and low <= total < high else None


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
    return figure_of(certain, zeros)
