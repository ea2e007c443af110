"""Long reports that never give a sum: a collision and a fire, told in paragraphs."""

from __future__ import annotations

from bench.tellings.slots import Family, Slots, Telling, tidy

_ROAD_OPENINGS = (
    "本报双阳讯（记者 佟某某）昨天上午10时20分左右，双阳区奢岭街道附近的公路上，一辆{v}与一辆拉砂石的大货车迎头撞在了一起。",
    "双阳新闻网消息 4月4日傍晚，原本热热闹闹的乡道突然安静了下来：一辆{v}在双阳区太平镇长下坡处与大货车相撞。",
    "4月4日17时10分许，双阳区平湖街道一处弯道，一辆满载的{v}与对向驶来的大货车相撞，随后滑入路边的水渠。",
)
_ROAD_ASIDES = (
    "",
    "",
    "消防部门出动8辆消防车、36名消防员赶赴现场。",
    "事发时路面结冰，限速40公里。",
    "据附近一位开店的老板回忆，响声过后不到十分钟，救护车就来了。",
    "现场拉起了警戒线，交通一度中断两个小时。",
)
_ROAD_WITNESSES = (
    "路边开修车铺的孙师傅说，他听到一声巨响，跑出去一看，{v}的车头已经没了。他和邻居拿撬杠撬门，撬了十几分钟。",
    "“响声像打雷一样。”附近超市的老板娘说，等她跑到路边，{v}里已经有人在喊救命，七八个村民正往外抬人。",
    "目击者赵先生告诉记者，{v}当时想超车，没躲开对面的大车。“我喊了几声没人应，就赶紧打了120。”",
)
_ROAD_DEAD = (
    ("{v}司机和副驾驶座上的男子当场死亡", 2),
    ("坐在副驾驶的女子被抬出来时已经没有呼吸", 1),
    ("{v}司机当场就没了气息", 1),
    ("{v}上{a}人当场死亡", 0),
    ("司机和一名乘客被卡在前排，救出时已无生命体征", 2),
    ("{v}驾驶员当场死亡", 1),
    ("坐在前排的父子俩当场死亡", 2),
    ("坐在最前面的{a}名乘客当场死亡", 0),
    ("一对夫妻被甩出车外，当场身亡", 2),
    ("车上的一位老太太没等救护车到就断了气", 1),
    ("{v}里的祖孙三人当场遇难", 3),
    ("一名7岁男孩被压在车下，找到时已经死亡", 1),
)
"""The words and how many died; 0 for the number that is put in."""
_ROAD_DEAD_SOON = (
    ("", 0),
    ("，另一名乘客被抬到路边后没等到救护车来就咽了气", 1),
    ("，另有两人死在送医途中", 2),
    ("。还有一位乘客在送往医院的路上停止了呼吸", 1),
    ("，另一名女乘客在救护车上停止了心跳", 1),
    ("", 0),
)
_DRIVERS = (
    ("大货车司机断了两根肋骨，被送到正骨医院", 1),
    ("大货车司机只是受了惊吓，没有受伤", 0),
    ("货车司机腿部骨折，被送到骨科医院", 1),
    ("大货车司机毫发无损，已被警方控制", 0),
    ("大货车司机和押车的工人都受了伤，被送到邻县的医院", 2),
    ("大货车司机胸口撞在方向盘上，受了轻伤，没有去医院", 1),
)
"""None of them is among those whom the hospital of the report took in."""
_ROAD_HOSPITALS = (
    (
        "双阳区医院急诊科的值班医生介绍，当天一共送来{h}名伤者，其中一名11岁的男孩颅脑损伤严重，当晚11时许停止了呼吸；其余{r}人没有生命危险。",
        1,
    ),
    (
        "记者在双阳区医院看到，走廊里加了床。医院收治了{h}名伤者，其中一名妇女因伤势过重，于当晚不治，另外{r}人仍在治疗。",
        1,
    ),
    ("当晚，双阳区医院收治了{h}名伤者。院方表示，一名重伤的男子经抢救无效死亡，其余{r}人病情平稳。", 1),
    ("在双阳区医院，医生说当天送来{h}名伤者，其中3人伤势较重，其余的都是骨折和皮外伤。", 0),
    ("双阳区医院当天收治{h}名伤者，都是{v}上的乘客，其中2人在重症监护室。", 0),
    ("伤者被送到双阳区医院，一共{h}人，其中1人重伤，其余是轻伤。", 0),
)
"""The words, and how many die there."""
_ROAD_ENDS = (
    "记者在采访中了解到，这段路去年秋天也出过一次车祸，死了两个人。目前交警部门正在对事故责任进行认定。",
    "据了解，{v}核载19人。事故发生后，救援人员出动吊车2台、救护车6辆。",
    "事发路段限速60公里。2016年以来，这里已发生过5起事故。",
    "这辆{v}是从外地开来的，车龄8年。事故的具体原因正在调查中。",
)
_FIRE_OPENINGS = (
    "4月4日凌晨，双阳区云山街道一条不足三米宽的巷子里，一栋五层出租屋起火。",
    "双阳区奢岭街道一家洗煤厂的职工宿舍4日凌晨失火，住在里面的工人有的从窗户跳下，有的再也没能出来。",
    "昨天凌晨3时许，双阳区平湖街道一栋自建楼发生火灾。",
)
_FIRE_WITNESSES = (
    "住在一楼的陈某说，他被烟呛醒，推门一看楼梯口全是火。他和工友把被子铺在地上接人，先后接住了五个。",
    "“三点多钟，我听到啪啪的响声，还以为谁放炮仗。”对门肠粉店的老板娘说，她丈夫把床垫拖到巷子里，喊楼上的人跳。",
    "消防部门通报，接警后出动9辆消防车、45名消防员，4时50分明火被扑灭，疏散、救出36人。",
)
_FIRE_DEAD = (
    ("清理现场时，在三楼发现{a}具遗体", 0),
    ("一对夫妻和他们4岁的女儿倒在三楼的房间里，被发现时已经没有呼吸", 3),
    ("住在501的母亲和外婆被发现时已没有呼吸", 2),
    ("住在四楼的一家三口没能跑出来，全部遇难", 3),
    ("消防员在天台门前发现了{a}名遇难者", 0),
    ("四楼的一名女工和她的孩子窒息死亡", 2),
    ("三楼的{a}名租客被找到时已无生命体征", 0),
    ("一名独居的老人死在了床上", 1),
    ("住在顶楼的兄弟俩不幸遇难", 2),
)
_FIRE_DEAD_SOON = (
    ("", 0),
    ("。一名从楼上跳下的男子当场死亡", 1),
    ("，另有两人在送医途中死亡", 2),
    ("。跳楼的一名女子送医后不治", 1),
    ("，两名跳楼的租客经抢救无效死亡", 2),
    ("", 0),
)
_IN_HOSPITAL = ("送医后", "抢救无效")
_FIRE_HURT = (
    (
        "402的小伙子抱着妻子跳到床垫上，两个人都摔断了腿；501的父亲带着两个孩子冲下楼，三个人都有烧伤",
        5,
    ),
    ("住在二楼的一对夫妻跳窗逃生，双双骨折；三楼的一名学生被烧伤", 3),
    ("房东的手臂被烧伤，一名租客跳楼时摔断了腿", 2),
    ("三楼的夫妻俩和一名老人吸入浓烟被送往医院", 3),
    ("跳楼的两名男子腰椎骨折，一名女工手臂被划伤", 3),
    ("四楼的父子三人被烧伤，隔壁的小伙子扭伤了脚", 4),
)
_FIRE_SUMS = (
    "双阳区医院介绍，这场火灾的伤者一共{h}人，其中1人全身烧伤面积65%，仍在重症监护室。",
    "当天，所有伤者都被送到双阳区中心医院，共{h}人，其中2人伤势较重。",
    "医院方面介绍，一共有{h}名伤者，病情平稳。",
)
"""A number that holds the persons told before it."""
_FIRE_ENDS = (
    "起火的房子建于2008年，一楼停着二三十辆电动车。房东已被警方控制。",
    "附近居民说，去年7月巷子另一头也烧过一次，当时没有人受伤。",
    "当地政府已成立调查组，事故原因正在调查。",
)


def telling(slots: Slots) -> Telling:
    """A report of one of the two."""
    return slots.any(_SKELETONS)(slots)


def _collision(slots: Slots) -> Telling:
    """Scene, witness, the dead, the hospital and a past accident; the order of the second and third varies."""
    vehicle, hurt, number = slots.any(("面包车", "中巴车", "客车")), slots.number(4, 12), slots.number(2, 5)
    (words, at_once), (soon, dead_soon) = slots.of(_ROAD_DEAD), slots.of(_ROAD_DEAD_SOON)
    (driver, driver_hurt), (hospital, dead_there) = slots.of(_DRIVERS), slots.of(_ROAD_HOSPITALS)
    middle = [slots.of(_ROAD_WITNESSES), f"{words}{soon}。{driver}。"]
    if slots.maybe(0.3):
        middle.reverse()
    opening = slots.of(_ROAD_OPENINGS) + slots.any(_ROAD_ASIDES)
    written = {name: slots.written(n) for name, n in (("a", number), ("h", hurt), ("r", hurt - 1))}
    text = "\n".join((opening, *middle, hospital, slots.of(_ROAD_ENDS))).format(v=vehicle, **written)
    dead = (at_once or number) + dead_soon + dead_there
    truth = {"deaths": dead, "injured": hurt - dead_there + driver_hurt}
    title = slots.any(("", "婚车队伍遭遇横祸", f"双阳一{vehicle}与货车相撞"))
    return Telling("collision", tidy(text), truth, title)


def _fire(slots: Slots) -> Telling:
    """Scene, witness, the dead and the hurt one after the other, perhaps with a sum of the hurt."""
    number, more, summed = slots.number(2, 5), slots.number(1, 6), slots.maybe(0.4)
    words, at_once = slots.of(_FIRE_DEAD)
    soon, dead_soon = slots.of(
        _FIRE_DEAD_SOON, lambda row: not (summed and any(mark in row[0] for mark in _IN_HOSPITAL))
    )
    persons, hurt = slots.of(_FIRE_HURT)
    hurt += more if summed else 0
    paragraphs = (
        slots.of(_FIRE_OPENINGS),
        slots.of(_FIRE_WITNESSES),
        f"{words.format(a=slots.written(number))}{soon}。",
        f"{persons}。{slots.of(_FIRE_SUMS).format(h=slots.written(hurt)) if summed else ''}",
        slots.of(_FIRE_ENDS),
    )
    truth = {"deaths": (at_once or number) + dead_soon, "injured": hurt}
    return Telling("fire", "\n".join(paragraphs), truth, slots.any(("", "巷子深处的大火")))


_SKELETONS: tuple[Family, ...] = (_collision, _fire)
