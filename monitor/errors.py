"""The one tree of errors: each carries a Chinese sentence for the user; the cause goes to the log."""

from __future__ import annotations

import errno
from pathlib import Path

_REASONS = {
    errno.ENOENT: "文件或目录不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EROFS: "磁盘只读",
    errno.EISDIR: "是目录，不是文件",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EEXIST: "同名的文件已存在",
    errno.ENAMETOOLONG: "名称太长",
    errno.EFBIG: "文件过大",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件过多",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.ECONNREFUSED: "对方拒绝连接",
    errno.ECONNRESET: "连接被对方中断",
    errno.EHOSTUNREACH: "主机不可达",
    errno.ENETUNREACH: "网络不可达",
    errno.ETIMEDOUT: "超时",
}


def reason_of(error: OSError) -> str:
    """What the machine refused, in Chinese; its own words where there are none of ours."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


class MonitorError(Exception):
    """Base of every error the program raises on purpose; ``str()`` is one Chinese sentence."""


class UsageError(MonitorError):
    """A command was called the wrong way (exit code 2)."""


class ConfigError(MonitorError):
    """A configuration file is wrong (exit code 2); names the file and the key or line."""

    def __init__(self, file: Path | str, where: str, problem: str) -> None:
        self.file, self.where, self.problem = str(file), where, problem
        super().__init__(f"{self.file}：{where}：{problem}" if where else f"{self.file}：{problem}")


class BadItem(MonitorError):
    """An incoming row cannot become an item; the reason is written to the reject file."""


class Refused(MonitorError):
    """An act on a case is not allowed in its present state or by this person (exit code 1)."""


class NotFound(MonitorError):
    """What was asked for does not exist (exit code 1)."""


class OutsideError(MonitorError):
    """Something outside failed: a site, a channel, a mail server.

    ``permanent`` tells whether trying again can help.
    """

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        self.permanent = permanent
        super().__init__(message)


class StoreError(MonitorError):
    """The database cannot be reached or holds something that must not be there."""
