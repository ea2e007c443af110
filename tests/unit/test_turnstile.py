"""Writers of one process go in one at a time, in the order in which they came."""

from __future__ import annotations

import threading

import pytest

from monitor.store import turnstile
from monitor.store.turnstile import Turnstile


def arrive(gate: Turnstile, name: str, seen: list[str]) -> threading.Thread:
    """Another writer queues up; returns once it stands in the queue."""
    before = len(gate._queue)

    def go() -> None:
        with gate.turn():
            seen.append(name)

    thread = threading.Thread(target=go)
    thread.start()
    while len(gate._queue) == before:
        pass
    return thread


def test_those_who_wait_go_in_by_their_order_and_never_two_at_once() -> None:
    gate, seen = Turnstile(), ["first"]
    with gate.turn():
        waiting = [arrive(gate, name, seen) for name in "abcd"]
        assert seen == ["first"]
    for thread in waiting:
        thread.join()
    assert seen == ["first", *"abcd"]


def test_one_who_comes_back_at_once_stands_behind_those_who_wait() -> None:
    gate, seen = Turnstile(), list[str]()
    with gate.turn():
        waiting = arrive(gate, "patient", seen)
    with gate.turn():
        seen.append("busy")
    waiting.join()
    assert seen == ["patient", "busy"]


def test_a_fault_inside_lets_the_next_one_in() -> None:
    gate = Turnstile()
    with pytest.raises(ValueError, match="inside"), gate.turn():
        raise ValueError("inside")
    with gate.turn():
        assert len(gate._queue) == 1


def test_who_waited_too_long_goes_on_and_the_order_holds_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turnstile, "_PATIENCE_SECONDS", 0.05)
    gate, seen = Turnstile(), list[str]()
    with gate.turn():
        arrive(gate, "impatient", seen).join()
    with gate.turn():
        seen.append("next")
    assert seen == ["impatient", "next"] and not gate._queue
