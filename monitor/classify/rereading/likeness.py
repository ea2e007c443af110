"""Whether two who are told of could be the same by what they are called: a grandson is no woman, no old man and no worker."""

from __future__ import annotations

import re

_MALE = re.compile(
    "男|爷|叔|伯|舅|丈夫|父|爸|儿子|孙子|弟|哥|汉|小伙|先生|翁|叟|女婿|侄[子儿]|新郎|伴郎|公公|岳丈"
)
_FEMALE = re.compile("女(?!婿)|奶|姨|姑(?!父)|婆|妻(?!弟)|母|妈|妹|姐|嫂|妇|太太?$|娘|媳|婶")
_CHILD = re.compile("孩|童|婴|幼|孙|娃|[中小]学生|少年|少女")
_OLD = re.compile("老[人汉太头妇农者翁奶爷]|大[爷娘妈]|奶奶|爷爷|婆婆|[五六七八九]旬|外[公婆]|姥")
_GROWN = re.compile(
    "司机|驾驶|[工匠员师警兵]|妻|夫|妇|老板|经理|主任|[站校厂店班组船机]长|教师|医生|护士|保安|新[郎娘]|父|母|爸|妈"
)


def are_unlike(one: str, other: str) -> bool:
    """Whether nobody who is called one way can be called the other way."""
    if not one or not other:
        return False
    if _has(one, _MALE, _FEMALE) and _has(other, _FEMALE, _MALE):
        return True
    if _has(one, _FEMALE, _MALE) and _has(other, _MALE, _FEMALE):
        return True
    return _is_child(one) != _is_child(other) and (_is_grown(one) or _is_grown(other))


def _has(noun: str, sign: re.Pattern[str], against: re.Pattern[str]) -> bool:
    return sign.search(noun) is not None and against.search(noun) is None


def _is_child(noun: str) -> bool:
    return _CHILD.search(noun) is not None


def _is_grown(noun: str) -> bool:
    return not _is_child(noun) and (_OLD.search(noun) or _GROWN.search(noun)) is not None
