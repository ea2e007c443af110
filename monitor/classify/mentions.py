"""Finding every count of people in a text: which figure it names, and what part it plays in the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from monitor.classify import casualty_patterns as p
from monitor.classify.origin import Origin, Origins
from monitor.text.numerals import BEFORE, NUMBER, Bound, Number, read_number

Role = Literal["correction", "update", "total", "plain", "added", "part", "weak", "zero", "from"]
Manner = Literal["scene", "hospital"]

_WINDOW = 34
_PART_CHARS = 120
_MOST_PEOPLE = 10**8
_STILL = re.compile("仍有|尚有|还有|仍然有|剩余|仍")
_COUNT_FOLLOWS = re.compile(f"{BEFORE}?(?:{NUMBER}|[数多几若])")
_CLAUSE_START = re.compile("[，。；：、！？（\n]")


@dataclass(frozen=True, slots=True)
class Mention:
    """One count: ``name`` is a casualty field of the contract, ``light`` (轻伤) or ``both`` (死伤); ``vague``: 数十 is at least 20."""

    name: str
    value: int
    bound: Bound
    start: int
    end: int
    role: Role = "plain"
    manner: Manner | None = None
    added: bool = False
    earlier: bool = False
    origin: Origin = "media"
    sentence: int = 0
    vague: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    number: Number
    bare: bool
    life: bool = False
    least: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A casualty word beside a count: its figure, the span of count and word, and how it was said."""

    name: str
    start: int
    end: int
    role: Role | None = None


def find_mentions(text: str, origins: Origins) -> list[Mention]:
    """Every count of casualties in a clean text, in order."""
    if not p.GATE.search(text):
        return []
    background = p.BACKGROUND.search(text)
    limit = background.start() if background else len(text)
    newest = max((int(y) for y in p.YEAR.findall(text)), default=0)
    poisoning = "中毒" in text
    out: list[Mention] = []
    for number, match in enumerate(p.SENTENCE.finditer(text, 0, limit)):
        words = match[0]
        if not p.GATE.search(words) or p.ALWAYS_OTHER.search(words):
            continue
        reader = _Sentence(text, match.span(), number, poisoning)
        earlier = _is_earlier(words, newest)
        for mention in (*reader.counts(), *reader.zeros()):
            origin = origins.at(mention.end)
            span = _denial_span(origin, mention, match.end(), len(text))
            if not (
                origins.denied(*span) or (mention.value and origins.negated(match.start(), mention.start))
            ):
                out.append(_placed(mention, earlier, origin))
    return out


def _denial_span(origin: Origin, mention: Mention, sentence_end: int, length: int) -> tuple[int, int]:
    """A rumour may be denied in the sentence that follows it; anything else only in its own."""
    return mention.end, min(sentence_end + 40, length) if origin == "unverified" else sentence_end


def _is_earlier(words: str, newest_year: int) -> bool:
    if p.YEAR.search(words) and max(int(y) for y in p.YEAR.findall(words)) < newest_year:
        return True
    return p.EARLIER.search(words) is not None and re.search(p.UP, words) is None


def _placed(mention: Mention, earlier: bool, origin: Origin) -> Mention:
    return Mention(
        mention.name, mention.value, mention.bound, mention.start, mention.end, mention.role, mention.manner,
        mention.added, earlier, origin, mention.sentence, mention.vague,
    )  # fmt: skip


class _Sentence:
    """One sentence and the counts in it, read from left to right."""

    def __init__(self, text: str, span: tuple[int, int], number: int, poisoning: bool) -> None:
        self.text, (self.start, self.end) = text, span
        self.number, self.poisoning = number, poisoning

    def counts(self) -> Iterator[Mention]:
        """The counts with a casualty word beside them."""
        used = self.start
        seen: set[str] = set()
        before: _Found | None = None
        tokens = self._tokens()
        for token, end in zip(tokens, self._limits(tokens), strict=True):
            found = self._chained(token, used, before) or self._found(
                token, used, min(end, token.end + _WINDOW)
            )
            used, before = token.end, found
            if found is None:
                continue
            used = max(token.end, found.end)
            mention = self._mention(token, found, seen)
            if mention is not None:
                seen.add(mention.name)
                yield mention

    def zeros(self) -> Iterator[Mention]:
        """Statements of none, one for each figure they cover; ``at_least`` while no report has come in."""
        for match in p.ZERO.finditer(self.text, self.start, self.end):
            bound: Bound = "at_least" if match["pending"] or match["tail"] else "exact"
            for name in p.ZERO_FIELDS[match["what"]]:
                yield Mention(name, 0, bound, match.start(), match.end(), "zero", sentence=self.number)
        for name, pattern in (("trapped", p.ALL_RESCUED), ("missing", p.ALL_FOUND)):
            if match_all := pattern.search(self.text, self.start, self.end):
                yield Mention(name, 0, "exact", *match_all.span(), "correction", sentence=self.number)

    def _limits(self, tokens: list[_Token]) -> list[int]:
        """For each count, where the next one begins: its casualty word stands before that."""
        limits, end = [], self.end
        for token in reversed(tokens):
            limits.append(end)
            end = end if token.bare else token.start
        return limits[::-1]

    def _tokens(self) -> list[_Token]:
        out = []
        for match in p.COUNT.finditer(self.text, self.start, self.end):
            number = read_number(
                match["digits"], match["before"] or "", match["after"] or match["more"] or ""
            )
            life = p.LIFE_UNIT.fullmatch(match["unit"] or "") is not None
            out.append(
                _Token(*match.span(), number, match["bare"] is not None, life, _least(match["digits"]))
            )
        return out

    def _chained(self, token: _Token, used: int, before: _Found | None) -> _Found | None:
        """``由2人升至12人``: the second count names what the first one named."""
        moved = p.MOVED.match(self.text[used : token.start]) if before else None
        if before is None or moved is None:
            return None
        return _Found(before.name, token.start, token.end, "update" if moved["up"] else "correction")

    def _found(self, token: _Token, used: int, limit: int) -> _Found | None:
        left = self._left(token, used)
        if token.bare:
            return left
        right = self._right(token, limit)
        if left is None and (right is None or token.life):
            return right or self._lost(token, limit)
        lost = left if left else right
        if lost and lost.name in ("missing", "trapped") and self._found_dead(token):
            return _Found("deaths", token.start, max(token.end, lost.end))
        if left is None or left.role == "from":
            return left or right
        return right if right and self._prefers_right(token, left, right) else left

    def _lost(self, token: _Token, limit: int) -> _Found | None:
        """``没了3条人命``, ``12个孩子没了`` and ``9名女工没能逃出来，全部遇难`` say it without a word for dying beside the count."""
        if token.life:
            before = self.text[max(self.start, token.start - 8) : token.start]
            return None if p.LIVES_SAVED.search(before) else _Found("deaths", token.start, token.end)
        gap = re.compile(
            rf"[^，。；\d]{{0,5}}?{p.NO_MORE.pattern}|[^。；\d]{{0,20}}?(?:{p.FOUND_DEAD.pattern})"
        )
        match = gap.match(self.text, token.end, limit)
        if match is None or p.NOT_IN_GAP.search(match[0].rpartition("，")[0]):
            return None
        return _Found("deaths", token.start, match.end())

    def _found_dead(self, token: _Token) -> bool:
        """``失踪的4人已全部找到，均已遇难``."""
        return p.FOUND_DEAD.search(self.text, token.end, min(self.end, token.end + _WINDOW)) is not None

    def _prefers_right(self, token: _Token, left: _Found, right: _Found) -> bool:
        """``被困12人全部遇难`` and ``中毒6人死亡`` count the dead; ``受伤3人死亡2人`` counts the hurt."""
        if self.text[token.start - 1] == "的":
            return right.role != "weak"
        counted_on = _COUNT_FOLLOWS.match(self.text, right.end) is not None
        return right.name == "deaths" and left.name != "deaths" and not counted_on

    def _left(self, token: _Token, used: int) -> _Found | None:
        start = max(used, token.start - _WINDOW, self.start)
        match = p.LEFT.search(self.text[start : token.start])
        if match is None or match.lastgroup is None:
            cared = self.poisoning and p.CARED_FOR.search(self.text[start : token.start])
            return _Found("poisoned", token.start, token.end, "weak") if cared else None
        name = next(k for k, v in match.groupdict().items() if v is not None)
        role: Role | None = None
        if match["from"]:
            role = "from"
        elif match["up"] or match["corrected"]:
            role = "update" if match["up"] else "correction"
        return _Found(name, start + match.start(), token.end, role)

    def _right(self, token: _Token, limit: int) -> _Found | None:
        match = p.RIGHT.match(self.text, token.end, limit)
        if match is None or p.NOT_IN_GAP.search(match["gap"]):
            return self._unwell(token, limit)
        name = next(k for k, v in match.groupdict().items() if v is not None and k != "gap")
        if p.NOT_BEHIND.match(self.text, match.end()):
            return None
        weak = p.NOUN_BEHIND.match(self.text, match.end()) or match[name] in {
            "伤者",
            "伤员",
            "死者",
            "遗体",
            "尸体",
        }
        if name in ("trapped", "missing") and self._rescued(token, match.end()):
            return None
        return _Found(name, token.start, match.end(), "weak" if weak else None)

    def _unwell(self, token: _Token, limit: int) -> _Found | None:
        match = p.UNWELL.match(self.text, token.end, limit) if self.poisoning else None
        if match is None or p.NOT_IN_GAP.search(match["gap"]):
            return None
        return _Found("poisoned", token.start, match.end(), "weak" if match["care"] else None)

    def _rescued(self, token: _Token, end: int) -> bool:
        noun = p.NOUN_BEHIND.match(self.text, end)
        if p.RESCUED.match(self.text, noun.end() if noun else end):
            return True
        return p.RESCUED_BEFORE.search(self.text[max(self.start, token.start - 10) : token.start]) is not None

    def _mention(self, token: _Token, found: _Found, seen: set[str]) -> Mention | None:
        value = token.number.value
        vague = value is None and found.name == "deaths"
        if vague:
            value = token.least
        if found.role == "from" or value is None or value != int(value):
            return None
        if not 0 <= value <= _MOST_PEOPLE or self._supposed(token):
            return None
        clause = self._clause(token)
        role, added = self._role(token, found, clause, seen)
        manner = _manner(clause + self.text[token.start : found.end]) if found.name == "deaths" else None
        start = min(token.start, found.start)
        return Mention(
            found.name, int(value), "at_least" if vague else token.number.bound, start, max(token.end, found.end),
            role, manner, added, sentence=self.number, vague=vague,
        )  # fmt: skip

    def _supposed(self, token: _Token) -> bool:
        return p.SUPPOSED.search(self.text, max(self.start, token.start - 24), token.start) is not None

    def _clause(self, token: _Token) -> str:
        left = self.text[max(self.start, token.start - _WINDOW) : token.start]
        cuts = [m.end() for m in _CLAUSE_START.finditer(left)]
        return left[cuts[-1] if cuts else 0 :]

    def _role(self, token: _Token, found: _Found, clause: str, seen: set[str]) -> tuple[Role, bool]:
        added = p.ADDED.search(clause) is not None
        if found.role:
            return found.role, added
        if found.name in ("trapped", "missing") and _STILL.search(clause):
            return "correction", added
        if self._is_part(token, seen):
            return "part", False
        if added:
            return "added", True
        return ("total" if p.TOTAL.search(clause) else "plain"), False

    def _is_part(self, token: _Token, seen: set[str]) -> bool:
        left = self.text[max(self.start, token.start - _PART_CHARS) : token.start]
        if seen and left.count("（") > left.count("）"):
            return True
        part = max((m.end() for m in p.PART.finditer(left)), default=-1)
        return part > max((m.end() for m in p.RESET.finditer(left)), default=-1)


def _least(digits: str) -> int | None:
    """The least that ``数十`` and ``几百`` can mean: twenty, two hundred."""
    match = p.SEVERAL.match(digits)
    return 2 * int(read_number(match[1]).value or 0) if match else None


def _manner(words: str) -> Manner | None:
    if p.HOSPITAL.search(words):
        return "hospital"
    return "scene" if p.SCENE.search(words) else None
