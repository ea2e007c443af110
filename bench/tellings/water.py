"""Whose drinking water was cut by pollution, in the words of cutting and of not cutting it: the level by intake."""

from __future__ import annotations

from bench.tellings.slots import Slots, Telling, tidy

_POLLUTED = (
    "4月3日夜间，一辆装载苯酚的罐车在{at}侧翻，苯酚泄漏流入河道",
    "昨天上午，{at}一尾矿库泄漏，下游河水铊浓度异常",
    "4月4日，{at}境内输油管道破裂，原油流入河中，造成水体污染",
    "前天夜里，{at}一化工厂违规排放废水，河水氨氮严重超标",
    "4月4日凌晨，{at}一企业储罐硫酸泄漏，附近河道出现大量死鱼",
    "昨天，{at}河段检出挥发酚超标，河面漂着一层油污",
)
_LEAKS = ("石溪镇上游", "上游一工业园", "饮马河上游", "伊通河上游")
_OWNERS: tuple[tuple[str, str], ...] = (
    ("长春市", "I"),
    ("吉林市", "I"),
    ("四平市", "I"),
    ("松原市", "I"),
    ("牡丹江市", "I"),
    ("佳木斯市", "I"),
    ("农安县", "II"),
    ("靖宇县", "II"),
    ("榆树市", "II"),
    ("德惠市", "II"),
    ("桦甸市", "II"),
    ("公主岭市", "II"),
    ("鹿乡镇", "III"),
    ("太平镇", "III"),
    ("山河镇", "III"),
    ("合心镇", "III"),
)
_CUTS = (
    "{o}集中式饮用水水源地停止取水",
    "{o}水厂取水口被迫关闭",
    "{o}自来水厂停止从该河取水，改由备用水源供水",
    "{o}关闭了饮用水取水口",
    "{o}饮用水水源地取水中断",
    "{o}紧急停止取水，启用应急水源",
    "受此影响，{o}暂停从该河段取水",
    "{o}自来水公司取水口已停用",
    "{o}水厂停产",
    "{o}饮用水取水被迫中断",
    "{o}自来水厂取水口于当晚关闭",
    "{o}城乡供水工程停止取水",
    "{o}全面停水，居民靠送水车供水",
    "{o}政府决定，暂时关闭下游集中式饮用水取水口",
    "{o}供水公司连夜切断原水源，改用备用水源",
    "{o}唯一的饮用水水源停用",
    "{o}水厂已停止取水",
    "位于下游的{o}水源地已停止供水",
    "{o}自来水停供",
    "{o}饮用水水源取水口停止取水12小时",
    "{o}饮用水源受到污染，水厂停止供水",
    "{o}自来水停水两天",
    "{o}自来水厂已中止取水",
    "{o}供水中断，超市的矿泉水被抢购一空",
    "{o}水厂不再从这条河抽水，改抽地下水",
    "{o}水源地取水泵全部关停",
    "由于水源受污染，{o}居民家中断水",
)
_NOT_CUT = (
    "下游{o}取水口水质正常，未受影响",
    "{o}水厂加密监测，供水正常",
    "{o}饮用水水源地未停止取水",
    "{o}自来水公司表示，污染带未到达取水口，供水不受影响",
    "经拦截，{o}集中式饮用水水源地没有受到影响",
    "如超标，{o}将关闭取水口，启用备用水源",
    "{o}已做好停止取水的准备，目前供水正常",
    "网传{o}停水系谣言，自来水供应正常",
    "{o}取水口在泄漏点上游，不受影响",
    "污染未影响{o}饮用水安全",
    "下游无集中式饮用水取水口，{o}居民用水不受影响",
    "为防万一，{o}制定了关闭取水口的预案，至今未启用",
)
_OTHERS = (
    "",
    "应急人员在下游筑坝3道，投放活性炭60吨。",
    "上游两家企业已停产。",
    "",
    "当地加密了水质监测，每小时一次。",
    "涉事司机已被控制。",
    "涉事企业被责令停产整顿。",
    "生态环境部已派出工作组。",
    "市民可到指定供水点取水，每日供应矿泉水2万箱。",
    "经查，事故由阀门破裂引起。",
)
_ENDS = ("", "", "污染原因正在调查。", "处置工作正在进行。")


def telling(slots: Slots) -> Telling:
    """One pollution, with a cut intake or with none."""
    cut = slots.maybe(0.75)
    owner, level = slots.any(_OWNERS)
    form = slots.of(_CUTS if cut else _NOT_CUT)
    happened = slots.any(_POLLUTED).format(at=slots.any(_LEAKS))
    beside = slots.of(_OTHERS)
    told = f"{form.format(o=owner)}。{beside}" if slots.maybe(0.6) else f"{beside}{form.format(o=owner)}。"
    text = tidy(f"{happened}，未造成人员伤亡。{told}{slots.any(_ENDS)}")
    truth: dict[str, int | float | str | None] = {"severity": level if cut else "IV"}
    if cut or not (
        "排放废水" in happened or "检出" in happened
    ):  # whether that alone is an emergency may be doubted
        truth |= {"severity_provisional": False, "emergency": "environment"}
    return Telling(f"{'cut' if cut else 'not'} {owner} {form}", text, truth)
