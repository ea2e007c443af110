"""Classes without training messages, or with few: how strongly a text speaks for one, by known words and by learnt n-grams.

Words: each word of a class found is worth what it is rarer than ``common`` among the training messages of the other classes; a
word within a longer one found counts no second time; each further word counts less by a factor (they seldom are independent); in
long texts chance words heap up, so that points shrink with the length. N-grams: a machine learnt from messages written for this
project against the real ones of the trained classes (``bench/shipped_cold_start.py``); what its margin lies above −1, where
the texts of other classes lie, counts ``per_margin`` points.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from monitor.classify.category.taxonomy import GROUP, ColdStart, TaxonomyConfig
from monitor.classify.lexicon import Found, Hits
from monitor.classify.scoring.artefact import Artefact
from monitor.classify.scoring.grams import HEAD, Grams
from monitor.classify.scoring.linear_model import LinearModel
from monitor.values import value

_PRIOR = 0.0003
"""Added to both shares: a word never seen in training still tells only so much."""
Margins = Mapping[str, float]
NO_MARGINS: Margins = {}
OTHERS = -1.0
"""The margin that the machine is taught for texts of other classes."""


def listen(machine: LinearModel, grams: Grams) -> list[Margins]:
    """The machine's margins of each text of a batch."""
    margins = machine.margins(grams).tolist()
    return [dict(zip(machine.labels, row, strict=True)) for row in margins]


@value
class Seeded:
    """The class without training messages that has most points, and the words behind them, the strongest first."""

    name: str
    points: float
    words: Sequence[str]


class ColdClasses:
    """Built once from the taxonomy and the manifests that tell how common each word is."""

    def __init__(self, taxonomy: TaxonomyConfig, model: Artefact, written: Artefact | None) -> None:
        rules = taxonomy.cold_start
        # Asked for every text, and dear to ask a model of the configuration for.
        self._per_length, self._short, self._per_margin = rules.per_length, rules.short, rules.per_margin
        self._in_title, self._each_further = rules.in_title, rules.each_further
        manifests = [a.manifest for a in (model, written) if a and a.manifest.get("background")]
        cold = taxonomy.cold(model.model.labels, model.manifest.get("rows_per_label", {}))
        self.classes = cold
        # By the name of the class's group in the lexicon, which is asked for each text.
        self._classes = {GROUP + c.name: (c.name, _weights(c.words(), manifests, rules)) for c in cold}

    def strongest(
        self, found: Found, margins: Margins, text: str, lifts: Mapping[str, float] = NO_MARGINS
    ) -> Seeded | None:
        """The class that words and n-grams speak for most; None where no word of any class was found.

        ``lifts`` are points that some classes have besides, whether a word of theirs was found or not.
        """
        if lifts:
            return self._lifted(found, margins, text, lifts)
        spoken = [group for group in self._classes if group in found]
        if not spoken:
            return None
        most, best = -math.inf, None
        shrink = 1 + self._per_length * math.log(max(1.0, len(text) / self._short))
        for group in spoken:
            name, weights = self._classes[group]
            points, words = self._points(found[group], weights, text)
            if words:
                points = points / shrink + self._per_margin * (margins.get(name, OTHERS) - OTHERS)
                if best is None or points > most:
                    best, most = (name, words), points
        return Seeded(best[0], most, best[1]) if best else None

    def all(self, found: Found, margins: Margins, text: str) -> dict[str, Seeded]:
        """What each class has, whether a word of it was found or not."""
        shrink = 1 + self._per_length * math.log(max(1.0, len(text) / self._short))
        out = {}
        for group, (name, weights) in self._classes.items():
            points, words = self._points(found[group], weights, text) if group in found else (0.0, ())
            heard = self._per_margin * (margins.get(name, OTHERS) - OTHERS) if words else 0.0
            out[name] = Seeded(name, points / shrink + heard, words)
        return out

    def _lifted(self, found: Found, margins: Margins, text: str, lifts: Mapping[str, float]) -> Seeded | None:
        """The strongest where some have points besides."""
        asked = [
            Seeded(name, seeded.points + lifts.get(name, 0.0), seeded.words)
            for name, seeded in self.all(found, margins, text).items()
            if seeded.words or name in lifts
        ]
        return max(asked, key=lambda seeded: seeded.points, default=None)

    def _points(self, hits: Hits, weights: Mapping[str, float], text: str) -> tuple[float, Sequence[str]]:
        in_title = self._in_title
        known = [word for word in hits.words if word in weights]
        if len(known) == 1:  # more than half of all
            [word] = known
            return weights[word] * (1 + in_title * (text.find(word) < HEAD)), known
        if not known:
            return 0.0, known
        told = []
        for word in known:
            for other in known:
                if word in other and word != other:
                    break
            else:
                told.append((weights[word] * (1 + in_title * (text.find(word) < HEAD)), word))
        told.sort(key=itemgetter(0), reverse=True)
        points = sum([value * self._each_further**rank for rank, (value, _) in enumerate(told)])
        return points, [word for _, word in told]


def _weights(
    words: Mapping[str, float], manifests: Sequence[Mapping[str, Any]], rules: ColdStart
) -> dict[str, float]:
    out = {}
    for word, weight in words.items():
        share = max((_share(word, manifest) for manifest in manifests), default=0.0)
        points = min(rules.most, math.log((rules.common + _PRIOR) / (share + _PRIOR)))
        if points > 0:
            out[word] = points * weight
    return out


def _share(word: str, manifest: Mapping[str, Any]) -> float:
    return float(manifest["background"].get(word, 0) / max(1, int(manifest["rows"])))
