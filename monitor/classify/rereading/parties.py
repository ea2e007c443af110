"""The parties of a report: how many people a clause speaks of, counted or named, and how they stand to those before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from monitor.classify.figures.all_gone import DIG
from monitor.classify.figures.casualty_patterns import COUNT
from monitor.classify.figures.persons_words import AGENT, MORE_ONES, ONE, TWO
from monitor.classify.rereading.fate_words import Fate, Told
from monitor.text.alternation import screened
from monitor.text.numerals import NUMBER, Bound, read_number

Relation = Literal["own", "among", "of", "rest", "other"]

_PERSON = re.compile(f"(?P<pair>{TWO})|(?P<one>{ONE})")
# Who is called by a trade, a tie or a name that the words for one person lack: 摄像师, 女友, 小鲍, 常师傅.
_WIDER = re.compile(f"(?P<pair>{TWO}|[师母父夫]?[徒子妻]俩|两口子)|(?P<one>{ONE}|{MORE_ONES})")
_MOST = 5000
_NOT_AMONG = "(?!国|方(?!某)|资|企|铁|队|班|型|巴)"
"""Of 3名中国工程师, 中方人员 or 中队干部 nobody is told to be some of others."""
# 其中2人, 死者中有1名: parts of whom was told before; the word may say of which of them.
_AMONG = screened(
    "(?P<of>死者|遇难者|死难者|伤者|伤员|受伤者|失踪者|失联人员)?(?:其中|包括|含|(?<=[人员者名们口个位客生工民童孩])里|(?<![间楼室屋房厢船舱井洞窑水河库湖江海沟厂院场店棚坑罐池巷道地墟山车家])中(?![毒午心学年医])"
    + _NOT_AMONG
    + "|当中)(?:有|包括)?[^，。；\\d]{0,8}$|(?:死者|遇难者|死难者|逝者)(?:包括|为|是|系|分别[为是])[^，。；\\d]{0,8}$|(?:死者|遇难者)$|最严?重的$"
)
_DEAD_ONES = re.compile("死者|遇难者|死难者|逝者")
_HURT_ONES = re.compile("伤者|伤员|最严?重")
_REST = re.compile("(?:其余|其他|其它|余下|剩下|剩余|别的|另外的?|余)(?:的|约|近)?$")
_OTHER = re.compile(
    "(?:另有?|还有|又有?|也有|此外[^，。；]{0,4}有|再|加上|同时有?)(?:约|近)?[^，。；\\d一二两三四五六七八九十]{0,3}$"
)
# 15名伤者中, 这四人里: a whole whose parts follow; not 伤者中毒, 三位从车里.
_OF = re.compile(
    "[^，。；、：\\d在是被仍还有把从到于往]{0,6}?(?:中(?![毒心学年小专暑的医])"
    + _NOT_AMONG
    + "|里(?![面头]?的)|当中|之中|里面|里头)"
)
# 两具灭火器
_GEAR = re.compile("[^，。；、]{0,4}?(?:器|机|灶|棺|灯|炉|泵|模型|骨灰盒|木偶|假人)")
# 对伤员“一人一策”救治
_EACH_HIS_OWN = re.compile("(?<=一[人户])一(?:策|档|案|方案|专班|医|专家|组)")
_SAME = re.compile("[^，。；：\\d]{0,4}(?:全部|全都|均|都|皆|先后|相继|陆续|双双|无一)")
_THESE = re.compile("(?:[这那该]|上述|以上)$")
_OWN_NOUN = re.compile(f"[^，。；、：\\d被在送把有是]{{0,8}}?(?P<noun>{ONE})")
_CALLED = re.compile(
    "[^，。；、：！\\d]{0,10}?(?P<word>重伤[员者]|伤[员者]|死者|遇难者|死难者|遇难人员|失踪人员|失踪者|失联人员|被困人员|被困者)(?!家属|的?家|的?亲[属友人]|的?(?:父母|妻|丈夫|儿|女|老乡|同乡|工友))"
)
_THING = re.compile(
    "(?:[大小新老]|液化气|煤气|氧气|汽油|塑料|灭火|消防)?(?:器|栓|病房|房间|楼层|单元|车间|班组|方[向面]|问题|项目|地点|出口|洞口|窗口|环节|教室|宿舍|车厢|[座床]位|电话|名字|轮胎|气瓶|钢瓶|罐|箱|包|隧道|街区|路口|水?池|棚|[村镇乡县省市区州国](?!民)|小?组(?!员)|车?站|诊?所|医院|工?厂|景点|帐篷|安置点)"
)
# 出动30名消防员, 控制了2人: those who come to help, or to whom something else is done.
_ELSE_BEFORE = re.compile(
    "(?:出动|派出?|调集|调派|组织|动员|抽调|增派|控制|刑拘|拘留|逮捕|抓获|拘捕|传唤|处理|处分|问责|免职|采访|询问|疏散|转移|撤离|安置|捐|献血|参加|参与|吸引|容纳|核载|核定|限乘|可[乘载坐]|同比|平均|招|雇|聘)[^，。；\\d]{0,8}$"
    # 出动6车32人
    "|(?:出动|派出|调集|调派|增派)(?:[^，。；\\d]{0,4}\\d{1,3}(?:多|余)?(?:辆|台|车|艘|架)[^，。；\\d]{0,8}){1,3}$"
)
_HELPERS = re.compile(
    f"[^，。；、\\d]{{0,6}}?(?:{AGENT}|消防|官兵|警力|专家|干部|志愿者|嫌疑人|责任人|负责人|记者|特警|武警|护理|心理|血|目击|住院[病患])(?![^，。；]{{0,14}}(?:牺牲|伤|殉职|遇难|死|被困))"
)
# 由昨晚的428人增至734人.
_FROM, _TO = re.compile("(?:由|从)[^，。；]{0,10}$"), re.compile("[^，。；\\d]{0,4}(?:增|升|修正|更正|调整)")
_AND = re.compile("[、和与及]")
_AGENTS = re.compile(AGENT)
SURNAMES = frozenset(
    "王李张刘陈杨赵吴周徐孙朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜程苏魏吕丁任沈姚卢姜崔钟谭陆汪范廖贾夏韦傅邹孟熊秦邱尹薛闫段侯史陶黎贺顾郝龚邵覃武戴莫孔汤马高黄白石江方骆雷毛邢樊葛施洪庞倪聂柴翟霍"
    "曲佟耿冉滕迟冶敖欧苗裴祝阮庄颜辛齐岳殷鲁尤鲍屈甘戚臧童纪舒芦蒲卓匡邬裘"
)
_AGE = re.compile("[\\d一二三四五六七八九十多]+岁(?:半|多)?(?:大)?的?")
# 2人生还，生还者正在治疗: all of those just told of.
_ALL_OF_THEM = frozenset({"生还者", "获救者", "幸存者", "被困者", "被埋者", "落水者", "坠落者"})
_MANY_OF_THEM = frozenset(
    [
        "村民",
        "居民",
        "乘客",
        "学生",
        "工人",
        "员工",
        "职工",
        "游客",
        "矿工",
        "船员",
        "孩子",
        "住户",
        "渔民",
        "民工",
        "士兵",
        "顾客",
    ]
)
_WHO_ARE = ("受伤的", "获救的", "被困的", "遇难的", "生还的")
_ONE_OF_THEM = re.compile("(?:[一1][名位个]|唯一的?|最后的?|[这那该][名位]|另)[^，。；]{0,2}$")
_NOT_ONE = screened(
    "(?!(?:[二两三四]轮|二手|[五七九]座))(?:[多数几两各众每]|部分|一些|若干|全体|不少|所有|其他|其余|任何|没有?|[\\d二三四五六七八九十百千])[名位个]?[^，。；、一\\d和与及跟人]{0,4}$"
)
_SEVERAL_OR_NONE = re.compile(
    "们|有[的些人]|楼|宿舍|小?区|委|等(?![待候到来红])|家属|家长|之间|代表|的?(?:家|车|房|店|手机|电话|父|母|妻|丈|儿|女|弟|哥|姐|妹|亲|朋|同事|单位|证言)|说|称|介绍|告诉|表示|回忆|透露|认为|看到|听到|赶到|赶来|报警|发现|诊断|长"
)
_NOUN_BEHIND = re.compile("[\\d一二两三四五六七八九十][名位个][^，。；、]{1,12}的$")
_WHOSE = re.compile("[里中]?的")
_BY = re.compile(
    "(?:被(?!子|单|褥|套)|由|让|给|向|(?<!一)对|跟|随(?!车|行)|据|因|为|替|帮|找(?!到)|问)[^，；、]{0,2}$"
)
_NOUN_OF_COUNT = re.compile("[^，。；：！？“”（）有是被把和与、及在仅只中]{0,10}")
_REST_ALONE = re.compile(
    f"(?:其余|其他|其它|余下|剩下)的?(?:的?人|伤者|伤员|乘客|工人|学生|孩子|矿工|游客|村民|人员|者)?(?!{NUMBER})"
)
# 2名装卸工1死1伤, 一死两重伤: counts without a unit.
_BARE = screened(
    f"(?P<digits>{NUMBER})(?P<word>死(?=[\\d一二两三四五六七八九十]|$|[，。；、）])|重伤|轻伤|伤(?=[\\d一二两三四五六七八九十]|$|[，。；）]))"
)
# 事故死3伤2: the word before the number.
_BARE_BEHIND = screened(
    f"(?<![\\d一二两三四五六七八九十])死(?P<dead>{NUMBER})、?伤(?P<hurt>{NUMBER})(?=[，。；！）\\s]|$)"
)
# 最后3名失踪矿工的遗体: COUNT leaves these to words of their own.
_LAST = re.compile(f"最后的?(?P<digits>{NUMBER})(?P<unit>名|位|具|人)")
# 第二名重伤者也停止了呼吸, 有个重伤的没救过来: one more.
_NTH = re.compile(
    "第[二三四五六](?P<unit>[名位个])(?=[^，。；]{0,8}?(?:伤[员者]|病人|患者))|(?<=有)(?P<one>个)(?=重伤的)"
)
# Without one of these nothing is counted.
_NUMERALS = "○〇零一壹二贰两俩三叁仨四肆五伍六陆七柒八捌九玖十拾廿卅卌百佰千仟万亿几数"
_NUMERAL = re.compile(f"[\\d{_NUMERALS}]")
_BARE_FATES: dict[str, Fate] = {"死": "dead", "重伤": "badly", "轻伤": "light", "伤": "hurt"}


@dataclass(slots=True)
class Party:
    """So many people at one place of a text.

    ``short``: a count without a noun of its own (一人, 两个), so that those before tell of whom. ``same``: these, or all of them
    (两人均). ``closed``: its fate stands in one word with it (1死1伤). ``fate``: of whom it is a part (死者中有). ``told``: what its clause tells of it.
    """

    number: int
    start: int
    end: int
    sentence: int
    relation: Relation = "own"
    counted: bool = True
    bound: Bound = "exact"
    noun: str = ""
    short: bool = False
    same: bool = False
    closed: bool = False
    fate: Fate | None = None
    told: list[Told] = field(default_factory=list)


def parties_in(text: str, span: tuple[int, int], sentence: int, *, wider: bool = False) -> list[Party]:
    """The parties of one clause in order: counts, and persons or pairs whom no count covers, ``wider`` by more words for one."""
    counts = []
    if _NUMERAL.search(text, *span) or text.find("有个重伤", *span) >= 0:
        counts = [
            *_counted(text, span, sentence),
            *_bare(text, span, sentence),
            *_last(text, span, sentence),
            *_nth(text, span, sentence),
        ]
    for one, other in pairwise(counts):
        if not one.told and _AND.fullmatch(text, one.end, other.start):
            one.told += other.told  # 9名和14名伤员
    covered = [(c.start, _noun_end(text, c.end, span[1])) for c in counts]
    named = [
        p
        for p in _named(text, span, sentence, _WIDER if wider else _PERSON)
        if not any(a <= p.start < b for a, b in covered)
    ]
    # 最后一名被困者 is a person, not one more count.
    counts = [c for c in counts if not any(p.start < c.end and c.start < p.end for p in named)]
    ones = [p for p in named if not _is_summed_up(text, p, named, counts)]
    return sorted([*counts, *ones], key=lambda p: p.start)


def rest_in(text: str, span: tuple[int, int]) -> re.Match[str] | None:
    """``其余的人都住进了医院``: all the others, whom no number counts."""
    return _REST_ALONE.search(text, *span)


def _is_summed_up(text: str, party: Party, named: Sequence[Party], counts: Sequence[Party]) -> bool:
    """Whether a count right behind sums up a person with those joined to it: 母子三人, 司机和乘客两人."""
    end = party.end
    for other in (p for p in named if p.start > party.start):
        if not _AND.fullmatch(text, end, other.start):
            break
        end = other.end
    return any(c.start == end for c in counts)


def _noun_end(text: str, start: int, stop: int) -> int:
    noun = _NOUN_OF_COUNT.match(text, start, stop)
    return noun.end() if noun else start


def _counted(text: str, span: tuple[int, int], sentence: int) -> Iterator[Party]:
    for match in COUNT.finditer(text, *span):
        number = read_number(match["digits"], match["before"] or "", match["more"] or match["after"] or "")
        if not match["unit"] or number.value is None or number.value != int(number.value):
            continue
        before = text[max(span[0], match.start() - 14) : match.start()]
        if not 0 < number.value <= _MOST or _is_no_party(text, span, match, before):
            continue
        relation, fate = _relation(text, span, match, before)
        noun = _OWN_NOUN.match(text, match.end(), span[1])
        party = Party(
            int(number.value), match.start(), match.end(), sentence, relation, bound=number.bound, fate=fate,
            noun=noun["noun"] if noun else "", short=match["unit"] == "人" or not noun,
            # 又有2人先后不治, 伤势最重的两人相继去世: others than the two before, or some of them.
            same=relation not in ("other", "among", "rest")
            and bool(_THESE.search(before) or _SAME.match(text, match.end(), span[1])),
        )  # fmt: skip
        if text.startswith(("夫妇", "夫妻", "母子", "母女", "父子", "父女", "情侣"), match.end()):
            party.number *= 2
        if called := _CALLED.match(text, match.end(), span[1]):
            party.told.append(Told(_fate_of(called["word"]), *called.span("word")))
        elif (
            match["unit"] == "具"
            and not _GEAR.match(text, match.end())
            and "棺" not in text[max(0, match.start() - 12) : match.start()]
        ):
            party.told.append(Told("dead", *match.span("unit")))  # 第四次抬出8具；第五次，3具
        yield party


def _is_no_party(text: str, span: tuple[int, int], match: re.Match[str], before: str) -> bool:
    """Whether a count is of things (两个病房), of those who come to help, or only what another one rose from."""
    if _ELSE_BEFORE.search(before) or _HELPERS.match(text, match.end(), span[1]):
        return True
    if DIG.match(text, match.end(), span[1]):
        return True
    if _EACH_HIS_OWN.match(text, match.end(), span[1]):
        return True
    if match["unit"].startswith("个") and _THING.match(text, match.end(), span[1]):
        return True
    rises = _FROM.search(before) and _TO.match(text, match.end(), span[1])
    return before.endswith(("由", "从")) or rises is not None


def _bare(text: str, span: tuple[int, int], sentence: int) -> Iterator[Party]:
    found = [(m.span("digits"), _BARE_FATES[m["word"]], m.span("word")) for m in _BARE.finditer(text, *span)]
    if behind := _BARE_BEHIND.search(text, *span):
        start, end = behind.span()
        found = [told for told in found if told[0][1] <= start or told[0][0] >= end]
        fates: tuple[tuple[str, Fate], ...] = (("dead", "dead"), ("hurt", "hurt"))
        found += [(behind.span(n), fate, (behind.start(n) - 1, behind.start(n))) for n, fate in fates]
    for (start, end), fate, word in sorted(found):
        value = read_number(text[start:end]).value
        if value and value == int(value) <= _MOST:
            yield Party(int(value), start, end, sentence, short=True, closed=True, told=[Told(fate, *word)])


def _last(text: str, span: tuple[int, int], sentence: int) -> Iterator[Party]:
    """The last ones who were looked for, who come on top of all before them."""
    for match in _LAST.finditer(text, *span):
        value = read_number(match["digits"]).value
        if value and value == int(value) <= _MOST:
            start, end = match.start("digits"), match.end()
            yield Party(int(value), start, end, sentence, "other", short=match["unit"] == "人")


def _nth(text: str, span: tuple[int, int], sentence: int) -> Iterator[Party]:
    for match in _NTH.finditer(text, *span):
        yield Party(1, *match.span(), sentence, "other", told=[Told("hurt", match.end() - 1, match.end())])


def _relation(
    text: str, span: tuple[int, int], match: re.Match[str], before: str
) -> tuple[Relation, Fate | None]:
    if _REST.search(before):
        return "rest", None
    if "口" not in match["unit"] and _OF.match(text, match.end(), span[1]):
        return "of", None
    return _among(before)


def _among(before: str) -> tuple[Relation, Fate | None]:
    if among := _AMONG.search(before):
        dead, hurt = _DEAD_ONES.search(among[0]), _HURT_ONES.search(among[0])
        return "among", "dead" if dead else "hurt" if hurt else None
    return ("other" if _OTHER.search(before) else "own"), None


def _named(text: str, span: tuple[int, int], sentence: int, person: re.Pattern[str]) -> Iterator[Party]:
    end, wider = -1, person is _WIDER
    last: Party | None = None
    for match in person.finditer(text, *span):
        if match.start() == end or (wider and _is_name_of(text, end, match)):
            end = match.end()  # 大学生刘某, 班主任龙老师
            if last and match["pair"]:
                last.number = 2  # 店主夫妇
            if wider and last:
                last.end = end
            continue
        if last:
            yield last
        last, end = _person(text, span, sentence, match), match.end()
        if last and wider and _NOUN_BEHIND.search(text, max(span[0], match.start() - 20), match.start()):
            last = None  # 3名住在楼上的租户: the count has them
    if last:
        yield last


def _person(text: str, span: tuple[int, int], sentence: int, match: re.Match[str]) -> Party | None:
    """The party of whom words for one person or two speak, unless they mean several, whoever acts, or whose somebody is."""
    if (whose := _WHOSE.match(text, match.end())) and _PERSON.match(text, whose.end()):
        return None  # 户主的侄女
    if match[0].endswith("某") and match[0][0] not in SURNAMES:
        return None
    if match[0] in _ALL_OF_THEM and not _ONE_OF_THEM.search(text, 0, match.start()):
        return None
    before = _AGE.sub("", text[max(span[0], match.start() - 14) : match.start()])
    if _AGENTS.match(match[0]) or _NOT_ONE.search(before) or _BY.search(before):
        return None
    if match[0] in _MANY_OF_THEM and before.endswith(_WHO_ARE):
        return None  # 受伤的村民被送往医院
    if _SEVERAL_OR_NONE.match(text, match.end()):
        return None
    relation, fate = _among(before)
    return Party(
        2 if match["pair"] else 1, match.start(), match.end(), sentence, relation,
        counted=False, noun=match[0], fate=fate,
    )  # fmt: skip


def _is_name_of(text: str, end: int, match: re.Match[str]) -> bool:
    """``班主任龙老师``: whether a person is the one just told of, by name."""
    named = text[end : end + 1] in SURNAMES or match[0] in ("老师", "师傅", "女士", "先生", "医生")
    return match.start() == end + 1 and named


def _fate_of(called: str) -> Fate:
    if "死" in called or "遇难" in called:
        return "dead"
    if "失" in called:
        return "missing"
    if "困" in called:
        return "trapped"
    return "badly" if "重" in called else "hurt"
