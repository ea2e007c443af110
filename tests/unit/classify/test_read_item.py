from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.classify.emergencies.dating import is_dated
from monitor.classify.read_item import Reader, ReadItem
from monitor.classify.scoring.grams import Alphabet
from monitor.item import Item

NOW = datetime(2026, 11, 28, 8, tzinfo=UTC)
texts = st.text(st.sampled_from("昨日天晚３3点半1A市区西地省停水了，。 <b>&lt;【】号"), max_size=10)


@settings(deadline=None)
@given(st.lists(st.tuples(texts, texts), max_size=3))
@example([("", "昨晚３点停水"), ("西地省", "&#52;月3日")])
def test_items_read_together_are_read_as_each_by_itself(fields: list[tuple[str, str]]) -> None:
    items = [Item(str(n), title, text) for n, (title, text) in enumerate(fields)]
    for item, read in zip(items, Reader().read(items, NOW), strict=True):
        alone = ReadItem.of(item, NOW)
        assert (read.whole, read.own) == (alone.whole, alone.own)
        assert (read.told.title, read.told.text) == (alone.told.title, alone.told.text)
        assert read.told.dated or not is_dated(alone.told.text.text)
        keys = [Alphabet().grams([read.whole], masked).keys.tolist() for masked in (None, [read.masked])]
        assert keys[0] == keys[1]
