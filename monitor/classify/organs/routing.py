"""Who answers: territory, level, and the organ in charge (属地管理、分级负责、谁主管谁负责)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence

from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.organs.matter import Matter, Routing
from monitor.classify.organs.organ_odds import ENOUGH, NO_WEIGHTS, SURE, Heard, OrganOdds, Weights
from monitor.classify.organs.organ_words import OrganWords, Told
from monitor.classify.organs.table import (
    ABOVE,
    SPOKESPERSON,
    Duty,
    EmergencyDuty,
    Organ,
    OrgansConfig,
    special_duty,
)
from monitor.classify.result import GRAVE
from monitor.classify.scoring.correction_words import ORGAN, is_spoken_for
from monitor.classify.scoring.grams import HEAD
from monitor.classify.scoring.subject_model import Subject, whys_of
from monitor.values import value

_STANDS = 3.0
"""What stands between the organ that words name and all others, as log odds: corrections have to say more."""
_UNSURE = "，把握不大，请人工核定"
_CITED = 3
_TURNED_TO = re.compile(
    "(?:向|找|到|去|跟|对|按照?|根据|依据|依照|经|由|报|给|请|致电|打|于|据|问|和|与|同|上|在|等|@)[^，。；！？]{0,2}$"
)
"""What stands before an organ that is asked, quoted or hoped for, and not complained of: 向省信访局反映, 按省教育厅规定."""
_TURNED_CHARS = 5
_SALUTED = ("：", ":", "领导", "各位", "、", "您好", "你好", "，您")
"""What stands behind an organ that somebody writes to."""
_CRY_CHARS = 150


@value
class _Known:
    """What routing asks of an organ, by itself: to ask a model of the configuration for it is dear."""

    name: str
    level: str
    region: str | None
    answers_itself: bool
    spokesperson: str

    @classmethod
    def of(cls, organ: Organ) -> _Known:
        return cls(organ.name, organ.level, organ.region, organ.answers_itself, organ.spokesperson)


class Router:
    """The table of responsibilities, ready for look-ups."""

    def __init__(
        self,
        config: OrgansConfig,
        taxonomy: TaxonomyConfig,
        *,
        posts: Weights = NO_WEIGHTS,
        letters: Weights = NO_WEIGHTS,
    ) -> None:
        """``posts`` and ``letters`` weigh :data:`~monitor.classify.organs.organ_odds.ORGAN_PARTS`, by which it is decided who is in charge of one."""
        self._config = config
        self._of_class = dict(config.categories)
        self._organs = {o.id: _Known.of(o) for o in config.organs}
        known = self._organs.values()
        self._by_name = {o.name: o for o in known}
        self._by_region = {o.region: o for o in known if o.region}
        self._basis = config.basis
        words = OrganWords(config, taxonomy)
        self._odds = OrganOdds(self._organs.keys(), self._of_class, words, posts=posts, letters=letters)

    def route(self, matter: Matter) -> Routing:
        """The organs of a matter; empty when it lies elsewhere, the office itself when nobody is in charge."""
        return self.route_all([matter])[0]

    def route_all(self, matters: Sequence[Matter | None]) -> list[Routing]:
        """The same of many, nothing of what is no matter: what models and words say together is weighed of all at once."""
        routed = [self._by_rule(matter) if matter else Routing() for matter in matters]
        rest = [(n, matter) for n, matter in enumerate(matters) if matter and routed[n] is None]
        heard = self._odds.hear([matter for _, matter in rest])
        pieces = self._pieces(rest, heard)
        for (n, matter), best in zip(rest, heard, strict=True):
            routed[n] = self._by_subject(matter, best, pieces.get(n, ()))
        return [routing for routing in routed if routing is not None]

    def _pieces(
        self, matters: Sequence[tuple[int, Matter]], heard: Sequence[Heard | None]
    ) -> dict[int, Sequence[str]]:
        """The pieces of the text by which a model speaks for an organ, for those of the numbered matters of which words say too little."""
        asked = [
            (n, (matter.subject, ORGAN + best.best))
            for (n, matter), best in zip(matters, heard, strict=True)
            if best and matter.subject and not best.is_named
        ]
        return dict(zip((n for n, _ in asked), whys_of([one for _, one in asked]), strict=True))

    def _by_rule(self, matter: Matter) -> Routing | None:
        """Where a matter goes whatever it is about; None where that decides."""
        if matter.local is False:
            return Routing()
        duty = self._config.emergencies.get(matter.emergency or "")
        if duty is not None and not (matter.unsure and (matter.subject or matter.lead)):
            return self._by_emergency(matter, duty)
        known = self._by_name.get(matter.lead or "")
        if known:
            return self._settle(matter, known, self._helpers(matter), self._config.basis)
        if matter.cry and (acts := self._config.cries) and not self._is_a_long_letter(matter):
            helpers = [*self._all(acts), *self._cause(matter, acts)]
            return self._settle(matter, self._organs[acts.lead], helpers, acts.basis, f"“{matter.cry}”")
        return None

    def _is_a_long_letter(self, matter: Matter) -> bool:
        """Whether a cry stands in a long letter on a matter of its own: 油烟扰民 … 求求领导救救我们."""
        return len(matter.text) > _CRY_CHARS and self._named(matter)[0] is not None

    def _helpers(self, matter: Matter) -> list[_Known]:
        """Those who help, where that is known already."""
        return [self._by_name[n] for n in matter.helpers if n in self._by_name]

    def _by_emergency(self, matter: Matter, duty: EmergencyDuty) -> Routing:
        """Who leads in an emergency: by its kind, and by what its text says happened where that is another's business."""
        acts, because = self._duty_of(matter, duty)
        helpers = self._all(acts)
        if duty.cause_helps:
            helpers += self._cause(matter, acts)
        return self._settle(matter, self._organs[acts.lead], helpers, acts.basis, because)

    def _all(self, acts: Duty) -> list[_Known]:
        """Those who help by a duty."""
        return [self._organs[i] for i in acts.coordinating]

    def _cause(self, matter: Matter, acts: Duty) -> list[_Known]:
        """Whoever is in charge of what it is about, besides who acts at once; of what was routed before, all who helped."""
        if not matter.text:
            return [o for o in self._helpers(matter) if o.region is None]
        lead, _, _ = self._named(matter)
        return [self._organs[lead]] if lead and lead != acts.lead else []

    def _duty_of(self, matter: Matter, duty: EmergencyDuty) -> tuple[Duty, str]:
        """The duty that fits, with the words that say so; of what was routed before, the one whose lead it names."""
        for n, other in enumerate(duty.instead):
            told = matter.found.get(special_duty(str(matter.emergency), n))
            if told is not None and told.score > 0:
                return other, _quoted([word for word in told.words if word not in other.against])
            if matter.lead and matter.lead == self._organs[other.lead].name:
                return other, ""
        return duty, ""

    def in_charge(self, organs: Sequence[str]) -> str | None:
        """The organ in charge among those of an earlier routing: the first that is no district or zone."""
        known = [self._by_name[name] for name in organs if name in self._by_name]
        first = next((o for o in known if o.region is None), known[0] if known else None)
        return first.name if first else None

    def _by_subject(self, matter: Matter, heard: Heard | None, pieces: Sequence[str]) -> Routing:
        if (
            matter.said.shifts
            and (shifts := matter.said.of(ORGAN))
            and (corrected := self._corrected(matter, heard, shifts))
        ):
            return corrected
        if heard:
            return self._by_model(matter, heard, pieces)
        lead_id, coordinating, words = self._named(matter)
        if lead_id is not None:
            helpers = [*(self._organs[i] for i in coordinating), *self._guessed(matter)]
            return self._settle(matter, self._organs[lead_id], helpers, self._basis, _quoted(words))
        lead = self._organs.get(self._of_class.get(matter.category, ""))
        if lead is None:
            office = self._organs[self._config.offices.urging].name
            reason = f"回应主体：{office}（类别“{matter.category}”没有主管单位，需人工指定）"
            helping = tuple(o.name for o in self._guessed(matter))
            return Routing(office, office, helping, SPOKESPERSON, self._config.basis, (reason,))
        doubt = "，类别存疑，请人工核定" if matter.uncertain else ""
        return self._settle(matter, lead, self._guessed(matter), self._basis, f"类别{matter.category}{doubt}")

    def _named(self, matter: Matter) -> tuple[str | None, Sequence[str], Sequence[str]]:
        """The organ that words name, who helps it, and the words; where its own are few, those of the taxonomy count beside them."""
        return _first(list(self._odds.told_of(matter).values()))

    def _by_model(self, matter: Matter, heard: Heard, pieces: Sequence[str]) -> Routing:
        """Who answers a post or a letter: whoever the model that has read such texts and the office's words speak for most together."""
        best = heard.best
        if heard.is_named:
            _, _, coordinating, words = heard.told[best]
        else:
            coordinating, words = (), [p.words for p in matter.phrasing(pieces)]
        because = _quoted(words) if words else "全文词义"
        if heard.share < SURE:
            because += _UNSURE
        helpers: Sequence[_Known] = ()
        if coordinating or matter.emergency:
            helpers = [*[self._organs[i] for i in coordinating], *self._guessed(matter)]
        return self._settle(matter, self._organs[best], helpers, self._basis, because)

    def _guessed(self, matter: Matter) -> list[_Known]:
        """Those who act in an emergency that is only heard: should it be one after all, they know of it."""
        guessed = self._config.emergencies.get(matter.emergency or "")
        return [self._organs[guessed.lead], *self._all(guessed)] if guessed else []

    def _corrected(self, matter: Matter, heard: Heard | None, shifts: Mapping[str, float]) -> Routing | None:
        """Who answers where the words of corrections turn to another organ; None where they change nothing."""
        odds = self._odds_of(matter, heard)
        lifted = {organ: odd + shifts.get(organ, 0.0) for organ, odd in odds.items()}
        before, best = max(odds, key=odds.__getitem__), max(lifted, key=lifted.__getitem__)
        if best == before or not is_spoken_for(best, shifts):
            return None
        words = [p.words for p in matter.phrasing(matter.said.why(ORGAN + best))]
        because = f"值班员更正所学的{_quoted(words) if words else '文字'}"
        if _share(lifted.values(), lifted[best]) < SURE:
            because += _UNSURE
        return self._settle(matter, self._organs[best], self._guessed(matter), self._basis, because)

    def odds(self, matter: Matter) -> dict[str, float]:
        """The log odds that each organ without a territory is in charge, whatever officers have corrected.

        Where words or the class name it, theirs stands so far above the others that a few corrections do not turn it.
        """
        [heard] = self._odds.hear([matter])
        return self._odds_of(matter, heard)

    def _odds_of(self, matter: Matter, heard: Heard | None) -> dict[str, float]:
        others = {o: -_STANDS for o, known in self._organs.items() if known.region is None}
        if heard:
            odds = heard.odds
            least = min(odds.values())
            return {o: odds.get(o, least) for o in others}
        lead = self._named(matter)[0] or self._of_class.get(matter.category, "")
        return others | ({lead: 0.0} if lead in self._organs else {})

    def organ_parts(self, matter: Matter, subject: Subject) -> Mapping[str, Sequence[float]]:
        """The organs that may be in charge of a post or a letter, each with its parts in their order."""
        return self._odds.parts_of(matter, subject)

    def _settle(
        self, matter: Matter, lead: _Known, helpers: Sequence[_Known], basis: str, because: str = ""
    ) -> Routing:
        here: Sequence[_Known] = ()
        if matter.regions:
            here = [self._by_region[code] for code in matter.regions if code in self._by_region]
        above = matter.above or self._above_of(matter)
        organ, rule = _answers(matter, lead, here, above)
        leader = lead
        if matter.emergency and matter.severity in GRAVE:
            leader = self._organs[self._config.offices.command]
        others: tuple[str, ...] = ()
        if here or helpers:
            named = [o.name for o in (*here, *helpers) if o is not organ and o is not leader]
            others = tuple(dict.fromkeys(named))
        reason = f"回应主体：{organ.name}（{rule}{f'；谁主管谁负责，依{because}' if because else ''}）"
        return Routing(organ.name, leader.name, others, organ.spokesperson, basis, (reason,), above)

    def _above_of(self, matter: Matter) -> str | None:
        """The organ of the province or the state that a text speaks of, other than as whom it turns to or quotes."""
        named = matter.found.get(ABOVE)
        if named is None:
            return None
        for word in named.words:
            start = matter.text.find(word)
            if 0 <= start < HEAD and not (
                _TURNED_TO.search(matter.text, max(0, start - _TURNED_CHARS), start)
                or matter.text.startswith(_SALUTED, start + len(word))
            ):
                return word
        return None


def _share(odds: Iterable[float], own: float) -> float:
    """How likely one answer is by its ``own`` log odds and those of all."""
    return math.exp(own) / sum(map(math.exp, odds))


def _quoted(words: Sequence[str]) -> str:
    return "词语" + "、".join([f"“{w}”" for w in words[:_CITED]])


def _first(told: Sequence[Told]) -> tuple[str | None, Sequence[str], Sequence[str]]:
    if told and told[0][0] >= ENOUGH:
        return told[0][1:]
    return None, (), ()


def _answers(
    matter: Matter, lead: _Known, here: Sequence[_Known], above: str | None = None
) -> tuple[_Known, str]:
    """The organ that answers and the rule that says so (属地管理、分级负责、谁主管谁负责).

    ``above``: an organ of the province or the state that the matter is about.
    """
    if lead.level == "vertical" or lead.answers_itself:
        return lead, "垂直管理或由市级直接办理的单位主管"
    if matter.severity in GRAVE:
        return lead, "分级负责：特别重大、重大突发事件由市级主管部门回应，市应急指挥部牵头"
    if len(here) > 1:
        return lead, "跨区域：涉及多个区县，由上级主管部门牵头"
    if here and len(here) < len(matter.regions):
        # The whole city or a neighbour beside one district: 榆树市和舒兰市交界, 从宽城区到二道区.
        return lead, "跨区域：不止一个区县，由上级主管部门牵头"
    if above and not matter.emergency:
        return lead, f"分级负责：涉及上级机关（“{above}”），不下沉属地，由市级主管部门受理并报请上级"
    # What a policy means is told by who leads it; where somebody suffers under it at a place, the place answers.
    if matter.focus == "major_decision" and not matter.emergency and matter.disposition != "hardship":
        return lead, "分级负责：涉及全市性政策，由牵头部门回应"
    if here:
        return here[0], "属地管理" if here[0] is lead else f"属地管理，主管部门{lead.name}"
    return lead, "地点未具体到区县，由主管部门回应" if matter.local else "地点不明，暂由主管部门受理"
