"""One after the other is told dead in everyday words, called by trade, kinship or what he wore: the dead are counted, the safe are not."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.classify.figures.victims import add_persons
from monitor.text.clean import clean

REPORTED = date(2026, 11, 28)


def values(text: str, title: str = "") -> dict[str, int]:
    heading, body = clean(title), clean(text)
    known = extract_casualties(heading, body, REPORTED)
    figures = add_persons(known, heading, body, REPORTED).figures
    return {name: figure.value for name, figure in figures.items()}


@pytest.mark.parametrize(
    "text",
    [
        "前天夜里，县道上两车相撞，跟车的还没到医院就没了。",
        "作坊的锅炉炸了。收破烂的当场就不行了。",
        "锅炉爆炸，刘师傅被压在下面，送到县医院，没能留住。",
        "山坡塌下来，二女婿在路上就没了。",
        "饭馆的煤气罐爆炸。小雷送进手术室再也没出来。",
        "后山垮了，三叔救出来后送到县医院，大夫按了四十分钟，没用。",
        "沼气池出了事，守库房的老人心跳一直没有恢复。",
        "面包车翻了，我姐夫被压住，医院那边传来消息，说没有保住。",
        "工棚起火，做饭的阿姨没有跑出来，烧死在灶台边。",
    ],
)
def test_one_who_dies_in_everyday_words_is_one(text: str) -> None:
    assert values(text)["deaths"] == 1


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("一辆农用车翻下河沟。开车的老邓当场就没了气。他媳妇送到镇卫生院，没能救过来。", 2),
        ("面包车和货车相撞。面包车司机当场死亡。副驾驶上的女子送医途中停止了呼吸。", 2),
        (
            "平房里烧炭取暖。男的早上被发现时身子都硬了。女的在高压氧舱里抢救了一天，没留住。",
            2,
        ),
        ("沼气池出了事。先下去的是儿子，救上来时已经没了呼吸。下去拉他的父亲在县医院撑到半夜，也走了。", 2),
        ("出租屋失火，小夫妻没能跑出来，都没了。隔壁的老太太吸入浓烟，在医院去世。", 3),
        ("车祸中司机当场死亡。司机姓吴，男子已死亡的消息传到村里。", 1),
        ("吊篮坠落，工人老冯当场死亡。他妻子说，老冯死了，家里的天塌了。", 1),
    ],
)
def test_those_who_are_others_add_up(text: str, deaths: int) -> None:
    assert values(text)["deaths"] == deaths


@pytest.mark.parametrize(
    "text",
    [
        "饭馆着火。老板把客人都接了出来，店里的东西都没了。",
        "车祸后，司机小陈送到医院，包扎完也走了，没有住院。",
        "昨夜大火，老两口跑了出来，家都没了。",
        "货车翻下坡，司机的左腿最终没保住，做了截肢。",
        "车祸中孕妇受伤，腹中的胎儿没保住。",
        "心肺复苏做了十分钟，溺水的老人恢复了心跳。",
        "洪水来时，奶奶没能跑出来，在屋顶上等到了救援船。",
        "电线老化起火，老屋没了，老曾没事。",
    ],
)
def test_what_is_gone_is_not_always_somebody(text: str) -> None:
    assert not values(text).get("deaths")
