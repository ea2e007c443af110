"""Casualty figures of an item: every count in title and text, settled into one number a figure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from typing import Literal

from monitor.classify.emergencies.fresh import tells_news
from monitor.classify.emergencies.taken_for import as_it_was
from monitor.classify.figures.all_but import all_but
from monitor.classify.figures.areas import is_spread
from monitor.classify.figures.casualty_patterns import UNCOUNTED
from monitor.classify.figures.countrymen import without_countrymen
from monitor.classify.figures.crowds import Crowd, find_crowd
from monitor.classify.figures.frames import is_chronicle
from monitor.classify.figures.mention import Context, Placed
from monitor.classify.figures.mentions import find_mentions
from monitor.classify.figures.origin import Origins
from monitor.classify.figures.own_claims import is_answer, is_answer_by_less, is_said_none, is_taken_up
from monitor.classify.figures.plain_fates import tells_not_escaped
from monitor.classify.figures.poisonings import is_poisoning
from monitor.classify.figures.quantities import Measure, find_loss, find_magnitude
from monitor.classify.figures.settling import settle_all
from monitor.classify.result import Figure, Place
from monitor.text.alternation import compiled
from monitor.text.clean import CleanText
from monitor.text.numerals import NUMBER, read_number
from monitor.values import value

# 乙类传染病共报告发病10215例，死亡93人: what the offices of health report of a month.
_SURVEILLANCE = re.compile("[甲乙丙]类传染病[^。；]{0,40}?(?:报告|发病)")
_CORRECTS = re.compile("[【\\[]?(?:更正|勘误|订正)")
_FUMES = re.compile("中毒|疾控|食物|氨|氯气|硫化氢|煤气|一氧化碳|碳氧|呕吐|腹泻|拉肚子|吃坏")
_DRILL = re.compile("演练|演习|推演")
_GONE_WRONG = re.compile("[死伤亡]|意外|事故|遇难|失踪|失联|中毒|不适")
_DEAD = re.compile("[死亡]|遇难|丧生")
FieldName = Literal["title", "text"]
_SIDES = {
    "stated": ("official", "media"),
    "official": ("official",),
    "unverified": ("unverified",),
}
"""The origins of which each series of a figure consists."""
_NONE_LEFT = compiled(
    "(?:[机车船艇]上|所有|全体)(?:的)?(?:人员|乘客|旅客|乘员|乘组|船员|机组)+(?:已|均)*(?:全部|无一人?)(?:已|不幸)*(?:遇难|罹难|死亡|丧生|身亡|生还|幸免)|无人生还|无一(?:人)?(?:生还|幸免|幸存)"
)
# 救起27人，其余乘客和船员无一生还: not all of those aboard.
_REST = re.compile("(?:其余|其他|剩下|余下|剩余)[^，。；]{0,12}$")
_ABOARD = re.compile(f"(?:[机车船艇]上|搭载|载有|共载|乘坐)[^，。；\\d]{{0,8}}?(?P<count>{NUMBER})(?:名|人)")
# A headline parts its clauses by a space: 一家四口遇车祸 父女俩没能救回来.
_PAUSE = re.compile("(?<=[一-鿿”」》！？]) (?=[一-鿿“「《]|\\d+(?:[名人死伤]))")


@value
class Count:
    """A count of people harmed now, and where it stands in the clean title or text."""

    name: str
    value: int
    part: FieldName
    start: int
    end: int


@value
class Casualties:
    """The figures of one item.

    ``figures`` holds the higher of what is stated and what is only rumoured; ``series`` keeps both apart
    (``stated``, of which ``official``, and ``unverified``). ``magnitude`` is a Richter or moment magnitude. ``least`` grades but is no number of the
    text: 数十人 of the dead, dead and injured told together, or none of whom a report has come in yet (暂无伤亡报告). ``unnumbered`` names what is told in words only (多人受伤). ``counts`` are the current ones, where they stand. ``second`` names the figures that only a second reading found.
    """

    figures: Mapping[str, Figure] = field(default_factory=dict)
    series: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)
    magnitude: Measure | None = None
    crowd: Crowd | None = None
    unnumbered: frozenset[str] = frozenset()
    least: Mapping[str, Figure] = field(default_factory=dict)
    counts: tuple[Count, ...] = ()
    second: frozenset[str] = frozenset()

    @property
    def participants(self) -> Figure | None:
        """How many took part in a gathering or an affray."""
        return self.crowd.figure if self.crowd else None

    def value(self, name: str) -> int | None:
        """One figure: None when unknown."""
        figure = self.figures.get(name)
        return None if figure is None else figure.value


UNTOLD = Casualties()
"""Of nobody harmed, as most items are."""


def extract_casualties(title: CleanText, text: CleanText, reported: date | None = None) -> Casualties:
    """Read the casualty figures, the money lost, the magnitude and the number of participants of an item.

    ``reported`` is the day of the report where it is known: what lies well before it is another happening.
    """
    if _DRILL.search(as_it_was(title.text)) and not _GONE_WRONG.search(title.text):
        return Casualties()
    if "类传染病" in text.text and _SURVEILLANCE.search(text.text):
        return Casualties()
    all_placed = _all_mentions(title, text, reported)
    placed: Sequence[Placed] = [m for m in all_placed if not (m.mention.vague or m.mention.name == "both")]
    placed = _without_the_dead(placed, title, text)
    stated = [m for m in placed if m.mention.origin != "unverified"]
    said = {m.mention.name for m in stated}
    rumoured = _unanswered(
        [
            m
            for m in placed
            if m.mention.origin == "unverified"
            and not (m.mention.name in said and _is_taken_up(m, title, text))
        ],
        stated,
        text,
    )
    official = [m for m in stated if m.mention.origin == "official"]
    fumes = bool(placed) and any(_FUMES.search(part.text) for part in (title, text))
    settled = {
        "stated": settle_all(stated, fumes=fumes),
        "official": settle_all(official, fumes=fumes),
        "unverified": settle_all(rumoured, fumes=fumes),
    }
    excepted = all_but(title, text, placed, reported)
    for side, held in settled.items():
        held.update((name, figure) for name, figure in excepted.items() if figure.origin in _SIDES[side])
        for name in uncounted(text.text):
            held.pop(name, None)
    series = {side: {n: f for n, f in held.items() if not f.is_open} for side, held in settled.items()}
    figures = _higher(series["stated"], series["unverified"])
    still_open = {n: f for n, f in settled["stated"].items() if f.is_open and n not in figures}
    if "deaths" not in figures and (lost := _all_aboard(text)):
        figures["deaths"] = lost
    if _is_of_another(figures, placed, title, text):
        del figures["deaths"]
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


def _is_of_another(
    figures: Mapping[str, Figure], placed: Sequence[Placed], title: CleanText, text: CleanText
) -> bool:
    """``爆炸造成7人受伤。又发现一枚未爆炸弹，将其引爆，无人受伤``: where people are hurt, nobody hurt is said of something else, and of the dead nothing."""
    deaths, injured = figures.get("deaths"), figures.get("injured")
    if deaths is None or deaths.value or injured is None or not injured.value:
        return False
    fields = {"title": title.text, "text": text.text}
    none = [m for m in placed if m.mention.name == "deaths" and not m.mention.value]
    words = [fields[m.place.field_name][m.mention.start : m.mention.end] for m in none]
    return bool(words) and all("伤" in w and not _DEAD.search(w) for w in words)


def _without_the_dead(placed: Sequence[Placed], title: CleanText, text: CleanText) -> Sequence[Placed]:
    """All but who did not get out where as many are told dead: ``一家五口四人没跑出来 … 四人遇难`` tells of four, ``还有三人没上来`` of others."""
    most = max((m.mention.value for m in placed if m.mention.name == "deaths"), default=0)
    fields = {"title": title.text, "text": text.text}
    inside = [m for m in placed if m.mention.name == "trapped" and m.mention.value]
    dead = [
        m
        for m in inside
        if m.mention.value <= most
        and tells_not_escaped(fields[m.place.field_name], m.mention.start, m.mention.end)
    ]
    if dead and len(dead) == len(inside):  # with them goes that nobody is left inside
        dead = [m for m in placed if m.mention.name == "trapped"]
    return [m for m in placed if m not in dead] if dead else placed


def _is_taken_up(placed: Placed, title: CleanText, text: CleanText) -> bool:
    """``针对网传“30多名幼儿中毒”一事，调查组通报：17名幼儿…``: the number that an office answers with another."""
    return is_taken_up((title if placed.place.field_name == "title" else text).text, placed.mention.start)


def _unanswered(rumoured: Sequence[Placed], stated: Sequence[Placed], text: CleanText) -> list[Placed]:
    """The numbers of hearsay but those that somebody who was asked answers with none, and what else they told in the same breath (捅死一个，重伤三个) where he counts it otherwise."""
    by_less = [m for m in rumoured if _is_answered_by_less(m, stated, text) or _is_said_none(m, text)]
    rumoured = [m for m in rumoured if m not in by_less]
    answered = [m for m in rumoured if _is_answered_by_none(m, stated, text)]
    breaths = {(m.place.field_name, m.mention.sentence) for m in answered}
    counted = {m.mention.name for m in stated if m.mention.value and m.place.field_name == "text"}
    counted |= {"seriously_injured"} if counted & {"injured", "light"} else set()
    return [
        m
        for m in rumoured
        if m not in answered
        and not (m.mention.name in counted and (m.place.field_name, m.mention.sentence) in breaths)
    ]


def _is_answered_by_none(rumoured: Placed, placed: Sequence[Placed], text: CleanText) -> bool:
    """``听说夹死两个人 … 商场回应称，没有人死亡``: whoever was asked says further on that there are none."""
    return rumoured.mention.value > 0 and any(
        m.mention.name == rumoured.mention.name
        and m.mention.role == "zero"
        and m.mention.bound == "exact"
        and m.place.field_name == "text"
        and (rumoured.place.field_name == "title" or m.mention.start > rumoured.mention.start)
        and m.mention.origin != "unverified"
        and is_answer(text.text, m.mention.start, official=m.mention.origin == "official")
        for m in placed
    )


def _is_said_none(rumoured: Placed, text: CleanText) -> bool:
    """``传言五人遇难，现场指挥说一个都没有``."""
    since = 0 if rumoured.place.field_name == "title" else rumoured.mention.end
    return rumoured.mention.value > 0 and is_said_none(text.text, since)


def _is_answered_by_less(rumoured: Placed, stated: Sequence[Placed], text: CleanText) -> bool:
    """``网传死亡13人 … 交警表示，确认死亡的只有3人``: an office answers with its own number, and does not only announce one."""
    return rumoured.mention.value > 0 and any(
        m.mention.name == rumoured.mention.name
        and m.mention.origin == "official"
        and 0 < m.mention.value < rumoured.mention.value
        and m.mention.role not in ("part", "added")
        and not (m.mention.earlier or m.mention.former)
        and m.place.field_name == "text"
        and (rumoured.place.field_name == "title" or m.mention.start > rumoured.mention.start)
        and is_answer_by_less(
            text.text,
            0 if rumoured.place.field_name == "title" else rumoured.mention.end,
            m.mention.start,
            m.mention.end,
        )
        for m in stated
    )


def uncounted(text: str) -> tuple[str, ...]:
    """The figures of which the text says that nobody has counted them yet; what it tells of single people is no number."""
    if "核" not in text and "统计" not in text:
        return ()
    names = {"失踪": "missing", "失联": "missing", "受伤": "injured", "被困": "trapped"}
    return tuple(
        name for match in UNCOUNTED.finditer(text) for word, name in names.items() if word in match["what"]
    )


def _least(placed: Sequence[Placed], figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """What is harmed at least where the text names no number of its own; 网上说死了几十个 is no number where an office tells one."""
    out: dict[str, Figure] = {}
    official = {name for name, figure in figures.items() if figure.origin == "official"}
    for m in placed:
        name = "injured" if m.mention.name == "both" else m.mention.name
        known = out.get(name) or figures.get(name)
        both = m.mention.name == "both" and not (figures.keys() & {"deaths", "injured"})
        told = m.mention.vague and m.mention.origin == "unverified" and name in official
        if (m.mention.vague or both) and not told and (known is None or known.value < m.mention.value):
            out[name] = Figure(m.mention.value, "at_least", m.mention.origin, (m.place,))
    return out


def _counts(placed: Sequence[Placed]) -> tuple[Count, ...]:
    return tuple(
        Count(m.mention.name, m.mention.value, m.place.field_name, m.mention.start, m.mention.end)
        for m in placed
        if m.mention.value > 0 and not m.mention.earlier and m.mention.name not in ("evacuated", "recovered")
    )


def _all_mentions(title: CleanText, text: CleanText, reported: date | None) -> list[Placed]:
    heading, body = Origins(title.text), Origins(text.text, title.text)
    context = Context(
        is_poisoning(title.text, text.text), reported, is_spread(title.text) or is_spread(text.text)
    )
    out: list[Placed] = []
    for name, clean, origins in (("title", title, heading), ("text", text, body)):
        words = _PAUSE.sub("，", clean.text) if name == "title" else clean.text
        for mention in find_mentions(words, origins, context):
            other, length = (body, len(text.text)) if name == "title" else (heading, len(title.text))
            if mention.origin == "unverified" and mention.value and other.denied(0, length):
                continue
            where: FieldName = "title" if name == "title" else "text"
            if name == "title" and _CORRECTS.match(title.text) and mention.role != "zero":
                mention = replace(mention, role="correction")
            out.append(Placed(mention, Place(where, *clean.source_span(mention.start, mention.end))))
    out = without_countrymen(out, title.text)
    current = [m for m in out if not m.mention.earlier]
    current += _told_by_title(out, current)
    current += _own_story(out, current)
    if not current and is_chronicle(text.text):
        return []
    # An older year in the opening is the item's own subject; further down, or behind what is new, it is a comparison.
    opening = 0 if tells_news(text.text, reported) else 1
    return current or [m for m in out if m.place.field_name == "title" or m.mention.sentence <= opening]


def _all_aboard(text: CleanText) -> Figure | None:
    """``机上人员共132人 … 机上人员全部遇难``: everybody aboard is dead."""
    lost = _NONE_LEFT.search(text.text)
    aboard = _ABOARD.search(text.text, 0, lost.start() if lost else 0)
    value = read_number(aboard["count"]).value if aboard else None
    if lost is None or aboard is None or not value or _REST.search(text.text, 0, lost.start()):
        return None
    places = tuple(Place("text", *text.source_span(*match.span())) for match in (aboard, lost))
    return Figure(int(value), "exact", Origins(text.text).at(lost.start()), places)


def _told_by_title(placed: Sequence[Placed], current: Sequence[Placed]) -> list[Placed]:
    """What the opening tells of an older year beside a figure that the headline gives: the item's own subject, no comparison."""
    titled = {(m.mention.name, m.mention.value) for m in current if m.place.field_name == "title"}
    older = [
        m for m in placed if m.mention.earlier and m.place.field_name == "text" and m.mention.sentence <= 1
    ]
    own = {m.mention.sentence for m in older if (m.mention.name, m.mention.value) in titled}
    return [m for m in older if m.mention.sentence in own]


def _own_story(placed: Sequence[Placed], current: Sequence[Placed]) -> list[Placed]:
    """What an opening of some weeks ago tells beside a headline that gives other figures: the text tells of nothing later."""
    if any(m.place.field_name == "text" for m in current):
        return []
    titled = {m.mention.name for m in current}
    return [
        m
        for m in placed
        if titled and m.mention.earlier and m.mention.sentence <= 1 and m.mention.name not in titled
    ]


def _higher(stated: Mapping[str, Figure], rumoured: Mapping[str, Figure]) -> dict[str, Figure]:
    out = dict(stated)
    for name, figure in rumoured.items():
        if name not in out or figure.value > out[name].value:
            out[name] = figure
    return out
