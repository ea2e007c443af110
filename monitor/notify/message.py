"""What goes out to a person, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutMessage:
    """One message as a person reads it; the body already carries ``编号 <id>``."""

    id: int
    title: str
    body: str

    @property
    def mark(self) -> str:
        """The words by which a reader names this message."""
        return f"编号 {self.id}"

    @property
    def text(self) -> str:
        """Title and body as one text, for channels that know no title."""
        return f"{self.title}\n{self.body}" if self.title else self.body


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of one attempt to send.

    ``permanent``: trying the same again cannot help. ``uncertain``: the receiver may have got the message, wholly or
    in part, although the attempt failed, so a repetition must be marked 可能重复. ``seconds``: real time spent.
    ``wait_seconds``: the provider said "too fast" and asks to be left alone for so long.
    """

    ok: bool
    permanent: bool = False
    answer: str = ""
    seconds: float = 0.0
    uncertain: bool = False
    posts: int = 1
    posts_sent: int = 0
    wait_seconds: float = 0.0
