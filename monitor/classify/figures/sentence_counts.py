"""The counts of people in one sentence, each with the figure it names and the part it plays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.by_wound import by_wound
from monitor.classify.figures.count_deaths import WINDOW
from monitor.classify.figures.formerly import counted_before_as, is_among_the_dead
from monitor.classify.figures.hurt_who_died import tells_why_fewer, without_those_left
from monitor.classify.figures.listed_hurt import by_hospital, side_by_side
from monitor.classify.figures.mention import Formerly, Manner, Mention, Named, Relation, Role, Token
from monitor.classify.figures.one_and_other import one_and_other
from monitor.classify.figures.others_beside import others_beside
from monitor.classify.figures.respectively import respectively
from monitor.classify.figures.roles import OF_THE_DEAD, is_hit_too, role_of
from monitor.classify.figures.so_far import CLAUSE_ENDS, SoFar
from monitor.text.numerals import NUMBER, Bound, read_number

_MOST_PEOPLE = 10**8
_REST = re.compile("(?:其余|其他|其它|剩下|余下)的?$")
# 11人被救出时尚有生命体征，2人在送到医院后没有挺过来: these were alive when the dead were counted.
_ALIVE_THEN = re.compile(
    f"(?:{NUMBER}[名位个]?人?[^，。；\\d]{{0,8}}?(?:救出|抬[出上下]|救[起上下]|送医|送[往到进至]|生还)|(?:救出|抬[出上下]|救[起上下]|生还|获救)(?:了|的)?{NUMBER}[名位个]?人?)[^。；\\d]{{0,24}}$"
)
_THE_DEAD = re.compile("遗体|遇难|死亡|身亡|尸体|丧生|罹难")
_NEAR = 60
# 企业称死亡2人，政府称死亡3人: two accounts of the same people.
_CLAIMS = re.compile(
    "(?:称|说(?!法)|表示|报道|报|通报|介绍|消息|透露|显示)(?:已|又|有|是|共|至少|约|死了?|造成|，|：)*(?:死亡|遇难|死|伤)?$"
)
_DOUBTED = re.compile("疑似|可能|恐(?!慌|怖)|或已|也许|凶多吉少")
_CAUSE = re.compile("(?:系|死于|因|为)[^，。；（）]{0,8}?(?:中毒|窒息)")
_RESCUERS = re.compile(
    "[^，。；\\d]{0,6}?(?:救护队员|救援队员|救援人员|消防员|消防战士|消防人员|消防指战员|指战员|施救者|施救人员|救人者|民警|战士)"
)
_ON_RESCUE = re.compile(
    "(?:二次|再次|第二次|又一?次?(?:发生)?)(?:冒顶|坍塌|塌[方陷落]?|爆[炸燃]|垮塌|滑坡|透水|突出|[塌爆垮])|(?:施救|救援|搜救|救人)(?:的)?(?:过程)?(?:中|时|期间)"
)
_COUNTED_DEAD = re.compile(
    f"(?<![致成共计亡难者])(?:{NUMBER})(?:名|位|人)[^，。；\\d]{{0,8}}?(?:遇难|死亡|身亡|丧生|罹难)"
)
# 送医途中，又有3人停止呼吸
_WHERE_THEN = re.compile(
    "(?:^|(?<=[，。；！？\\n]))[^，。；！？\\n\\d人名位个]{0,8}(?:途中|路上|救护车上|医院里?)，$"
)
# 为防止气体扩散，转移3000人
_LEST = re.compile("防止|避免|预防|杜绝|以免|恐(?:造成|致|有)|可能(?:会)?(?:造成|导致|使|有)")
# 预案提出，必要时将疏散5万人; not 按照预案转移3000人, 准备了食物的3000人已转移
_PLANNED = re.compile(
    "(?:必要时|预案(?:提出|规定|要求|明确|显示|设定)|(?:(?<!按)(?<!按照)(?<!依照)(?<!应急)计划|拟|准备|打算|随时)(?=将|再|于|先|疏散|转移|撤离|安排|组织|[^，。；]{0,4}$))(?:(?!实际|最终|最后|截至|截止|目前|完成|紧急|连夜|共|先后|陆续)[^。；已现]){0,16}$"
)
# 预案要求12000人全部撤出，目前全部撤离: what was planned has been done.
_DONE_AS_PLANNED = re.compile(
    "[^。；！？\\n\\d]{0,12}?(?:全部|悉数|均|都)已?[^。；！？\\n\\d]{0,6}?(?:撤离|撤出|疏散|转移|安置|完成|到位)了?(?=[，。；！]|$)"
)
# 急救人员赶到时2人已经死亡
_AT_ARRIVAL = re.compile(
    "(?:到达|赶到|到场|抵达|赶来|发现|找到|救出|抬出|挖出|扒出|刨出)[^，。；\\d]{0,3}(?:时|后)[^。；]{0,12}?(?:已|确认|没有|没了)"
)


def counts_in(read: SoFar) -> list[Mention]:
    """The counts with a casualty word beside them."""
    listed = side_by_side(list(_counts(read)), read.text)
    listed = one_and_other(listed, read.text, read.start, read.end, read.number)
    listed = by_wound(listed, read.text, read.start, read.end, read.number)
    listed = respectively(listed, read.text, read.start, read.end, read.number)
    return by_hospital(without_those_left(listed), read.text)


def _counts(read: SoFar) -> Iterator[Mention]:
    last: Mention | None = None
    for token, found in read.named.find():
        mention = _mention(read, token, found)
        if mention and last and _is_of_pair(read, mention, last):
            mention = replace(mention, role=last.role)  # 更新为7死18伤
        last = mention or last
        if mention is not None:
            read.add(mention)
            yield mention


def _mention(read: SoFar, token: Token, found: Named) -> Mention | None:
    """What a count tells; None where nobody has come to it."""
    value = token.number.value
    vague = value is None and found.name == "deaths"
    if vague:
        value = token.least
    if found.role == "from" or value is None or value != int(value):
        return None
    if not 0 <= value <= _MOST_PEOPLE or _supposed(read, token, found):
        return None
    again = found.name == "deaths" and "deaths" in read.seen
    if again and (_doubted(read, token, found) or tells_why_fewer(read.text, read.start, token.start)):
        return None
    if found.name == "poisoned" and _is_cause(read, token):
        return None
    if found.name == "poisoned" and read.smoked:
        found = replace(found, name="injured")
    clause = read.clause(token)
    of = (
        counted_before_as(read, token, found)
        if found.name == "deaths" and not is_among_the_dead(read, token)
        else None
    )
    role, added = role_of(read, token, found, clause, of)
    lived = found.name == "deaths" and _lived(read, token, found, role)
    if lived:
        role, added, of = "added", True, of or "hurt"
    rescuer = found.name == "deaths" and role == "plain" and _were_rescuers(read, token, found)
    if rescuer:
        role, added = "added", True
    how = _how(read, token, found) if found.name == "deaths" else ""
    more, start = others_beside(read, token, found)
    return Mention(
        found.name, int(value) + more, "at_least" if vague else _bound(read, token, found), start, max(token.end, found.end),
        role, _manner(how), added, sentence=read.number, vague=vague, of=of,
        relation="further" if lived or rescuer else _relation(read, token, found, of),
        on_the_way=p.ON_THE_WAY.search(how) is not None,
    )  # fmt: skip


def _how(read: SoFar, token: Token, found: Named) -> str:
    """The words that tell where and how they died: those of the clause, also behind 死于 and 死在, and before it (送医途中，又有2人…)."""
    said = read.clause(token) + read.text[token.start : found.end]
    if said.endswith(("死于", "死在")):
        end = CLAUSE_ENDS.search(read.text, found.end, read.end)
        said += read.text[found.end : end.start() if end else read.end]
    clause = token.start - len(read.clause(token))
    lead = _WHERE_THEN.search(read.text, max(read.start, clause - WINDOW), clause)
    return lead[0] + said if lead else said


def _were_rescuers(read: SoFar, token: Token, found: Named) -> bool:
    """``3名矿工遇难。救援中发生二次冒顶，2名救护队员牺牲``: those who came to help come on top."""
    if found.end <= token.end or not (
        _RESCUERS.match(read.text, token.end, found.end)
        or _RESCUERS.search(read.text, max(read.start, token.start - 8), token.start)
    ):
        return False
    if _ON_RESCUE.search(read.text, read.start, token.start) is None or p.PART.search(
        read.text, read.start, token.start
    ):
        return False
    return _COUNTED_DEAD.search(read.text, max(0, read.start - _NEAR), read.start) is not None


def _lived(read: SoFar, token: Token, found: Named, role: Role) -> bool:
    """``清理出30具遗体；11人被救出，其中2人在送医途中去世``: those who were got out alive and died come on top."""
    if role not in ("plain", "part", "added") or found.end <= token.end:
        return False
    if not p.HOSPITAL.search(read.text, token.end, found.end):
        return False
    alive = _ALIVE_THEN.search(read.text, read.start, token.start)
    return (
        alive is not None
        and _THE_DEAD.search(read.text, max(0, read.start - _NEAR), alive.start()) is not None
    )


def _bound(read: SoFar, token: Token, found: Named) -> Bound:
    """How sure a count is; a word that bounds it may stand before the verb: 至少死了11人."""
    if token.number.bound != "exact" or found.start >= token.start:
        return token.number.bound
    said = p.BOUND_BEFORE.search(read.text, max(read.start, found.start - 6), found.start)
    return read_number("1", said["words"]).bound if said else "exact"


def _relation(read: SoFar, token: Token, found: Named, of: Formerly | None) -> Relation | None:
    if found.name in read.seen and _CLAIMS.search(read.text, read.counted_end, min(token.start, found.start)):
        return "rival"
    if found.joined:
        return "joined"
    if found.role in ("correction", "update"):
        return None
    if _REST.search(read.text, max(read.start, token.start - 4), token.start):
        return "rest"
    further = of == "missing" or p.FURTHER.search(read.clause(token)) or is_hit_too(read, token, found)
    return "further" if further else None


def _supposed(read: SoFar, token: Token, found: Named) -> bool:
    """Whether nobody has come to it; who is moved lest harm be done (为防止气体扩散，转移3000人) has been moved."""
    near = max(read.start, token.start - 24)
    said = any(
        found.name != "evacuated"
        or not _LEST.fullmatch(match[0])
        or "，" not in read.text[match.end() : token.start]
        for match in p.SUPPOSED.finditer(read.text, near, token.start)
    )
    if found.name == "evacuated" and _PLANNED.search(read.text, near, max(found.start, near)):
        return _DONE_AS_PLANNED.match(read.text, max(token.end, found.end)) is None
    return said or read.supposed_from < token.start


def _doubted(read: SoFar, token: Token, found: Named) -> bool:
    """``已确认9人死亡，另有3人疑似遇难``: the three are not known to be dead."""
    around = read.clause(token) + read.text[token.start : max(token.end, found.end)]
    return _DOUBTED.search(around) is not None


def _is_cause(read: SoFar, token: Token) -> bool:
    """``死亡5人（4人系一氧化碳中毒，1人系跳楼）`` tells of what the dead died."""
    before = read.text[read.start : token.start]
    within = before.count("（") > before.count("）") or OF_THE_DEAD.search(before)
    return bool(within) and _CAUSE.match(read.text, token.end) is not None


def _is_of_pair(read: SoFar, hurt: Mention, dead: Mention) -> bool:
    moved = dead.role in ("update", "correction") and dead.name == "deaths" and hurt.name == "injured"
    return moved and read.text.startswith("死", hurt.start - 1) and hurt.start - dead.end <= 1


def _manner(words: str) -> Manner | None:
    if p.HOSPITAL.search(words) or p.ON_THE_WAY.search(words):
        return "hospital"
    return "scene" if p.SCENE.search(words) or _AT_ARRIVAL.search(words) else None
