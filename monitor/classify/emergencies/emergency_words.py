"""The lexicon by which emergencies are found: ``config/emergency.yaml``."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from monitor.classify.emergencies.figurative import FigurativeWords
from monitor.classify.emergencies.kinds import Kind
from monitor.classify.emergencies.watched import WatchedWords
from monitor.config_file import ConfigModel, Regex


class KindWords(ConfigModel):
    """Words of one kind: ``strong`` ones suffice, ``weak`` ones need support, ``counted`` ones a number of casualties."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()


class ContextWords(ConfigModel):
    """Words that turn a match into a worry or a subject: within 10 characters before, or 8 behind."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class CrowdWords(ConfigModel):
    """When many people together are a mass incident: what they do says so (``protest``), or it does (``gathering``) beside a sign of anger."""

    at_least: int
    protest: tuple[str, ...]
    gathering: tuple[str, ...]
    signs: tuple[str, ...]
    flowing: tuple[str, ...] = ()
    """Of ``gathering``: words that only say where people went or what they took part in. They need ``anger``; or ``claims``, or one of
    ``organs`` as their goal, where nothing says that it is in ``peace``."""
    anger: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    peace: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    """What brings many people together in peace: of them a gathering is none, whatever signs stand beside it."""


class PlainRule(ConfigModel):
    """A thing (``what``), what befell it (``does``) behind it, what must (``with``) and must not (``never``) stand near them.

    ``close``: both stand in one clause, with hardly anything between.
    """

    kind: Kind
    close: bool = False
    what: tuple[str, ...]
    does: tuple[str, ...]
    beside: tuple[str, ...] = Field(default=(), alias="with")
    never: tuple[str, ...] = ()


class KindShift(ConfigModel):
    """A kind (``of``) becomes another (``to``) where a word (``told``) stands with one of ``with`` and none of ``never``.

    They stand in one sentence, or with ``whole`` anywhere in the headline and the opening.
    """

    of: tuple[Kind, ...]
    to: Kind
    told: tuple[str, ...]
    beside: tuple[str, ...] = Field(default=(), alias="with")
    never: tuple[str, ...] = ()
    whole: bool = False


class PlainWords(ConfigModel):
    """Emergencies in plain words: named groups of ``things``, the rules, and words of what is no true story (``unreal``)."""

    unreal: tuple[str, ...]
    things: Mapping[str, tuple[str, ...]]
    rules: tuple[PlainRule, ...]


class ForetoldWords(ConfigModel):
    """Weather that is only warned of: ``hazards``, the ``signals`` and ``issuers`` of warnings, ``marks`` of a clause that foretells."""

    hazards: tuple[str, ...]
    signals: tuple[str, ...]
    issuers: tuple[str, ...]
    marks: tuple[str, ...]


class LastingWords(ConfigModel):
    """What tells a lasting nuisance (常年排污), and what a sudden happening."""

    words: tuple[str, ...]
    sudden: tuple[str, ...]


class AsideWords(ConfigModel):
    """Of a drill or a work of fiction beside a fresh report: told in ``passing`` (上月曾组织), or ``identifying`` the report (这是一次)."""

    passing: tuple[str, ...]
    identifying: tuple[str, ...]


class AlarmRules(ConfigModel):
    """When the learnt model is believed that hears an emergency where no word names one: from which probability, in what.

    ``addressed_from``: in a letter to an office, which tells at length of what is over. ``doubted_from``: where the model of relevance
    hears no matter at all. ``short_from``: in what has fewer than ``short_chars`` letters, of which the model hears little. What is
    longer than ``most_chars``, or of other ``sources``, is a report or told at length: that is believed from ``at_length_from``
    (1: never) alone, up to ``length_chars``, and where it says that somebody came to harm (``harmed``).
    """

    believed_from: float = Field(0.4, ge=0, le=1)
    addressed_from: float = Field(0.9, ge=0, le=1)
    doubted_from: float = Field(0.5, ge=0, le=1)
    short_from: float = Field(0, ge=0, le=1)
    at_length_from: float = Field(1, ge=0, le=1)
    short_chars: int = 20
    most_chars: int = 300
    length_chars: int = 3000
    sources: tuple[str, ...] = ("social", "forum", "hotline", "mailbox", "other")
    several: tuple[Kind, ...] = ("food_poisoning", "epidemic")
    """Kinds that are none of one person alone: of them a sign of several (``signs``) must stand in the text."""
    signs: tuple[str, ...] = ()
    harmed: tuple[str, ...] = ()
    """Words that say that somebody came to harm."""


class Scores(ConfigModel):
    """What a match is worth by its place, and how much makes an emergency."""

    title: int = 3
    lead: int = 2
    body: int = 1
    support: int = 1
    count: int = 2
    threshold: int = 3
    lead_chars: int = 130
    support_chars: int = 45


class EmergencyWords(ConfigModel):
    """``config/emergency.yaml``."""

    version: str
    basis: str
    kinds: dict[Kind, KindWords]
    order: tuple[Kind, ...]
    never: tuple[str, ...]
    context: ContextWords
    crowd: CrowdWords
    plain: PlainWords
    foretold: ForetoldWords
    lasting: LastingWords
    shifts: tuple[KindShift, ...] = ()
    support: tuple[str, ...]
    support_before: tuple[str, ...] = ()
    figurative: FigurativeWords = FigurativeWords()
    watched: WatchedWords = WatchedWords()
    bare_titles: tuple[Regex, ...] = ()
    """Headlines that name nothing (情况通报), whole: under one of these the first sentence is the headline."""
    popular: tuple[str, ...] = ()
    """Beside these words 大火 is a success and no fire."""
    petition: tuple[str, ...]
    recent: tuple[str, ...]
    drill: tuple[str, ...]
    fiction: tuple[str, ...]
    played: tuple[str, ...]
    unreal: tuple[str, ...]
    verdict: tuple[str, ...]
    crimes: dict[Kind, tuple[str, ...]] = Field(default_factory=dict)
    """By the name of the crime, what kind a court tries where no other word tells it; the first that fits."""
    statistic: tuple[str, ...]
    past: tuple[str, ...]
    compared: tuple[str, ...]
    not_framing: tuple[str, ...]
    aside: AsideWords
    attribution: tuple[str, ...]
    abroad: tuple[str, ...]
    abroad_short: tuple[str, ...]
    abroad_short_before: tuple[str, ...]
    domestic: tuple[str, ...]
    alarm: AlarmRules = AlarmRules()
    scores: Scores = Scores()
