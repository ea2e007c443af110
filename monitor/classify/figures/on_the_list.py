"""Who is still on the list of the missing: 失踪者名单上午还有15个人，…现在剩下9个."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.classify.figures.mention import Mention
from monitor.text.numerals import NUMBER, read_number

_LIST = re.compile("(?:失踪|失联|寻人|下落不明)[^，。；]{0,6}?(?:名单|名册|登记[表簿册])")
_LEFT = re.compile(
    f"(?:剩下?|[还只仍尚]有|[还仍尚]未[^，。；\\d]{{0,4}}的有)(?:最后)?(?P<n>{NUMBER})(?:个名字|个人|个|人|名(?:失踪|失联)?[^，。；\\d]{{0,3}})(?=[，。；”）]|$)"
)


def on_the_list(text: str, start: int, end: int, sentence: int) -> Iterator[Mention]:
    """The last number that a sentence about such a list leaves on it."""
    listed = _LIST.search(text, start, end) if "名" in text or "登记" in text else None
    left = list(_LEFT.finditer(text, listed.end(), end)) if listed else []
    value = read_number(left[-1]["n"]).value if left else None
    if value is not None and value == int(value):
        yield Mention("missing", int(value), "exact", *left[-1].span(), "total", sentence=sentence)
