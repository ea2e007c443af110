"""Rumours of an emergency that the item itself denies."""

from __future__ import annotations

import re

from monitor.classify.figures.casualties import Casualties
from monitor.classify.figures.origin import Origins
from monitor.classify.figures.own_claims import is_answered_no
from monitor.classify.told import Told
from monitor.text.clean import CleanText

_HEAD_CHARS = 120
_ANSWER_CHARS = 260
_RUMOUR = re.compile("网传|谣言|传言|传闻|谣传|疯传|有网[民友]|网上流传|微信群")
_NOT_SO = re.compile(
    "(?:未|没有|从未|并未|不曾)(?:发生|出现)(?:过|任何|所谓|此类|该|上述|此)*[^，。；人伤死\\d]{0,4}?(?:爆炸|火灾|起火|事故|地震|坍塌|垮塌|塌方|中毒|泄漏|袭击|案件|疫情|此事|事件|砍人|枪击|绑架)"
    "(?!造成|致)|(?:地震)?活动无异常|(?:并无|没有|不存在)(?:此事|该事件|这回事|上述情况|相关情况)|未接到(?:相关|此类|该)(?:报告|报警|警情)"
)


def is_refuted(told: Told, casualties: Casualties) -> bool:
    """A rumour that is denied leaves nothing, unless what really happened is told beside the denial."""
    fields = (told.title, told.text)
    if any(figure.value for figure in casualties.figures.values()) or casualties.least:
        return False
    if _did_not_happen(fields):
        return True
    return not casualties.figures and any(
        is_answered_no(field.text) or Origins(field.text).denied(0, _HEAD_CHARS) for field in fields
    )


def _did_not_happen(fields: tuple[CleanText, ...]) -> bool:
    """``网传…爆炸 … 未发生爆炸``: told of as a rumour, and answered with that nothing of the kind happened."""
    words = "\n".join(field.text[:_ANSWER_CHARS] for field in fields)
    return _NOT_SO.search(words) is not None and _RUMOUR.search(words) is not None


def opens_with_rumour(text: str) -> bool:
    """Whether a text begins with what is said to go round (网传)."""
    return _RUMOUR.search(text, 0, _ANSWER_CHARS) is not None
