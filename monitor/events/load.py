"""Building the matcher from a configuration folder."""

from __future__ import annotations

from pathlib import Path

from monitor.events.cluster import Clusterer
from monitor.events.grounds import Territory
from monitor.events.reading import EntryReader
from monitor.events.rules import EventRules, read_rules
from monitor.events.traits import Cut
from monitor.events.words import WordTable


def load_rules(folder: Path) -> EventRules:
    """Read ``events.yaml``. Raises ConfigError."""
    return read_rules(folder / "events.yaml")


def load_reader(folder: Path, rules: EventRules, cut: Cut) -> EntryReader:
    """A reader of items that knows the office's own territory. Raises ConfigError."""
    return EntryReader(rules, cut, WordTable.shipped(), Territory.load(folder / "regions.yaml"))


def load_clusterer(folder: Path, cut: Cut) -> Clusterer:
    """A clusterer by the office's rules. Raises ConfigError."""
    return Clusterer(load_reader(folder, load_rules(folder), cut))
