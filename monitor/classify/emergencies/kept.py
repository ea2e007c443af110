"""What is kept in memory: an anniversary, a stone with names, a day of every year on which families meet.

Nothing in it names an emergency as a report does (``地震的时候你怕吗``), and yet it is about one of years ago: it keeps its kind.
"""

from __future__ import annotations

import re

from monitor.classify.emergencies.framing import Word

_READ_CHARS = 500
_WISH_CHARS = 60
"""今天是地震周年，愿逝者安息: so short a text only wishes and tells of nothing."""
# 1976年的那天, 三十年前的那场: a day of its own, wherever it is named.
_THAT_DAY = re.compile(
    "(?:[一二两三四五六七八九十]{1,3}|\\d{1,2})年前的?(?:今天|今夜|这[天场次]|那[天场次])|(?:19|20)\\d\\d年的?[这那]一?天"
)
# 地震十二周年, 矿难纪念碑: in the sentence of what it is kept for.
_KEPT = re.compile(
    "(?<![国建成党军校司园厂院])周年(?![庆店大]|晚会)|(?<=[一-鿿])周年祭|纪念[碑墙]|石碑|墓碑|忌日|祭日|遇难者(?:名单|姓名|名字)墙"
)
_KINDS = {
    "terror_attack": "炸弹|恐怖袭击|恐袭",
    "earthquake": "地震",
    "flood": "洪水|发大水|大水|山洪|泥石流",
    "explosion": "爆炸|瓦斯",
    "fire": "大火|火灾|那场火|那把火",
    "work_safety": "矿难|透水|井下|那口井|下了?井",
    "traffic_accident": "沉船|翻船|空难|车祸|沉没",
    "collapse": "垮塌|坍塌|塌方|滑坡",
    "storm": "台风|雪灾",
}
_NAMED = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items()))
# 昨晚墓碑厂起火: of these days.
_NEW = re.compile(
    "(?:昨[天日晚夜晨]|今[晨早晚]|凌晨|刚刚|刚才|日前|近日|目前|截至)[^。！？\n]{0,40}?(?:[死亡伤埋]|遇难|失踪|起火|着火|爆炸|塌|撞|沉|淹|泄漏|地震|消防|抢救)"
)
# 万一出现火灾…希望有关部门尽快解决: asked for or feared.
_ASKED = re.compile(
    "有关部门|相关部门|投诉|恳请|请求|尊敬的|建议|希望(?:政府|市|区|县|领导|贵)|万一|隐患|严防"
)
_SENTENCE = re.compile("[^。！？\n]+")


def kept_in_memory(title: str, text: str) -> tuple[str, Word] | None:
    """The kind of what a clean text keeps in memory, with the word that names it; None where it keeps nothing."""
    told = text[:_READ_CHARS]
    if len(told) < _WISH_CHARS:
        return None
    of_a_day = _THAT_DAY.search(told) or _THAT_DAY.search(title)
    beside = None if of_a_day else _beside(told)
    if not (of_a_day or beside or _beside(title)):
        return None
    if _ASKED.search(told) or _NEW.search(f"{title}，{told}"):
        return None
    if named := beside or _NAMED.search(told):
        return str(named.lastgroup), Word(named[0], "text", *named.span())
    named = _NAMED.search(title)
    return (str(named.lastgroup), Word(named[0], "title", *named.span())) if named else None


def _beside(words: str) -> re.Match[str] | None:
    """The word that names what is kept in its own sentence."""
    if not _KEPT.search(words):
        return None
    sentences = (s.span() for s in _SENTENCE.finditer(words) if _KEPT.search(words, *s.span()))
    return next((named for span in sentences if (named := _NAMED.search(words, *span))), None)
