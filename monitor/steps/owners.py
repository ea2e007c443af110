"""Who holds a lease: which process of which host, and whether it is gone for certain."""

from __future__ import annotations

import os
import socket
from functools import cache
from pathlib import Path

_START_FIELD = 19
"""Where the start time stands in ``/proc/PID/stat`` behind the name (field 22 of proc(5), counted from the third)."""


@cache
def this_process() -> str:
    """This process as the owner of leases; on Linux also what tells it from a later one of the same number."""
    return ":".join((socket.gethostname()[:24], _namespace(), str(os.getpid()), _started(os.getpid()) or "-"))


def is_gone(owner: str) -> bool:
    """Whether the process that took a lease lives no more; False wherever that cannot be known from here.

    Another host, another container (a process number means something else there) and a system without ``/proc`` are such
    places: there a lease has to run out.
    """
    host, namespace, number, started = (*owner.split(":"), "", "", "")[:4]
    here = this_process().split(":")
    if [host, namespace] != here[:2] or here[3] == "-" or not (number.isdigit() and started.isdigit()):
        return False
    return _started(int(number)) != started


def _namespace() -> str:
    """The space of process numbers that this process lives in."""
    try:
        return str(Path("/proc/self/ns/pid").stat().st_ino)
    except OSError:
        return "-"


def _started(number: int) -> str | None:
    """When a process started, in ticks since the machine did; None for one that is not there or has ended."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    state, *rest = fields.rpartition(")")[2].split()
    return None if state in "ZX" else rest[_START_FIELD - 1]
