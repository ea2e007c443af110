"""Cleaning: from text as it was collected to clean simplified Chinese, with the way back to the given offsets.

The canonical form: simplified characters; half-width letters, digits and signs; Chinese punctuation in its full-width
form (，；：？！（） where a Chinese character stands beside it, “” ‘’ for corner brackets); one blank or one newline
between words (a comma where it is a pause: 昨晚9时 红旗街两车相撞), none beside a figure amid Chinese (造成 12 人死亡) or behind a Chinese sign; nothing invisible. ``3,000``, ``13:00`` and English sentences keep their half-width punctuation. Look-alikes
are the characters they stand for; of the markup of posts only the marks of quotations are left (:mod:`monitor.text.posts`), and
nothing of what a page links to below the report (:mod:`monitor.text.page_tail`).
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache

from monitor.text import (
    emphasis,
    figure_signs,
    full_stops,
    hard_lines,
    lookalikes,
    misspelt,
    page_head,
    page_tail,
    parted,
    posts,
    quotation_marks,
    repeats,
    short_dates,
)
from monitor.text.glance import Signs
from monitor.text.script import convertible_characters, convertible_letters, is_traditional, to_simplified
from monitor.values import value

Replace = Callable[[re.Match[str]], str]

_HAN = "㐀-鿿豈-﫿\U00020000-\U0003134f"
_TAGS = (
    "a|abbr|acronym|address|article|aside|audio|b|base|bdi|bdo|big|blockquote|body|br|button|caption|center|cite|code|"
    "col|colgroup|dd|del|details|dfn|dialog|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|h[1-6]|head|"
    "header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|mark|meta|nav|nobr|noscript|object|ol|optgroup|"
    "option|p|param|picture|pre|q|r[bpt]|rtc|ruby|s|samp|section|select|small|source|span|strike|strong|sub|summary|sup|"
    "svg|table|tbody|td|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr|(?:[ovwmx]|st\\d):[a-z\\d]+"
)
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|br|caption|center|d[dlt]|details|dialog|div|fieldset|figcaption|figure|"
    "footer|form|h[1-6]|head|header|hr|html|legend|li|main|nav|[ou]l|p|pre|section|summary|table|tbody|t[dr]|tfoot|thead|th|title",
    re.IGNORECASE,
)
# An unclosed script or comment swallows the rest, as in a browser; that also keeps the search linear.
# What is struck out is taken back, and neither a reading above a character nor the number of a note belongs to the sentence:
# of 造成<s>3</s>5人死亡 and 12<sup>1</sup>人死亡 the figures would run together, or be torn from what they count. A note may be a link.
_NOTE = r"[\[［(（〔]?(?:注?\d{1,3}|注|[①-⒇㉑-㉟㊱-㊿❶-❿¹²³⁰-⁹]|[*＊†‡]{1,3})[\]］)）〕]?"
_IN_NOTE = r"(?:\s|<(?!/?sup\b)[^<>]{0,300}>){0,6}"
_MARKUP = re.compile(
    rf"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)"
    r"|<(s|strike|del|rt|rp)(?:\s[^<>]*)?>(?:(?!</?\2[\s>]).){0,200}</\2\s*>"
    rf"|<sup(?<![A-Za-z米]<sup)(?:\s[^<>]*)?>{_IN_NOTE}{_NOTE}{_IN_NOTE}</sup>"
    rf"|<!\w[^<>]*>|<\?xml[^<>]*>|</?(?P<tag>{_TAGS})(?:[\s/][^<>]*)?>",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_HTML_ROUNDS = 3

# Control, zero-width and direction characters, soft hyphen, variation selectors, lone surrogates, private use (icon fonts).
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e01ef]+"
)
_SYLLABLE_CLASS = "a-zü\u00e0-\u00fc\u0101-\u01dcɡɑńňǹḿ\u0300\u0301\u0304\u0308\u030c"
_SYLLABLE = f"[{_SYLLABLE_CLASS}]{{1,12}}"
_GLOSS = re.compile(rf"[(（](?<=[{_HAN}].)\s?({_SYLLABLE})\s?[)）]")
_PLAIN_LETTERS = re.compile("[a-z]+")

_WIDE_FROM = (
    "０１２３４５６７８９％＋－／＠＃＊＝＿～．＄＾｜＼｛｝［］＂＇￥｡､｢｣「」『』﹐﹑﹔﹕﹖﹗﹙﹚﹪‧•・∶"
)
_WIDE_TO = "0123456789%+-/@#*=_~.$^|\\{}[]\"'¥。、“”“”‘’，、；：？！（）%···:"
_LETTERS = {ord("Ａ") + i + 32 * low: ord("A") + i + 32 * low for i in range(26) for low in (0, 1)}
_NARROW = {**str.maketrans(_WIDE_FROM, _WIDE_TO), **_LETTERS}
_WIDE = re.compile(f"[Ａ-Ｚａ-ｚ{re.escape(_WIDE_FROM)}]")

_CHINESE = f"{_HAN}，。；：？！、（）《》〈〉“”‘’【】〔〕…"
# Patterns begin with a plain character class where they can: the engine skips to it several times faster.
_HALF = re.compile(rf"[,;:?!](?:(?=[{_CHINESE}])|(?<=[{_CHINESE}].))")
_PAIR = re.compile(r"\(([^()\n]{0,80})\)")
_FULL = str.maketrans(",;:?!", "，；：？！")
_IS_CHINESE = re.compile(f"[{_CHINESE}]")
_BLANKS = re.compile(r"\s(?:\s+|\Z|(?<=\A\s)|(?<![ \n]))")
# 造成 12 人死亡, 在 ICU 抢救: many editors part figures and letters from Chinese by blanks.
_TOKEN = "[0-9A-Za-z.:%~+·-]{1,16}"
_SPACED = re.compile(
    rf" (?:(?<=[{_HAN}] )(?={_TOKEN} [{_HAN}])|(?<=[0-9A-Za-z%+] )(?=[{_HAN}])|(?<=[，。；：！？、] )|(?<=[{_HAN}] )(?=[，。；：！？、）]))"
)
# 昨晚9时 红旗街两车相撞 1人受伤: posts and headlines pause by blanks; 记者 李 明 and 长 春 市 do not.
_PAUSE = re.compile(rf" (?<=[{_HAN}0-9]{{3}} )(?=[{_HAN}0-9]{{3}})")
_ADDRESS = re.compile(r"@[^\s，。；：！？@]{1,24}$")
_OPENS = re.compile(rf"(?:^|[^A-Za-z0-9 ]) ?{_TOKEN}$")
_LINE_END = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")

# Every character some step below could act on, but for those that isprintable() refuses; a wide bracket only before a gloss.
_SUSPECTS = f"<&,;:?!(（ Ａ-Ｚａ-ｚ{re.escape(_WIDE_FROM)}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"

# Look-alikes, broken words and markup of posts in one look, for the many texts that have none.
_HINTS = {**lookalikes.HINTS, **posts.HINTS}
_ODD = re.compile(f"[{''.join(_HINTS)}](?:{'|'.join(_HINTS.values())})")


@cache
def _unclean() -> re.Pattern[str]:
    """Whatever calls for a step of cleaning, in one look: made when first asked, since the converter says what it would turn."""
    convertible = convertible_characters()
    hints = {
        **_HINTS,
        _SUSPECTS: rf"(?<=[{_SUSPECTS}])(?:(?<!（)|(?=\s?{_SYLLABLE}))",
        convertible: f"(?<=[{convertible}])",
        ".…": full_stops.HINT,
        "\"〝‘`'": quotation_marks.HINT,
        figure_signs.CAPITALS: figure_signs.HINT,
        r"\-/.·": short_dates.HINT,
        misspelt.LETTERS: misspelt.HINT,
        r"*_`\[": emphasis.HINT,
        " ": rf"(?<=[0-9A-Za-z%+{_HAN}] )(?=[{_HAN}0-9，。；：！？、）])|(?<=[，。；：！？、] )",
    }
    return re.compile(f"[{''.join(hints)}](?:{'|'.join(hints.values())})")


SUSPECT, CONVERTIBLE, PARTED, ANY = 1, 2, 4, 7
"""What a glance may have seen in a text, in the order of :func:`signs`."""


@cache
def signs() -> tuple[Signs, Signs, Signs]:
    """What to glance at texts for before they are cleaned (:mod:`monitor.text.glance`).

    Whatever :func:`_unclean` may find; what the converter may turn; and thousands that may be parted.
    """
    basic = list(map(chr, range(0x10000)))
    unprintable = "".join(c for c in basic if not c.isprintable())
    single = (
        _SUSPECTS.replace("（", "")
        + misspelt.ALONE
        + lookalikes.ALONE
        + posts.ALONE
        + ".…\"〝‘`'*_\\[\\]|\\\\=+^~>"
    )
    syllable, digits = "".join(filter(re.compile(f"[{_SYLLABLE_CLASS}]").match, basic)), "0123456789"
    convertible = convertible_letters()
    pairs = (
        ((digits, f"-·/{lookalikes.ZERO_FOLLOWERS}{posts.TOLD_FROM}"), ("（", syllable)),
        lookalikes.BROKEN_PAIRS,
        lookalikes.SPOKEN_PAIRS,
        (*posts.PASSED_ON_PAIRS, *misspelt.PAIRS),
        (*posts.WIDGET_PAIRS, *lookalikes.ONE_PAIRS),
        posts.CLIENT_PAIRS,
        (*lookalikes.RINGED_PAIRS, *figure_signs.PAIRS, ("。", "。")),
    )
    return (
        Signs(unprintable + convertible, single, pairs, beyond=True),
        Signs(f"{convertible}著", beyond=True),
        Signs(pairs=((("，", digits),),)),
    )


@value
class _Edits:
    """One pass of replacements, as parallel columns: where each began and ended before, where it stands after."""

    before_start: tuple[int, ...]
    before_end: tuple[int, ...]
    after_start: tuple[int, ...]
    after_end: tuple[int, ...]

    def char_span(self, position: int) -> tuple[int, int]:
        """The span before the pass of the character at ``position`` after it."""
        k = bisect_right(self.after_start, position) - 1
        if k < 0:
            return position, position + 1
        if position < self.after_end[k]:
            return self.before_start[k], self.before_end[k]
        start = position - self.after_end[k] + self.before_end[k]
        return start, start + 1


@value
class CleanText:
    """Clean text and the way back from its offsets to those of the text as it was given (code points)."""

    text: str
    passes: tuple[_Edits, ...] = ()

    @property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """Where the clean text holds the words of others: ``[start, end)`` each."""
        return posts.quoted_spans(self.text) if posts.QUOTE in self.text else ()

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Map ``[start, end)`` of the clean text to ``[start, end)`` of the given text."""
        if not self.passes:
            return start, max(start, end)
        if start >= end:
            begin = self._char_span(start)[0]
            return begin, begin
        return self._char_span(start)[0], self._char_span(end - 1)[1]

    def behind(self, start: int) -> CleanText:
        """What follows from ``start`` on, with its own way back."""
        return CleanText(self.text[start:], (*self.passes, _Edits((0,), (start,), (0,), (0,))))

    def shortened(self, most: int) -> CleanText:
        """Its beginning and its end, ``most`` characters together: what is long tells its matter here or there."""
        if len(self.text) <= most:
            return self
        first, last = most - most // 4, len(self.text) - most // 4
        text = f"{self.text[:first]}\n{self.text[last:]}"
        return CleanText(text, (*self.passes, _Edits((first,), (last,), (first,), (first + 1,))))

    def position(self, source: int) -> int:
        """Where in the clean text the given text's offset ``source`` lies, or what of it is left behind it."""
        if not self.passes:
            return min(source, len(self.text))
        return bisect_left(range(len(self.text)), source, key=lambda at: self._char_span(at)[0])

    def _char_span(self, position: int) -> tuple[int, int]:
        start, end = position, position + 1
        for edits in reversed(self.passes):
            start, end = edits.char_span(start)[0], edits.char_span(end - 1)[1]
        return start, end


def clean(raw: str, *, seen: int = ANY) -> CleanText:
    """Clean a text and keep the way back to its offsets; ``seen`` is what a glance at it saw (:func:`signs`)."""
    if not _needs_cleaning(raw, seen):
        return CleanText(raw)
    trace = _Trace()
    text = _run(raw, trace.rewrite, convertible=seen & CONVERTIBLE > 0)
    return CleanText(text, tuple(trace.passes))


def clean_text(raw: str) -> str:
    """Clean a text: the same result as ``clean(raw).text``, without the cost of the offsets."""
    return _run(raw, _rewrite) if _needs_cleaning(raw) else raw


def _needs_cleaning(raw: str, seen: int = ANY) -> bool:
    if seen & SUSPECT and (not raw.isprintable() or "。。" in raw or _unclean().search(raw) is not None):
        return True
    if seen & PARTED and figure_signs.is_parted(raw):
        return True
    return len(raw) >= repeats.LEAST_TWICE and repeats.ends(raw) is not None


Rewrite = Callable[[str, re.Pattern[str], Replace], str]


def _run(text: str, rewrite: Rewrite, *, convertible: bool = True) -> str:
    """Steps that change the length go through ``rewrite``; all others keep every offset as it is."""
    if "<" in text or "&" in text:
        text, convertible = _strip_html(text, rewrite), True
    if _INVISIBLE.search(text):
        text = rewrite(text, _INVISIBLE, _nothing)
    if "(" in text or "（" in text:
        text = rewrite(text, _GLOSS, _gloss)
    odd = _ODD.search(text) is not None
    suspect, marked = odd and lookalikes.is_suspect(text), odd and posts.is_marked(text)
    text = lookalikes.unmask(text) if suspect else text
    text = misspelt.put_right(to_simplified(text) if convertible or suspect else text)
    if "»" in text or "«" in text:
        text = text.translate(posts.MARKS)
    if _WIDE.search(text):
        text = text.translate(_NARROW)
        marked = marked or posts.is_marked(text)
    if "*" in text or "__" in text or "`" in text or "[/" in text:
        text = emphasis.drop(text, rewrite)
    if "." in text:
        text = full_stops.restore(text)
    text = _punctuate(text)
    if _BLANKS.search(text):
        text = rewrite(text, _BLANKS, _blank)
    text = figure_signs.plain(quotation_marks.restore(text, rewrite))
    text = short_dates.spell_out(text[: repeats.ends(text)], rewrite)
    if "\n" in text:
        text = page_head.as_dateline(text[: page_tail.begins(text)], rewrite)
        text = hard_lines.join(text, rewrite)
    if suspect:
        text = lookalikes.rejoin(text, rewrite)
    if marked:
        text = _unwrapped(text, rewrite)
    if " " in text:
        text = parted.join(text, rewrite)
        text = _PAUSE.sub(_pause, rewrite(text, _SPACED, _closed_up))
    return full_stops.without_ellipses(text, rewrite)


def _unwrapped(text: str, rewrite: Rewrite) -> str:
    text = posts.unwrap(text, rewrite)
    return rewrite(text, _BLANKS, _blank) if _BLANKS.search(text) else text


def _strip_html(text: str, rewrite: Rewrite) -> str:
    """Drop tags, then decode entities; again while escaped markup comes to light (feeds escape it twice)."""
    for _ in range(_HTML_ROUNDS):
        found = False
        if "<" in text and _MARKUP.search(text):
            text, found = rewrite(text, _MARKUP, _tag), True
        if "&" in text and _ENTITY.search(text):
            text, found = rewrite(text, _ENTITY, _entity), True
        if not found:
            break
    return text


def _punctuate(text: str) -> str:
    if _HALF.search(text):
        text = _HALF.sub(lambda m: m[0].translate(_FULL), text)
    if "(" in text:
        text = _PAIR.sub(_pair, text)
    return text


def _nothing(match: re.Match[str]) -> str:
    return ""


def _tag(match: re.Match[str]) -> str:
    name = match["tag"]
    return "\n" if name and _BLOCK.fullmatch(name) else ""


def _entity(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def _gloss(match: re.Match[str]) -> str:
    """Drop a pinyin gloss: toneless letters count as one only behind a traditional character (``們(men)``)."""
    before = match.string[match.start() - 1]
    plain = _PLAIN_LETTERS.fullmatch(match[1]) is not None
    return match[0] if plain and not is_traditional(before) else ""


def _pair(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    beside = text[max(start - 1, 0) : start] + match[1] + text[end : end + 1]
    return f"（{match[1]}）" if _IS_CHINESE.search(beside) else match[0]


def _blank(match: re.Match[str]) -> str:
    if match.start() == 0 or match.end() == len(match.string):
        return ""
    return "\n" if _LINE_END.search(match[0]) else " "


def _closed_up(match: re.Match[str]) -> str:
    """Nothing for a blank beside a figure or letters amid Chinese; the blank behind an English phrase stays."""
    start = match.start()
    before = match.string[max(0, start - 20) : start]
    return "" if _IS_CHINESE.match(before[-1:]) or _OPENS.search(before) else " "


def _pause(match: re.Match[str]) -> str:
    """A comma for the blank, but for one that ends an address (@市民热线 能不能管管)."""
    return match[0] if _ADDRESS.search(match.string, 0, match.start()) else "，"


def _rewrite(text: str, pattern: re.Pattern[str], replace: Replace) -> str:
    return pattern.sub(replace, text)


class _Trace:
    """A rewriter that notes every replacement."""

    def __init__(self) -> None:
        self.passes: list[_Edits] = []

    def rewrite(self, text: str, pattern: re.Pattern[str], replace: Replace) -> str:
        pieces: list[str] = []
        rows: list[tuple[int, int, int, int]] = []
        done = length = 0
        for match in pattern.finditer(text):
            start, end = match.span()
            new = replace(match)
            pieces += (text[done:start], new)
            length += start - done
            rows.append((start, end, length, length + len(new)))
            length += len(new)
            done = end
        if not rows:
            return text
        pieces.append(text[done:])
        columns = [tuple(column) for column in zip(*rows, strict=True)]
        self.passes.append(_Edits(*columns))
        return "".join(pieces)
