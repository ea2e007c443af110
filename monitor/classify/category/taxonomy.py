"""``config/taxonomy.yaml``: the classes of matters, the words of those without training messages, and the rules of learning."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from pydantic import Field, model_validator

from monitor.classify.learning.drift import DriftRules
from monitor.classify.learning.renewal_rules import RenewalRules
from monitor.config_file import ConfigModel

GROUP = "category:"
REST = "其他"
"""The branch of what is in no other branch; among ``topics``: words that name the second level only."""


class Category(ConfigModel):
    """One first-level class with its second and third level.

    ``seeds`` are words that speak for a class without training messages; ``hints`` count half. ``topics`` are the words by
    which the second and third level are named once the class is settled (:mod:`monitor.classify.category.second_level`). ``brief``
    are further words that speak for a trained class in a short text (:mod:`monitor.classify.category.short_texts`).
    """

    name: str
    trained: bool
    second: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    definition: str = ""
    seeds: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()
    topics: Mapping[str, Mapping[str, tuple[str, ...]]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_the_tree(self) -> Category:
        for second, thirds in self.topics.items():
            if second not in self.second:
                raise ValueError(f"{self.name} 的 topics 中“{second}”不在 second 中")
            for third in thirds:
                if third != REST and third not in self.second[second]:
                    raise ValueError(f"{self.name} 的 topics 中“{second}/{third}”不在 second 中")
        return self

    def words(self) -> dict[str, float]:
        """Seeds and hints with their weight."""
        return {**dict.fromkeys(self.hints, 0.5), **dict.fromkeys(self.seeds, 1.0)}


class Curve(ConfigModel):
    """The probability that a class named so is right: ``at`` log odds, and ``per_point`` more for each point beyond what was needed.

    ``most`` is what it tends to: the highest that the texts it was measured on can prove.
    """

    at: float
    per_point: float = Field(ge=0)
    most: float = Field(gt=0, lt=1)

    def share(self, beyond: float) -> float:
        """The probability at so many points beyond."""
        return self.most / (1 + math.exp(-self.at - self.per_point * beyond))


class ColdStart(ConfigModel):
    """How the words of a class without training messages are weighed, and when they overrule the learnt model.

    A word is worth ``ln(common / its share among the training messages)`` points, at most ``most``: what is common in
    messages of the trained classes says little. See :mod:`monitor.classify.category.cold_start` for the rest.
    """

    common: float = Field(gt=0, lt=1)
    most: float = Field(gt=0)
    each_further: float = Field(gt=0, le=1)
    in_title: float = Field(ge=0)
    short: int = Field(ge=1)
    per_length: float = Field(ge=0)
    per_margin: float = Field(default=0.0, ge=0)
    at: float
    per_confidence: float = Field(ge=0)
    probability: Curve = Curve(at=0.71, per_point=1.5, most=0.98)
    probability_short: Curve = Curve(at=0.39, per_point=0.4, most=0.98)
    until_rows: int = Field(default=200, ge=0)
    certain_beyond: float = Field(ge=0)
    certain_beyond_short: float = Field(ge=0)
    doubt_within: float = Field(ge=0)


class ShortTexts(ConfigModel):
    """Texts below so many characters, and the log odds that a word of a trained class adds there; further ones add less.

    ``certain_at`` is the least probability of a trained class that needs no second look there.
    """

    below: int = Field(default=60, ge=0)
    per_word: float = Field(default=2.0, ge=0)
    each_further: float = Field(default=0.6, ge=0, le=1)
    certain_at: float = Field(default=0.9, ge=0, le=1)


class SecondLevelRules(ConfigModel):
    """How the words of ``topics`` are counted: see :mod:`monitor.classify.category.second_level`."""

    in_title: float = Field(default=1.0, ge=0)
    each_further: float = Field(default=0.7, gt=0, le=1)
    lead: float = Field(default=1.0, gt=0)


class InTown(ConfigModel):
    """Another class for a kind of emergency where a text has one of ``words`` and none of ``never``: streets under water."""

    instead: str
    words: tuple[str, ...]
    never: tuple[str, ...] = ()


class TaxonomyConfig(ConfigModel):
    """The whole file."""

    certain_right: float = Field(gt=0, lt=1)
    uncertain_below: float = Field(ge=0, le=1)
    cold_start: ColdStart
    short_texts: ShortTexts = ShortTexts()
    second_level: SecondLevelRules = SecondLevelRules()
    renewal: RenewalRules = RenewalRules()
    drift: DriftRules = DriftRules()
    emergencies: Mapping[str, str]
    in_town: Mapping[str, InTown] = Field(default_factory=dict)
    categories: tuple[Category, ...]

    @model_validator(mode="after")
    def _known(self) -> TaxonomyConfig:
        names, paths = {c.name for c in self.categories}, self._paths()
        for kind, path in self.emergencies.items():
            if path not in paths:
                raise ValueError(f"emergencies 中 {kind} 的类别“{path}”不在 categories 中")
        for kind, town in self.in_town.items():
            if town.instead not in names:
                raise ValueError(f"in_town 中 {kind} 的类别“{town.instead}”不在 categories 中")
        for name in self.renewal.grave:
            if name not in names:
                raise ValueError(f"renewal.grave 中的类别“{name}”不在 categories 中")
        return self

    def _paths(self) -> set[str]:
        """Every class, and every branch below it as 一级/二级 or 一级/二级/三级."""
        out: set[str] = set()
        for c in self.categories:
            out |= {c.name, *(f"{c.name}/{second}" for second in c.second)}
            out |= {f"{c.name}/{second}/{third}" for second, thirds in c.second.items() for third in thirds}
        return out

    def emergency_class(self, kind: str | None, text: str = "") -> str | None:
        """The first-level class of a kind of emergency, which may be written as a path down the tree; in town another."""
        town = self.in_town.get(kind or "")
        if town and any(w in text for w in town.words) and not any(w in text for w in town.never):
            return town.instead
        path = self.emergencies.get(kind or "")
        return path.split("/")[0] if path else None

    def seed_groups(self) -> dict[str, Mapping[str, float]]:
        """The lexicon groups of the classes without training messages."""
        return {GROUP + c.name: c.words() for c in self.categories if c.seeds}

    def seed_words(self) -> list[str]:
        """All words of those classes, whose share among training messages a training run counts."""
        return sorted({word for c in self.categories for word in c.words()})

    def branches(self) -> dict[str, tuple[str, ...]]:
        """The words of every third-level branch (一级/二级/三级), its own name among them."""
        out: dict[str, tuple[str, ...]] = {}
        for c in self.categories:
            for second, thirds in c.second.items():
                words = c.topics.get(second, {})
                for third in dict.fromkeys((*thirds, *words)):
                    own = (*words.get(third, ()), *((third,) if third != REST else ()))
                    if own:
                        out[f"{c.name}/{second}/{third}"] = tuple(dict.fromkeys(own))
        return out

    def cold(
        self, labels: Collection[str], rows_per_label: Mapping[str, int] | None = None
    ) -> list[Category]:
        """The classes that a model with these labels cannot name, or has learnt from fewer rows than ``until_rows``.

        None when it has labels of its own outside the tree.
        """
        if not set(labels) <= {c.name for c in self.categories}:
            return []
        rows, until = rows_per_label or {}, self.cold_start.until_rows
        cold = [c for c in self.categories if not c.trained]
        return [c for c in cold if c.name not in labels or rows.get(c.name, until) < until]
