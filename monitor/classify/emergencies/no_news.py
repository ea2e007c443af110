"""What speaks of the dead of some happening and tells no news of it: films, rules, charges, lessons, questions of law, dreams."""

from __future__ import annotations

import re

# 组织观看警示教育片，片中火灾造成12人死亡: what a film shows that somebody was made to watch.
_SHOWN = re.compile(
    "(?:观看|收看|播放|放映|组织看)了?(?![^，。；]{0,6}(?:监控|现场|录像))[^，。；]{0,14}?(?:警示|教育|宣传|科普|案例|专题|纪录|典型)[^，。；]{0,6}?(?:片|视频|节目)[^。；]{0,4}?[，。](?:片中|片子|影片|视频|节目|其中|讲述|再现|重现|还原|回顾)"
)
# What names a happening as a lesson, a question of law or a tale of old times, in the sentence that first speaks of it.
_NO_NEWS = re.compile(
    "[一二三四五六七八九]十年代|(?:解放|建国|文革)[前后初时]|那[场次起][^，。；]{0,4}?(?:造成|导致|夺[走去]|带走|震惊)|某(?:[地市县省厂]|公司|企业)(?:曾|去年|前年|此前)"
    "|(?:典型|事故|十大|警示|理赔|违法)案例|案例(?:分析|剖析|讲解|教学|研讨)|(?:课程|课后|平时)作业|请分析|思考题"
    "|(?:学习|传达|转发|通报)了?(?:外[地省市]|兄弟[省市单])[^。；]{0,24}?(?:事故|火灾|爆炸|坍塌)|构成什么罪|(?:怎么|如何)(?:定罪|量刑)|承担(?:什么|何种|哪些)(?:法律|刑事)?责任"
    "|段子|笑话|脑筋急转弯|小明(?:说|问|答)|(?:范文|模板|样例|示例|样稿)[：:]?[“「]|(?:编造|谎称|虚构|捏造)了?[“「]"
)
_DREAMT = re.compile("(?<![像如若同])(?:梦[见到]|做(?:了[一个]*)?(?:噩|恶|怪)?梦[，：])")
_TOLD_OF_A_DAY = re.compile("[今昨][天日晚晨早夜儿]|刚[刚才]|凌晨|目前|截至")
# 检察院对“3·12”火灾事故责任人提起公诉
_CHARGED = re.compile("检察(?:院|机关)[^。；]{0,48}?提起(?:刑事|民事|行政)?(?:附带民事)?公诉")
# 造成10人以上死亡的火灾为重大事故: a rule, by which nobody died.
_RULE = re.compile(
    "(?:造成|导?致)[\\d一二三四五六七八九十百]{1,3}人以上(?:[，、]?[\\d一二三四五六七八九十百]{1,3}人以下)?(?:死亡|重伤)[^。；]{0,16}?(?:[为是]|属于?|构成|定为|列为)(?:特别重大|重大|较大|一般)"
)


def is_shown(text: str) -> bool:
    """Whether a film that somebody is made to watch shows it."""
    return _SHOWN.search(text) is not None


def is_rule(text: str) -> bool:
    """Whether a text says which number of dead makes a happening grave."""
    return _RULE.search(text) is not None


def is_charged(text: str) -> bool:
    """Whether those who answer for it have been charged."""
    return _CHARGED.search(text) is not None


def is_dreamt(words: str) -> bool:
    """Whether somebody dreamt it."""
    return _DREAMT.search(words) is not None


def is_no_news(words: str) -> bool:
    """Whether the sentence that names a happening speaks of it as a lesson, a question of law or a tale, and of no day."""
    return _NO_NEWS.search(words) is not None and _TOLD_OF_A_DAY.search(words) is None
