"""The door to all collectors: one source in, one poll out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from monitor.collectors.feed import FeedCollector
from monitor.collectors.folder import FolderCollector
from monitor.collectors.http import HttpClient
from monitor.collectors.imap import MailboxCollector
from monitor.collectors.json_api import JsonCollector
from monitor.collectors.page import PageCollector
from monitor.collectors.poll import Collector, Poll, PollState
from monitor.collectors.sources import Source

_BUILDERS: Mapping[str, Callable[[Path], Collector]] = {
    "feed": lambda _: FeedCollector(),
    "page": lambda _: PageCollector(),
    "json": lambda _: JsonCollector(),
    "imap": lambda _: MailboxCollector(),
    "folder": FolderCollector,
}


async def collect_one(source: Source, state: PollState, http: HttpClient, config_dir: Path) -> Poll:
    """Poll one source by its kind. Raises OutsideError when nothing could be read from it."""
    return await _BUILDERS[source.kind](config_dir).poll(source, state, http)
