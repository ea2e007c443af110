"""What the tellings of later deaths have in common: a toll, an hour behind it, and who of the hurt died then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bench.tellings.events import HAPPENINGS, Happening
from bench.tellings.slots import Slots

_OPENINGS = (
    "",
    "",
    "{p}应急管理局今天发布情况通报。",
    "清明假期的第二天，{p}的街上仍不时有消防车开过。记者在现场看到，事发地周围已经拉起警戒线。",
    "一场意外打破了这里的平静。事发地附近的店铺今天大多没有开门。",
    "本报讯（记者 李某）",
)
LEADS: Mapping[str, tuple[str, ...]] = {
    "last": (
        "今天，",
        "今晨，",
        "今天上午，",
        "据医院消息，今天中午，",
        "今天凌晨3时，",
        "5日清晨，",
        "今天早上6点左右，",
        "记者今天下午获悉，",
        "今日凌晨，",
        "今天下午4时许，",
        "5日8时30分，",
        "到了今天中午，",
    ),
    "fourth": (
        "5日清晨，",
        "今天，",
        "今晨，",
        "次日凌晨，",
        "4月5日上午，",
        "当天深夜，",
        "第二天早上，",
        "5日凌晨2时许，",
        "记者今天从医院了解到，",
        "翌日上午，",
        "当晚11时许，",
        "今天凌晨，",
    ),
    "late": (
        "5日清晨，",
        "今天，",
        "今晨，",
        "次日凌晨，",
        "4月5日上午，",
        "第二天早上，",
        "5日凌晨2时许，",
        "记者今天从医院了解到，",
        "翌日上午，",
        "5日上午9时，",
        "今天凌晨，",
    ),
    "third": (
        "次日，",
        "第二天凌晨，",
        "4日清晨，",
        "两天后，",
        "5日上午，",
        "昨晚，",
        "4月5日凌晨，",
        "今天早上，",
        "昨天夜里，",
        "4日晚9时，",
        "今天上午10时40分，",
        "翌日凌晨，",
    ),
}
"""Hours after a happening, by its day."""
_TOLLS = (
    "造成{a}人死亡、{h}人受伤",
    "造成{a}人死亡，{h}人受伤",
    "致{a}死{h}伤",
    "造成{a}人遇难，另有{h}人受伤",
    "{a}人当场死亡，{h}人受伤送医",
    "导致{a}人身亡，{h}人不同程度受伤",
    "当场造成{a}人死亡，{h}名伤者被送往医院",
    "{a}人不幸遇难，{h}人受伤",
    "造成{a}死{h}伤",
    "已造成{a}人死亡、{h}人受伤",
    "{a}名人员死亡，{h}名人员受伤",
    "造成{a}人死亡，另有{h}人被送往医院救治",
)
_WHO = (
    (1, "{k}名重伤员"),
    (1, "{k}名伤者"),
    (2, "{k}名危重伤者"),
    (1, "其中{k}名伤者"),
    (2, "{k}名重伤者"),
    (1, "{k}名重度烧伤的伤者"),
    (2, "其中{k}名伤势较重的伤者"),
    (2, "{k}名重症患者"),
    (1, "{k}名危重病人"),
    (2, "{k}名伤员"),
    (2, "{k}名在ICU抢救的伤者"),
    (2, "伤势最重的{k}人"),
    (3, "{k}名重伤员"),
    (1, "{k}名住院的伤者"),
    (1, "伤员中有{k}人"),
    (2, "住院伤者中有{k}人"),
    (1, "伤势最重的{k}名男子"),
    (1, "在吉大一院救治的{k}名伤员"),
    (1, "又有{k}名伤者"),
    (2, "又有{k}人"),
    (1, "又有{k}名重伤员"),
    (1, "送医的{k}名伤者"),
    (2, "{h}名伤者中的{k}人"),
    (1, "{h}名伤者中有{k}人"),
    (1, "其中一名重伤者"),
    (3, "送医救治的{h}人中有{k}人"),
    (1, "1名重伤的工人"),
    (2, "{k}位重伤病人"),
    (1, "一位伤者"),
    (2, "受伤人员中又有{k}人"),
    (1, "一名仍在重症监护室的伤者"),
    (1, "一名受重伤的女子"),
    (2, "{k}名危重病人"),
    (1, "伤者中{k}人"),
    (2, "{k}名此前受重伤的人员"),
    (1, "一名全身烧伤面积超过90%的伤者"),
)
"""How many, and how they are called."""
_HOW = (
    "不治",
    "不治身亡",
    "先后不治",
    "因伤势过重死亡",
    "经抢救无效死亡",
    "没能挺过来",
    "因抢救无效离世",
    "在医院去世",
    "医治无效死亡",
    "停止了呼吸",
    "伤重不治",
    "宣告不治",
    "没有抢救过来",
    "因伤重抢救无效，不幸去世",
    "因多脏器功能衰竭死亡",
    "相继去世",
    "经全力抢救无效死亡",
    "被宣布死亡",
    "心跳停止，抢救无效",
    "不幸离世",
    "因颅脑损伤过重，经抢救无效死亡",
)
_OF_SEVERAL = ("先后", "相继")
_LEFT = (
    "",
    "",
    "，其余{x}人仍在治疗",
    "，其余伤者情况稳定",
    "。目前仍有{x}人在院治疗",
    "，另外{x}名伤者生命体征平稳",
    "。其他{x}名伤者正在接受治疗",
    "，还有{x}人在医院",
    "。余下{x}人均无生命危险",
    "，剩下的{x}名伤员还在接受救治",
    "。其余{x}名伤员中，1人仍在ICU",
    "。目前{x}名伤者仍在医院接受治疗",
)


@dataclass(frozen=True)
class Beginning:
    """What happened with its first toll, and the hour at which the text goes on."""

    happening: Happening
    text: str
    lead: str
    dead: int
    hurt: int


def begun(slots: Slots, most_dead: int = 6, least_hurt: int = 4, most_hurt: int = 12) -> Beginning:
    """A happening, with the numbers of a first toll that the text does not tell yet."""
    happening = slots.any(HAPPENINGS)
    opening = slots.any(_OPENINGS).format(p=happening.place)
    return Beginning(
        happening,
        opening + happening.told + slots.any(("，", "，", "，事故")),
        slots.of(LEADS[happening.when]),
        slots.number(1, most_dead),
        slots.number(least_hurt, most_hurt),
    )


def toll(slots: Slots, start: Beginning) -> str:
    """The first toll in words."""
    return slots.of(_TOLLS).format(a=slots.written(start.dead), h=slots.written(start.hurt))


def who_died(slots: Slots, most: int, hurt: int, first: bool = False) -> tuple[int, str]:
    """How many of the hurt died, and the words for it; the first of all are not told as further ones."""
    number, who = slots.of(_WHO, lambda row: row[0] <= most and not (first and "又" in row[1]))
    how = slots.of(_HOW, lambda words: number > 1 or not words.startswith(_OF_SEVERAL))
    return number, who.format(k=slots.written(number), h=slots.written(hurt)) + how


def left(slots: Slots, number: int) -> str:
    """How many of the hurt are still in care, or nothing."""
    return slots.of(_LEFT).format(x=slots.written(number))
