"""A sketch keeps of an item what matching reads of it, without loss."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from monitor.events.entry import Entry
from monitor.events.grounds import Territory
from monitor.events.index import EventIndex
from monitor.events.load import load_reader
from monitor.events.reading import EntryReader, Reading
from monitor.events.rules import EventRules
from monitor.events.sketch import Sketcher
from monitor.text.segment import Segmenter

Build = Callable[..., Entry]
TEXTS = [
    ("朝阳区翠湖新城一仓库起火", "20日7时许，朝阳区翠湖新城一仓库起火，2人死亡，过火面积300平方米。", "fire"),
    ("反映205路公交车绕行", "205路公交车改道后经常不停靠，等车半小时以上。", None),
    ("四川某地发生5.1级地震", "20日8时5分，四川某地发生5.1级地震，震源深度10千米。", "earthquake"),
    ("", "无标题的短帖：小区停水三天了", None),
]


@dataclass(frozen=True)
class Kept:
    id: Hashable
    title: str
    text: str
    at: datetime
    signature: bytes
    traits: bytes


def kept(sketcher: Sketcher, entry: Entry, reading: Reading) -> Kept:
    sketch = sketcher.pack(reading)
    return Kept(entry.id, entry.title, entry.text, entry.at, sketch.signature, sketch.traits)


@pytest.mark.parametrize(("title", "text", "kind"), TEXTS)
def test_a_reading_comes_back_as_it_was(
    reader: EntryReader, entry: Build, title: str, text: str, kind: str | None
) -> None:
    sketcher = Sketcher(reader, "changchun")
    told = entry(7, title, text, emergency=kind, regions=("220104",), deaths=2 if kind == "fire" else None)
    was = reader.read(told)
    back = sketcher.unpack(kept(sketcher, told, was))
    assert back.words == was.words and (back.title, back.text) == (was.title, was.text)
    assert np.array_equal(back.signature, was.signature)
    assert np.array_equal(back.subject.traits.topic, was.subject.traits.topic)
    for name in ("words", "weights", "title", "names", "districts", "codes", "looks_back"):
        assert getattr(back.subject.traits, name) == getattr(was.subject.traits, name), name
    for name in ("text", "moment", "kind", "places", "deaths", "ground", "magnitude", "scene"):
        assert getattr(back.subject, name) == getattr(was.subject, name), name


def test_an_index_of_recalled_items_answers_as_one_that_was_told_them(
    reader: EntryReader, entry: Build
) -> None:
    sketcher, told, recalled = Sketcher(reader, "changchun"), EventIndex(reader), EventIndex(reader)
    readings = [
        reader.read(entry(n, title, text, emergency=kind)) for n, (title, text, kind) in enumerate(TEXTS)
    ]
    words: dict[str, list[Hashable]] = {}
    for n, (reading, (title, text, kind)) in enumerate(zip(readings, TEXTS, strict=True)):
        told.add(reading, f"e{n}")
        back = sketcher.unpack(kept(sketcher, entry(n, title, text, emergency=kind), reading))
        recalled.recall(back, f"e{n}", n)
        for word in reading.words:
            words.setdefault(word, []).append(n)
    recalled.recall_words(words)
    for n, (title, text, kind) in enumerate(TEXTS):
        again = entry(10 + n, title, f"{text}现场已经处置。", hours=1, emergency=kind)
        recalled.nominate(reader.read(again), [n])
        assert recalled.place(again) == told.place(again)


def test_other_offices_and_other_rules_have_other_keys(
    reader: EntryReader, segmenter: Segmenter, territory: Territory, entry: Build
) -> None:
    reading = reader.read(entry(1, *TEXTS[0][:2]))
    here, there = Sketcher(reader, "changchun"), Sketcher(reader, "jilin")
    assert here.form == there.form
    assert set(here.bands(reading)).isdisjoint(there.bands(reading))
    assert set(here.words(reading)).isdisjoint(there.words(reading))
    rules = reader.rules.model_copy(update={"copies": reader.rules.copies.model_copy(update={"shingle": 4})})
    other = EntryReader(rules, segmenter.cut, reader.table, territory)
    assert Sketcher(other, "changchun").form != here.form


def test_other_names_of_places_and_words_make_another_form(rules: EventRules, tmp_path: Path) -> None:
    config = Path(__file__).resolve().parents[3] / "config"
    forms = []
    for more in ("", "西环城路 100\n"):
        folder = tmp_path / f"config-{len(forms)}"
        folder.mkdir()
        (folder / "regions.yaml").write_bytes((config / "regions.yaml").read_bytes())
        (folder / "dictionary.txt").write_text(more, encoding="utf-8")
        forms.append(Sketcher(load_reader(folder, rules, str.split), "changchun").form)
    assert forms[0] != forms[1]


def test_every_process_names_the_form_alike() -> None:
    told = (
        "from pathlib import Path; from monitor.events.load import load_reader, load_rules; "
        "from monitor.events.sketch import Sketcher; c = Path('config'); "
        "print(Sketcher(load_reader(c, load_rules(c), str.split), 'x').form)"
    )
    root = Path(__file__).resolve().parents[3]
    forms = {
        subprocess.run(
            [sys.executable, "-c", told],
            cwd=root,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(forms) == 1, "else each start would sketch everything anew"
