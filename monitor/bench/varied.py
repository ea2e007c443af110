"""Posts as unlike each other as real ones: their words are drawn by the rates at which real messages use them.

The posts of :mod:`monitor.bench.texts` are made from some dozen sentences: any two of 4,000 share a tenth of their text, and six
in ten of their bands are shared, one in ten with more than 150 others. Of 4,000 real hotline messages any two share two in a
thousand, and 93 % of the bands are filled by one alone.
These posts tell nothing that makes sense, but words and runs of letters come together as they do there.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate

from monitor.bench.texts import SEED
from monitor.events.words import WordTable
from monitor.item import Item

_WORDS = (60, 140)
_SENTENCE = (5, 14)
_TITLE_WORDS = 4
_OPENINGS = ("您好，", "尊敬的领导：", "", "", "", "我是附近的居民，", "请问，", "")
_CLOSINGS = ("希望有关部门尽快处理。", "请尽快解决，谢谢！", "盼复。", "", "", "", "恳请领导过问此事。")


def varied_posts(count: int, newest: datetime, seed: int = SEED) -> list[Item]:
    """Posts of about 200 characters, one a minute up to ``newest``."""
    rng = random.Random(seed)
    rates = WordTable.shipped().rates()
    words, weights = list(rates), list(accumulate(rates.values()))
    made = []
    for number in range(count):
        drawn = rng.choices(words, cum_weights=weights, k=rng.randint(*_WORDS))
        # The title takes up what the text is about, as titles do: its rarest words.
        told = sorted(sorted(set(drawn), key=rates.__getitem__)[:_TITLE_WORDS], key=drawn.index)
        made.append(
            Item(
                id=f"varied-{number}",
                title="".join(told),
                text=f"{rng.choice(_OPENINGS)}{_sentences(rng, drawn)}{rng.choice(_CLOSINGS)}",
                source=f"hotline-{number % 20}",
                source_kind="hotline",
                author=f"网友{rng.randint(1, 5000)}",
                published_at=newest - timedelta(minutes=count - number),
            )
        )
    return made


def _sentences(rng: random.Random, words: Sequence[str]) -> str:
    told, at = [], 0
    while at < len(words):
        length = rng.randint(*_SENTENCE)
        told.append("".join(words[at : at + length]))
        at += length
    return "，".join(told) + "。"
