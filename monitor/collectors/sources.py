"""The model of ``config/sources.yaml``: which sources are polled, how often, and which addresses are admitted."""

from __future__ import annotations

import ipaddress
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, field_validator, model_validator

from monitor.config_file import ConfigModel, Span, read

Kind = Literal["feed", "page", "json", "imap", "folder"]
SourceKind = Literal[
    "central_media",
    "local_media",
    "portal",
    "social",
    "forum",
    "hotline",
    "mailbox",
    "official_site",
    "other",
]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def _network(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError("须为地址或网段，如 127.0.0.1 或 10.0.0.0/8")
    try:
        return ipaddress.ip_network(value.strip(), strict=False)
    except ValueError as error:
        raise ValueError(f"不是有效的地址或网段：{value}") from error


class PageSelectors(ConfigModel):
    """Where a list page holds its links and an article page its parts (CSS selectors)."""

    links: str
    title: str | None = None
    text: str | None = None
    date: str | None = None
    author: str | None = None
    max_articles: int = Field(default=20, ge=1, le=200)


class FieldMapping(ConfigModel):
    """Which dotted path of a JSON answer holds which field of an item; a field without a path keeps its own name."""

    items: str = ""
    id: str = "id"
    title: str = "title"
    text: str = "text"
    url: str = "url"
    author: str = "author"
    source: str = "source"
    published_at: str = "published_at"
    likes: str = "likes"
    comments: str = "comments"
    reposts: str = "reposts"
    views: str = "views"
    reply: str = "reply"
    replied_at: str = "replied_at"


class Source(ConfigModel):
    """One place that is polled.

    ``url`` is an address for feed, page and json, ``imaps://user@host/MAILBOX`` for imap, and for folder a path with
    an optional pattern, relative to the configuration directory. ``timeout`` bounds one request, ``max_bytes`` the
    unpacked answer. ``password_env`` names the environment variable with the mailbox password.
    """

    name: str = Field(min_length=1, max_length=100)
    kind: Kind
    url: str = Field(min_length=1)
    source_kind: SourceKind = "other"
    every: Span = timedelta(minutes=10)
    enabled: bool = True
    focus: tuple[Literal["a", "b", "c"], ...] = ()
    region: str | None = None
    timeout: Span = timedelta(seconds=30)
    max_bytes: int = Field(default=10_000_000, ge=1_000, le=200_000_000)
    user_agent: str | None = None
    encoding: str | None = None
    selectors: PageSelectors | None = None
    mapping: FieldMapping | None = None
    password_env: str | None = None

    def missed_after(self, rate: float = 1.0) -> timedelta:
        """How long after a poll that worked the next one is missing: a source is asked at its interval, or once an hour.

        ``rate`` is how fast product time runs: a minute by which the machine is late must not look like hours of silence.
        """
        return self.every + max(timedelta(hours=1), timedelta(minutes=1) * rate)

    @field_validator("every", "timeout")
    @classmethod
    def _positive(cls, value: timedelta) -> timedelta:
        if value < timedelta(seconds=1):
            raise ValueError("时长至少 1s")
        return value

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                "".encode(value)
            except LookupError as error:
                raise ValueError(f"未知的字符编码：{value}") from error
        return value

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Source:
        problem = _misfit(self)
        if problem:
            raise ValueError(f"信源“{self.name}”{problem}")
        return self


def _misfit(source: Source) -> str | None:
    """What a source of this kind lacks or has too much of, in words; None when it is sound."""
    scheme = urlsplit(source.url).scheme
    if source.kind in ("feed", "page", "json") and scheme not in ("http", "https"):
        return "的 url 须以 http:// 或 https:// 开头"
    if source.kind == "imap":
        return _misfit_mailbox(source)
    if source.kind == "page" and source.selectors is None:
        return "为 page 类，须写 selectors（至少 links）"
    if source.kind == "folder" and "://" in source.url:
        return "为 folder 类，url 须为目录或文件通配，如 feeds/*.xml"
    return None


def _misfit_mailbox(source: Source) -> str | None:
    parts = urlsplit(source.url)
    if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
        return "的 url 须写作 imaps://用户@主机/信箱"
    if parts.password is not None:
        return "的 url 不得含口令，请用 password_env 指定环境变量"
    if source.password_env is None:
        return "为 imap 类，须写 password_env（保存口令的环境变量名）"
    return None


class SourceBook(ConfigModel):
    """The whole of ``sources.yaml``."""

    sources: tuple[Source, ...] = ()
    allow_private: tuple[Annotated[Network, BeforeValidator(_network)], ...] = ()

    @field_validator("sources")
    @classmethod
    def _distinct_names(cls, value: tuple[Source, ...]) -> tuple[Source, ...]:
        twice = [name for name, n in Counter(s.name for s in value).items() if n > 1]
        if twice:
            raise ValueError(f"信源名称重复：{twice[0]}")
        return value

    def named(self, name: str) -> Source | None:
        """The source of that name, or None."""
        return next((s for s in self.sources if s.name == name), None)


def read_sources(path: Path) -> SourceBook:
    """Read ``sources.yaml``. Raises ConfigError naming file, key and line."""
    return read(path, SourceBook)
