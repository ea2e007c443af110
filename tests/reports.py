"""What the figures of a report in a local paper come to."""

from __future__ import annotations

from datetime import datetime

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)


def harmed(classifier: Classifier, text: str, title: str = "") -> tuple[int | None, int | None]:
    """How many are dead, and how many hurt."""
    item = Item("1", title, text, source_kind="local_media", published_at=NOW)
    said = classifier.classify(item, NOW)
    return said.casualty("deaths"), said.casualty("injured")


def injured(classifier: Classifier, text: str, title: str = "") -> int | None:
    """How many are hurt."""
    return harmed(classifier, text, title)[1]
