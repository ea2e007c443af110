"""What speaks of the dead of some happening and tells no news of it: films, rules, charges, lessons, questions of law, dreams."""

from __future__ import annotations

import re

# 组织观看警示教育片，片中火灾造成12人死亡: what a film shows that somebody was made to watch; not what befell those who watched it.
_SHOWN = re.compile(
    "(?:观看|收看|播放|放映|组织看)了?(?![^，。；]{0,6}(?:监控|现场|录像))[^，。；]{0,14}?(?:警示|教育|宣传|科普|案例|专题|纪录|典型)[^，。；]{0,6}?(?:片|视频|节目)(?!时|期间|的|过程|中)[^。；]{0,4}?[，。]"
    "(?:片中|(?:片子|影片|视频|节目)(?:里|中|讲|再现|重现|还原|回顾|以)|其中(?:的|讲|一[集段部]|案例)|讲述|再现|重现|还原|回顾)"
)
# What names a happening as a lesson, a question of law or a tale of old times, in the sentence that first speaks of it. Each has to
# rule the sentence: a house of the seventies burns today, a case is made an example, and who runs a works is charged with lying.
_NO_NEWS = re.compile(
    "(?:[一二三四五六七八九]十年代|(?:解放|建国|文革)[前后初时](?![一-鿿]{0,3}[街路线村镇屯]))"
    "(?![初末中后]?期?的(?![一那][场次起]))(?![^，。；]{0,6}?(?:[建盖修造挖]|投产|出?生|老|旧|楼|房|小区|住宅|大院|宿舍|校舍|锅炉|桥|电梯|车|设备|管[道网线]))"
    "|(?:讲述|回忆|纪念|想起|提起|说起|聊起|谈起)[^，。；]{0,10}?那[场次起]"
    "|(?<![区县镇乡村])某(?:[地市县省厂]|公司|企业)(?:曾|去年|前年|此前)(?!多次|屡)[^，。；]{0,8}?(?:发生|出过|爆炸|火灾|起火|着火|坍塌)"
    "|(?:讲解|讲授|剖析|学习|观摩|分析|解读|点评|分享|汇编|选编|收录|编写)[^，。；]{0,20}?案例(?![时馆室会]|期间|基地)|(?<!作为)案例(?:分析|剖析|讲解|汇编|选编)(?!会|室|基地|班|课|师)"
    "|(?:^|[，。；！？\\s])(?:典型|事故|警示|理赔|违法)案例[一二三四五六七八九十\\d]{0,3}[：:丨|]"
    "|(?:课程|课后|平时)作业[：:]|请分析(?:某|以下|下列|上述|本案)|思考题[：:]?[^。；]{0,20}?某"
    "|(?:学习|传达|转发|通报)了?(?:外[地省市]|兄弟[省市单])(?:(?![在籍客来])[^，。；：:]){0,16}?(?:事故|火灾|爆炸|坍塌)(?!教训)"
    "|^(?:问|普法|法考|例题?)[：:][^。；]*?(?:构成什么罪|(?:怎么|如何)(?:定罪|量刑)|承担(?:什么|何种|哪些)(?:法律|刑事)?责任)"
    "|(?<![不没非])(?:(?:讲|说|看|听|编)[了个一]{0,3}(?:段子|笑话)|(?:段子|笑话)[：:])|脑筋急转弯|小明(?:问|答)(?:老师|爸|妈|道|[：:])"
    "|(?:(?:通报|新闻|报道|文案|写作|简报|报告|公文)[^，。；]{0,3}(?:模板|样例|示例)|范文|样稿)[：:]?[“「]"
    "|(?:编造|谎称|虚构|捏造)了?[“「](?![无没零未])[^”」]{0,40}?(?:死|亡|遇难|没了|丧生|爆炸|[起着大]火|塌|炸|地震|[砍杀])"
)
# The same of what courts, discipline, figures, courses, contests, plans and memory are about; beside a day or an hour it is news.
_OTHERWISE_TOLD = re.compile(
    "以案[释说]法|(?<!曾)获刑[一二三四五六七八九十\\d](?![^，。；]{0,8}后)|(?<!曾)(?<!经)被判(?:处|刑|赔)(?![^，。；]{0,8}后)|宣判|审判白皮书|法官(?:给你|说法|提醒|讲)|律师(?:说法|提醒|解读|教你)"
    "|开除党籍|公开曝光|典型问题|履职不力|负有[^，。；]{0,8}领导责任|(?:党纪|政务)处分|[一二三五十]年祭|周年祭|祭文|挽歌|诗歌《|写给[^。；]{0,24}?(?:灵魂|亡灵|你们)"
    "|那些年轰动|悬案|大事记|《[^》]{1,12}志[·》]|革委会|一九[一二三四五六七八九〇零○]{2}年(?![^，。；]{0,8}[建盖修造])|季度(?:数据|共|全|因)|双下降|起数和|政府工作报告|过去[两三五十]年，[^。；]{0,14}?(?:人数|累计|共)"
    "|为想定|情景(?:配置|设置|构建)|按[^，。；]{0,16}情景|【科普】|科普[：:丨|]|小课堂[：:]|每日安全|安全一课|千万别做|自救指南|各班组对照"
    "|申论|真题|金句|猜猜看|竞猜[：:]|答对的|懂保险|买过意外险|求职避坑|应急预案（|一图读懂|中标公告|招标公告|采购公告"
)
_DATED_OR_SUDDEN = re.compile("\\d[日号时点]|[上下]午|中午|傍晚|突发|快讯|速报|最新消息|正在|已致|现场")
# What only news of the day goes into.
_GOES_ON = re.compile(
    "医院|抢救|送医|送往|记者|警方|民警|目击|赶到|获救|被困|伤者|失踪|失联|搜救|据悉|据了解|扑灭|报警|接报|救护车|家属(?!楼|区)|网友|网传|通报称"
)
_TOLL = re.compile("[死亡]|遇难|丧生")
_HUSHED_UP = re.compile("瞒报|隐瞒|实际(?!控制)|掩盖|谎报")
"""What was told falsely is then what happened: 企业编造“设备爆炸”瞒报，实际死了12人."""
_DREAMT = re.compile(
    "(?<![像如若同])(?:梦[见到](?!了?(?:[我他她咱俺]们?家?)?[一-鿿]{0,2}?(?:[爸妈爷奶哥姐弟妹]|[儿孙][子女]|女儿|父亲|母亲|老[公婆伴]|丈夫|妻子|孩子))|做(?:了[一个]*)?(?:噩|恶|怪)?梦[，：])"
)
# 梦见地震，醒来楼真的塌了
_WOKE = re.compile(
    "醒[来了]?[^。；]{0,10}?(?:真|发现|看见|听见|听到|竟|居然|窗外)|(?:惊|吵|震|炸|呛|喊|叫)醒|成真|应验|真的"
)
_TOLD_OF_A_DAY = re.compile(
    "[今昨][天日晚晨早夜儿]|刚[刚才]|凌晨|目前|截至|[仍还正]在|救援|抢救|在逃|逃跑|殡仪馆|还没|话音"
)
# 检察院对“3·12”火灾事故责任人提起公诉; what will be charged, and what befell who charged it, is still news.
_CHARGED = re.compile(
    "检察(?:院|机关)[^。；将拟门]{0,48}?提起(?:刑事|民事|行政)?(?:附带民事)?公诉(?!后[^，。；]{0,6}?[遭被遇])"
)
# 造成10人以上死亡的火灾为重大事故: a rule, by which nobody died; it names no place.
_RULE = re.compile(
    "(?:造成|导?致)[\\d一二三四五六七八九十百]{1,3}人以上(?:[，、]?[\\d一二三四五六七八九十百]{1,3}人以下)?(?:死亡|重伤)(?![^，。；]{0,12}?[省市县区镇乡村])[^。；]{0,16}?(?:[为是]|属于?|构成|定为|列为)(?:特别重大|重大|较大|一般)"
)


def is_shown(words: str) -> bool:
    """Whether a film that somebody is made to watch shows it."""
    return _SHOWN.search(words) is not None


def is_rule(text: str) -> bool:
    """Whether a text says which number of dead makes a happening grave."""
    return _RULE.search(text) is not None


def is_charged(text: str) -> bool:
    """Whether those who answer for it have been charged."""
    return _CHARGED.search(text) is not None


def is_dreamt(words: str) -> bool:
    """Whether somebody dreamt it, and did not wake to it."""
    dreamt = _DREAMT.search(words)
    return dreamt is not None and _WOKE.search(words, dreamt.end()) is None


def is_no_news(words: str, lead: str) -> bool:
    """Whether the sentence that names a happening (``words``) speaks of it as a lesson, a question of law or a tale, and of no day.

    What stands in a clause behind the dead says what becomes of the news: …12人死亡，将作为案例剖析. What is said of courts, figures,
    courses or memory counts only where the ``lead`` of the text tells of nothing that goes on.
    """
    if _TOLD_OF_A_DAY.search(words) or _HUSHED_UP.search(words):
        return False
    if frame := _NO_NEWS.search(words):
        clause = max(words.rfind(mark, 0, frame.start() + 1) for mark in "，。；！？")
        return _TOLL.search(words, 0, clause + 1) is None
    return (
        _OTHERWISE_TOLD.search(words) is not None
        and not _DATED_OR_SUDDEN.search(words)
        and not _GOES_ON.search(lead)
    )
