"""Victims of whom a text gives no number: nobody knows how many (多人受伤)."""

from __future__ import annotations

import re

_SOME = "(?:(?:(?<!过)[多数几]|若干|众多|大批|大量|许多|不少|很多|部分|一些|好些|好几|多达数十|数十|上百|近百)[名位个]?|(?<![没未])有(?!一?[个位名]|其[他它]人员|[\\d一二两三四五六七八九十多几]+[处道条块]|轻微|不同|明显|点))"
_UNNUMBERED = (
    ("deaths", re.compile(f"{_SOME}[^，。；\\n\\d无未没]{{0,8}}?(?:死亡|遇难|身亡|丧生|罹难|死了|死伤|伤亡|没气|没喘气|断气)|(?<![无未零有接到发现])(?:造成|致|导致|出现)(?:了|重大|严重)?人员(?:伤亡|死亡)|伤亡惨重|死伤惨重")),
    ("injured", re.compile(f"{_SOME}[^，。；\\n\\d无未没]{{0,8}}?(?:受伤|[轻重]伤|伤(?=[，。；！])|烧伤|送医|死伤|伤亡|满[脸头身][^，]{{0,2}}血)|(?<![无未零有接到发现])(?:造成|致|导致|出现)(?:了|重大|严重)?人员(?:伤亡|受伤)|伤亡惨重|死伤惨重")),
    ("missing", re.compile(f"{_SOME}[^，。；\\n\\d无未没]{{0,8}}?(?:失踪|失联)")),
    ("trapped", re.compile(f"{_SOME}[^，。；\\n\\d无未没]{{0,6}}?(?:被困|被埋)|[埋压困]了?(?:好几|几|好多|多|不少|一些|若干)个?人|(?:可能|是否|不排除|疑似)(?:仍|还)?有?[^，。；]{{0,4}}?(?:[压埋困]着?人|人员?被?[埋压困])")),
    ("poisoned", re.compile(f"{_SOME}[^，。；\\n\\d无未没]{{0,10}}?(?:中毒|呕吐|腹泻)")),
)  # fmt: skip


def find_unnumbered(text: str) -> frozenset[str]:
    """The figures that a clean text gives in words only: 多人受伤, 造成人员伤亡."""
    return frozenset(name for name, pattern in _UNNUMBERED if pattern.search(text))
