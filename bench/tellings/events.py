"""What happens in tellings, and sentences beside it that count nobody who matters."""

from __future__ import annotations

from typing import NamedTuple


class Happening(NamedTuple):
    """Something that happened: its sentence, its place, a short name, who is there, and the key of its leads in `LEADS`."""

    told: str
    place: str
    short: str
    people: str
    when: str


HAPPENINGS = (
    Happening("昨晚8时许，双阳区一餐馆发生火灾", "双阳区", "餐馆火灾", "食客", "last"),
    Happening("4月4日下午，双阳区奢岭街道一工厂发生爆炸", "双阳区", "工厂爆炸", "工人", "fourth"),
    Happening("昨天下午，长双公路双阳段一辆客车与货车相撞", "双阳区", "车祸", "乘客", "last"),
    Happening("4月3日9时，双阳区一在建工地发生坍塌", "双阳区", "工地坍塌", "工人", "third"),
    Happening("4月4日22时20分，双阳区山河街道一居民楼起火", "双阳区", "居民楼火灾", "居民", "late"),
    Happening("昨天傍晚6点多，双阳区鹿乡镇一化工厂反应釜发生爆炸", "双阳区", "化工厂爆炸", "工人", "last"),
    Happening("4月3日晚，双阳区一出租屋发生燃气爆炸", "双阳区", "燃气爆炸", "租客", "third"),
    Happening("4月4日上午10时，京哈高速双阳段一辆大巴侧翻", "双阳区", "大巴侧翻", "乘客", "fourth"),
    Happening("前天夜里，双阳区一家足浴店起火", "双阳区", "足浴店火灾", "顾客", "third"),
    Happening("4月4日9时20分，九台区一在建工地脚手架坍塌", "九台区", "脚手架坍塌", "工人", "fourth"),
    Happening("昨日18时左右，农安县一辆满载工人的面包车侧翻", "农安县", "面包车侧翻", "工人", "last"),
    Happening("前天中午，榆树市一小区发生燃气爆燃", "榆树市", "燃气爆燃", "居民", "third"),
    Happening("4月3日晚7时，德惠市一商场自动扶梯突然倒转", "德惠市", "扶梯倒转", "顾客", "third"),
    Happening("昨天上午10点，净月区一幼儿园的校车与渣土车相撞", "净月区", "校车相撞", "幼儿", "last"),
    Happening("4月4日凌晨，宽城区一居民楼起火", "宽城区", "居民楼起火", "居民", "fourth"),
    Happening("昨天上午10时20分，龙双公路双阳段发生一起交通事故", "双阳区", "交通事故", "乘客", "last"),
    Happening("4月4日凌晨3时左右，双阳区云山街道一栋自建房倒塌", "双阳区", "自建房倒塌", "租客", "fourth"),
    Happening("昨日16时许，双阳区鹿乡镇一家烟花作坊爆炸", "双阳区", "烟花作坊爆炸", "工人", "last"),
    Happening("4月4日晚，双阳区平湖街道一民房起火", "双阳区", "民房火灾", "村民", "late"),
    Happening("昨天傍晚，双阳区太平镇一辆面包车坠入山沟", "双阳区", "面包车坠沟", "乘客", "last"),
)
KINDS = ("火灾", "爆炸", "坍塌", "交通事故")
PLACES = ("长春市朝阳区", "双阳区", "成都市", "农安县")
HOSPITALS = (
    "双阳区医院",
    "市中心医院",
    "吉大一院",
    "省人民医院",
    "区中医院",
    "县人民医院",
    "208医院",
    "镇卫生院",
    "市第二医院",
    "市儿童医院",
    "吉大二院",
    "农安县中医院",
    "武警医院",
)
ASIDES = (
    "",
    "",
    "",
    "事故原因正在调查。",
    "涉事企业负责人已被公安机关控制。",
    "记者赶到现场时，警戒线已经拉起。",
    "消防部门出动6车32人赶到现场处置。",
    "附近一名商户说，当时听到一声巨响，玻璃都在抖。",
    "当地政府主要负责同志第一时间赶赴现场指挥处置。",
    "现场救援已经结束，事故原因仍在调查中。",
    "省里派出医疗专家组，对伤员“一人一策”进行救治。",
    "“声音特别大，我家窗户都在抖。”附近居民王女士说。",
    "事发后，消防、公安、医疗等部门赶到现场处置。现场拉起了警戒线。",
    "记者赶到时，现场一片狼藉，路边停着好几辆救护车。",
    "一名目击者打电话报了警。",
    "事发后，当地迅速启动应急响应。",
    "记者在现场看到，地上散落着玻璃和鞋子。",
)
"""Between what happened and how many were killed or hurt, or behind it."""
ENDS = (
    "",
    "",
    "事故原因正在调查。",
    "善后工作正在进行。",
    "目前，事故原因正在进一步调查中。",
    "相关部门已介入调查。",
    "初步估计直接经济损失120万元。",
)


def opened(happening: Happening, aside: str) -> str:
    """What happened, as the beginning of the sentence of a toll or as a sentence of its own before an aside."""
    return f"{happening.told}。{aside}" if aside else f"{happening.told}，"
