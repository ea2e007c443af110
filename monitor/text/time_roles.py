"""Whose time an expression tells: the happening's, the report's, the rescue's, that of a comparison or of what came after."""

from __future__ import annotations

import re
from datetime import date, timedelta

from monitor.text.alternation import compiled, screened
from monitor.text.time_expressions import Said
from monitor.values import value

_LEARNS = "获悉|了解|得知|获知|传来|公布|证实|通报|表示|方面|处|发布"
_TELLS = "查明|查实|查清|认定|判定|确认|证实|回应|宣布|披露|透露|介绍说|通报(?!后)|更新[为到至]|[上增]升[为到至]|[升增]至"
_REPORT_BEHIND = re.compile(
    r"\s?(?:(?:许|左右)?以来，?[^，。；]{0,6}?(?:新增|累计|增加|又|再)|电(?!梯|线|缆|动|力|厂|站|杆|信|路|瓶|器|击|焊|池)|[^，。；\d]{0,4}讯(?!问)|消息|信息|报道|援引|的?(?:最新)?通报|，?记者|"
    rf"，?(?!据)[^，。；]{{0,10}}(?:{_TELLS})|晚间?从(?=[^，。；]{{0,24}}(?:{_LEARNS}))|[（(]记者|[（(]通讯员|记者|"
    rf"[早晚]?(?:间)?(?:上午|下午)?(?:从(?=[^，。；]{{0,24}}(?:{_LEARNS}))|向|就|在[^，。]{{0,12}}(?:表示|宣布|说|称|指出))|获悉|了解到|通报|发布|说，|称|宣布|披露|表示|证实|召开|公布|介绍|作出|批示|透露|致电|刊文|发表|"
    r"，?[^，。；]{0,24}(?:举行|召开|召集|举办)[^，。；]{0,12}(?:发布会|通气会|会议|协调会|调度会|推进会|吹风会|座谈会)|，?[^，。；]{0,16}发布(?:通报|公告|消息|情况)|"
    r"[^，。；]{0,10}(?:发布消息|发布通报|新闻发布会|获悉|了解到|证实|宣布|透露|披露|表示)|"
    # Whoever speaks to a reporter, what is counted or measured, and who comes to see: 派出所向记者证实, 18日9时的数据显示, 第三次通报.
    r"，?[^，。；：]{0,36}?(?:(?:向|对|跟)[^，。；：]{0,10}?(?:记者|媒体|本报|本台)|告[诉知][^，。；]{0,8}?记者|接受[^，。；]{0,12}采访|在[^，。；]{0,12}答记者问|(?:^|的)?(?:记者|本报|本台)[^，。；]{0,6}(?:来到|赶到|看到|见到|走访|探访|前往|从|联系|致电|采访|再次))|"
    r"，?[^，。；：\d]{0,14}?(?:第[一二三四五六七八九十]+[次轮场]|首次)(?:通报|发布)|的?[^，。；：\d]{0,8}?(?:数据|监测结果|统计|数字|名单|汇总)|，?[^，。；：]{0,16}?(?:修正|更正|下调|上调|核减|核增|更新)(?:了|的|后|为|数|死|伤|通|数据)|"
    r"，?(?:[^，。；：]{0,10}?(?:即|就|便|曾|已经?|先后|随即|紧急|再次|联合|对外|正式|集中|统一|公开))?(?:发布|下发|印发|下达|公布|通报)|"
    # 市政府网站挂出消息, 县委宣传部晚上10点发的通稿; an hour right before a quoted toll is that of the toll.
    r"，?[^，。；：]{0,12}?(?:[挂贴放登]出|[发写推](?:出|了|的)|张贴|推送|更新)[^，。；：]{0,6}?(?:消息|通稿|通告|公告|声明|告示|名单|[短简稿]讯|稿[子件]|微博|公众号|快报)|"
    # 4月28日，我县累计报告213例: the day of the count.
    r"，?[^，。；\d]{0,10}?累计(?:报告|接报|收治)|"
    # 4月5日9时，距事故发生已过去19小时; 此时搜救已持续20小时.
    r"，?(?:此时)?(?:距离?|离)[^，。；]{0,12}?(?:事发|发生|事故|被困|失联|失踪|爆炸|坍塌|地震|火灾)[^，。；]{0,8}?(?:已|过去|整整|超过|近)|，?(?:搜救|救援|救治|搜寻|扑救)[^，。；]{0,6}?(?:已经?)?(?:持续|进行)了?[^，。；]{0,4}?(?:小时|天)|"
    r"，?“[^”，。；]{0,8}?\d{0,4}人?(?:死亡?|遇难|失踪|伤亡|受伤|重伤|轻伤)\d{0,4}人?|"
    r"，?[^，。；：]{0,16}?(?:(?:预警|响应)[^，。；]{0,6}(?:发布|启动|生效|升级)|(?:发布|启动)[^，。；]{0,10}(?:预警|响应))|"
    # 3月18日，市应急管理局公布“5·21”事故调查报告.
    r"，?[^，。；：]{0,16}?(?:公布|发布|通报|披露|印发|公开|批复|挂出)[^。；]{0,30}?(?:调查报告|调查结果|处理结果|调查情况|处理情况|处理意见|责任追究|追责|问责|整改|评估报告|结案)|"
    r"，?[^，。；：]{0,12}?(?:提起|说起|谈起|讲起|回想起|想起|回忆起?|忆起|谈及|谈到|说到))"
)
_REPORT_FRONT = screened(
    "(?:截至|截止|截止到|截至到|记者|直到|持续至?|(?<![自从])至|到|与|于.{0,4}月|(?:来信|来电|来访|投诉|留言|发帖|跟帖|发布|更新|反映|受理|回复|答复|办理|登记|提交|接收|写信|信件|报道|发稿|刊发|见报|打印|填[表报]|编辑)(?:时间|日期)[:：为是]?\\s?|(?:数字|版本|说法)[来出]自[^，。；：]{0,8}?：)$"
)
# 聚餐到深夜，至次日凌晨1时许，饭店突然爆炸: until then nothing had happened.
_UNTIL = re.compile("(?:^|[，。；！？\\s]|[^一-鿿])(?:直?到|至)了?$")
_THEN_IT_HAPPENED = re.compile(
    "(?:许|左右|前后)?，(?![^，。；]{0,14}(?:已|共|仍|累计|全部|尚|还|依然|依旧|均))(?![^，。；]{0,24}\\d{1,6}(?:[起次处例场座间户栋]|余[起次处]|多[起次处]))[^，。；]{0,16}?(?:突然|忽然|突发|发生(?!的|后|以来)|起火|着火|失火|爆炸|爆燃|倒塌|坍塌|垮塌|塌方|侧翻|翻车|相撞|坠落|泄漏|决口|决堤|溃坝)"
)
_AFTERMATH = re.compile(
    "扑灭|抢救无效|不治|辞世|离世|去世|过世|逝世|咽气|病逝|停止呼吸|送往|转[到往至送]|送至|送到|送医|送达|转院|转运|赶到|赶赴|抵达|恢复|通车|救出|解除|结束|出院|入院|治疗|体检|复查|筛查|得到控制|获救|抓获|落网|自首|"
    "熄灭|清理|打捞|找到|挖出|捞起|捞出|抬出|到场|看望|慰问|祭|下葬|追悼|悼念|祈福|投案|救起|吊起|捞上|发现[^，。]{0,8}(?:遗体|尸体)|督办|约谈|问责|免职|停职|处分|到位|提级|移交|侦破|告破|合围|转危为安|启动|成立|返回|脱险|回忆|采访|散去|停业|停产|关闭|立案|拘留|刑拘"
)
_CHANGING = re.compile("清理|启动|成立|恢复|关闭|治疗|返回|结束|解除|转[到往至送]|停产")
"""Of these things something may befall people while they are at it: 组织工人清理筒仓，出料口突然开启."""
_COMES_UPON = re.compile("(?:赶到|到场|抵达)[^，。]{0,4}[时后]?，?(?:就|便|已经?)?(?:发现|看到|看见|只见)")
# 被困驾驶员获救 tells the rescue: who is called after what befell him does not tell it anew.
_VICTIM = re.compile(
    "(?:被困|受伤|被埋|失踪|失联|落水|遇险|被救)的?[^，。；后被]{0,5}?[人员者工民客生子女众机孩童]"
)
_STILL_IN_IT = re.compile(
    "[^，。]{0,30}(?:事故|火灾|爆炸|地震)(?:中|现场)(?=最后|又|再|第|另|剩|仍|受伤|被困|重伤|失踪|失联)"
)
"""坍塌事故中最后一名被困工人被找到."""
_SPOKEN_OF = compiled(
    "[该此这本](?:起|次|场|宗|件)?(?:事故|火灾|爆炸|事件|案件|灾害|地震|坍塌|车祸)|(?:[垮倒坍]塌|爆炸|[着起失]火|被淹|受损|坠[毁落]|侧翻|翻[覆沉]|失控|受灾|中毒|溺水|落水|出事|肇事|停[电水气]|相撞|被[砸撞困埋])的(?!是)|(?:滑坡|爆炸|爆燃|[着起失]火|[垮倒坍]塌|地震|相撞|事故|出事|事发|发生)前(?![往面车行方排])"
)
"""该起事故, 垮塌的偏房: a happening that is only spoken of."""
_OVER = re.compile(
    "(?:大火|火灾|明火|火势|火情|险情|现场|道路|交通|泄漏|泄露|渗漏|漏[点气水油]|溃口|决口|管涌|事态)[^，。]{0,6}(?:扑灭|控制|熄灭|解除|恢复|排除|封堵|堵住|合龙|止住|停止|处置)"
)
_APART = re.compile(
    "弥撒|默哀|(?:法院|法庭|检察院)[^，。；]{0,30}?(?:审理|裁定|裁决|判决|提起|公诉)|受审|出庭|悼念|送别|告别|火化|祈福|追悼|祭奠|宣判|判处|开庭|辟谣|网传|谣言|施行|播出|一审|庭审"
)
_HAPPENING = compiled(
    "级(?<=[3-9]\\.\\d级)|发生(?!变化|转变|改变|好转|逆转|反转|转折|作用|关系|后|之后|以来|了?什么|(?:了|过)?(?:口角|争执|争吵|争论))|突发|事发(?!现场|地|当|路段|后|时)|出事(?!车|现场|地)|起火|着火|着了火|失火|相撞|追尾|连撞|撞|侧翻|翻车|翻入|翻[进到]|坠|爆炸|炸|坍塌|垮塌|倒塌|塌|爆燃|闪爆|中毒|呕吐|不适|腹泻|腹痛|出现|泄漏|泄露|漏|"
    "地震|震感|溺|落水|袭击|洪水|决堤|溃|滑坡|泥石流|聚集|围堵|静坐|堵路|打砸|砍|捅|(?:大火|火灾|事故)(?!现场|救援|善后|处置|调查|原因|责任|遇难者|情况|发生后|后)|遭|燃烧|冒烟|浓烟|触电|踩踏|晕倒|火警|被埋|透水|沉没|突然|砸|脱落|掀|刮|停止取水|停水|发病|枪|窜[入出进到]|蔓延|引燃|烧[起着塌过了]|着了|冲[上下进入向出]|碾|轧|压(?=[住过向倒在塌死了])|翻下|滚下|掉(?:[进下入落]|到?[江河沟坑井湖海])|摔|跌[落入]|断裂|"
    "决口|劈|持刀|杀害|行凶|开枪|劫(?<!一劫)(?!后)|围攻|堵[住在死]|罢[工运课市]|停工|停运|拉肚子|发烧|发热|昏倒|倒地|窒息|熏倒|没了气息|停电|断水|取水口|燃起|压了?过来|扎进|卷了?[走入进]|滞留|封路|横幅|冲突|械斗|斗殴|互殴|"
    "忽然|猛地|卡[在了]|困了|轰隆|轰然|一声巨响|巨响|一声[闷大爆炸]|吞没|火海|裂开(?<!分裂开)|断落|折断|陷[入进](?!困境|绝境|瘫痪|沉思|悲痛|停顿)|掩埋|埋[住压]|压埋|喷溅|喷[出涌]|灼伤|烫伤|涌[出入水沙]|突水|溢出|外溢|泄入|泄进|流入|排入|挖[断破漏穿]|撞断|剐蹭|刮[擦倒]|碰擦|失控|失灵|飞[出石]|击中|击穿|电击|雷击|咬伤|咬[了住死]|缠[住绕]|卷进|夹住|被夹|挤压|绞[入进]|倾[覆倒斜]|翻沉|触礁|搁浅|"
    "滑[落入]|脱轨|出轨|倒转|卡住|踩空|推搡|厮打|追打|殴打|吹[倒断]|龙卷风|雪崩|异味|死鱼|鱼死|栽[倒进下到]|没了?动静|失去知觉|晕[过死]去|怼[进上到了]|[哐咣]当一|进了?水(?![口管阀位表])|昏迷|抽搐|头晕|恶心|中暑|上访|讨要?薪|讨说法|要说法|拦[住路停]|"
    "打起来|打[架人斗伤]|扭打|群殴|动[手刀]|刺[伤死中]|扎[伤死]|绑架|劫持|挟持|抢劫|纵火|自焚|跳[楼桥江河]|轻生|爆[管裂胎]|破裂|崩[裂塌落开飞断]|塌陷(?<!天花塌陷)|沉降|下沉|掉落|掉了?下|落下|困[在住]|骤停|停摆|冒顶|片帮|"
    "溜[车坡]|滑[下出倒坡]|打滑|侧滑|冲[断毁走垮倒撞]|甩[出下]|弹[飞出]|蹿|漏电|短路|跳闸|没[水电]了?[。，！]|没有?来?[水电]|倒灌|积水|内涝|漫[堤过]|淹|山洪|落石|迷路|走失|失足|翻[扣船]|碰撞|擦碰|拖行|闷响|摇晃|晃动|山摇地动|地动山摇|天摇地动|倒下|"
    "肚子[疼痛]|上吐下泻|又吐又拉|拉稀|吐了[一二两三四五六七八九十好几\\d]{1,2}[次回]|漆黑一片|一片漆黑|蜇|投毒|投掷|冲卡|闯入|冲击(?!波)|停[暖气热]|爆仓|断供|发[黑绿臭](?!的)|发白|变色|浑浊|维权|"
    "车祸|失事|沉船|空难|翻覆|落江|落入|翻沟|剐碰|跌下|强震|燃爆|轰燃|垮|天坑|漫坝|发大水|涨大?水|风灾|雪灾|骚乱|暴乱|暴动|示威|游行|堵[门桥]|越狱|对峙|遇害|逆[行转]|[起失放]了?火(?!车)|引爆|井喷|水质异常|河水变|爆了|命案|凶杀|血案|"
    "付之一炬|化为灰烬|化成灰|夷为平地|翻了(?=[，。！；\\s]|$)|上涨(?=了?[\\d.]+米)|[顶拱][下翻]|拱到|船身侧|侧倾|倾侧|扣了过[来去]|倒扣|刹不住|收不住|摔倒|倒了下[来去]|[电扶货]?梯[^，。；]{0,4}停|缆车[^，。；]{0,6}停|[踩挤烫割划绊拖拉拽绞夹][伤死倒断进]|掐|勒死|推[倒下搡]|跳[下轨]|闪燃|自燃|走火|误伤|误撞|误入|迷航|触碰|剧烈|不省人事|没了呼吸|口吐白沫|皮疹|起红疹|长红点|拉不出|停摆|瘫痪|中断(?!后)|飘[来出散进]|刺鼻|刺激性|弥漫|呛人|焦糊味|糊味|怪味"
)
_MOURNS = re.compile("[^，。]{0,4}(?:悼念|纪念|追思|缅怀|祭奠)")
"""In the clause behind: 出席仪式，悼念十年前…的死难者."""
_WEATHER = re.compile(
    "暴雨|暴雪|大雨|大雪|大风|大雾|浓雾|团雾|冰雹|雷雨|强降[雨雪水]|强对流|风雪|寒潮|沙尘|冻雨|台风|飓风"
)
"""What the sky does is the happening only where nothing came of it at an hour of its own."""
_HARMED = re.compile(
    "遇难(?!者|同胞)|失去了?联系|身亡|死亡(?!人数|名单|数字|证明|赔偿)|受伤|被困|失踪|失联|丧生|罹难|死伤|遇险"
)
"""What came of a happening: it may be told of a later hour, when somebody died or the count came out."""
_ON = ("起，", "起：")
"""15日起，… begins something."""
# 4月7日晚饭后有人拉肚子 … 8日凌晨3时邢某出现休克: it grew worse, it did not begin.
_WORSE = compiled(
    "休克|病情(?:突然|急剧|进一步)?(?:加重|恶化|转重)|病[危重]|(?:陷入|深度)昏迷|心跳骤停|呼吸衰竭"
)
_CALL_CHARS = 10
_CALL = re.compile("报警|报案|接警|接报|接到[^，。；]{0,12}(?:报|电话|指令|求助)|呼救|来电")
_MEAL_IN_BRACKETS = re.compile("[饭餐吃喝][^，。；]{0,4}[（(]$")
# 晚上八点多我下班路过，围了一堆人，说是下午四点有人跳下来: what somebody came upon began at the hour that he was told.
_HEARSAY = re.compile(
    "[^。！？]{0,40}?(?:说是|听说|一打听)[^，。；]{0,4}?(?:[上下]午|中午|早上|晚上|凌晨|今早|昨)[^，。；]{0,3}?点"
)
_SAYS_WHAT = re.compile("[，]?(?:称|说)")
"""27日20点到派出所报案，称女儿中午离家后失踪: who goes to the police tells another hour, while a call is of its own (来电称有炸弹)."""
_MEAL = re.compile("吃|喝|品尝|饮用|误食|服用|食用|就餐|用餐|进食|聚餐|饭后|餐后")
# 4月9日8时，取水口锑浓度降至限值以内: it eased.
_EASED = re.compile(
    "(?:浓度|指标|水质|水位|流量|含量|数值|余震|超标倍数)[^，。；]{0,14}?(?:[降退落减][至到为]|回落|达标|恢复|合格|低于|以内|以下)"
)
# 此外26日傍晚一名中学生失足，并非此次山洪造成，不计入: another happening, told to be kept apart.
_KEPT_APART = re.compile(
    "(?:并?非|并?不是|不属于?|与|和|跟)[^，。；]{0,3}?(?:[此这本该]次|这场|这起|本起)[^，。；]{0,12}?(?:造成|引起|引发|所致|导致|无关|没有?关系|死者|伤者)|不(?:予|再)?(?:计入|算在内|列入)"
)
# 网上说“昨天淹了两个”，另一个是…: a rumour that is put right.
_RUMOURED = re.compile("(?:网[上传友]|谣言|传言|群里|外面)[^，。；“”]{0,6}?[：:]?“[^”]{0,4}$")
_PUT_RIGHT = re.compile("[^”]{0,24}”[^。！？]{0,24}?(?:另一[个名]|不是|并非|不实|谣|假的|没有|错[了的])")
_ROUTINE = re.compile(
    "(?:工作日|节假日|周末|法定工作日)(?:的|每天|上午|下午)?$|"
    "(?:营业|上班|下班|工作|办公|办理|开放|服务|作息|上课|放学|运营|起飞|发车|报名|截止)(?:时间)?[:：为是]?$"
)
# 时间：5月23日10时 地点：区政府新闻发布厅: when a briefing is held; 来信时间 and 发帖时间 are of what was written.
_MEETS = ("时间：", "时间:", "时间： ", "时间: ")
_MEETING = re.compile(
    "[^。！？；]{0,40}?(?:发布厅|发布会|通气会|说明会|吹风会|会议[室厅]|会场|演播[室厅]|直播间|主持人?[:：])"
)
# 按照计划，“天窗”时间为2时10分至5时10分: when something was to be done.
_PLANNED_FOR = re.compile(
    "(?:(?:计划|原定|规定|预定|图定|天窗|检修|施工|作业|演练|许可|预约|约定|值班|巡[查视检]|限行|禁[行止])”?(?:的|时间|时段|窗口)*(?:为|是|[:：])|(?:原定|原计划|按计划|本应|本该|应[于在]))[^，。；]{0,2}$"
)
_HABIT = re.compile(
    "(?:每(?:天|日|晚|早|夜|周|个?月|到)|天天|夜夜|经常|常常?|平时|平日|一般|通常|总是?|往往|长期|一到|(?<![接收得赶])到了?)[^，。；\\d]{0,6}$"
)
"""每天晚上11点施工: what goes on day by day happened at no hour."""
_SINCE_THEN = re.compile(
    "(?:那个?[^，。；\\d]{1,3})?(?:算起|起算)|[许多左右]{0,2}(?:开始)?(?:[直一]*到|至)(?:现在|目前|这会|此刻|今(?![天日晨早晚]))"
)
_DEPARTS = re.compile(
    "\\s?(?:，?[^，。；]{0,8}?(?:驾驶?|驾车|乘坐?|乘车|开车|骑车|坐车)[^，。；]{0,12}?)?(?:从[^，。；]{1,10}?)?(?:发车|出发|启程|起飞|开出|驶出|上班|下班|出门|交班|开工|上工|复工|进场|入场|集合|到岗|接班|开席|开饭|开会|开课|开学|开业|开门|入住|装车|起床)"
)
_HAPPENED_AT = re.compile(
    r"(?:发生(?:在|于|时间为?)|出现[在于]|事发(?:时间)?(?![^，。；]{0,2}[路地现])|(?:北京|起火|着火|爆炸|坍塌|案发|出事|(?:^|[，。；\s]))时间[:：为是]?|(?:登陆|发生|出事|起火|着火|爆炸|坍塌|垮塌|翻沉|相撞|倒塌|塌方|坠落|落水|爆发|暴发)的?(?:具体|准确|确切)?(?:时间|时刻)，?[:：为是在]?|爆发于|案发)[^，。；]{0,6}$"
)
_FOUND_OUT = re.compile(
    "(?:经查|查明|核查|初查|调查(?:组)?(?:显示|发现|认定|表明|称)|监控(?:录像|视频|画面)?(?:显示|中|里)?|录像显示|知情[人者]士?|目击者|据了解|据悉)[^，。；]{0,8}[，：]?$"
)
_NAMES_IT = re.compile(
    r"\s?(?:发生)?的?[^，。；：“\d]{0,8}?(?:事故|袭击|火灾|爆炸|地震|枪击|车祸|坍塌|骚乱|冲突)(?:案|事件)?的?(?:中的?|伤亡|死[亡伤]|遇难|造成|致|幸存)"
)
"""22日双重袭击的伤亡数字: a day that says which happening is meant."""
_COMPARISON = compiled(
    "(?:去年|前年|往年)(?!的?\\d{1,2}月|[一二三四五六七八九十]{1,2}月)|历史上(?!最|首次|第一次)|此前(?!的?[\\d一二三四五六七八九十上本去昨前])|曾(?!某|[^，。]{0,2}[说称]|经?[^，。；]{0,12}?(?:风光|红火|热闹|繁华|辉煌|有名|闻名|火爆|兴盛|盛极)[^，。；]{0,4}?的[一-鿿])|上一次|上次|同期|周年|纪念日|祭日|忌日|纪念活动|公祭|年前(?!的?今[天日晚])|当年|第[一二三四五六七八九十\\d]{1,4}起|后悔|[0123456789]年曾|无独有偶|资料显示|公开资料|发生过|出过(?:事|人命)"
)
_BEDSIDE = re.compile(
    "，?在[^，。；]{0,20}(?:医院|病房|病床|监护室|ICU|殡仪馆|灵堂|烧伤科|急诊|门口|家中|事故现场|火灾现场|爆炸现场|废墟)"
)
"""Where a reporter meets those whom it befell: the day of the visit."""
_SPEAKS = re.compile("念叨|记者|见到|回忆|哭|讲起|说起|告诉|躺|^[^。]{12,40}[^据听]说")
NEAR_CHARS, _BEHIND_CHARS = 60, 90
_STOP = re.compile("[。！？；]")
_ALL_OF_LINE = re.compile(
    "(?:[二三四五]?十?几分?)?(?:[\\s，、：:（(]*(?:(?:星期|周|礼拜)[一二三四五六日天]|天气|[晴阴雨雪雾]|多云|[小中大暴阵]雨|[小中大暴]雪|转|间|到))*[\\s，、：:）)】\\]]*"
)
LATELY = timedelta(days=45)


@value
class Judged:
    """A time expression with how surely it tells the happening; ``barred`` ones tell a report, the rescue or a comparison."""

    said: Said
    score: float
    barred: bool
    report: bool


def judge(text: str, said: Said, today: date) -> Judged:
    """How surely an expression tells the happening: a happening word behind it in the sentence, or 发生于 before it."""
    before = text[max(said.sentence[0], said.start - 14) : said.start]
    after = _behind(text, said)
    if (
        _ROUTINE.search(before)
        or _PLANNED_FOR.search(before)
        or _MEAL_IN_BRACKETS.search(before)
        or (said.day is None and not said.follows and _HABIT.search(before) and not _came_then(before, after))
        or ("“" in before and _RUMOURED.search(before) and _PUT_RIGHT.match(text, said.end))
    ):
        return Judged(said, 0, barred=True, report=False)
    report = _is_report(before, after)
    meets = before.endswith(_MEETS) and report
    lasts = said.lasting or said.remembered or _SINCE_THEN.match(after) is not None
    told_before = lasts or (_HAPPENED_AT.search(before) is not None and not meets)
    named = _NAMES_IT.match(after) is not None
    score = 5.0 if told_before else 4.0 if named else _by_words(after)
    against = _against(text, said, before, after)
    score += _by_zone(text, said) - 3 * against - 2 * (_DEPARTS.match(after) is not None)
    if said.day is not None and said.day < today - LATELY:
        score -= 2
    if said.moment is not None:
        score -= 1
    if _HEARSAY.match(after):
        score -= 1.5
    if score > 0:
        score += (said.day is not None) + (_FOUND_OUT.search(before) is not None)
    barred = against > 0 and score <= 1
    return Judged(said, score, barred=barred, report=report and not (told_before or named))


def is_report(text: str, said: Said) -> bool:
    """Whether an expression dates what was told, counted or seen later: 27日，市应急管理局通报, 截至10时."""
    return _is_report(text[max(said.sentence[0], said.start - 14) : said.start], _behind(text, said))


def _is_report(before: str, after: str) -> bool:
    if _REPORT_BEHIND.match(after) is not None:
        return True
    if _REPORT_FRONT.search(before) is not None:
        return not _came_then(before, after)
    return before.endswith(_MEETS) and _MEETING.match(after) is not None


def _came_then(before: str, after: str) -> bool:
    """Whether something happened when that hour had come: 到晚上11时左右，饭店突然爆炸."""
    return _UNTIL.search(before) is not None and _THEN_IT_HAPPENED.match(after) is not None


def tells_setting_out(text: str, said: Said) -> bool:
    """Whether a time is that of setting out, of coming or of starting work: 28日22时从长春出发."""
    return _DEPARTS.match(_behind(text, said)) is not None


def _behind(text: str, said: Said) -> str:
    """The words behind a time: to the end of its sentence, and where it closes a line with that, those of the next lines."""
    stop = said.sentence[1]
    if text.startswith("\n", stop) and _ALL_OF_LINE.fullmatch(text, said.end, stop):
        stop = len(text)
        end = _STOP.search(text, said.end, said.end + _BEHIND_CHARS)
        return (
            text[said.end : end.start() if end else said.end + _BEHIND_CHARS]
            .lstrip("，、：: ）)】]\n")
            .replace("\n", "，")
        )
    return text[said.end : min(stop, said.end + _BEHIND_CHARS)]


def tells_happening(text: str) -> bool:
    """Whether a clause has a word of a happening in it."""
    return _HAPPENING.search(text) is not None


def _by_words(after: str) -> float:
    """The words of a happening behind a time: near ones count more; a call for help, a meal or harm stands beside it only."""
    after = _SPOKEN_OF.sub("", _OVER.sub("", after))
    cue = _HAPPENING.search(after)
    call = _CALL.search(after)
    if call and (cue is None or call.start() < cue.start()):
        if call[0] == "报案" and _SAYS_WHAT.match(after, call.end()):
            return 0.5
        return 2.5 if call.start() < NEAR_CHARS else 1.5
    if cue is None:
        if _WEATHER.search(after, 0, NEAR_CHARS):
            return 3.0
        if _HARMED.search(_VICTIM.sub("", after), 0, NEAR_CHARS):
            return 2.0
        return 2.0 * after.startswith(_ON) or 1.0 * (_MEAL.search(after, 0, NEAR_CHARS) is not None)
    if _WORSE.search(after.lstrip("，, ").partition("，")[0]):
        return 2.5
    meal = _MEAL.search(after, 0, cue.start())
    return (4.0 if cue.start() < NEAR_CHARS else 3.0) - (meal is not None)


_WAS_FOUND = ("被发现", "被找到", "被人发现", "被打捞上岸")
_FOUND_DEAD = re.compile("(?:均|都)?已经?[^，。；]{0,4}(?:亡|死|遇害|遇难)")
"""23日14时被发现，均已溺亡: they had died before."""


def _against(text: str, said: Said, before: str, after: str) -> int:
    """How many things say that the time is another's: the rescue's, an earlier happening's, the treatment's."""
    first_clause, _, rest = after.lstrip("，, ").partition("，")
    earlier = _COMPARISON.search(text, said.sentence[0], said.end) or _COMPARISON.search(first_clause)
    treated = "无效" in before or "治疗" in before
    apart = 2 * (_APART.search(first_clause) is not None or _MOURNS.match(rest) is not None)
    rescue = _is_rescue(first_clause, rest) or _OVER.search(first_clause) is not None
    rescue = rescue or _EASED.search(first_clause) is not None
    apart += 2 * (_KEPT_APART.search(text, said.end, said.sentence[1]) is not None)
    rescue = rescue or (first_clause.endswith(_WAS_FOUND) and _FOUND_DEAD.match(rest) is not None)
    visit = _BEDSIDE.match(after) is not None and (
        _SPEAKS.search(after) is not None or not _HAPPENING.search(after)
    )
    return int(rescue) + int(earlier is not None) + int(treated) + int(visit) + apart


def _is_rescue(clause: str, rest: str) -> bool:
    """Whether the clause behind a time tells what was done after the happening and not what befell people at their work."""
    aftermath = _AFTERMATH.search(clause)
    if aftermath is None or _CALL.search(clause, 0, min(_CALL_CHARS, aftermath.start())):
        return False  # 1时14分，119接报后赶赴现场: when it was called in
    told = clause[: aftermath.start()]
    for aside in (_STILL_IN_IT, _SPOKEN_OF, _VICTIM):
        told = aside.sub("", told)
    if _HAPPENING.search(told) or _HARMED.search(told) or _COMES_UPON.match(clause, aftermath.start()):
        return False
    if _CHANGING.match(aftermath[0]) is None:
        return True
    behind = f"{clause[aftermath.end() :]}，{rest}"  # 在清理池子时发生中毒窒息
    return not _HAPPENING.search(_OVER.sub("", _SPOKEN_OF.sub("", behind)))


def _by_zone(text: str, said: Said) -> int:
    """Of a local time and Beijing time for the same happening abroad the latter counts."""
    near = text[max(0, said.start - 5) : said.end]
    return int("北京时间" in near) - int("当地时间" in near)
