"""Whom each hospital of a text took in, hospital by hospital through its sentences: 县医院收治了7名伤者…。记者从中医院获悉，该院也接诊5名.

The first reading knows the numbers by the words beside each; here each is booked to its hospital, named before or behind it, or
meant by 该院, 他们. What follows a hospital's number is of it (其中2人在ICU) and adds nobody, but for those who died of it. Of several
hospitals the numbers add up. Where somebody was moved from one to another and both counted him, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from monitor.classify.figures.casualty_patterns import BACKGROUND, SENTENCE, SUPPOSED
from monitor.classify.figures.frames import Frames
from monitor.classify.rereading.each_hospital import in_each
from monitor.text.numerals import AFTER, BEFORE, NUMBER, Bound, read_number
from monitor.values import value

_KINDS = "(?:医院|卫生院|卫生[所室]|诊所|保健院|急救中心|医疗中心|(?<![学法])[一二三四五六总]院(?![长内里外区门士子落校]|方(?!面)))"
_PLACE = re.compile(_KINDS)
_NAME_CHARS, _NOUN_CHARS = 12, 6
# A name ends, read backwards, where words of the sentence begin; 人民医院 and 208医院 do not.
_ENDS = frozenset(
    "，。；：、！？“”（）()【】《》 \n\t往到至进在去从由据向和与及的被将把送住了人名位例个该说而则也还另又对给于是有为里中员者时后前日点分剩只"
)
_NO_NAME = re.compile(
    "(?:.*[家所各几些本我此某]|当?地|附近|就近|相关|定点|别|其他|其它|外地|邻近|不同|同一|另外?)?$"
)
_COUNT = re.compile(
    f"(?<![第\\d.年月日时点分:：])(?P<before>{BEFORE})?(?P<digits>{NUMBER})(?P<more>[余多来几])?(?:名|位|例|人(?![次民均大])|个(?!小[时区组]|[多半月钟家车镇县市区省国班组点院科床]|星期|礼拜|百分|单位|部门|乡(?!亲)|村(?!民)|社区|病[房区]))(?P<after>{AFTER})?"
)
_CLAUSE = re.compile("[^，：]+")
# 3名医生赶到, 12名家属
_NOT_IN_CARE = re.compile(
    "[^，。；伤患病]{0,6}?(?:医生|大夫|护士|医护|医务|主任|院长|专家|负责人|工作人员|教授|家属|家长|记者|志愿者|护工|专班|急救人员|队员|献血)"
)
_SENT = re.compile("派|出动|组织|抽调|安排|调集|成立|距|赶赴|驰援|捐|招|聘|[有共]医|拥有|床位")
_MOVED = re.compile("转[往至到入院送诊去来运出上下走过]|转了|转移")
_MOVED_FROM = re.compile("[从由自][^，。；]{0,14}?转[上来到往入至]")
# 检查后3名幼儿又到妇幼保健院复查, 简单包扎后，全部送往县医院: one hospital after the other.
_ONWARD = re.compile(
    "(?:处理|检查|包扎|处置|急救|清创)(?:后|完)?[^。；回]{0,12}?(?:[住送去到转][^，。；]{0,12}?院)|复查|复诊|复检|(?:又|再)(?:把|将|被)|(?:全部|全都|都|均)(?:被)?送[往到至]|先被?送"
)
# 当日接诊发热患者23人，与此事无关
_OTHERS = re.compile("无关|发[热烧](?:患者|病人|门诊)|同期|日均|平均每|入[春夏秋冬汛]以来|今年以来")
_GONE = re.compile("出院|回家|离院|返家|离开|好转|痊愈|康复|脱离|清醒|确诊为?阴性")
_DEAD = re.compile(
    "死亡|不治|身亡|遇难|离世|去世|丧生|(?:没有?|无|失去)(?:了)?(?:生命体征|呼吸|心跳|气息)|停止(?:了)?呼吸|没[有能]?(?:抢|能)?救[过活回]|没能[挺救醒]|(?<!抢)死了|不行了|没了(?=[，。；”]|$)"
)
_PART = re.compile("最[严重小大]|其中|当中|里面?有|中有|包括|其余|另外?[一两二]人|这些")
_REST = re.compile("(?:其余|剩下|余下)的?$")
_TAKES = re.compile(
    "处[理置]|收治|接[收诊治]|[收接拉抬送来救]了|收[下住到]|救治|诊治|留[观治]|登记|[送拉抬转]来|来[院了]|就[诊医]|送[进到医]|住院|入院|治疗|输液|点滴|打针|门诊|急诊|[接收](?=[了有]?\\d)|(?:共|一共|总共|先后|累计)$"
)
_TAKEN = re.compile(
    "(?:在|到|来)(?:这里|该院|本院|此)|(?:被|陆续|先后)?[送拉抬]来|来院|前来|来这里|住院|入院|留[观院]|正在[^，。；]{0,6}治疗|接受治疗|输液|点滴|抢救|就[诊医]|治疗"
)
_HERE = re.compile("[该本我]院|院方|[他她我]们|这里|那里|急诊|医院方面|医院(?=[共收接]|介绍|表示)|其中")
# 县医院目前9名, 中医院那边是7个
_NO_VERB = re.compile(
    '(?:急诊科?|目前|现|共有?|一共|总共|先后|则|也|还|另|有|为|是|分别|来|的|当[晚天日]|这边|那边|方面|住着?|躺着?|["“”：（(]|约|近|伤[者员]|患者|学生|病人)*'
)
_TO = re.compile("(?:[往到至进在去入于给向]|住|[到进去]了|[送抬拉][了])$")
_FURTHER = re.compile("又|再|另|还有")
_NEWER = re.compile("共|累计|增[至加到]|升至|截至|截止|目前|最终|达")
_STAYS = re.compile("[仍尚]|还(?:剩|有[^，。；]{0,3}$|在)|剩")
_IN_ALL = re.compile("合计|共计|总计|总共|一共|加起来|总数|人数共|合起来")
_BOTH = re.compile("(?:、|和|与|及|以及)$")
_COUNTED_IN = re.compile("包[含括]在|算在|计[入在]|在内|统计(?:之内|在)")
_HURT = re.compile("伤[者员]|受伤|[烧灼烫砸]伤")
_FORMAL = re.compile("第|人民|医(?=院)")
_ELSEWHERE = re.compile("(?:附近|别|其他|其它|外地|邻近|另外?一?家|几家|小|就近)的?$|(?:诊所|卫生[所室])$")
_TOLL = re.compile("造成|[导已]致|[^一]共[^，。；]{0,6}$|现场|当场")
_SCENE = re.compile("当场|现场|当即")
_DIED_HERE = re.compile(
    "不治|抢救|救治|手术|送医|送来|送到|[该本我]院|伤[者员]|其中|宣布|病房|监护|ICU|离开了"
)
_OF_IT = re.compile("(?:一共|共|也|则|又|还|先后)*(?:收|接)")
_BETWEEN, _BEHIND, _LATER, _BEFORE, _MOST = 30, 26, 50, 90, 60
_STOPS = "。！？；\n"


@value
class CareRoll:
    """How many the hospitals of a text took in, who of them died there, and from where to where it is told; ``most``: in one of them; ``called_hurt``: it calls them so; ``counted``: it counts as many beside the hospitals; ``numbers``: of all its counts."""

    number: int
    dead: int
    bound: Bound
    spans: tuple[tuple[int, int], ...]
    most: int
    called_hurt: bool
    counted: bool
    numbers: frozenset[int]


@dataclass(slots=True)
class _Hospital:
    """One hospital: those it took in and those of them who died; ``sent``: so many came from another one."""

    taken: int
    at: int
    spans: list[tuple[int, int]]
    bound: Bound = "exact"
    dead: int = 0


@value
class _Named:
    """A hospital named in a clause; ``key`` tells it from others, none where no name stands."""

    start: int
    end: int
    key: str | None
    joined: bool = False


@value
class _Counted:
    number: int
    bound: Bound
    start: int
    end: int


@dataclass(slots=True)
class _Books:
    """What is booked while a text is read."""

    hospitals: dict[str, _Hospital] = field(default_factory=dict)
    moved_to: list[tuple[str, int | None]] = field(default_factory=list)
    several: bool = False
    here: str | None = None
    sentence: int = -9
    """The sentence that last named a hospital."""
    others: set[int] = field(default_factory=set)
    """Counts of nobody's, of which one may be that of all."""
    numbers: set[int] = field(default_factory=set)
    last: tuple[str, int] | None = None
    """The hospital that was booked last, and its number."""
    open: tuple[_Counted, int] | None = None
    """A count whose place the next clause may name."""


def care_roll(text: str, reported: date | None = None) -> CareRoll | None:
    """The roll of a text that tells of two hospitals at least; None where it cannot be told whom two of them counted both."""
    if each := in_each(text):
        one, number, dead, span = each
        called = _HURT.search(text, span[0], span[1] + _NOUN_CHARS) is not None  # 各收治6名伤者
        return CareRoll(number, dead, "exact", (span,), one, called, False, frozenset({one}))
    if len(_PLACE.findall(text)) < 2:
        return None
    background = BACKGROUND.search(text)
    books, frames = _Books(), Frames(text, reported)
    for row, sentence in enumerate(
        SENTENCE.finditer(text, 0, background.start() if background else len(text))
    ):
        if books.several:
            return None
        if SUPPOSED.search(sentence[0]) or _OTHERS.search(sentence[0]):
            continue
        places = len(_PLACE.findall(sentence[0])) + (1 if books.hospitals else 0)
        if places > 1 and _ONWARD.search(sentence[0]):
            return None  # both may have counted them
        books.open = None
        for clause in _CLAUSE.finditer(text, *sentence.span()):
            _read(text, clause.span(), row, sentence.span(), frames, books)
    return _summed(text, books)


def _summed(text: str, books: _Books) -> CareRoll | None:
    taken = books.hospitals
    if len(taken) < 2 or books.several:
        return None
    number = sum(one.taken for one in taken.values())
    for key, counted_in in books.moved_to:
        if counted_in is None and _known(key, books) in taken:
            return None  # both may have counted them
        number -= counted_in or 0
    bounds = [one.bound for one in taken.values() if one.bound != "exact"]
    spans = tuple(sorted(span for one in taken.values() for span in one.spans))
    return CareRoll(
        number,
        sum(one.dead for one in taken.values()),
        bounds[0] if bounds else "exact",
        spans,
        max(one.taken for one in taken.values()),
        any(_HURT.search(text, *span) for span in spans),
        number in books.others,
        frozenset(books.numbers),
    )


def _read(
    text: str, span: tuple[int, int], row: int, sentence: tuple[int, int], frames: Frames, books: _Books
) -> None:
    if _MOVED_FROM.search(text, *span):
        books.several = True  # 都是从市医院转来的: both may have counted them
        return
    named = list(_named(text, *span))
    counts = list(_counts(text, *span))
    if len(counts) > _MOST or len(named) > _MOST:
        return
    if books.open and named and not counts and _TO.search(text, span[0], named[0].start):
        if len(named) > 1 and named[1].joined:
            books.others.add(books.open[0].number)
        elif named[0].key and named[0].start - span[0] < 4 and not _MOVED.search(text, *span):
            _book(text, books, named[0].key, books.open[0], (books.open[1], span[1]))
    books.open = None
    if not text.startswith("其中", span[0]):
        books.last = None if counts else books.last
    at = span[0]
    for n, one in enumerate(counts):
        books.numbers.add(one.number)
        until = counts[n + 1].start if n + 1 < len(counts) else span[1]
        if frames.of(sentence, one.start, one.end) in ("now", "before"):
            _place(text, one, (at, until), named, row, sentence, books)
        at = one.end
    if named and (named[-1].key or named[-1].joined):
        books.here, books.sentence = None if named[-1].joined else named[-1].key, row


def _place(
    text: str,
    one: _Counted,
    span: tuple[int, int],
    named: list[_Named],
    row: int,
    sentence: tuple[int, int],
    books: _Books,
) -> None:
    """Book a count to the hospital that its clause names, or that the words before it spoke of."""
    before, behind = text[span[0] : one.start], text[one.end : span[1]]
    if _NOT_IN_CARE.match(behind) or _SENT.search(before):
        return
    left = next((h for h in reversed(named) if span[0] <= h.start and h.end <= one.start), None)
    if (left and left.key is None) and not _OF_IT.match(text, left.end):
        left = None
    right = next((h for h in named if one.end <= h.start < span[1]), None)
    between = text[one.end : right.start] if right else ""
    if right and _TO.search(between) and len(between) <= _BEHIND and not _MOVED.search(between):
        if _DEAD.search(between) or (_PART.search(before) and not _REST.search(before)):
            _of_it(text, one, (span[0], span[1]), left.key if left else books.here, books)
        elif right.joined or (
            (joined := next((h for h in named if h.start > right.start), None)) and joined.joined
        ):
            books.others.add(one.number)
        elif key := right.key or _elsewhere(text, right):
            _book(text, books, key, one, span)
        return
    if right and _MOVED.search(between):
        if right.key:
            again = _COUNTED_IN.search(text, span[1], min(sentence[1], span[1] + _LATER)) is not None
            books.moved_to.append((right.key, one.number if again else None))
        return
    if left:
        gap = text[left.end : one.start]
        if left.joined:
            books.others.add(one.number)
            return
        if _DEAD.search(behind):
            _of_it(text, one, span, left.key, books)
            return
        fits = (
            (_TAKES.search(gap) or _NO_VERB.fullmatch(gap))
            and len(gap) <= _BETWEEN
            and not (_MOVED.search(gap) or _GONE.search(gap) or _DEAD.search(gap))
        )
        left_only = _STAYS.search(gap) and left.key and _known(left.key, books) in books.hospitals
        if fits and not _PART.search(gap) and not left_only and not _is_gone(behind):
            if key := left.key or (books.here if not _elsewhere(text, left) else _elsewhere(text, left)):
                _book(text, books, key, one, span)
            return
    here = books.here if row - books.sentence <= 1 else None
    if left and left.key:
        here = left.key
    if here is None:
        books.others.add(one.number)
        if not right and not _PART.search(before):
            books.open = (one, span[0])
        return
    if _IN_ALL.search(before) and len(books.hospitals) > 1:
        books.others.add(one.number)
        return
    if _PART.search(before) or _DEAD.search(behind) or (one.number == 1 and _dies(text, one)):
        if row > books.sentence and not _DIED_HERE.search(
            text, max(sentence[0], one.start - _BEFORE), min(sentence[1], one.end + _LATER)
        ):
            return
        _of_it(text, one, span, here, books)
        return
    booked = _known(here, books) in books.hospitals
    if _FURTHER.search(before) and _MOVED.search(behind) and not right:
        _book(text, books, "转院", one, span)  # 另外2名重伤员已转送省城
        return
    if _MOVED.search(before + behind) or _GONE.search(behind) or (booked and _STAYS.search(before)):
        return
    spoken_of = row == books.sentence or _HERE.search(text, max(sentence[0], one.start - _BEFORE), one.start)
    takes = _TAKES.search(before) or (one.number > 1 and _TAKEN.search(behind) and not booked)
    if spoken_of and takes and (not booked or _FURTHER.search(before) or _NEWER.search(before)):
        _book(text, books, here, one, span)
    elif not right:
        books.others.add(one.number)
        books.open = (one, span[0])


def _is_gone(behind: str) -> bool:
    return _GONE.search(behind[:8]) is not None or _MOVED.search(behind) is not None


def _of_it(text: str, one: _Counted, span: tuple[int, int], key: str | None, books: _Books) -> None:
    """``其中一名老汉抢救无效死亡``: those of a hospital who died there."""
    hospital = books.hospitals.get(_known(key, books)) if key else None
    if _TOLL.search(text, span[0], one.start) or _SCENE.search(text, one.start, span[1]):
        return
    if hospital and (_DEAD.search(_own(text, one)) or (one.number == 1 and _dies(text, one))):
        hospital.dead += one.number


def _own(text: str, one: _Counted) -> str:
    """The rest of the clause behind a count."""
    return re.split(f"[，{_STOPS}]", text[one.end : one.end + _LATER], maxsplit=1)[0]


def _dies(text: str, one: _Counted) -> bool:
    """``一名老汉，上午9点多没能救回来``: whether further clauses of the sentence tell of the death of one person."""
    told = re.split(f"[{_STOPS}]", text[one.end : one.end + _LATER], maxsplit=1)[0]
    following = _COUNT.search(told)
    return _DEAD.search(told, 0, following.start() if following else len(told)) is not None


def _book(text: str, books: _Books, key: str, one: _Counted, span: tuple[int, int]) -> None:
    if len(books.hospitals) > _MOST:
        books.several = True
        return
    before = text[span[0] : one.start]
    if _PART.search(before) and books.last and not _REST.search(before):
        books.others.add(books.last[1])
        books.hospitals.pop(books.last[0], None)  # 校医院登记62人，其中在该院35人，送市医院15人
    key = _known(key, books)
    known = books.hospitals.get(key)
    place = (span[0], max(one.end, span[0]))
    if known is None:
        died = int(one.number == 1 and _dies(text, one))
        books.hospitals[key] = _Hospital(one.number, one.start, [place], one.bound, died)
        books.last = (key, one.number)
    elif one.number > known.taken and _NEWER.search(before):
        known.taken, known.bound = one.number, one.bound
        known.spans.append(place)
    elif _FURTHER.search(before):
        known.taken += one.number
        known.spans.append(place)


def _known(key: str, books: _Books) -> str:
    """The name under which a hospital is booked."""
    return next((k for k in books.hospitals if _is_same(k, key)), key)


def _is_same(one: str, other: str) -> bool:
    """``农安县人民医院`` and 县医院, ``市第一医院`` and 市一院; but 农安县医院 and 县人民医院 would be two ways to write it out."""
    short, full = sorted((one, other), key=len)
    if full.endswith(short):
        return True
    return _FORMAL.search(short) is None and _FORMAL.sub("", full).endswith(_FORMAL.sub("", short))


def _named(text: str, start: int, end: int) -> Iterator[_Named]:
    last_end = -1
    for match in _PLACE.finditer(text, start, end):
        begins = match.start()
        while begins > max(start, match.start() - _NAME_CHARS) and not _stops(
            text, begins - 1, match.start()
        ):
            begins -= 1
        name = text[begins : match.start()]
        key = None if _NO_NAME.match(name) else name + match[0]
        joined = last_end >= 0 and _BOTH.fullmatch(text[last_end:begins]) is not None
        yield _Named(begins, match.end(), key, joined)
        last_end = match.end()


def _stops(text: str, at: int, suffix: int) -> bool:
    letter = text[at]
    if letter == "人":
        return text[at + 1 : at + 2] != "民"
    if letter in "中":  # 中医院, 中心医院
        return text[at + 1 : at + 2] not in ("医", "心", "西") and at + 1 != suffix
    if letter.isdigit():
        return not text[at:suffix].isdigit()
    return letter in _ENDS


def _elsewhere(text: str, named: _Named) -> str | None:
    """``附近诊所``, ``另一家医院``: some other place that is not named."""
    before = text[max(0, named.start - 4) : named.end]
    return "别处" if _ELSEWHERE.search(before[:-2] if before.endswith("院") else before) else None


def _counts(text: str, start: int, end: int) -> Iterator[_Counted]:
    for match in _COUNT.finditer(text, start, end):
        number = read_number(match["digits"], match["before"] or "", match["after"] or match["more"] or "")
        if number.value and number.value == int(number.value):
            yield _Counted(int(number.value), number.bound, match.start(), match.end())
