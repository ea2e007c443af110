"""Words of danger that are often typed or heard wrong, put right letter by letter: 爆乍, 天燃气, 路面榻了, 暧气.

Only what makes no other word: 下榻, 暧昧 and 榻榻米 stay.
"""

from __future__ import annotations

import re

_MEANT = {
    "乍": "炸",
    "咋": "炸",
    "砟": "炸",
    "渣": "炸",
    "榻": "塌",
    "暧": "暖",
    "燃": "然",
    "汽": "气",
    "伙": "火",
    "装": "撞",
}
_WRONG = (
    "(?<=爆)[乍咋砟渣](?![女男学])|(?<![下卧床病木竹榻])榻(?=[了陷方下成个一])|(?<!榻)暧(?=气|和|房)|(?<=[供取采])暧|"
    "(?<=天)燃(?=气)|(?<=[煤燃])汽(?=[泄爆罐管表灶公味漏])|(?<=着)伙(?=[了啦，。！]|$)|(?<=连环)装(?=车|了)"
)
_PATTERN = re.compile(_WRONG)
LETTERS = "乍咋砟渣榻暧伙装燃汽"
HINT = "(?<=爆[乍咋砟渣])|(?<=榻)|(?<=暧)|(?<=天燃)|(?<=[煤燃]汽)|(?<=着伙)|(?<=环装)"
"""What looks back at such a letter (regular expression source)."""
ALONE = "榻暧"
PAIRS = (("爆", "乍咋砟渣"), ("天", "燃"), ("煤燃", "汽"), ("着", "伙"), ("环", "装"))
"""What a glance at many texts sees of it: letters by themselves, and side by side."""
_GATE = re.compile(f"[{LETTERS}](?:{HINT})")


def put_right(text: str) -> str:
    """The text with the letters that are meant; keeps every offset."""
    if not _GATE.search(text):
        return text
    return _PATTERN.sub(lambda match: _MEANT[match[0]], text)
