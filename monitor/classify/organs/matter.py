"""What is to be routed, and where it goes."""

from __future__ import annotations

from dataclasses import field

from monitor.classify.lexicon import Found
from monitor.classify.phrases import Phrasing, as_given
from monitor.classify.scoring.correction_words import NOTHING_SAID, CorrectionSaid
from monitor.classify.scoring.subject_model import Subject
from monitor.values import value


@value
class Matter:
    """What routing needs to know of a classification; ``lead`` and ``helpers`` are named where they are already known."""

    category: str
    emergency: str | None = None
    severity: str | None = None
    regions: tuple[str, ...] = ()
    local: bool | None = None
    focus: str | None = None
    disposition: str | None = None
    uncertain: bool = False
    lead: str | None = None
    helpers: tuple[str, ...] = ()
    cry: str | None = None
    """What somebody announces or calls for (扬言轻生), in the words of its rule."""
    above: str | None = None
    """The organ of the province that it is about, where that is known already."""
    found: Found = field(default_factory=dict)
    text: str = ""
    subject: Subject | None = None
    """What the model of subjects says of a post, or that of letters of a letter."""
    letter: bool = False
    """Whether a citizen sent it to the office."""
    said: CorrectionSaid = NOTHING_SAID
    """What the words of officers' corrections say."""
    phrasing: Phrasing = as_given
    """How the words by which it speaks are told."""
    unsure: bool = False
    """Whether only the model of alarms hears the emergency: its kind is a guess."""


@value
class Routing:
    """The organ that answers, the organ in charge, those that help (all by name), and why; empty when nobody is named."""

    organ: str | None = None
    lead: str | None = None
    coordinating: tuple[str, ...] = ()
    spokesperson: str | None = None
    basis: str = ""
    reasons: tuple[str, ...] = ()
    above: str | None = None
    """The organ of the province that the matter is about, as the text names it."""

    @property
    def organs(self) -> tuple[str, ...]:
        """The organ that answers, then the organ in charge where it is another one, then those that help."""
        if self.organ == self.lead and not self.coordinating:  # most are answered by whoever is in charge
            return (self.organ,) if self.organ else ()
        return tuple(dict.fromkeys([name for name in (self.organ, self.lead, *self.coordinating) if name]))
