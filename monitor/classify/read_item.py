"""An item as the steps of the classifier read it: cleaned once, and able to say where found words stand in what was given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from monitor.classify.examples import compose
from monitor.classify.phrases import Phrase
from monitor.classify.result import Cited, Place
from monitor.classify.told import Told
from monitor.item import Item
from monitor.text import repeats
from monitor.text.clean import CleanText, clean
from monitor.text.posts import QUOTE, own_words
from monitor.values import value


@value
class ReadItem:
    """An item with its clean fields and the one text that the models see."""

    told: Told
    whole: str
    own: str
    """The whole without the words of others that it passes on."""

    @classmethod
    def of(cls, item: Item, now: datetime) -> ReadItem:
        title = clean(item.title)
        told = Told(item, title, _once(clean(item.text), title.text, item.text), item.reference_time(now))
        whole = compose(told.title.text, told.text.text)
        if QUOTE not in whole:
            return cls(told, whole, whole)
        return cls(told, whole, compose(own_words(told.title.text), own_words(told.text.text)))

    @property
    def item(self) -> Item:
        return self.told.item

    def cited(self, phrases: Iterable[Phrase]) -> tuple[Cited, ...]:
        """Phrases of the whole as the fields were given, with where they stand there; what runs over both stands in none."""
        title, text = self.told.title, self.told.text
        head, body = title.text.strip(), text.text.lstrip()
        # A text that begins with its title is the whole by itself.
        begins = 0 if self.whole == body.rstrip() else len(head) + 1
        shift = len(text.text) - len(body) - begins
        found = []
        for _, start, end in phrases:
            if start >= begins:  # -1, of what was not found, is less than any
                place = Place("text", *text.source_span(start + shift, end + shift))
                found.append(Cited(self.item.text[place.start : place.end], place))
            elif start >= 0 and end < begins:
                lead = title.text.index(head)
                place = Place("title", *title.source_span(start + lead, end + lead))
                found.append(Cited(self.item.title[place.start : place.end], place))
        return tuple(found)


def _once(text: CleanText, title: str, raw: str) -> CleanText:
    """A text without its title at its head: said twice its figures would count twice."""
    at, by_blank = repeats.behind_title(text.text, title)
    if not at or (by_blank and not raw[text.source_span(at - 1, at)[0]].isspace()):
        return text
    return text.behind(at)
