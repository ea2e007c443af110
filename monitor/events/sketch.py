"""What is kept of a read item in the database: its keys and traits, small, so that no item is read twice.

Keys are hashed with the office and with everything that decides how items are read: after a change of the rules old
rows answer nobody, and are made anew.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Hashable
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from typing import Any, Protocol

import numpy as np

from monitor.config_file import ConfigModel
from monitor.events.bands import Keys
from monitor.events.likeness import Subject
from monitor.events.marks import Mark
from monitor.events.reading import EntryReader, Reading
from monitor.events.scenes import Scene
from monitor.events.traits import Traits
from monitor.values import value

FORM = "6"
"""The form of a packed sketch; a change of it makes all sketches anew."""
_LENGTH = 4


@value
class Sketch:
    """A read item packed: ``bands`` and ``words`` are signed 64-bit keys, ``traits`` and ``signature`` bytes."""

    bands: tuple[int, ...]
    words: tuple[int, ...]
    signature: bytes
    traits: bytes


class Kept(Protocol):
    """A sketch as it is kept, with the cleaned text of its item; ``at`` is aware."""

    @property
    def id(self) -> Hashable: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def signature(self) -> bytes: ...
    @property
    def traits(self) -> bytes: ...


class Sketcher:
    """Packs readings for one office and unpacks them again, without loss."""

    def __init__(self, reader: EntryReader, office_id: str) -> None:
        self._reader = reader
        self._office_id = office_id

    @cached_property
    def form(self) -> str:
        """Names the form, the rules of reading, the word table and the office's own names (12 letters): sketches of another form are useless."""
        rules = self._reader.rules
        told = (
            FORM,
            _canonical(rules.copies),
            _canonical(rules.match),
            self._reader.table.digest,
            self._reader.names,
        )
        return _digest("\x1f".join(told), 6).hex()

    @cached_property
    def _salt(self) -> bytes:
        return blake2b(f"{self._office_id}\x1f{self.form}".encode(), digest_size=16).digest()

    @cached_property
    def _band_salt(self) -> np.uint64:
        return np.uint64(int.from_bytes(self._salt[:8], "little"))

    def bands(self, reading: Reading) -> tuple[int, ...]:
        """The keys under which copies are found: that of the letters, then the bands; the salt changes no run of bits that two share."""
        return tuple((reading.bands ^ self._band_salt).view(np.int64).tolist())

    def words(self, reading: Reading) -> tuple[int, ...]:
        """The keys of the words under which an item is listed, in their order."""
        return tuple([self.word(word) for word in reading.words])

    def word(self, word: str) -> int:
        """The key of one word."""
        digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8, key=self._salt).digest()
        return int.from_bytes(digest, "little", signed=True)

    def pack(self, reading: Reading) -> Sketch:
        """Everything of a reading but its text."""
        bands, words = self.bands(reading), self.words(reading)
        return Sketch(bands, words, reading.signature.tobytes(), _packed(reading))

    def unpack(self, kept: Kept) -> Reading:
        """A reading from its sketch and the item's own text; who is listed in rows needs no bands."""
        told, weights, topic = _parts(kept.traits)
        words, codes = tuple(told["words"]), tuple(told["codes"])
        districts = tuple(told["districts"])
        subject = Subject(
            traits=Traits(
                words=words,
                weights=weights,
                topic=np.frombuffer(topic, dtype=np.int8),
                title=told["title"],
                names=tuple(told["names"]),
                placed=told["placed"],
                districts=districts,
                codes=codes,
                looks_back=told["looks_back"],
                marks=tuple([Mark(piece, worth) for piece, worth in told["marks"]]),
            ),
            text=self._reader.kept_text(kept.title, kept.text),
            moment=kept.at.timestamp(),
            kind=told["kind"],
            places=districts,
            deaths=told["deaths"],
            ground=tuple(told["ground"]),
            magnitude=told["magnitude"],
            scene=Scene(told["day"], told["hour"], frozenset(told["venues"])),
            grievances=frozenset(told["grievances"]),
            letter=told["letter"],
        )
        return Reading(
            kept.id,
            kept.at,
            subject,
            len(kept.title),
            np.frombuffer(kept.signature, dtype=np.uint32),
            _NO_BANDS,
            self._reader.keys(subject.traits),
        )


_NO_BANDS: Keys = np.empty(0, dtype=np.uint64)
"""Who is found through rows needs no list of bands in memory."""


def _packed(reading: Reading) -> bytes:
    """The length of the told part, the told part as JSON, the weights, the topic."""
    subject = reading.subject
    traits, scene = subject.traits, subject.scene
    told = {
        "words": traits.words,
        "title": traits.title,
        "names": traits.names,
        "placed": traits.placed,
        "districts": traits.districts,
        "codes": traits.codes,
        "looks_back": traits.looks_back,
        "marks": traits.marks,
        "letter": subject.letter,
        "grievances": sorted(subject.grievances),
        "kind": subject.kind,
        "deaths": subject.deaths,
        "ground": subject.ground,
        "magnitude": subject.magnitude,
        "day": scene.day,
        "hour": scene.hour,
        "venues": sorted(scene.venues),
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return len(text).to_bytes(_LENGTH, "little") + text + traits.weights.tobytes() + traits.topic.tobytes()


def _parts(packed: bytes) -> tuple[dict[str, Any], array[float], bytes]:
    end = _LENGTH + int.from_bytes(packed[:_LENGTH], "little")
    told = json.loads(packed[_LENGTH:end].decode("utf-8", "surrogatepass"))
    weights = array("f")
    weights.frombytes(packed[end : end + weights.itemsize * len(told["words"])])
    return told, weights, packed[end + weights.itemsize * len(told["words"]) :]


def _canonical(rules: ConfigModel) -> str:
    """Rules as a text that is the same in every process: the order of a set is another each time Python starts."""
    return json.dumps(
        rules.model_dump(),
        sort_keys=True,
        default=lambda value: sorted(value) if isinstance(value, set | frozenset) else str(value),
    )


def _digest(text: str, size: int) -> bytes:
    return blake2b(text.encode(), digest_size=size).digest()
