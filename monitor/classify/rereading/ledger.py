"""A ledger of the people of a report: who they are, of whom they are a part, and what befell them.

Clause by clause each party (a count, a person) is booked with the fates that are told of it, before or behind, in its own clause or,
where a clause names nobody, in one that goes on about it. Parties that are parts of one before them are booked below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from monitor.classify.figures.casualty_patterns import BACKGROUND, SENTENCE, SUPPOSED, UNRELATED
from monitor.classify.figures.count_deaths import AGENT_DIES
from monitor.classify.figures.frames import Frames
from monitor.classify.figures.persons import NOT_OURS
from monitor.classify.rereading.entries import NEAR, Entry, begins, continues, is_how_badly, is_one_of_two
from monitor.classify.rereading.fate_words import HURT, Told, fates_in
from monitor.classify.rereading.parties import Party, parties_in, rest_in
from monitor.text.alternation import compiled

_CLAUSE = re.compile("[^，：（）()…]+")
# 死亡人数已升至6人, 受伤的九人: what stands between a fate and the count behind it.
_BEFORE_COUNT = re.compile(
    "(?:群众|村民|居民|学生|职工|旅客|乘客|工人)?(?:(?:由|从)[^，。；]{0,10}?(?:增|升|修正|更正|调整)[^，。；]{0,4}?|的|者|了|人数|人员|人|有|已|达|达到|为|是|共|约|近|仅|只|还|也|分别|增至|升至|上升[至到为]|增加[到至]|[更修]正为|[和与及、]|至少|[“”]|加起来)*"
)
_OUT_OF_THEM = re.compile("[^，。；\\d]{0,6}[中里]，[^，。；\\d]{0,8}")
_WHO_DIED = re.compile("(?:死亡|遇难|身亡|罹难|丧生|牺牲)的$")
_JOINED = re.compile("[^，。；：]{0,6}?[、和与及跟](?:其|[他她]的?|以及)?[^，。；：]{0,6}")
_ONLY = re.compile("只有|仅有?|唯一|唯有|只剩|就剩")
_ALIVE = re.compile("活|生还|幸存|幸免|逃|救")
_SO_FAR = re.compile("目前|截至|截止|迄今|至今|暂|已|现在|刚刚|才")
_NONE_LEFT = compiled(
    "(?:没有?|无)(?:一个|任何)?(?:幸存者|生还者?|人(?:生还|幸免|幸存))|无一(?:人)?(?:生还|幸免|幸存)|一个[也都]没(?:能|有)?(?:回来|出来|活)"
)
# What a sentence begins with that goes on about whom the last one named.
_GOES_ON = re.compile(
    "[他她其]们?(?![他余它])|[两二三四五六七八九十\\d]+人|均|都|目前|现|经|随后|最终|最后|后来?|送|不幸|可惜|遗憾|然而|但|可|当|到|等|医生|直到|至今|昨|今|一个[也都]|无一|没有?"
)
_HIM = re.compile("(?:将|把)[其他她](?=[救抬送拉拖])")
# 3名群众受伤，行凶者当场死亡; 15人受伤，其中多人伤势严重: somebody else, or some of them, whom no number counts.
_ANOTHER = re.compile(
    "[^，。；]{0,6}?(?:(?:行凶|肇事|袭击|施暴|作案|纵火|劫持)者|凶手|嫌疑人|嫌犯|歹徒|枪手|暴徒|肇事司机)|"
    # 捅伤5人，被保安开枪打死: whoever did it.
    "[^，。；]{0,4}?被[^，。；]{0,8}?(?:警|保安|士兵|官兵|军人|特警|武警)[^，。；]{0,6}?(?:[打击射枪]死|击毙|枪杀|射杀|击杀|制服|抓获|控制)|[^，。；]{0,3}?被?(?:当场)?击毙|"
    "(?:[^，。；]{0,3}[里中])?有[的些人](?!口)|最后的?[一二两三四五六七八九十\\d]+[名位个]?人?|(?:其中)?[^，。；]{0,4}?(?:[多数]|若干|部分|一些|不少|少数|个别)[名位个]?(?:人|伤[者员]|乘客|旅客|学生|工人|患者)"
)
# 除母子三人外，受伤的还有18名住户: what befell the others befell these.
_BESIDES, _TOO = re.compile("除了?[^，。；]*外"), re.compile("[还也又]")

# 伤者三人：均在县医院; what else stands behind a colon may be of one of them.
_ALL_OF_THEM = re.compile("[^，。；]{0,4}?(?:均|都|全|皆|先后|相继|无一|[他她]们)")
_LIST_HEAD = re.compile("[^，。；\\d]{0,14}：")

# 五个人死了仨, 六人伤了两个: the fate is of those behind it.
_SOME_OF_THEM = re.compile("了(?:[俩仨]|[\\d一二两三四五六七八九十]{1,3}[个人名口])")

# 其余乘客和船员无一生还
_AND = re.compile("[和与及、]")
_THEM = re.compile("，[他她]们")
_ALONE = frozenset("，。；！？\n后时")
# No report tells of so many; a page of one word over and over would be weighed pair by pair.
_MOST_IN_A_CLAUSE, _MOST_ENTRIES, _DEEPEST = 40, 300, 8


class Ledger:
    """The entries of one clean text, in order; ``wider``: with more words for one person."""

    def __init__(self, text: str, reported: date | None = None, *, wider: bool = False) -> None:
        self.text, self.reported, self._wider = text, reported, wider
        self.entries: list[Entry] = []
        self._open: Entry | None = None
        self._reopened = 0
        self._subject: list[Entry] = []
        self._besides: list[Entry] = []
        background = BACKGROUND.search(text)
        frames = Frames(text, reported)
        for number, sentence in enumerate(
            SENTENCE.finditer(text, 0, background.start() if background else len(text))
        ):
            if len(self.entries) > _MOST_ENTRIES:
                break
            self._begin(sentence)
            if not _is_of_others(sentence[0]):
                for clause in _CLAUSE.finditer(text, *sentence.span()):
                    self._book(clause.span(), number, sentence.span(), frames)
        if "关" in text:
            self._set_apart_unrelated()

    def _set_apart_unrelated(self) -> None:
        """``一名老师当晚去世，系突发心梗，与此事无关``: who died of something else is none of the happening's."""
        for entry in self.entries:
            if entry.fate == "dead" and UNRELATED.match(self.text, entry.told[-1].end):
                entry.current = False

    def _begin(self, sentence: re.Match[str]) -> None:
        """A sentence of its own goes on neither about the last one named nor about a part, unless its first words say so."""
        if _is_of_others(sentence[0]):
            self._subject, self._open = [], None
        elif not (_GOES_ON.match(sentence[0]) or _HIM.search(sentence[0])):
            self._subject = []
        while self._open and self._open.parent:
            self._open = self._open.parent

    def _book(self, span: tuple[int, int], number: int, sentence: tuple[int, int], frames: Frames) -> None:
        told = fates_in(self.text, *span)
        found = parties_in(self.text, span, number, wider=self._wider)
        if max(len(told), len(found)) > _MOST_IN_A_CLAUSE:
            return
        rest = rest_in(self.text, span)
        if (
            rest
            and told
            and self._open
            and self._open.left > 0
            and not any(p.relation == "rest" for p in found)
        ):
            found = [p for p in found if p.counted or not _AND.fullmatch(self.text, rest.end(), p.start)]
            found.append(Party(self._open.left, *rest.span(), number, "rest"))
            found.sort(key=lambda p: p.start)
        on = self._tell(found, told)
        entries = []
        for party in found:
            entry = self._enter(party)
            entry.told += [t for t in party.told if t not in entry.told]
            frame = frames.of(sentence, party.start, party.end)
            entry.current, entry.former = frame == "now", frame == "before"
            entries.append(entry)
        if self._besides and told and _TOO.search(self.text, *span):
            for entry in self._besides:
                entry.told += told
        self._besides = entries if _BESIDES.fullmatch(self.text, *span) else []
        begins = self.text[span[0] - 1 : span[0]] == "：" and not _ALL_OF_THEM.match(self.text, *span)
        if not entries and (begins or _ANOTHER.match(self.text, *span)):
            self._subject = []
        elif not entries:
            for entry in self._subject:
                entry.told += on
        self._all_but(span, entries)
        if entries:
            last = {id(party) for party in self._joined(found)}
            self._subject = [e for e, p in zip(entries, found, strict=True) if id(p) in last]

    def _tell(self, found: Sequence[Party], told: Iterable[Told]) -> list[Told]:
        """Give each fate to the party of the clause that it is told of; returns those that are told of nobody named there."""
        on: list[Told] = []
        done = [p for p in found if p.closed]
        last: Told | None = None
        together: list[Party] = []
        for fate in told:
            if any(t.start < fate.end and fate.start < t.end for p in found for t in p.told):
                continue
            if last is not None and (last.fate, last.end) == (fate.fate, fate.start):
                last = fate  # 9名伤者中有1人不治身亡: two words for one death
                continue
            last = fate
            before = [p for p in found if p.end <= fate.start]
            behind = next((p for p in found if p.start >= fate.end), None)
            # 5名伤者中有一人因伤重抢救无效: what follows the part is of the part.
            unset = [p for p in before if p not in done and not (p.relation == "of" and p is not before[-1])]
            near = behind is not None and _BEFORE_COUNT.fullmatch(self.text, fate.end, behind.start)
            if fate.dealt and near and behind not in done:
                unset = []  # 一名男子先后刺伤6人: what he did to others
            some = unset and unset[-1].counted and _SOME_OF_THEM.match(self.text, fate.end)
            family = unset and near and fate.fate in ("dead", *HURT) and self._is_family(unset[-1])
            if some or family:
                owners = [behind] if near and behind is not None else []
            elif unset:
                owners = together = self._joined(unset)
            elif near and behind not in done and behind is not None:
                owners = [behind]
            elif before and before[-1] in together:
                owners = together  # 夫妻与男孩送医后不治: whoever shared the last fate shares the next
            else:
                owners = before[-1:]
            owners = [p for p in owners if fate.fate != "dead" or not self._died_himself(p)]
            for party in owners:
                party.told.append(fate)
                done.append(party)
            if not owners:
                on.append(fate)
        return on

    def _is_family(self, party: Party) -> bool:
        """``一家六口死亡五人``: the fate is of those counted behind it."""
        return party.counted and "口" in self.text[party.start : party.end]

    def _died_himself(self, party: Party) -> bool:
        """``砍伤两人后跳楼身亡``: whoever hurt them."""
        struck = any(t.end <= party.start for t in party.told)
        return struck and AGENT_DIES.match(self.text, party.end) is not None

    def _joined(self, unset: Sequence[Party]) -> list[Party]:
        """``机长、副机长及一名观察员罹难``: all who are joined share what befell the last."""
        out = [unset[-1]]
        for party in reversed(unset[:-1]):
            if not _JOINED.fullmatch(self.text, party.end, out[-1].start):
                break
            out.append(party)
        return out

    def _enter(self, party: Party) -> Entry:
        """Book a party: as one that is known, as a part of one before it, or for itself."""
        known = self._known(party) if party.same or party.relation == "of" else self._again(party)
        whole = None if known else self._whole_of(party)
        if whole and whole.depth >= _DEEPEST:
            whole = None  # a page that says one thing a thousand times
        entry = known or Entry(party, parent=whole)
        if party.relation == "of":
            self._open = entry
            self._reopened = party.end
        if known is None:
            self.entries.append(entry)
        if whole:
            self._open = whole
            whole.parts.append(entry)
        return entry

    def _again(self, party: Party) -> Entry | None:
        """``一名男子头部流血，送到医院时男子已经死亡``: the one before who was called so, where the noun stands alone."""
        if party.counted or party.number != 1 or party.relation != "own" or not party.noun:
            return None
        if self.text[max(0, party.start - 1) : party.start] not in _ALONE:
            return None
        last = next(iter(self._lately(party)), None)
        return last if last and last.number == 1 and last.party.noun == party.noun else None

    def _known(self, party: Party) -> Entry | None:
        """The party before it that these are: 四人 … 四个人都; 司机和一名妇女跳车，两人都有擦伤 means those who were just named."""
        last = self.entries[-party.number :]
        if (
            party.number > 1
            and len(last) == party.number
            and all(e.number == 1 and e.parent is None and e.party.sentence == party.sentence for e in last)
        ):
            return None
        hurt = any(t.fate in HURT for t in party.told)  # 两名伤者先后去世 are none of the two who are dead
        dead = _WHO_DIED.search(self.text, max(0, party.start - 4), party.start)  # 死亡的5人中
        return next(
            (
                e
                for e in self._lately(party)
                if e.number == party.number
                and e.party.counted
                and not (hurt and e.fate == "dead")
                and (dead is None or e.fate == "dead")
            ),
            None,
        )

    def _whole_of(self, party: Party) -> Entry | None:
        """Of whom a party is a part, if the text tells."""
        counts = [e for e in self._lately(party) if e.party.counted or e.number > 1]
        if party.relation == "among":
            fates = {"dead"} if party.fate == "dead" else HURT if party.fate else None
            return next(
                (e for e in counts if e.number > party.number and (fates is None or e.fate in fates)), None
            )
        last = next(iter(counts), None)
        if last and (is_how_badly(party, last) or is_one_of_two(party, last) or self._is_listed(party, last)):
            return last
        if self._open and self._open.parts and self._goes_on_about(party, self._open.parts[-1]):
            return self._open.parts[-1]
        if self._open and (continues(party, self._open) or self._goes_on_listing(party, self._open)):
            return self._open
        if (
            self._open
            and self._open.fate in HURT
            and party.short
            and party.number <= self._open.left
            and _OUT_OF_THEM.fullmatch(self.text, self._reopened, party.start)
        ):
            return self._open  # 6名伤者中，2人不治, where the six were counted before
        return last if last and begins(party, last) else None

    def _is_listed(self, party: Party, last: Entry) -> bool:
        """``10人受伤：骨折的7人，烧伤的3人``, ``11人受伤（重伤2人）``: what follows takes apart those before."""
        near = party.sentence == last.party.sentence and party.number <= last.left and last.fate in HURT
        between = self.text[last.party.end : party.start]
        if near and between.endswith("，有") and self.text[last.party.start - 1 : last.party.start] == "的":
            return True  # 受伤的五个人，有一个今晨去世
        return near and ("：" in between or between.count("（") > between.count("）"))

    def _goes_on_listing(self, party: Party, whole: Entry) -> bool:
        """``接了五个人：一个没救回来；一个颅脑伤得很重；还有一个骨折``: each part in a clause of its own behind the colon."""
        if party.number > whole.left or _LIST_HEAD.match(self.text, whole.party.end) is None:
            return False
        begins = max(self.text.rfind(mark, 0, party.start) for mark in "。；！？\n") + 1
        before = whole.parts[-1].party if whole.parts else whole.party
        if party.sentence == before.sentence:
            return not whole.parts
        beside = party.sentence == before.sentence + 1 and self.text[begins - 1] == "；"
        return beside and (party.short or not party.counted or party.relation in ("rest", "other"))

    def _goes_on_about(self, party: Party, part: Entry) -> bool:
        """``51人中又有38人获救，他们都在医院治疗，3人昏迷``: whether a count is of the part that the words in between speak of."""
        near = party.short and party.relation == "own" and party.number < part.left
        same = party.sentence == part.party.sentence
        return near and same and _THEM.search(self.text, part.party.end, party.start) is not None

    def _lately(self, party: Party) -> Iterable[Entry]:
        return (e for e in reversed(self.entries) if party.sentence - e.party.sentence <= NEAR)

    def _all_but(self, span: tuple[int, int], entries: Sequence[Entry]) -> None:
        """``一家五口只有婴儿活着``, ``没有幸存者``: the others are dead."""
        last = next((e for e in reversed(self.entries) if e.party.counted and e not in entries), None)
        none = _NONE_LEFT.search(self.text, *span)
        if none and last and not entries and not last.told:
            last.told.append(Told("dead", *none.span()))
        only = _ONLY.search(self.text, *span)
        if none or only is None or not _ALIVE.search(self.text, only.end(), span[1]):
            return
        if _SO_FAR.search(self.text, *span):  # 目前仅救出14人: nobody has said that the others are dead
            return
        left = next((e for e in entries if e.party.start >= only.end()), None)
        whole = next(
            (e for e in reversed(self.entries) if e.party.counted and e.party.end <= only.start()), None
        )
        if whole and left and whole.number > left.number and not whole.told:
            lost = Party(whole.number - left.number, whole.party.start, span[1], whole.party.sentence)
            whole.parts.append(Entry(lost, [Told("dead", *only.span())], parent=whole, current=whole.current))


def _is_of_others(sentence: str) -> bool:
    """Whether what a sentence tells is only supposed, or of people who did not come to harm in what is reported."""
    return SUPPOSED.search(sentence) is not None or NOT_OURS.search(sentence) is not None
