"""The office's rules for what shows that a policy is not understood (``config/policies.yaml``, ``confusion``)."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import Field

from monitor.config_file import ConfigModel, one_of
from monitor.item import SOURCE_KINDS


class ConfusionRules(ConfigModel):
    """Words of those who do not understand; ``voices`` are the channels in which people speak for themselves.

    ``plain`` ask by themselves (看不懂), ``ends`` where a sentence ends in them (要交吗); ``asking`` ask where it ends in a question
    mark or in one of ``particles`` (咋收呢, but not 写着呢); ``rhetorical`` take back what only looks like a question (有没有人管).
    """

    voices: tuple[Annotated[str, one_of(*SOURCE_KINDS)], ...] = (
        "social",
        "forum",
        "hotline",
        "mailbox",
        "portal",
        "other",
    )
    plain: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()
    ends: tuple[str, ...] = ("吗",)
    particles: tuple[str, ...] = ("呢", "呀", "啊")
    rhetorical: tuple[str, ...] = ()
    empty: tuple[str, ...] = Field(
        default=(), description="words that tell nothing when questions are compared"
    )

    @cached_property
    def longest_first(self) -> tuple[str, ...]:
        """The words that are left out where questions are compared."""
        words = {*self.plain, *self.asking, *self.ends, *self.particles, *self.empty}
        return tuple(sorted(words, key=lambda word: (-len(word), word)))
