"""Disposition, focus and flags of a matter by weighted words: what kind of answer it asks for, and what to watch."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick, Implementation

from monitor.classify.lexicon import NONE, Found, Hits
from monitor.classify.triage.disposition_words import (
    FLAG_LABELS,
    DisposedAs,
    DispositionConfig,
    Flag,
    Focus,
    Words,
    pair_group,
)
from monitor.classify.triage.prevention import is_prevented
from monitor.classify.value_names import DISPOSITION_LABELS, FOCUS_LABELS
from monitor.values import value

__all__ = [
    "NOTHING",
    "Disposed",
    "DisposedAs",
    "Disposer",
    "DispositionConfig",
    "Flag",
    "Focus",
    "Voice",
    "Words",
    "is_addressed",
]

NOTHING_ASKED = "none"
"""The label of the learnt model for what asks for no answer."""
_WARNED, _UNASKED = "不定类，预警信息", "不定类，未见诉求：模型判断"
# 局长赶到现场, 干部带头转移群众: what officials do about an emergency.
_ATTENDED = re.compile(
    "赶[到赴往]|到场|现场|指挥|部署|指示|批示|要求|率队|带队|带领|看望|慰问|扑救|救援|转移"
)
# 月19日, 月29日20时, 校、长: pieces of dates, and what runs over a mark.
_DATE = re.compile(r"\d[日时月年号]|^[\d\s]+$|[，。；、！？：\s]")
_BARE_CHARS, _IN_WORDS = 6, "：词语"
_THANKED, _THANKS_POINTS = "不定类，表扬感谢", 2.0
_OF_HIMSELF = re.compile("[我俺咱]|求助|投诉|反映|没人管|无人管")
_NAMED = re.compile(r"@[\w\-·]+")
_LABELS: Mapping[str, str] = {
    **DISPOSITION_LABELS,
    **FOCUS_LABELS,
    **FLAG_LABELS,
    "praise": _THANKED,
    "notice": "不定类，政务发布",
    "service": "不定类，单位告知",
}


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
            reasons = tuple([r.replace(bare, full, 1) if r.startswith(bare) else r for r in reasons])
        return Disposed(self.disposition, self.focus, self.flags, reasons, self.of_quoted, self.by_model)


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
    """What was said of each group of words, and the log odds of the model (``learnt``) as far as they count."""

    def __init__(self, learnt: Mapping[str, float]) -> None:
        super().__init__()
        self.learnt = learnt

    def __missing__(self, name: str) -> _Said:
        return _SILENT


@value
class _Beside:
    """A pair ready for use: the lexicon group of one side, a finder of the other."""

    group: str
    finder: AhoCorasick
    words: tuple[str, ...]
    points: float
    near: int
    unless: AhoCorasick | None


class Disposer:
    """The words of ``config/disposition.yaml`` ready for use; built once."""

    def __init__(self, config: DispositionConfig) -> None:
        self._config = config
        self._pairs = {
            name: [
                _Beside(
                    pair_group(name, i),
                    _finder(pair.one),
                    pair.one,
                    pair.points,
                    pair.near,
                    _finder(pair.unless) if pair.unless else None,
                )
                for i, pair in enumerate(words.pairs)
            ]
            for name, words in config.named().items()
        }
        self._owners: dict[str, tuple[str, int]] = {name: (name, -1) for name in self._pairs}
        self._owners |= {
            pair.group: (name, n) for name, pairs in self._pairs.items() for n, pair in enumerate(pairs)
        }
        """The group of words that each lexicon group belongs to, and of which of its pairs it is one side, -1 for none."""
        self._flags: Mapping[str, Words] = {str(name): words for name, words in config.flags.items()}
        self._uncited = frozenset(config.learnt.uncited)
        self._against = {
            name: frozenset(word for word, weight in words.words.items() if weight < 0)
            for name, words in config.named().items()
        }

    def dispose(
        self,
        whole: Voice,
        *,
        source_kind: str,
        emergency: bool,
        own: Voice | None = None,
        warned: bool = False,
    ) -> Disposed:
        """Disposition, focus and flags of a relevant matter; a warning (``warned``) asks for nothing, and is of no kind.

        Where somebody passes on another's words, what he says himself (``own``) decides the disposition, and the focus where he
        speaks of a matter of his own; only where that says nothing does the whole. Flags are about all that is told.
        """
        said, config = self._listen(whole), self._config
        by_words = [f for f, words in config.flags.items() if said[f].points >= words.at_least]
        sensed = [] if emergency else self._sensed(said, whole)
        flags = (*by_words, *sensed)
        speaker = None
        if "rumour" in flags:
            disposition, because = self._rumoured(said)
        elif emergency:
            disposition, because = str(config.emergency), _reason(config.emergency, ())
        elif warned:
            disposition, because = "", _WARNED
        else:
            disposition, because, speaker = self._opinion_of(said, whole, own, source_kind)
        focus, why = self._focus_of(said, whole, speaker, (disposition, because), emergency=emergency)
        of_quoted = own is not None and speaker is whole and bool(disposition)
        decided = ((disposition, because), (focus, why), *((f, _of_model(f)) for f in sensed))
        because = f"{because}（转发者未表态，依所引原文）" if of_quoted else because
        reasons = [*(_reason(f, said[f].words) for f in by_words), *map(_of_model, sensed)]
        return Disposed(
            disposition or None,
            focus,
            flags,
            (*reasons, *filter(None, (because, why))),
            of_quoted,
            tuple([label for label, why_so in decided if label and why_so == _of_model(label)]),
        )

    def _sensed(self, said: Sayings, whole: Voice) -> list[str]:
        """The flags that no words raise and the model does; where words speak against one, it is not raised.

        Only of a text as short as those that it learnt from: a story that spreads is short, and odds that count for less say nothing
        against a least.
        """
        how = self._config.learnt
        if len(whole.text) > how.full_until:
            return []
        return [
            flag
            for flag, least in how.flags_at_least.items()
            if whole.learnt.get(flag, least - 1) >= least
            and said[flag].points < self._config.flags[flag].at_least
            and self._against[flag].isdisjoint(whole.found.get(flag, NONE).words)
        ]

    def _focus_of(
        self,
        said: Sayings,
        whole: Voice,
        speaker: Voice | None,
        opinion: tuple[str, str],
        *,
        emergency: bool,
    ) -> tuple[str | None, str]:
        """The focus of the matter: that of whoever speaks for himself where he names one, else that of the whole."""
        disposition, because = opinion
        if speaker is not None and speaker is not whole:
            focus, why = self._focus(self._listen(speaker), "", attended=False)
            if focus:
                return focus, why
        if because.startswith(_THANKED):
            said["image_credibility"] = _with_thanks(said["image_credibility"])
        attended = emergency and _ATTENDED.search(whole.text) is not None
        return self._focus(said, disposition, attended=attended)

    def _opinion_of(
        self, said: Sayings, whole: Voice, own: Voice | None, source_kind: str
    ) -> tuple[str, str, Voice]:
        """The disposition, why, and whose words tell it."""
        if own is not None and own.text:
            kind, because = self._kind(self._listen(own), source_kind)
            # A remark of which no word tells the kind says nothing where it is bare, or where the model hears nothing asked.
            in_words = _IN_WORDS in because
            if because and (in_words or (kind and not _is_bare(own.text))):
                return kind, because, own
        if told := self._told_to_all(said, whole.text, source_kind):
            return "", told, whole
        kind, because = self._kind(said, source_kind)
        return kind, because, whole

    def _told_to_all(self, said: Sayings, text: str, source_kind: str) -> str:
        """Why what an office tells everybody (停水通知) asks for nothing; empty where it does not, or somebody speaks of himself."""
        for name, words in self._config.none.items():
            if words.first and source_kind in words.sources and said[name].points >= words.at_least:
                return "" if _OF_HIMSELF.search(text) else _reason(name, said[name].words)
        return ""

    def _rumoured(self, said: Sayings) -> tuple[str, str]:
        """A false fact is refuted, not argued with: authoritative facts answer it, as they answer a misunderstanding.

        Who makes it a charge against the authorities, or calls on others to refuse what they ask for, holds a wrong view besides.
        """
        view = said["erroneous"]
        if view.points >= self._config.dispositions["erroneous"].at_least:
            return "erroneous", _reason("erroneous", view.words)
        return "misunderstanding", _reason("misunderstanding", said["rumour"].words)

    def is_cited(self, words: str) -> bool:
        """Whether words that spoke in the model tell a reader anything: neither 部分 nor the day of the month do."""
        return words not in self._uncited and _DATE.search(words) is None

    def refuted(self, found: Found, text: str) -> Disposed:
        """What is no matter of this country's offices may still be a false story: only that is told of it."""
        pairs = [pair for pair in self._pairs["rumour"] if pair.group in found]
        said = self._said(Voice(found, text), "rumour", pairs)
        told = said.points >= self._config.flags["rumour"].at_least
        return Disposed(None, None, ("rumour",), (_reason("rumour", said.words),)) if told else NOTHING

    def _kind(self, said: Sayings, source_kind: str) -> tuple[str, str]:
        """The kind, "" for none, and why: the strongest by words and model, thanks and mere notices where no words pass.

        What stands at the head of a text counts twice; an opinion in the midst of a complaint is part of the complaint.
        """
        config, learnt = self._config, said.learnt
        strength = {n: said[n].strength / config.dispositions[n].at_least for n in config.order}
        best, points = self._strongest(strength, learnt)
        default = config.default.get(source_kind)
        asks_nothing = self._asks_nothing(said, source_kind)
        if NOTHING_ASKED in learnt:
            weight, because = asks_nothing or (0.0, _UNASKED)
            odds = learnt[NOTHING_ASKED] + config.learnt.nothing_before.get(source_kind, 0.0)
            if config.learnt.disposition_words * min(weight, config.learnt.most) + odds > points:
                return "", because
        elif max(strength.values()) < 1:
            if asks_nothing:
                return "", asks_nothing[1]
            best = best if default and learnt else default
        if best is None:
            return "", ""
        if strength[best] >= 1:
            return best, _reason(best, said[best].words)
        return best, _reason(best, ()) if best == default else _of_model(best)

    def _asks_nothing(self, said: Sayings, source_kind: str) -> tuple[float, str] | None:
        """How strongly the head of the text is one of thanks or of a mere notice, and why; None where it is neither."""
        for name, words in self._config.none.items():
            spoken = said[name]
            if spoken.head >= words.at_least and source_kind in (words.sources or (source_kind,)):
                return spoken.head / words.at_least, _reason(name, spoken.words)
        return None

    def _heard(self, voice: Voice) -> Mapping[str, float]:
        """The log odds, as far as they count; none in a text twice as long as those that they were learnt from."""
        share = min(1.0, 2 - len(voice.text) / self._config.learnt.full_until)
        if share == 1 or not voice.learnt:
            return voice.learnt
        return {label: share * odds for label, odds in voice.learnt.items()} if share > 0 else {}

    def _strongest(
        self, strength: Mapping[DisposedAs, float], learnt: Mapping[str, float]
    ) -> tuple[DisposedAs | None, float]:
        """The kind that words and model speak for most, and with how many points."""
        how = self._config.learnt
        points = {
            n: how.disposition_words * min(s, how.most) + learnt[n] if learnt else s
            for n, s in strength.items()
        }
        best = max(self._config.order, key=points.__getitem__)
        return best, points[best]

    def _focus(self, said: Sayings, disposition: str, *, attended: bool) -> tuple[str | None, str]:
        """The focus and why; that officials come to an emergency (局长赶到现场) says nothing of their conduct."""
        config, learnt, able = self._config, said.learnt, list(self._config.focus_order)
        if attended and said["image_credibility"].points < config.focuses["image_credibility"].at_least + 1:
            able.remove("image_credibility")
        passed = [n for n in able if said[n].points >= config.focuses[n].at_least]
        points = {n: config.learnt.focus_words * said[n].points + learnt.get(n, 0.0) for n in able}
        if passed:
            best = max(able if learnt else passed, key=points.__getitem__)
            return best, _reason(best, said[best].words) if best in passed else _of_model(best)
        if learnt:
            best = max(able, key=lambda n: learnt[n])
            if learnt[best] >= config.learnt.focus_at_least:
                return best, _of_model(best)
        if disposition and disposition != "erroneous":
            return "vital_interest", _reason("vital_interest", ())
        return None, ""

    def _listen(self, voice: Voice) -> Sayings:
        """What a text says of each group of words, most of which are silent, and what the model says of it."""
        said, spoken = Sayings(self._heard(voice)), dict[str, list[int]]()
        for group in voice.found:
            owner = self._owners.get(group)
            if owner is not None:
                spoken.setdefault(owner[0], []).append(owner[1])
        for name, numbers in spoken.items():
            pairs = self._pairs[name]
            said[name] = self._said(voice, name, [pairs[n] for n in sorted(numbers) if n >= 0])
        return said

    def _said(self, voice: Voice, name: str, pairs: Sequence[_Beside]) -> _Said:
        """What a text says of one group: by its own words, and by those ``pairs`` of which it holds one side."""
        found, text = voice.found, voice.text
        hits = found.get(name)
        said = _Said(hits.score, hits.head, self._speaking(name, hits.words)) if hits else _SILENT
        flag = self._flags.get(name)
        if flag and hits and said.points >= flag.at_least:
            said = self._without_prevented(name, hits, text)
        for pair in pairs:
            if near := _beside(pair, found[pair.group], text, guarded=flag is not None):
                said = _Said(said.points + pair.points, said.head, (*said.words, *near))
        return said

    def _without_prevented(self, name: str, hits: Hits, text: str) -> _Said:
        """The same without the words for what is only to be prevented: a lesson against 霸凌 tells of none."""
        weights = self._flags[name].words
        told = [w for w, start in zip(hits.words, hits.starts, strict=True) if not is_prevented(text, start)]
        return _Said(sum(weights[w] for w in told if w in weights), hits.head, self._speaking(name, told))

    def _speaking(self, name: str, words: Sequence[str]) -> Sequence[str]:
        """The words that spoke for a group, without those that spoke against it: no reason cites them."""
        against = self._against[name]
        return words if against.isdisjoint(words) else [word for word in words if word not in against]


def _with_thanks(said: _Said) -> _Said:
    """Whom an office's people helped speaks of the office, whatever the help was about (昨天报修路灯，今天就亮了)."""
    return _Said(said.points + _THANKS_POINTS, said.head, said.words)


def _is_bare(remark: str) -> bool:
    """Whether a repost's own remark (看看, 哈哈哈, 帮转) is too short to speak of a matter, whomever it names."""
    said = _NAMED.sub("", remark) if "@" in remark else remark
    return sum(c.isalnum() for c in said) <= _BARE_CHARS


def is_addressed(config: DispositionConfig, found: Found) -> bool:
    """Whether a text speaks to an office as a petition does, whatever channel it came by."""
    return found.get("addressed", NONE).score >= config.addressed.at_least


def _beside(pair: _Beside, other: Hits, text: str, *, guarded: bool = False) -> tuple[str, str] | None:
    """A word of one side near a word of the other, and that word; where the two overlap they are one.

    ``guarded``: a word for what is only to be prevented counts for nothing.
    """
    for word, start in zip(other.words, other.starts, strict=True):
        if guarded and is_prevented(text, start):
            continue
        end = start + len(word)
        # A break between the two stretches keeps words from growing together.
        around = text[max(0, start - pair.near) : start] + "\n" + text[end : end + pair.near]
        found = pair.finder.find_matches_as_indexes(around)
        if found and not (pair.unless and pair.unless.find_matches_as_indexes(around)):
            return pair.words[found[0][0]], word
    return None


def _finder(words: Sequence[str]) -> AhoCorasick:
    return AhoCorasick(words, implementation=Implementation.DFA)


_OF_MODEL = {name: f"{label}：模型判断" for name, label in _LABELS.items()}


def _of_model(name: str) -> str:
    return _OF_MODEL[name]


def _reason(name: str, words: Sequence[str], *, by_model: bool = False) -> str:
    quoted = "、".join([f"“{w}”" for w in dict.fromkeys(words[:3])])
    if by_model:
        return f"{_of_model(name)}，依词语{quoted}" if words else _of_model(name)
    return f"{_LABELS[name]}{_IN_WORDS}{quoted}" if words else f"{_LABELS[name]}：依来源或事件性质"
