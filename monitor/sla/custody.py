"""Who held a matter how long: every stretch of a case's time, read from its acts, by organ and by hop, in natural hours.

What no organ and no approval hop holds, the office itself holds, so that the whole time is accounted for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

ACCEPT, OFFICE, SIGN, HANDLE = "accept", "office", "sign", "handle"
HOP_LABELS = {ACCEPT: "待签收", OFFICE: "经办", SIGN: "转办待签收", HANDLE: "办理反馈"}
_BEGINS = frozenset({"propose", "open", "confirm", "reopen"})
_ENDS = frozenset({"close", "reject", "merge"})


@dataclass(frozen=True, slots=True)
class Doing:
    """One act on a case, with both its times."""

    act: str
    happened_at: datetime
    recorded_at: datetime
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hold:
    """One stretch ``[since, until)`` in which somebody held the matter; ``until`` None while it lasts."""

    holder: str
    hop: str
    since: datetime
    until: datetime | None = None
    about: str = ""

    def seconds(self, as_of: datetime) -> int:
        """Natural time, in whole seconds."""
        return max(0, int(((self.until or as_of) - self.since).total_seconds()))


@dataclass(frozen=True, slots=True)
class Custody:
    """All stretches of a case as of a moment, the earliest first, and the sums over them in seconds."""

    as_of: datetime
    holds: tuple[Hold, ...]
    by_holder: tuple[tuple[str, int], ...]
    by_hop: tuple[tuple[str, int], ...]


def custody(doings: Iterable[Doing], office: str, as_of: datetime) -> Custody:
    """Tell who held a case, by what had been recorded by ``as_of``.

    Stretches of several holders may overlap; a sum counts the time that a holder (or a hop) had it once.
    """
    known = [d for d in doings if d.recorded_at <= as_of]
    desk = _Desk()
    for doing in known:
        desk.take(doing)
    held = desk.all()
    own = [replace(h, holder=office) for h in _rest(_own(known), held, as_of)]
    holds = tuple(sorted((*held, *own), key=lambda h: (h.since, h.until or as_of, h.holder, h.hop)))
    return Custody(as_of, holds, _sums(holds, "holder", as_of), _sums(holds, "hop", as_of))


class _Desk:
    """What is out with whom while the acts are read in the order in which they were recorded."""

    def __init__(self) -> None:
        self._running: dict[tuple[str, int], Hold] = {}
        self._resting: dict[tuple[str, int], Hold] = {}
        self._done: list[Hold] = []

    def all(self) -> list[Hold]:
        return [*self._done, *self._running.values()]

    def take(self, doing: Doing) -> None:
        body, at = doing.body, doing.happened_at
        if doing.act in _ENDS:
            self._rest(at)
        elif doing.act == "reopen":
            self._running |= {k: replace(h, since=at, until=None) for k, h in self._resting.items()}
            self._resting.clear()
        paper = body.get("paper")
        if isinstance(paper, int):
            self._paper(doing.act, ("paper", paper), body, at)
        for hop in body.get("left", ()):
            self._leave(("hop", int(hop)), at)
        for hop, code, holder in body.get("entered", ()):
            self._running["hop", int(hop)] = Hold(holder, code, at, about=str(body.get("title", "")))

    def _rest(self, at: datetime) -> None:
        """Nothing is held in a closed case; what was out is out again when the case is taken up again."""
        out = dict(self._running)
        for key in out:
            self._leave(key, at)
        self._resting = out

    def _paper(self, act: str, key: tuple[str, int], body: Mapping[str, Any], at: datetime) -> None:
        organ, number = str(body.get("organ", "")), str(body.get("number", ""))
        if act in ("transfer", "urge") and not body.get("parent"):
            self._running[key] = Hold(organ, SIGN, at, about=number)
        elif act == "paper_sign" and key in self._running:
            self._hand(key, HANDLE, at)
        elif act == "feedback" or (act == "send_back" and body.get("by") == "organ"):
            self._leave(key, at)
        elif act == "send_back" and key not in self._running:
            self._running[key] = Hold(organ, HANDLE, at, about=number)

    def _hand(self, key: tuple[str, int], hop: str, at: datetime) -> None:
        """The same holder goes on to another hop."""
        before = self._running[key]
        self._leave(key, at)
        self._running[key] = replace(before, hop=hop, since=at)

    def _leave(self, key: tuple[str, int], at: datetime) -> None:
        self._resting.pop(key, None)
        hold = self._running.pop(key, None)
        if hold is not None:
            self._done.append(replace(hold, until=max(at, hold.since)))


def _own(doings: Sequence[Doing]) -> list[Hold]:
    """The office's own time: from the first sign of a case (or its reopening) to its end, in two hops at the signing for."""
    found: list[Hold] = []
    now: Hold | None = None
    for doing in doings:
        at = doing.happened_at
        if doing.act in _BEGINS and now is None:
            now = Hold("", ACCEPT, at)
        elif now is not None and doing.act == "ack" and now.hop == ACCEPT:
            found.append(replace(now, until=max(at, now.since)))
            now = Hold("", OFFICE, max(at, now.since))
        elif now is not None and doing.act in _ENDS:
            found.append(replace(now, until=max(at, now.since)))
            now = None
    return [*found, now] if now is not None else found


def _rest(own: Iterable[Hold], held: Sequence[Hold], as_of: datetime) -> list[Hold]:
    """The parts of the office's time in which nobody else held the matter."""
    busy = _union(held, as_of)
    found: list[Hold] = []
    for hold in own:
        since, end = hold.since, hold.until or as_of
        for start, stop in busy:
            if stop <= since or start >= end:
                continue
            if start > since:
                found.append(replace(hold, since=since, until=start))
            since = max(since, stop)
        lasts = hold.until is None
        just_begun = lasts and since == end == hold.since and all(h.until for h in held)
        if since < end or just_begun:
            found.append(replace(hold, since=since, until=None if lasts else end))
    return found


def _union(holds: Iterable[Hold], as_of: datetime) -> list[tuple[datetime, datetime]]:
    """The stretches of time that any of the holds covers, in order, none touching the next."""
    merged: list[tuple[datetime, datetime]] = []
    for start, stop in sorted((h.since, h.until or as_of) for h in holds):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def _sums(holds: Sequence[Hold], by: str, as_of: datetime) -> tuple[tuple[str, int], ...]:
    """Seconds by holder or by hop, overlapping stretches counted once, the longest first."""
    groups: dict[str, list[Hold]] = {}
    for hold in holds:
        groups.setdefault(str(getattr(hold, by)), []).append(hold)
    sums = {k: sum(int((b - a).total_seconds()) for a, b in _union(v, as_of)) for k, v in groups.items()}
    return tuple(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))
