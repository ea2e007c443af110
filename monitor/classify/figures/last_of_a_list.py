"""The last of a list that takes a number apart: 63人看病，其中县医院31人，中医院26人，还有6人在外地就诊.

还有 mostly brings others on top of those who were counted; here it does not, and the sum says so.
"""

from __future__ import annotations

from monitor.classify.figures.casualty_patterns import COUNT
from monitor.classify.figures.mention import Mention, Token
from monitor.text.numerals import read_number


def closes_a_list(text: str, whole: Mention, token: Token) -> bool:
    """Whether those counted by a token, told as further ones, come to a number before them with the parts of it told of before."""
    number = token.number.value or 0
    among = text.find("其中", whole.end, token.start)
    if among < 0 or not 0 < number < whole.value:
        return False
    told = [read_number(m["digits"]).value for m in COUNT.finditer(text, among, token.start) if m["unit"]]
    return bool(told) and number + sum(one or 0 for one in told) == whole.value
