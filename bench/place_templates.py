"""Made-up complaints: one wording for many places (no copies, no one matter), and several grievances about each place."""

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

GRIEVANCES = {
    "停车费": [
        (
            "{place}物业停车费乱涨价",
            "{place}的停车费一下子从120涨到260，物业没开业主大会也没公示，这样收费合法吗？",
        ),
        (
            "投诉{place}物业乱收停车费",
            "我是{place}业主，物业擅自提高停车收费标准，不交就不让进门，请物价局查处。",
        ),
        (
            "{place}停车收费不合理",
            "小区停车费涨了一倍多，问物业要依据拿不出来。{place}的业主意见很大，要求退还多收的停车费。",
        ),
    ],
    "供暖": [
        (
            "{place}供热温度不达标",
            "{place}家里室温只有十四五度，热力公司来测过温也承认不达标，就是不给解决。",
        ),
        (
            "{place}家里暖气不热",
            "{place}今年暖气特别差，老人孩子在屋里穿羽绒服，给热力公司打了无数电话都说在调试，供热温度上不来。",
        ),
        (
            "请解决{place}供暖问题",
            "供暖半个月了，{place}多户居民家中暖气片不热，温度十五度左右，希望热力公司尽快检修管网，保证供热温度。",
        ),
    ],
    "烧烤": [
        (
            "{place}楼下烧烤店油烟扰民",
            "{place}楼下烧烤店油烟直排，满楼道都是油烟味，半夜还在划拳喝酒，噪音很大。",
        ),
        (
            "{place}烧烤摊深夜吵闹",
            "每天晚上{place}门口的烧烤摊营业到凌晨两点，油烟熏人，吵得睡不着觉。",
        ),
        (
            "请取缔{place}旁的露天烧烤",
            "{place}旁边露天烧烤污染严重，烟熏火燎，居民不敢开窗，夜里噪音扰民，城管来了就收，走了又摆。",
        ),
    ],
    "电梯": [
        (
            "{place}电梯总出故障",
            "{place}二单元电梯一周坏三次，昨天又把一位老人困在里面四十分钟，物业只会重启。",
        ),
        (
            "{place}电梯困人没人管",
            "我家住{place}15楼，电梯三天两头停运，困人好几回，物业说没有维修基金。",
        ),
        (
            "恳请督促{place}更换电梯",
            "{place}电梯老化严重，经常突然下坠、困人，业主多次要求物业大修或者更换，物业一拖再拖。",
        ),
    ],
    "房产证": [
        (
            "{place}交房三年办不了房产证",
            "{place}2019年交房，到现在房产证还没办下来，开发商说土地手续不全，业主怎么办？",
        ),
        (
            "{place}房产证何时能办理",
            "请问{place}什么时候能办不动产证？开发商一年推一年，孩子上学落户都需要房产证。",
        ),
        (
            "投诉{place}开发商不给办证",
            "{place}开发商收了契税和维修基金，三年多不给业主办理房产证，请住建局督促办证。",
        ),
    ],
    "道路": [
        (
            "{place}门前道路破损严重",
            "{place}门前那条路坑坑洼洼，下雨全是水，电动车摔了好几个人，请尽快修路。",
        ),
        (
            "{place}出口的路什么时候能修",
            "{place}出口那段路烂了两年了，大坑一个接一个，车都不敢走，市政能不能给修一修路面？",
        ),
        (
            "{place}门口大坑摔伤人",
            "昨天又有一位骑车的市民在{place}门口的大坑摔伤，路面破损这么久没人维修，请市政部门修补道路。",
        ),
    ],
}
"""What is complained of, three wordings each."""
GROUNDS = [
    *["翠湖小区", "锦绣家园", "万科蓝山", "学府街168号", "天富家园12栋", "保利中央公园", "农安县红旗村"],
    *["富奥花园", "新立社区三期", "东岭嘉园"],
]


def grid(at: datetime) -> Iterator[Item]:
    """Every grievance of every ground in every wording; the id names the matter (``ground/grievance``) before its last slash."""
    hours = 0
    for ground in GROUNDS:
        for grievance, wordings in GRIEVANCES.items():
            for number, (title, text) in enumerate(wordings):
                yield Item(
                    f"{ground}/{grievance}/{number}",
                    title.format(place=ground),
                    text.format(place=ground),
                    source_kind="hotline",
                    # Spread over a month, no matter's wordings beside one another.
                    published_at=at + timedelta(hours=hours * 101 % 719),
                )
                hours += 1


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
