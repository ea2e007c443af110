"""Playing the demo from beginning to end."""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console

from monitor.demo.outcome import Check, figures
from monitor.demo.screen import LiveScreen, PlainScreen, Screen, case_rows
from monitor.demo.server import HOST
from monitor.demo.stage import Stage, folder_stage, story_stage
from monitor.demo.story import read_story
from monitor.demo.web import console, sign_in_of
from monitor.demo.world import FolderWorld
from monitor.notify.channels import problem_with
from monitor.scheduler import Metronome
from monitor.service import Rounds
from monitor.web.listening import address_of, listen

_LOOK_EVERY = 0.1
_PACE = 0.06
"""Rounds come this much more often than in service, so that a round is a minute of product time and not twenty."""
_COLLECTING_RATE = 60.0
_COLLECTING_LIMIT = 300.0
_SETTLE_LIMIT = 20.0
_FOLDER_SPAN = timedelta(hours=52)


@dataclass(frozen=True, slots=True)
class Options:
    """How to play: ``seconds`` is the real length of the story."""

    feeds: Path | None = None
    web: bool = True
    leave: bool = False
    seconds: float = 165.0
    port: int = 0


def play(options: Options, out: Console) -> int:
    """Play the demo; 0 when everything happened as it should, else 1."""
    world = FolderWorld.of(options.feeds) if options.feeds else None
    with tempfile.TemporaryDirectory(prefix="monitor-demo-") as scratch, ExitStack() as stack:
        listener = listen(HOST, options.port) if options.web else None
        address = address_of(listener, HOST) if listener else ""
        if listener is not None:
            stack.callback(listener.close)
            out.print(f"listening {address}", markup=False, highlight=False, soft_wrap=True)
        folder = Path(scratch)
        stage = stack.enter_context(
            folder_stage(world, folder, address) if world else story_stage(read_story(), folder, address)
        )
        heading = _introduce(stage, address, out)
        metronome = stack.enter_context(_beating(stage))
        if listener is not None:
            stack.enter_context(console(stage.program, listener, lambda: metronome.hurry("watch", "deliver")))
        _perform(stage, options, _screen(out, heading, stage))
        wrong = _report(stage, out)
        if not options.leave:
            _stay(stage, options, out)
    return 1 if wrong else 0


def _introduce(stage: Stage, address: str, out: Console) -> str:
    stage.program.classifier  # noqa: B018  loaded before the clock starts
    stage.program.ingester  # noqa: B018
    for person in stage.program.book.roster.people():
        for url in person.channels[:1]:
            problem_with(url)  # the first use of a channel loads the library behind it
    heading = ""
    if address:
        heading = f"网页 {address}  用户 admin  口令 {sign_in_of(stage.program)}"
        _say(out, heading)
    _say(out, _STORY_INTRODUCTION if stage.story else _FOLDER_INTRODUCTION)
    return heading


_STORY_INTRODUCTION = (
    "以下是虚构的一城三日（54小时压缩为不到三分钟）：采集、去重、归并、定级、立案、计时、催办、送达都由正式程序完成，"
    "只有外面的世界——网站、收消息的手机和值班员的手——是演示准备的。Ctrl-C 随时结束。"
)
_FOLDER_INTRODUCTION = (
    "按原样采集所给目录中的信源文件，随后让时间快速走过两天多，看时限与催办。Ctrl-C 随时结束。"
)


@contextmanager
def _beating(stage: Stage) -> Iterator[Metronome]:
    metronome = Metronome(Rounds(stage.program), pace=_PACE)
    metronome.start()
    try:
        yield metronome
    finally:
        metronome.stop()


def _screen(out: Console, heading: str, stage: Stage) -> Screen:
    if not out.is_terminal:
        return PlainScreen(out)
    # A log line in the middle of a live board would tear it.
    logging.getLogger().setLevel(logging.CRITICAL)
    start = stage.clock.now()
    end = stage.story.end if stage.story else start + _FOLDER_SPAN
    return LiveScreen(out, heading, start, end)


def _perform(stage: Stage, options: Options, screen: Screen) -> None:
    screen.open()
    try:
        if stage.story is not None:
            stage.clock.run_at(stage.story.hours * 3600 / options.seconds)
            _until(stage, screen, stage.story.end)
        else:
            _collect_first(stage, screen)
            stage.clock.run_at(_FOLDER_SPAN.total_seconds() / options.seconds)
            _until(stage, screen, stage.clock.now() + _FOLDER_SPAN)
        stage.clock.run_at(0.0)
        _settle(stage, screen)
    finally:
        screen.close()


def _until(stage: Stage, screen: Screen, end: datetime) -> None:
    while stage.clock.now() < end:
        _look(stage, screen)
        time.sleep(_LOOK_EVERY)


def _collect_first(stage: Stage, screen: Screen) -> None:
    """Let everything come in at a gentle speed, so that a long feed does not cost product days."""
    stage.clock.run_at(_COLLECTING_RATE)
    began = time.monotonic()
    while not stage.all_polled() and time.monotonic() - began < _COLLECTING_LIMIT:
        _look(stage, screen)
        time.sleep(_LOOK_EVERY)


def _settle(stage: Stage, screen: Screen) -> None:
    """With the clock standing, let what is under way come to its end."""
    began, calm = time.monotonic(), 0
    while calm < 5 and time.monotonic() - began < _SETTLE_LIMIT:
        calm = calm + 1 if stage.quiet() else 0
        _look(stage, screen)
        time.sleep(_LOOK_EVERY * 2)


def _look(stage: Stage, screen: Screen) -> None:
    if stage.officer is not None:
        stage.officer.work()
    screen.show(stage.clock.now(), stage.lookout.look(), case_rows(stage.program.desk))


def _report(stage: Stage, out: Console) -> list[str]:
    """Print the figures and what was to be seen; returns what did not happen as it should."""
    found = figures(stage.program.desk, stage.receiver)
    _say(out, "\n—— 小结 ——")
    for line in found.lines():
        _say(out, line)
    for case in case_rows(stage.program.desk):
        clocks = "；".join(text for text, _ in case.clocks) or "不计政策时限"
        _say(out, f"  {case.number} 《{case.title}》：{clocks}")
    if stage.story is None or stage.officer is None:
        return [] if found.verdict.ok else [found.verdict.reason or ""]
    wrong = Check(stage.program.desk, stage.story, stage.officer, stage.receiver).differences()
    _say(out, _EXPLANATION)
    for sentence in wrong:
        _say(out, f"✗ {sentence}")
    _say(out, f"✗ 有 {len(wrong)} 处与预期不符" if wrong else "✓ 故事的每一处都如预期发生")
    return wrong


_EXPLANATION = """
—— 刚才看到了什么 ——
1. 十几个信源的帖子、报道、热线每隔几分钟被采集一次；没有变化的不重复取，GBK 编码的也读得正确。
2. 同一报道被九家网站转载，只作一件事；五个人分别打来的同一部电梯，也归为一件。
3. 条目不等于案件：普通热线是工单，只有认定为政务舆情的才起算政策时限，其余由值班员决定。
4. 火灾死亡人数从 2 升到 12，案件由一般升为重大，24 小时新闻发布会时限从事发时刻起算；机器只升级，降级须两人同意。
5. 时限过半、过四分之三、将到、到期、逾期，依次提醒值班员、处室负责人、带班领导；同一步骤不对同一人说两次。
6. 三种结局：电梯按时回应，供暖过了 48 小时才回应，井盖始终无人回应——是否按时以发布时间为准，事后不能改写。
7. 每一步都写进首尾相连的审计记录，刚才已从头校验一遍。"""


def _stay(stage: Stage, options: Options, out: Console) -> None:
    """Keep everything running, at life's own speed, until asked to stop."""
    stage.clock.run_at(1.0)
    _say(
        out,
        "演示结束，服务继续运行（时间恢复正常速度）"
        + ("，可在网页上查看" if options.web else "")
        + "；按 Ctrl-C 退出。",
    )
    try:
        while True:
            time.sleep(1.0)
    except KeyboardInterrupt:
        _say(out, "已退出，演示数据已清除。")


def _say(out: Console, text: str) -> None:
    out.print(text, markup=False, highlight=False, soft_wrap=True)
