"""Numbers of areas of which the fate is told once, for all of a list: 四川受伤人数为6520人，甘肃为412人; 死亡人数为：会泽县8人，巧家县5人."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.classify.figures.areas import AREA
from monitor.classify.figures.mention import Mention
from monitor.text.numerals import NUMBER, read_number

_FATES = {
    "deaths": "死亡|遇难|罹难|死者",
    "missing": "失踪|失联",
    "injured": "受伤|伤者|伤员",
    "evacuated": "转移|疏散|安置",
}
_WORD = "|".join(f"(?P<{name}>{words})" for name, words in _FATES.items())
_ITEM = f"(?:{AREA})(?:是|为|有|则为|各为|：)?{NUMBER}[余多]?(?:人|名|例)"
_LIST = re.compile(
    f"(?:{_WORD})(?:人数|人员|者|群众)?(?:上|方面)?(?:分别)?(?:为|是|有|：|，)*"
    f"(?P<first>{NUMBER}[余多]?(?:人|名|例)[，、；])?(?P<list>{_ITEM}(?:[，、；和及](?:而|其中)?{_ITEM})*)(?!死|遇难|受伤|失踪|轻伤|重伤|[^，。；]{{0,2}}伤)"
)
# 死者中2人在寻乌县，6人在信丰县.
_ITEM_BEHIND = f"{NUMBER}(?:人|名)(?:在|来自|位于|系|是|为)(?:{AREA})(?:人|村民|居民)?"
_WHERE = re.compile(
    f"(?:(?P<deaths>死者|遇难者|死亡人员|遇难人员|罹难者)|(?P<missing>失踪者|失联者|失踪人员|失联人员)|(?P<injured>伤者|伤员|受伤人员))(?:当?中|里面?)?[，：]?有?(?P<list>{_ITEM_BEHIND}(?:[，、；]{_ITEM_BEHIND})+)(?=[，。；！]|$)"
)
_COUNT = re.compile(f"(?P<n>{NUMBER})(?P<more>[余多])?(?:人|名|例)")
_GATE = re.compile("[市县区州乡镇省肃川][是为有则：]*[\\d一二两三四五六七八九十]")


def listed_areas(text: str, start: int, end: int, sentence: int) -> Iterator[Mention]:
    """The counts of a list that stand without the word for their fate; where the areas stand behind them, their sum."""
    if "者" in text or "员" in text:
        for match in _WHERE.finditer(text, start, end):
            numbers = [read_number(c["n"]).value or 0 for c in _COUNT.finditer(text, *match.span("list"))]
            name = next(n for n in ("deaths", "missing", "injured") if match[n])
            yield Mention(name, int(sum(numbers)), "exact", *match.span(), sentence=sentence)
    if not _GATE.search(text, start, end):
        return
    for match in _LIST.finditer(text, start, end):
        name = next(n for n in _FATES if match[n])
        counts = list(_COUNT.finditer(text, *match.span("list")))
        if not match["first"] and len(counts) < 2:
            continue  # 死亡人数为榆树市3人 is read as any other
        for count in counts:
            number = read_number(count["n"], "", count["more"] or "")
            if number.value is not None and number.value == int(number.value):
                yield Mention(name, int(number.value), number.bound, *count.span(), sentence=sentence)
