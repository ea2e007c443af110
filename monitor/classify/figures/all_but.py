"""All of a number of people but those who are excepted: 车上9人除1名孩子受伤外全部死亡, 载有7人的轿车坠河，仅1人生还，其余无一幸免."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from monitor.classify.figures.casualty_patterns import SENTENCE
from monitor.classify.figures.frames import Frames
from monitor.classify.figures.mention import Placed
from monitor.classify.figures.origin import Origins
from monitor.classify.figures.persons_words import ONE, TWO
from monitor.classify.result import Figure, Place
from monitor.text.alternation import compiled
from monitor.text.clean import CleanText
from monitor.text.numerals import NUMBER, read_number

_PEOPLE = "(?:[名位个](?:[一-鿿]{1,4}?)?|人|口(?:人|之家)?)"
_DEAD = "(?:遇难|罹难|死亡|丧生|身亡|丧命|殒命|离世|去世|遇害|牺牲|死[了在于]|没了|没能(?:救|活|出|逃))"
_ALIVE = "(?:生还|幸存|幸免|活(?:着|了?下来)|逃生|获救|逃(?:了?出|脱)|脱险|保住了?[性一]?条?命)"
_EACH = "(?:全部?|均|都|皆|悉数)[^，。；\\d未没无不]{0,6}?"
_NOBODY = "(?:无一(?:人)?|[没无]有?一?个?人?)(?:幸免|生还|幸存)"
_FATE = f"(?:(?P<dead>{_EACH}{_DEAD}|{_NOBODY})|(?P<hurt>{_EACH}(?:受[了轻重]*伤|负伤|挂彩)))"
_OTHERS = "(?:其余|其他|其它|剩下|余下|别的)"
# 2人生还，其余遇难: behind those who came through the word for all may be missing.
_REST_FATE = _FATE.replace(f"{_EACH}{_DEAD}", f"(?:{_EACH})?{_DEAD}(?!者|人员|的)")
_EXCEPTING = re.compile(
    f"(?P<all>{NUMBER}){_PEOPLE}[^。；！？\\d]{{0,14}}?除了?(?P<those>[^。；！？]{{1,24}}?)(?:之外|以外|外)，?(?:{_OTHERS}(?:的?人)?)?，?{_FATE}"
)
_ONLY = re.compile(
    f"(?P<all>{NUMBER}){_PEOPLE}(?![^，。；\\d]{{0,4}}?{_DEAD})[^。；！？\\d]{{0,14}}?(?:仅|只|就(?=剩))(?:有|剩下?)?(?P<those>[^，。；！？]{{1,16}}?)(?P<dead>{_ALIVE}|活(?:的|口)(?=[，。；！？了]|$))(?:，?{_OTHERS}(?:的?人)?，?(?:{_EACH}{_DEAD}|{_NOBODY}))?"
)
_REST = re.compile(
    f"(?P<all>{NUMBER}){_PEOPLE}[^。；！？\\d]{{0,16}}?，(?P<those>[^。；！？]{{1,20}}?)(?:{_ALIVE}|升井|上岸|逃离|[爬跑钻跳走游](?:了)?出|救[起出]|受伤|送医)[^，。；！？\\d]{{0,6}}?，{_OTHERS}的?[^，。；！？\\d]{{0,5}}?{_REST_FATE}"
)
# 船上13人，救上来俩，剩下的都没了: those who came through are counted behind.
_REST_BEHIND = re.compile(
    f"(?P<all>{NUMBER}){_PEOPLE}[^。；！？\\d]{{0,16}}?，?(?:只|就|才|仅|一共|总共)*(?:[救捞跑逃爬拉拽捡]|被?[救捞])(?:起|出|上|下)来?了?(?P<those>{NUMBER}(?:[名位个]人?|人)?)[^，。；！？\\d]{{0,6}}?，{_OTHERS}的?[^，。；！？\\d]{{0,5}}?{_FATE}"
)
_SURVIVORS = re.compile(
    f"(?:[车船机屋楼井洞上里内载坐住行]|拉[了着])(?:共|有|一共|的|了|着)*(?P<all>{NUMBER})(?:[名位]|个?人)[^。！？]{{0,60}}?(?P<dead>(?:活下来|生还|幸存)的|幸存者|生还者)(?:一共|总共|共|只|仅|就)?(?:有|剩)?(?P<those>{NUMBER}(?:[名位个]|人))"
)
# 载有38人的大客车侧翻。除1名乘客当场死亡外，车上人员都受了伤.
_ABOARD = re.compile(
    f"(?:[载坐乘拉]有?|共有?)(?P<all>{NUMBER}){_PEOPLE}[^；！？\\d]{{0,30}}?除了?(?P<those>[^。；！？]{{1,24}}?)(?:之外|以外|外)，?(?:[车船机楼]上|[车厢屋舱]内)的?{_OTHERS}?的?(?:人员|乘客|旅客|人)，?{_FATE}"
)
# 一家五口除母亲遇难外，其余4人受伤: the others are read by their own count.
_EXCEPTING_REST = re.compile(
    f"(?P<all>{NUMBER}){_PEOPLE}[^。；！？\\d]{{0,14}}?除了?(?P<those>[^。；！？]{{1,24}}?)(?:之外|以外|外)，?{_OTHERS}的?(?P<rest>{NUMBER})(?:[名位个]|人)"
)
# 10人中已有6人找到，其中生还者2人: of those who were found the others are dead.
_FOUND = re.compile(
    f"(?P<n>{NUMBER})(?:[名位个]人?|人)[^，。；\\d]{{0,6}}?(?:找到|寻获|发现|打捞|搜救出|救出)[^，。；\\d]{{0,4}}，其中[^，。；]{{0,4}}$"
)
_SIGNS = (
    (re.compile("除[^。]*外"), _ABOARD),
    (re.compile("除"), _EXCEPTING),
    (re.compile("除[^。]*外"), _EXCEPTING_REST),
    (compiled("[仅只]|就剩"), _ONLY),
    (re.compile("[其剩余]"), _REST),
    (re.compile("[其剩余别]"), _REST_BEHIND),
    (compiled("活下来|[生幸][还存]"), _SURVIVORS),
)
_NEXT = 70
_COUNTED = re.compile(f"(?:{ONE})?(?P<n>{NUMBER})(?:[名位个](?:[一-鿿]?(?:{ONE}))?|人(?!民))")
# 救上来俩
_BARE = re.compile(NUMBER)
_PAIR, _PERSON = re.compile(TWO), re.compile(f"(?:{ONE})(?!的(?!人))")
# 其余12人全部遇难 is read by its own count.
_OTHER_COUNT = re.compile(f"{_OTHERS}的?{NUMBER}")
_DIED = re.compile(f"{_DEAD}|抢救无效|不治|没[能有]?(?:抢?救|挺)")
_WOUNDS = {"seriously_injured": re.compile("重伤|伤势[较很]?重"), "injured": re.compile("伤")}


def all_but(
    title: CleanText, text: CleanText, placed: Sequence[Placed], reported: date | None
) -> Mapping[str, Figure]:
    """The dead or the hurt of whom a field says only how many there were and who came through, and the wounds of these.

    A number stands in for what was read of its figure in those words alone; one that is told elsewhere outweighs it.
    """
    out: dict[str, Figure] = {}
    for clean, heading in ((text, title.text), (title, "")):
        for match in _told(clean.text, reported):
            origins = Origins(clean.text, heading)
            if origins.denied_soon(*match.span()):
                continue
            place = Place("text" if clean is text else "title", *clean.source_span(*match.span()))
            origin = origins.at(match.start())
            for name, number in _numbers(match).items():
                own = [m.place for m in placed if m.mention.name == name and m.mention.value]
                if name not in out and all(o.is_within((place,)) for o in own):
                    out[name] = Figure(number, "exact", origin, (place,))
    return out


def _told(words: str, reported: date | None) -> Iterator[re.Match[str]]:
    """Where it is told of what happened now."""
    signs = [(sign, pattern) for sign, pattern in _SIGNS if sign.search(words)]
    if not signs:
        return
    frames = Frames(words, reported)
    for sentence in SENTENCE.finditer(words):
        for sign, pattern in signs:
            # Who was aboard is told in the sentence before.
            ends = sentence.end() + (_NEXT if pattern is _ABOARD else 0)
            if not sign.search(words, sentence.start(), ends):
                continue
            match = pattern.search(words, sentence.start(), ends)
            if (
                match
                and (pattern is _EXCEPTING_REST or not _OTHER_COUNT.search(match[0]))
                and frames.of(sentence.span(), *match.span()) == "now"
            ):
                yield match


def _numbers(match: re.Match[str]) -> Mapping[str, int]:
    whole, left = int(read_number(match["all"]).value or 0), people_in(match["those"])
    if match.re is _SURVIVORS and (found := _FOUND.search(match.string, match.start(), match.start("dead"))):
        whole = int(read_number(found["n"]).value or 0)
    if not 0 < left < whole:
        return {}
    if match.re is _EXCEPTING_REST:
        all_told = left + (read_number(match["rest"]).value or 0) == whole
        return {"deaths": left} if all_told and _DIED.search(match["those"]) else {}
    spared = {name: left for name, wound in _WOUNDS.items() if wound.search(match["those"])}
    if match["dead"]:
        return {"deaths": whole - left} | spared
    if _DIED.search(match["those"]):
        return {"deaths": left, "injured": whole - left}  # 除司机遇难外，都受了伤
    return spared | {"injured": whole if spared else whole - left}


def people_in(words: str) -> int:
    """How many the words name: by count, in pairs and one by one."""
    if _BARE.fullmatch(words):
        return int(read_number(words).value or 0)
    counted = sum(int(read_number(match["n"]).value or 0) for match in _COUNTED.finditer(words))
    rest, pairs = _PAIR.subn("，", _COUNTED.sub("，", words))
    return counted + 2 * pairs + len(_PERSON.findall(rest))
