"""Victims whom a list names one after the other: 遇难者名单如下：王某，男，67岁；李某某，女，63岁."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEAD = re.compile(
    "(?:(?P<deaths>遇难者|死者|遇难人员|死亡人员|罹难者|逝者|遇难|死亡)|(?P<injured>伤者|伤员|受伤人员|受伤)|(?P<missing>失[联踪](?:人员|者)?))"
    "(?:的)?(?:身份|名单|信息|姓名|基本情况|情况)?[^。；：\\n]{0,12}?(?:：|如下|分别(?:是|为)|为|是)[：:\\n]?"
)
_ENTRY = re.compile(
    "(?:\\d{1,2}[.、．]|[（(]\\d{1,2}[)）])?\\s?(?P<name>[一-鿿]{1,4})[，（(,]\\s?(?:男|女)性?[，、,\\s]\\s?(?:现?年)?\\d{1,3}周?岁"
)
_GATE = re.compile("[男女]性?[，、,\\s]")
_BETWEEN, _MOST = 36, 60
_ENDS = re.compile("。(?!\\s*\\d)|另有|其中|此外")


def named_rolls(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Each list of at least two victims in a text: the figure, how many, where it begins and where it ends."""
    if not _GATE.search(text):
        return
    done = -1
    for head in _HEAD.finditer(text):
        if head.start() < done:
            continue
        count, at = 0, head.end()
        while count < _MOST and (entry := _ENTRY.search(text, at, at + _BETWEEN)):
            if _ENDS.search(text, at, entry.start()) or _HEAD.search(text, at, entry.start()):
                break
            count, at = count + 1, entry.end()
        if count > 1:
            done = at
            yield next(name for name, word in head.groupdict().items() if word), count, head.start(), at
