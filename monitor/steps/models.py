"""Which category model is in use: putting one to use, against a verdict too, refusing one, and going back; each with its record.

The pointer is a file, the record a row: the file is changed within the transaction and put back when that fails. Reasons stand
in ``model_change``, the audit chain holds their hashes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.classify.learning import versions
from monitor.classify.learning.comparison import store_first
from monitor.errors import Refused
from monitor.steps.alarms import clear_alarm, raise_alarm
from monitor.steps.desk import Desk, Work, take_turn
from monitor.store.tables import ModelChange

if TYPE_CHECKING:
    from monitor.classify.learning.renewal import Renewed

SUBJECT = "model/category"


@dataclass(frozen=True, slots=True)
class Choice:
    """A person's wish for another model: why, and which one was in use when it was wished (None: whichever is)."""

    actor: str
    reason: str = ""
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class _Pair:
    """The hashes of the model before and the model after."""

    old: str
    new: str


def put_to_use(desk: Desk, folder: Path, renewed: Renewed, *, actor: str, forced: str = "") -> str:
    """Keep a candidate and make it the model in use; ``forced`` is the reason where the verdict was against it.

    The first one accepted without force leaves its kept-out rows as a comparison for later ones. Returns its id.
    Raises MonitorError, and Refused when another model was put to use since the comparison: nobody held the two against each other.
    """
    with _changing(desk, folder, actor) as work:
        old = versions.load(folder)
        compared = renewed.manifest["compared"]["with"]
        if old.id != compared:
            raise Refused(
                f"训练期间现用模型已由 {compared} 换成 {old.id}，未与它比较，新模型未启用；请重新训练"
            )
        model = versions.keep(folder, renewed.content)
        versions.activate(folder, model.id)
        if not forced:
            store_first(folder, renewed.kept_out)
        act = "forced" if forced else "activated"
        pair = _Pair(old.sha256, model.sha256)
        _record(work, act, pair, reason=forced, compared_on=_compared_on(renewed))
    return model.id


def refuse(desk: Desk, folder: Path, renewed: Renewed, *, actor: str) -> str:
    """Keep a candidate that did not pass apart from those that may be used, with why; returns its id. Raises MonitorError."""
    old = versions.load(folder)
    with _changing(desk, folder, actor) as work:
        model = versions.set_aside(folder, renewed.content)
        pair, why = _Pair(old.sha256, model.sha256), renewed.verdict.sentence
        _record(work, "refused", pair, reason=why, compared_on=_compared_on(renewed))
    return model.id


def use_again(desk: Desk, folder: Path, ident: str, choice: Choice) -> str:
    """Put a version that was in use before to use again; returns its id.

    Raises MonitorError, and Refused when it is in use already or another was put to use meanwhile.
    """
    with _changing(desk, folder, choice.actor) as work:
        old = _present(folder, choice)
        if old == ident:
            raise Refused(f"模型 {ident} 正在使用，无须启用")
        before = _sha256(folder, old)
        versions.activate(folder, ident)
        new = versions.load(folder).sha256
        _record(work, "activated", _Pair(before, new), reason=choice.reason)
    return ident


def roll_back(desk: Desk, folder: Path, choice: Choice) -> str:
    """Go back to the model used before; returns its id. Raises MonitorError when there is none."""
    with _changing(desk, folder, choice.actor) as work:
        before = _sha256(folder, _present(folder, choice))
        ident = versions.rollback(folder)
        new = versions.load(folder).sha256
        _record(work, "rolled_back", _Pair(before, new), reason=choice.reason)
    return ident


@contextmanager
def _changing(desk: Desk, folder: Path, actor: str) -> Iterator[Work]:
    with ExitStack() as put_back, desk.database.write() as tx:
        take_turn(tx)
        # Seen only now: what another put to use while this one waited for its turn is not undone by a failure here.
        put_back.enter_context(versions.unchanged_on_failure(folder))
        yield Work(tx, desk.book, desk.now(), actor)


def _present(folder: Path, choice: Choice) -> str:
    """The version in use, as the person saw it. Raises Refused."""
    now = versions.current_id(folder)
    if choice.seen is not None and choice.seen != now:
        raise Refused(f"现用模型已换成 {now}，请看清后再定")
    return now


def _record(work: Work, act: str, pair: _Pair, *, reason: str, compared_on: list[str] | None = None) -> None:
    change = ModelChange(
        office_id=work.office_id,
        act=act,
        old=pair.old,
        new=pair.new,
        reason=reason,
        actor=work.actor,
        recorded_at=work.now,
    )
    work.tx.session.add(change)
    work.tx.session.flush()
    # Why a model was refused is told by the program's own figures, which stand in its manifest; a person's words are hashed.
    said = reason if act != "refused" else ""
    digest = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest() if said else None
    body = {"old": pair.old, "new": pair.new, "compared_on": compared_on, "reason_sha256": digest}
    work.audit(f"model.{act}", SUBJECT, **body)


def tell_fault(desk: Desk, fault: str) -> None:
    """Raise the alarm that the model in use cannot be loaded, or end it where there is no fault any more.

    Items are judged on by another model: nothing stands still, and nobody would see it.
    """
    with desk.database.write() as tx:
        work = Work(tx, desk.book, desk.now())
        if fault:
            raise_alarm(
                work, "model", "model_fault", f"现用的类别模型未能载入，条目暂由别的模型判定：{fault}"
            )
        else:
            clear_alarm(work, "model")


def _compared_on(renewed: Renewed) -> list[str]:
    return [str(c["sha256"]) for c in renewed.manifest["compared"]["sets"]]


def _sha256(folder: Path, ident: str) -> str:
    """The hash of the version that was in use; its id alone where its file is gone, which is why one goes back."""
    found = [v for v in versions.shelf(folder) if v.id == ident]
    return str(found[0].manifest["sha256"]) if found and found[0].manifest else ident
