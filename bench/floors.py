"""The floors under the measured figures: read, compared, lifted, never lowered; all of them stand in ``bench/floors.yaml``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

PATH = Path(__file__).resolve().parent / "floors.yaml"
_MARGIN = 0.005
Figures = Mapping[str, float]
Floors = Mapping[str, Mapping[str, float]]


def read(path: Path = PATH) -> dict[str, dict[str, float]]:
    """Section → figure → least value."""
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


def below(found: Mapping[str, Figures], floors: Floors) -> list[str]:
    """What has fallen below its floor; a section without data is no fall, a figure that is gone from its section is one."""
    return [
        f"{section}: {name} {_shown(found[section].get(name))} < {floor}"
        for section, wanted in floors.items()
        if section in found
        for name, floor in wanted.items()
        if found[section].get(name, float("-inf")) < floor
    ]


def _shown(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.4f}"


def raised(found: Mapping[str, Figures], floors: Floors) -> dict[str, dict[str, float]]:
    """The floors lifted to what was reached, less a margin; none is lowered."""
    return {
        section: {
            name: max(floor, round(found.get(section, {}).get(name, floor) - _MARGIN, 4))
            for name, floor in wanted.items()
        }
        for section, wanted in floors.items()
    }


def write(floors: Floors, path: Path = PATH) -> None:
    """One line a section."""
    lines = [
        f"{section}: {{{', '.join(f'{n}: {v}' for n, v in wanted.items())}}}\n"
        for section, wanted in floors.items()
    ]
    path.write_text("".join(lines), encoding="utf-8")


def verdict(found: Mapping[str, Figures]) -> int:
    """Say on stderr what has fallen below its floor; the exit code."""
    fallen = below(found, read())
    print(*fallen, sep="\n", end="\n" if fallen else "", file=sys.stderr)
    return 1 if fallen else 0
