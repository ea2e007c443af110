"""Lifelike Chinese posts made from templates with a pinned seed: the same run of posts everywhere, about no real person."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.item import Item

SEED = 20171108
_DISTRICTS = (
    "朝阳区",
    "南关区",
    "宽城区",
    "二道区",
    "绿园区",
    "双阳区",
    "九台区",
    "净月高新区",
    "汽开区",
    "经开区",
)
_FIRST = "松柏桦榆杏梨桃柳梧桐枫竹兰菊云霞晨星溪泉湖岭川原春秋和祥瑞安康宁福禄"
_SECOND = "涛园苑庭轩阁里居湾府岸屿台岗坡桥林畔洲谷"
_PLACES = ("小区", "家园", "新村", "花园", "公寓", "佳苑")
_SPANS = ("三天", "一个星期", "半个月", "一个多月", "两个月", "快半年", "一年多")
_ASKS = (
    "希望有关部门尽快处理。",
    "多次反映一直没有解决，请求尽快给个说法。",
    "打了好几次电话，来回推诿，到底谁来管？",
    "请问什么时候能解决？",
    "恳请领导过问此事，谢谢。",
    "附近居民意见很大，盼复。",
)
_EXTRAS = (
    "白天晚上都一样，老人孩子受不了。",
    "去年也出现过同样的情况，当时说是临时的。",
    "周围几栋楼的住户都遇到了同样的问题。",
    "物业说不归他们管，让找街道，街道又让找热线。",
    "我们已经在业主群里统计过，至少有四十多户受影响。",
    "现场拍了照片和视频，需要的话可以提供。",
    "天气越来越冷，再拖下去实在没法过。",
    "昨天又来了一拨人看了看，什么也没说就走了。",
)
_MATTERS: Mapping[str, Sequence[str]] = {
    "城乡建设": (
        "暖气不热，室内只有十四五度",
        "自来水发黄有异味",
        "路面坑洼积水，井盖破损",
        "违章建筑一直没有拆除",
        "交房延期，开发商不给说法",
    ),
    "环境保护": (
        "楼下烧烤店油烟直排",
        "工地夜间施工噪音扰民",
        "附近作坊排放刺鼻气味",
        "河道污水直排发臭",
        "垃圾露天焚烧",
    ),
    "交通运输": (
        "公交车间隔太长，经常等四五十分钟",
        "出租车拒载、不打表",
        "快递丢失，企业不予赔偿",
        "道路施工没有绕行指引",
        "网约车乱收费",
    ),
    "教育文体": (
        "学校强制购买教辅资料",
        "校外培训机构不退费",
        "孩子不能就近入学",
        "幼儿园乱收费",
        "教师待遇没有落实",
    ),
    "劳动和社会保障": (
        "工地拖欠三个月工资",
        "公司不缴纳社会保险",
        "退休金计算有误",
        "单位违法辞退不给补偿",
        "失业金迟迟不到账",
    ),
    "商贸旅游": (
        "电梯停运多日没有维修",
        "超市销售过期食品",
        "预付卡商家跑路不退款",
        "商品房广告虚假宣传",
        "景区强制消费",
    ),
    "卫生计生": (
        "医院乱收费，病历拿不到",
        "诊所无证行医",
        "社区医院没有常用药",
        "疫苗预约不上",
        "医生态度恶劣",
    ),
}
_KINDS = ("forum", "hotline", "mailbox", "social", "local_media", "portal")
_FIRES = ("仓库", "厂房", "商铺", "宿舍楼", "市场", "酒店", "车间", "库房")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A post with the category that its template belongs to."""

    item: Item
    category: str


def posts(count: int, newest: datetime, *, seed: int = SEED) -> list[Labelled]:
    """Ordinary posts of about 100–250 characters, one a minute back from ``newest``."""
    made = list(_posts(random.Random(seed), count, newest))
    made.reverse()
    return made


def _posts(rng: random.Random, count: int, newest: datetime) -> Iterator[Labelled]:
    for number in range(count):
        category = rng.choice(tuple(_MATTERS))
        matter, place = rng.choice(_MATTERS[category]), _place(rng)
        extras = "".join(rng.sample(_EXTRAS, rng.randint(1, 4)))
        text = (
            f"长春市{place}{rng.randint(1, 48)}号楼附近{matter}，已经{rng.choice(_SPANS)}了。"
            f"{extras}{rng.choice(_ASKS)}"
        )
        kind = rng.choice(_KINDS)
        item = Item(
            id=f"post-{number}",
            title=f"{place}{matter}",
            text=text,
            source=f"{kind}-{number % 20}",
            source_kind=kind,
            author=f"网友{rng.randint(1, 5000)}",
            published_at=newest - timedelta(minutes=number),
        )
        yield Labelled(item, category)


def _place(rng: random.Random) -> str:
    name = "".join(rng.sample(_FIRST, 2)) + rng.choice(_SECOND)
    return f"{rng.choice(_DISTRICTS)}{name}{rng.choice(_PLACES)}"


def fires(count: int, at: datetime, *, seed: int = SEED) -> list[Item]:
    """Grave fires, each at a place and hour of its own, so that each opens a case of its own."""
    rng = random.Random(seed)
    return [_fire(rng, number, at) for number in range(count)]


def _fire(rng: random.Random, number: int, at: datetime) -> Item:
    name = "".join(rng.sample(_FIRST, 3))
    place = f"{_DISTRICTS[number % len(_DISTRICTS)]}{name}{rng.choice(_SECOND)}{rng.choice(_FIRES)}"
    deaths, hurt = rng.randint(10, 29), rng.randint(5, 40)
    return Item(
        id=f"fire-{number}",
        title=f"{place}发生火灾",
        text=f"今日，长春市{place}发生火灾，已造成{deaths}人死亡，{hurt}人受伤，{name}一带道路封闭。",
        source=f"快讯{number}",
        source_kind="local_media",
        published_at=at,
    )
