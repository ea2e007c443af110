"""A learned reader of frames: tells of many dead and is no news of the day, whatever its kind: a serial, a lesson, a trial, a memory.

Frames named word by word (:mod:`.framing`, :mod:`.no_news`) do not carry over: each new kind has to be named. What such texts have in
common is how they sound, which weights over n-grams learn, and what they lack: not one trait of fresh news (:mod:`.frame_traits`). The
reader sets aside only what sounds like a frame and has no such trait at all; with one trait it makes the level provisional, so that a
person looks. It is asked only of what the rules would grade, and sets nothing aside that somebody wrote to the office itself.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from monitor.classify.emergencies.frame_traits import READ_CHARS, TOLL, Traits, is_framed_at, traits
from monitor.classify.emergencies.happened import Happening
from monitor.classify.read_item import ReadItem
from monitor.classify.result import GRAVE
from monitor.classify.scoring.grams import Alphabet
from monitor.classify.scoring.linear_model import LinearModel
from monitor.item import ADDRESSED

RETOLD = "retold"
"""The one label of the model."""
_SET_ASIDE, _RULED = 0.9, 0.6
"""Log odds from which on what has no fresh trait is set aside where a kind of frame rules its dead, and where two do. With one trait it is
doubted from the first on, without any from the second on."""
_MORE_IF_GRAVE = 0.3
"""To take a I or II for a film is far worse than to ring for one."""
_FRAMES_THAT_RULE = 2
_LEAST_CHARS = 20
"""Less than that says too little about how it is told: 求辟谣，听说朝阳区爆炸死了十二个人."""
_RECENT = timedelta(days=10)
_KINDS = re.compile("火灾|爆炸|坍塌|交通事故|起火|着火|车祸|事故")
_DIGITS = re.compile("\\d+")
_AS_DOUBTED = "行文也像案例、作品、庭审、纪念或统计，请核对是否当日之事"


def masked(text: str) -> str:
    """The opening of a text as the model reads it: neither numbers nor the dead nor what befell them, only how it is told."""
    return _KINDS.sub("※", TOLL.sub("〇", _DIGITS.sub("0", text[:READ_CHARS])))


class FrameReader:
    """Built once from the model; asked in batches."""

    def __init__(self, model: LinearModel) -> None:
        self._model, self._alphabet = model, Alphabet()

    def hear(self, read: Sequence[ReadItem], happened: Sequence[Happening]) -> list[Happening]:
        """What happened in each item of a batch, without what is only retold."""
        out = list(happened)
        asked = [(n, seen) for n, one in enumerate(out) if one.grade and (seen := _seen(read[n], one))]
        if not asked:
            return out
        texts = [masked(read[n].whole) for n, _ in asked]
        odds = self._model.margins(self._alphabet.grams(texts))[:, 0].tolist()
        for (n, seen), told in zip(asked, odds, strict=True):
            if told >= _least(seen, out[n]) and read[n].item.source_kind not in ADDRESSED:
                out[n] = _set_aside(out[n])
            elif seen.frames and told >= (_SET_ASIDE if seen.fresh else _RULED):
                out[n] = _doubted(out[n])
        return out


def _seen(read: ReadItem, happened: Happening) -> Traits | None:
    """The traits of an item that may be retold; None of what bears more than one sign of the day."""
    found = traits(read.told.title.text, read.told.text.text, read.told.day.year)
    if _is_recent(read, happened, found):
        found = replace(found, fresh=frozenset({"day"}))
    return None if len(found.fresh) > 1 or found.bare or len(read.whole) < _LEAST_CHARS else found


def _is_recent(read: ReadItem, happened: Happening, found: Traits) -> bool:
    """Whether it is dated to these days by words that none of the traits knows (星期三), and not the frame's own (昨天剧本杀)."""
    when = happened.when
    if when is None or found.fresh or not timedelta(0) <= read.told.day - when.day <= _RECENT:
        return False
    return not is_framed_at(read.told.text.text, when.start)


def _least(seen: Traits, happened: Happening) -> float:
    """From which log odds on a text of these traits is set aside; never where nothing rules its dead, or one trait is fresh."""
    if seen.fresh or not seen.frames:
        return math.inf
    least = _RULED if len(seen.frames) >= _FRAMES_THAT_RULE else _SET_ASIDE
    return least + (_MORE_IF_GRAVE if happened.severity in GRAVE else 0)


def _set_aside(happened: Happening) -> Happening:
    finding = replace(happened.finding, past=True, retold=True)
    return replace(happened, finding=finding, grade=None, learned=None)


def _doubted(happened: Happening) -> Happening:
    if happened.grade is None:
        return happened
    reasons = (*happened.grade.reasons, _AS_DOUBTED)
    return replace(happened, grade=replace(happened.grade, provisional=True, reasons=reasons))
