"""Finding private persons' names in running text: surname, given name and what stands around them.

No list of names is needed: a name counts when the text itself presents somebody as a private person ("业主", "我叫",
"联系人："), or puts a telephone number, a sex or 某 behind it. Officials named in office ("市长") are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMPOUND = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|轩辕|长孙|宇文|端木|夏侯|澹台|闻人|南宫|独孤|完颜|呼延"
# These surnames hardly ever begin another word of a report.
_PLAIN = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林郭罗梁宋郑谢韩唐冯董萧肖程曹袁邓傅沈吕苏卢蒋蔡贾魏薛阎闫潘杜戴钟汪姜范姚谭廖邹"
    "熊陆郝孔崔邱秦顾侯邵孟段雷汤尹黎史龚陶贺毛郝赖樊兰殷庄耿聂焦柯翟阮俞詹翁倪邢柴窦裴霍覃祁莫辛邬鲍卞冉卓巫"
    "臧奚阚栾佟滕娄麻隋仇屈晏褚喻蒲伍舒蓝牛葛尚丘佘沙"
)
# These do: 高度, 方面, 于是. They count only where more speaks for a name.
_AMBIGUOUS = (
    "高何马任于余叶夏田方石熊金江白龙常万武乔钱文康安向易成关管华温季祝左时游路申柳齐盛包代项凌甘曾洪严章彭宁纪梅"
    "车景应连单伊封桂党容计满冷祖司宫谷房解费苗米戚查池闵古强简牟全荣宗邸冀付幸"
)
SURNAME = f"(?:{_COMPOUND}|[{_PLAIN}{_AMBIGUOUS}])"
"""A surname (regular expression source)."""
_HAN = "[\u4e00-\u9fff]"
_GIVEN = frozenset(
    "钢跃海宾滨锋铭鑫伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉璐娅琦晶"
    "妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融艺咏卿聪澜纯毓悦昭冰爽琬茗羽希"
    "宁欣育滢馥筠柔竹凝晓欢霄枫芸菲寒伊亚宜姬舒影荔思毅俊峰保东文辉力永健世广志义兴良海山仁波贵福生龙元全国胜学祥才武"
    "新利清飞彬富顺信子昌成康星光天达安岩茂林坚彪博诚先敬震振壮群豪邦承乐绍功松善厚庆民友裕哲江浩亮政谦亨奇之翰朗伯宏"
    "若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士建家致树炎德泰盛雄琛钧冠策腾楠榕风航弘春夏冬玉宝金银红华萍莹雯雅宇轩涵梓诺然晖"
    "昊坤乾立恩喜洪传占增忠孝勋焕根培炳耀祖贤淑惠慧美巧珠翠彩霖霏雨桐彤萱钰瑜琪琨珂淼鑫焱森磊垚娥姗妮娇娣媚婧仙莲芬芝"
    "芹茹荃莘菊萌蓝蕾虹虎豹骏麟鹤鸿燕大小老满存守正云庭川延廷彦怀恒悠意慈懿展川奎尧崇嵩巍帆帅平干开弟影征循才扬振"
    "捷敦文斐昆昂昕显普景智曙朝本权来杏柏柱柳棠楚歆水汉沁沛治泉法洲流润深渊湘溪满滨漫潇灵炜烨煜照熙玄玥玮珏珺甜甫畅"
)
# Words that begin like a name; one look-up spares most of the mistakes that a surname makes.
_ORDINARY = (
    "万一 万余 万元 万分 万家 万幸 万民 万科 万般 万达 万里 东方 "
    "东西 严厉 严惩 严查 严格 严禁 严重 严防 乔木 乔迁 于天 于是 "
    "付出 付款 付清 付费 代为 代办 代家 代理 代表 任何 任凭 任性 "
    "任意 任然 任职 何为 何以 何况 何在 何必 何时 何种 何等 何苦 "
    "余下 余款 余生 余额 元件 元宝 元旦 元月 党员 党和 党委 党的 "
    "全体 全力 全国 全天 全家 全年 全新 全权 全民 全球 全程 全身 "
    "全部 全长 全靠 兰州 关乎 关于 关停 关心 关本 关注 关照 关爱 "
    "关系 关键 关门 冷水 冷淡 冷漠 冷静 包含 包工 包庇 包括 包装 "
    "华为 华夏 单价 单位 单元 单机 单独 单身 古代 古城 古玉 史上 "
    "叶子 叶片 司机 司法 向上 向前 向来 向阳 周三 周二 周五 周六 "
    "周四 周围 周家 周年 周日 周末 周边 唐山 夏利 夏天 夏季 孔子 "
    "孙女 孙子 孟子 季度 季末 季节 宁可 宁夏 宁愿 宁波 安全 安分 "
    "安好 安宁 安家 安居 安康 安心 安排 安检 安生 安稳 安置 安装 "
    "安静 容易 封路 封闭 尚不 尚未 尚欠 屈服 左右 常住 常州 常常 "
    "常年 常德 常有 常来 常用 常见 平台 平安 平时 幸亏 幸好 幸福 "
    "应为 应予 应付 应对 应届 应当 应急 应有 应该 康复 康宁 张口 "
    "张嘴 张家 张贴 强制 强力 强化 强大 强度 强拆 强烈 强行 成为 "
    "成交 成人 成倍 成分 成功 成员 成型 成天 成家 成年 成本 成片 "
    "成立 成绩 成群 成都 成长 房东 房产 房子 房屋 房租 文体 文化 "
    "文学 文山 文明 文本 文艺 文雅 方便 方可 方向 方圆 方式 方才 "
    "方正 方法 方能 方面 施工 时不 时任 时光 时常 时有 时而 时至 "
    "时间 时隔 明亮 明天 明年 明文 明明 明星 明显 明白 明知 明确 "
    "明说 易燃 景区 景德 景观 景象 曾于 曾在 曾经 朱红 李子 杨家 "
    "杨树 林业 林地 林木 林立 查处 查明 查清 桂林 梅雨 楼上 楼下 "
    "楼宇 楼梯 楼道 楼顶 武力 武汉 毛坯 毛病 水利 水泥 水流 水电 "
    "江北 江南 江水 江海 江湖 江苏 江西 江边 池塘 汤水 沙发 沙土 "
    "沙子 沙石 洪水 海洋 温和 温度 温暖 温水 温泉 游乐 游客 游泳 "
    "游玩 满意 满满 满足 牛仔 牛奶 牛羊 王家 王府 甘心 田园 田地 "
    "田林 申报 申请 白云 白天 白条 白水 白白 白纸 白色 白血 白费 "
    "白金 盛夏 石化 石子 石家 石材 石油 祖国 祖坟 祖孙 祖宅 程家 "
    "程序 程度 章程 童年 简介 简单 简易 简陋 管家 管理 管道 米饭 "
    "纪委 纪律 罗列 舒服 舒适 荣幸 荣获 荣誉 莫名 蓝天 解决 解放 "
    "解约 解释 解除 计划 计算 许可 许多 费力 费时 费用 赖账 路中 "
    "路灯 路边 路过 路面 车位 车子 车库 车祸 车辆 辛勤 辛苦 连同 "
    "连夜 连天 连带 连年 连累 连续 金利 金奖 金属 金山 金水 金牌 "
    "金融 金钱 金银 金额 钟点 钱款 钱财 陆续 陈列 陈旧 陈述 雷雨 "
    "项目 马上 马力 马来 马虎 马路 高中 高价 高兴 高利 高大 高层 "
    "高山 高峰 高度 高新 高昂 高明 高校 高温 高空 高考 高达 高速 "
    "高铁 高额 高龄 麻将 麻木 麻烦 黄冈 黄山 黄昏 黄河 黄海 黄花 "
    "黄金 龙头 龙江 龙泉 "
)
_NOT_NAMES = frozenset(_ORDINARY.split())
# Nobody's name ends so; places and offices do.
_PLACE_END = frozenset("市县区镇乡村街路局院厅部司校所队站委办组厂店处科庭社会团楼馆省州旗弄巷屯")
_TITLE = (
    "先生|女士|小姐|师傅|老师|医生|大夫|护士|教授|律师|经理|主任|书记|局长|科长|处长|县长|市长|镇长|乡长|区长|校长|院长|所长"
    "|队长|站长|厂长|会长|部长|厅长|委员|主席|总理|警官|法官|检察官|同学|大爷|大妈|阿姨|叔叔|老板|队员|同志|总|某|姓"
)
_PERSON = (
    "业主代表|居民代表|犯罪嫌疑人|业主|居民|村民|市民|群众|网民|网友|患者|病人|病患|死者|伤者|逝者|遇难者|受害者|受害人|被害人"
    "|当事人|家长|学生|女生|男生|同学|员工|职工|工人|民工|司机|驾驶员|驾驶人|乘客|旅客|租户|租客|住户|户主|房东|商户|店主|店员"
    "|老板|顾客|消费者|举报人|投诉人|反映人|来电人|来信人|联系人|申请人|原告|被告人|被告|嫌疑人|肇事者|本人|丈夫|妻子|老公|老婆"
    "|儿子|女儿|父亲|母亲|爸爸|妈妈|哥哥|弟弟|姐姐|妹妹|爷爷|奶奶|外公|外婆|家属|邻居|女子|男子|老人|女孩|男孩|小孩|孩子|孕妇"
    "|产妇|保安|保姆|护工|工友|车主|农户|贫困户|低保户|残疾人|志愿者|老汉|大妈|大爷|村妇|农民|考生|幼儿|女童|男童|失踪者|死者为"
)
_LABEL = (
    "联系人|姓名|名字|申请人|投诉人|举报人|反映人|来电人|来信人|收件人|收货人|寄件人|当事人|户主|业主|患者|死者|伤者|原告|被告"
    "|被告人|户名|署名|落款|开户人|监护人|家长|学生|车主|房主|承租人|出租人|本人|受害人|留言人|求助人|诉求人|致信人"
)
_FOLLOW = (
    "反映|反应|称|说|表示|告诉|投诉|举报|来电|来信|在|因|的|是|向|被|把|与|和|及|家|一家|等|今年|男|女|住|电话|身份证|于|为|从"
    "|到|将|对|给|已|也|就|以|自|曾|经|由|遭|突|死|受|不|没|系|去|驾|骑|酒|坠|跳|溺|抢|送|要求|希望|认为|发现|购买|夫妇|夫妻|父母"
    "|爸|妈|奶奶|爷爷|本人|名下|患|之|则|又|还|都|有|其|来|找|打|做|上|下|出|入|进|离|通过|提出|拒绝|拨打|申请|请求|带|报警|因此|介绍|回忆|昨|前|当"
)
_MOU = "(?!小区|[地市县区镇村处些个种天日年月楼栋事物街路乡店局企商段校厂院班省国官媒报网银酒饭超餐男女先部公单学医机平品项领工人时])"
_STRONG = re.compile(
    rf"(?:(?:{_LABEL})(?:是|为)?\s*[：:]\s*|(?:我叫|本人叫|名叫|名字叫|叫做|叫作|我的名字是)\s*)"
    rf"(?P<name>{SURNAME}{_HAN}{{1,2}}?)(?=$|[^\u4e00-\u9fff]|{_TITLE}|{_FOLLOW})"
)
_PRESENTED = re.compile(rf"(?:{_PERSON}|我是|叫)(?P<name>{SURNAME}{_HAN}{{1,2}})")
_SOMEBODY = re.compile(
    rf"(?P<name>(?:(?:(?<={_HAN})(?<=人|者|主|民|生|工|机|员|客|户|子|亲|公|婆|属|居|妇|告|友|众)|(?<!{_HAN}))(?:{_COMPOUND}|"
    rf"[{_AMBIGUOUS}])|[{_PLAIN}])某){_MOU}"
)
_NUMBER = r"(?:1[3-9]\d[-\s]?\d{4}|0\d{2,3}-\d{7}|[1-9]\d{5}[-\s]?(?:18|19|20)\d\d)"
_ALONE = rf"(?:(?:(?<!{_HAN})|(?<=联系)|(?<=[找人主民生亲])){SURNAME}|(?:{_COMPOUND}|[{_PLAIN}]))"
_BEFORE_NUMBER = re.compile(
    rf"(?P<name>{_ALONE}{_HAN}{{1,2}})(?:{_TITLE})?[\s，,（(：:、]{{0,3}}"
    rf"(?:(?:联系)?(?:电话|手机|方式)(?:号码?)?|身份证号?码?|[Tt]el)?[\s：:]{{0,3}}(?={_NUMBER})"
)
_BEFORE_SEX = re.compile(rf"(?P<name>{_ALONE}{_HAN}{{1,2}})(?=[（(，,、]\s?[男女][，,）)、。])")
# Each search is dear, so a cheap one goes before it.
_GATED = (
    (re.compile(r"[：:叫]|名字是"), _STRONG),
    (re.compile(_NUMBER), _BEFORE_NUMBER),
    (re.compile(r"[（(，,、]\s?[男女][，,）)、。]"), _BEFORE_SEX),
)
_COMPOUND_START = re.compile(_COMPOUND)
_FOLLOWED = re.compile(rf"$|[^\u4e00-\u9fff]|{_FOLLOW}|{_TITLE}")
_ENDS_IN_TITLE = re.compile(rf"(?:{_TITLE})$")


def find_names(text: str) -> Iterator[tuple[int, int, str]]:
    """Find private persons' names: start, end and surname of each, also where a name is repeated without its context.

    Full-width digits must have been narrowed before, for names that stand before a number.
    """
    found: dict[str, str] = {}
    for start, end in _presented(text):
        name = text[start:end]
        found[name] = surname_of(name)
    for name, surname in found.items():
        for match in re.finditer(re.escape(name), text):
            if text[match.end() : match.end() + 1] not in _PLACE_END or match.end() == len(text):
                yield match.start(), match.end(), surname


def surname_of(name: str) -> str:
    """The surname of a full name, two characters for the compound ones."""
    compound = _COMPOUND_START.match(name)
    return compound[0] if compound and len(name) > 2 else name[0]


def _presented(text: str) -> Iterator[tuple[int, int]]:
    if "某" in text:
        for match in _SOMEBODY.finditer(text):
            yield match.start(), _after_mou(text, match.end())
    for gate, pattern in _GATED:
        if gate.search(text):
            yield from (m.span("name") for m in pattern.finditer(text) if could_be_name(m["name"]))
    for match in _PRESENTED.finditer(text):
        start, end = match.span("name")
        longest = _likely_end(text, start, end)
        if longest:
            yield start, longest


def _after_mou(text: str, end: int) -> int:
    """Take in what is left of a name after 某: 张某某, 李某甲, and 王某芳 where the name clearly ends there."""
    following = text[end : end + 1]
    if following and following in "某甲乙丙丁":
        return end + 1
    rest_of_name = following in _GIVEN and _FOLLOWED.match(text, end + 1)
    return end + 1 if rest_of_name else end


def is_full_name(word: str) -> bool:
    """Whether a word of three or four characters is a surname with a given name of two: 王建国, 欧阳秀英."""
    given = word[len(surname_of(word)) :]
    return len(given) == 2 and _GIVEN.issuperset(given) and could_be_name(word)


def could_be_name(name: str) -> bool:
    """Whether characters that begin with a surname look like somebody's name and like no other word."""
    given = name[len(surname_of(name)) :]
    if name[:2] in _NOT_NAMES or name[-1] in _PLACE_END or _ENDS_IN_TITLE.search(given):
        return False
    return name[0] not in _AMBIGUOUS or not _GIVEN.isdisjoint(given)


def _likely_end(text: str, start: int, end: int) -> int | None:
    """Where a name after 业主 or 我是 ends, None when the characters look like other words."""
    surname = surname_of(text[start:end])
    for stop in range(end, start + len(surname), -1):
        given = text[start + len(surname) : stop]
        if not given or not _GIVEN.issuperset(given) or not could_be_name(text[start:stop]):
            continue
        if _FOLLOWED.match(text, stop):
            return stop
        if surname in _PLAIN and len(given) == 2 and text[stop] not in _PLACE_END:
            return stop
    return None
