"""All whom a text counts are dead by one of its next clauses: 五个老人没跑出来，都走了; 三十四个，一个喘气儿的都没有.

Some words tell of nothing but death (都凉了, 全折里头了). Others (走了, 没了) do only of people who were looked for, brought up or shut in, or
where something has happened that lets nobody go away.
"""

from __future__ import annotations

import re

from monitor.classify.figures.all_but import people_in
from monitor.classify.figures.persons_words import ONE
from monitor.classify.figures.plain_fates import (
    DEAD,
    DEADLY,
    DISASTER,
    NOT_THEY,
    STOPS,
    not_escaped,
    tells_of_shut_in,
)

# 一个扒出来活着，一个扒出来就没气了 tells of each.
_EACH = "(?![^，。；！？]{0,2}(?:一个|有个|另一?个)(?:人|是)?(?:[扒挖捞抬拉救拖抱送跑逃伤]|当场|活|没事|还))"
# 四口冲走三口，…都没气了: the three are. 车上5人，前排两人被卡死: who is counted in between is another party.
_WORD = "(?:(?![俩仨]|剩下|其余|其他|另外|[一二两三四五六七八九十]{1,3}[口名位人]|[二两三四五六七八九十]{1,3}个)[^，。；！？\\d])"
_BETWEEN = f"(?:，{_EACH}{_WORD}{{0,14}}){{0,2}}?，{_EACH}{_WORD}{{0,8}}?"
_ALL = "(?<!不)(?:都|全|全都?|统统|个个|一个个|一块儿?)(?:已经?|当场|活活)*"
_BREATHES = "(?:喘气儿?|有气儿?|出气儿?|活|活着|能?动弹|睁眼|吭声|应声)"
_SURE = (
    f"{_ALL}(?:死了?|遇难了?|遇害了?|牺牲了?|凉(?:透|快)?了?|硬了?|折(?:在)?里[头面边]了?|[撂搭交](?:代)?(?:在)?(?:那儿?|那里|里[头面边])了?"
    f"|[烧压砸埋呛闷淹炸毒憋捂冻熏摔]死了?(?:在[^，。；]{{0,6}})?|{DEAD}了?)"
    "|[捞拽拉抬挖扒][上出][来去]?(?:的时候|时)?(?:人|就|都|全|已经?)*(?:硬|凉|僵|没了?气儿?|没了?心跳|没了?呼吸|断气|没救|不行)了?"
    "|[^，。；]{0,4}发现(?:的?时候?)?(?:人|就|都|全|已经?)*(?:凉透?|硬|僵|没气儿?|断气|没了?呼吸)了?"
    f"|(?:没有?一个|一个[都也]?没)[^，。；]{{0,2}}{_BREATHES}的?|一个(?:还)?{_BREATHES}的[都也]没(?:有|剩)?|一个[都也]没剩下?|一个[都也]没(?:能|有)?(?:救|活)(?:[下过回]来|活|出来)"
    "|(?:(?![一二两三四五六七八九十几]{1,3}[个名位人])[^，。；\\d]){0,12}?(?<![个名位])没(?:能|有)?(?:抢救|救|按|缓)[过回]来"
)
_UNSURE = f"{_ALL}(?:没了?|走了?|不在了)"
_SURELY_GONE = re.compile(f"(?:{_BETWEEN}|，?)(?:{_SURE}){STOPS}")
_GONE = re.compile(f"{_BETWEEN}(?:{_UNSURE}|{_SURE}){STOPS}")
# 三个人没跑出来，当场死亡
_AT_ONCE = re.compile(f"，(?:全|都|均|一起|已)*当场就?(?:死亡|遇难|身亡|死了|没了?气|没了){STOPS}")
# 下污水井三个人，捞上来的时候都没心跳了
_BROUGHT_UP = re.compile("人?，[捞拽拉抬挖扒][上出]来")
# 三口人都走了, where gas or poison has been.
_WENT = re.compile(f"(?:人|孩子|老人)?(?:全|都|全都?)(?:走了|没了|不在了){STOPS}")
_KILLED_ALL = re.compile("中毒|一氧化碳|煤气|煤烟|车祸|爆炸|炸了|大火|火灾|着火|塌了|洪水")
# 十一个弟兄找到的时候都泡了两天了，全走了: they were looked for, or could not get out.
_SOUGHT = re.compile(
    "(?:，[^，。；！？\\d]{0,6}?)?[^，。；！？\\d]{0,12}?(?:找到|[捞挖扒抬掉压埋困冲卷淹陷翻]|中毒|煤烟|煤气|没(?:能|有)?(?:跑|逃|出|上))"
    f"{_WORD}{{0,14}}"
)


# 我们七个人挖，挖出来的时候已经没气了: they dug for another.
DIG = re.compile(
    "人?(?:[一]?[起齐]|合力|动手|轮流|轮换|拼命|用手|徒手|赶紧|赶快|去|来|连夜|就|都)*(?:[挖扒刨](?![出到起])|抬石头|救人)"
)
_ALL_OF_THEM = re.compile("[都全]|个个|一个|统统")
_PERSON = re.compile(ONE)
_OTHERS = re.compile("[，。；](?:而)?(?:其余|其他|其它|另外?|还有|剩下|余下)")


def _of_all(text: str, span: tuple[int, int], number: int) -> int | None:
    """Where the words end that tell of the death of all who are counted; None where they name fewer and go on about the others: 一家五口中毒，儿媳和孙子没救过来，另外三人还在抢救.

    None, too, where something else is gone (12个人都跑出来了，东西全没了).
    """
    if NOT_THEY.search(text, *span):
        return None
    own, end = text.rfind("，", *span) + 1, span[1]
    if not own or _ALL_OF_THEM.search(text, own, end) or not _PERSON.search(text, own, end):
        return end
    fewer = people_in(text[own:end]) < number and _OTHERS.match(text, end) is not None
    return None if fewer else end


def all_gone(text: str, end: int, stop: int, number: int = 1) -> int | None:
    """Where the words end that let all ``number`` of them die whom the text counts up to ``end``; None where none do."""
    if not (tells_of_shut_in(text) or DEADLY.search(text)) or DIG.match(text, end, stop):
        return None
    if DISASTER.search(text) and (gone := _SURELY_GONE.match(text, end, stop)):
        return _of_all(text, (end, gone.end()), number)
    inside = not_escaped(text, end, stop)
    if inside is None and (sought := _SOUGHT.match(text, end, stop)):
        inside = sought.end()
    if inside is None and _BROUGHT_UP.match(text, end, stop):
        inside = end
    if inside is None:
        went = _WENT.match(text, end, stop)
        return went.end() if went and _KILLED_ALL.search(text) else None
    gone = _GONE.match(text, inside, stop) or _AT_ONCE.match(text, inside, stop)
    return _of_all(text, (end, gone.end()), number) if gone else None
