"""How many of all who were taken to hospital are left alive, said at last: 6人送医。迟某没能抢救过来；一名女工也走了。余下4人…"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.classify.figures.besides import Stated
from monitor.classify.figures.persons import Told
from monitor.classify.result import Figure, Place
from monitor.text.clean import CleanText

_REST = re.compile("(?:余下|其余|剩下|其他|剩余)的?$")
_MOST_APART = 300


def left_alive(
    known: Mapping[str, Figure], counts: Sequence[Stated], dead: Sequence[Told], text: CleanText
) -> Mapping[str, Figure]:
    """The dead and the hurt where one or more of a number of hurt people die by person and the rest are counted behind them."""
    hurt = [c for c in counts if c.name == "injured" and c.value and not c.titled]
    for rest in hurt:
        if not _REST.search(text.text, max(0, rest.start - 4), rest.start):
            continue
        for whole in hurt:
            between = [d for d in dead if whole.end <= d.start and d.end <= rest.start]
            gone = whole.value - rest.value
            near = rest.start - whole.end < _MOST_APART
            if near and between and 0 < sum(d.value for d in between) <= gone:
                if any(c.name == "deaths" and c.value for c in counts):
                    return {}
                places = tuple(Place("text", *text.source_span(m.start, m.end)) for m in (whole, rest))
                origin = known["injured"].origin if "injured" in known else "media"
                died = Figure(gone, "exact", origin, places)
                return {"deaths": died, "injured": replace(died, value=rest.value, corrected=True)}
    return {}
