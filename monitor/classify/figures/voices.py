"""Whose voice an item is as a whole: an office's own, the press's, or that of somebody who can only be heard (a netizen, a caller)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.classify.figures.origin import Origin
from monitor.classify.figures.speakers import is_office
from monitor.item import ADDRESSED, Item
from monitor.text.alternation import in_a_row

_POSTED = frozenset({"social", "forum"})
# Where nobody says of what kind the source is, its name may: 新浪微博, 百度贴吧, 12345热线.
_PLATFORM = re.compile("微博|微信|朋友圈|抖音|快手|贴吧|论坛|社区|小红书|知乎|[Qq][Qq]群|热线|信箱|^1234[05]")
_PRESS = re.compile(
    "(?:[日晚晨早午]报|商报|时报|快报|都市报|青年报|周刊|周报|电视台?|卫视|广播电台|广播|央视|央广|新华社|新华网|人民网|中新[社网]|中国新闻|澎湃|财新|界面新闻|通讯社|"
    "新闻(?!办|发言|中心办)[一-鿿]{0,3}|[一-鿿]网|法[治制]报)"
    + in_a_row("官[微方]|微博|公众号|客户端|视频|在线", "记者[一-鿿]{0,4}")
    + "$"
)
_NETIZENS = re.compile("网友|用户|网民|粉丝")
# A nickname may end in 局 or 发布, too (大结局, 新品发布): an office's account names a trade or a territory of government.
_OF_GOVERNMENT = re.compile(
    "[省市区县州旗盟]|^平安|应急|消防|公安|交警|警方|网警|气象|卫健|卫生|疾控|地震|水利|水务|环保|环境|教育|民政|住建|交通|宣传|政务|政府|监管|安监|法院|检察院|[省市县区州]委|指挥部|管委"
)
_PUBLISHES = re.compile(
    "^(?!新品|车讯|科技|美食|房产|招聘|信息|求职|资讯|八卦|最新|独家|新闻|娱乐|体育|财经|游戏|数码|影视|小区|社区)[一-鿿]{2,4}发布$"
)
# Whom a post names as the one it has its words of: （转自长春发布）, 来源：长春晚报, 央视新闻：….
_PASSED_ON = re.compile(
    "(?:转载?自|转发自|来源(?:于|自)?[:：]?|摘自|via\\s?)\\s?[“@【]?(?P<from>[一-鿿A-Za-z]{2,16})"
)
_HEADED = re.compile(
    "^\\W{0,3}(?P<from>[一-鿿]{2,12}?)(?:官微|微博|公众号)?(?:\\d{1,2}月\\d{1,2}日)?(?:消息|报道|[讯电])?[】”]?\\s?[:：丨|]"
)
_HEAD_CHARS, _QUOTED = 40, re.compile("@(?P<from>[\\w·.\\-]{2,30})\\s?[:：]")


@dataclass(frozen=True, slots=True)
class OwnVoice:
    """``origin`` of what no word in the text gives to somebody else; ``organ`` is the office that speaks."""

    origin: Origin
    organ: str | None = None


_MEDIA = OwnVoice("media")


def own_voice(item: Item) -> OwnVoice:
    """Who speaks in an item, by its kind of source, its source and author, and whom it says it passes on.

    1. An office on its own site or by its own account. 2. Whoever writes to an office or posts speaks for himself, unless the press
    posts, or he names whose words he passes on. 3. Everybody else is taken for a medium, as nothing tells otherwise.
    """
    if item.source_kind == "official_site":
        return OwnVoice("official", item.source)
    if item.source_kind in ADDRESSED:
        return OwnVoice("unverified")
    office = next((n for n in (item.author, item.source) if n and is_account(n)), None)
    if office:
        return OwnVoice("official", office)
    if not _is_posted(item):
        return _MEDIA
    names = (item.author, item.source if item.source_kind != "forum" else None)
    if any(name and is_press(name) for name in names):
        return _MEDIA
    return _passed_on(item) or OwnVoice("unverified")


def is_account(name: str) -> bool:
    """Whether a name is that of an office's own account: 长春发布, 平安长春, 长春市应急管理局, and not 大结局 or 新品发布."""
    if not is_office(name):
        return False
    if name.endswith("发布"):
        return _PUBLISHES.match(name) is not None or _OF_GOVERNMENT.search(name[:-2]) is not None
    return _OF_GOVERNMENT.search(name) is not None


def is_press(name: str) -> bool:
    """Whether a name is that of a paper, a station or a news site: 长春晚报, 央视新闻, 人民网."""
    return _PRESS.search(name) is not None and _NETIZENS.search(name) is None


def _is_posted(item: Item) -> bool:
    if item.source_kind in _POSTED:
        return True
    return (
        item.source_kind == "other" and bool(item.source) and _PLATFORM.search(item.source or "") is not None
    )


def _passed_on(item: Item) -> OwnVoice | None:
    """The office or the paper whose words a post says it passes on; None where it names neither."""
    told = [m["from"] for field in (item.title, item.text) for m in _PASSED_ON.finditer(field)]
    told += [m["from"] for m in _QUOTED.finditer(item.text)]
    told += [m["from"] for field in (item.title, item.text) if (m := _HEADED.match(field[:_HEAD_CHARS]))]
    office = next((name for name in told if is_account(name)), None)
    if office:
        return OwnVoice("official", office)
    return _MEDIA if any(map(is_press, told)) else None
