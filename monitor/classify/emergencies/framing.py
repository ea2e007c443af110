"""What kind of report an item is: of something here or abroad, of today or long past, of a drill, a film, a trial, a year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from monitor.classify.emergencies.advice import is_advice
from monitor.classify.emergencies.emergency_words import EmergencyWords
from monitor.classify.emergencies.no_news import is_charged, is_dreamt, is_no_news, is_rule, is_shown
from monitor.classify.emergencies.of_a_life import is_of_a_life
from monitor.classify.emergencies.retold import is_case_collection, is_monthly, is_programme, is_review
from monitor.classify.emergencies.staged import is_acted, is_staged
from monitor.classify.emergencies.taken_for import as_it_was
from monitor.classify.emergencies.watched import Watched
from monitor.classify.grading.scales import scale_spans
from monitor.text.alternation import compiled, screened
from monitor.text.seams import straddles
from monitor.text.segment import Cut
from monitor.values import value

Part = Literal["title", "text"]
Frame = Literal["unreal", "abroad", "other"]
_DATELINE = re.compile(
    r"^.{0,14}?\d日(?:电|讯|消息)|据[^，。；]{0,16}?(?:报道|消息|网站|电视)|综合新华社驻外记者报道"
)
# Names of administrative places at home; foreign provinces and cities follow the name of their country.
_OWN_PLACE = re.compile("[一-鿿](?!某)[一-鿿](?:[省县镇乡]|街道|自治[州区县])")
# The same with cities and districts, which stories and foreign cities have too: asked only of a house's whereabouts.
_OWN_TOWN = re.compile(
    "[一-鿿]{2}(?:[省县镇乡]|街道|自治[州区县]|(?<![超城都股楼门夜早菜集黑开上闹闭])市(?![民场委面值政长内外里上井]|中心)"
    "|(?<![小社地郊市山灾景厂校战特疫牧林营库矿辖片街商宅活海港展])(?<!城[中郊])(?<!产业园)(?<!工业园)区(?![域块间]))"
)
# 维也纳酒店, 加拿大国际学校, 法国红酒仓库: a house of that name may stand at home; where it stands the text tells.
_HOUSE = re.compile(
    "[一-鿿]{0,4}?(?:酒店|宾馆|饭店|大厦|餐厅|餐馆|面馆|米粉店|料理|烤肉|酒吧|雪茄吧|咖啡|店|广场|学校|幼儿园|影城|乐园|会所|商城|百货|超市|仓库|小区|花园|水城|公寓|美容院|领事馆|4S店)"
)
# 柏林路, 罗马花园 and 巴黎春天小区 are streets and estates at home.
_NAMED_AFTER = re.compile(
    "(?:[东西南北]?大?街(?![头上])|[东西南北]?路(?![易透])|胡同|小区|花园|家园|公馆|公寓|苑|郡|春天|印象|假日|小镇|风情|烤肉|料理|西餐|之[春都])"
)
# 长春籍游客 and 上海男子 tell who somebody is, not where: the place abroad behind them does.
_OF_PEOPLE = re.compile(
    "市?(?:籍|游客|旅行团|一?名?(?:男子|女子|市民|留学生|小伙|姑娘)|一家[\\d一二三四五六七八九十]*口?|的[一-鿿]{1,2}某)"
)
# 日本产越野车 and 法国游客 do not take the happening abroad.
_FOREIGN_THING = re.compile("产(?!生)|[籍牌]|进口|品牌|游客|外教|留学生|商人|客商|独资")
# 来自蒙古国的沙尘 blows here.
_COMES_FROM = re.compile("(?:来自|源自|源于|发源于|起源于|经由|毗邻|紧邻|邻国)$")
_GOING = "在赴到"
# 我还以为美国导弹打偏了: what it was taken for.
_TAKEN_FOR = re.compile("(?:以为|当是|当成|当作|好像|就像|像是|仿佛|如同)[是在到]?$")
# 丨, · and ① part the headlines of a round-up.
_ENTRY_BREAK, _ENTRIES, _ROUND_UP_CHARS = re.compile("[丨｜|●■▪◆▶]|[·•](?=\\s)|[①-⑳]"), 3, 800
_LEAD_CHARS, _CRIME_CHARS, _OPENING_CHARS, _REWARD_CHARS = 120, 260, 30, 60
# 演练中发生意外 is no drill any more.
_DRILL_WENT_WRONG = re.compile(
    "(?:演练|演习|拉练)(?:中|时|期间|现场|过程中)?(?:发生|突发|出现)?(?:意外|变真|变成真|成真|弄假成真|失控|引燃|走火|不慎|真的)"
)
# A work of art or a law in the opening of what no word names as an emergency.
_WORK = re.compile("《[^》]{1,16}》")
_MANY_CASES = re.compile(
    "(?:发生|接报|处置|查处|扑救|受理|共)[^，。；]{0,14}?(?:\\d{2,6}|\\d+(?:\\.\\d+)?万|[一二三四五六七八九]?[十百千][一二三四五六七八九十百]*)[余多]?起"
)
# 2024年，全省共发生事故38起: a figure of the whole country or province for a whole span of time.
_SCOPE = re.compile(
    "(?:(?:19|20)\\d\\d年|[今去]年|[本上当]月|\\d{1,2}月份?|[上下]半年|[一二三四]季度|截至目前)[^，。；\\d]{0,8}，?(?:全[国省市县区州盟旗]|我[国省市县区州])"
)
_SCOPE_CHARS = 60
# 去年全市因交通事故死亡312人
_YEARS_TOLL = re.compile(
    f"(?:{_SCOPE.pattern})[^。；\\d]{{0,16}}?(?:死亡|死|遇难|身亡|丧生)(?:了|人数)?(?:为|达)?\\d"
)
# 公布全国十大事故案例, 通报外省一起商铺火灾案例，要求举一反三: told to teach.
_RETOLD = re.compile(
    "(?:公布|发布|通报|曝光|晒出)了?[^。；]{0,24}?(?:十大|[\\d一二三四五六七八九十]{1,3}起|典型|警示)[^。；]{0,24}?案例|"
    "(?:通报|剖析|学习|观看|传达)了?[^。；]{0,8}?(?:外省|某省|外地|某地|某市|外市|兄弟省|全国)[^。；]{0,60}?(?:举一反三|引以为戒|[吸汲]取[^，。；]{0,6}教训|警钟)"
)
_UP_TO_NOW = re.compile(
    "(?:直?到|截至)?(?:现在|目前|今天)(?=[^，。；]{0,4}?(?:也|都|还|仍|一直)[^，。；]{0,4}?[没不])"
)
# 近期多地接连发生多起…，要求立即排查: nothing new has happened.
_SERIES = re.compile(
    "(?:近期|近日|最近|近来|连日来|近段时间|入[夏冬秋春汛]以来|今年以来)[^。；\\d]{0,24}?发生(?:了)?(?:多|数|几)起"
)
# 关于开展…警示教育的通知 retells the accidents of others to order something.
_ORDER = re.compile(
    "关于(?:印发|开展|做好|加强|进一步|认真|深刻|立即|切实|组织|持续|全面)[^。]{0,40}?(?:通知|意见|方案|部署)"
)
# 未发现可疑物品: a threat on the telephone, and nothing else.
_HOAX = re.compile(
    "未发现(?:任何)?(?:可疑|爆炸|危险)|虚假(?:恐怖|威胁|警情|报警)|诈弹|(?:系|是)[^，。]{0,6}(?:恶作剧|谎报)"
)
_HOAXED = frozenset({"other", "terror_attack", "explosion"})
# 安全提示, 致家长的一封信: they tell of former years only.
_COUNSEL = re.compile(
    "(?:安全|温馨|消费|健康|出行|防范|风险)(?:提示|提醒)|专家(?:解读|支招|释疑)|科普|(?:自救|避险|避震|逃生|应急)(?:指南|知识|手册|攻略)|倡议书|告知书|一封信|提醒您|提醒(?:广大)?(?:市民|家长|群众|居民|游客)"
)
_OF_ALL = re.compile("全[国省]|各[省市]")
_ORDER_CHARS = 50
_SHUT, _SHUT_CHARS = (
    re.compile("(?<![不无须])停课|封闭管理|聚集性(?:疫情|病例|发病)|关闭[^，。；]{0,8}?(?:班|园|校)"),
    400,
)
_TOLD_NEW = re.compile("[昨今前][天日晚夜晨早]|\\d日|刚刚|刚才|截至")
_ADVICE = re.compile(
    "严防|谨防|防范|提醒|提示|警惕|预警|须防|注意|部署|通知|加强|排查|整治|警示|约谈|督导|切实|紧急|要求|开展|强化"
)
_MOURNED = re.compile(
    f"(?:{_TOLD_NEW.pattern})[^。！？\\n]{{0,60}}?(?:遇难|死亡|身亡|罹难|丧生|死|伤)[^。！？\\n]{{0,40}}?(?P<how>悼念|缅怀|哀悼|追思|祭奠)(?!20|19)"
)
_OF_YEARS = re.compile(
    "周年|年前|年祭|[去前当那]年|(?:19|20)\\d\\d年|\\d年后|[两二三四五六七八九十]年后|纪念"
)
_CLAUSE_END, _SENTENCE_END = re.compile("[，。；！？\n]"), re.compile("[。！？\n]")
# 火灾120起: cases that are counted are no single one.
_CASES = re.compile("(?<![第])[\\d十百千万余多]起(?![火来因点诉])")
_CHAPTER = re.compile("^[^，。；！？]{0,16}?第[一二三四五六七八九十百千零〇\\d]{1,6}[章回话](?![路节])")
# 电视剧大结局：工厂爆炸…, 《…》第20集：矿难…: what a serial tells, whoever dies in it; where no place is named, no real one is meant.
_EPISODE = compiled(
    "(?:电视剧|短剧|网剧|热播剧|连续剧|剧集|新剧|电影|影片|小说|动漫|漫画|游戏|手游)[^，。；！？]{0,6}?(?:大结局|结局|剧情|最新一集|连载|番外|续集|新版本|预告片?[：:])"
    "|》[^，。；]{0,4}?第[\\d一二三四五六七八九十百]{1,4}[集季]|(?:爆炸|枪|打|动作|灾难|追车)戏(?:份|中|里)"
)
_MENDED = re.compile(
    "(?:修复|优化|调整|下调|上调|新增)了?[^，。；]{0,18}?(?:问题|BUG|bug|伤害|关卡|副本|地图|技能|数值|皮肤|模式)"
)
# 当年建的楼 and 那年修的桥 may fall today.
_RECALLED = re.compile(
    "(?:我|俺|咱)?(?:还?记得|想起来?|听老人讲)?[，]?(?:想当年|当年|那年|那会儿|那时候|早年间?|早些年|小时候|年轻时候?|[五六七八九][\\d零一二三四五六七八九]年(?:那?场|发|涨)|[五六七八九]几年|(?:今年)?(?:年初|上半年|上个?月|前年|去年|大前年|前几年|前两年|前阵子|前段时间)[^，。；]{0,4}?那(?:次|场|起|回|档子))(?!的|建|修|盖|买|在建|竣工|投产|入住|开工|验收|交房|底|初|级)"
)
# …现在抚恤还没发: what is recalled is over, what it left behind is a complaint of today.
_STILL_OWED = re.compile(
    "(?:还|至今|一直|到现在|也)[^，。；]{0,6}?(?:没|不)|没人管|不给|不管|抚恤|补偿|赔偿|要求|请求|反映"
)
# 到现在也没个说法: something definite is said to be missing; 赔偿 alone, as above, stands in any report.
_UNSETTLED = compiled(
    "(?:还|至今|一直|(?:到|直到)(?:现在|今天))[^，。；]{0,6}?(?:没|不)[^，。；]{0,4}?(?:给|发|赔|补|到位|落实|解决|说法|结果|处理|答复|回复|人管|下文|公布|公开|结论|兑现|认定|交代|道歉)|没个说法|讨(?:个|要)?说法|没人管"
    # 再不修早晚得出大事，去年就撞死了三个: what is past is told to have something done.
    "|再不(?:修|管|治|整|装|处理|解决|重视)|(?:早晚|迟早)[得要会还]*(?:再)?出大?事|谁来管|(?:能不能|什么时候|啥时候)[^，。；？]{0,6}?(?:修|管|装|解决|处理|治理)|(?:希望|恳请|呼吁|强烈建议|请求?)(?:政府|有关|相关|交警|交通|城管|领导|部门)"
)
_YEARS_AGO = screened(
    "(?:[两二三四五六七八九十]|\\d{1,2})年前|(?<![0-9])(?:\\d{1,3}|[一二三四五六七八九十]{1,3})周年(?!庆|店庆|大庆|晚会)"
)


@value
class Word:
    """A matched word and where it stands in the clean title or text."""

    text: str
    part: Part
    start: int
    end: int


@value
class _Opening:
    """The opening of a text up to the clause, and up to the sentence, that first names the happening; whole where none does.

    Another one that is recalled or compared behind these makes it no older (…12人死亡。2015年天津港爆炸造成165人遇难).
    """

    clause: str
    sentence: str

    @classmethod
    def of(cls, lead: str, words: tuple[Word, ...]) -> _Opening:
        named = min((w.end for w in words if w.part == "text"), default=None)
        return cls(_until(_CLAUSE_END, lead, named), _until(_SENTENCE_END, lead, named))


def opening_sentence(lead: str, words: Sequence[Word]) -> str:
    """The opening of a text up to the sentence that first names the happening."""
    return _Opening.of(lead, tuple(words)).sentence


def _until(end: re.Pattern[str], text: str, start: int | None) -> str:
    """The text up to the first end of a clause or sentence from ``start`` on; whole where there is none."""
    found = end.search(text, start) if start is not None else None
    return text[: found.start()] if found else text


@value
class EmergencyFinding:
    """The kind, or None; and what makes the item one without severity and clock.

    ``compared``: an older year is named, and only a recent date of the happening clears that up. ``warning``: no emergency, but
    an early warning of one. ``hoax``: none either, but a threat or a false alarm that kept police and rescuers busy. ``unsettled``:
    whoever tells it says that something is still not given or done (到现在也没个说法), so that what is long past is a grievance of
    today. ``unsure``: only the learnt model heard it (:mod:`.second_opinion`), by ``words``; a person has to look.
    ``retold``: it is past by the way it is told alone (:mod:`.frame_reader`).
    """

    kind: str | None = None
    drill: bool = False
    fiction: bool = False
    abroad: bool = False
    past: bool = False
    compared: bool = False
    statistic: bool = False
    verdict: bool = False
    warning: bool = False
    hoax: bool = False
    unsettled: bool = False
    unsure: bool = False
    retold: bool = False
    words: tuple[Word, ...] = ()

    @property
    def named(self) -> str | None:
        """The kind that words name; none where the learnt model only heard it, whose kind is a guess."""
        return None if self.unsure else self.kind

    @property
    def is_datable(self) -> bool:
        """False for what was only played, told or foretold; a threat was made at its hour, too."""
        return not (self.drill or self.fiction or self.warning)

    @property
    def is_plain(self) -> bool:
        """True where nothing makes it another kind of report: neither abroad nor past, neither story nor verdict."""
        return self.is_datable and not (self.abroad or self.past or self.statistic or self.verdict)

    @property
    def is_framed(self) -> bool:
        """True where something makes it another kind of report than of what happens here and now."""
        return not self.is_plain or self.drill or self.fiction or self.compared

    @property
    def is_current(self) -> bool:
        """True for an emergency here and now: one that is graded."""
        return self.kind is not None and not (
            self.abroad or self.past or self.compared or self.statistic or self.verdict
        )


UNNAMED = EmergencyFinding()
"""No emergency, and nothing that would be another kind of report."""


class _Marks:
    """Words of one frame, but not where they are part of something else (电影 in 电影院)."""

    def __init__(self, words: tuple[str, ...], never: tuple[str, ...]) -> None:
        self._never = frozenset(never)
        self._pattern = union((*words, *never))

    def count(self, text: str) -> int:
        """How often the words occur."""
        return sum(match[0] not in self._never for match in self._pattern.finditer(text))

    def __call__(self, text: str) -> bool:
        return any(match[0] not in self._never for match in self._pattern.finditer(text))


class Framing:
    """Judges what kind of report an item is: here or abroad, now or long past, happening or drill.

    With ``cut``, a country that only arises where two words meet is none: 可能登陆, 参加纳税, 22日本报讯.
    """

    def __init__(self, words: EmergencyWords, cut: Cut | None = None) -> None:
        not_framing, self._cut = words.not_framing, cut
        self._drill, self._fiction = _Marks(words.drill, not_framing), _Marks(words.fiction, not_framing)
        fiction = "|".join(map(re.escape, words.fiction))
        # Each word for itself: the engine skips to the letters that any begins with, but not to those of a group.
        within = [f"{re.escape(word)}(?:里面?(?!的)|中(?![心学])|《)" for word in words.fiction]
        self._in_fiction = re.compile("|".join((*within, f"《[^》]{{1,12}}》(?:{fiction})?里")))
        self._unreal, self._played = union(words.unreal), union(words.played)
        self._watched = Watched(words.watched)
        self._verdict = _Marks(words.verdict, not_framing)
        self._crimes = {kind: union(named) for kind, named in words.crimes.items() if named}
        self._statistic = _Marks(words.statistic, not_framing)
        self._past, self._compared = _Marks(words.past, not_framing), _Marks(words.compared, not_framing)
        self._recent = union(words.recent)
        self._foreign = frozenset(words.abroad)
        self._places = finder([*words.abroad, *words.domestic, *words.attribution])
        self._names = [*words.abroad, *words.domestic, *words.attribution]
        self._skipped = frozenset(words.attribution)
        # 5日警方通报 is of the fifth, not of the police of Japan.
        self._short = re.compile(
            f"(?:^|[^一-鿿\\d])(?:{'|'.join(words.abroad_short)})(?:{'|'.join(words.abroad_short_before)})"
        )
        foreign = "|".join(map(re.escape, words.abroad))
        self._their_time = re.compile(
            f"(?:{foreign})[^，。]{{0,6}}当地时间|当地时间[^。]{{0,24}}?(?:{foreign})"
        )

    def judge(
        self,
        title: str,
        text: str,
        kind: str,
        words: tuple[Word, ...],
        *,
        named: bool,
        harmed: bool,
    ) -> EmergencyFinding:
        """``named`` by a word of the lexicon, not by its dead alone; ``harmed``: it counts people harmed now."""
        title, lead = (as_it_was(part, harmed=harmed) for part in (title, text[:_LEAD_CHARS]))
        own = _Opening.of(lead, words)
        if self._is_drill(title, lead) or (not named and self._drill(lead)) or is_staged(text):
            return EmergencyFinding(drill=True, words=words)
        if (
            self._is_fiction(title, lead, harmed=harmed)
            or is_review(title, text)
            or is_programme(title, text)
            or is_acted(title, text)
            or is_shown(own.sentence)
            or is_dreamt(own.sentence)
            or (not named and (self._fiction(title + lead) or _WORK.search(title + lead)))
        ):
            return EmergencyFinding(fiction=True, words=words)
        if _ORDER.search(title or text[:_ORDER_CHARS]) or (
            not harmed and _ADVICE.search(title) and _SERIES.search(lead)
        ):
            return EmergencyFinding(words=words)
        if not harmed and (
            is_advice(title, text)
            or self._is_rule(text, words)
            or is_of_a_life(text)
            or (is_rule(text) and not _TOLD_NEW.search(text))
        ):
            return EmergencyFinding(words=words)
        if _COUNSEL.search(title) and not _TOLD_NEW.search(text):
            return EmergencyFinding(words=words)
        # A headline that names nothing of what happened (讨说法, 警钟长鸣) does not tell when it did either.
        named_above = not words or any(word.part == "title" for word in words)
        clause, sentence = (title, title) if title and named_above else (own.clause, own.sentence)
        if _is_recalled(clause, lead) and _STILL_OWED.search(text):
            return EmergencyFinding(words=words)
        if kind in _HOAXED and not harmed and _HOAX.search(title + "，" + text):
            return EmergencyFinding(hoax=True, words=words)
        return EmergencyFinding(
            kind,
            abroad=self._is_abroad(title, lead) or self._is_abroad_by_entry(text, words),
            past=self._is_past(title, sentence, own.sentence, lead)
            or _is_recalled(clause, lead)
            or is_no_news(sentence, title + lead)
            or is_no_news(own.sentence, title + lead),
            compared=self._compares(title, clause, lead),
            statistic=(
                (self._is_statistic(title, lead, own, harmed=harmed) or is_monthly(title, lead))
                and not _breaks_out(kind, title, text)
            )
            or is_case_collection(title, text),
            verdict=self._is_verdict(title, lead),
            unsettled=_UNSETTLED.search(text) is not None,
            words=words,
        )

    def _is_rule(self, text: str, words: tuple[Word, ...]) -> bool:
        """Whether nothing is told but a scale of levels, what each costs or brings: 较大事故每人奖励…，重大事故每人奖励…."""
        scales = scale_spans(text)
        if not scales or _TOLD_NEW.search(text):
            return False
        return all(w.part == "text" and w.start > scales[0][0] - _REWARD_CHARS for w in words)

    def _is_past(self, title: str, head: str, own: str, lead: str) -> bool:
        """By the headline or what names the happening; and where the text opens with 三年前 and tells of nothing new."""
        if (mourned := _MOURNED.search(head)) and not _OF_YEARS.search(title + head):
            # 昨晚宿舍着火，3名学生遇难，学校停课悼念: whoever mourns the dead of yesterday recalls nothing.
            head = head[: mourned.start("how")] + head[mourned.end() :]
        if self._past(title) or self._past(head) or _YEARS_AGO.search(title) or _YEARS_AGO.search(head):
            return True
        return _YEARS_AGO.search(own, 0, _OPENING_CHARS) is not None and not _TOLD_NEW.search(lead)

    def frame_of(self, words: str) -> Frame | None:
        """The frame that a sentence bears a word of: ``unreal`` is a drill or fiction, ``other`` a trial, figures, the past."""
        words = as_it_was(words)
        if self._drill(words) or self._fiction(words) or self._unreal.search(words):
            return "unreal"
        if self._verdict(words) or self._statistic(words) or self._past(words) or self._compared(words):
            return "other"
        if any(pattern.search(words) for pattern in (_SCOPE, _MANY_CASES, _CASES, _YEARS_AGO)):
            return "other"
        return "abroad" if self._first_place(words) in self._foreign or self._short.search(words) else None

    def names_home(self, words: str) -> bool:
        """True where the first place that is named lies in the country."""
        first = self._first_place(words)
        return first is not None and first not in self._foreign

    def tried(self, title: str, text: str) -> EmergencyFinding:
        """A trial keeps the kind of what is tried, by the name of the crime where no other word tells it."""
        lead = text[:_LEAD_CHARS]
        if not self._is_verdict(title, lead):
            return EmergencyFinding()
        words = title + "，" + text[:_CRIME_CHARS]
        kind = next((kind for kind, crime in self._crimes.items() if crime.search(words)), None)
        return EmergencyFinding(kind, verdict=True) if kind else EmergencyFinding()

    def _is_verdict(self, title: str, lead: str) -> bool:
        return self._verdict(title) or self._verdict.count(lead) > 1 or is_charged(lead)

    def is_fiction(self, title: str, text: str) -> bool:
        """Whether an item that names no emergency is fiction by its headline and opening."""
        return self._is_fiction(title, text[:_LEAD_CHARS], harmed=False)

    def _is_drill(self, title: str, lead: str) -> bool:
        if _DRILL_WENT_WRONG.search(title) or _DRILL_WENT_WRONG.search(lead):
            return False
        return self._drill(title) or (not title and self._drill(lead)) or self._drill.count(lead) > 1

    def _is_fiction(self, title: str, lead: str, *, harmed: bool) -> bool:
        """One word of the headline will do, unless people are counted: then it takes a second sign.

        A chapter's number and the notes on a game's new version give away what nobody counts people in for real.
        """
        if _CHAPTER.search(title or lead) or (_MENDED.search(title + lead) and self._fiction(title + lead)):
            return True
        told = title + "，" + lead
        if self._played.search(told):
            return True
        if (self._watched.is_told(told) or _EPISODE.search(told)) and self._first_place(told) is None:
            return True
        if not harmed and self._unreal.search(told):
            return True
        if self._in_fiction.search(told):
            return True
        named = self._fiction.count(title) + ("《" in title)
        unreal = harmed and named > 0 and self._first_place(told) is None
        return unreal or named > harmed or self._fiction.count(lead) > 1 + harmed

    def _compares(self, title: str, head: str, lead: str) -> bool:
        """An older year is named and nothing recent beside it; what lasts 到现在 is not."""
        if not (self._compared(title) or self._compared(head)):
            return False
        return self._recent.search(_UP_TO_NOW.sub("", title + head + lead)) is None

    def _is_statistic(self, title: str, lead: str, own: _Opening, *, harmed: bool) -> bool:
        """Figures of a year; where people are counted, what only follows the happening is a comparison with it."""
        if self._statistic(title):
            return True
        ahead = not harmed or self._statistic(own.clause) or _CASES.search(own.clause) is not None
        if ahead and self._statistic.count(lead) > 1:
            return True
        scope = own.sentence if harmed else lead
        if _SCOPE.search(title + "，" + scope[:_SCOPE_CHARS]) and _MANY_CASES.search(lead):
            return True
        if _MANY_CASES.search(title) or (not harmed and _MANY_CASES.search(lead)):
            return True
        if _RETOLD.search(own.sentence) or (not harmed and _YEARS_TOLL.search(lead)):
            return True
        return not title and not harmed and self._statistic(lead)

    def _is_abroad(self, title: str, lead: str) -> bool:
        """The first place named in the headline decides, else the first behind the dateline."""
        if self._short.search(title):
            return True
        if "当地时间" in lead and self._their_time.search(lead):
            return True
        doubtful = False
        for words in (title, _DATELINE.sub("", lead), lead):
            first = self._first_place(words, _OWN_TOWN if doubtful else _OWN_PLACE)
            if first is None:
                continue
            if (
                words is title
                and first in self._foreign
                and _HOUSE.match(title, title.find(first) + len(first))
            ):
                doubtful = True
                continue
            return first in self._foreign
        return doubtful or "当地时间" in title or "当地时间" in lead  # nobody tells it of a place at home

    def _is_abroad_by_entry(self, text: str, words: tuple[Word, ...]) -> bool:
        """Whether the headline that tells the happening, in a round-up of headlines (早班车丨…· 黎巴嫩…爆炸), names a place abroad."""
        at = min((word.start for word in words if word.part == "text"), default=None)
        if at is None:
            return False
        breaks = [match.start() for match in _ENTRY_BREAK.finditer(text, 0, _ROUND_UP_CHARS)]
        if len(breaks) < _ENTRIES:
            return False
        start = max((b + 1 for b in breaks if b < at), default=0)
        end = min((b for b in breaks if b >= at), default=len(text))
        return self._first_place(text[start:end]) in self._foreign

    def _first_place(self, text: str, own_place: re.Pattern[str] = _OWN_PLACE) -> str | None:
        own = own_place.search(text)
        limit = own.start() if own else len(text)
        for index, start, end in self._places.find_matches_as_indexes(text):
            if start > limit:
                break
            name = self._names[index]
            if _OF_PEOPLE.match(text, end) and self._goes_abroad(text, end):
                continue
            if name in self._foreign and (
                _NAMED_AFTER.match(text, end)
                or _FOREIGN_THING.match(text, end)
                or (self._cut is not None and straddles(self._cut, text, start, end))
                or (_COMES_FROM.search(text, max(0, start - 4), start) and not text.startswith("的消息", end))
                or _TAKEN_FOR.search(text, max(0, start - 4), start)
            ):
                continue
            if name not in self._skipped:
                return name
        return "" if own else None

    def _goes_abroad(self, text: str, at: int) -> bool:
        """Whether the next place that is named is one abroad where somebody is (在泰国)."""
        for index, start, _ in self._places.find_matches_as_indexes(text[at:]):
            name = self._names[index]
            return name in self._foreign and text[at + start - 1] in _GOING
        return False


def _breaks_out(kind: str, title: str, text: str) -> bool:
    """``累计报告213例，较上月增加…7个班级停课``: cases that are counted by the month are an outbreak where something is shut for them."""
    return (
        kind == "epidemic"
        and not _OF_ALL.search(title + text[:_SHUT_CHARS])
        and _SHUT.search(text[:_SHUT_CHARS]) is not None
    )


def _is_recalled(head: str, lead: str) -> bool:
    """``当年煤矿透水死了28个，我爹就在里面，现在抚恤还没发``: what the clause recalls is long over, whatever goes on today."""
    return _RECALLED.match(head) is not None and _TOLD_NEW.search(lead) is None


def finder(words: list[str]) -> AhoCorasick:
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)


def union(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
