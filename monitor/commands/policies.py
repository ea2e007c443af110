"""``monitor policies …``: the followed policies, how each stands, and recording that one was interpreted."""

from __future__ import annotations

from typing import Any

import click

from monitor.classify.policies.watch_list import FORM_LABELS
from monitor.classify.value_names import DISPOSITION_LABELS
from monitor.commands.acting import acting, person, reason_option
from monitor.commands.common import as_json, one_shot, places, read_hour, say_or
from monitor.errors import NotFound
from monitor.settings import Settings
from monitor.steps.interpreting import Explained, dismiss, interpret, reopen_prompt, revoke_interpretation
from monitor.steps.policy_standing import (
    PolicyPage,
    PolicyStanding,
    page_json,
    policy_page,
    prompt_json,
    standing_json,
    standings,
)
from monitor.store import policy_view as view
from monitor.store.policy_view import PageMark
from monitor.text.mask import mask
from monitor.web.labels import minute

policy_id = click.argument("policy_id", metavar="POLICY")


@click.group()
def policies() -> None:
    """政策跟踪：跟踪清单、每项政策的舆情与不解、登记解读。"""


@policies.command("list")
@as_json
@places
def list_(settings: Settings, as_json: bool) -> None:
    """跟踪的政策，待解读的在前。"""
    with one_shot(settings) as program, program.database.read() as session:
        found = standings(session, program.book, program.clock.now())
        known = {s.policy.id for s in found}
        waiting = view.prompts_of(session, program.database.office_id, state="open")
        strays = [prompt_json(p) for p in waiting if p.policy not in known]
    lines = [_line(s) for s in found] or ["没有跟踪的政策，可在 policies.yaml 中添加"]
    lines += [
        f"{p['policy']}  已不在清单，提示 {p['prompt']} 仍在提醒：以 monitor policies dismiss {p['prompt']} --reason 理由 办结"
        for p in strays
    ]
    out = {"policies": [standing_json(s) for s in found], "strays": strays}
    say_or(out, "\n".join(lines), as_json=as_json)


def _line(found: PolicyStanding) -> str:
    policy, stage = found.policy, found.next_stage
    parts = [f"{policy.id}  《{policy.title}》{policy.number}  牵头：{policy.lead}"]
    parts.append(f"累计 {found.total} 条；现在不解 {len(found.now.confused)} 条、{found.now.people} 人")
    parts += [f"下一解读节点 {stage.day.isoformat()}"] if stage else []
    parts += [f"待解读（提示 {p.id}，{minute(p.raised_at)}起）" for p in found.open]
    return "；".join(parts)


@policies.command()
@policy_id
@as_json
@places
def show(settings: Settings, policy_id: str, as_json: bool) -> None:
    """一项政策：近日声量、处置构成、不解与依据、主要问题、解读及前后对比。"""
    with one_shot(settings) as program, program.database.read() as session:
        policy = program.book.policies.policy(policy_id)
        if policy is None:
            raise NotFound(f"policies.yaml 中没有 id 为 {policy_id:.40} 的政策")
        page = policy_page(session, program.book, policy, program.clock.now())
        reasons = page.standing.now.reasons(program.book.policies.watch)
    say_or(page_json(page), _text(page, reasons), as_json=as_json)


def _text(page: PolicyPage, reasons: tuple[str, ...]) -> str:
    lines = [_line(page.standing), *(f"  {reason}" for reason in reasons)]
    mix = "，".join(f"{DISPOSITION_LABELS.get(k, '不定类')} {n} 条" for k, n in page.mix.items())
    lines += [f"  构成：{mix}"] if mix else []
    lines += [f"  在问：{mask(q.sentence)}（{q.people} 人，{len(q.items)} 条）" for q in page.questions[:10]]
    lines += [
        f"  解读 {i.row.number}（登记编号 {i.row.id}）：{minute(i.row.published_at)} {i.form} {i.row.url} {_kept(i.page)}{i.effect.words}"
        for i in page.interpreted
    ]
    lines += [
        f"  已撤销：解读 {w.row.number}，{minute(w.row.published_at)} {w.form} {w.row.url}，{minute(w.by.recorded_at)} 由 {w.by.actor} 撤销：{mask(w.by.reason)}"
        for w in page.withdrawn
    ]
    lines += [
        f"  已撤销的“不需解读”：提示 {r.prompt_id}，{minute(r.dismissed_at)} 由 {r.dismissed_by} 办结：{mask(r.dismissal)}；{minute(r.recorded_at)} 由 {r.actor} 撤销：{mask(r.reason)}"
        for r in page.reopened
    ]
    lines += [
        f"  节点 {p.stage.id}：{p.stage.day.isoformat()} {p.stage.title}（{_STATES[p.state]}）"
        for p in page.standing.stages
    ]
    return "\n".join(lines)


def _kept(page: PageMark | None) -> str:
    """What became of keeping the page of an interpretation."""
    if page is None:
        return ""
    if page.sha256 and page.fetched_at:
        return f"（{minute(page.fetched_at)}留存，SHA-256 {page.sha256}） "
    return "（网页待留存） " if page.state == "waiting" else "（网页无法访问，未能留存） "


_STATES = {"done": "已完成", "due": "已到", "coming": "未到"}


@policies.command("interpret")
@policy_id
@click.option("--form", type=click.Choice(list(FORM_LABELS)), required=True, help="解读形式")
@click.option("--published-at", required=True, metavar="T", help="解读发布时间")
@click.option("--url", required=True, help="解读的网址")
@click.option("--publisher", default="", help="解读单位（默认牵头单位）")
@click.option("--stage", default="", help="完成哪一计划节点（节点 id）")
@click.option("--note", default="", help="说明")
@person
@as_json
@places
def interpret_(settings: Settings, policy_id: str, actor: str, as_json: bool, **given: Any) -> None:
    """登记解读：何时、何处、以何形式发布；相应的提示随之办结。"""
    published = read_hour(given.pop("published_at"), "--published-at")
    assert published is not None
    with acting(settings, actor) as (_, work):
        done = interpret(work, policy_id, Explained(published_at=published, **given))
        row = done.row
        out = {
            "interpretation": row.id,
            "policy": row.policy,
            "number": row.number,
            "closed": list(done.closed),
        }
    closed = f"，办结提示 {'、'.join(map(str, done.closed))}" if done.closed else "，没有待办结的提示"
    say_or(out, f"{policy_id} 的第 {out['number']} 次解读已登记{closed}", as_json=as_json)


@policies.command("revoke")
@click.argument("interpretation_id", metavar="INTERPRETATION", type=click.IntRange(1, 2**63 - 1))
@person
@reason_option
@as_json
@places
def revoke_(settings: Settings, interpretation_id: int, actor: str, reason: str, as_json: bool) -> None:
    """撤销解读：登记有误的，以理由撤销；由其办结的提示重新待解读。"""
    with acting(settings, actor) as (_, work):
        done = revoke_interpretation(work, interpretation_id, reason)
        out = {
            "interpretation": done.row.id,
            "policy": done.row.policy,
            "number": done.row.number,
            "reopened": list(done.reopened),
        }
    again = f"，提示 {'、'.join(map(str, done.reopened))} 重新待解读" if done.reopened else ""
    say_or(out, f"{out['policy']} 的第 {out['number']} 次解读登记已撤销{again}", as_json=as_json)


@policies.command("dismiss")
@click.argument("prompt_id", metavar="PROMPT", type=click.IntRange(1, 2**63 - 1))
@person
@reason_option
@as_json
@places
def dismiss_(settings: Settings, prompt_id: int, actor: str, reason: str, as_json: bool) -> None:
    """不需解读：以理由办结一条提示。"""
    with acting(settings, actor) as (_, work):
        out = prompt_json(dismiss(work, prompt_id, reason))
    say_or(out, f"提示 {prompt_id} 已办结：不需解读", as_json=as_json)


@policies.command("reopen")
@click.argument("prompt_id", metavar="PROMPT", type=click.IntRange(1, 2**63 - 1))
@person
@reason_option
@as_json
@places
def reopen_(settings: Settings, prompt_id: int, actor: str, reason: str, as_json: bool) -> None:
    """撤销“不需解读”：办结有误的，以理由撤销；该提示重新待解读。"""
    with acting(settings, actor) as (_, work):
        out = prompt_json(reopen_prompt(work, prompt_id, reason))
    again = "重新待解读" if out["state"] == "open" else "已由此后登记的解读办结"
    say_or(out, f"提示 {prompt_id} 的“不需解读”已撤销，{again}", as_json=as_json)


COMMANDS = (policies,)
