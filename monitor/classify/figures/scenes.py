"""Scenes of one attack, or of several fires or blasts of a night: 车站门口，2名民警受伤；市场东门，3人遇难，另有5人被炸伤."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from monitor.classify.figures.mention import Mention

# Of one place alone whoever is told of may be some of those told before.
_SEVERAL = re.compile(
    "连环(?:爆|袭|杀|作案|枪)|[多数两三四五六七八九]起[^，。；]{0,6}(?:爆炸|袭击|枪击|案件|恐怖|火灾|起火)|[多数两三四五六七八九]处(?!于|理|分|置|罚|骨折|受伤|刀|挫|擦|伤)|"
    "先后[^，。；]{0,4}[向在对到冲][^。；]{0,16}、|接连[^，。；]{0,6}(?:爆炸|袭击|发生)|几乎同时|同时(?:遭|发生|遇|对)"
)
_PLACE = "门[口前外]|大门|[东南西北正侧后]门|附近|楼[前下内里]|院[内里]|大厅|广场|市场|集市|商场|超市|车站|地铁站|[街路][上头口]|桥头|餐厅|饭店|咖啡馆|酒吧|教堂|清真寺|检查站|派出所|学校|宾馆|酒店|剧院|体育场"
_HEAD = re.compile(
    f"(?:^|(?<=[\\n。；]))(?:而|随后|同时|几乎同时|接着)?在?(?P<place>(?!其中|另有|还有|目前)[^，。；：\\d“”]{{0,12}}?(?:{_PLACE})[外内里]?(?<!医院门口)(?<!医院门前)(?<!医院附近))(?:，|的?爆炸(?:中|造成))"
)
_ENDS = re.compile("[。！？\\n]")


def under_scenes(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions of a text, each of the scene that heads its part of a sentence, where several scenes of one happening do."""
    if len(mentions) < 2 or not _SEVERAL.search(text):
        return mentions
    heads = list(_HEAD.finditer(text))
    if len({head["place"] for head in heads}) < 2:
        return mentions
    return [_at_scene(mention, heads, text) for mention in mentions]


def _at_scene(mention: Mention, heads: Sequence[re.Match[str]], text: str) -> Mention:
    if mention.area:
        return mention
    head = next((h for h in reversed(heads) if h.end() <= mention.start), None)
    if head is None or _ENDS.search(text, head.end(), mention.start):
        return mention
    return replace(mention, area=f"处:{head['place']}")
