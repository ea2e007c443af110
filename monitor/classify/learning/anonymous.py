"""Training texts without personal names, so that no weight can be learnt for one."""

from __future__ import annotations

import re
from collections.abc import Iterable

import rjieba

from monitor.text.names import find_names, is_full_name

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔"
    "谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文欧阳"
)
_IN_OFFICE = re.compile(
    f"[{''.join(sorted(_SURNAMES))}][一-鿿]{{0,2}}?(?=书记|市长|省长|厅长|局长|县长|区长|镇长|乡长|院长|校长|主任|部长|主席|队长|老师|先生|女士)"
)


def without_names(texts: Iterable[str], *, known: bool = False) -> list[str]:
    """The texts with what looks like a person's name cut out.

    Three signs: what presents somebody as a person (:mod:`monitor.text.names`), a surname before a title of office, and what the
    segmenter takes for a name without knowing the word. Names in its dictionary stay: they are ordinary words (许可, 养老) or
    public figures. ``known``: full names of its dictionary go, too; it holds thousands that somebody may bear (王建国).
    """
    tagger = rjieba.Jieba()
    return [_cut_tagged(_IN_OFFICE.sub("", _cut_presented(text)), tagger, known=known) for text in texts]


def _cut_presented(text: str) -> str:
    out = text
    for start, end in sorted({(s, e) for s, e, _ in find_names(text)}, reverse=True):
        out = out[:start] + out[end:]
    return out


def _cut_tagged(text: str, tagger: rjieba.Jieba, *, known: bool) -> str:
    words = tagger.tag(text, True)
    return "".join(
        w
        for w, tag in words
        if not (tag.startswith("nr") and (_is_unknown_name(w, tagger) or (known and is_full_name(w))))
    )


def _is_unknown_name(word: str, tagger: rjieba.Jieba) -> bool:
    return 2 <= len(word) <= 3 and word[0] in _SURNAMES and not tagger.has_word(word)
