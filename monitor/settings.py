"""Where the program finds things: configuration folder, database, working folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from monitor.errors import UsageError

_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Settings:
    """The places of one run; ``var`` holds the database, anchors and file messages."""

    config_dir: Path
    database_url: str
    var: Path

    @classmethod
    def from_env(
        cls, config: str | None = None, database: str | None = None, env: Mapping[str, str] | None = None
    ) -> Settings:
        """Options first, then ``MONITOR_CONFIG``, ``MONITOR_DATABASE_URL``, ``MONITOR_VAR``, then the defaults."""
        env = os.environ if env is None else env
        var = Path(env.get("MONITOR_VAR") or "var").resolve()
        config_dir = Path(config or env.get("MONITOR_CONFIG") or "config").resolve()
        url = database or env.get("MONITOR_DATABASE_URL") or f"sqlite:///{var / 'monitor.db'}"
        return cls(config_dir, url, var)


def sample_config_dir() -> Path:
    """The sample configuration: inside an installed package, else beside it in a source tree."""
    for candidate in (_PACKAGE / "sample_config", _PACKAGE.parent / "config"):
        if (candidate / "office.yaml").is_file():
            return candidate
    raise UsageError("安装不完整：找不到示例配置")


def write_sample_config(target: Path) -> list[Path]:
    """Copy the sample configuration into ``target``; an existing file is never overwritten.

    Raises:
        UsageError: the folder already holds configuration, or cannot be written.
    """
    if (target / "office.yaml").exists():
        raise UsageError(f"{target} 中已有配置，未作改动")
    source = sample_config_dir()
    written = []
    try:
        for path in sorted(p for p in source.rglob("*") if p.is_file()):
            goal = target / path.relative_to(source)
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, goal)
            written.append(goal)
    except OSError as error:
        raise UsageError(f"无法写入 {target}：{error.strerror}") from error
    return written
