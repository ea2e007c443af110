"""One article page → title, text, time: by a site's own selectors, else by the marks that most sites share."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.collectors.dates import Published, read_date
from monitor.collectors.decode import decode, html_declared
from monitor.collectors.sources import PageSelectors

# The meta names that the State Council's guide for government websites (国办发〔2017〕47号) prescribes come first.
_TITLE_META = ("ArticleTitle", "og:title")
_DATE_META = ("PubDate", "article:published_time", "publishdate", "og:release_date")
_AUTHOR_META = ("Author", "author", "ContentSource")
_BODIES = (
    "#UCAP-CONTENT",
    ".TRS_Editor",
    "#zoom",
    "#zoomcon",
    "#js_content",
    "#article_content",
    "#articleContent",
    ".article-content",
    ".article_content",
    ".rm_txt_con",
    ".xxgk_content",
    "#content",
    "article",
)
_TITLE_TAIL = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]{2,20}$")
# Possessive, so that 起施行 behind a day is seen: given back, its 日 would stand between them.
_STAMP = r"(?P<stamp>20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}+日?+(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?+)"
_SENT_OUT = "(?:发布|发表|刊发|发稿|上传|公开)"
# A bare verb stands by itself, or behind a sign that parts the words of a page's head: 省政府发布于2019年的办法 is told in an article of today.
_PUBLISHED = re.compile(
    rf"(?:{_SENT_OUT}(?:(?:时间|日期)\s?[:： ]*|于?\s?[:：]\s?)|(?<![^\s|｜丨/·•【\[]){_SENT_OUT}于?\s?){_STAMP}"
)
# A clock in the page's head, the day on which a paper was drawn up or comes into force: none of them dates the page.
_OTHER_DAYS = r"至|今天是?|今日是?|现在(?:时间|是)?|当前(?:时间|日期)?|成文日期|印发(?:时间|日期)|生效(?:时间|日期)|(?:施行|实施|截止|截至|有效)(?:时间|日期|期)?"
_DATED = re.compile(
    rf"(?P<other>(?:{_OTHER_DAYS})\s?[:： ]*)?{_STAMP}(?!\s?(?:起|至|前|之前|以前|施行|实施))"
)
_NOISE = "script, style, noscript, iframe, form, nav, header, footer"
_MIN_BODY = 20


@dataclass(frozen=True, slots=True)
class Article:
    """What an article page says; ``text`` keeps its HTML, cleaning comes later."""

    title: str
    text: str
    published: Published | None = None
    author: str | None = None


def open_page(body: bytes, *, charset: str | None = None, encoding: str | None = None) -> LexborHTMLParser:
    """Decode and parse a page; ``charset`` is what HTTP declares, ``encoding`` what the configuration prescribes."""
    return LexborHTMLParser(decode(body, (encoding, charset, html_declared(body))).text)


def read_article(page: LexborHTMLParser, selectors: PageSelectors | None = None) -> Article:
    """Read an article; what a selector does not find is looked for in the usual places."""
    chosen = selectors or PageSelectors(links="a")
    # Before anything is read: a program's own dates stand before the page's.
    page.strip_tags(["script", "style", "noscript", "iframe", "template", "select"])
    title = _chosen(page, chosen.title) or _title(page)
    published = read_date(_chosen(page, chosen.date)) or _date(page, title)
    author = _chosen(page, chosen.author) or _meta(page, _AUTHOR_META)
    body = page.css_first(chosen.text) if chosen.text else None
    text = (body.html or "") if body is not None else _body(page)
    return Article(title, text, published, author or None)


def _chosen(page: LexborHTMLParser, selector: str | None) -> str:
    node = page.css_first(selector) if selector else None
    return _words(node) if node is not None else ""


def _words(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())


def _meta(page: LexborHTMLParser, names: tuple[str, ...]) -> str:
    for name in names:
        for key in ("name", "property"):
            node = page.css_first(f'meta[{key}="{name}"]')
            content = (node.attributes.get("content") or "").strip() if node is not None else ""
            if content:
                return content
    return ""


def _title(page: LexborHTMLParser) -> str:
    heading = _meta(page, _TITLE_META) or _chosen(page, "h1")
    return heading or _TITLE_TAIL.sub("", _chosen(page, "title"))


def _date(page: LexborHTMLParser, title: str) -> Published | None:
    """The time in the meta elements, else in what a reader sees: what is called the publication, else the first full date.

    Days in the title and days of something else date the page only where it names no other.
    """
    found = read_date(_meta(page, _DATE_META))
    if found is not None or page.body is None:
        return found
    seen = _words(page.body)
    said = _PUBLISHED.search(seen)
    if said is None:
        dates = list(_DATED.finditer(seen.replace(title, " ") if title else seen))
        said = next((d for d in dates if not d["other"]), dates[0] if dates else None)
    return read_date(said["stamp"]) if said else None


def _body(page: LexborHTMLParser) -> str:
    for selector in _BODIES:
        node = page.css_first(selector)
        if node is not None and len(_words(node)) >= _MIN_BODY:
            return node.html or ""
    for node in page.css(_NOISE):
        node.decompose()
    return _densest(page) or _plainest(page)


def _densest(page: LexborHTMLParser) -> str:
    """The element whose own paragraphs hold the most text that is not links."""
    weights: dict[int, tuple[int, LexborNode]] = {}
    for paragraph in page.css("p"):
        parent = paragraph.parent
        if parent is None:
            continue
        linked = sum(len(_words(a)) for a in paragraph.css("a"))
        before = weights.get(parent.mem_id, (0, parent))[0]
        weights[parent.mem_id] = (before + len(_words(paragraph)) - 2 * linked, parent)
    best = max(weights.values(), key=lambda pair: pair[0], default=None)
    return (best[1].html or "") if best is not None and best[0] >= _MIN_BODY else ""


_BLOCKS = "div, td, article, section, main, center, body"
_INLINE = frozenset({"-text", "span", "font", "b", "strong", "em", "i", "u", "big", "small"})
_PROSE = re.compile("[，。；！？]")
_FOOT = re.compile("版权所有|网站标识码|ICP备|公网安备|主办单位|承办单位|技术支持")


def _plainest(page: LexborHTMLParser) -> str:
    """Where no paragraph holds the text: the element with the most prose of its own, as lines parted by ``br``.

    The foot of a page (版权所有) is its text only where it stands in one element with it.
    """
    best, most = "", (False, 0)
    for node in page.css(_BLOCKS):
        own = [(part, _words(part)) for part in node.iter(include_text=True) if (part.tag or "") in _INLINE]
        words = "".join(text for _, text in own)
        linked = sum(len(_words(a)) for part, _ in own if part.tag != "-text" for a in part.css("a"))
        weight = len(words) - 2 * linked
        if weight < _MIN_BODY or not _PROSE.search(words):
            continue
        rank = (_FOOT.search(words) is None, weight)
        if rank > most:
            best, most = node.html or "", rank
    return best
