"""The markup of posts: what platforms put round people's words, and where the words of others begin.

What is quoted (``//@name:`` of a repost, a forum's 引用, the lines of an answered mail) stays in the clean text, since it may
tell facts, behind the mark :data:`QUOTE`; where the own words go on, :data:`UNQUOTE` stands. Names of those who are
quoted are dropped. No other text holds these two marks: they are turned into common quotation marks before.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from monitor.text.alternation import screened
from monitor.text.glance import EDGE

Replace = Callable[[re.Match[str]], str]
Rewrite = Callable[[str, re.Pattern[str], Replace], str]
Span = tuple[int, int]

QUOTE, UNQUOTE = "»", "«"
MARKS = str.maketrans("»«", "”“")

_NAME = "@[\\w·.\\-]{1,30}"
_SAID = f"{_NAME}(?:（[^（）\n]{{0,12}}）)?\\s?[：:]"
_REPOST = (
    f"(?://|\\|\\||(?<![A-Za-z])RT)\\s?(?:{_SAID}|{_NAME}\\s)\\s?"
    f"|(?<![^\n，。！？；])(?:转发自?|转自|转|原博|原微博|原文|via)\\s?{_SAID}\\s?"
    "|\\A(?:【(?:转发?|转载|转帖)】|\\[(?:转发?|转载|转帖)\\]|(?:转发|转载|转帖|转|[Ff][Ww])[：:])\\s?"
)
_MAIL = (
    "-{3,}\\s?(?:原始邮件|转发邮件信息|Original Message|Forwarded message)\\s?-{3,}\\s*"
    "|(?<![^\n])[^\n]{0,60}?(?:写道|wrote)[：:]\n?(?=>)|(?<![^\n])发件人[：:][^\n]{0,80}\n(?=发送时间|收件人|日期)"
)
_FLOOR = (
    "\\[quote(?:=[^\\]\n]{0,40})?\\](?:\\s?原帖由[^\n]{0,60}?(?:发表|发布)\\s?)?"
    "|(?<![^\n])引用\\s?(?:第?\\s?\\d{1,6}\\s?[楼#][^\n：]{0,24}|[^\n：，。]{0,16}?(?:楼主?|的话|的发言))[：:]\\s?"
)
_QUOTED = re.compile(
    f"(?P<open>{_REPOST}|{_MAIL}|{_FLOOR})|(?P<line>(?<![^\n])>+ ?|\n(?!>))|(?P<close>\\[/quote\\])"
)
_QUOTED_AT = (
    "@",
    "quote]",
    "quote=",
    "原始邮件",
    "Original",
    "Forwarded",
    "引用",
    "写道",
    "wrote",
    "\n>",
    "发件人",
)
_PASSED_ON = re.compile("[转【\\[Ff>]")

_EMOTICONS = (
    "微笑|嘻嘻|哈哈|可爱|可怜|挖鼻|挖鼻屎|吃惊|害羞|挤眼|闭嘴|鄙视|爱你|泪|偷笑|亲亲|生病|太开心|白眼|右哼哼|左哼哼|嘘|衰|委屈|吐|哈欠|抱抱|怒|疑问|馋嘴|拜拜|思考|汗|困|睡|钱|失望|酷|色|哼|鼓掌|晕|悲伤|抓狂|黑线|阴险|"
    "怒骂|互粉|心|伤心|猪头|熊猫|兔子|握手|作揖|赞|耶|good|弱|NO|ok|haha|来|拳头|威武|鲜花|钟|浮云|飞机|月亮|太阳|微风|下雨|给力|神马|围观|话筒|照相机|蜡烛|蛋糕|喜|doge|喵喵|二哈|笑cry|摊手|跪了|吃瓜|允悲|"
    "费解|憧憬|并不简单|坏笑|舔屏|污|最右|打脸|顶|傻眼|感冒|骷髅|嘴唇|苦涩|裂开|拿手|捂脸|捂眼|旺柴|奸笑|机智|皱眉|加油|加油加油|叹气|酸|流泪|发呆|得意|发怒|调皮|呲牙|惊讶|难过|囧|愉快|傲慢|惊恐|憨笑|悠闲|咒骂|敲打|再见|"
    "擦汗|抠鼻|快哭了|吓|笑脸|嘿哈|红包|發|发|福|强|胜利|抱拳|勾引|合十|玫瑰|凋谢|爱心|心碎|炸弹|便便|飞吻|石化|尴尬|大哭|撇嘴|冷汗|折磨|菜刀|刀|礼物|庆祝|爆竹|烟花|让我看看|哇|666|翻白眼|社会社会|恐惧|脸红|破涕为笑|无语|"
    "天啊|生气|汗颜|点赞|比心|祈祷|双手合十|加一|R|doge呵斥|求关注|干杯|泪奔|灵光一闪|看|送心|呆无辜|舞|黑脸|震惊|大笑|捂嘴|惊喜|哭惹|酷拽|紫薇别走|绝望的凝视|不失礼貌的微笑|我想静静|石化R|飞吻R|萌萌哒R|害羞R|哭惹R|笑哭R|"
    "失望R|赞R|暗中观察R|捂脸R|生气R|皱眉R"
)
_WIDGETS = (
    "收起全文d?|(?:…|\\.{3})?展开全文c?|(?:…|\\.{3})(?:展开c?|全文)(?=\\s|$)|[OL]?查看(?:图片|动图|原图|详情)|O?网页链接|(?:转发微博|轉發微博|Repost|转发图文|快转微博)[。.]?(?=\\s|$|//|»)|图片评论(?=\\s|$)|"
    "(?:^|(?<=\\s))来自\\s?[^\n]{1,16}(?:客户端|weibo\\.com)|发布了头条文章：|(?:赞|转发|评论|收藏|分享)\\[\\d*\\]|抱歉，此微博已被作者删除。?"
)
_VIDEO = re.compile(
    " ?(?:L[\\w\\-]{2,20}的|(?<![\\w\\-])(?:(?![㐀-鿿]L)[\\w\\-]){2,20}的|L?)(?:微博|秒拍|快手|抖音)视频(?=\\s|$)"
)
# 11-20 10:25 来自 微博网页版 and 转发 12 评论 5 赞 33 stand above and below a copied post.
_CLIENT = "微博|weibo|客户端|网页版|超话|iPhone|iPad|Android|安卓|手机|HUAWEI|华为|荣耀|小米|Redmi|红米|OPPO|vivo|三星"
_STAMPS = (
    "(?:(?:20\\d\\d[-/年])?\\d{1,2}[-/月]\\d{1,2}日?|今天|昨天)\\s?\\d{1,2}[:：]\\d{2}(?:[:：]\\d{2})?\\s?(?:发布于[^\n]{1,8}\\s)?"
    f"来自\\s?[^\n，。]{{0,8}}(?:{_CLIENT})[^\n，。]{{0,16}}|转发\\s?\\d*\\s?评论\\s?\\d*\\s?赞\\s?\\d*"
)
_STAMP = re.compile(f"\\A(?:{_STAMPS})\n|\n(?:{_STAMPS})(?=\n|\\Z)")
_VIDEO_AT = ("微博视频", "秒拍视频", "快手视频", "抖音视频")
_BRACKETS = re.compile(
    f" ?(?:\\[(?:{_EMOTICONS}|超话|话题|视频|图片|组图共\\d+张|图|动画表情|表情|链接|位置|语音|详情|查看)\\]"
    "|(?P<twice>\\[[^\\[\\]\n，。]{1,6}\\])(?:(?P=twice))+) ?"
)
_WIDGET = screened(f" ?(?:{_WIDGETS}) ?|(?:(?<=[\n»])|\\A)回复\\s?{_SAID}\\s?")
_ADDRESS = re.compile("https?://[!-~]+")
_WIDGET_AT = (
    "展开", "全文", "查看图", "查看动", "查看原", "查看详", "网页链接", "转发", "轉發", "Repost", "图片评论", "客户端", "weibo", "头条文章", "赞[", "评论[", "收藏[", "分享[", "此微博", "回复@", "回复 @",
)  # fmt: skip
_EMPTY = re.compile(f"\n?{QUOTE}(?=\\s?(?:[{QUOTE}{UNQUOTE}]|\\Z))|\\s?{UNQUOTE}\\Z")
_TOPIC = re.compile("(?<![\\dA-Za-z#])#(?P<topic>[^#\n]{1,40})#(?!\\d)|(?<![\\w#])#(?=[A-Za-z_㐀-鿿])")
_STOPS = frozenset("，。；：？！、（）《》“”【】… \n»«,.;:!?")

EMOJI = "\u2190-\u21ff\u231a-\u23ff\u2600-\u27bf\u2b00-\u2bff\u3030\u303d\U0001f000-\U0001faff"
_EMOJI_AT = re.compile(f"[{EMOJI}]")
_EMOJI = re.compile(f"\\s?[{EMOJI}]+\\s?")
ALONE = f"@#\\[»«{EMOJI}"
# Each kind of markup by its rarest character, so that an ordinary text is passed over at the speed of one class. The character
# behind it stands first: the engine drops at a glance what begins with another one, but not what looks back.
HINTS = {
    ALONE: f"(?<=[{ALONE}])",
    "转轉": "[发發载載帖自](?<=[转轉].)|(?<=[转轉])(?:(?<=\\A.)|(?<=\n.))",
    "查链频展头写件引端原": "始(?<=原始)邮件|看(?<=查看)[图圖动動原详詳]|接(?<=链接)|开(?<=展开)|条(?<=头条)文章|道(?<=写道)|人(?<=件人)|用(?<=引用)|(?<=微博视频|秒拍视频|快手视频|抖音视频)|(?<=客户端)",
    ":/…w>Rf": "/(?<=[:/]/)(?:/|(?<=//))|全(?<=…全)文|展(?<=…展)开|r(?<=wr)ote|[eT](?<=R[eT])(?:(?<=T)|post)|w(?<=fw)|(?<=>)(?:(?<=\n>)|(?<=\\A>))",
    "自赞": "(?<=[\\d ]来自)|(?<=\\d 赞)|(?<=评论 赞)",
    "F|此": "[wW](?<=F[wW])|\\|(?<=\\|\\|)|微(?<=此微)博",
}
PASSED_ON_PAIRS = (
    ("转轉", "发發载載帖自"),
    (EDGE, "转轉"),
    ("原", "始"),
    ("看", "图圖动動原詳详"),
    ("此", "微"),
)
WIDGET_PAIRS = (("链", "接"), ("展", "开"), ("头", "条"), ("写", "道"), ("件", "人"), ("引", "用"))
CLIENT_PAIRS = (("博拍手音", "视"), ("户", "端"), ("w", "r"), ("R", "eT"), ("Ff", "wW"))
TOLD_FROM = "来"
"""What a glance at many texts sees of the hints: letters that stand side by side; 来自 behind a figure or a blank."""
_MARKED = re.compile(f"[{''.join(HINTS)}](?:{'|'.join(HINTS.values())})")


def is_marked(raw: str) -> bool:
    """Whether a text, as given or clean, may hold markup of posts."""
    return _MARKED.search(raw) is not None


def unwrap(text: str, rewrite: Rewrite) -> str:
    """Take a clean text out of the markup of its platform, and mark what is quoted."""
    if _PASSED_ON.match(text) or any(sign in text for sign in _QUOTED_AT):
        text = rewrite(text, _QUOTED, _Quoting().mark)
    if any(sign in text for sign in _VIDEO_AT):
        text = rewrite(text, _VIDEO, _gap)
    if "[" in text:
        text = rewrite(text, _BRACKETS, _gap)
    if "://" in text:
        text = rewrite(text, _ADDRESS, _gap)
    if "来自" in text or "赞" in text:
        text = rewrite(text, _STAMP, _nothing)
    if any(sign in text for sign in _WIDGET_AT):
        text = rewrite(text, _WIDGET, _gap)
    if "#" in text:
        text = _open_topics(text, rewrite)
    if _EMOJI_AT.search(text):
        text = rewrite(text, _EMOJI, _gap)
    return rewrite(text, _EMPTY, _nothing) if QUOTE in text else text


class _Quoting:
    """Marks where quotations begin and end, in the order of the text."""

    def __init__(self) -> None:
        self._opened = False

    def mark(self, match: re.Match[str]) -> str:
        text, end = match.string, match.end()
        if match["open"]:
            self._opened = text.startswith(">", end)
            return f"\n{QUOTE}"
        return f"\n{UNQUOTE}" if match["close"] else self._line(match)

    def _line(self, match: re.Match[str]) -> str:
        """The first of a run of ``>`` lines opens the quotation, the first line behind it closes it."""
        text, ends = match.string, match[0] == "\n"
        line_end = match.start() if ends else max(match.start() - 1, 0)
        answered = text.startswith(">", text.rfind("\n", 0, line_end) + 1) and line_end > 0
        if ends:
            return f"\n{UNQUOTE}" if answered else "\n"
        opened, self._opened = self._opened, False
        return "" if answered or opened else QUOTE


def _open_topics(text: str, rewrite: Rewrite) -> str:
    """``#话题#`` keeps its words; its signs become pauses where words stand beside them."""
    signs = {match.start() for match in _TOPIC.finditer(text)}
    signs |= {match.end() - 1 for match in _TOPIC.finditer(text) if match["topic"]}
    return rewrite(text, re.compile("#"), lambda match: _pause(match) if match.start() in signs else match[0])


def _pause(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    beside = (text[start - 1 : start] or "\n", text[end : end + 1] or "\n")
    return "" if beside[0] in _STOPS or beside[1] in _STOPS or "#" in beside else "，"


def _nothing(match: re.Match[str]) -> str:
    return ""


def _gap(match: re.Match[str]) -> str:
    """What stood between two words leaves a blank, elsewhere nothing."""
    text, start, end = match.string, match.start(), match.end()
    beside = (text[start - 1 : start] or "\n", text[end : end + 1] or "\n")
    return "" if beside[0] in _STOPS or beside[1] in _STOPS else " "


def quoted_spans(text: str) -> tuple[Span, ...]:
    """Where a clean text holds the words of others: ``[start, end)`` behind each mark."""
    out: list[Span] = []
    start: int | None = None
    for match in _MARK.finditer(text):
        if start is not None:
            out.append((start, match.start()))
        start = match.end() if match[1] == QUOTE else None
    if start is not None:
        out.append((start, len(text)))
    return tuple((a, b) for a, b in out if a < b)


_MARK = re.compile(f"\n?([{QUOTE}{UNQUOTE}])\n?")


def own_words(text: str) -> str:
    """A clean text without the words of others."""
    if QUOTE not in text:
        return text
    pieces: list[str] = []
    done = 0
    for start, end in quoted_spans(text):
        pieces.append(text[done:start])
        done = end
    return re.sub("\n+", "\n", _MARK.sub("\n", "".join((*pieces, text[done:])))).strip()
