"""Cries for help and threats: who says that he will die, or kill, is the business of police and doctors, however private his grief.

A figure of speech uses the same words (周一不想活了, 这首歌杀我): so a wish counts beside a cause or a means alone, and nothing counts
beside the words of shows, games, songs and jokes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.classify.lexicon import Found
from monitor.config_file import ConfigModel

_NEAR_CHARS = 60


class CryRule(ConfigModel):
    """One kind of cry: ``alone`` suffices; else ``says`` and, near it, a word of ``beside``. Nothing of ``never``."""

    name: str
    label: str
    alone: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class Cries:
    """The rules of ``cries`` in ``config/relevance.yaml``, asked by the words that the lexicon has found."""

    def __init__(self, rules: Sequence[CryRule]) -> None:
        self._rules = [(rule, *(_group(rule, part) for part in _PARTS)) for rule in rules]

    def find(self, found: Found) -> str | None:
        """The label of the first rule that a text fits."""
        for rule, alone, says, beside, never in self._rules:
            if never in found or not (alone in found or says in found):
                continue
            if alone in found or _is_near(found, says, beside):
                return rule.label
        return None


def cry_groups(rules: Sequence[CryRule]) -> Mapping[str, Mapping[str, float]]:
    """The lexicon groups of the rules' words."""
    groups = {
        _group(rule, part): dict.fromkeys(getattr(rule, part), 1.0) for rule in rules for part in _PARTS
    }
    return {name: words for name, words in groups.items() if words}


_PARTS = ("alone", "says", "beside", "never")


def _group(rule: CryRule, part: str) -> str:
    return f"cry/{rule.name}/{part}"


def _is_near(found: Found, one: str, other: str) -> bool:
    if other not in found:
        return False
    return any(abs(a - b) <= _NEAR_CHARS for a in found[one].starts for b in found[other].starts)
