"""Rumours of an emergency that the item itself denies."""

from __future__ import annotations

import re

from monitor.classify.figures.casualties import Casualties
from monitor.classify.figures.crowds import Crowd
from monitor.classify.figures.origin import Origins
from monitor.classify.figures.own_claims import is_answered_no
from monitor.classify.told import Told
from monitor.text.alternation import compiled
from monitor.text.clean import CleanText

_HEAD_CHARS = 120
_ANSWER_CHARS = 260
_RUMOUR = compiled(
    "网传|谣言|传言|传闻|谣传|疯传|有网[民友]|网上流传|微信群|(?:别|不要|莫|勿)(?:再|瞎|乱|跟着)*(?:转|传|信)"
)
_NOT_SO = compiled(
    "(?:未|没有|从未|并未|不曾)(?:发生|出现)(?:过|任何|所谓|此类|该|上述|此)*[^，。；人伤死\\d]{0,4}?(?:爆炸|爆燃|闪爆|火灾|起火|着火|失火|大火|事故|车祸|追尾|相撞|翻车|脱轨|沉船|坠机|坠楼|溺水|踩踏|地震|坍塌|垮塌|倒塌|塌方|溃坝|决堤|溃堤|洪水|山洪|滑坡|中毒|泄漏|泄露|投毒|袭击|命案|案件|疫情|此事|事件|砍人|枪击|绑架|劫持|抢劫|冲突|斗殴|骚乱)"
    "(?!造成|致)|(?:地震)?活动无异常|没(?:塌|炸|着火|出事)(?=[，。；！])|(?:并无|没有|不存在)(?:此事|该事件|这回事|上述情况|相关情况)|未接到(?:相关|此类|该)(?:报告|报警|警情)"
    "|(?:现场|当时|楼[内顶上]|店[内里])?(?:没有|并无|并没有|未见|未发现|不存在)(?:任何|明|所谓)?(?:火情|明火|险情|起火点|过火痕迹|人员被困和火情)|并非(?:起火|着火|失火|火灾|爆炸|坍塌|倒塌)"
)
# 经核实，系车间起火 … 未发生爆炸; 仓库起火属实: what was found beside what is denied.
_KIND = "(?:起火|着火|火灾|火情|冒烟|爆燃|闪爆|爆炸|坍塌|塌陷|垮塌|泄漏|踩踏|车祸|事故|相撞|追尾|侧翻|中毒)"
_IS_SO = re.compile(
    f"{_KIND}(?:一事|情况|的情况)?属实|(?:系|确系|确有|实为|实际为)[^，。；“”未没无谣假旧]{{0,10}}{_KIND}(?![^，。；]{{0,4}}(?:视频|画面|图片|照片|旧闻|谣言|传言))|明?火已?被?扑灭"
    f"|经(?:核实|核查|查|了解|调查)，?[^。；“”未没无]{{0,24}}?{_KIND}(?![^，。；]{{0,4}}(?:视频|画面|图片|照片|一事|传言|消息|信息|系|为|是|旧闻|谣言))"
)


def is_refuted(told: Told, casualties: Casualties) -> bool:
    """A rumour that is denied leaves nothing, unless what really happened is told beside the denial."""
    fields = (told.title, told.text)
    told_for_sure = any(f.value and f.origin != "unverified" for f in casualties.figures.values())
    if told_for_sure or casualties.least or came_together(told, casualties.crowd):
        return False
    if _did_not_happen(fields):
        return True
    return not casualties.figures and any(
        is_answered_no(field.text) or Origins(field.text).denied(0, _HEAD_CHARS) for field in fields
    )


# 1200名群众上街游行。有网民称“死了三人”，警方回应不实: what they are said to have done stays.
_OF_HEARSAY = re.compile(
    "谣|不实|不属实|未发生|没有发生|虚假|网传|传言|传闻|流传|网帖|网民|网友|消息|视频|截图|听说|据说"
)


def came_together(told: Told, crowd: Crowd | None) -> bool:
    """Whether many came together by the item's own opening, before it tells of any rumour or denial."""
    if crowd is None or crowd.part != "text" or crowd.figure.origin == "unverified":
        return False
    ends = min((e for mark in "。！？" if (e := told.text.text.find(mark, crowd.end)) >= 0), default=-1)
    own = told.text.text[: ends if ends >= 0 else len(told.text.text)]
    return _OF_HEARSAY.search(told.title.text) is None and _OF_HEARSAY.search(own) is None


def _did_not_happen(fields: tuple[CleanText, ...]) -> bool:
    """``网传…爆炸 … 未发生爆炸``: told of as a rumour, and answered with that nothing of the kind happened."""
    words = "\n".join(field.text[:_ANSWER_CHARS] for field in fields)
    told = _NOT_SO.search(words) is not None and _RUMOUR.search(words) is not None
    return told and _IS_SO.search(words) is None


def opens_with_rumour(text: str, end: int = _ANSWER_CHARS) -> bool:
    """Whether a text begins, before ``end``, with what is said to go round (网传)."""
    return _RUMOUR.search(text, 0, min(end, _ANSWER_CHARS)) is not None
