"""What befalls people in an emergency, told in any words: dead, missing, trapped, safe, badly hurt, hurt, cared for."""

from __future__ import annotations

import re
from typing import Literal

from monitor.classify.figures.fates import DIED, in_other_words
from monitor.classify.figures.wounds import BODY, GATE, WOUND, is_told
from monitor.text.alternation import compiled, screened
from monitor.values import value

Fate = Literal["dead", "missing", "trapped", "safe", "badly", "hurt", "light", "care"]
GRAVITY: tuple[Fate, ...] = ("dead", "missing", "trapped", "badly", "hurt", "light", "care", "safe")
"""Which of several fates of the same people stands, the gravest first."""
HURT: frozenset[Fate] = frozenset({"badly", "hurt", "light", "care"})

_DEAD = screened(
    f"{DIED.pattern}|(?:无|没有)生还的?(?:可能|希望)|没有(?:一个|任何)?(?:幸存者|生还者?|人生还)|无(?:一|人)(?:人)?(?:生还|幸免|幸存)(?!(?:——|[—：])[^。；]{{0,4}}?[\\d一二两三四五六七八九十]+[名人个])|(?:一个|谁)[也都]没(?:有|能)?(?:回来|活下来|救回来)|"
    "没(?<![还仍尚]没)(?<!至今没)(?<!一直没)(?:能|有)?(?:再)?(?:下来|站起来|睁开眼睛?|醒过来|醒来)(?=[，。；！]|$)|(?:夺|带|收)[走去]了?(?=[^，。；]{0,8}(?:生命|性命|人命))|死难|殒身|当场(?:就)?(?:不行|没气|断气|没)了|"
    "(?:死亡|遇难|身亡|罹难|丧生|去世|离世|死|遇害|牺牲|溺亡)(?=(?:了|人数|人员|者|病例)*(?:增[至加]|上?升至?|达到?|为|是|有|共|已|约|近|超过?|至少|到)*[\\d一二两三四五六七八九十百])|(?:抢救|救治|医治)无效(?:死亡|身亡|去世|离世)?|盖(?:上|着)?了?白布|(?:心跳|呼吸|心脏)已停|"
    "(?<![\\d一二两三四五六七八九十名位具])(?:死|遇难|罹难|遇害)者(?=[^，。；]{0,6}[\\d一二两三四五六七八九十])|(?<=[\\d一二两三四五六七八九十名人具的])(?:遗体|尸体|遗骸|尸骨)|身故|咽下(?:了)?最后一口气|没有了?(?:呼吸|心跳|生命(?!危险))|(?:已|早)无(?:生命)?(?:体征|迹象|呼吸|心跳)|"
    "(?<![\\d一二两三四五六七八九十堵锁封卡关钉焊憋])(?<![急吓气累笑烦挤愁馋羞恨忙乐臭](?=死[了啦]?(?:[，。；！]|$)))死(?=[于在了][^，。；]{0,12}$|了?[\\d一二两三四五六七八九十]|在(?:去|送)[^，。；]{0,4}医院|[，。；]|$)|没(?:有|能|能够)?(?:保住(?!工作|饭碗|房|货|财)|(?:抢)?救[回过活]来?)(?=[，。；！、]|$)|葬身|丧命|命丧|生命(?:定格|终止|停)|成为?(?:了)?遇难者|化为灰烬中的|无力回天"
)
_MISSING = re.compile(
    "失踪|失联|失去(?:了)?联系|下落不明|不知(?:所踪|去向|下落)|不见(?:了)?(?:踪影|踪迹|人影)|没(?:了|有)(?:了)?(?:踪影|消息|音信|音讯|下落|找到|寻获)|杳无音[信讯]|生死(?:不明|未卜)|联系不上|没(?:了|有)?影(?:儿|子)?了?(?=[，。；！]|$)|没(?:能|有)?[找寻捞挖摸][着见]|音[讯信]全无|"
    "(?:仍|还|尚|依然|继续|正)(?:在|被)(?:全力|继续|紧张)?(?:搜寻|寻找|搜救|打捞)|(?:未|没有?)(?:能|被)*(?:找到|寻获|打捞到|发现)|被(?:[^，。；]{0,4})?(?:冲|卷)走"
)
_TRAPPED = re.compile(
    "(?:被|遭|受|仍|还)[困埋压]|[困埋压卡](?:在|于|住)|被[^，。；]{0,4}(?:埋|压住|困住|卡住)"
)
_SAFE = screened(
    "(?:没有?|无|均无|暂无|(?<!未)(?<!没)(?<!没有)(?<!完全)脱离了?)(?:生命)?危险|(?:没有?|未|并未|无人?|毫发无|安然无|均未)(?:人员)?(?:受|负)?(?:伤|恙|损)(?!亡)|(?:没有?|无|并无)(?:什么)?大碍|没事(?!故)|平安|安全(?:撤离|升井|脱险|转移|返回|获救)|幸免|逃过一劫|躲过(?:一劫|了)|"
    "自行(?:跑|逃|爬|走|脱)|脱(?:险|身|困|逃)|逃(?:生|出|离|了)|跑了?(?:出来|出去|掉)|幸存|生还|(?:得|获)救|活(?:着|了?下来)|升井|救(?:起|出|上|下|活)"
)
_BADLY = screened(
    "(?<!未)(?<!没有)重伤(?!不治|死亡|身亡|去世)|伤重(?!不治|死亡|身亡|去世)|(?:伤势|伤情|病情|情况|受伤|伤得)(?:都|均|仍|较为?|十分|非常|很|比较|极为?|特别|相当|还|依旧)*(?:严重|危重|危急|危险|重(?!伤))|危重|病危|重症|"
    "(?:生命)?垂危|命悬一线|(?:仍|尚|还)?(?:未|没有?)(?:完全)?脱离?(?:生命)?危险|(?:未|没)脱险|重度(?:烧|烫|冻)伤|ICU|呼吸机|伤在要害|生死线|昏迷不醒"
)
_LIGHT = re.compile(
    "轻微?伤(?!亡)|伤势(?:较|都|均|比较)*轻|(?:擦|刮|蹭|皮外|皮肉)伤|轻症|(?<!吓得不)轻(?=[^，。；]{0,2}$)|伤(?:得|势)?(?:要|都|均|较|比较|不|并不)*[轻重](?=些)"
)
_CARE = re.compile(
    "(?:送|转(?!移)|运|抬|拉|接)(?:往|到|至|进|去|送|院|医){0,6}[^，。；\\d]{0,12}?(?:医院|卫生院|[一二三]院|急救|急诊|救治|抢救|治疗|就医)|送(?:到|至|来)(?:这里|该院|本院|此处)|送医|包扎|就医|就诊|入院|住院(?:治疗|救治)?|住进(?![了]?[^，。；]{0,6}?(?:敬老院|养老院|福利院|安置|帐篷|宾馆|酒店|旅[馆店社]|新[房家居]|学校|亲[戚友]))|留院|留观|留医|收治|接诊|(?:接受|正在|仍在|还在|尚在|继续)[^，。；]{0,6}?(?:治疗|救治|抢救|医治)|躺在[^，。；]{0,6}(?:医院|病[床房]|ICU)|(?:被|经|在|全力|紧急)抢救(?!无效|[^，。；]{0,3}(?:物|财|工作))|出院|离院|(?:留[院医]?|住院|医院|继续|接受)[^，。；]{0,4}观察"
)
# 伤者14人, 受伤群众161人: before their count; 砍伤13人: what is done to those counted behind.
_HURT_BEFORE = re.compile(
    "(?:伤者|伤员|受伤(?:群众|村民|人员|人数|者|居民|学生|职工|旅客))(?=[^，。；]{0,16}[\\d一二两三四五六七八九十])|"
    # 死了3个，伤了4个
    "(?<![死受轻重])伤了(?=[约近]?[\\d一二两三四五六七八九十]{1,3}[余多几]?[人名位个](?!月|小时|多))"
)
_HURTS = re.compile(
    "[砍捅刺打撞砸炸轧咬压烧烫划刮扎踩]伤了?(?=[近约超]?[\\d一二两三四五六七八九十]+[余多几]?[人名位个])"
)
# 断了三根肋骨: a wound that is counted.
_COUNTED_WOUND = re.compile(
    f"[断折裂碎掉丢缺截]了?(?:去了?)?[一二两三四五六七八九十\\d]{{1,2}}[根条处颗块只个节](?:[左右半])?{BODY}"
)
_KILLS = re.compile(
    "[砍捅刺打撞砸炸轧咬压烧烫毒踩淹]死了?(?=[近约超]?[\\d一二两三四五六七八九十]+[余多几]?[人名位个])"
)
FATES: tuple[tuple[Fate, re.Pattern[str], frozenset[str]], ...] = (
    (
        "dead",
        _DEAD,
        frozenset(
            "可望噩保留不夭备料世丧乏亡僵再凉力去吸命咽喘回坠完寰尸幸当征息扒抢抬拉挖挺捞搏撑故效救断无死殉殒毙气没治活溺烬熬牺犊盖硬罹脏葬蒙行走跳辞还迹遇遗醒骸图"
        ),
    ),
    ("dead", _KILLS, frozenset("死")),
    ("missing", _MISSING, frozenset("冲卷寻息找捞搜杳死现知联落见讯踪音影挖摸")),
    ("trapped", _TRAPPED, frozenset("卡压困埋")),
    ("safe", _SAFE, frozenset("事伤劫升危平幸恙损撤救活爬碍移脱获走跑躲返还逃")),
    ("badly", _BADLY, frozenset("U伤况冻危吸垂悬昏死烧烫病症脱")),
    ("light", _LIGHT, frozenset("伤刮擦症皮肉蹭轻")),
    ("hurt", _HURT_BEFORE, frozenset("伤")),
    ("hurt", _HURTS, frozenset("伤")),
    ("hurt", _COUNTED_WOUND, frozenset("丢截折掉断碎缺裂")),
    (
        "hurt",
        WOUND,
        frozenset(
            "夹绞碾轧砸扎烫摔崩蹭磕划伤克冒击刀刮刺割危口吸呛咬坏垂失孔崴弹彩悬截打扭折拉挤挫掉撕撞擦断昏晕枪毁泡淋淌渗温炸烧熏痪瘫瘸皮破碎碰肉肋肢肿胸脑脱臼荡血裂豁贯软轻针错闪露青颅骨鲜黑鼻"
        ),
    ),
    ("care", _CARE, frozenset("医抢抬拉接救治留疗离观诊躺转运进送院扎包")),
)
"""The words of each fate, with letters of which one stands in any of them: most clauses have none."""
# 未造成死亡, 防止受伤, 险些被埋, 可能被困, 致人死亡的原因.
_DENIED = re.compile(
    "(?:未|没(?!能?等|能?[撑挺熬]|到医院|送到)有?|无(?!效|证|偿)|避免|防止|以免|免于|险些|差点儿?|如果|假如|一旦|万一|可能|或许|疑似|怀疑|以为|误以为|担心|怕|是否|并非|不是|不会|不能|不致|谣[传言])(?:[^，。；：]{0,7})$"
)
_NO_CARE = re.compile("(?:不(?:需|用|必|肯|愿)要?|无[需须]|没有?|未)(?:再|去|到|上|被)?$")
# 死伤20余人, 9人死亡或受伤: nobody says which.
_EITHER = compiled(
    "死伤|伤亡|非死即伤|或死或伤|(?:死亡|遇难|身亡)[或、和]?(?:者)?或(?:受伤|失踪)|(?:受伤|失踪)或(?:死亡|遇难|身亡)"
)
# 死了一河的鱼, 死了好多鸡: who died is none of those told before.
_MANY = "(?:大量|许多|好多|好些|很多|不少|几|[一两]?[条头只]|[一半满]?[河江湖池塘滩地海沟溪窝栏棚圈院网船][子里]?(?:的|都是|全是)?)*"
_ANIMAL = "(?:小?[鱼虾蟹猪牛羊鸡鸭鹅狗猫驴鸟兔鸽](?![倌贩族某姓农民工友主老医家户场圈]))"
_NOUN = re.compile(
    f"(?:了|大小|各类|的)?[^，。；]{{0,4}}?\\d*[余多]?[万千]?\\d*(?:只|头|羽|尾|牲畜|生猪|家禽)|了?{_MANY}{_ANIMAL}|家属|原因|赔偿|名单|证明|时间|情况|风险|鉴定|等级|事故|案件|案(?=[，。；])|率"
)


@value
class Told:
    """A fate that a clause tells, and where its words stand; ``dealt``: it befell those counted behind, by whoever stands before."""

    fate: Fate
    start: int
    end: int
    dealt: bool = False


def fates_in(text: str, start: int, end: int) -> list[Told]:
    """The fates that a clause tells, in order; of words that overlap those of the graver kind of telling stand."""
    found: list[Told] = []
    taken: set[int] = set()
    letters = frozenset(text[start:end])
    for either in _EITHER.finditer(text, start, end):
        taken.update(range(*either.span()))
    for fate, pattern, needs in FATES:
        if needs.isdisjoint(letters) or (pattern is WOUND and not GATE.search(text, start, end)):
            continue  # wounds are by far the dearest of them
        for match in pattern.finditer(text, start, end):
            if not taken.isdisjoint(range(*match.span())):
                continue
            if pattern is WOUND and not is_told(text, match):
                continue
            denied = fate not in ("safe", "care") and _DENIED.search(text, start, match.start())
            if fate == "care" and _NO_CARE.search(text, start, match.start()):
                continue  # 不需要住院
            if denied or _NOUN.match(text, match.end()):
                if denied and fate in ("hurt", "dead", "light"):
                    found.append(Told("safe", *match.span()))
                    taken.update(range(*match.span()))
                continue
            dealt = pattern in (_HURTS, _KILLS) and not text.startswith("被", match.start() - 1)
            found.append(Told(_degree(fate, match), *match.span(), dealt))
            taken.update(range(*match.span()))
    if not letters.isdisjoint("走到") and (died := in_other_words(text, start, (end, len(text)), many=False)):
        found.append(Told("dead", *died.span()))
    return sorted(found, key=lambda t: t.start)


def _degree(fate: Fate, match: re.Match[str]) -> Fate:
    if match.re is not WOUND:
        return fate
    return "badly" if match["badly"] else "light" if match["light"] else "hurt"
