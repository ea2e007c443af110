"""What posts ask: sentences that question or demand something, those that say the same put together, the most frequent first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.sla.letter_pairs import letter_pairs

_SENTENCE = re.compile(r"[^。！!？?；;\n]+[？?]?")
_ASKS = re.compile(
    r"[？?]|请问|为什么|为何|何时|什么时候|多久|怎么|如何|能否|能不能|是否|有没有|谁来|谁负责|哪个部门|"
    r"要求|希望|呼吁|质疑|请(?:尽快|相关|有关|求|政府|公布|给)|给个说法|讨个说法|应当公布|尽快公布|追责|问责"
)
_SHORTEST, _LONGEST = 6, 60
_SAME = 0.45


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked, in the words of the shortest sentence that asks it, and the items that do."""

    text: str
    items: tuple[int, ...]


def asks_in(texts: Sequence[tuple[int, str]], *, known: Sequence[str] = (), most: int = 8) -> list[Ask]:
    """Gather what the texts (item id, text) ask; what is ``known`` already is left out.

    Two sentences ask the same when they share a fair part of the shorter one's letter pairs.
    """
    groups: list[tuple[set[str], dict[int, str]]] = []
    for item, text in texts:
        for sentence in _asking(text):
            pairs = letter_pairs(sentence)
            home = next((g for g in groups if _alike(g[0], pairs)), None)
            if home is None:
                groups.append((set(pairs), {item: sentence}))
            else:
                home[1].setdefault(item, sentence)
    familiar = [letter_pairs(k) for k in known]
    fresh = [g for g in groups if not any(_alike(g[0], k) for k in familiar)]
    found = [Ask(min(said.values(), key=lambda s: (len(s), s)), tuple(sorted(said))) for _, said in fresh]
    return sorted(found, key=lambda a: (-len(a.items), a.items, a.text))[:most]


def _asking(text: str) -> list[str]:
    sentences = (s.strip(' ，,、：:“”"') for s in _SENTENCE.findall(text))
    return [s for s in sentences if _SHORTEST <= len(s) <= _LONGEST and _ASKS.search(s)]


def _alike(left: set[str], right: set[str]) -> bool:
    least = min(len(left), len(right))
    return least > 0 and len(left & right) / least >= _SAME
