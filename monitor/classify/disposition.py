"""Disposition, focus and flags of a matter by weighted words: what kind of answer it asks for, and what to watch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from pydantic import Field

from monitor.classify.lexicon import NONE, Found
from monitor.classify.result import SEVERITIES, graver
from monitor.config_file import ConfigModel

DisposedAs = Literal["constructive", "hardship", "misunderstanding", "erroneous"]
Focus = Literal["major_decision", "vital_interest", "image_credibility"]
Flag = Literal["rumour", "major_problem", "sensitive", "unverified"]

T = TypeVar("T", bound=str)

_LABELS: Mapping[str, str] = {
    "constructive": "建设性意见",
    "hardship": "实际困难",
    "misunderstanding": "误解疑问",
    "erroneous": "错误观点",
    "major_decision": "重大决策",
    "vital_interest": "切身利益",
    "image_credibility": "形象公信",
    "rumour": "不实信息",
    "unverified": "未经证实",
    "major_problem": "重大问题",
    "sensitive": "敏感",
}


class Words(ConfigModel):
    """Weighted words, and the sum from which they count."""

    at_least: float
    words: Mapping[str, float]


class DispositionConfig(ConfigModel):
    """``config/disposition.yaml``."""

    version: str
    basis: str
    dispositions: Mapping[DisposedAs, Words]
    order: tuple[DisposedAs, ...]
    default: Mapping[str, DisposedAs] = Field(default_factory=dict)
    emergency: DisposedAs
    focuses: Mapping[Focus, Words]
    focus_order: tuple[Focus, ...]
    flags: Mapping[Flag, Words]
    addressed: Words
    severity_words: Mapping[str, Literal["I", "II", "III", "IV"]]

    def groups(self) -> dict[str, Mapping[str, float]]:
        """The lexicon groups that :func:`dispose` reads."""
        out: dict[str, Mapping[str, float]] = {}
        for groups in (self.dispositions, self.focuses, self.flags):
            out |= {str(name): words.words for name, words in groups.items()}
        levels = {word: float(SEVERITIES.index(level) + 1) for word, level in self.severity_words.items()}
        return {**out, "severity": levels, "addressed": self.addressed.words}


@dataclass(frozen=True, slots=True)
class Disposed:
    """What :func:`dispose` found, with a reason for each."""

    disposition: str | None
    focus: str | None
    flags: tuple[str, ...]
    reasons: tuple[str, ...]


NOTHING = Disposed(None, None, (), ())


def dispose(config: DispositionConfig, found: Found, *, source_kind: str, emergency: bool) -> Disposed:
    """Disposition, focus and flags of a relevant matter."""
    flags = tuple(f for f, words in config.flags.items() if _speaks(words, found, f))
    reasons = [_reason(flag, found) for flag in flags]
    disposition: str | None = (
        config.emergency if emergency else _strongest(config.dispositions, config.order, found)
    )
    if disposition == "erroneous" and "rumour" in flags:
        # A false fact is refuted, not argued with: an opinion is what is left when it stands alone.
        disposition = "misunderstanding"
    disposition = disposition or config.default.get(source_kind)
    focus: str | None = _strongest(config.focuses, config.focus_order, found)
    focus = focus or ("vital_interest" if emergency or disposition == "hardship" else None)
    reasons += [_reason(name, found) for name in (disposition, focus) if name]
    return Disposed(disposition, focus, flags, tuple(reasons))


def is_addressed(config: DispositionConfig, found: Found) -> bool:
    """Whether a text speaks to an office as a petition does, whatever channel it came by."""
    return _speaks(config.addressed, found, "addressed")


def severity_by_words(config: DispositionConfig, found: Found) -> str:
    """A provisional level where the text states no number: IV unless it calls the emergency graver in so many words."""
    level: str | None = None
    for word in found.get("severity", NONE).words:
        level = graver(level, config.severity_words[word])
    return level or "IV"


def _speaks(words: Words, found: Found, name: str) -> bool:
    return found.get(name, NONE).score >= words.at_least


def _strongest(groups: Mapping[T, Words], order: Sequence[T], found: Found) -> T | None:
    """The group that passes its floor by the widest margin; the earlier in ``order`` at a tie."""
    passed = [n for n in order if n in groups and _speaks(groups[n], found, n)]
    return max(passed, key=lambda n: found[n].score / groups[n].at_least, default=None)


def _reason(name: str, found: Found) -> str:
    words = found.get(name, NONE).words
    quoted = "、".join(f"“{w}”" for w in words[:3])
    return f"{_LABELS[name]}：词语{quoted}" if words else f"{_LABELS[name]}：依来源或事件性质"
