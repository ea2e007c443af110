"""The hurt of short news and bulletins: by their state with and without a sum, with others on top or beside the unhurt, and told again."""

from __future__ import annotations

from bench.tellings.events import ASIDES, ENDS, HAPPENINGS, HOSPITALS, Happening, opened
from bench.tellings.slots import Family, Slots, Telling, tidy

_STATE_OPENINGS = (
    "目前，",
    "截至记者发稿时，",
    "据{h1}介绍，伤者中，",
    "经诊断，",
    "记者从{h1}了解到，",
    "伤员中，",
    "送医的人员中，",
    "截至4月5日16时，",
    "据医生介绍，",
    "",
    "最新消息，",
    "据卫健部门通报，",
)
_WORST = (
    ("{x}人在ICU抢救", False),
    ("{x}人伤势危重", True),
    ("{x}人在重症监护室", False),
    ("{x}人颅脑损伤，昏迷不醒", False),
    ("{x}人全身大面积烧伤", False),
    ("{x}人伤势严重，正在全力救治", True),
    ("ICU里有{x}人", False),
    ("{x}人深度昏迷", False),
    ("危重{x}人", True),
    ("{x}人尚未脱离生命危险", False),
    ("{x}人刚做完开颅手术", False),
    ("{x}人正在手术室抢救", False),
    ("重症监护室有{x}人", False),
    ("{x}名危重伤员已转往省城", True),
    ("{x}人失血过多，正在输血抢救", False),
    ("病情危重的有{x}人", True),
    ("{x}人上了呼吸机", False),
    ("{x}人被下达病危通知书", True),
    ("重伤{x}人", True),
    ("{x}人被推进手术室，至今未醒", False),
    ("{x}人伤情较重，转入重症医学科", True),
    ("{x}人生命垂危", True),
    ("{x}人命悬一线", False),
    ("{x}人病情不稳定", False),
)
"""The words, and whether they call so many badly hurt."""
_MIDDLE = (
    "{y}人接受手术",
    "{y}人骨折",
    "{y}人多处骨折",
    "{y}人腿部骨折",
    "骨折{y}人",
    "{y}人住院治疗",
    "{y}人中度烧伤",
    "{y}人肋骨骨折",
    "{y}人腰椎受伤",
    "{y}人已做完手术，情况稳定",
    "{y}人在骨科住院",
    "{y}人脑震荡",
    "{y}人手脚骨折，没有生命危险",
    "{y}人头部缝针",
    "在骨科病房的有{y}人",
    "{y}人内脏损伤，病情稳定",
    "{y}人锁骨骨折，已安排手术",
    "{y}人脾脏破裂，已完成手术",
    "骨折的有{y}人",
    "{y}人在烧伤科治疗",
    "{y}人等待手术",
    "{y}人已转入普通病房",
)
_LIGHT = (
    "{z}人轻微伤",
    "{z}人扭伤",
    "{z}人擦伤",
    "{z}人皮外伤",
    "{z}人软组织挫伤",
    "{z}人轻伤",
    "{z}人经包扎后回家",
    "{z}人留院观察",
    "{z}人简单处理后离院",
    "轻伤{z}人",
    "{z}人被碎玻璃划伤",
    "{z}人擦破点皮",
    "{z}人伤势轻微，处理后自行离开",
    "擦伤的有{z}人",
    "{z}人留观",
    "{z}人只是皮肉伤",
    "{z}人脚踝扭伤",
    "{z}人在门诊包扎",
    "{z}人蹭破了皮",
    "轻微伤{z}人",
    "{z}人受了点轻伤",
    "{z}人伤情较轻",
)
_JOINS = ("，", "；", "，另有", "，还有", "、", "，另外")
_WITHOUT_SUM = (
    "{a}人重伤{b}人轻伤",
    "重伤{a}人、轻伤{b}人",
    "{a}人重伤、{b}人轻伤",
    "{a}人受重伤，{b}人受轻伤",
    "重伤{a}名，轻伤{b}名",
    "{b}人轻伤，{a}人重伤",
    "轻伤{b}人，重伤{a}人",
    "{a}人伤势较重，{b}人伤势较轻",
    "伤势较重的{a}人，较轻的{b}人",
    "{a}名重伤员和{b}名轻伤员",
    "{a}名重伤者、{b}名轻伤者",
    "重伤者{a}人，轻伤者{b}人",
    "重伤员{a}名、轻伤员{b}名",
    "{a}人重伤，另外{b}人受轻微伤",
    "{a}人伤得很重，{b}人轻伤",
    "{a}人重伤，{b}人轻微伤",
    "{a}重伤{b}轻伤",
    "重伤：{a}人；轻伤：{b}人",
    "{a}个重伤，{b}个轻伤",
    "{a}人伤情严重，另{b}人伤情较轻",
    "{b}人受轻伤，另有{a}人伤势严重",
    "重伤的有{a}人，轻伤的有{b}人",
    "{a}人重伤，其余{b}人为轻伤",
    "{b}名轻伤，{a}名重伤",
)
_WITH_SUM = (
    "{s}人受伤，其中{a}人重伤、{b}人轻伤",
    "{s}人受伤（重伤{a}人，轻伤{b}人）",
    "{s}人受伤，重伤{a}人、轻伤{b}人",
    "受伤{s}人，其中重伤{a}人",
    "{s}名伤者中，{a}人重伤，其余均为轻伤",
    "{s}人不同程度受伤，{a}人重伤，{b}人轻伤",
    "伤者共{s}人，{a}人重伤，{b}人轻伤",
    "{a}人重伤，{b}人轻伤，共{s}人受伤",
    "重伤{a}人，轻伤{b}人，伤者总数{s}人",
    "{s}人受伤，{a}人伤势较重，其他{b}人伤势较轻",
    "{s}人受伤，包括{a}名重伤员",
    "{a}人重伤、{b}人轻伤，合计{s}人",
    "受伤人数为{s}人，其中重伤{a}人，轻伤{b}人",
    "{s}人受伤，重伤的有{a}人",
    "共{s}人受伤送医，{a}人伤势严重",
    "{s}伤，其中重伤{a}人",
    "{s}名伤员里有{a}名重伤员、{b}名轻伤员",
    "{s}人受伤，轻伤{b}人，重伤{a}人",
)
_LEADS = ("造成", "事故造成", "", "现场共", "已造成", "")
_TOLLS = (
    "造成{h}人受伤",
    "{h}人受伤送医",
    "{h}名{p}受伤",
    "造成{h}名{p}受伤",
    "致{h}名{p}不同程度受伤",
    "{h}人被送往医院救治",
    "造成{h}名{p}被烧伤、砸伤",
    "{h}名{p}被送往{h1}",
    "共有{h}名{p}受伤送医",
)
_OTHERS = (
    "。另外还有{k}名围观者被碎片划伤",
    "，另有{k}名路人受伤",
    "。楼下{k}名路过的行人也被砸伤",
    "。此外，{k}名邻居在逃生时摔伤",
    "。隔壁{k}名邻居也被震碎的玻璃划伤",
    "，路边{k}名摆摊的小贩也被砸伤",
    "。除此之外，还有{k}名过路群众受伤",
    "。同时受伤的还有{k}名路人",
    "。{k}名正好路过的市民也受了轻伤",
    "。受伤的还有{k}名围观群众",
    "，还殃及{k}名路人，均受轻伤",
    "。飞出的碎片还砸伤了{k}名路人",
    "。隔壁商铺的{k}名店员也被玻璃划伤",
    "，并致{k}名路人受伤",
    "。另外，对面楼的{k}名住户被玻璃划伤",
    "。附近{k}名散步的老人也受了伤",
    "，一同受伤的还有{k}名围观者",
    "。在旁边等车的{k}名市民也被波及受伤",
    "。此外还有{k}名围观村民受伤",
    "。另有{k}名过路司机被飞溅的杂物砸伤",
    "，连带{k}名路人也挂了彩",
)
_RESCUERS = (
    "。{k}名消防员在灭火中受伤",
    "。救援时，{k}名消防员被掉落的砖块砸伤",
    "。参与救人的{k}名邻居也被烧伤",
    "。{k}名民警在疏散群众时受伤",
    "。救援过程中，另有{k}名消防队员受伤",
    "。此外，{k}名消防员在搜救中受轻伤",
    "。前来帮忙的{k}名村民被掉下的木头砸伤",
    "。{k}名消防战士在救人时被烫伤",
    "，{k}名消防员在救援中负伤",
    "。{k}名保安在救人时手部被划伤",
    "。一起受伤的还有{k}名参与施救的群众",
    "。{k}名救援人员也在行动中受伤",
)
_OF_PEOPLE = tuple(toll for toll in _TOLLS if "{p}" in toll)
"""Tolls that count others than those who came to help."""
_UNHURT = (
    "。另外{u}人只是受了惊吓",
    "，其余{u}人只受了惊吓，没有大碍",
    "。还有{u}人虚惊一场",
    "，另有{u}人受到惊吓，未受伤",
    "。同行的{u}人没有受伤，只是吓得不轻",
    "。另有{u}人及时逃出",
    "。其余{u}人被疏散到安全地带",
    "，另外{u}人安全逃生",
    "。还有{u}人被救出，没有受伤",
    "，另外{u}人有惊无险",
    "。在场的{u}名孩子受到惊吓，没有受伤",
    "。另外{u}人毫发未损",
    "，其他{u}人除了受惊外并无大碍",
    "。还有{u}人吓得腿软，所幸没有受伤",
    "。其余{u}人均平安无事",
    "。另{u}人经检查未见异常",
    "，另有{u}人躲过一劫",
    "。旁边的{u}人吓了一跳，没受伤",
)
_AGAIN = (
    "医院介绍，{s}名伤者均无生命危险",
    "伤者已全部送医，其中一名6岁男孩左腿骨折",
    "伤者王女士告诉记者，她的胳膊被划伤，缝了6针",
    "“我的腿被压住了，动不了。”躺在病床上的伤者刘先生说",
    "记者在急诊室看到，一名头上缠着纱布的男子正在输液",
    "受伤的{s}人中，年龄最大的71岁，最小的4岁",
    "伤者中有一名孕妇，胎儿没有危险",
    "记者看到，{k}名伤者正躺在担架上等候转院",
    "医生说，{k}人需要手术，其他人观察几天就能出院",
    "其中{k}人骨折，{r}人擦伤",
    "{k}名伤者连夜转到了{h1}",
    "一名伤者的家属称，父亲断了三根肋骨",
    "伤者张某（男，45岁）右臂骨折，李某（女，38岁）头部外伤",
    "截至发稿，受伤的{s}人仍在医院治疗",
    "一名受伤者的妻子说，丈夫的手术做了四个小时",
    "{s}人已于今天上午全部出院",
    "被送到{h1}的{s}名伤者，{k}人留院观察，{r}人已回家",
    "{s}名伤员被就近送到{h1}，医院开通了绿色通道",
    "急救人员说，{s}人分{k}批被抬上救护车",
    "伤得最重的一位断了左腿，还在手术",
    "{k}人伤在头部，{r}人伤在四肢",
)
_INCLUSIVE = (
    ("包括司机在内{h}人受伤", 1),
    ("连同司机共{h}人受伤", 1),
    ("包括{k}名儿童在内，共有{h}人受伤", 2),
    ("{h}人受伤，包括司机和{k}名乘客", 1),
    ("司机等{h}人受伤", 1),
    ("{k}名乘客受伤，加上司机，共{h}人被送医", 1),
    ("含司机在内{h}人受伤送医", 1),
    ("司机和{k}名乘客共{h}人受伤", 1),
    ("{h}人受伤，其中包括司机", 1),
    ("连司机在内{h}人全部受伤", 1),
    ("{h}名伤者中包括{k}名儿童", 2),
    ("算上司机，一共有{h}人受伤", 1),
    ("包括一名消防员在内，共有{h}人受伤", 1),
    ("受伤的{h}人里有司机和售票员", 2),
    ("{h}人受伤，司机也在其中", 1),
    ("司机、售票员连同{k}名乘客共{h}人受伤", 2),
    ("{h}人受伤（含司机）", 1),
    ("{k}名乘客连同司机全部受伤", 1),
    ("{k}名乘客受伤，司机也受了伤", 1),
    ("造成{h}人受伤，伤者包括司机和{k}名乘客", 1),
    ("除司机受伤外，还有{k}名乘客受伤", 1),
)
"""The words, and how many are hurt beside the number that is told of some."""
_ILL = (
    "{g}名客人用餐后，{s}人感到不适",
    "{g}人一同吃饭，饭后{s}人上吐下泻",
    "{g}名学生在食堂吃过午饭，{s}人出现腹痛、呕吐",
    "摆了{t}桌酒席，{g}人赴宴，{s}人出现腹泻症状",
    "一家餐馆接待了{g}名游客，当晚{s}名游客呕吐不止",
    "{g}名工人吃了盒饭，其中{s}人被送到医院输液",
    "参加聚餐的{g}人里有{s}人食物中毒",
    "{g}名老人吃过晚饭，有{s}人肚子痛",
    "吃席的{g}人中，{s}人发烧、拉肚子，到医院就诊",
    "{g}名孩子喝了牛奶，{s}名孩子恶心呕吐",
    "{g}名员工聚餐，次日{s}名员工因腹泻就医",
    "全班{g}名学生，{s}名学生饭后不舒服",
)
_ILL_OPENINGS = (
    "4月4日中午，双阳区一家饭店里，",
    "昨天，农安县发生一起疑似食物中毒事件：",
    "4月3日，九台区，",
)


def telling(slots: Slots) -> Telling:
    """The hurt of one happening, told in one of the ways."""
    return slots.any(_SKELETONS)(slots)


def _told(
    slots: Slots, skeleton: str, words: str, injured: int, happening: Happening | None = None, badly: int = 0
) -> Telling:
    """The words about the hurt behind what happened and perhaps a number of the dead."""
    happening, dead = happening or slots.any(HAPPENINGS), slots.any((0, 0, 1, 2, 3))
    killed = f"{slots.written(dead)}人死亡，" if dead else ""
    named = {f"h{n}": name for n, name in enumerate(slots.some(HOSPITALS, 2), 1)}
    text = f"{opened(happening, slots.any(ASIDES))}{killed}{words.format(**named)}。{slots.any(ENDS)}"
    truth: dict[str, int | str | None] = {"injured": injured, "deaths": dead, "poisoned": None}
    if badly:
        truth["seriously_injured"] = badly
    return Telling(skeleton, tidy(text), truth, slots.any(("", f"{happening.place}{happening.short}")))


def _put(slots: Slots, words: str, **numbers: int) -> str:
    """The words with numbers put in and hospitals left open."""
    written = {name: slots.written(number) for name, number in numbers.items()}
    return words.format(**written, p="{p}", h1="{h1}", h2="{h2}")


def _states(slots: Slots) -> Telling:
    """The hurt by how they are, and no sum."""
    x, y, z = slots.number(1, 3), slots.number(2, 6), slots.number(1, 5)
    worst, badly = slots.of(_WORST)
    middle, light, how = slots.of(_MIDDLE), slots.of(_LIGHT), slots.number(0, 2)
    told = ((worst, middle, light), (worst, light), (worst, middle))[how]
    words = told[0]
    for one in told[1:]:
        words += (slots.of(_JOINS) if one.startswith("{") else slots.any("，；")) + one
    injured = x + (y if middle in told else 0) + (z if light in told else 0)
    opening = slots.of(_STATE_OPENINGS)
    words = opening + _put(slots, words, x=x, y=y, z=z)
    happening = slots.any(HAPPENINGS)
    hurt = "，多人受伤" if slots.maybe() else ""
    told_of = happening._replace(told=happening.told + hurt)
    return _told(slots, "states", words, injured, told_of, x if badly else 0)


def _grave_and_light(slots: Slots) -> Telling:
    """So many badly and so many lightly hurt, with a sum or without."""
    a, b = slots.number(1, 6), slots.number(2, 14)
    summed = slots.maybe(0.4)
    words = slots.any(_LEADS) + _put(
        slots, slots.of(_WITH_SUM if summed else _WITHOUT_SUM), a=a, b=b, s=a + b
    )
    return _told(slots, "grave and light, summed" if summed else "grave and light", words, a + b, badly=a)


def _with_others(slots: Slots) -> Telling:
    """A toll and others on top of it, or those who came to help."""
    hurt, more, helped = slots.number(2, 9), slots.number(1, 3), slots.maybe(0.4)
    words = slots.of(_OF_PEOPLE) + slots.of(_RESCUERS) if helped else slots.of(_TOLLS) + slots.of(_OTHERS)
    happening = slots.any(HAPPENINGS)
    words = _put(slots, words, h=hurt, k=more).replace("{p}", happening.people)
    return _told(slots, "with helpers" if helped else "with others", words, hurt + more, happening)


def _with_unhurt(slots: Slots) -> Telling:
    """A toll and some who were not hurt, and were not counted."""
    hurt, well, happening = slots.number(2, 9), slots.number(1, 8), slots.any(HAPPENINGS)
    toll = slots.of(_TOLLS)
    # Of those taken to hospital the rest may be some: 6人被送医，其余2人只受了惊吓.
    unhurt = slots.of(_UNHURT, lambda words: "送往" not in toll or not ("其余" in words or "其他" in words))
    words = _put(slots, toll + unhurt, h=hurt, u=well).replace("{p}", happening.people)
    return _told(slots, "with unhurt", words, hurt, happening)


def _again(slots: Slots) -> Telling:
    """A toll whose hurt are told of again."""
    hurt, happening = slots.number(5, 14), slots.any(HAPPENINGS)
    some = slots.number(2, hurt - 2)
    aside = slots.any(ASIDES) if slots.maybe() else ""
    words = f"{slots.of(_TOLLS)}。{aside}{slots.of(_AGAIN)}"
    words = _put(slots, words, h=hurt, s=hurt, k=some, r=hurt - some).replace("{p}", happening.people)
    return _told(slots, "again", words, hurt, happening)


def _inclusive(slots: Slots) -> Telling:
    """A sum that counts one or two of whom the text tells apart."""
    (words, apart), some = slots.of(_INCLUSIVE), slots.number(3, 9)
    hurt = some + apart
    words = slots.any(("", "事故造成")) + _put(slots, words, h=hurt, k=some)
    bus = Happening(slots.any(_BUSES), "双阳区", "大巴侧翻", "乘客", "last")
    return _told(slots, "inclusive", words, hurt, bus)


_BUSES = (
    "昨天下午，长双公路双阳段一辆客车与货车相撞",
    "4月4日上午10时，京哈高速双阳段一辆大巴侧翻",
    "昨天傍晚，双阳区太平镇一辆面包车坠入山沟",
    "4月4日7时许，双阳区一辆公交车失控撞上路边大树",
)


def _ill(slots: Slots) -> Telling:
    """Who ate and who fell ill."""
    ill, well = slots.number(4, 20), slots.number(12, 60)
    words = _put(slots, slots.of(_ILL), g=ill + well, s=ill, t=slots.number(4, 20))
    text = (
        f"{slots.of(_ILL_OPENINGS)}{words}。{slots.any(('', '市场监管部门已介入调查。', '相关样本已送检。'))}"
    )
    return Telling("ill", tidy(text), {"poisoned": ill, "injured": None}, slots.any(("", "疑似食物中毒")))


_SKELETONS: tuple[Family, ...] = (
    _states,
    _states,
    _grave_and_light,
    _with_others,
    _with_unhurt,
    _again,
    _inclusive,
    _ill,
)
"""The states twice: there are more of them than of all else."""
