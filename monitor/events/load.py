"""Building the matcher from a configuration folder."""

from __future__ import annotations

from hashlib import sha256
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
    territory = Territory.load(folder / "regions.yaml", cut)
    return EntryReader(rules, cut, WordTable.shipped(), territory, names=_digest_of_names(folder))


def _digest_of_names(folder: Path) -> str:
    """Names the office's places and words: by them items are cut and districts told apart."""
    files = (folder / "regions.yaml", folder / "dictionary.txt")
    return sha256(b"\0".join(f.read_bytes() if f.exists() else b"" for f in files)).hexdigest()


def load_clusterer(folder: Path, cut: Cut) -> Clusterer:
    """A clusterer by the office's rules. Raises ConfigError."""
    return Clusterer(load_reader(folder, load_rules(folder), cut))
