"""Make the README's screenshots into ``docs/images/``: ``python bench/screenshots.py [--seconds N] [--only NAME]``.

Plays `monitor demo`, signs in and photographs its console with an installed Chromium. All content is made up.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
LARGEST_BYTES = 300_000
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=zh-CN"]
_WIDE, _PHONE = (1280, 860), (390, 844)
_SIGN_IN = re.compile(r"网页 (http://\S+)\s+用户 (\S+)\s+口令 (\S+)")
_START_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: when in the story it is taken (share of its length), where, and how wide."""

    name: str
    path: str
    at: float
    size: tuple[int, int] = _WIDE


SHOTS = (
    Shot("board", "/", 0.27),
    Shot("board-phone", "/", 0.7, _PHONE),
    Shot("case", "", 0.3),
    Shot("digest", "/digest", 1.0),
    Shot("timeliness", "/timeliness", 1.0),
    Shot("roster", "/roster?weeks=2", 0.5),
    Shot("system", "/system", 1.0),
    Shot("policy", "/policies/heat-metering-2026", 0.6),
    Shot("doubts", "/doubts", 1.0),
    Shot("doubts-phone", "/doubts", 1.0, _PHONE),
)


@dataclass(frozen=True, slots=True)
class Console:
    """Where the demo's console is, and how to sign in."""

    address: str
    person: str
    password: str


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=160.0, help="real length of the story")
    parser.add_argument("--only", action="append", choices=[s.name for s in SHOTS], help="take only this one")
    options = parser.parse_args()
    program = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if program is None:
        print(
            "Chromium is not installed; on Debian: apt-get install chromium fonts-noto-cjk", file=sys.stderr
        )
        return 2
    wanted = [s for s in SHOTS if not options.only or s.name in options.only]
    with demo(options.seconds) as (console, began), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=_FLAGS, env={**os.environ, "LANGUAGE": "zh_CN"}
        )
        pages = {size: _open(browser, console, size) for size in {s.size for s in wanted}}
        for shot in sorted(wanted, key=lambda s: s.at):
            # A little after its end the story stands still with everything settled.
            time.sleep(max(0.0, began + options.seconds * shot.at + 10 * (shot.at >= 1) - time.monotonic()))
            _take(pages[shot.size], console, shot)
        browser.close()
    return 0


@contextmanager
def demo(seconds: float) -> Iterator[tuple[Console, float]]:
    """The demo while it plays, and when it began (monotonic)."""
    command = [sys.executable, "-m", "monitor", "demo", "--seconds", str(seconds)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    lines: Queue[str] = Queue()
    Thread(target=_read, args=(process, lines), daemon=True).start()
    try:
        yield _console(lines), time.monotonic()
    finally:
        process.terminate()
        process.wait(timeout=30)


def _read(process: subprocess.Popen[str], lines: Queue[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line)


def _console(lines: Queue[str]) -> Console:
    """Wait for the line with the sign-in. Raises RuntimeError when it does not come."""
    told = ""
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        try:
            told += lines.get(timeout=1.0)
        except Empty:
            continue
        found = _SIGN_IN.search(told)
        if found:
            return Console(*found.groups())
    raise RuntimeError(f"the demo did not print its sign-in: {told!r}")


def _open(browser: Browser, console: Console, size: tuple[int, int]) -> Page:
    """A page of this size, signed in."""
    phone = size == _PHONE
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN", is_mobile=phone, has_touch=phone
    )
    page = context.new_page()
    page.goto(console.address + "/login")
    page.fill("input[name=person]", console.person)
    page.fill("input[name=password]", console.password)
    page.click("main button")
    page.wait_for_url(lambda url: "/login" not in url)
    return page


def _take(page: Page, console: Console, shot: Shot) -> None:
    page.goto(console.address + (shot.path or _gravest_case(page, console)))
    page.wait_for_timeout(800)
    out = IMAGES / f"{shot.name}.png"
    IMAGES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(out), **_clip(page, shot))
    size = out.stat().st_size
    print(f"{out.relative_to(ROOT)} {size} bytes")
    if size >= LARGEST_BYTES:
        raise RuntimeError(f"{out.name} is larger than {LARGEST_BYTES} bytes")


def _clip(page: Page, shot: Shot) -> dict[str, Any]:
    """Whole pages up to a screen and a half, so that a picture stays readable in the README."""
    width, height = shot.size
    whole = int(page.evaluate("document.documentElement.scrollHeight"))
    tall = min(whole, int(height * 1.5))
    return {"full_page": True, "clip": {"x": 0, "y": 0, "width": width, "height": tall}}


def _gravest_case(page: Page, console: Console) -> str:
    """The path of the first case on the board, which is the one to look at first."""
    page.goto(console.address + "/")
    found = page.locator("#open a.row-title").first.get_attribute("href")
    assert found is not None
    return found


if __name__ == "__main__":
    sys.exit(main())
