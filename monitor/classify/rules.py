"""The rule files that classification reads, and their one hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.emergencies.emergency import EmergencyWords
from monitor.classify.emergencies.plain_speech import plain_groups
from monitor.classify.grading.severity_rules import SeverityRules
from monitor.classify.lexicon import Lexicon
from monitor.classify.matter.cries import cry_groups, cry_needs
from monitor.classify.matter.evidence import RelevanceConfig
from monitor.classify.organs.table import OrgansConfig
from monitor.classify.policies.watch_list import PoliciesConfig
from monitor.classify.result import EMERGENCIES
from monitor.classify.triage.campaigns import CampaignsConfig
from monitor.classify.triage.disposition import DispositionConfig
from monitor.classify.triage.opinion import OpinionRules
from monitor.config_file import locate, read, read_text
from monitor.errors import ConfigError
from monitor.text.places import RegionsConfig

FILES = (
    "taxonomy.yaml",
    "relevance.yaml",
    "emergency.yaml",
    "severity.yaml",
    "disposition.yaml",
    "opinion_level.yaml",
    "organs.yaml",
    "campaigns.yaml",
    "policies.yaml",
    "regions.yaml",
    "dictionary.txt",
)

_MAY_LACK = ("policies.yaml",)
"""Files that an older configuration folder lacks."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What an office has written down; ``version`` is the short hash of all files together."""

    taxonomy: TaxonomyConfig
    relevance: RelevanceConfig
    emergency: EmergencyWords
    severity: SeverityRules
    disposition: DispositionConfig
    opinion: OpinionRules
    organs: OrgansConfig
    campaigns: CampaignsConfig
    policies: PoliciesConfig
    regions: RegionsConfig
    version: str

    def lexicon(self, *more: Mapping[str, Mapping[str, float]]) -> Lexicon:
        """All weighted words in one automaton, and ``more`` groups that are made of the rules."""
        parts: tuple[Mapping[str, Mapping[str, float]], ...] = (
            self.taxonomy.seed_groups(),
            self.disposition.groups(),
            self.opinion.groups(),
            self.organs.groups(),
            self.campaigns.groups(),
            plain_groups(self.emergency.plain),
            cry_groups(self.relevance.cries),
            *more,
        )
        needs = self.disposition.needs() | self.opinion.needs() | cry_needs(self.relevance.cries)
        return Lexicon({name: words for groups in parts for name, words in groups.items()}, needs)

    def without_organ(self) -> list[str]:
        """Categories, kinds of emergency and districts that nobody answers for."""
        gaps = [f"类别“{c.name}”" for c in self.taxonomy.categories if c.name not in self.organs.categories]
        gaps += [f"突发事件 {kind}" for kind in EMERGENCIES if kind not in self.organs.emergencies]
        here = {o.region for o in self.organs.organs}
        return gaps + [f"区划 {r.code} {r.name}" for r in self.regions.regions if r.code not in here]


def read_rules(folder: Path) -> Rules:
    """Read and check the rule files. Raises ConfigError."""
    rules = Rules(
        read(folder / "taxonomy.yaml", TaxonomyConfig),
        read(folder / "relevance.yaml", RelevanceConfig),
        read(folder / "emergency.yaml", EmergencyWords),
        read(folder / "severity.yaml", SeverityRules),
        read(folder / "disposition.yaml", DispositionConfig),
        read(folder / "opinion_level.yaml", OpinionRules),
        read(folder / "organs.yaml", OrgansConfig),
        read(folder / "campaigns.yaml", CampaignsConfig),
        read_policies(folder),
        read(folder / "regions.yaml", RegionsConfig),
        _version(folder),
    )
    names = {c.name for c in rules.taxonomy.categories}
    for name in (*rules.organs.categories, *(n for t in rules.organs.topics for n in t.within)):
        if name not in names:
            raise ConfigError(folder / "organs.yaml", f"categories.{name}", "taxonomy.yaml 中没有这一类别")
    organs = {organ.name for organ in rules.organs.organs}
    for number, policy in enumerate(rules.policies.policies):
        if policy.lead not in organs:
            where = f"policies[{number}].lead"
            raise ConfigError(folder / "policies.yaml", where, f"organs.yaml 中没有名为 {policy.lead} 的单位")
    return rules


def read_policies(folder: Path) -> PoliciesConfig:
    """The watch list; an office that keeps none follows no policy. Raises ConfigError."""
    path = locate(folder / "policies.yaml")
    return read(path, PoliciesConfig) if path.exists() else PoliciesConfig()


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in FILES:
        if name in _MAY_LACK and not locate(folder / name).exists():
            continue
        digest.update(f"{name}\0{read_text(folder / name)}\0".encode())
    return digest.hexdigest()[:12]
