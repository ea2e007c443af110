from __future__ import annotations

import pytest

from monitor.clock import rfc3339
from monitor.collectors.article import Article, open_page, read_article
from monitor.collectors.page import find_links
from monitor.collectors.sources import PageSelectors

BODY = "关于冬季供暖有关事项的说明，自本周起各供热单位须入户测温。" * 3
GOVERNMENT = f"""<html><head><title>供暖说明_市政府门户网站</title>
<meta name="ArticleTitle" content="供暖说明"><meta name="PubDate" content="2026-11-23 08:30">
<meta name="ContentSource" content="市住建局"></head><body><div class="nav"><a href="/">首页</a></div>
<div class="TRS_Editor"><p>{BODY}</p><script>track()</script></div></body></html>"""
PLAIN = f"""<html><head><title>居民反映道路塌陷 - 示例新闻网</title></head><body>
<div><p><a href="/1">导航一导航一导航一导航一</a></p><p><a href="/2">导航二导航二导航二</a></p></div>
<div class="info">2026年11月23日 09:05 来源：示例新闻网</div><div id="c9"><p>{BODY}</p><p>{BODY}</p></div>
<footer><p>版权所有 {BODY * 9}</p></footer></body></html>"""


def read(html: str, selectors: PageSelectors | None = None, charset: str = "utf-8") -> Article:
    return read_article(open_page(html.encode(charset)), selectors)


def test_a_government_page_is_read_by_its_prescribed_meta_names() -> None:
    article = read(GOVERNMENT)
    assert article.title == "供暖说明"
    assert article.author == "市住建局"
    assert article.published is not None
    assert rfc3339(article.published.at) == "2026-11-23T08:30:00+08:00"
    assert BODY in article.text
    assert "track" not in article.text
    assert "首页" not in article.text


def test_a_page_without_marks_gives_its_densest_paragraphs() -> None:
    article = read(PLAIN)
    assert article.title == "居民反映道路塌陷"
    assert article.published is not None
    assert rfc3339(article.published.at) == "2026-11-23T09:05:00+08:00"
    assert article.text.count(BODY) == 2
    assert "导航" not in article.text
    assert "版权" not in article.text


def test_a_sites_own_selectors_go_before_guesses() -> None:
    html = (
        "<h1>网站名</h1><h2 class=t>真标题</h2><i>2026-11-20</i><div class=x><p>短文</p></div><b>记者乙</b>"
    )
    article = read(html, PageSelectors(links="a", title="h2.t", text=".x", date="i", author="b"))
    assert (article.title, article.author) == ("真标题", "记者乙")
    assert article.text == '<div class="x"><p>短文</p></div>'
    assert article.published is not None
    assert article.published.date_only


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (
            "<script>var built='2019-01-01 10:00:00'</script><span>发布时间：2026-11-20 08:00</span>",
            "2026-11-20T08:00",
        ),
        ("<style>/* 2018-02-01 */</style><span>2026-11-20 08:00 来源：网</span>", "2026-11-20T08:00"),
        ("<div>今天是2026年11月28日 星期六</div><span>2026-11-20 08:00</span>", "2026-11-20T08:00"),
        ("<h1>关于2025年1月1日起执行新票价的通知</h1><span>2026-11-20 08:00</span>", "2026-11-20T08:00"),
        ("<p>成文日期：2025年12月30日 发布日期：2026年11月20日 08:00</p>", "2026-11-20T08:00"),
        ("<p>新规自2025年1月1日起施行</p><span>2026-11-20 08:00</span>", "2026-11-20T08:00"),
        ("<select><option>2016-01-01</option></select><span>2026-11-20 08:00</span>", "2026-11-20T08:00"),
        ("<p>成文日期：2025年12月30日</p>", "2025-12-30T00:00"),
        ("<span>2026-11-20 08:00</span><p>省政府发布于2019年3月5日的办法规定如下。</p>", "2026-11-20T08:00"),
        ("<span>2026-11-20 08:00</span><p>名单已公开2019年3月5日版本。</p>", "2026-11-20T08:00"),
        ("<div>2026年11月28日 星期六</div><span>发布于 2026-11-20 08:00</span>", "2026-11-20T08:00"),
        ("<div>2026年11月28日 星期六</div><span>发布于：2026-11-20 08:00</span>", "2026-11-20T08:00"),
        ("<div>2026年11月28日 星期六</div><span>本网讯·发布于2026-11-20 08:00</span>", "2026-11-20T08:00"),
        ("<div>2026年11月28日 星期六</div><span>【发布于2026-11-20 08:00】</span>", "2026-11-20T08:00"),
        ("<div>2026年11月28日 星期六</div><span>信息公开时间2026-11-20 08:00</span>", "2026-11-20T08:00"),
        ("<p>有效期：2026-01-01至2027-01-01</p><span>2026-11-20 08:00</span>", "2026-11-20T08:00"),
    ],
)
def test_the_day_of_a_program_a_clock_or_a_rule_is_not_the_pages_own(head: str, published: str) -> None:
    article = read(f"<html><body>{head}<div id=zoom><p>{BODY}</p></div></body></html>")
    assert article.published is not None
    assert rfc3339(article.published.at).startswith(published)


@pytest.mark.parametrize("head", ["", '<meta charset="gb2312">', '<meta charset="utf-8">'])
def test_a_gbk_page_is_read_whatever_it_declares(head: str) -> None:
    assert read(PLAIN.replace("<head>", f"<head>{head}"), charset="gbk").title == "居民反映道路塌陷"


@pytest.mark.parametrize(
    "body",
    [
        "<div><span>{0}</span></div>",
        "<div><br>{0}<br><font>{0}</font></div>",
        "<table><tr><td>{0}<br>{0}</td></tr></table>",
        "<center><b>{0}</b></center>",
    ],
)
def test_a_page_that_knows_no_paragraphs_gives_its_plainest_prose(body: str) -> None:
    menu = "<div><a href=/1>首页首页首页，</a><a href=/2>新闻新闻新闻，</a><a href=/3>公告公告公告公告，</a></div>"
    article = read(f"<html><h1>通报</h1>{menu}{body.format('今日6时许一厂房发生火灾，造成3人死亡。')}</html>")
    assert "造成3人死亡" in article.text and "首页" not in article.text


def test_the_foot_of_a_page_is_not_taken_for_its_short_text() -> None:
    foot = "版权所有：某市人民政府办公室。网站标识码1234567890，建议使用新版浏览器，以获得更好的浏览体验。"
    told = "今日6时许，一厂房发生火灾，造成3人死亡。"
    apart = read(f"<html><h1>通报</h1><div>{told}</div><div class=foot>{foot}</div></html>")
    assert told in apart.text and "版权所有" not in apart.text
    together = read(f"<html><h1>通报</h1><div>{told}<br>{foot}</div></html>")
    assert told in together.text


def test_an_empty_page_gives_an_empty_article() -> None:
    assert read("") == Article("", "")


def test_links_are_found_once_in_order_and_made_absolute() -> None:
    html = (
        '<ul><li><a href="/a.html" title="全名">短…</a></li><li><a href="b.html#top">乙</a></li>'
        '<li><a href="/a.html">再来</a></li><li><a href="javascript:x()">脚本</a></li><li><a href="#">顶</a></li></ul>'
    )
    links = find_links(open_page(html.encode()), PageSelectors(links="li"), "http://s.cn/list/")
    assert [(link.number, link.url, link.words) for link in links] == [
        (1, "http://s.cn/a.html", "全名"),
        (2, "http://s.cn/list/b.html#top", "乙"),
    ]
