"""A town, a village, a mine or a scenic spot alone, its county told elsewhere in the text; and those who tell it from elsewhere."""

from __future__ import annotations

from bench.tellings.divisions import County, elsewhere, sure, towns
from bench.tellings.slots import Slots, Telling, tidy

_SPOTS = (
    "石桥镇",
    "青山乡柳树沟村",
    "龙泉镇河东村",
    "大王庄村",
    "红星煤矿",
    "白云洞景区",
    "黑龙潭水库",
    "三岔河镇",
    "马家坪村二组",
    "城关镇北关村",
    "工业园区某化工厂",
    "石门子林场",
    "南大街",
    "云台山隧道",
    "松树镇碾子沟",
)
_TOLD = (
    "4月4日夜，{s}发生一起惨剧：一家三口煤气中毒身亡。",
    "昨天下午，{s}附近一辆面包车翻入沟中，4人死亡。",
    "昨日凌晨，{s}突发山体滑坡，3人被埋后遇难。",
    "4日清晨，{s}一声巨响打破宁静，两名工人在爆炸中丧生。",
    "昨天中午，{s}3名儿童溺水身亡。",
    "昨晚，{s}一处平房着火，两位老人没能逃出来。",
)
_COUNTY = (
    "{f}应急管理局局长介绍，事故原因正在调查。",
    "{f}委、县政府连夜成立处置工作组。",
    "{f}公安局已介入调查。",
    "伤者正在{f}人民医院救治。",
    "{f}消防救援大队出动5车26人。",
    "记者从{f}有关部门获悉，善后工作正在进行。",
    "{f}已对全县同类场所展开排查。",
    "记者今天在{f}采访时看到，现场已被封锁。",
    "该县（{f}）宣传部门今早通报了这一情况。",
    "{f}人民检察院已派员提前介入。",
    "目前，{f}正全力做好善后工作。",
    "{f}县长在现场表示，将一查到底。",
    "{f}气象局提供的数据显示，当时风力达到8级。",
    "{f}副县长陈某说，救援已经结束。",
    "120急救车从{f}县城赶到时，人已没了气息。",
    "{f}官方微博今早发布了这一消息。",
    "{f}公安局刑警大队民警介绍，现场情况复杂。",
    "{f}农业农村局工作人员说，正在核实。",
    "{f}成立了由县长任组长的善后小组。",
    "{f}红十字会救援队连夜下水打捞。",
    "死者家属今天到{f}政府讨说法。",
    "{f}人民法院工作人员证实了此事。",
    "当天值班的{f}副县长已被停职。",
    "{f}疾控中心也派人到场。",
)
_FIRST = (
    "记者从{f}应急管理局获悉，{t}",
    "据{f}融媒体中心消息，{t}",
    "{f}公安局通报：{t}",
    "本报{f}讯 {t}",
    "{f}昨天发生一起事故。{t}",
    "（{f}）{t}",
    "本报{f}4月5日电 {t}",
    "地处大山深处的{f}，昨天被一场悲剧笼罩。{t}",
    "“{f}这几天一直在下雨。”村支书说。{t}",
)
_LAST = (
    "",
    "死者中两人是{o}人。",
    "重伤员已转往{o}。",
    "{o}的救援队也赶来帮忙。",
    "涉事企业老板是{o}人。",
    "去年{o}也有过这样的事。",
)
_POSTS = (
    "我在{o}打工，老家{p}昨晚着火了，邻居家三口人都没出来。",
    "在{o}上班，刚接到家里电话，{p}老家后山滑坡，埋了两个人，都没了。",
    "我在{p}被货车撞了，现在在{o}住院，同车的两个人当场就没了。",
    "人在{o}，心在{p}，昨天村里两个孩子淹死了，我妈电话里一直哭。",
    "我是{o}人，在{p}一家化工厂上班，昨天车间爆炸，死了两个工友。",
    "我哥在{p}煤矿干活，昨天矿上冒顶，砸死三个人。我们全家从{o}往那边赶。",
    "从{o}过来旅游，昨天在{p}坐的大巴翻了，同团死了三个人，我现在还在县医院。",
    "我老公是{o}人，在{p}工地上干活，昨天塔吊倒了，他和另一个工友都没了。",
    "坐标{p}，我一个{o}人在这边开店，刚才隔壁饭店炸了，抬出来两个都没气了。",
    "昨天在{p}出的车祸，我爸转到{o}的医院也没救回来，对方车上还死了一个。",
    "我家在{o}，昨天到{p}走亲戚，亲戚家隔壁着火，烧死了两个人。",
    "表弟从{o}去{p}送货，昨天下午在{p}县城边上被半挂追尾，车上两个人都没了。",
    "刚回到{o}，想想还后怕，昨天{p}那家宾馆着火，我住三楼，死了两个人就在我隔壁。",
    "{p}的事上热搜了，我在{o}都睡不着，昨天厂子爆炸死的两个都是我初中同学。",
    "昨天我朋友圈都是{p}老乡在发，化工厂又炸了，死了两个，我远在{o}只能干着急。",
    "我住{o}，我姐在{p}开饭店，昨天煤气罐炸了，她和一个服务员都没了。",
    "在{o}读大学，昨天晚上室友接到电话，他{p}家里着火，爸妈都没跑出来。",
    "从{o}去{p}出差，昨天住的酒店半夜着火，跳楼死了两个。",
    "{o}媳妇第一次回{p}婆家过清明，昨天就碰上车祸，公公婆婆都没了。",
    "我们{o}车队昨天拉货到{p}，卸货时吊车倒了，砸死两个装卸工。",
    "人还在{o}的医院里躺着，昨天在{p}那场车祸，一车五个人死了三个。",
    "我妈昨天在{p}被撞，当场就没了，我从{o}连夜开车往回赶。对方车上也死了一个。",
    "昨天在{p}送孩子上学，校门口一辆车冲过来，撞死两个家长。我一个{o}人在这边人生地不熟。",
    "听{o}的表哥说，他在{p}的工地昨天塌了，埋了三个人，都没救过来。",
    "我是从{o}嫁到{p}的，昨天村里鞭炮作坊炸了，死了三个人。",
    "{p}昨天的车祸太惨了，死了四个人，有两个还是我们{o}来的游客。",
    "姑姑一家昨天从{o}开车回{p}，到家门口了被渣土车撞了，死了三个。",
)


def telling(slots: Slots) -> Telling:
    """A report of a town with its county before or behind, or a post of somebody who is not where it happened."""
    if slots.maybe(0.35):
        p = slots.any(towns())
        o = elsewhere(slots, p)
        text = slots.of(_POSTS).format(p=p.short, o=o.city_short)
        return Telling("post", text, {"regions": p.code}, source="某网友", source_kind="social")
    p = slots.any([c for c in sure() if c.full.endswith("县")])
    told = slots.of(_TOLD).format(s=slots.of(_SPOTS))
    last = slots.of(_LAST).format(o=elsewhere(slots, p).city_short)
    kind = slots.any(("before", "behind", "headline"))
    if kind == "before":
        text = slots.of(_FIRST).format(f=_called(slots, p), t=told) + last
    elif kind == "behind":
        text = told + slots.of(_COUNTY).format(f=p.full) + last
    else:
        text = told + last
    title = f"{p.full}{slots.of(_HEADS)}" if kind == "headline" else ""
    return Telling(kind, tidy(text), {"regions": p.code}, title=title, source="某网", source_kind="portal")


_HEADS = (
    "一村庄发生意外",
    "：昨天的悲剧令人痛心",
    "通报一起亡人事故",
    "多人遇难",
    "昨发生事故",
    "一起意外致人死亡",
)


def _called(slots: Slots, county: County) -> str:
    return slots.any((county.full, f"{county.city}{county.full}", f"{county.province_short}{county.full}"))
