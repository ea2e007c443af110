"""A number told in the place of another that the text calls wrong or earlier: 早先报告死亡11人，核查后确认死亡10人; 有误，准确数字为3人; 与事实不符，实为8人.

Some words set right whatever stands before them (更正为, 应为, 实为); of others (经核实) only a number that the text calls a former
report, or mistaken, is set right. The right number may stand without a word for the fate: it is that of the wrong one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.mention import Mention
from monitor.text.numerals import NUMBER, read_number

_FATES = {
    "deaths": "死亡|遇难|身亡|丧生|罹难|死者|死了?",
    "injured": "受伤|伤者|伤员",
    "missing": "失踪|失联|下落不明",
}
_FATE = "|".join(_FATES.values())
_UNIT = "(?:人|名|位|例|个|具)"
_NAMES = "(?:者|人员)?的?(?:人数|总数|数字)?(?:应该?|已|共|：|为|是|有|达)*"
_CALLED = "(?:被|误|错|报|写|记|统计|说|称|公布|印|标|打|成|了)*"
_TOLD = re.compile(
    f"(?P<fate>{_FATE}){_NAMES}{_CALLED}(?:为|是|：)?(?P<n>{NUMBER}){_UNIT}|(?P<m>{NUMBER}){_UNIT}[^，。；\\d]{{0,4}}?(?P<behind>{_FATE})"
)
_STRONG = "更正|订正|修[正订]|纠正|勘误|核减|下调|调减|实际(?:的?(?:人数|数字|数据))?应?该?[为是]|应该?[为是]|实[为系]|而是|(?:准确|正确|确切|真实)(?=的?(?:数|死|遇|受|人))"
_WEAK = "核[实查对定]|复核|查实|比对|清点|最终(?=确认|认定)|实际|甄别"
_RIGHT = re.compile(
    f"(?:(?P<strong>{_STRONG})|(?:{_WEAK}))(?P<on>(?:进一步|[^。；！？\\n\\d一二两三四五六七八九十其另又还新再网传]){{0,24}}?)"
    f"(?P<words>(?P<fate>{_FATE}){_NAMES})?(?P<n>{NUMBER}){_UNIT}(?:均|都|不幸)?(?P<behind>{_FATE})?者?"
    "(?=[，。；！”）、：\\s]|$)"
)
_GATE = re.compile(
    "更正|订正|修[正订]|纠正|勘误|核[实查对减定]|复核|查实|下调|应[为是该]|实[为系际]|而是|准确|正确|确切|真实|比对|清点|最终|甄别"
)
# 最初报告, 昨晚有媒体报道, 对外公布的: somebody said so before.
_REPORTED = re.compile(
    "(?:此前|先前|早前|早先|早些时候|之前|前期|最初|起初|最早|原先|初期|曾|一度|昨[天日晚]|初步|当[时晚]|首次|第一次)[^，。；\\d]{0,14}?(?:通报|报道|报告|公布|发布|消息|统计|核查|上报|宣布|称|说|报|认为|认定)"
    "|(?:媒体|本报|本网|本台|稿件|报道|消息|微博)[^，。；\\d]{0,8}?(?:报道|报|称|说|中)|对外(?:公布|通报|发布)"
)
_WRONG = re.compile("有误|误[报传记统]|失误|差错|笔误|重复|不[实符准]|不属实|失实|错误|漏[报记统]")
_HEARSAY = re.compile("网传|网[上友民]|传言|传闻|流传|听说|据说|目击|朋友圈|微信")
_STOPS = "。！？\n"
_NEAR = 80


def put_right(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions of a text, where a number that is set right gives way to the one that is told in its place."""
    if not _GATE.search(text):
        return mentions
    for match in _RIGHT.finditer(text):
        wrong = _wrong_before(text, match)
        value = read_number(match["n"]).value
        if wrong is None or value is None or value != int(value):
            continue
        name, number = wrong
        if number != value:
            mentions = _set(
                mentions,
                text,
                name,
                number,
                (match.start("words") if match["words"] else match.start("n"), match.end()),
                int(value),
            )
    return mentions


def _wrong_before(text: str, right: re.Match[str]) -> tuple[str, int] | None:
    """The figure that is set right and its number: the last that is told before, in the same sentence or in the one before it."""
    fate = right["fate"] or right["behind"]
    name = _name(fate) if fate else None
    sentence = max(text.rfind(stop, 0, right.start()) for stop in _STOPS) + 1
    since = max((text.rfind(stop, 0, max(0, sentence - 1)) for stop in _STOPS), default=-1) + 1
    since = max(since, right.start() - _NEAR)
    told = [
        m
        for m in _TOLD.finditer(text, since, right.start())
        if name in (None, _name(m["fate"] or m["behind"]))
    ]
    if not told:
        return None
    last = told[-1]
    clause = max(text.rfind(stop, 0, last.start()) for stop in "，；" + _STOPS) + 1
    before, between = text[max(clause, since) : last.end()], text[last.end() : right.start()]
    mistaken = _WRONG.search(between) is not None
    if not right["strong"]:
        if not fate and "数" not in right["on"]:
            return None
        reported = _REPORTED.search(before) is not None
        if not (mistaken or reported) or (_HEARSAY.search(before) and not mistaken):
            return None
    elif last.start() < sentence and not (
        mistaken or _REPORTED.search(before) or right["strong"] in ("更正", "勘误", "订正")
    ):
        return None
    number = read_number(last["n"] or last["m"]).value
    return None if number is None else (_name(last["fate"] or last["behind"]), int(number))


def _set(
    mentions: list[Mention], text: str, name: str, wrong: int, span: tuple[int, int], right: int
) -> list[Mention]:
    start, end = span
    own = next((m for m in mentions if m.name == name and m.start < end and start < m.end), None)
    base = own or next((m for m in reversed(mentions) if m.name == name and m.start < start), None)
    sentence = sum(1 for _ in p.SENTENCE.finditer(text, 0, start)) - 1
    new = base or Mention(name, right, "exact", start, end)
    new = replace(
        new, value=right, bound="exact", start=start, end=end, role="correction", added=False, relation=None, of=None,
        former=False, earlier=False, manner=None, vague=False, sentence=max(0, sentence),
        origin="media" if new.origin == "unverified" else new.origin,
    )  # fmt: skip
    kept = [
        replace(m, former=True) if m.name == name and m.value == wrong and m.end <= start else m
        for m in mentions
        if m is not own
    ]
    return sorted([*kept, new], key=lambda m: m.start)


def _name(fate: str) -> str:
    return next(name for name, words in _FATES.items() if re.fullmatch(words, fate))
