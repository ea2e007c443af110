"""Who answers: territory, level, and the organ in charge (属地管理、分级负责、谁主管谁负责)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pydantic import model_validator

from monitor.classify.lexicon import NONE, Found
from monitor.classify.result import GRAVE
from monitor.config_file import ConfigModel

GROUP = "organ:"
SPOKESPERSON = "主要负责人（第一新闻发言人）"


class Organ(ConfigModel):
    """An organ that may have to answer; ``vertical`` ones are led from above, not by the district."""

    id: str
    name: str
    level: Literal["city", "district", "zone", "vertical"]
    region: str | None = None
    site: str | None = None
    spokesperson: str = SPOKESPERSON


class EmergencyDuty(ConfigModel):
    """Who leads in one kind of emergency."""

    lead: str
    coordinating: tuple[str, ...] = ()
    basis: str


class Special(ConfigModel):
    """A department within a category, named by words."""

    lead: str
    words: tuple[str, ...]


class CategoryDuty(ConfigModel):
    """Who is in charge of one category."""

    lead: str
    special: tuple[Special, ...] = ()


class Offices(ConfigModel):
    """The offices that urge and that coordinate the media."""

    urging: str
    media: str


class OrgansConfig(ConfigModel):
    """``config/organs.yaml``."""

    version: str
    basis: str
    offices: Offices
    organs: tuple[Organ, ...]
    emergencies: Mapping[str, EmergencyDuty]
    categories: Mapping[str, CategoryDuty]

    @model_validator(mode="after")
    def _known(self) -> OrgansConfig:
        ids = [o.id for o in self.organs]
        if len(ids) != len(set(ids)):
            raise ValueError("organs 中有重复的 id")
        used = [self.offices.urging, self.offices.media]
        for duty in self.emergencies.values():
            used += [duty.lead, *duty.coordinating]
        for plan in self.categories.values():
            used += [plan.lead, *(s.lead for s in plan.special)]
        for name in used:
            if name not in ids:
                raise ValueError(f"引用了 organs 中没有的单位 {name}")
        return self

    def groups(self) -> dict[str, Mapping[str, float]]:
        """The lexicon groups that :class:`Router` reads."""
        return {
            f"{GROUP}{category}:{i}": dict.fromkeys(special.words, 1.0)
            for category, duty in self.categories.items()
            for i, special in enumerate(duty.special)
        }


@dataclass(frozen=True, slots=True)
class Matter:
    """What routing needs to know of a classification; ``lead`` is the organ in charge where it is already known."""

    category: str
    emergency: str | None = None
    severity: str | None = None
    regions: tuple[str, ...] = ()
    local: bool | None = None
    focus: str | None = None
    lead: str | None = None
    found: Found = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
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
        """The organ that answers, then the organ in charge where it is another one."""
        return tuple(dict.fromkeys(name for name in (self.organ, self.lead) if name))


class Router:
    """The table of responsibilities, ready for look-ups."""

    def __init__(self, config: OrgansConfig) -> None:
        self._config = config
        self._organs = {o.id: o for o in config.organs}
        self._by_name = {o.name: o for o in config.organs}
        self._by_region = {o.region: o for o in config.organs if o.region}

    def route(self, matter: Matter) -> Routing:
        """The organs of a matter; empty when it lies elsewhere or nobody is in charge of its category."""
        if matter.local is False:
            return Routing()
        duty = self._config.emergencies.get(matter.emergency or "")
        if duty is not None:
            helpers = [self._organs[i] for i in duty.coordinating]
            return self._settle(matter, self._organs[duty.lead], helpers, duty.basis)
        lead = self._by_name.get(matter.lead or "") or self._in_charge(matter)
        return self._settle(matter, lead, (), self._config.basis) if lead else Routing()

    def _in_charge(self, matter: Matter) -> Organ | None:
        plan = self._config.categories.get(matter.category)
        if plan is None:
            return None
        scores = [
            matter.found.get(f"{GROUP}{matter.category}:{i}", NONE).score for i in range(len(plan.special))
        ]
        best = max(range(len(scores)), key=scores.__getitem__, default=None)
        return self._organs[plan.lead if best is None or not scores[best] else plan.special[best].lead]

    def _settle(self, matter: Matter, lead: Organ, helpers: Sequence[Organ], basis: str) -> Routing:
        here = [self._by_region[code] for code in matter.regions if code in self._by_region]
        organ, reason = _answers(matter, lead, here)
        others = tuple(o.name for o in (*here, *helpers) if o not in (organ, lead))
        reasons = (f"回应主体：{organ.name}（{reason}）",)
        return Routing(organ.name, lead.name, others, organ.spokesperson, basis, reasons)


def _answers(matter: Matter, lead: Organ, here: Sequence[Organ]) -> tuple[Organ, str]:
    """The organ that answers and the rule that says so."""
    if lead.level == "vertical":
        return lead, "垂直管理单位主管"
    if matter.severity in GRAVE:
        return lead, "重大以上突发事件由市级主管部门回应"
    if len(here) > 1:
        return lead, "涉及多个区县，由上级主管部门牵头"
    if matter.focus == "major_decision" and not matter.emergency:
        return lead, "涉及全市性政策，由牵头部门回应"
    if here:
        return here[0], f"属地管理；主管部门{lead.name}" if here[0] != lead else "属地管理"
    return lead, "地点未具体到区县，由主管部门回应" if matter.local else "地点不明，暂由主管部门受理"
