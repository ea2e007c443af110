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
