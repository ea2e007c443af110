"""What is remembered: the first words that name a happening stand beside a day long gone, and nothing named is of these days.

``又是五月。…2008年5月12日14时28分，8.0级。汶川特大地震共造成69227人遇难``: who walks through a memorial reports nothing new, whatever hours
of today he tells of beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from monitor.classify.emergencies.framing import Word
from monitor.classify.emergencies.of_the_thing import without_its_age

_DAY_OF_OLD = re.compile(
    "(?<!\\d)((?:19|20)\\d\\d)年(?:\\d{1,2}月(?:\\d{1,2}[日号])?|[春夏秋冬][天季日]|[年岁][初末底]|(?=[^，。；\\d]{1,8}(?:时|的时候|那会儿|那年))|(?=[就才]?[死没走][在的了]))(?![^，。；]{0,10}(?:成立|投产|注册|批准|开业|竣工|验收|通车|取得|颁|施行|印发|建成|出生|入职))"
)
# 忽然看到新闻说老家地震了，手一直抖。那是2017年8月.
_THAT_WAS = re.compile("(?<=[。！？，\n])那是((?:19|20)\\d\\d)年")
_OPENING_CHARS = 120
# 展厅入口写着：24.2万人遇难: what a memorial shows; 纪念馆起火 is of today.
_MEMORIAL = re.compile(
    "(?:博物馆|纪念馆|纪念墙|纪念碑|纪念园|遗址公园|遗址|展厅|展馆|陈列馆|陈列室|墓碑|万人坑|公祭)(?![^，。；]{0,4}(?:发生|突发|起火|着火|失火|坍塌|塌|爆炸|工地|施工|在建|项目|附近|门口|门前|旁))"
)
_END = "。！？\n；"
_NEW = re.compile(
    "[今昨前][天日晚早晨夜]|刚刚|刚才|目前|截至|正在|快讯|突发|近日|日前|(?<![年\\d])\\d{1,2}月\\d{1,2}[日号]|(?<![年月\\d])\\d{1,2}[日号](?!楼|线|店|院|矿|井)"
)


def is_remembered(text: str, words: Sequence[Word], day: date) -> bool:
    """Whether the happening that ``words`` of a clean text name is one of two years ago and more, by the day told with it."""
    if any(word.part == "title" for word in words):
        return False
    starts = sorted(word.start for word in words if word.part == "text")
    if not starts:
        return False
    text = without_its_age(text)
    start, end = _sentence(text, starts[0])
    before = _sentence(text, max(0, start - 2))[0]
    years = [int(match[1]) for match in _DAY_OF_OLD.finditer(text, before, starts[0] + 1)]
    years += [int(match[1]) for match in _THAT_WAS.finditer(text, end)]
    if years and max(years) >= day.year - 1:
        return False
    if not years and _MEMORIAL.search(text, before, starts[0] + 1) is None:
        return False
    return not any(_NEW.search(text, *_sentence(text, at)) for at in starts) and not _NEW.search(
        text, before, end
    )


def opens_long_ago(text: str, day: date) -> bool:
    """Whether the opening of a text dates what it tells to two years ago and more: 清明前回了一趟老家。2006年11月5号那天我上夜班."""
    if "年" not in text[:_OPENING_CHARS]:
        return False
    old = [m for m in _DAY_OF_OLD.finditer(text, 0, _OPENING_CHARS) if int(m[1]) < day.year - 1]
    return bool(old) and not any(_NEW.search(text, *_sentence(text, m.start())) for m in old)


def _sentence(text: str, at: int) -> tuple[int, int]:
    start = max(text.rfind(mark, 0, at) for mark in _END) + 1
    ends = [found for mark in _END if (found := text.find(mark, at)) >= 0]
    return start, min(ends, default=len(text))
