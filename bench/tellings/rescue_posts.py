"""Posts of people who saw or heard how others were dug out, fished out or carried off: who lives, who is dead, who is still inside."""

from __future__ import annotations

from bench.tellings.slots import Family, Slots, Telling, tidy

_DOWN = (
    "双阳奢岭那边工地塌了",
    "我们村旁边的矿上冒顶了",
    "双阳区云山街道有栋老楼倒了",
    "昨晚双阳一栋一九八五年建的老楼塌了",
    "中午小区挖地下室的坑塌了",
    "今天早上隧道那边塌方了",
    "刚才双阳鹿乡镇的石料厂塌了",
    "隔壁镇的砖厂昨天塌了",
    "我家对面那栋八几年盖的楼今早塌了",
    "下午双阳那个拆迁的老厂房倒了",
    "昨天夜里后山滑下来把几户人家埋了",
    "工地脚手架倒了",
)
_FIRE = (
    "昨晚双阳一个出租屋着火",
    "我们小区7号楼凌晨起火",
    "双阳平湖街道那家密室逃脱着火了",
    "楼下KTV昨晚失火了",
    "今早双阳一家养老院着火",
)
_BOAT = (
    "今早双阳水库翻了条船",
    "昨天双阳河边游船翻了",
    "下午一辆面包车冲进双阳河了",
    "刚才江上沉了条渔船",
    "昨天下大雨，一辆公交在涵洞里被淹了",
    "双阳水库那边快艇翻了",
)
_DEAD = (
    "走了{d}个",
    "没了{d}个",
    "死了{d}个",
    "{d}个没救过来",
    "{d}个人没了",
    "挖出来{d}个都没气了",
    "抬出来{d}个，都盖着白布",
    "{d}个当场就没了",
    "已经死了{d}个",
    "{d}个没抢救过来",
    "有{d}个人没了",
    "{d}个人走了",
    "{d}条人命",
    "人没了{d}个",
    "死了{d}口人",
    "{d}个没活下来",
    "找到{d}个，人都没了",
    "当场走了{d}个",
    "{d}个不行了",
    "{d}个人没救回来",
)
_LAMENTS = ("", "", "", "，太惨了", "，唉", "，有人知道怎么回事吗", "，路都封了", "，现在还在挖")
_CARRIED = (
    ("救护车拉走{n}个，有{k}个没救过来", True),
    ("120拉走了{n}个人，{k}个半路上就没了", True),
    ("送医院{n}个，其中{k}个死了", True),
    ("救出来{n}个，其中{k}个没抢救过来", False),
    ("抬出来{n}个，{k}个已经没气了", False),
    ("挖出来{n}个，{k}个是死的", False),
    ("{n}个送去医院，{k}个没挺过来", True),
    ("扒出来{n}个人，有{k}个当场就没了", False),
    ("救护车来了好几趟，拉走{n}个，里面{k}个没救活", True),
    ("{n}个人送医院抢救，{k}个走了", True),
    ("刨出来{n}个，{k}个没了呼吸", False),
    ("拉到医院{n}个，{k}个到医院就不行了", True),
    ("一共救出来{n}个，有{k}个已经断气了", False),
    ("送区医院{n}个，有{k}个没抢救回来", True),
    ("救护车一共接走{n}个人，{k}个没能救回来", True),
    ("{n}个人送到医院，{k}个人没救回来", True),
    ("抬出来{n}个人，{k}个身上盖了白布", False),
    ("被救出来{n}个，{k}个送医院也没救过来", False),
)
"""The words, and whether those who are left alive were taken to hospital."""
_IN_ALL = (
    "里面埋了{n}个人",
    "埋了{n}个",
    "困住{n}个人",
    "压了{n}个人在下面",
    "当时里面有{n}个人",
    "{n}个人埋在里面",
    "{n}个人困在里头",
    "一共{n}个人在下面",
    "有{n}个人没跑出来",
    "里头压着{n}个",
    "{n}个工人被埋",
    "听说困了{n}个",
)
_SAVED = (
    "挖出来{a}个活的",
    "救出来{a}个",
    "{a}个救出来了",
    "{a}个还活着",
    "扒出来{a}个，人都没事",
    "有{a}个救上来了",
    "活着出来{a}个",
    "消防救出来{a}个",
    "{a}个自己爬出来了",
    "救出{a}个",
    "出来了{a}个",
    "{a}个被救了",
)
_INSIDE = (
    "还有{r}个在里面",
    "还有{r}个没挖出来",
    "还埋着{r}个",
    "{r}个还在下面",
    "剩下{r}个还没救出来",
    "还有{r}个困着",
    "还有{r}个人在里头没出来",
    "{r}个还埋在底下",
    "里面还有{r}个",
    "另外{r}个还没出来",
    "剩{r}个还在挖",
    "下面还压着{r}个",
)
_ABOARD = (
    "船上{n}个人",
    "一共{n}个人",
    "坐了{n}个人",
    "上面有{n}个人",
    "总共{n}个人掉水里",
    "拉了{n}个人",
)
_FISHED = (
    "救上来{a}个",
    "{a}个自己游上来了",
    "捞上来{a}个活的",
    "{a}个获救",
    "拉上来{a}个，没事",
    "{a}个被渔船救了",
    "救起来{a}个",
    "活着上来{a}个",
    "爬上岸{a}个",
)
_DROWNED = (
    "淹死{d}个",
    "捞上来{d}个已经没气了",
    "{d}个没了",
    "死了{d}个",
    "{d}个捞上来人已经不行了",
    "{d}个没救过来",
    "没了{d}个",
    "捞到{d}具遗体",
    "{d}个淹死了",
)
_LOST = (
    "还有{r}个没找到",
    "{r}个没影了",
    "还在捞另外{r}个",
    "剩下{r}个没找着",
    "{r}个失踪",
    "还有{r}个不见了",
    "{r}个到现在没找到",
    "还有{r}个没捞上来",
    "另外{r}个找不到人",
)
_REST_LOST = (
    "剩下的没找到",
    "其他的都没找到",
    "其余的还在找",
    "剩下的人没影了",
    "别的人还没捞上来",
    "其他人失踪了",
    "剩下的还没捞着",
    "其余的找不到了",
    "剩下的到现在没消息",
)
_SIGHS = ("", "", "", "，太惨了", "，唉", "，求平安", "，希望人没事", "，消防还在救")


def telling(slots: Slots) -> Telling:
    """A post about people dug out, fished out or carried off."""
    return slots.any(_SKELETONS)(slots)


def _post(skeleton: str, text: str, truth: dict[str, int | str | None]) -> Telling:
    if int(truth.get("deaths") or 0) >= 3:
        truth["severity"] = "III"
    return Telling(skeleton, tidy(f"{text}。"), truth, source_kind="social")


def _only_dead(slots: Slots) -> Telling:
    """Nothing but what happened and how many died."""
    dead = slots.number(2, 9)
    happened = slots.of(_DOWN + _FIRE)
    words = slots.of(_DEAD, lambda d: "挖" not in d or "火" not in happened).format(d=slots.written(dead))
    return _post("only dead", f"{happened}，{words}{slots.any(_LAMENTS)}", {"deaths": dead})


def _carried(slots: Slots) -> Telling:
    """Of those who were carried out or off some are dead."""
    some = slots.number(1, 4)
    whole = some + slots.number(2, 6)
    words, in_care = slots.of(_CARRIED)
    dug = any(word in words for word in ("挖", "扒", "刨"))
    happened = slots.any(_DOWN if dug else _DOWN + _FIRE)
    told = words.format(n=slots.written(whole), k=slots.written(some))
    truth: dict[str, int | str | None] = {"deaths": some, "missing": None, "trapped": None}
    if in_care:
        truth["injured"] = whole - some
    return _post("carried", f"{happened}，{told}{slots.any(_SIGHS)}", truth)


def _dug_out(slots: Slots) -> Telling:
    """Buried or shut in: some live, some are dead, some are still inside."""
    a, d, r = slots.number(1, 5), slots.number(1, 5), slots.number(1, 6)
    parts = [slots.of(_SAVED), slots.of(_DEAD), slots.of(_INSIDE)]
    if slots.maybe(0.3):
        parts = [parts[1], parts[0], parts[2]]
    head = [slots.of(_IN_ALL)] if slots.maybe(0.7) else []
    told = "，".join([*head, *parts])
    written = {"n": a + d + r, "a": a, "d": d, "r": r}
    words = told.format(**{name: slots.written(number) for name, number in written.items()})
    truth: dict[str, int | str | None] = {"deaths": d, "trapped": r, "missing": None}
    return _post("dug out", f"{slots.any(_DOWN)}，{words}{slots.any(_SIGHS)}", truth)


def _fished_out(slots: Slots) -> Telling:
    """Aboard or in the water: some live, some are dead, the others are lost."""
    a, d, r = slots.number(1, 5), slots.number(1, 5), slots.number(1, 6)
    rest = slots.of(_LOST) if slots.maybe(0.6) else slots.of(_REST_LOST)
    told = "，".join((slots.of(_ABOARD), slots.of(_FISHED), slots.of(_DROWNED), rest))
    written = {"n": a + d + r, "a": a, "d": d, "r": r}
    words = told.format(**{name: slots.written(number) for name, number in written.items()})
    happened = slots.any([b for b in _BOAT if "船上" not in words or "船" in b or "艇" in b])
    truth: dict[str, int | str | None] = {"deaths": d, "missing": r, "trapped": None}
    return _post("fished out", f"{happened}，{words}{slots.any(_SIGHS)}", truth)


_SKELETONS: tuple[Family, ...] = (_only_dead, _carried, _dug_out, _fished_out)
