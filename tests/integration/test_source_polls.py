"""Whole polls of feeds, list pages, JSON APIs and mailboxes against servers on the loopback address."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from monitor.collectors.collect import collect_one
from monitor.collectors.http import HttpClient
from monitor.collectors.poll import Poll, PollState, content_id
from monitor.collectors.sources import Source
from monitor.errors import OutsideError
from tests.site import LOOPBACK, Answer, run, serving

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def says(body: str | bytes, content_type: str = "text/xml", charset: str = "utf-8", **headers: str) -> Answer:
    raw = body if isinstance(body, bytes) else body.encode(charset)

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=raw, headers={"Content-Type": content_type, **headers})

    return answer


def rss(*titles: str, declaration: str = "") -> str:
    entries = "".join(f"<item><title>{t}</title><link>/{n}</link></item>" for n, t in enumerate(titles))
    return f"{declaration}<rss version='2.0'><channel><title>频道</title>{entries}</channel></rss>"


def source(url: str, **overrides: Any) -> Source:
    return Source.model_validate(
        {"name": "源", "kind": "feed", "url": url, "source_kind": "forum", **overrides}
    )


async def poll(one: Source, state: PollState | None = None) -> Poll:
    async with HttpClient(LOOPBACK) as http:
        return await collect_one(one, state or PollState(), http, Path())


def polled(answer: Answer, **overrides: Any) -> Poll:
    async def work() -> Poll:
        async with serving({"/f": answer}) as base:
            return await poll(source(f"{base}/f", **overrides))

    return run(work())


def titles(result: Poll) -> list[str]:
    return [i.title for i in result.items]


@pytest.mark.parametrize(
    "answer",
    [
        says(rss("供暖不热", "道路塌陷"), "text/xml; charset=gbk", "gbk"),
        says(rss("供暖不热", "道路塌陷"), "text/xml; charset=utf-8", "gbk"),
        says(
            rss("供暖不热", "道路塌陷", declaration="<?xml version='1.0' encoding='gb2312'?>"),
            "text/html",
            "gbk",
        ),
        says(rss("供暖不热", "道路塌陷"), "application/octet-stream"),
        says(rss("供暖不热", "道路塌陷", "被截断的").encode()[:-60], "text/xml"),
    ],
    ids=["gbk", "wrong charset", "html type", "octets", "cut off"],
)
def test_a_feed_is_read_whatever_its_server_says_of_it(answer: Answer) -> None:
    result = polled(answer)
    assert titles(result)[:2] == ["供暖不热", "道路塌陷"]
    assert result.items[0].url is not None
    assert result.items[0].url.endswith("/0")
    assert (result.items[0].source, result.items[0].source_kind) == ("源", "forum")


def test_a_feed_is_fetched_again_only_when_it_changed() -> None:
    seen: list[str | None] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(request.headers.get("If-None-Match"))
        fresh = seen[-1] == '"v1"'
        body = None if fresh else rss("一").encode()
        return web.Response(status=304 if fresh else 200, body=body, headers={"ETag": '"v1"'})

    async def work() -> tuple[Poll, Poll]:
        async with serving({"/f": answer}) as base:
            first = await poll(source(f"{base}/f"))
            return first, await poll(source(f"{base}/f"), first.state)

    first, second = run(work())
    assert (titles(first), first.not_modified) == (["一"], False)
    assert (second.items, second.not_modified, second.state) == ((), True, first.state)
    assert seen == [None, '"v1"']


def test_an_unchanged_body_counts_as_not_modified_where_a_server_sends_no_validators() -> None:
    async def work() -> Poll:
        async with serving({"/f": says(rss("一"))}) as base:
            first = await poll(source(f"{base}/f"))
            return await poll(source(f"{base}/f"), first.state)

    second = run(work())
    assert second.not_modified
    assert second.bytes > 0


def test_a_page_that_is_no_feed_is_an_error_with_the_sources_name() -> None:
    with pytest.raises(OutsideError, match="源"):
        polled(says("<html><body>维护中</body></html>", "text/html"))


def test_a_sources_own_limits_and_encoding_hold() -> None:
    with pytest.raises(OutsideError, match="上限"):
        polled(says(rss("一" * 2000)), max_bytes=1000)
    assert titles(polled(says(rss("停水").replace("频", "頻"), "text/xml", "big5"), encoding="big5")) == [
        "停水"
    ]


def test_a_feed_on_a_private_address_is_refused_unless_allowed() -> None:
    async def work() -> None:
        async with serving({"/f": says(rss("一"))}) as base, HttpClient() as http:
            with pytest.raises(OutsideError, match="allow_private"):
                await collect_one(source(f"{base}/f"), PollState(), http, Path())

    run(work())


ARTICLE = "<html><h1>{}</h1><p>2026-11-23 08:00</p><div id=zoom><p>{}</p></div></html>"


def test_a_list_page_brings_each_article_once_and_tries_a_failed_one_again() -> None:
    healthy = False

    async def second(request: web.Request) -> web.Response:
        if not healthy:
            raise web.HTTPServiceUnavailable
        return web.Response(text=ARTICLE.format("乙", "正文乙" * 20), content_type="text/html")

    async def work() -> list[Poll]:
        nonlocal healthy
        listing = "<ul><li><a href='/1'>甲…</a></li><li><a href='/2'>乙…</a></li></ul>"
        routes = {
            "/": says(listing, "text/html", ETag='"same"'),
            "/1": says(ARTICLE.format("甲", "正文甲" * 20), "text/html", "gbk"),
            "/2": second,
        }
        async with serving(routes) as base:
            page = source(f"{base}/", kind="page", selectors={"links": "li a"})
            first = await poll(page)
            healthy = True
            again = await poll(page, first.state)
            return [first, again, await poll(page, again.state)]

    first, again, last = run(work())
    assert titles(first) == ["甲"]
    assert "正文甲" in first.items[0].text
    assert [(r.row, "503" in r.reason) for r in first.rejects] == [(2, True)]
    assert first.state.etag is None
    assert titles(again) == ["乙"]
    assert again.state.etag == '"same"'
    assert last.items == ()


class EditedSite:
    """A list page that never changes, over one article that a test edits."""

    def __init__(self, *, validators: bool = True) -> None:
        self.article = ARTICLE.format("通报", "事故造成3人死亡，善后工作正在进行。" * 3)
        self.listing = "<ul><li><a href='/1'>通报</a></li></ul>"
        self.validators, self.asked = validators, 0

    async def _list(self, request: web.Request) -> web.Response:
        tag = f'"{hash(self.listing)}"'
        if self.validators and request.headers.get("If-None-Match") == tag:
            return web.Response(status=304)
        return web.Response(
            text=self.listing, content_type="text/html", headers={"ETag": tag} if self.validators else {}
        )

    async def _article(self, request: web.Request) -> web.Response:
        self.asked += 1
        if not self.article:
            raise web.HTTPNotFound
        return web.Response(text=self.article, content_type="text/html")

    async def polls(self, *edits: str | None, **overrides: Any) -> list[Poll]:
        """One poll, then one after each edit (None: nothing was edited)."""
        async with serving({"/": self._list, "/1": self._article}) as base:
            page = source(f"{base}/", kind="page", selectors={"links": "li a"}, **overrides)
            done = [await poll(page)]
            for edit in edits:
                self.article = self.article if edit is None else edit
                done.append(await poll(page, done[-1].state))
            return done


def test_an_article_that_was_edited_after_it_was_read_is_given_anew_though_its_list_stands_as_it_did() -> (
    None
):
    site = EditedSite()
    first, again, last = run(site.polls(site.article.replace("3人", "5人"), None))
    assert "3人死亡" in first.items[0].text
    assert [i.id for i in again.items] == [first.items[0].id]
    assert "5人死亡" in again.items[0].text and not again.not_modified
    assert (last.items, last.rejects) == ((), ())


def test_what_a_page_counts_by_itself_and_how_it_is_marked_up_is_no_edit() -> None:
    site = EditedSite()
    site.article = site.article.replace("</p></div>", "</p><p class=n1>浏览次数：1024次 3小时前</p></div>")
    moved = site.article.replace("n1", "n2").replace("1024", "2.3万").replace("3小时", "5小时")
    assert [len(p.items) for p in run(site.polls(moved))] == [1, 0]
    assert site.asked == 2


def test_an_article_that_stands_is_looked_at_ever_more_rarely_but_never_given_up() -> None:
    site = EditedSite()
    run(site.polls(*[None] * 31, every="1h"))
    # after 1, 2, 4 polls, and from then on every six hours
    assert site.asked == 1 + 3 + 4
    site.asked = 0
    run(site.polls(*[None] * 3, every="1d"))
    assert site.asked == 4


@pytest.mark.parametrize(
    "gone",
    [
        "",
        "<html><body><h1>提示</h1><div id=zoom>您访问的页面不存在或已被删除，请返回首页，或稍后再试。</div></body></html>",
        "<html><script>challenge()</script></html>",
        ARTICLE.format("通报", "事故" * 40).replace("2026-11-23 08:00", ""),
    ],
    ids=["404", "notice", "challenge", "another page"],
)
def test_a_notice_in_the_place_of_an_article_does_not_take_its_text_away(gone: str) -> None:
    site = EditedSite()
    whole = site.article
    _, missing, _, back = run(site.polls(gone or "", None, whole.replace("3人", "4人")))
    assert missing.items == ()
    assert ["再次读取" in r.reason for r in missing.rejects] == [True]
    assert ["4人死亡" in i.text for i in back.items] == [True]


def test_an_article_that_its_list_names_no_more_is_followed_for_some_time_and_then_let_go() -> None:
    site = EditedSite(validators=False)

    async def work() -> tuple[set[str], str]:
        async with serving({"/": site._list, "/1": site._article, "/2": site._article}) as base:
            page = source(f"{base}/", kind="page", selectors={"links": "li a"}, every="1h")
            done = await poll(page)
            site.listing = "<ul><li><a href='/2'>另一篇</a></li></ul>"
            done = await poll(page, done.state)
            site.article = site.article.replace("3人", "7人")
            told = set()
            for _ in range(20):
                done = await poll(page, done.state)
                told |= {i.url.rsplit("/", 1)[1] for i in done.items if i.url and "7人" in i.text}
            return told, done.state.cursor or ""

    told, cursor = run(work())
    assert told == {"1", "2"}
    assert '/2"' in cursor and '/1"' not in cursor


def test_what_an_older_version_remembers_of_a_list_is_taken_over() -> None:
    site = EditedSite()

    async def work() -> tuple[Poll, Poll]:
        async with serving({"/": site._list, "/1": site._article}) as base:
            page = source(f"{base}/", kind="page", selectors={"links": "li a"})
            tag = f'"{hash(site.listing)}"'
            first = await poll(page, PollState(tag, None, json.dumps([content_id(f"{base}/1")])))
            return first, await poll(page, first.state)

    first, second = run(work())
    assert len(first.items) + len(second.items) == 1, "what was edited before the upgrade is seen, too"


def test_a_list_page_without_links_says_which_selector_to_check() -> None:
    with pytest.raises(OutsideError, match=r"selectors\.links"):
        polled(says("<html></html>", "text/html"), kind="page", selectors={"links": ".none a"})


def test_a_json_api_is_mapped() -> None:
    body = json.dumps({"data": [{"no": 1, "t": "停水"}, 5]})
    result = polled(
        says(body, "application/json"), kind="json", mapping={"items": "data", "id": "no", "title": "t"}
    )
    assert [(i.id, i.title) for i in result.items] == [("1", "停水")]
    assert [r.row for r in result.rejects] == [2]


class MailServer(socketserver.ThreadingTCPServer):
    """As much of IMAP4rev1 as reading one mailbox takes."""

    allow_reuse_address = True
    daemon_threads = True
    validity = 7

    def __init__(self, messages: dict[int, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), MailSession)
        self.messages = messages
        self.refused: tuple[str, ...] = ()
        """What commands begin with that are answered NO, as by a server that is overloaded."""


class MailSession(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.say("* OK ready")
        for line in self.rfile:
            tag, _, rest = line.decode().strip().partition(" ")
            failed = rest.startswith(self.server.refused) if self.server.refused else False
            failed |= rest.startswith("LOGIN") and "right" not in rest
            for answer in () if failed else self.answers(rest):
                self.say(answer)
            self.say(f"{tag} {'NO' if failed else 'OK'} done")

    def say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def answers(self, command: str) -> Iterator[str]:
        messages = self.server.messages
        if command.startswith("CAPABILITY"):
            yield "* CAPABILITY IMAP4rev1"
        elif command.startswith("EXAMINE"):
            yield f"* {len(messages)} EXISTS"
            yield f"* OK [UIDVALIDITY {self.server.validity}] fine"
        elif command.startswith("UID SEARCH"):
            yield "* SEARCH " + " ".join(map(str, messages))
        elif "RFC822.SIZE" in command:
            yield from (
                f"* {n} FETCH (UID {u} RFC822.SIZE {len(m)})" for n, (u, m) in enumerate(messages.items(), 1)
            )
        elif command.startswith("UID FETCH"):
            uid = int(command.split()[2])
            body = messages[uid].decode()
            received = '"23-Nov-2026 08:00:00 +0800"'
            yield f"* 1 FETCH (UID {uid} INTERNALDATE {received} BODY[] {{{len(body)}}}\r\n{body})"


@contextmanager
def mail_server(messages: dict[int, bytes]) -> Iterator[MailServer]:
    with MailServer(messages) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def mailbox(server: MailServer, **overrides: Any) -> Source:
    url = f"imap://office@127.0.0.1:{server.server_address[1]}/INBOX"
    return source(url, kind="imap", password_env="TEST_MAIL_PASSWORD", source_kind="mailbox", **overrides)


def test_a_mailbox_is_read_once_and_then_from_its_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_MAIL_PASSWORD", "right")
    messages = {4: b"Subject: one\r\n\r\ntext", 9: b"Subject: two\r\n\r\n" + b"x" * 3000}
    with mail_server(messages) as server:
        first = run(poll(mailbox(server, max_bytes=1000)))
        nothing = run(poll(mailbox(server), first.state))
        server.messages = {12: b"Subject: three\r\n\r\ntext"}
        third = run(poll(mailbox(server), first.state))
        server.validity = 8
        renumbered = run(poll(mailbox(server), third.state))
    assert titles(first) == ["one"]
    assert first.items[0].published_at is not None
    assert first.items[0].published_at.isoformat() == "2026-11-23T00:00:00+00:00"
    assert [r.row for r in first.rejects] == [9]
    assert nothing.not_modified
    assert titles(third) == ["three"]
    assert titles(renumbered) == ["three"]


def test_what_a_mail_server_refuses_for_now_is_read_at_the_next_poll(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_MAIL_PASSWORD", "right")
    letters = {n: f"Subject: {n}\r\n\r\ntext".encode() for n in (4, 5, 6)}
    with mail_server(letters) as server:
        for command in ("UID SEARCH", "UID FETCH 4,5,6"):
            server.refused = (command,)
            with pytest.raises(OutsideError, match="下次轮询再读"):
                run(poll(mailbox(server)))
        server.refused = ("UID FETCH 5 ",)
        first = run(poll(mailbox(server)))
        server.refused = ()
        second = run(poll(mailbox(server), first.state))
        third = run(poll(mailbox(server), second.state))
    assert (titles(first), first.rejects) == (["4", "6"], ())
    assert titles(second) == ["5"] and third.not_modified


def test_a_mail_server_that_refuses_every_letter_for_a_while_costs_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each poll of the time gave the first letter of the list up for good."""
    monkeypatch.setenv("TEST_MAIL_PASSWORD", "right")
    letters = {n: f"Subject: {n}\r\n\r\ntext".encode() for n in (4, 5)}
    with mail_server({4: letters[4]}) as server:
        server.refused = tuple(f"UID FETCH {n} (I" for n in letters)
        alone = run(poll(mailbox(server)))
        assert (alone.items, alone.rejects) == ((), ())
        server.messages = letters
        with pytest.raises(OutsideError, match="拒绝给出邮件"):
            run(poll(mailbox(server), alone.state))
        server.refused = ()
        assert sorted(titles(run(poll(mailbox(server), alone.state)))) == ["4", "5"]


def test_letters_that_are_never_given_out_make_no_fault_of_a_sound_mailbox(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two of them failed each poll without other news, were never counted, and ten held up all new ones."""
    monkeypatch.setenv("TEST_MAIL_PASSWORD", "right")
    monkeypatch.setattr("monitor.collectors.imap._TRIES", 3)
    letters = {n: f"Subject: {n}\r\n\r\ntext".encode() for n in range(1, 12)}
    with mail_server(letters) as server:
        server.refused = tuple(f"UID FETCH {n} (I" for n in range(2, 12))
        first = run(poll(mailbox(server)))
        assert titles(first) == ["1"]
        server.messages = letters | {20: b"Subject: 20\r\n\r\ntext"}
        second = run(poll(mailbox(server), first.state))
        assert titles(second) == ["20"]
        third = run(poll(mailbox(server), second.state))
    assert len(third.rejects) == 10 and third.items == ()


def test_a_letter_that_is_never_given_out_is_rejected_at_last_and_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TEST_MAIL_PASSWORD", "right")
    monkeypatch.setattr("monitor.collectors.imap._TRIES", 3)
    with mail_server({n: f"Subject: {n}\r\n\r\ntext".encode() for n in (4, 5)}) as server:
        server.refused = ("UID FETCH 4 (I",)
        polls = [run(poll(mailbox(server)))]
        for _ in range(3):
            polls.append(run(poll(mailbox(server), polls[-1].state)))
    assert [titles(one) for one in polls] == [["5"], [], [], []]
    assert [[r.row for r in one.rejects] for one in polls] == [[], [], [4], []]


def test_a_wrong_password_or_a_closed_door_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_MAIL_PASSWORD", "wrong")
    with mail_server({}) as server:
        with pytest.raises(OutsideError, match="口令"):
            run(poll(mailbox(server)))
        closed = mailbox(server)
    with pytest.raises(OutsideError, match="无法打开"):
        run(poll(closed))


def test_a_mailbox_on_a_private_address_is_refused_unless_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_MAIL_PASSWORD", "right")

    async def work(one: Source) -> None:
        async with HttpClient() as http:
            await collect_one(one, PollState(), http, Path())

    with mail_server({}) as server, pytest.raises(OutsideError, match="allow_private"):
        run(work(mailbox(server)))
