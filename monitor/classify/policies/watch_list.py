"""The watch list of policies and decisions (``config/policies.yaml``): what each is called, and when it is interpreted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints, field_validator, model_validator

from monitor.classify.policies.confusion_rules import ConfusionRules
from monitor.classify.policies.numbers import DocumentNumber, parse_number
from monitor.classify.policies.titles import Title
from monitor.config_file import ConfigModel, Span, refuse_twice

Form = Literal["graphic", "press_conference", "interview", "questions", "article", "video"]
FORM_LABELS: Mapping[str, str] = {
    "graphic": "图解",
    "press_conference": "新闻发布会",
    "interview": "专访",
    "questions": "政策问答",
    "article": "文字解读",
    "video": "视频解读",
}
"""How a policy is interpreted (解读形式)."""
KIND_LABELS: Mapping[str, str] = {"document": "政策文件", "decision": "重大决策", "meeting": "常务会议事项"}
_ID = re.compile(r"[a-z][a-z0-9-]{1,39}")
_SHORTEST_NAME = 3
Role = Literal["officer", "section_head", "deputy", "leader"]
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Force(ConfigModel):
    """The days on which a policy holds, both counted; an open end is left out."""

    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Force:
        if self.first and self.last and self.first > self.last:
            raise ValueError("from 晚于 to")
        return self


class Stage(ConfigModel):
    """A day on which the policy is to be interpreted, as planned (解读节点)."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")
    day: date
    title: Said
    form: Form | None = None


class Link(ConfigModel):
    """Where the text, or what explains it, can be read."""

    title: str = ""
    url: str

    @field_validator("url")
    @classmethod
    def _whole_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("须为以 http:// 或 https:// 开头的完整网址")
        return value


class Point(ConfigModel):
    """What is claimed of a policy in one way or another: words by claim; ``right`` is what the policy says."""

    name: Said
    says: Mapping[str, tuple[Said, ...]] = Field(min_length=1)
    right: str | None = None

    @model_validator(mode="after")
    def _known(self) -> Point:
        if self.right is not None and self.right not in self.says:
            raise ValueError(f"right 写了 says 中没有的说法：{self.right}")
        if self.right is None and len(self.says) < 2:
            raise ValueError("没有 right 的，says 至少写两种说法")
        return self


class Policy(ConfigModel):
    """One policy or decision that the office follows."""

    id: str
    title: Said
    kind: Literal["document", "decision", "meeting"] = "document"
    number: str = ""
    issuer: str = ""
    lead: Said
    people: tuple[str, ...] = ()
    issued: date | None = None
    in_force: Force = Force.model_validate({})
    names: tuple[Said, ...] = ()
    terms: Mapping[Said, float] = Field(default_factory=dict)
    at_least: float = Field(2.0, gt=0)
    unless: tuple[Said, ...] = ()
    points: tuple[Point, ...] = ()
    stages: tuple[Stage, ...] = ()
    links: tuple[Link, ...] = ()

    @field_validator("id")
    @classmethod
    def _short_code(cls, value: str) -> str:
        if not _ID.fullmatch(value):
            raise ValueError("须为小写字母开头的短代码，可含数字与连字符")
        return value

    @field_validator("title")
    @classmethod
    def _without_marks(cls, value: str) -> str:
        if value.startswith("《"):
            raise ValueError("题名不写书名号")
        return value

    @field_validator("number")
    @classmethod
    def _readable(cls, value: str) -> str:
        if value and parse_number(value) is None:
            raise ValueError(f"文号须写作 长府办发〔2017〕54号 的形式：{value}")
        return value

    @field_validator("names")
    @classmethod
    def _long_enough(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        for value in values:
            if len(value) < _SHORTEST_NAME:
                raise ValueError(f"简称至少三个字，否则会认错：{value}")
        return values

    @model_validator(mode="after")
    def _sound(self) -> Policy:
        refuse_twice([s.id for s in self.stages], "解读节点", ("stages", "id"))
        refuse_twice([p.name for p in self.points], "要点", ("points", "name"))
        reach = sum(weight for weight in self.terms.values() if weight > 0)
        if self.terms and (len(self.terms) < 2 or reach < self.at_least):
            raise ValueError(
                f"关键词语至少两个，分值之和不得小于 at_least（{self.at_least:g}），否则永不成立"
            )
        if not (self.number or self.names or self.terms or Title.of(self.title)):
            raise ValueError("题名太短，认不出：须另写 number、names 或 terms")
        return self

    @cached_property
    def document(self) -> DocumentNumber | None:
        """Its number, read; None for one that has none."""
        return parse_number(self.number) if self.number else None

    @cached_property
    def sought(self) -> tuple[str, ...]:
        """All words by which a text may speak of it: of its number and its title the part that all spellings have."""
        title = Title.of(self.title)
        anchors = ([title.core] if title else []) + ([self.document.letters] if self.document else [])
        return tuple(dict.fromkeys((*anchors, *self.names, *self.terms)))

    @cached_property
    def from_day(self) -> date | None:
        """From when on it can be spoken of; None: ever since."""
        days = [day for day in (self.issued, self.in_force.first) if day is not None]
        return min(days, default=None)

    def stage(self, ident: str) -> Stage | None:
        return next((s for s in self.stages if s.id == ident), None)


class WatchRules(ConfigModel):
    """When an interpretation is suggested, and how often it is asked for again."""

    window: Span = timedelta(hours=24)
    rhythm: Span = timedelta(days=14)
    at_least: int = Field(5, ge=1)
    people: int = Field(3, ge=1)
    growth: float = Field(3.0, ge=1)
    share: float = Field(0.3, ge=0, le=1)
    conflict_by: int = Field(2, ge=1)
    again_after: Span = timedelta(hours=72)
    effect: Span = timedelta(days=3)
    remind: Span = timedelta(hours=24)
    ahead: Span = timedelta(days=1)
    to: tuple[Role, ...] = Field(("officer", "section_head"), min_length=1)
    before: Span = timedelta(days=30)
    linger: Span = timedelta(days=90)
    interpret_within: Span | None = None
    """By when a suggested interpretation is to be published; the office's own measure, None for an office without one."""

    @model_validator(mode="after")
    def _longer(self) -> WatchRules:
        if self.window <= timedelta(0) or self.remind <= timedelta(0):
            raise ValueError("window 与 remind 须大于 0")
        if self.interpret_within is not None and self.interpret_within <= timedelta(0):
            raise ValueError("interpret_within 须大于 0")
        if self.rhythm < self.window:
            raise ValueError("rhythm 不得短于 window")
        return self


class PoliciesConfig(ConfigModel):
    """``config/policies.yaml``."""

    version: str = ""
    basis: str = ""
    watch: WatchRules = Field(default_factory=WatchRules)
    confusion: ConfusionRules = Field(default_factory=ConfusionRules)
    policies: tuple[Policy, ...] = ()

    @model_validator(mode="after")
    def _once(self) -> PoliciesConfig:
        refuse_twice([p.id for p in self.policies], "政策", ("policies", "id"))
        return self

    def policy(self, ident: str) -> Policy | None:
        return next((p for p in self.policies if p.id == ident), None)

    def followed_on(self, policy: Policy, day: date) -> bool:
        """Whether a policy is followed on a day: some time before it comes out (征求意见), some after it ends."""
        first, last = policy.from_day, policy.in_force.last
        return (first is None or day >= first - self.watch.before) and (
            last is None or day <= last + self.watch.linger
        )
