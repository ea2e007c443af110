"""Settling the class of a matter: from the emergency's kind, from an open cold start, or from the learnt model.

In a short text the words of the trained classes speak beside the model (:mod:`monitor.classify.category.short_texts`). A class without
training messages (:mod:`monitor.classify.category.cold_start`) wins where its points reach ``at`` plus ``per_confidence`` times the log
odds of the best trained class.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from operator import itemgetter
from types import MappingProxyType

from monitor.classify.category.cold_start import NO_MARGINS, ColdClasses, Margins, Seeded
from monitor.classify.category.short_texts import ShortTextWords, shifted
from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.learning.calibration import certain_floor
from monitor.classify.lexicon import Found
from monitor.classify.phrases import Phrase, Phrasing, as_given
from monitor.classify.scoring.artefact import Artefact
from monitor.classify.scoring.correction_words import CLASS, NOTHING_SAID, CorrectionSaid, is_spoken_for
from monitor.values import value

_DOUBT = 0.005
_UNSPOKEN: Mapping[str, Sequence[str]] = {}
_CITED = 4
CORRECTED = "据值班员更正"
"""In a reason: that the words which officers' corrections share turned the answer."""
_WEATHER, _WARNED = "storm", 0.7
"""The kind whose class a warning of weather has, and how surely."""


@value
class CategoryChoice:
    """The class chosen, with its scores, whether a person should look, and why."""

    name: str
    uncertain: bool
    scores: dict[str, float]
    reason: str
    phrases: tuple[Phrase, ...] = ()
    """The words that the reason cites."""


@value
class Weighed:
    """The learnt probabilities with the words of short texts, the cold class that has most points, and how many it has
    beyond those needed (minus infinity without one)."""

    classes: Mapping[str, float]
    words: Mapping[str, Sequence[str]]
    best: str
    seeded: Seeded | None
    beyond: float

    @property
    def name(self) -> str:
        """The class that all together speak for."""
        return self.seeded.name if self.seeded and self.beyond >= 0 else self.best


class Namer:
    """Built once from the taxonomy and the manifests of the models; ``written`` is the one for classes without messages."""

    def __init__(self, taxonomy: TaxonomyConfig, model: Artefact, written: Artefact | None = None) -> None:
        self._taxonomy, self._rules = taxonomy, taxonomy.cold_start
        # Asked for every text, and dear to ask a model of the configuration for.
        self._short_below, self._doubt_within = taxonomy.short_texts.below, self._rules.doubt_within
        self._at, self._per_confidence = self._rules.at, self._rules.per_confidence
        floor = certain_floor(model.manifest, taxonomy.certain_right)
        self._certain_at = taxonomy.uncertain_below if floor is None else floor
        self._cold, self._short = ColdClasses(taxonomy, model, written), ShortTextWords(taxonomy)

    def choose(
        self,
        learnt: Mapping[str, float],
        found: Found,
        text: str,
        *,
        margins: Margins = NO_MARGINS,
        emergency: str | None = None,
        words: Sequence[str] = (),
        phrasing: Phrasing = as_given,
        warned: bool = False,
        said: CorrectionSaid = NOTHING_SAID,
    ) -> CategoryChoice:
        """Settle a class; ``said`` is what officers' corrections say of the text, ``words`` spoke for the class learnt as the best, ``margins`` are the other machine's.

        ``phrasing`` tells how the deciding words are cited. ``warned``: it passes on a warning of weather, and where the words
        leave its class in doubt it is of the weather's (解除台风预警 is no 解除劳动合同).
        """
        named = self._taxonomy.emergency_class(emergency, text) if emergency else None
        if named:
            return CategoryChoice(named, False, _lift(learnt, named, 0.9), f"类别：{named}，依突发事件种类")
        choice = self._by_words(
            learnt, found, text, margins=margins, words=words, phrasing=phrasing, said=said
        )
        weather = self._taxonomy.emergency_class(_WEATHER) if warned and choice.uncertain else None
        if not weather or weather == choice.name:
            return choice
        return CategoryChoice(
            weather, False, _lift(learnt, weather, _WARNED), f"类别：{weather}，依气象等部门发布的预警"
        )

    def _by_words(
        self,
        learnt: Mapping[str, float],
        found: Found,
        text: str,
        *,
        margins: Margins,
        words: Sequence[str],
        phrasing: Phrasing,
        said: CorrectionSaid,
    ) -> CategoryChoice:
        weighed = self.weigh(learnt, found, text, margins)
        short = len(text) < self._short_below
        if shifts := said.of(CLASS):
            lifted = self.weigh(learnt, found, text, margins, shifts)
            if (now := lifted.name) == weighed.name:
                weighed = lifted
            elif is_spoken_for(now, shifts):
                return self._named_by_officers(lifted, phrasing(said.why(CLASS + now)), short=short)
        if weighed.seeded and weighed.beyond >= 0:
            told = phrasing(weighed.seeded.words[:_CITED])
            return self._named_cold(weighed, weighed.seeded, told, short=short)
        leant = weighed.classes is not learnt
        if leant and weighed.best != max(learnt, key=learnt.__getitem__):
            words = ()
        told = phrasing([*weighed.words.get(weighed.best, ()), *words][:_CITED])
        return named_learnt(weighed.classes, weighed.best, told, doubt=self._doubt(weighed, short=short))

    def weigh(
        self,
        learnt: Mapping[str, float],
        found: Found,
        text: str,
        margins: Margins,
        shifts: Mapping[str, float] = MappingProxyType({}),
    ) -> Weighed:
        """Set the learnt classes against those without training messages; ``shifts`` are added to the log odds of some."""
        classes, words, lifts = learnt, _UNSPOKEN, NO_MARGINS
        if len(text) < self._short_below:
            told = self._short.lean(learnt, text)
            classes, words = told.classes, told.words
        if shifts:
            classes = shifted(classes, shifts)
            lifts = {name: shift * self._per_confidence for name, shift in shifts.items()}
        best = max(classes, key=classes.__getitem__)
        seeded = self._cold.strongest(found, margins, text, lifts)
        beyond = seeded.points - self._needed(classes[best]) if seeded else -math.inf
        return Weighed(classes, words, best, seeded, beyond)

    def odds(
        self, learnt: Mapping[str, float], found: Found, text: str, margins: Margins = NO_MARGINS
    ) -> dict[str, float]:
        """The log odds of each class, as near as can be said: of one without training messages by how far its points reach."""
        classes = self._short.lean(learnt, text).classes
        best = max(classes.values())
        needed = self._needed(best)
        return {name: math.log(share + _DOUBT) for name, share in classes.items()} | {
            name: math.log(best + _DOUBT) + (seeded.points - needed) / self._per_confidence
            for name, seeded in self._cold.all(found, margins, text).items()
        }

    def _doubt(self, weighed: Weighed, *, short: bool) -> str:
        """Why a learnt class is not certain; empty where it is."""
        floor, share = self._floor(short=short), weighed.classes[weighed.best]
        if share < floor:
            return f"概率 {share:.3f} 低于{'短文' if short else ''}门槛 {floor:.3f}"
        if weighed.seeded and weighed.beyond >= -self._doubt_within:
            return f"“{weighed.seeded.name}”只差 {-weighed.beyond:.2f} 分（不足 {self._rules.doubt_within:g} 分）"
        return ""

    def _needed(self, confidence: float) -> float:
        """The points that overrule a trained class of this probability."""
        odds = math.log((confidence + _DOUBT) / (1 - confidence + _DOUBT))
        return self._at + self._per_confidence * odds

    def _floor(self, *, short: bool) -> float:
        return max(self._certain_at, self._taxonomy.short_texts.certain_at) if short else self._certain_at

    def _named_by_officers(self, weighed: Weighed, told: Sequence[Phrase], *, short: bool) -> CategoryChoice:
        """A class that the words of corrections turned to."""
        if weighed.seeded and weighed.beyond >= 0:
            share, doubt = self._beyond(weighed, short=short)
            shares = _lift(weighed.classes, weighed.name, share)
        else:
            shares, doubt = dict(weighed.classes), self._doubt(weighed, short=short)
        return named_learnt(shares, weighed.name, told, doubt=doubt, otherwise="全文", because=CORRECTED)

    def _beyond(self, weighed: Weighed, *, short: bool) -> tuple[float, str]:
        """How likely a class without training messages is by the points it has beyond those needed, and why it is not certain."""
        rules, beyond = self._rules, weighed.beyond
        curve, certain = (
            (rules.probability_short, rules.certain_beyond_short)
            if short
            else (rules.probability, rules.certain_beyond)
        )
        least = f"不足{'短文' if short else ''}门槛 {certain:g} 分"
        return curve.share(beyond), f"只超出 {beyond:.2f} 分，{least}" if beyond < certain else ""

    def _named_cold(
        self, weighed: Weighed, seeded: Seeded, told: Sequence[Phrase], *, short: bool
    ) -> CategoryChoice:
        learnt = weighed.classes
        share, doubt = self._beyond(weighed, short=short)
        few = "训练样本尚少" if seeded.name in learnt else "无训练样本"
        reason = f"类别：{seeded.name}（冷启动，{few}），依词语{_quoted(told)}{_doubted(doubt)}"
        scores = _lift(learnt, seeded.name, share)
        return CategoryChoice(seeded.name, bool(doubt), scores, reason, tuple(told))


def named_learnt(
    scores: Mapping[str, float],
    best: str,
    told: Sequence[Phrase],
    *,
    doubt: str,
    otherwise: str = "",
    because: str = "",
) -> CategoryChoice:
    """A class by what was learnt, with its reason; ``otherwise`` is what decided where no word can be cited, ``because`` whose word."""
    why = f"，依词语{_quoted(told)}" if told else f"，依{otherwise}" if otherwise else "，文字太少，仅供参考"
    reason = f"类别：{best}{f'，{because}' if because else ''}{why}{_doubted(doubt)}"
    return CategoryChoice(best, bool(doubt), _top(scores), reason, tuple(told))


def _doubted(doubt: str) -> str:
    return f"；存疑：{doubt}" if doubt else ""


def _lift(learnt: Mapping[str, float], name: str, share: float) -> dict[str, float]:
    """The learnt probabilities squeezed beside a class that was named by rule."""
    own = max(share, learnt.get(name, 0.0))
    rest = sum(v for k, v in learnt.items() if k != name) or 1.0
    return _top({name: own, **{k: v / rest * (1 - own) for k, v in learnt.items() if k != name}})


def _top(scores: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(scores.items(), key=itemgetter(1), reverse=True)[:3])


def _quoted(phrases: Sequence[Phrase]) -> str:
    return "、".join([f"“{p.words}”" for p in phrases])
