"""Settling the class of a matter: from the emergency's kind, from seed words (an open cold start), or from the learnt model.

The points of a class without training messages: each of its words found is worth what it is rarer than ``common`` among
the training messages of the other classes; a word within a longer one found counts no second time; each further word
counts less by a factor (they seldom are independent); in long texts chance words heap up, so that points shrink with the
length. The class wins where its points reach ``at`` plus ``per_confidence`` times the learnt model's log odds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.classify.artefact import Artefact
from monitor.classify.calibration import certain_floor
from monitor.classify.grams import HEAD
from monitor.classify.lexicon import Found, Hits
from monitor.classify.taxonomy import GROUP, ColdStart, TaxonomyConfig

_PRIOR = 0.0003
"""Added to both shares: a word never seen in training still tells only so much."""
_DOUBT = 0.02


@dataclass(frozen=True, slots=True)
class CategoryChoice:
    """The class chosen, with its scores, whether a person should look, and why."""

    name: str
    uncertain: bool
    scores: dict[str, float]
    reason: str


@dataclass(frozen=True, slots=True)
class _Seeded:
    """The class without training messages that has most points, and the words behind them, the strongest first."""

    name: str
    points: float
    words: Sequence[str]


class Namer:
    """Built once from the taxonomy and the category model's manifest."""

    def __init__(self, taxonomy: TaxonomyConfig, model: Artefact) -> None:
        self._taxonomy, self._rules = taxonomy, taxonomy.cold_start
        floor = certain_floor(model.manifest, taxonomy.certain_right)
        self._certain_at = taxonomy.uncertain_below if floor is None else floor
        background = model.manifest.get("background") or {}
        self._weights = {
            GROUP + c.name: _weights(c.words(), background, int(model.manifest["rows"]), self._rules)
            for c in taxonomy.cold(model.model.labels)
        }

    def choose(
        self,
        learnt: Mapping[str, float],
        found: Found,
        *,
        length: int,
        emergency: str | None = None,
        words: Sequence[str] = (),
    ) -> CategoryChoice:
        """Settle a class; ``words`` are those that spoke for the learnt class, ``length`` is in characters."""
        named = self._taxonomy.emergency_class(emergency)
        if named:
            return CategoryChoice(named, False, _lift(learnt, named, 0.9), f"类别：{named}，依突发事件种类")
        best = max(learnt, key=learnt.__getitem__)
        seeded = self._seeded(found, length)
        if seeded:
            odds = math.log((learnt[best] + _DOUBT) / (1 - learnt[best] + _DOUBT))
            beyond = seeded.points - self._rules.at - self._rules.per_confidence * odds
            if beyond >= 0:
                return self._cold(learnt, seeded, 1 / (1 + math.exp(-beyond)))
        reason = f"类别：{best}" + (f"，依词语{_quoted(words)}" if words else "，文字太少，仅供参考")
        return CategoryChoice(best, learnt[best] < self._certain_at, _top(learnt), reason)

    def _cold(self, learnt: Mapping[str, float], seeded: _Seeded, share: float) -> CategoryChoice:
        share = min(0.95, share)
        reason = f"类别：{seeded.name}（冷启动，无训练样本），依词语{_quoted(seeded.words)}"
        # Seed words carry no measured precision: only a clear lead counts as certain.
        uncertain = share < max(self._taxonomy.uncertain_below, 0.6)
        return CategoryChoice(seeded.name, uncertain, _lift(learnt, seeded.name, share), reason)

    def _seeded(self, found: Found, length: int) -> _Seeded | None:
        best: _Seeded | None = None
        for group, weights in self._weights.items():
            hits = found.get(group)
            if hits is None:
                continue
            points, words = self._points(hits, weights)
            if words and (best is None or points > best.points):
                best = _Seeded(group[len(GROUP) :], points, words)
        if best is None:
            return None
        shrink = 1 + self._rules.per_length * math.log(max(1.0, length / self._rules.short))
        return _Seeded(best.name, best.points / shrink, best.words)

    def _points(self, hits: Hits, weights: Mapping[str, float]) -> tuple[float, list[str]]:
        told = [
            (weights[word] * (1 + self._rules.in_title * (start < HEAD)), word)
            for word, start in zip(hits.words, hits.starts, strict=True)
            if word in weights and not _within_another(word, hits.words, weights)
        ]
        told.sort(key=lambda pair: -pair[0])
        points = sum(value * self._rules.each_further**rank for rank, (value, _) in enumerate(told))
        return points, [word for _, word in told]


def _weights(
    words: Mapping[str, float], background: Mapping[str, int], rows: int, rules: ColdStart
) -> dict[str, float]:
    out = {}
    for word, weight in words.items():
        share = background.get(word, 0) / max(1, rows)
        points = min(rules.most, math.log((rules.common + _PRIOR) / (share + _PRIOR)))
        if points > 0:
            out[word] = points * weight
    return out


def _within_another(word: str, words: Sequence[str], weights: Mapping[str, float]) -> bool:
    return any(word != other and word in other and other in weights for other in words)


def _lift(learnt: Mapping[str, float], name: str, share: float) -> dict[str, float]:
    """The learnt probabilities squeezed beside a class that was named by rule."""
    own = max(share, learnt.get(name, 0.0))
    rest = sum(v for k, v in learnt.items() if k != name) or 1.0
    return _top({name: own, **{k: v / rest * (1 - own) for k, v in learnt.items() if k != name}})


def _top(scores: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(scores.items(), key=lambda pair: -pair[1])[:3])


def _quoted(words: Sequence[str]) -> str:
    return "、".join(f"“{w}”" for w in words[:4])
