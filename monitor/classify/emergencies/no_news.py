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
# The same of what courts, discipline, figures, courses, contests, plans and memory are about; beside a day or an hour it is news.
_OTHERWISE_TOLD = re.compile(
    "以案[释说]法|获刑[一二三四五六七八九十\\d]|被判(?:处|刑|赔)|宣判|审判白皮书|法官(?:给你|说法|提醒|讲)|律师(?:说法|提醒|解读|教你)"
    "|开除党籍|公开曝光|典型问题|履职不力|负有[^，。；]{0,8}领导责任|(?:党纪|政务)处分"
    "|年祭|忌日|祭文|挽歌|诗歌|写给[^。；]{0,24}?(?:灵魂|亡灵|你们)|那些年|悬案|揭秘|轰动一时|大事记|志·|革委会|生产队|一九[一二三四五六七八九〇零○]{2}年"
    "|季度|双下降|起数|工作报告|过去[两三五十]年|降[至到]\\d+人|为想定|情景(?:配置|设置|构建|模拟)|按[^，。；]{0,16}情景"
    "|科普|小课堂|每日安全|安全一课|安全常识|千万别|自救(?:指南|知识|技能)|各班组|对照自查|根子出在"
    "|申论|联考|公考|备考|真题|范文|金句|一级建造师|安全工程师|猜猜看|竞猜|有奖|答对|懂保险|意外险|求职|避坑|月薪|(?:前年|去年|早年|以前|曾经)出过"
    "|应急预案|一图读懂|中标|招标|采购项目|采购公告"
)
_DATED_OR_SUDDEN = re.compile("\\d[日号时点]|[上下]午|中午|傍晚|突发|快讯|速报|最新消息|正在|已致|现场")
# What only news of the day goes into.
_GOES_ON = re.compile(
    "医院|抢救|送医|送往|记者|警方|民警|目击|赶到|获救|被困|伤者|失踪|失联|搜救|据悉|据了解|扑灭|报警|接报|救护车|家属(?!楼|区)|网友|网传|通报称"
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


def is_no_news(words: str, lead: str) -> bool:
    """Whether the sentence that names a happening (``words``) speaks of it as a lesson, a question of law or a tale, and of no day.

    What it says of courts, figures, courses or memory counts only where the ``lead`` of the text tells of nothing that goes on.
    """
    if _TOLD_OF_A_DAY.search(words):
        return False
    if _NO_NEWS.search(words):
        return True
    return (
        _OTHERWISE_TOLD.search(words) is not None
        and not _DATED_OR_SUDDEN.search(words)
        and not _GOES_ON.search(lead)
    )
