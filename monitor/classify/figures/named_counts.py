"""The counts of one sentence, each with the casualty word that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.count_words import CountWords
from monitor.classify.figures.mention import Named, Token
from monitor.text.numerals import NUMBER, least_of, read_number

_OUT_OF_THESE = re.compile(
    "(?:[^，。；\\d]{0,6}?[员者症人])?(?:[当之]?中，|[当之]?中的(?=[一-鿿]))|[^。；\\d]{0,8}?，(?:伤[员者]|其)中|"
    # 送医的12人中有三人因颅脑损伤过重，经抢救无效死亡
    f"[^，。；\\d]{{0,6}}?[当之]?中(?:又|已|也)?有(?:{NUMBER})[名位个人]"
)
# 9个孩子里面伤得重些的有3个: how many of them, said behind.
_OF_WHOM = re.compile(
    f"[^，。；、\\d]{{0,6}}?(?P<of>里[面头边]?|当?中间?|之中)[^，。；、\\d]{{1,10}}?的(?:有|是|占|共)?{NUMBER}[名位个人]"
)
# 一名17岁少年和一名男子伤势严重.
_AGE = re.compile("^\\d{1,2}多?岁(?:的|左右的?|上下的?)?")
_OWN_COUNT = re.compile(
    f"(?:者|人员|人数|伤员|和|及|重伤|轻伤|合计|共计?|已有?|至少|达到?|约|近|超过|的有?|有|为){{0,4}}(?:{NUMBER})(?:余|多)?[人名位例]"
)
# 疏散危房户400人、工地民工520人及渔排人员350余人.
_LISTED_TOO = re.compile("(?:、|和|与|及|以及)[^，。；、\\d伤亡死困]{1,10}")
# 31名幼儿送医，8日又补登了5名，总数为36名.
_IN_ALL = re.compile(
    "(?:总数|总人数|合计|总计|累计|一共|共计|加起来)(?:就|已|已经|则)?(?:升至|升到|增至|增加到|达到?|为|有|是)?$"
)
# 失踪的3人为轮机长和两名厨工: who they are, not others beside them.
_IDENTIFIED = re.compile("(?:分别)?(?:为|是|系)|包括|即")


class NamedCounts:
    """The counts of one sentence, read from left to right; ``absent`` is what those looked for were called before."""

    def __init__(
        self, text: str, span: tuple[int, int], poisoning: bool, *, absent: str | None = None
    ) -> None:
        self.text, (self.start, self.end) = text, span
        self.poisoning = poisoning
        self.words = CountWords(text, span, poisoning)
        self.words.absent = absent

    def find(self) -> Iterator[tuple[Token, Named]]:
        """Each count that a casualty word names, in order."""
        yield from self._joined(self._matched())

    def _matched(self) -> list[tuple[Token, Named | None]]:
        """Each count with the casualty word that names it, if one does."""
        used = self.start
        before: Named | None = None
        last: Named | None = None
        out: list[tuple[Token, Named | None]] = []
        tokens = self._tokens()
        for token, end in zip(tokens, self._limits(tokens), strict=True):
            pair = p.DEAD_AND_HURT.match(self.text, token.end)  # 更新为7死18伤
            found = (None if pair else self._chained(token, used, before)) or self.words.named(
                token, used, end
            )
            if found is None and last and _IN_ALL.search(self.text, used, token.start):
                found = Named(last.name, token.start, token.end, "total")
            if found and found.end > token.end and _OUT_OF_THESE.match(self.text, token.end, found.end):
                found = self.words.in_care(token, end)  # 4名重症中，一男一女不治: of some of the four
            whom = _OF_WHOM.match(self.text, token.end, self.end) if found else None
            if found and whom and found.end > whom.end("of"):
                found = self.words.in_care(token, end)
            if found and self._is_of_next(token, found):
                found = self.words.in_care(token, end)
            if found and found.name == "seriously_injured" and self._is_illness(found):
                found = None
            last = found or last
            used, before = max(token.end, found.end if found else 0), found
            if found and found.name in ("missing", "trapped"):
                self.words.absent = found.name
            out.append((token, found))
        return out

    def _is_of_next(self, token: Token, found: Named) -> bool:
        """``实载41人，已确认死亡32人``: a word in a further clause with a count of its own behind it names that one."""
        further = found.end > token.end and "，" in self.text[token.end : found.end]
        return further and _OWN_COUNT.match(self.text, found.end, self.end) is not None

    def _is_illness(self, found: Named) -> bool:
        """2人病危 among those who fell ill: badly ill, not badly hurt."""
        return self.poisoning and not set("伤烧") & set(self.text[found.start : found.end])

    def _joined(self, matched: list[tuple[Token, Named | None]]) -> Iterator[tuple[Token, Named]]:
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

    def _shared(self, token: Token, near: Token, named: Named | None) -> Named | None:
        first, second = sorted((token, near), key=lambda t: t.start)
        if named is None or token.bare:
            return None
        between = _AGE.sub("", self.text[first.end : second.start])
        if _IDENTIFIED.match(between):
            return None
        behind = near is first and named.end == near.end and p.JOINED_NOUN.fullmatch(between)
        listed = near is second and named.end > near.end and self._are_groups(first, between)
        listed = listed or (
            named.name == "evacuated" and near is first and bool(_LISTED_TOO.fullmatch(between))
        )
        if not (behind or listed) and not p.JOINED_TO.fullmatch(between):
            return None
        role = named.role if named.role in ("part", "weak") else "added"
        return Named(named.name, token.start, token.end, role, joined=named.role != "part")

    def _are_groups(self, first: Token, between: str) -> bool:
        """``另有厂方3人、保温队1人重伤``: groups of one list, each with its name before its number."""
        return (
            p.NEXT_GROUP.fullmatch(between) is not None
            and p.OF_A_GROUP.search(self.text, max(self.start, first.start - 14), first.start) is not None
        )

    def _limits(self, tokens: list[Token]) -> list[int]:
        """For each count, where the next one begins: its casualty word stands before that."""
        limits, end = [], self.end
        for token in reversed(tokens):
            limits.append(end)
            end = end if token.bare else token.start
        return limits[::-1]

    def _tokens(self) -> list[Token]:
        out = []
        for match in p.COUNT.finditer(self.text, self.start, self.end):
            number = read_number(
                match["digits"], match["before"] or "", match["after"] or match["more"] or ""
            )
            life = p.LIFE_UNIT.fullmatch(match["unit"] or "") is not None
            out.append(
                Token(*match.span(), number, match["bare"] is not None, life, least_of(match["digits"]))
            )
        return out

    def _chained(self, token: Token, used: int, before: Named | None) -> Named | None:
        """``由2人升至12人``: the second count names what the first one named."""
        if before is None:
            return None
        if p.SUMMED.match(self.text[used : token.start]):
            return Named(before.name, token.start, token.end, "update")
        moved = p.MOVED.match(self.text[used : token.start])
        if moved is None:
            return None
        return Named(before.name, token.start, token.end, "update" if moved["up"] else "correction")
