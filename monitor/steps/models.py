"""Which category model is in use: putting one to use, against a verdict too, and going back; each with its audit record.

The pointer is a file, the record a row: the file is changed within the transaction and put back when that fails.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.classify import versions
from monitor.classify.comparison import store_first
from monitor.steps.desk import Desk, Work

if TYPE_CHECKING:
    from monitor.classify.renewal import Renewed

SUBJECT = "model/category"


def put_to_use(desk: Desk, folder: Path, renewed: Renewed, *, actor: str, forced: str = "") -> str:
    """Keep a candidate and make it the model in use; ``forced`` is the reason where the verdict was against it.

    The first one accepted without force leaves its kept-out rows as a comparison for later ones. Returns its id.
    Raises MonitorError.
    """
    old = versions.load(folder)
    with _changing(desk, folder, actor) as work:
        model = versions.keep(folder, renewed.content)
        versions.activate(folder, model.id)
        body = {"old": str(old.manifest["sha256"]), "new": str(model.manifest["sha256"])}
        compared = [c["sha256"] for c in renewed.manifest["compared"]["sets"]]
        if forced:
            digest = hashlib.sha256(forced.encode("utf-8", "replace")).hexdigest()
            work.audit("model.forced", SUBJECT, **body, compared_on=compared, reason_sha256=digest)
        else:
            store_first(folder, renewed.kept_out)
            work.audit("model.activated", SUBJECT, **body, compared_on=compared)
    return model.id


def roll_back(desk: Desk, folder: Path, *, actor: str) -> str:
    """Go back to the model used before; returns its id. Raises MonitorError when there is none."""
    old = versions.current_id(folder)
    with _changing(desk, folder, actor) as work:
        ident = versions.rollback(folder)
        new = versions.load(folder)
        work.audit("model.rolled_back", SUBJECT, old=_sha256(folder, old), new=str(new.manifest["sha256"]))
    return ident


@contextmanager
def _changing(desk: Desk, folder: Path, actor: str) -> Iterator[Work]:
    with versions.unchanged_on_failure(folder), desk.database.write() as tx:
        yield Work(tx, desk.book, desk.now(), actor)


def _sha256(folder: Path, ident: str) -> str:
    """The hash of the version that was in use; its id alone where its file is gone, which is why one goes back."""
    found = [v for v in versions.listed(folder) if v.id == ident]
    return str(found[0].manifest["sha256"]) if found else ident
