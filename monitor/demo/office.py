"""The scratch office in which the demo plays: the sample configuration with the story's sources and the receiver's channels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from monitor.demo.server import HOST, Receiver
from monitor.settings import Settings, write_sample_config


def furnish(
    folder: Path, sources: Sequence[dict[str, Any]], receiver: Receiver, console: str = ""
) -> Settings:
    """Write the scratch configuration; ``console`` is the address that alerts link to."""
    config = folder / "config"
    write_sample_config(config)
    _write(config / "sources.yaml", {"sources": list(sources), "allow_private": [HOST]})
    # The story's publications stand on no site, so looking for them would only tell of a made-up fault.
    _write(config / "verification.yaml", {"kinds": []})
    roster = _read(config / "roster.yaml")
    for person in roster["people"]:
        if person.get("channels"):
            person["channels"] = [receiver.channel(person["id"])]
    _write(config / "roster.yaml", roster)
    if console:
        office = _read(config / "office.yaml")
        office["console"]["public_url"] = console
        _write(config / "office.yaml", office)
    var = folder / "var"
    return Settings(config, f"sqlite:///{var / 'monitor.db'}", var)


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _write(path: Path, tree: Any) -> None:
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
