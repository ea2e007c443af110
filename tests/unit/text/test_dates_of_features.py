"""When it happened, in reports that open with a scene: the hospital of yesterday, the bulletin, the evening that it went on."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from monitor.clock import SHANGHAI
from monitor.text.dates import find_occurrence

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        # A number that names a township or a lift is no day, and a little (一点点) no hour.
        ("八号镇的老张家昨天傍晚遭了灾。17时10分至25分，八号、刘家两个乡镇遭遇冰雹。", "2026-11-19 17:10"),
        ("11月18日晚，游客裹着军大衣。当天15时05分，滑雪场的1号缆车突然停运。", "2026-11-18 15:05"),
        ("“这一点点水不算啥。”18日21时30分，农安县一处河堤决口。", "2026-11-18 21:30"),
        ("18号乡里来人看过，17号晚上8点那场火烧死了两个老人。", "2026-11-17 20:00"),
        # What was summed up, or published together, is the hour of the telling.
        (
            "18日16时18分前后，一股龙卷风扫过三个镇。民政局昨日17时汇总的灾情是：8人死亡，71人受伤。",
            "2026-11-18 16:18",
        ),
        (
            "11月17日17时15分，一艘渡船遇到阵风，十几秒就扣了过去。海事局和县政府19日上午联合发布：17人遇难。",
            "2026-11-17 17:15",
        ),
        # The first hour of a day that was named stands before what went on that evening.
        (
            "灯会开到最后一晚。11月18日，21时15分许，东门外挤作一团。当晚十点半，公园熄了灯。",
            "2026-11-18 21:15",
        ),
        (
            "12日凌晨1时18分，119接到报警，一处市场冒出浓烟。市场里当晚有8人，夫妻俩没能下来，遗体在二楼被发现。",
            "2026-11-12 01:18",
        ),
        (
            "11月18日20时左右发生在批发市场的火灾仍未完全扑灭。当晚最先到达的中队长说，楼板突然塌了。",
            "2026-11-18 20:00",
        ),
        # Said at last, or in the ward where the reporter was yesterday.
        ("淤泥没过膝盖。台风登陆的时间，是11月16日上午9点40分。", "2026-11-16 09:40"),
        (
            "昨天，在市人民医院，从三楼滑下来的女工反复念叨着姐妹。火是18日深夜烧起来的。23时50分左右，厂房起火。",
            "2026-11-18 23:50",
        ),
        (
            "前天晚上11时许，小伙乘货梯下楼，不料电梯停在3楼与4楼之间。昨日凌晨3点左右，小伙安全脱险。",
            "2026-11-18 23:00",
        ),
    ],
)
def test_it_finds_the_hour_of_the_happening_behind_a_scene(text: str, when: str) -> None:
    found = find_occurrence(text, NOW)
    assert found is not None
    assert found.value == datetime.fromisoformat(when).replace(tzinfo=SHANGHAI)


def test_an_emergency_named_after_its_day_is_of_that_day_where_only_the_bulletin_has_another() -> None:
    text = "省民政厅昨晚通报，“11·17”5.0级地震的遇难人数上升至5人。救灾物资当日启运。"
    found = find_occurrence(text, NOW)
    assert found is not None
    assert found.day == date(2026, 11, 17)
