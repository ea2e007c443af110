"""Finding every count of people in a text: which figure it names, and what part it plays in the report."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.area_heads import under_heads
from monitor.classify.figures.areas import area_of, area_within, vehicle_of
from monitor.classify.figures.beyond_counts import beyond_counts
from monitor.classify.figures.by_state import by_state
from monitor.classify.figures.come_to_toll import come_to_toll
from monitor.classify.figures.corrected_tolls import put_right
from monitor.classify.figures.count_words import ALL_ILL
from monitor.classify.figures.denied import disowned_from, is_taken_back
from monitor.classify.figures.elsewhere import is_elsewhere, is_mourned
from monitor.classify.figures.frames import Frames
from monitor.classify.figures.hurt_who_died import goes_on
from monitor.classify.figures.listed_hurt import hospital_of, without_guests, without_the_ill
from monitor.classify.figures.mention import Context, Mention
from monitor.classify.figures.named_counts import NamedCounts
from monitor.classify.figures.named_rolls import named_rolls
from monitor.classify.figures.newly_counted import as_counted
from monitor.classify.figures.of_the_rescued import of_the_rescued
from monitor.classify.figures.origin import Origins
from monitor.classify.figures.own_claims import is_answered_no, is_asked
from monitor.classify.figures.revived import without_the_revived
from monitor.classify.figures.rolling import newest_stands
from monitor.classify.figures.scenes import under_scenes
from monitor.classify.figures.sentence_counts import counts_in
from monitor.classify.figures.set_right import set_right
from monitor.classify.figures.so_far import SoFar
from monitor.classify.figures.superseding import counts_all
from monitor.classify.figures.told_twice import told_twice

_MAY_BE_ILL = re.compile(f"{ALL_ILL.pattern}|就诊|确诊|感染|住院|发病")
_HURT_OR_IN_CARE = re.compile("伤|(?:均|都|全部)(?:仍|还|正|已)?在[^，。；]{0,8}?(?:医院|治疗|病房)")
_THESE = re.compile("[这该]|上述$")
_PLAIN = Context()
_AFTERWARDS = (
    come_to_toll,
    told_twice,
    goes_on,
    of_the_rescued,
    as_counted,
    newest_stands,
    set_right,
    without_the_revived,
    put_right,
)
"""What puts the counts of a text right once all of them are known, in this order."""


def find_mentions(text: str, origins: Origins, context: Context = _PLAIN) -> list[Mention]:
    """Every count of casualties in a clean text, in order."""
    if not p.GATE.search(text):
        return []
    background = p.BACKGROUND.search(text)
    limit = background.start() if background else len(text)
    frames = Frames(text, context.reported)
    out: list[Mention] = []
    absent: str | None = None
    disowned = disowned_from(text, origins)
    for number, match in enumerate(p.SENTENCE.finditer(text, 0, limit)):
        if not (p.GATE.search(match[0]) or (context.poisoning and _MAY_BE_ILL.search(match[0]))):
            continue
        named = NamedCounts(text, match.span(), context.poisoning, absent=absent)
        read = SoFar(text, match.span(), number, named)
        counted = without_guests([*counts_in(read), *beyond_counts(read)], text)
        for mention in without_the_ill(counted, text):
            if mention.start >= disowned or (mention.loose and named.words.absent is None):
                continue
            frame = frames.of(match.span(), mention.start, mention.end)
            if frame == "other":
                continue
            origin = origins.at(mention.end)
            if origin == "media" and mention.value and is_asked(text, mention.start, mention.end):
                origin = "unverified"
                if is_answered_no(text):
                    continue
            if (
                mention.name == "deaths"
                and mention.value
                and p.UNRELATED.match(text, mention.end, match.end())
            ):
                continue
            if mention.value and (
                is_elsewhere(text, match.span(), mention.start)
                or (mention.name == "deaths" and is_mourned(text, mention.start, mention.end))
            ):
                continue
            if not is_taken_back(text, origins, mention, origin, match.span()):
                out.append(
                    replace(
                        mention,
                        earlier=frame == "earlier",
                        former=frame == "before",
                        origin=origin,
                        speaker=origins.speaker(mention.end, context.reported),
                        # 当场造成4人死亡 counts those who died there and then.
                        whole=mention.manner != "scene" and counts_all(text, match.start(), mention),
                        area=(context.spread and area_within(text, mention.start, mention.end))
                        or (area_of if context.spread else vehicle_of)(text, match.start(), mention.start)
                        or hospital_of(text, match.start(), mention),
                        as_hurt=_HURT_OR_IN_CARE.search(text, mention.start, mention.end) is not None,
                        these=_THESE.search(text, max(0, mention.start - 3), mention.start) is not None,
                    )
                )
        absent = named.words.absent
    for name, count, start, end in named_rolls(text):
        row = sum(1 for _ in p.SENTENCE.finditer(text, 0, start))
        origin = origins.at(start)
        out.append(Mention(name, count, "exact", start, end, "weak", sentence=row, origin=origin))
    if not (context.poisoning or context.spread):
        out = by_state(out, text, frames, origins)
    out = (under_heads if context.spread else under_scenes)(out, text)
    for step in _AFTERWARDS:
        out = step(out, text)
    return out
