"""The kind of an emergency as configuration files name it."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from monitor.classify.result import EMERGENCIES


def _known(kind: str) -> str:
    if kind not in EMERGENCIES:
        raise ValueError(f"未知的突发事件种类：{kind}")
    return kind


Kind = Annotated[str, AfterValidator(_known)]
"""A code of ``EMERGENCIES``; any other is a configuration error."""
