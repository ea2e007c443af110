"""The digest as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.reports.digest import Digest
from monitor.reports.outline import Entry, Section, outline

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render_markdown(digest: Digest) -> str:
    """The digest as text; words of posts cannot become markup."""
    paper = outline(digest)
    lines = [
        f"# {paper.title}",
        "",
        f"{plain(paper.office)}　{paper.issue}　{paper.date}",
        "",
        f"时段：{paper.period}" + (f"；{paper.note}" if paper.note else ""),
        "",
    ]
    if paper.sentence:
        lines += [f"**{paper.sentence}**", ""]
    lines += ["| " + " | ".join(n.label for n in paper.numbers) + " |", "|" + " ---: |" * len(paper.numbers)]
    lines += ["| " + " | ".join(str(n.value) for n in paper.numbers) + " |", ""]
    for section in paper.sections:
        lines += _section(section)
    return "\n".join(lines).rstrip() + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}"
    yield ""
    if section.intro:
        yield section.intro
        yield ""
    for number, entry in enumerate(section.entries, 1):
        yield from _entry(number, entry)
    if section.entries:
        yield ""


def _entry(number: int, entry: Entry) -> Iterator[str]:
    tags = "".join(f"【{tag.text}】" for tag in entry.tags)
    yield f"{number}. {tags}{plain(entry.title)}{plain(entry.rest)}"
    for line in entry.lines:
        yield f"   - {plain(line)}"


def plain(text: str) -> str:
    """Words on one line that cannot become markup."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
