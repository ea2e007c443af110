"""A learned severity: a second opinion on how grave a matter is. It raises attention and a doubt, and touches no level.

It is asked where the rules found an emergency and graded it less than II, or took it for long past or for a trial. What it says names a
level, how likely that is, and the words that it rests on, for a person to look at (decision 0049).
"""

from __future__ import annotations

from pathlib import Path

from monitor.classify.emergencies.framing import EmergencyFinding
from monitor.classify.grading.gravity_traits import GravityReader
from monitor.classify.grading.learned_rules import LearnedRules
from monitor.classify.grading.reach import LEVELS
from monitor.classify.grading.severity_rules import Level, SeverityRules
from monitor.classify.rereading.chooser import Forest
from monitor.classify.rereading.ledger import Ledger
from monitor.classify.rereading.raising import Reads
from monitor.classify.rereading.signs import ledgers
from monitor.classify.result import GRAVE, Cited, LearnedLevel, Place
from monitor.classify.scoring import artefact
from monitor.classify.told import Told

NAME = "severity"
RISING = ("reach", "alone", "chosen", "party", "sick", "as a")
"""How the traits begin of which more never makes a matter less grave."""
_MOST_CITED = 3


class SeverityModel:
    """The trees of the artefact. Raises MonitorError where they are missing, damaged or altered."""

    def __init__(self, path: Path) -> None:
        manifest, arrays = artefact.parts(path)
        self.id = str(manifest["sha256"])[:12]
        self._forest = Forest(arrays, float(manifest["base"]), int(manifest["depth"]))

    def odds(self, rows: list[tuple[float, ...]]) -> list[float]:
        """How likely each row's level is reached."""
        found: list[float] = self._forest.odds(rows).tolist()
        return found


def shipped() -> SeverityModel:
    """The model that comes with the product. Raises MonitorError."""
    return SeverityModel(Path(__file__).parents[1] / "model" / f"{NAME}.npz")


class LearnedSeverity:
    """Asks the model; built once from the rules, which say when it is believed, and from the chooser of figures."""

    def __init__(
        self, rules: SeverityRules, learned: LearnedRules, model: SeverityModel, chooser: Reads
    ) -> None:
        self._rules, self._model, self._chooser = learned, model, chooser
        self._reader = GravityReader(rules, learned)

    def of(self, finding: EmergencyFinding, severity: str | None, told: Told) -> LearnedLevel | None:
        """I or II where the model believes it and the rules have not said so; else None."""
        least = self._asked_from(finding, severity)
        if least is None:
            return None
        texts = ledgers(told.title, told.text)
        if not self._reader.is_worth_asking(finding.kind, texts):
            return None
        heading, text = texts
        books = Ledger(heading, told.reported), Ledger(text, told.reported)
        found = self._reader.read(finding.kind, books, self._chooser.read(*books).choose("deaths"))
        odds = dict(zip(LEVELS, self._model.odds([found.rows[level] for level in LEVELS]), strict=True))
        grave = max(odds["I"], odds["II"])
        if grave < least:
            return None
        level: Level = "I" if odds["I"] >= least else "II"
        cited: list[Place] = []
        for part, start, end in found.spans:
            place = _place(part, start, end, told)
            if len(cited) < _MOST_CITED and not any(_overlap(place, other) for other in cited):
                cited.append(place)
        return LearnedLevel(level, grave, tuple(_quoted(place, told) for place in cited))

    def _asked_from(self, finding: EmergencyFinding, severity: str | None) -> float | None:
        """From which probability on the model is believed; None where it is not asked."""
        if finding.named is None or severity in GRAVE:
            return None
        if finding.abroad or finding.statistic or not finding.is_datable:
            return None
        return self._rules.believed_from if finding.is_current else self._rules.framed_from


def _place(part: str, start: int, end: int, told: Told) -> Place:
    if part == "title":
        return Place("title", *told.title.source_span(start, end))
    return Place("text", *told.text.source_span(start, end))


def _overlap(one: Place, other: Place) -> bool:
    return one.field_name == other.field_name and one.start < other.end and other.start < one.end


def _quoted(place: Place, told: Told) -> Cited:
    raw = told.item.title if place.field_name == "title" else told.item.text
    return Cited(raw[place.start : place.end], place)
