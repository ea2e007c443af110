"""All the injured of an item: the stated total, else the sum of the parts that are told (2人重伤，另有3人受伤)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.classify.figures.mention import Mention, Placed
from monitor.classify.figures.sums import add_figures, figure_of, range_of, value_of
from monitor.classify.result import Figure


def all_injured(
    settled: Mapping[str, Figure | None],
    own: Sequence[Placed],
    apart: Mapping[int, int],
    *,
    further: bool = False,
) -> Figure | None:
    """All the injured: the stated total, else the sum of the stated parts; never less than the seriously injured.

    ``apart`` names the sentences that count the badly or the lightly hurt beside the others, not among them (其中), and where they do.
    """
    stated = settled["injured"]
    serious = settled["seriously_injured"]
    parts = [f for f in (serious, settled["light"]) if f is not None and f.value]
    if not parts:
        return stated
    strong = [
        m.mention
        for m in own
        if m.mention.role not in ("weak", "zero")
        or (_is_beside(m.mention, apart) and not _of_all(m.mention, stated))
    ]
    if stated is None or not strong:
        total = add_figures(parts)
        dead = settled["deaths"].value if settled["deaths"] else 0
        # 三名伤者 of whom two died leave the one who is told to be badly hurt.
        known = stated is not None and (
            stated.value in range(total.value + dead * (len(parts) > 1) + 1)
            or stated.value == total.value + dead
        )
        aside = stated is None or (bool(apart) and known)
        return total if aside else stated
    if any(_is_titled(m, stated) for m in own) and stated.value >= sum(part.value for part in parts):
        return stated  # 十四名伤者分在三家医院
    if _are_exactly(parts, stated):
        return add_figures(parts)
    if all(_is_beside(m, apart) for m in strong):  # 2人重伤，另有3人受伤
        return add_figures([*parts, stated])
    if serious and (whole := _whole_of(own, serious.value + stated.value)):
        return whole
    light = settled["light"]
    if light and light.value > stated.value and all(m.role == "part" for m in strong):
        return light  # 3名村民和1名干部被烧伤，其中一人烧伤面积达40%
    if light and light.value > stated.value and light.bound == stated.bound == "exact":
        return add_figures([light, stated])  # 轿车内2人受伤，公交车上6名乘客受轻伤
    if serious is None or serious.value <= stated.value:
        return stated
    # 夫妇二人重伤，一名学生被划伤: fewer than the badly hurt, so beside them.
    return add_figures([*parts, stated]) if any(m.sentence in apart for m in strong) else serious


def _is_titled(one: Placed, stated: Figure) -> bool:
    return one.place.field_name == "title" and value_of(one) == stated.value and one.mention.bound == "exact"


def with_further(
    settled: Mapping[str, Figure | None], hurt: Sequence[Placed], badly: Sequence[Placed]
) -> Figure | None:
    """``2名民警受伤；另一处…另有1名路人重伤``: the badly hurt of a later sentence come on top of the others."""
    injured, serious = settled["injured"], settled["seriously_injured"]
    counted = [m for m in hurt if m.mention.role in ("plain", "total") and m.place.field_name == "text"]
    if not (injured and serious and serious.value and counted and len(counted) == len(hurt)):
        return None
    if any(m.mention.role != "added" or m.mention.sentence <= counted[-1].mention.sentence for m in badly):
        return None
    return add_figures([injured, serious])


def with_those_besides(
    injured: Figure | None, hurt: Sequence[Placed], wounds: Sequence[Placed] = ()
) -> Figure | None:
    """``造成4人死亡、6人受伤。此外，冲击波震碎玻璃，致3名村民划伤``: whom something else hurt come on top, where nobody counts them all, as do those of ``一家五口均被烧伤。另有2名邻居受伤``."""
    first_of_all = min((m.mention.sentence for m in hurt), default=0)
    besides = [
        m
        for m in hurt
        if m.mention.role == "added" and m.mention.relation is None and m.mention.sentence > first_of_all
    ]
    if not injured or len(besides) != 1 or any(m.place.field_name == "title" for m in hurt):
        return None
    one = besides[0]
    if value_of(one) == injured.value or any(
        value_of(m) + value_of(one) == injured.value for m in (*hurt, *wounds) if m is not one
    ):
        return None  # 5名窑工受伤，3人烧伤较重；另外2人擦伤
    told = [m for m in hurt if m is not one and m.mention.role not in ("part", "zero", "weak")]
    if not told or any(m.mention.sentence >= one.mention.sentence for m in told):
        return None
    first = [m for m in told if value_of(m) == injured.value]
    near = [m for m in first if m.mention.sentence == one.mention.sentence - 1]
    all_of_them = any(m.mention.whole for m in first)
    others = one.mention.whole if all_of_them else near
    return add_figures([injured, figure_of(one, [one])]) if others else None


def badly_hurt_of_others(
    settled: Mapping[str, Figure | None], hurt: Sequence[Placed], badly: Sequence[Placed]
) -> Figure | None:
    """``面包车上2人重伤；…。另有11人受伤，其中2人伤势较重``: the badly hurt among others come on top of those told before."""
    known = settled["seriously_injured"]
    first = [m for m in badly if known and m.place in known.places and m.mention.role in ("plain", "added")]
    if not known or not first or any(m.place.field_name == "title" or m.mention.whole for m in badly):
        return None
    parts = [m for m in badly if m.mention.role == "part" and m.mention.sentence > first[-1].mention.sentence]
    others = [m for m in hurt if m.mention.role == "added" and m.mention.relation not in ("joined", "rest")]
    more = [
        part
        for part in parts
        if any(
            o.mention.sentence == part.mention.sentence
            and o.mention.start < part.mention.start
            and value_of(o) >= value_of(part)
            for o in others
        )
    ]
    if len(more) != 1 or len(parts) != 1:
        return None
    return add_figures([known, figure_of(more[0], more)])


def is_contradicted(injured: Figure | None, badly: Sequence[Placed], hurt: Sequence[Placed]) -> bool:
    """``无群众伤亡`` beside three hurt firemen says nothing about how badly these are hurt."""
    if not injured or not injured.value or any(m.mention.value for m in badly):
        return False
    none = {m.place for m in hurt if m.mention.role == "zero"}
    return all(m.place in none for m in badly)


def died_in_care(hurt: Sequence[Placed], dead: Sequence[Placed]) -> bool:
    """3人被送往医院 … 3人均死亡: those of whom nothing is said but that they were taken to hospital are the dead told of later."""
    if not hurt or any(m.mention.role != "weak" for m in hurt):
        return False
    return any(
        d.mention.value == h.mention.value
        and (
            d.mention.sentence > h.mention.sentence
            or (_are_together(h, d) and d.mention.manner != "scene" and not h.mention.as_hurt)
        )
        and d.mention.role != "update"
        for h in hurt
        for d in dead
    )


def _are_together(hurt: Placed, dead: Placed) -> bool:
    """``三名女工触电倒地，经全力抢救，三人均未能生还``."""
    return hurt.mention.sentence == dead.mention.sentence and hurt.mention.end <= dead.mention.start


def _are_exactly(parts: Sequence[Figure], stated: Figure) -> bool:
    """``伤者超60人 … 重伤16人，轻伤46人``: the parts say what a rounded number stands for."""
    low, high = range_of(stated)
    return len(parts) > 1 and low <= sum(p.value for p in parts) < high


def _whole_of(own: Sequence[Placed], total: int) -> Figure | None:
    """``三名获救者送医，其中1人伤势较重，另两人擦伤``: those taken to hospital, where the parts that are told come to them."""
    whole = [m for m in own if m.mention.role == "weak" and value_of(m) == total]
    return figure_of(whole[0], whole) if whole and any(m.mention.added for m in own) else None


def _of_all(mention: Mention, stated: Figure | None) -> bool:
    """``21名伤员中，4人重伤，其余17人伤情稳定``: the others of those who are all counted."""
    return mention.relation == "rest" and stated is not None and stated.value > mention.value


def _is_beside(mention: Mention, apart: Mapping[int, int]) -> bool:
    """True for hurt people counted beside others named before them in this sentence or the last (2人重伤，另有6名伤者).

    Those named behind a count are of it: 另有17人受伤，重伤8人.
    """
    since = apart.get(mention.sentence, apart.get(mention.sentence - 1, mention.start))
    return mention.added and since < mention.start
