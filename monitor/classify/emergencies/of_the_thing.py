"""Since when a thing has stood tells nothing of when it fell: 去年刚通车的桥, 上世纪八十年代建的老楼, 三年前验收合格的校舍.

The words are the language's and not an office's: a time, what was done to the thing then, and 的 before the thing itself.
"""

from __future__ import annotations

from monitor.text.alternation import in_a_row, screened

_NUMERALS = "一二两三四五六七八九十百几数"
_TIME = (
    f"(?:(?:\\d{{1,3}}|[{_NUMERALS}]{{1,3}})[多来]?年(?:之前|以前|前)|大?前年|去年|当年|那年|早年间?|前[几些两]年|早[几些]年|往年"
    "|(?:上个?世纪)?(?:\\d0|[一二三四五六七八九]十)年代|(?<!\\d)(?:19|20)\\d\\d年|一九[〇零○一二三四五六七八九]{2}年|二[〇零○][〇零○一二][〇零○一二三四五六七八九]年)"
    "(?:的?(?:\\d{1,2}|[一二三四五六七八九十]{1,3})月(?:份|\\d{1,2}[日号]|[初底末])?|年?[初底末中]|[上下]半年|[春夏秋冬][天季]?|国庆|五一|春节)?(?:前后|左右)?"
)
# Between the time and the deed stands who did it or how lately: 去年由村里, 前年才刚刚, 2019年就已.
_BY = "[^，。；！？、\\n的塌垮炸烧撞死伤亡]{0,6}?"
_DEED = (
    "(?:(?:新|重新|扩|改|翻|抢|兴|修|承|在|自|违)?建(?:成|造|设|好|起来?|完)?|修(?:建|好|成|缮|通|起来?|完)?|盖(?:好|成|起来?|完)?|造|通车|开通"
    "|验收(?:合格|通过|完)?|通过验收|竣工|完工|交付|交房|交工|落成|投产|投用|投入(?:使用|运营|运行|生产)|启用|开业|开张|开园|开馆|营业"
    "|(?:重新)?装修(?:好|完)?|翻[修新盖]|改造(?:好|完)?|加固(?:好|完|过)?|(?:新|重新|刚)?铺(?:设|好|成|完)?|安装|加装|装(?:上|好)?|架(?:设|起)?|挖|打"
    "|购置|购买|买|出厂|生产|制造|上牌|检修|大修|年检|搬(?:来|进来?|入)|入住|成立|移交|加层|拓宽|入职|调来|招来|出生)"
)
_THEN = in_a_row("使用|运营|运行|投用|投产|合格|通车|过|了", "并[^，。；的并]{0,6}?")
# 去年交付的那天 and 当年验收的时候 date something else than the thing.
_OF_THE_THING = screened(
    f"(?:{_TIME}{_BY}{_DEED}{_THEN}|(?:始建|新建|扩建|修建|兴建|建成?|建造|修|落成|竣工|投产|投用|启用|开业|成立|购买?|装)[于自]{_TIME})的(?!那?[天日时]|时[候间]|[事消]|话|[，。；！？、\\n]|$)"
    # 桥是前年村里自己凑钱修的，钢筋细得像筷子
    f"|(?<=是){_TIME}{_BY}{_DEED}{_THEN}的(?=[，。；！])"
)


def without_its_age(text: str) -> str:
    """The text, offsets kept, without the times that only tell since when a thing has stood."""
    if "年" not in text or "的" not in text:
        return text
    return _OF_THE_THING.sub(lambda match: "…" * len(match[0]), text)
