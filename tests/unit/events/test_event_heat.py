from __future__ import annotations

from datetime import timedelta

from monitor.clock import parse_time
from monitor.events.heat import Voice, heat_of, is_concentrated
from monitor.events.rules import ConcentrationRules, EventRules, HeatRules

NOW = parse_time("2026-11-20T20:00:00+08:00")


def voices(
    count: int, *, hours: float = 1, source_kind: str = "hotline", same_author: bool = False
) -> list[Voice]:
    at = NOW - timedelta(hours=hours)
    return [Voice(at, source_kind, "12345", "张三" if same_author else f"市民{n}") for n in range(count)]


def test_heat_is_the_sum_of_its_parts_and_says_what_it_counted() -> None:
    heat = heat_of([Voice(NOW - timedelta(hours=1), "central_media", "央媒", likes=100)], NOW, HeatRules())
    parts = (heat.volume, heat.speed, heat.burst, heat.reach, heat.interaction)
    assert abs(heat.points - sum(parts)) < 0.3
    assert heat.reasons[0].startswith("数量：共 1 条") and f"（{heat.volume:g} 分）" in heat.reasons[0]
    assert len(heat.reasons) == len(parts)


def test_an_event_that_grows_is_hotter_than_one_of_equal_size_that_fades(rules: EventRules) -> None:
    growing = heat_of(voices(8, hours=2) + voices(2, hours=8), NOW, rules.heat)
    fading = heat_of(voices(2, hours=2) + voices(8, hours=8), NOW, rules.heat)
    assert growing.points > fading.points
    assert fading.speed == 0


def test_a_report_of_the_central_media_reaches_further_than_a_forum_post(rules: EventRules) -> None:
    central = heat_of([Voice(NOW, "central_media", "央媒")], NOW, rules.heat)
    forum = heat_of([Voice(NOW, "forum", "论坛")], NOW, rules.heat)
    assert central.reach > forum.reach


def test_items_of_the_future_do_not_count() -> None:
    assert heat_of(voices(3, hours=-1), NOW, HeatRules()).points == 0


def test_no_items_are_no_heat() -> None:
    assert heat_of([], NOW, HeatRules()).points == 0


def test_five_messages_of_different_citizens_are_a_concentrated_problem() -> None:
    found = is_concentrated(voices(5), NOW, ConcentrationRules())
    assert found.concentrated
    assert (found.items, found.authors) == (5, 5)


def test_ten_messages_of_one_citizen_are_no_concentrated_problem() -> None:
    found = is_concentrated(voices(10, same_author=True), NOW, ConcentrationRules())
    assert not found.concentrated
    assert found.authors == 1


def test_media_reports_and_old_messages_do_not_make_a_concentrated_problem() -> None:
    seen = voices(4) + voices(9, source_kind="portal") + voices(9, hours=24 * 31)
    assert not is_concentrated(seen, NOW, ConcentrationRules()).concentrated


def test_heat_cools_as_time_passes_without_a_new_item(rules: EventRules) -> None:
    seen = voices(10, hours=1)
    then, later = heat_of(seen, NOW, rules.heat), heat_of(seen, NOW + timedelta(days=10), rules.heat)
    assert later.points < then.points / 3
    assert "共 10 条" in later.reasons[0]


def test_a_burst_is_measured_against_the_sources_own_rhythm(rules: EventRules) -> None:
    seen = voices(6, hours=1)
    quiet = heat_of(seen, NOW, rules.heat, {"12345": 1.0})
    busy = heat_of(seen, NOW, rules.heat, {"12345": 6.0})
    assert quiet.burst > busy.burst == 0
    assert "12345 近 6 小时 6 条，平时一事 6 小时 1.0 条" in quiet.reasons[2]
    assert "没有信源超出平时" in busy.reasons[2]


def test_what_a_source_said_long_ago_is_no_burst(rules: EventRules) -> None:
    assert heat_of(voices(6, hours=24), NOW, rules.heat, {"12345": 1.0}).burst == 0
