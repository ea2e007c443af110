"""``learned`` in ``config/severity.yaml``: when a learned severity is believed, and the words that tell it where to look."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from monitor.config_file import ConfigModel

NearField = Literal[
    "deaths", "missing", "injured", "poisoned", "evacuated", "loss_yuan", "participants", "magnitude"
]


class LearnedRules(ConfigModel):
    """When a person is asked whether a matter is graver than the rules graded it.

    ``believed_from``: how likely I or II must be; ``framed_from``: where the rules took it for what is long past or for a trial.
    ``words_from``: how likely the words alone must make it, whatever the numbers; without it they are not asked.
    ``near``: words beside which a number may be a fact of the statute, whatever the patterns of numbers say. ``signs``: words that tell
    how grave a matter is without any number; how often each group speaks is a trait of the model, which was trained with these.
    """

    believed_from: float = Field(ge=0.2, le=1)
    words_from: float | None = Field(default=None, ge=0.2, le=1)
    framed_from: float = Field(ge=0.2, le=1)
    near: dict[NearField, tuple[str, ...]]
    signs: dict[str, tuple[str, ...]]

    @model_validator(mode="after")
    def _no_softer_where_framed(self) -> LearnedRules:
        if self.framed_from < self.believed_from:
            raise ValueError("learned.framed_from 不得低于 learned.believed_from")
        for name, words in (*self.near.items(), *self.signs.items()):
            if not words or not all(words):
                raise ValueError(f"learned 的词组 {name} 不得为空")
        return self
