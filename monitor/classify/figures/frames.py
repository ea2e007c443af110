"""Which happening a number belongs to: the one reported now, an earlier one, or none at all (a drill, a statistic, a law).

``before`` is an earlier bulletin of the same happening (此前通报).

A mark rules what follows it in its sentence, until the next mark, and what stands before it in its own clause
(``造成3人死亡的那场大火``). A sentence that goes on about the last one (其中, 当时) keeps its frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from monitor.classify.emergencies.taken_for import as_it_was
from monitor.text.alternation import screened

Frame = Literal["now", "before", "earlier", "other"]
Mark = Literal["now", "before", "earlier", "other", "since"]
"""``since`` ends what an earlier bulletin told (起初说2人，后来…), and nothing else."""

_RECENT = timedelta(days=30)
_AHEAD = timedelta(days=60)
"""A day without its year that lies so little ahead is one to come, not that of last year."""
_NUMERALS = "一二三四五六七八九十两几"

# 养老院三年死了四十个老人, 得癌症死了十几个: years of deaths and deaths of an illness that spreads to nobody.
_OVER_YEARS = f"(?<![\\d{_NUMERALS}第])(?:这|近|头|前后)?[\\d{_NUMERALS}数好多]{{1,3}}年(?:多|了|，)?(?:一共|总共|先后|陆续|已经?|前前?后后?|光是?|就)*(?=(?:[死没走丢]了|死(?=[\\d{_NUMERALS}]))[^，。；]{{0,3}}[\\d{_NUMERALS}数好多])|这几?些?年(?!初|末|底|夏|冬|春|秋|[一-鿿]月)"
_OF_ILLNESS = "(?:癌|尘肺|矽肺|肿瘤|白血病|尿毒症|糖尿病|心梗|脑梗|脑溢血|肝硬化|肺气肿)[^，。；]{0,4}?(?:死|去世|离世|走了|没了)|得病死|老死|寿终|自然死亡|病故"
_OTHER = screened(
    f"{_OVER_YEARS}|{_OF_ILLNESS}|"
    # 这条路今年已经出过四次事，死了3个人.
    f"(?:[今去前]年|近年|这几?年|入[春夏秋冬]|[上下]半年)(?:以来|里)?[^，。；日月\\d]{{0,8}}?(?:出|发生)过?了?[^，。；]{{0,4}}?(?![一1][次起回])(?<!第)[两二三四五六七八九十几多\\d]{{1,3}}(?:次|起|回)|"
    f"(?:19|20)\\d\\d年(?:至|到|—|-)(?:19|20)\\d\\d年|(?:成立|建国|独立|开战|入侵|通车|开通|投产|投用|投运|运营|建成|建校|建厂|开业|开园|投入使用)以来|(?<!日)(?<!起)(?:冲突|内战|战争|战事|叛乱|战乱|动乱)(?:全面|再次?|重新)*(?:爆发|开始|打响|再起)(?:以来|至今)|[\\d{_NUMERALS}]{{1,3}}[多余]?年(?:来|间|里)(?!最|首|第|罕见|一遇)|(?:19|20)\\d\\d年[^，。；日]{{0,6}}以来(?!最|首|第|罕见)|过去(?:的)?[\\d{_NUMERALS}数]{{1,3}}个?(?:年|月|星期|周)|最?近[\\d{_NUMERALS}数]{{1,3}}个?(?:月|星期|周)(?:来|内|里)(?!最|首|第|罕见)|"
    f"(?<![\\d日])(?:[\\d{_NUMERALS}]{{1,2}}|上|当|本|同|这个|上个)月(?:份|里|内|间|期间)?(?![\\d{_NUMERALS}]{{1,3}}日)[^，。；日]{{0,14}}共(?:有|造成|计)|"
    f"[今去]年前[\\d{_NUMERALS}]{{1,3}}个?月|(?:演练|演习)(?!(?:刚刚?|才)?(?:结束|完))|模拟|推演|同比|环比|去年同期|近[\\d{_NUMERALS}]{{1,3}}年(?!来?(?:最|罕见|一?遇|首))|近年来(?!最|罕见|首|第)|全年|每年|年均|平均每|[今去]年以来(?!最|首|第|罕见|[^，。；]{{0,12}}?(?:首|第[一二三四五六七八九十\\d]+)[起次场例])|年初以来(?!最|首)|年[^，。；]{{0,4}}[上下]半年|"
    f"(?:该院|本院|我院|医院|科室|急诊科?|急救中心)[^，。；]{{0,8}}?(?:今年|每年|每月|平均|本月|今[春夏秋冬])[^。；]{{0,10}}?(?:收治|接诊|救治|抢救)|(?:入[春夏秋冬伏汛]|开春|今[春夏秋冬]|[春夏秋冬]季|[春夏秋冬]天)以来(?!最|首|第|罕见)|"
    # 智利今年已有41人在矿难中丧生, 仅今年入夏，这条河上已溺亡了7人: of the year, not of this one; 今年最强的台风已造成7人死亡 is of this one.
    f"(?:今年|今[春夏秋冬]|入[春夏秋冬汛伏]|[暑寒]假|年初|开[春年])(?:以来|至今|里)?，?(?![^，。；]{{0,10}}(?:最|第|首|罕见|的))[^，。；日月号时点\\d]{{0,14}}?(?:(?:已经?有?|共有?|就有)(?:超过|近|约|至少)*[\\d{_NUMERALS}百千]{{1,5}}[余多]?[名人个位][^，。；]{{0,14}}?(?:死|亡|遇难|丧生|丧命|溺|罹难|没了)|已经?(?:死亡?|溺亡|淹死|溺死|没|遇难|丧生)了?[\\d{_NUMERALS}])|"
    f"(?:今年|今[春夏秋冬]|年内|本?汛期|入[春夏秋冬汛]|开[春年])(?:以来|至今)?，?(?![^，。；]{{0,10}}(?:最|第|首|罕见|的))[^，。；日月号时点\\d]{{0,14}}?(?:累计|共计|总计|已)(?:因灾|造成|导致|致)*(?:死亡|遇难|丧生|身亡)(?=[人达为了已]*[\\d{_NUMERALS}])|"
    "今年(?![^，。；]{0,10}(?:最|第|首|罕见))[^，。；日月号时点\\d]{0,12}?(?:死亡|遇难|溺亡|丧生|死)的[^，。；]{0,3}(?:已|达|超过|就有)|光(?:是)?今年，|"
    "法定(?:报告)?传染病|为纪念|纪念[^，。；]{0,8}(?:牺牲|遇难|死难)|^[上下]半年|[今去]年[上下]半年|季度|统计数据|历年|\\d{1,6}人以上\\d{1,6}人以下|是指|条例|"
    "以上(?:死亡|重伤|伤亡|失踪)?的[，、]?(?:不予|应当|处\\d|处[三五七十]|由|属)|一年(?:就|要|会)?(?:夺|死|致)|以上(?:死亡|重伤|伤亡|失踪|遇难|中毒)(?:[^，。；被已经系]{0,8}?的?[，、]?)(?:即|就|则|便|才|方|可|均|应当?|将|会)*(?:为|是|属于?|构成|认定为|定为|列为|界定为|划为|算作?)(?:一般|较大|重大|特大|特别重大|[ⅠⅡⅢⅣI一二三四]级)|(?:[今去]年|(?:19|20)\\d\\d年|本年度?|[上本当]月)(?!\\d{1,2}月)[^，。；日\\d]{0,4}全(?:国|省|市|县|区|州|球)(?![^，。；]{0,6}(?:人民|上下|最|首))|以上(?:死亡|重伤|伤亡|失踪)?的(?:[为属是]于?)?(?:较大|重大|特大|特别重大|一般)?(?:道路|生产|火灾|安全|交通)*事故|(?<![\\d日])[\\d一二三四五六七八九十]{1,3}月份|"
    "(?:年|月(?!\\d{1,2}日|[一二三四五六七八九十]{1,3}日)|全[国省市])(?:来|内)?[^，。；]{0,10}(?:共|累计)?(?:发生|接报)[^，。；]{0,14}(?<![\\d第])(?![一1]起)[\\d.一二三四五六七八九十百千万]{1,7}起|[1一](?:月份?)?(?:至|到|-|—)(?:\\d{1,2}|[一二三四五六七八九十]{1,2})月"
)
"""Drills, statistics and legal definitions: their figures never count."""
_BEFORE = screened(
    # 前天傍晚对外称“3人死亡”: what was said on an earlier day.
    "(?:前天|昨[天日]|事发当[天日]|当[天日晚])(?:上午|中午|下午|傍晚|晚上?|夜里)?对外(?:称|说|宣布|公布|通报|发布)|"
    "(?:此前|先前|之前|原先)(?=[^，。；]{0,14}基础上)|(?:(?:此前|早前|先前|早些时候|之前|前期|最初|起初|一度|首日|首轮|头一天|第一天)[^，。；\\d]{0,8}?|\\d[时分]?曾|日曾|曾)(?:的|官方|警方|当地|有|媒体)*(?:通报|报道|消息|公布|发布|称|报告|统计|传|说|认为|以为|误以为|估计)|曾报|曾一度|首报|先是(?:通报|公布|报告|说|称)|(?:首份|第一[号次份期])(?:情况)?通报[^，。；：\\d]{0,12}(?:为|是|显示|称)|(?:首|第一)次(?:通报|发布|公布)(?!会)|通报（[一二三四五六七八九十]）(?:中?(?:为|是|的?数字))|(?:[昨前][天日晚夜]|今[早晨]|凌晨|上午|中午)[^，。；\\d]{0,4}的?(?:首次)?(?:通报|数字|数据|统计|公布|发布)(?:的?(?:数[字据]|结果))?(?:时)?(?:还?是|为|的是|显示为)|最初(?![^，。；]{0,3}(?:送|抬|转|救))|(?:案发|事发|出事)?当[天日晚]的(?:统计|数[字据]|通报)(?:是|为|说|称|中)|日(?:凌晨|早上?|上午|中午|下午|傍晚|晚上?)的消息(?:说|称)|初步通报|误报|还说的?是?|(?:[昨前][天日晚夜]|前一[天日晚夜]|头一?[天晚])的(?:通报|公报|简报|数[字据]|统计)(?:(?:里|中|上)，?|(?=是))|(?:昨晚|昨天|昨日)(?:的)?通报(?:还|是)"
)
_EARLIER = screened(
    "前[几些]年|早[几些]年|头[几两]年|早年间?|(?<![\\d一二三四五六七八九十百还没])[那有]一?年(?![级轻龄年])|上回|从前|小时候|(?:以前|原来|早先)[^，。；]{0,8}?(?:也|就|都|曾)[^，。；]{0,10}?过|就在前[一两三]天|(?<![由从])此前(?!.{0,6}(?:通报|报道|消息|公布|称)|[^，。；]{0,14}基础上|已?(?:获救|救出|脱险|升井|送医|失联|失踪|失去联系|下落不明|被困|被埋|走失|落水|受[重轻]?伤|[重轻]伤|入院|住院|转院|搜救出|找到))|曾经?(?:发生|造成|导致|有|被|因|引发|经历)|去年|前年|往年|上年|历史上|史上(?!最|罕见)|上一?次|当年(?!底)|上个?月|前[两几三]起|上一起|另一起|(?:上个?(?:星期|周|礼拜)|前[几两三]天|[几两三]天前)[^，。；]{0,10}?另[一外](?:个|家|处|所|座|条|名|起|场)?|"
    "年前(?:的|，|发生|那[场次起回])|类似(?:事故|事件)|无独有偶|同类(?:事故|事件)|上世纪|今年\\d{1,2}月(?!\\d)|^\\d{1,2}月(?!\\d)"
)
_NOW = screened(
    "有误|不准确|不准|经(?:再次|进一步|重新)?(?:核实|核查)|现更正|更正为|(?<![到至])昨[天日晚夜晨]|(?<![到至])今[天日晨早晚]|前[天晚](?!年)|本次|此次|这次|这起|本起|该起|刚刚|刚才|日前"
)
# 在前期通报2死7伤的基础上，又有…: what has come to it since.
_ON_TOP = re.compile(
    "(?:通报|公布|报告|公告)[^，。；]{0,16}(?:基础之?上|之?后)(?=，|又|再)|(?:此前|先前|之前|原先)[^，。；]{0,14}基础上"
)
# 起初说死了2人，后来又发现4具遗体.
_SINCE = re.compile(
    "(?<=，)(?:后来|随后|其后|此后|之后|最新|最终|目前|现在|现已)|(?:增加|上升|增|升|修正|更正|调整|改)(?=[到至为])"
)
_DATE = screened(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日(?!电|讯|消息|至)"
)
# 21日18时的数字是5人: what was announced on an earlier day than that of the report.
_TOLD_ON = re.compile(
    "(?<!\\d)(?P<day>3[01]|[12]\\d|0?[1-9])日(?:[\\d一二三四五六七八九十]{1,3}[时点])?[^，。；\\d]{0,4}的?(?:通报|数字|数据|统计|公布|发布)(?:的?(?:数[字据]|结果))?(?:时)?(?:还?是|为|的是|显示为)"
)
_TOLD = re.compile("通报|数[字据]|统计|公布|发布")
# 该组织6月还打死7人: a month other than that of the report.
_MONTH_ALONE = screened("(?<![\\d日年至到-])(?P<month>1[0-2]|[1-9])月(?![\\d一二三日至到]|份?以来|底以来)")
# 本月7日: some days before the report its own happening, longer before it another one.
_DAY_OF_MONTH = re.compile("(?<!于)本月(?P<day>\\d{1,2})日")
_DAYS_LATE = 5
_OPENING_CHARS, _LATE_CHARS = 60, 30
_BY_NAME = re.compile(
    "[今昨前][天日晚晨早夜](?![^，。；]{0,6}(?:公布|通报|发布|披露|宣布|召开|查明|批复|[说称]))"
)
_DAY_AT_HEAD = re.compile(
    "(?<![\\d年])([1-3]?\\d)日(?!电|讯|消息|[^，。；]{0,6}(?:公布|通报|发布|披露|宣布|召开|查明|批复|[说称]))"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
# 二零零四年, 一九九八年: a year in words.
_YEAR_IN_WORDS = re.compile(
    "(?<![一二三四五六七八九零〇○])(?P<year>(?:一九|二[零〇○])[零〇○一二三四五六七八九]{2})年"
)
# 六三年那场水, 九八年发大水; 五六年 may be five or six years.
_SHORT_YEAR_IN_WORDS = re.compile(
    "(?<![一二三四五六七八九十零〇○几])(?P<year>[五六七八九][零〇○一二三四五六七八九])年(?:[春夏秋冬]天?|[一二三四五六七八九十]{1,2}月)?(?=那[场次回年个]|这里|发大水|闹|大[水旱]|洪|地震)"
)
_DIGIT_OF = str.maketrans("零〇○一二三四五六七八九", "000123456789")
# 去年春天曾有4辆货车在此侧翻: told beside what the item is about, never its own.
_ONCE = re.compile(
    r"(?:去年|前年|往年|历史上|(?<!\d)(?:19|20)\d\d年)[^，。；]{0,16}?(?:，[^，。；]{0,8}?)?曾(?!任|担任|是|用)"
)
# 09年成都那辆公交车烧死了27个人; of 跑了12年运输 the number is none of the calendar.
_SHORT_YEAR = screened(
    r"(?<![\d:：.])(?P<year>0\d|9[0-9]|8[0-9](?=年[\d冬春夏秋初底末那])|[12]\d(?=年(?:\d{1,2}月|[冬春夏秋初底末那这]))|[12]\d(?<=[“，。；：、在][12]\d)(?=年[一-鿿]{0,6}?(?:那|这)[次场回起辆年个]))年(?![来前后间内里多的以级])"
)
_OTHER_YEAR = re.compile("(?:去年|前年|往年|当年|同年|[\\d一二三四五六七八九〇零]{2,4}年)$")
_YEAR_ON_YEAR = re.compile("同比|环比|比(?:去年|上年|上月)同期|与(?:去年|上年)同期相比")
"""Rules its whole sentence, unless that begins with a happening of its day."""
_SPAN = re.compile(
    "以来|[\\d十百千万余多]起|全[国省市县区州盟旗]|季度|[上下]半年|月份|全年|起数|人数|累计|共计|平均"
)
_OF_TODAY = re.compile("(?<![到至])[昨今前][天日晚早晨夜]|凌晨|\\d[日时]|刚刚|刚才")
_INCREASE = re.compile("(?:较|比)[^，。；]{1,14}?(?:新增|增加|增多|多了)(?!至|到|为)")
# 死亡7人，此前为13人，另有2人受伤: behind the number of before the sentence goes on about now.
_WAS = re.compile(
    "(?:此前|先前|之前|早先|原先|原来|昨[天晚日]|上次|前一次)的?(?:通报|公布|数字|人数|统计)*(?:的?数字)?(?:为|是)[\\d一二两三四五六七八九十百]{1,5}[人名例](?=[，、）])"
)
_GOES_ON = re.compile("\\s?(?:其中|当时|那次|那场|另有)")
# 法院查明，2017年6月30日…致27人死亡: a court looks back at what it tries, in whichever year that was.
_TRIED = re.compile("(?:查明|指控|审理认定|法院认定|起诉书)[^。；]{0,6}?[，,：:]")
_TRIES = re.compile(
    "案[^。；]{0,16}?(?:作出|宣判|判决|裁定|开庭|[一二终]审)|(?:审理|宣判|开庭)[^。；]{0,40}?案"
)
_COURT = re.compile("法院|检察院|公诉|庭审|受审|宣判")
_CLAUSE_END = re.compile("[，；。！？\n]|$")


_YEARLY = re.compile(r"(?<!\d)((?:19|20)\d\d)年[^。；]{0,80}?(?:死|亡|遇难|丧生|受伤)")
_FEW_YEARS = 2
_QUOTED_CHARS = 120


def is_chronicle(text: str) -> bool:
    """True for a list of happenings of several years, each with its dead: none of them is the item's own."""
    return len({match[1] for match in _YEARLY.finditer(text)}) > _FEW_YEARS


_LONG_DEAD = re.compile(f"{_OVER_YEARS}|{_OF_ILLNESS}")


def counts_years(text: str) -> bool:
    """Whether a text counts the dead of years or of an old illness (这些年得癌症死了十几个)."""
    return _LONG_DEAD.search(text) is not None


class Frames:
    """The frames of one text; ``reported`` is the day of the report, when known."""

    def __init__(self, text: str, reported: date | None = None) -> None:
        self._text, self._reported = text, reported
        self._marks: dict[tuple[int, int], list[tuple[int, Mark]]] = {}
        self._last: tuple[int, Frame] = (-1, "now")
        self._clause = (0, -1)
        self._quoted: dict[int, Frame] = {}

    @cached_property
    def _newest(self) -> int:
        years = _YEAR.findall(self._text) + [y.translate(_DIGIT_OF) for y in self._years_in_words]
        newest = max(map(int, years), default=0)
        return max(newest, self._reported.year) if self._reported else newest

    @cached_property
    def _years_in_words(self) -> list[str]:
        return _YEAR_IN_WORDS.findall(self._text)

    def of(self, sentence: tuple[int, int], start: int, end: int) -> Frame:
        """The frame of what stands at ``[start, end)`` of a sentence; ask in the order of the text."""
        if sentence not in self._marks:
            self._marks[sentence] = self._without_the_tried(sentence, sorted(self._find(sentence)))
        clause_end = self._clause_end(end, sentence[1])
        frame = self._from_before(sentence[0])
        for position, marked in self._marks[sentence]:
            if position >= (start if marked in ("now", "since") else clause_end):
                break
            if marked != "since":
                frame = marked
            elif frame == "before":
                frame = "now"
        self._last = (sentence[0], frame)
        return frame

    def _from_before(self, at: int) -> Frame:
        """The frame in which a sentence begins: that of the last one, where it goes on about it or is of the same quoted story."""
        if self._last[0] < at and _GOES_ON.match(self._text, at):
            return self._last[1]
        opens = self._text.rfind("“", max(0, at - _QUOTED_CHARS), at)
        if opens < 0 or self._text.rfind("”", opens, at + 1) >= 0:
            return "now"
        if opens not in self._quoted:
            marks = sorted(self._find((opens, at)))
            last = marks[-1][1] if marks else "now"
            self._quoted[opens] = "now" if last == "since" else last
        return "earlier" if self._quoted[opens] == "earlier" else "now"

    def _without_the_tried(
        self, sentence: tuple[int, int], marks: list[tuple[int, Mark]]
    ) -> list[tuple[int, Mark]]:
        """The marks of a sentence but those of the day that a court tells of what it tries."""
        if not marks or not self._is_of_a_court:
            return marks
        tries, tried = _TRIES.search(self._text, *sentence), _TRIED.search(self._text, *sentence)
        since = sentence[0] if tries else tried.start() if tried else sentence[1]
        return [(at, frame) for at, frame in marks if frame != "earlier" or at < since]

    @cached_property
    def _is_of_a_court(self) -> bool:
        return "法" in self._text and _COURT.search(self._text) is not None

    def _clause_end(self, at: int, limit: int) -> int:
        """Where the clause of a position ends; a long one is searched once, not for every number in it."""
        start, end = self._clause
        if not start <= at <= end:
            match = _CLAUSE_END.search(self._text, at, limit)
            start, end = at, match.start() if match else limit
            self._clause = (start, end)
        return end

    def _find(self, sentence: tuple[int, int]) -> Iterator[tuple[int, Mark]]:
        offset, words = sentence[0], as_it_was(self._text[slice(*sentence)])
        compared = _YEAR_ON_YEAR.search(words)
        if compared and not _OF_TODAY.search(words, 0, compared.start()):
            # 爆炸造成12人死亡，与去年同期相比事故起数下降: what stands before it is only a figure of the year where it says so.
            beside = compared[0].startswith(("与", "比")) and not _SPAN.search(words, 0, compared.start())
            yield offset + compared.start() * beside, "other"
        # 昨晚的通报为: the time in it is that of the telling
        found = [(m, frame) for pattern, frame in _PATTERNS for m in pattern.finditer(words)]
        for m, frame in found:
            yield offset + (m.end() - 1 if frame == "before" else m.start()), frame
        if "通报" in words or "公" in words or "报告" in words or "基础" in words:
            yield from ((offset + match.end(), "now") for match in _ON_TOP.finditer(words))
        for match in _YEAR.finditer(words):
            if self._is_older(int(match[1]), words[match.end() : match.end() + 3]):
                yield offset + match.start(), "earlier"
        for match in _YEAR_IN_WORDS.finditer(words) if self._years_in_words else ():
            if self._is_older(int(match["year"].translate(_DIGIT_OF)), words[match.end() : match.end() + 3]):
                yield offset + match.start(), "earlier"
        for match in _SHORT_YEAR_IN_WORDS.finditer(words) if "年" in words else ():
            yield offset + match.start(), "earlier"
        for match in _SHORT_YEAR.finditer(words):
            if self._is_older(_full_year(match["year"]), words[match.end() : match.end() + 3]):
                yield offset + match.start(), "earlier"
        if "曾" in words:
            yield from ((offset + match.end(), "other") for match in _ONCE.finditer(words))
        for match in _INCREASE.finditer(words):
            # 共造成11人遇难，较3日通报新增遇难3人: these are among the eleven.
            yield offset + match.end() - 1, "before"
            end = _CLAUSE_END.search(words, match.end())
            yield offset + (end.start() if end else len(words)), "now"
        if "前" in words or "先" in words or "昨" in words or "原" in words or "上次" in words:
            yield from ((offset + match.end(), "now") for match in _WAS.finditer(words))
        if any(frame == "before" for _, frame in found):
            yield from ((offset + match.start(), "since") for match in _SINCE.finditer(words))
        yield from ((offset + at, "before") for at in self._announced_before(words))
        yield from ((offset + at, "earlier") for at in self._in_other_months(words))
        yield from ((offset + at, "earlier") for at in self._weeks_ago(words))
        for match in _DATE.finditer(words):
            dated = self._dated(match, late=offset > _LATE_CHARS)
            if dated:
                yield offset + match.start("month"), dated

    def _announced_before(self, words: str) -> Iterator[int]:
        if self._reported is None or "日" not in words or not _TOLD.search(words):
            return
        for match in _TOLD_ON.finditer(words):
            if int(match["day"]) != self._reported.day:
                yield match.start()

    def _in_other_months(self, words: str) -> Iterator[int]:
        """A month alone, unless it is that of the report, or the one before where that has just ended."""
        if self._reported is None or "月" not in words:
            return
        known = {self._reported.month, (self._reported - timedelta(days=7)).month}
        for match in _MONTH_ALONE.finditer(words):
            if int(match["month"]) not in known:
                yield match.start()

    def _weeks_ago(self, words: str) -> Iterator[int]:
        """A day of this month that lies more than some days before the report, or that nobody can compare with it."""
        if "本月" not in words:
            return
        for match in _DAY_OF_MONTH.finditer(words):
            if self._reported is None or not 0 <= self._reported.day - int(match["day"]) <= _DAYS_LATE:
                yield match.start()

    def _is_older(self, year: int, behind: str) -> bool:
        if year >= self._newest:
            return False
        turned = self._reported and self._reported.month <= 2 and year == self._reported.year - 1
        return not (turned and behind.startswith(("11月", "12月")))

    def _is_of_months_ago(self, match: re.Match[str]) -> bool:
        """``7日23时…地震 … 2008年5月12日汶川特大地震中``: a full date of this year behind an opening of these days."""
        if self._reported is None or int(match["year"]) != self._reported.year:
            return False
        return self._opens_these_days

    @cached_property
    def _opens_these_days(self) -> bool:
        """Whether the opening names a day right before that of the report, or calls it yesterday."""
        if self._reported is None:
            return False
        if _BY_NAME.search(self._text, 0, _OPENING_CHARS):
            return True
        known = {str((self._reported - timedelta(days=n)).day) for n in range(_DAYS_LATE + 1)}
        return any(day in known for day in _DAY_AT_HEAD.findall(self._text, 0, _OPENING_CHARS))

    def _dated(self, match: re.Match[str], *, late: bool) -> Frame | None:
        """``2月6日`` in a report of September tells of something else; ``去年5月3日`` is judged by its year."""
        if self._reported is None or (match["year"] and not (late and self._is_of_months_ago(match))):
            return None
        if _OTHER_YEAR.search(match.string, 0, match.start()):
            return None
        try:
            day = date(self._reported.year, int(match["month"]), int(match["day"]))
            if day > self._reported + _AHEAD:
                day = day.replace(year=day.year - 1)
        except ValueError:  # 2月30日, or 29 February of a common year
            return None
        if day < self._reported - _RECENT:
            return "earlier"
        return None if match["year"] else "now"


def _full_year(short: str) -> int:
    """09 → 2009, 98 → 1998."""
    return int(short) + (1900 if short >= "8" else 2000)


_PATTERNS: tuple[tuple[re.Pattern[str], Frame], ...] = (
    (_OTHER, "other"),
    (_EARLIER, "earlier"),
    (_BEFORE, "before"),
    (_NOW, "now"),
)
