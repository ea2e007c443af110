"""A list page and the article pages that it links to → items."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser

from monitor.collectors.article import Article, open_page, read_article
from monitor.collectors.fetching import absolute, fetch_listing, request_options
from monitor.collectors.http import Fetched, HttpClient
from monitor.collectors.poll import Poll, PollState, Reject, content_id, poll_of, reject
from monitor.collectors.rereading import Read, Readings, is_article_still, readings_of, words_of
from monitor.collectors.sources import PageSelectors, Source
from monitor.errors import OutsideError
from monitor.item import Item

_LONG_ENOUGH_SECONDS = 300.0
"""A site that answers slowly gives up what it has told by then; the rest of its list is asked at the next poll."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a list page: its number on the page, its address and its words."""

    number: int
    url: str
    words: str


class PageCollector:
    """Polls a list page, reads the articles that it has not read before, and some of the others again.

    Announcements are edited in place, and the list does not tell: each article is looked at again, soon at first and then
    ever more rarely, and given anew where it says something else. One that failed is tried again at the next poll.
    """

    async def poll(self, source: Source, state: PollState, http: HttpClient) -> Poll:
        """Fetch the list and its new articles. Raises OutsideError when the list cannot be had or holds no links."""
        most = _selectors(source).max_articles
        readings, ids = readings_of(state, source.every)
        # Ids name no addresses: the list itself has to be had once more.
        listing = await fetch_listing(source, PollState() if ids else state, http)
        links = [] if listing.not_modified else await asyncio.to_thread(_links, listing, source)
        for link in links:
            if content_id(link.url) in ids:
                readings.note_first(Read(link.url, link.words))
        if links:
            readings.see_list(link.url for link in links)
        fresh = [link for link in links if link.url not in readings][:most]
        again = readings.due(max(most - len(fresh), most // 4, 1))
        round_ = _Round(source, http, readings, {link.url: link.number for link in links})
        await round_.read(fresh, again)
        bare = listing.not_modified and not round_.rows
        following = _state(state if listing.not_modified else _validators(listing, links, readings), readings)
        return replace(poll_of(round_.rows, following, len(listing.body) + round_.size), not_modified=bare)


@dataclass(slots=True)
class _Round:
    """The articles that one poll reads, one after another."""

    source: Source
    http: HttpClient
    readings: Readings
    numbers: Mapping[str, int]
    rows: list[Item | Reject] = field(default_factory=list)
    size: int = 0

    async def read(self, fresh: Sequence[Link], again: Sequence[Read]) -> None:
        """Read what is new, then again what was read, as far as the time allows."""
        begun = time.monotonic()
        for link in fresh:
            await self._first(link)
            if time.monotonic() - begun > _LONG_ENOUGH_SECONDS:
                return
        for read in again:
            await self._again(read)
            if time.monotonic() - begun > _LONG_ENOUGH_SECONDS:
                return

    async def _first(self, link: Link) -> None:
        read = Read(link.url, link.words)
        try:
            fetched, article = await self._article(read)
        except OutsideError as error:
            self.rows.append(reject(link.number, str(error), link.url))
            return
        row = _item(link.number, read, article, self.source)
        self.rows.append(row)
        if isinstance(row, Item):
            self.readings.note_first(await asyncio.to_thread(_as_read, read, fetched, article))

    async def _again(self, read: Read) -> None:
        try:
            fetched, article = await self._article(read)
        except OutsideError as error:
            note = self.readings.note_same if error.permanent else self.readings.note_missed
            note(read)
            self.rows.append(self._refused(read, f"再次读取时：{error}"))
            return
        if fetched.not_modified:
            self.readings.note_same(read)
            return
        now = await asyncio.to_thread(_as_read, read, fetched, article)
        if now.words == read.words:
            self.readings.note_same(now)
        elif not await asyncio.to_thread(is_article_still, read, article):
            self.readings.note_same(read)
            self.rows.append(
                self._refused(read, "再次读取时已不是原来的文章，可能已撤下或改版；先前读到的正文保留")
            )
        else:
            self.rows.append(_item(self.numbers.get(read.url, 0), read, article, self.source))
            self.readings.note_edited(now)

    def _refused(self, read: Read, reason: str) -> Reject:
        return reject(self.numbers.get(read.url, 0), reason, read.url)

    async def _article(self, read: Read) -> tuple[Fetched, Article]:
        fetched = await self.http.fetch(
            read.url, etag=read.etag, last_modified=read.last_modified, **request_options(self.source)
        )
        self.size += len(fetched.body)
        if fetched.not_modified:
            return fetched, Article("", "")
        return fetched, await asyncio.to_thread(
            lambda: read_article(_open(fetched, self.source), self.source.selectors)
        )


def _selectors(source: Source) -> PageSelectors:
    return source.selectors or PageSelectors(links="a[href]")


def _open(fetched: Fetched, source: Source) -> LexborHTMLParser:
    return open_page(fetched.body, charset=fetched.charset, encoding=source.encoding)


def _links(listing: Fetched, source: Source) -> list[Link]:
    """The links of a list page. Raises OutsideError where it has none."""
    links = find_links(_open(listing, source), _selectors(source), listing.url)
    if not links:
        raise OutsideError(f"{source.name} 的列表页没有找到链接，请核对 selectors.links")
    return links


def _as_read(read: Read, fetched: Fetched, article: Article) -> Read:
    return replace(
        read,
        words=words_of(article),
        dated=read.dated or article.published is not None,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
    )


def _validators(listing: Fetched, links: list[Link], readings: Readings) -> PollState:
    """Validators are kept only when every link was read: a 304 would hide the articles still to be had."""
    whole = all(link.url in readings for link in links)
    return PollState(listing.etag, listing.last_modified) if whole else PollState()


def _state(validators: PollState, readings: Readings) -> PollState:
    return replace(validators, cursor=readings.cursor())


def find_links(page: LexborHTMLParser, selectors: PageSelectors, base: str) -> list[Link]:
    """The links of a list page, each once, in page order; a selector may name the links or what holds them."""
    found: dict[str, Link] = {}
    for node in page.css(selectors.links):
        anchor = node if node.tag == "a" else node.css_first("a[href]")
        href = anchor.attributes.get("href") if anchor is not None else None
        url = absolute(base, href)
        if anchor is None or url is None or url.split("#")[0] == base.split("#")[0]:
            continue
        words = anchor.attributes.get("title") or " ".join(anchor.text(separator=" ").split())
        found.setdefault(url, Link(len(found) + 1, url, words.strip()))
    return list(found.values())


def _item(number: int, read: Read, article: Article, source: Source) -> Item | Reject:
    title = article.title or read.title
    if not title and not article.text:
        return reject(number, "文章页既无标题也无正文", read.url)
    return Item(
        id=read.url,
        title=title,
        text=article.text,
        url=read.url,
        source=source.name,
        source_kind=source.source_kind,
        author=article.author,
        published_at=article.published.at if article.published else None,
        date_only=article.published.date_only if article.published else False,
    )
