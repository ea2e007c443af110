"""One of the hurt whom a sentence leaves in a state in which nobody is who is not badly hurt: 护林员刘某烧伤面积达45%，仍处于休克期.

Only where a wound is told in the sentence: whoever breathed gas or nearly drowned is not called hurt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.classify.figures.persons_words import ONE
from monitor.text.late import Late

_STATE = (
    "(?:仍|还|尚|至今|一直|依然)(?:然|旧)?(?:处[于在]|在|陷入)?(?:深度|重度)?昏迷(?:不醒|状态|之?中)?(?=[，。；、！]|$)|(?:仍|尚|至今|一直)(?:然|旧)?(?:未|没有?|没能)苏?醒(?:过来|来)?(?=[，。；、！]|$)|"
    "(?:仍|还|尚|正|目前)(?:然|旧)?处[于在](?:休克|危险)期|(?:未|没有?|没能)(?:度|渡|闯|熬|挺)过[^，。；]{0,3}?(?:休克|危险|感染)[期关]"
)
_IN_STATE = Late(
    f"(?P<who>{ONE})(?P<gap>(?:(?!{ONE})[^。；！？\\n]){{0,44}}?)(?:{_STATE})", needs="昏醒期关", told=_STATE
)
_BEHIND = re.compile(f"(?:[^，。；\\d]{{0,12}}[，、])?[^，。；\\d]{{0,6}}?(?:{_STATE})")
GATE = "昏迷|苏醒|[未没]醒|休克期|危险期|[过闯][^，。；]{0,3}关"
"""Without one of these a sentence tells of no such state."""
_WOUND = re.compile("[伤烧烫骨血坠]|砸[中到伤]|摔[下断倒伤]|撞[断倒飞]|[压夹]断|爆炸|炸[飞开]")
_NEAR = 16
# Whoever else the words in between speak of, or what happened to nobody.
_ELSE = re.compile(
    "死|亡|遇难|不治|罹难|去世|离世|们|等|家属|如果|可能|称|说|打[死伤]|撞[死伤倒]|捅|砍|[两二三四五六七八九十几多数\\d][名位个人](?!小时|多?月|钟头|半)|另|其余|其他|一[名位个人]"
)


def in_state(text: str, sentence: re.Match[str]) -> Iterator[re.Match[str]]:
    """Each person of a sentence who is told to be in such a state; ``who`` names him."""
    if not (_IN_STATE.may_stand_in(text, *sentence.span()) and _WOUND.search(sentence[0])):
        return
    for match in _IN_STATE.finditer(text, *sentence.span()):
        since = max(sentence.start(), match.start() - _NEAR)
        if not _ELSE.search(match["gap"]) and _WOUND.search(text, since, match.end()):
            yield match


def goes_on_so(text: str, start: int, end: int) -> int | None:
    """Where the words end that leave the one who was just counted as hurt in such a state: 1人多处骨折，至今昏迷."""
    told = _BEHIND.match(text, start, end)
    return told.end() if told else None
