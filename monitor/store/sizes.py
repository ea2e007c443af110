"""What SQLite's planner is told of the tables: that one office's number chooses nothing, however large they grow.

Without it SQLite takes any equality for a choice of some ten rows. Every table is indexed by ``office_id`` first, so it
reads all messages of two years where a partial index holds the five that wait: each look of the delivery took 2.7 s.
What ANALYZE finds would do as well, but it holds the writers up for as long as it looks, and what it finds in an empty
database misleads for years. PostgreSQL looks by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

_ROWS = 1_000_000
_WAITING = 1_000
"""So many rows a whole table, and a partial index, is taken to hold."""
_ALIKE = 10


def tell_sizes(connection: Connection) -> None:
    """Write the planner's table anew for the indexes that there are; nothing is looked at, so it takes no time."""
    if connection.dialect.name != "sqlite":
        return
    # Makes the table, and every open connection reads it anew.
    connection.exec_driver_sql("ANALYZE alembic_version")
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    listed = connection.exec_driver_sql(
        'SELECT m.name, i.name, i."unique", i.partial FROM sqlite_schema m, pragma_index_list(m.name) i'
        " WHERE m.type = 'table'"
    ).fetchall()
    for table, index, unique, partial in listed:
        query = "SELECT name FROM pragma_index_info(?) ORDER BY seqno"
        columns = connection.exec_driver_sql(query, (index,)).scalars().all()
        if columns[0] == "office_id" or partial:
            told = _told(columns, unique=bool(unique), partial=bool(partial))
            connection.exec_driver_sql("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", (table, index, told))
    # Reads for this connection what was written.
    connection.exec_driver_sql("ANALYZE sqlite_schema")


def _told(columns: Sequence[str], *, unique: bool, partial: bool) -> str:
    """Rows of an index, then how many share its first column, its first two, and so on."""
    rows = _WAITING if partial else _ROWS
    alike = [rows if name == "office_id" else _ALIKE for name in columns]
    if unique:
        alike[-1] = 1
    return " ".join(map(str, [rows, *alike]))
