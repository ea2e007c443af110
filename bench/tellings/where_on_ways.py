"""Where on a road, a railway, a river or at sea: the stretch, not the ends of the way nor the towns that the vehicle knew."""

from __future__ import annotations

from bench.tellings.divisions import County, elsewhere, sure
from bench.tellings.slots import Slots, Telling

_ROADS = (
    "4月4日5时40分，{w}高速公路{p}段发生一起交通事故，造成4人死亡。",
    "昨天上午，{w}高速{p}境内一辆大客车与货车追尾，3人死亡、12人受伤。",
    "一辆满载乘客的卧铺客车昨天凌晨行至{w}高速公路{p}段时冲出护栏，5人死亡。",
    "昨日，{w}高速{p}服务区附近一辆危化品罐车爆燃，2人死亡。",
    "G{g}国道{p}路段昨晚8时发生两车相撞，3人死亡。",
    "昨天15时许，在{p}境内的{w}高速公路上，一辆小客车撞上中央护栏，3人死亡。",
    "4月4日，一辆由{o}开往{n}的长途客车在{p}境内坠崖，6人死亡。",
    "一辆从{o}驶往{n}方向的货车昨天行驶至{p}路段时侧翻，压扁一辆轿车，4人死亡。",
    "昨天下午，{w}高速往{n}方向K{k}+{m}米处（{p}境内）发生多车连环相撞，3死8伤。",
    "{w}高速公路{p}收费站昨晚发生一起货车失控事故，撞毁收费亭，2人死亡。",
    "昨天中午，省道S{g}线{p}段一辆农用车翻入深沟，车上5人死亡。",
    "4月4日3时，{o}至{n}的一趟货运列车在{p}境内脱轨，2名铁路工人死亡。",
    "{w}铁路{p}段昨日凌晨发生塌方，一列火车撞上落石，3人遇难。",
    "昨天，一辆{o}牌照的旅游大巴在{p}境内翻车，5名游客死亡。",
    "从{o}自驾前往{n}的一家四口昨天在{p}境内遭遇车祸，无一生还。",
    "昨晚，{w}高速{p}北出口匝道上一辆货车追尾，2人死亡。",
    "一辆核载55人的客车从{o}出发，途经{p}时突然起火，造成8人死亡。时间是昨天下午2点。",
    "4月4日21时，{w}高速公路由{o}往{n}方向行车道，在{p}与邻县之间的隧道内发生追尾……事发隧道位于{p}境内，3人死亡。",
    "昨日7时，{o}开往{n}的班车在国道{g}线{k}公里+{m}米处（位于{p}）冲下河堤，7人死亡。",
    "载着36名务工者返回{o}的大巴，昨天凌晨在{w}高速{p}段侧翻，4人死亡。",
    "昨天，运送蔬菜去{n}的货车在{p}撞上路边行人，3名老人死亡，司机是{o}人。",
)
_WAYS = ("京港澳", "沪昆", "沈海", "连霍", "青银", "二广", "包茂", "长深", "大广", "福银", "沪蓉", "兰海")
_RIVERS = (
    "昨天傍晚，{r}{p}段一艘渡船侧翻，5人死亡。",
    "4月4日14时，{r}{p}水域一艘采砂船沉没，3名船员死亡。",
    "昨天，5名学生在{r}{p}段游泳，其中3人溺亡。",
    "一艘从{o}驶往{n}的货船昨晚在{r}{p}段触礁沉没，4名船员遇难。",
    "昨天下午，一辆轿车从{r}大桥（{p}侧）坠入江中，车内3人死亡。",
    "{r}上游持续暴雨，{p}昨夜河堤决口，2人被洪水冲走后遇难。",
    "昨天，{p}境内的{r}支流发生山洪，冲走露营的一家三口，均已遇难。",
    "受{r}洪水影响，{p}一处民房昨晚倒塌，2人死亡。",
    "发源于{o}的{r}昨天在{p}境内漫堤，3名巡堤人员被冲走遇难。",
)
_RIVERS_NAMED = ("汉江", "嘉陵江", "黑水河", "赣江", "湘江", "渭河", "淮河", "乌江", "岷江", "洛河", "清水江", "沂河")
_NAMED_AFTER = (
    "昨天下午，{p}{o}路与解放街交叉口一辆公交车撞上行人，3人死亡。",
    "昨晚，{p}的{o}大酒店发生火灾，4人死亡。",
    "昨天，{p}一家名为“{o}火锅”的饭店燃气爆炸，2人死亡。",
    "昨日16时，{p}{o}商会大厦工地一部塔吊倒塌，3名工人死亡。",
    "4月4日，位于{p}的{o}新村小区一住户家中起火，母女二人遇难。",
    "昨天，{p}开发区{o}工业园一厂房起火，3人死亡。",
    "昨日，{o}建工集团承建的{p}一安置房工地脚手架坍塌，4人死亡。",
    "昨天10时许，{o}铁路局管内{p}一道口发生火车与汽车相撞事故，3人死亡。",
    "昨天，{p}{o}大道上一辆渣土车侧翻，压死2人。",
    "4月4日，{o}矿业集团位于{p}的煤矿发生瓦斯突出，5人死亡。",
    "昨天下午，{p}“{o}烧烤”店内发生斗殴，两人被捅身亡。",
    "昨晚，{o}某高校位于{p}的校区一实验室爆炸，2名学生死亡。",
)


def telling(slots: Slots) -> Telling:
    """An emergency on a way through a county, or beside what bears another town's name."""
    p = slots.any(sure())
    o, n = (elsewhere(slots, p) for _ in range(2))
    frames, kind = slots.any(((_ROADS, "road"), (_ROADS, "road"), (_RIVERS, "river"), (_NAMED_AFTER, "named after")))
    text = slots.of(frames).format(
        p=_where(slots, p),
        o=o.city_short,
        n=n.city_short,
        w=slots.any(_WAYS),
        r=slots.any(_RIVERS_NAMED),
        g=slots.number(104, 345),
        k=slots.number(100, 2900),
        m=slots.number(1, 9) * 100,
    )
    return Telling(kind, text, {"regions": p.code}, source="某网", source_kind="portal")


def _where(slots: Slots, p: County) -> str:
    return slots.any((f"{p.city}{p.full}", f"{p.city_short}{p.full}", p.full, f"{p.province}{p.full}"))
