"""The casualty word that names a count of people: before it, behind it, or in the clause that follows."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.count_deaths import AGENT_DIES, WINDOW, CountDeaths
from monitor.classify.figures.count_wounds import wounded_behind
from monitor.classify.figures.critical_state import goes_on_so
from monitor.classify.figures.mention import Named, Role, Token
from monitor.classify.figures.plain_fates import (
    DISASTER,
    are_no_people,
    is_not_of_death,
    not_escaped,
    tells_of_shut_in,
    went_for_good,
)
from monitor.text.numerals import BEFORE, NUMBER

_PERIL_CHARS = 120
_GOT_OUT = re.compile("(?:救出|搜救|营救|解救|救下|搜出|疏散|转移)(?:了|出)?$")
_STILL = re.compile("仍有|尚有|还有|仍然有|剩余|仍")
# 尚有2人在玉米堆内; not 还有2人在医院里.
_INSIDE = re.compile(
    "(?:人|工人|矿工|群众|村民|乘客|人员)?(?P<still>仍|还|尚)?在(?:(?:[车罐井洞坑矿仓]|废墟|隧道|玉米|粮|煤|土|渣|砖|瓦|泥|石|巷道|电梯|缆车|车厢|驾驶室)[^，。；\\d医院]{0,4}?)?(?:里[头面边]?|内|下[面头]?|底下|其中)(?=[，。；！]|$)"
)
_BEING_SOUGHT = re.compile("(?:仍|正|还|继续|全力)[^，。；]{0,4}(?:寻找|搜寻|搜救|搜索)[^，。；]{0,4}$")
_COUNT_FOLLOWS = re.compile(f"{BEFORE}?(?:{NUMBER}|[数多几若])")
# 面包车内7人当场死亡4人: seven were in it.
_NOT_OF_ALL = re.compile(
    f"[^，。；\\d]{{0,4}}?(?:(?:当场|中)(?:死亡|遇难|身亡|受伤)|死了){NUMBER}(?:人|名|个)(?=[，。；、）]|$)"
)
# 一名参与施救的村民冻伤: what brought them there is not what befell them.
_WHO_CAME = re.compile("^(?:参与|参加|前来|前往|赶来|赶到|正在?)[^，。；\\d]{0,8}?的(?=[一-鿿])")
# 26人前往镇医院就诊
_TO_DOCTOR = re.compile("前往[^，。；\\d]{0,10}?(?:医院|卫生院|卫生[所室]|诊所|[一二三]院)")
_ASIDE_CHARS = 40
_NOT_OUT = re.compile("出来|升井|上来|逃出|撤出|脱困|救出")
# 两名行人被压，其中一人重伤: the word tells how they were hurt, not that they cannot get out.
_ONLY_STRUCK = re.compile("[^。；]{0,30}?(?:重伤|骨折|死亡|身亡|轻伤|受伤|ICU|送医|不治)")
_STILL_OR_NOT = re.compile("[仍还正尚未没]")
_GONE_FROM_SIGHT = re.compile("落水|坠江|坠河|溺水|[冲卷]走|沉没|翻沉|失踪|失联|走失|被困|山洪|游泳|下水")
_TO_CARE = re.compile("送|在(?:全力|紧急)?(?:抢救|救治)")
_ALIVE = frozenset({"injured", "seriously_injured", "light"})
# 除母子三人外，受伤的还有18名住户: what follows names the others.
_OTHERS_THAN = re.compile(
    "(?P<others>[^，。；\\d]{0,6}?)(?:之外|以外|外)[，]?[^，。；\\d]{0,12}?(?:还|另|也|又)有"
)
_SPARED = re.compile("部分|有人|有的|个别|不少|[多几数]名|一些|一名|其中|没有?[吃喝]|未[吃喝食饮]|无[一人]")
_NOBODY = re.compile("(?<!有)(?:没有?|无|未有)(?:任何)?(?:[一1]?(?:[名个位]|个?人)|[一1][名个位]人)")
_DISCHARGED = re.compile("出院|回家|离院|好转|痊愈|康复|离开")
_WHERE_ALSO = re.compile(f"(?:医院|卫生院|诊所|[一二三]院)[^。；]{{0,12}}?{NUMBER}[名人个位例]")
ALL_ILL = re.compile("合计|总计|一共|共计|加起来")
_ALL_ILL = re.compile(f"(?:{ALL_ILL.pattern}|累计)(?:有|是|为|达)?$")
# 死了3个伤了5个 and 死了3人受伤5人: the next count has a word of its own.
_NEXT_COUNT = re.compile(
    rf"了?(?:有|得有|起码|至少|不止|整整|足足)?{NUMBER}(?:个|口|条|名|人)?(?:人|孩子|学生|工人|老人)?(?=[，。；！？、…\s]|$|还|另|剩|其)"
)
# 一男子打死10名村民, 一名男子先后刺伤6人: who did it is none of them.
_DONE_TO = re.compile("(?<!被)(?:[打撞砸轧压炸毒捅砍杀勒掐踩刺]死|[捅砍刺扎咬殴打]伤|杀害|[枪射残]杀)$")
_HARMED = frozenset({"injured", "seriously_injured", "light"})
_WHOM = re.compile(f"了?[^，。；：、！？\\d被]{{0,6}}?{NUMBER}(?:名|个|人|口|位)")
_IN_ALL = re.compile("(?:共计|总计|一共|合计|累计)[已有确认]*(?:死亡|遇难|罹难|丧生|身亡)$")
_IN_ALL_CHARS = 10
_DOCTOR_CHARS = 90
# 转移10万人，集中安置2万人: the latter are of the former.
_SETTLED = re.compile("(?:集中|紧急|临时|妥善|就近)安置")
# 二十多个学生，一个受伤的都没有.
_NONE_OF_THEM = re.compile("[^，。；\\d]{0,6}，?一个(?:受?伤|死|出事)的(?:人)?[都也]没")
# 登记在册病例82人, 定为病例的是142人, 实际是71人: those who are left when each is counted once and the merely anxious are not.
_SET_RIGHT = re.compile(
    "(?:(?:登记在册|在册|登记|定为|确认为|判定为|认定为?|核定为?)的?(?:[^，。；\\d]{0,6}?)(?:病例|患者)(?:数|人数)?的?|实际(?:人数|病例数?|患病人数)?|(?:除去|去掉|去除|扣除|剔除|刨去)了?[^，。；\\d]{0,8}?(?:重复|两家|两[次回头]|几家)的?[^，。；\\d]{0,6}，?)(?:一共|共计?|合计|总共|就|只|是|为|有)*$"
)
_AT_DOCTORS = re.compile("医院|卫生院|诊所|就诊|输液|患儿|急诊|挂水")
# 共接诊82人次，因为有人来了两趟，实际是71人: who came twice is one.
_IN_TRUTH = re.compile("人次[^。；]{0,20}?实际(?:上|只|就|人数|患者|病人)*(?:是|为|有|共)$")
_VISITS_CHARS = 40
# 死者亲属等四十余人将遗体抬至…: they carry a body, they are none.
_HANDLES = re.compile(
    "(?<!被)(?:[将把抬运抱背扛围搬捞埋葬认领停]|护送|送|看到|看见|发现|找到|打捞|收殓|处理|寻找)"
)
_BURIES = re.compile(
    "(?:我们|咱们?|村[里民]人?们?|乡亲们?|大[伙家]|人们|家家|亲[友属]们?|家属们?)[^，。；\\d塌垮滑压]{0,12}$"
)
_GRAVE = re.compile("坟|棺|墓|入土|下葬|安葬|一个坑|[挖刨]坑")
_BURIAL_CHARS = 24


# 人民医院收了13个，重的有3个
_HURT_OR_TAKEN_IN = re.compile("伤|院[^，。；]{0,4}[收接]")
# 三百人持刀械斗，两人重伤: the two are.
_OF_OTHERS = re.compile(f"，[^，。；]{{0,4}}?{NUMBER}(?:名|位|人)")


class CountWords:
    """The casualty words around the counts of one sentence."""

    def __init__(self, text: str, span: tuple[int, int], poisoning: bool) -> None:
        self.text, (self.start, self.end) = text, span
        self.poisoning = poisoning
        self._deaths = CountDeaths(text, span)
        self.absent: str | None = None
        """What those who are looked for were last called: missing or trapped."""

    def named(self, token: Token, used: int, end: int) -> Named | None:
        """The figure that a count belongs to; its word lies between ``used`` and ``end``, where the next count begins."""
        found = self._named(token, used, end)
        # 30个人没了四个, 船上12个人淹死了俩: those counted behind the word died, of those before it.
        if found and found.name == "deaths" and found.end > token.end and self._is_of_next(found):
            return None
        if found and found.end > token.end and self._are_some_of_a_family(token, found):
            return None
        if found and found.name in _HARMED and found.end > token.end and self._is_dealt(found):
            return None
        if found and found.name == "deaths" and (dealt := self._dealt_before(token)):
            return dealt
        return found

    def _are_some_of_a_family(self, token: Token, found: Named) -> bool:
        """``一家六口死亡五人``: whether the word behind a family tells of those of it who are counted next."""
        if found.name != "deaths" and found.name not in _HARMED:
            return False  # 一家五口被埋4人遇难
        family = self.text[token.end - 1] in "口子" and "口" in self.text[token.start : token.end]
        return family and _NEXT_COUNT.match(self.text, found.end) is not None

    def _is_dealt(self, found: Named) -> bool:
        """``一名男子先后刺伤6人``: whether the words tell what he did to those counted behind them."""
        dealt = _DONE_TO.search(self.text, found.start, found.end)
        return dealt is not None and _WHOM.match(self.text, found.end) is not None

    def _dealt_before(self, token: Token) -> Named | None:
        """``砍伤两人后跳楼身亡``: those counted are whom he hurt or killed, and he died."""
        dealt = _DONE_TO.search(self.text, max(self.start, token.start - 3), token.start)
        if dealt is None or AGENT_DIES.match(self.text, token.end) is None:
            return None
        return Named("injured" if dealt[0].endswith("伤") else "deaths", dealt.start(), token.end)

    def _is_of_next(self, found: Named) -> bool:
        end = found.end
        if _IN_ALL.search(self.text, max(found.start, end - _IN_ALL_CHARS), end) and _WHOM.match(
            self.text, end
        ):
            return True  # 其余14人及后来发现的人员共计遇难54人
        if _DONE_TO.search(self.text, found.start, end) and _WHOM.match(self.text, end):
            return True
        ends = self.text.endswith("了", self.start, end) or self.text.startswith("了", end)
        return ends and _NEXT_COUNT.match(self.text, end) is not None

    def _named(self, token: Token, used: int, end: int) -> Named | None:
        if _NONE_OF_THEM.match(self.text, token.end, self.end):
            return None
        if others := _OTHERS_THAN.match(self.text, token.end, end):
            end = others.end("others")
        if dead := self._deaths.in_plain_words(token):
            return dead
        limit = min(end, token.end + WINDOW)
        left = None if p.DEAD_AND_HURT.match(self.text, token.end) else self._left(token, used)
        if token.bare:
            return left
        if left is None and _NOT_OF_ALL.match(self.text, token.end, self.end):
            return None
        right = self._right(token, limit)
        if right and right.name == "trapped":
            right = self._hurt_there(token, right, end)
        if right and (self._is_saved(token, right) or self._took_some(right)):
            return None
        if right and right.name in _ALIVE:
            right = self._gravest(token, right, end)
        if left is None and (right is None or token.life):
            return (
                right
                or self._deaths.lost(token, limit)
                or self._deaths.died(token)
                or self._deaths.killed(token, used)
                or self._deaths.one_more_body(token)
                or self._deaths.dead_ones(token, used)
                or self._sought(token)
                or (None if others else self._wounded(token, end))
                or self.in_care(token, limit)
                or self._recovered(token)
            )
        lost = left if left else right
        if (
            lost
            and lost.name in _ALIVE
            and (died := self._deaths.died_later(token, max(token.end, lost.end)))
        ):
            return Named("deaths", token.start, died)
        if lost and lost.name in ("missing", "trapped") and self._deaths.found_dead(token, lost):
            return Named("deaths", token.start, max(token.end, lost.end))
        if left is None or left.role == "from":
            return left or right
        return right if right and self._prefers_right(token, left, right) else left

    def _hurt_there(self, token: Token, right: Named, end: int) -> Named:
        """``14名被困者有不同程度的软组织挫伤``: hurt, whatever they are called."""
        noun = p.NOUN_BEHIND.match(self.text, right.end)
        wound = wounded_behind(self.text, noun.end(), end) if noun else None
        return Named(wound[0], token.start, wound[1]) if wound else right

    def _is_saved(self, token: Token, right: Named) -> bool:
        """``获救9人遇难3人``: the word behind belongs to the next count."""
        if _COUNT_FOLLOWS.match(self.text, right.end) is None:
            return False
        return p.SAVED_BEFORE.search(self.text, max(self.start, token.start - 8), token.start) is not None

    def _took_some(self, right: Named) -> bool:
        """``四口冲走三口``: the flood took those whom the next number counts."""
        took = self.text.endswith(("冲走", "卷走"), 0, right.end)
        return took and _COUNT_FOLLOWS.match(self.text, right.end) is not None

    def _sought(self, token: Token) -> Named | None:
        """``其余2人仍在搜寻``: still missing, or still trapped."""
        if left_inside := not_escaped(self.text, token.end, self.end):
            return Named("trapped", token.start, left_inside)
        if inside := self._still_inside(token):
            return Named("trapped", token.start, inside, "correction")
        sought = p.STILL_SOUGHT.match(self.text, token.end, self.end)
        if sought is None:
            return None
        if self._lost_at_sea(token, sought):
            return Named("missing", token.start, sought.end(), "correction")
        left_over = p.LEFT_OVER.search(self.text[max(self.start, token.start - 6) : token.start])
        if not left_over and not (self.absent and _STILL.search(sought[0])):
            return None
        shut_in = _NOT_OUT.search(sought[0]) is not None
        if shut_in and not (self.absent or tells_of_shut_in(self.text)):
            return None
        return Named(
            self.absent or ("trapped" if shut_in else "missing"), token.start, sought.end(), "correction"
        )

    def _still_inside(self, token: Token) -> int | None:
        """Where the words end that leave some of the trapped where they are: 尚有2人在玉米堆内, 2人还在里头."""
        told = _INSIDE.match(self.text, token.end, self.end)
        if told is None or not (self.absent == "trapped" or tells_of_shut_in(self.text)):
            return None
        left = _STILL.search(self.text, max(self.start, token.start - 4), token.start)
        return told.end() if left or told["still"] else None

    def _recovered(self, token: Token) -> Named | None:
        """``7人被困，3人已被救出``: no longer missing or trapped."""
        if self.absent is None:
            return None
        out = p.RECOVERED_BEHIND.match(self.text, token.end, self.end)
        if out is None and self.absent == "missing":
            return None
        if out is None and not p.RECOVERED_BEFORE.search(
            self.text, max(self.start, token.start - 12), token.start
        ):
            return None
        return Named("recovered", token.start, out.end() if out else token.end)

    def _lost_at_sea(self, token: Token, sought: re.Match[str]) -> bool:
        """``小学生落水，一人被救起，一人仍在搜寻中``: nobody has called them missing yet."""
        if self.absent or not _STILL_OR_NOT.search(sought[0]):
            return False
        return _GONE_FROM_SIGHT.search(self.text, max(0, token.start - 120), token.start) is not None

    def in_care(self, token: Token, limit: int) -> Named | None:
        """``还有47个在医院``: hurt, where nothing else is said of them."""
        match = None if self.poisoning else p.IN_HOSPITAL.match(self.text, token.end, limit)
        gap = _TO_CARE.split(match["gap"])[0] if match else ""
        if match and p.UNHURT_BEHIND.match(self.text, match.end(), self.end):
            return None
        if match and not (p.NOT_IN_GAP.search(gap) or p.ACTS.search(gap)):
            # 这仨都在市医院: those who were told of one by one before.
            these = self.text.startswith("这", token.start - 1) and token.number.value != 1
            return Named("injured", token.start, match.end(), "total" if these else "weak")
        if p.PARTS_FOLLOW.match(self.text, token.end, self.end) and p.LEFT_OVER.search(
            self.text, max(self.start, token.start - 6), token.start
        ):
            return Named("injured", token.start, token.end, "weak")  # 其余八人中两人骨折
        stable = None if self.poisoning else p.STABLE.match(self.text, token.end, limit)
        if stable and p.IN_PERIL.search(self.text, max(0, token.start - _PERIL_CHARS), stable.end()):
            return Named("injured", token.start, stable.end(), "weak")
        return None

    def _wounded(self, token: Token, end: int) -> Named | None:
        """``救出2人，均为轻伤`` and ``17人因吸入刺激性气体就医``."""
        moved = p.MOVED_BEHIND.match(self.text, token.end, self.end)
        if moved and not self._walked_out(token, moved.end()):
            return Named("evacuated", token.start, moved.end())
        if gassed := p.GASSED.match(self.text, token.end, self.end):
            return Named("poisoned", token.start, gassed.end())
        if smoked := p.SMOKED.match(self.text, token.end, self.end):
            return Named("injured", token.start, smoked.end())
        told_so = (
            self.poisoning and "中毒" in self.text
        )  # 4人昏迷，2人救回，为硫化氢中毒: who was poisoned is told
        affected = None if told_so else p.AFFECTED_BY_GAS.match(self.text, token.end, self.end)
        if affected and p.GAS.search(self.text):
            return Named("poisoned", token.start, affected.end())
        hurt_before = "伤" in self.text[self.start : token.start]
        if hurt_before and (badly := p.BADLY_OFF.match(self.text, token.end, self.end)):
            return Named("seriously_injured", token.start, badly.end(), "part")
        match = p.WOUNDED_BEHIND.match(self.text, token.end, self.end)
        joined = self.text[token.start - 1 : token.start] in ("和", "及", "与", "、") and not (
            p.PERSON_TOO.search(self.text, max(self.start, token.start - 12), token.start)
        )
        if joined:
            return None
        if match and match.lastgroup and not _OF_OTHERS.search(match[0]):
            return Named(match.lastgroup, token.start, match.end())
        wound = None if self.poisoning else wounded_behind(self.text, token.end, end)
        return Named(wound[0], token.start, wound[1]) if wound else None

    def _gravest(self, token: Token, hurt: Named, end: int) -> Named | None:
        """``一名伤者颈部动脉被砍断，伤情较重``: how badly the one is hurt who was just counted; None where somebody else is."""
        acts = None if hurt.name == "seriously_injured" else p.ACTS.search(self.text, token.end)
        if acts and acts.start() < hurt.end:
            return None
        if hurt.name != "injured" or token.number.value != 1 or self.poisoning:
            return hurt
        wound = wounded_behind(self.text, hurt.end, end)
        badly = wound and wound[0] == "seriously_injured"
        if state := goes_on_so(self.text, hurt.end, end):
            return Named("seriously_injured", token.start, state)
        return Named("seriously_injured", token.start, wound[1]) if wound and badly else hurt

    def _prefers_right(self, token: Token, left: Named, right: Named) -> bool:
        """``被困12人全部遇难`` and ``中毒6人死亡`` count the dead; ``受伤3人死亡2人`` counts the hurt."""
        if self.text[token.start - 1] == "的":
            remains = self.text.startswith(("遗体", "尸体"), right.end - 2)
            return (remains and left.name == "missing") or right.role != "weak"
        if AGENT_DIES.match(self.text, token.end):
            return False
        counted_on = _COUNT_FOLLOWS.match(self.text, right.end) is not None
        return right.name == "deaths" and left.name != "deaths" and not counted_on

    def _left(self, token: Token, used: int) -> Named | None:
        start = max(used, token.start - WINDOW, self.start)
        match = p.LEFT.search(self.text[start : token.start])
        if match is None or match.lastgroup is None:
            before = self.text[start : token.start]
            cared = self._cared_for(token, before)
            if self.poisoning:  # 氯气漏了，进医院的少说四五十
                return self._ill(token, before) or (cared and replace(cared, name="poisoned"))
            return cared
        name = next(k for k, v in match.groupdict().items() if v is not None)
        if match["among"]:  # 死者中有2名老人; of 伤者中有1人 what follows says how badly they are hurt
            return Named(name, start + match.start(), token.end, "part") if name == "deaths" else None
        if match[name] == "重的" and not _HURT_OR_TAKEN_IN.search(
            self.text, self.start, start + match.start()
        ):
            return None
        at = start + match.start()
        if name == "deaths" and are_no_people(self.text, self.start, at):
            return None
        if match[name] == "没了" and (not DISASTER.search(self.text) or is_not_of_death(self.text, at)):
            return None
        if match[name] == "走了" and not went_for_good(self.text, self.start, at):
            return None
        if name == "trapped" and match[name] == "埋" and self._is_burial(token, start + match.start()):
            return None
        if name in ("trapped", "missing") and p.SAVED.match(self.text, token.end, self.end):
            return None  # 5名被埋人员2人获救: those who are safe again
        if name == "trapped" and (
            _GOT_OUT.search(self.text, max(self.start, start + match.start() - 6), start + match.start())
            or p.PARTED.match(self.text, token.end, self.end)
        ):
            return None  # 搜救被困人员39人
        role: Role | None = "weak" if match["struck"] or _SETTLED.match(match[0]) else None
        if role and p.DIES.search(self.text, token.end, self.end):
            return None  # 撞倒3人，其中1人死亡: how many of them were hurt it does not say
        if match["from"]:
            role = "from"
        elif match["up"] or match["corrected"]:
            role = "update" if match["up"] else "correction"
        return Named(name, start + match.start(), token.end, role)

    def _is_burial(self, token: Token, at: int) -> bool:
        """``我们一共埋了四十多个人``, ``两天埋了三十多口人，棺材都不够``: who lays the dead to rest."""
        if _BURIES.search(self.text, max(self.start, at - _BURIAL_CHARS), at):
            return True
        return _GRAVE.search(self.text, token.end, min(self.end, token.end + _BURIAL_CHARS)) is not None

    def _cared_for(self, token: Token, before: str) -> Named | None:
        """``住院治疗113人``: hurt, where no illness is told of."""
        cared = p.IN_CARE.search(before)
        # 送到中医院的一名老汉: what became of him follows.
        if (
            cared is None
            or p.ILLNESS.search(self.text)
            or (before.endswith("的") and token.number.value == 1)
        ):
            return None
        return Named("injured", token.start, token.end, "weak")

    def _ill(self, token: Token, before: str) -> Named | None:
        """``累计就诊126人``, ``报告病例增至132例``: those who fell ill, before their count."""
        if _SET_RIGHT.search(before):
            return Named("poisoned", token.start, token.end, "correction")
        if p.CARED_FOR.search(before):
            return Named("poisoned", token.start, token.end, "weak")
        if _IN_TRUTH.search(self.text, max(self.start, token.start - _VISITS_CHARS), token.start):
            return Named("poisoned", token.start, token.end, "total")
        if _ALL_ILL.search(before) and _AT_DOCTORS.search(
            self.text, max(0, token.start - _DOCTOR_CHARS), token.start
        ):
            return Named("poisoned", token.start, token.end, "total")
        ill = p.ILL.search(before)
        return Named("poisoned", token.start, token.end, "update" if ill["up"] else None) if ill else None

    def _behind_aside(self, token: Token) -> tuple[int, int] | None:
        """Where the words go on behind what stands in brackets right behind a count, and where the next count begins: 3人（含1名儿童）死亡."""
        close = (
            self.text.find("）", token.end, token.end + _ASIDE_CHARS)
            if self.text.startswith("（", token.end)
            else -1
        )
        if close < 0 or close >= self.end:
            return None
        following = p.COUNT.search(self.text, close, min(self.end, close + WINDOW))
        return close + 1, following.start() if following else min(self.end, close + WINDOW)

    def _right(self, token: Token, limit: int) -> Named | None:
        at = token.end
        if aside := self._behind_aside(token):
            at, limit = aside
        match = p.RIGHT.match(self.text, at, limit)
        if match is None or p.NOT_IN_GAP.search(_WHO_CAME.sub("", match["gap"])):
            return self._unwell(token, limit)
        if nobody := _NOBODY.search(self.text, token.end, match.end()):
            return self._right(token, nobody.start())  # 11名中毒者里没有人死亡
        name = next(k for k, v in match.groupdict().items() if v is not None and k != "gap")
        if badly := self._all_badly_hurt(name, match.end()):
            return Named("seriously_injured", token.start, badly.end())
        if p.NOT_BEHIND.match(self.text, match.end()):
            return None
        if match[name] in ("遗体", "尸体") and _HANDLES.search(match["gap"]):
            return None
        weak = p.NOUN_BEHIND.match(self.text, match.end()) or match[name] in {
            "伤者",
            "伤员",
            "死者",
            "遗体",
            "尸体",
        }
        if name == "evacuated" and self._walked_out(token, match.end()):
            return None
        if match[name] in ("被压", "被卡") and _ONLY_STRUCK.match(self.text, match.end(), self.end):
            return None
        if name in ("trapped", "missing") and (
            self._rescued(token, match.end())
            or p.PARTED.match(self.text, match.end(), self.end)
            or p.OUT_AGAIN.match(self.text, match.end(), self.end)
        ):
            return None
        return Named(name, token.start, match.end(), "weak" if weak else None)

    def _walked_out(self, token: Token, end: int) -> bool:
        words = self.text[max(self.start, token.start - 2 * WINDOW) : end]
        return p.WORKERS.search(words) is not None and p.RESIDENTS.search(words) is None

    def _all_badly_hurt(self, name: str, end: int) -> re.Match[str] | None:
        if name != "injured":
            return None
        here = p.BADLY_HURT.match(self.text, end, self.end)
        return here or (None if self.poisoning else p.ALL_BADLY_HURT.match(self.text, end))

    def _unwell(self, token: Token, limit: int) -> Named | None:
        if self.poisoning and (ate := p.ATE.match(self.text, token.end, self.end)):
            return None if _SPARED.search(ate["gap"]) else Named("poisoned", token.start, ate.end())
        if self.poisoning and (patients := p.PATIENTS.match(self.text, token.end, self.end)):
            return Named("poisoned", token.start, patients.end(), "weak")
        match = p.UNWELL.match(self.text, token.end, limit) if self.poisoning else None
        if match is None or p.NOT_IN_GAP.search(_TO_DOCTOR.sub("", _WHO_CAME.sub("", match["gap"]))):
            return None
        if match["care"] and self._is_left(token):
            return None  # 尚有4人住院: those who are left, not all
        return Named("poisoned", token.start, match.end(), "weak" if match["care"] else None)

    def _is_left(self, token: Token) -> bool:
        """``尚有4人住院``; but of 卫生院登记42人，还有6人在诊所打了吊针 the six are others."""
        still = p.STILL_CARED_FOR.search(self.text, max(self.start, token.start - 6), token.start)
        if still is None:
            return False
        also = still[0].startswith("还有") and _WHERE_ALSO.search(self.text, self.start, still.start())
        return not (also and not _DISCHARGED.search(self.text, self.start, still.start()))

    def _rescued(self, token: Token, end: int) -> bool:
        noun = p.NOUN_BEHIND.match(self.text, end)
        if p.RESCUED.match(self.text, noun.end() if noun else end):
            return True
        before = self.text[max(self.start, token.start - 12) : token.start]
        return p.RESCUED_BEFORE.search(before) is not None and not _BEING_SOUGHT.search(before)
