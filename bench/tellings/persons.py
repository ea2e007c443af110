"""The dead and the hurt told as persons: kin and companions, one family, people by name."""

from __future__ import annotations

from bench.tellings.events import ASIDES, ENDS, HAPPENINGS, opened
from bench.tellings.slots import NUMERALS, Family, Slots, Telling, tidy

_GROUPS_WITH = (
    (1, "司机和{k}名乘客"),
    (2, "一对夫妻和他们的{k}个孩子"),
    (1, "{k}名乘客以及司机"),
    (2, "两名司机和{k}名乘客"),
    (1, "一名老人和{k}名儿童"),
    (1, "{k}名乘客及司机"),
    (1, "副驾驶上的女子和后排{k}名乘客"),
    (2, "老板、厨师和{k}名食客"),
    (2, "夫妻俩和{k}个孩子"),
    (2, "老两口和{k}个孙子"),
    (1, "一位母亲和她的{k}个孩子"),
    (2, "一对母女和{k}名路人"),
    (3, "祖孙三人和{k}名邻居"),
    (2, "父子俩和{k}名工友"),
    (1, "一名男子和他的{k}个同事"),
    (2, "户主夫妇和{k}名亲戚"),
    (3, "一家三口和{k}名邻居"),
    (1, "女店主和{k}名顾客"),
    (1, "车主李某和{k}名同伴"),
    (2, "店主王某、其妻子和{k}名员工"),
    (2, "刘某夫妇及其{k}名子女"),
    (1, "一名孕妇和{k}名老人"),
    (2, "新郎、新娘和{k}名宾客"),
    (1, "班长赵某与{k}名工人"),
)
"""How many they are without those of the number that is put in."""
_GROUPS = (
    (3, "祖孙三人"),
    (2, "父子俩"),
    (3, "一家三口"),
    (4, "一家四口"),
    (2, "母女二人"),
    (2, "夫妻二人"),
    (2, "兄弟俩"),
    (3, "王某夫妇和儿子"),
    (2, "一对老年夫妇"),
    (2, "爷孙俩"),
    (3, "一对夫妇和他们的女儿"),
    (3, "奶奶和两个孙女"),
    (2, "一名妇女和她的儿子"),
    (3, "父亲和两个儿子"),
    (3, "母子三人"),
    (2, "一对情侣"),
    (3, "司机、副驾驶和一名乘客"),
    (2, "一名老人和他的孙子"),
    (3, "王某、李某和张某"),
    (2, "王某、刘某某"),
    (3, "赵某和其妻子、女儿"),
    (3, "一对夫妻和一名幼童"),
    (2, "老板娘和她的婆婆"),
    (3, "父母和女儿"),
)
_BEFELL = (
    ("deaths", "当场死亡"),
    ("injured", "受伤送医"),
    ("injured", "被烧伤"),
    ("deaths", "不幸遇难"),
    ("injured", "不同程度受伤"),
    ("injured", "被送往医院救治"),
    ("deaths", "全部遇难"),
    ("injured", "均受伤"),
    ("deaths", "经抢救无效死亡"),
    ("deaths", "丧生"),
    ("injured", "不同程度烧伤"),
    ("deaths", "当场身亡"),
    ("injured", "被砸伤"),
    ("deaths", "不幸身亡"),
    ("deaths", "被困，救出时均已死亡"),
    ("injured", "均被送医，没有生命危险"),
    ("deaths", "在事故中失去了生命"),
    ("injured", "都受了伤"),
)
_FAMILIES = (
    ("一家{f}口全部遇难", 0, 0),
    ("一家{f}口无一幸免，全部遇难", 0, 0),
    ("一家{f}口只有小儿子生还", 1, 0),
    ("一家{f}口中，只有大女儿活了下来", 1, 0),
    ("一家{f}口遇难", 0, 0),
    ("一家{f}口仅一人生还", 1, 0),
    ("一家{f}口中，2人受伤，其余{r2}人当场死亡", 2, 2),
    ("一家{f}口，除父亲受伤外，其余{r1}人全部死亡", 1, 1),
    ("住在二楼的一家{f}口被困，父亲被救出送医，其余{r1}人遇难", 1, 1),
    ("一家{f}口{r2}人遇难，2人受伤", 2, 2),
    ("一家{f}口死亡{r1}人，只剩下一个8岁的孩子", 1, 0),
    ("一家{f}口有{r1}人遇难，仅女主人获救", 1, 0),
)
"""The words, how many of the family live, and how many of these are hurt."""
_HURT_FAMILIES = (
    ("一家{f}口均被烧伤", 0),
    ("一家{f}口全部受伤", 0),
    ("一家{f}口，母亲死亡，其余{r1}人受伤", 1),
    ("一家{f}口中，父母当场死亡，{r2}个孩子受伤", 2),
    ("一家{f}口除父亲遇难外，都受了伤", 1),
    ("一家{f}口都被送进医院", 0),
)
"""The words, and how many of the family die; the others are hurt."""
_FURTHER_HURT = ("", "。另有{m}名邻居受伤", "", "，另有{m}名路人受伤", "", "。此外，{m}名参与救援的村民受伤")
_NAMES = (
    "王某",
    "李某某",
    "张某",
    "刘某",
    "陈某某",
    "杨某",
    "赵某",
    "黄某某",
    "周某",
    "吴某",
    "徐某某",
    "孙某",
    "马某",
    "朱某某",
    "胡某",
    "郭某",
)
_INTRODUCED = (
    "{n}（{s}，{a}岁）",
    "{n}({s}，{a}岁)",
    "{n}",
    "{n}（{s}，{a}岁，双阳区人）",
    "{n}",
    "{n}（{a}岁）",
)
_DEAD_NAMES = (
    "{r}当场死亡",
    "致{r}当场死亡",
    "{r}不幸遇难",
    "造成{r}死亡",
    "{r}{q}当场死亡",
    "{r}当场身亡",
)
_LATER_NAMES = (
    "，{r}送医后不治身亡",
    "，{r}经抢救无效死亡",
    "，{r}在送医途中死亡",
    "；{r}经医院抢救无效于次日死亡",
    "，{r}经送医抢救无效死亡",
    "；{r}因伤势过重死亡",
)
_HURT_NAMES = (
    "，{r}受伤",
    "，{r}不同程度受伤",
    "；{r}受伤",
    "，{r}受轻伤",
    "，{r}受伤送医",
    "，{r}{q}受伤",
)


def telling(slots: Slots) -> Telling:
    """One happening whose dead and hurt are told as persons, in one of the ways."""
    return slots.any(_SKELETONS)(slots)


def _told(slots: Slots, skeleton: str, words: str, dead: int, hurt: int) -> Telling:
    """The words behind what happened."""
    text = f"{opened(slots.any(HAPPENINGS), slots.any(ASIDES))}{words}。{slots.any(ENDS)}"
    return Telling(skeleton, tidy(text), {"deaths": dead, "injured": hurt})


def _group(slots: Slots) -> Telling:
    """A group of persons, and perhaps others by number."""
    number, further = slots.number(1, 5), slots.any((0, slots.number(1, 6)))
    known, who = slots.of(_GROUPS_WITH) if slots.maybe() else slots.of(_GROUPS)
    of_group = known + (number if "{k}" in who else 0)
    befell, how = slots.of(_BEFELL)
    words = who.format(k=slots.written(number)) + how
    if further:
        other = "受伤" if befell == "deaths" else "死亡"
        words += f"{slots.any('，。')}另有{slots.written(further)}人{other}"
    dead, hurt = (of_group, further) if befell == "deaths" else (further, of_group)
    return _told(slots, "group", words, dead, hurt)


def _family(slots: Slots) -> Telling:
    """A family of so many, most of whom die."""
    members = slots.number(4, 6)
    form, live, hurt = slots.of(_FAMILIES)
    return _of_family(slots, form, members, members - live, hurt)


def _hurt_family(slots: Slots) -> Telling:
    """A family of so many, most of whom are hurt."""
    members = slots.number(4, 6)
    form, dead = slots.of(_HURT_FAMILIES)
    return _of_family(slots, form, members, dead, members - dead)


def _of_family(slots: Slots, form: str, members: int, dead: int, hurt: int) -> Telling:
    """The family, and perhaps others who are hurt."""
    more = slots.number(1, 4)
    words = form.format(f=NUMERALS[members], r1=slots.written(members - 1), r2=slots.written(members - 2))
    further = slots.of(_FURTHER_HURT)
    words += further.format(m=slots.written(more))
    return _told(slots, "family", words, dead, hurt + (more if further else 0))


def _by_name(slots: Slots) -> Telling:
    """People by name: who died at once, who died later and who was hurt."""
    dead, later, hurt = slots.number(1, 4), slots.number(0, 2), slots.number(0, 4)
    names = slots.some(_NAMES, dead + later + hurt)
    words = _named(slots, _DEAD_NAMES, names[:dead])
    words += _named(slots, _LATER_NAMES, names[dead : dead + later])
    words += _named(slots, _HURT_NAMES, names[dead + later :])
    return _told(slots, "by name", words, dead + later, hurt)


def _named(slots: Slots, forms: tuple[str, ...], names: list[str]) -> str:
    """What befell the named, or nothing where there are none."""
    if not names:
        return ""
    rows = [
        slots.of(_INTRODUCED).format(n=name, s=slots.any("男女"), a=slots.number(6, 79)) for name in names
    ]
    row = "、".join(rows[:-1]) + slots.any("、和") + rows[-1] if len(rows) > 1 else rows[0]
    number = f"{slots.written(len(names))}人" if len(names) > 1 else ""
    return slots.of(forms).format(r=row, q=number)


_SKELETONS: tuple[Family, ...] = (_group, _group, _family, _hurt_family, _by_name)
"""Groups twice: there are more of them than of all else."""
