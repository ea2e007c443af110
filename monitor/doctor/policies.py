"""Checks of the watch list of policies: whether it is kept up, and what was planned and not done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from monitor.classify.policies.watch_list import PoliciesConfig
from monitor.clock import SHANGHAI
from monitor.doctor.finding import Finding
from monitor.steps.policy_standing import PolicyStanding, standings
from monitor.wiring import Program

_NAMED = 3


def watch_list(program: Program) -> Iterator[Finding]:
    """No policy at all, policies that ended long ago, planned days of interpretation that passed without one."""
    config, now = program.book.policies, program.clock.now()
    if not config.policies:
        yield Finding(
            "policies",
            "warning",
            "跟踪清单中没有政策：不归集政策舆情，也不提示解读",
            "在 policies.yaml 的 policies 中写入正在执行的重要政策与决策",
        )
        return
    today = now.astimezone(SHANGHAI).date()
    with program.database.read() as session:
        found = standings(session, program.book, now)
    remarks = [*_ended(config, today), *_missed(found, today)]
    yield from remarks
    if not remarks:
        yield Finding("policies", "ok", f"跟踪政策 {len(config.policies)} 项，没有错过的解读节点")


def _ended(config: PoliciesConfig, today: date) -> Iterator[Finding]:
    linger = config.watch.linger
    ended = [p.id for p in config.policies if p.in_force.last and today > p.in_force.last + linger]
    if ended:
        yield Finding(
            "policies",
            "warning",
            f"{len(ended)} 项跟踪的政策已废止超过 {linger.days} 天，不再归集舆情：{_some(ended)}",
            "从 policies.yaml 删去（已登记的解读仍在），或更正 in_force",
        )


def _missed(found: Sequence[PolicyStanding], today: date) -> Iterator[Finding]:
    missed = [
        f"{s.policy.id} {planned.stage.day} {planned.stage.title}"
        for s in found
        for planned in s.stages
        if planned.state == "due" and planned.stage.day < today
    ]
    if missed:
        yield Finding(
            "policies",
            "warning",
            f"{len(missed)} 个计划的解读节点已过而未登记解读：{_some(missed)}",
            "补登解读并注明节点，或在控制台“政策”页注明不需解读；计划有变的改 policies.yaml 的 stages",
        )


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMED]) + (f"等 {len(names)} 项" if len(names) > _NAMED else "")
