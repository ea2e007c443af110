"""Mass incidents: how many took part, fought or broke out of prison, who stormed what, and who was hurt in it."""

from __future__ import annotations

from bench.tellings.amounts import chinese
from bench.tellings.slots import Family, Slots, Telling, tidy

_WHY = (
    "因征地补偿问题",
    "因不满垃圾焚烧厂选址",
    "因一名学生死因争议",
    "因企业拖欠工资",
    "因拆迁补偿标准",
    "因化工项目环评",
    "因水源地纠纷",
)
_PLACES = ("农安县", "榆树市", "德惠市", "双阳区", "桦甸市")
_ORGANS = ("政府", "委", "公安局", "人民法院", "政府机关", "委")
_MANY: tuple[tuple[str, int, str], ...] = (
    ("{n}名群众", 0, ""),
    ("{n}余名群众", 0, "at_least"),
    ("上千名群众", 1000, "at_least"),
    ("数千名群众", 2000, "several"),
    ("近{n}名村民", 0, "below"),
    ("约{n}人", 0, "about"),
    ("五千多名村民", 5000, "at_least"),
    ("逾{n}名业主", 0, "at_least"),
    ("近五千名村民", 5000, "below"),
    ("{n}多名工人", 0, "at_least"),
    ("四五千名群众", 4000, "at_least"),
    ("{n}人", 0, ""),
    ("一千余名职工", 1000, "at_least"),
    ("上万名群众", 10000, "at_least"),
    ("千余名村民", 1000, "at_least"),
    ("超过{n}名群众", 0, "at_least"),
    ("两三千名群众", 2000, "at_least"),
    ("不到{n}人", 0, "below"),
    ("至少{n}名群众", 0, "at_least"),
    ("一千五百名群众", 1500, ""),
    ("逾千名业主", 1000, "at_least"),
    ("近千名群众", 1000, "below"),
    ("六千名群众", 6000, ""),
    ("三千多人", 3000, "at_least"),
)
_GATHER = (
    "{w}，{m}聚集在{p}{o}门前",
    "{w}，{m}到{p}{o}集体上访，围堵大门",
    "{w}，{m}围堵{p}{o}大门",
    "{w}，{p}发生群体性事件，{m}上街游行",
    "{w}，{p}有{m}堵塞国道",
    "{w}，{p}{m}走上街头抗议",
    "{w}，{p}{m}在{o}前静坐",
    "{w}，{m}聚集到{p}{o}附近，高峰时一度堵塞交通",
    "{p}发生大规模聚集，{w}，参与人数达{m}",
    "{w}，{p}{m}集体罢工",
    "{w}，{m}拉横幅在{p}{o}门口示威",
    "{w}，{p}{m}堵路",
    "{w}，{p}发生聚集事件，现场聚集了{m}",
    "{w}，{m}把{p}{o}门前的路堵得水泄不通",
    "{w}，{p}{o}门口聚集{m}",
    "{w}，{p}{m}参与了聚集",
    "{w}，{p}{m}聚集不散，与维持秩序人员对峙",
    "{w}，{m}涌到{p}{o}讨说法",
)
_STORMS = (
    "{w}，{m}冲进{p}{o}大院，砸毁办公设施",
    "{w}，{m}冲击{p}{o}",
    "{w}，{m}围攻{p}{o}",
    "{w}，{m}冲破警戒线，冲进{p}{o}",
    "{w}，{m}强行闯入{p}{o}办公楼",
    "{w}，{m}打砸{p}{o}办公楼",
    "{w}，{m}推倒围栏，涌入{p}{o}大院",
    "{w}，{m}砸开{p}{o}大门后冲了进去",
    "{w}，{m}焚烧{p}{o}院内车辆，点燃办公楼",
    "{w}，{m}攻占了{p}{o}大楼",
    "{w}，{m}冲入{p}{o}大院并点燃警车",
    "{w}，{m}撞开铁门，闯进{p}{o}",
    "{w}，{m}向{p}{o}大楼投掷石块，随后冲了进去",
    "{w}，{m}冲进{p}{o}，掀翻了三辆公务车",
    "{w}，{m}强行冲击{p}{o}机关",
)
_SURROUND = (
    "{w}，{m}围堵{p}{o}大门，被民警劝离",
    "{w}，{m}在{p}{o}门前聚集，未发生冲击行为",
    "{w}，{m}堵住{p}{o}门口，要求领导出面",
    "{w}，{m}在{p}{o}广场静坐",
    "{w}，{m}聚集在{p}{o}门外喊口号",
    "{w}，{m}围住{p}{o}门口，随后自行散去",
    "{w}，{m}到{p}{o}门前拉横幅",
    "{w}，{m}欲冲进{p}{o}被民警拦下",
    "{w}，{m}聚集在{p}{o}对面的广场",
    "{w}，{m}堵在{p}{o}大门前，民警手拉手组成人墙，阻止人群冲击",
    "{w}，{m}跪在{p}{o}门前",
    "{w}，{m}冲进{p}一家企业的办公楼，{o}派员处置",
)
_AFFRAY = (
    "{p}两村村民因地界发生械斗，{m}参与",
    "{p}两伙人因砂石场发生大规模斗殴，参与人数{m}",
    "{p}两个家族{m}持械群殴",
    "{p}两村{m}因争水发生械斗",
    "{p}工地两帮工人打群架，双方共{m}",
    "{p}发生聚众斗殴，{m}手持棍棒互殴",
    "{p}两村因坟山纠纷械斗，双方参与者共{m}",
    "{p}一工厂{m}在厂区内混战",
    "{p}{m}因采矿权发生械斗",
    "{p}两个村的{m}因林权打了起来",
    "{p}邻村之间爆发械斗，{m}卷入",
    "{p}两村共出动{m}械斗",
    "{p}发生宗族械斗，涉及{m}",
    "{p}{m}在河滩上互殴",
    "{p}一场聚众械斗有{m}参加",
)
_PRISON = (
    "{p}某监狱{m}囚犯暴动",
    "{p}看守所{m}在押人员暴狱",
    "{p}某监狱发生骚乱，{m}犯人参与",
    "{p}一监狱{m}服刑人员越狱",
    "{p}看守所发生暴狱事件，{m}在押人员袭击管教",
    "{p}某监狱{m}服刑人员劫持狱警",
    "{p}戒毒所{m}学员闹监",
    "{p}监狱发生暴动，{m}囚犯抢夺钥匙",
    "{p}某监狱{m}犯人哄监闹事",
    "{p}看守所{m}在押人员集体暴动",
    "{p}一所监狱里{m}犯人打伤看守，砸毁监舍",
    "{p}某监狱有{m}犯人参与暴狱",
)
_HARMED: tuple[tuple[str, int | None, int | None], ...] = (
    ("未造成人员伤亡。", 0, 0),
    ("现场无人受伤。", None, 0),
    ("冲突中9人受伤。", None, 9),
    ("造成10人受伤。", None, 10),
    ("29人受伤。", None, 29),
    ("造成30人受伤。", None, 30),
    ("2人死亡、6人受伤。", 2, 6),
    ("造成3人死亡。", 3, None),
    ("造成9人死亡。", 9, None),
    ("造成10人死亡、20余人受伤。", 10, 20),
    ("有31人在冲突中受伤。", None, 31),
    ("冲突造成12人不同程度受伤。", None, 12),
)
_OTHERS = (
    "",
    "公安机关出动警力3000余名维持秩序。",
    "当地常住人口约12万。",
    "",
    "去年，当地也曾发生6000人参与的聚集事件。",
    "现场围观群众达数千人。",
    "事后，警方对56人进行了教育训诫。",
    "县里抽调800名干部入村做工作。",
    "涉及拆迁的共有2600户、8200人。",
    "事发时，附近学校1500名学生正在上课。",
    "涉事企业有员工7000人。",
    "网上传言“有上万人参加”不实。",
    "特警1200人赶赴现场。",
    "目前现场秩序已恢复正常。",
    "涉及补偿款1.2亿元。",
)


def telling(slots: Slots) -> Telling:
    """One incident."""
    return slots.any(_SKELETONS)(slots)


def _crowd(slots: Slots, values: tuple[int, ...], who: str = "") -> tuple[str, int, str]:
    """So many in words, how many, and what bounds it."""
    form, fixed, bound = slots.of(_MANY, lambda row: not who or not row[1])
    value = fixed or slots.any(values)
    written = str(value) if slots.maybe(0.6) or value % 100 else chinese(value)
    for noun in ("名群众", "名村民", "名业主", "名工人"):
        form = form.replace(noun, who or noun)
    return form.replace("{n}", written), value, bound


def _organ(slots: Slots, place: str, form: str) -> str:
    """农安县政府, and 县政府 where the place does not stand before it."""
    organ = slots.any(_ORGANS)
    level = place[-1]
    return organ if "{p}{o}" in form else f"{level}{organ}"


def _told(
    slots: Slots, skeleton: str, form: str, value: int, words: str, truth: dict[str, int | float | str | None]
) -> Telling:
    place = slots.any(_PLACES)
    told = form.format(w=slots.any(_WHY), p=place, o=_organ(slots, place, form), m=words)
    beside = slots.of(_OTHERS, lambda t: skeleton == "gather" or "涉及拆迁" not in t)
    text = tidy(f"4月4日，{told}。{beside}")
    base: dict[str, int | float | str | None] = {"emergency": "mass_incident"}
    return Telling(f"{skeleton} {form}", text, base | truth)


def _graded(value: int, bound: str) -> int:
    return value - 1 if bound == "below" else value


def _gather(slots: Slots) -> Telling:
    words, value, bound = _crowd(slots, (600, 900, 1000, 1000, 1200, 3000, 4900, 5000, 5000, 5600, 8000))
    number = _graded(value, bound)
    level = "I" if number >= 5000 else "II" if number >= 1000 else None
    truth: dict[str, int | float | str | None] = {"participants": None if bound == "several" else value}
    if level:
        truth |= {"severity": level, "severity_provisional": bool(bound)}
    return _told(slots, "gather", slots.of(_GATHER), value, words, truth)


def _storm(slots: Slots) -> Telling:
    words, value, _ = _crowd(slots, (60, 120, 300, 800, 1200))
    truth: dict[str, int | float | str | None] = {"severity": "I"}
    return _told(slots, "storm", slots.of(_STORMS), value, words, truth)


def _surround(slots: Slots) -> Telling:
    words, value, bound = _crowd(slots, (60, 120, 300, 800, 1200, 2000))
    number = _graded(value, bound)
    level = "I" if number >= 5000 else "II" if number >= 1000 else "less"
    truth: dict[str, int | float | str | None] = {"participants": None if bound == "several" else value}
    if level != "less":
        truth["severity"] = level
    else:
        truth["below_grave"] = True
    return _told(slots, "surround", slots.of(_SURROUND), value, words, truth)


def _affray(slots: Slots) -> Telling:
    words, value, bound = _crowd(slots, (120, 190, 200, 200, 230, 400, 480, 500, 500, 620), "人")
    number = _graded(value, bound)
    truth: dict[str, int | float | str | None] = {"participants": None if bound == "several" else value}
    if number >= 200:
        truth |= {"severity": "I" if number >= 500 else "II", "severity_provisional": bool(bound)}
    else:
        truth["below_grave"] = True
    return _told(slots, "affray", slots.of(_AFFRAY), value, words, truth)


def _prison(slots: Slots) -> Telling:
    value = slots.any((4, 8, 9, 10, 10, 11, 12, 20, 36))
    few = slots.of(
        (
            ("{n}名", ""),
            ("{n}余名", "at_least"),
            ("约{n}名", "about"),
            ("{n}个", ""),
            ("{n}多名", "at_least"),
            ("至少{n}名", "at_least"),
        ),
        lambda row: ("余" not in row[0] and "多" not in row[0]) or value % 10 == 0,
    )
    words = few[0].replace("{n}", str(value) if slots.maybe() else chinese(value))
    truth: dict[str, int | float | str | None] = {"participants": value}
    truth |= {"severity": "I"} if value >= 10 else {"below_grave": True}
    return _told(slots, "prison", slots.of(_PRISON), value, words, truth)


def _harmed(slots: Slots) -> Telling:
    form, many = slots.of(_GATHER), slots.any((80, 200, 400))
    harmed, dead, hurt = slots.of(_HARMED)
    place = slots.any(_PLACES)
    told = form.format(w=slots.any(_WHY), p=place, o=_organ(slots, place, form), m=f"{many}余名群众")
    truth: dict[str, int | float | str | None] = {"emergency": "mass_incident", "participants": many}
    if (dead or 0) >= 10 or (hurt or 0) >= 30:
        truth |= {"severity": "I"}
    elif (dead or 0) >= 3 or (hurt or 0) >= 10:
        truth |= {"severity": "II"}
    else:
        truth |= {"below_grave": True}
    text = tidy(f"4月4日，{told}，现场一度失控，双方发生冲突。{harmed}{slots.of(_OTHERS)}")
    return Telling(f"harmed {harmed} {form}", text, truth)


_SKELETONS: tuple[Family, ...] = (_gather, _gather, _storm, _surround, _affray, _prison, _harmed)
