"""What a check of the doctor says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warning", "error"]
_MARKS = {"ok": "正常", "warning": "注意", "error": "错误"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what was found and what to do."""

    check: str
    level: Level
    found: str
    remedy: str = ""

    def to_json(self) -> dict[str, str]:
        return {"check": self.check, "level": self.level, "found": self.found, "remedy": self.remedy}

    def text(self) -> str:
        remedy = f"；处理：{self.remedy}" if self.remedy else ""
        return f"[{_MARKS[self.level]}] {self.found}{remedy}"
