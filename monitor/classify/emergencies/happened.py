"""What an item says about an emergency: kind and framing, numbers, time, level, and the reasons for it."""

from __future__ import annotations

from monitor.classify.emergencies.framing import UNNAMED, EmergencyFinding
from monitor.classify.figures.casualties import UNTOLD, Casualties
from monitor.classify.grading.severity import Coming, Grade
from monitor.classify.result import LearnedLevel, Place
from monitor.text.dates import Occurrence
from monitor.values import value

_RETOLD = "行文像案例、作品、庭审、纪念或统计，没有当日之事的迹象，未定级，请核对"


@value
class Happening:
    """What an item says about an emergency; ``grade`` only for a real and recent one in the country."""

    finding: EmergencyFinding
    casualties: Casualties
    when: Occurrence | None = None
    when_place: Place | None = None
    grade: Grade | None = None
    learned: LearnedLevel | None = None
    """A learned severity that finds it graver than ``grade``."""

    @property
    def severity(self) -> str | None:
        """The level, None for what is not graded."""
        return self.grade.level if self.grade else None

    @property
    def coming(self) -> Coming | None:
        """What its missing and trapped may make of it."""
        return self.grade.coming if self.grade else None

    @property
    def reasons(self) -> tuple[str, ...]:
        """The words that named the emergency and what makes its level doubtful."""
        if self.finding.kind is None:
            return ()
        words = list(dict.fromkeys(w.text for w in self.finding.words))[:3]
        quoted = "、".join(f"“{w}”" for w in words)
        if self.finding.unsure:
            named = f"疑似突发事件：用词规则未认出，模型据{quoted or '全文'}判断，请核对"
        else:
            named = f"突发事件：词语{quoted}" if words else "突发事件：依文中的人数"
        graver = (self.learned.words,) if self.learned else ()
        retold = (_RETOLD,) if self.finding.retold else ()
        return (named, *retold, *(self.grade.reasons if self.grade else ()), *graver)


NOTHING_HAPPENED = Happening(UNNAMED, UNTOLD)
"""What most items say."""


def unreal(happened: Happening) -> Happening:
    """What a story, an advert or a definition tells of did not happen: neither kind nor numbers nor time."""
    told = happened.finding
    return Happening(EmergencyFinding(fiction=told.kind is not None, words=told.words), Casualties())
