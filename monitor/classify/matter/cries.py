"""Cries for help and threats: who says that he will die, or kill, is the business of police and doctors, however private his grief.

A figure of speech uses the same words (周一不想活了, 这首歌杀我): so a wish counts beside a cause or a means alone, and nothing counts
beside the words of shows, games, songs and jokes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from monitor.classify.lexicon import NONE, Found
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

    @cached_property
    def never_group(self) -> str:
        return _group(self, "never")

    @cached_property
    def alone_group(self) -> str:
        return _group(self, "alone")

    @cached_property
    def says_group(self) -> str:
        return _group(self, "says")

    @cached_property
    def beside_group(self) -> str:
        return _group(self, "beside")


class Cries:
    """The rules of ``cries`` in ``config/relevance.yaml``, asked by the words that the lexicon has found."""

    def __init__(self, rules: Sequence[CryRule]) -> None:
        self._rules = tuple(rules)
        # Most texts hold no word by which any rule could begin to hold.
        self._telling = frozenset(group for rule in rules for group in (rule.alone_group, rule.says_group))

    def find(self, found: Found, text: str) -> str | None:
        """The label of the first rule that a text fits, in which the lexicon has ``found`` these words."""
        if found.keys().isdisjoint(self._telling):
            return None
        for rule in self._rules:
            if rule.never_group not in found and _cries(rule, found, text):
                return rule.label
        return None


def cry_groups(rules: Sequence[CryRule]) -> Mapping[str, Mapping[str, float]]:
    """The lexicon groups of the rules' words."""
    groups = {
        _group(rule, part): dict.fromkeys(getattr(rule, part), 1.0) for rule in rules for part in _PARTS
    }
    return {name: words for name, words in groups.items() if words}


def cry_needs(rules: Sequence[CryRule]) -> dict[str, tuple[str, ...]]:
    """What stands beside a cry, and what makes none of it, is asked only where there is one."""
    beside = {rule.beside_group: rule.says for rule in rules if rule.beside}
    return beside | {rule.never_group: (*rule.alone, *rule.says) for rule in rules if rule.never}


_PARTS = ("alone", "says", "beside", "never")


def _group(rule: CryRule, part: str) -> str:
    return f"cry/{rule.name}/{part}"


def _cries(rule: CryRule, found: Found, text: str) -> bool:
    if rule.alone_group in found:
        return True
    says, beside = found.get(rule.says_group, NONE), found.get(rule.beside_group, NONE)
    return any(abs(text.find(a) - text.find(b)) <= _NEAR_CHARS for a in says.words for b in beside.words)
