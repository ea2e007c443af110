"""Commands that run: serve, worker, scheduler, tick."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Sequence
from types import FrameType

import click
import uvicorn

from monitor.clock import Clock
from monitor.commands.common import always_json, one_shot, places, read_moment, say
from monitor.errors import MonitorError
from monitor.scheduler import ALL_PARTS, SCHEDULER_PARTS, WORKER_PARTS, Metronome, Part
from monitor.service import Rounds
from monitor.settings import Settings
from monitor.steps.accounts import ensure_admin
from monitor.steps.anchor import write_anchor
from monitor.steps.digest import send_due_digest
from monitor.steps.heartbeat import check_silence
from monitor.steps.pages import keep_pages
from monitor.steps.policies import look_after_policies
from monitor.steps.roster_edits import tell_roster_edit
from monitor.steps.rule_edits import tell_rule_edits
from monitor.steps.signing import look_after_turns
from monitor.steps.watch import watch
from monitor.web.app import create_app
from monitor.web.listening import address_of, listen
from monitor.wiring import Program, program

log = logging.getLogger(__name__)
_LOOK_UP_SECONDS = 1.0
_STOP_WITHIN_SECONDS = 40.0
"""Less than the minute that ``deploy`` gives a service: an end of one's own is told of in the log."""


@click.command()
@click.option("--now", "now_text", metavar="T", help="按此时间处理（默认现在或 MONITOR_NOW）")
@always_json
@places
def tick(settings: Settings, now_text: str | None) -> int:
    """把此刻到期的事做一遍：时限、提醒、网页留存、政策解读提示、日报、锚点、投递。"""
    with one_shot(settings, now=read_moment(now_text, "--now")) as built:
        built.sources  # noqa: B018  a fault in any file that is needed stops it before anything is done
        swept = watch(built.desk)
        failed_steps = swept.failed > 0
        failed_steps |= not _attempt("pages", lambda: asyncio.run(_keep_pages(built)))
        failed_steps |= not _attempt("digest", lambda: send_due_digest(built.desk))
        failed_steps |= not _attempt("policies", lambda: look_after_policies(built.desk))
        failed_steps |= not _attempt("roster", lambda: tell_roster_edit(built.desk))
        failed_steps |= not _attempt("rules", lambda: tell_rule_edits(built.desk))
        failed_steps |= not _attempt("sign_on", lambda: look_after_turns(built.desk))
        failed_steps |= not _attempt("silence", lambda: check_silence(built.desk, built.sources))
        failed_steps |= not _attempt("anchor", lambda: write_anchor(built.desk, built.anchors))
        delivered = built.courier.deliver()
        say(
            {
                "deadlines_passed": swept.deadlines_passed,
                "escalations": swept.escalations,
                "chased": swept.chased,
                "sent": delivered.sent,
                "failed": delivered.failed,
                "pending": delivered.pending,
            }
        )
    return 1 if failed_steps else 0


def _attempt(step: str, work: object) -> bool:
    """One step of a tick; its failure is said on stderr and does not stop the others."""
    try:
        work()  # type: ignore[operator]
    except Exception as error:
        log.exception("step_failed", extra={"step": step})
        reason = str(error) if isinstance(error, MonitorError) else type(error).__name__
        click.echo(f"步骤 {step} 失败：{reason}", err=True)
        return False
    return True


async def _keep_pages(built: Program) -> int:
    async with built.http() as http:
        return await keep_pages(built.desk, http)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址；0.0.0.0 为全部网卡")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="监听的端口；0 为任取空闲端口",
)
@places
def serve(settings: Settings, host: str, port: int) -> int:
    """启动全部服务：网页、接口、采集、时限、投递。"""
    with program(settings, Clock.from_env(running=True)) as built:
        run_service(built, host, port)
    return 0


def run_service(built: Program, host: str, port: int, parts: Sequence[Part] = ALL_PARTS) -> None:
    """Serve web and rounds until asked to stop; prints the address first, then the first sign-in if it is new."""
    built.classifier  # noqa: B018  loaded before the door opens
    metronome = Metronome(Rounds(built), parts)
    app = create_app(
        built.desk,
        ingest=built.ingester.ingest,
        judge=built.judge,
        var=built.settings.var,
        sources=built.sources,
        hurry=lambda: metronome.hurry("watch", "deliver"),
    )
    listener = listen(host, port)
    password = ensure_admin(built.database, os.environ.get("MONITOR_ADMIN_PASSWORD"))
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=5)
    )
    _end_on_signals(server)
    print(f"listening {address_of(listener, host)}", flush=True)
    if password:
        print(f"首次登录：用户 admin，口令 {password}（登录后请立即修改）", flush=True)
    try:
        metronome.start()
        server.run(sockets=[listener])
    finally:
        metronome.stop()
        listener.close()


def _end_on_signals(server: uvicorn.Server) -> None:
    """Let SIGINT and SIGTERM end the server at whatever moment they come.

    uvicorn obeys them while it runs and then raises them again, which by default would end the process there and then,
    its rounds half-done; before it runs, an exception in the middle of starting would leave threads behind.
    """

    def obey(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True
        _leave_in_time()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, obey)


@click.command()
@places
def worker(settings: Settings) -> int:
    """只做采集、入库、网页留存与投递（与 scheduler、serve 分开运行，须用 PostgreSQL）。"""
    return _run_parts(settings, WORKER_PARTS, "worker")


@click.command()
@places
def scheduler(settings: Settings) -> int:
    """只做时限监看、日报与锚点（与 worker 分开运行，须用 PostgreSQL）。"""
    return _run_parts(settings, SCHEDULER_PARTS, "scheduler")


def _run_parts(settings: Settings, parts: Sequence[Part], role: str) -> int:
    with program(settings, Clock.from_env(running=True)) as built:
        built.sources  # noqa: B018  a fault in any file that is needed is told before anything is done
        if "collect" in parts:
            built.classifier  # noqa: B018
        if built.database.is_sqlite:
            click.echo("提示：SQLite 只宜单进程运行（monitor serve）；多进程请用 PostgreSQL", err=True)
        metronome = Metronome(Rounds(built), parts, role=role)
        ended = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: ended.set())
        metronome.start()
        print("running", flush=True)
        # A signal may be handed to any thread, and wakes only that one: its handler runs when this one looks up.
        while not ended.wait(_LOOK_UP_SECONDS):
            pass
        _leave_in_time()
        metronome.stop()
    return 0


def _leave_in_time() -> None:
    """From now on the process ends, whatever hangs in it.

    A round that asks a database which neither answers nor breaks the connection cannot be broken off. It is left as a power
    cut would leave it: what it had begun is rolled back, and what it was sending is sent again, marked.
    """
    timer = threading.Timer(_STOP_WITHIN_SECONDS, _leave)
    timer.daemon = True
    timer.start()


def _leave() -> None:
    left = sorted(t.name for t in threading.enumerate() if t is not threading.current_thread())
    log.error("left_while_hanging", extra={"seconds": _STOP_WITHIN_SECONDS, "threads": left})
    os._exit(1)


COMMANDS = (serve, worker, scheduler, tick)
