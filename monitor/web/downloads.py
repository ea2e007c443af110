"""What a file is called where it is saved: so that of five papers in one folder it can be told which is which."""

from __future__ import annotations

import re
from urllib.parse import quote

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


def saved_as(name: str, plain: str) -> dict[str, str]:
    """The header that has a file saved as ``name``, which may be Chinese; ``plain`` is for what reads only ASCII."""
    clean = _NOT_IN_NAMES.sub(" ", name).strip(". ")
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"
    }
