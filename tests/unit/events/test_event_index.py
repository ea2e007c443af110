from __future__ import annotations

from collections.abc import Callable

from monitor.events.entry import Entry
from monitor.events.index import EventIndex

Build = Callable[..., Entry]

FIRE = "11月20日上午，柳湾区和平路一家建材仓库发生火灾，2人死亡、3人受伤，起火原因正在调查。消防部门出动12辆消防车扑救。"
UPDATE = "柳湾区通报和平路建材仓库火灾最新情况：截至当晚，死亡人数升至5人，仓库负责人已被控制，区政府成立事故调查组。"
OTHER = "城北区学府小学食堂午餐后多名学生呕吐腹痛，疑似食物中毒，已有31名学生就医，食堂已停业。"


def test_the_first_item_asks_for_a_new_event(index: EventIndex, entry: Build) -> None:
    placed = index.place(entry(1, "仓库火灾", FIRE, emergency="fire"))
    assert placed.event is None
    assert placed.duplicate_of is None


def test_an_update_joins_the_event_and_says_why(index: EventIndex, entry: Build) -> None:
    index.add(entry(1, "建材仓库火灾2人死亡", FIRE, emergency="fire"), "火灾")
    placed = index.place(
        entry(2, "和平路建材仓库火灾死亡升至5人", UPDATE, hours=12, emergency="fire", deaths=5)
    )
    assert placed.event == "火灾"
    assert placed.duplicate_of is None
    assert any("共同用语" in reason for reason in placed.why)


def test_another_kind_of_emergency_is_another_event(index: EventIndex, entry: Build) -> None:
    index.add(entry(1, "建材仓库火灾2人死亡", FIRE, emergency="fire"), 10)
    assert index.place(entry(2, "学府小学食物中毒", OTHER, emergency="food_poisoning")).event is None


def test_a_copy_of_a_copy_names_the_first_original(index: EventIndex, entry: Build) -> None:
    index.add(entry(1, "仓库火灾", FIRE), 10)
    second = index.place(entry(2, "仓库火灾", f"【快讯】{FIRE}", hours=1))
    index.add(entry(2, "仓库火灾", f"【快讯】{FIRE}", hours=1), second.event, second.duplicate_of)
    third = index.place(entry(3, "仓库火灾", f"【快讯】{FIRE}（来源：春江发布）", hours=2))
    assert (second.duplicate_of, third.duplicate_of, third.event) == (1, 1, 10)


def test_the_same_words_with_another_number_of_dead_are_no_copy(index: EventIndex, entry: Build) -> None:
    index.add(entry(1, "仓库火灾", FIRE, emergency="fire", deaths=2), 10)
    placed = index.place(
        entry(2, "仓库火灾", FIRE.replace("2人死亡", "12人死亡"), hours=3, emergency="fire", deaths=12)
    )
    assert (placed.event, placed.duplicate_of) == (10, None)


def test_an_item_is_never_its_own_neighbour(index: EventIndex, entry: Build) -> None:
    index.add(entry(1, "仓库火灾", FIRE), 10)
    assert index.neighbours(1) == []


def test_a_known_item_placed_again_does_not_copy_itself(index: EventIndex, entry: Build) -> None:
    index.add(entry(1, "仓库火灾", FIRE), 10)
    placed = index.place(entry(1, "仓库火灾", FIRE))
    assert placed.duplicate_of is None


def test_an_item_near_to_two_lone_events_shows_that_they_are_one(index: EventIndex, entry: Build) -> None:
    calls = [
        (
            "翠湖新城小区旁建搅拌站，灰尘满天",
            "翠湖新城小区旁的搅拌站开工后灰尘满天，孩子咳嗽不止，请环保部门处理。",
        ),
        (
            "翠湖新城业主被搅拌站吵得睡不着",
            "翠湖新城东侧搅拌站夜里十二点还在作业，机器轰鸣，老人孩子睡不着觉。",
        ),
        (
            "投诉翠湖新城附近建搅拌站噪音扰民",
            "开发商未经业主同意，在离小区不到百米处建搅拌站，噪音很大，影响休息。",
        ),
    ]
    for n, (title, text) in enumerate(calls):
        index.add(entry(n, title, text), f"e{min(n, 1)}")
    assert index.joinable(2) == ("e0",)
    moved = index.join("e0", "e1")
    assert moved == [0] and index.joinable(2) == ()


def test_questions_about_one_policy_are_each_their_own(index: EventIndex, entry: Build) -> None:
    index.add(
        entry(
            1,
            "咨询A市人才新政落户的问题",
            "我本科毕业后在外地工作，现在想定居A市，请问还可以依照人才新政落户吗？",
        ),
        10,
    )
    other = entry(
        2,
        "请问A市人才新政落户人员的档案如何管理？",
        "我是外省人，目前在国企上班，档案一直放在原籍教育局，听说不放在人才市场就不能计算工龄，是这样吗？",
        hours=30,
    )
    same = entry(
        3,
        "咨询A市人才新政落户的问题？",
        "我本科毕业后在外地工作，现在想定居A市，请问现在还可以依照人才新政落户吗？谢谢。",
        hours=30,
    )
    assert index.place(other).event is None
    assert index.place(same).event == 10


def test_one_metro_line_is_no_matter_of_its_own(index: EventIndex, entry: Build) -> None:
    index.add(
        entry(1, "A市地铁2号线出口桥洞下臭不可闻", "从地铁2号线出口出来，经过一个桥洞，污水横流，臭不可闻。"),
        10,
    )
    asked = entry(
        2,
        "对A市地铁1、2号线换乘的疑问",
        "2号线转1号线可以直接走站台，1号线转2号线却要绕道大厅，为什么？",
        hours=5,
    )
    assert index.place(asked).event is None
