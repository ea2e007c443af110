"""The one tree of errors: each carries a Chinese sentence for the user; the cause goes to the log."""

from __future__ import annotations

from pathlib import Path


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
