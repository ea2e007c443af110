"""The table of responsibilities, ``config/organs.yaml``: the organs of a city, and who is in charge of what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from monitor.classify.result import EMERGENCIES
from monitor.config_file import ConfigModel, fault, one_of, refuse_twice

TOPIC, ABOVE, _DUTY = "organ:", "above:", "duty:"
"""How the lexicon groups of the topics, of the organs above, and of the duties of their own begin."""
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


class Duty(ConfigModel):
    """Who leads, who helps, and the law that says so."""

    lead: str
    coordinating: tuple[str, ...] = ()
    basis: str


class SpecialDuty(Duty):
    """Who leads where the text holds one of the words: a stabbing is for the police, a lift for whoever inspects lifts."""

    words: tuple[str, ...]
    against: tuple[str, ...] = ()
    """Longer words in which one of them says something else: whoever falls down a lift shaft (电梯井) met with no lift."""


class EmergencyDuty(Duty):
    """Who leads in one kind of emergency; ``cause_helps``: whoever is in charge of what it is about helps."""

    instead: tuple[SpecialDuty, ...] = ()
    """No two leads of one kind are the same: by its lead a duty is known again in what was routed before."""
    cause_helps: bool = False


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
    cries: Duty | None = None
    """Who acts at once where somebody announces death, is missing or calls for help, whatever else the text names."""
    above: tuple[str, ...] = ()
    """Organs of the province by the names that people give them: no district answers for what they did."""
    beside: tuple[str, ...] = ()
    """What stands behind the name of a house that only tells where something is: 邮局对面井盖丢了 is no matter of the post."""

    @model_validator(mode="after")
    def _known(self) -> OrgansConfig:
        ids = [o.id for o in self.organs]
        refuse_twice(ids, "单位", ("organs", "id"))
        strangers = [
            fault(at, f"organs 中没有 id 为 {name} 的单位") for at, name in self._named() if name not in ids
        ]
        twice = [
            fault(("emergencies", kind, "instead", n, "lead"), f"同一种类中牵头单位重复：{other.lead}")
            for kind, duty in self.emergencies.items()
            for n, other in enumerate(duty.instead)
            if other.lead in (duty.lead, *(earlier.lead for earlier in duty.instead[:n]))
        ]
        if strangers or twice:
            raise ValidationError.from_exception_data("OrgansConfig", [*strangers, *twice])
        return self

    def _named(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every organ that is referred to, with the place where it is."""
        for role in ("urging", "media", "command"):
            yield ("offices", role), getattr(self.offices, role)
        for part, table in (("categories", self.categories), ("branches", self.branches)):
            for key, name in table.items():
                yield (part, key), name
        yield from ((("cries", *where), name) for where, name in _of_duty(self.cries)) if self.cries else ()
        for kind, duty in self.emergencies.items():
            yield from ((("emergencies", kind, *where), name) for where, name in _of_duty(duty))
            for n, other in enumerate(duty.instead):
                at = ("emergencies", kind, "instead", n)
                yield from (((*at, *where), name) for where, name in _of_duty(other))
        for index, topic in enumerate(self.topics):
            yield from ((("topics", index, *where), name) for where, name in _of_duty(topic))

    def groups(self) -> dict[str, Mapping[str, float]]:
        """The lexicon groups that :class:`~monitor.classify.organs.routing.Router` reads."""
        topics = {f"{TOPIC}{i}": topic.points() for i, topic in enumerate(self.topics)}
        special: dict[str, Mapping[str, float]] = {
            special_duty(kind, i): dict.fromkeys(other.words, 1.0) | dict.fromkeys(other.against, -1.0)
            for kind, duty in self.emergencies.items()
            for i, other in enumerate(duty.instead)
        }
        return topics | special | ({ABOVE: dict.fromkeys(self.above, 1.0)} if self.above else {})


def _of_duty(duty: Duty | Topic) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The organs that one duty names, each with its place."""
    yield ("lead",), duty.lead
    yield from ((("coordinating", n), name) for n, name in enumerate(duty.coordinating))


def special_duty(kind: str, index: int) -> str:
    """The lexicon group of one duty of its own within a kind of emergency."""
    return f"{_DUTY}{kind}:{index}"
