"""Victims told without a number: one person (奔驰司机受轻伤), or two (女主人和两岁孩子遇难)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.critical_state import GATE as IN_STATE
from monitor.classify.figures.critical_state import in_state
from monitor.classify.figures.fates import died_behind, may_tell_death
from monitor.classify.figures.frames import Frames
from monitor.classify.figures.lone_wounds import Group, LoneWounds
from monitor.classify.figures.person_seeking import Seeker
from monitor.classify.figures.persons_words import ONE, TWO
from monitor.classify.figures.rolls import find_rolls
from monitor.text.alternation import compiled, in_a_row, screened
from monitor.text.late import Late

_MANY_BEFORE = re.compile(
    "(?:没有?|无|未有)(?:任何)?(?:[一1][名个位]?)?$|(?:[多数几两各众](?!周?岁|个月大)|部分|一些|若干|全体|不少|所有|其他|其余|余下|剩下|剩余)[名位个]?[^，。；]{0,4}$|[\\d二两三四五六七八九十百千](?:[余多来])?(?:[名位个人号]+[^，。；：一]{0,4})?$"
)
_COMMON = "王李张刘陈杨赵吴周徐孙朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜程苏魏吕丁任沈姚卢姜崔钟谭陆汪范廖贾夏韦傅邹孟熊秦邱尹薛闫段侯史陶黎贺顾郝龚邵覃武戴莫孔汤"
_FATAL = "(?:死亡(?!赔|原因|证明|时间|案|情况|现象)|身亡|遇难|丧生|罹难|殒命|丧命|溺亡|溺水身亡|不治|去世|离世|牺牲|殉职|毙命|辞世|没了?(?:气息|呼吸|心跳)|断了?气|停止了?呼吸|烧死|坠亡|撞死|砸死|压死|轧死|淹死|炸死|电死|毒死|被害|遇害)(?!多年|已[一两三\\d]|后，?[^。；]{0,10}?(?:生活|长大|抚养|拉扯|改嫁|独居|相依))(?![一\\d两几头只条匹]*(?:野|家)?(?:[鸡鸭鹅狗猫牛羊猪马鱼鹿鸟兔]|小狗|动物))"
_NOT_SAVED = "没(?:有|能)?(?:抢救|救)[过回]来"
_DIED = in_a_row("当场|不幸|先后|经?抢救无效|送医后|均|都|双双|已", "[被因][^，。；被因]{0,6}", 4) + _FATAL
_HARM = "(?:受了?轻?微?伤|轻伤|负伤|骨折|烧伤|灼伤|烫伤|撞伤|砸伤|摔伤|划伤|擦伤|咬伤|炸伤|流血|昏迷|满[脸头身]是?血|头破血流|[腿腰手](?:[摔撞砸压]?[断折])了|肋骨[断折]|胳膊[断折]|[摔撞压砸]断了?[^，。；\\d]{0,4}(?:骨|腿|臂|胳膊))"
_HURT = (
    in_a_row(
        "当场|不幸|均|都|双双|已",
        "被[^，。；被头面腿腰手背胸脚身全]{0,4}|[头面腿腰手背胸脚身全][部上身臂]?[^，。；被头面腿腰手背胸脚身全]{0,3}",
        6,
    )
    + _HARM
)
_GRAVE = "(?:受了?重伤|身负重伤|重伤|伤势(?:较|严|十分|非常|很|极)?为?严?重|生命垂危|重度烧伤)"
_BADLY = in_a_row("当场|不幸|均|都|双双|已", "被[^，。；被]{0,4}") + _GRAVE
_LOST = "(?:失联(?!后)|失踪(?!后)|下落不明|联系不上(?=[，。；！”]|$)|不见踪影|生死不明|杳无音[信讯]|(?:到现在|至今|一直|还)没(?:有|个|见)?(?:人影|影儿?|着落)|被(?:洪水|河水|大水|山洪|江水|海水|水流|急流|激流|大?水|大?浪|海浪)?[冲卷]走|(?:仍|至今|尚|还|也|一直)+(?:未能?被?(?:找到|寻获|打捞到?|发现)|没有?(?:找到|捞到|捞上来|消息|音[讯信]|下落|联系上)|在(?:全力|继续)?(?:搜寻|搜救|寻找|打捞)))"
# A bracket is taken whole: cut in every way that makes twenty pieces of it, one of 14 characters took minutes.
_GAP = f"(?P<gap>(?:＿++|(?!{ONE})[^＿，。；！？、\\n\\d]|\\d++(?=[楼层米号点时日分月岁])){{0,20}}?)"
# Few are joined here, longer ones are rolls: without an end the search takes exponential time.
_JOINED = f"(?P<who>(?:{TWO}|{ONE})(?:(?:和|与|及|以及|跟|、)[^，。；！？、\\n]{{0,8}}?(?:{ONE})){{0,4}})"
_NOT = re.compile(
    "未|没|无|做了|手术|险|差点|们|等|家属|亲属|可能|如果|涉嫌|撞[死伤倒]|打[死伤]|捅|砍|(?<!扑)(?<!施)(?<!抢)(?<!自)救(?![火援灾险羊牛猪畜])|称|说|导致|致|造成|将|把|以为|怕|担心|或|全[部都]|悉数|的(?:家|车|房)|[年月]前|早年|生前|体检|摔断过|曾"
)
_PATTERNS = {
    "deaths": Late(
        f"{_JOINED}{_GAP}(?:{_DIED}|{_NOT_SAVED})",
        needs="世丧亡吸坠害息抢撞救断死殉殒毒毙治淹溺炸烧牺砸罹跳轧辞遇",
        told=f"{_FATAL}|{_NOT_SAVED}",
    ),
    "seriously_injured": Late(
        f"{_JOINED}{_GAP}{_BADLY}",
        needs="伤垂烧",
        told=_GRAVE,
    ),
    "injured": Late(
        f"{_JOINED}{_GAP}(?:{_HURT}|{_BADLY})",
        needs="伤咬垂折摔撞擦断昏灼炸烧烫砸肋胳腿臂血轻骨",
        told=f"{_HARM}|{_GRAVE}",
    ),
    "missing": Late(
        f"{_JOINED}{_GAP}{_LOST}",
        needs="卷冲寻息找捞搜未杳死联落踪音影",
        told=_LOST,
    ),
}
_STILL_IN = Late(
    f"{_JOINED}{_GAP}(?:仍|还|尚|一直)然?(?:被)?[困压卡埋](?:在|于|着|[车屋井楼][内里下]|(?=[，。；]))",
    needs="困压卡埋",
)
_FOUND = (
    Late(
        f"{_JOINED}(?P<gap>(?:(?!{ONE})[^。；！？\\n]){{0,24}}?)(?:找到|发现|救出|打捞[^，。]{{0,4}}|送[^，。]{{0,8}})[^。；！？\\n\\d]{{0,8}}?，[^，。；\\d]{{0,8}}?(?:{_DIED}|(?:无|没有)生命体征)",
        needs="世丧亡吸坠害息抢撞救断死殉殒毒毙治淹溺炸烧牺砸罹跳轧辞遇命",
        told=f"{_FATAL}|生命体征",
    ),
    Late(
        f"{_JOINED}(?:(?!{ONE})[^。；！？\\n\\d]){{0,30}}?，(?:(?:(?!{ONE})[^，。；\\d]){{0,14}}?(?:不幸|当场|双双|最终|终因|均|已|经?抢救无效|不治|伤势?过重|失血过多)){_DIED}",
        needs="世丧亡吸坠害息抢撞救断死殉殒毒毙治淹溺炸烧牺砸罹跳轧辞遇",
        told=_FATAL,
    ),
    Late(
        f"{_JOINED}[^。；！？\\n]{{0,36}}?，人(?:还是|也|终究|最终|最后|到底|终|却)*(?:没(?:能|有)?保住|没了(?!影|消息|信)|没(?:能|有)?(?:抢救|救)[过回]来|不行了)",
        needs="人",
        told="人(?:还是|也|终究|最终|最后|到底|终|却)*[没不]",
    ),
    Late(
        f"{_JOINED}[^。；！？\\n\\d]{{0,10}}?(?:因|由于)(?:伤势?过重|伤重|失血过多|抢救无效|吸入过量[^，。]{{0,4}})，?[^，。；\\d]{{0,8}}?{_DIED}",
        needs="世丧亡吸坠害息抢撞救断死殉殒毒毙治淹溺炸烧牺砸罹跳轧辞遇",
        told=_FATAL,
    ),
)
_GONE = Late(
    f"(?<![多数几两百十千\\d])(?P<who>人|骑[一-鿿]{{1,4}}的|(?<![一-鿿])(?:开|烧|看|卖|收|赶|送|修|放)[一-鿿]{{1,3}}的|[老小][{_COMMON}](?=当场|(?:也|就|已经|人)?(?:没了|不行了|不在了|没救过来|没抢救过来)(?:[，。；！]|$))|(?:{ONE})(?:[、和与跟](?:{ONE})){{0,3}})(?P<gap>{in_a_row('昨[晚天夜]|今[早天]|半夜|凌晨|刚才|当场|就|也|已经|一下子|直接|还是|最终|终究|到底', '送到[^，。]{0,4}')})(?:没了(?!踪|影|消息|音|信|下落|联系|工作|房|家|钱|电|主意|办法|力气|劲)|没(?:能)?保住(?=[，。！]|$)|没救过来|没抢救过来|走了(?=[，。！]|$)|(?<!有人)(?<!有人[就都])不行了(?=[，。！]|$)|死了|[^。；！？\\n\\d]{{0,12}}，(?:可惜|但|却|最终|还是|也)*没(?:能)?(?:抢救|救)(?:过|回)来)",
    needs="保抢救死没行走",
    told="没了(?!踪|影|消息|音|信|下落|联系|工作|房|家|钱|电|主意|办法|力气|劲)|没能?保住(?=[，。！]|$)|救[过回]来|走了(?=[，。！]|$)|不行了(?=[，。！]|$)|死了",
)
# 大火夺去了一对母女的生命.
_TOOK = Late(
    f"(?:夺[去走]|带走|吞噬|夺)了?[^，。；\\d]{{0,6}}?{_JOINED}(?P<gap>)[^，。；\\d们]{{0,8}}?的?(?:生命|性命|人命)",
    needs="夺带噬",
    told="生命|性命|人命",
)
_REMAINS = Late(
    f"(?P<who>{ONE}|(?<!遇难者)(?<!死者)(?<!们)(?=的))(?P<gap>)(?:[^，。；、\\d和与及]{{1,3}})?的?(?:遗体|尸体|遗骸)[^，。；、：\\d]{{0,14}}?(?:被|已|也|在|于|找到|捞|发现)",
    needs="尸遗骸",
    told="遗体|尸体|遗骸",
)
# 中午就跟妈妈走了: nobody died.
_GOES_WITH = re.compile("(?:跟着?|随着?|被|陪着?|找|让)$")
# 在一处崖脚找到他，人已经不在了; of several the words would say so.
_FOUND_GONE = Late(
    "(?:[找寻]到|发现|送到[^，。；！？\\n\\d]{0,10}|[挖捞扒刨抬拉救](?:[上出起]来?|[到着]))(?:了|他|她|时|的时候|老[一-鿿]{1,2}|小[一-鿿])?，?(?:的?时候)?人(?:已经?|早|就|也|还是|是|却|终究)*(?:不在了|没了(?!影|消息|信|踪)|[凉硬僵]透?了|断了?气|没了?气儿?)(?=[，。；！]|$)",
    needs="在没凉硬僵气",
)
# 后山垮了半边，他的马自己回来的，人到今天下午没有找到.
_NOT_FOUND = Late(
    "(?<=[，。；])人(?:到|直到|至)?(?:[^，。；\\d们都没]|\\d(?=[日号时点])){0,8}没(?:有|能)?(?:被)?(?:找[到着]|捞[到着上]|寻[到着]|下落)(?=[，。；！]|$|来)",
    needs="找捞寻落",
)
# 等消防员把人抬出来，急救医生摇了摇头.
_SHAKEN = re.compile("(?:医生|大夫|急救人员|医护人员|救护人员)[^，。；]{0,6}摇了?摇?头")
_TAKEN = Late(
    f"{_JOINED}(?P<gap>[^。；！？\\n\\d]{{0,40}}?)(?:被|由|已|将其|把[他她]|获救后?|救出后?)[^，。；\\n]{{0,12}}?(?:(?:送往|送到|送至|送进|送去)[^，。；\\n]{{0,10}}?(?:医院|卫生院|急救|抢救|救治|治疗)|送医|送院)"
    "(?![^。；]{0,16}(?:死|亡|不治|无效|没|停止了?(?:心跳|呼吸)|无(?:心跳|呼吸|生命)))",
    needs="送",
    told="送(?:往|到|至|进|去|医|院)",
)
_WOUNDED = Late(
    f"(?:受伤|负伤|昏迷|受了伤)的?(?:该名|那名|这名)?(?P<who>{ONE})(?P<gap>)(?!们|等|家属|和|及)",
    needs="伤昏",
    told="受伤|负伤|昏迷|受了伤",
)
_HURT_SINCE = "(?:受了?(?:轻微?|皮外|重)?伤(?!害)|骨折|擦伤|划伤|烧伤|烫伤|砸伤|昏迷|血流不止|血流满面|鲜血直流|倒地不起)"
_HURT_BEHIND = Late(
    f"{_JOINED}(?P<gap>(?:(?!遇难|死亡|身亡|不治)[^。；！？\\n\\d]){{0,24}}?)，(?:[^。；！？\\n\\d]{{0,50}}，(?=[其他她]))?(?![^，。；]{{0,8}}(?:没|未|无))[^，。；\\d]{{0,10}}?"
    f"{_HURT_SINCE}",
    needs="伤倒擦昏烧烫砸血骨鲜",
    told=_HURT_SINCE,
)
_BADLY_BEHIND = Late(
    f"{_JOINED}(?P<gap>(?:(?!{ONE})[^，。；、！？\\n]){{0,14}}?)，(?:(?:医生|大夫|院方|医院|主治医[生师])(?:说|称|表示|介绍)，?)?(?:目前|现|至今|已|仍|还|且|都|均)*(?:伤势(?:较为?|十分|非常|很|极为?|严)?[严较危]?重|伤情(?:较|严|危)重|生命垂危|病危|命悬一线|[仍还尚]?未脱离(?:生命)?危险)",
    needs="伤危垂悬脱",
    told="伤[势情]|生命垂危|病危|命悬一线|未脱离",
)
"""老板娘烧伤面积80%，伤势严重."""
_NOT_TAKEN = re.compile(
    "没有?受伤|无大碍|未受伤|安然|死亡|身亡|遇难|将[男女老孩]|把[男女老孩伤]|送[男女老孩]|撞[上伤倒死向]|民警|警察|交警|消防员|医生|护士"
)
_ARE = Late(
    f"(?:(?P<dead>死者|遇难者|逝者|死的[那这][位个名人])|伤者)(?:分别)?(?:为|是|系)[^，。；\\d]{{0,8}}?{_JOINED}",
    needs="伤死逝遇",
    told="死者|遇难者|逝者|死的[那这]|伤者",
)
_SLAIN = "(?:杀害|杀死|砍死|捅死|毒死|勒死|掐死|打死)"
_KILLED = Late(
    f"(?:将|把)[^，。；\\d]{{0,4}}?(?P<who>(?:{ONE})(?:[^，。；\\d]{{0,4}}?[、和与及][^，。；\\d]{{0,4}}?(?:{ONE})){{0,4}})[^，。；\\d]{{0,8}}?{_SLAIN}",
    needs="勒捅掐杀死毒砍",
    told=_SLAIN,
)
_BLOW = "拱|蜇|撞|压|轧|碾|砸|烧|炸|电|毒|捅|砍|刺|打|扎|淹|呛|闷|摔|勒|掐|踩|咬|烫|刮|划|埋|冲|熏"
_ANYBODY = "邻居|前妻|前夫|女友|男友|同事|工友|店员|营业员|收银员|服务员|厨师|商贩|摊主|小贩|同学|室友|对方"
_STRUCK = Late(
    f"(?:{_BLOW})(?:死|(?P<hurt>伤))了?(?:一|1)?[名位个]?(?P<way>[^，。；！？、\\n\\d多数几]{{0,8}}?)(?P<who>{TWO}|(?:{ONE}|{_ANYBODY})(?:(?:和|与|及|、)[^，。；！？、\\n]{{0,4}}?(?:{ONE})){{0,4}})(?!们|等|家)"
    f"|(?P<lost>{ONE})(?P<gap>[^，。；！？、\\n\\d]{{0,4}})(?:殒命|命丧|魂断|葬身|遇难)",
    needs="丧伤死殒葬遇魂",
    told=f"(?:{_BLOW})[死伤]|殒命|命丧|魂断|葬身|遇难",
)
"""Whom a blow kills or hurts: 砸死路过的老人, 撞伤过路老太太."""
_NOT_HIT = re.compile("[两二三四五六七八九十几]+[个名位]|幸存|后|并|就|却|逃|跑|不|没|未|赔|人的|称|说|的是")
_NOT_HIT_BEFORE = re.compile("险些|差点|差一?点儿?|未|没有?|别|怕|担心|会|可能")
NOT_OURS = screened(f"{p.SUPPOSED_FROM.pattern}|丧事|丧葬|葬礼|病逝|病故|因病|自杀|祈福|悼念")
"""Who is dead in such a sentence did not die of what is reported, or is mourned elsewhere."""
_HURT_NAMES = frozenset({"injured", "seriously_injured"})
_DIES_OF_IT = Late(
    f"(?:(?!{ONE})[^。；\\d]){{0,30}}?，(?:(?!{ONE})[^，。；]){{0,16}}?(?:抢救无效|救治无效|不治|死亡|身亡|离世|去世)"
)
"""Behind a wound: who had it died."""
_GATE = compiled(
    f"{IN_STATE}|留住|恢复|直线|一条线|的气|没有?用|出来|[死亡伤溺殒丧毙殉血断折]|保住|葬身|呼吸|心跳|生命[体迹]|遇难|罹难|不治|去世|离世|牺牲|被害|遇害|昏迷|垂危|伤势|失联|失踪|下落|冲走|没了|走[了的]|不行了|不在了|送[医往到至进去院]|遗体|尸体|没能?(?:抢救|救)|摇头|摇了|[凉硬僵]了|咽|回来|过来|没气|寻|找到|捞|[仍还尚]然?被?[困压卡埋]|再也|夭折|夺|没能?[等撑挺熬坚]|不用|后事"
)
"""Without one of these a sentence tells of nobody harmed."""
# 夫妻与5岁的男孩, 司机和其妻子: how the next one is joined to those before.
_WITH = "[、和与及](?:其|[一-鿿]{1,4}的|(?:一[名位个])?\\d{1,2}(?:岁|个月大?)的?|一[名位个])?"
# 开车的, 收破烂的, 戴红帽子的那个: called by what they do or wear.
_DOES = "(?<![一-鿿])(?:[那这]个)?[骑开烧看卖收赶送修放守掌跟坐蹲站做打拉搬扛穿戴押管补][一-鿿]{1,4}的(?:那个)?(?=[，当在路送到抬就也已人没最抢昨前今半凌夜走一被第还后])"
# 小雷, 老曾, 三叔, 田家老大; no 小区, no 老屋.
FAMILIAR = "(?:(?<![一-鿿])|(?<=[的人友工员民]))[老小](?![人师板乡家汉婆伴孩时区学车心伙吃镇河店屋房楼旧虎路组雨雪型城巷院山桥桩队年狗猫猪牛羊树船站县])[一-鿿]"
_KNOWN_AS = f"{FAMILIAR}(?=[，当在路送到抬就也已人没最抢昨前今半凌夜走一被第还后])|(?<=家)老[大二三四幺](?!的)|(?<![一-鿿])[大二三四五六七八幺小](?:[叔伯舅姑姨爷嫂哥姐]|女婿|媳妇)"
_SUBJECT = Late(
    f"(?P<who>{TWO}(?:{_WITH}(?:{ONE}))*|{_DOES}|{_KNOWN_AS}|(?<=[员工友])[老小][马高黄白石江方](?=[一-鿿—])|(?:(?<![一-鿿])|(?<=[员人工友民的]))[老小][{_COMMON}](?:[和与及](?:[老小][{_COMMON}]|(?:其|[他她]的?)?(?:{ONE})))*(?=[一-鿿—])|(?:(?<![一-鿿])|(?<=[早晚上午晨夜]))(?:[大小]的(?:那个)?|老[大二三四幺])(?![一-鿿]{{0,2}}的)|失踪(?:的|者)[一-鿿]{{0,5}}?(?=在|被|已|遗体)|(?:{ONE}|{_ANYBODY})(?:{_WITH}(?:{ONE}))*)(?!们|等|说(?!肚子|头|胸|难受|不舒服|身上)|称|介绍|告诉|表示|回忆|反映|报警|赶到|赶来)"
)
_NOT_SUBJECT = re.compile(
    "(?:[将把撞给向对让叫砸压救送杀捅砍打据]|一[名位个][^，。；]{0,10}|1[名位个][^，。；]{0,10})$"
)
_BOTH = re.compile("双双|[两二]人(?:均|都|先后|相继|经)")
_JOINED_TO = re.compile("(?:和|与|跟|同)[他她其]?的?$")
_JOINT = re.compile("[、和与及]")
_ASIDE = re.compile("[（(][^（()）。；]{1,40}[)）]")
_FLED = re.compile("逃逸|(?:跑|溜)[了掉](?=[，。；！]|$)|逃跑|逃离|肇事|嫌疑|弃车|凶手|作案|在逃")
_FOUND_AGAIN = re.compile(
    "(?:被|已)[^，。；]{0,8}?(?:警方|民警|家人|公安)[^，。；]{0,6}?(?:找到|控制|抓)|投案|自首|平安回|报了?平安"
)
_MEMBER, _PAIR = re.compile(ONE), re.compile(f"{TWO}|父母")


@dataclass(frozen=True, slots=True)
class Told:
    """Victims of one figure that a clean text tells of by person: how many, and where."""

    name: str
    value: int
    start: int
    end: int
    struck: bool = False
    """Said of a blow (撞伤, 砸死): the words tell of the happening itself, not only of who suffered."""


def find_persons(text: str, reported: date | None = None, *, older: bool = False) -> Iterator[Told]:
    """For each figure, the most persons that one clause names as victims of the present happening.

    ``older``: as victims of an earlier one of which the opening tells, as that of a verdict does.
    """
    frame = "earlier" if older else "now"
    reading = _reading_of(text)
    text = reading.text
    frames, lone = Frames(text, reported), LoneWounds(text)
    best: dict[str, Told] = {}
    group: Group | None = None
    for number, sentence in enumerate(p.SENTENCE.finditer(text)):
        if older and number > 1:
            break
        hurt = [h for h in lone.read(sentence.span()) if frames.of(sentence.span(), h.start, h.end) == frame]
        group = lone.group(hurt, sentence.start(), group) if hurt else None
        if group:
            best |= {
                t.name: t for t in _of_group(group) if t.name not in best or t.value > best[t.name].value
            }
        if not _may_tell(sentence[0]):
            continue
        told: dict[str, Told] = {}
        for one in sorted(reading.told_in(sentence), key=lambda t: t.start):
            if frames.of(sentence.span(), one.start, one.end) == frame:
                told[one.name] = _with(told.get(one.name), one)
        for name, one in told.items():
            if name not in best or one.value > best[name].value:
                best[name] = one
    yield from best.values()


def tells_dead_or_struck(text: str) -> bool:
    """Whether a text tells of anybody as dead or struck, whichever happening that belongs to; else :func:`find_persons` finds none such."""
    reading = _reading_of(text)
    sentences = (s for s in p.SENTENCE.finditer(reading.text) if _may_tell(s[0]))
    return any(one.name == "deaths" or one.struck for s in sentences for one in reading.told_in(s))


def _may_tell(sentence: str) -> bool:
    return _GATE.search(sentence) is not None and not p.SUPPOSED.search(sentence)


def each_death(text: str, reported: date | None = None) -> Iterator[Told]:
    """Each of the dead whom a text tells of by person, in order; what is told of one twice in a sentence is told once."""
    if not _GATE.search(text):
        return
    reading = _reading_of(text)
    text = reading.text
    frames = Frames(text, reported)
    for sentence in p.SENTENCE.finditer(text):
        if p.SUPPOSED.search(sentence[0]):
            continue
        end = sentence.start()
        dead = (t for t in reading.told_in(sentence) if t.name == "deaths")
        for one in sorted(dead, key=lambda t: (t.start, -t.value)):
            if one.start >= end and frames.of(sentence.span(), one.start, one.end) == "now":
                yield one
                end = one.end


class _Reading:
    """What each sentence of a text tells by person: several ask it of one text."""

    def __init__(self, text: str) -> None:
        self.text = _ASIDE.sub(lambda aside: "＿" * len(aside[0]), text)
        self._told: dict[int, tuple[Told, ...]] = {}

    def told_in(self, sentence: re.Match[str]) -> tuple[Told, ...]:
        told = self._told.get(sentence.start())
        if told is None:
            told = self._told[sentence.start()] = tuple(_told_in(self.text, sentence))
        return told


# Title and text, and the opening of each: all that is asked of one item.
_reading_of = lru_cache(maxsize=4)(_Reading)


def _of_group(group: Group) -> Iterator[Told]:
    yield Told("injured", group.value, group.start, group.end)
    if group.badly:
        yield Told("seriously_injured", group.badly, group.start, group.end)


def _told_in(text: str, sentence: re.Match[str]) -> Iterator[Told]:
    """Who is told of in a sentence, but those who died of something else."""
    for told in _all_told_in(text, sentence):
        if told.name != "deaths" or not p.UNRELATED.match(text, told.end, sentence.end()):
            yield told


def _all_told_in(text: str, sentence: re.Match[str]) -> Iterator[Told]:
    for roll in find_rolls(text, sentence.span()):
        yield Told(*roll)
    yield from _died_in_time(text, sentence)
    seek = Seeker(text, sentence)
    not_ours = NOT_OURS.search(sentence[0]) is not None
    for name, value, match in _killed(seek) if not_ours else _in_sentence(text, sentence, seek):
        yield Told(name, value, *match.span(), _STRUCK.has_found(match))


def _died_in_time(text: str, sentence: re.Match[str]) -> Iterator[Told]:
    """Those whom a sentence lets die clause by clause: 司机颅脑损伤，送到县医院两小时后死亡."""
    if not may_tell_death(text, *sentence.span()) or NOT_OURS.search(sentence[0]):
        return
    for subject in _SUBJECT.finditer(text, *sentence.span()):
        end = died_behind(text, subject.end(), sentence.end())
        if end is None or not _is_one(text, subject):
            continue
        if not _NOT_SUBJECT.search(text, max(0, subject.start() - 12), subject.start()):
            both = _BOTH.search(text, subject.end(), end) is not None
            joined = len(_JOINT.findall(subject["who"]))
            both = both or _with_another(text, subject)
            number = max(_how_many(subject["who"]), 1 + joined, 1 + both)
            yield Told("deaths", number, subject.start(), end)


def _with_another(text: str, subject: re.Match[str]) -> bool:
    """``开车的是郑某，和他妻子都坐在前排``: two, the other named in the clause before."""
    joined = _JOINED_TO.search(text, max(0, subject.start() - 4), subject.start()) is not None
    return joined and text.startswith(("都", "均", "双双", "俩", "两人"), subject.end())


def _with(known: Told | None, more: Told) -> Told:
    """Add what a further clause of the sentence tells: 刘某当场死亡，王某抢救无效死亡."""
    if known is None or more.start < known.end:
        return more if known is None or more.value > known.value else known
    return Told(known.name, known.value + more.value, known.start, more.end, known.struck or more.struck)


def _in_sentence(
    text: str, sentence: re.Match[str], seek: Seeker
) -> Iterator[tuple[str, int, re.Match[str]]]:
    for name, pattern in _PATTERNS.items():
        for match in seek.of(pattern):
            if name == "missing" and _turned_up(text, match, sentence.end()):
                continue
            if _is_victim(text, match) and not (name in _HURT_NAMES and _DIES_OF_IT.match(text, match.end())):
                yield name, _how_many(match["who"]), match
    for match in _SHAKEN.finditer(text, *sentence.span()):
        yield "deaths", 1, match
    for match in seek.anywhere(_FOUND_GONE):
        yield "deaths", 1, match
    for match in seek.anywhere(_NOT_FOUND):
        if not _turned_up(text, match, sentence.end()):
            yield "missing", 1, match
    for match in seek.of(_BADLY_BEHIND):
        if _is_victim(text, match, gap=_OPERATED.sub("", match["gap"])):
            yield "seriously_injured", _how_many(match["who"]), match
    for match in in_state(text, sentence):
        if _is_one(text, match):
            yield "seriously_injured", 1, match
    yield from _told_hurt(text, sentence, seek)
    yield from _killed(seek)
    for match in seek.beside(_ARE):
        if not _MANY_BEFORE.search(text, match.start(), match.start("who")):
            yield "deaths" if match["dead"] else "injured", _how_many(match["who"]), match
    for match in seek.of(_STILL_IN):
        if _is_victim(text, match):
            yield "trapped", _how_many(match["who"]), match
    for match in seek.beside(_TOOK):
        if _is_one(text, match):
            yield "deaths", _how_many(match["who"]), match
    for match in seek.anywhere(_REMAINS):
        if _is_one(text, match):
            yield "deaths", 1, match
    for found in (seek.of(*_FOUND), seek.anywhere(_GONE)):
        for match in found:
            if _is_one(text, match) and not _GOES_WITH.search(text, max(0, match.start() - 3), match.start()):
                yield "deaths", _how_many(match["who"]), match
    for match in seek.anywhere(_STRUCK):
        if _is_victim(text, match) if match["lost"] else _is_struck(text, match):
            name = "injured" if match["hurt"] else "deaths"
            yield name, _how_many(match["who"] or match["lost"]), match


def _turned_up(text: str, match: re.Match[str], end: int) -> bool:
    """Whether somebody who was missing fled, or is found again: 一度失踪，今天凌晨被警方找到."""
    if _FLED.search(text, max(0, match.start() - 40), end) or "一度" in match[0]:
        return True
    return _FOUND_AGAIN.search(text, match.end(), end) is not None


def _killed(seek: Seeker) -> Iterator[tuple[str, int, re.Match[str]]]:
    """``将妻子、岳父、岳母杀害``, also where the killer takes his own life."""
    for match in seek.beside(_KILLED):
        yield "deaths", _how_many(match["who"]), match


def _told_hurt(text: str, sentence: re.Match[str], seek: Seeker) -> Iterator[tuple[str, int, re.Match[str]]]:
    """One who is called hurt, or taken to hospital, in a clause of the sentence where nobody else is said to be hurt."""
    if any(_is_victim(text, m) for m in seek.of(_PATTERNS["injured"])):
        return
    if _HOW_MANY_UNTOLD.search(sentence[0]):
        return
    for found in (seek.of(_HURT_BEHIND), seek.of(_TAKEN), seek.beside(_WOUNDED)):
        for match in found:
            if _is_one(text, match) and not _NOT_TAKEN.search(match["who"] + match["gap"]):
                yield "injured", 1, match
                return


_HOW_MANY_UNTOLD = re.compile("人数(?:不详|不明|未知|不清|尚)|多少人|有几[人个名]")
_OPERATED = re.compile("(?:接受|做|动|进行)了?(?:[^，。；]{0,4}?)手术")
_SURVIVOR = re.compile(".?的?幸存者")


_NTH_KIN = re.compile(
    "(?<![一二两三四五六七八九十\\d])[二三四五六七八九](?:[舅姨姑叔伯爷奶婶嫂哥姐弟妹娘]|女婿|儿子|女儿|儿媳|媳妇|小子|闺女|丫头)"
)


def _is_one(text: str, match: re.Match[str]) -> bool:
    """Whether no number or word of many stands before a person; 二舅妈 is one aunt."""
    start = match.start()
    if start and _NTH_KIN.match(text, start - 1):
        start -= 1
    return _MANY_BEFORE.search(text, max(0, start - 10), start) is None


def _is_victim(text: str, match: re.Match[str], *, gap: str | None = None) -> bool:
    if _SURVIVOR.match(text, match.end() - 1):
        return False
    return _NOT.search(match["gap"] if gap is None else gap) is None and _is_one(text, match)


def _is_struck(text: str, match: re.Match[str]) -> bool:
    """Whether the one behind a blow is whom it hit: not the driver of 撞死人后司机逃逸, nobody who was nearly hit."""
    return not (
        _NOT_HIT.search(match["way"])
        or _NOT_HIT_BEFORE.search(text, max(0, match.start() - 6), match.start())
    )


def _how_many(who: str) -> int:
    pair = _PAIR.match(who)
    others = len(_MEMBER.findall(who, pair.end() if pair else 0))
    return 2 + others if pair else max(1, others)
