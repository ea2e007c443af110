"""One more who died, told first by a report that goes on from an earlier one: 又一名工友没能挺过来 … 当场夺去3名工人的生命，其余6人送医 … 其余5名工友.

The toll behind is that of the earlier report. Only where those who are left by the text's last word are just as many fewer than its hurt
is it known that he was one of these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.classify.rereading.entries import Entry
from monitor.classify.rereading.fate_words import HURT
from monitor.values import value

_MORE = re.compile("又|再有|再添")
_OF_ALL = re.compile(
    "(?:至此|累计|总共|升至|增至|上升|达到?)[^。；]{0,10}(?:死|亡|遇难)|(?:死亡|遇难)[^。；]{0,4}(?:升至|增至|上升|达到?)"
)


@value
class OneMore:
    """How many died in all and how many of the hurt are left, with the entries that tell it."""

    dead: int
    left: int
    entries: tuple[Entry, ...]


def one_more_since(title: str, heading: Sequence[Entry], text: str, body: Sequence[Entry]) -> OneMore | None:
    """The dead of an earlier toll with whoever the headline tells to have died since, where the text counts who is left."""
    if not _MORE.search(title) or _OF_ALL.search(text):
        return None
    since = [e for e in heading if e.current and e.fate == "dead"]
    if len(since) != 1 or not _MORE.search(title, max(0, since[0].party.start - 3), since[0].party.start):
        return None
    number = since[0].number
    for whole in (e for e in body if e.current and e.left == 0 and len(e.parts) > 1):
        dead = [part for part in whole.parts if part.fate == "dead"]
        hurt = [part for part in whole.parts if part.fate in HURT and part.party.relation == "rest"]
        if len(dead) != 1 or len(hurt) != 1 or hurt[0].number <= number:
            continue
        left = [
            e
            for e in body
            if e.party.relation == "rest"
            and e.party.start > hurt[0].party.end
            and e.number == hurt[0].number - number
        ]
        if left and not any(e.fate == "dead" and e.number > dead[0].number for e in body):
            return OneMore(dead[0].number + number, left[0].number, (dead[0], left[0]))
    return None
