"""Where the program finds things: configuration folder, database, working folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from monitor.config_file import BOOKS
from monitor.errors import UsageError, reason_of

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
        """Options first, then ``MONITOR_CONFIG``, ``MONITOR_DATABASE_URL``, ``MONITOR_VAR``, then the defaults.

        ``MONITOR_OFFICE`` picks the rule book of one of several offices, ``books/OFFICE`` in the configuration folder.

        Raises:
            UsageError: there is no such rule book.
        """
        env = os.environ if env is None else env
        var = Path(env.get("MONITOR_VAR") or "var").resolve()
        config_dir = Path(config or env.get("MONITOR_CONFIG") or "config").resolve()
        office = env.get("MONITOR_OFFICE")
        if office:
            config_dir = _book(config_dir, office)
        url = database or env.get("MONITOR_DATABASE_URL") or f"sqlite:///{var / 'monitor.db'}"
        return cls(config_dir, url, var)


def _book(config_dir: Path, office: str) -> Path:
    folder = config_dir / BOOKS / office
    if Path(office).name != office or not folder.is_dir():
        raise UsageError(
            f"{config_dir / BOOKS} 中没有环境变量 MONITOR_OFFICE 所指的单位 {office}；用本目录自身的规则时不要设置它"
        )
    return folder


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
        raise UsageError(f"无法写入 {target}：{reason_of(error)}") from error
    return written
