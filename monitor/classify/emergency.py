"""Which emergency an item reports, if any, and whether it is one that an office here and now answers for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from monitor.classify.casualties import Count
from monitor.classify.casualty_patterns import MEAL
from monitor.classify.early_warning import EarlyWarnings
from monitor.classify.emergency_words import EmergencyWords
from monitor.classify.framing import EmergencyFinding, Framing, Word, finder, union
from monitor.classify.harm import HARM_WORDS, HARMLESS_WORDS, Harm, is_grave, is_telling
from monitor.classify.kind_shifts import KindShifts
from monitor.classify.lexicon import Found
from monitor.classify.origin import DENIED
from monitor.classify.plain_speech import PlainSpeech, is_supposed
from monitor.classify.quantities import MEMBERS, Crowd

__all__ = ["EmergencyDetector", "EmergencyFinding", "EmergencyWords", "Scan", "Word"]

Part = Literal["title", "text"]
Tag = Literal["strong", "weak", "counted", "crowd", "harm", "never", "plain"]

_FRONT_CHARS = 10
_BACK_CHARS = 8
_ENOUGH_POINTS = 6
_HARM = re.compile(
    f"[{''.join(w for w in HARM_WORDS if len(w) == 1)}]|{'|'.join(w for w in HARM_WORDS if len(w) > 1)}"
)
# 宽城区一带大火, 南湖大路火灾: what is told without more than its place.
_PLACE_BEFORE = re.compile(
    "(?:[省市县区旗镇乡村屯]|街道|社区|[大老新]?街|[大小]?路|大道|胡同|小区|花园|家园|苑|新城|公寓|大学|学院|附近|旁边?|对面|楼下|门前|院内|境内|一带|方向|路口|交汇处?|林场|林区|草原|山上?|景区|厂|矿|站|机场|广场)(?:有地方|有处|一处|这边|那边|刚刚?|突发|突然|又|着)?$"
)
_TOWN_NIGHTS = re.compile(
    "(?:夜|股|楼|车|币|集|早|菜|网|个|同)[市区]$|[这那哪]个?区$|专区$|评论区$|社区$|学区$"
)
_PLACED = frozenset({"fire", "explosion", "collapse", "earthquake"})
# 台风中货轮触礁, 沙尘暴中两车相撞: the weather is only the circumstance.
_IN_WEATHER = re.compile("(?:天气|天|夜|日|过后|过境|期间|里|之?中|之?下|时)(?:[，、：\\s]|(?=[一-鿿]))")
_DIGITS = "\\d二两俩三仨四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟"
_NUMBER = re.compile(
    f"[{_DIGITS}][{_DIGITS}一多余来几]{{0,4}}(?:[名位具例口]|人(?!民|员|大)|个(?!月|小时|星期|工作日)|条)|一(?:[名位具]|人(?!民))|[{_DIGITS}一][死伤亡]|[死亡伤踪]了?：?[{_DIGITS}一]"
)
_PEOPLE = re.compile(f"[\\d一二两俩三四五六七八九十百千万余多来几]个?(?:[名人号]|(?:{MEMBERS}))")
_BESIDE = 26
_HEADING_CHARS = 60
_LONG_CHARS = 150
"""A petition of this length tells of much that is over: plain words in it are no news."""
_ORDER_CHARS = 300
"""A hotline's work order of this length tells one thing; a longer letter looks back on much."""
_GENERIC = frozenset(
    {"事故", "矿难", "煤矿事故", "矿井事故", "生产安全事故", "安全生产事故", "施工事故", "工地事故", "工亡"}
)
"""Say nothing of a mechanism beside a word that does: 踩踏事故, 矿难 … 瓦斯爆炸."""
_WEATHER = frozenset({"storm", "flood"})
# What gives way at one place; 暴雪致大棚垮塌 tells of a storm over many.
_ONE_SCENE = re.compile("滑坡|滑塌|山体|火")
_LED_TO = re.compile("引发|诱发|导致|引起|触发|引燃|致")
_ACTS = frozenset("撞翻坠掉死喷")
_AKIN = (frozenset({"fire", "explosion"}), frozenset({"flood", "storm", "collapse"}))
_SENTENCE_END = re.compile("[。！？\n]")
_CLAUSE = re.compile("[，。；！？\n]")
_HASTE = re.compile("(?:又|突然|忽然|刚刚|刚才|昨晚|今早|今晨|门口|后厨|里面|里|内|这边|那边|发生|疑似)+$")
_ENDS_THERE = re.compile("了|[，。！？；、,.!?;\n]|致|后|现场|起火|烧|$")


# 19日22时许, 14日下午, 3点10分左右: so reports date what has happened.
_DATED = re.compile(
    r"[昨今前][天日晚夜晨早]|\d日(?:凌晨|清晨|早上?|上午|中午|下午|傍晚|晚上?|深夜|\s?\d{1,2}[时点:：])"
    r"|\d[时点](?:\d{1,2}分)?(?:许|左右|前后)|\d[时点]\d{1,2}分"
)
_QUOTED = re.compile("“[^”]*”")
# “炸死十几个”的说法系谣言: what is quoted to be denied did not happen.
_UNTRUE = re.compile("“[^”]{1,30}”(?=[^，。；！？“]{0,12}(?:谣言|不实|不属实|假消息|虚假|误传|编造))")

_NOTHING: Found = {}
_Found = tuple[Tag, str, int, int]


@dataclass(frozen=True, slots=True)
class Scan:
    """A clean title and text with the words of the lexicon in them: how strong, of which kind, where."""

    title: str
    text: str
    in_title: Sequence[_Found]
    in_text: Sequence[_Found]
    harm_in_title: Sequence[int] = ()
    harm_in_text: Sequence[int] = ()

    def __bool__(self) -> bool:
        return bool(self.in_title or self.in_text)

    @property
    def names(self) -> bool:
        """True where a word names an emergency, not only where one may lie behind it (工地, 电梯)."""
        return any(tag in ("strong", "weak", "plain") for tag, _, _, _ in (*self.in_title, *self.in_text))

    def tells(self, kind: str) -> bool:
        """True where a word of a kind stands in title or text."""
        return any(named == kind for _, named, _, _ in (*self.in_title, *self.in_text))

    @property
    def tells_of_victims(self) -> bool:
        """True where a word that may name an emergency stands beside one of death, or itself says who is hurt (撞伤)."""
        return _beside_victims(self.title, self.in_title, self.harm_in_title) or _beside_victims(
            self.text, self.in_text, self.harm_in_text
        )

    @property
    def is_strong(self) -> bool:
        """True where a word of the text names an emergency by itself, or the plain words of a short one tell it."""
        short = len(self.text) <= _ORDER_CHARS
        return any(tag == "strong" or (short and tag == "plain") for tag, _, _, _ in self.in_text)

    @property
    def may_count(self) -> bool:
        """True where a number stands near a word of harm: there people harmed may be counted."""
        fields = ((self.title, self.harm_in_title), (self.text, self.harm_in_text))
        return any(
            _NUMBER.search(text, max(0, at - _BESIDE), at + 10) for text, harmed in fields for at in harmed
        )

    @property
    def gathers(self) -> bool:
        """True where a number of people stands near a word of gathering or strife."""
        fields = ((self.title, self.in_title), (self.text, self.in_text))
        return any(
            kind == "mass_incident" and _PEOPLE.search(text, max(0, start - _BESIDE), end + _BESIDE)
            for text, found in fields
            for _, kind, start, end in found
        )


@dataclass(frozen=True, slots=True)
class _Hit:
    kind: str
    word: Word
    points: int
    counted: bool = False


class EmergencyDetector:
    """Finds emergencies by the words of ``config/emergency.yaml``; build once, use for every item."""

    def __init__(self, words: EmergencyWords) -> None:
        self._words = words
        self._tags: dict[str, tuple[Tag, str]] = {}
        for tag in ("strong", "weak", "counted"):
            for kind in words.order:
                for word in getattr(words.kinds[kind], tag) if kind in words.kinds else ():
                    self._tags.setdefault(word, (tag, kind))
        for word in (*words.crowd.protest, *words.crowd.gathering):
            self._tags.setdefault(word, ("crowd", "mass_incident"))
        self._tags.update((word, ("never", "")) for word in words.never)
        self._tags |= {word: ("harm", "") for word in HARM_WORDS if word not in self._tags}
        self._tags |= {word: ("never", "") for word in HARMLESS_WORDS if word not in self._tags}
        self._lexicon = list(self._tags)
        self._finder = finder(self._lexicon)
        self._harms = [-1 if tag == "never" else _harm_in(word) for word, (tag, _) in self._tags.items()]
        """For each word, where in it the harm stands (撞死: 1), -1 where it tells of none."""
        self._before = union(words.context.before)
        self._after = union(words.context.after)
        self._support = _whole(words.support)
        self._venues, self._cities = words.support_before, words.domestic
        self._popular = union(words.popular) if words.popular else re.compile("(?!)")
        self._plain, self._shifts = PlainSpeech(words.plain), KindShifts(words.shifts)
        self._warnings = EarlyWarnings(words.foretold)
        self._lasting, self._sudden = union(words.lasting.words), union(words.lasting.sudden)
        self._petition, self._recent = union(words.petition), union(words.recent)

    def scan(self, title: str, text: str, found: Found = _NOTHING) -> Scan:
        """Find the words of the lexicon in a clean title and text; cheap, and most items have none.

        ``found`` are the weighted words of the item: only they tell whether plain words are worth a look.
        """
        in_title, harmed_title = self._find(title)
        in_text, harmed_text = self._find(text)
        in_title += [("plain", *hit) for hit in self._plain.find(found, title)]
        in_text += [("plain", *hit) for hit in self._plain.find(found, text)]
        return Scan(title, text, in_title, in_text, harmed_title, harmed_text)

    def _find(self, text: str) -> tuple[list[_Found], list[int]]:
        """The words that may name an emergency, and where words of harm stand."""
        found: list[_Found] = []
        harmed: list[int] = []
        for index, start, end in self._finder.find_matches_as_indexes(text):
            tag, kind = self._tags[self._lexicon[index]]
            if self._harms[index] >= 0:
                harmed.append(start + self._harms[index])
            if tag not in ("never", "harm"):
                found.append((tag, kind, start, end))
        return found, harmed

    def detect(
        self,
        scan: Scan,
        counts: Iterable[Count] = (),
        *,
        crowd: Crowd | None = None,
        cut: bool = False,
        fresh: bool = False,
    ) -> EmergencyFinding:
        """Judge what was found in an item, with the counts of people harmed in it and of those who gathered.

        ``cut``: it tells of an intake of drinking water that pollution cut, which bears out a word of pollution. ``fresh``: a
        petition dates what it tells to these days.
        """
        harm = Harm(counts, lead_chars=self._words.scores.lead_chars)
        title, text = scan.title, scan.text
        hits = [*self._title_hits(scan, harm), *self._text_hits(scan, harm, fresh=fresh)]
        hits += self._crowd_hits(title, text, crowd)
        if not (cut or harm) and any(h.kind == "environment" for h in hits) and self._lasts(title, text):
            hits = [h for h in hits if h.kind != "environment"]
        if cut:
            bonus = self._words.scores.count
            hits = [
                replace(h, points=max(h.points + bonus, self._words.scores.threshold))
                if h.kind == "environment"
                else h
                for h in hits
            ]
        kind = (
            self._kind(title, hits)
            or ("environment" if cut else None)
            or (self._mass_kind(scan, harm) if harm.is_mass else None)
        )
        if kind is None:
            return self._frame.tried(title, text)
        words = tuple(hit.word for hit in hits if hit.kind == kind) or tuple(hit.word for hit in hits)
        kind = self._shifts.settle(kind, title, text)
        return self._frame.judge(title, text, kind, words, named=bool(words), harmed=bool(harm))

    def _mass_kind(self, scan: Scan, harm: Harm) -> str:
        """Of many harmed whom no word of an emergency explains: who fell ill from a meal was poisoned by it."""
        eaten = MEAL.search(scan.text) or MEAL.search(scan.title)
        return "food_poisoning" if harm.most == "poisoned" and eaten else "other"

    def _lasts(self, title: str, text: str) -> bool:
        """``常年排污，河水发黑``: what goes on for years is a complaint, nothing sudden."""
        words = title + "，" + text
        return self._lasting.search(words) is not None and self._sudden.search(words) is None

    def warns(self, scan: Scan) -> bool:
        """True where an item passes on an early warning, whether or not it tells of harm beside it."""
        return self._warnings.issued(scan.title, scan.text)

    def is_fiction(self, scan: Scan) -> bool:
        """True where what is told happens in a game or a film: nobody in it is harmed."""
        return self._frame.is_fiction(scan.title, scan.text)

    def foretold(self, scan: Scan) -> EmergencyFinding:
        """What an item without an emergency is: a trial, an early warning for a place in the country, or nothing."""
        if "法院" in scan.text or "判" in scan.title:
            return self._frame.tried(scan.title, scan.text)
        if not (self.warns(scan) or self._warnings.answered(scan.title, scan.text)):
            return EmergencyFinding()
        finding = self._frame.judge(scan.title, scan.text, "storm", (), named=True, harmed=False)
        current = finding.is_current
        return EmergencyFinding(warning=True) if current else EmergencyFinding()

    def _crowd_hits(self, title: str, text: str, crowd: Crowd | None) -> Iterator[_Hit]:
        """Many people who block, strike or fight are a mass incident; many who only come together need a sign of anger."""
        if crowd is None or crowd.figure.value < self._words.crowd.at_least:
            return
        if self.protests(title, text, crowd):
            word = Word(
                (title if crowd.part == "title" else text)[crowd.start : crowd.end],
                crowd.part,
                crowd.start,
                crowd.end,
            )
            yield _Hit("mass_incident", word, self._words.scores.threshold + 1)

    def protests(self, title: str, text: str, crowd: Crowd) -> bool:
        """Whether those who came together, few or many, do so in anger."""
        words = self._words.crowd
        lead = title + text[: self._words.scores.lead_chars]
        angry = crowd.joined in words.gathering and any(sign in lead for sign in words.signs)
        return angry or crowd.joined in words.protest

    def _title_hits(self, scan: Scan, harm: Harm) -> Iterator[_Hit]:
        """The words that count in the headline; the opening of the text supports them too."""
        scores = self._words.scores
        around = scan.title + "\n" + scan.text[: scores.lead_chars]
        for tag, kind, word in self._matches(scan, "title", harm):
            counts = harm.near("title", word.start, word.end)
            if tag == "counted":
                if _suffice(counts, kind):
                    yield _Hit(kind, word, scores.threshold, counted=True)
                continue
            supported = (
                bool(counts)
                or self._support.search(around.replace(word.text, "", 1)) is not None
                or self._struck(scan.title, kind, word)
                or "周年" in scan.title
            )
            if supported or tag in ("strong", "plain"):
                bonus = scores.count if is_telling(counts, least_dead=1) else supported * scores.support
                yield _Hit(kind, word, scores.title - (tag == "weak") + bonus)

    def _text_hits(self, scan: Scan, harm: Harm, *, fresh: bool = False) -> Iterator[_Hit]:
        """The words that count in the text: worth more in the opening, less in a petition about things long past.

        Where there is no headline, the first sentence is one.
        """
        scores = self._words.scores
        text = scan.text
        heading = 0 if scan.title or DENIED.search(text, 0, _HEADING_CHARS) else _first_sentence(text)
        petition: bool | None = False if fresh else None
        for tag, kind, word in self._matches(scan, "text", harm):
            counts = harm.near("text", word.start, word.end)
            near = scores.support_chars
            around = text[max(0, word.start - near) : word.start] + "\n" + text[word.end : word.end + near]
            supported = (
                bool(counts) or self._support.search(around) is not None or self._struck(text, kind, word)
            )
            if tag in ("weak", "counted") and not supported:
                continue
            if petition is None:
                petition = self._petitions(text)
            recent = self._recent.search(around) is not None
            old = petition and not recent and not is_grave(counts)
            if tag == "plain" and petition and not recent and len(text) > _LONG_CHARS:
                continue
            if tag == "counted":
                if not old and _suffice(counts, kind):
                    yield _Hit(kind, word, scores.threshold, counted=True)
                continue
            points = scores.lead if word.start < scores.lead_chars else scores.body
            points = scores.title if word.start < heading and not petition else points
            dated = _DATED.search(text, max(0, word.start - near), word.start) is not None
            told_new = dated or (recent and supported)
            points += ((supported or tag == "strong") and told_new and not petition) - 2 * old
            telling = is_telling(counts, least_dead=1)
            bonus = scores.count + is_grave(counts) if telling else supported * scores.support
            yield _Hit(kind, word, points - (tag == "weak") + (tag == "plain") + bonus)

    def _petitions(self, text: str) -> bool:
        """Whether the text itself asks for something; who is quoted in a report does not make it a letter."""
        return self._petition.search(text) is not None and (
            "”" not in text or self._petition.search(_QUOTED.sub("", text)) is not None
        )

    def _struck(self, text: str, kind: str, word: Word) -> bool:
        """``火锅店爆炸了``: what is told happened to a place right before it, and no more is said of it (爆炸价).

        Places come together, too (夜宵店聚集): that is no crowd.
        """
        if kind == "mass_incident":
            return False
        if _ENDS_THERE.match(text, word.end) is None:
            return False
        before = _HASTE.sub("", text[max(0, word.start - _FRONT_CHARS) : word.start])
        if not before.endswith(self._venues) and not (kind in _PLACED and self._follows_place(before)):
            return False
        return kind != "fire" or self._popular.search(text) is None

    def _follows_place(self, before: str) -> bool:
        """``宽城区大火``, ``长春爆炸``: right behind the name of a place, but not 夜市大火."""
        if _TOWN_NIGHTS.search(before):
            return False
        return _PLACE_BEFORE.search(before) is not None or before.endswith(self._cities)

    def _matches(self, scan: Scan, part: Part, harm: Harm) -> Iterator[tuple[Tag, str, Word]]:
        text, found = (scan.title, scan.in_title) if part == "title" else (scan.text, scan.in_text)
        warned = bool(found) and self.warns(scan)
        untrue = [match.span() for match in _UNTRUE.finditer(text)] if found and "”" in text else ()
        for tag, kind, start, end in found:
            if any(a <= start < b for a, b in untrue):
                continue
            if tag == "crowd" or (tag == "counted" and not harm):
                continue
            near = harm.near(part, start, end)
            if not near and self._warnings.only_foretold(kind, text, start, end, warned=warned):
                continue
            if self._happens(text, start, end, told=is_grave(near)):
                yield tag, kind, Word(text[start:end], part, start, end)

    def _happens(self, text: str, start: int, end: int, *, told: bool) -> bool:
        """False where the clause speaks of a worry, a rule or a plan; a worry with its dead ``told`` has come true."""
        if start and text[start - 1] in "如若防":
            return False
        after = _CLAUSE.split(text[end : end + _BACK_CHARS], maxsplit=1)[0]
        if self._after.search(after):
            return False
        if told:
            return True
        before = _CLAUSE.split(text[max(0, start - _FRONT_CHARS) : start])[-1]
        return self._before.search(before) is None and not is_supposed(text, start)

    def _kind(self, title: str, hits: list[_Hit]) -> str | None:
        """The kind that set things off: the one named first in the headline, else the one with the most points."""
        strong = [hit for hit in hits if hit.points >= self._words.scores.threshold]
        strong = strong or list(self._bearing_out(hits))
        if not strong:
            return None
        named = [hit for hit in strong if not hit.counted]
        # A place where people were hurt (公交车, 施工) says less than the act that is named (持刀砍人, 冲突).
        if not named:
            strong = [hit for hit in strong if not (_is_mere_place(hit) or hit.kind == "other")] or strong
        closer = [
            hit.kind
            for hit in strong
            if hit.kind != "other" and not (named and (_is_mere_place(hit) or hit.word.text in _GENERIC))
        ]
        settled = any(hit.word.text in self._words.kinds["other"].strong for hit in named)
        if closer and not settled and all(hit.kind == "other" for hit in named):
            return min(closer, key=self._words.order.index)
        strong = named or strong
        strong = [hit for hit in strong if hit.word.text not in _GENERIC] or strong
        heading = [hit for hit in strong if hit.word.part == "title" and hit.kind != "other"]
        kind = self._led_to(title, heading) if heading else self._by_points(strong, hits)
        if kind == "storm" and any(hit.kind == "flood" for hit in strong):
            # 暴雨引发山洪 is told as a flood; a typhoon stays one.
            wind = any("雨" not in hit.word.text for hit in strong if hit.kind == "storm")
            kind = kind if wind else "flood"
        # Reports of an attack often say 爆炸 first and call it an attack further down.
        if kind == "explosion" and any(hit.kind == "terror_attack" for hit in hits):
            return "terror_attack"
        return kind

    @staticmethod
    def _led_to(title: str, heading: list[_Hit]) -> str:
        """The kind named first in a headline, but the slide or fire that rain or lightning led to (暴雨引发山体滑坡)."""
        first, *others = sorted(heading, key=_named_first)
        if first.kind in _WEATHER and _IN_WEATHER.match(title, first.word.end):
            first = next((hit for hit in others if hit.kind not in _WEATHER), first)
        if first.kind in _WEATHER and not any(hit.kind == "flood" and hit is not first for hit in heading):
            for hit in others:
                led_to = _LED_TO.search(title, first.word.end, hit.word.start)
                if led_to and _ONE_SCENE.search(hit.word.text):
                    return hit.kind
        return first.kind

    def _bearing_out(self, hits: list[_Hit]) -> Iterator[_Hit]:
        """Words of one kind that fall short alone but bear each other out: 两车刮碰 … 撞上护栏."""
        near = [hit for hit in hits if hit.points == self._words.scores.threshold - 1]
        for hit in near:
            if any(_akin(other.kind, hit.kind) and other.word.text != hit.word.text for other in near):
                yield hit

    def _by_points(self, strong: list[_Hit], hits: list[_Hit]) -> str:
        totals: dict[str, int] = {}
        for hit in hits:
            totals[hit.kind] = min(totals.get(hit.kind, 0) + hit.points, _ENOUGH_POINTS)
        order = {kind: i for i, kind in enumerate(self._words.order)}
        first = {hit.kind: hit.word.start for hit in reversed(strong)}
        return max(first, key=lambda k: (k != "other", totals[k], -first[k], -order.get(k, len(order))))

    @cached_property
    def _frame(self) -> Framing:
        return Framing(self._words)


def _beside_victims(text: str, found: Sequence[_Found], harmed: Sequence[int]) -> bool:
    """Whether a found word stands beside a letter of death, or holds one of injury; looked for where it can be, not everywhere."""
    spans = sorted((start, end) for _, _, start, end in found)
    starts = [start for start, _ in spans]
    for at in harmed:
        near = spans[bisect_left(starts, at - _BESIDE) : bisect_right(starts, at + _BESIDE)]
        if text[at] in "死亡殒丧溺" and near:
            return True
        if text[at] == "伤" and any(start < at < end for start, end in near):
            return True
    return False


def _harm_in(word: str) -> int:
    found = _HARM.search(word)
    return found.start() if found else -1


def _is_mere_place(hit: _Hit) -> bool:
    """``公交车``, ``工地``, but not ``船翻`` and ``砸死``: these say what happened."""
    return hit.counted and hit.kind in ("traffic_accident", "work_safety") and not _ACTS & set(hit.word.text)


def _akin(kind: str, other: str) -> bool:
    """Whether two kinds come together so often that words of both bear each other out: 起火 … 多次爆炸."""
    return kind == other or any(kind in group and other in group for group in _AKIN)


def _named_first(hit: _Hit) -> tuple[bool, int]:
    """The first word of a headline, but a mechanism (坍塌) before the mere place of work (脚手架)."""
    return hit.kind == "work_safety", hit.word.start


def _first_sentence(text: str) -> int:
    end = _SENTENCE_END.search(text, 0, _HEADING_CHARS)
    return end.start() if end else min(len(text), _HEADING_CHARS)


def _whole(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, but a number only by itself: 120 is not 1203室."""
    numbers = "|".join(word for word in words if word.isdecimal())
    others = union(tuple(word for word in words if not word.isdecimal()))
    return re.compile(f"{others.pattern}|(?<!\\d)(?:{numbers})(?!\\d)") if numbers else others


def _suffice(counts: Iterable[Count], kind: str) -> bool:
    """One dead makes an accident of work an emergency; of what nobody names, two."""
    return is_telling(counts, least_dead=2 if kind == "other" else 1)
