"""What proves a publication and what stands in its place: second persons, uploaded copies, deferrals, grounds for no response."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Literal

from pydantic import Field

from monitor.config_file import ConfigModel, Span
from monitor.sla.rules import Rung

FileType = Literal["html", "mhtml", "pdf", "png", "jpeg", "webp"]
Severity = Literal["I", "II", "III", "IV", "none"]
CONFIRMED_KINDS = frozenset({"first_release", "press_conference", "response"})
"""The kinds of publication that settle a policy clock, and so need a second person in a grave matter."""
AWAITED, UNCONFIRMED, DISPUTED = "awaited", "unconfirmed", "disputed"
WITHDRAWN = "withdrawn"
"""The record itself was revoked, so that nobody need confirm it any more."""
COVERED = "covered"
"""The same publication stands in another record of the matter, which has its second person or waits for one."""
PENDING_SECONDS = ("phone", "fault", AWAITED, UNCONFIRMED, DISPUTED)
"""The states of a record's second person under which a case may not be closed."""
_SPEAKING = ("confirmed", "present", "countersigned", "phone", "fault", DISPUTED, UNCONFIRMED, AWAITED)


def speaks_first(state: str | None) -> int:
    """Of several records of one publication the one of least rank speaks for all: a signature first, then who waits longest."""
    return _SPEAKING.index(state) if state in _SPEAKING else len(_SPEAKING)


class Uploads(ConfigModel):
    """How large an uploaded copy may be, and of which types."""

    max_mib: int = Field(20, ge=1, le=100)
    types: tuple[FileType, ...] = ("html", "mhtml", "pdf", "png", "jpeg", "webp")


class ProofRules(ConfigModel):
    """In which grades a record of a publication needs a second person, and what may be uploaded."""

    second_for: tuple[Severity, ...] = ("I", "II")
    confirm_within: Span = timedelta(hours=24)
    uploads: Uploads = Uploads()

    def needs_second(self, severity: str | None, kind: str) -> bool:
        """Whether a record of this kind must be confirmed by a second person."""
        return kind in CONFIRMED_KINDS and (severity or "none") in self.second_for


class DeferralRules(ConfigModel):
    """暂缓发布: who may approve it, how long it may last at once, and what reminds of its end."""

    approvers: tuple[Literal["officer", "section_head", "deputy", "leader"], ...] = ("deputy", "leader")
    longest: Span = timedelta(days=7)
    reminders: tuple[Rung, ...] = ()


class Ground(ConfigModel):
    """A lawful ground for giving no response (R12), with the words by which a written basis is told to mean it."""

    code: str
    label: str
    basis: str
    words: tuple[str, ...] = ()


def ground_of(grounds: Iterable[Ground], basis: str) -> Ground | None:
    """The ground that a written basis names: by its code or whole basis, else by the longest of its words in it."""
    said = basis.strip()
    listed = tuple(grounds)
    exact = next((g for g in listed if said in (g.code, g.label, g.basis)), None)
    if exact is not None:
        return exact
    named = [(len(w), -n, g) for n, g in enumerate(listed) for w in (g.label, *g.words) if w and w in said]
    return max(named, key=lambda found: found[:2])[2] if named else None


def needs_authority(published_by: str, own: Iterable[str | None]) -> bool:
    """Whether a release was made by a body other than the office and the organs of the case, as a superior one is."""
    return bool(published_by.strip()) and published_by.strip() not in {o for o in own if o}


MEDIA_TYPES: dict[FileType, str] = {
    "html": "text/html",
    "mhtml": "multipart/related",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
}
_HEAD = 2048
_HTML = re.compile(
    r"^\s*(?:(?>(?:<!--.*?-->|<\?xml[^>]*>)\s*))*+<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.I | re.S,
)


def sniff(body: bytes) -> FileType | None:
    """The type of a file by its own first bytes, whatever its name says; None for every type that is not admitted."""
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if body.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "webp"
    if body.startswith(b"%PDF-"):
        return "pdf"
    head = _head(body)
    if re.match(r"\s*(?:from|mime-version|subject|content-type|snapshot-content-location):", head, re.I):
        return "mhtml" if "multipart/related" in head.lower() else None
    return "html" if _HTML.match(head) else None


def _head(body: bytes) -> str:
    """The first characters of what may be a page, in whichever of the encodings that begin with a mark."""
    head = body[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')


def safe_name(name: str, kind: FileType) -> str:
    """A file's name without path, control characters and direction marks, ending as its true type does."""
    stem = _UNSAFE.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .") or "证据"
    ending = {"jpeg": (".jpg", ".jpeg"), "html": (".html", ".htm"), "mhtml": (".mhtml", ".mht")}.get(
        kind, (f".{kind}",)
    )
    stem = stem[-100:]
    return stem if stem.lower().endswith(ending) else f"{stem}{ending[0]}"
