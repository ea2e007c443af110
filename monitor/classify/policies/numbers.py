"""Numbers of official documents (文号) as people spell them: 长府办发〔2017〕54号, [2017]第54號, 2017年54号文."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.values import value

_OPEN, _CLOSE = r"〔\[（(【﹝［{<《", r"〕\]）)】﹞］}>》"
_WHOLE = re.compile(
    rf"([一-鿿]{{1,12}})\s*[{_OPEN}]?\s*(\d{{4}})\s*[{_CLOSE}]?\s*(?:年)?\s*第?\s*0*(\d{{1,5}})\s*[号號]"
)
"""How an office writes it in the watch list."""
_BEHIND = re.compile(
    rf"\s*[{_OPEN}\-—－]?\s*(?P<year>\d{{4}})\s*年?\s*[{_CLOSE}\-—－]?\s*第?\s*0*(?P<seq>\d{{1,5}})(?!\d)\s*[号號]?"
)
"""What follows the letters of an office."""
_ALONE = re.compile(
    rf"(?:(?<!\d)(?P<year>\d{{4}})\s*[年{_CLOSE}]\s*第?\s*)?(?<![\d.])0*(?P<seq>\d{{1,5}})\s*[号號](?P<paper>文件|文(?![一-鿿]?[区路街]))?"
)
"""A number without its letters; of a bare 54号 only 54号文 and 〔2017〕54号 are one of a document."""
_ANY_NUMBER = re.compile(rf"([一-鿿]{{1,8}})\s*[{_OPEN}]\s*(\d{{4}})\s*[{_CLOSE}]\s*第?\s*0*(\d{{1,5}})")
_LETTERS = re.compile(r"[一-鿿]{2}[发函字令办]$")
_BRACKETS = "〔[（(【﹝［{ "
_FAR = 20


@value
class DocumentNumber:
    """The letters of the office (长府办发), the year, the running number."""

    letters: str
    year: int
    seq: int

    def __str__(self) -> str:
        return f"{self.letters}〔{self.year}〕{self.seq}号"

    def spelt_in(self, text: str) -> str | None:
        """The number as a text spells it, letters, year and running number all there; None where it does not."""
        at = text.find(self.letters)
        while at >= 0:
            match = _BEHIND.match(text, at + len(self.letters))
            if match and self._is(match):
                return text[at : match.end()].strip()
            at = text.find(self.letters, at + 1)
        return None

    def partly_in(self, text: str) -> str | None:
        """〔2017〕54号, 2017年54号文, 54号文: a number that may be this one's; another paper's year tells it apart."""
        if named := re.search(rf"{self.letters}\s*第?\s*0*{self.seq}\s*[号號]", text):
            return named[0]
        for match in _ALONE.finditer(text):
            year = match["year"]
            same = int(match["seq"]) == self.seq and (int(year) == self.year if year else match["paper"])
            if same and not _of_other_letters(text[: match.start()], self.letters):
                return match[0].strip()
        return None

    def _is(self, match: re.Match[str]) -> bool:
        return int(match["year"]) == self.year and int(match["seq"]) == self.seq


def parse_number(text: str) -> DocumentNumber | None:
    """A number as the watch list writes it; None where it is none."""
    match = _WHOLE.fullmatch(text.strip())
    return DocumentNumber(match[1], int(match[2]), int(match[3])) if match else None


def numbers_in(text: str) -> Iterator[DocumentNumber]:
    """All whole numbers in a text; letters may begin with words before them (根据长府办发)."""
    for match in _ANY_NUMBER.finditer(text):
        yield DocumentNumber(match[1], int(match[2]), int(match[3]))


def _of_other_letters(before: str, letters: str) -> bool:
    """Whether the letters of another office stand right before a partial number (沈政办发88号文)."""
    bare = before[-_FAR:].rstrip(_BRACKETS)
    return _LETTERS.search(bare) is not None and not bare.endswith(letters)
