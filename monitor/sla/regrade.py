"""Grading taken up again: a death within the statutory window after an accident (493号令 第十三条)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Literal

from pydantic import Field

from monitor.clock import SHANGHAI
from monitor.config_file import ConfigModel, Span
from monitor.sla.milestones import Legal

Doing = Literal["reopen", "propose", "keep"]


class Regrade(ConfigModel):
    """A new death within the statutory window takes up the grading of a closed case again.

    ``window`` runs from the day of the occurrence; ``windows`` names kinds of emergency with another one. Within it,
    ``worse`` says what a graver level does to a closed case, ``same`` what a new death does that leaves the level
    as it is, ``after_window`` what either does later: ``reopen`` raises and reopens by itself, ``propose`` asks the
    officer, ``keep`` records that the grade was kept.
    """

    window: Span = timedelta(days=30)
    windows: dict[str, Span] = Field(
        default_factory=lambda: {"traffic_accident": timedelta(days=7), "fire": timedelta(days=7)}
    )
    worse: Literal["reopen", "propose"] = "reopen"
    same: Literal["reopen", "propose", "keep"] = "propose"
    after_window: Literal["propose", "keep"] = "propose"
    basis: str = "国务院令第493号 第十三条"
    legal: Legal | None = None

    def window_of(self, emergency: str | None) -> timedelta:
        return self.windows.get(emergency or "", self.window)

    def within(self, emergency: str | None, occurred_at: datetime, at: datetime) -> bool:
        """Whether a moment lies within the window; the day of the occurrence itself is not counted (民法典 第二百零一条)."""
        day = datetime.combine(occurred_at.astimezone(SHANGHAI).date(), time(), SHANGHAI)
        return at < day + timedelta(days=1) + self.window_of(emergency)


def ruling(rules: Regrade, *, within: bool | None, worse: bool) -> Doing:
    """What a new death or a graver level does to a closed case; where the day is not known the window counts as open."""
    if within is False:
        return rules.after_window
    return rules.worse if worse else rules.same
