"""Checks of who is on duty, of the channels and sources outside, and of what the running service left undone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import select

from monitor.clock import local_text, real_now
from monitor.collectors.collect import collect_one
from monitor.collectors.poll import PollState
from monitor.collectors.sources import Source
from monitor.doctor.finding import Finding, Level
from monitor.errors import MonitorError
from monitor.notify.channels import problem_with, reaches
from monitor.notify.redact import redact
from monitor.sla.holidays import is_day_off
from monitor.steps.duty import roster_now
from monitor.store.outbox_view import count_dead
from monitor.store.tables import Alarm, Heartbeat, SourceState
from monitor.wiring import Program


def _gaps(what: str, else_: str, gaps: list[tuple[datetime, datetime]], now: datetime) -> Finding:
    if not gaps:
        return Finding("roster", "ok", f"未来四周{else_}")
    start, end = gaps[0]
    found = f"值班表未来四周有 {len(gaps)} 段{what}，最早 {local_text(start)} 至 {local_text(end)}"
    level: Level = "error" if start <= now else "warning"
    return Finding("roster", level, found, "在控制台“值班”页登记班次或替班，或在 roster.yaml 补齐")


def roster_ahead(program: Program) -> Iterator[Finding]:
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


def channel_addresses(program: Program) -> Iterator[Finding]:
    """Whether each channel's URL can be used at all."""
    return _channels(program, ask=False)


def channels(program: Program) -> Iterator[Finding]:
    """Whether each channel's server answers, too; nothing is sent."""
    return _channels(program, ask=True)


def _channels(program: Program, *, ask: bool) -> Iterator[Finding]:
    """The last ways too: the telephone gateways, and the address that is used when the database is gone."""
    for person in program.book.roster.people():
        for url in person.channels:
            yield from _channel(f"{person.id} 的渠道", url, "roster.yaml", ask=ask)
        for url in person.voice:
            yield from _channel(f"{person.id} 的电话渠道", url, "roster.yaml", ask=ask)
    for url in program.book.delivery.silence.fallback:
        yield from _channel("备用通知地址", url, "delivery.yaml 的 silence.fallback", ask=ask)


def _channel(what: str, url: str, place: str, *, ask: bool) -> Iterator[Finding]:
    channel = f"{what} {redact(url)} "
    if problem := problem_with(url):
        yield Finding("channels", "error", f"{channel}无效：{problem}", f"修改 {place}")
    elif ask and (problem := reaches(url)):
        yield Finding("channels", "error", f"{channel}不应答：{problem}", "检查网络与地址")


def source_states(program: Program) -> Iterator[Finding]:
    with program.database.read() as session:
        query = select(SourceState).where(SourceState.office_id == program.database.office_id)
        states = {s.name: s for s in session.exec(query)}
    for source in program.sources.sources:
        state = states.get(source.name)
        if source.enabled and state is not None and state.last_worked_at is None and state.failures:
            found = f"信源“{source.name}”从未成功采集：{state.last_error}"
            yield Finding("sources", "warning", found, "检查地址与网络，或在 sources.yaml 停用")


def sources(program: Program) -> Iterator[Finding]:
    """Ask every enabled source once; nothing is stored."""
    yield from source_states(program)
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


def service(program: Program) -> Iterator[Finding]:
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
