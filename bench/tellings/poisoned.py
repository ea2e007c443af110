"""The ill after a meal and those whom an escaped gas sends to hospital: they are poisoned, not injured."""

from __future__ import annotations

from bench.tellings.events import HOSPITALS
from bench.tellings.slots import Family, Slots, Telling, tidy

_MEALS = (
    (
        "4月4日中午，双阳区一所中学的学生在食堂用餐后陆续出现呕吐、腹泻等症状",
        "双阳一中学学生饭后集体不适",
        "学生",
    ),
    ("前天中午，农安县一村民家办喜酒，当晚不少赴宴者上吐下泻", "农安一村民家喜宴后多人上吐下泻", "村民"),
    ("昨天下午，德惠市一幼儿园多名幼儿吃过点心后呕吐、腹痛", "德惠一幼儿园多名幼儿呕吐", "幼儿"),
    ("4月3日，九台区一工厂员工吃过盒饭后出现恶心、腹泻", "九台一工厂员工疑似食物中毒", "员工"),
    ("前天，榆树市一建筑工地工人吃过午饭后集体腹泻", "榆树一工地工人集体腹泻", "工人"),
    (
        "4月4日中午，宽城区一酒店举办的升学宴后，多名客人出现食物中毒症状",
        "宽城一酒店宴席后多人疑似食物中毒",
        "客人",
    ),
    ("4月4日，净月区一养老院老人午餐后出现呕吐、腹泻", "净月一养老院老人疑食物中毒", "老人"),
    ("前天中午，朝阳区一家烧烤店的食客吃完小龙虾后上吐下泻", "朝阳一烧烤店食客上吐下泻", "食客"),
    ("4月2日，公主岭市一户人家摆寿宴，宴后客人接连肚子痛、呕吐", "公主岭一寿宴后多人呕吐", "客人"),
)
_GASES = (
    ("4月4日14时许，双阳区一化工厂发生氯气泄漏", "双阳一化工厂氯气泄漏", "附近村民"),
    ("昨天凌晨，德惠市一食品厂冷库氨气泄漏", "德惠一冷库氨气泄漏", "工人"),
    ("前天下午，九台区一啤酒厂制冷车间跑氨，刺鼻气味弥漫到厂外", "九台一啤酒厂跑氨", "附近居民"),
    ("4月3日9时，农安县一农药厂反应釜泄漏出有毒气体", "农安一农药厂泄漏", "职工"),
    ("昨晚，榆树市一家火锅店多名顾客用餐时一氧化碳中毒", "榆树一火锅店顾客一氧化碳中毒", "顾客"),
    ("4月4日16时，公主岭市一辆罐车侧翻，车上液氨外泄", "公主岭一液氨罐车侧翻", "附近群众"),
    ("昨日，宽城区一电镀车间硫化氢气体外溢", "宽城一电镀车间气体外溢", "工人"),
)
_ASIDES = (
    "",
    "",
    "接到报告后，当地卫生、市场监管等部门赶到现场调查。",
    "“一下子来了好多人，走廊里都坐满了。”一名护士说。",
    "目前涉事单位已被责令停业，食品和呕吐物样本已送检。",
)
_TWO_TOOK_IN = (
    "{h1}收治{a}人，{h2}收治{b}人",
    "{h1}接诊{a}名{w}，{h2}接诊{b}名",
    "{a}名{w}被送往{h1}，{b}名{w}被送往{h2}",
    "{h1}收治了{a}名{w}，{h2}也收治了{b}名",
    "有{a}名{w}在{h1}输液，{b}名{w}在{h2}输液",
    "{h1}登记就诊的{w}有{a}人，{h2}有{b}人",
    "在{h1}就诊的有{a}人，在{h2}就诊的有{b}人",
    "{h1}的医生说，他们那里来了{a}个{w}。{h2}来了{b}个",
    "{h1}留观{a}人，{h2}留观{b}人",
    "{h1}急诊科介绍，共接诊{w}{a}人；{h2}接诊{b}人",
    "{a}人在{h1}住院，{b}人在{h2}住院",
)
_A_THIRD_TOO = (
    "",
    "，{h3}收治{c}人",
    "，另有{c}人在{h3}",
    "。另有{c}名{w}在{h3}输液",
    "，还有{c}人到{h3}就诊",
    "，其余{c}人在{h3}观察",
    "。另外，{h3}也接诊了{c}名{w}",
    "，{h3}{c}人",
    "。还有{c}人在{h3}打点滴",
)
_MILD = ("", "，无危重病例", "，均无生命危险", "，没有人死亡", "，症状都较轻", "，大部分人输液后已回家")
_RISES = (
    "当晚有{a}人就诊，次日增至{s}人",
    "起初{a}人到医院就诊，截至今天上午，就诊人数已增至{s}人",
    "最初有{a}名{w}送医，到昨晚8时累计就诊{s}人",
    "第一天有{a}人住院，第二天又有{b}人被送来，累计{s}人",
    "先接诊{a}人，几小时后又接诊{b}人",
    "先是{a}名{w}出现症状，随后又有{b}名{w}发病",
    "截至4日晚有{a}人就医，截至5日10时，共有{s}人就医",
    "{a}名{w}被送到{h1}，当晚又有{b}名{w}陆续前来就诊",
    "先有{a}名{w}发病，到晚上增加到{s}名",
    "昨天通报的发病人数为{a}人，今天更新为{s}人",
    "住院人数由{a}人上升到{s}人",
)
_RISE_ENDS = (
    "",
    "，目前{k}人已出院",
    "，其中{k}人症状较重",
    "，无人死亡",
    "，其中{k}人住院治疗，其余门诊观察",
    "，截至目前已有{k}人康复出院",
    "。目前仍有{k}人留院观察",
    "，其中{k}人留院观察，其他人已回家",
    "，大部分已好转",
)
_WHOLES = (
    "共有{s}名{w}到医院就诊",
    "截至昨晚10时，{s}人被送医",
    "{s}名{w}出现呕吐、腹泻等症状，被送往{h1}",
    "累计{s}人出现不适",
    "{h1}共接诊{s}名{w}",
    "已有{s}名{w}入院治疗",
    "先后有{s}人发病",
    "据统计，共{s}人中毒",
    "{s}名{w}因身体不适前往{h1}就诊",
    "县疾控中心称，报告病例{s}例",
    "不适{w}达{s}人",
    "共{s}人去医院看病",
)
_SHARES = (
    "",
    "，其中{k}人住院，其余门诊治疗后回家",
    "，目前{k}人已出院",
    "，{k}人留院观察，无重症",
    "，其中{k}人症状较重",
    "，经治疗{k}人已好转出院，{r}人仍在医院观察",
    "。截至今天上午，还有{k}人住院",
    "，住院{k}人，留观{r}人",
    "，{k}人输液后回家，其余{r}人留观",
    "，其中重症{k}人",
    "，除{k}人仍在住院外，其余均已出院",
    "。目前已有{k}人出院，没有危重病人",
)
_SOME_ILL = (
    "当天共有{g}人就餐，其中{s}人出现呕吐、腹泻，送医治疗",
    "{g}名{w}用餐后，{s}人感到不适到医院就诊",
    "一起用餐的有{g}人，{s}人发病",
    "{g}名{w}被送到医院检查，其中{s}人有症状，其余{r}人检查无异常",
    "当地组织{g}人到医院体检，{s}人确诊食物中毒，其余{r}人未见异常",
    "涉及的{w}共{g}人，出现症状的有{s}人",
    "对{g}名就餐者进行排查，发现{s}人有腹痛、腹泻症状",
    "{s}人中毒，另有{r}人前来医院检查，排除中毒",
    "共{g}人一起吃饭，{s}人出现腹泻，另外{r}人没有症状",
    "前来就诊的共{g}人，其中{s}人被诊断为食物中毒，其余{r}人系心理紧张",
    "用餐的{w}有{g}人，有{s}人住院",
)
_SOME_ENDS = ("", "，无人死亡", "，均已好转", "。涉事单位已停业", "，没有生命危险", "。样本已送检")
_GASSED = (
    "{s}名{w}出现头晕、恶心，被送往{h1}",
    "{s}人因吸入有害气体被送医",
    "导致{s}名{w}咳嗽、流泪，到医院就诊",
    "{s}人到{h1}就诊，其中{k}人住院",
    "{h1}接诊{s}名{w}，多为咽喉不适",
    "{s}名{w}感到不适，送医院观察",
    "共有{s}人到医院治疗，{k}人留院观察，其余已回家",
    "先后有{s}名{w}就医，无危重",
    "造成{s}名{w}中毒入院",
    "{h1}收治{s}人，均为轻度刺激反应",
    "{s}名{w}胸闷、呼吸困难，被救护车送往{h1}",
    "{s}人被送往{h1}吸氧治疗",
    "截至昨晚，共{s}人就医，其中{k}人症状较重",
    "{h1}收治{a}人，{h2}收治{b}人",
    "{a}人被送到{h1}，{b}人被送到{h2}",
)
_GAS_ENDS = (
    "",
    "，无人死亡",
    "，均无生命危险",
    "。泄漏点已封堵",
    "，生命体征平稳",
    "。周边600名群众已疏散",
)


def telling(slots: Slots) -> Telling:
    """The ill of one meal or gas, told in one of the ways."""
    return slots.any(_SKELETONS)(slots)


def _ill(
    slots: Slots, skeleton: str, happened: tuple[str, str, str], words: str, ill: int, **numbers: int
) -> Telling:
    """What happened and the words about the ill, with numbers and names put in; a headline counts whom the text counts."""
    told, title, who = happened
    named = {f"h{n}": name for n, name in enumerate(slots.some(HOSPITALS, 3), 1)}
    written = {name: slots.written(number) for name, number in numbers.items()}
    text = tidy(f"{told}。{words.format(w=who, **named, **written)}。")
    counted = f"{title} 已有{ill}人就医" if "{s}" in words else title
    return Telling(skeleton, text, {"poisoned": ill, "injured": None}, slots.any(("", title, counted)))


def _listed(slots: Slots) -> Telling:
    """Hospital by hospital, with no sum."""
    a, b, c = slots.number(3, 60), slots.number(2, 40), slots.number(1, 20)
    third = slots.of(_A_THIRD_TOO)
    words = slots.any(_ASIDES) + slots.of(_TWO_TOOK_IN) + third + slots.of(_MILD)
    ill = a + b + (c if third else 0)
    return _ill(slots, "listed", slots.any(_MEALS), words, ill, a=a, b=b, c=c)


def _rising(slots: Slots) -> Telling:
    """A first number and a later one, or those who came later."""
    a, b, some = slots.number(6, 40), slots.number(3, 30), slots.number(2, 5)
    words = slots.any(_ASIDES) + slots.of(_RISES) + slots.of(_RISE_ENDS)
    return _ill(slots, "rising", slots.any(_MEALS), words, a + b, a=a, b=b, s=a + b, k=some)


def _shared(slots: Slots) -> Telling:
    """One number of the ill, and how some of them are."""
    ill = slots.number(8, 90)
    some = slots.number(2, ill // 2 - 1)
    words = slots.any(_ASIDES) + slots.of(_WHOLES) + slots.of(_SHARES)
    return _ill(slots, "shared", slots.any(_MEALS), words, ill, s=ill, k=some, r=ill - some)


def _some(slots: Slots) -> Telling:
    """Who ate and who fell ill, or who was only looked at."""
    ill, well = slots.some(range(6, 50), 2)
    words = slots.any(_ASIDES) + slots.of(_SOME_ILL) + slots.of(_SOME_ENDS)
    return _ill(slots, "some", slots.any(_MEALS), words, ill, g=ill + well, s=ill, r=well)


def _gassed(slots: Slots) -> Telling:
    """Whom an escaped gas sends to a doctor."""
    a, b, some = slots.number(3, 40), slots.number(2, 20), slots.number(1, 3)
    words = slots.of(_GASSED) + slots.of(_GAS_ENDS)
    return _ill(slots, "gassed", slots.any(_GASES), words, a + b, a=a, b=b, s=a + b, k=some)


_SKELETONS: tuple[Family, ...] = (_listed, _rising, _shared, _some, _gassed)
