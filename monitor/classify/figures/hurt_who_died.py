"""The hurt who die one after the other, told one by one: 造成2死8伤。当晚一名伤者不治；次日，又一名伤者离世."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from monitor.classify.figures.mention import Mention, Placed
from monitor.classify.figures.sums import add_figures, figure_of
from monitor.classify.result import Figure, Superseded

_TOLLS = frozenset({"plain", "total"})
_DIED = frozenset({"plain", "part", "weak", "added"})
_MOST_NARRATED = 12
"""A text that tells more of them one by one is a list; each would be compared with each."""
_HURT = ("injured", "seriously_injured")
_FEWER = re.compile(
    "(?:受伤|伤者|伤员)(?:人员|人数|者)?(?:已|也|则)?(?:由|从)[^，。；]{1,10}?人?(?:减少?|下?降)(?:到|至|为)[^，。；]{1,6}人?，[^，。；]{0,16}$"
)


def died_one_by_one(deaths: Figure | None, by_name: Mapping[str, Sequence[Placed]]) -> Figure | None:
    """The dead with all of the hurt who died since the toll, where no number counts them all behind.

    Each after the first is told as one more (又, 另); one alone counts where the toll left alive just those who are meant (这两名重伤员).
    Only what was reckoned from that toll and some of these is put right.
    """
    told = [
        m
        for m in by_name["deaths"]
        if m.place.field_name == "text" and m.mention.value and not m.mention.former
    ]
    if deaths is None or len(told) < 2:
        return deaths
    if narrated := _on_top_of_narrated(deaths, told):
        return narrated
    toll = told[0]
    gone = [m for m in told[1:] if _is_of_the_hurt(m)]
    if not _is_toll(toll) or not gone or gone != told[1 : len(gone) + 1]:
        return deaths
    if len(gone) > 1 and any(not _is_further(m) for m in gone[1:]):
        return deaths
    if len(gone) == 1 and not (_is_apart(gone[0], toll) or _are_those_left(gone[0], toll, by_name)):
        return deaths
    if any(m.mention.value > toll.mention.value for m in told[len(gone) + 1 :]):
        return deaths  # 至此死亡4人
    values = [m.mention.value for m in gone]
    partly = {*values, *accumulate(values, initial=toll.mention.value)}
    partly |= {toll.mention.value + value for value in values}
    total = toll.mention.value + sum(values)
    if deaths.value >= total or deaths.value not in partly:
        return deaths
    return add_figures([figure_of(toll, [toll]), *(figure_of(m, [m]) for m in gone)])


def died_of_all_the_hurt(deaths: Figure | None, by_name: Mapping[str, Sequence[Placed]]) -> dict[str, Figure]:
    """``抬出3名遇难者，另有14名受伤 … 死亡人数为5人 … 14名伤者中先后有4人不治，其余10人…``: the first toll with all of its hurt who died, and who is left.

    The text itself takes the hurt apart, so that those who died are all of them, whatever number was told in between.
    """
    dead, hurt = ([m for m in by_name[name] if _is_told(m)] for name in ("deaths", "injured"))
    if deaths is None or not deaths.value or deaths.corrected or len(dead) > _MOST_NARRATED:
        return {}
    for rest in (m for m in hurt if m.mention.relation == "rest"):
        gone = [m for m in dead if _same_sentence(m, rest) and m.mention.start < rest.mention.start]
        if len(gone) != 1:
            continue
        died = gone[0]
        number = died.mention.value + rest.mention.value
        whole = [m for m in hurt if _same_sentence(m, died) and m.mention.start < died.mention.start]
        first = [m for m in hurt if m.mention.sentence < died.mention.sentence and m.mention.value == number]
        if not first or not any(m.mention.value == number for m in whole):
            continue
        toll = [m for m in dead if _same_sentence(m, first[0]) and m.mention.start < first[0].mention.start]
        if len(toll) != 1 or toll[0].mention.of or toll[0].mention.role == "part":
            continue
        total = toll[0].mention.value + died.mention.value
        later = [m for m in by_name["deaths"] if m.mention.value >= total and not m.mention.former]
        if total > deaths.value and not later:
            alive = figure_of(rest, [rest])
            summed = add_figures([figure_of(toll[0], [toll[0]]), figure_of(died, [died])])
            was = Superseded(deaths.value, deaths.places)
            return {
                "deaths": replace(summed, supersedes=(*deaths.supersedes, was)),
                "injured": replace(alive, corrected=True),
            }
    return {}


def _is_told(one: Placed) -> bool:
    return one.place.field_name == "text" and bool(one.mention.value) and not one.mention.former


def _same_sentence(one: Placed, other: Placed) -> bool:
    return one.mention.sentence == other.mention.sentence


def _on_top_of_narrated(deaths: Figure, told: Sequence[Placed]) -> Figure | None:
    """``当场死亡2人，送医后又死亡1人。受重伤的9人中，1人于8日去世``: the first are told by when they died, so who dies later is none of them."""
    if len(told) > _MOST_NARRATED:
        return None
    first = next((group for m in told if len(group := _beside(m, told)) > 1), [])
    gone = [m for m in told if m not in first]
    if not gone or not all(
        m.mention.manner and not m.mention.whole and m.mention.of is None and m.mention.role in _DIED
        for m in first
    ):
        return None
    if {m.mention.manner for m in first} != {"scene", "hospital"}:
        return None
    if deaths.value != sum(m.mention.value for m in first) or not all(map(_is_of_the_hurt, gone)):
        return None
    return add_figures([figure_of(m, [m]) for m in (*first, *gone)])


def _beside(one: Placed, told: Sequence[Placed]) -> list[Placed]:
    return [m for m in told if m.mention.sentence == one.mention.sentence]


def _is_the_other(mention: Mention, last: Mention, text: str) -> bool:
    """``一个晚上八点多也走了；另一个在车上就停止了心跳``: the other of two who are told of one after the other."""
    alone = mention.value == last.value == 1 and last.role == "plain" and last.relation is None
    return (
        alone and mention.sentence == last.sentence + 1 and text[mention.start - 2 : mention.start] == "；另"
    )


_ON_THE_WAY = re.compile("途中|路上")
_OF_THESE = re.compile(
    "[。！？\n]\\s*(?:(?:以上|上述|所有|全部)?(?:伤者|伤员|受伤(?:人员|群众))[^。！？\\d\n]{0,40}[，。；]\\s*)?其中[^，。；\\d]{0,4}$"
)


def _is_next_in_hospital(mention: Mention, last: Mention, text: str) -> bool:
    """``其中1人送医途中死亡，1人当晚经抢救无效死亡``: one died after the other."""
    both = last.role == mention.role == "part" and last.manner == mention.manner == "hospital"
    if (
        not both
        or last.sentence != mention.sentence
        or text[last.end : mention.start] not in ("，", "、", "；")
    ):
        return False
    return bool(_ON_THE_WAY.search(text, last.start, last.end)) and not _ON_THE_WAY.search(
        text, mention.start, mention.end
    )


def goes_on(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions of a text, with whom those were who died: one more (一名伤者死亡。次日，又有1人抢救无效死亡), or some of those just counted (10人送医。其中2人去世)."""
    last: Mention | None = None
    out: list[Mention] = []
    for mention in mentions:
        if mention.name == "deaths" and mention.value:
            further = mention.relation == "further" and mention.manner == "hospital"
            before = out[-1] if out else None
            alone = before and before.name == "injured" and before.sentence < mention.sentence
            if before and alone and mention.of is None and mention.value < before.value:
                others = [m for m in out if m.sentence == before.sentence and m.name == "deaths"]
                # Whoever dies in hospital is none of 2人当场死亡.
                apart = all(m.manner == "scene" for m in others) and (
                    not others or mention.manner == "hospital"
                )
                if apart and _OF_THESE.search(text, before.end, mention.start):
                    mention = replace(mention, of="hurt")
            if last and last.of in ("hurt", "badly_hurt") and further and mention.of is None:
                mention = replace(mention, of=last.of)
            first = all(m is last for m in out if m.name == "deaths" and m.value)
            if last and first and _is_the_other(mention, last, text):
                mention = replace(mention, relation="further")
            if last and _is_next_in_hospital(mention, last, text):
                mention = replace(mention, added=True)
            last = mention
        out.append(mention)
    return _without_those_in_care(out)


def _without_those_in_care(mentions: list[Mention]) -> list[Mention]:
    """``2人重伤送医。次日，1名重伤工人不治，另1人仍在抢救``: the last is left of those who were told to be badly hurt, no other."""
    badly = [m for m in mentions if m.name == "seriously_injured" and m.value]
    hurt = [m for m in mentions if m.name == "injured" and m.value]
    dead = [m for m in mentions if m.name == "deaths" and m.of == "badly_hurt" and m.value]
    if not len(badly) == len(hurt) == len(dead) == 1:
        return mentions
    [before], [died], [left] = badly, dead, hurt
    if not before.start < died.start < left.start or left.role != "weak" or left.sentence != died.sentence:
        return mentions
    return [m for m in mentions if m is not left] if before.value == died.value + left.value else mentions


def without_those_left(mentions: list[Mention]) -> list[Mention]:
    """``六个人都送到了医院，其中三个没抢救过来，另外三个脱离了危险``: with the dead the last are those who were counted first, no others."""
    dead = [m for m in mentions if m.name == "deaths" and m.of in ("hurt", "badly_hurt")]
    hurt = [m for m in mentions if m.name in _HURT and m.value]
    if len(dead) != 1 or len(hurt) != 2 or not hurt[0].start < dead[0].start < hurt[1].start:
        return mentions
    if hurt[0].value != dead[0].value + hurt[1].value:
        return mentions
    return [replace(m, relation="rest", added=False) if m is hurt[1] else m for m in mentions]


def _are_those_left(gone: Placed, toll: Placed, by_name: Mapping[str, Sequence[Placed]]) -> bool:
    """``造成1人死亡、8人受伤，其中2人重伤。今晨，这两名重伤员离世``."""
    return gone.mention.these and any(
        m.mention.value == gone.mention.value and toll.mention.start < m.mention.start < gone.mention.start
        for name in _HURT
        for m in by_name[name]
        if m.place.field_name == "text" and m.mention.sentence == toll.mention.sentence
    )


def _is_apart(gone: Placed, toll: Placed) -> bool:
    """``2人当场死亡、5人受伤。其中1人经抢救无效死亡``."""
    return toll.mention.manner == "scene" and gone.mention.manner == "hospital"


def _is_toll(one: Placed) -> bool:
    return one.mention.role in _TOLLS and one.mention.of is None and one.mention.relation is None


def _is_of_the_hurt(one: Placed) -> bool:
    return one.mention.of in ("hurt", "badly_hurt") and one.mention.role in _DIED


def _is_further(one: Placed) -> bool:
    return one.mention.added or one.mention.relation == "further"


def tells_why_fewer(text: str, start: int, at: int) -> bool:
    """``死亡13人，受伤人数由25人减至24人，一名重伤者昨夜去世``: who dies right behind that is counted in the toll already."""
    words = text[start:at]
    return ("减" in words or "降" in words) and _FEWER.search(text, start, at) is not None
