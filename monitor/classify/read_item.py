"""An item as the steps of the classifier read it: cleaned once, and able to say where found words stand in what was given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from monitor.classify.emergencies import dating
from monitor.classify.learning.examples import compose
from monitor.classify.phrases import Phrase
from monitor.classify.result import Cited, Place
from monitor.classify.scoring import grams
from monitor.classify.told import Told
from monitor.item import Item
from monitor.text import clean, repeats
from monitor.text.clean import CleanText
from monitor.text.glance import Glance
from monitor.text.posts import QUOTE, own_words
from monitor.values import value

MOST = 10_000
"""So many characters of a field are read. Who repeats 3死5伤 ten thousand times would hold up all others for hours: the
numbers of a text are compared with each other."""
_DATED, _LETTERS = clean.ANY + 1, (clean.ANY + 1) << 1
_ANY = clean.ANY | _DATED | _LETTERS


@value
class ReadItem:
    """An item with its clean fields and the one text that the models see."""

    item: Item
    told: Told
    whole: str
    own: str
    """The whole without the words of others that it passes on."""
    masked: bool = True
    """Whether it may hold a masked place (A市): a glance, before anybody looks."""
    length: int = 0
    """How long the longer of its fields is, of which not more than ``MOST`` is read."""

    @property
    def unread(self) -> str:
        """What is said of one that is not read whole."""
        if self.length <= MOST:
            return ""
        return f"全文约 {self.length} 字，只判读开头和末尾共 {MOST} 字，其余请人工查看"

    @classmethod
    def of(cls, item: Item, now: datetime, *, in_title: int = _ANY, in_text: int = _ANY) -> ReadItem:
        """Clean and put together; ``in_title`` and ``in_text`` are what a glance saw (:class:`Reader`)."""
        title, given = clean.clean(item.title, seen=in_title), clean.clean(item.text, seen=in_text)
        length = max(len(title.text), len(given.text))
        if length > MOST:
            title, given = title.shortened(MOST), given.shortened(MOST)
        # What was changed may show what nobody saw before.
        changed = given.text is not item.text
        dated, masked = changed or in_text & _DATED > 0, changed or title.text is not item.title
        text = _once(given, title.text, item.text)
        told = Told(item, title, text, item.reference_time(now), dated)
        whole = compose(title.text, text.text)
        masked = masked or (in_title | in_text) & _LETTERS > 0
        if QUOTE not in whole:
            return cls(item, told, whole, whole, masked, length)
        own = compose(own_words(title.text), own_words(text.text))
        return cls(item, told, whole, own, masked, length)

    def cited(self, phrases: Iterable[Phrase]) -> tuple[Cited, ...]:
        """Phrases of the whole as the fields were given, with where they stand there; what runs over both stands in none."""
        title, text = self.told.title, self.told.text
        head, body = title.text.strip(), text.text.lstrip()
        # A text that begins with its title is the whole by itself.
        begins = 0 if self.whole == body.rstrip() else len(head) + 1
        shift = len(text.text) - len(body) - begins
        given, found = self.item.text, []
        changed = text.passes
        for _, start, end in phrases:
            if start >= begins:  # -1, of what was not found, is less than any
                first, last = start + shift, end + shift
                if changed:
                    first, last = text.source_span(first, last)
                found.append(Cited(given[first:last], Place("text", first, last)))
            elif start >= 0 and end < begins:
                lead = title.text.index(head)
                first, last = title.source_span(start + lead, end + lead)
                found.append(Cited(self.item.title[first:last], Place("title", first, last)))
        return tuple(found)


class Reader:
    """Reads many items at once, after a glance at all of them; built once."""

    def __init__(self) -> None:
        self._glance = Glance(*clean.signs(), dating.SIGNS, grams.SIGNS)

    def read(self, items: Sequence[Item], now: datetime) -> list[ReadItem]:
        """The items as the steps of the classifier read them, in their order."""
        seen = self._glance.look([text for item in items for text in (item.title, item.text)])
        return [
            ReadItem.of(item, now, in_title=title, in_text=text)
            for item, title, text in zip(items, seen[::2], seen[1::2], strict=True)
        ]


def _once(text: CleanText, title: str, raw: str) -> CleanText:
    """A text without its title at its head: said twice its figures would count twice."""
    at, by_blank = repeats.behind_title(text.text, title)
    if not at or (by_blank and not raw[text.source_span(at - 1, at)[0]].isspace()):
        return text
    return text.behind(at)
