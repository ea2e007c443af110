"""Numbers that are set right, that two sources tell otherwise at the same hour, and those who were called dead and live."""

from __future__ import annotations

from bench.tellings.bulletins import level
from bench.tellings.events import ASIDES, ENDS, HAPPENINGS
from bench.tellings.slots import Family, Slots, Telling, tidy

_CORRECTED = (
    "更正：此前报道的死亡{w}人有误，应为死亡{s}人",
    "昨晚有媒体报道{w}人死亡，经核实，死亡人数为{s}人",
    "经核实，死亡人数由{w}人修正为{s}人",
    "勘误：稿件中“死亡{w}人”应为“死亡{s}人”",
    "此前误报死亡{w}人，实际死亡{s}人",
    "区应急管理局更正说，死亡人数不是{w}人，而是{s}人",
    "死亡人数由{w}人更正为{s}人",
    "此前通报的{w}人死亡系统计重复，现更正为{s}人",
    "因重复统计，早先公布的{w}名死者应为{s}名",
    "最初报告死亡{w}人，核查后确认死亡{s}人",
    "经复核，死亡人数核减为{s}人，此前为{w}人",
    "先前通报死亡{w}人，现经核对名单，实际死亡人数为{s}人",
    "死亡人数从{w}人下调为{s}人",
    "早前的消息称有{w}人死亡，当地政府随后更正为{s}人",
    "死亡人数应为{s}人，不是此前所说的{w}人",
    "更正说明：昨日消息中的死亡人数{w}人有误，准确数字为{s}人",
    "本报昨天报道死亡{w}人，与事实不符，实为{s}人，特此更正",
    "经公安机关DNA比对，死亡人数由此前公布的{w}人修订为{s}人",
    "对外公布的{w}名遇难者中有重复登记，最终确认遇难者{s}名",
    "官方将死亡人数修正为{s}人，之前公布的是{w}人",
)
_OFFICIAL_FIRST = (
    "区应急管理局通报，{n}造成{s}人死亡、{x}人受伤。",
    "据区政府新闻办通报，截至5日15时，死亡{s}人，受伤{x}人。",
    "警方通报称，{n}致{s}人死亡、{x}人受伤。",
    "现场救援指挥部公布的数字为死亡{s}人、受伤{x}人。",
    "区委宣传部发布的消息称，{n}致{s}死{x}伤。",
    "官方通报的伤亡情况是{s}人死亡，{x}人受伤。",
    "市公安局官方微博通报：{s}人死亡，{x}人受伤。",
    "区政府今天下午通报，{n}已造成{s}人死亡，{x}人受伤。",
    "区消防救援大队证实，{s}人死亡，{x}人受伤。",
)
_OTHERS_BEHIND = (
    "不过有目击者称，死亡人数至少有{w}人。",
    "但据现场一位村民说，死了{w}个人。",
    "网上有传言说死了{w}人，官方尚未证实。",
    "有网友称死了{w}人。",
    "而死者家属说，他们统计到的遇难者有{w}人。",
    "另有媒体报道称死亡{w}人，该说法未获证实。",
    "有自媒体称已有{w}人死亡，目前该说法尚未得到官方证实。",
    "而据当地媒体报道，遇难者为{w}人。",
    "有医院人士对记者说，死者有{w}人。",
    "香港媒体则报道称有{w}人死亡。",
    "同一时间，医院方面给出的死亡数字是{w}人。",
    "一名不愿具名的医生称，死亡的有{w}人。",
    "一位幸存者认为，死者不止这些，起码有{w}个。",
    "微信群里流传的一份名单上有{w}名死者。",
    "路透社援引目击者的话说，有{w}人死亡。",
)
_OTHERS_FIRST = (
    "有目击者称死亡{w}人。",
    "网传{n}死了{w}人。",
    "有自媒体称{w}人死亡。",
    "此前有媒体报道，{n}造成{w}人死亡。",
    "据现场一位工友说，死了{w}个人。",
    "现场群众说有{w}人死亡。",
    "朋友圈里传言死了{w}个。",
    "有医院人士对记者说，死者有{w}人。",
    "一名居民告诉记者，抬出来{w}个死的。",
)
_ANNOUNCED_BEHIND = (
    "区应急管理局通报的数字是死亡{s}人、受伤{x}人。",
    "官方随后通报，{n}造成{s}人死亡、{x}人受伤。",
    "但警方证实的死亡人数为{s}人，受伤{x}人。",
    "当地官方公布的数字为{s}人死亡、{x}人受伤。",
    "指挥部负责人表示，目前确认死亡{s}人，受伤{x}人。",
    "区政府新闻办发布消息，{n}造成{s}人死亡、{x}人受伤。",
)
_ANSWERED = (
    "区委宣传部回应称，{n}造成{s}人死亡、{x}人受伤，并非网传数字。",
    "公安机关核实后表示，死亡{s}人，受伤{x}人，其他说法不实。",
    "区政府辟谣：{n}造成{s}人死亡、{x}人受伤，没有网上说的那么多。",
    "区应急管理局回应，实际死亡{s}人，受伤{x}人。",
    "区里回应说，死亡人数是{s}人，受伤{x}人，不存在瞒报。",
    "警方澄清，{n}共有{s}人死亡、{x}人受伤，网传人数有误。",
    "区应急管理局负责人答复记者，只有{s}人死亡，{x}人受伤。",
    "官方否认了这一数字，称死亡{s}人、受伤{x}人。",
    "区政府通报，网传死亡人数不实，{n}造成{s}人死亡、{x}人受伤。",
    "对此，区应急管理局表示，该说法不属实，死亡人数为{s}人，受伤{x}人。",
    "区委宣传部称，上述数字严重失实，{n}死亡{s}人、受伤{x}人。",
    "警方通报：经查，死亡{s}人、受伤{x}人，传言夸大了伤亡。",
    "经区政府核实，死亡{s}人、受伤{x}人，网上流传的数字不准确。",
    "区卫健局回应称，确认死亡的仅{s}人，另有{x}人受伤。",
    "区应急管理局发布通报辟谣，{n}致{s}人死亡、{x}人受伤。",
)
_REVIVED = (
    "最初报死亡{w}人，后经抢救，其中1人恢复心跳",
    "先说死亡{w}人，后经医院抢救，1人恢复了心跳",
    "起初通报死亡{w}人，其中一人送医后恢复了生命体征，正在抢救",
    "现场曾宣布{w}人死亡，其中1人在送医途中恢复呼吸，目前仍在抢救",
    "此前被认为死亡的{w}人中，有1人被抢救过来",
    "当晚曾报{w}人死亡，后来发现其中1人仍有生命体征，正在重症监护室抢救",
    "早先说死了{w}人，后来有1人又被救了回来",
    "此前通报的{w}名死者中，1人经全力抢救恢复自主心跳，死亡人数更正为{s}人",
    "原报{w}人死亡，其中1人经抢救已有心跳，现死亡人数为{s}人",
    "{w}人一度被宣布死亡，其中1人后来恢复心跳，转入ICU",
    "先前所说的{w}名死者里有一人其实还活着，正在医院抢救",
    "最早的通报说{w}人死亡，随后其中1名伤者被抢救成功，恢复了心跳",
)
_NOT_DEAD = (
    "网传伤者已有1人死亡，院方表示不实，伤者仍在抢救",
    "有消息称一名重伤者已经死亡，医院否认了这一说法",
    "网上有人说受伤的女孩已去世，医院辟谣称，孩子仍在ICU治疗",
    "对于伤者死亡的传言，区医院回应：目前没有伤者死亡",
    "针对“又有一名伤者不治身亡”的传言，医院方面予以否认",
    "院方辟谣：重伤员没有去世，仍在全力抢救",
    "家属朋友圈说一名伤者走了，记者向医院求证，医生说他还活着",
    "有自媒体发文称又死了1人，区卫健局回应称系谣言",
    "医院澄清，那名重伤的工人并没有死亡，仍靠呼吸机维持",
    "传言称送医的{x}人中死了2个，院方说都还在治疗，没有死亡病例",
    "“又死了一个”的说法不实，医院表示，伤者病情平稳",
    "区医院否认有伤者死亡",
)
_SEARCHED = (
    ("{m}人被困", "trapped"),
    ("{m}人失联", "missing"),
    ("{m}名工人失去联系", "missing"),
    ("{m}人被埋", "trapped"),
    ("{m}人下落不明", "missing"),
    ("{m}人失踪", "missing"),
)
_FINDS = (
    "先找到{b}具遗体，随后又找到{c}具",
    "当晚找到{b}名遇难者的遗体，今天又找到{c}具",
    "救援人员先后搜出{b}具和{c}具遗体",
    "第一天找到{b}人，均已遇难，第二天找到另外{c}人，也已遇难",
    "先是发现{b}具遗体，几个小时后又发现{c}具遗体",
    "昨晚挖出{b}人，今早又挖出{c}人，都已没有生命体征",
    "搜救队在下游打捞起{b}具遗体，又在桥下打捞起{c}具",
    "今晨6时找到{b}具遗体，中午又发现{c}具遗体",
    "夜里找到的{b}人已无呼吸，今天找到的{c}人也没有生命体征",
)
_ALL_DEAD = (
    "，{s}人全部遇难",
    "。至此，{s}人全部遇难",
    "，{s}名失联人员全部遇难",
    "。目前已确认{s}人遇难",
    "，共有{s}人遇难",
    "。{n}共造成{s}人死亡",
    "，遇难人数达到{s}人",
    "，遇难者共{s}人",
    "，{s}人无一生还",
)
_SITES = (
    "4月3日9时，双阳区一在建工地发生坍塌",
    "4月4日上午，双阳区一采石场发生山体滑坡",
    "昨天下午，双阳区石溪河突发山洪",
    "4月3日夜里，双阳区双阳水库一艘游船侧翻",
    "昨晚，双阳区一煤矿发生透水事故",
)
_SITES_TOLD = ("事故", "灾害")


def telling(slots: Slots) -> Telling:
    """A number that does not stand as it was first told, in one of the ways."""
    return slots.any(_SKELETONS)(slots)


def _words(slots: Slots, **numbers: int) -> dict[str, str]:
    return {name: slots.written(number) for name, number in numbers.items()}


def _corrected(slots: Slots) -> Telling:
    wrong, right = slots.some(range(1, 16), 2)
    happening, hurt = slots.any(HAPPENINGS), slots.number(2, 12)
    told = slots.of(_CORRECTED).format(n=happening.short, **_words(slots, w=wrong, s=right))
    wounded = slots.any(("", f"，另有{slots.written(hurt)}人受伤"))
    text = f"{happening.told}。{slots.any(ASIDES)}{told}{wounded}。{slots.any(ENDS)}"
    truth: dict[str, int | str | None] = {"deaths": right, "severity": level(right)}
    if wounded:
        truth["injured"] = hurt
    title = slots.any(("", f"{happening.place}{happening.short}死亡人数更正", f"关于{happening.short}的更正"))
    return Telling("corrected", tidy(text), truth, title)


def _disagree(slots: Slots) -> Telling:
    """Two sources that tell otherwise: an office's number is official, the higher that others tell stands beside it."""
    told = slots.of(_OFFICIAL_FIRST) + slots.any(("", *ASIDES[3:6])) + slots.of(_OTHERS_BEHIND)
    skeleton = "official first"
    if slots.maybe():
        told, skeleton = slots.of(_OTHERS_FIRST) + slots.of(_ANNOUNCED_BEHIND), "official behind"
    return _two_numbers(slots, skeleton, told, "official_deaths")


def _answered(slots: Slots) -> Telling:
    """An office is asked about what goes round, and answers it by its own number."""
    return _two_numbers(slots, "answered", slots.of(_OTHERS_FIRST) + slots.of(_ANSWERED), "deaths")


def _two_numbers(slots: Slots, skeleton: str, told: str, stands: str) -> Telling:
    happening, dead, hurt = slots.any(HAPPENINGS), slots.number(1, 9), slots.number(2, 12)
    words = _words(slots, s=dead, x=hurt, w=dead + slots.any((1, 2, 3, 4, 7))) | {"n": happening.short}
    text = f"{happening.told}。{told.format(**words)}{slots.any(ENDS)}"
    title = slots.any(("", f"{happening.place}{happening.short}"))
    return Telling(skeleton, tidy(text), {stands: dead, "injured": hurt}, title)


def _revived(slots: Slots) -> Telling:
    happening, dead = slots.any(HAPPENINGS), slots.number(1, 6)
    told = slots.of(_REVIVED).format(**_words(slots, w=dead + 1, s=dead))
    text = f"{happening.told}。{slots.any(ASIDES)}{told}。{slots.any(ENDS)}"
    return Telling("revived", tidy(text), {"deaths": dead, "severity": level(dead)})


def _not_dead(slots: Slots) -> Telling:
    happening, dead, hurt = slots.any(HAPPENINGS), slots.any((0, 1, 2, 3)), slots.number(3, 12)
    killed = f"造成{slots.written(dead)}人死亡、" if dead else "造成"
    denied = slots.of(_NOT_DEAD).format(x=slots.written(hurt))
    text = f"{happening.told}，{killed}{slots.written(hurt)}人受伤。{slots.any(ASIDES)}{denied}。"
    return Telling("not dead", tidy(text), {"deaths": dead, "injured": hurt})


def _finds(slots: Slots) -> Telling:
    first, second = slots.number(1, 5), slots.number(1, 5)
    lost, _ = slots.of(_SEARCHED)
    words = _words(slots, m=first + second, b=first, c=second, s=first + second) | {
        "n": slots.any(_SITES_TOLD)
    }
    text = (
        f"{slots.any(_SITES)}，{lost}。{slots.any(ASIDES)}{slots.of(_FINDS)}{slots.of(_ALL_DEAD)}。".format(
            **words
        )
    )
    truth = {"deaths": first + second, "severity": level(first + second), "missing": None}
    return Telling("finds", tidy(text), truth)


_SKELETONS: tuple[Family, ...] = (
    _corrected,
    _corrected,
    _disagree,
    _disagree,
    _answered,
    _revived,
    _not_dead,
    _finds,
)
"""Corrections and disagreements twice: they go either way."""
