"""Numbers of rows as people and programs type them."""

from __future__ import annotations

_DIGITS = 18
"""As many as every integer column holds, whatever the first of them is."""


def typed_id(text: str) -> int | None:
    """The id that a text writes in plain digits; None for anything that no column could hold."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None
