"""What a page or a form gives twice over, a text or its title: once is enough, and twice adds its figures up."""

from __future__ import annotations

_LEAST, _SAMPLE, _TITLE = 20, 12, 6
"""So many characters are a text at the least, so many of them are looked for again, and so many are a title."""
LEAST_TWICE = 2 * _LEAST
"""What is shorter holds no text twice."""


def ends(text: str) -> int | None:
    """Where a text ends that begins once more behind that, with nothing else there; None where it does not."""
    if len(text) < LEAST_TWICE:
        return None
    half = len(text) // 2
    at = text.find(text[:_SAMPLE], half, half + 2 * _SAMPLE)
    if at < 0:
        return None
    once = text[:at].rstrip()
    return len(once) if once and once == text[at:].rstrip() else None


def behind_title(text: str, title: str) -> tuple[int, bool]:
    """Where a clean text goes on behind its title said once more, 0 where it does not; whether only a blank may have parted them."""
    title = title.strip()
    start = 1 if text[:1] in "【《“" else 0
    if len(title) < _TITLE or not text.startswith(title, start):
        return 0, False
    end = start + len(title)
    if start:
        return (end + 1, False) if text[end : end + 1] in "】》”" and len(text) > end + _LEAST else (0, False)
    parted = text[end : end + 1] if len(text) > end + _LEAST else ""
    return (end + 1, parted != "\n") if parted and parted in "\n ，" else (0, False)
