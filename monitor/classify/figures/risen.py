"""A toll that is told by what it came to: 死亡人数再增1人，达12人; 又找到3具遗体，累计找到12具; 死亡名单增至12人."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.classify.figures.mention import Mention, Role
from monitor.text.numerals import NUMBER, read_number

_TOLL = "(?:死亡|遇难|罹难|死难)(?:者|人员)?的?(?:人数|总数|数字|名单)?"
_BY = f"(?:再次?|又|已|较|此|前)*(?:(?P<up>增加?|上升|攀升|升高|多|添)|减少|下降|减|少)了?{NUMBER}[人名]?"
# 增加3人，达12人; 从9人增加3人至12人; 比此前通报减少1人，为11人.
_MOVED_BY = re.compile(
    f"{_TOLL}[^，。；\\d]{{0,8}}?(?:[由从]{NUMBER}[人名]?)?{_BY}[，、]?(?:现|已|目前|总数)*(?:达|上?升?至|到|为|变为|共计?|累计)+(?P<n>{NUMBER})(?:人|名|(?=[，。；]|$))"
)
_SET_TO = re.compile(
    f"(?:死亡|遇难|罹难|死难)(?:者|人员)?的?(?:人数|总数|数字|名单)(?:已|又|再|被|再次)*(?P<up>刷新|翻倍|翻番|翻了一番|扩大|扩充|更新|改写|增|升)(?:为|至|到)(?P<n>{NUMBER})(?:人|名|(?=[，。；]|$))"
)
_BROKE = re.compile(
    f"(?:死亡|遇难|罹难)(?:者|人员)?的?(?:人数|总数|数字)(?:已经?)?(?P<up>破)(?P<n>{NUMBER})(?:人|名|(?=[，。；]|$))"
)
# Behind bodies that were found: how many it makes in all; 除遇难者外，共有29名乘客受伤 tells of others.
_FOUND = re.compile(
    "(?:遗体|遇难者|死者|尸体|罹难者)(?!(?:之|以)?外|的?(?:家属|亲属|遗属|家人|亲友))[^。；]{0,12}?(?P<up>累计|总共|合计|至此共?|共)(?:已经?)?(?:找到|发现|搜寻到|搜出|打捞[出起]?|挖出|确认|有)?[^，。；\\d]{0,3}?"
    f"(?P<n>{NUMBER})(?:具|名|位|人)(?![^，。；\\d遗尸死亡遇难]{{0,8}}?(?:伤(?!势?过?重|重)|被困|获救|生还|住院|送医|失踪|失联|脱险))"
)
# 死亡人数最初报为3人，上午增加到8人，最新统计为14人: each number but the first stands alone.
_ROSE = "，[^，。；伤失困散移毒]{0,10}?(?:增加?[到至]|[上攀]?升[到至]|达到|更新为|(?:统计|公布|通报|数字|核实|确认)(?:的?(?:数字|结果))?(?:是|为)|变为|变成)"
_STEP = f"{_ROSE}{NUMBER}(?:人|名)"
_SERIES = re.compile(
    f"(?:死亡|遇难|罹难|死难)(?:者|人员)?的?(?:人数|总数|数字)[^，。；]{{0,14}}?{NUMBER}(?:人|名)[^，。；]{{0,10}}(?:{_STEP}){{0,5}}?(?P<last>{_ROSE}(?P<n>{NUMBER})(?:人|名))(?!{_STEP})(?!受伤|轻伤|重伤|失踪|失联)"
)
_DEAD_ONE = "(?:死者|遇难者|死难者|罹难者|殒命者|逝者|牺牲者)"
# 她成为这起事件的第2名死者, 死者增加到第四位; but of 今年第3名死者 the others died of something else.
_NTH = re.compile(
    f"(?:(?:成为?了?|[是系](?=本|此|这|该))(?![^，。；]{{0,16}}(?:今年|去年|本年|年内|[年月]以?来|本月|当月|历史|以来|季))[^，。；\\d]{{0,16}}?第(?P<n>{NUMBER})[名位个具]{_DEAD_ONE}|"
    f"{_DEAD_ONE}(?:人数|总数)?(?:已|又|再)*(?:增加?|[上攀]?升|添)[到至]了?第(?P<m>{NUMBER})[名位个人])"
)
# 遇难人数又上升了，从1人到4人; 死亡人数由5人涨到8人.
_FROM_TO = re.compile(
    f"{_TOLL}[^，。；\\d]{{0,6}}?(?:(?P<up>[上攀]?升|增|涨|多)[^，。；\\d]{{0,3}})[，：]?[由从](?:[^，。；\\d]{{0,6}}?的)?{NUMBER}[人名例]?(?:[上攀增]?[升涨加]?了?)?(?:到|至|变为|变成)了?[^，。；\\d]{{0,4}}?(?P<n>{NUMBER})(?:人|名|例|(?=[，。；]|$))"
)
_GATE = re.compile(
    "添|涨|第[\\d一二两三四五六七八九十]|增|升|多了?\\d|减|降|刷新|翻|扩|更新|改写|破|累计|共|合计|至此"
)


def risen(text: str, start: int, end: int, sentence: int) -> Iterator[Mention]:
    """What the dead of a sentence came to, as updates; a toll that was lowered corrects what was told before."""
    if not _GATE.search(text, start, end):
        return
    for nth in _NTH.finditer(text, start, end):
        value = read_number(nth["n"] or nth["m"]).value
        if value and value == int(value):
            yield Mention("deaths", int(value), "exact", *nth.span(), "update", sentence=sentence)
    for series in _SERIES.finditer(text, start, end):
        number = read_number(series["n"])
        if number.value is not None and number.value == int(number.value):
            at = series.start("last") + 1, series.end()
            yield Mention("deaths", int(number.value), number.bound, *at, "update", sentence=sentence)
    for pattern in (_MOVED_BY, _SET_TO, _BROKE, _FOUND, _FROM_TO):
        for match in pattern.finditer(text, start, end):
            number = read_number(match["n"])
            if number.value is None or number.value != int(number.value):
                continue
            role: Role = "update" if match["up"] else "correction"
            bound = "at_least" if pattern is _BROKE else number.bound
            yield Mention("deaths", int(number.value), bound, *match.span(), role, sentence=sentence)
