"""A text that a page or a form gives twice over: once is enough, and twice adds its figures up."""

from __future__ import annotations

_LEAST, _SAMPLE = 20, 12
"""So many characters are a text at the least, and so many of them are looked for again."""


def ends(text: str) -> int | None:
    """Where a text ends that begins once more behind that, with nothing else there; None where it does not."""
    sample = text[:_SAMPLE]
    if len(text) < 2 * _LEAST:
        return None
    at = text.find(sample, len(text) // 2, len(text) // 2 + 2 * _SAMPLE)
    once = text[:at].rstrip() if at > 0 else ""
    return len(once) if once and once == text[at:].rstrip() else None
