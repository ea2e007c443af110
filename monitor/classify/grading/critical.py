"""Numbers that are not final: those who may still die of a poisoning, and counts that the text itself calls unfinished."""

from __future__ import annotations

import re

_GATES = ("危", "险", "重症", "ICU", "呼吸机", "昏迷", "休克", "抢救")
_PERIL = re.compile(
    "病危|命危|垂危|危重|危急|危殆|(?:上|用|使用|依靠|靠|戴|接)(?:了|着)?呼吸机|呼吸机(?:维持|支持|辅助|续命)|体外膜肺|ECMO|"
    "重症监护|ICU|呼吸(?:麻痹|衰竭|骤停)|(?:多|肝|肾|心)(?:脏)?器?官?(?:功能)?衰竭|肝衰|肾衰|(?:仍|还|深度|重度|一直|陷入|处于|正|在)[^，。；]{0,4}昏迷|昏迷不醒|未苏醒|没有苏醒|"
    "(?:(?<![没无未])有|随时|仍未脱离|尚未脱离|未脱离|没有脱离|还没脱离)(?:有)?[^，。；无没]{0,4}(?:生命)?危险|(?:仍|还|正)在[^，。；]{0,6}抢救|(?:正|仍|还)在?全力抢救|生死未卜"
)
_SAFE = re.compile(
    "(?:无|没有|没得|没一[个人]|未有|并无|暂无|均无|不存在|未出现|没有出现|(?:已|均|都|全部|经)脱离|脱离了?)[^，。；]{0,8}$"
)
_ALL_WELL = re.compile(
    "(?:全部|均|都|悉数|所有(?:患者|病人|人员)?)(?:已|已经|均)?[^，。；]{0,8}?(?:脱离(?:了)?(?:生命)?危险|出院|痊愈|治愈|康复|好转|无碍)"
    "|(?:无|没有|未有|暂无|均无|未出现|没有出现)(?:人员)?(?:重症|危重|病危|重伤|生命危险)|转入普通病房|病情(?:均|都|已)?[^，。；]{0,4}(?:平稳|稳定)(?:[^。]{0,20}无[^，。；]{0,4}危险)?(?=。|$)"
)
# 具体数字还在核对, 伤亡人数正在统计: not 损失, 原因.
_COUNTING = re.compile(
    "(?:伤亡|死伤|死亡|受伤|遇难|中毒|发病|患病|就诊|感染|伤者|病例|具体|确切|准确|最终)[^，。；损原责]{0,6}?(?:人数|数字|数量|情况|名单)?(?:仍|还|尚|正|目前|暂)*(?:在|有待|需)?(?:进一步|陆续)?(?:统计|核对|核实|核查|清点|排查|汇总|增加|上升|攀升)(?:当?中|之中|过程中)?(?=[，。；！]|$)"
    "|(?:伤亡|死伤|受伤|遇难|中毒|被困|失踪|就诊|发病)(?:的)?(?:具体)?(?:人数|数字|情况)(?:暂|尚|目前|还|仍)*(?:不详|不明|不清楚|未知|没有公布|未公布|待查|待核|无法确定|不确定)"
    "|(?:人数|数字)(?:可能|预计|恐|或)?(?:会|将|还会|还将|仍会|还可能)(?:进一步|继续|再)?(?:增加|上升|攀升)"
)


def is_in_danger(text: str) -> bool:
    """True where somebody is told to be fighting for life, and no later word says that all are well."""
    if not any(gate in text for gate in _GATES):
        return False
    last = max(
        (m.end() for m in _PERIL.finditer(text) if not _SAFE.search(text, max(0, m.start() - 14), m.start())),
        default=None,
    )
    return last is not None and _ALL_WELL.search(text, last) is None


def is_being_counted(text: str) -> bool:
    """True where a text says that the number of those harmed is not final."""
    return _COUNTING.search(text) is not None
