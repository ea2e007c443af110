"""Opinion on one policy: how much, of which kinds, and whether more people than usual do not understand it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta

from monitor.classify.policies.watch_list import WatchRules
from monitor.clock import local_text
from monitor.values import value

KINDS = ("misunderstanding", "question", "wrong_claim", "conflict")
"""What shows that somebody does not understand: judged so, asks, claims what the policy does not say, or what others deny."""
KIND_LABELS: Mapping[str, str] = {
    "misunderstanding": "误解误读",
    "question": "提问",
    "wrong_claim": "错误说法",
    "conflict": "说法不一",
}
Span = tuple[datetime, datetime]


@value
class PolicyVoice:
    """One item that speaks of a policy; ``citizen``: by somebody who speaks for himself."""

    item: int
    at: datetime
    citizen: bool = True
    author: str | None = None
    is_copy: bool = False
    disposition: str | None = None
    asks: bool = False
    wrong: bool = False
    claims: Mapping[str, str] = field(default_factory=dict)

    @property
    def shows(self) -> tuple[str, ...]:
        """The kinds of confusion that it shows by itself."""
        if not self.citizen:
            return ()
        told = (self.disposition == "misunderstanding", self.asks, self.wrong)
        return tuple(kind for kind, so in zip(KINDS, told, strict=False) if so)


@value
class Conflict:
    """A point of the policy of which people claim different things: how many claim each."""

    point: str
    claims: tuple[tuple[str, int], ...]

    @property
    def words(self) -> str:
        return f"{self.point}：" + "、".join(f"“{claim}”{count}人" for claim, count in self.claims)


@value
class Confusion:
    """How much is not understood in a span, against the policy's own rhythm."""

    span: Span
    opinions: int
    """Items of citizens in the span."""
    confused: tuple[int, ...]
    """The items that show confusion, the latest first."""
    people: int
    kinds: Mapping[str, int]
    conflicts: tuple[Conflict, ...]
    usual: float
    """The mean of confused items in a span of the same length before."""
    grown: bool

    @property
    def growth(self) -> float:
        """Times the usual; fewer than one item a span count as one."""
        return len(self.confused) / max(1.0, self.usual)

    @property
    def share(self) -> float:
        return len(self.confused) / self.opinions if self.opinions else 0.0

    def reasons(self, rules: WatchRules) -> tuple[str, ...]:
        """The numbers in words, for whoever has to interpret."""
        hours, days = _number(rules.window / _HOUR), _number(rules.rhythm / timedelta(days=1))
        when = self._when(rules)
        usual = f"此前{days}天平均每{hours}小时{self.usual:.1f}条"
        if not self.confused:
            return f"{when}没有不解", usual
        kinds = "、".join(f"{KIND_LABELS[k]}{n}条" for k, n in self.kinds.items() if n)
        return (
            f"{when}不解{len(self.confused)}条、{self.people}人（{kinds}）",
            f"{usual}{'（不足1条按1条计）' if self.usual < 1 else ''}，为{self.growth:.1f}倍",
            f"占同期群众意见{self.opinions}条的{self.share:.0%}",
            *(f"说法不一——{c.words}" for c in self.conflicts),
        )

    def _when(self, rules: WatchRules) -> str:
        """The span in words: the whole window, or the shorter time since what was said last counts anew."""
        start, end = self.span
        if end - start >= rules.window:
            return f"近{_number(rules.window / _HOUR)}小时"
        return f"自{local_text(start)}办结以来"

    def to_json(self) -> dict[str, object]:
        """The numbers without any text."""
        return {
            "from": self.span[0].isoformat(),
            "to": self.span[1].isoformat(),
            "opinions": self.opinions,
            "confused": len(self.confused),
            "items": list(self.confused[:_KEPT]),
            "people": self.people,
            "kinds": dict(self.kinds),
            "conflicts": [{"point": c.point, "claims": dict(c.claims)} for c in self.conflicts],
            "usual": round(self.usual, 2),
            "growth": round(self.growth, 2),
        }


_KEPT, _HOUR = 50, timedelta(hours=1)


def _number(value: float) -> str:
    return f"{value:g}"


def confusion_now(
    voices: Sequence[PolicyVoice],
    now: datetime,
    rules: WatchRules,
    *,
    since: datetime | None = None,
    set_aside: Sequence[Span] = (),
) -> Confusion:
    """Measure the last ``window``, or since an interpretation where that is shorter, against the rhythm before.

    1. An item shows confusion by itself, or claims of a point what others deny (each claim by ``conflict_by`` persons). 2. The
    rhythm is the mean of such items a window over ``rhythm``, without the spans ``set_aside`` in which confusion was told of already.
    3. It has grown when items, persons, times the rhythm and share of opinion all reach the office's measures.
    """
    start = max(now - rules.window, since) if since is not None else now - rules.window
    here = [v for v in voices if start < v.at <= now and v.citizen]
    conflicts, denied = _conflicts(here, rules.conflict_by)
    shown = [(v, v.shows or (("conflict",) if v.item in denied else ())) for v in here]
    confused = sorted((v for v, kinds in shown if kinds), key=lambda v: (v.at, v.item), reverse=True)
    usual = _usual(voices, start, rules, set_aside)
    kinds = Counter(kinds[0] for _, kinds in shown if kinds)
    found = Confusion(
        (start, now),
        len(here),
        tuple(v.item for v in confused),
        people_of(confused),
        {k: kinds[k] for k in KINDS if kinds[k]},
        conflicts,
        usual,
        False,
    )
    return _judged(found, rules)


def _judged(found: Confusion, rules: WatchRules) -> Confusion:
    grown = (
        len(found.confused) >= rules.at_least
        and found.people >= rules.people
        and found.growth >= rules.growth
        and found.share >= rules.share
    )
    return Confusion(
        found.span,
        found.opinions,
        found.confused,
        found.people,
        found.kinds,
        found.conflicts,
        found.usual,
        grown,
    )


def people_of(voices: Iterable[PolicyVoice]) -> int:
    """How many persons speak: an unnamed one counts as one, unless what he says is a copy."""
    named, unnamed = set(), 0
    for voice in voices:
        if voice.author:
            named.add(voice.author)
        else:
            unnamed += not voice.is_copy
    return len(named) + unnamed


def _conflicts(voices: Sequence[PolicyVoice], by: int) -> tuple[tuple[Conflict, ...], set[int]]:
    """The points of which at least two claims are made by enough persons each, and the items that make them."""
    told: dict[str, dict[str, list[PolicyVoice]]] = defaultdict(lambda: defaultdict(list))
    for voice in voices:
        for point, claim in voice.claims.items():
            told[point][claim].append(voice)
    conflicts, items = [], set()
    for point, claims in told.items():
        heard = {claim: people_of(own) for claim, own in claims.items()}
        strong = sorted((c for c, n in heard.items() if n >= by), key=lambda c: (-heard[c], c))
        if len(strong) > 1:
            conflicts.append(Conflict(point, tuple((c, heard[c]) for c in strong)))
            items |= {v.item for c in strong for v in claims[c]}
    return tuple(conflicts), items


def _usual(
    voices: Sequence[PolicyVoice], start: datetime, rules: WatchRules, set_aside: Sequence[Span]
) -> float:
    """The mean of confused items a window before ``start``; 0 where nothing is left to take it of."""
    begin = start - rules.rhythm
    away = [(max(a, begin), min(b, start)) for a, b in set_aside if a < start and b > begin]
    left = rules.rhythm - sum((b - a for a, b in away), timedelta())
    if left < rules.window:
        return 0.0
    count = sum(
        1 for v in voices if begin < v.at <= start and v.shows and not any(a < v.at <= b for a, b in away)
    )
    return count / (left / rules.window)
