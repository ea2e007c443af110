"""Disposition, focus and flags of a matter by weighted words: what kind of answer it asks for, and what to watch."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ahocorasick_rs import AhoCorasick, Implementation
from pydantic import Field

from monitor.classify.lexicon import NONE, Found, Hits
from monitor.config_file import ConfigModel
from monitor.values import value

DisposedAs = Literal["constructive", "hardship", "misunderstanding", "erroneous"]
Focus = Literal["major_decision", "vital_interest", "image_credibility"]
Flag = Literal["rumour", "major_problem", "sensitive", "unverified"]

_NEAR_CHARS = 60
_BARE_CHARS = 6
_NAMED = re.compile(r"@[\w\-·]+")
_LABELS: Mapping[str, str] = {
    "constructive": "建设性意见",
    "hardship": "实际困难",
    "misunderstanding": "误解疑问",
    "erroneous": "错误观点",
    "praise": "不定类，表扬感谢",
    "notice": "不定类，政务发布",
    "major_decision": "重大决策",
    "vital_interest": "切身利益",
    "image_credibility": "形象公信",
    "rumour": "不实信息",
    "unverified": "未经证实",
    "major_problem": "重大问题",
    "sensitive": "敏感",
}


class Pair(ConfigModel):
    """A word of ``other`` with a word of ``one`` near it."""

    one: tuple[str, ...]
    other: tuple[str, ...]
    points: float


class Words(ConfigModel):
    """Weighted words and pairs of words, and the sum from which they count; a negative weight speaks against."""

    at_least: float
    words: Mapping[str, float] = Field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()


class Undisposed(Words):
    """Words of what asks for no answer; ``sources`` limits them to some channels."""

    sources: tuple[str, ...] = ()


class Learnt(ConfigModel):
    """How the learnt model speaks beside the words: its log odds against points of words.

    A disposition's points count as multiples of what it takes for it to hold, up to ``most``; without words a focus needs the log
    odds ``focus_at_least``. It learnt from short texts: in one longer than ``full_until`` characters the log odds count for less, in
    one twice as long for nothing.
    """

    disposition_words: float = Field(gt=0)
    focus_words: float = Field(gt=0)
    most: float = Field(gt=0)
    focus_at_least: float
    full_until: int = Field(gt=0)


class DispositionConfig(ConfigModel):
    """``config/disposition.yaml``."""

    version: str
    basis: str
    dispositions: Mapping[DisposedAs, Words]
    order: tuple[DisposedAs, ...]
    none: Mapping[Literal["praise", "notice"], Undisposed]
    default: Mapping[str, DisposedAs] = Field(default_factory=dict)
    emergency: DisposedAs
    focuses: Mapping[Focus, Words]
    focus_order: tuple[Focus, ...]
    flags: Mapping[Flag, Words]
    addressed: Words
    learnt: Learnt

    def named(self) -> dict[str, Words]:
        """Every group of words by its name."""
        out: dict[str, Words] = {"addressed": self.addressed}
        for groups in (self.dispositions, self.none, self.focuses, self.flags):
            out |= {str(name): words for name, words in groups.items()}
        return out

    def groups(self) -> dict[str, Mapping[str, float]]:
        """The lexicon groups that :class:`Disposer` reads; of a pair, the side that is met more seldom."""
        out: dict[str, Mapping[str, float]] = {}
        for name, words in self.named().items():
            out[name] = words.words
            for index, pair in enumerate(words.pairs):
                out[_pair(name, index)] = dict.fromkeys(pair.other, 0.0)
        return out


@value
class Voice:
    """A text, or the own words of one who passes on another's, with the weighted words in it.

    ``learnt``: the log odds of each disposition and focus by the learnt model; none where it was not asked.
    """

    found: Found
    text: str
    learnt: Mapping[str, float] = field(default_factory=dict)


@value
class Disposed:
    """What :class:`Disposer` found, with a reason for each; ``of_quoted``: the disposition is that of words passed on."""

    disposition: str | None
    focus: str | None
    flags: tuple[str, ...]
    reasons: tuple[str, ...]
    of_quoted: bool = False
    by_model: tuple[str, ...] = ()
    """The labels that the learnt model decided; :meth:`explained` gives the words for it."""

    def explained(self, words: Mapping[str, Sequence[str]]) -> Disposed:
        """The same, the words that spoke for a label beside what the model decided."""
        reasons = self.reasons
        for label, said in words.items():
            bare, full = _of_model(label), _reason(label, said, by_model=True)
            # What stands behind it (转发者未表态) stays.
            reasons = tuple(r.replace(bare, full, 1) if r.startswith(bare) else r for r in reasons)
        return replace(self, reasons=reasons)


NOTHING = Disposed(None, None, (), ())


@dataclass(slots=True)
class _Said:
    """The points of one group, those of the head of the text, and the words that made them."""

    points: float = 0.0
    head: float = 0.0
    words: Sequence[str] = ()

    @property
    def strength(self) -> float:
        """What stands at the head of a text counts twice."""
        return self.points + self.head


_SILENT = _Said()


class Sayings(dict[str, _Said]):
    """What was said of each group of words."""

    def __missing__(self, name: str) -> _Said:
        return _SILENT


@value
class _Beside:
    """A pair ready for use: the lexicon group of one side, a finder of the other."""

    group: str
    finder: AhoCorasick
    words: tuple[str, ...]
    points: float


class Disposer:
    """The words of ``config/disposition.yaml`` ready for use; built once."""

    def __init__(self, config: DispositionConfig) -> None:
        self._config = config
        self._pairs = {
            name: [
                _Beside(_pair(name, i), _finder(pair.one), pair.one, pair.points)
                for i, pair in enumerate(words.pairs)
            ]
            for name, words in config.named().items()
        }
        self._owners = {name: name for name in self._pairs}
        self._owners |= {pair.group: name for name, pairs in self._pairs.items() for pair in pairs}
        """The group of words that each lexicon group belongs to."""

    def dispose(
        self, whole: Voice, *, source_kind: str, emergency: bool, own: Voice | None = None
    ) -> Disposed:
        """Disposition, focus and flags of a relevant matter.

        Where somebody passes on another's words, what he says himself (``own``) decides the disposition; only where that says
        nothing does the whole. Focus and flags are about the matter: the whole tells them.
        """
        config, said, of_quoted = self._config, self._listen(whole), False
        flags = tuple([f for f, words in config.flags.items() if said[f].points >= words.at_least])
        reasons = [_reason(flag, said[flag].words) for flag in flags]
        if "rumour" in flags:
            disposition, because = self._rumoured(said)
        elif emergency:
            disposition, because = str(config.emergency), _reason(config.emergency, ())
        else:
            disposition, because, of_quoted = self._opinion_of(said, whole, own, source_kind)
        focus, why = self._focus(said, self._heard(whole), disposition)
        by_model = tuple(
            [
                label
                for label, why_so in ((disposition, because), (focus, why))
                if label and why_so == _of_model(label)
            ]
        )
        because = f"{because}（转发者未表态，依所引原文）" if of_quoted else because
        return Disposed(
            disposition or None, focus, flags, (*reasons, *filter(None, (because, why))), of_quoted, by_model
        )

    def _opinion_of(
        self, said: Sayings, whole: Voice, own: Voice | None, source_kind: str
    ) -> tuple[str, str, bool]:
        if own is not None and own.text:
            kind, because = self._kind(self._listen(own), self._heard(own), source_kind)
            by_default = because == _reason(kind, ())
            if because and not (by_default and _is_bare(own.text)):
                return kind, because, False
        kind, because = self._kind(said, self._heard(whole), source_kind)
        return kind, because, own is not None and bool(kind)

    def _rumoured(self, said: Sayings) -> tuple[str, str]:
        """A false fact is refuted, not argued with: authoritative facts answer it, as they answer a misunderstanding.

        Who makes it a charge against the authorities, or calls on others to refuse what they ask for, holds a wrong view besides.
        """
        view = said["erroneous"]
        if view.points >= self._config.dispositions["erroneous"].at_least:
            return "erroneous", _reason("erroneous", view.words)
        return "misunderstanding", _reason("misunderstanding", said["rumour"].words)

    def refuted(self, found: Found, text: str) -> Disposed:
        """What is no matter of this country's offices may still be a false story: only that is told of it."""
        said = self._said(Voice(found, text), "rumour")
        told = said.points >= self._config.flags["rumour"].at_least
        return Disposed(None, None, ("rumour",), (_reason("rumour", said.words),)) if told else NOTHING

    def _kind(self, said: Sayings, learnt: Mapping[str, float], source_kind: str) -> tuple[str, str]:
        """The kind, "" for none, and why: the strongest by words and model, thanks and mere notices where no words pass.

        What stands at the head of a text counts twice; an opinion in the midst of a complaint is part of the complaint.
        """
        config = self._config
        strength = {n: said[n].strength / config.dispositions[n].at_least for n in config.order}
        best = self._strongest(strength, learnt)
        if max(strength.values()) >= 1:
            return best, _reason(best, said[best].words) if strength[best] >= 1 else _of_model(best)
        for name, words in config.none.items():
            spoken = said[name]
            if spoken.head >= words.at_least and source_kind in (words.sources or (source_kind,)):
                return "", _reason(name, spoken.words)
        default = config.default.get(source_kind)
        if not default or not learnt or best == default:
            return (default, _reason(default, ())) if default else ("", "")
        return best, _of_model(best)

    def _heard(self, voice: Voice) -> Mapping[str, float]:
        """The log odds, as far as they count; none in a text twice as long as those that they were learnt from."""
        share = min(1.0, 2 - len(voice.text) / self._config.learnt.full_until)
        if share == 1 or not voice.learnt:
            return voice.learnt
        return {label: share * odds for label, odds in voice.learnt.items()} if share > 0 else {}

    def _strongest(self, strength: Mapping[DisposedAs, float], learnt: Mapping[str, float]) -> DisposedAs:
        how = self._config.learnt
        points = {
            n: how.disposition_words * min(s, how.most) + learnt[n] if learnt else s
            for n, s in strength.items()
        }
        return max(self._config.order, key=points.__getitem__)

    def _focus(self, said: Sayings, learnt: Mapping[str, float], disposition: str) -> tuple[str | None, str]:
        config = self._config
        passed = [n for n in config.focus_order if said[n].points >= config.focuses[n].at_least]
        points = {
            n: config.learnt.focus_words * said[n].points + learnt.get(n, 0.0) for n in config.focus_order
        }
        if passed:
            best = max(config.focus_order if learnt else passed, key=points.__getitem__)
            return best, _reason(best, said[best].words) if best in passed else _of_model(best)
        if learnt and disposition:
            best = max(config.focus_order, key=lambda n: learnt[n])
            if learnt[best] >= config.learnt.focus_at_least:
                return best, _of_model(best)
        if disposition and disposition != "erroneous":
            return "vital_interest", _reason("vital_interest", ())
        return None, ""

    def _listen(self, voice: Voice) -> Sayings:
        """What a text says of each group of words; most groups are silent."""
        said = Sayings()
        for group in voice.found:
            name = self._owners.get(group)
            if name is not None and name not in said:
                said[name] = self._said(voice, name)
        return said

    def _said(self, voice: Voice, name: str) -> _Said:
        found, text = voice.found, voice.text
        hits = found.get(name)
        said = _Said(hits.score, hits.head, hits.words) if hits else _SILENT
        for pair in self._pairs[name]:
            other = found.get(pair.group)
            near = _beside(pair, other, text) if other else None
            if near:
                said = _Said(said.points + pair.points, said.head, (*said.words, *near))
        return said


def _is_bare(remark: str) -> bool:
    """Whether a repost's own remark (看看, 哈哈哈, 帮转) is too short to speak of a matter, whomever it names."""
    said = _NAMED.sub("", remark) if "@" in remark else remark
    return sum(c.isalnum() for c in said) <= _BARE_CHARS


def is_addressed(config: DispositionConfig, found: Found) -> bool:
    """Whether a text speaks to an office as a petition does, whatever channel it came by."""
    return found.get("addressed", NONE).score >= config.addressed.at_least


def _beside(pair: _Beside, other: Hits, text: str) -> tuple[str, str] | None:
    """A word of one side near a word of the other, and that word; where the two overlap they are one."""
    for word, start in zip(other.words, other.starts, strict=True):
        end = start + len(word)
        # A break between the two stretches keeps words from growing together.
        around = text[max(0, start - _NEAR_CHARS) : start] + "\n" + text[end : end + _NEAR_CHARS]
        found = pair.finder.find_matches_as_indexes(around)
        if found:
            return pair.words[found[0][0]], word
    return None


def _finder(words: Sequence[str]) -> AhoCorasick:
    return AhoCorasick(words, implementation=Implementation.DFA)


def _pair(name: str, index: int) -> str:
    return f"{name}#{index}"


def _of_model(name: str) -> str:
    return f"{_LABELS[name]}：模型判断"


def _reason(name: str, words: Sequence[str], *, by_model: bool = False) -> str:
    quoted = "、".join([f"“{w}”" for w in dict.fromkeys(words[:3])])
    if by_model:
        return f"{_of_model(name)}，依词语{quoted}" if words else _of_model(name)
    return f"{_LABELS[name]}：词语{quoted}" if words else f"{_LABELS[name]}：依来源或事件性质"
