"""Scenes of one attack, or of several fires or blasts of a night: 车站门口，2名民警受伤；市场东门，3人遇难，另有5人被炸伤."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from monitor.classify.figures.mention import Mention
from monitor.text.numerals import NUMBER

# Of one place alone whoever is told of may be some of those told before.
_SEVERAL = re.compile(
    "连环(?:爆|袭|杀|作案|枪)|[多数两三四五六七八九]起[^，。；]{0,6}(?:爆炸|袭击|枪击|案件|恐怖|火灾|起火)|[多数两三四五六七八九]处(?!于|理|分|置|罚|骨折|受伤|刀|挫|擦|伤)|"
    "先后[^，。；]{0,4}[向在对到冲][^。；]{0,16}(?:、|多处|多地|多个地点|几个地点)|接连[^，。；]{0,6}(?:爆炸|袭击|发生)|几乎同时|同时(?:遭|发生|遇|对)"
)
_PLACE = "门[口前外]|大门|大院|路口|站台|候车室|加油站|公交站|[入出]口|早市|夜市|中心|车间|宿舍|食堂|小区|[一二三四五六七八九十\\d]楼|[东南西北正侧后]门|附近|楼[前下内里]|院[内里]|大厅|广场|市场|集市|商场|超市|车站|地铁站|[街路][上头口]|桥头|餐厅|饭店|咖啡馆|酒吧|教堂|清真寺|检查站|派出所|学校|宾馆|酒店|剧院|体育场"
_HEAD = re.compile(
    f"(?:^|(?<=[\\n。；]))(?:而|随后|同时|几乎同时|接着)?在?(?P<place>(?!其中|另有|还有|目前)[^，。；：\\d“”]{{0,12}}?(?:{_PLACE})[外内里]?(?<!医院门口)(?<!医院门前)(?<!医院附近))(?:，|的?爆炸(?:中|造成))"
)
# 镇政府大院2人死亡、8人受伤，农贸市场4人死亡; 火车站候车室：3人死亡; 中心广场的死者有5人.
_BARE = re.compile(
    f"(?:^|(?<=[\\n。；，：]))(?:而|随后|同时|接着|另外)?在?(?P<place>(?!其中|另有|还有|目前|造成|共)[^，。；：、\\d“”]{{0,10}}?(?:{_PLACE})[外内里处]?(?<!医院门口)(?<!医院门前)(?<!医院附近))"
    f"[，：的]?(?=(?:死者|伤者|遇难者|死亡|遇难|受伤)?(?:人数)?(?:有|为|是|造成|已|达|共|也|又)*{NUMBER}[人名死])"
)
# 4人在购物中心一楼遇难，8人受伤.
_WITHIN = re.compile(
    f"{NUMBER}[人名]在(?P<place>[^，。；：、\\d“”]{{0,10}}?(?:{_PLACE})[外内里处]?)(?=被?[^，。；]{{0,2}}(?:遇难|死亡|身亡|遇害|丧生|受伤|[砍刺捅撞炸打]))"
)
_ATTACK = re.compile("持刀|行凶|砍杀|[砍捅刺]人|冲撞|袭击|枪击|枪手|恐怖|暴徒|歹徒|凶手")
_ENDS = re.compile("[。！？\\n]")


def under_scenes(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions of a text, each of the scene that heads its part of a sentence, where several scenes of one happening do."""
    if len(mentions) < 2 or not (_SEVERAL.search(text) or _lists_scenes(text)):
        return mentions
    heads = [*_HEAD.finditer(text), *_BARE.finditer(text), *_WITHIN.finditer(text)]
    heads.sort(key=re.Match.start)
    if len({head["place"] for head in heads}) < 2:
        return mentions
    return [_at_scene(mention, heads, text) for mention in mentions]


def _lists_scenes(text: str) -> bool:
    """Whether one sentence of an attack counts at two places, one right behind the other: 候车室的死者有6人，伤者9人；公交站的死者有4人."""
    if not _ATTACK.search(text):
        return False
    bare = list(_BARE.finditer(text))
    return any(
        a["place"] != b["place"] and not _ENDS.search(text, a.end(), b.start()) for a, b in pairwise(bare)
    )


def _at_scene(mention: Mention, heads: Sequence[re.Match[str]], text: str) -> Mention:
    if mention.area:
        return mention
    head = next(
        (h for h in reversed(heads) if (h.start() if h.re is _WITHIN else h.end()) <= mention.start), None
    )
    if head is None or _ENDS.search(text, head.end(), mention.start):
        return mention
    return replace(mention, area=f"处:{head['place']}")
