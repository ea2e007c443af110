"""``monitor message …``: what could not be delivered, its sending again, and telling it another way."""

from __future__ import annotations

from typing import Any

import click

from monitor.clock import local_text
from monitor.commands.acting import acting, person, reason_option
from monitor.commands.common import as_json, one_shot, places, read_moment, say_or
from monitor.settings import Settings
from monitor.steps.resend import resend as send_again
from monitor.steps.told_otherwise import HOW_LABELS, Telling, settle_dead
from monitor.store.outbox_view import Undelivered, dead_messages, troubled_messages
from monitor.store.tables import Message
from monitor.store.views import message_json

number = click.argument("message_id", metavar="ID", type=click.IntRange(1, 2**63 - 1))


@click.group()
def message() -> None:
    """消息：未能送达的查看、重新投递、另行告知。"""


@message.command("list")
@as_json
@places
def list_(settings: Settings, as_json: bool) -> None:
    """未能送达的消息（已另行告知的在后）与正在重试的消息。"""
    with one_shot(settings) as program, program.database.read() as session:
        office = program.database.office_id
        found = [*dead_messages(session, office), *troubled_messages(session, office)]
        rows = [message_json(u.message, u.settled) for u in found]
    say_or({"messages": rows}, "\n".join(map(_line, found)) or "没有未能送达的消息", as_json=as_json)


def _line(found: Undelivered) -> str:
    row, told = found.message, found.settled
    state = "正在重试" if row.state != "dead" else "未能送达"
    if told is not None:
        state = (
            f"未能送达，{local_text(told.told_at)}由 {told.told_by} 以{HOW_LABELS[told.how]}告知 {told.told}"
        )
    return f"编号 {row.id}  {row.person}  {state}  {row.title}  {row.answer[:80]}".rstrip()


@message.command()
@number
@person
@reason_option
@as_json
@places
def resend(settings: Settings, message_id: int, actor: str, reason: str, as_json: bool) -> None:
    """重新投递一条未能送达的消息（渠道恢复后）。"""
    with acting(settings, actor) as (_, work):
        shown = message_json(send_again(work, message_id, reason))
    say_or({"message": shown}, f"编号 {message_id} 的消息已重新投递", as_json=as_json)


@message.command()
@number
@person
@click.option("--how", type=click.Choice(list(HOW_LABELS)), required=True, help="告知方式：电话、当面、其他")
@click.option("--words", required=True, help="告知的要点")
@click.option("--at", "told_at", help="告知时间（默认现在）")
@click.option("--by", "told_by", default="", help="告知人（默认经办人）")
@click.option("--to", "told", default="", help="告知了谁（默认消息的收件人）")
@as_json
@places
def told(settings: Settings, message_id: int, actor: str, as_json: bool, **given: str) -> None:
    """登记未能送达的消息已另行告知：谁在何时以何方式告知了谁。消息仍记为未能送达。"""
    how: Any = given["how"]
    with acting(settings, actor) as (_, work):
        at = read_moment(given["told_at"], "--at") or work.now
        telling = Telling(at, how, given["words"], given["told"], given["told_by"])
        settled = settle_dead(work, message_id, telling)
        shown = message_json(work.tx.session.get_one(Message, message_id), settled)
    say_or({"message": shown}, f"编号 {message_id} 的消息已登记另行告知", as_json=as_json)


COMMANDS = (message,)
