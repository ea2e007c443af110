"""The stage of a play: the real program on a scratch office, with the world outside around it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, func, select

from monitor.clock import real_now
from monitor.demo.happenings import Lookout
from monitor.demo.office import furnish
from monitor.demo.officer import Officer
from monitor.demo.pace import StoryClock
from monitor.demo.server import FeedServer, Receiver
from monitor.demo.story import Story, source_rows
from monitor.demo.world import FolderWorld, StoryWorld
from monitor.store.tables import Message, RawItem, SourceState
from monitor.wiring import Program, program


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that a play needs; ``officer`` and ``story`` are there when the demo's own story is played."""

    program: Program
    clock: StoryClock
    receiver: Receiver
    lookout: Lookout
    story: Story | None = None
    officer: Officer | None = None

    def all_polled(self) -> bool:
        """Whether every source has been asked at least once and nothing that it gave still waits."""
        wanted = sum(s.enabled for s in self.program.sources.sources)
        with self.program.database.read() as session:
            polled = _count(session, SourceState.id, col(SourceState.last_polled_at).is_not(None))
            return polled >= wanted and not _count(session, RawItem.id, RawItem.state == "waiting")

    def quiet(self) -> bool:
        """Whether nothing waits for ingest or delivery."""
        with self.program.database.read() as session:
            unsent = _count(session, Message.id, col(Message.state).in_(("pending", "sending", "retry")))
            return not unsent and not _count(session, RawItem.id, RawItem.state == "waiting")


def _count(session: Session, what: object, condition: object) -> int:
    return session.exec(select(func.count(what)).where(condition)).one()  # type: ignore[arg-type]


@contextmanager
def story_stage(story: Story, folder: Path, console: str = "") -> Iterator[Stage]:
    """Set the stage for the demo's own story in ``folder``."""
    clock = StoryClock(story.start)
    world = StoryWorld(story, clock)
    with ExitStack() as stack:
        server = stack.enter_context(FeedServer(world.page))
        world.base_url = server.url
        receiver = stack.enter_context(Receiver(clock))
        settings = furnish(folder, source_rows(story.feeds, server.url), receiver, console)
        built = stack.enter_context(program(settings, clock))
        officer = Officer(built.desk, story, world.url_of)
        yield Stage(built, clock, receiver, Lookout(built.desk, receiver, story), story, officer)


@contextmanager
def folder_stage(world: FolderWorld, folder: Path, console: str = "") -> Iterator[Stage]:
    """Set the stage for any feed files."""
    clock = StoryClock(world.start(real_now()))
    with ExitStack() as stack:
        server = stack.enter_context(FeedServer(world.page))
        receiver = stack.enter_context(Receiver(clock))
        settings = furnish(folder, world.source_rows(server.url), receiver, console)
        built = stack.enter_context(program(settings, clock))
        yield Stage(built, clock, receiver, Lookout(built.desk, receiver))
