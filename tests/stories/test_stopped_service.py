"""The service is asked to stop by Ctrl-C or by a service manager, at whatever moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import forked
from tests.conftest import ROOT
from tests.forked import Parent


@pytest.fixture(scope="module")
def parent() -> Iterator[Parent]:
    with forked.parent() as built:
        yield built


def test_a_process_that_leaves_a_thread_behind_has_not_ended(parent: Parent, tmp_path: Path) -> None:
    """What all tests below go by: a process that was forked ends as any other does."""
    script = (
        "import sys, threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()\nsys.exit(0)"
    )
    with pytest.raises(TimeoutError):
        parent.start(tmp_path, script=script).end(within_s=0.5)


def test_the_command_itself_started_anew_ends_on_the_signal_of_its_supervisor(
    config_dir: Path, tmp_path: Path
) -> None:
    (config_dir / "sources.yaml").write_text("sources: []\n", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "monitor", "serve", "--port", "0", "--config", str(config_dir)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None and process.stdout.readline().startswith("listening http://")
        process.terminate()
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, "Traceback" in said) == (0, False)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("after_s", [0.0, 2.0])
def test_it_ends_cleanly_and_soon_even_while_it_is_starting(
    parent: Parent, config_dir: Path, tmp_path: Path, number: signal.Signals, after_s: float
) -> None:
    (config_dir / "sources.yaml").write_text("sources: []\n", encoding="utf-8")
    process = parent.start(tmp_path, "serve", "--port", "0", "--config", str(config_dir))
    process.until_told("listening http://")
    time.sleep(after_s)
    os.kill(process.pid, number)
    assert (process.end(within_s=60), "Traceback" in process.said) == (0, False)


_ANOTHER_THREAD_IS_TOLD = """
import signal, sys, threading, time
from monitor.cli import run

def told_to_end():
    time.sleep(1)
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)

class Running:
    def write(self, text):
        if "running" in text:
            threading.Thread(target=told_to_end, daemon=True).start()
    def flush(self):
        pass

sys.stdout = Running()
sys.exit(run(["scheduler", "--config", sys.argv[1]]))
"""


def test_a_process_without_a_web_server_ends_whichever_of_its_threads_gets_the_signal(
    parent: Parent, config_dir: Path, tmp_path: Path
) -> None:
    process = parent.start(tmp_path, str(config_dir), script=_ANOTHER_THREAD_IS_TOLD)
    assert process.end(within_s=90) == 0


_A_ROUND_HANGS = """
import os, signal, sys, threading, time
from monitor import service
from monitor.cli import run
from monitor.commands import service as commands

commands._STOP_WITHIN_SECONDS = 1.0
hanging = threading.Event()

def hang(desk):
    hanging.set()
    threading.Event().wait()

def ask_to_end():
    hanging.wait()
    os.kill(os.getpid(), signal.SIGTERM)

service.watch = hang
threading.Thread(target=ask_to_end, daemon=True).start()
sys.exit(run([*sys.argv[2:], "--config", sys.argv[1]]))
"""


@pytest.mark.parametrize("command", [["scheduler"], ["serve", "--port", "0"]])
def test_it_ends_in_time_and_says_so_though_the_database_answers_no_more(
    parent: Parent, config_dir: Path, tmp_path: Path, command: list[str]
) -> None:
    (config_dir / "sources.yaml").write_text("sources: []\n", encoding="utf-8")
    process = parent.start(tmp_path, str(config_dir), *command, script=_A_ROUND_HANGS)
    assert process.end(within_s=90) == 1
    assert "left_while_hanging" in process.said
