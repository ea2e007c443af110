"""Texts that give themselves away as no matter by their form: adverts, vacancies, stories, jokes, definitions, horoscopes.

Whoever complains of an advert quotes it: the words of a complaint silence these rules, and the learnt model decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from monitor.config_file import ConfigModel
from monitor.text.key_table import Ints
from monitor.text.word_search import Met, WordSearch

Shape = Literal["definition", "dialogue", "abroad", "menu"]
Where = Literal["home", "abroad", "nowhere"]
"""Whether a text names a place in the country, has its scene abroad, or names none."""
_HEAD_CHARS = 300
_ENTRIES, _ENTRY_CHARS, _SHORT_SHARE, _KNOWN_ENTRIES = 8, 7, 0.8, 2
"""A menu has so many entries, so many of them so short, and so many that every website has."""
_BETWEEN_ENTRIES, _SENTENCE = re.compile(r"[\s>|/·»]+"), re.compile("[。！？；，]")
_BRACKETS = "【\\[#（(《"
"""What a label may stand in, as the inside of a class of a regular expression."""
_ALONE, _SIGNS = 1, 2
"""Of the bits that tell which sets of words a text holds: the one of words that suffice alone, and from which on those of signs stand."""
_NO_NAMES: frozenset[str] = frozenset()
Heard = Mapping[int, AbstractSet[str]]
"""The rules that a text is to be looked at for, each with the sets of words that it holds."""
_SETS = 2
"""Words of so many sets of signs together make a genre."""
_THING = "[一-鿿A-Za-z、·“”]{2,12}?"
_CLASS = (
    "现象|过程|总称|统称|简称|缩写|俗称|制度|灾害|疾病|病症|洪流|气旋|涡旋|气流|气体|液体|物质|天气|设备|设施|装置|工具|灯具|概念|术语|反应"
    "|行为|方式|程度|度量|组织|储金|款项|燃烧|颜色|植物|动物|食品|药物|车辆|作品|产物|情形|状态|事件"
)
# 泥石流是…的特殊洪流, 违约金，是指…的款项, 有轨电车，一种…: but not 泥石流是昨晚下来的, nor 加梯一票否决是一种懒政.
_DEFINITION = re.compile(
    f"^{_THING}(?:（[^）]{{1,30}}）)?，?(?:"
    f"(?:是指|指的是|是(?:一[种类项个])?|即|指|为|，一种)[^。！？]{{3,110}}?[的种](?:[一-鿿]{{0,3}})(?:{_CLASS})(?=[，。；、]|$)"
    f"|，?(?:全称|[又亦也]称|俗称|简称)[^。！？]{{2,60}}?[，。]?是[^。！？]{{2,80}}|[^。！？]{{1,60}}的(?:总称|统称|简称)(?=[，。；]|$))"
)
# What an encyclopaedia goes on with behind 井盖，是用于…的封闭物.
_LORE = re.compile(
    f"^{_THING}，?(?:是|是指|指)[^。！？]{{3,80}}的[一-鿿]{{1,5}}[，。][^！？]{{0,60}}?(?:分为|又称|亦称|俗称|具有[^，。]{{2,24}}(?:特点|特性|作用)|由[^，。]{{2,24}}组成|[常多]见于|多发于|最早|起源于|属于|原产)"
)
_ENTRY = re.compile("(?:，|（[^）]{1,30}）)?，?(?:是|指|即|为|又称|亦称|俗称|全称)")
_RANK = "局长|处长|科长|县长|市长|镇长|乡长|主任|领导|老板|书记|秘书|校长|院长|科员|司机|部长|所长|下属|手下|记者|老农|医生"
# Two speakers known by their rank alone answer each other: 局长问秘书：“…”秘书：“…”
_DIALOGUE = re.compile(
    f"^(?:一?[位个]?(?:新来的?|老)?)?(?:{_RANK})[^，。：！？]{{0,12}}：[^：]{{2,90}}?[”。？！，](?:老?(?:{_RANK})|[小老][一-鿿])[^，。：！？]{{0,6}}："
)


class GenreRule(ConfigModel):
    """One genre: what announces it, what gives it away, and what it is not.

    ``opens`` stand at the very head as a label (【微小说】) and suffice even against what reads like a grave emergency; one word
    of ``alone`` suffices, else it takes words of two sets of ``signs`` (one of them the one that it ``needs``) or the ``shape`` (a
    menu knows its ``entries``). ``outside``: only where the text names no place in the country; ``published``: only what is put out for all, no letter to an
    office, which tells what a firm says of itself to complain of it. None counts beside a word of
    ``never`` or of what complains, but for ``beside_complaints``: who complains can be the one who helps (民警).
    """

    name: str
    label: str
    opens: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    signs: Mapping[str, tuple[str, ...]] = {}
    needs: str | None = None
    shape: Shape | None = None
    entries: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    outside: bool = False
    published: bool = False
    beside_complaints: bool = False


class Genres:
    """The genres of an office, compiled for one pass over the head of a text."""

    def __init__(self, rules: Sequence[GenreRule], complains: Sequence[str]) -> None:
        self._rules = rules
        self._opens = [_labels(rule.opens) for rule in rules]
        self._any_opens = _labels([word for rule in rules for word in rule.opens])
        self._begin = frozenset(_BRACKETS).union(word[:1] for rule in rules for word in rule.opens)
        # All others speak by words alone: most texts hold none of theirs.
        self._always = frozenset(n for n, rule in enumerate(rules) if rule.opens or rule.shape)
        self._beside = frozenset(n for n, rule in enumerate(rules) if rule.beside_complaints)
        self._unheard: tuple[Heard, Heard] = (
            dict.fromkeys(sorted(self._always), _NO_NAMES),
            dict.fromkeys(sorted(self._always & self._beside), _NO_NAMES),
        )
        """What is looked at where no word of a rule is heard, without and with a complaint beside it."""
        owners: dict[str, list[tuple[int, int]]] = {word: [] for word in complains}
        complaints = len(owners)
        self._sets: list[list[str]] = []
        """The names of each rule's sets of words; which of them a text holds is told as bits in their order."""
        for number, rule in enumerate(rules):
            sets = {"alone": rule.alone, "never": rule.never}
            sets |= {f"sign {name}": words for name, words in rule.signs.items()}
            self._sets.append(list(sets))
            for bit, words in enumerate(sets.values()):
                for word in words:
                    owners.setdefault(word, []).append((number, 1 << bit))
        self.words = list(owners)
        """The words of all rules and those that complain: the list to be sought in texts."""
        self._complains = np.arange(len(owners)) < complaints
        self._counts = np.array([len(own) for own in owners.values()], dtype=np.int64)
        self._begins = np.cumsum(self._counts) - self._counts
        owned = np.array([pair for own in owners.values() for pair in own], dtype=np.int64).reshape(-1, 2)
        self._owning, self._bits = owned[:, 0], owned[:, 1]
        is_any = np.zeros((2, len(rules)), dtype=np.bool_)
        is_any[0, list(self._always)] = is_any[1, list(self._beside)] = True
        self._is_always, self._is_beside = is_any

    @cached_property
    def _search(self) -> WordSearch:
        return WordSearch(self.words)

    def hear(self, met: Met, size: int) -> list[Heard]:
        """What each of ``size`` texts (title, line's end, text) says of the rules to be looked at; beside a complaint these are few.

        Of most rules that a text touches it holds one set of signs, which makes no genre: these are left out.
        """
        at_head = met.only(np.flatnonzero(met.ends <= _HEAD_CHARS))
        beside = np.zeros(size, dtype=np.bool_)
        beside[at_head.texts.compress(self._complains.take(at_head.words))] = True
        out: list[Heard] = [self._unheard[so] for so in beside.tolist()]
        held = self._held(at_head, beside)
        signs = held >> _SIGNS
        able = (held & _ALONE > 0) | (signs & (signs - 1) > 0) | ((held > 0) & self._is_always)
        texts, numbers = np.nonzero(able)
        for text, number, bits in zip(
            texts.tolist(), numbers.tolist(), held[texts, numbers].tolist(), strict=True
        ):
            names = frozenset(name for n, name in enumerate(self._sets[number]) if bits >> n & 1)
            out[text] = {**out[text], number: names}
        return out

    def _held(self, met: Met, beside: npt.NDArray[np.bool_]) -> Ints:
        """``[text, rule]``: which sets of the rule's words the text holds, as bits; ``beside`` are those that complain."""
        counts = self._counts.take(met.words)
        texts = np.repeat(met.texts, counts)
        # The rules of a word lie side by side: from its begin on, as many as it has.
        within = np.arange(len(texts)) - np.repeat(np.cumsum(counts) - counts, counts)
        entries = np.repeat(self._begins.take(met.words), counts) + within
        rules = self._owning.take(entries)
        asked = np.flatnonzero(self._is_beside.take(rules) | ~beside.take(texts))
        held = np.zeros((len(beside), len(self._rules)), dtype=np.int64)
        spots = texts.take(asked) * len(self._rules) + rules.take(asked)
        np.bitwise_or.at(held.reshape(-1), spots, self._bits.take(entries.take(asked)))
        return held

    def find(
        self,
        title: str,
        text: str,
        *,
        where: Where,
        stands: bool,
        addressed: bool = False,
        heard: Heard | None = None,
    ) -> GenreRule | None:
        """The genre of a clean text.

        ``stands``: it reads like an emergency that only a label at the head undoes; ``addressed``: it is a letter to an office;
        ``heard`` is what it says of the rules (:meth:`hear`), where that is known.
        """
        if heard is None:
            [heard] = self.hear(self._search.look([f"{title}\n{text}"])[0], 1)
        labelled = self._is_labelled(title) or self._is_labelled(text)
        for number in sorted(heard):
            rule, names = self._rules[number], heard[number]
            if not (names or labelled or rule.shape):
                continue
            if "never" in names:
                continue
            opens = self._opens[number] if labelled else None
            if opens and (opens.match(title) or opens.match(text)):
                return rule
            if stands or (rule.outside and where == "home") or (rule.published and addressed):
                continue
            if (rule.shape == "abroad" and where == "abroad") or _tells(rule, names, title, text):
                return rule
        return None

    def _is_labelled(self, text: str) -> bool:
        """Whether a label stands at the very head; hardly any text begins with a character of one."""
        label = self._any_opens
        return label is not None and text[:1] in self._begin and label.match(text) is not None


def _tells(rule: GenreRule, names: AbstractSet[str], title: str, text: str) -> bool:
    signs = [name for name in names if name.startswith("sign ")]
    if "alone" in names or (len(signs) >= _SETS and (not rule.needs or f"sign {rule.needs}" in signs)):
        return True
    if rule.shape == "definition":
        return is_definition(title, text)
    if rule.shape == "menu":
        return is_menu(title or text, rule.entries) or is_menu(text, rule.entries)
    return rule.shape == "dialogue" and "：" in text and _DIALOGUE.match(text) is not None


def is_menu(text: str, known: Sequence[str]) -> bool:
    """Whether a text is what stands around the pages of a website: short entries one beside the other, and no sentence."""
    if " " not in text or _SENTENCE.search(text):
        return False
    entries = _BETWEEN_ENTRIES.split(text)
    short = sum(len(entry) <= _ENTRY_CHARS for entry in entries)
    enough = len(entries) >= _ENTRIES and short >= _SHORT_SHARE * len(entries)
    return enough and sum(entry in known for entry in entries) >= _KNOWN_ENTRIES


def is_definition(title: str, text: str) -> bool:
    """Whether a text says what its subject is, as an encyclopaedia does: its headline is the subject, or it opens with it."""
    entry = title and len(title) <= 12 and text.startswith(title) and _ENTRY.match(text, len(title))
    told = text or title
    return bool(entry) or _DEFINITION.match(told) is not None or _LORE.match(told) is not None


def _labels(words: Sequence[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    union = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(
        f"[{_BRACKETS}]?(?:{union})(?:[一二三四五六七八九十]{{1,3}}[则篇回]|连载|更新|大赛)?(?:[】\\]#）)》：；，|·]|$)"
    )
