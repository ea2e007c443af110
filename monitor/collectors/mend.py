"""Mending XML text before it is parsed: what would make a strict parser give up although the meaning is plain."""

from __future__ import annotations

import re
from html.entities import name2codepoint

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CHARACTER_REFERENCE = re.compile(r"&#(?:x0*([0-9a-fA-F]{1,8})|0*([0-9]{1,8}));")
_BARE = re.compile(r"&(?!#[0-9]+;|#x[0-9a-fA-F]+;|[A-Za-z_:][\w:.-]*;)")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,10});")
_XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_OPAQUE = re.compile(r"(<!\[CDATA\[.*?\]\]>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.DOTALL)


def mend_xml(text: str) -> str:
    """The text without declaration and forbidden characters, and with every bare ``&`` written as ``&amp;``."""
    text = _FORBIDDEN.sub("", _DECLARATION.sub("", text, count=1)).lstrip()
    if "&" not in text:
        return text
    parts = _OPAQUE.split(text)
    # A document type may define names of its own, so only without one is &nbsp; surely HTML's.
    own_names = any(p.startswith("<!DOCTYPE") for p in parts[1::2])
    parts[::2] = [_mend_references(p, own_names=own_names) for p in parts[::2]]
    return "".join(parts)


def _mend_references(text: str, *, own_names: bool) -> str:
    text = _BARE.sub("&amp;", _CHARACTER_REFERENCE.sub(_allowed, text))
    return text if own_names else _NAMED.sub(_numeric, text)


def _numeric(match: re.Match[str]) -> str:
    """An HTML entity as the number that any XML parser knows."""
    code = name2codepoint.get(match[1])
    return match[0] if code is None or match[1] in _XML_OWN else f"&#{code};"


def _allowed(match: re.Match[str]) -> str:
    """The reference as it stands, or nothing when it names a character that XML forbids."""
    code = int(match[1], 16) if match[1] else int(match[2])
    forbidden = code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or bool(_FORBIDDEN.match(chr(code)))
    return "" if forbidden else match[0]
