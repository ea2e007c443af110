"""The hurt told person by person, with no sum: kin, drivers, tenants and bystanders, and those who are told of again."""

from __future__ import annotations

from bench.tellings.events import HOSPITALS
from bench.tellings.slots import NUMERALS, Family, Slots, Telling, tidy

_ROAD = (
    "昨天上午10时许，双阳区奢岭街道附近的公路上，一辆轿车与一辆大货车相撞",
    "4月4日17时许，长双公路双阳段发生一起多车相撞的交通事故",
    "昨天傍晚，双阳区太平镇一辆轿车失控冲上路边，又撞上一辆货车",
)
_ON_ROAD = (
    (1, "轿车司机"),
    (1, "副驾驶上的女子"),
    (2, "后排的两个孩子"),
    (1, "大货车司机"),
    (1, "骑电动车的大爷"),
    (2, "路边等车的两名学生"),
    (1, "一名环卫工"),
    (1, "路过的外卖骑手"),
    (3, "三轮车上的一家三口"),
    (1, "卖水果的摊主"),
    (1, "过马路的老太太"),
    (2, "推车的母女俩"),
)
_HOUSE = (
    "4月4日凌晨，双阳区云山街道一栋五层出租屋起火",
    "昨天凌晨3时许，双阳区平湖街道一栋居民楼发生燃气爆炸",
    "前天夜里，双阳区奢岭街道一栋自建房倒塌",
)
_IN_HOUSE = (
    (1, "房东"),
    (2, "住在201的老两口"),
    (1, "三楼的一名女租客"),
    (1, "隔壁的邻居老张"),
    (2, "402的母子俩"),
    (3, "501的一家三口"),
    (1, "楼下小卖部的老板"),
    (2, "二楼的两名大学生"),
    (1, "住在顶楼的王大爷"),
    (1, "路过的一名快递员"),
    (2, "302的小两口"),
    (1, "一名看门的保安"),
)
_SITE = (
    "4月3日9时，双阳区一在建工地脚手架坍塌",
    "4月4日下午，双阳区一家汽修厂发生爆炸",
    "昨天上午，双阳区一处工地塔吊倒塌",
)
_AT_SITE = (
    (1, "班长赵某"),
    (2, "两名焊工"),
    (1, "一名女工"),
    (1, "食堂的厨师"),
    (2, "来送饭的父子俩"),
    (1, "一名监理员"),
    (1, "路过的货车司机"),
    (3, "三名学徒"),
    (1, "门卫老李"),
    (1, "一名送货的女子"),
)
_WOUNDS = (
    "左腿骨折",
    "头部缝了8针",
    "断了三根肋骨",
    "手臂被划伤",
    "额头擦破了皮",
    "腰部扭伤",
    "右臂骨折，已做手术",
    "受了轻伤",
    "胳膊脱臼",
    "脚踝扭伤",
    "昏迷不醒，正在抢救",
    "头上破了个口子",
    "小腿被砸伤",
    "脸被玻璃划破",
    "脾脏破裂，做了手术",
    "锁骨骨折",
    "鼻梁骨折",
    "手指被砸断",
    "伤到了腰",
    "后脑勺磕出个大包",
    "被送进了重症监护室",
)
_GROUP_WOUNDS = (
    "都受了伤",
    "都是皮外伤",
    "均被送往医院",
    "不同程度受伤",
    "都有骨折",
    "身上多处擦伤",
    "也都挂了彩",
    "全部受伤",
    "都被送到医院治疗",
)
_DEAD_FIRST = (
    ("", 0),
    ("一名男子当场死亡", 1),
    ("", 0),
    ("造成1人死亡", 1),
    ("一名老人不幸遇难", 1),
    ("", 0),
    ("造成2人遇难", 2),
)
_SUM_BEHIND = (
    "目前，{s}名伤者均在医院接受治疗",
    "{s}人均已送医，无生命危险",
    "受伤的{s}人都被送到了{h1}",
    "医院介绍，{s}名伤员情况稳定",
    "救护车把{s}人送到了{h1}",
    "共{s}人受伤",
)
_HURT_FAMILIES = (
    ("一家{f}口全部受伤", 0, 0),
    ("一家{f}口均被烧伤", 0, 0),
    ("一家{f}口无一幸免，全被砸伤", 0, 0),
    ("一家{f}口都进了医院", 0, 0),
    ("住在二楼的一家{f}口被烧伤", 0, 0),
    ("李某一家{f}口受伤送医", 0, 0),
    ("一家{f}口除母亲遇难外，其余{r1}人受伤", 1, 0),
    ("一家{f}口中，父亲当场死亡，{r1}人受伤", 1, 0),
    ("一家{f}口，{r1}人受伤，只有小女儿没事", 0, 1),
    ("王某家{f}口人都受了伤", 0, 0),
    ("一家{f}口有{r1}人受伤，1人遇难", 1, 0),
    ("屋内一家{f}口被压，救出后全部送医", 0, 0),
)
"""The words, how many of the family die, and how many are unhurt."""
_KIN = (
    (3, "父母和女儿"),
    (2, "妻子和女儿"),
    (2, "一对母子"),
    (3, "王某夫妇和他们的儿子"),
    (2, "爷爷和孙子"),
    (4, "一对夫妇和两个孩子"),
    (3, "奶奶和两个孙女"),
    (2, "姐妹俩"),
    (3, "李某和妻子、儿子"),
    (2, "母亲和怀里的孩子"),
    (3, "夫妻俩和岳母"),
    (4, "老两口、儿媳和孙子"),
)
_KIN_BEFELL = (
    "受伤送医",
    "不同程度受伤",
    "被烧伤",
    "都受了伤",
    "被砸伤",
    "均被送往医院",
    "身上多处受伤",
    "被玻璃划伤",
    "摔伤",
)
_MORE = (
    ("。另有{m}名邻居受伤", "hurt"),
    ("，另有{m}人死亡", "dead"),
    ("，另有{m}名路人受伤", "hurt"),
    ("。此外，{m}名参与救援的村民受伤", "hurt"),
    ("。还有{m}名邻居在救人时被烧伤", "hurt"),
    ("。同时受伤的还有{m}名邻居", "hurt"),
    ("，隔壁{m}名租客也被烧伤", "hurt"),
    ("。另外，楼上{m}名住户受伤", "hurt"),
    ("。除他们外，还有{m}名路人被砸伤", "hurt"),
    ("，另有{m}人遇难", "dead"),
    ("。赶来救人的{m}名邻居也受了伤", "hurt"),
    ("。对门{m}名住户受了轻伤", "hurt"),
    ("", ""),
    ("", ""),
    ("", ""),
)
_IN_CARE = (
    "{h1}当天收治了{h}名伤者，都是面包车上的乘客",
    "{h1}急诊科医生介绍，一共送来{h}名伤者，其中2人伤势较重",
    "伤者被送到{h1}，一共{h}人，都是客车上的乘客",
    "面包车上的{h}名乘客受伤，被送到{h1}",
    "客车上{h}人受伤，都在{h1}治疗",
    "{h}名乘客被送往{h1}救治",
    "{h1}收治{h}名受伤乘客",
    "车上{h}名乘客不同程度受伤，被送往{h1}",
    "记者在{h1}看到，{h}名受伤的乘客正在接受治疗",
)
_DRIVERS = (
    ("大货车司机断了两根肋骨，被送到正骨医院", 1),
    ("货车司机腿部骨折，被送到{h2}", 1),
    ("大货车司机没有受伤", 0),
    ("大货车司机和押车的工人也受了伤，被送到{h2}", 2),
    ("货车司机胸部受伤，在{h2}治疗", 1),
    ("大货车司机额头磕破，简单包扎后被警方带走", 1),
    ("对面的货车司机伤势较轻，在{h2}包扎后离开", 1),
    ("货车司机被卡在驾驶室，救出后送往{h2}", 1),
    ("大货车司机只受了点惊吓", 0),
    ("另一名伤者是货车司机，被送到了{h2}", 1),
    ("大货车司机的左手被玻璃划伤，没有去医院", 1),
    ("肇事的货车司机也受了轻伤", 1),
    ("货车司机被撞断了腿，正在{h2}接受手术", 1),
    ("货车上的两人也被送到{h2}", 2),
    ("货车司机毫发无伤", 0),
)
_ROOMS = (
    "住在{p}的一名租客跳楼时摔断了腿，住在{q}的一名租客被烧伤",
    "{p}的小伙子跳窗骨折，{q}的小伙子手臂烧伤",
    "{p}住户刘某被烧伤，{q}住户摔伤了腰",
    "{p}室一名女子被烧伤，{q}室一名女子被玻璃划伤",
    "一名租客从{p}跳下，双腿骨折；另一名租客从{q}跳下，腰椎骨折",
    "{p}房间的男子摔伤，{q}房间的男子被浓烟熏倒送医",
    "住{p}的学生崴了脚。住{q}的学生手被烫伤",
    "{p}号房的房客头部被砸伤，{q}号房的房客腿部受伤",
    "{p}的老人被砸断了腿，{q}的老人额头缝了5针",
)
_EQUAL = (
    "{h1}收治{a}人，{h2}收治{a}人，其中{h1}的一名伤者抢救无效死亡",
    "{h1}和{h2}各收治{a}名伤者，一名重伤者在{h1}不治身亡",
    "{a}名伤者被送往{h1}，另{a}名被送往{h2}。{h2}的一名伤者当晚不治",
    "{h1}接收{a}名伤者，其中1人经抢救无效死亡；{h2}也接收了{a}名",
    "{h1}收治伤者{a}名，1人死亡，{h2}收治{a}名",
    "送到{h1}的有{a}人，送到{h2}的也有{a}人，{h2}有1人没能抢救过来",
    "{h1}、{h2}分别收治{a}名伤者，其中1人死亡",
    "{a}人送到{h1}，{a}人送到{h2}，{h1}的1人抢救无效死亡",
    "两家医院各收了{a}名伤者，其中{h1}的一人伤重不治",
)
_BEFORE_CARE = (
    ("车上的一位老太太没等救护车到就断了气", 1),
    ("一名男子没等救护车到就停止了呼吸", 1),
    ("一名乘客当场死亡", 1),
    ("坐在前排的老人还没送到医院就没了气息", 1),
    ("一名女子被抬出来时已经没有呼吸", 1),
    ("有一名老人在等救护车时咽了气", 1),
    ("一名孩子没能撑到医院", 1),
)
_THE_OTHER = (
    ("，另一名女乘客在救护车上停止了心跳", 1, 0),
    ("，另一名女乘客断了肋骨", 0, 1),
    ("，另一名乘客被送到医院，目前仍在抢救", 0, 1),
    ("，还有一名乘客死在送医途中", 1, 0),
    ("。另一名女子头部受伤，正在住院", 0, 1),
    ("，同行的女子左腿骨折", 0, 1),
    ("，另有两名乘客受伤送医", 0, 2),
    ("。同车的两人被送到医院，都是骨折", 0, 2),
    ("，旁边的一名男子胳膊骨折", 0, 1),
)
"""The words, how many more die and how many are hurt."""
_ONCE = (
    ("一名外卖骑手被撞断左腿", "躺在病床上的骑手小李说，他的腿里打了钢钉", 1),
    ("一名女子被掉落的广告牌砸伤", "医生介绍，该女子头部缝了12针", 1),
    ("一名45岁的女工右手被机器压伤", "记者在病房见到了她，三根手指已经截掉", 1),
    ("公交车司机受伤", "他的妻子告诉记者，丈夫断了两根肋骨", 1),
    ("两名学生被撞伤", "其中一名男生左臂骨折，另一名女生擦伤", 2),
    ("母女俩被烧伤", "女儿小雨今年6岁，双腿烧伤面积达20%，母亲双手烧伤", 2),
    ("一名老人被撞倒在地", "老人的儿子说，父亲大腿骨折，至少要躺三个月", 1),
    ("一名工人从架子上摔下", "伤者刘某，52岁，腰椎骨折，已做手术", 1),
    ("三名路人被砸伤", "伤者陈女士说，她当时正在等红灯，肩膀被砸了一下", 3),
    ("一对夫妻被掉下的玻璃划伤", "丈夫手上缝了7针，妻子脸上留了一道口子", 2),
    ("一名男孩掉进沸水锅", "孩子的奶奶说，孙子全身烫伤面积超过一半", 1),
    ("一名保安被捅伤", "这名保安姓周，腹部中了两刀，已脱离危险", 1),
    ("两名消防员受伤", "其中一人被掉落的水泥块砸中肩膀，另一人脚部扎伤", 2),
    ("一名孕妇被电动车撞倒", "所幸送医及时，孕妇和胎儿都无大碍，只有膝盖擦伤", 1),
    ("一名男子被烧伤", "据邻居说，男子姓孙，冲进去抢煤气罐时脸和手被烧伤", 1),
)
"""What happened to them, how it is told again, and how many they are."""
_RESCUED = (
    ("冲进去救人的邻居老王双手被烧伤", 1),
    ("两名消防员在救人时被砸伤", 2),
    ("一名路过的小伙子徒手砸窗救人，手被玻璃划伤", 1),
    ("爬梯子救人的村民摔下来，腿骨折", 1),
    ("一名民警背老人下楼时扭伤了腰", 1),
    ("参与救人的三名村民手脚都有擦伤", 3),
    ("赶来帮忙的店主被掉下的木板砸伤了肩膀", 1),
    ("一名辅警的胳膊在破窗时被割伤", 1),
    ("她的丈夫返回屋里找孩子时被烧伤", 1),
)
_VICTIM = (
    ("一名6岁男孩被烧伤", 0, 1),
    ("一名老人当场死亡", 1, 0),
    ("屋里的老太太左腿骨折", 0, 1),
    ("两名女租客受伤送医", 0, 2),
    ("一名女孩被困，救出时已无生命体征", 1, 0),
    ("一名孕妇受轻伤", 0, 1),
)
"""The words, how many of them die and how many are hurt."""
_CHILDREN = (
    ("一名女子被撞伤，怀里的孩子没事", 1),
    ("母亲左腿骨折，被她护在身下的孩子只擦破点皮", 2),
    ("骑车的父亲摔断了胳膊，后座上的儿子头部受伤", 2),
    ("司机受伤，车上的孩子安然无恙", 1),
    ("老人被砸伤，他推着的婴儿车被砸瘪，孩子额头缝了3针", 2),
    ("一名妇女抱着孩子从二楼跳下，妇女双腿骨折，孩子毫发无伤", 1),
    ("奶奶和孙子一起被撞，奶奶断了肋骨，孙子脸部擦伤", 2),
    ("夫妻俩都受了伤，后排两个孩子系着安全带，没有受伤", 2),
    ("父亲重伤，两个孩子轻伤", 3),
    ("一名男子被砸断腿，他的女儿在旁边吓得大哭，没有受伤", 1),
    ("女司机额头磕破，坐在安全座椅上的宝宝没受伤", 1),
    ("一名老太太和她3岁的孙女被烫伤", 2),
)


def telling(slots: Slots) -> Telling:
    """The hurt of one happening, told in one of the ways."""
    return slots.any(_SKELETONS)(slots)


_ENDS = ("", "", "事故原因正在调查。", "目前，当地正在处理善后。", "警方已介入调查。")


def _told(slots: Slots, skeleton: str, words: str, dead: int, hurt: int) -> Telling:
    """The words, with hospitals put in."""
    named = {f"h{n}": name for n, name in enumerate(slots.some(HOSPITALS, 2), 1)}
    text = tidy(f"{words.format(**named)}。{slots.any(_ENDS)}")
    return Telling(skeleton, text, {"deaths": dead, "injured": hurt, "poisoned": None})


def _persons(slots: Slots) -> Telling:
    """Two to four parties, none of whom can be another, each with a wound; sometimes with a sum behind."""
    place, roles = slots.any(((_ROAD, _ON_ROAD), (_HOUSE, _IN_HOUSE), (_SITE, _AT_SITE)))
    parties = slots.some(roles, slots.number(2, 4))
    told = [who + slots.of(_WOUNDS if many == 1 else _GROUP_WOUNDS) for many, who in parties]
    (words, dead), hurt = slots.of(_DEAD_FIRST), sum(many for many, _ in parties)
    join = slots.any(("，", "；", "。"))
    body = f"{slots.any(place)}{slots.any('，。')}{words}。{join.join(told)}"
    if slots.maybe(0.3):
        body += "。" + slots.of(_SUM_BEHIND).replace("{s}", slots.written(hurt))
        return _told(slots, "persons, summed", body.replace("，。", "。"), dead, hurt)
    return _told(slots, "persons", body, dead, hurt)


def _family(slots: Slots) -> Telling:
    """A whole family, and perhaps others."""
    members, number = slots.number(3, 6), slots.number(1, 4)
    form, dead, well = slots.of(_HURT_FAMILIES)
    words = form.format(f=NUMERALS[members], r1=slots.written(members - 1))
    return _and_more(slots, "family", words, dead, members - dead - well, number)


def _kin(slots: Slots) -> Telling:
    """Kin without a number, and perhaps others."""
    many, who = slots.of(_KIN)
    return _and_more(slots, "kin", who + slots.of(_KIN_BEFELL), 0, many, slots.number(1, 4))


def _and_more(slots: Slots, skeleton: str, words: str, dead: int, hurt: int, number: int) -> Telling:
    more, befell = slots.of(_MORE)
    words = f"{slots.any(_HOUSE)}，{words}{more.format(m=slots.written(number))}"
    dead += number if befell == "dead" else 0
    hurt += number if befell == "hurt" else 0
    return _told(slots, skeleton, words, dead, hurt)


def _driver(slots: Slots) -> Telling:
    """Passengers in one hospital, and the driver of the other vehicle."""
    number, (driver, more) = slots.number(3, 12), slots.of(_DRIVERS)
    care = slots.of(_IN_CARE).replace("{h}", slots.written(number))
    told = [care, driver] if slots.maybe(0.6) or "另" in driver or "也" in driver else [driver, care]
    crash = slots.any(
        (
            "4月4日17时许，双阳区太平镇，一辆面包车与一辆大货车相撞",
            "昨天上午，长双公路双阳段，一辆客车与一辆货车迎面相撞",
        )
    )
    body = f"{crash}。{slots.any(('。', '；')).join(told)}"
    ours, other = ("面包车", "客车") if "面包车" in crash else ("客车", "面包车")
    return _told(slots, "driver", body.replace(f"{other}上", f"{ours}上"), 0, number + more)


def _rooms(slots: Slots) -> Telling:
    """Two of different rooms."""
    p, q = slots.some(("402", "501", "203", "605", "301"), 2)
    words = f"{slots.any(_HOUSE)}。{slots.of(_ROOMS).format(p=p, q=q)}"
    return _told(slots, "rooms", words, 0, 2)


def _equal(slots: Slots) -> Telling:
    """Two hospitals with as many each, in one of which one dies."""
    number = slots.number(2, 9)
    words = f"{slots.any(_ROAD)}。{slots.of(_EQUAL).replace('{a}', slots.written(number))}"
    return _told(slots, "equal", words, 1, 2 * number - 1)


def _before_care(slots: Slots) -> Telling:
    """One who dies before a doctor comes, and another."""
    (first, dead), (other, died, hurt) = slots.of(_BEFORE_CARE), slots.of(_THE_OTHER)
    return _told(slots, "before care", f"{slots.any(_ROAD)}。{first}{other}", dead + died, hurt)


def _once(slots: Slots) -> Telling:
    """One or two who are told of again."""
    befell, again, many = slots.of(_ONCE)
    day = slots.any(
        ("昨天上午，双阳区，", "4月4日18时许，双阳区平湖街道，", "昨日傍晚，双阳区山河街道发生一起意外，")
    )
    between = slots.any(("", "接到报警后，民警和120急救人员赶到现场。", "路人见状立即报警。"))
    return _told(slots, "once", f"{day}{befell}。{between}{again}", 0, many)


def _rescuer(slots: Slots) -> Telling:
    """Who was shut in, and who was hurt while helping."""
    (victim, dead, hurt), (rescuer, more) = slots.of(_VICTIM), slots.of(_RESCUED)
    words = f"{slots.any(_HOUSE)}，{victim}{slots.any('，。；')}{rescuer}"
    return _told(slots, "rescuer", words, dead, hurt + more)


def _children(slots: Slots) -> Telling:
    """Somebody with a child."""
    words, hurt = slots.of(_CHILDREN)
    day = slots.any(("昨天上午，双阳区奢岭街道发生一起交通事故，", "4月4日，双阳区一处路口，两车相撞，"))
    return _told(slots, "children", day + words, 0, hurt)


_SKELETONS: tuple[Family, ...] = (
    _persons,
    _persons,
    _family,
    _kin,
    _driver,
    _rooms,
    _equal,
    _before_care,
    _once,
    _rescuer,
    _children,
)
