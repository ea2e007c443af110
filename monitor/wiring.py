"""The one place where everything is built; the parts are passed down from here."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from monitor.classify.classifier import Classifier
from monitor.classify.learning import versions
from monitor.classify.learning.in_use import ClassifierInUse
from monitor.clock import Clock
from monitor.collectors.http import HttpClient
from monitor.collectors.sources import SourceBook, read_sources
from monitor.errors import MonitorError
from monitor.events.load import load_reader
from monitor.rulebook import RuleBook
from monitor.settings import Settings
from monitor.steps.deliver import Courier
from monitor.steps.desk import Desk
from monitor.steps.ingest import Ingester
from monitor.steps.touch import load_key
from monitor.store.database import Database
from monitor.store.schema import migrate

log = logging.getLogger(__name__)


@dataclass
class Program:
    """One run of the program on one configuration and one database; parts are built when first asked for."""

    settings: Settings
    clock: Clock

    @cached_property
    def book(self) -> RuleBook:
        return RuleBook.load(self.settings.config_dir)

    @cached_property
    def sources(self) -> SourceBook:
        return read_sources(self.settings.config_dir / "sources.yaml")

    @cached_property
    def classifier(self) -> Classifier:
        """The rules with the category model in use; where that cannot be loaded, with the shipped one.

        A damaged file must not keep the office's clocks from running. The service tells of it (``judge.problem``), so does
        the doctor.
        """
        try:
            model = versions.load(versions.folder_of(self.settings.var))
        except MonitorError as error:
            log.error("model_not_loaded", extra={"reason": str(error)})
            model = None
        return Classifier.load(self.settings.config_dir, model)

    @cached_property
    def judge(self) -> ClassifierInUse:
        """The classifier of a service, which takes over a model that is put to use while it runs."""
        return ClassifierInUse(self.classifier, versions.folder_of(self.settings.var))

    @cached_property
    def database(self) -> Database:
        database = Database(self.settings.database_url, self.book.office.id, clock_set=self.clock.is_set)
        with database.told_plainly():
            migrate(database, self.book.office.name)
        return database

    @cached_property
    def desk(self) -> Desk:
        return Desk(self.database, self.book, self.clock, load_key(self.settings.var / "console.key"))

    @cached_property
    def ingester(self) -> Ingester:
        reader = load_reader(self.settings.config_dir, self.book.events, self.classifier.cut)
        return Ingester(self.desk, self.judge, reader)

    @cached_property
    def courier(self) -> Courier:
        return Courier(self.desk, self.settings.var / "messages")

    @property
    def anchors(self) -> Path:
        """The folder of audit anchors; ``var/…`` in ``office.yaml`` is the working folder, else a relative one stands beside it."""
        folder, var = Path(self.book.office.anchors), self.settings.var
        return var / folder.relative_to("var") if folder.parts[:1] == ("var",) else var.parent / folder

    def http(self) -> HttpClient:
        """A fresh HTTP client; use it as ``async with``."""
        return HttpClient(self.sources.allow_private)

    def close(self) -> None:
        """Close the database, if it was opened."""
        if "database" in self.__dict__:
            self.database.close()


@contextmanager
def program(settings: Settings, clock: Clock) -> Iterator[Program]:
    """A program that is closed at the end."""
    built = Program(settings, clock)
    try:
        yield built
    finally:
        built.close()
