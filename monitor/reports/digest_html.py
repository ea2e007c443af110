"""The digest as one page that needs nothing else: read on a phone, printed as a brief."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from monitor.reports.digest import Digest
from monitor.reports.outline import outline
from monitor.reports.rare import note_of, rare_of, words_of


def render_html(digest: Digest, *, links: str | None = None) -> str:
    """The page; ``links`` is put before the console's paths (``""`` within the console itself).

    Without it the office's public address is used, and where there is none only the anchors within the page remain.
    """
    paper = outline(digest)
    return _template().render(
        paper=paper,
        rare=note_of(rare_of(words_of(asdict(paper)))),
        links=links if links is not None else paper.console or None,
        pages={number.anchor: number.path for number in reversed(paper.numbers)},
    )


@cache
def _template() -> Template:
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined).get_template("digest.html")
