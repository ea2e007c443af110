"""The hurt told by the hospitals that took them in and by how they are."""

from __future__ import annotations

from bench.tellings.events import ASIDES, HAPPENINGS, HOSPITALS, Happening
from bench.tellings.slots import Family, Slots, Telling, tidy

_HURT = ("伤者", "伤员", "受伤人员", "受伤群众")
_BEFORE = (
    "，伤者被分别送往多家医院",
    "，多人受伤",
    "，伤者全部送医",
    "",
    "，有人员受伤",
    "，多名伤者被送往医院救治",
)
_TWO_TOOK_IN = (
    "{h1}收治{a}人，{h2}收治{b}人",
    "{a}名{w}被送往{h1}，{b}名{w}被送往{h2}",
    "{h1}接收{w}{a}人，{h2}接收{b}人",
    "{h1}收治了{a}名{w}，{h2}也收治了{b}名",
    "{a}人被送到{h1}，{b}人被送到{h2}",
    "{h1}接诊{a}名{w}，{h2}接诊{b}名",
    "送到{h1}的有{a}人，送到{h2}的有{b}人",
    "目前，{a}名{w}在{h1}接受治疗，{b}名在{h2}接受治疗",
    "截至记者发稿时，{h1}共收治{w}{a}名，{h2}收治{b}名",
    "{h1}送来{a}名{w}，{h2}送来{b}名{w}",
    "据统计，{h1}收治{a}人、{h2}收治{b}人",
    "{a}名{w}住进了{h1}，{b}名{w}住进了{h2}",
    "{h1}急诊科接诊{w}{a}名，{h2}急诊科接诊{b}名",
    "有{a}名{w}在{h1}住院，有{b}名{w}在{h2}住院",
    "120急救车将{a}名{w}送往{h1}，将{b}名{w}送往{h2}",
    "{h1}来了{a}名{w}，{h2}来了{b}名",
    "{h1}{a}人，{h2}{b}人，都是当晚送来的{w}",
    "{w}分别被送往两家医院，其中{h1}{a}人，{h2}{b}人",
)
_A_THIRD_TOO = (
    "，另有{c}名{w}在{h3}",
    "，{h3}收治{c}人",
    "，还有{c}人在{h3}治疗",
    "，另{c}名{w}被送往{h3}",
    "；{h3}另收治{c}名{w}",
    "，{h3}也接收了{c}名",
    "，其余{c}人在{h3}救治",
    "。此外，{h3}也收治了{c}名{w}",
    "。另外{c}名{w}送到了{h3}",
    "，还有{c}名{w}住在{h3}",
    "，剩下的{c}人送到了{h3}",
    "。另据了解，{h3}收治{w}{c}名",
)
_FIRST_SAYS = (
    "记者从{h1}了解到，该院收治了{a}名{w}",
    "{h1}急诊科主任介绍，当天他们共收治{a}名{w}",
    "在{h1}，值班医生告诉记者，该院接诊{w}{a}人",
    "记者在{h1}看到，{a}名{w}正在这里接受治疗",
    "{h1}一位护士说，他们那里送来了{a}名{w}",
    "{h1}医务科证实，该院共接收{w}{a}名",
    "据{h1}介绍，当晚陆续有{a}名{w}被送来",
    "{h1}院方称，截至昨晚共收治{w}{a}人",
    "{h1}的医生说，前后收了{a}个{w}",
)
_STATES_BETWEEN = (
    ("。", False),
    ("。", False),
    ("，均无生命危险。", False),
    ("，多为骨折和擦伤。", False),
    ("，其中{k}人伤势较重。", True),
    ("，伤者情况稳定。", False),
    ("，其中{k}人正在重症监护室抢救。", False),
    ("，以软组织挫伤为主。", False),
    ("，其中{k}人需要手术。", False),
)
"""The words, and whether they tell of so many badly hurt."""
_SECOND_SAYS = (
    "{h2}也收治了{b}名",
    "另外，{h2}收治了{b}名{w}",
    "另有{b}名{w}被送往{h2}",
    "记者从{h2}获悉，该院也收治了{b}名{w}",
    "{h2}方面表示，送到该院的有{b}人",
    "而在{h2}，还有{b}名{w}在接受治疗",
    "另据{h2}消息，该院接诊{b}名{w}",
    "还有{b}名{w}被送到{h2}救治",
    "{h2}则接收了{b}名{w}",
)
_THIRD_SAYS = ("。{h3}收治{c}人", "。还有{c}名{w}在{h3}", "。另有{c}人在{h3}治疗")
_WITH_A_SUM = (
    "共有{s}名{w}被送往医院，其中{h1}收治{a}人，{h2}收治{b}人",
    "事故造成{s}人受伤，{a}人在{h1}治疗，{b}人在{h2}治疗",
    "{s}名{w}被送往{h1}和{h2}救治，其中{h1}{a}人，{h2}{b}人",
    "{h1}收治{a}人，{h2}收治{b}人，共计{s}人",
    "{a}名{w}被送到{h1}，{b}名{w}被送到{h2}，受伤人数共{s}人",
    "两家医院一共收了{s}名{w}：{h1}{a}名，{h2}{b}名",
    "目前{s}名{w}均在医院救治，{a}人在{h1}，{b}人在{h2}",
    "{s}人受伤送医。记者了解到，{h1}收治{a}人，{h2}收治{b}人",
    "先后有{s}名{w}送医，{h1}接诊{a}名，另{b}名送往{h2}",
    "{h1}接收{w}{a}名，{h2}接收{b}名，合计{s}名",
    "救护车先后将{s}名{w}送往医院，{h1}收治{a}人，其余{b}人送往{h2}",
    "共{s}人受伤，分别在{h1}（{a}人）和{h2}（{b}人）接受治疗",
)
_STATES_BEHIND = (
    ("", False),
    ("，均无生命危险", False),
    ("，其中{k}人伤势较重", True),
    ("，{k}人仍在重症监护室", False),
    ("，其中{k}人已出院", False),
    ("，伤情平稳", False),
    ("，其中{k}人正在接受手术", False),
    ("，目前{k}人病危", True),
    ("，{k}人经包扎后已回家", False),
)
_WHOLES = (
    "{s}名{w}被送往{h1}救治",
    "事故造成{s}人受伤",
    "{h1}共收治{w}{s}人",
    "{s}人受伤送医",
    "{h1}先后接诊{s}名{w}",
    "有{s}名{w}被送到{h1}",
    "共有{s}人不同程度受伤，被送往{h1}",
    "{h1}接收了{s}名{w}",
    "{s}名{w}被紧急送医",
)
_SHARES = (
    ("，其中{k}人已出院", False),
    ("，目前{k}人已出院，其余{r}人仍在住院", False),
    ("，{k}人在ICU抢救，其余{r}人病情平稳", False),
    ("，其中{k}人伤势较重", True),
    ("。经治疗，{k}人包扎后回家，{r}人留院观察", False),
    ("，{k}人病危，其余{r}人无生命危险", True),
    ("，其中{k}人骨折，其余为擦伤", False),
    ("。截至昨晚，{k}人出院，还有{r}人住院治疗", False),
    ("。其中{k}人正在接受开颅手术，其余{r}人伤情稳定", False),
    ("，重伤{k}人，轻伤{r}人", True),
    ("，其中{k}人需住院治疗，其余{r}人检查后回家休养", False),
    ("，{k}人已转入普通病房，{r}人仍在重症监护室", False),
    ("。医生介绍，{k}名{w}生命垂危，另外{r}人没有生命危险", True),
    ("，{k}名重伤员仍未脱离危险", True),
    ("，目前仍有{k}人住院", False),
    ("。{k}名伤势较重的{w}已转往长春，{r}人留在当地治疗", True),
    ("，除{k}人伤势较重外，其余{r}人均为轻伤", True),
    ("，其中重症{k}人", False),
)
_WORST = (
    ("{x}人在ICU抢救", False),
    ("{x}人生命垂危", True),
    ("{x}人伤势危重", True),
    ("{x}人正在接受手术", False),
    ("{x}人病危", True),
    ("{x}人昏迷", False),
    ("{x}人重伤", True),
    ("{x}人颅脑损伤，伤势严重", True),
    ("{x}人住进重症监护室", False),
)
_LESS = (
    "，另有{y}人骨折",
    "，{y}人骨折",
    "，另外{y}人轻伤",
    "，其余{y}人受轻伤",
    "，还有{y}人擦伤",
    "，另{y}人为皮外伤",
    "，其他{y}名伤者无生命危险",
    "，另有{y}名伤者在普通病房",
    "，{y}人轻微擦伤",
)
_REST = ("，其余", "，其他")
_LEAST = (
    "",
    "，{z}人经包扎后离院",
    "",
    "，还有{z}人受轻微伤",
    "，另有{z}人被玻璃划伤",
    "，{z}人扭伤",
)
_ONE_DIED = (
    "{h1}收治{a}人，{died}；{h2}收治{b}人",
    "{h1}接收伤者{a}名，{died}。{h2}接收{b}名",
    "记者从{h1}了解到，该院收治了{a}名伤者，{died}。{h2}也收治了{b}名",
    "{a}名伤者被送往{h1}，{died}；{b}名伤者被送往{h2}",
    "{h1}共收治{a}名伤员，{died}。另有{b}名伤员在{h2}治疗",
    "{h1}急诊科主任说，他们接收了{a}名伤员，{died}；{h2}收治{b}人",
)
_DIED = (
    "其中{k}人经抢救无效死亡",
    "{k}人抢救无效死亡",
    "其中{k}名重伤员不治身亡",
    "其中{k}人因伤势过重死亡",
    "{k}名伤者昨晚不治",
    "其中{k}人送医后死亡",
)


def telling(slots: Slots) -> Telling:
    """The hurt of one happening, told in one of the ways."""
    return slots.any(_SKELETONS)(slots)


def _told(
    slots: Slots,
    skeleton: str,
    words: str,
    injured: int,
    *,
    badly: int = 0,
    before: str = "",
    counted: bool = False,
) -> Telling:
    """The words about the hurt behind what happened and perhaps a number of the dead."""
    happening, dead = slots.any(HAPPENINGS), slots.any((0, 0, 1, 2, 3))
    truth: dict[str, int | str | None] = {"injured": injured, "poisoned": None, "deaths": dead}
    if badly:
        truth["seriously_injured"] = badly
    killed = f"，造成{slots.written(dead)}人死亡" if dead else ""
    text = f"{happening.told}{killed}{before}。{slots.any(ASIDES)}{words}。"
    return Telling(skeleton, tidy(text), truth, _title(slots, happening, injured if counted else 0))


def _title(slots: Slots, happening: Happening, injured: int = 0) -> str:
    """None, what happened, or the number of the hurt with it where the text sums them up."""
    plain = f"{happening.place}{happening.short}"
    return slots.any(("", plain, f"{plain} {injured}人送医" if injured else plain))


def _by(slots: Slots, **numbers: int) -> dict[str, str]:
    """Hospitals, numbers and a name for the hurt, to be put into words."""
    named = {f"h{n}": name for n, name in enumerate(slots.some(HOSPITALS, 3), 1)}
    return named | {name: slots.written(number) for name, number in numbers.items()} | {"w": slots.any(_HURT)}


def _listed(slots: Slots) -> Telling:
    """Two or three hospitals in one sentence, with no sum."""
    a, b, c = slots.number(2, 15), slots.number(2, 9), slots.any((0, 0, 1, 2, 3, 6))
    form = slots.of(_TWO_TOOK_IN)
    if "两家医院" in form:
        c = 0
    words = form + (slots.of(_A_THIRD_TOO) if c else "")
    words = words.format(**_by(slots, a=a, b=b, c=c))
    return _told(slots, "listed", words, a + b + c, before=slots.of(_BEFORE))


def _said(slots: Slots) -> Telling:
    """Each hospital in a sentence of its own."""
    a, b, c = slots.number(3, 15), slots.number(2, 9), slots.any((0, 0, 2, 3))
    some = slots.number(1, min(3, a - 1))
    state, badly = slots.of(_STATES_BETWEEN)
    words = slots.of(_FIRST_SAYS) + state + slots.of(_SECOND_SAYS) + (slots.any(_THIRD_SAYS) if c else "")
    words = words.format(**_by(slots, a=a, b=b, c=c, k=some))
    return _told(slots, "said", words, a + b + c, badly=some if badly else 0, before=slots.of(_BEFORE))


def _summed(slots: Slots) -> Telling:
    """A sum beside two hospitals."""
    a, b = slots.some(range(2, 14), 2)
    some = slots.number(1, max(1, min(a, b) - 1))
    state, badly = slots.of(_STATES_BEHIND)
    words = (slots.of(_WITH_A_SUM) + state).format(**_by(slots, s=a + b, a=a, b=b, k=some))
    return _told(slots, "summed", words, a + b, badly=some if badly else 0, counted=True)


def _shared(slots: Slots) -> Telling:
    """One number of the hurt, and how some of them are."""
    whole = slots.number(4, 24)
    some = slots.number(1, (whole - 1) // 2)
    share, badly = slots.of(_SHARES)
    words = (slots.of(_WHOLES) + share).format(**_by(slots, s=whole, k=some, r=whole - some))
    return _told(slots, "shared", words, whole, badly=some if badly else 0, counted=True)


def _in_turn(slots: Slots) -> Telling:
    """The badly hurt beside those hurt less, and no whole."""
    x, y, z = slots.number(1, 3), slots.number(2, 6), slots.number(1, 4)
    worst, badly = slots.of(_WORST)
    less = slots.of(_LESS)
    least = "" if less.startswith(_REST) else slots.of(_LEAST)
    words = "目前" + (worst + less + least).format(**_by(slots, x=x, y=y, z=z))
    return _told(slots, "in turn", words, x + y + (z if least else 0), badly=x if badly else 0)


def _one_died(slots: Slots) -> Telling:
    """Two hospitals, in the first of which one or two died."""
    a, b, died = slots.number(4, 15), slots.number(2, 9), slots.number(1, 2)
    words = slots.of(_ONE_DIED).replace("{died}", slots.of(_DIED)).format(**_by(slots, a=a, b=b, k=died))
    happening = slots.any(HAPPENINGS)
    text = f"{happening.told}，多人受伤。{slots.any(ASIDES)}{words}。"
    truth = {"deaths": died, "injured": a + b - died}
    return Telling("one died", tidy(text), truth, _title(slots, happening))


_SKELETONS: tuple[Family, ...] = (_listed, _said, _summed, _shared, _in_turn, _one_died)
