"""Where something else happened before: 继上月温州煤矿透水之后, 今年5月汶川地震时, 汲取盐城爆炸教训, 1996年会泽也出过假酒."""

from __future__ import annotations

import re

_SINCE = re.compile(
    "继(?:(?:今年|去年|前年|上个?月|上周|本月|昨天|前天|前不久|不久前|此前|日前|\\d{1,4}[年月日])){0,3}$"
)
_AFTER_THAT = re.compile("[^，。；！？]{2,24}?(?:之后|以后|后|以来)[，、又]")
_HAPPENINGS = "(?:特?大?)(?:地震|爆炸|火灾|大火|车祸|矿难|洪[水灾]|泥石流|踩踏|透水|瓦斯|坠[机楼桥]|沉船|塌方|坍塌|中毒|事[故件]|惨案|空难|台风)"
_IN_THE_PAST = re.compile(
    "(?:\\d{4}年(?:\\d{1,2}月)?|[今去前]年(?:的|\\d{1,2}月|[一二三四五六七八九十]{1,2}月|[初末底春夏秋冬])?|当年|那年|经历过|当初|多年前)(?:的|在)?$"
)
_WHEN_IT_WAS = re.compile(
    f"[省市县区州]?[^，。；！？]{{0,6}}?{_HAPPENINGS}(?:时|那[年次会时]|当[年时]|期间|的时候|以来|以后|之后|后)"
)
# 去年盐城也曾发生类似事故: told for comparison.
_THE_LIKE = re.compile(
    "[省市县区]?[^，。；！？昨今]{0,12}?(?:曾|也|发生过|出过|有过)[^，。；！？昨今]{0,8}?(?:类似|同类|同样|相似|相同|一样)的?(?![大小高多好地])"
)
# 也发生类似事故 may be of today; 去年…也发生类似事故 is not.
_OF_OLD = re.compile(
    "(?:去年|前年|\\d{4}年|上个?月|上周|此前|以前|早前|前不久|不久前|当年)[^，。；！？]{0,6}$"
)
_PAST = re.compile(
    "[^，。；！？]{0,20}?(?:曾|过|去年|前年|\\d{4}年|上个?月|上周|此前|以前|早前|前不久|不久前)"
)
_LESSON = re.compile("(?:汲取|吸取|接受|牢记|反思|总结|借鉴)(?:了)?$")
_OF_IT = re.compile("[^，。；！？]{0,24}?(?:教训|警示|经验)")
_LIKENED = frozenset("似同比于起了年的")
_LIKE_IT = re.compile(
    "(?:类似|如同|堪比|不亚于|令人想起|让人想起|想起了?)(?:了)?(?:\\d{4}年|[去前]年)?(?:的)?$"
)


def happened_before(text: str, end: int, before: str) -> bool:
    """Whether a place is named for what happened in it at another time."""
    if "继" in before and _SINCE.search(before):
        return _AFTER_THAT.match(text, end) is not None
    if before[-1:] in "取受记思结鉴了" and _LESSON.search(before):
        return _OF_IT.match(text, end) is not None
    if _THE_LIKE.match(text, end) and (_PAST.match(text, end) or _OF_OLD.search(before)):
        return True
    if ("年" in before or "过" in before or "当初" in before) and _IN_THE_PAST.search(before):
        return _WHEN_IT_WAS.match(text, end) is not None
    return before[-1:] in _LIKENED and _LIKE_IT.search(before) is not None
