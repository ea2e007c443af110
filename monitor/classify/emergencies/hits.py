"""Which of the found words tell that something happened, and what each is worth: place, support, dates, people harmed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from monitor.classify.emergencies.early_warning import EarlyWarnings
from monitor.classify.emergencies.emergency_words import EmergencyWords
from monitor.classify.emergencies.figurative import Figurative
from monitor.classify.emergencies.framing import Word, union
from monitor.classify.emergencies.harm import Harm, is_grave, is_telling
from monitor.classify.emergencies.plain_speech import is_supposed
from monitor.classify.emergencies.scanning import Scan, Tag
from monitor.classify.figures.casualties import Count
from monitor.classify.figures.origin import DENIED, Origins
from monitor.text.alternation import screened
from monitor.values import value

Part = Literal["title", "text"]

_FRONT_CHARS = 10
_BACK_CHARS = 8
# 宽城区一带大火, 南湖大路火灾: what is told without more than its place.
_PLACE_BEFORE = re.compile(
    "(?:[省市县区旗镇乡村屯]|街道|社区|[大老新]?街|[大小]?路|大道|胡同|小区|花园|家园|苑|新城|公寓|大学|学院|附近|旁边?|对面|楼下|门前|院内|境内|一带|方向|路口|交汇处?|林场|林区|草原|山上?|景区|厂|矿|站|机场|广场)(?:有地方|有处|一处|这边|那边|刚刚?|突发|突然|又|着)?$"
)
_TOWN_NIGHTS = re.compile(
    "(?:夜|股|楼|车|币|集|早|菜|网|个|同)[市区]$|[这那哪]个?区$|专区$|评论区$|社区$|学区$"
)
_PLACED = frozenset({"fire", "explosion", "collapse", "earthquake"})
_HEADING_CHARS, _CALL_CHARS = 60, 8
_BARE_CHARS = 14
# What a headline's words leave aside: its number (（二）, 第3号), brackets and marks.
_UNSPOKEN = re.compile(
    "[（(]?第?[\\d一二三四五六七八九十]{1,3}(?:号|期|次)?[)）]|第[\\d一二三四五六七八九十]{1,3}[号期]|[^一-鿿]"
)
_LONG_CHARS = 150
"""A petition of this length tells of much that is over: plain words in it are no news."""
_SENTENCE_END = re.compile("[。！？\n]")
_CLAUSE = re.compile("[，。；！？\n]")
_HASTE = re.compile(
    "(?:又|真的?|居然|竟然?|突然|忽然|刚刚|刚才|昨晚|今早|今晨|门口|后厨|里面|里|内|这边|那边|发生|疑似)+$"
)
_ENDS_THERE = re.compile("了|[，。！？；、,.!?;\n]|致|后|现场|起火|烧|$")
# 19日22时许, 14日下午, 3点10分左右: so reports date what has happened.
_DATED = screened(
    r"[昨今前][天日晚夜晨早]|\d日(?:凌晨|清晨|早上?|上午|中午|下午|傍晚|晚上?|深夜|\s?\d{1,2}[时点:：])"
    r"|\d[时点](?:\d{1,2}分)?(?:许|左右|前后)|\d[时点]\d{1,2}分"
)
_QUOTED = re.compile("“[^”]*”")
# 我家狗让车撞了: no emergency, where nobody is counted as harmed.
_BEAST_HIT = re.compile(
    "(?:[狗猫鸡鸭鹅羊牛猪驴]|宠物)(?:子|崽)?(?:让|被|叫|给|挨)[^，。；]{0,3}?(?:撞|压|轧|碾)"
)
# “炸死十几个”的说法系谣言: what is quoted to be denied did not happen.
_UNTRUE = re.compile("“[^”]{1,30}”(?=[^，。；！？“]{0,12}(?:谣言|不实|不属实|假消息|虚假|误传|编造))")

# 前年4栋曾因燃气泄漏爆燃: told of another time, in a clause of its own.
_ONCE = re.compile(
    "(?:去年|前年|往年|早年|[前早][几两些]年|上[次回]|[一二两三四五六七八九十\\d]年前|(?:19|20)\\d\\d年)[^，。；！？]{0,16}曾(?!任|经济)"
)
_CLAUSE_CHARS = 40
# 其中车祸外伤占两成二: a share of what is counted.
_SHARE = re.compile(
    "[一-鿿]{0,5}?占(?:了|到|比)?(?:约|近)?(?:[\\d.]+[%％]|百分之|[一二两三四五六七八九]成|近?半数?|多数|[\\d一二三四五六七八九]分之)"
)


@value
class Hit:
    """A word that counts, with its points."""

    kind: str
    word: Word
    points: int
    counted: bool = False


class HitFinder:
    """Weighs the words of a scan by ``config/emergency.yaml``; build once, use for every item."""

    def __init__(self, words: EmergencyWords, warnings: EarlyWarnings) -> None:
        self._words, self._warnings = words, warnings
        self._before = union(words.context.before)
        self._after = union(words.context.after)
        self._support = _whole(words.support)
        self._venues, self._cities = words.support_before, words.domestic
        self._figurative = Figurative(words.figurative)
        self._popular = union(words.popular) if words.popular else re.compile("(?!)")
        self._petition, self._recent = union(words.petition), union(words.recent)
        self._bare_titles = [re.compile(pattern) for pattern in words.bare_titles]

    def in_title(self, scan: Scan, harm: Harm) -> Iterator[Hit]:
        """The words that count in the headline; the opening of the text supports them too."""
        scores = self._words.scores
        around = scan.title + "\n" + scan.text[: scores.lead_chars]
        for tag, kind, word in self._matches(scan, "title", harm):
            counts = harm.near("title", word.start, word.end)
            if tag == "counted":
                if _suffice(counts, kind):
                    yield Hit(kind, word, scores.threshold, counted=True)
                continue
            supported = (
                bool(counts)
                or self._support.search(around.replace(word.text, "", 1)) is not None
                or self._struck(scan.title, kind, word)
                or "周年" in scan.title
            )
            if supported or tag in ("strong", "plain"):
                bonus = scores.count if is_telling(counts, least_dead=1) else supported * scores.support
                yield Hit(kind, word, scores.title - (tag == "weak") + bonus)

    def in_text(self, scan: Scan, harm: Harm, *, fresh: bool = False) -> Iterator[Hit]:
        """The words that count in the text: worth more in the opening, less in a petition about things long past.

        Where there is no headline, or one that names nothing, the first sentence is one.
        """
        scores = self._words.scores
        text = scan.text
        headed = scan.title and not self._is_bare(scan.title)
        heading = 0 if headed or _is_denied(text) else _first_sentence(text)
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
                    yield Hit(kind, word, scores.threshold, counted=True)
                continue
            points = scores.lead if word.start < scores.lead_chars else scores.body
            points = scores.title if word.start < heading and not petition else points
            dated = _DATED.search(text, max(0, word.start - near), word.start) is not None
            told_new = dated or (recent and supported)
            points += ((supported or tag == "strong") and told_new and not petition) - 2 * old
            telling = is_telling(counts, least_dead=1)
            bonus = scores.count + is_grave(counts) if telling else supported * scores.support
            yield Hit(kind, word, points - (tag == "weak") + (tag == "plain") + bonus)

    def _is_bare(self, title: str) -> bool:
        """``【情况通报（二）】`` says what kind of paper it is, and nothing of what happened."""
        if len(title) > _BARE_CHARS:
            return False
        bare = _UNSPOKEN.sub("", title)
        return any(pattern.fullmatch(bare) for pattern in self._bare_titles)

    def sets_aside(self, scan: Scan) -> bool:
        """Whether a strong word stands in a scan, or a weak or plain one whose clause means it otherwise."""
        fields = ((scan.title, scan.in_title), (scan.text, scan.in_text))
        return any(
            tag == "strong" or (tag in ("weak", "plain") and not self._happens(text, start, end, told=False))
            for text, found in fields
            for tag, _, start, end in found
        )

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
        warned = bool(found) and (
            self._warnings.issued(scan.title, scan.text) or self._warnings.forecasts(scan.title, scan.text)
        )
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
        if "占" in after and _SHARE.match(text, end):
            return False
        if told:
            return True
        if self._figurative.is_meant_so(text, start, end) or _BEAST_HIT.search(text, max(0, start - 6), end):
            return False
        clause = _CLAUSE.split(text[max(0, start - _CLAUSE_CHARS) : start])[-1]
        if self._before.search(clause[-_FRONT_CHARS:]) or is_supposed(text, start):
            return False
        # 2006年该矿曾发生冒顶: plain words begin with what it befell.
        clause += text[start:end]
        return "曾" not in clause or _ONCE.search(clause) is None


def _is_denied(text: str) -> bool:
    """Whether the head of a text calls something untrue; 不是谣言 does not."""
    return DENIED.search(text, 0, _HEADING_CHARS) is not None and Origins(text).denied(0, _HEADING_CHARS)


def _first_sentence(text: str) -> int:
    """Where the first sentence ends that tells something: 快看！ and 不是演习！ only call for attention."""
    for end in _SENTENCE_END.finditer(text, 0, _HEADING_CHARS):
        if end.start() > _CALL_CHARS:
            return end.start()
    return min(len(text), _HEADING_CHARS)


def _whole(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, but a number only by itself: 120 is not 1203室."""
    numbers = [f"{w[0]}(?<!\\d{w[0]}){w[1:]}(?!\\d)" for w in words if w.isdecimal()]
    others = union(tuple(word for word in words if not word.isdecimal()))
    # Begun with their first digits, so that the engine can skip to whatever letter any of them begins with.
    return re.compile("|".join((others.pattern, *numbers))) if numbers else others


def _suffice(counts: Iterable[Count], kind: str) -> bool:
    """One dead makes an accident of work an emergency; of what nobody names, two."""
    return is_telling(counts, least_dead=2 if kind == "other" else 1)
