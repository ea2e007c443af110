"""Who died after a number of the dead was set right: 更正为5人死亡、7人受伤。两天后，又有1名重伤人员不治."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.classify.figures.mention import Placed
from monitor.classify.figures.sums import add_figures, figure_of
from monitor.classify.result import Figure

_OWN = frozenset({"plain", "weak", "added"})


def died_since(deaths: Figure | None, told: Sequence[Placed]) -> Figure | None:
    """The dead with those of the hurt who died in a sentence behind the correction.

    A number that only rose (升至5人。昨晚，又有一名伤者不治) is left alone: what follows tells why it rose. So is one that a further
    count, or the headline, takes for all of them.
    """
    if deaths is None or not deaths.corrected or any(m.place.field_name == "title" for m in told):
        return deaths
    stands = [m for m in told if m.mention.role == "correction" and m.mention.value == deaths.value]
    if not stands:
        return deaths
    later = [m for m in told if m.mention.start > stands[-1].mention.end and m.mention.value]
    more = [m for m in later if _goes_on(m, stands[-1])]
    if not more or len(more) < len(later):
        return deaths
    total = add_figures([deaths, *(figure_of(m, [m]) for m in more)])
    return replace(total, corrected=True, supersedes=deaths.supersedes)


def _goes_on(one: Placed, base: Placed) -> bool:
    mention = one.mention
    apart = mention.sentence > base.mention.sentence and mention.role in _OWN and not mention.former
    return apart and (mention.of in ("hurt", "badly_hurt") or mention.relation == "further")
