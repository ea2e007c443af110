"""What the number of the ill came to: 由19人升至51人, 当天接诊7人，昨天又接诊21人; and who of those seen is ill: 48人送医检查，39人有症状，其余9人无异常."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.classify.figures.mention import Mention
from monitor.text.numerals import NUMBER, read_number

_UNIT = "(?:人|名|例|个)"
_ILL = "(?:就诊|就医|住院|发病|中毒|患病|不适|送医|收治|病例|患者)"
_GREW = "(?:增加?|[上攀]?升|猛增|更新|变)[至到为成]"
_ROSE = re.compile(
    f"{_ILL}[^，。；\\d]{{0,12}}?(?:[由从][^，。；]{{0,12}}?{NUMBER}{_UNIT}[^，。；\\d]{{0,6}}?|(?:为|是|达|有)?{NUMBER}{_UNIT}[^，。；\\d]{{0,4}}，[^，。；\\d]{{0,10}}?){_GREW}(?P<n>{NUMBER}){_UNIT}"
)
_AGAIN = re.compile(
    f"(?:接诊|收治|就诊|送来|住院)了?(?P<first>{NUMBER}){_UNIT}[^，。；\\d]{{0,6}}，[^，。；\\d]{{0,10}}?又(?:新增|接诊|收治|有|来|送来|陆续)+了?(?P<more>{NUMBER}){_UNIT}"
)
_OF_ALL = re.compile(
    f"(?P<all>{NUMBER}){_UNIT}[^，。；]{{0,16}}，(?:[^，。；\\d]{{0,8}}，)?(?:其中|经[^，。；\\d]{{1,8}})?(?:有)?(?P<ill>{NUMBER}){_UNIT}[^，。；]{{0,16}}，(?:其[余他]|另外?|剩下|余下)的?(?:有)?(?P<well>{NUMBER}){_UNIT}"
    "[^，。；\\d]{0,14}?(?:(?:无|未见|没有?|未发现|未出现)[^，。；]{0,6}?(?:异常|症状|不适|问题)|排除|心理|紧张|正常|没事|无碍|与[^，。；]{1,8}无关)"
)
_GATE = re.compile("[增升又变]|更新|其[余他]|另|剩下|余下")


def ill_counted(text: str, start: int, end: int, sentence: int) -> Iterator[Mention]:
    """What a sentence of a poisoning says that the ill came to."""
    if not _GATE.search(text, start, end):
        return
    for rose in _ROSE.finditer(text, start, end):
        if (number := _whole(rose["n"])) is not None:
            yield Mention("poisoned", number, "exact", *rose.span("n"), "update", sentence=sentence)
    for told in _AGAIN.finditer(text, start, end):
        first, more = _whole(told["first"]), _whole(told["more"])
        if first and more:
            yield Mention("poisoned", first + more, "exact", *told.span(), "weak", sentence=sentence)
    for told in _OF_ALL.finditer(text, start, end):
        seen, ill, well = (_whole(told[name]) for name in ("all", "ill", "well"))
        if seen and ill and well and seen == ill + well:
            yield Mention("poisoned", ill, "exact", *told.span("ill"), "correction", sentence=sentence)


def _whole(digits: str) -> int | None:
    number = read_number(digits).value
    return int(number) if number is not None and number == int(number) else None
