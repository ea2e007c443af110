"""What officers said of items and what they saw and left alone: the material that a model learns on the job from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select

from monitor.classify.learning.on_the_job import FIELDS, LeftAlone, OfficerWord, Practice
from monitor.classify.organs.table import Organ
from monitor.classify.scoring.correction_words import NO, YES
from monitor.steps.judging import item_as_told, item_of_record
from monitor.store import learning
from monitor.store.tables import Correction, ItemClassification, ItemRecord

_MATTERS, _OTHERS = 3_000, 1_500
"""So many of the latest items that nobody corrected are heard beside the corrections: matters, and what was judged none."""


def practice_of(
    session: Session, office_id: str, categories: Sequence[str], organs: Sequence[Organ]
) -> Practice:
    """The latest word on each item and field, and the latest items without one.

    A correction to a class or an organ that is no more says nothing, nor does one to a district: who answers where is no question of
    words.
    """
    answers = _Answers(frozenset(categories), {o.name: o.id for o in organs if o.region is None})
    said = tuple(word for field in FIELDS for word in _said(session, office_id, field, answers))
    seen = (
        *_seen(session, office_id, answers, _MATTERS, relevant=True),
        *_seen(session, office_id, answers, _OTHERS, relevant=False),
    )
    return Practice(said, seen)


class _Answers:
    """What an officer's word stands for among the labels of a model."""

    def __init__(self, categories: frozenset[str], organs: Mapping[str, str]) -> None:
        self._categories, self._organs = categories, organs

    def read(self, field: str, value: Any) -> str | None:
        """The label; None for a value that no label stands for."""
        if field == "relevant":
            return YES if value else NO
        if field == "category":
            return value if value in self._categories else None
        return self._organs.get(value)

    def of_matter(self, category: str, organs: Sequence[str]) -> dict[str, str]:
        """The labels of what stands at a matter: of its organs the first with a label, for a district answers by where it is."""
        named = next((organ for name in organs if (organ := self.read("organ", name))), None)
        stood = {"relevant": YES, "category": self.read("category", category), "organ": named}
        return {field: label for field, label in stood.items() if label is not None}


def _said(session: Session, office_id: str, field: str, answers: _Answers) -> Iterator[OfficerWord]:
    for found in learning.labelled(session, office_id, field):
        right = answers.read(field, found.value)
        if right is not None:
            record = session.get_one(ItemRecord, found.item_id)
            # As the text stood when the word was said: an edit since may tell something else.
            item = replace(item_as_told(session, record), title=found.title, text=found.text)
            yield OfficerWord(item, field, right, found.row.recorded_at.isoformat())


def _seen(
    session: Session, office_id: str, answers: _Answers, most: int, *, relevant: bool
) -> list[LeftAlone]:
    """The latest live items, no copies, of which no officer said anything that teaches."""
    spoken_of = select(Correction.item_id).where(
        Correction.office_id == office_id, col(Correction.field).in_(tuple(FIELDS))
    )
    query = (
        select(ItemRecord)
        .where(
            ItemRecord.office_id == office_id,
            col(ItemRecord.historical).is_(False),
            col(ItemRecord.duplicate_of).is_(None),
            col(ItemRecord.relevant).is_(relevant),
            col(ItemRecord.id).not_in(spoken_of),
        )
        .order_by(col(ItemRecord.id).desc())
        .limit(most)
    )
    records = session.exec(query).all()
    if not relevant:
        # Nobody saw a class or an organ of what is no matter.
        return [LeftAlone(item_of_record(record), {"relevant": NO}) for record in records]
    organs = _organs(session, [record.id for record in records])
    return [
        LeftAlone(item_of_record(record), answers.of_matter(record.category, organs.get(record.id, ())))
        for record in records
    ]


def _organs(session: Session, item_ids: Sequence[int]) -> dict[int, Sequence[str]]:
    """The organs that the program named last for some items."""
    query = select(ItemClassification.item_id, ItemClassification.result).where(
        col(ItemClassification.item_id).in_(item_ids)
    )
    rows = session.exec(query.order_by(col(ItemClassification.id))).all()
    return {item_id: result.get("organs") or () for item_id, result in rows}
