"""Where it happened, beside all the other places that a report names: of those whom it befell, of helpers, of papers, of before."""

from __future__ import annotations

from bench.tellings.divisions import County, elsewhere, neighbour, sure, written
from bench.tellings.slots import Slots, Telling

_EVENTS = (
    "4月4日22时许，{p}一家酒店发生火灾，造成3人死亡、8人受伤。",
    "昨天下午3点，{p}一鞭炮厂发生爆炸，3人死亡，5人受伤。",
    "4月4日清晨，一辆大客车在{p}境内与货车相撞，4人死亡、11人受伤。",
    "{p}一在建厂房4日14时许坍塌，2人死亡，3人受伤。",
    "昨晚8时20分，位于{p}的一座煤矿发生透水事故，3名矿工遇难。",
    "4月3日夜间，{p}某化工企业反应釜爆炸，造成2人死亡、6人受伤。",
)
_FRONT = (
    "新华社{o}4月5日电 ",
    "新华社{o}4月5日电（记者张某 李某）",
    "本报{o}讯 ",
    "本报{o}4月5日电 记者王某报道：",
    "中新网{o}4月5日电 （记者 张某）",
    "央广网{o}4月5日消息 ",
    "据{o}广播电视台报道，",
    "据《{o}日报》消息，",
    "人民网{o}4月5日电 ",
    "（{o}日报记者 李某 通讯员 王某）",
    "继上月{o}煤矿透水之后，昨天又传来噩耗。",
    "刚从{o}出差回来，就看到这条消息。",
    "{o}人赵某怎么也没想到，打工的第三天就遇上了这种事。",
    "{o}去年的那场大火还让人心有余悸，昨天悲剧再次上演。",
    "正在{o}开会的张某接到了老家打来的电话。",
    "中国网{o}4月5日讯（记者 刘某）",
    "澎湃新闻记者 张某 发自{o} ",
    "{o}晚报讯 ",
    "从{o}赶来的家属昨晚守在殡仪馆外。",
    "原本说好清明节回{o}老家的，可人再也回不去了。",
)
_BACK = (
    "死者均为{o}人。",
    "3名死者中，两人来自{o}，一人来自{n}。",
    "遇难者籍贯均为{o}。",
    "死者王某系{o}人，今年43岁。",
    "据了解，死者都是从{o}来务工的农民。",
    "遇难的是一对{o}夫妻。",
    "死者家属已从{o}赶到。",
    "伤者已被送往{o}人民医院救治。",
    "两名危重伤员连夜转到{o}一家三甲医院。",
    "{o}中心医院派出专家组赶来会诊。",
    "一名重伤员由直升机送到{o}救治。",
    "涉事货车挂{o}牌照。",
    "肇事货车的车主为{o}一家物流公司。",
    "涉事车辆从{o}装载化肥，准备运往{n}。",
    "{o}消防救援支队紧急跨区增援。",
    "{o}、{n}两地的救援力量也赶到现场参与搜救。",
    "施工单位为{o}某建筑公司。",
    "项目由{o}一家企业投资建设。",
    "厂里的设备由{o}一厂家生产。",
    "今年2月，{o}一家酒店也曾发生火灾，致5人死亡。",
    "这是继{o}火灾之后，半年来的第二起同类事故。",
    "此前，{o}发生过类似事故，当时有11人死亡。",
    "记者注意到，2024年12月{o}曾有一家工厂爆炸，造成9人死亡。",
    "嫌疑人逃到{o}后被抓获。",
    "老板已逃往{o}，警方正在追捕。",
    "老板是{o}人，三年前来此开店。",
    "该企业总部设在{o}。",
    "{o}的李女士说，她弟弟就在里面上班。",
    "正在{o}开会的市领导连夜赶回。",
    "死者中有一名{o}某高校的大三学生。",
    "涉事企业实际控制人在{o}被控制。",
    "企业法人代表陈某，户籍地为{o}。",
    "伤者中有5名{o}籍务工人员。",
    "国务院安委办要求各地汲取{o}事故教训。",
    "车上乘客多为{o}的老年游客。",
    "涉事企业在{o}还有两家分厂，均已停产整顿。",
    "遇难者的遗体将运回{o}安葬。",
    "死者小刘今年22岁，家在{o}农村。",
    "遇难者中年纪最小的19岁，{o}的。",
    "事发前一天，他们刚从{o}结束另一处工程赶来。",
)
_NEAR = (
    "浓烟飘到了相邻的{n}。",
    "邻近的{n}也能听到巨响。",
    "相邻的{n}派出6辆消防车支援。",
    "事发地距{n}县城只有12公里。",
    "伤者被就近送往{n}的医院。",
    "下游的{n}已做好应急准备。",
    "与之相邻的{n}当天开展了安全大检查。",
    "{n}交警在邻近路口协助分流。",
    "事故现场与{n}隔河相望。",
    "据{n}的村民说，十几里外都能看到火光。",
)


def telling(slots: Slots) -> Telling:
    """A report of an emergency in one county, with one or two other places before it and behind."""
    p = slots.any(sure())
    event = slots.any(_EVENTS).format(p=written(slots, p))
    one, other = (_called(slots, elsewhere(slots, p)) for _ in range(2))
    near = neighbour(slots, p)
    kind = slots.any(("front", "back", "both", "near"))
    if kind == "near" and near is not None:
        text = event + slots.of(_NEAR).format(n=near.full)
        return Telling("near", text, {"regions": p.code}, source="中新网", source_kind="central_media")
    front = slots.of(_FRONT).format(o=one) if kind in ("front", "both") else ""
    back = slots.of(_BACK).format(o=other, n=one) if kind != "front" else ""
    return Telling(kind, front + event + back, {"regions": p.code}, source="某网", source_kind="portal")


def _called(slots: Slots, county: County) -> str:
    """Another place as people call it: mostly by the city, or by the county."""
    return slots.any(
        (county.city_short, county.city_short, county.full, f"{county.province_short}{county.city_short}")
    )
