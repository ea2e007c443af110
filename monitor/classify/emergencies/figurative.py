"""An accident in a manner of speaking: whoever calls a song, a make-up or a match a car crash tells of none (大型车祸现场)."""

from __future__ import annotations

import re

from monitor.classify.emergencies.watched import any_of
from monitor.config_file import ConfigModel

_AROUND, _BEFORE = 40, 8


class FigurativeWords(ConfigModel):
    """``figurative`` in ``config/emergency.yaml``.

    A phrase (``phrases``) is meant so where it is said ``plainly`` right before it or where words stand around it of what can only
    be ``about`` something else; never where one of ``unless`` tells of a road, a vehicle or somebody hurt.
    """

    phrases: tuple[str, ...] = ()
    plainly: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Figurative:
    """The words ready for use; built once."""

    def __init__(self, words: FigurativeWords) -> None:
        self._words = words.phrases
        self._phrases, self._about, self._unless = map(any_of, (words.phrases, words.about, words.unless))
        self._plainly = re.compile(f"(?:{any_of(words.plainly).pattern})[^，。；！？]{{0,3}}$")

    def is_meant_so(self, text: str, start: int, end: int) -> bool:
        """Whether the word of an emergency from ``start`` to ``end`` is part of such a phrase."""
        if not any(phrase in text for phrase in self._words):
            return False
        phrase = next((m for m in self._phrases.finditer(text) if m.start() <= start < m.end()), None)
        if phrase is None or end < phrase.start():
            return False
        before = text[max(0, phrase.start() - _AROUND) : phrase.start()]
        around = before + "\n" + text[phrase.end() : phrase.end() + _AROUND]
        if self._unless.search(around):
            return False
        return self._plainly.search(before[-_BEFORE:]) is not None or self._about.search(around) is not None
