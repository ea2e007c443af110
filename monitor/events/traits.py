"""What a text is recognised by: telling words, its topic, the rare pairs of letters of its title, districts and numbers of name."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from monitor.events.figures import is_district
from monitor.events.marks import Mark, MarkReader
from monitor.events.papers import PaperTitles
from monitor.events.rules import MatchRules
from monitor.events.words import Vector, WordTable, letter_pairs
from monitor.values import value

Cut = Callable[[str], list[str]]
Direction = npt.NDArray[np.int8]
Pairs = tuple[tuple[str, float], ...]

# Platforms mask places as A市, A3区, A7县: the letter and digit say which, so they are read as districts, not as words.
_MASKED = r"[A-Z]\d{0,2}[市区县]"
_MASK = "※"
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_NUMBER = re.compile(r"[\d.]+|[一二三四五六七八九十百千万两几]+")
# Numbers that are names (205路, 58车贷, 7号线) or part of an address (168号, 12栋, C2区), no counts, dates, times, ages and sums.
_CODE = re.compile(
    r"[A-Za-z]+\d+(?:[A-Za-z]+|[栋幢座]|区(?!间))?|\d号线"
    r"|(?<![\d.:])\d{2,6}(?![\d.:]*[余多几]?[万千亿]?(?:[人名位死伤亡岁元年月日时点分秒%级度辆余多个万亿天米户例条平楼室组]|公里|车(?!贷)))"
    r"(?:[A-Za-z]+|路|号线|国道|号(?!线)|[栋幢座]|单元)?"
)
# At the beginning of a run of letters, or behind a larger place. 红旗 is no banner of Inner Mongolia.
_DISTRICT = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[省市州盟]))[\u4e00-\u9fff]{1,5}?(?:[区县]|(?<=[左右前后中翼])旗)"
)
_LOOKS_BACK = re.compile(
    r"(?:周年|去年今[日天]|(?:[一二三四五六七八九十两几]|\d{1,2})年前|那年今日|纪念日|忌日)"
)
_HEAD_CHARS = 40
_OPENING_CHARS = 200
_ADMINISTRATIVE = frozenset("省市区县旗州盟")
_TELLS_NOTHING = 1.0
_DULL_PAIR = 2.5

_REMEMBERED = 200_000
_NAME_CHARS = 4
_NAME_RARITY = 6.0

_SKIP, _ADMIN = 1, 2


@value
class Traits:
    """What is kept of a text: ``weights`` belong to ``words`` (a unit vector, heaviest first); ``topic`` is in 1/127.

    ``title`` is the title without masked and administrative places: its rare pairs of letters are sought in other texts.
    ``looks_back``: it tells of something of years ago. ``names`` are what it calls places, bodies and buildings (翠湖 of 翠湖小区),
    ``placed`` the same with their endings, one after the other. ``marks`` are the rare pieces of the whole text.
    """

    words: tuple[str, ...]
    weights: array[float]
    topic: Direction
    title: str
    names: tuple[str, ...]
    placed: str
    districts: tuple[str, ...]
    codes: tuple[str, ...]
    looks_back: bool
    marks: tuple[Mark, ...] = ()


class _Fact(NamedTuple):
    """What is known of a word once for all: its one copy in memory, flags, and rarity by the table."""

    word: str
    flags: int
    rarity: float


class TraitReader:
    """Reads traits of cleaned texts; all lists of words come from the rules.

    ``commonplaces`` are names that an office's items hold again and again (its city, its districts): they say where, as
    masked places do, and are no telling words.
    """

    def __init__(
        self, rules: MatchRules, cut: Cut, table: WordTable, commonplaces: Iterable[str] = ()
    ) -> None:
        self._rules = rules
        self._cut = cut
        self._table = table
        self._stop = frozenset(rules.boilerplate)
        self._named = _name_pattern([ending for ending in rules.name_endings if len(ending) > 1])
        self._named_shortly = _name_pattern([ending for ending in rules.name_endings if len(ending) == 1])
        names = sorted(set(commonplaces), key=len, reverse=True)
        turns = [f"(?:{turn})" for turn in rules.turns]
        self._masked = re.compile("|".join([_MASKED, *map(re.escape, names), *turns]))
        # A word of the letter-writer's trade (投诉, 关于) does not belong to a name.
        words = [word for word in rules.boilerplate if len(word) > 1 and word not in rules.name_endings]
        self._no_name = re.compile("|".join([_MASKED, *map(re.escape, [*names, *words]), *turns]))
        self._facts: dict[str, _Fact] = {}
        self._papers = PaperTitles(rules.papers)
        self._marks = MarkReader(table, rules.usual, rules.max_marks)
        self._said: dict[str, str] = {word: group[0] for group in rules.synonyms for word in group[1:]}

    def read(self, title: str, text: str) -> Traits:
        """Traits of one item; the text is read up to ``max_chars``."""
        body = text[: self._rules.max_chars]
        # A post without a title, or with one of common words only (环境污染), is known by how it begins.
        title = self._papers.matter(title)
        head = title if self._tells(title) else f"{title} {body[:_HEAD_CHARS]}".lstrip()
        head_words, body_words = self._cut_part(head), self._cut_part(body)
        named = self._named_places(head)
        uncut = _uncut((name for name, _ in named), head_words)
        words, weights = self._weigh(head_words + uncut, body_words + [n for n in uncut if n in body])
        placed = "".join([name + end for name, end in named])
        return Traits(
            words=words,
            weights=array("f", weights),
            topic=self._topic(words, weights, placed),
            title=self._bare_title(head_words),
            names=tuple(dict.fromkeys(name for name, _ in named)),
            placed=placed,
            districts=self._districts(f"{head}\n{body[:_OPENING_CHARS]}"),
            codes=self._codes(head),
            looks_back=_LOOKS_BACK.search(head) is not None,
            marks=self._marks.read((head_words, body_words), self._rarity),
        )

    def _rarity(self, word: str) -> float:
        return (self._facts.get(word) or self._learn(word)).rarity

    def _cut_part(self, part: str) -> list[str]:
        return self._cut(self._masked.sub(_MASK, part))

    def _weigh(self, head: list[str], body: list[str]) -> tuple[tuple[str, ...], list[float]]:
        """The heaviest words with their weights: how often (the title counts more) times how rare."""
        times, log, facts = self._rules.title_weight, math.log, self._facts
        counts: dict[str, float] = Counter(body)  # type: ignore[assignment]  # whole numbers, to begin with
        for word in head:
            counts[word] = counts.get(word, 0.0) + times
        for word in self._said.keys() & counts.keys():
            counts[self._said[word]] = counts.get(self._said[word], 0.0) + counts.pop(word)
        scored: list[tuple[float, str]] = []
        for word, count in counts.items():
            fact = facts.get(word) or self._learn(word)
            if not fact.flags & _SKIP:
                scored.append(((1.0 + log(count)) * fact.rarity, fact.word))
        scored.sort(reverse=True)
        del scored[self._rules.max_words :]
        length = math.sqrt(sum([points * points for points, _ in scored])) or 1.0
        return tuple([word for _, word in scored]), [points / length for points, _ in scored]

    def _learn(self, token: str) -> _Fact:
        flags = 0
        rarity = self._table.rarity(token)
        if is_administrative(token):
            flags |= _ADMIN
        if (
            len(token) < 2
            or token in self._stop
            or not _WORD.match(token)
            or _NUMBER.fullmatch(token)
            or rarity <= _TELLS_NOTHING
        ):
            flags |= _SKIP
        fact = _Fact(token, flags, rarity)
        if len(self._facts) >= _REMEMBERED:
            self._facts.clear()
        self._facts[token] = fact
        return fact

    def _topic(self, words: Sequence[str], weights: Sequence[float], named: str) -> Direction:
        """What a text is about, the places that it names left out: they say where."""
        rows = [-1 if word in named else self._table.row(word) for word in words]
        total: Vector = self._table.direction(rows, weights)
        return np.rint(total * 127).astype(np.int8)

    def _bare_title(self, tokens: Sequence[str]) -> str:
        """The title with a blank for every masked, administrative or common place, so that no pair spans one."""
        return "".join([" " if token == _MASK or self._is_place(token) else token for token in tokens])

    def _named_places(self, head: str) -> list[tuple[str, str]]:
        """Names with their endings: the rare letters before a name's ending, as they stand: no dictionary cuts the names of estates rightly.

        Endings of one letter (路, 村) also end common words (跑路): they count only where no longer one is found.
        """
        bare = self._no_name.sub(_MASK, head)
        found = [(match[1][-_NAME_CHARS:], match[2]) for match in self._named.finditer(bare)]
        found = [(name, end) for name, end in found if self._is_rare(name)]
        if not found:
            roads = [(match[1][-_NAME_CHARS:], match[2]) for match in self._named_shortly.finditer(bare)]
            found = [(n, end) for n, end in roads if self._is_rare(n) and self._is_rare(n[-1] + end)]
        return found

    def _tells(self, title: str) -> bool:
        """Whether a title holds any rare pair of letters outside the names of places that many items have."""
        return self._is_rare(self._no_name.sub(_MASK, title))

    def _is_rare(self, name: str) -> bool:
        return any(self._table.pair(pair)[1] >= _NAME_RARITY for pair in letter_pairs(name))

    def _is_place(self, token: str) -> bool:
        return bool((self._facts.get(token) or self._learn(token)).flags & _ADMIN)

    def _districts(self, opening: str) -> tuple[str, ...]:
        """The districts that a text opens with: masked ones, the office's own, and what stands where one would.

        Three letters each: what runs into a name (网传柳湾区) does not belong to it.
        """
        found = {place[-3:] for place in self._masked.findall(opening) if place[-1] in "区县旗"}
        found.update(name[-3:] for name in _DISTRICT.findall(opening) if is_administrative(name))
        return tuple(sorted(found))

    def _codes(self, head: str) -> tuple[str, ...]:
        found = {code.lower() for code in _CODE.findall(self._masked.sub(_MASK, head)) if len(code) > 1}
        return tuple(sorted(found))


def _uncut(names: Iterable[str], words: Sequence[str]) -> list[str]:
    """Names of which no word holds any part (翠湖, cut letter by letter): they are words none the less."""
    known = [word for word in words if len(word) > 1]
    return [name for name in dict.fromkeys(names) if not any(word in name for word in known)]


class TitlePairs:
    """The telling pairs of letters of titles; the last few thousand titles are remembered."""

    def __init__(self, table: WordTable, remembered: int = 4096) -> None:
        self._table = table
        self._remembered = remembered
        self._known: dict[str, Pairs] = {}

    def of(self, title: str) -> Pairs:
        """Distinct pairs of a title with their rarities; those that are common everywhere are left out."""
        known = self._known.get(title)
        if known is None:
            found = [self._table.pair(pair) for pair in dict.fromkeys(letter_pairs(title))]
            known = tuple([pair for pair in found if pair[1] > _DULL_PAIR])
            if len(self._known) >= self._remembered:
                self._known.clear()
            self._known[title] = known
        return known


def _name_pattern(endings: Sequence[str]) -> re.Pattern[str]:
    """Letters up to one of some endings of names."""
    if not endings:
        return re.compile(r"(?!)")
    either = "|".join(sorted(map(re.escape, endings), key=len, reverse=True))
    return re.compile(rf"((?:(?!{either})[\u4e00-\u9fff]){{2,8}})({either})")


def is_administrative(token: str) -> bool:
    """True for a name such as 朝阳区 or 湖北省: whole, and no 小区 or 社区."""
    return len(token) > 2 and token[-1] in _ADMINISTRATIVE and is_district(token)
