"""Special campaigns (专项舆情): which of the office's watched subjects a matter belongs to, and whether their season is on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field, field_validator, model_validator

from monitor.classify.lexicon import NONE, Found
from monitor.config_file import ConfigModel, refuse_twice
from monitor.values import value

GROUP = "campaign:"
_DAY = re.compile(r"(?:\d{4}-)?(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


class Season(ConfigModel):
    """Days of raised attention, both ends counted: ``MM-DD`` every year, ``YYYY-MM-DD`` once."""

    first: str = Field(alias="from")
    last: str = Field(alias="to")

    @field_validator("first", "last", mode="before")
    @classmethod
    def _day(cls, value: object) -> str:
        text = value.isoformat() if isinstance(value, date) else str(value)
        if not _DAY.fullmatch(text):
            raise ValueError("须写作 MM-DD 或 YYYY-MM-DD")
        return text

    @model_validator(mode="after")
    def _alike(self) -> Season:
        if len(self.first) != len(self.last):
            raise ValueError("from 与 to 须写法一致")
        if len(self.first) > len("MM-DD") and self.first > self.last:
            raise ValueError("from 晚于 to")
        return self

    def holds(self, day: date) -> bool:
        """Whether a day lies in it; a yearly season may run over the turn of the year."""
        text = day.isoformat()[-len(self.first) :]
        if self.first <= self.last:
            return self.first <= text <= self.last
        return text >= self.first or text <= self.last


class Campaign(ConfigModel):
    """One watched subject: its words, the points it needs, the fewer it needs in season, and levels that always belong."""

    id: str
    name: str
    at_least: float
    at_least_watched: float
    watch: tuple[Season, ...] = ()
    severity: tuple[Literal["I", "II", "III", "IV"], ...] = ()
    words: Mapping[str, float]

    @cached_property
    def group(self) -> str:
        """Its group in the lexicon."""
        return GROUP + self.id


class CampaignsConfig(ConfigModel):
    """``config/campaigns.yaml``."""

    version: str
    basis: str
    campaigns: tuple[Campaign, ...] = ()

    @model_validator(mode="after")
    def _once(self) -> CampaignsConfig:
        refuse_twice([c.id for c in self.campaigns], "专项", ("campaigns", "id"))
        return self

    def groups(self) -> dict[str, Mapping[str, float]]:
        """The lexicon groups that :func:`assign` reads."""
        return {c.group: c.words for c in self.campaigns}

    @cached_property
    def spoken_of(self) -> frozenset[str]:
        """The names of these groups: most matters speak of no campaign."""
        return frozenset(self.groups())


@value
class Assigned:
    """The campaigns of a matter, and why."""

    ids: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


UNASSIGNED = Assigned()


def assign(config: CampaignsConfig, found: Found, *, day: date, severity: str | None) -> Assigned:
    """The campaigns that a relevant matter told on a day belongs to."""
    if severity is None and found.keys().isdisjoint(config.spoken_of):
        return UNASSIGNED
    ids, reasons = [], []
    for campaign in config.campaigns:
        hits = found.get(campaign.group, NONE)
        graded = severity is not None and severity in campaign.severity
        if not hits.words and not graded:
            continue
        watched = any(season.holds(day) for season in campaign.watch)
        needed = campaign.at_least_watched if watched else campaign.at_least
        if graded or hits.score >= needed:
            quoted = "、".join(f"“{w}”" for w in hits.words[:3])
            because = f"词语{quoted}" if quoted else "依事件等级"
            season = "，重点关注期内" if watched else ""
            ids.append(campaign.id)
            reasons.append(f"专项：{campaign.name}（{because}{season}）")
    return Assigned(tuple(ids), tuple(reasons))
