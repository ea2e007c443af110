"""All checks, in the order in which one makes sense after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy.exc import SQLAlchemyError

from monitor.doctor import configuration, machine, policies, surroundings
from monitor.doctor.finding import Finding
from monitor.errors import MonitorError
from monitor.wiring import Program

CONFIGURATION = frozenset({"config.rules", "config.sources"})
"""Checks whose fault is that of the configuration itself: nothing can be done with it."""
Look = Callable[[Program], Iterator[Finding]]


def examine(program: Program, *, offline: bool) -> list[Finding]:
    """Look at everything; a check that cannot be made is itself a finding."""
    findings: list[Finding] = []
    files: list[tuple[str, Look]] = [
        ("config.rules", configuration.rule_files),
        ("config.sources", configuration.sources_file),
        ("config.model", configuration.model),
        ("config.organs", configuration.organs),
        ("config.grounds", configuration.grounds),
        ("config.age", configuration.age),
    ]
    for name, look in files:
        # Several checks read the same file: what is wrong with it is said once.
        known = {f.found for f in findings if f.level == "error"}
        findings += [f for f in _safely(name, program, look) if f.found not in known]
    if any(f.level == "error" and f.check in CONFIGURATION for f in findings):
        return findings
    findings += _safely("database", program, machine.database)
    if any(f.level == "error" and f.check == "database" for f in findings):
        return findings
    checks: list[tuple[str, Look]] = [
        ("database.triggers", machine.triggers),
        ("rules.kept", configuration.rules_of_running_cases),
        ("clock", machine.clock),
        ("roster", surroundings.roster_ahead),
        ("policies", policies.watch_list),
        ("channels", surroundings.channels if not offline else surroundings.channel_addresses),
        ("sources", surroundings.sources if not offline else surroundings.source_states),
        ("service", surroundings.service),
    ]
    for name, look in checks:
        findings += _safely(name, program, look)
    return findings


def _safely(name: str, program: Program, look: Look) -> list[Finding]:
    try:
        return list(look(program))
    except MonitorError as error:
        return [Finding(name, "error", str(error), "按提示修改后重新运行 monitor doctor")]
    except (OSError, SQLAlchemyError) as error:
        return [Finding(name, "error", f"检查 {name} 未能完成（{type(error).__name__}）", "查看日志")]
