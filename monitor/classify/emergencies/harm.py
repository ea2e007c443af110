"""People harmed, as support for the words that name an emergency: which counts stand near a word, and how grave they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from monitor.classify.figures.casualties import Count

_HURT = frozenset({"seriously_injured", "light", "injured", "missing", "trapped", "poisoned"})
_GRAVE_DEATHS, _GRAVE_HURT = 3, 10
_SEVERAL_HURT, _SEVERAL_MISSING = 3, 2
_MASS = {"deaths": 3, "missing": 3, "seriously_injured": 10, "injured": 20, "poisoned": 20, "trapped": 10}
_NEAR_CHARS, _REACH_CHARS = 60, 400

HARM_WORDS = (
    *"死亡伤殒丧逝溺尸埋毒淹",
    *("遇难", "罹难", "被困", "受困", "困在", "失踪", "失联", "遗体", "不治", "殉职", "牺牲", "葬身", "魂断", "没了", "人命", "生命", "性命", "条命"),
    *("抢救", "生还", "呕吐", "腹泻", "腹痛", "上吐下泻", "下落不明", "带走", "夺走", "夺去", "去世", "过世", "离世", "离开了", "救回来", "救过来", "走了"),
    *("没气", "断气", "没活", "没救", "死的", "一个没", "一个都没", "一个也没", "没一个", "没有一个", "没上来", "没出来", "跑出来", "无一", "没喘气", "不喘气", "不行了", "窜稀", "蹿稀", "拉稀", "跑肚", "冲走", "冲跑", "卷走", "砍倒", "砍翻", "捅倒", "攮倒", "扎倒", "白布", "枪杀", "射杀", "残杀", "杀害", "砸里", "扣底下", "压底下", "埋里", "困里", "压里", "扣里", "烧得", "烫得", "烧的很", "烧的挺", "烧的不"),
)  # fmt: skip
"""Words without which no text can state a casualty."""
HARMLESS_WORDS = (
    "伤害", "伤心", "伤神", "伤感", "伤脑筋", "伤残", "工伤", "伤财", "中伤", "伤透", "死角", "死活", "死守", "死板", "死心", "死循环", "死机", "死路", "死胡同",
    "该死", "累死", "气死", "烦死", "热死", "冻死人", "吵死", "臭死", "急死", "吓死", "笑死", "饿死", "堵死", "害死人", "要死", "死皮赖脸", "生死", "死缓", "死刑",
    "毒品", "吸毒", "贩毒", "禁毒", "病毒", "消毒", "有毒", "毒害", "毒性", "无毒", "戒毒", "亡羊", "消亡", "丧失", "丧气", "丧葬", "逝者", "逝去", "淹没", "埋怨", "埋头", "埋单",
    "伤亡事故统计", "死者家属", "三无", "溺爱", "尸位", "生命周期", "生命线", "走了很多", "走了好几", "伤天害理", "死灰", "隐埋", "填埋", "掩埋垃圾", "埋设", "深埋", "埋在地下",
)  # fmt: skip
"""Longer words with nobody harmed in them."""
Part = Literal["title", "text"]


class Harm:
    """The counts of one item; ``lead_chars`` of the text belong together with its title."""

    def __init__(self, counts: Iterable[Count] = (), *, lead_chars: int = 130) -> None:
        self._counts = tuple(counts)
        self._lead_chars = lead_chars

    def __bool__(self) -> bool:
        return bool(self._counts)

    def near(self, part: Part, start: int, end: int) -> tuple[Count, ...]:
        """The counts in the opening for a word of the opening, further on for one of the headline, else those close by."""
        if not self._counts:
            return ()
        leading = self._leads(part, start)
        return tuple(
            c
            for c in self._counts
            if (leading and (self._leads(c.part, c.start) or (part == "title" and c.start < _REACH_CHARS)))
            or (c.part == part and c.start - _NEAR_CHARS <= end and start <= c.end + _NEAR_CHARS)
        )

    @property
    def is_mass(self) -> bool:
        """So many harmed in the opening that it is an emergency whatever it is called."""
        return any(
            c.value >= _MASS[c.name] and self._leads(c.part, c.start) for c in self._counts if c.name in _MASS
        )

    @property
    def most(self) -> str | None:
        """The figure of which most are told."""
        return max(self._counts, key=lambda c: c.value).name if self._counts else None

    def _leads(self, part: Part, start: int) -> bool:
        return part == "title" or start < self._lead_chars


def is_grave(counts: Iterable[Count]) -> bool:
    """True for counts that no level but the lowest can hold, or nearly so."""
    return any(c.value >= (_GRAVE_DEATHS if c.name in ("deaths", "both") else _GRAVE_HURT) for c in counts)


def is_telling(counts: Iterable[Count], *, least_dead: int) -> bool:
    """True for so many dead, or for several hurt: enough for a word that alone says little (事故, 工地)."""
    return any(
        (c.name in ("deaths", "both") and c.value >= least_dead)
        or (c.name in _HURT and c.value >= _SEVERAL_HURT)
        or (c.name == "missing" and c.value >= _SEVERAL_MISSING)
        for c in counts
    )
