"""How often a channel may be used: the vendors ban a robot that sends too fast."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta


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


@dataclass(slots=True)
class Rate:
    """The recent posts of one channel; it remembers times instead of filling a bucket at a constant rate, because a
    full bucket that refills lets nearly twice the limit through within one window."""

    limits: Sequence[Limit]
    _times: deque[datetime] = field(default_factory=deque)

    def allow(self, now: datetime, posts: int = 1) -> float:
        """Take leave for ``posts`` at once: 0.0 when it is given, else the seconds to wait before asking again.

        A message of more posts than a limit ever holds is let through when the window is empty.
        """
        self._forget(now)
        wait = max((self._wait(limit, now, posts) for limit in self.limits), default=0.0)
        if wait <= 0:
            self._times.extend([now] * posts)
        return wait

    def _wait(self, limit: Limit, now: datetime, posts: int) -> float:
        window = timedelta(seconds=limit.seconds)
        recent = [t for t in self._times if t > now - window]
        over = len(recent) + min(posts, limit.posts) - limit.posts
        if over <= 0:
            return 0.0
        return max((recent[over - 1] + window - now).total_seconds(), 0.001)

    def _forget(self, now: datetime) -> None:
        longest = timedelta(seconds=max((limit.seconds for limit in self.limits), default=0))
        while self._times and self._times[0] <= now - longest:
            self._times.popleft()


class Rates:
    """One rate for each channel URL; channels without a known limit are never held back."""

    def __init__(self, limits_of: Callable[[str], Sequence[Limit]] | None = None) -> None:
        self._limits_of = limits_of or limits_of_url
        self._rates: dict[str, Rate] = {}

    def allow(self, url: str, now: datetime, posts: int = 1) -> float:
        """Take leave for ``posts`` on this channel; 0.0, or the seconds to wait."""
        rate = self._rates.setdefault(url, Rate(self._limits_of(url)))
        return rate.allow(now, posts)


def limits_of_url(url: str) -> tuple[Limit, ...]:
    """The vendor's limits of a channel URL, none for other schemas."""
    return LIMITS.get(url.partition("://")[0].lower(), ())
