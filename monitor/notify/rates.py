"""How often a channel may be used: the vendors ban a robot that sends too fast."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``posts`` within any ``seconds``."""

    posts: int
    seconds: float


# Vendors' published limits for group robots, with a little room: clocks differ.
# DingTalk bans for ten minutes, so one post is kept back.
LIMITS: Mapping[str, tuple[Limit, ...]] = {
    "mwecom": (Limit(19, 60),),
    "mdingtalk": (Limit(19, 60),),
    "mfeishu": (Limit(5, 1), Limit(95, 60)),
}


_SKEW = 5_000
"""By so many milliseconds the clocks of two processes may differ."""


class Rate:
    """The recent posts of one channel; it remembers times instead of filling a bucket at a constant rate, because a
    full bucket that refills lets nearly twice the limit through within one window.

    ``recent`` is what is kept between uses, ``[milliseconds since 1970, posts]`` each, so that processes can share it.
    """

    def __init__(self, limits: Sequence[Limit], recent: Iterable[Sequence[int]] = ()) -> None:
        self.limits = limits
        self.recent: list[list[int]] = [[int(at), int(posts)] for at, posts in recent]

    def allow(self, now: datetime, posts: int = 1) -> float:
        """Take leave for ``posts`` at once: 0.0 when it is given, else the seconds to wait before asking again.

        A message of more posts than a limit ever holds is let through when the window is empty.
        """
        moment = _milliseconds(now)
        self._forget(moment)
        wait = max((self._wait(limit, moment, posts) for limit in self.limits), default=0.0)
        if wait <= 0 and self.limits:
            self.recent.append([moment, posts])
        return wait

    def used(self, limit: Limit, now: datetime) -> int:
        """The posts within a limit's window up to now."""
        since = _milliseconds(now) - int(limit.seconds * 1000)
        return sum(posts for at, posts in self.recent if at > since)

    def _wait(self, limit: Limit, now: int, posts: int) -> float:
        window = int(limit.seconds * 1000)
        held = [(at, n) for at, n in self.recent if at > now - window]
        over = sum(n for _, n in held) + min(posts, limit.posts) - limit.posts
        leaves = now
        for at, count in held:
            if over <= 0:
                break
            over, leaves = over - count, at + window
        return max((leaves - now) / 1000, 0.0)

    def _forget(self, now: int) -> None:
        """Drop what is past, and what lies ahead: the clock was set back, and nobody waits for its return."""
        longest = int(max((limit.seconds for limit in self.limits), default=0) * 1000)
        self.recent = [entry for entry in self.recent if now - longest < entry[0] <= now + _SKEW]


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def limits_of_url(url: str) -> tuple[Limit, ...]:
    """The vendor's limits of a channel URL, none for other schemas."""
    return LIMITS.get(url.partition("://")[0].lower(), ())
