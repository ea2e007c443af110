"""The classifier of a running service: before each batch it looks whether another category model has been put to use.

The rules stay those that the service was started with; only the category model changes. A model that cannot be loaded leaves
the present one at work, and :attr:`ClassifierInUse.problem` says why.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock

from monitor.classify.classifier import Classifier
from monitor.classify.learning import versions
from monitor.classify.learning.drift import Drift
from monitor.classify.organs.matter import Routing
from monitor.classify.policies.following import StoredText
from monitor.classify.policies.spoken_of import SpokenOf
from monitor.classify.result import Classification
from monitor.classify.scoring import artefact
from monitor.errors import MonitorError
from monitor.item import Item

log = logging.getLogger(__name__)


class ClassifierInUse:
    """Says what :class:`Classifier` says, always by the model that the pointer names."""

    def __init__(self, first: Classifier, folder: Path) -> None:
        self._present, self._folder = first, folder
        self._lock = Lock()
        self._failed = ""
        self.problem = ""

    def classify_batch(self, items: Sequence[Item], now: datetime) -> list[Classification]:
        return self.present().classify_batch(items, now)

    def route(self, result: Classification) -> Routing:
        return self.present().route(result)

    def level_as(self, item: Item, kind: str, now: datetime) -> str:
        return self.present().level_as(item, kind, now)

    def policies_said(self, said: StoredText) -> tuple[SpokenOf, ...]:
        return self.present().policies_said(said)

    def drift(self, texts: Sequence[str]) -> Drift:
        return self.present().drift(texts)

    @property
    def model_id(self) -> str:
        return self.present().model_id

    @property
    def category_id(self) -> str:
        """The id of the category model at work; ``shipped`` for the one that comes with the product."""
        ident = self.present().category_id
        return versions.SHIPPED if ident == self._shipped else ident

    def present(self) -> Classifier:
        """The classifier with the model in use; whoever comes while another is being loaded gets the present one."""
        if self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._present

    def _look(self) -> None:
        wanted = ""
        try:
            wanted = versions.current_id(self._folder)
            ident = self._shipped if wanted == versions.SHIPPED else wanted
            if ident != self._present.category_id and self._mark(wanted) != self._failed:
                self._present = self._present.with_category(versions.load(self._folder))
                log.info("model_loaded", extra={"model": self._present.model_id})
            if ident == self._present.category_id:
                self._failed = self.problem = ""
        except MonitorError as error:
            if self._failed != (mark := self._mark(wanted)):
                log.exception("model_not_loaded", extra={"model": wanted})
            self._failed, self.problem = mark, str(error)

    def _mark(self, wanted: str) -> str:
        """What was tried: the same damaged file is not read again for every batch."""
        path = self._folder / f"{wanted}.npz"
        return f"{wanted}:{path.stat().st_mtime_ns if path.is_file() else 0}"

    @property
    def _shipped(self) -> str:
        return artefact.shipped("category").id
