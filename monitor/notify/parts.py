"""Cutting a message into parts that a channel accepts; the vendors count UTF-8 bytes, not characters."""

from __future__ import annotations

import re

from monitor.notify.message import OutMessage

# Best places to cut first: a line, a sentence, a clause.
_CUTS = ("\n", "。！？；!?", "，、：,;: ")
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")


def parts_of(message: OutMessage, limit: int) -> list[str]:
    """Cut a message into texts of at most ``limit`` UTF-8 bytes, each with its part number and the message id.

    A message that fits stays whole. No code point and no joined character is ever cut. Raises ValueError when the
    limit leaves no room beside the marks.
    """
    if len(message.text.encode()) <= limit:
        return [message.text]
    total = 2
    while True:
        texts = _cut(message.text, limit - _mark_bytes(message, total))
        if len(str(len(texts))) <= len(str(total)):
            return [_marked(message, text, f"（{n}/{len(texts)}）") for n, text in enumerate(texts, 1)]
        total = len(texts)


def _mark_bytes(message: OutMessage, total: int) -> int:
    return len(f"（{total}/{total}）\n{message.mark}".encode())


def _marked(message: OutMessage, text: str, number: str) -> str:
    # Not as the beginning of another number: an alarm tells of messages by theirs.
    marked = re.search(rf"{message.mark}(?!\d)", text)
    tail = "" if marked else f"\n{message.mark}"
    return f"{number}{text}{tail}"


def _cut(text: str, limit: int) -> list[str]:
    if limit < 16:
        raise ValueError(f"每段至少须容纳 16 字节：{limit}")
    texts = []
    while text:
        end = _fitting(text, limit)
        if end < len(text):
            end = _good_end(text, end)
        texts.append(text[:end].rstrip("\n"))
        text = text[end:].lstrip("\n")
    return texts


def _fitting(text: str, limit: int) -> int:
    """How many code points of the text fit into ``limit`` bytes."""
    return len(text.encode()[:limit].decode(errors="ignore"))


def _good_end(text: str, end: int) -> int:
    """Move a cut back to the end of a line, sentence or clause, if that leaves at least a third of the part."""
    for marks in _CUTS:
        found = max(text.rfind(mark, 0, end) for mark in marks) + 1
        if found * 3 >= end:
            return found
    while end > 1 and (text[end] in _JOINERS or text[end - 1] in _JOINERS):
        end -= 1
    return end
