"""Who says it: an office, the media, or nobody who can be asked (网传)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from itertools import takewhile
from typing import Literal

from monitor.classify.figures.own_claims import ASKED_ONE, COUNT_CHARS, NUMBERS, names_own_claim
from monitor.classify.figures.speakers import SILENT, Speaker, signed_by, speaker_at
from monitor.text.alternation import compiled, guarded
from monitor.text.posts import QUOTE

Origin = Literal["official", "media", "unverified"]

# An office's own account speaks under its name: 长春发布, 平安长春, 吉林消防：….
_ACCOUNT = (
    "(?:(?:据|来自|[“@【])|(?<![一-鿿]))(?!网[友民]|有人|抖音|快手|微博|视频|短视频|自媒体|记者|博主|公司|企业|朋友|邻居|家属|群里|今日|昨日|近日|首次|再次|紧急|正式|对外|最新)"
    "(?:[一-鿿]{2,6}(?:市|省|区|县|微)?发布(?=[”】]?(?:[\\d月日时分点:：]{1,14})?(?:最新)?(?:消息|通报|通告|公告|微博|微信|官微|公众号|客户端|[：:，]))"
    "|平安[一-鿿]{2,5}?(?=[”】]?(?:消息|通报|发布|官微|微博|[：:]))"
    "|[一-鿿]{2,8}(?:消防|公安|警方|交警|网警|应急|应急管理|卫健|气象|政务|宣传)(?:官微|微博|公众号)?(?=[”】]?[：:]))"
)
_BODY = (
    "应急管理|应急|公安|警方|消防|交警|安监|卫健|卫生|疾控|气象|水利|水务|环保|生态环境|地震|民政|交通|住建|教育|市场监管|药监|防汛|抗震|指挥部|"
    "宣传部|新闻办|外宣办|官方|政府|[省市县区镇乡州]里(?=回应|通报|公布|发布|答复|澄清|辟谣|核实|证实)|[调核]查组|工作组|专班|[省市县区州]委|管委会|街道办|[省市县区州]长|[局厅]|官员|警察|检察院|法院"
)
_TOLD_BY = guarded("通报|通告|消息|介绍|发布|透露|获悉|了解|证实|统计|核实|报告|调查|称|说|披露|表示|最新")
_SAYS = guarded(
    "通报|通告|辟谣|澄清|发布|证实|披露|表示|公布|回应|答复|宣布|告诉|给出的?(?:数[字据]|统计)|统计[，：]|说[，只仅有是死]|称[，：]"
)
_OFFICE_SPEAKS = (
    f"(?:据|记者从|从|经|来自)[^，。；\n]{{0,24}}?{guarded(_BODY)}[^，。；\n]{{0,16}}?{_TOLD_BY}"
    f"|(?:{_BODY})[^，。；\n]{{0,12}}?{_SAYS}"
)
_BULLETIN = (
    r"通报(?<=[\d时点分日号许]通报)(?!批评)|公布(?<=[\d时点分日号许]公布)(?!批评)|(?:首次|再次|二次|最新|第[一二三四五六七\d]+次)(?:通报|公布)(?!批评)"
    "|经(?:核实|核查|查实|初?步?(?:查|调查)(?=[，：])|调查核实)|情况通报|警情通报|现(?:将|就)?[^，。；]{0,16}?(?:说明|通报|公告|公布|告知|通告)如下|官方(?:通报|辟谣|否认|澄清|消息|微博|回应|(?:就|只|却|也|才|最新|发布)*[说称报])|通报(?:称|指出|说)|辟谣[：】]|新闻发布会"
)
_OFFICIAL = f"{guarded(_OFFICE_SPEAKS)}|{_ACCOUNT}|{guarded(_BULLETIN)}|^[【\\[][^】\\]]{{0,20}}通报"
# Whoever was there tells what he saw; no office has counted yet.
_THOSE_BESIDE = "|".join(
    f"{who}(?<![接到]{who})"
    for who in re.findall("..", "工友工人家属亲属居民村民邻居路人乘客老乡住户店主业主商户家长")
)
_ANONYMOUS = "不(?:愿|肯|便|想)意?(?:透露|公开|具|署|披露)[^，。；]{0,4}?名[^。；！？\n]{0,12}?(?:说|称|透露|表示)|有(?<![一-鿿]有)(?!关|识|志|些|的)[一-鿿]{2,4}人士[^，。；\n]{0,8}?(?:说|称|透露|表示|爆料)"
_WITNESS = f"{_ANONYMOUS}|(?:目击(?:者|群众|市民|村民|民众)?|知情(?:人士?|者)|内部人士|围观(?:者|群众|市民)|现场(?:群众|市民|村民|工人|路人))[^，。；\n]{{0,8}}?(?:称|说|透露|爆料|表示|讲|反映|描述|回忆|介绍)|目击者|现场目击|(?:{_THOSE_BESIDE})[^，。；\n]{{0,6}}?(?:称|说|讲|透露|告诉|表示|介绍|描述|回忆)"
_HEARSAY = (
    "网传|网曝|网上(?:都)?[说传]|都在[说传]|(?:大家|邻居|同事|亲戚|朋友)都?[说讲]|说是(?<![听据人]说是)|求证|网爆|网络?[平台上]{0,3}(?:流传|热传|盛传|传播|传言|出现)|流传[着的出开]|疯传|传言|传闻|据传|传(?<![宣流相遗祖家外上谣]传)(?:说|着)?(?=[^，。；、]{0,3}(?:死了?|没了?|走了?|伤了?)[^，。；]{0,2}?[\\d一二两三四五六七八九十几好])|听说|据说|有人说|听人说|听朋友说|谣传|盛传|朋友圈|微信群|群里[^，。；]{0,3}?[说传讲看]|"
    "网[友民][^，。；\n]{0,10}?(?:称|爆料|发帖|发文|反映|透露|说|留言|上传|发布|散布|传|转发|编造)|"
    "(?:自媒体|抖音|快手|微博(?:上|用户)|短视频|视频号|贴吧|帖子|聊天记录|微信(?:上|里)|QQ群|论坛上?)[^，。；\n]{0,10}?(?:称|传|发布|显示|声称|说)|“(?=[^“”]{2,40}”(?:“[^“”]{2,40}”){0,2}(?:的|这一|这样的|这类|之类|等)*(?:说法|消息|传言|传闻|信息|内容|帖子)[^，。；]{0,12}?(?:传|刷屏|转发|扩散))|爆料|未经(?:证实|核实)|尚未证实|有消息[称说传]|小道消息|匿名"
)
_UNVERIFIED = f"(?P<witness>{guarded(_WITNESS)})|{guarded(_HEARSAY)}"
# Whoever is spoken of answers for himself: 校方回应称, 公司负责人表示.
_CONCERNED = "(?:公司|企业|集团|厂方|矿方|校方|园方|院方|店方|景区|商场|超市|酒店|学校|幼儿园|医院|物业|项目部|运营方|施工方)(?:方面|相关|有关|负责人|工作人员|官方|发言人|今[天日]|昨[天日晚]|上午|下午|晚间|也|则|随后|已经?|对此|就此|紧急|发布|发表){0,4}(?:回应|表示|澄清|声明|辟谣|答复|否认|通报|介绍|给出|提供)"
_MEDIA = (
    f"{guarded(_CONCERNED)}|现[将就][^，。；]{{0,14}}?(?:说明|通报|公布|通告|告知|回应)(?=如下|：)|"
    "院方(?:则|也|却|随后|今[天日]|昨[天晚日])*[说称讲]|(?:媒体|[日晚晨早]报|电视台|通讯社|路透社|法新社|美联社|新华社|中新社|共同社|韩联社)(?:记者)?[^，。；\\d\n]{0,4}?(?:报道|援引|称)|"
    "(?P<truth>实际(?:上|为|共|只|仅)?(?=造成|是|有|[，\\d])|事实上)|记者(?:在|赶到|现场|看到|发现)|"
    "据[^，。；\n]{0,10}(?:报道|电视台|日报|晚报|通讯社|社电)"
)
# A report that names who announced it at its end, as a bulletin that is passed on does: 。市应急管理局通报。
_SIGNED = re.compile(
    rf"[。！\n（(](?:来源[：:]|据)?[^，。；！？\n（(]{{0,12}}(?:{_BODY})[^，。；！？\n]{{0,8}}(?:通报|发布|供稿|公布)[。）)\s]*$"
)
# A bulletin with the organ's name below it: ….长春市应急管理局 2026年11月8日.
_BELOW = re.compile(
    "[。！？）\n]\\s*(?P<organ>[一-鿿]{2,18}?(?:[局厅部委办队院府]|办公室|管委会|街道办事处|中心|发布))[\\s（(]*(?:\\d{4}年)?(?:\\d{1,2}月\\d{1,2}日)?[\\d:：时分]*[)）\\s]*$"
)
_BULLETIN_HEADING = re.compile(
    "(?:情况|警情|案情|事故|最终|最新|更正)通[报告]|通[报告][】》）)（(一二三四五六七八九十\\d]*$"
)
# Whoever is quoted speaks for himself, whatever the one who passes it on rests on.
_MARKS = re.compile(
    f"(?P<unverified>{_UNVERIFIED})|(?P<official>{_OFFICIAL})|(?P<media>{_MEDIA}|{QUOTE})|(?P<asked>{ASKED_ONE})"
)
# 50余人死亡？官方：仅2人轻伤: what is asked is answered by less. What looks back stands behind the first letters (alternation).
_ANSWERS = "|".join(
    f"{who}(?<=？{who})[^，。；！？]{{0,8}}?[：:，](?:目前|现场|实际)?(?:仅|只有|只是|无人|没有人|未造成|没有?死)"
    for who in re.findall("..", "官方警方消防当地应急卫健医院官宣通报回应")
)
# 网上说死了十几个，请回应。区长：没有。
_SAID_NO = (
    "[：:](?:"
    + "|".join(f"(?<=[。？！\\n][^。：？！\\n]{{{n}}}[：:])" for n in range(1, 9))
    + ")(?<!问[：:])“?(?:没有|不是|不对|没这|绝无|绝对没有|根本没有)(?=[。，！])"
)
# 死了两个，后来查到是把隔壁县溺水的图片配上去的.
PASTED = "(?:查[到明实]|核实|原来|证实)(?:后)?(?:是|系|为)[^，。；]{0,24}?(?:图片|图|照片|视频|画面|录像)[^，。；]{0,4}?(?:配|拼|剪|嫁接|移花接木|P上)"
# 网上疯传地铁爆炸死了上百人，其实是检修冒烟: what it was instead kills nobody.
_INSTEAD = (
    "(?:其实|原来|实为|不过|后来才知道)(?:就|只|只不过|不过)?是[^，。；！？]{0,8}?(?:检修|误[报传会]|[演排]练|演习|冒烟|冒了?点烟|放炮|[鞭爆]竹|鞭炮|烟花|试验|试车|测试|打雷|拍[戏摄片]|拍电影|"
    "气球|排[气汽]|泄压|烧[糊煳焦]|老?旧?(?:图|照片|视频)|虚惊一场|编的|P的)(?:一?[场次声]|的?声音?|响|而已|罢了|呢)?(?=[，。！；”]|$)"
)
DENIED = compiled(
    "不实|失实(?!报道)|(?:说法|数字|人数|消息|报道|传言|”)(?:都|均|并|也|是)*不准确|谣言|假的(?<!真的假的)(?<![请放休事病产婚年暑寒]假的)(?![烟酒药证币章牌吗？])|辟谣|虚假|不属实|没有依据|误传|瞎传|乱传|讹传|无中生有|造谣|子虚乌有|与事实不符|不是真的|没(?:有)?(?:的事|这回事|那回事|这事|此事)|假消息|并非事实|系编造|系杜撰|(?:官方|警方|当地|政府|部门|宣传部|公安局?|管理局|医院|院方|卫健委|卫健局|医生)[^，。；]{0,10}?否认(?=[，。；！”]|了?(?:该|这一|上述|此|这种)(?:说法|消息|传言|传闻|数字))|没(?:有)?(?:死|伤)(?:那么|这么)多"
    f"|{_ANSWERS}|{_SAID_NO}|{PASTED}|{_INSTEAD}"
)
# Whoever asks, hopes for a denial or rejects one has denied nothing.
_HOPED = re.compile(
    "(?:求|谁|没人|有没有|不|等|望|请|快|尽快|赶紧|要|需要|来|[还非硬竟别]然?说)[^，。；！？]{0,8}$"
)
# 死了十一个，镇里还说没这回事，糊弄谁呢: who tells it himself does not believe the denial.
_REJECTED = re.compile(
    "(?:[还非硬竟偏]是?|居然|竟然|怎么还?|咋还?|谁|凭什么|凭啥|好意思)(?:说|讲|称|通报|回应|发布)[^，。；！？]{0,5}$"
)
_DISBELIEVED = re.compile(
    "[^。！？\\n]{0,10}?(?:糊弄|骗谁|骗鬼|谁信|当我们?傻|当老百姓|睁眼说|睁着眼|瞎话|亲眼|明明|我就在)"
)
_ASKED_BEHIND = re.compile("[^，。；！？]{0,4}?(?:吗|吧|么|？|还是真)|(?:与|和|或)?否|还是")
_OWN_CLAIM = re.compile(
    "(?:传|说|所谓)的?[^，。；]{0,6}?(?:[\\d一二三四五六七八九十百千几数好]{1,4}个?[名人口]|死|伤)"
)
_HOSPITALS = ("医院", "院方", "卫健", "医生")
_PASSED_ON = re.compile("传言|传闻|网[传上]|流传|谣|消息|说法|“[^”]*[死亡世]")
_NOT_YET = re.compile(
    "(?:尚|还|暂|仍|并)未|未(?:对此|就此|予|作出|进行)?(?:通报|发布|公布|证实|回应|披露)|还?没有?(?:通报|发布|公布|证实|回应|披露)"
)
_SENTENCE_ENDS = re.compile("[。！？；\n]")
_CLAUSE_MARKS = re.compile("[，。；！？]")
_NEAR = 60
_SIGNED_CHARS = 50
_NEGATED = compiled(
    "(?:辟谣|谣言|假消息|假的)[：】！](?!.*(?:实际|其实|而是|谣言|不实|不属实|虚假|假的|仅|只有?[\\d一两二三]))|(?:并非|并没有?|并未|没有(?:发生|出现)|未发生|不存在|从未|从没|否认(?!对|与|承担|负|瞒报|隐瞒))[^，。；]{0,16}$|传得[^，。；]{0,3}?(?:邪|玄|离谱|没边|神)[^。；]{0,12}$"
)


_SOON = 60


class Origins:
    """The origin of any place of one text: that of the last mark before it, carried over sentence ends.

    Where no mark stands before, whoever signs the text as its announcer speaks, or the office whose bulletin the ``heading`` calls it.
    """

    def __init__(self, text: str, heading: str = "") -> None:
        self._text, self._heading = text, heading

    @cached_property
    def _marks(self) -> list[tuple[int, Origin]]:
        return [(start, name) for start, _, name in self._spans]

    @cached_property
    def _spans(self) -> list[tuple[int, int, Origin]]:
        """Every mark with its end; a netizen who says what 实际 happened still speaks himself.

        A witness speaks to the end of his sentence, hearsay that is denied in its own clause to its denial: behind it a mark without length gives the word back to whoever had it.
        """
        out: list[tuple[int, int, Origin]] = []
        voice, until = self._signed, len(self._text)
        for match in _MARKS.finditer(self._text):
            if (match["official"] and _NOT_YET.search(match[0])) or self._says_on(match, out):
                continue
            if match["asked"] and not self._answers(match, out):
                continue
            if match.start() >= until:
                out.append((until, until, voice))
            ends = self._sentence_end(match.end()) if match["witness"] else self._denied_at(match)
            until = len(self._text) if ends is None else ends
            voice = _name(match) if ends is None else voice
            out.append((*match.span(), _name(match)))
        return [*out, (until, until, voice)] if until < len(self._text) else out

    def _denied_at(self, match: re.Match[str]) -> int | None:
        """Where the words end that call hearsay untrue in its own clause: 网传5人死亡不实，实际为2人受伤."""
        if not match["unverified"]:
            return None
        at = bisect_left(self._denials, (match.end(), match.end()))
        if at == len(self._denials):
            return None
        start, end = self._denials[at]
        return None if _CLAUSE_MARKS.search(self._text, match.end(), start) else end

    def _says_on(self, match: re.Match[str], before: Sequence[tuple[int, int, Origin]]) -> bool:
        if not match["truth"] or not before or before[-1][2] != "unverified":
            return False
        return _CLAUSE_MARKS.search(self._text, before[-1][1], match.start()) is None

    def _answers(self, match: re.Match[str], before: Sequence[tuple[int, int, Origin]]) -> bool:
        """Whether somebody is asked about the hearsay of a sentence before: 群里传捅死一个。值班的同志说没有死人."""
        if not before or before[-1][2] != "unverified":
            return False
        return _SENTENCE_ENDS.search(self._text, before[-1][1], match.start()) is not None

    def _sentence_end(self, at: int) -> int:
        found = _SENTENCE_ENDS.search(self._text, at)
        return found.end() if found else len(self._text)

    def speaker(self, position: int, reported: date | None) -> Speaker:
        """The organ whose official figure stands at ``position`` and when it gave it, as far as the text tells."""
        before = _without_witnesses([mark for mark in self._spans if mark[0] <= position])
        official = list(takewhile(lambda mark: mark[2] == "official", reversed(before)))
        if official:
            told = speaker_at(self._text, [mark[:2] for mark in official], position, reported)
            return told if told.organ else Speaker(self._signatory, told.at)
        if not before and self._signature:
            return signed_by(self._text, *self._signature.span(), reported)
        return Speaker(self._signatory) if not before and self._is_headed else SILENT

    @cached_property
    def _signatory(self) -> str | None:
        """The organ named below the text, or in the heading of a bulletin."""
        below = _BELOW.search(self._text, max(0, len(self._text) - _SIGNED_CHARS))
        if below:
            return below["organ"]
        marks = [mark[:2] for mark in Origins(self._heading)._spans if mark[2] == "official"]
        return speaker_at(self._heading, marks[::-1], len(self._heading), None).organ

    def at(self, position: int) -> Origin:
        """The origin of what stands at ``position``."""
        origin = self._signed
        for start, name in self._marks:
            if start > position:
                break
            origin = name
        return origin

    def names_media(self, position: int) -> bool:
        """Whether the last mark before ``position`` is the name of a paper, a station or a reporter."""
        last = next((mark for mark in reversed(self._spans) if mark[0] <= position), None)
        if last is None or last[0] == last[1] or last[2] != "media":
            return False
        return not self._text.startswith(("实际", "事实"), last[0])

    @cached_property
    def _signed(self) -> Origin:
        return "official" if self._signature or self._is_headed else "media"

    @cached_property
    def _is_headed(self) -> bool:
        return "通" in self._heading and _BULLETIN_HEADING.search(self._heading) is not None

    @cached_property
    def _signature(self) -> re.Match[str] | None:
        return _SIGNED.search(self._text, max(0, len(self._text) - _SIGNED_CHARS))

    def denied(self, start: int, end: int, *, of_before: bool = False, stated: bool = False) -> bool:
        """True when the words from ``start`` to ``end`` of the text call what they report untrue.

        ``of_before``: what stands before ``start`` is asked about; a denial that names its own claim (传的几十人是假的) leaves it alone,
        the more so where what stands before is ``stated``, not passed on (已致31人死亡，警方：网传纵火不实).
        """
        first = bisect_left(self._denials, (start, start))
        within = takewhile(lambda at: at[0] < end, self._denials[first:])
        return any(
            not (of_before and self._claims_its_own(at[0], start))
            and not (stated and names_own_claim(self._text, start, *at))
            for at in within
        )

    def denied_soon(self, start: int, end: int) -> bool:
        """True when what is told there is called untrue in its own words or in those right behind it."""
        return self.denied(start, end + _SOON, of_before=True)

    def _claims_its_own(self, denial: int, start: int) -> bool:
        clause = _CLAUSE_MARKS.split(self._text[start:denial])
        if len(clause) < 2 or not _OWN_CLAIM.search(clause[-1]):
            return False
        told = self._text[max(0, start - COUNT_CHARS) : start] + clause[0]
        return not set(NUMBERS.findall(told)) & set(NUMBERS.findall(clause[-1]))

    @cached_property
    def _denials(self) -> list[tuple[int, int]]:
        return [match.span() for match in DENIED.finditer(self._text) if self._denies(match)]

    def negated(self, start: int, end: int) -> bool:
        """True when the words from ``start`` to ``end`` deny what follows them (辟谣：…, 并非…)."""
        return _NEGATED.search(self._text[max(start, end - _NEAR) : end]) is not None

    def _denies(self, match: re.Match[str]) -> bool:
        before = self._text[max(0, match.start() - 12) : match.start()]
        if match[0] == "辟谣" and _HOPED.search(before):
            return False
        if match[0] in ("不属实", "不是真的", "不实") and before.endswith(("属", "是", "实")):
            return False
        if self._is_rejected(match, before):
            return False
        if match[0].startswith(_HOSPITALS) and not _PASSED_ON.search(
            self._text, max(0, match.start() - 40), match.start()
        ):
            return False  # 家属称医院延误抢救，医院否认: of no number
        asked = match[0] in ("谣言", "造谣", "虚假", "假消息", "误传") and _doubted(before)
        return not asked and _ASKED_BEHIND.match(self._text, match.end()) is None

    def _is_rejected(self, denial: re.Match[str], before: str) -> bool:
        """Whether somebody who tells it himself, and passes on no hearsay, only quotes the denial to reject it."""
        if not (_REJECTED.search(before) or _DISBELIEVED.match(self._text, denial.end())):
            return False
        clause = 1 + max(self._text.rfind(mark, 0, denial.start()) for mark in "，。；！？\n")
        return not any(mark["unverified"] for mark in _MARKS.finditer(self._text, 0, clause))


def _without_witnesses(marks: list[tuple[int, int, Origin]]) -> list[tuple[int, int, Origin]]:
    """The marks that still count where a witness has ended: neither his nor the one that ended him."""
    out: list[tuple[int, int, Origin]] = []
    for mark in marks:
        if mark[0] < mark[1]:
            out.append(mark)
        elif out:
            out.pop()
    return out


def _doubted(before: str) -> bool:
    """``不是谣言``, ``是不是谣言``, ``别说我造谣``; ``是谣言`` alone states it."""
    return (
        re.search(
            "(?:不|非|没|没有|别|勿|莫|是否|不会|难道)(?:是|要|说|说是|我|说我|算|再|再说|再说是)?$", before
        )
        is not None
    )


def _name(match: re.Match[str]) -> Origin:
    if match["unverified"]:
        return "unverified"
    return "official" if match["official"] else "media"
