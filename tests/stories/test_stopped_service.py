"""The service is asked to stop by Ctrl-C or by a service manager, at whatever moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("after_s", [0.0, 2.0])
def test_it_ends_cleanly_and_soon_even_while_it_is_starting(
    config_dir: Path, tmp_path: Path, number: signal.Signals, after_s: float
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
        time.sleep(after_s)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, "Traceback" in said) == (0, False)


_ANOTHER_THREAD_IS_TOLD = """
import signal, sys, threading, time
from monitor.cli import run

def told_to_end():
    time.sleep(3)
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
    config_dir: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", _ANOTHER_THREAD_IS_TOLD, str(config_dir)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    assert subprocess.run(command, cwd=tmp_path, env=env, timeout=90, check=False).returncode == 0


_A_ROUND_HANGS = """
import os, signal, sys, threading, time
from monitor import service
from monitor.cli import run
from monitor.commands import service as commands

commands._STOP_WITHIN_SECONDS = 3.0
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
    config_dir: Path, tmp_path: Path, command: list[str]
) -> None:
    (config_dir / "sources.yaml").write_text("sources: []\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _A_ROUND_HANGS, str(config_dir), *command],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert done.returncode == 1
    assert "left_while_hanging" in done.stderr
