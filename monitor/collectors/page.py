"""A list page and the article pages that it links to → items."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from monitor.collectors.article import Article, open_page, read_article
from monitor.collectors.fetching import absolute, fetch_listing, request_options
from monitor.collectors.http import Fetched, HttpClient
from monitor.collectors.poll import Poll, PollState, Reject, content_id, poll_of, reject, remembered
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
    """Polls a list page and reads the articles that it has not read before.

    The cursor holds the links of the present list that were read, so it stays as short as the list; an article that
    failed is tried again at the next poll.
    """

    async def poll(self, source: Source, state: PollState, http: HttpClient) -> Poll:
        """Fetch the list and its new articles. Raises OutsideError when the list cannot be had or holds no links."""
        selectors = source.selectors or PageSelectors(links="a[href]")
        listing = await fetch_listing(source, state, http)
        if listing.not_modified:
            return Poll(state=state, not_modified=True)
        links = find_links(_open(listing, source), selectors, listing.url)
        if not links:
            raise OutsideError(f"{source.name} 的列表页没有找到链接，请核对 selectors.links")
        memory = remembered(state)
        seen = frozenset(memory if isinstance(memory, list) else ())
        fresh = [link for link in links if content_id(link.url) not in seen]
        due = fresh[: selectors.max_articles]
        rows: list[tuple[Item | Reject, int]] = []
        begun = time.monotonic()
        for link in due:
            rows.append(await self._article(link, source, http))
            if time.monotonic() - begun > _LONG_ENOUGH_SECONDS:
                break
        read = {
            content_id(link.url) for link, (row, _) in zip(due, rows, strict=False) if isinstance(row, Item)
        }
        size = len(listing.body) + sum(n for _, n in rows)
        return poll_of((row for row, _ in rows), _state(listing, links, seen | read), size)

    async def _article(self, link: Link, source: Source, http: HttpClient) -> tuple[Item | Reject, int]:
        try:
            fetched = await http.fetch(link.url, **request_options(source))
            article = await asyncio.to_thread(lambda: read_article(_open(fetched, source), source.selectors))
        except OutsideError as error:
            return reject(link.number, str(error), link.url), 0
        return _item(link, article, source), len(fetched.body)


def _open(fetched: Fetched, source: Source) -> LexborHTMLParser:
    return open_page(fetched.body, charset=fetched.charset, encoding=source.encoding)


def _state(listing: Fetched, links: list[Link], seen: frozenset[str]) -> PollState:
    """Validators are kept only when every link was read: a 304 would hide the articles still to be had."""
    present = [content_id(link.url) for link in links]
    known = sorted(set(present) & seen)
    whole = len(known) == len(set(present))
    return PollState(
        listing.etag if whole else None, listing.last_modified if whole else None, json.dumps(known)
    )


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


def _item(link: Link, article: Article, source: Source) -> Item | Reject:
    title = article.title or link.words
    if not title and not article.text:
        return reject(link.number, "文章页既无标题也无正文", link.url)
    return Item(
        id=link.url,
        title=title,
        text=article.text,
        url=link.url,
        source=source.name,
        source_kind=source.source_kind,
        author=article.author,
        published_at=article.published.at if article.published else None,
        date_only=article.published.date_only if article.published else False,
    )
