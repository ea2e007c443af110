"""Days that are called by a name: 除夕, 大年初三, 中秋, 国庆当天."""

from __future__ import annotations

import re
from datetime import date, timedelta

from monitor.text.numerals import read_number

_FIRST_YEAR = 2000
# Per year from 2000: first day of the lunar year, 端午 and 中秋, each as MMDD (public almanac, computed with lunardate).
_ALMANAC = (
    "020506060912 012406251001 021206150921 020106040911 012206220928 020906110918 012905311006 021806190925 020706080914 "
    "012605281003 021406160922 020306060912 012306230930 021006120919 013106020908 021906200927 020806090915 012805301004 "
    "021606180924 020506070913 012506251001 021206140921 020106030910 012206220929 021006100917 012905311006 021706190925 "
    "020606090915 012605281003 021306160922 020306050912 012306241001 021106120919 013106010908 021906200927 020806100916 "
    "012805301004 021506180924 020406070913 012405271002 021206140920"
)
_YEARS = _ALMANAC.split()
_FIXED = {"元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "国庆": (10, 1), "国庆节": (10, 1), "儿童节": (6, 1), "圣诞节": (12, 25), "情人节": (2, 14)}  # fmt: skip
FESTIVAL = (
    "除夕|大年三十|年三十|(?:大年|正月)初[一二三四五六七八九十]|大年初[一二三四五六七八九十]|正月十五|元宵节?|端午节?|中秋节?|"
    "(?:元旦|五一|劳动节|国庆节?|儿童节|圣诞节|情人节)(?=当[天日晚]|[早中]?[上午下晚夜凌清]|前夕|那天)"
)
"""Festivals that name one day (regular expression source)."""
_OF_NEW_YEAR = re.compile("初([一二三四五六七八九十])")


def festival_day(name: str, today: date) -> date | None:
    """The last day of that name which is not ahead; None outside the years of the almanac."""
    days = (_in_year(name, year) for year in (today.year, today.year - 1))
    return next((day for day in days if day is not None and day <= today), None)


def _in_year(name: str, year: int) -> date | None:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if not 0 <= year - _FIRST_YEAR < len(_YEARS):
        return None
    row = _YEARS[year - _FIRST_YEAR]
    new_year = date(year, int(row[:2]), int(row[2:4]))
    if name in ("除夕", "大年三十", "年三十"):
        return new_year - timedelta(1)
    if nth := _OF_NEW_YEAR.search(name):
        return new_year + timedelta(int(read_number(nth[1]).value or 1) - 1)
    if name.startswith(("正月十五", "元宵")):
        return new_year + timedelta(14)
    month_day = row[4:8] if name.startswith("端午") else row[8:12]
    return date(year, int(month_day[:2]), int(month_day[2:]))
