"""The victims whom an emergency tells of one by one, beside the numbers that it gives and in their stead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from monitor.classify.figures.all_found import all_found
from monitor.classify.figures.areas import vehicle_of
from monitor.classify.figures.besides import Stated, died_besides, died_of_them
from monitor.classify.figures.casualties import Casualties, Count, FieldName, uncounted
from monitor.classify.figures.casualty_patterns import ALL_LIGHT, THE_HURT_BADLY
from monitor.classify.figures.left_alive import left_alive
from monitor.classify.figures.lost_and_dead import lost_and_dead
from monitor.classify.figures.origin import Origins
from monitor.classify.figures.persons import (
    each_death,
    find_persons,
    tells_dead_or_struck,
)
from monitor.classify.figures.persons_words import ONE
from monitor.classify.figures.poisonings import is_poisoning
from monitor.classify.figures.rescue_account import with_account
from monitor.classify.figures.summed_up import all_named, apart, summed_up
from monitor.classify.figures.sums import add_figures
from monitor.classify.figures.unnumbered import find_unnumbered
from monitor.classify.grading.sought import still_lost
from monitor.classify.result import Figure, Place
from monitor.text.clean import CleanText

# 第三辆车只撞坏了保险杠，人没事 is of one car; 无人员死亡 is of all.
_NOBODY_DIED = re.compile(
    "(?:无|没有|没|未造成|未发生|未见)(?:任何)?(?:一[个名人位例])?人?员?(?:伤亡|死亡|遇难|身亡|死人)|(?:没有?|无)人(?:员)?死|没(?:有)?死人|没(?:闹)?出人命|死的没有|没(?:有)?死的|未造成[^，。；]{0,6}(?:伤亡|死亡)"
)
_ALSO = re.compile(
    "[^，。；]{0,4}，(?:另有?|另外|还有|其余|其他|余下|剩下)(?:的|约)?(?=[^，。；]{0,2}[\\d一二两三四五六七八九十])"
)
_OTHERS_BEHIND = re.compile(
    "[^\\n]{0,70}?[。；](?:另外?有|另外|还有|此外，?[^，。；\\d]{0,6}?有)(?:[^，。；\\d]{0,4}?)(?=[\\d一二两三四五六七八九十])"
)
_NEAR_BY = 90
# 副驾的女子重伤，后排两名儿童轻伤: a group of its own, not all the hurt.
_BESIDE = re.compile(
    "[^，。；]{0,6}[，；](?:[^，。；\\d造致共总计达伤]{0,8}?)(?=[\\d一二两三四五六七八九十]{1,3}[名位](?!受伤|伤[者员]|重伤|轻伤))"
)
_ONE_PERSON = re.compile(f"[一1][名位个][^，。；、]{{0,12}}?(?:{ONE})")
# 其中2名中国公民均为轻伤: of some of them.
# 多人受伤，23人受轻伤: of the others nobody says how badly.
_UNCOUNTED_TOO = re.compile(
    "(?:多|数|若干|数十|不少|部分|另有|还有)[名位]?(?:人|群众|乘客|工人|员工|学生)?[^，。；\\d]{0,6}(?:受伤|伤者|骨折|烧伤|送医|住院)|伤(?:势|情)(?!较?轻)"
)
_AMONG = re.compile("(?:其中|包括)[^。；]*$")
# Of those in one vehicle; the driver of another is none of them.
_INSIDE = re.compile(
    "(?P<vehicle>[一-鿿]车)(?:车厢)?[内上里]?(?:的)?[^，。；造共致]{0,6}?(?=[\\d一二两三四五六七八九十]|，[\\d一二两三四五六七八九十]|[^。；共]*$)"
)
_DRIVES = re.compile("(?P<vehicle>[一-鿿]车)[上内]?的?$")
_MEMBER = re.compile(f"(?:{ONE})(?!的)")
_BARE_BEFORE = frozenset("，。；！？\n后时")
"""Before a noun that stands alone and so means the one told of before: 10分钟后男子被救出, not 另一名男子."""
_TAKES_APART = re.compile("其中|包括|分别|伤者|共")
_OPENING_CHARS = 300
_HURT = ("injured", "seriously_injured")


@dataclass(frozen=True, slots=True)
class _Victim:
    """Somebody told of by person: the figure that he makes, and where in a clean field the words about him begin and end."""

    name: str
    figure: Figure
    field: CleanText
    start: int
    end: int


def add_persons(
    known: Casualties, title: CleanText, text: CleanText, reported: date | None = None
) -> Casualties:
    """The casualties of an emergency with the victims whom it tells of one by one, where it gives no number."""
    words = find_unnumbered(title.text) | find_unnumbered(text.text) | set(uncounted(text.text))
    unnumbered = words - known.figures.keys()
    ill = is_poisoning(title.text, text.text)
    told = list(_victims(title, text, reported))
    if not (told or known.counts):
        told = list(_victims(title, text, reported, older=True))
    victims = [
        _without_dead(v, told)
        for v in told
        if not (ill and _is_illness(v)) and not _dies_of_it(v, told) and not _died_since(v, text)
    ]
    figures = _instead(known, victims, title, text, unnumbered)
    figures |= died_besides(known.figures, _stated(known.counts), text, reported)
    figures |= died_of_them(figures, _stated(known.counts), text, reported)
    figures |= _dead_in_groups(known, figures, title, text, reported)
    if known.figures.get("injured") and figures.get("deaths"):
        dead = list(each_death(text.text, reported))
        figures |= left_alive(figures, _stated(known.counts), dead, text)
    if further := _hurt_besides(known, victims) or _in_other_vehicle(known, victims):
        figures["injured"] = further
    if (badly := _hurt_badly(figures, title, text)) and not ill:
        figures["seriously_injured"] = badly
    if "injured" not in unnumbered and _are_all_badly_hurt(known, figures):
        figures["injured"] = figures["seriously_injured"]
    if _only_one_died(known, told, text):
        figures.pop("injured", None)
        figures.pop("seriously_injured", None)
    figures |= lost_and_dead(known.counts, figures, text, reported)
    figures |= _nobody_left(figures, known.counts, title, text)
    figures |= with_account(figures, known.counts, text, reported)
    added = {name: figure for name, figure in figures.items() if name not in known.figures}
    return replace(
        known,
        figures=figures,
        series=_with_added(known.series, added),
        unnumbered=unnumbered,
        least=dict(known.least) | _none_badly(known, figures, text),
    )


def _nobody_left(
    figures: Mapping[str, Figure], counts: Sequence[Count], title: CleanText, text: CleanText
) -> dict[str, Figure]:
    """None trapped or missing where the text goes on to account for all of them: 失联的7人全部找到，均已无生命体征."""
    none: dict[str, Figure] = {}
    for name in ("trapped", "missing"):
        figure = figures.get(name)
        if figure is None or not figure.value or figure.corrected:
            continue
        out = name == "trapped" and not still_lost(figures, text)["trapped"]
        # Of those who were counted: 两人失联。又找到1名失踪者的遗体 leaves one.
        told = [c.value for c in counts if c.name == name]
        number = figure.value if figure.value in told else max(told, default=figure.value)
        if out or any(all_found(words.text, number) for words in (title, text)):
            none[name] = replace(figure, value=0, bound="exact")
    return none


def _dead_in_groups(
    known: Casualties,
    figures: Mapping[str, Figure],
    title: CleanText,
    text: CleanText,
    reported: date | None,
) -> Mapping[str, Figure]:
    """The dead of whom a text tells group by group, where it says at last how many they are, or where nothing counts them."""
    if figures.get("deaths") and any(c.name == "deaths" and c.part == "title" for c in known.counts):
        return {}
    persons = list(each_death(text.text, reported))
    counts = _stated(known.counts)
    told = apart([(c.start, c.end, c.value) for c in counts if c.name == "deaths" and not c.titled], persons)
    if said := summed_up(figures.get("deaths"), told, counts, text):
        return said
    if any(c.name == "deaths" for c in known.counts) or "deaths" not in figures:
        return {}
    return all_named(figures["deaths"], persons, text)


def _is_illness(victim: _Victim) -> bool:
    """Whether one who is badly off is badly ill, not badly hurt, where the item speaks of poisoning."""
    words = victim.field.text[victim.start : victim.end]
    return victim.name == "injured" or (victim.name == "seriously_injured" and not set("伤烧") & set(words))


def _dies_of_it(victim: _Victim, told: Sequence[_Victim]) -> bool:
    """``男子头部流血 … 男子被救出，已无生命体征``: whether the one who is hurt is the one who dies further on."""
    if victim.name not in _HURT or victim.figure.value != 1:
        return False
    who = _called(victim)
    return any(
        v.name == "deaths" and v.field is victim.field and v.start >= victim.end and _is_again(v, who)
        for v in told
    )


def _without_dead(victim: _Victim, told: Sequence[_Victim]) -> _Victim:
    """``卫生员和会计被送往医院，卫生员在抢救后死亡``: those who are hurt without whoever of them dies further on."""
    if victim.name not in _HURT or victim.figure.value < 2:
        return victim
    who = _called(victim)
    died = [
        v
        for v in told
        if v.name == "deaths" and v.field is victim.field and v.start >= victim.end and _is_again(v, who)
    ]
    left = victim.figure.value - sum(v.figure.value for v in died)
    return replace(victim, figure=replace(victim.figure, value=left)) if died and left > 0 else victim


def _only_one_died(known: Casualties, told: Sequence[_Victim], text: CleanText) -> bool:
    """``一名男子头部流血，送到医院时男子已经死亡``: whether the only one who is counted as hurt is the one who dies further on."""
    hurt = [c for c in known.counts if c.name in (*_HURT, "light")]
    one = _ONE_PERSON.match(text.text, hurt[0].start) if len(hurt) == 1 and hurt[0].value == 1 else None
    if one is None or hurt[0].part != "text" or any(c.name == "deaths" for c in known.counts):
        return False
    who = set(_MEMBER.findall(one[0]))
    return any(
        v.name == "deaths" and v.field is text and v.start >= hurt[0].end and _is_again(v, who) for v in told
    )


def _is_again(victim: _Victim, who: set[str]) -> bool:
    """Whether the noun for somebody stands alone and so means the one who was called so before."""
    return bool(who & _called(victim)) and victim.field.text[victim.start - 1] in _BARE_BEFORE


def _called(victim: _Victim) -> set[str]:
    return set(_MEMBER.findall(victim.field.text, victim.start, victim.end))


_NAME = re.compile("[一-鿿]某某?")


def dies_by_name(field: str, start: int, end: int, text: str) -> bool:
    """``王某伤情较重 … 王某因伤势过重，抢救无效离世``: whether who is named there is told dead by name in the text behind."""
    name = _NAME.search(field, start, end)
    since = end if field == text else 0
    if name is None or name[0] not in text[since:]:
        return False
    return any(name[0] in text[told.start : told.end] for told in each_death(text) if told.start >= since)


def _died_since(victim: _Victim, text: CleanText) -> bool:
    """Whether one who is hurt is told dead by name further on."""
    if victim.name not in _HURT or victim.figure.value != 1:
        return False
    return dies_by_name(victim.field.text, victim.start, victim.end, text.text)


def _victims(
    title: CleanText, text: CleanText, reported: date | None, *, older: bool = False
) -> Iterator[_Victim]:
    """All who are told of by person, those of the text first; not those of a rumour that is denied right behind."""
    fields: tuple[tuple[FieldName, CleanText, str], ...] = (("text", text, title.text), ("title", title, ""))
    for where, clean, heading in fields:
        origins = Origins(clean.text, heading)
        for told in find_persons(clean.text, reported, older=older):
            origin = origins.at(told.start)
            if origin == "unverified" and origins.denied_soon(told.end, told.end):
                continue
            place = Place(where, *clean.source_span(told.start, told.end))
            yield _Victim(
                told.name, Figure(told.value, "exact", origin, (place,)), clean, told.start, told.end
            )


def _instead(
    known: Casualties,
    victims: Sequence[_Victim],
    title: CleanText,
    text: CleanText,
    unnumbered: frozenset[str],
) -> dict[str, Figure]:
    """The figures with the victims in the stead of a number that is missing, or that is none or one of a part of them."""
    figures = dict(known.figures)
    most: dict[str, Figure] = {}
    for victim in victims:
        if victim.name not in most or victim.figure.value > most[victim.name].value:
            most[victim.name] = victim.figure
    for name, figure in most.items():
        if name in known.least or name in unnumbered or not _fits(name, figure, figures):
            continue
        if name in figures and not _gives_way(known, figures, name, figure, title, text):
            continue
        if _denied_of_one(figures, name):
            figures.pop("seriously_injured")
        figures[name] = figure
    return figures


def _gives_way(
    known: Casualties,
    figures: Mapping[str, Figure],
    name: str,
    told: Figure,
    title: CleanText,
    text: CleanText,
) -> bool:
    """Whether a number yields to those who are told of: none who is said of a part only, or one who is one of them."""
    if not figures[name].value:
        return name in _HURT or (name == "deaths" and not _NOBODY_DIED.search(text.text))
    return name == "injured" and told.value > figures[name].value and _one_of_them(known, title, text)


def _hurt_besides(known: Casualties, victims: Sequence[_Victim]) -> Figure | None:
    """``副驾的女子重伤，后排两名儿童轻伤``: one who is hurt and told of before those who are counted comes on top of them."""
    for victim in victims:
        if victim.name not in _HURT:
            continue
        more = (
            _ALSO.match(victim.field.text, victim.end)
            or _besides_behind(known, victim)
            or _BESIDE.match(victim.field.text, victim.end)
        )
        if more and _is_counted_at(known, more.end()):
            return add_figures([victim.figure, known.figures["injured"]])
    return None


def _besides_behind(known: Casualties, victim: _Victim) -> re.Match[str] | None:
    """``买某被砸伤，他父亲在医院去世。另外有3名学生摔伤``: others in a sentence of their own, where nobody is counted as hurt before them."""
    hurt = [c for c in known.counts if c.name in (*_HURT, "light")]
    first = min((c.start for c in hurt if c.part == "text"), default=0)
    if victim.name != "injured" or any(c.part == "title" for c in hurt) or first < victim.end:
        return None
    return _OTHERS_BEHIND.match(victim.field.text, victim.end) if first - victim.end < _NEAR_BY else None


def _in_other_vehicle(known: Casualties, victims: Sequence[_Victim]) -> Figure | None:
    """``越野车内4人死亡，1人重伤；货车司机多处受伤``: the driver of the other vehicle is none of those counted in the first."""
    hurt = known.figures.get("injured")
    counted = [c for c in known.counts if c.name in (*_HURT, "light")]
    if hurt is None or not counted or counted[0].part != "text" or counted[0].value != hurt.value:
        return None
    for victim in (v for v in victims if v.name == "injured" and v.start >= counted[-1].end):
        words = victim.field.text
        if "。" in words[counted[0].start : counted[-1].end]:
            continue
        apart = _drives_another(words, counted[0].start, victim.start)
        if apart and not _TAKES_APART.search(words, counted[-1].end, victim.start):
            return add_figures([victim.figure, hurt])
    return None


def _drives_another(words: str, counted: int, at: int) -> bool:
    """Whether the vehicle of whoever is told of at ``at`` is another than that of those counted before."""
    begins = words.rfind("。", 0, counted) + 1
    inside, own = vehicle_of(words, begins, counted), vehicle_of(words, 0, at)
    if inside and own:
        return inside != own
    near, driven = _INSIDE.search(words, begins, counted), _DRIVES.search(words, max(0, at - 6), at)
    return bool(near and driven and near["vehicle"] != driven["vehicle"])


def _are_all_badly_hurt(known: Casualties, figures: Mapping[str, Figure]) -> bool:
    """Whether the badly hurt are all the hurt that are known."""
    badly, hurt = figures.get("seriously_injured"), figures.get("injured")
    if badly is None or not badly.value:
        return False
    return hurt is None or ("injured" not in known.figures and hurt.value < badly.value)


def _none_badly(known: Casualties, figures: Mapping[str, Figure], text: CleanText) -> dict[str, Figure]:
    """``24人受伤，全部为轻伤``, ``24人受轻伤``: none of them is badly hurt, which grades but is no number of the text."""
    if "injured" not in figures or "seriously_injured" in figures or "轻" not in text.text:
        return {}
    light = ALL_LIGHT.search(text.text)
    at = light.span() if light else _counted_as_light(known, figures["injured"], text)
    if at is None or _AMONG.search(text.text, 0, at[0]):
        return {}
    place = Place("text", *text.source_span(*at))
    return {"seriously_injured": replace(figures["injured"], value=0, bound="exact", places=(place,))}


def _counted_as_light(known: Casualties, hurt: Figure, text: CleanText) -> tuple[int, int] | None:
    """Where all the hurt are counted as lightly so, and nobody beside them is told of."""
    counted = [c for c in known.counts if c.name in (*_HURT, "light") and c.part == "text"]
    light = [c for c in counted if c.name == "light" and c.value == hurt.value]
    if not light or len(light) < len(counted) or hurt.bound != "exact" or known.unnumbered:
        return None
    return None if _UNCOUNTED_TOO.search(text.text) else (light[0].start, light[0].end)


def _is_counted_at(known: Casualties, start: int) -> bool:
    """Whether what is counted there is all that is counted as hurt: those told of before it come on top."""
    hurt = known.figures.get("injured")
    return hurt is not None and any(
        c.value == hurt.value and start - 3 <= c.start <= start + 3
        for c in known.counts
        if c.name in ("injured", "light")
    )


def _one_of_them(known: Casualties, title: CleanText, text: CleanText) -> bool:
    """Whether the only one who is counted as hurt is one of several of whom the text tells: 老板娘满脸是血，还有一名大爷腿上流血."""
    hurt = [c for c in known.counts if c.name in ("injured", "light", "seriously_injured")]
    return bool(hurt) and all(
        c.value == 1 and _ONE_PERSON.match((title if c.part == "title" else text).text, c.start) for c in hurt
    )


def _stated(counts: Sequence[Count]) -> list[Stated]:
    return [Stated(c.name, c.value, c.start, c.end, c.part == "title") for c in counts]


def _denied_of_one(figures: Mapping[str, Figure], name: str) -> bool:
    """``前车司机没有受伤`` beside one who is hurt says nothing about how badly this one is."""
    hurt, badly = figures.get("injured"), figures.get("seriously_injured")
    return name == "injured" and hurt is not None and badly is not None and hurt.places == badly.places


def _hurt_badly(known: Mapping[str, Figure], title: CleanText, text: CleanText) -> Figure | None:
    """``1人受伤 … 伤者伤势较重``: of one who is hurt, or of all, said further on without a number."""
    hurt = known.get("injured")
    if hurt is None or not hurt.value or "seriously_injured" in known:
        return None
    for name, clean in (("text", text), ("title", title)):
        for told in THE_HURT_BADLY.finditer(clean.text):
            if hurt.value == 1 or told["all"] or told["each"]:
                place = Place("title" if name == "title" else "text", *clean.source_span(*told.span()))
                return replace(hurt, places=(*hurt.places, place))
    return None


def person_counts(title: CleanText, text: CleanText, reported: date | None = None) -> tuple[Count, ...]:
    """Those whom the opening of an item tells of as dead or struck one by one, as counts that bear out a word of an emergency."""
    fields: tuple[tuple[FieldName, str], ...] = (
        ("title", title.text[:_OPENING_CHARS]),
        ("text", text.text[:_OPENING_CHARS]),
    )
    return tuple(
        Count(told.name, told.value, part, told.start, told.end)
        for part, words in fields
        if tells_dead_or_struck(words)
        for told in find_persons(words, reported)
        if told.name == "deaths" or told.struck
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
