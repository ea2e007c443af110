"""The template environment: escaping always on, undefined names are errors, and the filters that pages use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from monitor.clock import local_text, rfc3339, span_text
from monitor.sla.day_parts import assumed_words
from monitor.text.mask import head, mask
from monitor.web import act_words, labels
from monitor.web.guard import has
from monitor.web.once import new_mark

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


def environment() -> Environment:
    """Build the environment over the package's own templates."""
    env = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        label=labels.label,
        minute=labels.minute,
        second=labels.second,
        short=_short,
        iso=rfc3339,
        masked=_masked,
        head=head,
        link=safe_link,
        size=_size,
        pretty=_pretty,
        late=_late,
        clock_of=labels.clock_of,
        month_day=labels.month_day,
    )
    env.globals.update(
        remaining=remaining,
        assumed_words=assumed_words,
        body_lines=act_words.body_lines,
        LABELS=labels.LABELS,
        static=_static_addresses(),
        has=has,
        query=query,
        new_mark=new_mark,
    )
    return env


def remaining(due_at: datetime, now: datetime) -> str:
    """How long is left, or how long it is over."""
    return f"已超 {span_text(now - due_at)}" if now > due_at else f"剩余 {span_text(due_at - now)}"


def safe_link(url: str | None) -> str | None:
    """An address that may stand in a link: http or https only, never a script."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def query(values: Mapping[str, Any], **changes: Any) -> str:
    """A query string from the filters in force, with changes; empty values are left out."""
    merged = {**values, **changes}
    return urlencode({k: v for k, v in merged.items() if v not in (None, "")})


def _masked(text: str | None) -> str:
    return mask(text) if text else ""


def _short(moment: datetime | None) -> str:
    return local_text(moment) if moment is not None else "—"


def _size(count: int | None) -> str:
    return "—" if count is None else f"{count:,}"


def _late(milliseconds: float) -> str:
    """How late the service was: seconds with a decimal, from two minutes on in words."""
    if milliseconds < 120_000:
        return f"{milliseconds / 1000:.1f} 秒"
    return span_text(timedelta(milliseconds=milliseconds))


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)


def _static_addresses() -> dict[str, str]:
    """Static files by name, each address with its content's hash."""
    found = {}
    for path in sorted(STATIC.iterdir()):
        if path.is_file():
            mark = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
            found[path.name] = f"/static/{path.name}?v={mark}"
    return found
