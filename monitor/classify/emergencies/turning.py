"""Does an item say that what was told before is false, or the other way round (辟谣, 反转)?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from monitor.classify.figures.origin import Origins

_HEAD_CHARS = 120
_SENTENCE_ENDS = re.compile(r"[。！？!?\n]")
_TURNED = re.compile("反转|编造|虚构|摆拍|自导自演|杜撰|捏造|系谣言|系误[传会]")
# A play may have a turn, too.
_OF_A_PLAY = re.compile("(?:剧情|情节|结局|人物|角色|比赛|比分|局势|行情|股价|趋势)[^，。；！？]{0,4}$")
_ONLY_ASKED = re.compile("(?:求|等|坐等|望|会不会|是否|是不是|有没有|难道|万一|如果|可能)[^，。；！？]{0,6}$")
_ASKED_BEHIND = re.compile("[^，。；！]{0,6}?(?:吗|么|？|\\?|与否|还是真)")


def turns_round(title: str, text: str, said: Mapping[str, Any]) -> bool:
    """Whether an item's own headline (or, without one, its first sentence) refutes or turns round an earlier story.

    ``said`` is the classification as JSON. Who says so in plain words (反转, 系编造) needs no further sign. A bulletin that tells what really happened, with its own toll, carries the
    story on: it is no reversal, even where it calls another figure untrue.
    """
    if any((said.get("casualties") or {}).values()):
        return False
    head = _head(title, text)
    if _is_turned(head):
        return True
    if "rumour" not in (said.get("flags") or ()) or said.get("emergency") is not None:
        return False
    return Origins(head).denied(0, len(head))


def may_turn(title: str, text: str) -> bool:
    """Whether it is worth asking: a word of turning stands in the head."""
    return _TURNED.search(_head(title, text)) is not None


def _head(title: str, text: str) -> str:
    return title or _SENTENCE_ENDS.split(text[:_HEAD_CHARS], maxsplit=1)[0]


def _is_turned(head: str) -> bool:
    for match in _TURNED.finditer(head):
        if _OF_A_PLAY.search(head[: match.start()]):
            continue
        if not _ONLY_ASKED.search(head[: match.start()]) and not _ASKED_BEHIND.match(head[match.end() :]):
            return True
    return False
