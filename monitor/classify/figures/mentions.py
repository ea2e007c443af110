"""Finding every count of people in a text: which figure it names, and what part it plays in the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.area_heads import under_heads
from monitor.classify.figures.areas import area_of, vehicle_of
from monitor.classify.figures.by_sex import by_sex
from monitor.classify.figures.by_wound import by_wound
from monitor.classify.figures.care_and_home import in_care_and_home
from monitor.classify.figures.come_to_toll import come_to_toll
from monitor.classify.figures.count_deaths import WINDOW
from monitor.classify.figures.count_words import ALL_ILL
from monitor.classify.figures.elsewhere import is_elsewhere, is_mourned
from monitor.classify.figures.frames import Frames
from monitor.classify.figures.gas import fell_ill_of_gas
from monitor.classify.figures.hurt_who_died import goes_on, tells_why_fewer, without_those_left
from monitor.classify.figures.ill_counted import ill_counted
from monitor.classify.figures.last_of_a_list import closes_a_list
from monitor.classify.figures.listed_areas import listed_areas
from monitor.classify.figures.listed_hurt import by_hospital, hospital_of, side_by_side, without_the_ill
from monitor.classify.figures.mention import Context, Formerly, Manner, Mention, Named, Relation, Role, Token
from monitor.classify.figures.mourned import mourned
from monitor.classify.figures.named_counts import NamedCounts
from monitor.classify.figures.named_rolls import named_rolls
from monitor.classify.figures.newly_counted import as_counted
from monitor.classify.figures.of_the_rescued import of_the_rescued
from monitor.classify.figures.on_the_list import on_the_list
from monitor.classify.figures.one_and_other import one_and_other
from monitor.classify.figures.origin import PASTED, Origin, Origins
from monitor.classify.figures.own_claims import is_answered_no, is_asked, said_from
from monitor.classify.figures.persons_words import ONE
from monitor.classify.figures.risen import risen
from monitor.classify.figures.rolling import newest_stands, stands_behind_dead
from monitor.classify.figures.scenes import under_scenes
from monitor.classify.figures.scoffed import is_scoffed_at
from monitor.classify.figures.set_right import set_right
from monitor.classify.figures.superseding import counts_all
from monitor.text.numerals import NUMBER, Bound, read_number
from monitor.text.posts import QUOTE

_PART_CHARS = 120
_MOST_PEOPLE = 10**8
_STILL = re.compile("仍有|尚有|还有|仍然有|剩余|仍|还(?:被)?困")
# 共搜救出49人，另有22人被困其中: those who are left.
_FREED = re.compile("救出|获救|脱险|脱困|救起|生还|升井")
_REST = re.compile("(?:其余|其他|其它|剩下|余下)的?$")
_IN_DANGER = re.compile("[^，。；]{0,8}?(?:[未没]有?脱离(?:生命)?危险|有生命危险)")
_WOUND = re.compile("骨折|[烧灼烫擦划]伤|挫伤|脱臼")
# 网传“3人死亡”不实: further down, the whole story that was passed on is called untrue.
_STORY_DENIED = re.compile(
    "(?:网传|网上(?:流传)?|传言|传闻|上述|相关|该|此|所谓)(?:消息|信息|视频|内容|说法|言论|帖文|“[^”]{0,30}”|[^，。；]{0,16}?)[^，。；]{0,4}?(?:不实|谣言|不属实|系编造|虚假)(?![吗么？]|与否|还是)"
    f"|(?:网[传上]|传言|传闻|所谓)[^，。；]{{0,14}}，[^，。；]{{0,6}}?{PASTED}"
    # 现场没有火情: nothing has happened at all.
    "|(?:现场|实际|均|都|该处|当地)?(?:没有|并无|无|未见|未发现)(?:任何)?(?:火情|起火(?!原因|点)|着火(?!点)|爆炸(?!声|物)发生|此事|此类事)(?=[，。；！”]|$)"
    # 该小区未发生任何爆炸: where something else happened it is told as something else.
    "|(?:未|没有?|从未|并未)(?:发生|出现)过?(?:任何|此类|该|上述|所谓)[^，。；人伤死]{0,4}?(?:爆炸|爆燃|起火|火灾|事故|车祸|坍塌|垮塌|踩踏|地震|中毒|泄漏|袭击|命案|情况|事件)"
)
# 别转那个“高架塌了压死二十多人”的视频了: what is quoted is what nobody should pass on.
_PASS_NOT_ON = re.compile("(?:别|不要|莫|勿)(?:再|瞎|乱|跟着)*(?:转|传|信|发)[^，。！？“”]{0,10}“[^”]*$")
_TRAPPED = re.compile("[困埋压]")
_GONE = frozenset({"missing", "trapped"})
_ALIVE = frozenset({"injured", "seriously_injured", "light"})
# 又过了几天，两名重伤者也没能挺过来: these come on top of whoever was told of before.
_TOO = re.compile(
    "(?<![再])也(?:已|被|在|因|都|先后|相继|陆续|没|不幸|最终|经|于|离|停|出现|有|有了|开始|感到|跟着)"
)
# 11人被救出时尚有生命体征，2人在送到医院后没有挺过来: these were alive when the dead were counted.
_ALIVE_THEN = re.compile(
    f"(?:{NUMBER}[名位个]?人?[^，。；\\d]{{0,8}}?(?:救出|抬[出上下]|救[起上下]|送医|送[往到进至]|生还)|(?:救出|抬[出上下]|救[起上下]|生还|获救)(?:了|的)?{NUMBER}[名位个]?人?)[^。；\\d]{{0,24}}$"
)
_SINCE = re.compile(
    "(?:随后|此后|其后|之后|后来|接下来|送医后)的?[^，。；\\d]{0,4}?(?:[\\d一二两三四五六七八九十几数]+(?:天|日|个?星期|周|个?月|小时))(?:内|里|间)"
)
_THE_DEAD = re.compile("遗体|遇难|死亡|身亡|尸体|丧生|罹难")
_NEAR = 60
_FROM_AMONG = re.compile("\\s*其中")
# 死者里，6人在楼梯口被发现，2人伤重不治.
_OF_THE_DEAD = re.compile(
    "\\s*(?:这|在)?(?:[\\d一二两三四五六七八九十]{1,4}[名位])?(?:死者|遇难者|罹难者|死亡人员|遇难人员)(?:里面?|中间?|当中|之中)[，：有]?"
)
# 企业称死亡2人，政府称死亡3人: two accounts of the same people.
_CLAIMS = re.compile(
    "(?:称|说(?!法)|表示|报道|报|通报|介绍|消息|透露|显示)(?:已|又|有|是|共|至少|约|死了?|造成|，|：)*(?:死亡|遇难|死|伤)?$"
)
_DOUBTED = re.compile("疑似|可能|恐(?!慌|怖)|或已|也许|凶多吉少")
# 罹难的两人都是老人，一位79岁…；另一位…经抢救无效去世.
_OTHER_OF_TWO = re.compile(
    "[两二](?:名?死者|名?遇难者|人)[^，。]{0,12}[，。：][^。]{0,8}?一[位名人][^。]{4,60}?另(?:外)?一[位名人个]$"
)
# Right before a count of the dead: of whom they were.
_AMONG = re.compile(
    "(?:(?P<badly>重伤|重症|危重)[^，。；]{0,8}?|(?P<hurt>伤[者员]|受伤|送医|住院|收治|入院|就医)[^，。；]{0,10}?|(?P<missing>失踪|失联)[^，。；]{0,8}?)中[，]?(?:又|已|还|也|再|有|的|另)*$"
)
# 失联的2名工人已找到，均已遇难.
_WERE = re.compile("(?:(?P<badly>重伤)|(?P<hurt>受伤|住院)|(?P<missing>失踪|失联))的?(?:另外)?$")
_CALLED = re.compile(
    "[^，。；\\d]{0,6}?(?:(?P<badly>重伤|危重|重症|重度[烧烫灼]伤|重度[^，。；\\d]{0,4}伤(?=患者|病人|[员者])|伤势(?:较|严|过)?重的)|(?P<hurt>(?<=[名位个])[烧烫灼砸摔]伤(?:的|面积)|伤[者员]|受伤的?|住院|[烧炸烫]伤(?=患者|病人|人员))|(?P<missing>失踪|失联)(?:者|人员|的))"
)
# 17人被送往医院，其中3人不治; 9名伤者中有3人重伤，1人死亡.
_INCLUDING = re.compile("其中(?:包括|包含|含)")
_OUT_OF = re.compile("[^。；]{0,14}?，其中|(?:的)?(?:[^，。；\\d死]{0,4})中(?:有|，|的|$)?")
# 受伤的五个人，有一个今晨去世: one of the five; in 5人受伤，有1人死亡 somebody else is dead.
_OF_SUCH = re.compile(
    f"(?:受伤|[烧炸砸撞]伤|送医|住院|就医)的[^，。；\\d]{{0,4}}?{NUMBER}[名位个]?人?[^，。；\\d]{{0,4}}，(?:已|又)?有$"
)
_HURT_OR_IN_CARE = re.compile("伤|(?:均|都|全部)(?:仍|还|正|已)?在[^，。；]{0,8}?(?:医院|治疗|病房)")
_THESE = re.compile("[这该]|上述$")
# 送医的6人中，一名女子上午去世，下午又有一名男子离世: the second was hurt as well as the first.
_ONE_MORE_DIES = re.compile(
    "[，；](?:[^，。；\\d]{0,10}|[^，。；]{0,6}?\\d{1,2}[时点日][^，。；]{0,6}?)(?:又|再)有?$"
)
_AT_ONCE = re.compile("当场|现场|遗体|尸体|发现|找到")
_HURT_ONE_DIES = re.compile(
    "(?:(?P<badly>重伤|重症|危重|病危)|受伤|伤[者员]|住院|ICU|在院|送医|抢救)(?:[^。；\\d升增]|\\d{1,2}(?=[时日点分\\d])){0,24}?(?:死亡|去世|离世|不治|身亡|停止呼吸)(?!人数)"
)
_BOTH_SEXES = re.compile("[男女](?P<others>[一二两三四五六七八九十\\d]{1,2})[男女]")
# 老两口和孙子遇难: one more who is not counted.
_PERSON_BEHIND = re.compile(
    f"(?:和|与|及|以及|连同)(?:[^，。；、\\d]{{0,3}}?车|[中韩日美英法德俄泰]国|外籍|当地|其|[他她]们?的|[^，。；、\\d]{{1,6}}?[车行驾路随身]的)?(?:{ONE}|[园校院厂]长|老板|经理|负责人)(?!们|等)"
)
_ONE_BADLY = re.compile(
    f"(?:[他她]的?|(?:最后)?一[名位]?(?:{ONE}))[^。；\\d]{{0,40}}?(?:属|为|受|伤势)(?:重伤|严重|较重)"
)
# 除井下3人外，地面上还有5人摔伤: these come on top of the three, but not of 除这3人生还外.
_BESIDES = re.compile(
    f"除了?[^，。；\\d伤亡死重轻]{{0,8}}?(?P<others>{NUMBER})(?:名|位|人|个)(?![^，。；]{{0,6}}?(?:生还|获救|幸存|幸免|升井|活))[^，。；\\d伤亡死重轻逃脱救撤离]{{0,6}}(?:之外|以外|外)[，]?[^，。；\\d]{{0,12}}?(?:还有|另有|也有|又有)[^，。；\\d]{{0,6}}$"
)
# 双方驾驶员和两名乘客: two drivers.
_BOTH_DRIVERS = re.compile("(?:双方|两车|两辆车)的?$")
# 新郎、伴郎及一名来宾.
_LISTED_TOO = re.compile(f"(?:(?:{ONE})[^，。；、\\d]{{0,2}}、){{1,4}}(?:其|[他她]的)?$")
# 一位83岁的老先生和一名女教师: he is counted already.
_COUNTED_BY_AGE = re.compile("[名位个]\\d{1,2}多?岁(?:左右|上下)?的?[^，。；、\\d]{0,2}$")
# 站长、两个送气工和一位大爷烧伤.
_HEAD_OF_LIST = re.compile(f"(?<![、和及与])(?:^|(?<=[，。；：]))[^，。；、\\d]{{0,3}}?(?P<who>{ONE})、$")
_CAUSE = re.compile("(?:系|死于|因|为)[^，。；（）]{0,8}?(?:中毒|窒息)")
_FIRE = re.compile("起火|着火|失火|火灾|大火|火情|火势|明火|燃烧|火场")
_SMOKE = re.compile("[浓黑有毒]烟|烟[气雾熏尘]|一氧化碳|吸入[^，。；]{0,6}烟")
_OTHER_POISON = re.compile(
    "矿(?!泉)|井下|巷道|瓦斯|煤气|烧炭|炭火|木炭|取暖|煤炉|火炉|火锅|烧烤|液?氯|液?氨|硫化氢|泄漏|农药|化工|食[物堂用]|进食|[吃喝]|误服|酒精|甲醇|沼气|毒气|疫|野生菌|蘑菇"
)
# 两名学生已被打捞上岸，第三名仍在搜寻.
_ONE_STILL_SOUGHT = re.compile(
    "(?:第[二三四五六七八九十]|最后一)[名位个]?(?:[^，。；\\d]{0,6}?)(?:(?:仍|还|尚|正)在(?:全力|紧急)?(?:搜寻|寻找|搜救)(?!的|队|犬|工作|现场)(?:之?中)?|(?:仍|还|尚)(?:未|没有?)(?:被)?(?:找到|寻获)|(?:仍|还|至今)?(?:下落不明|没有下落))"
)
_RESCUERS = re.compile(
    "[^，。；\\d]{0,6}?(?:救护队员|救援队员|救援人员|消防员|消防战士|消防人员|消防指战员|指战员|施救者|施救人员|救人者|民警|战士)"
)
_ON_RESCUE = re.compile(
    "(?:二次|再次|第二次|又一?次?(?:发生)?)(?:冒顶|坍塌|塌[方陷落]?|爆[炸燃]|垮塌|滑坡|透水|突出|[塌爆垮])|(?:施救|救援|搜救|救人)(?:的)?(?:过程)?(?:中|时|期间)"
)
_COUNTED_DEAD = re.compile(
    f"(?<![致成共计亡难者])(?:{NUMBER})(?:名|位|人)[^，。；\\d]{{0,8}}?(?:遇难|死亡|身亡|丧生|罹难)"
)
_PREVENTED = re.compile(
    "(?:防止|预防|谨防|严防|防范|避免|以防|警惕|防)(?:发生|出现|引起|引发|[，]?误食)?[^，。；！？\\d]{0,8}?中毒(?!(?:者|人员|患者|病人|事故|事件)[^，。；]{0,6}\\d)"
)
_MAY_BE_ILL = re.compile(f"{ALL_ILL.pattern}|就诊|确诊|感染|住院|发病")
_OF_THE_BADLY_HURT = re.compile(
    "(?:重伤[员者]?|重症(?:患者)?|危重[^，。；]{0,3})(?:当?中|里面?)[，有又已还]*$"
)
_HOW_MANY = re.compile("人数|总数|数字")
_DEAD_TOLD = re.compile(
    "(?<!踩)(?<![累笑热])死(?!者?家)|遇难|身亡|(?<!伤)亡|罹难|丧生|不治|去世|离世|遗体|没了"
)
_NONE = re.compile("|".join(p.ZERO_FIELDS))
_CLAUSE_START = re.compile("[，。；：、！？（\n]")
# 送医途中，又有3人停止呼吸
_WHERE_THEN = re.compile(
    "(?:^|(?<=[，。；！？\\n]))[^，。；！？\\n\\d人名位个]{0,8}(?:途中|路上|救护车上|医院里?)，$"
)
_CLAUSE_ENDS = re.compile("[，。；！？\n]|$")
_COUNTED_BEFORE = re.compile(
    f"(?P<others>(?:另外?|其余|其他|还有|另有|剩下|余下)的?)?{NUMBER}(?:[名位个人][^，。；、\\d伤亡死]{{0,6}}?(?:只是[^。；\\d伤亡死]{{0,8}}，)?)?$"
)
_PLAIN = Context()


def is_poisoning(title: str, text: str) -> bool:
    """True when an item speaks of poisoning, or of people who fell ill from a meal or a gas, or of children who did together."""
    if _speaks_of_poisoning(text) or _speaks_of_poisoning(title):
        return not of_smoke(title, text)
    if p.TOXIN_NAMED.search(title + text) and p.TOXIN.search(title + text):
        return True
    if p.BLOOD.search(title) or p.BLOOD.search(text):
        return True
    if fell_ill_of_gas(title, text):
        return True
    for words in (text, title):
        if p.UNWELL_GATE.search(words) and (p.MEAL.search(words) or _fell_ill_together(words)):
            return True
    return False


def _speaks_of_poisoning(words: str) -> bool:
    """Whether words tell of anybody poisoned; 为防止一氧化碳中毒，夜里有人巡查 tells of nobody."""
    if "中毒" not in words:
        return False
    prevented = any(word in words for word in ("防", "警惕", "避免"))
    return not prevented or "中毒" in _PREVENTED.sub("", words)


def of_smoke(title: str, text: str) -> bool:
    """Whether those who were poisoned breathed the smoke of a fire: they are hurt by it."""
    words = title + "，" + text
    return (
        _FIRE.search(words) is not None
        and _SMOKE.search(words) is not None
        and not _OTHER_POISON.search(words)
    )


def _fell_ill_together(words: str) -> bool:
    """``30余名儿童出现呕吐腹泻`` names no meal; where an infection is named it was one."""
    return p.CHILDREN.search(words) is not None and p.INFECTION.search(words) is None


_AFTERWARDS = (come_to_toll, goes_on, of_the_rescued, as_counted, newest_stands, set_right)
"""What puts the counts of a text right once all of them are known, in this order."""


def find_mentions(text: str, origins: Origins, context: Context = _PLAIN) -> list[Mention]:
    """Every count of casualties in a clean text, in order."""
    if not p.GATE.search(text):
        return []
    background = p.BACKGROUND.search(text)
    limit = background.start() if background else len(text)
    frames = Frames(text, context.reported)
    out: list[Mention] = []
    absent: str | None = None
    disowned = _disowned_from(text, origins)
    for number, match in enumerate(p.SENTENCE.finditer(text, 0, limit)):
        if not (p.GATE.search(match[0]) or (context.poisoning and _MAY_BE_ILL.search(match[0]))):
            continue
        named = NamedCounts(text, match.span(), context.poisoning, absent=absent)
        reader = _Sentence(text, match.span(), number, named)
        for mention in without_the_ill([*reader.counts(), *reader.zeros()], text):
            if mention.start >= disowned or (mention.loose and named.words.absent is None):
                continue
            frame = frames.of(match.span(), mention.start, mention.end)
            if frame == "other":
                continue
            origin = origins.at(mention.end)
            if origin == "media" and mention.value and is_asked(text, mention.start, mention.end):
                origin = "unverified"
                if is_answered_no(text):
                    continue
            if (
                mention.name == "deaths"
                and mention.value
                and p.UNRELATED.match(text, mention.end, match.end())
            ):
                continue
            if mention.value and (
                is_elsewhere(text, match.span(), mention.start)
                or (mention.name == "deaths" and is_mourned(text, mention.start, mention.end))
            ):
                continue
            if mention.value and (
                (
                    origin == "unverified"
                    and (_STORY_DENIED.search(text, mention.end) or is_scoffed_at(text, mention.end))
                )
                or _PASS_NOT_ON.search(text, max(0, mention.start - 40), mention.start)
            ):
                continue
            span = _denial_span(text, origin, mention, match.end())
            if not mention.value:  # 无人员伤亡，所谓“恐袭”纯属谣言: the denial is of something else
                span = mention.end, _clause_end(text, mention.end)
            if not (
                origins.denied(*span, of_before=True, stated=origin != "unverified")
                or (mention.value and origins.negated(said_from(text, match.start()), mention.start))
            ):
                out.append(
                    replace(
                        mention,
                        earlier=frame == "earlier",
                        former=frame == "before",
                        origin=origin,
                        speaker=origins.speaker(mention.end, context.reported),
                        # 当场造成4人死亡 counts those who died there and then.
                        whole=mention.manner != "scene" and counts_all(text, match.start(), mention),
                        area=(area_of if context.spread else vehicle_of)(text, match.start(), mention.start)
                        or hospital_of(text, match.start(), mention),
                        as_hurt=_HURT_OR_IN_CARE.search(text, mention.start, mention.end) is not None,
                        these=_THESE.search(text, max(0, mention.start - 3), mention.start) is not None,
                    )
                )
        absent = named.words.absent
    for name, count, start, end in named_rolls(text):
        row = sum(1 for _ in p.SENTENCE.finditer(text, 0, start))
        origin = origins.at(start)
        out.append(Mention(name, count, "exact", start, end, "weak", sentence=row, origin=origin))
    out = (under_heads if context.spread else under_scenes)(out, text)
    for step in _AFTERWARDS:
        out = step(out, text)
    return out


def _disowned_from(text: str, origins: Origins) -> int:
    """Where the words of others begin that the own words before them call untrue (假的//@…); the end where none are."""
    quoted = text.find(QUOTE)
    return quoted if quoted > 0 and origins.denied(0, quoted) else len(text)


def _clause_end(text: str, at: int) -> int:
    end = _CLAUSE_ENDS.search(text, at)
    return end.start() if end else len(text)


def _denial_span(text: str, origin: Origin, mention: Mention, sentence_end: int) -> tuple[int, int]:
    """A rumour, or what is quoted, may be denied in the sentence that follows it; anything else only in its own."""
    before = text[max(0, mention.start - 60) : mention.start]
    quoted = before.rfind("“") > before.rfind("”")
    if origin == "unverified" or quoted:
        return mention.end, min(sentence_end + 40, len(text))
    return mention.end, sentence_end


# 为防止气体扩散，转移3000人
_LEST = re.compile("防止|避免|预防|杜绝|以免|恐(?:造成|致|有)|可能(?:会)?(?:造成|导致|使|有)")
# 遇难人数较昨晚增加1人，系一名重伤老人不治: the toll told before holds that one.
_RISEN_BY = re.compile(f"(?:增加|新增)了?{NUMBER}[人名例]，(?:系|为|是|即)[^，。；]{{0,4}}$")
# 又发现2具遗体，确认为失踪人员
_WERE_LOST = re.compile(
    "[^，。；\\d]{0,4}，(?:已|经|现|初步)*(?:确认|证实|辨认|核实)?(?:均|都|就|正)?(?:为|是|系)(?:此前|之前)?的?(?:失踪|失联|下落不明)"
)
# 造成5人死亡、4人受伤，其中一人系送医后不治: of the dead.
_DIED_SO = re.compile("(?:系|是|为)[^，。；\\d]{0,4}?(?:送医|送院|送往|在|被|经|于|因)")
# 另外，有4名工人扭伤; 此外，冲击波震碎玻璃，致3名村民划伤
_BESIDES_PAUSE = re.compile(
    "(?:另外|此外|除此之外)，(?:(?:还|另|又)?有|[^。；\\d]{1,24}?(?:致使?|造成|导致)|)$"
)
# 另外，当天全市交通事故还致3人受伤: of other happenings.
_OF_OTHER_HAPPENINGS = re.compile(
    "全[市县省国州区]|当[天日]|同[一日天]|近[期日年]|今年|(?:另|[一两二三四五六七八九多])起|(?:另|上)一"
)
# 3名参与扑火的村民和1名镇干部: the noun is that of the count before it.
_NOUN_OF_A_COUNT = re.compile(f"{NUMBER}[名位个][^，。；、]{{0,10}}的$")
# 其中一位工人4岁的儿子: no one of those just counted, but one of theirs.
_THEIR_OWN = re.compile(
    "[^，。；、：]{0,8}?(?:的|岁)(?:儿子|女儿|孩子|妻子|丈夫|父亲|母亲|爱人|婴儿|孙子|孙女|弟弟|妹妹|哥哥|姐姐)(?=[^，。；]*$|[也不同当])"
)


# 共28名伤者，市人民医院收治20人
_COUNTS_ALL_HURT = re.compile(
    "^(?:目前|事故|此次|这样|两车|合计)*(?:一共|总共|共计|合计|总计|共)(?:造成|有|是|为)?$"
)
_AMONG_THEM = re.compile("其中[^。；]*[，；](?:另外?|其余|剩下)的?$")


class _Sentence:
    """One sentence and the counts in it, read from left to right."""

    def __init__(self, text: str, span: tuple[int, int], number: int, named: NamedCounts) -> None:
        self.text, (self.start, self.end) = text, span
        self.number, self.named = number, named
        self.hurt_badly = False
        self.counted_end = -1
        self.dead_of: Formerly | None = None
        """What the last who died in the sentence were counted as before."""
        self.hurt_end: int | None = None
        """Where the last count of hurt people ends, for those who are told to be of them."""
        self.most_hurt = 0
        self.wholes: dict[str, Mention] = {}
        """The greatest count of each figure so far, for those who complete what is told of its parts."""
        self.joined: set[str] = set()
        """What is counted right before, joined to the next count: 2名老人与1名保洁员被烧伤."""

    def counts(self) -> list[Mention]:
        """The counts with a casualty word beside them."""
        listed = side_by_side(list(self._counts()), self.text)
        listed = one_and_other(listed, self.text, self.start, self.end, self.number)
        listed = by_wound(listed, self.text, self.start, self.end, self.number)
        return by_hospital(without_those_left(listed), self.text)

    def _counts(self) -> Iterator[Mention]:
        seen: set[str] = set()
        last: Mention | None = None
        for token, found in self.named.find():
            mention = self._mention(token, found, seen)
            if mention and last and self._is_of_pair(mention, last):
                mention = replace(mention, role=last.role)  # 更新为7死18伤
            last = mention or last
            if mention is not None:
                seen.add(mention.name)
                self.joined = {mention.name} if mention.relation == "joined" else set()
                self.counted_end = max(self.counted_end, mention.end)
                self.dead_of = mention.of if mention.name == "deaths" else None
                if mention.name not in self.wholes or self.wholes[mention.name].value < mention.value:
                    self.wholes[mention.name] = mention
                if mention.name in _ALIVE and mention.value and (mention.role != "part" or not self.hurt_end):
                    self.hurt_badly = mention.name == "seriously_injured"
                    self.hurt_end = mention.end
                    self.most_hurt = max(self.most_hurt, mention.value)
                yield mention

    def zeros(self) -> Iterator[Mention]:
        """Statements of none, one for each figure they cover, and of all so far; ``at_least`` while no report has come in."""
        for match in p.ZERO.finditer(self.text, self.start, self.end):
            if p.REJECTED_NONE.search(self.text, max(self.start, match.start() - 6), match.start()):
                continue
            if self._is_of_some(match.start()):
                continue
            bound: Bound = "at_least" if match["pending"] or match["tail"] else "exact"
            for name in dict.fromkeys(
                n for word in _NONE.findall(match["what"]) for n in p.ZERO_FIELDS[word]
            ):
                yield Mention(name, 0, bound, match.start(), match.end(), "zero", sentence=self.number)
        for match in p.NOBODY_ELSE_TRAPPED.finditer(self.text, self.start, self.end):
            if _TRAPPED.search(match[0]):
                yield Mention("trapped", 0, "exact", *match.span(), "zero", sentence=self.number)
        nths = list(p.NTH_BODY.finditer(self.text, self.start, self.end))
        if "第" in self.text[self.start : self.end]:
            nths += p.ALREADY_NTH.finditer(self.text, self.start, self.end)
        for match in nths:
            if nth := read_number(match["nth"]).value:
                # 又发现一位遇难者，这已经是第七个: the seventh is the one who was just found.
                role: Role = "total" if match.re is p.ALREADY_NTH else "plain"
                yield Mention("deaths", int(nth), "exact", *match.span(), role, sentence=self.number)
        last = p.LAST_DEAD.search(self.text, self.start, self.end)
        if last and (self.named.words.absent or p.SUNK.search(self.text, 0, last.start())):
            number = int(read_number(last["digits"]).value or 0)
            of: Formerly = "missing" if self.named.words.absent == "missing" else "trapped"
            yield Mention(
                "deaths",
                number,
                "exact",
                *last.span(),
                "added",
                sentence=self.number,
                relation="further",
                of=of,
            )
        for last in _ONE_STILL_SOUGHT.finditer(self.text, self.start, self.end):
            yield Mention("missing", 1, "exact", *last.span(), "correction", sentence=self.number)
        yield from risen(self.text, self.start, self.end, self.number)
        yield from mourned(self.text, self.start, self.end, self.number)
        yield from in_care_and_home(self.text, self.start, self.end, self.number, ill=self.named.poisoning)
        if self.named.poisoning:
            yield from ill_counted(self.text, self.start, self.end, self.number)
        yield from listed_areas(self.text, self.start, self.end, self.number)
        yield from by_sex(self.text, self.start, self.end, self.number)
        if "失" in self.text or "寻人" in self.text or "下落" in self.text:
            yield from on_the_list(self.text, self.start, self.end, self.number)
        for match in p.DIGITS_OF.finditer(self.text, self.start, self.end):
            least = 10 ** (int(read_number(match["digits"]).value or 1) - 1)
            yield Mention("deaths", least, "at_least", *match.span(), sentence=self.number, vague=True)
        for match in p.NOBODY_DIED.finditer(self.text, self.start, self.end):
            before = self.text[max(self.start, match.start() - 8) : match.start()]
            some = p.OF_THE_OTHERS.search(before) is not None or self._is_of_some(match.start())
            if not (p.REJECTED_NONE.search(before) or some):
                yield Mention("deaths", 0, "exact", *match.span(), "zero", sentence=self.number)
        others = p.NO_OTHERS.search(self.text, self.start, self.end)
        if others and _DEAD_TOLD.search(self.text) is None:
            yield Mention("deaths", 0, "exact", *others.span(), "zero", sentence=self.number)
        for match in p.NOBODY_HURT.finditer(self.text, self.start, self.end):
            if self._is_of_some(match.start()):
                continue
            for name in p.ZERO_FIELDS["伤亡"]:
                yield Mention(name, 0, "exact", match.start(), match.end(), "zero", sentence=self.number)
        for name, pattern in (("trapped", p.ALL_RESCUED), ("missing", p.ALL_FOUND)):
            if match_all := pattern.search(self.text, self.start, self.end):
                yield Mention(name, 0, "exact", *match_all.span(), "correction", sentence=self.number)
        if out := p.ALL_OUT.search(self.text, self.start, self.end):
            name = "missing" if out["found"] and self.named.words.absent == "missing" else "trapped"
            yield Mention(name, 0, "exact", *out.span(), "correction", sentence=self.number, loose=True)

    def _is_of_some(self, at: int) -> bool:
        """``2人遇难，4人被送往医院，两人没有受伤``, ``另外4人没有受伤``: whether none is said of some who are counted beside others."""
        told = _COUNTED_BEFORE.search(self.text, max(self.start, at - WINDOW), at)
        if told is None:
            return False
        return told["others"] is not None or any(
            m.value and m.end <= told.start() for m in self.wholes.values()
        )

    def _mention(self, token: Token, found: Named, seen: set[str]) -> Mention | None:
        value = token.number.value
        vague = value is None and found.name == "deaths"
        if vague:
            value = token.least
        if found.role == "from" or value is None or value != int(value):
            return None
        if not 0 <= value <= _MOST_PEOPLE or self._supposed(token, found):
            return None
        again = found.name == "deaths" and "deaths" in seen
        if again and (self._doubted(token, found) or tells_why_fewer(self.text, self.start, token.start)):
            return None
        if found.name == "poisoned" and self._is_cause(token):
            return None
        if found.name == "poisoned" and self._smoked:
            found = replace(found, name="injured")
        clause = self._clause(token)
        of = self._of(token, found) if found.name == "deaths" and not self._is_of_the_dead(token) else None
        role, added = self._role(token, found, clause, seen, of)
        lived = found.name == "deaths" and self._lived(token, found, role)
        if lived:
            role, added, of = "added", True, of or "hurt"
        rescuer = found.name == "deaths" and role == "plain" and self._were_rescuers(token, found)
        if rescuer:
            role, added = "added", True
        how = self._how(token, found) if found.name == "deaths" else ""
        start = min(token.start, found.start)
        if both := _BOTH_SEXES.match(self.text, token.end):
            value += read_number(both["others"]).value or 0
        if self._besides_one_badly_hurt(token, found, seen):
            value += 1
        if others := _BESIDES.search(self.text, self.start, token.start):
            value += read_number(others["others"]).value or 0
        if found.end > token.end and found.name != "evacuated":
            value += _PERSON_BEHIND.search(self.text, token.end, found.end) is not None
        before = p.PERSON_TOO.search(self.text, max(self.start, token.start - 12), token.start)
        if before and _COUNTED_BY_AGE.search(self.text, self.start, before.start("who")):
            before = None
        if (
            before
            and not _NOUN_OF_A_COUNT.search(
                self.text, max(self.start, before.start() - 14), before.start("who")
            )
            and found.name in ("deaths", "injured", "seriously_injured", "light", "missing", "trapped")
            and found.start == token.start
        ):
            both_drive = _BOTH_DRIVERS.search(self.text, max(0, before.start("who") - 4), before.start("who"))
            two = both_drive is not None or before["pair"] is not None
            others = _LISTED_TOO.search(
                self.text, max(self.start, before.start("who") - 20), before.start("who")
            )
            value, start = value + 1 + two, before.start("who")
            if others:
                value, start = value + others[0].count("、"), others.start()
        elif found.joined and (
            head := _HEAD_OF_LIST.search(self.text, max(self.start, token.start - 10), token.start)
        ):
            value, start = value + 1, head.start("who")
        elif found.name in ("injured", "light") and p.PASSENGERS.match(self.text, token.end - 1):
            driver = p.DRIVER_TOO.search(self.text, max(self.start, token.start - 24), token.start)
            value, start = value + bool(driver), driver.start("who") if driver else start
        return Mention(
            found.name, int(value), "at_least" if vague else self._bound(token, found), start, max(token.end, found.end),
            role, _manner(how), added, sentence=self.number, vague=vague, of=of,
            relation="further" if lived or rescuer else self._relation(token, found, of, seen),
            on_the_way=p.ON_THE_WAY.search(how) is not None,
        )  # fmt: skip

    def _how(self, token: Token, found: Named) -> str:
        """The words that tell where and how they died: those of the clause, also behind 死于 and 死在, and before it (送医途中，又有2人…)."""
        said = self._clause(token) + self.text[token.start : found.end]
        if said.endswith(("死于", "死在")):
            end = _CLAUSE_ENDS.search(self.text, found.end, self.end)
            said += self.text[found.end : end.start() if end else self.end]
        clause = token.start - len(self._clause(token))
        lead = _WHERE_THEN.search(self.text, max(self.start, clause - WINDOW), clause)
        return lead[0] + said if lead else said

    @cached_property
    def _smoked(self) -> bool:
        return not self.named.poisoning and of_smoke("", self.text)

    def _were_rescuers(self, token: Token, found: Named) -> bool:
        """``3名矿工遇难。救援中发生二次冒顶，2名救护队员牺牲``: those who came to help come on top."""
        if found.end <= token.end or not (
            _RESCUERS.match(self.text, token.end, found.end)
            or _RESCUERS.search(self.text, max(self.start, token.start - 8), token.start)
        ):
            return False
        if _ON_RESCUE.search(self.text, self.start, token.start) is None or p.PART.search(
            self.text, self.start, token.start
        ):
            return False
        return _COUNTED_DEAD.search(self.text, max(0, self.start - _NEAR), self.start) is not None

    def _besides_one_badly_hurt(self, token: Token, found: Named, seen: set[str]) -> bool:
        """``她的左腿被压断，属重伤，其余六人为轻伤``: one who is told of without a number comes on top of the others."""
        if found.name not in ("light", "injured") or seen & _ALIVE:
            return False
        rest = _REST.search(self.text, max(self.start, token.start - 4), token.start)
        return rest is not None and _ONE_BADLY.search(self.text, self.start, token.start) is not None

    def _lived(self, token: Token, found: Named, role: Role) -> bool:
        """``清理出30具遗体；11人被救出，其中2人在送医途中去世``: those who were got out alive and died come on top."""
        if role not in ("plain", "part", "added") or found.end <= token.end:
            return False
        if not p.HOSPITAL.search(self.text, token.end, found.end):
            return False
        alive = _ALIVE_THEN.search(self.text, self.start, token.start)
        return (
            alive is not None
            and _THE_DEAD.search(self.text, max(0, self.start - _NEAR), alive.start()) is not None
        )

    def _too(self, token: Token, found: Named) -> bool:
        """Whether what befell others befell these too: 两名老师也有呕吐症状."""
        also = found.name in ("deaths", "poisoned") and found.end > token.end
        if self.text[token.start - 1 : token.start] in ("这", "那") or self.text[
            token.end : token.end + 1
        ] in ("里", "中"):
            return False
        return also and _TOO.search(self.text, token.end, found.end) is not None

    def _besides_comma(self, token: Token) -> bool:
        """``另外，有4名工人扭伤``: a pause stands between."""
        near = max(self.start, token.start - 30)
        told = _BESIDES_PAUSE.search(self.text, near, token.start)
        return told is not None and _OF_OTHER_HAPPENINGS.search(told[0]) is None

    def _since(self, token: Token, found: Named, seen: set[str]) -> bool:
        """``4人当场死亡，两人在随后一周内先后去世``: whoever died in the days after is none of those."""
        if found.name != "deaths" or "deaths" not in seen or found.end <= token.end:
            return False
        before = self.text[max(self.start, token.start - 8) : token.start]
        return _SINCE.search(before + self.text[token.end : found.end]) is not None

    def _bound(self, token: Token, found: Named) -> Bound:
        """How sure a count is; a word that bounds it may stand before the verb: 至少死了11人."""
        if token.number.bound != "exact" or found.start >= token.start:
            return token.number.bound
        said = p.BOUND_BEFORE.search(self.text, max(self.start, found.start - 6), found.start)
        return read_number("1", said["words"]).bound if said else "exact"

    def _relation(self, token: Token, found: Named, of: Formerly | None, seen: set[str]) -> Relation | None:
        if found.name in seen and _CLAIMS.search(self.text, self.counted_end, min(token.start, found.start)):
            return "rival"
        if found.joined:
            return "joined"
        if found.role in ("correction", "update"):
            return None
        if _REST.search(self.text, max(self.start, token.start - 4), token.start):
            return "rest"
        further = of == "missing" or p.FURTHER.search(self._clause(token)) or self._too(token, found)
        return "further" if further else None

    def _supposed(self, token: Token, found: Named) -> bool:
        """Whether nobody has come to it; who is moved lest harm be done (为防止气体扩散，转移3000人) has been moved."""
        near = max(self.start, token.start - 24)
        said = any(
            found.name != "evacuated"
            or not _LEST.fullmatch(match[0])
            or "，" not in self.text[match.end() : token.start]
            for match in p.SUPPOSED.finditer(self.text, near, token.start)
        )
        return said or self._supposed_from < token.start

    def _doubted(self, token: Token, found: Named) -> bool:
        """``已确认9人死亡，另有3人疑似遇难``: the three are not known to be dead."""
        around = self._clause(token) + self.text[token.start : max(token.end, found.end)]
        return _DOUBTED.search(around) is not None

    def _is_cause(self, token: Token) -> bool:
        """``死亡5人（4人系一氧化碳中毒，1人系跳楼）`` tells of what the dead died."""
        before = self.text[self.start : token.start]
        within = before.count("（") > before.count("）") or _OF_THE_DEAD.search(before)
        return bool(within) and _CAUSE.match(self.text, token.end) is not None

    @cached_property
    def _supposed_from(self) -> int:
        match = p.SUPPOSED_FROM.search(self.text, self.start, self.end)
        return match.start() if match else self.end

    def _clause(self, token: Token) -> str:
        left = self.text[max(self.start, token.start - WINDOW) : token.start]
        cuts = [m.end() for m in _CLAUSE_START.finditer(left)]
        return left[cuts[-1] if cuts else 0 :]

    def _formerly(self, token: Token, found: Named) -> Formerly | None:
        """What the dead were counted as before: 又有1名重伤者离世, 15名伤者中2人不治, 住院的3人中又有1人去世."""
        if _RISEN_BY.search(self.text, self.start, token.start):
            return None
        if _DIED_SO.match(self.text, token.end, found.end):
            return None
        if found.role in ("update", "correction"):
            died = _HURT_ONE_DIES.search(self.text, self.start, token.start)
            return ("badly_hurt" if died["badly"] else "hurt") if died else None
        end = max(token.end, found.end)
        if called := _CALLED.match(
            self.text, token.end, end + 2 * self.text.endswith(("失踪", "失联"), 0, end)
        ):
            return _group(called)
        if _WERE_LOST.match(self.text, end):
            return "missing"
        if p.DEAD_AND_HURT.match(self.text, token.end):
            return None  # 共造成2死4伤，其中货车司机当场死亡，客车1死4伤
        before = self.text[max(self.start, token.start - WINDOW) : token.start]
        were = None if self.counted_end == token.start else _WERE.search(before)  # 52人重伤3人死亡
        if among := _AMONG.search(before) or were:
            return _group(among)
        if self.hurt_end is None or _HOW_MANY.search(before[-6:]) or p.TOTAL.search(self._clause(token)):
            return None
        if _OF_SUCH.search(self.text, max(self.start, self.hurt_end - 16), token.start):
            return "hurt"
        since = self.text[self.hurt_end : found.start if found.start < token.start else token.start]
        if found.start < token.start and not since.endswith(("其中", "中")):
            return None  # 其中11人重伤，死亡2人: beside the hurt, not of them
        if not _OUT_OF.match(since) or p.RESET.search(since) or _INCLUDING.search(since):
            return None
        return "badly_hurt" if self.hurt_badly else "hurt"

    def _of(self, token: Token, found: Named) -> Formerly | None:
        return self._formerly(token, found) or self._as_before(token, found)

    def _is_of_the_dead(self, token: Token) -> bool:
        """``死亡2人，死者中一人当场死亡，一名伤者送医后不治``: some of those who were counted before."""
        told = [m.end() for m in p.PART_OF_DEAD.finditer(self.text, self.start, token.start)]
        return bool(told) and p.RESET.search(self.text, told[-1], token.start) is None

    def _as_before(self, token: Token, found: Named) -> Formerly | None:
        """What one more who dies was, where the one told of just before him was one of the hurt."""
        if self.dead_of not in ("hurt", "badly_hurt") or found.end <= token.end:
            return None
        apart = _ONE_MORE_DIES.search(self.text, self.counted_end, token.start)
        return None if apart is None or _AT_ONCE.search(self.text, apart.start(), found.end) else self.dead_of

    def _is_of_pair(self, hurt: Mention, dead: Mention) -> bool:
        moved = dead.role in ("update", "correction") and dead.name == "deaths" and hurt.name == "injured"
        return moved and self.text.startswith("死", hurt.start - 1) and hurt.start - dead.end <= 1

    def _role(
        self, token: Token, found: Named, clause: str, seen: set[str], of: Formerly | None
    ) -> tuple[Role, bool]:
        added = p.ADDED.search(clause) is not None or _REST.search(clause) is not None
        added = added or self._besides_comma(token)
        added = added or self._too(token, found) or self._since(token, found, seen)
        if added and found.name in self.wholes and closes_a_list(self.text, self.wholes[found.name], token):
            return "part", False
        if found.name == "deaths" and _RISEN_BY.search(self.text, self.start, token.start):
            return "part", False
        if found.name == "deaths" and _THEIR_OWN.match(self.text, token.end, found.end):
            return "added", True
        if found.name == "deaths" and (self._of_the_dead or self._is_of_the_dead(token)):
            return "part", False
        if found.name == "deaths" and found.role in ("weak", "added") and self._is_of_finds(token, seen):
            return "part", False
        if found.role == "weak" and found.name == "deaths" and p.FURTHER.search(clause):
            return "added", True
        if found.joined and found.name in seen & _ALIVE and self._is_part(found.name, token, seen):
            return "part", False  # 5名乘客受伤，其中2名男子和1名妇女骨折
        if found.role == "weak" and found.name == "injured" and _COUNTS_ALL_HURT.search(clause):
            return "total", False
        if found.role:
            return found.role, added or found.role == "added"
        if moved := p.MOVED_TO.search(clause):  # 现更正为2人死亡, 升至12人遇难
            return ("update" if moved["up"] else "correction"), added
        if found.name in ("trapped", "missing") and (
            _STILL.search(clause + self.text[token.end : found.end])
            or (added and _FREED.search(self.text, max(0, token.start - 60), token.start))
        ):
            return "correction", added
        if self._is_in_danger(found.name, token, seen) or self._is_of_the_badly_hurt(found.name, token, seen):
            return "weak", False
        if added and found.name in seen & _ALIVE and self._completes(token):
            return (
                "weak",
                False,
            )  # 运出14人，还有7名重伤员: with those told of just before they are all of them
        if self._is_part(found.name, token, seen):
            return ("added", True) if of and "deaths" in seen else ("part", False)
        if of and "deaths" in seen:
            return "added", True
        if (found.name in seen and self._of_those(found)) or (added and self._breaks_down()):
            return "part", False
        if added and found.name in _ALIVE and self._are_those_left(token):
            return "part", False
        if added:
            return "added", True
        if found.name == "injured" and found.name in seen - self.joined and self._is_wound(token, found):
            return "part", False  # 5人受伤，2人骨折
        if found.name in _GONE and ("deaths" in seen or stands_behind_dead(self.text, self.start)):
            return "total", False  # 遇难47人，失踪12人: a bulletin of its own
        counted = p.TOTAL.search(clause) or _HOW_MANY.search(self.text, found.start, token.start)
        return ("total" if counted else "plain"), False

    def _are_those_left(self, token: Token) -> bool:
        """``5名乘客受伤，其中王女士骨折，另外四人扭伤``: with the one or two who are told of by person they are all of them."""
        left = self.most_hurt - (token.number.value or 0)
        if self.hurt_end is None or left not in (1, 2):
            return False
        among = _AMONG_THEM.search(self.text, self.hurt_end, token.start)
        return among is not None and self.counted_end <= self.hurt_end

    @cached_property
    def _of_the_dead(self) -> bool:
        """``死者里，6人…；2人伤重不治；还有1人…死亡`` takes apart what a sentence before counted."""
        begins = max(self.text.rfind(end, 0, self.start) for end in "。！？\n") + 1
        return begins > 0 and _OF_THE_DEAD.match(self.text, begins) is not None

    def _is_of_finds(self, token: Token, seen: set[str]) -> bool:
        """``共找到12具遗体，其中上午找到5具，下午又找到7具``: some of those who were counted in the same sentence."""
        return "deaths" in seen and self._is_part("deaths", token, seen)

    def _is_wound(self, token: Token, found: Named) -> bool:
        """Whether a count of the hurt is told by a wound behind a greater one: 5人受伤，2人骨折."""
        fewer = (token.number.value or 0) < self.most_hurt
        return fewer and _WOUND.search(self.text, token.end, found.end) is not None

    def _completes(self, token: Token) -> bool:
        """``4人受伤，送医包扎后有3人回家，另一人骨折``: with those told of just before him he comes to all the hurt."""
        since = self.hurt_end if self.hurt_end is not None else token.start
        told = p.COUNT.finditer(self.text, since, token.start)
        others = [read_number(m["digits"]).value for m in told if m["unit"]]
        return bool(others) and (others[-1] or 0) + (token.number.value or 0) == self.most_hurt

    def _of_those(self, found: Named) -> bool:
        """``2人死亡：死者一名是工人`` speaks of those who were just counted."""
        told = self.text.startswith(("死者", "遇难者"), found.start)
        return found.name == "deaths" and told and self.text[found.start - 1] not in "男女"

    def _breaks_down(self) -> bool:
        """``其中3人当场死亡，另有2人…死亡`` takes apart what the sentence before counted."""
        return self.start > 0 and _FROM_AMONG.match(self.text, self.start) is not None

    def _are_hurt(self, part: int) -> bool:
        """``救出52人，其中重伤13人``: those of whom the hurt are a part are not always called hurt themselves."""
        return part <= self.start or p.HURT_OR_CARED_FOR.search(self.text, self.start, part) is not None

    def _is_listed(self, token: Token) -> bool:
        """``10人受伤入院：吸入性损伤的7人，骨折的3人`` takes apart those it counted before the colon."""
        if self.hurt_end is None or (token.number.value or 0) >= self.most_hurt:
            return False
        return "：" in self.text[self.hurt_end : token.start]

    def _is_in_danger(self, name: str, token: Token, seen: set[str]) -> bool:
        """``8人重伤，2人仍未脱离危险``: these two are of the eight."""
        return (
            name == "seriously_injured"
            and name in seen
            and _IN_DANGER.match(self.text, token.end) is not None
        )

    def _is_of_the_badly_hurt(self, name: str, token: Token, seen: set[str]) -> bool:
        """``4名重伤员中1人伤情较重``: one of the four."""
        before = self.text[max(self.start, token.start - 10) : token.start]
        return name == "seriously_injured" and name in seen and _OF_THE_BADLY_HURT.search(before) is not None

    def _is_part(self, name: str, token: Token, seen: set[str]) -> bool:
        left = self.text[max(self.start, token.start - _PART_CHARS) : token.start]
        if seen and left.count("（") > left.count("）"):
            return True
        if name in _ALIVE and self._is_listed(token):
            return True
        if _OTHER_OF_TWO.search(self.text, max(0, token.start - 90), token.end):
            return True
        patterns = (p.PART, p.PART_OF_HURT) if name in _ALIVE else (p.PART,)
        part = max((m.end() for pattern in patterns for m in pattern.finditer(left)), default=-1)
        if name in _ALIVE and part > 0 and not self._are_hurt(token.start - len(left) + part - 2):
            return False
        return part > max((m.end() for m in p.RESET.finditer(left)), default=-1)


def _group(match: re.Match[str]) -> Formerly:
    return "badly_hurt" if match["badly"] else "hurt" if match["hurt"] else "missing"


# 急救人员赶到时2人已经死亡
_AT_ARRIVAL = re.compile(
    "(?:到达|赶到|到场|抵达|赶来|发现|找到|救出|抬出|挖出|扒出|刨出)[^，。；\\d]{0,3}(?:时|后)[^。；]{0,12}?(?:已|确认|没有|没了)"
)


def _manner(words: str) -> Manner | None:
    if p.HOSPITAL.search(words) or p.ON_THE_WAY.search(words):
        return "hospital"
    return "scene" if p.SCENE.search(words) or _AT_ARRIVAL.search(words) else None
