"""The script of the board in a real browser, with its clock moved by hand; skipped where no Chromium is installed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.web.templating import STATIC

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"), pytest.mark.slow]
PAGE = """<!DOCTYPE html><body data-now="2026-11-23T12:00:00+08:00" data-rate="1" data-refresh="/board/fragment">
<div id="stale" hidden>stopped</div><div id="board">{}</div><script src="/console.js"></script></body>"""
BOARD = '<div data-server-now="2026-11-23T12:00:00+08:00"></div><a href="/cases/1">{}</a>'


class Board:
    """The board's page over a server that is played here: what it answers, and how often it was asked."""

    def __init__(self, page: sync_api.Page) -> None:
        self.page, self.asked, self.answers = page, 0, True
        page.clock.install(time=0)
        page.route("**/*", self._answer)
        page.goto("http://console.test/")

    def _answer(self, route: sync_api.Route) -> None:
        path = route.request.url.removeprefix("http://console.test")
        if path == "/":
            route.fulfill(body=PAGE.format(BOARD.format("first")), content_type="text/html")
        elif path == "/console.js":
            route.fulfill(body=Path(STATIC / "console.js").read_text("utf-8"), content_type="text/javascript")
        else:
            self.asked += 1
            if self.answers:
                route.fulfill(body=BOARD.format(f"answer {self.asked}"), content_type="text/html")

    def wait(self, seconds: int) -> None:
        """Let time go by, a second at a time, so that answers come in between."""
        for _ in range(seconds):
            self.page.clock.run_for(1000)
            self.page.wait_for_timeout(5)

    @property
    def stale(self) -> bool:
        return self.page.locator("#stale").is_visible()


@pytest.fixture
def board() -> Iterator[Board]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield Board(browser.new_page())
        browser.close()


def test_a_link_that_kept_the_focus_does_not_stop_the_board(board: Board) -> None:
    """A case opened in another tab leaves the focus on its link: the board stood still, and said nothing."""
    board.page.locator("#board a").focus()
    board.page.keyboard.press("Shift")
    board.wait(12)
    assert board.asked == 0  # somebody at work keeps what is under the hand
    board.wait(20)
    assert board.asked >= 2 and "answer" in board.page.locator("#board").inner_text()
    assert board.page.evaluate("document.activeElement.getAttribute('href')") == "/cases/1"
    assert not board.stale


def test_a_server_that_never_answers_is_told_of_and_asked_one_call_at_a_time(board: Board) -> None:
    board.answers = False
    board.wait(19)
    assert board.asked == 1
    board.wait(6)
    assert board.stale
    board.answers = True
    board.wait(30)
    assert not board.stale and "answer" in board.page.locator("#board").inner_text()


def test_a_page_that_comes_back_by_the_back_button_sends_its_forms_as_new_ones(board: Board) -> None:
    """Safari and Chrome keep pages whole: a second record typed there was refused as the first one sent twice."""
    marks = board.page.evaluate(
        """() => {
            document.body.insertAdjacentHTML("beforeend", '<form><input name="once" value="used"><button disabled></form>');
            const mark = document.querySelector("input[name=once]"), before = [];
            for (const persisted of [false, true]) {
                dispatchEvent(new PageTransitionEvent("pageshow", { persisted }));
                before.push(mark.value);
            }
            return [...before, document.querySelector("form button").disabled];
        }"""
    )
    assert marks[0] == "used" and marks[1] != "used" and marks[2] is False
