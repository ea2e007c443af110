"""Characters that only look like others, and words that somebody broke up so that a filter would miss them.

Kangxi radicals and other doubles of a character come from PDF files and phones, the rest is evasion: a sign between the two
characters of a word (爆-炸), a letter in place of its first (s亡). Only words that no honest text breaks up are joined again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from monitor.text.alternation import screened

Replace = Callable[[re.Match[str]], str]
Rewrite = Callable[[str, re.Pattern[str], Replace], str]

# CJK radicals supplement by Unicode's EquivalentUnifiedIdeograph; components that are no character of their own are left out.
_RADICALS = (
    "⺁厂⺃乚⺄乙⺅亻⺉刂⺎尢⺒巳⺓幺⺕彐⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺣灬⺤爪⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糸⺰纟⺶羊⺼月⺽臼⺿艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻎辶⻏阝"
    "⻐钅⻑长⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻱龟⻲龟⻳龟"
)
_DOUBLES = "\u2f00-\u2fd5\uf900-\ufaff\U0001d7ce-\U0001d7ff\U0002f800-\U0002fa1d"
_DOUBLE = re.compile(f"[{_DOUBLES}]")
_SAME = dict(zip(map(ord, _RADICALS[::2]), _RADICALS[1::2], strict=True)) | {ord("囗"): "口"}
_HAN = "㐀-鿿"
# A katakana sign among Chinese characters is one of them; in Japanese text others stand beside it.
_KANA = dict(zip("ニハロエカタト", "二八口工力夕卜", strict=True))
_LONE_KANA = re.compile("(?<![\u3040-\u30ff])[ニハロエカタト](?![\u3040-\u30ff])")
# A class of characters in front, to which the engine skips, and behind it what looks back: here and below.
_ZERO = re.compile(
    "[OoО○◯](?:(?<=\\d[OoО○])(?=\\d|[人名万千百])|(?<=[一二三四五六七八九〇零○][○◯])(?=[一二三四五六七八九〇零○◯年月日]))"
)
# l5人受伤: a letter for the figure one, beside another figure and before those who are counted.
_ONE = re.compile("[\\dlI](?<![A-Za-z\\d].)(?:(?<=[lI])|(?=\\d{0,2}[lI]))[\\dlI]{1,3}(?=[人名])")
_ONES = str.maketrans("lI", "11")
# ⑫人死亡 and ㊀死㊁伤 are numbers; the ① of a list stands before other words, and that of a note behind a figure (12①人死亡).
_RINGED = re.compile("[①-⑳㊀-㊉](?=人(?![员民们工口身间为])|名|死(?!亡|者)|伤(?!亡|者|情|员))")
_SIGNS = "·*_~^+|./=\\\\ \\-"
_ODD_SIGNS = "·*_~^+|"
_BROKEN_UP = re.findall(
    "..",
    "死亡身亡伤亡爆炸火灾失火坍塌垮塌警察自杀跳楼自焚罢工罢课罢运示威血案枪击贪污受贿腐败瞒报谣言造谣恐怖袭击欠薪暴力泄漏猥亵性侵强奸",
)
# 防疫 情况, 网上 访谈, 长城 管理: with a blank or a dash between them these characters may belong to two words.
_ODDLY = re.findall(
    "..",
    "遇难中毒起火着火强拆拆迁上访截访信访城管政府打死杀人砍人抗议维权堵路聚集贪官地震疫情讨薪冲突毒气镇压死人打人",
)
TAILS = "".join(sorted({word[1] for word in (*_BROKEN_UP, *_ODDLY)}))
_JOINT = re.compile(f"[{_SIGNS}](?<![{_SIGNS}].)[{_SIGNS}]?(?=[{TAILS}])")
_ANYHOW, _ODD_ONLY = frozenset(_BROKEN_UP), frozenset((*_BROKEN_UP, *_ODDLY))
_NUMERAL = "\\d一二两三四五六七八九十百千万"
_LETTERS = screened(
    f"(?<![A-Za-z])[Ss][iIǐ]?(?=亡|人了|伤(?![a-z]))|(?<![{_NUMERAL}])4(?=亡(?:[{_NUMERAL}]|人[数员]|者))"
    f"|(?<=死)(?:wang|w)(?![A-Za-z])|(?<=爆)zha(?![A-Za-z])|(?<![A-Za-z])bao(?=炸)|(?<=火)zai(?![A-Za-z])|(?<![A-Za-z0-9])(?:zf|ZF|yq)(?=[{_HAN}])|(?<=[{_HAN}])(?:zf|ZF|yq)(?=[，。！？\n]|$)"
)
_SPOKEN = {
    "s": "死",
    "4": "死",
    "wang": "亡",
    "w": "亡",
    "zha": "炸",
    "bao": "爆",
    "zai": "灾",
    "zf": "政府",
    "yq": "疫情",
}
# 1 2 人 死 亡: a stretch of single characters with a blank between each.
_SPACED = re.compile(
    f"(?=[\\d ]{{0,40}}[{_HAN}])[{_HAN}\\d](?: [{_HAN}\\d](?= |[，。！？；、]|$)){{3,}}|\\d(?: \\d){{1,2}}(?= (?:人(?!均)|名))"
)
_OF_HARM = re.compile("[人死亡伤难]|\\d$")
ALONE = f"⺀-⻳囗ニハロエカタト○◯{_DOUBLES}"
_ALONE_AT = re.compile(f"[{ALONE}]")
HINTS = {
    ALONE: f"(?<=[{ALONE}])",
    _SIGNS: f"[{TAILS}](?<=[{_SIGNS}].)|\\d(?<=\\d \\d) [\\d人名]",
    "\u3000\xa0": "\\d(?<=\\d[\u3000\xa0]\\d)[ \u3000\xa0][\\d人名]",
    "①-⑳㊀-㊉": "[人名死伤](?<=[①-⑳㊀-㊉].)",
    "lI": "\\d(?<=[lI]\\d)|[人名](?<=[\\dlI][lI].)",
    "sS4b死爆火zZy": "[iIǐ亡人伤](?<=[sS4].)(?:[亡人伤]|(?<=[亡人伤]))|w(?<=死w)|z(?<=爆z)ha|a(?<=ba)o炸|z(?<=火z)ai|[fF](?<=[zZ][fF])|q(?<=yq)",
    "OoО": "(?<=\\d[OoО])",
}
_DIGITS = "0123456789"
BROKEN_PAIRS = (("·-/", f"{TAILS}/"),)
SPOKEN_PAIRS = (
    ("sS4", "iIǐ亡人伤"),
    ("死", "w"),
    ("爆", "z"),
    ("b", "a"),
    ("火", "z"),
    ("zZ", "fF"),
    ("y", "q"),
)
ONE_PAIRS = (("lI", f"{_DIGITS}lI人名"),)
ZERO_FOLLOWERS, RINGED_PAIRS = "OoО", (("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", "人名死伤"),)
"""What a glance at many texts sees of the hints: letters that stand side by side."""
_LETTERS_AT = re.compile(f"[sS4b死爆火zZy](?:{HINTS['sS4b死爆火zZy']})")
_SUSPECT = re.compile(f"[{''.join(HINTS)}](?:{'|'.join(HINTS.values())})")


def is_suspect(raw: str) -> bool:
    """Whether a text may hold look-alikes or broken words."""
    return _SUSPECT.search(raw) is not None


def unmask(text: str) -> str:
    """Put the characters that are meant in place of those that look like them; keeps every offset."""
    text = _ONE.sub(lambda match: match[0].translate(_ONES), text)
    if not _ALONE_AT.search(text):
        return _ZERO.sub("0", text)
    text = text.translate(_SAME)
    if _DOUBLE.search(text):
        text = _DOUBLE.sub(_meant, text)
    text = _LONE_KANA.sub(_as_han, text)
    return _ZERO.sub(
        lambda match: "0" if match[0] in "OoО" or match.string[match.start() - 1].isdigit() else "〇", text
    )


def _meant(match: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", match[0])
    return plain if len(plain) == 1 else match[0]


def _as_han(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return _KANA[match[0]] if re.search(f"[{_HAN}]", beside) else match[0]


def rejoin(text: str, rewrite: Rewrite) -> str:
    """Join words that a sign breaks up, and read what stands for a character or a number."""
    if " " in text:
        text = rewrite(text, _SPACED, _closed)
    text = rewrite(text, _RINGED, _number)
    text = rewrite(text, _JOINT, _joined)
    return rewrite(text, _LETTERS, _spoken) if _LETTERS_AT.search(text) else text


def _closed(match: re.Match[str]) -> str:
    return match[0].replace(" ", "") if _OF_HARM.search(match[0]) else match[0]


def _number(match: re.Match[str]) -> str:
    value = int(unicodedata.numeric(match[0]))
    if match[0] > "⑳":
        return "一二三四五六七八九十"[value - 1]
    return "" if match.string[max(0, match.start() - 1) : match.start()].isdecimal() else str(value)


def _joined(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    words = _ODD_ONLY if all(sign in _ODD_SIGNS for sign in match[0]) else _ANYHOW
    return "" if text[max(0, start - 1) : start] + text[end : end + 1] in words else match[0]


def _spoken(match: re.Match[str]) -> str:
    said = match[0].lower()
    return _SPOKEN.get(said) or _SPOKEN[said[0]]
