"""The command line that the training runs of the shipped models share."""

from __future__ import annotations

import argparse
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]


def parser_of(description: str | None) -> argparse.ArgumentParser:
    """``--data``, where the shared data lies, and ``--out``, where the model and its card are written; a run may add its own."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=_ROOT.parent / "shared/data")
    parser.add_argument("--out", type=Path, default=_ROOT / "monitor/classify/model")
    return parser
