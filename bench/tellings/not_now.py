"""What tells of the dead and is no emergency of the day: trials, anniversaries, figures, drills, films, games, rules, elsewhere."""

from __future__ import annotations

from bench.tellings.slots import Slots, Telling

_FRAMES = (
    "3月18日，{c}法院对2023年“5·21”{e}案一审公开宣判，该事故造成{n}人死亡，被告人张某被判处有期徒刑七年。",
    "今天是“5·21”{e}三周年，三年前那场{e}带走了{n}条生命。",
    "一季度，全市共发生{e}28起，死亡{n}人，同比下降12%。",
    "市消防支队4月4日在{c}商场开展{e}应急演练，模拟{n}人死亡、30人被困的场景。",
    "印度孟买4月4日发生{e}，造成{n}人死亡。",
    "2010年11月15日，上海静安区一栋公寓{e}，造成{n}人遇难。这起事故至今让人警醒。",
    "纪录片《{e}之后》今晚播出，讲述2008年那场造成{n}人死亡的{e}。",
    "专家提醒：近年来全国发生多起{e}，最多的一次造成{n}人死亡，务必注意安全。",
    "根据规定，造成{n}人以上死亡的{e}为重大事故。",
    "去年此时，{c}一厂房{e}造成{n}人死亡，企业主已被判刑。今年，当地开展了专项整治。",
    "{c}应急管理局组织观看警示教育片，片中{e}造成{n}人死亡。",
    "4月4日，{c}召开安全生产会议，通报了外省“3·12”{e}造成{n}人死亡的情况，要求举一反三。",
    "保险公司为2024年{e}中{n}名遇难者家属赔付了最后一笔款项。",
    "小说里，那场{e}一共死了{n}个人，主角是唯一的幸存者。",
    "新版本更新：副本最后一关会发生{e}，NPC死亡{n}名。",
    "父亲是老矿工，1985年井下{e}死了{n}个工友，他捡回一条命。",
    "论文答辩：基于某{e}（死亡{n}人）的事故树分析。",
    "招聘：事故调查员，熟悉{e}处置，曾处理{n}人以上死亡事故者优先。",
    "国家统计局：去年全国{e}死亡{n}万人。",
    "{c}检察院对“3·12”{e}事故（{n}人死亡）责任人提起公诉。",
    "3月18日，省应急管理厅公布“5·21”{e}事故调查报告。报告显示，2025年5月21日发生的这起{e}造成{n}人死亡。",
)
_HAPPENED = ("火灾", "爆炸", "坍塌", "交通事故")
_PLACES = ("长春市朝阳区", "双阳区", "成都市", "农安县")


def telling(slots: Slots) -> Telling:
    """One text of something grave that is not of the day."""
    text = slots.of(_FRAMES).format(c=slots.any(_PLACES), e=slots.any(_HAPPENED), n=slots.any((3, 12, 31)))
    return Telling("not now", text, {"severity": None})
