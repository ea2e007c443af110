"""Which claim a denial is of: of the figures told before it, or of something that it names itself.

``已致31人死亡，警方：网传纵火不实`` denies the arson, not the dead; ``50余人死亡？辟谣`` denies the dead. A headline that asks states nothing.
"""

from __future__ import annotations

import re

_MARKS = re.compile("[，。；！？]|(?<=[一-鿿”]) (?=[一-鿿“])")
_FIGURES = re.compile(
    "(?:传|说|所谓)的?[^，。；]{0,6}?(?:[\\d一二三四五六七八九十百千几数好]{1,4}个?[名人口]|死|伤)"
)
_TOLD = re.compile(
    "(?:网传|网上(?:流?传|说)|传言|传闻|谣传|流传|盛传|疯传|所谓|有人说|网友说)(?!得)(?:是|系|称|的)*(?P<what>[^，。；！？]*)"
)
_MATTER = re.compile(
    "(?P<what>[^，。；！？：]{2,})(?:的)?(?:消息|说法|传言|传闻|视频|图片|截图|言论|谣言)(?:系|为|是|属于?|纯属)*$"
)
_QUOTED_BEFORE = re.compile(
    "“(?P<what>[^”]{2,30})”(?:的?(?:消息|说法|传言|传闻|视频|图片)|系|为|是|属于?|纯属)*$"
)
_QUOTED_BEHIND = re.compile("(?:了|：)?“(?P<what>[^”]{2,30})”")
# 该消息, 上述视频: what was told before.
_SAME = re.compile(
    "(?:该|此|上述|相关|有关|这一?|这些|这个|网传|网上|所谓|近日|消息|信息|视频|内容|说法|言论|图片|截图|死伤|伤亡|人数|数字|官方|警方|当地|均|都|全|已|被|系|为|是|属|的|，|：)+"
)
NUMBERS = re.compile("\\d+|[一二两三四五六七八九十百千]+(?=[余多]?(?:[名位人]|个))")
"""The numbers that a claim names."""
COUNT_CHARS = 8
"""Within so many characters before its end a count holds its number: who denies the same number denies the count."""
_ALL = re.compile("(?:均|都|全部?|皆|统统)(?:系|为|是|属于?)?$")


# 经核实，死亡1人，网上流传的数字不准确; 经警方核实，死亡12人，公司通报数字失实: an office tells its own number and denies another.
_OF_HEARSAY = re.compile(
    "(?:网[传上]|传言|流传|传闻|外界|其[他它余])[^，。；]{0,8}?(?:数字|人数|说法|数据|版本|消息|伤亡)"
    "|(?:公司|企业|集团|[矿厂校园店院]方|老板|单位|物业|此前|先前|早前|早先|最初|起初|之前|原先)[^，。；]{0,8}?(?:通报|上报|报告|公布|所[称报说]|数字|人数|说法|数据|口径)"
)
_FOUND_OUT = re.compile("核[实查]|回应|通报|证实|澄清|答复|表示|辟谣|查明|公布")


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in "。！？\n") + 1


def names_own_claim(text: str, start: int, denial: int, denial_end: int) -> bool:
    """Whether a denial, told behind a figure that ends at ``start``, is of a claim that it names itself."""
    mark = _MARKS.search(text, start, denial)
    if mark is None or _ALL.search(text, mark.end(), denial):
        return False
    last = _MARKS.split(text[mark.end() : denial])[-1]
    if _OF_HEARSAY.search(last + text[denial:denial_end]) and _FOUND_OUT.search(
        text, _sentence_start(text, start), start
    ):
        return True
    if _FIGURES.search(last):
        return not set(NUMBERS.findall(last)) & set(
            NUMBERS.findall(text[max(0, start - COUNT_CHARS) : mark.start()])
        )
    behind = _QUOTED_BEHIND.match(text, denial_end)
    found = [
        *_TOLD.finditer(text[mark.end() : denial]),
        _MATTER.search(last),
        _QUOTED_BEFORE.search(last),
        behind,
    ]
    return any(m is not None and _is_another(m["what"], text[:start]) for m in found)


def _is_another(claim: str, told: str) -> bool:
    """Whether a claim is none of what was told before: it says something, and repeats no number of it."""
    numbers = set(NUMBERS.findall(claim))
    return len(_SAME.sub("", claim)) > 1 and not numbers & set(NUMBERS.findall(told))


_ASKED_BEHIND = re.compile("[^，。；！？\\d]{0,6}？")
_WHY = re.compile("为何|为什么|为啥|怎么|谁|哪|如何|何以|何时|多少|凭什么|难道")
_NO = re.compile(
    "？不[，！是对]|(?:别|不要|切勿|勿)(?:轻?信|相信|传)|[未没]有?接到[^，。；]{0,4}(?:报警|警情|报告)|[没无]有?[此这那]回?个?事|没那么回事|纯属(?:虚构|捏造|编造)|假消息|(?:是)?假的|不实|谣言|辟谣|不属实|(?:系|是|为)(?:居民|村民|市民|工人|正常|附近|有人|旁边|隔壁)?[^，。；]{0,6}?(?:燃放|放炮|放鞭炮|鞭炮|烟花|爆破作业|演练|演习|打雷|雷声|检修|试验|试车|拍戏|拍摄|误报|误传|泄洪|排气|放气)"
)
_OPENS_CHARS, _ANSWER_CHARS = 60, 24


def is_asked(text: str, start: int, end: int) -> bool:
    """Whether a figure from ``start`` to ``end`` is only asked about: 大火致50余人死亡？"""
    if _ASKED_BEHIND.match(text, end) is None:
        return False
    opens = max(text.rfind(mark, 0, start) for mark in "。；！？\n") + 1
    return _WHY.search(text, opens, end) is None


def is_answered_no(text: str) -> bool:
    """Whether a text opens with a question and answers it at once with that nothing is true of it: 致50余人死亡？别信."""
    asked = text.find("？", 0, _OPENS_CHARS)
    return asked > 0 and _NO.search(text, asked, asked + _ANSWER_CHARS) is not None


_LABEL = re.compile("(?:\\A|[。\\n])\\s*【?(?:网络)?(?:谣言|辟谣|假消息|假的|不实信息)[！】]+\\s*$")


def said_from(text: str, start: int) -> int:
    """Where a sentence begins together with the cry before it that calls it untrue: 谣言！大火死40人."""
    near = max(0, start - _ANSWER_CHARS)
    label = _LABEL.search(text, near, start) if start and text[start - 1] in "！】" else None
    return label.start() if label else start


# 针对网传“30多名幼儿中毒”一事，…: a claim in quotation marks that the item is about to answer.
_TAKEN_UP = re.compile(
    "(?:针对|对于?|关于|就|围绕|回应)(?:近日|日前|昨日|今日|此前|有关|相关|目前|网[上络民友]|部分|有)*(?:网传|网[上络平台]{0,4}(?:流传|传播|出现|反映|发布|曝|爆)|网[友民](?:发布|反映|爆料|发帖|称)|流传|传播|反映|关注)[^，。；“”]{0,10}“[^”]*$"
)
_TAKEN_UP_CHARS = 60


def is_taken_up(text: str, start: int) -> bool:
    """Whether what stands at ``start`` is a claim that the text names only to answer it."""
    return "“" in text[:start] and _TAKEN_UP.search(text, max(0, start - _TAKEN_UP_CHARS), start) is not None


ASKED_ONE = (
    "(?<![听据])(?:院长|所长|局长|镇长|乡长|村主任|书记|支书|主任|校长|园长|护士长?|医生|医师|大夫|民警|警官|同志|工作人员|负责人|干部|值班人员|发言人|[办委局所院校厂矿队会]的人)"
    "(?:[一-鿿]某某?|[一-鿿]{2,3}(?=[告说讲表介回称]))?(?:今[天早晨日]|昨[天晚日]|也|则|随后|就|对此|却|笑着|只|，|记者)*(?:[他她])?(?:说|讲|称|表示|介绍|回[答应]|告诉|证实|答复)"
)
"""Somebody who is asked about what goes round, and says it (regular expression source): 镇卫生院院长说, 值班的同志说."""
_ASKED_ONE = re.compile(ASKED_ONE)
_ANSWER_FAR = 120
_ANSWERS = re.compile(
    "回应|答复|声明|澄清|通报|表示|介绍|核[实查]|调查|说明|出来[讲说]|告诉|[经据]查|回复|辟谣|(?:院方|医院|医生|警方|官方|政府|校方|厂方|矿方)[^，。；！？]{0,6}?[说称讲]"
)
_DISBELIEVED = re.compile(
    "糊弄|骗谁|骗鬼|谁信|[还非硬竟偏]是?说|瞎话|亲眼|明明|不信|质疑|隐瞒|瞒报(?!等?(?:情况|行为)?(?:不实|不存在))"
)


def is_answer(text: str, at: int, *, official: bool = False) -> bool:
    """Whether a statement of none at ``at`` is the answer of somebody who was asked: 商场回应称，没有人死亡.

    What an office states as its own (``official``) is one in whatever words. Nothing is an answer in a text that does not believe it.
    """
    if official:
        return _DISBELIEVED.search(text) is None
    begins = max(text.rfind(mark, 0, at) for mark in "。！？\n") + 1
    answers = _ANSWERS.search(text, begins, at) or _ASKED_ONE.search(text, max(0, at - _ANSWER_FAR), at)
    return answers is not None and _DISBELIEVED.search(text) is None


_BY_LESS = re.compile(
    "(?<![未没])(?<!没有)(?<!不予)(?:回应|答复|回复|澄清|辟谣|否认|答记者问)|没有?(?:网上|网传|外面)?[说传]?的?(?:那么|这么)[多严]|夸大|言过其实|没有?瞒报|不存在瞒报|失实|(?:数字|人数|说法|消息|伤亡|传言)[^，。；]{0,4}?(?:不实|不属实|有误|不准确)"
)
_ONLY = re.compile("(?:仅|只)(?:有|是|为|造成|致|死|确认|找到|搜出|发现)")
_ONLY_CHARS = 8
# Whoever spreads it mostly says that it is hushed up (瞒报); that alone is no doubt of the answer.
_UNBELIEVED = re.compile(
    "糊弄|骗谁|骗鬼|谁信|[还非硬竟偏]是?说|瞎话|亲眼|明明|不信(?!谣)|质疑|对不上|(?<!未)(?<!没有)(?<!不存在)隐瞒"
    # 区里回应：只死亡3人。记者在殡仪馆看到12具遗体.
    "|(?:看[到见]|拍[到下]|数[了到出过]|认出|摆[着了]|停[着放]了?|抬[出走]了?)[^，。；！？\n网]{0,12}?(?:具|遗体|尸体|口棺|副棺)"
)
_ANSWER_BEHIND = re.compile(
    "[^。！？\n]{0,30}?(?:没有?[网传上说的]{0,5}(?:那么|这么)多|没有?瞒报|不存在瞒报|夸大|并非网[传上]|(?:网[传上]|其[他它余]|上述|传言|流传|传闻)[^，。；]{0,10}?(?:不实|不准确|有误|失实|不属实))"
)


def is_answer_by_less(text: str, since: int, start: int, end: int) -> bool:
    """Whether the office's number from ``start`` to ``end`` answers what was told up to ``since``: 回应称…, 只有3人, 3人, 没有瞒报.

    One that it only announces stands beside the rumour; nothing is an answer in a text that does not believe it.
    """
    begins = max(since, start - _ANSWER_FAR)
    answers = (
        _ONLY.search(text, max(since, start - _ONLY_CHARS), start)
        or _ONLY.search(text, start, end)
        or _BY_LESS.search(text, begins, end)
        or _ANSWER_BEHIND.match(text, end)
    )
    return answers is not None and _UNBELIEVED.search(text) is None


# 传言五人遇难，现场指挥说一个都没有.
_SAID_NONE = re.compile(
    "(?:指挥(?:部|员|长)?|消防员?|民警|警方|警察|公安|交警|书记|村主任|[镇乡县区市局院校所]长|医生|干部|负责人|官方|部门|政府|社区|街道|应急局|发言人)(?:的人|同志|工作人员)?[^，。；！？]{0,6}?(?:说|称|表示|回应|答复|证实)(?:是)?[，：]?“?"
    "(?:一个|一人|半个)(?:人)?(?:都|也)(?:没有?|没)(?:死|遇难|出事|伤亡)?(?=[，。！；”])"
)


def is_said_none(text: str, since: int) -> bool:
    """Whether somebody of an office says behind ``since``, of what was told up to there, that there is not one."""
    if not any(none in text for none in ("一个", "一人", "半个")):
        return False
    said = _SAID_NONE.search(text, since, since + _ANSWER_FAR)
    return said is not None and _UNBELIEVED.search(text) is None
