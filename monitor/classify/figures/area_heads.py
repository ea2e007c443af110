"""Areas that head what is told of each: 清河县：截至11时，21人受伤…。 平山县：一名老人被砸，另有3人受轻伤."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from monitor.classify.figures.areas import LEVELS, SHORT, ranked, without_sums
from monitor.classify.figures.mention import Mention, Placed

# A list names its areas before a colon; 甲县方面，… does so in prose.
_HEAD = re.compile(
    "(?:^|(?<=[\\n。；]))[●■◆▲★·—\\-\\s\\d.、（）【一二三四五六七八九十]{0,6}?"
    f"(?:[一-鿿]{{2,5}}?[省市州盟])?(?P<name>(?:[一-鿿]{{2,5}}?|{SHORT})(?P<level>[市县区州旗乡镇村]))(?:方面|境内)?】?(?:：|】|(?<=方面)，|(?<=境内)，)"
)
_ENDS = re.compile("[。！？\n]")
# 地震已造成全市20人受伤 behind the last area: of all of them.
_OF_ALL = re.compile(
    "(?<=[。！？；\n])(?:(?!其中|另有)[^。；！？\n]){0,24}?(?:全(?P<wide>[国省市州县区])|[两二三四五六各](?P<each>[市县区州镇乡村])(?!民|长|委|级)|总计|合计|累计|一共|总共|共[有计造])"
)
_WIDER = {"市": "国省州市", "县": "国省市州", "区": "国省市州", "州": "国省"}
_BROUGHT = re.compile("(?:接收|收治|接诊|转来|转入|送来)[^。！？；\\n]{0,8}$")
_FROM_ELSEWHERE = re.compile("[^。！？；\\n]{0,16}?(?:转来|转入|转至该|送来)")
_OWN = frozenset({"plain", "added", "total"})


def under_heads(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions of a text, each of the area at the head of its section, where several areas head one, and sums of none."""
    placed = _under_heads(mentions, text)
    return without_sums(placed) if any(m.role == "total" and m.area for m in placed) else placed


def _under_heads(mentions: list[Mention], text: str) -> list[Mention]:
    if len(mentions) < 2:
        return mentions
    if "；" in text:
        mentions = list(_beside(mentions, text))
    if not ("：" in text or "】" in text or "方面，" in text or "境内，" in text):
        return mentions
    heads = list(_HEAD.finditer(text))
    if len({h["name"] for h in heads}) < 2:
        return mentions
    ends = [b.start() for _, b in pairwise(heads)] + [len(text)]
    sections = []
    for head, end in zip(heads, ends, strict=True):
        line = text.find("\n", head.end(), end)
        until = _of_all(text, head, end if line < 0 else line)
        sections.append((head.end(), until, ranked(head["level"], head["name"])))
    return [replace(m, area=None) if _is_brought(text, m) else _of_section(m, sections) for m in mentions]


def _of_all(text: str, head: re.Match[str], end: int) -> int:
    """Where the section of an area ends: its last sentence, or that which tells of all areas."""
    own = head["level"]
    wider = _WIDER.get(own, "国省市州县区")
    for told in _OF_ALL.finditer(text, head.end(), end):
        if (told["wide"] or told["each"] or "国") in wider or told["each"] == own:
            return told.start()
    return end


def _is_brought(text: str, mention: Mention) -> bool:
    """Whether those counted were hurt in another area: 县医院从清河县接收3人轻伤, 2人重伤，系清河县转来."""
    before = text[max(0, mention.start - 12) : mention.start]
    return _BROUGHT.search(before) is not None or _FROM_ELSEWHERE.match(text, mention.end) is not None


def _beside(mentions: Sequence[Mention], text: str) -> Iterator[Mention]:
    """``清河县死亡9人；失踪21人。平山县…``: what a semicolon parts from the first count of a sentence is of its area."""
    first: Mention | None = None
    since = 0
    for mention in mentions:
        if first is None or _ENDS.search(text, since, mention.start):
            first, since = mention, mention.end
        elif first.area and mention.area is None and text[mention.start - 1] == "；":
            mention = replace(mention, area=first.area)
        yield mention


def _of_section(mention: Mention, sections: Sequence[tuple[int, int, str]]) -> Mention:
    area = next((area for start, end, area in sections if start <= mention.start < end), None)
    if area is None or (mention.area and _level(mention.area) <= _level(area)):
        return mention
    return replace(mention, area=area)


def _level(area: str) -> int:
    level = area.partition(":")[0]
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def hurt_by_area(hurt: Sequence[Placed], others: Sequence[Placed]) -> list[Placed]:
    """The hurt of a text with those of areas that tell only how badly they are hurt: 甲县21人受伤，乙县3人受轻伤."""
    known = {m.mention.area for m in hurt if m.mention.role in _OWN}
    more = [
        replace(m, mention=replace(m.mention, name="injured"))
        for m in others
        if m.mention.area and m.mention.area not in known and m.mention.role in _OWN and m.mention.value
        if _level(m.mention.area) < len(LEVELS)
    ]
    areas = {m.mention.area for m in hurt if m.mention.area} | {m.mention.area for m in more}
    if (
        not more
        or not known
        or len(areas) < 2
        or any(m.mention.area is None for m in hurt if m.mention.value)
    ):
        return list(hurt)
    by_area: dict[str | None, list[Placed]] = {}
    for m in more:
        by_area.setdefault(m.mention.area, []).append(m)
    lone = [own[0] for own in by_area.values() if len(own) == 1]
    return sorted([*hurt, *lone], key=lambda m: (m.place.field_name, m.mention.start)) if lone else list(hurt)
