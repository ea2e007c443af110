"""Segmentation into words: rjieba, which cuts as jieba without its name model does at a fraction of the time; jieba as fallback."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from monitor.config_file import read_text

Cut = Callable[[str], list[str]]


class Segmenter:
    """Cuts text into words with the office's own dictionary (places, organs, projects)."""

    def __init__(self, words: Iterable[str] = (), *, reference: bool = False) -> None:
        own = tuple(words)
        fast = None if reference else _fast(own)
        # No method: thousands of snippets are cut for a batch, and what is called for each counts.
        self.cut: Cut = fast or _reference(own)
        """The words of a text, in order; joined they give the text back."""
        self.engine = "rjieba" if fast else "jieba"


def load_segmenter(dictionary: Path) -> Segmenter:
    """A segmenter with the words of a file, one a line, ``#`` begins a comment. Raises ConfigError."""
    lines = (line.partition("#")[0].strip() for line in read_text(dictionary).splitlines())
    return Segmenter(line for line in lines if line)


def _fast(words: tuple[str, ...]) -> Cut | None:
    try:
        import rjieba
    except ImportError:
        return None
    engine = rjieba.Jieba()
    for word in words:
        engine.add_word(word, None, None)
    return lambda text: engine.cut(text, False)


def _reference(words: tuple[str, ...]) -> Cut:
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    engine = jieba.Tokenizer()
    for word in words:
        engine.add_word(word)
    return lambda text: list(engine.cut(text, HMM=False))
