"""The group ``monitor case``, how a case is shown, and what all its acts share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click
from sqlmodel import Session, col, select

from monitor import config_file
from monitor.classify.organs.known_names import question, strangers
from monitor.classify.organs.table import OrgansConfig
from monitor.commands.acting import acting, person
from monitor.commands.case_words import case_line, whole_case
from monitor.commands.common import as_json, in_json, one_shot, places, say_or
from monitor.settings import Settings
from monitor.sla.cases import STATE_LABELS
from monitor.steps import acts
from monitor.store.board import line_up
from monitor.store.dossier import dossier_json
from monitor.store.portions import AT_ONCE
from monitor.store.tables import CaseFile
from monitor.store.views import case_head, case_json, known_case

if TYPE_CHECKING:
    from monitor.wiring import Program

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


@click.group()
def case() -> None:
    """案件：立案、签收、核实、交办、会商、定级、分类、登记、不予回应、办结。"""


def act_command(name: str, *options: Decorator) -> Callable[[Callable[..., Any]], click.Command]:
    """An act command: ``(program, work, case, **options)`` does it, and the case is shown afterwards."""

    def register(do: Callable[..., Any]) -> click.Command:
        def command(settings: Settings, ident: str, actor: str, as_json: bool, **kwargs: Any) -> None:
            with acting(settings, actor, second=kwargs.get("second")) as (program, work):
                found = acts.find_case(work, ident)
                do(program, work, found, **kwargs)
            show_case(settings, found.id, as_json=as_json)

        command.__doc__ = do.__doc__
        wrapped: Callable[..., Any] = places(command)
        for option in (*options, person, as_json, click.argument("ident")):
            wrapped = option(wrapped)
        return case.command(name)(wrapped)

    return register


def warn_of_strangers(program: Program, *names: str) -> None:
    """Say on stderr which named organs are not on the office's list; whoever acts here has named them with deliberation."""
    path = config_file.locate(program.book.config_dir / "organs.yaml")
    known = [o.name for o in config_file.read(path, OrgansConfig).organs] if path.is_file() else []
    for name in strangers(names, known):
        click.echo(f"已照写登记；请核对：{question(name, known)}", err=True)


def show_case(settings: Settings, ident: int, *, as_json: bool) -> None:
    """Print a case as it stands after an act."""
    with one_shot(settings) as program:
        show_in(program, ident, as_json=as_json)


def show_in(program: Program, ident: int, *, as_json: bool) -> None:
    """Print a case of a program that is open already."""
    with program.database.read() as session:
        found = session.get_one(CaseFile, ident)
        out = dossier_json(session, found, program.clock.now(), program.book)
    say_or(out, whole_case(out, _receivers(program)), as_json=as_json)


def _receivers(program: Program) -> dict[str, str]:
    return {r.id: r.name for r in program.book.sla.report_up.receivers}


@case.command("list")
@click.option(
    "--state",
    type=click.Choice([*STATE_LABELS, "all"]),
    default="all",
    help="只列：" + "、".join(f"{code} {name}" for code, name in STATE_LABELS.items()) + "；不写则列全部",
)
@as_json
@places
def list_(settings: Settings, state: str, as_json: bool) -> None:
    """列出案件。"""
    with one_shot(settings) as program:
        (_list_whole if as_json else _list_shortly)(program, state)


def _list_whole(program: Program, state: str) -> None:
    """One object, but written case by case: those of years are more than a machine should hold."""
    before = '{"cases": ['
    for one in _by_portions(program, state, lambda s, c: _in_full(program, s, c)):
        click.echo(before + one, nl=False)
        before = ", "
    click.echo("]}" if before == ", " else f"{before}]}}")


def _in_full(program: Program, session: Session, cases: Sequence[CaseFile]) -> list[str]:
    now = program.clock.now()
    return [in_json(case_json(session, one, now, program.book)) for one in cases]


def _list_shortly(program: Program, state: str) -> None:
    found = False
    for line in _by_portions(program, state, lambda s, c: _in_short(program, s, c)):
        click.echo(line)
        found = True
    if not found:
        click.echo("没有案件" if state == "all" else f"没有“{STATE_LABELS[state]}”的案件", err=True)


def _in_short(program: Program, session: Session, cases: Sequence[CaseFile]) -> list[str]:
    receivers, found = _receivers(program), []
    for line in line_up(session, cases, program.clock.now()):
        clocks = [clock.to_json() for clock in line.clocks]
        found.append(case_line(case_head(line.case) | {"deadlines": clocks}, receivers))
    return found


def _by_portions(
    program: Program, state: str, told: Callable[[Session, Sequence[CaseFile]], list[str]]
) -> Iterator[str]:
    """What is told of the cases in their order, some read at a time; none is held open while somebody reads page by page."""
    last = 0
    while True:
        query = select(CaseFile).where(
            CaseFile.office_id == program.database.office_id, col(CaseFile.id) > last
        )
        if state != "all":
            query = query.where(CaseFile.state == state)
        with program.database.read() as session:
            rows = session.exec(query.order_by(col(CaseFile.id)).limit(AT_ONCE)).all()
            if not rows:
                return
            last, lines = rows[-1].id, told(session, rows)
        yield from lines


@case.command()
@click.argument("ident")
@as_json
@places
def show(settings: Settings, ident: str, as_json: bool) -> None:
    """一个案件的全部情况。"""
    with one_shot(settings) as program:
        with program.database.read() as session:
            found = known_case(session, program.database.office_id, ident)
        show_in(program, found.id, as_json=as_json)
