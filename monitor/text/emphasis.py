"""The signs of Markdown and of forums that make letters bold (**12**人, __火灾__, [b]死亡[/b]): they part a number from what it counts."""

from __future__ import annotations

import re
from collections.abc import Callable

Rewrite = Callable[[str, re.Pattern[str], Callable[[re.Match[str]], str]], str]

_HAN = "㐀-鿿"
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
_WORDS = "[^*_\\s，。；：？！（）“”]"
# What looks back stands behind the sign, to which the engine then skips. Of a whole line or paragraph anything may be bold, within it a few words: （有的叫**音乐厅，有的叫**茶座）names nobody.
_BOLD = re.compile(
    rf"\*\*(?<![*A-Za-z\d_]..){_WORDS}{{1,24}}\*\*(?!\*)|\*\*(?<![^\n]..)(?=[^\s*])[^*\n]{{1,120}}(?<=\S)\*\*(?!\*)"
    rf"|__(?<![_A-Za-z\d]..){_WORDS}{{1,24}}__(?![_A-Za-z\d])"
    r"|\*(?<![*\dA-Za-z].)\d[\d.,]{0,9}[万余多]?\*(?!\*)"
    rf"|`(?:\d[\d.,]{{0,9}}|[{_HAN}\d]{{2,20}})`"
)
_SIGN = re.compile(r"\*{1,2}|__|`")
_FORUM = re.compile(
    r"\[/?(?:b|i|u|s|strong|em|size|color|font|align|center|left|right|p|backcolor)(?:=[^\[\]\n]{1,24})?\]",
    re.IGNORECASE,
)
# 张**和李** are two whose names are kept back.
_JOINS = re.compile("[和与及、，,。；等（(]")
HINT = r"(?<=\*\*)|(?<=__)|(?<=[*`])(?=[\d㐀-鿿])|(?<=\[)(?=/?[bBiIuUsScCfFaAlLrRpPeE])"
"""What looks back at such a sign (regular expression source)."""


def drop(text: str, rewrite: Rewrite) -> str:
    """The text without such signs; the stars of names and numbers that are kept back (张**, 138****5678) stay."""
    if signs := _signs(text):
        text = rewrite(text, _SIGN, lambda match: "" if match.start() in signs else match[0])
    return rewrite(text, _FORUM, lambda match: "") if "[/" in text else text


def _signs(text: str) -> frozenset[int]:
    """Where the signs begin that stand before and behind bold letters."""
    if "*" not in text and "__" not in text and "`" not in text:
        return frozenset()
    bold = [match for match in _BOLD.finditer(text) if not _is_masked(match)]
    return frozenset(at for match in bold for at in (match.start(), match.end() - _width(match)))


def _width(match: re.Match[str]) -> int:
    return 2 if match[0][1] == match[0][0] else 1


def _is_masked(match: re.Match[str]) -> bool:
    said = match[0][_width(match) : -_width(match)]
    before = match.string[max(0, match.start() - 1) : match.start()]
    two_names = bool(before) and before in _SURNAMES and said[-1] in _SURNAMES
    return match[0][0] == "*" and (two_names or _JOINS.match(said) is not None)
