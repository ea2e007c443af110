"""The demo's own story, lived through with a clock that is put on by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.clock import parse_time
from monitor.demo.happenings import Happening
from monitor.demo.outcome import Check, _number, figures
from monitor.demo.stage import Stage, folder_stage, story_stage
from monitor.demo.story import read_story
from monitor.demo.world import FolderWorld, kind_of
from monitor.errors import UsageError
from monitor.service import Rounds

pytestmark = pytest.mark.slow
_STEP = timedelta(minutes=10)
"""What half a second of the demo is; its own rounds come no closer where a machine is slow."""


def live_through(stage: Stage, span: timedelta) -> list[Happening]:
    """What the metronome, the officer and the screen do, one after another."""
    rounds, seen = Rounds(stage.program), []
    end = stage.clock.now() + span
    while stage.clock.now() < end:
        stage.clock.put_on(_STEP)
        for part in (rounds.collect, rounds.watch, rounds.deliver, rounds.pages, rounds.upkeep):
            part()
        if stage.officer is not None:
            stage.officer.work()
        seen += stage.lookout.look()
    rounds.stop()
    return seen


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, list[Happening]]]:
    story = read_story()
    with story_stage(story, tmp_path_factory.mktemp("demo")) as stage:
        yield stage, live_through(stage, timedelta(hours=story.hours))


def test_everything_in_the_story_happens_as_it_should(played: tuple[Stage, list[Happening]]) -> None:
    stage, _ = played
    assert stage.story is not None and stage.officer is not None
    check = Check(stage.program.desk, stage.story, stage.officer, stage.receiver)
    assert check.differences() == []


def test_the_figures_agree_with_the_story(played: tuple[Stage, list[Happening]]) -> None:
    stage, _ = played
    assert stage.story is not None
    found = figures(stage.program.desk, stage.receiver)
    assert found.new == len(stage.story.entries)
    assert found.received == found.new + sum(bool(e.reply) for e in stage.story.entries)
    assert (found.deadlines["met"], found.deadlines["late"], found.deadlines["breached"]) == (4, 1, 1)
    assert found.verdict.ok and found.messages == len(stage.receiver.got) > 0


def test_the_narrator_has_said_every_remark_once(played: tuple[Stage, list[Happening]]) -> None:
    stage, seen = played
    assert stage.story is not None
    said = [h.text for h in seen if h.kind == "remark"]
    assert sorted(said) == sorted(r.say for r in stage.story.remarks)


def test_a_difference_from_the_story_is_told(played: tuple[Stage, list[Happening]]) -> None:
    stage, _ = played
    assert stage.story is not None and stage.officer is not None
    lid = stage.story.expected["lid"].model_copy(update={"deadlines": {"response": "met"}})
    other = stage.story.model_copy(update={"expected": {**stage.story.expected, "lid": lid}})
    (sentence,) = Check(stage.program.desk, other, stage.officer, stage.receiver).differences()
    assert "应为 met，实为 breached" in sentence


RSS = """<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><title>旧报</title>
<item><guid>a</guid><title>长春市宽城区一厂房发生火灾</title>
<description>今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡。</description>
<pubDate>Mon, 05 Jan 2026 07:00:00 +0800</pubDate></item></channel></rss>"""


def test_any_feeds_play_at_their_own_time(tmp_path: Path) -> None:
    feeds = tmp_path / "feeds"
    feeds.mkdir()
    (feeds / "jiubao.xml").write_bytes(RSS.encode("gbk"))
    (feeds / "huai.xml").write_text("<html>not a feed</html>", encoding="utf-8")
    world = FolderWorld.of(feeds)
    with folder_stage(world, tmp_path / "office") as stage:
        assert stage.clock.now() == parse_time("2026-01-05T07:05:00+08:00")
        live_through(stage, timedelta(hours=26))
        assert stage.all_polled()
        found = figures(stage.program.desk, stage.receiver)
    assert (found.sources, found.sources_failing, found.new, found.opened) == (2, 1, 1, 1)
    assert found.deadlines["breached"] == 2 and found.messages > 0


def test_an_empty_folder_of_feeds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有信源文件"):
        FolderWorld.of(tmp_path)


@pytest.mark.parametrize(
    ("stem", "kind"),
    [
        ("rexian-2026", "hotline"),
        ("BBS_minsheng", "forum"),
        ("chenbao", "local_media"),
        ("xinxiang", "mailbox"),
    ],
)
def test_a_files_name_tells_the_kind_of_its_source(stem: str, kind: str) -> None:
    assert kind_of(stem) == kind


def test_a_message_that_took_others_in_is_known_by_its_own_number() -> None:
    body = "长春市宽城区一厂房发生火灾\n回执码：ABC234\n"
    assert _number(f"{body}编号 13，并入编号 7、11") == 13
    assert _number(f"{body}编号 14 可能重复（上次发送结果不明）") == 14
    assert _number("没有编号的话") == 0
