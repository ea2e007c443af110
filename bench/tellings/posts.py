"""Counts as people post them: what happened, who died, who was hurt, and a sigh."""

from __future__ import annotations

from bench.tellings.slots import Slots, Telling, tidy

_HAPPENED = (
    "刚才双阳区奢岭镇那边厂子炸了，",
    "今天下午长双公路一辆客车和大货车撞上了，",
    "昨晚我们小区3号楼着火了，",
    "中午工地塌了，",
    "刚看到双阳河那边一辆面包车掉河里了，",
    "隔壁村的烟花厂昨晚爆炸了，",
    "楼下饭店煤气罐炸了，",
    "昨天半夜出租屋起火，",
)
_DEAD = (
    "走了{n}个",
    "没了{n}个",
    "死了{n}个",
    "{n}个没救过来",
    "{n}个人没了",
    "当场就没了{n}个",
    "{n}个没挺过来",
    "{n}个当场断气",
    "{n}条人命没了",
    "抬出来{n}个都盖着白布",
    "{n}个人走了",
    "人没了{n}个",
    "听说死了{n}口人",
    "{n}个没抢救过来",
    "{n}个到医院就不行了",
    "{n}个当场就不行了",
    "没了{n}口人",
    "{n}人死亡",
    "{n}个已经没了",
    "有{n}个没救回来",
    "{n}个人当场死了",
    "{n}个人没能救回来",
    "{n}个没了气",
    "{n}个人送到医院没救活",
)
_HURT = (
    "伤了{n}个",
    "{n}个进了医院",
    "救护车拉走{n}个",
    "120拉走{n}个",
    "{n}个送医院了",
    "{n}个受了伤",
    "{n}个住院",
    "还有{n}个在抢救",
    "{n}个重伤",
    "另外{n}个送县医院",
    "还有{n}个在医院躺着",
    "{n}个骨折",
    "{n}个受伤的拉走了",
    "{n}个烧伤送医院",
    "{n}个在ICU",
    "{n}个伤得不轻",
)
_SIGHS = ("太惨了", "愿逝者安息", "到底怎么回事啊", "有知道情况的吗", "心里堵得慌")


def telling(slots: Slots) -> Telling:
    """A post of the dead, of the hurt, or of both."""
    dead, hurt = slots.number(2, 6), slots.number(2, 9)
    told: list[str] = []
    truth: dict[str, int | str | None] = {}
    if both := slots.maybe(0.8):
        told.append(slots.of(_DEAD).format(n=slots.written(dead)))
        truth["deaths"] = dead
    if not both or slots.maybe(0.85):
        words = slots.of(_HURT).format(n=slots.written(hurt))
        told.append(words if both else words.removeprefix("另外").removeprefix("还有"))
        truth["injured"] = hurt
    text = tidy(f"{slots.any(_HAPPENED)}{'，'.join(told)}，{slots.any(_SIGHS)}。")
    return Telling("posts", text, truth, source_kind="social")
