"""The sketches of read items as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from monitor.events.index import Listed
from monitor.events.reading import Reading
from monitor.events.sketch import Sketch, Sketcher
from monitor.store import sketches as store
from monitor.store.bulk import insert_rows
from monitor.store.tables import ItemBand, ItemSketch, ItemWord


def write_sketches(
    session: Session, office_id: str, sketcher: Sketcher, added: Sequence[tuple[Reading, Listed]]
) -> None:
    """Insert the sketches of read items, and list these where they are to be found."""
    rows: list[dict[str, Any]] = []
    bands: list[store.Pair] = []
    words: list[store.Pair] = []
    for reading, listed in added:
        sketch, item = sketcher.pack(reading), reading.id
        assert isinstance(item, int)
        rows.append(
            {
                "item_id": item,
                "office_id": office_id,
                "form": sketcher.form,
                "signature": sketch.signature,
                "traits": sketch.traits,
                "bands": store.packed_keys(sketch.bands),
                "words": store.packed_keys(sketch.words),
            }
        )
        bands += [(key, item) for key in _listing_bands(sketch, listed)]
        words += [(key, item) for key in sketch.words] if listed.words else []
    if rows:
        insert_rows(session, ItemSketch, rows)
        store.list_items(session, ItemBand, bands)
        store.list_items(session, ItemWord, words)


def _listing_bands(sketch: Sketch, listed: Listed) -> tuple[int, ...]:
    """The keys of the letters and of the bands, as far as an item is to be found by them."""
    return (sketch.bands[:1] if listed.letters else ()) + (sketch.bands[1:] if listed.bands else ())
