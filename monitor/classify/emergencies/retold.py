"""What retells the dead of others: a collection of cases, the figures of a month, a review of a film or a book."""

from __future__ import annotations

import re

# 典型案例（三）, 案例汇编: what is put together to teach.
_CASES_TOLD = re.compile(
    "(?:典型|警示|事故|教育|安全|火灾|中毒|伤害|真实|指导性?)案例(?:$|[一二三四五六七八九十\\d（(：:_—-]|选编|选登|汇编|集锦|剖析|分析|评析|解析|解读|展播|发布|通报|警示|教育|启示|盘点|回顾)"
    "|案例(?:选编|选登|汇编|集锦|剖析|评析|解析|警示)|以案(?:为[鉴镜戒]|示警|促[改治]|明[法纪])|(?:十大|[\\d一二三四五六七八九十]{1,3}[起个则大])[^，。；！？]{0,10}?(?:典型|警示)?案例"
)
_NUMBERED = re.compile("(?:案例|案件|事故)[一二三四五六七八九十\\d]{1,3}[：:、，\\s]")
_FEWEST_CASES = 2
_TOLD_NEW = re.compile("[昨今前][天日晚夜晨早]|(?<![至到—-])(?<!\\d)\\d{1,2}日|刚刚|刚才|凌晨")
# 全省共报告法定传染病17863例: a month's figures of a whole country or province.
_NOTIFIABLE = re.compile("(?:法定(?:报告)?|[甲乙丙]类)传染病")
_BY_THE_MONTH = re.compile(
    "(?:[\\d一二三四五六七八九十]{1,2}月份?|(?:19|20)\\d\\d年|季度|半年|全年|年度|[上本当]月)[^。]{0,40}?(?:发病|死亡|报告|概况|疫情)"
)
# 豆瓣7.1，导演 … 影院里没人说话: nobody in it is real, whoever dies.
_OF_A_WORK = re.compile(
    "豆瓣|导演|影院|院线|片尾|片头|片名|影片|片子|那场戏|这场戏|观影|主演|女主|男主|主角|演技|配乐|镜头语言|长镜头|剧本|剧情|剧透|题眼|台词|票房|特效|原著|打[\\d一二三四五六七八九十]{1,2}分|给[\\d一二三四五六七八九十]{1,2}(?:分|颗?星)|[二三四]刷|追完|导筒"
)
_TITLED_WORK = re.compile("《[^》]{1,20}》")
# 周一20:05 影视频道《危城》…: what is on this week.
_LISTING = re.compile(
    "(?:荧屏|收视|电视|观影|追剧)(?:指南|一览|导视|导览)|节目(?:预告|单|表|预报)|(?:一周|本周|今晚|周末)(?:影讯|荧屏|电视|好戏|节目)"
)
_ON_AT = re.compile("\\d{1,2}[:：]\\d\\d[^\\n。]{0,12}?(?:频道|卫视|剧场|影院|《)")
_FEWEST_ON = 3
_SIGNS_OF_A_WORK, _SIGNS_UNNAMED = 3, 4
_READ_CHARS, _HEAD_CHARS = 500, 120


def is_case_collection(title: str, text: str) -> bool:
    """``冬季火灾案例汇编``, or several numbered cases one after the other; none of them of these days."""
    titled = "案" in title and _CASES_TOLD.search(title) is not None
    if not titled and ("案例" not in text or len(set(_NUMBERED.findall(text[:_READ_CHARS]))) < _FEWEST_CASES):
        return False
    return _TOLD_NEW.search(text) is None


def is_programme(title: str, text: str) -> bool:
    """``本周荧屏指南``: a list of what is shown when; whoever dies in it dies on the screen."""
    if not ("频道" in text or "卫视" in text or "《" in text):
        return False
    return _LISTING.search(title) is not None or len(_ON_AT.findall(text[:_READ_CHARS])) >= _FEWEST_ON


def is_monthly(title: str, lead: str) -> bool:
    """``2月份全省法定传染病疫情概况``: what is notifiable is counted by the month, and no outbreak of one place."""
    told = f"{title}，{lead}"
    return (
        "传染病" in told
        and _NOTIFIABLE.search(told) is not None
        and _BY_THE_MONTH.search(told[:_HEAD_CHARS]) is not None
    ) or ("传染病" in title and "概况" in title)


def is_review(title: str, text: str) -> bool:
    """A review or a talk of a film, a series or a book: it names a work and several things that only a work has."""
    told = f"{title}，{text[:_READ_CHARS]}"
    if "《" not in told or _TITLED_WORK.search(told, 0, _HEAD_CHARS) is None:
        return False
    least = _SIGNS_OF_A_WORK if "《" in title or title in ("影评", "观后感", "") else _SIGNS_UNNAMED
    return len(set(_OF_A_WORK.findall(told))) >= least
