"""Feed bytes → feedparser's result, with the charset settled first and never worse than feedparser alone."""

from __future__ import annotations

import io
from typing import Any

import feedparser

from monitor.collectors.decode import Decoded, decode, looks_chinese, xml_declared
from monitor.collectors.mend import mend_xml

# What feedparser raises on broken input, a garbled XML declaration among it.
_STUMBLES = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


def parse_xml_feed(body: bytes, url: str, *, content_type: str = "", charset: str | None = None) -> Any:
    """Parse RSS, Atom, RDF or CDF.

    1. Decode by declared charset and content, mend the XML, hand UTF-8 to feedparser.
    2. Where a byte did not fit or the XML is ill-formed, parse the raw bytes too and keep the better result.

    ``charset`` is one that the configuration prescribes. feedparser gets bytes only, so it never fetches anything,
    and its sanitizing stays on. None when nothing can be made of the bytes at all.
    """
    declared = (charset, _header_charset(content_type), xml_declared(body))
    decoded = decode(body, declared)
    mended = _parse(mend_xml(decoded.text).encode("utf-8"), url, "application/xml; charset=utf-8")
    if decoded.strict and mended is not None and not mended.bozo and mended.entries:
        return mended
    raw = _parse(body, url, content_type)
    if mended is None or raw is None:
        return mended or raw
    return mended if _is_better(mended, raw, decoded) else raw


def _parse(body: bytes, url: str, content_type: str) -> Any:
    """feedparser's result, or None where the bytes are too broken even for it."""
    headers = {"content-location": url} if url else {}
    if content_type:
        headers["content-type"] = content_type
    try:
        return feedparser.parse(io.BytesIO(body), response_headers=headers)
    except _STUMBLES:
        return None


def _header_charset(content_type: str) -> str | None:
    for part in content_type.split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            return value.strip().strip("\"'")
    return None


def _is_better(mended: Any, raw: Any, decoded: Decoded) -> bool:
    """More entries win; else the mended reading, where its charset is certain or its text is plainly Chinese."""
    if len(mended.entries) != len(raw.entries):
        return len(mended.entries) > len(raw.entries)
    return decoded.strict or looks_chinese(decoded.text)
