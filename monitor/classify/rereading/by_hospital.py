"""The hurt or the ill as the sum of those whom several hospitals took in, where the text does not count them all itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from monitor.classify.figures.casualties import Casualties
from monitor.classify.figures.origin import Origins
from monitor.classify.rereading.care_rolls import CareRoll, care_roll
from monitor.classify.result import Figure, Place
from monitor.text.alternation import compiled
from monitor.text.clean import CleanText

# 12人系中暑，与吃饭无关; 认定为病例的是94人
_NOT_ALL_ILL = compiled(
    "中暑|心理|无关|情绪紧张|心里害怕|(?:诊断|认定|判定|确认|定|确诊)为[^，。；]{0,8}?(?:中毒|病例|胃肠炎)"
)
# 其余9人伤情稳定, 现有9人住院: who is left is told.
_LEFT = re.compile("其余|其他|剩下|余下|现有|另外")


def taken_in(
    name: str, known: Casualties, text: CleanText, reported: date | None, origins: Origins
) -> Figure | None:
    """All whom the hospitals of a text took in, where no number of it counts them all."""
    roll = care_roll(text.text, reported)
    if roll is None or (
        name == "poisoned" and (roll.dead or roll.called_hurt or _NOT_ALL_ILL.search(text.text))
    ):
        return None
    first = known.figures.get(name)
    number = roll.number - roll.dead
    if number <= 0 or origins.denied_soon(*roll.spans[0]) or origins.denied_soon(*roll.spans[-1]):
        return None
    places = tuple(Place("text", *text.source_span(*span)) for span in roll.spans)
    if first and (first.value == number or first.corrected or first.supersedes):
        return None
    if first and not _gives_way(first, number, roll, text.text, places):
        return None
    return Figure(number, roll.bound, origins.at(roll.spans[0][0]), places)


def _gives_way(first: Figure, number: int, roll: CareRoll, text: str, places: Sequence[Place]) -> bool:
    """Whether a number known is none of all the hurt that the text itself tells, but a part of them, or a sum of its own."""
    told = first.value in roll.numbers or any(p.field_name == "title" for p in first.places)
    if roll.dead and first.value == roll.number and not told and first.bound == "exact":
        # 5人送到县医院，5人送到中医院，中医院的1人抢救无效死亡: the ten are those who were taken in.
        ends = roll.spans[-1][1]
        return all(
            p.field_name == "text" and places[0].start <= p.start <= places[-1].end for p in first.places
        ) and not _LEFT.search(text, ends)
    if first.value > number:
        # 17名伤者送医，县医院接诊10名，另7名送往中医院: a sum of its own counts some of them twice.
        return roll.counted and not told and first.value > roll.number
    if first.whole or (told and first.value > roll.most):
        ends = places[-1].end + len(re.split("[。！？\\n]", text[roll.spans[-1][1] :], maxsplit=1)[0])
        # 66人受伤: who counts them all is not outdone by what hospitals say.
        return all(p.field_name == "text" and places[0].start <= p.start < ends for p in first.places)
    return True
