"""The store on both databases: transactions, triggers, migrations, the chain."""

from __future__ import annotations

import inspect
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from string import ascii_letters

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, select, text

from monitor.audit.chain import verify
from monitor.clock import real_now
from monitor.errors import StoreError
from monitor.steps.desk import take_turn
from monitor.store import database as store_database
from monitor.store import schema
from monitor.store.audit_log import records
from monitor.store.database import Database
from monitor.store.schema import migrate
from monitor.store.tables import ItemRecord, Office, SourceState


@pytest.fixture
def database(empty_database_url: str) -> Iterator[Database]:
    built = Database(empty_database_url, "test")
    migrate(built, "测试办公室")
    yield built
    built.close()


def test_migrating_again_changes_nothing(database: Database) -> None:
    migrate(database, "测试办公室")
    with database.read() as session:
        assert len(session.exec(select(Office)).all()) == 1


def test_the_migrations_make_exactly_the_tables_of_the_program(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        changes = compare_metadata(context, SQLModel.metadata)
    ours = [c for c in changes if "item_search" not in str(c)]
    assert ours == []


def test_indexes_are_made_over_items_that_were_stored_before_whatever_their_address(
    empty_database_url: str,
) -> None:
    from alembic import command

    built = Database(empty_database_url, "test")
    at, url = "2026-11-24T00:00:00+00:00", "https://a/?" + "".join(Random(1).choices(ascii_letters, k=9_000))
    with built.engine.connect().execution_options(immediate=True) as connection, connection.begin():
        config = schema._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0019")
        connection.execute(
            text("INSERT INTO office (id, name, created_at, turn) VALUES ('test', '', :at, 0)"), {"at": at}
        )
        connection.execute(
            text(
                "INSERT INTO item (id, office_id, external_id, source_kind, url, title, text, raw_title, raw_text,"
                " date_only, collected_at, ingested_at, content_hash, revision, historical, relevant, local,"
                " category, category_uncertain, track, disposition) VALUES (1, 'test', 'a', 'forum', :url, '', '',"
                " '', '', false, :at, :at, '', 1, false, true, true, '', false, '', '')"
            ),
            {"url": url, "at": at},
        )
    migrate(built, "测试办公室")
    with built.read() as session:
        assert session.exec(select(ItemRecord.url).where(ItemRecord.url == url)).all() == [url]
    built.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_record SET actor = 'x'",
        "DELETE FROM audit_record",
        "INSERT INTO audit_record SELECT * FROM audit_record",
    ],
)
def test_the_audit_table_refuses_every_change(database: Database, statement: str) -> None:
    with database.write() as tx:
        tx.record("system", "test", "x", at=real_now())
    with pytest.raises(DBAPIError), database.write() as tx:
        tx.session.execute(text(statement))
    with database.read() as session:
        assert [r["act"] for r in records(session, "test")] == ["test"]


def test_replacing_or_truncating_the_audit_table_is_refused(database: Database) -> None:
    with database.write() as tx:
        tx.record("system", "test", "x", at=real_now())
    statement = (
        "INSERT OR REPLACE INTO audit_record SELECT * FROM audit_record"
        if database.is_sqlite
        else "TRUNCATE audit_record"
    )
    with pytest.raises(DBAPIError), database.write() as tx:
        tx.session.execute(text(statement))


def test_four_writers_that_read_then_write_lose_no_update(database: Database) -> None:
    with database.write() as tx:
        tx.session.add(SourceState(office_id="test", name="count"))

    def count() -> None:
        for _ in range(50):
            with database.write() as tx:
                row = tx.session.exec(
                    select(SourceState).where(SourceState.name == "count").with_for_update()
                ).one()
                row.items_total += 1
                tx.session.add(row)
                tx.record("system", "count", "x", at=real_now())

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        assert session.exec(select(SourceState.items_total)).one() == 200
        verdict = verify(records(session, "test"))
    assert (verdict.ok, verdict.records) == (True, 200)


def test_a_transaction_that_fails_leaves_neither_state_nor_audit(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write() as tx:
        tx.session.add(SourceState(office_id="test", name="gone"))
        tx.record("system", "gone", "x", at=real_now())
        raise RuntimeError("broken off")
    with database.read() as session:
        assert session.exec(select(SourceState)).all() == []
        assert list(records(session, "test")) == []


def test_no_column_keeps_a_time_without_its_offset() -> None:
    from sqlalchemy import DateTime

    plain = [
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if type(column.type) is DateTime
    ]
    assert plain == []


def test_every_business_table_belongs_to_an_office() -> None:
    children = {
        "case_fact",
        "case_act",
        "clock_start",
        "clock_start_mark",
        "deadline_change",
        "item_revision",
        "item_classification",
        "item_band",  # the office is part of the key
        "item_word",
    }
    shared = {"office", "rule_book", "message_step", "web_session"}
    without = {t.name for t in SQLModel.metadata.tables.values() if "office_id" not in t.columns}
    assert without == children | shared


def test_outside_of_tests_what_is_committed_to_sqlite_outlives_a_power_cut(tmp_path: Path) -> None:
    engine = inspect.unwrap(store_database._engine)(f"sqlite:///{tmp_path / 'own.db'}")
    with engine.connect() as connection:
        kept = [connection.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("synchronous", "journal_mode")]
    engine.dispose()
    assert kept == [2, "wal"], "FULL"


only_postgres = pytest.mark.parametrize("empty_database_url", ["postgresql"], indirect=True)


@only_postgres
def test_a_process_that_stands_still_in_the_middle_gives_its_turn_to_the_others(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_database, "_IDLE_MS", 300)
    holds, other_had_it = threading.Event(), threading.Event()

    def standing_still() -> None:
        with pytest.raises(StoreError), database.write() as tx:
            take_turn(tx)
            holds.set()
            assert other_had_it.wait(30)
            take_turn(tx)

    still = threading.Thread(target=standing_still)
    still.start()
    assert holds.wait(30)
    with database.write() as tx:
        tx.session.execute(text("SET LOCAL lock_timeout = '20s'"))
        take_turn(tx)
    other_had_it.set()
    still.join(30)
    with database.read() as session:
        assert session.exec(select(Office.turn)).one() == 1


@only_postgres
def test_a_server_that_is_gone_without_a_word_is_noticed_within_half_a_minute(database: Database) -> None:
    with database.engine.connect() as connection:
        asked = connection.connection.dbapi_connection.info.get_parameters()  # type: ignore[union-attr]
    idle, interval, count = (int(asked[f"keepalives_{n}"]) for n in ("idle", "interval", "count"))
    assert idle + interval * count <= 30
    assert int(asked["tcp_user_timeout"]) <= 30_000
    own = Database(f"{database.url}&keepalives_idle=77", "test")
    with own.engine.connect() as connection:
        asked = connection.connection.dbapi_connection.info.get_parameters()  # type: ignore[union-attr]
    own.close()
    assert asked["keepalives_idle"] == "77", "what the address says is kept"


@only_postgres
def test_a_full_disk_of_the_server_and_a_lack_of_connections_are_told_plainly(database: Database) -> None:
    with pytest.raises(StoreError, match="磁盘"), database.read() as session:
        session.execute(text("DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END $$"))
    database.engine.pool._timeout = 0.1  # type: ignore[attr-defined]
    with ExitStack() as held:
        for _ in range(15):
            held.enter_context(database.engine.connect())
        with pytest.raises(StoreError, match="繁忙"), database.read() as session:
            session.exec(select(Office)).all()
