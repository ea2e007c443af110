"""Making office files the same bytes each time: their archives otherwise carry the moment of writing."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


# What Python's tables call unprintable is more: whatever is newer than they are (rare Han, emoji), and the blank 　 of Chinese.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_UNSEEN = re.compile("[\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def printable(text: str) -> str:
    """A text without the control characters that XML does not admit, and without those that turn its direction round."""
    return text if text.isprintable() else _UNSEEN.sub("", _CONTROL.sub(" ", text))


def shortened(text: str, most: int) -> str:
    """The beginning of a text on one line, with … where it goes on; no letter is parted from its marks."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    end = most
    while end > 1 and (
        unicodedata.category(line[end]) in ("Mn", "Me") or "\u200d" in line[end - 1 : end + 1]
    ):
        end -= 1
    return f"{line[:end].rstrip()}…"


def steady(archive: bytes, stamp: str) -> bytes:
    """Rewrite a docx or xlsx with fixed times inside; ``stamp`` (``2026-11-23T00:00:00Z``) becomes the document's date."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + stamp.encode() + rb"\g<3>", content)
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return out.getvalue()
