"""Persons told of without a number beside a count: 司机和两名乘客 are three."""

from __future__ import annotations

import re

from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.mention import Named, Token
from monitor.classify.figures.persons_words import ONE
from monitor.classify.figures.so_far import ALIVE, SoFar
from monitor.text.numerals import NUMBER, read_number

_PERSONS = frozenset({"deaths", "injured", "seriously_injured", "light", "missing", "trapped"})
_REST = re.compile("(?:其余|其他|其它|剩下|余下)的?$")
_BOTH_SEXES = re.compile("[男女](?P<others>[一二两三四五六七八九十\\d]{1,2})[男女]")
# 老两口和孙子遇难: one more who is not counted.
_PERSON_BEHIND = re.compile(
    f"(?:和|与|及|以及|连同)(?:[^，。；、\\d]{{0,3}}?车|[中韩日美英法德俄泰]国|外籍|当地|其|[他她]们?的|[^，。；、\\d]{{1,6}}?[车行驾路随身]的)?(?:{ONE}|[园校院厂]长|老板|经理|负责人)(?!们|等)"
)
_ONE_BADLY = re.compile(
    f"(?:[他她]的?|(?:最后)?一[名位]?(?:{ONE}))[^。；\\d]{{0,40}}?(?:属|为|受|伤势)(?:重伤|严重|较重)"
)
# 除井下3人外，地面上还有5人摔伤: these come on top of the three, but not of 除这3人生还外.
_BESIDES = re.compile(
    f"除了?[^，。；\\d伤亡死重轻]{{0,8}}?(?P<others>{NUMBER})(?:名|位|人|个)(?![^，。；]{{0,6}}?(?:生还|获救|幸存|幸免|升井|活))[^，。；\\d伤亡死重轻逃脱救撤离]{{0,6}}(?:之外|以外|外)[，]?[^，。；\\d]{{0,12}}?(?:还有|另有|也有|又有)[^，。；\\d]{{0,6}}$"
)
# 双方驾驶员和两名乘客: two drivers.
_BOTH_DRIVERS = re.compile("(?:双方|两车|两辆车)的?$")
# 新郎、伴郎及一名来宾.
_LISTED_TOO = re.compile(f"(?:(?:{ONE})[^，。；、\\d]{{0,2}}、){{1,4}}(?:其|[他她]的)?$")
# 一位83岁的老先生和一名女教师: he is counted already.
_COUNTED_BY_AGE = re.compile("[名位个]\\d{1,2}多?岁(?:左右|上下)?的?[^，。；、\\d]{0,2}$")
# 站长、两个送气工和一位大爷烧伤.
_HEAD_OF_LIST = re.compile(f"(?<![、和及与])(?:^|(?<=[，。；：]))[^，。；、\\d]{{0,3}}?(?P<who>{ONE})、$")
# 3名参与扑火的村民和1名镇干部: the noun is that of the count before it.
_NOUN_OF_A_COUNT = re.compile(f"{NUMBER}[名位个][^，。；、]{{0,10}}的$")
# 老师救起3人，自己和另外2名学生遇难; 救起一人后体力不支，与另一名女孩一同溺亡: whoever went to save them, too.
_HIMSELF_TOO = re.compile(
    "(?:(?:自己|本人|自身)(?:却|则|也|最终)*(?:和|与|同|跟|及|连同)|(?:^|(?<=[，；]))(?:最终|最后|结果|却|但|不幸|[他她])*(?P<left_out>和|与|同|跟))(?:另外?|其他|其余|剩下|最后)?的?$"
)
_WENT_TO_SAVE = re.compile("救(?!护车|援)|[跳下]水|下[井坑池窖]|施援")
_TOGETHER = re.compile("[^，。；\\d]{0,8}?(?:一同|一起|一道|双双|同时|都|均|先后|相继|不幸)")


def others_beside(read: SoFar, token: Token, found: Named) -> tuple[int, int]:
    """How many come on top of a count, and where the words of it begin with theirs."""
    more, start = 0, min(token.start, found.start)
    if both := _BOTH_SEXES.match(read.text, token.end):
        more += int(read_number(both["others"]).value or 0)
    if _besides_one_badly_hurt(read, token, found):
        more += 1
    more += _himself(read, token, found)
    if others := _BESIDES.search(read.text, read.start, token.start):
        more += int(read_number(others["others"]).value or 0)
    if found.end > token.end and found.name != "evacuated":
        more += _PERSON_BEHIND.search(read.text, token.end, found.end) is not None
    before = p.PERSON_TOO.search(read.text, max(read.start, token.start - 12), token.start)
    if before and _COUNTED_BY_AGE.search(read.text, read.start, before.start("who")):
        before = None
    if (
        before
        and not _NOUN_OF_A_COUNT.search(read.text, max(read.start, before.start() - 14), before.start("who"))
        and found.name in _PERSONS
        and found.start == token.start
    ):
        both_drive = _BOTH_DRIVERS.search(read.text, max(0, before.start("who") - 4), before.start("who"))
        two = both_drive is not None or before["pair"] is not None
        others = _LISTED_TOO.search(read.text, max(read.start, before.start("who") - 20), before.start("who"))
        more, start = more + 1 + two, before.start("who")
        if others:
            more, start = more + others[0].count("、"), others.start()
    elif found.joined and (
        head := _HEAD_OF_LIST.search(read.text, max(read.start, token.start - 10), token.start)
    ):
        more, start = more + 1, head.start("who")
    elif found.name in ("injured", "light") and p.PASSENGERS.match(read.text, token.end - 1):
        driver = p.DRIVER_TOO.search(read.text, max(read.start, token.start - 24), token.start)
        more, start = more + bool(driver), driver.start("who") if driver else start
    return more, start


def _besides_one_badly_hurt(read: SoFar, token: Token, found: Named) -> bool:
    """``她的左腿被压断，属重伤，其余六人为轻伤``: one who is told of without a number comes on top of the others."""
    if found.name not in ("light", "injured") or read.seen & ALIVE:
        return False
    rest = _REST.search(read.text, max(read.start, token.start - 4), token.start)
    return rest is not None and _ONE_BADLY.search(read.text, read.start, token.start) is not None


def _himself(read: SoFar, token: Token, found: Named) -> bool:
    """Whether whoever went to save others shared what befell those who are counted."""
    if found.name not in _PERSONS or found.end <= token.end or "救" not in read.text:
        return False
    too = _HIMSELF_TOO.search(read.text, max(read.start, token.start - 12), token.start)
    if too is None or not _WENT_TO_SAVE.search(read.text, read.start, token.start):
        return False
    return too["left_out"] is None or _TOGETHER.match(read.text, token.end, found.end) is not None
