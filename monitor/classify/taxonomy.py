"""The classes of matters and how a class without training messages is named: by seed words, openly as a cold start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field, model_validator

from monitor.classify.lexicon import NONE, Found, Hits
from monitor.config_file import ConfigModel

GROUP = "category:"


class Category(ConfigModel):
    """One first-level class with the names of its second level."""

    name: str
    trained: bool
    second: tuple[str, ...] = ()
    definition: str = ""
    seeds: Mapping[str, float] = Field(default_factory=dict)


class ColdStart(ConfigModel):
    """When seed words overrule the learnt model: the less sure it is, the fewer points they need."""

    weak: float
    weak_below: float
    strong: float
    strong_below: float
    certain: float

    def overrules(self, points: float, probability: float) -> bool:
        """Whether seed words with so many points win against the learnt model's best probability."""
        return (
            points >= self.certain
            or (points >= self.strong and probability < self.strong_below)
            or (points >= self.weak and probability < self.weak_below)
        )


class TaxonomyConfig(ConfigModel):
    """``config/taxonomy.yaml``."""

    uncertain_below: float = Field(ge=0, le=1)
    cold_start: ColdStart
    emergencies: Mapping[str, str]
    categories: tuple[Category, ...]

    @model_validator(mode="after")
    def _known(self) -> TaxonomyConfig:
        names = {c.name for c in self.categories}
        for kind, name in self.emergencies.items():
            if name not in names:
                raise ValueError(f"emergencies 中 {kind} 的类别“{name}”不在 categories 中")
        return self

    def seed_groups(self) -> dict[str, Mapping[str, float]]:
        """The lexicon groups of the classes without training messages."""
        return {GROUP + c.name: c.seeds for c in self.categories if c.seeds}


@dataclass(frozen=True, slots=True)
class CategoryChoice:
    """The class chosen, with its scores, whether a person should look, and why."""

    name: str
    uncertain: bool
    scores: dict[str, float]
    reason: str


def choose(
    taxonomy: TaxonomyConfig,
    learnt: Mapping[str, float],
    found: Found,
    *,
    emergency: str | None,
    words: Sequence[str],
) -> CategoryChoice:
    """Settle a class from the emergency's kind, the seed words and the learnt probabilities, in this order.

    A seed word in the head of the text counts twice; ``words`` are the n-grams that spoke for the learnt class.
    """
    best = max(learnt, key=learnt.__getitem__)
    named = taxonomy.emergencies.get(emergency or "")
    if named:
        return CategoryChoice(named, False, _lift(learnt, named, 0.9), f"类别：{named}，依突发事件种类")
    seeded, hits = _best_seeded(found)
    points = hits.score + hits.head
    if seeded and seeded != best and taxonomy.cold_start.overrules(points, learnt.get(best, 0.0)):
        share = min(0.9, 0.4 + points / 40)
        reason = f"类别：{seeded}（冷启动，无训练样本），依词语{_quoted(hits.words)}"
        return CategoryChoice(seeded, share < taxonomy.uncertain_below, _lift(learnt, seeded, share), reason)
    reason = f"类别：{best}" + (f"，依词语{_quoted(words)}" if words else "，文字太少，仅供参考")
    return CategoryChoice(best, learnt[best] < taxonomy.uncertain_below, _top(learnt), reason)


def _best_seeded(found: Found) -> tuple[str, Hits]:
    named = {g[len(GROUP) :]: hits for g, hits in found.items() if g.startswith(GROUP)}
    best = max(named, key=lambda n: named[n].score + named[n].head, default="")
    return best, named.get(best, NONE)


def _lift(learnt: Mapping[str, float], name: str, share: float) -> dict[str, float]:
    """The learnt probabilities squeezed beside a class that was named by rule."""
    own = max(share, learnt.get(name, 0.0))
    rest = sum(v for k, v in learnt.items() if k != name) or 1.0
    return _top({name: own, **{k: v / rest * (1 - own) for k, v in learnt.items() if k != name}})


def _top(scores: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(scores.items(), key=lambda pair: -pair[1])[:3])


def _quoted(words: Sequence[str]) -> str:
    return "、".join(f"“{w}”" for w in words[:4])
