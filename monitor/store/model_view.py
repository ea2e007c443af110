"""What the page of models shows: every version with how it came, how it ceased, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session, col, select

from monitor.classify.learning.versions import SHIPPED, Version
from monitor.store.tables import ModelChange

State = Literal["in_use", "refused", "superseded", "rolled_back", "unused"]


@dataclass(frozen=True, slots=True)
class ModelLine:
    """One version: ``made`` is how it came (None: with the product), ``begun`` how its present use began, ``ended`` how it ended."""

    version: Version
    state: State
    made: ModelChange | None = None
    begun: ModelChange | None = None
    ended: ModelChange | None = None

    @property
    def id(self) -> str:
        return self.version.id

    @property
    def usable(self) -> bool:
        """Whether it may be put to use again: it was in use before, and its file is whole."""
        return self.state in ("superseded", "rolled_back", "unused") and not self.version.problem


def model_changes(session: Session, office_id: str) -> Sequence[ModelChange]:
    """All changes, the first first."""
    query = select(ModelChange).where(ModelChange.office_id == office_id)
    return session.exec(query.order_by(col(ModelChange.id))).all()


def model_lines(versions: Sequence[Version], changes: Sequence[ModelChange]) -> list[ModelLine]:
    """The version in use first, then the others, the last made first; the product's own at the end."""
    lines = [_line(version, changes) for version in versions]
    return sorted(lines, key=_rank)


def _rank(line: ModelLine) -> tuple[bool, bool, int, str]:
    made = line.made.id if line.made else 0
    return line.state != "in_use", line.id == SHIPPED, -made, line.id


def _line(version: Version, changes: Sequence[ModelChange]) -> ModelLine:
    came = [c for c in changes if _is(version, c.new)]
    went = [c for c in changes if c.act != "refused" and _is(version, c.old)]
    begun = next((c for c in reversed(came) if c.act != "refused"), None)
    ended = went[-1] if went and not version.current else None
    made = came[0] if came and version.id != SHIPPED else None
    return ModelLine(version, _state(version, ended), made, begun, ended)


def _is(version: Version, sha256: str) -> bool:
    if version.id == SHIPPED:
        return sha256 in (version.manifest["sha256"], SHIPPED)
    return sha256[:12] == version.id


def _state(version: Version, ended: ModelChange | None) -> State:
    if version.current:
        return "in_use"
    if version.refused:
        return "refused"
    if ended is None:
        return "unused"
    return "rolled_back" if ended.act == "rolled_back" else "superseded"
