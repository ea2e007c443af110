"""What foul weather costs: so many driven from their homes, or so much lost, that it was no ordinary rain."""

from __future__ import annotations

import re

from monitor.classify.figures.casualties import extract_casualties
from monitor.classify.figures.casualty_patterns import SENTENCE
from monitor.classify.figures.frames import Frames
from monitor.classify.told import Told
from monitor.text.alternation import compiled

_GATE = compiled("[万亿]元|损失|转移|安置|撤离|疏散")
_SUPPOSED = re.compile("教训|一旦|如果|假如|预计|可能|避免|减少|挽回|预案")
_MANY_PEOPLE = 1_000
_MUCH_MONEY = 10_000_000


def costs_much(told: Told) -> bool:
    """Whether an item tells of a thousand people who had to leave now, or of ten million yuan lost."""
    if not any(_tells_of_now(words, told) for words in (told.text.text, told.title.text)):
        return False
    figures = extract_casualties(told.title, told.text, told.reported).figures
    least = {"evacuated": _MANY_PEOPLE, "loss_yuan": _MUCH_MONEY}
    return any(name in figures and figures[name].value >= number for name, number in least.items())


def _tells_of_now(words: str, told: Told) -> bool:
    """Whether some sentence tells of cost that is neither of another year nor only feared."""
    if not _GATE.search(words):
        return False
    frames = Frames(words, told.reported)
    for sentence in SENTENCE.finditer(words):
        cost = _GATE.search(words, *sentence.span())
        if cost and not _SUPPOSED.search(sentence[0]) and frames.of(sentence.span(), *cost.span()) == "now":
            return True
    return False
