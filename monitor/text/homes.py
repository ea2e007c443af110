"""Where those who write from elsewhere are at home: 我在沈阳打工，老家榆树的宅基地被占 is a matter of 榆树."""

from __future__ import annotations

import re

_BEFORE_CHARS = 14
_FOR_WORK = "(?=[^，。；]{2,9}?(?:打工|务工|上班|工作|上学|读书|念书|读研|当兵|陪读|生活|居住|定居|做生意))"
_STAYS = f"(?:(?:^|(?<=[\n。！]))(?:人|身)?在|人，(?:常年|长期|一直|目前|现在?|如今)?(?:身?在|住在?){_FOR_WORK}|(?:(?:我们?|本人|俺|咱|自己|人|常年|长期|一直|目前|现在?|如今|平时|[和跟与](?:爱人|老公|老婆|对象|媳妇|丈夫|妻子|家人|孩子))[也还都人]?){{1,3}}(?:身?在|住在?))"
# 四个人都在那里: these are others than who writes.
_STAYS_ANYWHERE = re.compile(_STAYS.replace("|人|常年", "|(?<![个名些家的])人|常年"))
# What stands behind it is not seen from before it: _STAYS_FOR asks for that.
_STAYS_BEFORE = re.compile(f"{_STAYS}$".replace(_FOR_WORK, ""))
_STAYS_FOR = re.compile(
    "[省市县区州]?(?:[，。]|[^，。；]{0,8}?(?:打工|务工|上班|工作|上学|读书|念书|读研|大学|学习|做生意|经商|生活|居住|定居|出差|当兵|服役|陪读|[看带]孩子|住院|养病))"
)
_HOME = re.compile(
    "(?:我家|老家|家里|家乡|娘家|婆家|户口|户籍|父母|爸妈|爹妈|老[人妈爸]|房子|老房|宅基地|家)(?:[人]?[就都也还]?(?:是|在|住在?|位于|地址在?))?$"
)
# 其中一对夫妻老家在内乡: the home of those who are told of, and not of who writes.
_THEIR_HOME = re.compile(
    "(?:夫妻|夫妇|两口子|[死伤患]者|司机|工人|民工|男子|女子|小伙|姑娘|某|其中[^，。；]{0,6}|[他她]们?|[一二两三四五六七八九十\\d][人名位个])的?(?:老家|户籍|家乡)(?:都|也|就|均)?[在是]$"
)
_AT_WORK = re.compile(
    "工资|工钱|老板|公司|单位|欠薪|薪|社保|公积金|中介|房东|租的|租房|劳动|合同|加班|厂里|工地|同事|包工头|居住证|积分|落户|学费|宿舍|学校|老师|班主任|校[方区长]"
)
_PERSON_OF = re.compile(
    "[省市县区州]?的?[^，。；]{0,4}?(?:某|男子|女子|先生|女士|师傅|小伙|姑娘|大[爷妈哥姐叔]|阿姨|籍)"
)
_HOMES = re.compile(
    "(?:(?:我家|老家|家里|家乡|娘家|婆家|户口|户籍|父母|爸妈|爹妈|老[人妈爸]|房子|老房|宅基地|家)[就都也还]?(?:是|在|住在?|位于)|老家|户籍)"
)
_HOME_TOLD = re.compile(
    "[市区县镇乡村屯园苑](?:有|买|自家|自己)?的(?:[一-鿿]{0,2}房(?!东|租)|房子|宅基地|父母|老人|老家|家里?|土地|承包地)|我家(?:那|这|楼|小区|门口|住的)|(?:家里|老家)(?:人|邻居|亲戚)?(?:来|打)?(?:了|个|来)*电话|回[^，。；]{2,8}?(?:过年|过节|探亲|看望|老家|办[事理])"
)
_NO_NAME = re.compile("[，。；！？\\s的了里人被没有这那]|$")
# 我家住农安，孩子在二道区打工，老板拖欠工资: what is asked for is asked where the work was.
_OF_WHO_WORKS = ("家住", "家在", "我是", "我们是", "本人是", "本人系", "俺是", "我家", "老家是", "老家在")
_WORKED_AT = re.compile("[在到去给][^，。；]{2,12}?(?:打工|干活|务工|做工|上班|干了|工作)")
_PAY = re.compile("工资|工钱|薪|劳务费|血汗钱|社保|工伤|劳动合同|加班|辞退|开除")
MAY_BE_HOME = frozenset("家里乡口籍母妈房子地是在住于址")
"""The last letters of the words that name a home, looked at first."""


def is_at_home(text: str, end: int, before: str) -> bool:
    """Whether a place is the home of somebody who writes from elsewhere about what happens there."""
    if (
        not _HOME.search(before)
        or _THEIR_HOME.search(before)
        or _PERSON_OF.match(text, end)
        or _AT_WORK.search(text)
    ):
        return False
    stays = _STAYS_ANYWHERE.search(text)
    return stays is not None and _STAYS_FOR.search(text, stays.end()) is not None


def is_home_of_worker(text: str, end: int, before: str) -> bool:
    """Whether it is the home of somebody who asks for the pay of work that is told behind it."""
    return (
        before.endswith(_OF_WHO_WORKS)
        and _WORKED_AT.search(text, end) is not None
        and _PAY.search(text, end) is not None
    )


def is_away(text: str, start: int, end: int) -> bool:
    """Whether somebody only lives or works there whose home, and whose matter, the text places elsewhere."""
    if not _STAYS_BEFORE.search(text, max(0, start - _BEFORE_CHARS), start) or not _STAYS_FOR.match(
        text, end
    ):
        return False
    if _AT_WORK.search(text):
        return False
    return _HOME_TOLD.search(text, end) is not None or any(
        _NO_NAME.match(text, match.end()) is None for match in _HOMES.finditer(text)
    )
