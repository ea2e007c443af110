"""The model that helps with triage, and its card."""

from __future__ import annotations

from pathlib import Path

from bench import shipped_triage
from monitor.classify.scoring import artefact
from monitor.classify.value_names import DISPOSITION_LABELS, FOCUS_LABELS

CARD = Path(artefact.__file__).parents[1] / "model/triage.md"


def test_the_card_of_triage_names_the_values_as_pages_and_papers_do() -> None:
    card = CARD.read_text(encoding="utf-8")
    assert all(name in card for name in (*DISPOSITION_LABELS.values(), *FOCUS_LABELS.values()))


def test_the_card_of_triage_is_that_of_the_model_beside_it() -> None:
    shipped = artefact.shipped("triage")
    assert CARD.read_text(encoding="utf-8") == shipped_triage.card(shipped.id, shipped.manifest)
