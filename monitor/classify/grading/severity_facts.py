"""The facts that the rules of severity compare: what the text states, and the gravest that its open ends could come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from monitor.classify.figures.casualties import Casualties
from monitor.classify.grading.critical import is_being_counted, is_in_danger
from monitor.classify.grading.sought import LOST, is_searching, nobody_lost, still_lost
from monitor.classify.result import Figure, Place
from monitor.text.clean import CleanText

_SUMS = {
    "seriously_injured_or_poisoned": ("seriously_injured", "poisoned"),
    "deaths_or_missing": ("deaths", "missing"),
}
_COUNTED = ("deaths", "injured", "poisoned")
ANY_NUMBER = 10**6


@dataclass(frozen=True, slots=True)
class Fact:
    """A value as the rules compare it; ``sure`` is False for approximate and unverified figures, ``most`` the most it can mean, ``more`` when it is said to be exceeded."""

    value: float
    sure: bool = True
    places: tuple[Place, ...] = ()
    most: float | None = None
    more: bool = False


def read_facts(casualties: Casualties, *, ill: bool = False) -> dict[str, Fact]:
    """``ill``: those who fell ill of an infection are nobody's acute poisoning, so no rule counts them so."""
    figures = {**casualties.figures, **casualties.least}
    if casualties.participants:
        figures["participants"] = casualties.participants
    facts = {name: _fact(figure) for name, figure in figures.items() if not (ill and name == "poisoned")}
    facts |= {name: replace(facts[name], sure=False) for name in casualties.second & facts.keys()}
    if casualties.magnitude:
        facts["magnitude"] = Fact(casualties.magnitude.value, True, casualties.magnitude.places)
    _add_sums(facts)
    return facts


def _fact(figure: Figure) -> Fact:
    """``近30人`` grades as under thirty, ``20多人`` as at least twenty; after 暂无伤亡报告 anything may come."""
    if figure.is_open:
        return Fact(0, False, figure.places, ANY_NUMBER)
    value = figure.value - 1 if figure.bound == "below" else figure.value
    sure = figure.bound == "exact" and figure.origin != "unverified"
    most = {"at_least": _upper(value), "about": round(value * 1.2)}.get(figure.bound)
    return Fact(value, sure, figure.places, most, figure.bound == "at_least")


def _add_sums(facts: dict[str, Fact]) -> None:
    for name, parts in _SUMS.items():
        known = [facts[part] for part in parts if part in facts]
        if known:
            places = tuple(place for fact in known for place in fact.places)
            most = sum(f.value if f.most is None else f.most for f in known)
            value = sum(f.value for f in known)
            facts[name] = Fact(value, all(f.sure for f in known), places, most if most > value else None)


def at_worst(
    kind: str, facts: Mapping[str, Fact], casualties: Casualties, clean: CleanText
) -> dict[str, Fact]:
    """The gravest that the open facts could come to, with whoever is still sought or in danger of life."""
    text = clean.text
    lost = still_lost(casualties.figures, clean)
    open_ones = {name for name in casualties.unnumbered if not (name in LOST and nobody_lost(name, text))}
    lost |= {name: ANY_NUMBER for name in LOST if name in open_ones}
    if not any(lost.values()) and is_searching(text):
        open_ones.add("deaths")
    if kind == "mass_incident" and "participants" not in facts:
        open_ones.add("participants")
    if "poisoned" in facts and is_in_danger(text):
        lost["in_danger"] = 1
    if is_being_counted(text):
        open_ones |= {name for name in _COUNTED if name in facts} or {"deaths"}
    return worst_of(facts, open_ones, lost)


def with_dead(facts: Mapping[str, Fact], dead: float) -> dict[str, Fact]:
    """The facts if so many more had died."""
    known = facts["deaths"].value if "deaths" in facts else 0
    out = {name: fact for name, fact in facts.items() if name != "missing"}
    out["deaths"] = Fact(known + dead)
    _add_sums(out)
    return out


def worst_of(
    facts: Mapping[str, Fact], unnumbered: Iterable[str], lost: Mapping[str, float]
) -> dict[str, Fact]:
    """The gravest that the open facts could come to: all injured seriously, all that are still ``lost`` dead."""
    out = {
        name: fact if fact.most is None else replace(fact, value=fact.most) for name, fact in facts.items()
    }
    out |= {name: Fact(ANY_NUMBER) for name in unnumbered}
    if "injured" in out and "seriously_injured" not in out:
        out["seriously_injured"] = out["injured"]
    dead = sum(lost.values())
    if dead:
        out["deaths"] = Fact(dead + (out["deaths"].value if "deaths" in out else 0))
        out.pop("missing", None)
    _add_sums(out)
    return out


def _upper(value: float) -> float:
    """The last number that ``20多``, ``100余`` can mean: 29, 199."""
    return value + 10 ** (len(str(int(value))) - 1) - 1 if value >= 10 else value
