"""Whether a text tells of a gas that escaped and made people ill: whoever it sends to a doctor is poisoned, though nobody says 中毒."""

from __future__ import annotations

import re

from monitor.text.alternation import compiled

_NAMES = (
    "氯气|液氯|液氨|氨气|氨水|硫化氢|一氧化碳|光气|氯化氢|氟化氢|二氧化硫|二氧化氮|氮氧化物|硝酸|盐酸|硫酸|苯乙烯|甲苯|苯胺|丙烯腈|环氧|氰化|甲醛|酸雾|毒气|农药|煤气(?!罐)|"
    "(?:有毒|有害|刺激性|不明)(?:的)?(?:化学)?(?:气体|气味)|刺鼻(?:性)?(?:的)?[^，。；]{0,4}?(?:气体|气味|味)"
)
_ESCAPED = "泄漏|泄露|外泄|外溢|溢出|逸出|外漏|渗漏|漏(?=[，。；了气氨氯])|跑[氯氨]|弥漫|飘|涌出|窜出|冒出?|释放|扩散|散发|吸入"
_NAMED = compiled(_NAMES)
_LEAK = re.compile(
    f"(?:{_NAMES})[^。；！？\\n]{{0,24}}?(?:{_ESCAPED})|(?:{_ESCAPED})[^。；！？\\n]{{0,16}}?(?:{_NAMES})"
)
_ILL = compiled(
    "不适|头晕|头痛|头昏|恶心|呕吐|咳嗽|咳|流泪|胸闷|憋气|呼吸困难|喘|咽喉|喉咙|嗓子|[晕昏]倒|昏迷|刺激反应|送医|就医|就诊|接诊|收治|送往|住院|留观|医院"
)
# What bursts, burns or falls hurts people in other ways, and only the words beside a count tell in which.
_VIOLENT = compiled(
    "爆炸|爆燃|闪爆|炸[伤开响弹死]|起火|着火|失火|火灾|大火|明火|火势|坍塌|垮塌|坠落|相撞|追尾|地震|瓦斯|天然气"
)
# Nobody is ill, or who was taken to a doctor is called hurt (2人喉头水肿，伤情较重). What was mixed up in a swimming bath is graded as no poisoning at work.
_OTHERWISE = re.compile(
    "演练|演习|模拟|(?:没有?|无|未)(?:造成|发生|出现)?(?:任何)?人员?(?:感到|出现)?(?:不适|中毒|伤亡)|伤[员者情势]|泳池|游泳馆|水上乐园"
)


def fell_ill_of_gas(title: str, text: str) -> bool:
    """Whether people fell ill of a gas that escaped, and nothing burst or burnt."""
    words = f"{title}。{text}"
    return (
        _NAMED.search(words) is not None
        and _ILL.search(words) is not None
        and _LEAK.search(words) is not None
        and _VIOLENT.search(words) is None
        and _OTHERWISE.search(words) is None
    )
