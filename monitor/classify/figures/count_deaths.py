"""The deaths that are told around a count of people: 3条人命没了, 一名钢筋工被击中，送医途中死亡, 失踪的4人均已遇难."""

from __future__ import annotations

import re
from functools import cached_property

from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.all_gone import DIG, all_gone
from monitor.classify.figures.fates import GATE, died_behind
from monitor.classify.figures.mention import Named, Token
from monitor.classify.figures.persons_words import ONE
from monitor.classify.figures.plain_fates import GATE as PLAIN_GATE
from monitor.classify.figures.plain_fates import (
    NOT_THEY,
    TAKEN_APART,
    are_devices,
    found_dead,
    no_more,
    none_left,
    went_behind,
)
from monitor.text.numerals import NUMBER

WINDOW = 34
"""How far from a count its casualty word may stand, in characters."""
# Behind the count itself: another count in between would be of those who died.
_NO_PEOPLE = rf"(?:(?!{NUMBER}(?:名|位|个(?![多半]?小时|多?月|星期)|人|具))[^。；])"
_ALL_DEAD = re.compile(
    _NO_PEOPLE
    + "{0,60}?"
    + f"(?:{p.FOUND_DEAD.pattern}|(?:遗体|尸体|尸首)(?:也|都|全部?|均|已经?)+(?:找[到着齐]|寻获|打捞|挖出|捞上))|"
    "[^，。；\\d]{0,10}?(?:找到|寻获|发现|打捞[^，。；\\d]{0,3})，[^，。；\\d]{0,6}?(?:确认|证实)[^，。；\\d]{0,3}(?:遇难|死亡|身亡|罹难)|"
    "[^，。；]{0,10}?(?:埋|困|压|踪|联)[^，。；\\d]{0,6}，(?:后|终|最终|虽)?经?[^，。；\\d]{0,6}?(?:抢救无效|不治|不幸(?:遇难|身亡|死亡))"
)
_DIED_AFTER = re.compile(
    "[^，。；\\d]{0,20}，(?:后|终|最终|虽)?(?:经?(?:全力)?(?:抢救|救治)无效|因伤势?过重|终因[^，。；]{0,8}?)[^，。；\\d]{0,6}?(?:死亡|去世|身亡|离世|不治)(?![\\d一二两三四五六七八九十])"
)
"""Said of the one who was just counted as hurt."""
_LOST = re.compile(
    rf"[^，。；\d]{{0,5}}?{p.NO_MORE.pattern}|(?:[^。；\d]|120(?=医|急救)){{0,20}}?(?:{p.FOUND_DEAD.pattern})|"
    "[^，。；\\d]{0,8}?(?:找到|寻获|发现|打捞[^，。；\\d]{0,3})，[^，。；\\d]{0,6}?(?:确认|证实|不幸|均)[^，。；\\d]{0,3}(?:遇难|死亡|身亡|罹难)|"
    "[^，。；\\d]{0,10}，(?:人|都|全|就|也)*没了(?=[，。！…啊]|$)|"
    "[^，。；\\d]{0,14}，(?:不幸|最终|全部)*(?:葬身|命丧|魂断|殒命)|"
    "[^，。；\\d]{0,6}?(?:再也?)?没(?:能|有)再?(?:走出|活着(?:出来|回来|走出))[^，。；\\d]{0,3}"
)
# 把三人全部拉上来，老冯和小谭已没有生命体征: two of them, by name.
_OTHERS_LOST = re.compile("[一-鿿](?:和|与|及|、)[一-鿿]")
# 3人全部救出，均已无生命体征: to be recovered is not to be saved.
_RECOVERED = re.compile(
    "(?:全部|先后|陆续|均|已|被|都)*(?:救出|救起|找到|打捞(?:上岸|出水|起)?|捞[起上]来?|搜出|抬出|营救)(?:来|出来|上岸)?"
)
_WHO = re.compile(f"(?:[^，。；：\\d]|\\d+(?=岁)){{0,10}}?(?:{ONE})(?:（[^）]{{1,24}}）)?")
# 一名伤者邓某（女，61岁）: the name of the one who was counted.
_NAME = re.compile("[一-鿿](?:某[某甲乙丙丁]?|氏)(?:（[^）]{1,24}）)?|（[^）]{1,24}）")
# 因鼠疫死亡的玉门市赤金镇一名男子: who died is named behind it.
_DEAD_ONES = re.compile("(?:死亡|遇难|身亡|丧生|罹难|去世|牺牲|殉职|溺亡)的[^，。；、：！？和与及\\d]{0,14}$")
# 后院清理出遗体9具，水库打捞上来4具: found at another place.
_FOUND_THERE = re.compile("(?:清理|打捞|捞|挖|找|搜|抬|发现|寻)(?:出来?|上来?|到|获|见)?了?$")
_BODY = re.compile("遗体|尸体")
_BODIES_CHARS = 60
_COUNTED_BODIES = re.compile("(?:遗体|尸体|遇难者|死者|罹难者)[^。；！？\\n]{0,40}[。；！？\\n]+$")
_BROUGHT_UP_TOO = re.compile("(?:又|再|也|还)(?:挖|捞|扒|刨|摸|搜|找|发现|打捞|清理)[出起上到]?了?来?$")
_DEAD_BROUGHT_UP = re.compile("(?:遗体|尸体|遇难者|死者|罹难者)[^；！？\\n救活]{0,40}$")
_STOPS = re.compile(
    "(?=[，。；！？、]|$)(?!，[^。；]{0,12}?(?:有气|活着|生还|呼吸|心跳|送医|医院|抢救|救治|伤))"
)
# 一家六口除父亲遇难外，都受了伤: the father alone.
_ALL_BUT = re.compile("[人口]?(?:之家)?[，中]?除了?[^，。；]{1,14}?(?:之外|以外|外)")
_ONE_MORE = re.compile("(?:又|再|也|还)[^，。；\\d]{0,8}$")
# 又有一具漂到岛边, 又捞上来一具: no 一具模特.
_BODY_OR_STOP = re.compile("(?=[，。；！？、]|$|[被在漂浮从由于已也的沉])")
_OF_THEM = re.compile("[^，。；]{0,8}?(?:家属|亲属|亲人|家庭|父母)")
# 砍伤7人后跳楼身亡: whoever hurt them.
AGENT_DIES = re.compile("[^，。；\\d]{0,4}?(?<!受伤)(?<!被困)(?<!送医)后(?!经|不治|死亡|均|先后|全部)")


_WHOM_CHARS = 18


# 三个逛街的, 两个路过的人: people called by what they did.
_THOSE_WHO = re.compile("[^，。；！？\\d]{1,5}的(?:人|工人|大爷|大妈|老人|孩子|学生)?(?=[，。；！？]|$)")


# 3个人都压在底下没了
_GONE_UNDER = re.compile(
    "[^，。；\\d]{0,6}?[埋压淹烧闷困陷捂](?:在|进|到)?[^，。；\\d]{0,6}?没了(?=[，。；！？…啊]|$)"
)
# 那六个今早找到了，都不在了: those of whom the text has told.
_SUCH = re.compile("[，今昨前早当全都后最找被没]")


class CountDeaths:
    """The words of one sentence that let those die whom it counts."""

    def __init__(self, text: str, span: tuple[int, int]) -> None:
        self.text, (self.start, self.end) = text, span

    @cached_property
    def _tells_death(self) -> bool:
        return GATE.search(self.text, self.start, self.end) is not None

    @cached_property
    def _speaks_plainly(self) -> bool:
        return PLAIN_GATE.search(self.text, self.start, self.end) is not None

    def in_plain_words(self, token: Token) -> Named | None:
        """``抬出来三个没气的``, ``捞上来俩，都没救过来`` and ``一家五口一个都没活下来``."""
        if not self._speaks_plainly:
            return None
        died = found_dead(self.text, token.start, token.end, self.end)
        if died is None and self._counts_people(token):
            number = int(token.number.value or 1)
            died = none_left(self.text, token.end, self.end) or all_gone(
                self.text, token.end, self.end, number
            )
            under = None if died else _GONE_UNDER.match(self.text, token.end, self.end)
            if under and not NOT_THEY.search(under[0]):
                died = under.end()
        if died is None and self.text[token.end - 1] in "个名人位口":
            died = no_more(self.text, token.end, self.end)
        if died and are_devices(self.text, self.start, token.start, died):
            return None
        return Named("deaths", token.start, died) if died else None

    def _counts_people(self, token: Token) -> bool:
        if DIG.match(self.text, token.end):
            return False
        if self.text[token.end - 1] != "个" or p.COUNTS_PEOPLE.match(self.text, token.end):
            return True
        return (
            self.text[: token.start].endswith(("那", "这")) and _SUCH.match(self.text, token.end) is not None
        )

    def lost(self, token: Token, limit: int) -> Named | None:
        """``没了3条人命``, ``12个孩子没了`` and ``9名女工没能逃出来，全部遇难`` say it without a word for dying beside the count."""
        if token.life:
            before = self.text[max(self.start, token.start - 8) : token.start].rpartition("，")[2]
            safe = p.LIVES_AT_STAKE.match(self.text, token.end)
            return None if safe or p.LIVES_SAVED.search(before) else Named("deaths", token.start, token.end)
        match = _LOST.match(self.text, token.end, limit) or _DIED_AFTER.match(self.text, token.end, self.end)
        match = match or went_behind(self.text, token.end, self.end)
        if match and _OTHERS_LOST.search(match[0].rpartition("，")[2]):
            return None
        if match and TAKEN_APART.match(self.text, match.end(), self.end):
            return None
        if match and NOT_THEY.search(match[0]):
            return None
        if match is None or p.NOT_IN_GAP.search(_RECOVERED.sub("", match[0].rpartition("，")[0])):
            return None
        return Named("deaths", token.start, match.end()) if self._counts_people(token) else None

    def died(self, token: Token) -> Named | None:
        """``1人病情恶化，凌晨3时10分去世`` and ``一名钢筋工被拉杆击中，送医途中死亡``."""
        if _ALL_BUT.match(self.text, token.end):
            return None
        if not self._tells_death:
            return None
        noun = _WHO.match(self.text, token.end, self.end)
        at = noun.end() if noun else token.end
        died = died_behind(self.text, at, self.end, many=token.number.value != 1)
        return Named("deaths", token.start, died) if died else None

    def died_later(self, token: Token, end: int) -> int | None:
        """Where it says that those just counted as hurt have died: 2名伤者在手术中离世."""
        died = _DIED_AFTER.match(self.text, token.end, self.end)
        if died is None and (not self._tells_death or AGENT_DIES.match(self.text, token.end)):
            return None
        one = token.number.value == 1
        if one and (name := _NAME.match(self.text, end, self.end)):
            end = name.end()
        return died.end() if died else died_behind(self.text, end, self.end, many=not one)

    def killed(self, token: Token, used: int) -> Named | None:
        """``烧死看店人1名`` and ``砸死了底下三个逛街的``."""
        unit = self.text[token.end - 1]
        if unit not in "人名位口" and not (unit == "个" and _THOSE_WHO.match(self.text, token.end)):
            return None
        # 砍死老人及其儿子、两个孙子共5人: the two are some of the five.
        used = self.start if self.text.endswith("共", self.start, token.start) else used
        killed = p.KILLED_WHOM.search(
            self.text, max(used, token.start - _WHOM_CHARS, self.start), token.start
        )
        return Named("deaths", killed.start(), token.end) if killed else None

    def one_more_body(self, token: Token) -> Named | None:
        """``找到两具遗体，下午又发现一具``."""
        near = max(self.start, token.start - 12)
        found = _FOUND_THERE.search(self.text, near, token.start)
        if self.text[token.end - 1] != "具":
            return self._one_more_dead(token, near)
        more = p.FURTHER.search(self.text, near, token.start) or _ONE_MORE.search(
            self.text, near, token.start
        )
        if not (found or more):
            return None
        if _BODY.search(self.text, self.start, token.start):
            return Named("deaths", token.start, token.end, "added" if found else "weak")
        return Named("deaths", token.start, token.end, "added") if more and self._goes_on(token) else None

    def _one_more_dead(self, token: Token, near: int) -> Named | None:
        """``挖出两名死者，夜里又挖出一名``: called dead no more, but brought up as those were."""
        if self.text[token.end - 1] not in "名位个人" or not _STOPS.match(self.text, token.end):
            return None
        more = _BROUGHT_UP_TOO.search(self.text, near, token.start)
        since = max(0, token.start - _BODIES_CHARS)
        return (
            Named("deaths", token.start, token.end, "added")
            if more and _DEAD_BROUGHT_UP.search(self.text, since, more.start())
            else None
        )

    def _goes_on(self, token: Token) -> bool:
        """``潜水员带出3具遗体。13日清晨，又有一具漂到岛边``: one more of what the sentence before counts."""
        told = _COUNTED_BODIES.search(self.text, max(0, self.start - _BODIES_CHARS), self.start)
        return told is not None and _BODY_OR_STOP.match(self.text, token.end) is not None

    def dead_ones(self, token: Token, used: int) -> Named | None:
        """``因鼠疫死亡的玉门市一名男子``."""
        dead = _DEAD_ONES.search(self.text, max(used, token.start - WINDOW, self.start), token.start)
        if dead is None or _OF_THEM.match(self.text, token.end):
            return None
        return Named("deaths", dead.start(), token.end, "weak")

    def found_dead(self, token: Token, lost: Named) -> bool:
        """``失踪的4人已全部找到，均已遇难``; ``一名村干部被冲走，两天后遗体被找到``."""
        if self.text.startswith(("中，", "里，", "当中，", "之中，"), token.end):
            return False  # 失联的两人中，父亲被找到，已无生命体征
        one = token.number.value == 1 and lost.end > token.end and self._tells_death
        if one and died_behind(self.text, lost.end, self.end):
            return True
        return _ALL_DEAD.match(self.text, token.end, min(self.end, token.end + 2 * WINDOW)) is not None
