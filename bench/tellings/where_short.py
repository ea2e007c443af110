"""A county by its short name alone, though that may be a word too, as people and their papers say it."""

from __future__ import annotations

from functools import cache

from bench.tellings.divisions import County, counties, little
from bench.tellings.slots import Slots, Telling
from monitor.text.gazetteer import Kind

_WORDS = (
    "无极 大名 新河 大城 大厂 长子 五台 永济 大宁 永和 中阳 交口 孝义 清水河 商都 新民 灯塔 梨树 友谊 富裕 集贤 同心 共和 互助 通道 民权 资源 比如 "
    "大方 和平 无为 兴国 政和 光泽 大田 和平 平和 华安 安定 清流 兴业 乐业 平果 平安 同仁 同德 安宁 平原 博爱 友好 南部 东海 天长 明光 大新 高台 兴海 "
    "东山 香河 滨海 响水 莲花 凤台 太和 惠民 定远 望江 长寿 新城 新安 公安 保康 天柱 开阳 方城 连山 桃源 石门 凤凰 会同 中方 双牌 临海 白河 三门 "
    "天台 象山 东方 开化 新昌 天全 黑水 金川 小金 康乐 和静 东明 民和 新和 福海 富民 上林 灵山 江城 云龙 红河 河口 景东 大关 沿河 龙口 栖霞 桐柏 镇平 "
    "正阳 平舆 延长 富县 长武 永寿 太白 黄龙 永城 新平 平江 大安 双江 双湖 安多 边坝 康定 九龙 白玉 得荣 平坝 龙里 独山 大同 双流 长海 盘山 建平 青龙 "
    "兴隆 海港 三河 黑山 北镇 凤城 建昌 长岭 龙江 北安 东宁 江山 永康 东阳 平湖 龙港 仁和 万载 上高 万年 金乡 东平 台前 南乐 镇安 山阳 洞口 紫金 阳山 马山 马关 东兴 平乐 安龙 "
    "四会 新兴 平远 龙门 云安 全州 合山 大化 城口 中江 三台 江安 大竹 石棉 通江 南江 巴塘 乡城 玉屏 思南 江口 台江 正安 紫云 南涧 永平 永德 金平 通海 曲水 定日 亚东 平利 清水 武山 临泽 山丹 合水 正宁 镇原 西和 大通 化隆 乌兰 永宁 中宁 海原 新源 南丹 西林 樟树 成县 随县 伊宁 当阳 应城"
)
_PLAIN_WORDS = frozenset(_WORDS.split())
"""Names of counties that a reader without a map takes for words: they are told by more than the name."""
_POSTS = (
    "#{p}车祸# 今早上班路上亲眼看见的，电动车上的人当场就没了。",
    "#{p}# 昨晚国道上大货车压死两个人，太惨了。",
    "{p}化工厂昨晚炸了，听说死了三个。",
    "有没有{p}的？昨晚那声巨响怎么回事，听说死了两个人。",
    "{p}这家幼儿园的校车昨天翻了，死了一个娃。",
    "{p}那边矿上又出事了，昨天夜里砸死三个人。",
    "{p}今天出大事了，桥塌了，有人掉水里，捞上来两个都没气了。",
    "@{p}小虎子：刚撞的，货车把三轮车顶沟里了，两口子当场就没了。",
    "我是{p}的，昨晚我们村着火，烧死了两个老人。",
    "我{p}的，昨天村口大车翻了，压死三个人。",
    "昨天{p}高速口那起车祸死了几个？我看见盖白布的就有两个。",
    "{p}人民医院门口刚才有人持刀砍人，两个人当场就没了。",
    "在{p}的朋友注意了，国道塌方，昨晚埋了一车人，死了三个。",
    "昨天在去{p}县城的路上看见大巴翻了，路边盖着三块白布。",
    "{p}县城刚刚一家饭店煤气爆炸，抬出来两个都没气了。",
    "昨晚{p}突然下冰雹，路边大棚砸塌，死了两个人。",
    "听我{p}同学说，昨天他们厂锅炉炸了，死了两个。",
    "{p}街上昨天下午两帮人打架，捅死两个。",
    "表姐嫁到{p}，昨天她婆家那个村山体滑坡，埋了三个人，都没了。",
    "刚在{p}下高速，前面就撞了，面包车里两个人当场没了。",
    "求证：{p}是不是昨晚有个小区爆炸，死了好几个人？",
    "{p}老乡群里都在说，昨天砖厂塌了，压死三个。",
    "回{p}奔丧，路上又碰见车祸，昨天下午的事，一家三口当场没了。",
    "{p}下面一个村昨晚着火，烧死了祖孙俩。",
    "[蜡烛]{p}那三个孩子，昨天在河里没了。",
    "昨天{p}发大水，冲走两个人，今早找到都没了。",
    "{p}出了个大车祸，昨天，死了四个。",
    "就在刚才，{p}县一个楼盘脚手架塌了，压死两个。",
    "{p}的小伙伴都还好吗？昨晚你们那边爆炸死了三个人。",
    "昨天{p}有个村子山体滑坡，埋了三个人，都没了。",
    "我在{p}当老师，昨天我们学校两个学生淹死了。",
    "{p}化工园区昨晚又冒烟了，今早说熏死了两个。",
    "{p}上热搜了，昨天一辆大巴翻下桥，死了六个。",
    "跑长途路过{p}，昨天亲眼看着前面油罐车炸了，司机和副驾都没了。",
    "昨天{p}沉船，死了三个，我同学他爸就在船上。",
    "家住{p}，昨晚楼上煤气爆炸，邻居两口子没了。",
    "{p}惨剧！昨天婚车撞上大货车，新郎新娘都没了。",
    "昨天半夜{p}好大的雷，早上听说劈死了两个人。",
    "妈呀，{p}昨天那个烟花厂炸得，几公里外都听见，死了好几个，我数着抬出来四个。",
)
_PRESS = (
    "{p}昨日发生两起车祸，3人死亡。",
    "本报{p}讯 昨晚一民房起火，母女二人遇难。",
    "本报{p}讯（记者 王某）昨天下午，一辆货车坠崖，3人死亡。",
    "本报记者 李某 {p}报道 昨日凌晨的煤矿透水事故已致4人遇难。",
    "本报记者 李某 发自{p} 昨天上午，隧道塌方，埋压的3名工人全部遇难。",
    "昨天对{p}的交警来说是忙碌的一天，两起车祸夺去了4条人命。",
    "{p}警方昨天通报，一男子持刀行凶，致2人死亡。",
    "昨天，{p}一男子酒后驾车，撞死两名行人。",
    "昨日上午10时，{p}某煤矿发生冒顶事故，2名矿工遇难。",
    "{p}消防昨晚处置一起居民楼火灾，3人遇难。",
    "一场突如其来的山洪昨天袭击了{p}，4人死亡。",
    "{p}法院门前昨天上午发生爆炸，2人死亡。",
    "昨天的{p}，空气里弥漫着焦糊味。一家商场的大火夺走了5个人的生命。",
    "在{p}采访的记者获悉，昨天的矿难已造成6人遇难。",
    "{p}昨夜大火，五人遇难。",
    "4月4日，{p}籍渔船昨夜在港口起火，船东夫妇遇难。事情就发生在{p}渔港。",
    "（{p}）昨天，一辆三轮车与客车相撞，4人死亡。",
    "{p}：昨天一工地塔吊倒塌，3名工人死亡",
    "{p}在建高铁隧道昨日塌方，3名工人遇难。",
    "刚刚从{p}传来消息，昨天被困井下的4名矿工全部遇难。",
    "{p}3名矿工昨天遇难。",
    "记者昨天赶赴{p}，在现场看到，被大火吞噬的厂房只剩骨架，4名工人遇难。",
    "{p}县委书记昨晚赶到现场，指挥处置造成3人死亡的爆炸事故。",
    "{p}籍男子王某昨天在家中持刀杀害3人。事发{p}城南。",
    "昨天，{p}高速公路入口处一辆大货车侧翻，压死3人。",
    "{p}“4·4”火灾致5人遇难，调查组已成立。",
    "{p}一名小学生和奶奶昨天被倒塌的围墙砸死。",
    "昨天下午，{p}突发山洪，4名游客遇难。",
    "昨天，{p}某酒店后厨爆燃，3人死亡。",
    "{p}昨天傍晚遭遇雷暴大风，一处工棚倒塌，2人死亡。",
    "{p}昨天举行哀悼，前天的矿难夺去了11条生命。",
)


@cache
def _names() -> tuple[County, ...]:
    """Counties and county-level cities whose short name only they bear, and no reader takes for a word."""
    kinds = (Kind.SOFT, Kind.TOWN, Kind.CHILD)
    short = [c for c in counties() if c.kind in kinds and len(c.short) == 2 and c.short[1] not in "县区市"]
    return tuple(c for c in short if not c.full.endswith("区") and c.short not in _PLAIN_WORDS and _alone(c))


def _alone(county: County) -> bool:
    return sum(c.short == county.short for c in counties()) == 1 and county.short != county.city_short


def telling(slots: Slots) -> Telling:
    """A post or a report that names one county, by two letters."""
    post = slots.maybe(0.6)
    c = slots.any(little()) if slots.maybe(0.08) else slots.any(_names())
    kind = f"{'post' if post else 'press'} {c.kind.value}"
    text = slots.of(_POSTS if post else _PRESS).format(p=c.short)
    if post:
        return Telling(
            kind, text.replace("县县", "县"), {"regions": c.code}, source="某网友", source_kind="social"
        )
    return Telling(kind, text, {"regions": c.code}, source="某网", source_kind="portal")
