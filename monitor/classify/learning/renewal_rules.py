"""What a new category model may lose before it is refused."""

from __future__ import annotations

from pydantic import Field

from monitor.config_file import ConfigModel


class RenewalRules(ConfigModel):
    """``renewal`` in ``config/taxonomy.yaml``; ``grave`` are the classes that may lose no more recall than the margin.

    A loss counts only ``beyond_chance`` standard deviations of as many texts as changed sides. ``label_rows_at_least``: a
    class that only corrections name needs so many of them to be learnt.
    """

    grave: tuple[str, ...] = ()
    recall_margin: float = Field(0.02, ge=0, le=1)
    macro_f1_margin: float = Field(0.02, ge=0, le=1)
    anchor_margin: float = Field(0.03, ge=0, le=1)
    beyond_chance: float = Field(1.64, ge=0, le=5)
    rows_at_least: int = Field(30, ge=1)
    label_rows_at_least: int = Field(20, ge=2)
    officer_weight: float = Field(2.0, gt=0, le=10)
