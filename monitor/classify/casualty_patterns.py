"""The language of casualty reports: which words name which figure, and which sentences speak of something else."""

from __future__ import annotations

import re

from monitor.text.numerals import AFTER, BEFORE, MORE, NUMBER

_DEATH = (
    "死亡(?!率|证明|原因|赔偿|名单|风险|威胁|线)|遇难|身亡|丧生|丧命|罹难|殒命|殉职|牺牲|溺亡|毙命|遇害|不治|"
    "抢救无效|救治无效|致死|致命|烧死|撞死|砸死|轧死|压死|淹死|炸死|毒死|打死|呛死|闷死|摔死|死于|死难|被夺去生命|失去生命|"
    "无生命体征|没有生命体征|没了生命体征|离世|生还无望"
)
_END = r"(?=[，。；、！？：（）“”\s\d一二三四五六七八九十两逾近多约超至]|$)"
_SERIOUS = (
    "受伤(?:较为?|十分|非常|很|比较)?严重|重伤(?!不治)|伤势(?:较为?|十分|非常|很|比较|极为?|严)?[严较危]?重|伤情(?:较|严|危)?重|危重伤|重度烧伤|严重烧伤|"
    "特重度?烧伤|伤势危急|生命垂危"
)
_LIGHT = "轻微?伤|伤势较?轻|轻度烧伤|擦伤|皮外伤|皮肉伤"
_INJURED = (
    "(?:不同程度的?)?(?:受|负)伤|不同程度的?(?:烧|灼|撞|摔)?伤|烧伤|灼伤|烫伤|撞伤|砸伤|打伤|摔伤|咬伤|刺伤|砍伤|划伤|炸伤|压伤|"
    f"轧伤|刮伤|捅伤|电伤|冻伤|骨折|挂彩|伤者|伤员|伤{_END}"
)
_MISSING = "失踪|失联|失去联系|下落不明|失散|走失|尚未找到|仍未找到"
_TRAPPED = "被困|受困|被埋|遭埋|被压|埋压|被卡"
_POISONED = "中毒"
_UNWELL = (
    "(?:出现|发生|产生)[^，。；\n]{0,14}?(?:呕吐|腹泻|不适|头晕|恶心|腹痛|肚子?痛|发热|中毒)|身体不适|感到不适|感觉不适|"
    "(?:呕吐|腹泻|腹痛)(?:不止)?|恶心|不适症状"
)
_EVACUATED = "疏散(?!小组|通道|路线|指示|演练)|转移|撤离|撤出|紧急避险|避险转移"
_BOTH = "死伤|伤亡|死亡(?:或|和|及|、)?失踪|遇难(?:或|和|及|、)?失踪|死亡或受伤"

UNITS = "名|位|具|例|口人|口|个(?!小时|月|多|半|百分点)|条(?:人命|生命)|人(?!次|民[医银检政法]|员|家|才|类|口|行道|工智)"
_PERSON_NOUN = (
    "死(?!者|角|循|刑|期)|亡|伤(?![心害])|失踪|失联|被困|重伤|轻伤|遇难|司机|男子|女子|工人|环卫工|老人|儿童|学生|村民|居民|消防员|"
    "民警|幼童|女童|男童|婴儿|游客|乘客|矿工|男[一两]女|女[一两]男|死者|伤者|警察|士兵|船员"
)
COUNT = re.compile(
    rf"(?<![第\d.])(?P<before>{BEFORE})?(?P<digits>{NUMBER})(?P<more>{MORE})?(?!死一生)"
    rf"(?:(?P<unit>{UNITS})(?P<after>{AFTER})?|(?=(?P<noun>{_PERSON_NOUN}))|(?P<bare>(?=[，。；、！？）\s]|$)))"
)
"""A number that may count people: a unit, a person or a casualty word follows it, or nothing at all."""

_GAP = r"(?P<gap>(?:[^，。；：！？、（）“”\n]|[“”]){0,18}?)"
_BEFORE_DEATH = (
    f"(?:{_SERIOUS}|{_INJURED}|{_POISONED}|溺水|窒息|{_TRAPPED}|{_MISSING})[^，。；、（）\n\\d]{{0,8}}?"
)
RIGHT = re.compile(
    rf"{_GAP}(?:(?P<both>{_BOTH})|(?P<deaths>(?:{_BEFORE_DEATH})?(?:{_DEATH}|[死亡]{_END}|死者|遗体|尸体))|"
    rf"(?P<seriously_injured>{_SERIOUS})|(?P<light>{_LIGHT})|(?P<poisoned>{_POISONED})|(?P<missing>{_MISSING})|"
    rf"(?P<trapped>{_TRAPPED})|(?P<evacuated>{_EVACUATED})|(?P<injured>{_INJURED}))"
)
"""The nearest casualty word behind a count."""
UNWELL = re.compile(
    rf"(?P<gap>[^，。；\n]{{0,26}}?)(?:(?:，(?:先后|陆续|相继|均|全部|集体|都)*(?=出现|感到|发生|感觉))?(?:{_UNWELL}|食物中毒|中毒)|"
    "(?P<care>送医|送往[^，。；\\n]{0,8}医院|入院|住院|就医|就诊|送院))"
)
"""Signs of poisoning behind a count; counted only where the item speaks of poisoning."""
NOT_IN_GAP = re.compile(
    "赶到|赶赴|前往|出动|参与|参加|救出|逃生|获救|脱险|[被已遭](?:刑拘|抓|捕|拘)|抓获|报警|围观|营救|抢救(?!无效|治疗无效)|救治(?!无效)|"
    "搜寻|搜救|处理|调查|没有|导致|造成|致使|打[了死伤]|杀[害死]|救助|未|无(?!效|辜|证|生)|照顾|运送|搬|嫌疑|怀疑|涉嫌|承认|称|说|家属|亲属|亲人|"
    "(?<!已)(?<!均)(?<!全部)疏散|住院"
)
NOT_BEHIND = re.compile(
    "(?:者|人员|矿工|学生|职工|工人|同胞|群众|乘客)?的?(?:家属|亲属|亲人|家庭|家长|遗属|父母)"
)
NOUN_BEHIND = re.compile(
    "的?(?:者|人员|人口|矿工|学生|职工|工人|员工|群众|村民|居民|乘客|游客|旅客|司机|儿童|孩子|老人|患者|病人)"
)
RESCUED = re.compile(
    "(?:成功|已|共|全部|陆续|先后|安全|均)*(?:救出|解救|营救|获救|脱险|脱困|救起|转移|疏散|送医|撤离)"
)
RESCUED_BEFORE = re.compile(
    "(?:救出|解救|营救|救起|救援|搜救|搜寻|寻找|帮助|转移|疏散)(?:了|被困|出|受困|失踪|失联|的)*$"
)
ALL_RESCUED = re.compile(
    "(?:所有|全部)?(?:被困|受困)(?:人员|群众|者|工人|矿工|乘客|居民|村民|学生|游客)?(?:已|均|全部|都|悉数|成功|安全|被|最终|陆续)+(?:救出|获救|脱险|脱困|解救|升井)|"
    "(?:成功|已)?(?:解救|救出)(?:了)?(?:所有|全部)(?:被困|受困)"
)
FOUND_DEAD = re.compile("(?:均|全部|都|皆|无一生还|悉数)(?:已|不幸|经确认)*(?:遇难|死亡|身亡|罹难)")
"""Said behind a count of missing or trapped people in the same sentence: they are the dead."""
ALL_FOUND = re.compile("(?:失联|失踪)(?:人员|者|人)?(?:已|均|全部|都)+(?:找到|取得联系|平安)")

_LEFT_WORDS = {
    "both": "死伤|伤亡|死亡(?:或|和|、)?失踪",
    "deaths": "死亡|遇难者?|身亡|丧生|罹难|牺牲|死难|致死|死者|抢救无效(?:死亡)?|当场死|亡|死",
    "seriously_injured": "重伤员?|危重伤员?",
    "light": "轻微?伤员?",
    "injured": "受伤|伤者|伤员|负伤|烧伤|伤",
    "missing": "失踪失联|失踪|失联|下落不明",
    "trapped": "被困|受困|被埋",
    "poisoned": "中毒(?:者|病例|病人)?|中毒症状",
    "evacuated": "(?:疏散(?!小组|通道|路线|指示|演练)|转移|撤离|撤出)(?:安置|转移)?[^，。；：、\\d]{0,9}?",
}
UP = "(?:上升|升高|攀升|飙升|增加|增长|增多|增|升|上涨|扩大|更新)(?:至|到|为)"
CORRECTED = "(?:更正|修正|订正|更改|改|核减|核定|核实|下调|降低|降|减少|减|调整)(?:为|至|到)"
LEFT = re.compile(
    "(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LEFT_WORDS.items())
    + ")(?:的|群众|人员|矿工|工人|学生|村民|居民)?(?:人数|总数|人员|人口|数字|数量|数|者)?(?:已经|已|目前|现已|现|暂|最新|累计|总计|总共|共计|共有|共|"
    "初步|确认|统计|核实|仅)*(?:(?P<from>[从由自])(?:[^，。；]{0,4}的)?|(?P<up>"
    + UP
    + ")|(?P<corrected>"
    + CORRECTED
    + r")|达到?|为|是|有|至)?了?：?\s?(?:\d+余?户)?$"
)
"""A casualty word that ends just before a count."""
MOVED = re.compile(f"^(?:人|名|例)?(?:(?P<up>{UP})|(?P<corrected>{CORRECTED}))$")

PART = re.compile("其中|包括|当中|里面|含有?(?=\\d)")
RESET = re.compile("另有|另外|此外|还有|又有|另|共造成|总共|共计|合计")
ADDED = re.compile("另有|另外|还有|又有|再有|另|此外|随后|后来|之后")
TOTAL = re.compile("共|累计|总计|合计|已造成|已致|已有|截至|截止|目前")
SCENE = re.compile("当场|现场|当即")
HOSPITAL = re.compile("抢救|不治|送医|医院|途中|救治无效|伤重|伤势过重|院前")

SENTENCE = re.compile(r"[^。；！？\n]+")
GATE = re.compile(
    "[死亡伤困毒难踪]|失联|下落不明|遗体|丧生|丧命|殒|殉|不治|牺牲|损失|疏散|转移|撤离|级|聚集|围堵|集会|冲击|斗|游行|不适|呕吐|腹泻"
)

ALWAYS_OTHER = re.compile(
    "演练|演习|模拟|推演|同比|环比|去年同期|近[\\d一二三四五六七八九十两几]{1,3}年|近年来|全年|每年|年均|平均每|[今去]年以来|年初以来|年[^，。；]{0,4}[上下]半年|"
    "^[上下]半年|[今去]年[上下]半年|季度|统计数据|历年|\\d{1,6}人以上\\d{1,6}人以下|是指|条例|"
    "以上(?:死亡|重伤|伤亡|失踪)?的(?:较大|重大|特大|特别重大|一般)?(?:道路|生产|火灾|安全|交通)*事故|[\\d一二三四五六七八九十]{1,3}月份|"
    "(?:年|月|全[国省市])(?:来|内)?[^，。；]{0,10}(?:共|累计)?(?:发生|接报)[^，。；]{0,14}[\\d一二三四五六七八九十百千]{1,5}起"
)
"""Drills, statistics and legal definitions: sentences whose figures never count."""
EARLIER = re.compile(
    "此前|曾经?(?:发生|造成|导致|有|被|在)|去年|前年|往年|上年|历史上|上一?次|当年(?!底)|本月\\d+日|上个?月|"
    "(?:今年|^)\\d{1,2}月(?!\\d)|年前(?:的|，|发生)|第[\\d一二三四五六七八九十]{1,4}起|类似(?:事故|事件)|无独有偶"
)
"""Another, earlier happening: its figures count only when the text has no others."""
BACKGROUND = re.compile(
    r"(?:^|\n|。)\s?[【（]?(?:相关(?:链接|新闻|阅读)|新闻(?:背景|链接|回顾)|背景(?:资料|链接)|延伸阅读|历史回顾|资料链接|事故回顾)"
)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
SUPPOSED = re.compile(
    "如果|假如|倘若|一旦|假设|要是|可能(?:会)?(?:造成|导致|使|有)|将(?:会)?(?:造成|导致|使)|恐(?:造成|致|有)|足以|险些|差点|防止|避免|预防|杜绝|以免|预计|力争"
)

_PENDING = "(?:暂|尚|暂时|目前尚|仍|还)"
_OTHERS = "(?!其他|其它|更多|更大|进一步|新的|二次|次生|中国|中方|华人|我国)"
ZERO = re.compile(
    rf"(?:(?P<pending>{_PENDING}(?:无|未|没有?)|[未没]有?(?=接到|收到|接报|得到))|无|未|没有?|零)"
    rf"(?:接到|收到|接报|得到|发现|造成|发生|出现|有|引发|产生|导致|任何|关于)*{_OTHERS}(?:一?人|人员|群众|学生|工人|旅客|乘客|居民)?(?:员)?"
    rf"(?P<what>伤亡|死亡和受伤|死伤|死亡|遇难|受伤|重伤|被困|失踪|失联|中毒)(?!者|人员的|不)(?P<tail>[^，。；]{{0,8}}?(?:报告|报道|消息|信息|的情况))?"
)
"""Statements that nobody died, was hurt, is missing or trapped."""
ZERO_FIELDS = {
    "伤亡": ("deaths", "injured", "seriously_injured"),
    "死亡和受伤": ("deaths", "injured", "seriously_injured"),
    "死伤": ("deaths", "injured", "seriously_injured"),
    "死亡": ("deaths",),
    "遇难": ("deaths",),
    "受伤": ("injured", "seriously_injured"),
    "重伤": ("seriously_injured",),
    "被困": ("trapped",),
    "失踪": ("missing",),
    "失联": ("missing",),
    "中毒": ("poisoned",),
}
