"""Traditional to simplified characters, keeping every offset (OpenCC's t2s dictionaries)."""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

import opencc

# OpenCC leaves 著 alone; in traditional text it is 着, but for these words (著名, 原著, 显著 …).
_ZHE = re.compile("(?<![名原编专论巨昭译遗合显卓土拙撰])著(?![名作称述者书录有])")
# OpenCC turns these characters in some phrases (沈浸, 打坏, 批覆, 明瞭, 藉故, 海哩, 衹得, 甦醒) though none of the phrase when alone.
_IN_PHRASES = "沈坏覆瞭藉哩衹甦"
# 乾 is 干 where things are dry; in the names of these counties it is written so in simplified script, too.
_QIAN = re.compile("(?<![晒曬餅饼豆肉風风烘晾果魚鱼腐])乾(?=安(?![置全排裝装心靜静])|[县縣](?!城的))")
_CHUNK = re.compile(r"[^，。；：？！\n]+|[，。；：？！\n]+")
_BLOCK = range(0x3400, 0xA000)
_RARE_BLOCKS = (range(0xF900, 0xFB00), range(0x20000, 0x2A6E0))


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> _Converter:
    converter: _Converter = opencc.OpenCC("t2s")
    return converter


@cache
def _traditional() -> frozenset[str]:
    """Every character that conversion changes when it stands alone."""
    points = [p for block in (_BLOCK, *_RARE_BLOCKS) for p in block]
    given = [chr(p) for p in points]
    turned = _converter().convert("\n".join(given)).split("\n")
    return frozenset(a for a, b in zip(given, turned, strict=True) if a != b)


def is_traditional(char: str) -> bool:
    """True for a character that is written otherwise in simplified script."""
    return char in _traditional()


def convertible_letters() -> str:
    """Conversion leaves alone whatever text has none of these, and nothing beyond the basic plane."""
    return "".join(sorted(c for c in _traditional() if ord(c) < 0x10000)) + _IN_PHRASES


def convertible_characters() -> str:
    """The same as the inside of a class of a regular expression."""
    # Single characters beyond the basic plane would make the whole class ten times slower than one range of them.
    return f"{convertible_letters()}\U00020000-\U0003ffff"


def to_simplified(text: str) -> str:
    """Convert to simplified script; the result has exactly as many code points as the text."""
    turned = _converter().convert(text)
    if turned == text:
        return text
    if len(turned) != len(text):
        turned = "".join(_same_length(chunk) for chunk in _CHUNK.findall(text))
    if "乾" in text:
        for name in _QIAN.finditer(text):
            turned = f"{turned[: name.start()]}乾{turned[name.end() :]}"
    return _ZHE.sub("着", turned) if "著" in turned else turned


def _same_length(chunk: str) -> str:
    """Convert by phrase; where a phrase changes the length, by character; where even that does, not at all."""
    turned = _converter().convert(chunk)
    if len(turned) == len(chunk):
        return turned
    return "".join(t if len(t := _converter().convert(c)) == 1 else c for c in chunk)
