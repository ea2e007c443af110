"""Counts that the text itself takes back: denied, disowned, or not to be passed on."""

from __future__ import annotations

import re

from monitor.classify.figures.mention import Mention
from monitor.classify.figures.origin import PASTED, Origin, Origins
from monitor.classify.figures.own_claims import said_from
from monitor.classify.figures.scoffed import is_scoffed_at
from monitor.classify.figures.so_far import CLAUSE_ENDS
from monitor.text.posts import QUOTE

# 网传“3人死亡”不实: further down, the whole story that was passed on is called untrue.
_STORY_DENIED = re.compile(
    "(?:网传|网上(?:流传)?|传言|传闻|上述|相关|该|此|所谓)(?:消息|信息|视频|内容|说法|言论|帖文|“[^”]{0,30}”|[^，。；]{0,16}?)[^，。；]{0,4}?(?:不实|谣言|不属实|系编造|虚假)(?![吗么？]|与否|还是)"
    f"|(?:网[传上]|传言|传闻|所谓)[^，。；]{{0,14}}，[^，。；]{{0,6}}?{PASTED}"
    # 现场没有火情: nothing has happened at all.
    "|(?:现场|实际|均|都|该处|当地)?(?:没有|并无|无|未见|未发现)(?:任何)?(?:火情|起火(?!原因|点)|着火(?!点)|爆炸(?!声|物)发生|此事|此类事)(?=[，。；！”]|$)"
    # 该小区未发生任何爆炸: where something else happened it is told as something else.
    "|(?:未|没有?|从未|并未)(?:发生|出现)过?(?:任何|此类|该|上述|所谓)[^，。；人伤死]{0,4}?(?:爆炸|爆燃|起火|火灾|事故|车祸|坍塌|垮塌|踩踏|地震|中毒|泄漏|袭击|命案|情况|事件)"
)
# 别转那个“高架塌了压死二十多人”的视频了: what is quoted is what nobody should pass on.
_PASS_NOT_ON = re.compile("(?:别|不要|莫|勿)(?:再|瞎|乱|跟着)*(?:转|传|信|发)[^，。！？“”]{0,10}“[^”]*$")


def disowned_from(text: str, origins: Origins) -> int:
    """Where the words of others begin that the own words before them call untrue (假的//@…); the end where none are."""
    quoted = text.find(QUOTE)
    return quoted if quoted > 0 and origins.denied(0, quoted) else len(text)


def _clause_end(text: str, at: int) -> int:
    end = CLAUSE_ENDS.search(text, at)
    return end.start() if end else len(text)


def _denial_span(text: str, origin: Origin, mention: Mention, sentence_end: int) -> tuple[int, int]:
    """A rumour, or what is quoted, may be denied in the sentence that follows it; anything else only in its own."""
    before = text[max(0, mention.start - 60) : mention.start]
    quoted = before.rfind("“") > before.rfind("”")
    if origin == "unverified" or quoted:
        return mention.end, min(sentence_end + 40, len(text))
    return mention.end, sentence_end


def is_taken_back(
    text: str, origins: Origins, mention: Mention, origin: Origin, sentence: tuple[int, int]
) -> bool:
    """Whether the text itself denies a count, calls the story of it untrue, or asks not to pass it on."""
    if mention.value and (
        (
            origin == "unverified"
            and (_STORY_DENIED.search(text, mention.end) or is_scoffed_at(text, mention.end))
        )
        or _PASS_NOT_ON.search(text, max(0, mention.start - 40), mention.start)
    ):
        return True
    span = _denial_span(text, origin, mention, sentence[1])
    if not mention.value:  # 无人员伤亡，所谓“恐袭”纯属谣言: the denial is of something else
        span = mention.end, _clause_end(text, mention.end)
    if origins.denied(*span, of_before=True, stated=origin != "unverified"):
        return True
    return bool(mention.value) and origins.negated(said_from(text, sentence[0]), mention.start)
