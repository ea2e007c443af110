"""Who acts from the command line: the person named with ``--as``, and the second person where an act needs one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

import click

from monitor.commands.common import one_shot
from monitor.errors import Refused, UsageError
from monitor.settings import Settings
from monitor.steps.accounts import prove_second
from monitor.steps.consents import Consent
from monitor.steps.desk import Desk, Work, in_turn

if TYPE_CHECKING:
    from monitor.wiring import Program

person = click.option("--as", "actor", metavar="PERSON", required=True, help="经办人（值班表中的 id）")
second_person = click.option("--second", metavar="PERSON", help="第二人（值班表中的 id）")
consent_words = click.option("--words", default="", help="第二人电话同意时的原话")
reason_option = click.option("--reason", required=True, help="理由")


@contextmanager
def acting(settings: Settings, actor: str, *, second: str | None = None) -> Iterator[tuple[Program, Work]]:
    """One transaction of one person of the roster, after the second person named has proved to be there.

    Raises UsageError for an unknown person, Refused for a second person who is the same or is not proved.
    """
    with one_shot(settings) as program:
        check_person(program, actor)
        if second is not None:
            _check_second(program, actor, second)
        with at_work(program, actor) as work:
            yield program, work


def at_work(program: Program, actor: str) -> AbstractContextManager[Work]:
    """One transaction of a person in turn; a command line signs no links, so it asks for no key."""
    return in_turn(Desk(program.database, program.book, program.clock), actor)


def check_person(program: Program, ident: str) -> None:
    if program.book.roster.person(ident) is None:
        raise UsageError(
            f"{program.settings.config_dir / 'roster.yaml'} 的 people 中没有 id 为 {ident} 的人员"
        )


def _check_second(program: Program, actor: str, second: str) -> None:
    """Prove a second person by what the environment gives, where it gives anything.

    Before the act's own transaction: a password that is tried is counted in another, and SQLite has one writer.
    """
    check_person(program, second)
    if second == actor:
        raise Refused("第二人不得与经办人为同一人")
    if secret := second_secret():
        prove_second(program.database, program.book.roster, second, secret, at=program.clock.now())


def consent_of(work: Work, second: str | None, words: str) -> Consent | None:
    """The consent of the second person whom :func:`acting` has checked.

    On the spot when ``MONITOR_SECOND_PASSWORD`` or ``MONITOR_SECOND_TOKEN`` proved it, else by telephone: it then
    shows as 待补签 until countersigned by own sign-in.
    """
    if second is None:
        return None
    return Consent(second, "present") if second_secret() else Consent(second, "phone", words, work.now)


def second_secret() -> str:
    """The second person's own password or token, from the environment and never from the command line."""
    return os.environ.get("MONITOR_SECOND_PASSWORD") or os.environ.get("MONITOR_SECOND_TOKEN") or ""
