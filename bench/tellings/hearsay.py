"""A number that goes round beside an office's own, and how it is laughed at."""

from __future__ import annotations

from bench.tellings.slots import Slots, Telling, tidy

_BULLETINS = (
    "【情况通报】4月4日21时许，双阳区一居民楼发生液化气闪爆，造成{a}人死亡、{h}人受伤。",
    "双阳区应急管理局通报：4月4日晚，山河街道一仓库起火，{a}人死亡，{h}人受伤。",
    "官方发布了，昨晚工厂爆炸造成{a}人死亡、{h}人受伤。",
)
_PASSED_ON = (
    "群里传死了{n}个",
    "有人说死了{n}个",
    "网上传死了{n}个人",
    "之前传的死了{n}个",
    "朋友圈说死了{n}多个",
    "昨晚还传死了{n}个",
)
_SCOFFED = (
    "的可以歇歇了",
    "，都是瞎说",
    "的别再传了",
    "，纯属扯淡",
    "的洗洗睡吧",
    "，大家别信",
    "的散了吧",
    "，根本没那么多",
    "的省省吧",
    "，差远了",
    "，都是谣传",
    "，哪有那么多",
    "，是谣言",
    "，信不得",
    "的都是假的",
)
_MORE = ("十几", "15", "二十", "11")


def telling(slots: Slots) -> Telling:
    """A bulletin, and hearsay that its teller does not believe."""
    dead, hurt = slots.number(1, 2), slots.number(3, 9)
    bulletin = slots.any(_BULLETINS).format(a=dead, h=hurt)
    heard = slots.of(_PASSED_ON).format(n=slots.any(_MORE)) + slots.of(_SCOFFED)
    return Telling(
        "hearsay", tidy(f"{bulletin}{heard}。"), {"deaths": dead, "injured": hurt}, source_kind="social"
    )
