"""Whether an item speaks of people who were poisoned, or fell ill of a meal, a gas or an infection."""

from __future__ import annotations

import re

from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.gas import fell_ill_of_gas

_FIRE = re.compile("起火|着火|失火|火灾|大火|火情|火势|明火|燃烧|火场")
_SMOKE = re.compile("[浓黑有毒]烟|烟[气雾熏尘]|一氧化碳|吸入[^，。；]{0,6}烟")
_OTHER_POISON = re.compile(
    "矿(?!泉)|井下|巷道|瓦斯|煤气|烧炭|炭火|木炭|取暖|煤炉|火炉|火锅|烧烤|液?氯|液?氨|硫化氢|泄漏|农药|化工|食[物堂用]|进食|[吃喝]|误服|酒精|甲醇|沼气|毒气|疫|野生菌|蘑菇"
)
_PREVENTED = re.compile(
    "(?:防止|预防|谨防|严防|防范|避免|以防|警惕|防)(?:发生|出现|引起|引发|[，]?误食)?[^，。；！？\\d]{0,8}?中毒(?!(?:者|人员|患者|病人|事故|事件)[^，。；]{0,6}\\d)"
)


def is_poisoning(title: str, text: str) -> bool:
    """True when an item speaks of poisoning, or of people who fell ill from a meal or a gas, or of children who did together."""
    if _speaks_of_poisoning(text) or _speaks_of_poisoning(title):
        return not of_smoke(title, text)
    if p.TOXIN_NAMED.search(title + text) and p.TOXIN.search(title + text):
        return True
    if p.BLOOD.search(title) or p.BLOOD.search(text):
        return True
    if fell_ill_of_gas(title, text):
        return True
    for words in (text, title):
        if p.UNWELL_GATE.search(words) and (p.MEAL.search(words) or _fell_ill_together(words)):
            return True
    return False


def _speaks_of_poisoning(words: str) -> bool:
    """Whether words tell of anybody poisoned; 为防止一氧化碳中毒，夜里有人巡查 tells of nobody."""
    if "中毒" not in words:
        return False
    prevented = any(word in words for word in ("防", "警惕", "避免"))
    return not prevented or "中毒" in _PREVENTED.sub("", words)


def of_smoke(title: str, text: str) -> bool:
    """Whether those who were poisoned breathed the smoke of a fire: they are hurt by it."""
    words = title + "，" + text
    return (
        _FIRE.search(words) is not None
        and _SMOKE.search(words) is not None
        and not _OTHER_POISON.search(words)
    )


def _fell_ill_together(words: str) -> bool:
    """``30余名儿童出现呕吐腹泻`` names no meal; where an infection is named it was one."""
    return p.CHILDREN.search(words) is not None and p.INFECTION.search(words) is None
