"""The hurt or the ill of whom some are still in care and the others have gone home: 在院治疗12人，出院3人 are fifteen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.classify.figures.mention import Mention
from monitor.text.numerals import NUMBER, read_number

_WHO = "(?:名|位|个|例)?(?:人|伤[者员]|受伤[^，。；\\d]{1,3}|患者|学生|乘客|工人|游客|孩子|居民|村民|群众|老人|师生)?"
_CARE = "(?:仍|尚|还|目前|现|正|有)*(?:在?[^，。；\\d]{0,10}?(?:(?<!出)院|科|ICU|病房|监护室)(?:内|里)?(?:住院|留院|接受|继续|观察|治疗|留观|救治|抢救){0,3}|在?(?:住院|留院|在院|接受|继续|观察|治疗|留观|救治|抢救){1,3})"
_HOME = "(?:已|均|都|先后|陆续|经[^，。；\\d]{0,4}后|治愈|康复|好转|痊愈|当[天日晚]|办理|包扎后){0,4}(?:出院|回家|离院|返家)"
_OTHERS = "(?:另外?有?|还有|尚有|仍有|其余|余下|剩下|其他|其余的)?(?:的)?"
_KEPT_FIRST = re.compile(
    f"(?:在院|住院|留院|留观)(?:治疗|观察)?(?:的)?(?:伤[者员]|人员|患者|人数)?(?:[：:有仍尚还为]|目前)*(?P<kept>{NUMBER}){_WHO}(?:[（(][^）)]{{0,12}}[）)])?[，、；](?:累计|目前|现)?(?:已|治愈|康复|好转|当[天日])*出院[有了：:]*(?P<home>{NUMBER}){_WHO}"
)
_HOME_FIRST = re.compile(
    f"(?P<home>{NUMBER}){_WHO}{_HOME}[，、；](?:目前|现)?{_OTHERS}(?P<kept>{NUMBER}){_WHO}{_CARE}"
)
_BUT_FOR = re.compile(
    f"除了?(?P<kept>{NUMBER}){_WHO}{_CARE}[^，。；\\d]{{0,4}}?(?:之外|以外|外)，?{_OTHERS}(?P<home>{NUMBER}){_WHO}(?:{_HOME}|(?:已|均|都|陆续)*(?:转入|转到|转至|脱离|病情|伤情|没有|无)[^，。；]{{0,8}})"
)
_KEPT_THEN_HOME = re.compile(f"(?P<kept>{NUMBER}){_WHO}{_CARE}，{_OTHERS}(?P<home>{NUMBER}){_WHO}{_HOME}")
_HOME_COUNTED = re.compile(
    f"(?:累计|新增|已|治愈)*出院(?:了|有)?(?P<home>{NUMBER}){_WHO}[，、；](?:目前|现|仍|尚|还)*(?:有)?(?:在院|住院|留院)(?:治疗|观察)?(?:的)?(?:有|还有|仍有)?(?P<kept>{NUMBER}){_WHO}"
)
_GATE = re.compile("出院|回家|离院|返家|[^，。；]外，")


def in_care_and_home(text: str, start: int, end: int, sentence: int, *, ill: bool) -> Iterator[Mention]:
    """Those in care and those gone home of a sentence, as a side remark: who counts all the hurt speaks first."""
    if not _GATE.search(text, start, end):
        return
    for pattern in (_KEPT_FIRST, _HOME_FIRST, _BUT_FOR, _KEPT_THEN_HOME, _HOME_COUNTED):
        for match in pattern.finditer(text, start, end):
            kept, home = (read_number(match[name]).value for name in ("kept", "home"))
            if kept and home and kept == int(kept) and home == int(home):
                name = "poisoned" if ill else "injured"
                yield Mention(name, int(kept + home), "exact", *match.span(), "weak", sentence=sentence)
