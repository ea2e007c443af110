"""What somebody watched, read or dreamt and tells of as if it had happened (爆炸那段死了一百多人, 看哭了)."""

from __future__ import annotations

import re

from monitor.config_file import ConfigModel

_POST_CHARS = 120
_PLACE = re.compile("[一-鿿]{2}(?:[省市县旗镇乡屯村]|区(?![别分块]))")


class WatchedWords(ConfigModel):
    """``watched`` in ``config/emergency.yaml``.

    A short post tells of such a thing where it holds a word ``what`` it was and one ``of_it`` (a part of it, or what it did to the
    writer), and neither a place nor one of ``unless``, which only what happens round the writer has.
    """

    what: tuple[str, ...] = ()
    of_it: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Watched:
    """The words ready for use; built once."""

    def __init__(self, words: WatchedWords) -> None:
        self._what, self._of_it, self._unless = map(any_of, (words.what, words.of_it, words.unless))

    def is_told(self, text: str) -> bool:
        """Whether a text is such a post."""
        if len(text) > _POST_CHARS or self._what.search(text) is None or self._of_it.search(text) is None:
            return False
        return self._unless.search(text) is None and _PLACE.search(text) is None


def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words; ``{n}`` stands for a number."""
    said = [re.escape(word).replace(r"\{n\}", r"[\d一二三四五六七八九十]{1,3}") for word in words]
    return re.compile("|".join(sorted(said, key=len, reverse=True)) or "(?!)")
