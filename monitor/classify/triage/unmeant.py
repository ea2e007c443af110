"""Words of the opinion rules that a text names without claiming them: denied, wished for, or said of no people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from monitor.classify.lexicon import Hits
from monitor.config_file import ConfigModel

_BEFORE = 16
_WISH_GAP = 10
# What stands behind one of these has come about: 一条建议登上热搜.
_DONE = "已|被|登上|冲上|获|曾|作出|引发|引起"


class Unmeant(ConfigModel):
    """``unmeant`` in ``config/opinion_level.yaml``.

    ``denials`` deny the word that follows them, with nothing but ``fillers`` between; ``wishes`` ask for it in the same clause.
    """

    denials: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    """Longer words in which a rule's word says something else: 堵路 in 拥堵路段."""
    wishes: tuple[str, ...] = ()

    def first_meant(self, text: str, hits: Hits, *, not_after: Sequence[str], not_wished: bool) -> str | None:
        """The first word of a group that the text claims somewhere, None where it claims none of them."""
        claimed = self.meant(text, hits, not_after=not_after, not_wished=not_wished)
        return next((word for word, _ in claimed), None)

    def meant(
        self, text: str, hits: Hits, *, not_after: Sequence[str], not_wished: bool
    ) -> Iterator[tuple[str, int]]:
        """The words of a group that the text claims, each with every place where it does."""
        heads = [self._denied, *([self._after(not_after)] if not_after else [])]
        if not_wished and self.wishes:
            heads.append(self._wished)
        for word in hits.words:
            start = text.find(word)
            while start >= 0:
                before = text[max(0, start - _BEFORE) : start]
                if not (self._is_in_another(text, word, start) or any(head.search(before) for head in heads)):
                    yield word, start
                start = text.find(word, start + len(word))

    def _is_in_another(self, text: str, word: str, start: int) -> bool:
        """Whether a word that begins at ``start`` is a part of one of the longer words."""
        return any(
            text.startswith(other, begin)
            for other in self.never
            if (at := other.find(word)) >= 0 and (begin := start - at) >= 0
        )

    @cached_property
    def _denied(self) -> re.Pattern[str]:
        return self._after(self.denials)

    @cached_property
    def _wished(self) -> re.Pattern[str]:
        return re.compile(f"(?:{_any(self.wishes)})(?:(?!{_DONE})[^，。；！？,;!?\\s]){{0,{_WISH_GAP}}}$")

    def _after(self, words: Sequence[str]) -> re.Pattern[str]:
        return re.compile(f"(?:{_any(words)})(?:{_any(self.fillers)})*$" if words else "(?!)")


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words)) or "(?!)"
