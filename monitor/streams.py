"""Whatever character set a machine is set to, Chinese goes in and out of the program whole."""

from __future__ import annotations

import codecs
import io
import os
import sys

_CHINESE = "政务舆情"


def need_utf8() -> None:
    """Begin anew in UTF-8 where the machine's character set holds no Chinese (``LANG`` of another country, or of none).

    Arguments and file names were read in that character set before the program began, so that they cannot be mended
    from within: 张三 as a reason would be kept as ``å¼ ä¸‰``. The process stays the same one.
    """
    if not sys.flags.utf8_mode and not holds_chinese(sys.getfilesystemencoding()):
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def settle_streams() -> None:
    """Let no character end a command: what the streams cannot hold is written as its escape.

    A character set without Chinese gives way to UTF-8, which such terminals nearly always show; GBK and its like stay.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if holds_chinese(stream.encoding) else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def holds_chinese(encoding: str | None) -> bool:
    """Whether a character set can write simplified Chinese."""
    try:
        return bool(_CHINESE.encode(encoding or "ascii"))
    except (UnicodeEncodeError, LookupError):
        return False


def is_utf8(stream: object) -> bool:
    """Whether a stream writes UTF-8; JSON for any other is written in ASCII, which every character set shares."""
    encoding = getattr(stream, "encoding", None)
    try:
        return isinstance(encoding, str) and codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        return False
