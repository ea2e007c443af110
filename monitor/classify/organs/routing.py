"""Who answers: territory, level, and the organ in charge (属地管理、分级负责、谁主管谁负责)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.lexicon import Found
from monitor.classify.organs.branch_votes import BranchVotes
from monitor.classify.result import EMERGENCIES, GRAVE
from monitor.config_file import ConfigModel, fault, one_of, refuse_twice
from monitor.values import value

GROUP = "organ:"
_ENOUGH = 2.0
"""Points from which words name the organ in charge."""
_PLAIN = 3.0
"""Points from which the organ's own words need no other ones beside them: a telling word in the head, and the class agrees."""
SPOKESPERSON = "主要负责人（第一新闻发言人）"


class Organ(ConfigModel):
    """An organ that may have to answer; ``vertical`` ones are led from above and never answered for by a district."""

    id: str
    name: str
    level: Literal["city", "district", "zone", "vertical", "utility"]
    region: str | None = None
    answers_itself: bool = False
    site: str | None = None
    spokesperson: str = SPOKESPERSON


class EmergencyDuty(ConfigModel):
    """Who leads in one kind of emergency."""

    lead: str
    coordinating: tuple[str, ...] = ()
    basis: str


class Topic(ConfigModel):
    """Whose business a matter is by its words: one of ``strong`` counts two, one of ``words`` one, one of ``against`` minus two."""

    lead: str
    strong: tuple[str, ...]
    words: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()

    def points(self) -> dict[str, float]:
        return {
            **dict.fromkeys(self.words, 1.0),
            **dict.fromkeys(self.strong, 2.0),
            **dict.fromkeys(self.against, -2.0),
        }


class Offices(ConfigModel):
    """Who urges, who coordinates the media, who commands in a grave emergency."""

    urging: str
    media: str
    command: str


class OrgansConfig(ConfigModel):
    """``config/organs.yaml``."""

    version: str
    basis: str
    offices: Offices
    organs: tuple[Organ, ...]
    emergencies: Mapping[Annotated[str, one_of(*EMERGENCIES)], EmergencyDuty]
    categories: Mapping[str, str]
    branches: Mapping[str, str] = Field(default_factory=dict)
    topics: tuple[Topic, ...] = ()

    @model_validator(mode="after")
    def _known(self) -> OrgansConfig:
        ids = [o.id for o in self.organs]
        refuse_twice(ids, "单位", ("organs", "id"))
        strangers = [
            fault(at, f"organs 中没有 id 为 {name} 的单位") for at, name in self._named() if name not in ids
        ]
        if strangers:
            raise ValidationError.from_exception_data("OrgansConfig", strangers)
        return self

    def _named(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every organ that is referred to, with the place where it is."""
        for role in ("urging", "media", "command"):
            yield ("offices", role), getattr(self.offices, role)
        for part, table in (("categories", self.categories), ("branches", self.branches)):
            for key, name in table.items():
                yield (part, key), name
        for kind, duty in self.emergencies.items():
            yield ("emergencies", kind, "lead"), duty.lead
            yield from (
                (("emergencies", kind, "coordinating", n), o) for n, o in enumerate(duty.coordinating)
            )
        for index, topic in enumerate(self.topics):
            yield ("topics", index, "lead"), topic.lead
            yield from ((("topics", index, "coordinating", n), o) for n, o in enumerate(topic.coordinating))

    def groups(self) -> dict[str, Mapping[str, float]]:
        """The lexicon groups that :class:`Router` reads."""
        return {f"{GROUP}{i}": topic.points() for i, topic in enumerate(self.topics)}


@value
class Matter:
    """What routing needs to know of a classification; ``lead`` and ``helpers`` are named where they are already known."""

    category: str
    emergency: str | None = None
    severity: str | None = None
    regions: tuple[str, ...] = ()
    local: bool | None = None
    focus: str | None = None
    disposition: str | None = None
    uncertain: bool = False
    lead: str | None = None
    helpers: tuple[str, ...] = ()
    found: Found = field(default_factory=dict)
    text: str = ""


@value
class Routing:
    """The organ that answers, the organ in charge, those that help (all by name), and why; empty when nobody is named."""

    organ: str | None = None
    lead: str | None = None
    coordinating: tuple[str, ...] = ()
    spokesperson: str | None = None
    basis: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def organs(self) -> tuple[str, ...]:
        """The organ that answers, then the organ in charge where it is another one, then those that help."""
        return tuple(dict.fromkeys([name for name in (self.organ, self.lead, *self.coordinating) if name]))


_Told = tuple[float, str, Sequence[str], Sequence[str]]
"""Points of an organ in charge, its id, who helps it, and the words that speak for it."""


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

    def __init__(self, config: OrgansConfig, taxonomy: TaxonomyConfig) -> None:
        self._config = config
        self._branches = BranchVotes(taxonomy, config.branches)
        self._organs = {o.id: _Known.of(o) for o in config.organs}
        known = self._organs.values()
        self._by_name = {o.name: o for o in known}
        self._by_region = {o.region: o for o in known if o.region}
        self._basis = config.basis
        self._topics = {
            f"{GROUP}{i}": (topic.lead, topic.coordinating, frozenset(topic.within))
            for i, topic in enumerate(config.topics)
        }
        self._rank = {group: i for i, group in enumerate(self._topics)}

    def route(self, matter: Matter) -> Routing:
        """The organs of a matter; empty when it lies elsewhere, the office itself when nobody is in charge."""
        if matter.local is False:
            return Routing()
        duty = self._config.emergencies.get(matter.emergency or "")
        if duty is not None:
            helpers = [self._organs[i] for i in duty.coordinating]
            return self._settle(matter, self._organs[duty.lead], helpers, duty.basis)
        known = self._by_name.get(matter.lead or "")
        if known:
            helpers = [self._by_name[n] for n in matter.helpers if n in self._by_name]
            return self._settle(matter, known, helpers, self._config.basis)
        return self._by_subject(matter)

    def in_charge(self, organs: Sequence[str]) -> str | None:
        """The organ in charge among those of an earlier routing: the first that is no district or zone."""
        known = [self._by_name[name] for name in organs if name in self._by_name]
        first = next((o for o in known if o.region is None), known[0] if known else None)
        return first.name if first else None

    def _by_subject(self, matter: Matter) -> Routing:
        lead_id, coordinating, words = self._named(matter)
        if lead_id is not None:
            helpers = [self._organs[i] for i in coordinating]
            because = "词语" + "、".join([f"“{w}”" for w in words[:3]])
            return self._settle(matter, self._organs[lead_id], helpers, self._basis, because)
        lead = self._organs.get(self._config.categories.get(matter.category, ""))
        if lead is None:
            office = self._organs[self._config.offices.urging].name
            reason = f"回应主体：{office}（类别“{matter.category}”没有主管单位，需人工指定）"
            return Routing(office, office, (), SPOKESPERSON, self._config.basis, (reason,))
        doubt = "，类别存疑，请人工核定" if matter.uncertain else ""
        return self._settle(matter, lead, (), self._basis, f"类别{matter.category}{doubt}")

    def _named(self, matter: Matter) -> tuple[str | None, Sequence[str], Sequence[str]]:
        """The organ that words name, who helps it, and the words; where its own are few, those of the taxonomy count beside them."""
        topics = self._topics_of(matter)
        if (not topics or topics[0][0] < _PLAIN) and matter.text:
            return self._with_branches(matter, topics)
        return _first(topics)

    def _topics_of(self, matter: Matter) -> list[_Told]:
        """The topics found with their points, most first; a topic of the matter's category has one more.

        The earlier topic of the table stands first where two have the same points.
        """
        told: list[_Told] = []
        groups = [group for group in matter.found if group in self._topics]
        if not groups:
            return told
        for group in sorted(groups, key=self._rank.__getitem__):
            (lead, coordinating, within), hits = self._topics[group], matter.found[group]
            points = hits.score + hits.head / 2 + (matter.category in within)
            told.append((points, lead, coordinating, hits.words))
        return sorted(told, key=lambda t: -t[0])

    def _with_branches(
        self, matter: Matter, topics: Sequence[_Told]
    ) -> tuple[str | None, Sequence[str], Sequence[str]]:
        best: dict[str, _Told] = {}
        for told in topics:
            best.setdefault(told[1], told)
        for organ, votes in self._branches.cast(matter.text, matter.category).items():
            points, _, helpers, words = best.get(organ, (0.0, organ, (), ()))
            best[organ] = (
                points + votes.points,
                organ,
                helpers,
                tuple(dict.fromkeys((*words, *votes.words))),
            )
        return _first(sorted(best.values(), key=lambda t: -t[0]))

    def _settle(
        self, matter: Matter, lead: _Known, helpers: Sequence[_Known], basis: str, because: str = ""
    ) -> Routing:
        here = [self._by_region[code] for code in matter.regions if code in self._by_region]
        organ, rule = _answers(matter, lead, here)
        leader = lead
        if matter.emergency and matter.severity in GRAVE:
            leader = self._organs[self._config.offices.command]
        others = dict.fromkeys([o.name for o in (*here, *helpers) if o is not organ and o is not leader])
        reason = f"回应主体：{organ.name}（{rule}{f'；谁主管谁负责，依{because}' if because else ''}）"
        return Routing(organ.name, leader.name, tuple(others), organ.spokesperson, basis, (reason,))


def _first(told: Sequence[_Told]) -> tuple[str | None, Sequence[str], Sequence[str]]:
    if told and told[0][0] >= _ENOUGH:
        return told[0][1:]
    return None, (), ()


def _answers(matter: Matter, lead: _Known, here: Sequence[_Known]) -> tuple[_Known, str]:
    """The organ that answers and the rule that says so (属地管理、分级负责、谁主管谁负责)."""
    if lead.level == "vertical" or lead.answers_itself:
        return lead, "垂直管理或由市级直接办理的单位主管"
    if matter.severity in GRAVE:
        return lead, "分级负责：特别重大、重大突发事件由市级主管部门回应，市应急指挥部牵头"
    if len(here) > 1:
        return lead, "跨区域：涉及多个区县，由上级主管部门牵头"
    # What a policy means is told by who leads it; where somebody suffers under it at a place, the place answers.
    if matter.focus == "major_decision" and not matter.emergency and matter.disposition != "hardship":
        return lead, "分级负责：涉及全市性政策，由牵头部门回应"
    if here:
        return here[0], "属地管理" if here[0] is lead else f"属地管理，主管部门{lead.name}"
    return lead, "地点未具体到区县，由主管部门回应" if matter.local else "地点不明，暂由主管部门受理"
