"""Tellings composed from slots (:mod:`bench.tellings`): how many are read right, of values that were looked at and of those kept aside."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.floors import Figures
from bench.tellings import (
    areas,
    badly,
    bulletins,
    counties,
    crowds,
    disputed,
    hearsay,
    hospitals,
    hurt_by_state,
    hurt_one_by_one,
    ill,
    kinds_named,
    later_deaths,
    later_tolls,
    long_reports,
    losses,
    moved,
    not_now,
    now,
    parties,
    persons,
    poisoned,
    posts,
    quakes,
    rescue_posts,
    rescues,
    times,
    times_of_events,
    water,
    where_beside,
    where_by_account,
    where_by_source,
    where_by_town,
    where_many,
    where_named,
    where_on_ways,
    where_short,
)
from bench.tellings.slots import PUBLISHED, Family, Part, Slots, Telling
from monitor.classify.classifier import Classifier
from monitor.classify.result import GRAVE, Classification
from monitor.item import Item, item_from_json

FAMILIES: Mapping[str, Family] = {
    "posts": posts.telling,
    "hearsay": hearsay.telling,
    "counties": counties.telling,
    "times": times.telling,
    "times_of_events": times_of_events.telling,
    "where_named": where_named.telling,
    "where_short": where_short.telling,
    "where_beside": where_beside.telling,
    "where_on_ways": where_on_ways.telling,
    "where_by_source": where_by_source.telling,
    "where_by_account": where_by_account.telling,
    "where_by_town": where_by_town.telling,
    "where_many": where_many.telling,
    "not_now": not_now.telling,
    "not_now_by_others": not_now.by_others,
    "now": now.telling,
    "now_by_others": now.by_others,
    "later_deaths": later_deaths.telling,
    "later_tolls": later_tolls.telling,
    "hospitals": hospitals.telling,
    "poisoned": poisoned.telling,
    "parties": parties.telling,
    "persons": persons.telling,
    "long_reports": long_reports.telling,
    "losses": losses.telling,
    "moved": moved.telling,
    "water": water.telling,
    "quakes": quakes.telling,
    "crowds": crowds.telling,
    "ill": ill.telling,
    "badly": badly.telling,
    "kinds_named": kinds_named.telling,
    "bulletins": bulletins.telling,
    "disputed": disputed.telling,
    "areas": areas.telling,
    "rescues": rescues.telling,
    "rescue_posts": rescue_posts.telling,
    "hurt_by_state": hurt_by_state.telling,
    "hurt_one_by_one": hurt_one_by_one.telling,
}
PARTS: tuple[Part, ...] = ("seen", "aside")
_DRAWN = 120
_SEED = 20260405


def section(part: Part) -> str:
    return f"tellings from slots, {part}"


def drawn(name: str, part: Part, many: int = _DRAWN, seed: int = _SEED) -> list[Telling]:
    """Some tellings of a family, the same each time."""
    slots = Slots(part, seed)
    return [FAMILIES[name](slots) for _ in range(many)]


def measure(classifier: Classifier, part: Part) -> Figures:
    """Of each family and figure the share that is read right."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for name in FAMILIES:
        told = drawn(name, part)
        for one, said in zip(told, classifier.classify_batch(items(told), datetime.now(UTC)), strict=True):
            wrong = set(missed(one, said))
            for field in one.truth:
                asked[f"{name}_{field}"] += 1
                right[f"{name}_{field}"] += field not in wrong
    return {figure: right[figure] / number for figure, number in sorted(asked.items())}


def items(told: Sequence[Telling]) -> list[Item]:
    """The tellings as items."""
    return [
        item_from_json(
            {
                "id": str(number),
                "title": one.title,
                "text": one.text,
                "source": one.source,
                "source_kind": one.source_kind,
                "published_at": PUBLISHED,
            }
        )
        for number, one in enumerate(told)
    ]


def missed(one: Telling, said: Classification) -> Iterator[str]:
    """The fields that are read otherwise than they are told; no number and none are one."""
    for field, value in one.truth.items():
        if (_said(said, field) or 0) != (value or 0):
            yield field


_ASKED: Mapping[str, Callable[[Classification], float | str | None]] = {
    "severity": lambda said: said.severity,
    "severity_provisional": lambda said: said.severity_provisional,
    "emergency": lambda said: said.emergency,
    "magnitude": lambda said: said.magnitude,
    "participants": lambda said: said.participants,
    "below_grave": lambda said: said.severity not in GRAVE,
}
"""What is no number of the harmed; ``below_grave``: less than II, whatever stands in for a row that the statute lacks."""


def _said(said: Classification, field: str) -> float | str | None:
    if field == "regions":
        return said.regions[0] if said.regions else None
    if field in _ASKED:
        return _ASKED[field](said)
    if field == "day":
        return str(said.occurred_at)[:10] if said.occurred_at else None
    if field == "hour":
        return said.occurred_at.hour if isinstance(said.occurred_at, datetime) else None
    if field == "official_deaths":
        official = said.casualty_series.get("official", {}).get("deaths")
        return official.value if official else None
    return said.casualty(field)


def main() -> int:
    """Print what is read wrongly of a family."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("family", choices=[*FAMILIES])
    parser.add_argument("part", choices=["seen", "aside"], nargs="?", default="seen")
    parser.add_argument("--draw", type=int, default=_DRAWN)
    parser.add_argument("--seed", type=int, default=_SEED)
    options = parser.parse_args()
    classifier = Classifier.load(Path(__file__).resolve().parents[1] / "config")
    told = drawn(options.family, options.part, options.draw, options.seed)
    failed = 0
    for one, said in zip(told, classifier.classify_batch(items(told), datetime.now(UTC)), strict=True):
        if wrong := list(missed(one, said)):
            failed += 1
            answers = {field: _said(said, field) for field in wrong}
            print(f"{one.skeleton}\t{one.title}\t{one.text}\ttold {dict(one.truth)}\tsaid {answers}")
    print(f"{failed} of {len(told)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
