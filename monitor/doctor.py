"""``monitor doctor``: the usual mistakes, and how to mend each."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, func, select, text

from monitor.classify.rules import read_rules
from monitor.clock import SHANGHAI, local_text, real_now
from monitor.collectors.collect import collect_one
from monitor.collectors.poll import PollState
from monitor.collectors.sources import Source
from monitor.errors import MonitorError
from monitor.grounds import UNCHECKED, grounds_of
from monitor.notify.channels import problem_with, reaches
from monitor.notify.redact import redact
from monitor.rulebook import RuleBook, book_folders, kept_rules
from monitor.sla.holidays import is_day_off
from monitor.sla.rule_check import Known, remarks
from monitor.steps.duty import roster_now
from monitor.store.outbox_view import count_dead
from monitor.store.tables import Alarm, CaseFile, Heartbeat, RuleBookVersion, SourceState
from monitor.wiring import Program

Level = Literal["ok", "warning", "error"]
_MARKS = {"ok": "正常", "warning": "注意", "error": "错误"}
CONFIGURATION = frozenset({"config.rules", "config.sources"})
"""Checks whose fault is that of the configuration itself: nothing can be done with it."""
_SKEW = timedelta(seconds=2)
Look = Callable[[Program], Iterator["Finding"]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what was found and what to do."""

    check: str
    level: Level
    found: str
    remedy: str = ""

    def to_json(self) -> dict[str, str]:
        return {"check": self.check, "level": self.level, "found": self.found, "remedy": self.remedy}

    def text(self) -> str:
        remedy = f"；处理：{self.remedy}" if self.remedy else ""
        return f"[{_MARKS[self.level]}] {self.found}{remedy}"


def examine(program: Program, *, offline: bool) -> list[Finding]:
    """Look at everything; a check that cannot be made is itself a finding."""
    findings: list[Finding] = []
    files: list[tuple[str, Look]] = [
        ("config.rules", _rules),
        ("config.sources", _sources_file),
        ("config.model", _model),
        ("config.organs", _organs),
        ("config.grounds", _grounds),
    ]
    for name, look in files:
        findings += _safely(name, program, look)
    if any(f.level == "error" and f.check in CONFIGURATION for f in findings):
        return findings
    findings += _safely("database", program, _database)
    if any(f.level == "error" and f.check == "database" for f in findings):
        return findings
    checks: list[tuple[str, Look]] = [
        ("database.triggers", _triggers),
        ("rules.kept", _kept_rules),
        ("clock", _clock),
        ("roster", _roster),
        ("channels", _channels if not offline else _channel_addresses),
        ("sources", _sources if not offline else _source_states),
        ("service", _service),
    ]
    for name, look in checks:
        findings += _safely(name, program, look)
    program.close()
    return findings


def _safely(name: str, program: Program, look: Look) -> list[Finding]:
    try:
        return list(look(program))
    except MonitorError as error:
        return [Finding(name, "error", str(error), "按提示修改后重新运行 monitor doctor")]
    except (OSError, SQLAlchemyError) as error:
        return [Finding(name, "error", f"检查 {name} 未能完成（{type(error).__name__}）", "查看日志")]


def _rules(program: Program) -> Iterator[Finding]:
    book = program.book
    yield Finding("config.rules", "ok", f"规则文件有效，版本 {book.version}")
    yield from _remarks(program, book, "")
    for folder in book_folders(program.settings.config_dir):
        other = RuleBook.load(folder)
        yield Finding(
            "config.rules",
            "ok",
            f"{other.office.name}的规则库有效（books/{folder.name}），版本 {other.version}",
        )
        yield from _remarks(program, other, f"books/{folder.name}：")


def _remarks(program: Program, book: RuleBook, prefix: str) -> Iterator[Finding]:
    """Gaps, overlaps and idle parts of a rule book, as they hold from today on."""
    rules = read_rules(book.config_dir)
    known = Known(
        categories=frozenset(c.name for c in rules.taxonomy.categories),
        organs=frozenset(o.name for o in rules.organs.organs),
        regions=(rules.regions.city.code, *(r.code for r in rules.regions.regions)),
        roles=frozenset(p.role for p in book.roster.people()),
    )
    today = program.clock.now().astimezone(SHANGHAI).date()
    for remark in remarks(book.sla, today, known):
        yield Finding("rules", remark.level, prefix + remark.found, remark.remedy)


def _grounds(program: Program) -> Iterator[Finding]:
    """Grounds that are marked as not yet checked against the present text of the law."""
    for ground in grounds_of(program.settings.config_dir):
        if ground.unchecked:
            yield Finding(
                "config.grounds",
                "warning",
                f"{ground.file} 的 {ground.at} 依据待核：{ground.words.replace(UNCHECKED, '')}",
                "对照现行文本核实条款，改正后删去“（待核）”",
            )


def _kept_rules(program: Program) -> Iterator[Finding]:
    """Under which earlier rule books cases still run, and whether this program can read them."""
    book, office = program.book, program.database.office_id
    with program.database.read() as session:
        query = select(CaseFile.rule_version, func.count()).where(
            CaseFile.office_id == office, CaseFile.state == "open", CaseFile.rule_version != book.version
        )
        running = session.exec(query.group_by(col(CaseFile.rule_version))).all()
        kept = {v: session.get(RuleBookVersion, v) for v, _ in running}
    for version, count in running:
        text_kept = str(kept[version].content.get("sla.yaml", "")) if kept[version] else ""  # type: ignore[union-attr]
        if kept_rules(text_kept) is None:
            found = f"规则版本 {version} 已不能读取，{count} 件办理中的案件按现行规则处理"
            yield Finding("rules.kept", "warning", found, "核对这些案件，必要时“改用现行规则”")
        else:
            yield Finding("rules.kept", "ok", f"{count} 件办理中的案件仍按立案时的规则版本 {version} 办理")


def _sources_file(program: Program) -> Iterator[Finding]:
    enabled = [s for s in program.sources.sources if s.enabled]
    if not enabled:
        yield Finding("config.sources", "warning", "没有启用的信源", "在 sources.yaml 中启用或添加信源")
    else:
        yield Finding("config.sources", "ok", f"启用信源 {len(enabled)} 个")


def _model(program: Program) -> Iterator[Finding]:
    classifier = program.classifier
    yield Finding("config.model", "ok", f"分类模型可用（{classifier.model_id}）")


def _organs(program: Program) -> Iterator[Finding]:
    """Whether every category, every kind of emergency and every district has somebody to answer."""
    rules = read_rules(program.settings.config_dir)
    gaps = rules.without_organ()
    for gap in gaps:
        yield Finding("config.organs", "warning", f"{gap}没有回应主体，只能由人工指定", "在 organs.yaml 补齐")
    if not gaps:
        yield Finding("config.organs", "ok", f"回应主体齐全，共 {len(rules.organs.organs)} 个单位")


def _database(program: Program) -> Iterator[Finding]:
    with program.database.read() as session:
        session.execute(text("SELECT 1"))
    kind = "SQLite" if program.database.is_sqlite else "PostgreSQL"
    yield Finding("database", "ok", f"{kind} 可用，结构为最新")


_SQLITE_TRIGGERS = {"audit_record_no_update", "audit_record_no_delete", "audit_record_no_replace"}
_POSTGRES_TRIGGERS = {"audit_record_no_change", "audit_record_no_truncate"}


def _triggers(program: Program) -> Iterator[Finding]:
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


def _clock(program: Program) -> Iterator[Finding]:
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


def _gaps(what: str, else_: str, gaps: list[tuple[datetime, datetime]], now: datetime) -> Finding:
    if not gaps:
        return Finding("roster", "ok", f"未来四周{else_}")
    start, end = gaps[0]
    found = f"值班表未来四周有 {len(gaps)} 段{what}，最早 {local_text(start)} 至 {local_text(end)}"
    level: Level = "error" if start <= now else "warning"
    return Finding("roster", level, found, "在控制台“值班”页登记班次或替班，或在 roster.yaml 补齐")


def _roster(program: Program) -> Iterator[Finding]:
    now = program.clock.now()
    with program.database.read() as session:
        roster = roster_now(session, program.database.office_id, program.book, now)
    end = now + timedelta(days=28)
    yield _gaps("无人值班", "均有人值班", roster.gaps(now, end), now)
    yield _gaps("无带班领导", "均有带班领导", roster.gaps_in_charge(now, end), now)
    for person in roster.people():
        if not person.channels:
            yield Finding("roster", "warning", f"{person.id} 没有通知渠道", "在 roster.yaml 填写 channels")
    _, known = is_day_off((now + timedelta(days=60)).date(), roster.extra_days)
    if not known:
        yield Finding(
            "roster", "warning", "两个月后的法定节假日尚无数据", "在 roster.yaml 的 days_off、workdays 中补充"
        )


def _channel_addresses(program: Program) -> Iterator[Finding]:
    for person in program.book.roster.people():
        for url in person.channels:
            problem = problem_with(url)
            if problem:
                yield Finding(
                    "channels",
                    "error",
                    f"{person.id} 的渠道 {redact(url)} 无效：{problem}",
                    "修改 roster.yaml",
                )


def _channels(program: Program) -> Iterator[Finding]:
    """Whether each channel's server answers; nothing is sent."""
    yield from _channel_addresses(program)
    for person in program.book.roster.people():
        for url in person.channels:
            problem = reaches(url)
            if problem:
                yield Finding(
                    "channels",
                    "error",
                    f"{person.id} 的渠道 {redact(url)} 不应答：{problem}",
                    "检查网络与地址",
                )


def _source_states(program: Program) -> Iterator[Finding]:
    with program.database.read() as session:
        query = select(SourceState).where(SourceState.office_id == program.database.office_id)
        states = {s.name: s for s in session.exec(query)}
    for source in program.sources.sources:
        state = states.get(source.name)
        if source.enabled and state is not None and state.last_worked_at is None and state.failures:
            found = f"信源“{source.name}”从未成功采集：{state.last_error}"
            yield Finding("sources", "warning", found, "检查地址与网络，或在 sources.yaml 停用")


def _sources(program: Program) -> Iterator[Finding]:
    """Ask every enabled source once; nothing is stored."""
    yield from _source_states(program)
    for name, problem in asyncio.run(_ask_all(program)):
        if problem:
            yield Finding(
                "sources",
                "warning",
                f"信源“{name}”此刻不可达：{problem}",
                "检查地址与网络，或在 sources.yaml 停用",
            )
        else:
            yield Finding("sources", "ok", f"信源“{name}”可达")


async def _ask_all(program: Program) -> list[tuple[str, str]]:
    async with program.http() as http:

        async def ask(source: Source) -> tuple[str, str]:
            try:
                await collect_one(source, PollState(), http, program.settings.config_dir)
            except MonitorError as error:
                return source.name, str(error)
            return source.name, ""

        return list(await asyncio.gather(*(ask(s) for s in program.sources.sources if s.enabled)))


def _service(program: Program) -> Iterator[Finding]:
    office = program.database.office_id
    with program.database.read() as session:
        dead = count_dead(session, office)
        alarms: list[Any] = list(
            session.exec(select(Alarm).where(Alarm.office_id == office, Alarm.cleared_at == None))  # noqa: E711
        )
        beats = session.exec(select(Heartbeat).where(Heartbeat.office_id == office)).all()
    if dead:
        yield Finding(
            "service",
            "warning",
            f"有 {dead} 条消息未能送达",
            "改用其他方式告知后，以 monitor message told 登记",
        )
    for alarm in alarms:
        yield Finding("service", "warning", alarm.text, "处理后告警自动消除")
    for beat in beats:
        if real_now() - beat.real_at > timedelta(minutes=5):
            yield Finding(
                "service",
                "warning",
                f"步骤 {beat.step} 最近一次运行在 {local_text(beat.real_at)}",
                "确认 monitor serve 正在运行",
            )
