"""Characters that the faces of a paper may lack (rare Han, emoji, signs), and what is said or printed in their place.

Silence would be wrong either way: a name in boxes on a paper that somebody signs cannot be read or checked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

_LISTED = 40
_HAN = re.compile("[㐀-鿿豈-﫿\U00020000-\U0003ffff]")
# They change or join what stands before them and have no shape of their own; nothing is lost with them.
_ATTACHED = re.compile("[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]")
_COLOURED = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]")
_LATIN, _LATIN_AND_SIGNS = 0x0700, (0x1E00, 0x20D0)


def is_rare(char: str) -> bool:
    """Whether a character is in none of the sets that every face for Chinese, or Times New Roman beside it, holds."""
    if ord(char) < _LATIN or _LATIN_AND_SIGNS[0] <= ord(char) < _LATIN_AND_SIGNS[1] or _ATTACHED.match(char):
        return False
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return True
    return False


def is_han(char: str) -> bool:
    """Whether a character is Chinese, of whichever part of Unicode."""
    return _HAN.match(char) is not None


def rare_of(texts: Iterable[str]) -> list[str]:
    """The rare characters of some texts, each once, in order."""
    return list(dict.fromkeys(char for text in texts if not text.isascii() for char in text if is_rare(char)))


def words_of(tree: object) -> Iterator[str]:
    """Every text in a tree of mappings and sequences."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        yield from (word for branch in tree.values() for word in words_of(branch))
    elif isinstance(tree, list | tuple):
        yield from (word for branch in tree for word in words_of(branch))


def bare(text: str) -> str:
    """A text without what only colours an emoji or joins two: where no font can do that, it would stand as a box."""
    return text if text.isascii() else _COLOURED.sub("", text)


def told(char: str) -> str:
    """What a person may look a character up by: 〔U+1F600〕."""
    return f"〔U+{ord(char):04X}〕"


def named(char: str) -> str:
    """What kind of character it is, as far as there is a word for it."""
    return "生僻字" if is_han(char) else unicodedata.name(char, "其他符号").lower()


def note_of(chars: Iterable[str]) -> str:
    """The line below a paper whose reader's machine may lack some characters; empty where it has none of them."""
    listed = [f"{char}（U+{ord(char):04X}，{named(char)}）" for char in chars]
    if not listed:
        return ""
    return f"文中有常用字体之外的字符：{_some(listed)}。显示为方框的，请按编码核对。"


def note_of_missing(chars: Iterable[str]) -> str:
    """The line below a paper in which codes stand for characters; empty where none does."""
    listed = [f"{told(char)}{named(char)}" for char in chars]
    if not listed:
        return ""
    return f"本机字体印不出的字符以编码代替：{_some(listed)}。装上含有这些字符的字体后重新生成，即可印出。"


def _some(listed: list[str]) -> str:
    more = f"等 {len(listed)} 个" if len(listed) > _LISTED else ""
    return "、".join(listed[:_LISTED]) + more


def spelled(text: str, missing: frozenset[str]) -> str:
    """A text with codes in the place of characters that cannot be printed, the same one in a row but once."""
    if missing.isdisjoint(text):
        return text
    return re.sub(f"([{re.escape(''.join(sorted(missing)))}])\\1*", _once, text)


def _once(match: re.Match[str]) -> str:
    times = len(match[0])
    return told(match[1]) if times == 1 else f"〔U+{ord(match[1]):04X}×{times}〕"


def pieces(text: str, face_of: Callable[[str], str | None]) -> Iterator[tuple[str | None, str]]:
    """A text in pieces that one face sets, each with its face (None: the usual ones); what is attached stays attached."""
    face: str | None = None
    begun = 0
    for place, char in enumerate(text):
        if _ATTACHED.match(char):
            continue
        now = face_of(char)
        if now != face and place > begun:
            yield face, text[begun:place]
            begun = place
        face = now
    if begun < len(text):
        yield face, text[begun:]
