"""The rule book: every configuration file that decides something, checked and hashed as one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar

import yaml
from pydantic import BaseModel, Field, ValidationError, field_validator

from monitor import config_file
from monitor.classify.learning.sampling import LearningRules
from monitor.classify.policies.watch_list import PoliciesConfig
from monitor.classify.triage.opinion import OpinionRules
from monitor.config_file import ConfigModel, Span
from monitor.errors import ConfigError
from monitor.events.rules import EventRules
from monitor.sla.delivery import DeliveryRules
from monitor.sla.papers import PaperRules
from monitor.sla.release import VerificationRules
from monitor.sla.roster import Roster, RosterFile
from monitor.sla.rule_files import WATCHED
from monitor.sla.rules import SlaRules
from monitor.sla.triggers import CaseRules
from monitor.text.places import RegionsConfig

M = TypeVar("M", bound=BaseModel)

RULE_FILES = ("sla.yaml", "cases.yaml", "severity.yaml", "emergency.yaml", "organs.yaml", "regions.yaml")
"""The files whose text decides about a case; their hash is the case's rule version."""


class DigestRules(ConfigModel):
    """When the daily digest is made and to which roles it goes."""

    hour: str = "07:30"
    to: tuple[Literal["officer", "section_head", "deputy", "leader"], ...] = ("leader", "deputy")

    @field_validator("hour")
    @classmethod
    def _clock_time(cls, value: str) -> str:
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
            raise ValueError("须写作 HH:MM")
        return value


class CircularRules(ConfigModel):
    """How the circular ranks organs."""

    ranked_from: int = Field(3, ge=1)


class ConsoleRules(ConfigModel):
    """How the console is reached from telephones, and how long a sign-in lasts."""

    public_url: str = ""
    session_hours: int = Field(12, ge=1, le=168)

    @field_validator("public_url")
    @classmethod
    def _whole_address(cls, value: str) -> str:
        if value and not re.fullmatch(r"https?://[^\s/]+(?:/\S*)?", value):
            raise ValueError("须以 http:// 或 https:// 开头，或留空")
        return value


class FollowRules(ConfigModel):
    """When silence is a fault."""

    source_silent_after: Span


class OfficeRules(ConfigModel):
    """``config/office.yaml``."""

    id: str
    name: str
    region: str
    case_number: str = "舆〔{year}〕{seq}号"
    digest: DigestRules = DigestRules()
    circular: CircularRules = CircularRules()
    console: ConsoleRules = ConsoleRules()
    follow: FollowRules
    anchors: str = "var/anchors"
    anchors_to: tuple[str, ...] = ()

    @field_validator("id")
    @classmethod
    def _short_code(cls, value: str) -> str:
        if not re.fullmatch(r"[a-z][a-z0-9_-]{0,31}", value):
            raise ValueError("须为小写字母开头的短代码")
        return value

    @field_validator("case_number")
    @classmethod
    def _has_both(cls, value: str) -> str:
        return config_file.number_form(value)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Everything that decides about cases, under one version (SHA-256 over the files' texts)."""

    config_dir: Path
    office: OfficeRules
    sla: SlaRules
    cases: CaseRules
    papers: PaperRules
    verification: VerificationRules
    roster: Roster
    delivery: DeliveryRules
    region_names: Mapping[str, str]
    learning: LearningRules
    opinion: OpinionRules
    events: EventRules
    policies: PoliciesConfig
    version: str
    texts: dict[str, str]
    watched: dict[str, str]
    """The texts of the files whose edits are told, as they were read."""

    @classmethod
    def load(cls, config_dir: Path) -> RuleBook:
        """Read and check the rule files of a folder. Raises ConfigError."""
        office = _office(config_dir)
        roster = Roster(config_file.read(config_dir / "roster.yaml", RosterFile))
        stranger = next((p for p in office.anchors_to if roster.person(p) is None), None)
        if stranger is not None:
            raise ConfigError(config_dir / "office.yaml", "anchors_to", f"值班表中没有 {stranger} 这个人")
        regions = _region_names(config_dir / "regions.yaml")
        if regions and office.region not in regions:
            raise ConfigError(
                config_dir / "office.yaml", "region", f"regions.yaml 中没有代码为 {office.region} 的地区"
            )
        texts = _texts(config_dir, RULE_FILES)
        cases = config_file.read(config_dir / "cases.yaml", CaseRules)
        opinion = config_file.read(config_dir / "opinion_level.yaml", OpinionRules)
        policies = _optional(config_dir / "policies.yaml", PoliciesConfig)
        _check_people(config_dir / "policies.yaml", policies, roster)
        _check_triggers(config_dir / "cases.yaml", cases, opinion)
        return cls(
            config_dir=config_dir,
            office=office,
            sla=config_file.read(config_dir / "sla.yaml", SlaRules),
            cases=cases,
            papers=config_file.read(config_dir / "papers.yaml", PaperRules),
            verification=_optional(config_dir / "verification.yaml", VerificationRules),
            roster=roster,
            delivery=_optional(config_dir / "delivery.yaml", DeliveryRules),
            region_names=regions,
            learning=_optional(config_dir / "learning.yaml", LearningRules),
            opinion=opinion,
            events=config_file.read(config_dir / "events.yaml", EventRules),
            policies=policies,
            version=_version(texts),
            texts=texts,
            watched=_texts(config_dir, WATCHED) | texts,
        )


def _texts(config_dir: Path, names: Iterable[str]) -> dict[str, str]:
    paths = {name: config_file.locate(config_dir / name) for name in names}
    return {name: config_file.read_text(path) for name, path in paths.items() if path.exists()}


def _check_triggers(path: Path, cases: CaseRules, opinion: OpinionRules) -> None:
    """A trigger that waits for a rule which nobody keeps, or which counts and says nothing, would be silent for ever."""
    known = {rule.id for rule in opinion.rules if rule.asks_for_said}
    for number, trigger in enumerate(cases.triggers):
        for name in trigger.when.opinion_rule or ():
            if name not in known:
                where = f"triggers[{number}].when.opinion_rule"
                raise ConfigError(
                    path,
                    where,
                    f"opinion_level.yaml 中没有凭用词（words）、may_become 或 learned 成立的规则 {name}",
                )


def _check_people(path: Path, policies: PoliciesConfig, roster: Roster) -> None:
    """Whom an interpretation is asked of must be somebody whom the office can reach."""
    for number, policy in enumerate(policies.policies):
        stranger = next((p for p in policy.people if roster.person(p) is None), None)
        if stranger is not None:
            where = f"policies[{number}].people"
            raise ConfigError(path, where, f"值班表中没有 {stranger} 这个人")


def _office(config_dir: Path) -> OfficeRules:
    """The office of a folder; a book among others bears its office's id as its name."""
    path = config_dir / "office.yaml"
    office = config_file.read(path, OfficeRules)
    if config_dir.parent.name == config_file.BOOKS and office.id != config_dir.name:
        raise ConfigError(path, "id", f"须与规则库文件夹同名：{config_dir.name}")
    return office


def book_folders(config_dir: Path) -> list[Path]:
    """The rule books of other offices that live in a configuration folder."""
    folder = config_dir / config_file.BOOKS
    return sorted(p for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []


def _optional(path: Path, model: type[M]) -> M:
    """A file that an older configuration folder may lack: its defaults stand in."""
    return config_file.read(path, model) if config_file.locate(path).exists() else model()


@lru_cache(maxsize=64)
def kept_rules(text: str) -> SlaRules | None:
    """The rules in the stored text of an earlier ``sla.yaml``; None when this program can no longer read them."""
    try:
        return config_file.parse(text, SlaRules, kept=True)
    except (yaml.YAMLError, ValidationError):
        return None


def _region_names(path: Path) -> dict[str, str]:
    """The names of the regions by their codes; empty for an office without the file."""
    if not path.is_file():
        return {}
    book = config_file.read(path, RegionsConfig)
    return {r.code: r.name for r in (book.city, *book.regions)}


def _version(texts: dict[str, str]) -> str:
    digest = hashlib.sha256()
    for name in sorted(texts):
        digest.update(name.encode() + b"\0" + texts[name].encode() + b"\0")
    return digest.hexdigest()[:16]
