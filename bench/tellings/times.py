"""When it was: days, parts of days and hours as people and papers say them, before what happened or within it."""

from __future__ import annotations

from datetime import datetime, timedelta

from bench.tellings.slots import PUBLISHED, Slots, Telling, tidy

_WHEN: tuple[tuple[str, int], ...] = (
    ("下午", 0),
    ("中午", 0),
    ("早上", 0),
    ("上午", 0),
    ("傍晚", 0),
    ("刚刚", 0),
    ("刚才", 0),
    ("半小时前", 0),
    ("一个多小时前", 0),
    ("今早", 0),
    ("今儿中午", 0),
    ("今天下午", 0),
    ("昨儿晚上", 1),
    ("昨晚", 1),
    ("昨夜", 1),
    ("前天夜里", 2),
    ("大前天", 3),
    ("前天", 2),
    ("上周五", 9),
    ("4月2号", 3),
    ("3号晚上", 2),
    ("3日下午3点", 2),
    ("下午三点多", 0),
    ("今天凌晨两点", 0),
    ("凌晨三点", 0),
    ("早上七点来钟", 0),
    ("中午十二点半", 0),
    ("前天晚上九点", 2),
    ("昨天中午1点", 1),
    ("两个小时前", 0),
    ("今天早晨6:40", 0),
    ("18:20", 0),
    ("三天前", 3),
    ("4月1日上午9时许", 4),
    ("2日傍晚", 3),
    ("昨天下午4点左右", 1),
    ("今天一大早", 0),
    ("昨天半夜", 1),
    ("3月31日", 5),
)
_TOLD = (
    "{}我们小区3号楼着火了，听说死了两个人。",
    "{}高速上大货车翻了，压死两个人，太惨了。",
    "太吓人了，{}楼下饭店煤气爆炸，抬出来三个，两个没气了。",
    "{}，一辆面包车冲进河里，捞上来两个人都没了。",
    "刚看到群里说，{}工地塌了，埋了四个人。",
    "{}在双阳区奢岭镇，一辆货车撞上电动车，两人当场死亡。",
    "{}，双阳区一化工厂发生爆炸，造成3人死亡。",
    "双阳区鹿乡镇{}发生一起火灾，2人遇难。",
    "我家就住边上，{}那栋楼塌了，埋了三个人。",
)


def telling(slots: Slots) -> Telling:
    """Something grave, and when it was."""
    words, ago = slots.of(_WHEN)
    day = datetime.fromisoformat(PUBLISHED).date() - timedelta(days=ago)
    told = tidy(slots.of(_TOLD).format(words))
    return Telling("times", told, {"day": day.isoformat()}, source_kind=slots.any(("social", "forum")))
