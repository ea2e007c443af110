"""Injuries told by body parts, kinds of wounds and how they were tended, of counted and of lone victims."""

from __future__ import annotations

import pytest

from monitor.classify.figures.casualties import Casualties, extract_casualties
from monitor.classify.figures.victims import add_persons
from monitor.classify.figures.wounds import WOUND, degree, is_told
from monitor.text.clean import clean


def read(text: str) -> Casualties:
    return add_persons(extract_casualties(clean(""), clean(text)), clean(""), clean(text))


def wounds(text: str) -> list[str]:
    return [degree(m) for m in WOUND.finditer(text) if is_told(text, m)]


@pytest.mark.parametrize(
    "text",
    [
        "摔断了脚踝",
        "擦破了皮",
        "手腕骨折",
        "呛烟昏迷",
        "肝破裂",
        "下巴缝了7针",
        "软组织挫伤",
        "双下肢挤压综合征",
        "手上有两处划伤",
        "蹭破了手掌",
        "颈部动脉被砍断",
        "脸上手上全是黑的",
        "双腿截肢",
        "腿好像折了",
        "胳膊划了个口子",
        "吸入性损伤",
        "铁架砸断了腿",
        "撞断两根肋骨",
        "磕掉两颗门牙",
        "脚崴了",
        "头磕破了",
        "手指被切断",
        "大腿被钢筋刺穿",
        "呛了几口水",
        "扭了脚",
        "体温过低",
    ],
)
def test_a_wound_is_heard_without_the_word_for_hurt(text: str) -> None:
    assert wounds(text)


@pytest.mark.parametrize(
    "text",
    [
        "脚手架断裂",
        "山脚塌了",
        "车头破了",
        "手机摔破了",
        "电线砸断",
        "撞断护栏",
        "水龙头断裂",
        "撞破玻璃",
        "皮带断了",
        "骨干被抓",
        "无重伤",
        "未受伤",
        "没有人受伤",
        "断裂带",
        "桥断了",
        "两口子",
        "无人骨折",
        "烧伤科",
        "割破输油管",
        "手续",
        "持斧砍伤女职工",
        "受伤旅客",
        "骨折手术",
    ],
)
def test_what_breaks_or_is_denied_is_nobody_s_wound(text: str) -> None:
    assert not wounds(text)


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("伤势属于重伤", ["seriously_injured"]),
        ("伤情较重", ["seriously_injured"]),
        ("轻微擦挫伤", ["light"]),
        ("锁骨骨折", ["injured"]),
    ],
)
def test_how_grave_a_wound_is_called_is_kept(text: str, degrees: list[str]) -> None:
    assert wounds(text) == degrees


COUNTED = [
    ("两名住户跳了下来，一人摔断了脚踝，一人擦伤。", 2, None),
    ("凌晨1人被救出并送医，腿部骨折，无生命危险。", 1, None),
    ("除了一名骑电动车的中学生摔倒蹭破了手掌外，没有人受伤。", 1, None),
    ("一名四年级女生下楼时被挤倒，膝盖擦伤。", 1, None),
    ("3名住在楼上的租户逃生时被烟气呛伤，经治疗已出院。", 3, None),
    ("另1名坠落的工人落在安全网上，腰椎爆裂性骨折，医生说可能终身瘫痪，伤势属于重伤。", 1, 1),
    ("一人呛水昏迷经抢救恢复意识，一人手臂骨折，均在县医院治疗。", 2, None),
    ("后排的另外两人系着安全带，轻微擦伤。", 2, None),
    ("造成6名群众受伤，已送医院，其中一名女伤者颈部动脉被砍断，伤情较重。", 6, 1),
    ("2人死亡、3人受伤，均已送医，其中1人因失血多，伤势较重。", 3, 1),
    ("另有6人因吸入浓烟被送往医院，其中2人意识不清、伤势严重。", 6, 2),
    ("受伤人员中，3人烧伤面积在30%以上，属重伤；9人轻伤。", 12, 3),
    ("仅有4人在加固门窗、抢修电路时受轻伤。", 4, None),
    ("已确认11人遇难，另8人获救，均为轻伤，在医院接受治疗。", 8, None),
    ("5人骨折，其余19人都是皮外伤。", 24, None),
    ("12名乘客被甩出车外，5人骨折，7人擦伤。", 12, None),
    ("三名学生一个胳膊骨折，一个脚踝扭伤，还有一个额头缝了5针。", 3, None),
    ("目前留院的12人中，3人伤势较重，在监护室治疗，其余9人为软组织挫伤和骨折。", 12, 3),
    ("住院治疗的21名伤员中，4名重伤员转院，其余17人伤情稳定。", 21, 4),
    ("三名获救者都被送到医院救治，其中1人伤势较重，另两人为轻微擦挫伤。", 3, 1),
    ("共搜救出52人，其中5人死亡，重伤13人，另有34名伤员留院观察。", 47, 13),
    ("已有4人死亡，31人住院治疗，其中重伤6人。", 31, 6),
    ("五名队员被烧伤，两人伤势较重。", 5, 2),
    ("2名民警受伤；第二起在工商所，另有1名路人重伤。", 3, 1),
    ("受伤入院的41人中，有6人伤势较重。", 41, 6),
    ("14名伤者被送往县医院，6名伤者被送往中医院。", 20, None),
    ("大巴侧翻，33人被送往医院，24人经检查后离开，9人留院观察。", 33, None),
    ("轻伤的8人包扎后已自行离开，另外4人留院治疗。", 12, None),
    ("收治伤员16人，轻伤13人、中度伤2人、重伤1人。", 16, 1),
    ("医院证实送来的两人伤势都不轻，一人颅脑损伤，一人多发骨折。", 2, None),
    ("伤员中还有3人在重症监护室，其余18人生命体征平稳。", 21, None),
    ("共有47人到医院就诊，其中8人住院，1人伤情较重。", 47, 1),
    ("4人送医检查，均无外伤。", None, None),
    ("楼板掉下来，三个人挂了彩。", 3, None),
    ("院方将61名住院病人全部转移到三楼。", None, None),
    ("3名民警将骨折的老人送往医院。", None, None),
    ("2名医生正在为骨折老人做手术。", None, None),
    ("三名男子闯入加油站，持斧头砍伤当班女职工。", 1, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "hurt", "badly"), COUNTED)
def test_the_hurt_are_counted_by_their_wounds(text: str, hurt: int | None, badly: int | None) -> None:
    found = read(text)
    assert (found.value("injured"), found.value("seriously_injured")) == (hurt, badly)


LONE = [
    ("孩子被母亲紧紧抱在怀里，仅额头擦破了皮。货车司机（男，34岁）未受伤。", 1, None),
    ("消防员从17楼下降，将熊女士拉回。熊女士被烟呛伤，手上有两处划伤。", 1, None),
    ("大的孩子（7岁）送到儿童医院，肝破裂，还在监护室，小的只是擦伤。", 2, None),
    ("砖厂看门人及两名路过村民受伤。", 3, None),
    ("老板娘脸上手上全是黑的，还有一个吃早饭的大爷腿上流血，都让救护车拉走了。", 2, None),
    ("司机当时就夹里头了。消防拿扩张钳才给弄出来，腿好像折了，人还清醒。", 1, None),
    ("邻居家大娘胳膊划了个口子，去卫生院缝了六针。", 1, None),
    ("6楼一对老夫妻被困在家里，后来被消防员带下来，送医院观察，说是吸入性损伤。", 2, None),
    ("爷爷头部受伤，现在重症监护室，孙子胳膊划了个口子，缝了六针。", 2, None),
    ("救起3人，其中司机肋骨骨折、伤势较重，另外12人下落不明。", 1, 1),
    ("获救的李某儿子、儿媳多处骨折，儿媳肝破裂，伤情危重。", 2, 1),
    ("妻子肩胛骨骨折，已转到省医院。还有一名放羊老人被碎石擦破头皮。", 2, None),
    ("男主人跳窗时摔断了腿，女主人和孩子被邻居救出。", 1, None),
    ("女司机额头磕破，副驾的丈夫锁骨骨折。", 2, None),
    ("奶奶呛了几口烟，孙子没事。", 1, None),
    ("两车司机仅受皮外伤。", 2, None),
    ("司机伤势较重，其余3人均为轻伤。", 4, 1),
    ("丈夫头部受重伤，经医院抢救无效当晚死亡。", None, None),
    ("医生为老人做了骨折手术，老人情绪稳定。", None, None),
    ("一名烧伤幸存者坐着轮椅到庭。", None, None),
    ("学生全部疏散到操场，没有学生受伤。", None, None),
    ("副驾的女子重伤，后排两名儿童轻伤。", 3, 1),
    ("司机受伤，事故共造成3名乘客受伤。", 3, None),
    ("婆婆的左手被夹得血肉模糊，已做了截指手术。", 1, None),
    ("隔壁老头呛得不行，让120拉走了，老太太没啥事。", 1, None),
    ("司机说就是胳膊擦破点皮，不碍事。", 1, None),
    ("小区电梯夹断了老人的手指，物业赔了8000元。", 1, None),
    ("老人很可能摔断腿，请尽快维修。", None, None),
    ("老人腿脚不便，摔断过腿，每次爬楼都很困难。", None, None),
    ("医生提醒，雪天摔倒易造成手腕骨折。", None, None),
    ("他曾在多年前的车祸中失去左腿，这次又报名参加救援。", None, None),
    ("我滴妈呀，看着好几个人满脸是血往外跑。", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "hurt", "badly"), LONE)
def test_those_who_are_named_are_counted_each_once(text: str, hurt: int | None, badly: int | None) -> None:
    found = read(text)
    assert (found.value("injured"), found.value("seriously_injured")) == (hurt, badly)


def test_where_all_are_lightly_hurt_no_number_of_the_badly_hurt_is_open() -> None:
    found = read("地震共造成24人受伤，全部为轻伤。")
    assert (found.value("seriously_injured"), found.least["seriously_injured"].value) == (None, 0)
    assert "seriously_injured" not in read("造成14人受伤，其中2名中国公民均为轻伤。").least
