"""What becomes of a person while a sentence goes on: 摩的司机颅脑损伤，送到县医院两小时后死亡.

A sentence is read clause by clause behind whom it speaks of. The first clause that tells a death tells of that person, unless
somebody else is spoken of in between, or the person is said to be safe.
"""

from __future__ import annotations

import re

from monitor.classify.figures.persons_words import ONE, TWO
from monitor.text.alternation import compiled, screened
from monitor.text.numerals import NUMBER

_LIFE = "(?:自主)?(?:呼吸|心跳|脉搏|气息|生命体征|生命迹象|生命特征|体征)"
DIED = screened(
    "(?:死于(?=[^，。；]{0,10}?(?:医院|卫生院|[一二三]院|途中|现场|ICU|病房|手术台))|(?:也|还是|终究|最终|到底|终)(?:没能?|未能?)留住(?=[，。；！？]|$)|(?<=[医院救]后)没(?:能|有)?留住(?=[，。；！？]|$)|(?<![机手单工本客])(?:人|性?命)(?:还是|终究|最终|最后|到底|[也终却都])*没(?:能|有)?保住(?=[，。！；”]|$)|死亡|身亡|遇难|丧生|罹难|殒命|丧命|溺亡|坠亡|溺毙|不治|去世|离世|辞世|过世|牺牲|殉职|毙命|遇害|离开(?:了)?人世|撒手人寰|"
    "[捞救抬拉扒挖][上出][来岸](?:的?时候?)?(?:人)?(?:就|已经?|都|早)+(?:没了|死了|不行了|凉了|走了(?=[，。；！]|$)|[没断]气了|[硬僵]了)|咽了?气|断了?气|没了?气儿?了?|[没不]喘气|当[场时]就?完(?:了|犊子)|(?<=[，。])完犊子了?|没(?:有|能)?(?:抢?救|按|缓)(?:[过回]来|活)|没(?:有|能)?活(?:下|过)来|(?<=[妈爸爷奶公婆姐弟哥妹儿女子妻夫伴人])(?:也|都|就|已经?|全)*不在了(?=[，。；！？]|$)|(?:人|当时|当场|就)(?:已经?|早已?|都)?就?不行了(?=[，。；！？]|$)|(?:停止|放弃)了?抢救(?=[，。；！]|$)|(?:传来了?|等来的?却?是)噩耗(?=[。；！]|$)|(?<=[，；])(?:当场|当时|当即)(?:就|便)没了(?=[，。；！？]|$)|没(?<![还仍尚]没)(?<!至今没)(?<!一直没)(?:有|能)(?:醒|挺|熬|撑)过来|(?<!还)没有?[挺熬撑扛]过(?:来|去)|没能?[挺熬撑扛]住|不用(?:再)?(?:[送拉]|抢救|救)了|没有?抢救(?:的)?(?:价值|必要|意义)|(?:准备|料理)后事|夭折|没能?(?:走)?下(?:来|得了)?手术台|回天乏[术力]|(?:盖|蒙)[上着]?了?白布|再也?没(?:有|能)*(?:站?起来|上来|出来|醒来|醒过来|睁开眼)|"
    "(?:路上|途中|医院里?|半道)没的(?=[，。；！]|$)|(?<=[来时候])(?:就|已经?|都)*不行了(?=[，。；！？]|$)|[淹烧电摔冻呛闷砸压炸]死在|"
    "[在到](?:[^，。；]{0,6}?)(?:医院|ICU|病房|手术台)[里上]?走了(?=[，。；！]|$)|"
    # 老汉在路上就没了, 没到医院就没了, 医院那边传来消息，没有保住.
    "(?:[路车]上|半路|半道|途中|救护车里|没(?:有|能)?(?:等|送|拉|抬|撑|熬|挺)?到(?:了)?(?:医院|卫生院|县城|地方))(?:人)?(?:就|便|已经?)?没了(?=[，。；！]|$)|没能(?:将|把)?[他她人]?留住(?=[，。；！？]|$)|(?<=[，；])没有?留住(?=[，。；！？]|$)|"
    "说(?:人)?(?:还是|也|最终|最后|终究)*没(?:能|有)?(?:保住|救(?:过来|活)|抢救过来|[挺熬]过来)(?=[，。；！]|$)|(?<![腿脚手眼臂脾肾肢胎指趾球膊睛])(?:还是|终究|最终|最后|到底|也)+没(?:能|有)?保住(?=[，。；！”]|$)|"
    "[心呼][跳吸](?:一直|始终|再也?|也|还是|都|就)*没(?:有|能)?(?:再)?恢复|没(?:有|能)恢复(?:自主)?[心呼][跳吸]|没(?:能|有)活着(?:出来|回来|上来|走出来)|心电图[^，。；]{0,8}(?:直线|一条线)|[咽断]的气(?=[，。；！]|$)|"
    "(?<=[钟次压救苏时久]，)(?:都|也|还是|可)*没有?用(?=[，。；！]|$)|[推送](?:进|到)(?:去|[^，。；]{0,6}?[室房])[，]?(?:就|人)?(?:再也?)?没(?:有|能)?(?:再)?(?:出来|醒)|"
    f"(?:身[子体]|人)(?:已经?|都|早)*(?:凉|硬|僵)了|宣[布告](?:抢救无效|死亡)|没能?把[他她其人][^，。；]{{0,4}}(?:拉|抢|救)[^，。；]{{0,3}}回来|(?:还是|终究|最终|人就|人都|就这[么样])走了(?=[，。；！？]|$)|"
    f"失去了?(?:年轻|宝贵|鲜活)?的?生命(?!体征|迹象)|(?:停止了?|没了?|没有了?|已无|无|失去了?|丧失){_LIFE}(?:[和、]?{_LIFE})?|心脏停止了?跳动|(?:心跳|呼吸)(?:、?(?:心跳|呼吸))?停止(?![^。；]{{0,20}}(?:恢复|复苏|救[回活]|回来|起搏))|(?:凌晨|清晨|早[上晨]|[上中下]午|傍晚|晚上|夜里|半夜|当[天晚夜]|医院里?|ICU里?|路上|途中)走的(?=[，。；！？]|$)|(?:凌晨|夜里|半夜|后半夜)(?:就|也|人)?走了(?=[，。；！？]|$)|抢救[^，。；未没无]{{0,8}}?走了(?=[，。；！？]|$)|(?:凌晨|[上中下]午|晚上|夜里|半夜|早上|清晨|傍晚|今[天早晨]|昨[天晚夜]|当[天晚夜])(?:就|也|人)?没了(?=[，。；！？]|$)|(?:心跳|呼吸|心脏)(?:还是|终于|终究|也|都|就|最终|再次)*停了?(?=[，。；！？]|$)|"
    "死了(?:能有|得有|都|已经|怕有)?(?:好几|好些|[几数两三四五六七八九十]{1,2})(?:天|个?小时|个?钟头|宿)|"
    "被[^，。；]{0,10}?[砸压撞烧淹炸电毒轧碾闷呛冻勒捅砍打]死|(?:当场|活活)被?[砸压撞烧淹炸电毒轧碾闷呛冻勒捅砍打]死|"
    "[淹烧电摔冻呛闷砸压炸]死了?(?=[，。；！？]|$)|(?<=[员人机友孩子女男妇哥姐弟妹妈爸爷奶娘郎爹婆公叔婶姨舅])[医院上时]?(?:当场|就|也|人)没了(?=[，。；！？啊]|$)|(?:遗体|尸体)(?:被|已|在|于|也))"
    "(?!的|赔|原因|证|时间|案|率|人数|人员|者|事故|威胁|风险|边缘|通知|医学|名单|前|时(?!间)|多年|之|情况|现象|了?(?:好几|好些|[几数多]|[\\d一二两三四五六七八九十]{1,3})[年个人名位]|[一\\d两几头只条匹]*(?:野|家)?[鸡鸭鹅狗猫牛羊猪马鱼鹿鸟兔])"
)
"""That somebody has died, said of whoever is spoken of."""
# 8岁的女孩当天中午1点走了: told so only of one who was in care, or badly hurt.
_WENT = re.compile(
    "(?:凌晨|清晨|早[上晨]|上午|中午|下午|傍晚|晚上?|夜里|半夜|深夜|[今昨当][天晚夜日]|[点时](?:多|许|左右|半|\\d{1,2}分)?|(?<=，)(?:也|还是|终究|最终)|(?<=[我你他她爸妈爷奶叔婶哥姐嫂夫妻儿女员工师])也)(?:人|也|就|还是|却|静静地|安静地|永远地?)*走了(?=[，。；！？]|$)"
)
_IN_CARE = re.compile("医院|抢救|救治|ICU|重症|卫生院|手术|伤(?![心感])|昏迷")
_LEAVES = re.compile("跟|和|上班|学校|接走|离开|坐车|开车|赶")
_SEVERAL = re.compile("(?:[2-9]|\\d\\d|[二两三四五六七八九十几多])[名位个人]")
_TENDED = re.compile("回家|出院|做完|包扎|检查|观察|输完|轻|[擦划蹭]伤|皮外")
_CARE_CHARS = 80
GATE = compiled(
    "噩耗|[挺熬撑扛]住|没的|恢复|活着|直线|一条线|的气|没有?用|保住|留住|喘气|完了|完犊|[死亡逝殒丧咽]|遇[难害]|罹难|[去离过辞]世|不治|牺牲|殉职|呼吸|心跳|脉搏|气息|生命|没气|断了?气|[遗尸]体|没了|走[了的]|不行了|不在了|[凉硬僵]了|救活|活[下过]来|[回过]来|起来|醒|睁|白布|回天|人世|人寰|停止|[等撑挺熬持]到|不用|抢救|后事|夭折|上来|出来"
)
"""Without one of these a sentence tells no death."""
_CARE = re.compile(
    "[一1]个(?:才|刚)?[一二两三四五六七八九十\\d]{1,3}岁|(?:儿童|妇女|妇幼|职工|工人|矿工)+医院|(?:急救|急诊|随车|赶到的?|到场的?|现场|经)?(?:医生|医护人员|医务人员|大夫|护士|急救人员|救护人员|救护车|120|法医)(?:[^，。；]{0,3}?(?:说|称|确认|宣布|诊断))?|[^，。；]{0,20}?[把将](?:其|他|她|人|[两二三]人)[^，。；]*"
)
_OTHER = re.compile(
    f"(?<!第)(?:{NUMBER})(?:名|位|个(?!多?小时|月|钟头)|人|具|口|例|只|头|匹|尾|羽|条)|[狗猫羊牛猪鸡鸭]|{TWO}|{ONE}|另|其余|其他|剩下|余下|其中|对方|双方|家属|亲属|家人|记者|警方|消防|部门|公司|[他她其]的|网友|目击者|附近|后车|前车|同伴|同事|邻居|群众|大家|死者|遇难者|遗属|行凶|凶手|歹徒|嫌疑|嫌犯|袭击者|肇事|暴徒|作案"
)
_SAFE = re.compile(
    "(?:没有|无|脱离了?)(?:生命)?危险|意识清[醒楚]|康复|出院|生还|幸存|逃生|逃离|逃跑|逃逸|轻伤|轻微|仅受|只是|大碍|平安|刑拘|拘留|控制|抓获|投案|自首|停职|介绍|表示|告诉|透露|回忆|报警|报案|通报"
)
_NOT_SO = re.compile(
    "未|没(?!有?呼吸|等|来得及|多久|过多久|到(?:医院|卫生院|地方)|送到|撑到|撑住|抬到|几分钟|一会儿?)|无(?!效|辜|证|名)|险些|差点|可能|如果|幸免|避免|免于|怕|担心|以为|涉嫌|致|造成|导致|是否|疑|[把将](?![其他她人])|撞[上倒向到]|(?:为|给|替|向|对)[^，。；]{0,6}$|说|称|[前上]年|[年月]前"
)
# 一对小夫妻没能跑出来，都没了.
_ARE_GONE = re.compile("(?<=，)人?[都全]没了(?=[，。；！]|$)")
# 没有跑出来，烧死在灶台边: who did not get out is not denied to be dead.
_NOT_OUT = re.compile(
    "没(?:能|有|来得及)*[^，。；]{0,3}?(?:跑|逃|撤|爬|钻|冲|走|下|脱)(?:出|掉|脱|开|楼|身|险)(?:来|去)?"
)
_ALL = re.compile("[均都全皆双]|再也?没|先后|相继|陆续|无效|不治|不幸|确认|过重|因伤")
# 奶奶去世后，姐弟俩跟着爷爷生活: long ago.
_LIVED_ON = re.compile("后，?[^。；]{0,10}?(?:生活|长大|抚养|拉扯|改嫁|独居|相依)")
_NOT_REACHED = re.compile(
    "没(?:能|有)?(?:等|撑|挺|熬|坚持)到[^，。；]{0,4}?(?:救护车|救援|医生|医院|手术|天亮)[^，。；]{0,4}?(?=[，。；！]|$)"
)
# 老人没等到救护车，路人把他送到了医院.
_CARRIED = re.compile("(?<=[车生院])，[^，。；死亡]{0,14}?(?:送|打车|开车|[拉抬背扶]|自己)")
_CLAUSE = re.compile("[，；：“”—]+")
_MOST_CLAUSES, _MOST_CHARS = 6, 160


def may_tell_death(text: str, start: int, stop: int) -> bool:
    """Whether :func:`died_behind` may find anything behind anybody in a sentence: told without looking for whom it speaks of."""
    if not GATE.search(text, start, stop):
        return False
    if stop - start > _MOST_CHARS:
        return True  # it reads on only so far, and what ends there may end otherwise
    ends = [cut.span() for cut in _CLAUSE.finditer(text, start, stop)]
    clauses = zip((start, *(end for _, end in ends)), (*(begin for begin, _ in ends), stop), strict=True)
    told = (DIED, _ARE_GONE, _NOT_REACHED, _WENT)
    return any(one.search(text, *clause) for clause in clauses for one in told)


def died_behind(text: str, at: int, stop: int, *, many: bool = False) -> int | None:
    """Where the words end that tell the death of whom the text speaks of up to ``at``; None where they tell none.

    Of ``many`` a later clause must say so: 均死亡, 经抢救无效死亡.
    """
    clause, stop = at, min(stop, at + _MOST_CHARS)
    for number in range(_MOST_CLAUSES):
        cut = _CLAUSE.search(text, clause, stop)
        end = cut.start() if cut else stop
        died = DIED.search(text, clause, end) or _ARE_GONE.match(text, clause, end)
        died = died or in_other_words(text, clause, (end, stop), many=many)
        said = _NOT_OUT.sub("", _CARE.sub("", text[clause : died.start() if died else end]))
        if _OTHER.search(said) or (number and _SAFE.search(said)):
            return None
        if died:
            doubtful = many and number and not _ALL.search(text, clause, died.end())
            doubtful = doubtful or _LIVED_ON.match(text, died.end(), stop) is not None
            return None if doubtful or _NOT_SO.search(said) else died.end()
        if cut is None or (number == 0 and _SAFE.search(said)):
            return None
        clause = cut.end()
    return None


def in_other_words(text: str, start: int, ends: tuple[int, int], *, many: bool) -> re.Match[str] | None:
    """``老两口没等到救护车``, and of one alone ``当晚八点多走了``; ``ends``: of the clause and of the sentence."""
    told = _NOT_REACHED.search(text, start, ends[0])
    if told and not _CARRIED.match(text, told.end(), ends[1]):
        return told
    return None if many else _went(text, start, ends[0])


def _went(text: str, start: int, end: int) -> re.Match[str] | None:
    """``送到县医院，当晚八点多走了``."""
    went = _WENT.search(text, start, end)
    if went is None or _SEVERAL.search(text, start, went.start()) or _LEAVES.search(text, start, went.end()):
        return None
    if _TENDED.search(text, max(0, start - _CARE_CHARS // 2), went.end()):
        return None  # 手臂擦伤，包扎好下午就走了
    return went if _IN_CARE.search(text, max(0, start - _CARE_CHARS), end + _CARE_CHARS // 2) else None
