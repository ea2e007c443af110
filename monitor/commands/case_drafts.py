"""``monitor case draft | revise | submit | approve | return | withdraw``: a statement on its way through the approval chain."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from monitor.commands.acting import acting, person
from monitor.commands.case_command import act_command, case, show_case
from monitor.commands.common import as_json, places
from monitor.errors import UsageError
from monitor.settings import Settings
from monitor.sla.cases import RECORD_KINDS
from monitor.steps import approval
from monitor.steps.approval import Review
from monitor.steps.desk import Work
from monitor.store.paper_tables import Draft
from monitor.store.tables import CaseFile
from monitor.wiring import Program

text_option = click.option("--text", default="", help="稿件内容")
file_option = click.option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="稿件文本文件（UTF-8）",
)
holder_option = click.option("--for", "holder", default="", help="多家会签时写明哪一家")
signer_option = click.option("--signed-by", default="", help="签批人（默认经办人）")
to_option = click.option("--to", multiple=True, help="下一环节由谁经办（默认按配置）")


def _text(text: str, path: Path | None) -> str:
    """The draft's text, from the option or a file. Raises UsageError."""
    if path is None:
        return text
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--file 无法按 UTF-8 读取：{path}") from error


@act_command(
    "draft",
    click.option("--kind", type=click.Choice(RECORD_KINDS), default="response", help="拟发布的种类"),
    click.option("--title", default="", help="稿件标题"),
    text_option,
    file_option,
)
def draft(program: Program, work: Work, found: CaseFile, kind: str, title: str, **given: Any) -> None:
    """拟稿。"""
    approval.begin(work, found, kind, _text(given["text"], given["path"]), title)


def _on_draft(name: str, *options: Callable[..., Any]) -> Callable[[Callable[..., Any]], click.Command]:
    """A command on one draft: ``(work, draft, **options)`` does it, and the case is shown afterwards."""

    def register(do: Callable[..., Any]) -> click.Command:
        def command(settings: Settings, draft_id: int, actor: str, as_json: bool, **given: Any) -> None:
            with acting(settings, actor) as (_, work):
                found, of = approval.find_draft(work, draft_id)
                do(work, found, **given)
            show_case(settings, of.id, as_json=as_json)

        command.__doc__ = do.__doc__
        wrapped: Callable[..., Any] = places(command)
        for option in (*options, person, as_json, click.argument("draft_id", metavar="DRAFT", type=int)):
            wrapped = option(wrapped)
        return case.command(name)(wrapped)

    return register


@_on_draft("revise", text_option, file_option)
def revise(work: Work, found: Draft, text: str, path: Path | None) -> None:
    """改稿：新的一稿。"""
    approval.revise(work, found, _text(text, path))


@_on_draft(
    "submit", click.option("--countersign", multiple=True, help="会签单位，可写多个；不写即同上次"), to_option
)
def submit(work: Work, found: Draft, countersign: tuple[str, ...], to: tuple[str, ...]) -> None:
    """口径送审。"""
    approval.submit(work, found, countersigners=countersign or None, to=to)


@_on_draft(
    "approve",
    holder_option,
    signer_option,
    click.option("--note", default="", help="审签意见"),
    text_option,
    file_option,
    to_option,
)
def approve(
    work: Work, found: Draft, text: str, path: Path | None, to: tuple[str, ...], **given: Any
) -> None:
    """审签同意；领导改稿时附改后的内容。"""
    review = Review(given["holder"], given["signed_by"], given["note"], _text(text, path))
    approval.approve(work, found, review, to=to)


@_on_draft("return", holder_option, signer_option, click.option("--reason", required=True, help="退改意见"))
def return_(work: Work, found: Draft, holder: str, signed_by: str, reason: str) -> None:
    """退改：退回拟稿人修改。"""
    approval.hand_back(work, found, Review(holder, signed_by, reason))


@_on_draft("withdraw", click.option("--reason", required=True, help="理由"))
def withdraw(work: Work, found: Draft, reason: str) -> None:
    """撤稿。"""
    approval.withdraw(work, found, reason)
