from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web_rig import Rig


@pytest.fixture
def rig(tmp_path: Path, sqlite_url: str) -> Iterator[Rig]:
    """A console on a scratch database, at noon of a Monday."""
    built = Rig(tmp_path, sqlite_url)
    yield built
    built.close()
