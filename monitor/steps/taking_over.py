"""Taking over parts of the shipped configuration: the files and the audit record of them, both or neither."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from monitor.config_age.folder import Addition, put_back, write_additions
from monitor.steps.desk import Desk, Work


def take_over(desk: Desk, actor: str, folder: Path, found: Sequence[Addition]) -> None:
    """Write the files, and record which text of each gave way to which.

    The files are written while the record waits for its transaction to end: where that fails they are put back. What a
    crash between the two leaves is told of at the next start as an edit (``rules.edited``).

    Raises:
        OutsideError: a file cannot be written.
        StoreError: the record cannot be kept.
    """
    written = False
    try:
        with desk.database.write() as tx:
            work = Work(tx, desk.book, desk.now(), actor)
            work.audit(
                "config.taken_over",
                f"config/{work.office_id}",
                version=desk.book.version,
                files={a.file: a.hashes for a in found},
                parts=[f"{p.file} {p.at}".strip() for a in found for p in a.parts],
            )
            write_additions(folder, found)
            written = True
    except BaseException:
        if written:
            put_back(folder, found)
        raise
