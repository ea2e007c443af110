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
    assert heat.points == round(heat.volume + heat.speed + heat.reach + heat.interaction, 1)
    assert heat.reasons[0] == "共 1 条"


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
