"""Keeping the sketches in step with the items: filled where they are missing, made anew, taken away when outlived."""

from __future__ import annotations

from sqlmodel import Session

from monitor.events.index import Listed
from monitor.events.reading import Reading
from monitor.steps.desk import Desk, Work, take_turn
from monitor.steps.judging import entry_of_record
from monitor.steps.recall import Shelf
from monitor.steps.sketch_rows import write_sketches
from monitor.store import sketches as store
from monitor.store.tables import ItemBand, ItemRecord

_AT_ONCE = 400
_LOTS = 5
"""Some seconds' work: so much is done before each batch until nothing is left."""


def fill_sketches(desk: Desk, shelf: Shelf, before: int | None = None) -> int:
    """Sketch some of the items below ``before`` that have no sketch by the present rules, the newest first.

    There are any only after an upgrade or after a change of the rules; each lot is a transaction of its own. They are sought
    before it: to see that there are none all must be looked at, and meanwhile nobody should be kept from writing. Whoever
    stores an item sketches it. Returns the number to go on below, 0 when none is left: new items must not wait until all old
    ones are done.
    """
    form, office_id = shelf.sketcher.form, desk.database.office_id
    for _ in range(_LOTS):
        with desk.database.read() as session:
            newest = store.newest_item(session)
            before, after = before or newest + 1, max(0, newest - desk.book.events.match.remembered)
            missing = store.unsketched(session, office_id, form, after=after, before=before, limit=_AT_ONCE)
        if not missing:
            return 0
        with desk.database.write() as tx:
            take_turn(tx)
            found = store.said_of(tx.session, missing)
            store.drop_sketches(tx.session, missing)
            readings = [(record, shelf.reader.read(entry_of_record(record, said))) for record, said in found]
            write_sketches(
                tx.session, tx.office_id, shelf.sketcher, [(r, _listed(record)) for record, r in readings]
            )
        before = missing[-1]
    return before or 0


def _listed(record: ItemRecord) -> Listed:
    """An item that copies another is found through that, unless it is copied letter by letter itself."""
    own = record.duplicate_of is None
    return Listed(letters=True, bands=own, words=own)


def sketch_again(work: Work, shelf: Shelf, reading: Reading, record: ItemRecord) -> None:
    """An item has changed: what is compared with it from now on is its present text."""
    session = work.tx.session
    store.drop_sketches(session, [record.id])
    write_sketches(
        session, work.office_id, shelf.sketcher, [(reading, Listed(True, True, record.duplicate_of is None))]
    )


def forget_oldest(session: Session, office_id: str, remembered: int, newest: int) -> int:
    """Take away the sketches of items beyond the newest ``remembered``, some at a time; returns how many.

    A copy that was found through one that goes is listed by itself from then on.
    """
    cutoff = newest - remembered
    gone = store.outlived(session, office_id, cutoff, _AT_ONCE) if cutoff > 0 else []
    if gone:
        inherited = [
            (key, item) for item, bands in store.heirs(session, gone, cutoff) for key in store.keys_of(bands)
        ]
        store.drop_sketches(session, gone)
        store.list_items(session, ItemBand, inherited)
    return len(gone)
