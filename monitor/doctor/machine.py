"""Checks of the database and of the machine's clock."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from datetime import timedelta

from sqlmodel import text

from monitor.clock import real_now
from monitor.doctor.finding import Finding
from monitor.wiring import Program

_SKEW = timedelta(seconds=2)


def database(program: Program) -> Iterator[Finding]:
    with program.database.read() as session:
        session.execute(text("SELECT 1"))
    kind = "SQLite" if program.database.is_sqlite else "PostgreSQL"
    yield Finding("database", "ok", f"{kind} 可用，结构为最新")


_SQLITE_TRIGGERS = {"audit_record_no_update", "audit_record_no_delete", "audit_record_no_replace"}
_POSTGRES_TRIGGERS = {"audit_record_no_change", "audit_record_no_truncate"}


def triggers(program: Program) -> Iterator[Finding]:
    sqlite = program.database.is_sqlite
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_record'"
        if sqlite
        else "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit_record'::regclass AND tgenabled <> 'D'"
    )
    with program.database.read() as session:
        names = {row[0] for row in session.execute(text(query))}
    missing = sorted((_SQLITE_TRIGGERS if sqlite else _POSTGRES_TRIGGERS) - names)
    if missing:
        remedy = "立即停用并核查数据库是否被改动（monitor audit verify），由备份恢复触发器"
        yield Finding("database.triggers", "error", f"审计表缺少触发器：{'、'.join(missing)}", remedy)
    else:
        yield Finding("database.triggers", "ok", "审计表触发器齐全")


def clock(program: Program) -> Iterator[Finding]:
    if program.clock.is_set:
        yield Finding("clock", "warning", "时钟由 MONITOR_NOW 设定", "正式运行时取消 MONITOR_NOW")
    skew = _database_skew(program) if not program.database.is_sqlite else _ntp_skew()
    if skew is None:
        yield Finding("clock", "warning", "无法与外部时间源比对", "确认本机已启用时间同步（如 chrony）")
    elif abs(skew) > _SKEW:
        yield Finding(
            "clock", "error", f"本机时钟偏差 {skew.total_seconds():.1f} 秒", "校准时钟并启用时间同步"
        )
    else:
        yield Finding("clock", "ok", f"时钟偏差 {abs(skew.total_seconds()):.2f} 秒")


def _database_skew(program: Program) -> timedelta:
    with program.database.read() as session:
        theirs = session.execute(text("SELECT clock_timestamp()")).scalar_one()
    return real_now() - theirs  # type: ignore[no-any-return]


_NTP_EPOCH = 2_208_988_800


def _ntp_skew() -> timedelta | None:
    """Ask the machine's own time service on loopback; a machine without one is told so."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.settimeout(0.5)
            probe.connect(("127.0.0.1", 123))
            probe.send(b"\x1b" + 47 * b"\0")
            answer = probe.recv(48)
    except OSError:
        return None
    if len(answer) < 48:
        return None
    seconds, fraction = struct.unpack("!II", answer[40:48])
    theirs = seconds - _NTP_EPOCH + fraction / 2**32
    return timedelta(seconds=real_now().timestamp() - theirs)
