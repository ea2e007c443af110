"""Hearsay that whoever passes it on laughs at: 群里传死了十几个的可以歇歇了, 有人说死了15个，纯属扯淡."""

from __future__ import annotations

import re

# 别信官方的 takes the other side; 太夸张 and 太离谱 may be said of what happened.
_SCOFFED = re.compile(
    "人?(?:的(?:人|都|也|可以|就|请|那些)*(?:歇|打住|散了|洗洗睡|省省|闭嘴|消停|住口|住嘴|别再?[传说造]|不要再?[传说]|是(?:假|谣|误|瞎))"
    "|，?[^，。；！？\\d]{0,4}?(?:瞎说|瞎扯|瞎编|瞎讲|扯淡|胡扯|胡说|鬼扯|谣传|乱说|乱讲|乱编|放屁|扯犊子|八道)(?!的?[^，。；！？]{0,4}(?:官方|政府|通报|警方|他们|领导|新闻|物业|老板|单位|厂[里方]|公司|开发商))"
    "|，?(?:大家|各位|千万|你们|都)*(?:别|不要|不用|勿)(?:相?信|听|当真)(?![^，。；！？]{0,4}(?:官方|政府|通报|警方|他们|领导|新闻))"
    "|，?(?:信不得|不可信|当不得真|不足信)"
    "|，?(?:其实|根本|真的?|实际上?|哪里?|压根)*(?:没有?|没得|哪有|不是|不至于)(?:死伤?)?[那这]么(?:多|夸张|严重|玄乎?|邪乎|吓人|离谱)(?!的)"
    "|，?差(?:得)?(?:太|也太)?远|，?差十万八千里|，?(?:可以|都|该)(?:打住|歇歇|消停))"
)


def is_scoffed_at(text: str, end: int) -> bool:
    """Whether what goes round is called untrue right behind the number that ends at ``end``."""
    return _SCOFFED.match(text, end) is not None
