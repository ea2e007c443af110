"""The dead told by what is made ready for them: 三十六口棺材, 搭了十一个灵棚, 盖着白布的有九个, 殡葬车一共拉走三十三位.

Whoever counts coffins counts the dead; only where something has happened that kills, and never a shop that sells them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.classify.figures.mention import Mention
from monitor.classify.figures.plain_fates import DISASTER
from monitor.text.numerals import NUMBER, read_number

_GATE = re.compile("棺|灵[棚堂车]|坟|骨灰|白布|[着了上]布|床单|被[单面]|裹尸|殡|遗像")
_THINGS = "(?:[口副具]?(?:薄皮|白皮|黑漆|红漆|小|大)?棺(?:材|木)?|[个座间]灵[棚堂]|[座个]?新?坟(?:头|包)?|[个只]?骨灰(?:盒|坛)|[个只条]裹尸袋|[张幅]遗像|[口个具]冰棺)"
_COUNTED = re.compile(f"(?P<n>{NUMBER}){_THINGS}")
# 操场上并排盖着床单，二十多个; 盖着白布的有九个.
_COVERED = re.compile(
    f"(?:[盖蒙裹]着?(?:一?[层条块张])?(?:白布|床单|被单|被面|新被面)|裹尸袋)(?:的|了)?[^。！？\\d]{{0,4}}?，?(?:一共|总共|拢共|有|得有|整整|足足|数了数|足有)*(?P<n>{NUMBER})(?:个|位|具|条)?(?=[，。；！]|$)"
)
# 扒出来七个，三个盖着布.
_UNDER = re.compile(
    f"(?P<n>{NUMBER})(?:个|位|具)(?:人)?(?:[都全是也]|已经|身上)*[盖蒙](?:着|上|了){{1,2}}(?:[白花]|一?[层条块张])*布(?=[，。；！、]|$)"
)
# 殡葬车一共拉走三十三位.
_FETCHED = re.compile(
    f"(?:殡葬车|灵车|殡仪馆)[^。！？\\d]{{0,10}}?(?:拉走|接走|送来|来)了?(?:一共|总共|拢共|有|得有|整整|足足)*(?P<n>{NUMBER})(?:个|位|具)(?!车|辆)"
)
_PATTERNS = (_COUNTED, _COVERED, _UNDER, _FETCHED)
_SOLD = re.compile("卖|价|元|厂家|订做|定制|批发|墓地|公墓|迁坟|平坟|祖坟|陪葬|古墓|出土|考古|演|剧|电影")
_HAPPENED = re.compile(f"{DISASTER.pattern}|翻[下进到]|滚下|飞出去")
_LEAST = 2


def mourned(text: str, start: int, end: int, sentence: int) -> Iterator[Mention]:
    """The dead of a sentence by what stands ready for them."""
    if not _GATE.search(text, start, end) or _SOLD.search(text) or not _HAPPENED.search(text):
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            number = read_number(match["n"])
            if number.value is None or number.value != int(number.value) or number.value < _LEAST:
                continue
            yield Mention("deaths", int(number.value), number.bound, *match.span(), "weak", sentence=sentence)
