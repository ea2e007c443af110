"""The HTTP client against a real server on the loopback address."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from collections.abc import Callable

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from monitor.collectors.http import USER_AGENT, HttpClient, Limits, fetch_page
from monitor.errors import OutsideError
from tests.site import LOOPBACK, OVER, Answer, run, serving

QUICK = Limits(total_s=0.3, connect_s=0.2, read_s=0.2, max_bytes=100_000)

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def says(body: bytes = b"", status: int = 200, **headers: str) -> Answer:
    async def answer(request: web.Request) -> web.Response:
        named = {k.replace("_", "-"): v for k, v in headers.items()}
        return web.Response(body=body, status=status, headers=named)

    return answer


def fetched_error(answer: Answer, limits: Limits | None = None) -> OutsideError:
    async def work() -> OutsideError:
        async with serving({"/": answer}) as base, HttpClient(LOOPBACK, limits=limits) as http:
            with pytest.raises(OutsideError) as caught:
                await http.fetch(f"{base}/")
            return caught.value

    return run(work())


def test_an_answer_comes_with_its_charset_and_validators() -> None:
    async def work() -> None:
        answer = says(b"<rss/>", Content_Type="text/xml; charset=gbk", ETag='"1"', Last_Modified="Mon")
        async with serving({"/f": answer}) as base, HttpClient(LOOPBACK) as http:
            got = await http.fetch(f"{base}/f")
        assert (got.status, got.url, got.body, got.charset) == (200, f"{base}/f", b"<rss/>", "gbk")
        assert (got.etag, got.last_modified, got.not_modified) == ('"1"', "Mon", False)

    run(work())


def test_a_second_fetch_with_validators_is_a_304_without_a_body() -> None:
    async def conditional(request: web.Request) -> web.Response:
        assert request.headers["User-Agent"] == USER_AGENT
        fresh = request.headers.get("If-None-Match") == '"1"'
        return web.Response(
            status=304 if fresh else 200, body=None if fresh else b"x", headers={"ETag": '"1"'}
        )

    async def work() -> None:
        async with serving({"/": conditional}) as base, HttpClient(LOOPBACK) as http:
            first = await http.fetch(f"{base}/")
            second = await http.fetch(f"{base}/", etag=first.etag, last_modified=first.last_modified)
        assert (second.not_modified, second.body, second.etag) == (True, b"", '"1"')

    run(work())


@pytest.mark.parametrize(
    "pack", [gzip.compress, zlib.compress, lambda b: gzip.compress(b[:50]) + gzip.compress(b[50:])]
)
def test_packed_answers_are_unpacked(pack: Callable[[bytes], bytes]) -> None:
    body = "长春".encode() * 10_000
    encoding = "deflate" if pack is zlib.compress else "gzip"

    async def work() -> None:
        answer = says(pack(body), Content_Encoding=encoding)
        async with serving({"/": answer}) as base, HttpClient(LOOPBACK) as http:
            assert (await http.fetch(f"{base}/")).body == body

    run(work())


def test_raw_deflate_is_unpacked_too() -> None:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(b"x" * 5000) + packer.flush()

    async def work() -> None:
        async with (
            serving({"/": says(packed, Content_Encoding="deflate")}) as base,
            HttpClient(LOOPBACK) as http,
        ):
            assert (await fetch_page(http, f"{base}/")).body == b"x" * 5000

    run(work())


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (says(b"x" * 100_001), "上限"),
        (says(gzip.compress(b"\0" * 30_000_000), Content_Encoding="gzip"), "上限"),
        (says(gzip.compress(b"x" * 9_000)[:-20], Content_Encoding="gzip"), "损坏"),
        (says(b"\x1f\x8b no gzip at all", Content_Encoding="gzip"), "损坏"),
        (says(b"x", Content_Encoding="br"), "压缩方式"),
        (says(status=404), "404"),
        (says(status=503), "503"),
        (says(status=301, Location="/"), "重定向超过"),
        (says(status=302, Location="http://10.0.0.7/secret"), "内网"),
        (says(status=302, Location="http://[::1]:22/"), "内网"),
        (says(status=302, Location="http://[::ffff:127.0.0.2]/"), "内网"),
        (says(status=302, Location="file:///etc/passwd"), "http"),
        (says(status=302, Location="http://[bad"), "网址无效"),
    ],
)
def test_what_cannot_be_taken_is_one_sentence(answer: Answer, reason: str) -> None:
    assert reason in str(fetched_error(answer, QUICK))


def test_an_endless_answer_without_a_length_is_cut_off_at_the_limit() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(1000):
            await response.write(b"x" * 10_000)
        return response

    assert "上限" in str(fetched_error(endless, QUICK))


@pytest.mark.parametrize("begins", [True, False])
def test_a_server_that_falls_silent_is_given_up_in_time(begins: bool) -> None:
    async def silent(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        if begins:
            await response.prepare(request)
            await response.write(b"<rss>")
        await request.app[OVER].wait()
        return response

    error = fetched_error(silent, QUICK)
    assert "没有应答" in str(error)
    assert not error.permanent


def test_an_answer_shorter_than_announced_is_damaged_and_worth_retrying() -> None:
    async def short(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"<rss>")
        assert request.transport is not None
        request.transport.close()
        return response

    error = fetched_error(short)
    assert "中途断开" in str(error)
    assert not error.permanent


@pytest.mark.parametrize(
    ("status", "permanent"), [(404, True), (410, True), (403, True), (408, False), (429, False), (500, False)]
)
def test_a_status_says_whether_trying_again_can_help(status: int, permanent: bool) -> None:
    assert fetched_error(says(status=status)).permanent is permanent


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/",
        "http://[::1]/",
        "http://10.1.1.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://localhost:9/",
        "http://127.1:9/",
        "http://2130706433:9/",
    ],
)
def test_private_addresses_are_refused_however_they_are_written(url: str) -> None:
    async def work() -> None:
        async with HttpClient() as http:
            with pytest.raises(OutsideError, match=r"内网|网址无效") as caught:
                await http.fetch(url)
            assert caught.value.permanent

    run(work())


@pytest.mark.parametrize(
    "url", ["ftp://a.cn/", "file:///etc/passwd", "a.cn", "", "http://", "http://a.cn:99999/"]
)
def test_only_web_addresses_are_fetched(url: str) -> None:
    async def work() -> None:
        async with HttpClient() as http:
            with pytest.raises(OutsideError, match="网址"):
                await http.fetch(url)

    run(work())


class Zone(AbstractResolver):
    """A name server with one answer after another, as in an attack by rebinding."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        answer = self.answers.pop(0)
        return [
            ResolveResult(hostname=host, host=a, port=port, family=socket.AF_INET, proto=0, flags=0)
            for a in answer
        ]

    async def close(self) -> None:
        self.answers.clear()


def test_a_name_is_checked_where_it_is_resolved_and_not_only_where_it_is_written() -> None:
    async def work() -> None:
        async with HttpClient(resolver=Zone(["127.0.0.1"])) as http:
            with pytest.raises(OutsideError, match=r"feeds\.example 指向内网"):
                await http.fetch("http://feeds.example/")

    run(work())


def test_only_the_admitted_addresses_of_a_name_are_connected_to() -> None:
    async def work() -> None:
        async with serving({"/": says(b"ok")}) as base:
            port = base.rsplit(":", 1)[1]
            async with HttpClient(LOOPBACK, resolver=Zone(["10.9.9.9", "127.0.0.1"])) as http:
                assert (await http.fetch(f"http://feeds.example:{port}/")).body == b"ok"

    run(work())


def test_one_host_never_sees_more_requests_at_once_than_politeness_allows() -> None:
    now = most = 0

    async def counted(request: web.Request) -> web.Response:
        nonlocal now, most
        now += 1
        most = max(most, now)
        for _ in range(20):
            await asyncio.sleep(0)
        now -= 1
        return web.Response(body=b"x")

    async def work() -> None:
        async with serving({"/": counted}) as base:
            port = base.rsplit(":", 1)[1]
            zone = Zone(*[["127.0.0.1"]] * 30)
            async with HttpClient(LOOPBACK, resolver=zone, per_host=2) as http:
                await asyncio.gather(*(http.fetch(f"http://feeds.example:{port}/") for _ in range(30)))

    run(work())
    assert most == 2


def test_secrets_in_an_address_stay_out_of_the_error() -> None:
    async def work() -> None:
        async with serving({}) as base, HttpClient(LOOPBACK) as http:
            with pytest.raises(OutsideError) as caught:
                await http.fetch(base.replace("http://", "http://user:geheim@") + "/x?token=geheim")
            assert "geheim" not in str(caught.value)

    run(work())
