"""What a new category model may lose before it is refused."""

from __future__ import annotations

from pydantic import Field

from monitor.config_file import ConfigModel


class RenewalRules(ConfigModel):
    """``renewal`` in ``config/taxonomy.yaml``; ``grave`` are the classes that may lose no more recall than the margin."""

    grave: tuple[str, ...] = ()
    recall_margin: float = Field(0.02, ge=0, le=1)
    macro_f1_margin: float = Field(0.01, ge=0, le=1)
    rows_at_least: int = Field(30, ge=1)
    officer_weight: float = Field(2.0, gt=0, le=10)
