"""Victims called by name and joined by 、 or 和 before what befell them: 周某某（男，47岁）和同乡张二顺先后停止呼吸."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.classify.figures.persons_words import ONE, TWO
from monitor.text.alternation import compiled, in_a_row, screened
from monitor.text.names import SURNAME, could_be_name
from monitor.text.numerals import NUMBER, read_number

# Each fate begins where the roll and what is said of its time and manner end.
_FATES = {
    "deaths": "死亡(?!赔|原因|证明|时间|案|率)|身亡|遇难|丧生|罹难|殒命|丧命|溺亡|不治|去世|离世|牺牲|殉职|毙命|"
    "(?:停止|没了|没有了?)(?:呼吸|心跳|气息)|(?:没有|没了|无|失去)生命(?:体征|迹象)|没(?:有|能)?(?:抢救|救)[过回]来|撞死|砸死|烧死|淹死|炸死|被害|遇害|(?<=[都全])(?:没了|走了|没气了|不行了)(?=[，。；！]|$)",
    "seriously_injured": "(?:受|身负)?重伤(?!不治)|伤势(?:较|严|很)重|生命垂危",
    "injured": "受了?(?:轻微?|皮外)?伤(?!害)|轻伤|负伤|骨折|[烧灼烫砸摔划擦炸]伤",
    "missing": "失踪|失联|下落不明|被[^，。；、]{0,4}(?:冲|卷)走",
}
_FATE = screened("|".join(f"(?P<{name}>{words})" for name, words in _FATES.items()))
_FOUND_DEAD = re.compile(
    "(?:被)?(?:打捞|捞|抬|救|拉|挖|扒|找|搜救)(?:了?(?:上|出)(?:来|岸|水)?|到)了?，(?:但|可|均|都|已经?|全|不幸|当时)*(?:遇难|死亡|身亡|罹难|(?:没了|没有了?|停止)(?:呼吸|心跳|气息)|没气了?|(?:没有|没了|无)生命(?:体征|迹象))"
)
# 李某、徐某某因伤重经抢救无效，分别于当日20时、次日凌晨3时死亡: what joins the hours joins no people.
_DIED_IN_TURN = re.compile(
    "(?:(?:虽?[经因]|送医|送往|被送)[^，。；、]{0,20}?，?)?(?:分别|先后|相继|陆续)[于在][^，。；]{2,36}?(?:死亡(?!赔|原因|证明)|身亡|不治|去世|离世|辞世)"
)
_JOINT = compiled("，?(?:以及|还有)|、|和|与|及")
_CLAUSE = re.compile("[，。；！？：“”\\n]")
_LIST_END = re.compile("，(?!以及|还有|和)|[。；！？：“”\\n]")
_ASIDE = re.compile("[（(][^（()）]{1,20}[)）]")
# Between the last of the roll and the fate: when, where and how.
_HOW = re.compile(
    in_a_row(
        "于(?=[昨今当前次凌\\d])|[昨今当前次][天日晚夜晨]|凌晨|清晨|早[上晨]|上午|中午|下午|傍晚|晚上?|夜里|深夜|\\d{1,2}[日时点分]许?|"
        "当场|当即|先后|相继|陆续|均|都|全|双双|也|已经?|却|就|还是|最终|终|不幸|[二两三四五俩]人|(?:送医|抢救|送往医院|送院)(?:后|无效|途中)*|被?(?:宣告|宣布|确认|发现)|此次|事故中|不同程度|分别",
        "被[^，。；、]{1,6}?(?:送医|抢救|送往医院|送院)(?:后|无效|途中)*|[经因][^，。；、和与及]{1,10}?(?:无效|过[重多]|后)|在[^，。；、和与及]{1,10}?(?:中|医院|途中|现场)",
        4,
    )
    + "$"
)
_LISTED = re.compile(
    "(?P<who>死者|遇难者|遇难人员|遇难的|死去的|死亡的|伤者|失踪者)(?:分别|共)?(?:[为是有]|系|包括|包含)：?"
)
_LISTED_AS = {"死": "deaths", "遇": "deaths", "伤": "injured", "失": "missing"}
_CALLED = re.compile(rf"(?P<name>{SURNAME}[一-鿿]{{1,2}})$")
_FAMILIAR = re.compile(
    "(?:(?<![一-鿿])|[友者人员工民乡生亲弟兄机的])[老小阿](?![人师板乡家汉婆伴孩时区学车心])[一-鿿]$"
)
_SOMEBODY = re.compile(f"{SURNAME}某[某甲乙丙丁]?$")
_KIN = re.compile(f"(?:(?P<pair>{TWO})|(?:{ONE}))$")
_COUNTED = re.compile("[一1][名位个]|\\d{1,3}(?:多|个)?(?:周?岁|个?月大)")
_NUMBER = re.compile("[\\d一二两三四五六七八九十几数多]+余?[名位个人]|[们等]")
_GROUP = re.compile(
    f"[^，。；\\d]{{0,20}}?的[一全]家(?P<family>{NUMBER})口|(?:(?P<pair>[一1]对)|(?P<number>{NUMBER})[名位个])[^，。；\\d]{{0,10}}(?:{ONE}|{TWO}|夫[妻妇]|[人童生工民员客娃胎子女])"
)
_OF_THEIRS = re.compile("^(?:其|[他她](?:们)?的?)")
# 陈某、姚某夫妇: the two who are named are the couple.
_COUPLE_OF = re.compile(f"某(?:{TWO})$")
_MOST_CHARS = 120
"""No roll is longer; and a text that repeats one takes no time that grows with its square."""


def find_rolls(text: str, sentence: tuple[int, int]) -> Iterator[tuple[str, int, int, int]]:
    """Rolls of at least two victims in a sentence: the figure, how many, and from where to where the text says so."""
    words = _ASIDE.sub(lambda m: "＿" * len(m[0]), text[slice(*sentence)])
    if _JOINT.search(words) is None:
        return
    for fate in _FATE.finditer(words):
        name = fate.lastgroup or ""
        begins = max((m.end() for m in _CLAUSE.finditer(words, 0, fate.start())), default=0)
        begins = max(begins, fate.start() - _MOST_CHARS)
        count, length = _read_back(_HOW.sub("", words[begins : fate.start()]))
        if count > 1:
            yield name, count, sentence[0] + begins + length, sentence[0] + fate.end()
    for pattern in (_FOUND_DEAD, _DIED_IN_TURN):
        yield from _told_behind(words, sentence[0], pattern)
    for listed in _LISTED.finditer(words):
        stop = listed.end() + _MOST_CHARS
        ends = _LIST_END.search(words, listed.end(), stop)
        count = _read_on(words[listed.end() : ends.start() if ends else stop])
        if count > 1:
            yield (
                _LISTED_AS[listed["who"][0]],
                count,
                sentence[0] + listed.start(),
                sentence[0] + listed.end(),
            )


def _told_behind(words: str, offset: int, pattern: re.Pattern[str]) -> Iterator[tuple[str, int, int, int]]:
    """``司机和另一辆车里的夫妻俩昨晚就打捞上来了，已经遇难``: the roll stands in the clause before, with how they were found."""
    for fate in pattern.finditer(words):
        begins = max((m.end() for m in _CLAUSE.finditer(words, 0, fate.start())), default=0)
        begins = max(begins, fate.start() - _MOST_CHARS)
        count, length = _read_back(_HOW.sub("", words[begins : fate.start()]))
        if count > 1:
            yield "deaths", count, offset + begins + length, offset + fate.end()


def _read_back(words: str) -> tuple[int, int]:
    """How many persons end a clause, and where the last joint-bound part of it that names one begins; 0 where a count stands among them."""
    count, end = 0, len(words)
    joints = [m.span() for m in _JOINT.finditer(words)]
    for opens, starts in [*reversed(joints), (0, 0)]:
        part = words[starts:end]
        persons = _persons(part)
        if persons is None:
            return 0, 0
        if not persons:
            break
        count, end = count + persons, opens
    return count, end


def _read_on(words: str) -> int:
    parts = [_counted(part) or _persons(part) for part in _JOINT.split(words)]
    return sum(part or 0 for part in parts) if all(parts) else 0


def _counted(part: str) -> int:
    """How many a part of a list counts that says who they were: 3名儿童, 一对老夫妻; 0 where it counts none."""
    counted = _GROUP.fullmatch(_OF_THEIRS.sub("", part.rstrip("＿ ")))
    if counted is None:
        return 0
    return 2 if counted["pair"] else int(read_number(counted["number"] or counted["family"]).value or 0)


def _persons(part: str) -> int | None:
    """How many persons the end of a part names: None where it counts them, which is read elsewhere."""
    part = part.rstrip("＿ ")
    if _NUMBER.search(_COUNTED.sub("", part)):
        return None
    if _COUPLE_OF.search(part):
        return 1
    if kin := _KIN.search(part):
        return 2 if kin["pair"] else 1
    if _SOMEBODY.search(part) or _FAMILIAR.search(part):
        return 1
    called = next((m for at in (3, 2) if (m := _CALLED.search(part, max(0, len(part) - at)))), None)
    return int(called is not None and could_be_name(called["name"]))
