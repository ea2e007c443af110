"""Whether a process that holds a lease is gone: certain only on its own host, for its own start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from monitor.steps.owners import is_gone, this_process

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are told by /proc")
_ASK = "from monitor.steps.owners import this_process; print(this_process(), flush=True); input()"


def test_this_process_lives() -> None:
    assert not is_gone(this_process())


def test_the_name_of_an_owner_fits_its_column() -> None:
    assert len(this_process()) <= 64


def test_a_process_is_gone_once_it_was_killed_and_not_before() -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", _ASK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    owner = child.stdout.readline().strip()
    assert not is_gone(owner)
    child.kill()
    child.communicate()
    assert is_gone(owner)


def test_a_later_process_of_the_same_number_is_not_taken_for_the_owner() -> None:
    *same, started = this_process().split(":")
    assert is_gone(":".join((*same, str(int(started) - 1))))


@pytest.mark.parametrize("place", [0, 1])
def test_of_another_host_or_container_nothing_is_known(place: int) -> None:
    parts = this_process().split(":")
    parts[place], parts[3] = "elsewhere", "1"
    assert not is_gone(":".join(parts))


@pytest.mark.parametrize("owner", ["", "dead-process", "host:12", "a:b:c:d:e"])
def test_a_name_that_says_nothing_is_nobodys_death(owner: str) -> None:
    assert not is_gone(owner)
