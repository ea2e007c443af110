"""Days that are called by a name or by the lunar calendar: 除夕, 大年初三, 腊月廿八, 中秋, 国庆当天, 国庆假期第三天."""

from __future__ import annotations

import re
from datetime import date, timedelta

from monitor.text.numerals import read_number

_FIRST_YEAR = 2000
_THESE_DAYS = timedelta(days=20)
# Per lunar year from 2000: its first day (MMDD), the lengths of its months as bits (long is 1, the first the highest of 13) and
# the leap month that follows its namesake, 0 for none (public almanac, computed with lunardate).
_ALMANAC = (
    "0205192c0 01241a954 02121a940 02011b4a0 01220b552 02090ad40 0129155b7 021804ba0 0207125a0 0126192b5 "
    "0214152a0 020316940 012316aa4 021015aa0 01310ab59 021909740 020814b60 01280a576 02160a560 020515260 "
    "01250e954 02120d540 020115aa0 012209b52 0210096c0 012914ae6 0217149c0 02061a4c0 01261d265 02131aa60 "
    "02030b540 01230d6a3 021112da0 0131095db 0219095a0 0208149a0 01281a4b6 02151a4a0 02041aa40 01241b545 "
    "021216b40"
)
_YEARS = _ALMANAC.split()
_MOST_MONTHS = 13
_FIXED = {"元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "国庆": (10, 1), "国庆节": (10, 1), "儿童节": (6, 1), "圣诞": (12, 25), "圣诞节": (12, 25), "跨年": (12, 31), "平安夜": (12, 24), "情人节": (2, 14), "教师节": (9, 10)}  # fmt: skip
_OF_MOON = {"正月十五": (1, 15), "元宵": (1, 15), "二月二龙抬头": (2, 2), "龙抬头": (2, 2), "端午": (5, 5), "七夕": (7, 7), "中元": (7, 15), "中秋": (8, 15), "重阳": (9, 9), "腊八": (12, 8), "小年": (12, 23)}  # fmt: skip
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_NTH = "初[一二三四五六七八九十]|[十廿][一二三四五六七八九]|二十[一二三四五六七八九]?|廿|三十|十(?![一-鿿]{0,2}月)"
_FESTIVE = "(?=当[天日晚]|的?前一[天日晚]|那[天晚]|这[天晚]|[早中]?[上午下晚夜凌清])"
FESTIVAL = (
    "除夕夜?|大年三十|年三十|大年初[一二三四五六七八九十]|(?<![年读上升月农正腊冬在])初[一二三四五六](?=(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|[早晚])(?!班|课|自习))|正月十五|元宵节?|端午节?|中秋节?|重阳节?|七夕|中元节|平安夜|"
    f"(?:二月二)?龙抬头|腊八节?{_FESTIVE}|小年{_FESTIVE}|"
    f"(?:(?:农历|阴历)?(?:正|冬|腊|(?<=[农阴]历)(?:十[一二]|[二三四五六七八九十]))月(?:{_NTH}))|"
    "(?:(?:国庆|十一)节?(?:假期|长假|黄金周)的?|国庆节?)(?:第[一二三四五六七]天|首日)|"
    f"(?:元旦|五一|劳动节|国庆节?|儿童节|圣诞节?|跨年|情人节|教师节)(?:{_FESTIVE}|前夕)|(?:清明节?|冬至)(?:{_FESTIVE})"
)
"""Names of one day (regular expression source)."""
_NATIONAL_DAYS = re.compile("第([一二三四五六七])天|首日")
_LUNAR_DAY = re.compile(f"([正冬腊二三四五六七八九十一]+)月({_NTH})")
_OF_NEW_YEAR = re.compile("^(?:大年)?初([一二三四五六七八九十])")


def festival_day(name: str, today: date) -> date | None:
    """The last day of that name which is not ahead; None outside the years of the almanac."""
    days = (_in_year(name, year) for year in (today.year, today.year - 1))
    found = next((day for day in days if day is not None and day <= today), None)
    # 初二晚上 is of these days, or of a pupil.
    return None if found and name[0] == "初" and today - found > _THESE_DAYS else found


def _in_year(name: str, year: int) -> date | None:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name.startswith(("国庆", "十一")):
        nth = _NATIONAL_DAYS.search(name)
        return date(year, 10, _day(nth[1]) if nth and nth[1] else 1)
    if name.startswith(("清明", "冬至")):
        return _solar_term(name[:2], year)
    if name.startswith(("除夕", "大年三十", "年三十")):
        new_year = _lunar(year, 1, 1)
        return new_year - timedelta(1) if new_year else None
    lunar = _of_moon(name)
    return _lunar(year, *lunar) if lunar else None


def _solar_term(name: str, year: int) -> date:
    """清明 and 冬至 by the common formula, good for this century."""
    short = year % 100
    if name == "清明":
        return date(year, 4, int(short * 0.2422 + 4.81) - short // 4)
    return date(year, 12, int(short * 0.2422 + 21.94) - short // 4)


def _of_moon(name: str) -> tuple[int, int] | None:
    """Month and day on the lunar calendar."""
    if nth := _OF_NEW_YEAR.search(name):
        return 1, _day(nth[1])
    if written := _LUNAR_DAY.search(name):
        month, day = written.groups()
        return _MONTHS.get(month) or _day(month), _day(day)
    return next((day for known, day in _OF_MOON.items() if name.startswith(known)), None)


def _day(text: str) -> int:
    return int(read_number(text.removeprefix("初").replace("廿", "二十")).value or 1)


def _lunar(lunar_year: int, month: int, day: int) -> date | None:
    """The date of a lunar day; that of 腊月 may lie in the next calendar year. None where there is no such day."""
    if not 0 <= lunar_year - _FIRST_YEAR < len(_YEARS):
        return None
    row = _YEARS[lunar_year - _FIRST_YEAR]
    bits, leap = int(row[4:8], 16), int(row[8], 16)
    before = month - 1 + (0 < leap < month)
    lengths = [29 + (bits >> (_MOST_MONTHS - 1 - n) & 1) for n in range(before + 1)]
    if day > lengths[before]:
        return None
    return date(lunar_year, int(row[:2]), int(row[2:4])) + timedelta(sum(lengths[:before]) + day - 1)
