"""Whether a text opens with something that happened in these days: numbers of other years behind it are then not its own."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from monitor.clock import SHANGHAI
from monitor.text.dates import find_occurrence

_THESE_DAYS = timedelta(days=10)
# A day of remembrance, or in court, is told of what is long past.
_LONG_PAST = re.compile(
    "周年|宣判|判决|裁定|审理|开庭|受审|庭审|[一二终]审(?!核)|公诉|悼念|追思|祭奠|获刑|被判"
)
_SENTENCE = re.compile("[^。！？\n]+")


def tells_news(text: str, day: date | None) -> bool:
    """Whether the first sentence dates a happening to the ten days before ``day``, that of the report."""
    first = _SENTENCE.search(text)
    if first is None or day is None or _LONG_PAST.search(first[0]):
        return False
    when = find_occurrence(first[0], datetime.combine(day, time(), SHANGHAI), date_only=True, ground="word")
    return when is not None and timedelta(0) <= day - when.day <= _THESE_DAYS
