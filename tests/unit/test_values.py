"""Values: compared and hashed by their fields, and frozen to the type checker."""

from __future__ import annotations

import pickle
from dataclasses import field, replace

import pytest

from monitor.values import value


@value
class Spot:
    name: str
    parts: tuple[int, ...] = field(default_factory=tuple)


def test_values_of_equal_fields_are_equal_and_found_in_a_set() -> None:
    assert Spot("a", (1,)) == Spot("a", (1,)) != Spot("a")
    assert Spot("a", (1,)) in {Spot("a", (1,))}


def test_another_value_is_made_by_replacing_a_field_and_values_travel_between_processes() -> None:
    other = replace(Spot("a"), parts=(2,))
    assert other == Spot("a", (2,))
    assert pickle.loads(pickle.dumps(other)) == other


def test_a_value_has_no_fields_but_its_own() -> None:
    with pytest.raises(AttributeError):
        Spot("a").colour = "red"  # type: ignore[attr-defined]
