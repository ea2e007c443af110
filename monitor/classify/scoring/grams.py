"""Character n-grams as integers: how every learned model of this room sees a text.

A text is reduced to its Chinese characters and Latin letters; masked place codes ("A3区"), digits, punctuation and
the commonest function characters are left out, so that neither a mask nor a style of writing decides anything.
Windows of one to three of the characters left are packed into one integer, 15 bits a character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from monitor.text.glance import Signs

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

BITS = 15
LONGEST = 3
HEAD = 40
"""So many characters at the head of a text (its title, as a rule) are counted a second time."""
TITLE_LETTERS = 20
"""N-grams within so many letters of the head may count as features of their own (:func:`titled`)."""
_TITLE_BIT = 1 << 46

_HAN_FIRST, _HAN_LAST = 0x4E00, 0x9FFF
_LATIN_BASE = _HAN_LAST - _HAN_FIRST + 2
_STOP = "的了是在我有和就不也都要这那们你他她它与及很着过吗呢吧啊把被让给对为以于而但并且或"
# One class of characters in front: the engine skips to it many times faster than to one of several beginnings.
_MASK = re.compile(
    r"[A-Za-z西](?:(?<=西)地省?|(?<!西)(?:[A-Za-z]?\d{0,3}[市区县州镇乡村]|[A-Za-z]*\d+[A-Za-z0-9]*))"
)
_TABLE_SIZE = 0x110000
SIGNS = Signs(alone="A-Za-z西")
"""What a masked place cannot do without, for a glance at many texts."""


def _alphabet() -> npt.NDArray[np.int32]:
    """Code point → number of the character, 0 for what is left out, -1 for what ends every window."""
    table = np.zeros(_TABLE_SIZE, dtype=np.int32)
    table[_HAN_FIRST : _HAN_LAST + 1] = np.arange(1, _LATIN_BASE)
    for char in _STOP:
        table[ord(char)] = 0
    for index in range(26):
        table[ord("a") + index] = table[ord("A") + index] = _LATIN_BASE + index
    table[0] = -1
    return table


@dataclass(frozen=True, slots=True)
class Grams:
    """The n-grams of a batch: ``keys[i]`` occurs in text ``owners[i]``; ``size`` texts in all, the ``texts`` themselves.

    ``titles`` marks those that stand in the first :data:`TITLE_LETTERS` letters of a head.
    """

    texts: Sequence[str]
    keys: Ints
    owners: Ints
    titles: Flags

    @property
    def size(self) -> int:
        return len(self.texts)


class Alphabet:
    """Turns texts into n-grams; built once and passed down."""

    def __init__(self) -> None:
        self._table = _alphabet()

    def grams(self, texts: Sequence[str], masked: Sequence[bool] | None = None) -> Grams:
        """All n-grams of the texts, those of the first :data:`HEAD` characters counted twice.

        ``masked`` says which of them may hold a masked place; where it is not given, any may.
        """
        run = [f"{text}\0{text[:HEAD]}" for text in texts]
        if masked is None:
            run = [_MASK.sub(" ", text) for text in run]
        else:
            run = [_MASK.sub(" ", text) if may else text for text, may in zip(run, masked, strict=True)]
        joined = "\0".join(run)
        codes = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32)
        letters = self._table.take(codes)
        letters = letters.compress(letters != 0).astype(np.int64)
        ends = letters < 0
        # Each text gives two runs, itself and its head, so the owner is half the number of ends passed.
        runs: Ints = np.cumsum(ends, dtype=np.int64)
        keys, places = _windows(np.where(ends, 0, letters))
        return Grams(texts, keys, (runs >> 1).take(places), _titles(ends, runs).take(places))


def _titles(ends: Flags, runs: Ints) -> Flags:
    """Which letters are among the first of a head; an n-gram is there with its last letter."""
    starts = np.concatenate([[0], np.flatnonzero(ends) + 1])
    early = np.arange(len(runs)) - starts.take(runs) < TITLE_LETTERS
    return np.asarray(early & (runs & 1 == 1), dtype=np.bool_)


def titled(keys: Ints) -> Ints:
    """The keys of n-grams as features of the title, apart from the same n-grams anywhere."""
    return keys | _TITLE_BIT


def is_titled(keys: Ints) -> Flags:
    return keys >= _TITLE_BIT


def _windows(letters: Ints) -> tuple[Ints, Ints]:
    """Keys of all windows that cross no end, and the index of each window's last letter."""
    index = np.arange(len(letters))
    whole = letters > 0
    keys, places, key, valid = [letters[whole]], [index[whole]], letters, whole
    for n in range(2, LONGEST + 1):
        if len(key) < 2:
            break
        # Both slices are aligned on the window's last letter.
        valid = valid[:-1] & whole[n - 1 :]
        key = (key[:-1] << BITS) | letters[n - 1 :]
        keys.append(key[valid])
        places.append(index[n - 1 :][valid])
    return np.concatenate(keys), np.concatenate(places)


def left_out() -> str:
    """A character that no n-gram holds, as a class of a regular expression."""
    return rf"[^{chr(_HAN_FIRST)}-{chr(_HAN_LAST)}A-Za-z]|[{_STOP}]"


def pack(gram: str) -> int:
    """The key of one n-gram; 0 when it holds a character that is left out."""
    key = 0
    for char in gram:
        code = ord(char)
        if _HAN_FIRST <= code <= _HAN_LAST:
            number = code - _HAN_FIRST + 1
        elif char.isascii() and char.isalpha():
            number = _LATIN_BASE + ord(char.lower()) - ord("a")
        else:
            return 0
        key = key << BITS | number
    return key


def unpack(key: int) -> str:
    """The n-gram of one key, of the title or not."""
    out, key = "", key & (_TITLE_BIT - 1)
    while key:
        number = key & ((1 << BITS) - 1)
        out = (
            chr(number - 1 + _HAN_FIRST) if number < _LATIN_BASE else chr(ord("a") + number - _LATIN_BASE)
        ) + out
        key >>= BITS
    return out
