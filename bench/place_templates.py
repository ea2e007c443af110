"""Complaints written out again for another place, word for word: what is no copy and no further voice on one matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from monitor.item import Item

TEMPLATES = [
    (
        "{place}路灯坏了没人修",
        "{place}的路灯坏了两个多月，晚上黑漆漆一片，老人孩子出门很不安全，打了好几次电话都没有人来修，请有关部门尽快安排维修。",
    ),
    (
        "小区供暖不热",
        "我是{place}的业主，今年供暖以来家里温度一直只有14度左右，老人孩子都穿着羽绒服，多次找物业和热力公司都是互相推诿，希望领导能尽快解决，谢谢！",
    ),
    (
        "路面破损严重",
        "{place}路面坑坑洼洼，一下雨就积水，车辆经过溅得行人一身泥水，已经有好几位老人在{place}摔倒，反映多次没有结果，恳请尽快修补。",
    ),
    (
        "反映{place}夜间施工噪音扰民",
        "{place}附近工地每天晚上施工到凌晨两三点，噪音非常大，严重影响居民休息，孩子第二天还要上学，请城管部门管一管，给居民一个安静的休息环境。",
    ),
    (
        "",
        "您好，{place}楼下烧烤店油烟直排，每天从下午五点到凌晨，整栋楼都是油烟味，窗户都不敢开，投诉几次都是罚点款了事，请问有没有人管？",
    ),
    (
        "垃圾清运不及时",
        "{place}垃圾桶已经三四天没有清运了，垃圾堆成山，苍蝇满天飞，天气炎热臭气熏天，居民意见很大，希望环卫部门尽快处理。",
    ),
]
STREETS = ["学府街", "学苑街", "人民大街", "自由大路", "同志街", "前进大街", "硅谷大街", "解放大路"]
ESTATES = ["翠湖小区", "金桂小区", "锦绣家园", "锦绣花园", "万科蓝山", "融创上城", "天富家园", "保利中央公园"]
TOWNS = ["农安县哈拉海镇", "德惠市米沙子镇", "榆树市五棵树镇", "双阳区鹿乡镇", "九台区龙嘉镇", "农安县合隆镇"]
VILLAGES = ["新立村三组", "新民村三组", "红旗村", "永安屯", "太平屯", "东升村二社"]
PLACES = [STREETS, ESTATES, TOWNS, VILLAGES]
HOUSES = ["学府街12号", "学府街58号", "学府街103号", "翠湖小区3栋", "翠湖小区7栋", "翠湖小区12栋"]


def complaints(places: Sequence[str], at: datetime) -> Iterator[list[Item]]:
    """Each template once for every place, hour by hour from ``at``."""
    for number, (title, text) in enumerate(TEMPLATES):
        yield [
            Item(
                f"{number}-{place}",
                title.format(place=place),
                text.format(place=place),
                source_kind="hotline",
                published_at=at + timedelta(hours=hours),
            )
            for hours, place in enumerate(places)
        ]
