"""Whether a text tells what became of all who were trapped: then none of them is trapped any more."""

from __future__ import annotations

import re
from collections.abc import Mapping

from monitor.classify.result import Figure
from monitor.text.numerals import NUMBER, read_number

_FREED = re.compile(
    f"(?:救出|救下|救起|营救出?|解救出?|搜救出|疏散|背出|抬出|获救|脱险|生还)(?:了|营救出|被困)?(?:人员|群众|者)?(?:约|共|近)?(?P<behind>{NUMBER})(?:余|多)?[名位]?(?:人|被困|群众|居民|工人|矿工|住户|老人)|"
    f"(?P<before>{NUMBER})[名位]?(?:人|被困[^，。；]{{0,4}}|矿工|工人|群众)(?:已|被|全部|成功|安全|先后)*(?:救出|获救|生还|脱险|升井)"
)
_STILL = re.compile(
    "(?:仍|尚|还)有[^，。；]{0,10}?(?:困|埋|压|失联|失踪|下落)|(?:搜救|救援|营救|施救|搜寻|打捞)(?:工作)?[^，。；]{0,4}?(?:仍|正|还|继续)在?[^，。；]{0,4}?(?:进行|继续|展开|开展|$)|(?:仍|正|还)在[^，。；]{0,8}?(?:搜救|救援|营救|搜寻|施救)|可能还"
)

_TRAPPED = re.compile("[困埋压]")


def all_accounted_for(figures: Mapping[str, Figure], text: str) -> bool:
    """True where the dead, the hurt and those who were saved come to the trapped, and nobody is said to be trapped still."""
    trapped = figures.get("trapped")
    if trapped is None or not trapped.value or trapped.corrected or _STILL.search(text):
        return False
    dead = _value(figures, "deaths")
    told = (
        dead
        + max(_value(figures, "injured"), _value(figures, "seriously_injured"))
        + _value(figures, "missing")
    )
    return max(told, dead + _freed(text)) >= trapped.value


def _value(figures: Mapping[str, Figure], name: str) -> int:
    figure = figures.get(name)
    return figure.value if figure else 0


def _freed(text: str) -> int:
    """The most people whom one clause says to have been got out, once the text has spoken of those trapped.

    76人安全升井，7人被困: these are others.
    """
    trapped = _TRAPPED.search(text)
    found = _FREED.finditer(text, trapped.start() if trapped else 0)
    numbers = (read_number(m["behind"] or m["before"]).value for m in found)
    return max((int(n) for n in numbers if n is not None), default=0)
