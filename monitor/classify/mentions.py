"""Finding every count of people in a text: which figure it names, and what part it plays in the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from monitor.classify import casualty_patterns as p
from monitor.classify.frames import Frames
from monitor.classify.origin import Origin, Origins
from monitor.classify.persons_words import ONE
from monitor.text.numerals import BEFORE, NUMBER, Bound, Number, least_of, read_number
from monitor.text.posts import QUOTE

Role = Literal["correction", "update", "total", "plain", "added", "part", "weak", "zero", "from"]
Manner = Literal["scene", "hospital"]
Relation = Literal["joined", "rest"]

_WINDOW = 34
_PART_CHARS = 120
_MOST_PEOPLE = 10**8
_STILL = re.compile("仍有|尚有|还有|仍然有|剩余|仍")
# 共搜救出49人，另有22人被困其中: those who are left.
_FREED = re.compile("救出|获救|脱险|脱困|救起|生还|升井")
_REST = re.compile("(?:其余|其他|其它|剩下|余下)的?$")
_BEING_SOUGHT = re.compile("(?:仍|正|还|继续|全力)[^，。；]{0,4}(?:寻找|搜寻|搜救|搜索)[^，。；]{0,4}$")
_COUNT_FOLLOWS = re.compile(f"{BEFORE}?(?:{NUMBER}|[数多几若])")
# Behind the count itself: another count in between would be of those who died.
_NO_PEOPLE = rf"(?:(?!{NUMBER}(?:名|位|个人|人|具))[^。；])"
_ALL_DEAD = re.compile(
    _NO_PEOPLE + "{0,60}?" + f"(?:{p.FOUND_DEAD.pattern})|"
    "[^，。；]{0,10}?(?:埋|困|压|踪|联)[^，。；\\d]{0,6}，(?:后|终|最终|虽)?经?[^，。；\\d]{0,6}?(?:抢救无效|不治|不幸(?:遇难|身亡|死亡))"
)
# 面包车内7人当场死亡4人: seven were in it.
_NOT_OF_ALL = re.compile(
    f"[^，。；\\d]{{0,4}}?(?:当场|中)(?:死亡|遇难|身亡|受伤){NUMBER}(?:人|名)(?=[，。；、）]|$)"
)
_DIED_AFTER = re.compile(
    "[^，。；\\d]{0,20}，(?:后|终|最终|虽)?(?:经?(?:全力)?(?:抢救|救治)无效|因伤势?过重|终因[^，。；]{0,8}?)[^，。；\\d]{0,6}?(?:死亡|去世|身亡|离世|不治)(?![\\d一二两三四五六七八九十])"
)
"""Said of the one who was just counted as hurt."""
_LOST = re.compile(
    rf"[^，。；\d]{{0,5}}?{p.NO_MORE.pattern}|(?:[^。；\d]|120(?=医|急救)){{0,20}}?(?:{p.FOUND_DEAD.pattern})|"
    "[^，。；\\d]{0,8}?(?:找到|寻获|发现|打捞[^，。；\\d]{0,3})，[^，。；\\d]{0,6}?(?:确认|证实|不幸|均)[^，。；\\d]{0,3}(?:遇难|死亡|身亡|罹难)|"
    "[^，。；\\d]{0,10}，(?:人|都|全|就|也)*没了(?=[，。！…啊]|$)|"
    "[^，。；\\d]{0,14}，(?:不幸|最终|全部)*(?:葬身|命丧|魂断|殒命)"
)
# 把三人全部拉上来，老冯和小谭已没有生命体征: two of them, by name.
_OTHERS_LOST = re.compile("[一-鿿](?:和|与|及|、)[一-鿿]")
# 3人全部救出，均已无生命体征: to be recovered is not to be saved.
_RECOVERED = re.compile(
    "(?:全部|先后|陆续|均|已|被|都)*(?:救出|救起|找到|打捞(?:上岸|出水|起)?|捞[起上]来?|搜出|抬出|营救)(?:来|出来|上岸)?"
)
_TO_CARE = re.compile("送|在(?:全力|紧急)?(?:抢救|救治)")
_WOUND = re.compile("骨折|[烧灼烫擦划]伤|挫伤|脱臼")
# 网传“3人死亡”不实: further down, the whole story that was passed on is called untrue.
_STORY_DENIED = re.compile(
    "(?:网传|网上(?:流传)?|传言|传闻|上述|相关|该|此|所谓)(?:消息|信息|视频|内容|说法|言论|帖文|“[^”]{0,30}”|[^，。；]{0,16}?)[^，。；]{0,4}?(?:不实|谣言|不属实|系编造|虚假)(?![吗么？]|与否|还是)"
)
_ALIVE = frozenset({"injured", "seriously_injured", "light"})
_FROM_AMONG = re.compile("\\s*其中")
# 因鼠疫死亡的玉门市赤金镇一名男子: who died is named behind it.
_DEAD_ONES = re.compile("(?:死亡|遇难|身亡|丧生|罹难|去世|牺牲|殉职|溺亡)的[^，。；、：！？和与及\\d]{0,14}$")
_OF_THEM = re.compile("[^，。；]{0,8}?(?:家属|亲属|亲人|家庭|父母)")
_SPARED = re.compile("部分|有人|有的|个别|不少|[多几数]名|一些|一名|其中|没有?[吃喝]|未[吃喝食饮]|无[一人]")
# 砍伤7人后跳楼身亡: whoever hurt them.
_AGENT_DIES = re.compile("[^，。；\\d]{0,4}?(?<!受伤)(?<!被困)(?<!送医)后(?!经|不治|死亡|均|先后|全部)")
_AMONG = re.compile("其中(?:的)?$")
_BOTH_SEXES = re.compile("[男女](?P<others>[一二两三四五六七八九十\\d]{1,2})[男女]")
# 老两口和孙子遇难: one more who is not counted.
_PERSON_BEHIND = re.compile(
    f"(?:和|与|及|以及|连同)(?:[^，。；、\\d]{{0,3}}?车|其|[他她]们?的|一名|1名)?(?:{ONE})(?!们|等)"
)
# 双方驾驶员和两名乘客: two drivers.
_BOTH_DRIVERS = re.compile("(?:双方|两车|两辆车)的?$")
_HOW_MANY = re.compile("人数|总数|数字")
# 听说没了两个 tells of deaths where something has happened that kills.
_DISASTER = re.compile("[炸撞塌烧砸淹埋]|[大着起]火|出事|事故|车祸|洪水|地震|医院|抢救|血")
_NONE = re.compile("|".join(p.ZERO_FIELDS))
_CLAUSE_START = re.compile("[，。；：、！？（\n]")


@dataclass(frozen=True, slots=True)
class Mention:
    """One count: ``name`` is a casualty field of the contract, ``light`` (轻伤) or ``both`` (死伤); ``vague``: 数十 is at least 20.

    ``relation``: joined to the next count (3名教师和1名司机身亡), or the rest beside others (其余8人).
    ``former`` ones were told by an earlier bulletin (此前通报). ``loose`` ones (全部获救) say something only where somebody was trapped before.
    """

    name: str
    value: int
    bound: Bound
    start: int
    end: int
    role: Role = "plain"
    manner: Manner | None = None
    added: bool = False
    earlier: bool = False
    origin: Origin = "media"
    sentence: int = 0
    vague: bool = False
    loose: bool = False
    former: bool = False
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole item tells about each of its sentences: is it about poisoning, and on what day was it reported?"""

    poisoning: bool = False
    reported: date | None = None


_PLAIN = Context()


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    number: Number
    bare: bool
    life: bool = False
    least: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A casualty word beside a count: its figure, the span of count and word, and how it was said."""

    name: str
    start: int
    end: int
    role: Role | None = None


def is_poisoning(title: str, text: str) -> bool:
    """True when an item speaks of poisoning, or of people who fell ill from a meal, or of children who did together."""
    if "中毒" in text or "中毒" in title:
        return True
    if p.TOXIN_NAMED.search(title + text) and p.TOXIN.search(title + text):
        return True
    for words in (text, title):
        if p.UNWELL_GATE.search(words) and (p.MEAL.search(words) or _fell_ill_together(words)):
            return True
    return False


def _fell_ill_together(words: str) -> bool:
    """``30余名儿童出现呕吐腹泻`` names no meal; where an infection is named it was one."""
    return p.CHILDREN.search(words) is not None and p.INFECTION.search(words) is None


def find_mentions(text: str, origins: Origins, context: Context = _PLAIN) -> list[Mention]:
    """Every count of casualties in a clean text, in order."""
    if not p.GATE.search(text):
        return []
    background = p.BACKGROUND.search(text)
    limit = background.start() if background else len(text)
    frames = Frames(text, context.reported)
    out: list[Mention] = []
    absent: str | None = None
    disowned = _disowned_from(text, origins)
    for number, match in enumerate(p.SENTENCE.finditer(text, 0, limit)):
        if not p.GATE.search(match[0]):
            continue
        reader = _Sentence(text, match.span(), number, context.poisoning)
        reader.absent = absent
        for mention in (*reader.counts(), *reader.zeros()):
            if mention.start >= disowned or (mention.loose and reader.absent is None):
                continue
            frame = frames.of(match.span(), mention.start, mention.end)
            if frame == "other":
                continue
            origin = origins.at(mention.end)
            if origin == "unverified" and mention.value and _STORY_DENIED.search(text, mention.end):
                continue
            span = _denial_span(text, origin, mention, match.end())
            if not (
                origins.denied(*span, of_before=True)
                or (mention.value and origins.negated(match.start(), mention.start))
            ):
                out.append(
                    replace(mention, earlier=frame == "earlier", former=frame == "before", origin=origin)
                )
        absent = reader.absent
    return out


def _disowned_from(text: str, origins: Origins) -> int:
    """Where the words of others begin that the own words before them call untrue (假的//@…); the end where none are."""
    quoted = text.find(QUOTE)
    return quoted if quoted > 0 and origins.denied(0, quoted) else len(text)


def _denial_span(text: str, origin: Origin, mention: Mention, sentence_end: int) -> tuple[int, int]:
    """A rumour, or what is quoted, may be denied in the sentence that follows it; anything else only in its own."""
    before = text[max(0, mention.start - 60) : mention.start]
    quoted = before.rfind("“") > before.rfind("”")
    if origin == "unverified" or quoted:
        return mention.end, min(sentence_end + 40, len(text))
    return mention.end, sentence_end


class _Sentence:
    """One sentence and the counts in it, read from left to right."""

    def __init__(self, text: str, span: tuple[int, int], number: int, poisoning: bool) -> None:
        self.text, (self.start, self.end) = text, span
        self.number, self.poisoning = number, poisoning
        self.absent: str | None = None
        self.last: str | None = None
        """The figure that the count before this one named."""

    def counts(self) -> Iterator[Mention]:
        """The counts with a casualty word beside them."""
        seen: set[str] = set()
        for token, found in self._joined(self._matched()):
            mention = self._mention(token, found, seen)
            if mention is not None:
                seen.add(mention.name)
                self.last = mention.name
                yield mention

    def _matched(self) -> list[tuple[_Token, _Found | None]]:
        """Each count with the casualty word that names it, if one does."""
        used = self.start
        before: _Found | None = None
        out: list[tuple[_Token, _Found | None]] = []
        tokens = self._tokens()
        for token, end in zip(tokens, self._limits(tokens), strict=True):
            found = self._chained(token, used, before) or self._found(
                token, used, min(end, token.end + _WINDOW)
            )
            if found and found.name == "seriously_injured" and self._is_illness(found):
                found = None
            used, before = max(token.end, found.end if found else 0), found
            if found and found.name in ("missing", "trapped"):
                self.absent = found.name
            out.append((token, found))
        return out

    def _is_illness(self, found: _Found) -> bool:
        """2人病危 among those who fell ill: badly ill, not badly hurt."""
        return self.poisoning and not set("伤烧") & set(self.text[found.start : found.end])

    def _joined(self, matched: list[tuple[_Token, _Found | None]]) -> Iterator[tuple[_Token, _Found]]:
        """Give counts that are joined by 和 the one word that names them all: 1名司机、2名乘务员和5名乘客遇难."""
        named = [found for _, found in matched]
        order = range(len(matched))
        for here, step in (*((i, 1) for i in reversed(order)), *((i, -1) for i in order)):
            near = here + step
            if named[here] is None and 0 <= near < len(matched):
                named[here] = self._shared(matched[here][0], matched[near][0], named[near])
        for (token, _), found in zip(matched, named, strict=True):
            if found:
                yield token, found

    def _shared(self, token: _Token, near: _Token, named: _Found | None) -> _Found | None:
        first, second = sorted((token, near), key=lambda t: t.start)
        if named is None or token.bare or not p.JOINED_TO.fullmatch(self.text[first.end : second.start]):
            return None
        return _Found(named.name, token.start, token.end, "part" if named.role == "part" else "added")

    def zeros(self) -> Iterator[Mention]:
        """Statements of none, one for each figure they cover; ``at_least`` while no report has come in."""
        for match in p.ZERO.finditer(self.text, self.start, self.end):
            bound: Bound = "at_least" if match["pending"] or match["tail"] else "exact"
            for name in dict.fromkeys(
                n for word in _NONE.findall(match["what"]) for n in p.ZERO_FIELDS[word]
            ):
                yield Mention(name, 0, bound, match.start(), match.end(), "zero", sentence=self.number)
        for match in p.NOBODY_HURT.finditer(self.text, self.start, self.end):
            for name in p.ZERO_FIELDS["伤亡"]:
                yield Mention(name, 0, "exact", match.start(), match.end(), "zero", sentence=self.number)
        for name, pattern in (("trapped", p.ALL_RESCUED), ("missing", p.ALL_FOUND)):
            if match_all := pattern.search(self.text, self.start, self.end):
                yield Mention(name, 0, "exact", *match_all.span(), "correction", sentence=self.number)
        if out := p.ALL_OUT.search(self.text, self.start, self.end):
            name = "missing" if out["found"] and self.absent == "missing" else "trapped"
            yield Mention(name, 0, "exact", *out.span(), "correction", sentence=self.number, loose=True)

    def _limits(self, tokens: list[_Token]) -> list[int]:
        """For each count, where the next one begins: its casualty word stands before that."""
        limits, end = [], self.end
        for token in reversed(tokens):
            limits.append(end)
            end = end if token.bare else token.start
        return limits[::-1]

    def _tokens(self) -> list[_Token]:
        out = []
        for match in p.COUNT.finditer(self.text, self.start, self.end):
            number = read_number(
                match["digits"], match["before"] or "", match["after"] or match["more"] or ""
            )
            life = p.LIFE_UNIT.fullmatch(match["unit"] or "") is not None
            out.append(
                _Token(*match.span(), number, match["bare"] is not None, life, least_of(match["digits"]))
            )
        return out

    def _chained(self, token: _Token, used: int, before: _Found | None) -> _Found | None:
        """``由2人升至12人``: the second count names what the first one named."""
        moved = p.MOVED.match(self.text[used : token.start]) if before else None
        if before is None or moved is None:
            return None
        return _Found(before.name, token.start, token.end, "update" if moved["up"] else "correction")

    def _found(self, token: _Token, used: int, limit: int) -> _Found | None:
        left = self._left(token, used)
        if token.bare:
            return left
        if left is None and _NOT_OF_ALL.match(self.text, token.end, self.end):
            return None
        right = self._right(token, limit)
        if left is None and (right is None or token.life):
            return (
                right
                or self._lost(token, limit)
                or self._dead_ones(token, used)
                or self._sought(token)
                or self._wounded(token)
                or self._in_hospital(token, limit)
            )
        lost = left if left else right
        if lost and lost.name in _ALIVE and (died := _DIED_AFTER.match(self.text, token.end, self.end)):
            return _Found("deaths", token.start, died.end())
        if lost and lost.name in ("missing", "trapped") and self._found_dead(token):
            return _Found("deaths", token.start, max(token.end, lost.end))
        if left is None or left.role == "from":
            return left or right
        return right if right and self._prefers_right(token, left, right) else left

    def _lost(self, token: _Token, limit: int) -> _Found | None:
        """``没了3条人命``, ``12个孩子没了`` and ``9名女工没能逃出来，全部遇难`` say it without a word for dying beside the count."""
        if token.life:
            before = self.text[max(self.start, token.start - 8) : token.start]
            safe = p.LIVES_AT_STAKE.match(self.text, token.end)
            return None if safe or p.LIVES_SAVED.search(before) else _Found("deaths", token.start, token.end)
        match = _LOST.match(self.text, token.end, limit) or _DIED_AFTER.match(self.text, token.end, self.end)
        if match and _OTHERS_LOST.search(match[0].rpartition("，")[2]):
            return None
        if match is None or p.NOT_IN_GAP.search(_RECOVERED.sub("", match[0].rpartition("，")[0])):
            return None
        return _Found("deaths", token.start, match.end())

    def _dead_ones(self, token: _Token, used: int) -> _Found | None:
        """``因鼠疫死亡的玉门市一名男子``."""
        dead = _DEAD_ONES.search(self.text, max(used, token.start - _WINDOW, self.start), token.start)
        if dead is None or _OF_THEM.match(self.text, token.end):
            return None
        return _Found("deaths", dead.start(), token.end, "weak")

    def _sought(self, token: _Token) -> _Found | None:
        """``其余2人仍在搜寻``: still missing, or still trapped."""
        sought = p.STILL_SOUGHT.match(self.text, token.end, self.end)
        if sought is None:
            return None
        left_over = p.LEFT_OVER.search(self.text[max(self.start, token.start - 6) : token.start])
        if not left_over and not (self.absent and _STILL.search(sought[0])):
            return None
        return _Found(self.absent or "missing", token.start, sought.end(), "correction")

    def _in_hospital(self, token: _Token, limit: int) -> _Found | None:
        """``还有47个在医院``: hurt, where nothing else is said of them."""
        match = None if self.poisoning else p.IN_HOSPITAL.match(self.text, token.end, limit)
        if match is None or p.NOT_IN_GAP.search(_TO_CARE.split(match["gap"])[0]):
            return None
        return _Found("injured", token.start, match.end(), "weak")

    def _wounded(self, token: _Token) -> _Found | None:
        """``救出2人，均为轻伤`` and ``17人因吸入刺激性气体就医``."""
        if gassed := p.GASSED.match(self.text, token.end, self.end):
            return _Found("poisoned", token.start, gassed.end())
        hurt_before = "伤" in self.text[self.start : token.start]
        if hurt_before and (badly := p.BADLY_OFF.match(self.text, token.end, self.end)):
            return _Found("seriously_injured", token.start, badly.end(), "part")
        match = p.WOUNDED_BEHIND.match(self.text, token.end, self.end)
        joined = self.text[token.start - 1 : token.start] in ("和", "及", "与", "、") and not (
            p.PERSON_TOO.search(self.text, max(self.start, token.start - 12), token.start)
        )
        if joined or match is None or match.lastgroup is None:
            return None
        return _Found(match.lastgroup, token.start, match.end())

    def _found_dead(self, token: _Token) -> bool:
        """``失踪的4人已全部找到，均已遇难``."""
        return _ALL_DEAD.match(self.text, token.end, min(self.end, token.end + 2 * _WINDOW)) is not None

    def _prefers_right(self, token: _Token, left: _Found, right: _Found) -> bool:
        """``被困12人全部遇难`` and ``中毒6人死亡`` count the dead; ``受伤3人死亡2人`` counts the hurt."""
        if self.text[token.start - 1] == "的":
            return right.role != "weak"
        if _AGENT_DIES.match(self.text, token.end):
            return False
        counted_on = _COUNT_FOLLOWS.match(self.text, right.end) is not None
        return right.name == "deaths" and left.name != "deaths" and not counted_on

    def _left(self, token: _Token, used: int) -> _Found | None:
        start = max(used, token.start - _WINDOW, self.start)
        match = p.LEFT.search(self.text[start : token.start])
        if match is None or match.lastgroup is None:
            before = self.text[start : token.start]
            return self._ill(token, before) if self.poisoning else self._cared_for(token, before)
        name = next(k for k, v in match.groupdict().items() if v is not None)
        if match["among"]:  # 死者中有2名老人; of 伤者中有1人 what follows says how badly they are hurt
            return _Found(name, start + match.start(), token.end, "part") if name == "deaths" else None
        if match[name] == "没了" and not _DISASTER.search(self.text):
            return None
        if name in ("trapped", "missing") and p.SAVED.match(self.text, token.end, self.end):
            return None  # 5名被埋人员2人获救: those who are safe again
        role: Role | None = "weak" if match["struck"] else None
        if role and p.DIES.search(self.text, token.end, self.end):
            return None  # 撞倒3人，其中1人死亡: how many of them were hurt it does not say
        if match["from"]:
            role = "from"
        elif match["up"] or match["corrected"]:
            role = "update" if match["up"] else "correction"
        return _Found(name, start + match.start(), token.end, role)

    def _cared_for(self, token: _Token, before: str) -> _Found | None:
        """``住院治疗113人``: hurt, where no illness is told of."""
        if p.IN_CARE.search(before) is None or p.ILLNESS.search(self.text):
            return None
        return _Found("injured", token.start, token.end, "weak")

    def _ill(self, token: _Token, before: str) -> _Found | None:
        """``累计就诊126人``, ``报告病例增至132例``: those who fell ill, before their count."""
        if p.CARED_FOR.search(before):
            return _Found("poisoned", token.start, token.end, "weak")
        ill = p.ILL.search(before)
        return _Found("poisoned", token.start, token.end, "update" if ill["up"] else None) if ill else None

    def _right(self, token: _Token, limit: int) -> _Found | None:
        match = p.RIGHT.match(self.text, token.end, limit)
        if match is None or p.NOT_IN_GAP.search(match["gap"]):
            return self._unwell(token, limit)
        name = next(k for k, v in match.groupdict().items() if v is not None and k != "gap")
        if badly := self._all_badly_hurt(name, match.end()):
            return _Found("seriously_injured", token.start, badly.end())
        if p.NOT_BEHIND.match(self.text, match.end()):
            return None
        weak = p.NOUN_BEHIND.match(self.text, match.end()) or match[name] in {
            "伤者",
            "伤员",
            "死者",
            "遗体",
            "尸体",
        }
        if name in ("trapped", "missing") and (
            self._rescued(token, match.end())
            or p.PARTED.match(self.text, match.end(), self.end)
            or p.OUT_AGAIN.match(self.text, match.end(), self.end)
        ):
            return None
        return _Found(name, token.start, match.end(), "weak" if weak else None)

    def _all_badly_hurt(self, name: str, end: int) -> re.Match[str] | None:
        if name != "injured":
            return None
        here = p.BADLY_HURT.match(self.text, end, self.end)
        return here or (None if self.poisoning else p.ALL_BADLY_HURT.match(self.text, end))

    def _unwell(self, token: _Token, limit: int) -> _Found | None:
        if self.poisoning and (ate := p.ATE.match(self.text, token.end, self.end)):
            return None if _SPARED.search(ate["gap"]) else _Found("poisoned", token.start, ate.end())
        match = p.UNWELL.match(self.text, token.end, limit) if self.poisoning else None
        if match is None or p.NOT_IN_GAP.search(match["gap"]):
            return None
        if match["care"] and p.STILL_CARED_FOR.search(
            self.text[max(self.start, token.start - 6) : token.start]
        ):
            return None  # 尚有4人住院: those who are left, not all
        return _Found("poisoned", token.start, match.end(), "weak" if match["care"] else None)

    def _rescued(self, token: _Token, end: int) -> bool:
        noun = p.NOUN_BEHIND.match(self.text, end)
        if p.RESCUED.match(self.text, noun.end() if noun else end):
            return True
        before = self.text[max(self.start, token.start - 12) : token.start]
        return p.RESCUED_BEFORE.search(before) is not None and not _BEING_SOUGHT.search(before)

    def _mention(self, token: _Token, found: _Found, seen: set[str]) -> Mention | None:
        value = token.number.value
        vague = value is None and found.name == "deaths"
        if vague:
            value = token.least
        if found.role == "from" or value is None or value != int(value):
            return None
        if not 0 <= value <= _MOST_PEOPLE or self._supposed(token):
            return None
        clause = self._clause(token)
        role, added = self._role(token, found, clause, seen)
        manner = _manner(clause + self.text[token.start : found.end]) if found.name == "deaths" else None
        start = min(token.start, found.start)
        if both := _BOTH_SEXES.match(self.text, token.end):
            value += read_number(both["others"]).value or 0
        if found.end > token.end:
            value += _PERSON_BEHIND.search(self.text, token.end, found.end) is not None
        before = p.PERSON_TOO.search(self.text, max(self.start, token.start - 12), token.start)
        if (
            before
            and found.name in ("deaths", "injured", "seriously_injured", "light", "missing", "trapped")
            and found.start == token.start
        ):
            both_drive = _BOTH_DRIVERS.search(self.text, max(0, before.start("who") - 4), before.start("who"))
            value, start = value + 1 + (both_drive is not None), before.start("who")
        elif found.name in ("injured", "light") and p.PASSENGERS.match(self.text, token.end - 1):
            driver = p.DRIVER_TOO.search(self.text, max(self.start, token.start - 24), token.start)
            value, start = value + bool(driver), driver.start("who") if driver else start
        return Mention(
            found.name, int(value), "at_least" if vague else token.number.bound, start, max(token.end, found.end),
            role, manner, added, sentence=self.number, vague=vague, relation=self._relation(token, found),
        )  # fmt: skip

    def _relation(self, token: _Token, found: _Found) -> Relation | None:
        if found.role == "added":
            return "joined"
        if found.role in ("correction", "update"):
            return None
        rest = _REST.search(self.text, max(self.start, token.start - 4), token.start)
        return "rest" if rest else None

    def _supposed(self, token: _Token) -> bool:
        near = max(self.start, token.start - 24)
        return bool(p.SUPPOSED.search(self.text, near, token.start)) or self._supposed_from < token.start

    @cached_property
    def _supposed_from(self) -> int:
        match = p.SUPPOSED_FROM.search(self.text, self.start, self.end)
        return match.start() if match else self.end

    def _clause(self, token: _Token) -> str:
        left = self.text[max(self.start, token.start - _WINDOW) : token.start]
        cuts = [m.end() for m in _CLAUSE_START.finditer(left)]
        return left[cuts[-1] if cuts else 0 :]

    def _role(self, token: _Token, found: _Found, clause: str, seen: set[str]) -> tuple[Role, bool]:
        added = p.ADDED.search(clause) is not None or _REST.search(clause) is not None
        if found.role:
            return found.role, added or found.role == "added"
        if moved := p.MOVED_TO.search(clause):  # 现更正为2人死亡, 升至12人遇难
            return ("update" if moved["up"] else "correction"), added
        if found.name in ("trapped", "missing") and (
            _STILL.search(clause + self.text[token.end : found.end])
            or (added and _FREED.search(self.text, max(0, token.start - 60), token.start))
        ):
            return "correction", added
        if self._is_part(token, seen):
            besides = found.name == "deaths" and "deaths" in seen and self._died_of_hurt(token)
            return ("added", True) if besides else ("part", False)
        if found.name in seen and (self._of_those(found) or (added and self._breaks_down())):
            return "part", False
        if added:
            return "added", True
        if found.name == "injured" and found.name in seen and _WOUND.search(self.text, token.end, found.end):
            return "part", False  # 5人受伤，2人骨折
        counted = p.TOTAL.search(clause) or _HOW_MANY.search(self.text, found.start, token.start)
        return ("total" if counted else "plain"), False

    def _of_those(self, found: _Found) -> bool:
        """``2人死亡：死者一名是工人`` speaks of those who were just counted."""
        return found.name == "deaths" and self.text.startswith(("死者", "遇难者"), found.start)

    def _breaks_down(self) -> bool:
        """``其中3人当场死亡，另有2人…死亡`` takes apart what the sentence before counted."""
        return self.start > 0 and _FROM_AMONG.match(self.text, self.start) is not None

    def _died_of_hurt(self, token: _Token) -> bool:
        """``17人被送往医院，其中3人不治``: they come on top of those who are counted as dead before."""
        return self.last in _ALIVE and _AMONG.search(self.text, self.start, token.start) is not None

    def _is_part(self, token: _Token, seen: set[str]) -> bool:
        left = self.text[max(self.start, token.start - _PART_CHARS) : token.start]
        if seen and left.count("（") > left.count("）"):
            return True
        part = max((m.end() for m in p.PART.finditer(left)), default=-1)
        return part > max((m.end() for m in p.RESET.finditer(left)), default=-1)


def _manner(words: str) -> Manner | None:
    if p.HOSPITAL.search(words):
        return "hospital"
    return "scene" if p.SCENE.search(words) else None
