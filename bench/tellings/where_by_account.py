"""A county's own account, paper or forum tells what happened and leaves the county out; other places stand beside it."""

from __future__ import annotations

from bench.tellings.divisions import elsewhere, sure
from bench.tellings.slots import Slots, Telling

_ACCOUNTS = (
    ("{f}应急管理局", "official_site"),
    ("{s}发布", "official_site"),
    ("{f}公安局", "official_site"),
    ("平安{s}", "social"),
    ("{f}融媒体中心", "local_media"),
    ("{f}人民政府网", "official_site"),
    ("{f}消防救援大队", "social"),
    ("{s}吧", "forum"),
    ("{f}交警大队", "social"),
    ("{s}论坛", "forum"),
    ("今日{s}", "social"),
    ("{f}委宣传部", "official_site"),
)
_TOLD = (
    "昨晚8时许，城关镇一居民家中发生火灾，2人死亡。",
    "4月4日15时，辖区一家化工厂反应釜爆炸，造成2人死亡、3人受伤。",
    "昨天下午，石桥镇一工地发生坍塌，3人死亡。",
    "4月4日，我县一煤矿发生透水事故，2名矿工遇难。",
    "情况通报：4月4日21时35分，龙泉街道一饭店发生燃气爆炸，2人抢救无效死亡。",
    "警情通报：4月4日19时许，青山乡一村民持刀伤人，致2人死亡。",
    "昨天中午，南环路一辆货车与电动车相撞，电动车上2人当场死亡。",
    "昨夜暴雨，三岔河镇后山滑坡，埋了一户人家，3人遇难。",
    "4日傍晚，3名学生在河边玩水溺亡。",
)
_BESIDE = (
    "",
    "死者均为{o}人。",
    "一名重伤者已转送{c}市人民医院。",
    "{o}救援队也赶来参加搜救。",
    "涉事企业总部在{o}。",
    "肇事司机系{o}人，已被控制。",
    "市里的专家已从{c}赶到现场。",
    "施工单位为{o}某建筑公司。",
    "去年{o}也曾发生类似事故。",
    "重伤员已转到{o}的医院。",
    "{c}市应急管理局派工作组到现场指导。",
    "嫌疑人已在{o}落网。",
    "死者中有一名从{o}来走亲戚的妇女。",
)


def telling(slots: Slots) -> Telling:
    """A notice or a post from a county's own channel."""
    county = slots.any(
        [c for c in sure() if c.code[4:] > "20" and c.city.endswith("市") and len(c.short) == 2]
    )
    account, kind = slots.of(_ACCOUNTS)
    text = slots.of(_TOLD) + slots.of(_BESIDE).format(
        o=elsewhere(slots, county).city_short, c=county.city_short
    )
    source = account.format(f=county.full, s=county.short)
    return Telling(account, text, {"regions": county.code}, source=source, source_kind=kind)
