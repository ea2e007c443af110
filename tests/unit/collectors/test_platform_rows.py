from __future__ import annotations

import csv
from pathlib import Path

import pytest

from monitor.collectors.files import read_file
from monitor.collectors.platform import source_kind
from monitor.item import Item

COLUMNS = [
    "序号",
    "标题/微博内容",
    "评论内容",
    "原文/评论链接",
    "来源网站",
    "日期",
    "媒体类型",
    "原文作者",
    "信息属性",
    "摘要",
    "信源地域",
    "精准地域",
    "信源级别",
    "用户类型",
    "媒体信息",
    "涉及行业",
    "相似文章数",
    "原发/转发",
    "账号类型",
    "涉及词",
    "转发/评论作者",
    "主页链接",
    "转发数",
    "评论数",
    "点赞数",
    "粉丝数",
    "阅读数/浏览热度",
    "收藏数",
    "ai摘要",
    "MCN",
    "自媒体账号",
    "行业一级",
    "行业二级",
    "用户简介",
]


def row(**overrides: str) -> dict[str, str]:
    plain = dict.fromkeys(COLUMNS, "无")
    plain |= {
        "标题/微博内容": "某区道路塌陷",
        "摘要": "今日某区一处路面塌陷，暂无人员伤亡。",
        "原文/评论链接": "http://p.example/1",
        "来源网站": "示例平台",
        "日期": "2026-11-23 08:00",
        "媒体类型": "网站",
        "信源级别": "地市",
        "原发/转发": "原发",
        "原文作者": "示例晨报",
        "阅读数/浏览热度": "1.2万",
        "转发数": "3",
    }
    return plain | {k.replace("_", "/"): v for k, v in overrides.items()}


def items(tmp_path: Path, *rows: dict[str, str]) -> list[Item]:
    path = tmp_path / "export.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    found = list(read_file(path))
    assert all(isinstance(r, Item) for r in found)
    return [r for r in found if isinstance(r, Item)]


def test_an_article_keeps_headline_summary_and_counters(tmp_path: Path) -> None:
    (item,) = items(tmp_path, row())
    assert (item.id, item.url) == ("http://p.example/1", "http://p.example/1")
    assert (item.title, item.text) == ("某区道路塌陷", "今日某区一处路面塌陷，暂无人员伤亡。")
    assert (item.source, item.source_kind, item.author) == ("示例平台", "local_media", "示例晨报")
    assert (item.views, item.reposts, item.likes) == (12_000, 3, None)


def test_comments_on_one_article_are_items_of_their_own(tmp_path: Path) -> None:
    commented = {"原发_转发": "评论", "转发_评论作者": "网友甲", "媒体类型": "微博"}
    first, second = items(
        tmp_path, row(评论内容="早该修了", **commented), row(评论内容="走过，很险", **commented)
    )
    assert first.id != second.id
    assert first.id.startswith("http://p.example/1#")
    assert (first.text, first.author, first.source_kind) == ("早该修了", "网友甲", "social")
    assert first.title == "某区道路塌陷"


def test_a_microblog_is_text_without_a_title(tmp_path: Path) -> None:
    post = "今天早上路过，看见路面塌了一个大坑，足有两米宽，旁边没有任何警示，希望有关部门赶紧来处理。" * 2
    (item,) = items(tmp_path, row(标题_微博内容=post, 摘要=post[:40], 媒体类型="微博"))
    assert (item.title, item.text) == ("", post)


def test_rows_without_a_link_are_known_by_their_content(tmp_path: Path) -> None:
    bare = row(原文_评论链接="无")
    assert items(tmp_path, bare)[0].id == items(tmp_path, bare)[0].id
    assert items(tmp_path, bare)[0].id != items(tmp_path, bare | {"摘要": "另一篇"})[0].id


@pytest.mark.parametrize(
    ("medium", "level", "by_medium", "kind"),
    [
        ("客户端-自媒体", "省级", True, "local_media"),
        ("客户端-自媒体", "央级", True, "central_media"),
        ("客户端-自媒体", "地市", False, "social"),
        ("微博", "央级", False, "social"),
        ("新闻网站", "央级", False, "central_media"),
        ("报刊", "地市", False, "local_media"),
        ("网站", "商业", False, "portal"),
        ("论坛", "省级", False, "forum"),
        ("政务", "地市", False, "official_site"),
        ("问政留言", "地市", False, "mailbox"),
        ("", "", False, "other"),
    ],
)
def test_medium_and_level_name_the_kind_of_source(
    medium: str, level: str, by_medium: bool, kind: str
) -> None:
    assert source_kind(medium, level, by_medium=by_medium) == kind
