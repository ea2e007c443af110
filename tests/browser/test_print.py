"""Pages on paper, in a real browser; skipped where no Chromium is installed."""

from __future__ import annotations

import shutil
from urllib.parse import urlsplit

import pytest

from tests.web_rig import Rig

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"), pytest.mark.slow]
A4 = {"width": 718, "height": 1000}
CLIPPED = "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).length"


def test_no_column_of_the_figures_is_cut_off_on_paper(rig: Rig) -> None:
    """What is scrolled sideways on a screen was cut off on paper: an auditor's print lacked half its columns."""
    rig.case(hours=60)
    console, address = rig.browser("auditor"), "/timeliness?from=2026-11-01&to=2026-11-30"
    kept = {urlsplit(one).path: console.get(one) for one in (address, "/static/console.css")}

    def answer(route: sync_api.Route) -> None:
        found = kept.get(urlsplit(route.request.url).path)
        if found is None:
            route.abort()
        else:
            route.fulfill(body=found.content, content_type=found.headers["content-type"])

    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=A4)
        page.route("**/*", answer)
        page.goto(f"http://console.test{address}")
        on_screen = page.evaluate(CLIPPED)
        page.emulate_media(media="print")
        assert on_screen and not page.evaluate(CLIPPED)
        browser.close()
