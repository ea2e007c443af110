"""Marking in a text the words that a grade rests on, also where the text is shown masked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

Span = tuple[int, int]


def spans_of(result: Mapping[str, Any], field_name: str) -> list[Span]:
    """The code point spans of one field that a classification's severity and casualty numbers rest on."""
    places = list(result.get("severity_basis") or [])
    for detail in (result.get("casualty_details") or {}).values():
        places += detail.get("spans") or []
    found = {
        (int(p["start"]), int(p["end"]))
        for p in places
        if p.get("in") == field_name and isinstance(p.get("start"), int) and isinstance(p.get("end"), int)
    }
    return sorted(found)


def words_of(result: Mapping[str, Any], field_name: str) -> list[Span]:
    """The code point spans of one field of the words that decided relevance and class."""
    return sorted(
        (int(p["start"]), int(p["end"]))
        for p in result.get("reason_spans") or ()
        if p.get("in") == field_name
    )


def excerpt(given: str, spans: Iterable[Span], shown: str, *, most: int = 360) -> Markup:
    """The head of ``shown`` with the quotations of ``given`` in it marked; dots where the text goes on."""
    found = _merge(place for span in spans if (place := _find(given, span, shown)) is not None)
    head = shown if len(shown) <= most else shown[:most] + "……"
    return _with_marks(head, [span for span in found if span[1] <= most])


def highlight(given: str, spans: Iterable[Span], shown: str) -> Markup:
    """``shown`` (the given text, or the cleaned and masked one) as HTML with the quotations of ``given`` marked.

    Cleaning and masking change lengths: a quotation is found again as the same occurrence of the same words, and left
    unmarked where they touched it.
    """
    return _with_marks(
        shown, _merge(found for span in spans if (found := _find(given, span, shown)) is not None)
    )


def _with_marks(shown: str, marks: Sequence[Span]) -> Markup:
    parts, done = [], 0
    for start, end in marks:
        parts += [escape(shown[done:start]), Markup("<mark>"), escape(shown[start:end]), Markup("</mark>")]
        done = end
    parts.append(escape(shown[done:]))
    return Markup("").join(parts)


def _find(given: str, span: Span, shown: str) -> Span | None:
    start, end = span
    if not 0 <= start < end <= len(given):
        return None
    if given == shown:
        return span
    words = given[start:end]
    if given.count(words) != shown.count(words):
        return None
    place = -1
    for _ in range(given.count(words, 0, start + len(words) - 1) + 1):
        place = shown.find(words, place + 1)
    return (place, place + len(words)) if place >= 0 else None


def _merge(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
