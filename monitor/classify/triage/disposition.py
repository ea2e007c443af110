"""Disposition, focus and flags of a matter by weighted words: what kind of answer it asks for, and what to watch."""

from __future__ import annotations

import re
from collections.abc import Mapping

from monitor.classify.lexicon import NONE, Found
from monitor.classify.triage.disposed import IN_WORDS, NOTHING, THANKED, Disposed, of_model, reason
from monitor.classify.triage.disposition_words import (
    DisposedAs,
    DispositionConfig,
    Flag,
    Focus,
    Words,
)
from monitor.classify.triage.listening import Listener, Said, Sayings, Voice

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
# 三天, 一个月, 八百元, 一条, A3区: how many or how long it was, or a place that somebody hid, makes nothing of any kind.
_COUNT = re.compile(
    "[第约近超每还这那]?[\\d一二两三四五六七八九十百千万几半多数]+[多余来几]?(?:个?多?(?:小时|月|年|天|日|星期|礼拜|周|分钟|钟头)"
    "|[元块万亿名人户个条次台辆张趟层楼号点里家位件口只头倍批项份]|公里|百元|千元|平米)?[多半]?|[A-Z]\\d*[省市县区]"
)
_BARE_CHARS = 6
_THANKS_POINTS = 2.0
_OF_HIMSELF = re.compile("[我俺咱]|求助|投诉|反映|没人管|无人管")
_NAMED = re.compile(r"@[\w\-·]+")


class Disposer:
    """The words of ``config/disposition.yaml`` ready for use; built once."""

    def __init__(self, config: DispositionConfig) -> None:
        self._config = config
        self._listener = Listener(config)
        how = config.learnt
        self._uncited, self._full_until = frozenset(how.uncited), how.full_until
        self._view_before = how.view_before
        self._by_words, self._most, self._nothing_before = how.disposition_words, how.most, how.nothing_before
        # What is asked of every text, out of the configuration once.
        self._default = config.default
        self._focus_words, self._focus_at_least = how.focus_words, how.focus_at_least
        self._flags = {flag: words.at_least for flag, words in config.flags.items()}
        self._focuses = {name: config.focuses[name].at_least for name in config.focus_order}
        self._kinds = {name: config.dispositions[name].at_least for name in config.order}
        self._none = [
            (name, words.first, frozenset(words.sources), words.at_least)
            for name, words in config.none.items()
        ]

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
        by_words = [flag for flag, least in self._flags.items() if said[flag].points >= least]
        sensed = [] if emergency else self._sensed(said, whole)
        flags = (*by_words, *sensed)
        speaker = None
        if "rumour" in flags:
            disposition, because = self._rumoured(said)
        elif emergency:
            disposition, because = str(config.emergency), reason(config.emergency, ())
        elif warned:
            disposition, because = "", _WARNED
        else:
            disposition, because, speaker = self._opinion_of(said, whole, own, source_kind)
        focus, why = self._focus_of(said, whole, speaker, (disposition, because), emergency=emergency)
        of_quoted = own is not None and speaker is whole and bool(disposition)
        by_model: list[str] = []
        if disposition and because == of_model(disposition):
            by_model.append(disposition)
        if focus and why == of_model(focus):
            by_model.append(focus)
        by_model += sensed
        because = f"{because}（转发者未表态，依所引原文）" if of_quoted else because
        reasons = [reason(f, said[f].words) for f in by_words]
        reasons += map(of_model, sensed)
        reasons += filter(None, (because, why))
        return Disposed(disposition or None, focus, flags, tuple(reasons), of_quoted, tuple(by_model))

    def _sensed(self, said: Sayings, whole: Voice) -> list[str]:
        """The flags that no words raise and the model does; where words speak against one, it is not raised.

        Only of a text as short as those that it learnt from: a story that spreads is short, and odds that count for less say nothing
        against a least.
        """
        how = self._config.learnt
        if len(whole.text) > self._full_until:
            return []
        return [
            flag
            for flag, least in how.flags_at_least.items()
            if whole.learnt.get(flag, least - 1) >= least
            and said[flag].points < self._config.flags[flag].at_least
            and not self._listener.speaks_against(flag, whole.found)
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
        if because.startswith(THANKED):
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
            in_words = IN_WORDS in because
            if because and (in_words or (kind and not _is_bare(own.text))):
                return kind, because, own
        if told := self._told_to_all(said, whole.text, source_kind):
            return "", told, whole
        kind, because = self._kind(said, source_kind)
        return kind, because, whole

    def _told_to_all(self, said: Sayings, text: str, source_kind: str) -> str:
        """Why what an office tells everybody (停水通知) asks for nothing; empty where it does not, or somebody speaks of himself."""
        for name, first, sources, least in self._none:
            if first and source_kind in sources and said[name].points >= least:
                return "" if _OF_HIMSELF.search(text) else reason(name, said[name].words)
        return ""

    def _rumoured(self, said: Sayings) -> tuple[str, str]:
        """A false fact is refuted, not argued with: authoritative facts answer it, as they answer a misunderstanding.

        Who makes it a charge against the authorities, or calls on others to refuse what they ask for, holds a wrong view besides.
        """
        view = said["erroneous"]
        if view.points >= self._config.dispositions["erroneous"].at_least:
            return "erroneous", reason("erroneous", view.words)
        return "misunderstanding", reason("misunderstanding", said["rumour"].words)

    def is_cited(self, words: str) -> bool:
        """Whether words that spoke in the model tell a reader anything: neither 部分 nor the day of the month do."""
        return words not in self._uncited and _DATE.search(words) is None and _COUNT.fullmatch(words) is None

    def refuted(self, found: Found, text: str) -> Disposed:
        """What is no matter of this country's offices may still be a false story: only that is told of it."""
        said = self._listener.said(Voice(found, text), "rumour")
        told = said.points >= self._config.flags["rumour"].at_least
        return Disposed(None, None, ("rumour",), (reason("rumour", said.words),)) if told else NOTHING

    def _kind(self, said: Sayings, source_kind: str) -> tuple[str, str]:
        """The kind, "" for none, and why: the strongest by words and model, thanks and mere notices where no words pass.

        What stands at the head of a text counts twice; an opinion in the midst of a complaint is part of the complaint.
        """
        learnt, strength = said.learnt, {}
        for name, least in self._kinds.items():
            told = said[name]
            strength[name] = (told.points + told.head) / least  # what stands at the head counts twice
        if (
            learnt
            and self._view_before  # an older folder without it judges as before
            and not _is_a_view(said)
            and learnt["erroneous"] + self._view_before.get(source_kind, 0) < 0
        ):
            strength.pop("erroneous", None)
        best, points = self._strongest(strength, learnt)
        default = self._default.get(source_kind)
        asks_nothing = self._asks_nothing(said, source_kind)
        if NOTHING_ASKED in learnt:
            weight, because = asks_nothing or (0.0, _UNASKED)
            odds = learnt[NOTHING_ASKED] + self._nothing_before.get(source_kind, 0.0)
            if self._by_words * min(weight, self._most) + odds > points:
                return "", because
        elif max(strength.values()) < 1:
            if asks_nothing:
                return "", asks_nothing[1]
            best = best if default and learnt else default
        if best is None:
            return "", ""
        if strength[best] >= 1:
            return best, reason(best, said[best].words)
        return best, reason(best, ()) if best == default else of_model(best)

    def _asks_nothing(self, said: Sayings, source_kind: str) -> tuple[float, str] | None:
        """How strongly the head of the text is one of thanks or of a mere notice, and why; None where it is neither."""
        for name, _, sources, least in self._none:
            spoken = said[name]
            if spoken.head >= least and (not sources or source_kind in sources):
                return spoken.head / least, reason(name, spoken.words)
        return None

    def _listen(self, voice: Voice) -> Sayings:
        """What a text says of each group of words, and what the model says of it."""
        return self._listener.listen(voice, self._heard(voice))

    def _heard(self, voice: Voice) -> Mapping[str, float]:
        """The log odds, as far as they count; none in a text twice as long as those that they were learnt from."""
        share = min(1.0, 2 - len(voice.text) / self._full_until)
        if share == 1 or not voice.learnt:
            return voice.learnt
        return {label: share * odds for label, odds in voice.learnt.items()} if share > 0 else {}

    def _strongest(
        self, strength: Mapping[DisposedAs, float], learnt: Mapping[str, float]
    ) -> tuple[DisposedAs | None, float]:
        """The kind that words and model speak for most, and with how many points."""
        points: Mapping[DisposedAs, float] = strength
        if learnt:
            by_words, most = self._by_words, self._most
            points = {n: by_words * min(s, most) + learnt[n] for n, s in strength.items()}
        best = max(points, key=points.__getitem__)
        return best, points[best]

    def _focus(self, said: Sayings, disposition: str, *, attended: bool) -> tuple[str | None, str]:
        """The focus and why; that officials come to an emergency (局长赶到现场) says nothing of their conduct."""
        learnt, able = said.learnt, list(self._focuses)
        if attended and said["image_credibility"].points < self._focuses["image_credibility"] + 1:
            able.remove("image_credibility")
        passed = [n for n in able if said[n].points >= self._focuses[n]]
        if passed:
            points = {n: self._focus_words * said[n].points + learnt.get(n, 0.0) for n in able}
            best = max(able if learnt else passed, key=points.__getitem__)
            return best, reason(best, said[best].words) if best in passed else of_model(best)
        if learnt:
            best = max(able, key=learnt.__getitem__)
            if learnt[best] >= self._focus_at_least:
                return best, of_model(best)
        if disposition and disposition != "erroneous":
            return "vital_interest", reason("vital_interest", ())
        return None, ""


def _is_a_view(said: Sayings) -> bool:
    """Whether any word is a wrong view's, or speaks of the authorities at all: the model alone hears one in many a plain complaint."""
    return said["erroneous"].points > 0 or said["image_credibility"].points > 0


def _with_thanks(said: Said) -> Said:
    """Whom an office's people helped speaks of the office, whatever the help was about (昨天报修路灯，今天就亮了)."""
    return Said(said.points + _THANKS_POINTS, said.head, said.words)


def _is_bare(remark: str) -> bool:
    """Whether a repost's own remark (看看, 哈哈哈, 帮转) is too short to speak of a matter, whomever it names."""
    said = _NAMED.sub("", remark) if "@" in remark else remark
    return sum(c.isalnum() for c in said) <= _BARE_CHARS


def is_addressed(config: DispositionConfig, found: Found) -> bool:
    """Whether a text speaks to an office as a petition does, whatever channel it came by."""
    return found.get("addressed", NONE).score >= config.addressed.at_least
