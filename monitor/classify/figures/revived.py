"""One who was called dead and lives: 最初报死亡6人，后经抢救，其中1人恢复心跳; 三名死者里有一人其实还活着.

Only of a number that the text itself calls a former report, or of whom it says that they were declared or taken for dead, and only
where the sentence lets none of them die after all.
"""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.mention import Mention
from monitor.text.alternation import compiled
from monitor.text.numerals import NUMBER, read_number

_LIVES = (
    "恢复了?(?:自主|微弱|生命)?的?(?:心跳|呼吸|体征|生命体征|脉搏|意识)|(?:又|被|给|硬是|重新)*(?:抢救|救|拉)(?:了)?(?:[过回]了?来|活了?)|抢救成功|(?:其实|还|仍然?|竟然?|依然)+(?:是)?活着|(?:仍|尚|还|已|又)(?:然|经)?有了?(?:生命体征|生命迹象|心跳|呼吸|脉搏)"
    "|死而复生|起死回生|[活醒苏缓](?:了)?过来|苏醒|并(?:没有|未|没)死|没有死亡|脱离了?(?:生命)?危险|生还"
)
_WHO = re.compile(
    f"(?P<k>{NUMBER})[名人位个](?P<on>(?:(?![一两二三四五六七八九十]{{1,3}}[名人位个])[^。；！？\\n\\d]){{0,24}}?)(?:{_LIVES})"
)
_GATE = compiled(
    "恢复|活着|救活|活过来|醒过来|缓过来|救[了过回]|[过回]来|抢救成功|复生|复活|苏醒|回生|有了?(?:生命|心跳|呼吸|脉搏)|脱离|[没未]死|没有死"
)
_FATE = "死亡|遇难|身亡|死者|丧生|罹难"
_DEAD = re.compile(
    f"(?:死亡|遇难|身亡|死了?)(?:者|人员)?的?(?:人数|总数)?(?:为|是|有|达|：)?(?P<n>{NUMBER})(?:人|名|位|例|个)?|(?P<m>{NUMBER})[名人位个][^，。；\\d]{{0,8}}?(?:{_FATE})"
)
_BEFORE = re.compile(
    "最初|起初|开始|早先|最早|先前|此前|之前|早前|先[说报]|原[先报]|曾(?=[^，。；]{0,4}?(?:报|宣|认|以为|说|传|公布|判|误|称))|一度|初步|首次|第一次|被(?:认为|当作|当成|误认)|宣布|宣告|判定|认定|以为|误认"
)
_AFTER_ALL = re.compile(
    "(?:最终|终因|终究|最后|还是|仍然?|但|可|却|又|再|不久|随后|后来)[^。！？]{0,16}?(?:不治|死亡|去世|离世|身亡|没能|未能|停止)"
)
_OF_OTHERS = re.compile("伤[者员]|受伤|重伤|送医的|住院|另[有外]?|还有|此外|其余|其他")
_NOT_OF_THEM = re.compile("伤[者员]|被[困埋压]|掩埋|昏迷|幸存|获救|救出|护在|失联|失踪|落水|住院")
# 其中1人, 三名死者里有一人; whoever is only told beside them (，1人脱险) must have come back: 又, 死而复生, 恢复心跳, 其实活着.
_ONE_OF_THEM = re.compile("(?:其中|[之当]中|[者人]中|里面?|内)(?:有|的|就|仅)*(?:一名[^，。；\\d]{0,6}|另)?$")
_CAME_BACK = re.compile("又|重新|硬是|复生|回生|恢复|其实|竟|[没未]有?死")
_DECLARED = re.compile("宣布|宣告|判定|认定|以为|误认|被(?:认为|当作|当成)")
_OF_ANOTHER_TIME = re.compile("去年|前年|往年|当年|上一?次|年前|\\d年")
_STOPS = "。！？\n"
_NEAR = 60


def without_the_revived(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions of a text, where one of those called dead before lives, and so many fewer are dead."""
    if not _GATE.search(text):
        return mentions
    for one in _WHO.finditer(text):
        found = _called_dead(text, one)
        if found is None:
            continue
        dead, start, end = found
        alive = int(read_number(one["k"]).value or 0)
        if 0 < alive < dead:
            mentions = _fewer(mentions, text, (start, end), dead - alive)
    return mentions


def _called_dead(text: str, one: re.Match[str]) -> tuple[int, int, int] | None:
    """How many were called dead in the sentence before one of them lives, and where; None where he may be of others."""
    sentence = max(text.rfind(stop, 0, one.start()) for stop in _STOPS) + 1
    ends = min((n for stop in _STOPS if (n := text.find(stop, one.end())) >= 0), default=len(text))
    if _AFTER_ALL.search(text, one.end(), ends):
        return None
    told = list(_DEAD.finditer(text, max(sentence, one.start() - _NEAR), one.start()))
    if (
        not told
        or not _BEFORE.search(text, sentence, one.start())
        or _OF_ANOTHER_TIME.search(text, sentence, one.start())
    ):
        return None
    of_them = _ONE_OF_THEM.search(text, max(0, one.start() - 12), one.start()) is not None
    if not of_them and _NOT_OF_THEM.search(one["on"]):
        return None
    if not (of_them or _CAME_BACK.search(one[0]) or _DECLARED.search(text, sentence, one.start())):
        return None
    last = told[-1]
    between = text[last.end() : one.start()]
    if _OF_OTHERS.search(between) or p.COUNT.search(text, last.end(), one.start()):
        return None
    number = read_number(last["n"] or last["m"]).value
    return None if number is None else (int(number), *last.span())


def _fewer(mentions: list[Mention], text: str, span: tuple[int, int], left: int) -> list[Mention]:
    start, end = span
    own = next((m for m in mentions if m.name == "deaths" and m.start < end and start < m.end), None)
    sentence = max(0, sum(1 for _ in p.SENTENCE.finditer(text, 0, start + 1)) - 1)
    new = replace(
        own or Mention("deaths", left, "exact", start, end, sentence=sentence),
        value=left, role="correction", former=False, earlier=False, added=False, relation=None, of=None, manner=None,
    )  # fmt: skip
    return sorted([*(m for m in mentions if m is not own), new], key=lambda m: m.start)
