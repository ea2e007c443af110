"""What is read of a count of people: a mention, and the count and the casualty word that it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from monitor.classify.figures.origin import Origin
from monitor.classify.figures.speakers import SILENT, Speaker
from monitor.classify.result import Place
from monitor.text.numerals import Bound, Number

Role = Literal["correction", "update", "total", "plain", "added", "part", "weak", "zero", "from"]
Manner = Literal["scene", "hospital"]
Relation = Literal["joined", "rest", "further", "rival"]
Formerly = Literal["hurt", "badly_hurt", "missing", "trapped"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One count: ``name`` is a casualty field of the contract, ``light`` (轻伤), ``both`` (死伤) or ``recovered`` (no longer missing or trapped); ``vague``: 数十 is at least 20.

    ``relation``: joined to the next count (3名教师和1名司机身亡), the rest beside others (其余8人), further ones (又发现1具遗体), or those of another account (厂方称2人).
    ``of``: the dead were counted before as hurt, missing or trapped (15名伤者中2人不治), or rose in number by such.
    ``as_hurt``: called hurt (7名伤者), not only taken to hospital.
    ``these``: those who were just told of (这两名重伤员). ``on_the_way``: who died on the way to a hospital.
    ``whole``: all of them are counted (共造成…). ``area``: where, in a disaster of several areas. ``former`` ones were told by an earlier bulletin (此前通报). ``loose`` ones (全部获救) say something only where somebody was trapped before.
    """

    name: str
    value: int
    bound: Bound
    start: int
    end: int
    role: Role = "plain"
    manner: Manner | None = None
    added: bool = False
    earlier: bool = False
    origin: Origin = "media"
    sentence: int = 0
    vague: bool = False
    loose: bool = False
    former: bool = False
    relation: Relation | None = None
    of: Formerly | None = None
    speaker: Speaker = SILENT
    whole: bool = False
    area: str | None = None
    as_hurt: bool = False
    these: bool = False
    on_the_way: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention with the field it stands in and its place in the text as given."""

    mention: Mention
    place: Place


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole item tells about each of its sentences: is it about poisoning, on what day was it reported, and did it strike several areas (``spread``)?"""

    poisoning: bool = False
    reported: date | None = None
    spread: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    number: Number
    bare: bool
    life: bool = False
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A casualty word beside a count: its figure, the span of count and word, and how it was said; ``joined`` to the next count."""

    name: str
    start: int
    end: int
    role: Role | None = None
    joined: bool = False
