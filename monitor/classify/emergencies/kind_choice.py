"""Which kind of emergency the words that count add up to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.classify.emergencies.emergency_words import EmergencyWords
from monitor.classify.emergencies.hits import Hit

_ENOUGH_POINTS = 6
_PLAIN_CHARS = 8
# 台风中货轮触礁, 沙尘暴中两车相撞: the weather is only the circumstance.
_IN_WEATHER = re.compile("(?:天气|天|夜|日|过后|过境|期间|里|之?中|之?下|时)(?:[，、：\\s]|(?=[一-鿿]))")
_GENERIC = frozenset(
    {
        "事故",
        "矿难",
        "煤矿事故",
        "矿井事故",
        "生产安全事故",
        "安全生产事故",
        "施工事故",
        "工地事故",
        "工亡",
        "矿工",
    }
)
"""Say nothing of a mechanism beside a word that does: 踩踏事故, 矿难 … 瓦斯爆炸."""
_WEATHER = frozenset({"storm", "flood"})
# What gives way at one place; 暴雪致大棚垮塌 tells of a storm over many.
_ONE_SCENE = re.compile("滑坡|滑塌|山体|火")
_LED_TO = re.compile("引发|诱发|导致|引起|触发|引燃|致")
_MECHANISMS = frozenset({"explosion", "fire"})
_ACTS = frozenset("撞翻坠掉死喷")
_AKIN = (frozenset({"fire", "explosion"}), frozenset({"flood", "storm", "collapse"}))


class KindChoice:
    """Chooses by the points and the order of ``config/emergency.yaml``."""

    def __init__(self, words: EmergencyWords) -> None:
        self._words = words

    def choose(self, title: str, hits: list[Hit]) -> str | None:
        """The kind that set things off: the one named first in the headline, else the one with the most points."""
        hits = [hit for hit in hits if not _tells_of_mechanism(hit, hits)]
        strong = [hit for hit in hits if hit.points >= self._words.scores.threshold]
        strong = strong or list(self._bearing_out(hits))
        if not strong:
            return None
        named = [hit for hit in strong if not hit.counted]
        # A place where people were hurt (公交车, 施工) says less than the act that is named (持刀砍人, 冲突).
        if not named:
            strong = [hit for hit in strong if not (_is_mere_place(hit) or hit.kind == "other")] or strong
        closer = [
            hit.kind
            for hit in strong
            if hit.kind != "other" and not (named and (_is_mere_place(hit) or hit.word.text in _GENERIC))
        ]
        settled = any(hit.word.text in self._words.kinds["other"].strong for hit in named)
        if closer and not settled and all(hit.kind == "other" for hit in named):
            return min(closer, key=self._words.order.index)
        strong = named or strong
        strong = [hit for hit in strong if hit.word.text not in _GENERIC] or strong
        heading = [hit for hit in strong if hit.word.part == "title" and hit.kind != "other"]
        kind = self._led_to(title, heading) if heading else self._by_points(strong, hits)
        if kind == "storm" and any(hit.kind == "flood" for hit in strong):
            # 暴雨引发山洪 is told as a flood; a typhoon stays one.
            wind = any("雨" not in hit.word.text for hit in strong if hit.kind == "storm")
            kind = kind if wind else "flood"
        # Reports of an attack often say 爆炸 first and call it an attack further down.
        if kind == "explosion" and any(hit.kind == "terror_attack" for hit in hits):
            return "terror_attack"
        return kind

    @staticmethod
    def _led_to(title: str, heading: list[Hit]) -> str:
        """The kind named first in a headline, but the slide or fire that rain or lightning led to (暴雨引发山体滑坡)."""
        first, *others = sorted(heading, key=_named_first)
        if first.kind in _WEATHER and _IN_WEATHER.match(title, first.word.end):
            first = next((hit for hit in others if hit.kind not in _WEATHER), first)
        if first.kind in _WEATHER and not any(hit.kind == "flood" and hit is not first for hit in heading):
            for hit in others:
                led_to = _LED_TO.search(title, first.word.end, hit.word.start)
                if led_to and _ONE_SCENE.search(hit.word.text):
                    return hit.kind
        return first.kind

    def _bearing_out(self, hits: list[Hit]) -> Iterator[Hit]:
        """Words of one kind that fall short alone but bear each other out: 两车刮碰 … 撞上护栏."""
        near = [hit for hit in hits if hit.points == self._words.scores.threshold - 1]
        for hit in near:
            if any(_akin(other.kind, hit.kind) and other.word.text != hit.word.text for other in near):
                yield hit

    def _by_points(self, strong: list[Hit], hits: list[Hit]) -> str:
        totals: dict[str, int] = {}
        for hit in hits:
            if not hit.counted and hit.word.text in _GENERIC:
                continue
            totals[hit.kind] = min(totals.get(hit.kind, 0) + hit.points, _ENOUGH_POINTS)
        order = {kind: i for i, kind in enumerate(self._words.order)}
        first = {hit.kind: hit.word.start for hit in reversed(strong)}
        return max(
            first, key=lambda k: (k != "other", totals.get(k, 0), -first[k], -order.get(k, len(order)))
        )


def _is_mere_place(hit: Hit) -> bool:
    """``公交车``, ``工地``, but not ``船翻`` and ``砸死``: these say what happened."""
    return hit.counted and hit.kind in ("traffic_accident", "work_safety") and not _ACTS & set(hit.word.text)


def _tells_of_mechanism(hit: Hit, hits: list[Hit]) -> bool:
    """``矿发生瓦斯爆炸，井下32人被困``: whether words of work hold those of what happened there."""
    return hit.kind == "work_safety" and any(
        other.kind in _MECHANISMS
        and other.word.part == hit.word.part
        and hit.word.start <= other.word.start
        and other.word.end <= hit.word.end
        for other in hits
    )


def _akin(kind: str, other: str) -> bool:
    """Whether two kinds come together so often that words of both bear each other out: 起火 … 多次爆炸."""
    return kind == other or any(kind in group and other in group for group in _AKIN)


def _named_first(hit: Hit) -> tuple[bool, int]:
    """The first word of a headline, but a mechanism (坍塌) before the mere place of work (脚手架)."""
    word = hit.word
    # 客车追尾，车头起火烧成空架: what is told in plain words is said by the last of them.
    return hit.kind == "work_safety", word.end if len(word.text) > _PLAIN_CHARS else word.start
