"""A case in words for a terminal: what is read at a glance, and the numbers that further commands ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from monitor.clock import parse_time
from monitor.store.matters import FOLLOWED
from monitor.web.labels import label, minute

Json = Mapping[str, Any]


def case_line(out: Json, receivers: Mapping[str, str]) -> str:
    """A case and the clocks that stand: what was superseded is history, and belongs to the whole case."""
    rows = [d for d in out["deadlines"] if d["state"] != "superseded"]
    return "\n".join((_head(out), *(_deadline(d, receivers) for d in rows)))


def whole_case(out: Json, receivers: Mapping[str, str]) -> str:
    """A case with its course; each act, task, concern, paper and draft stands under the number that commands take."""
    parts = (
        ("时限", (_deadline(d, receivers) for d in out["deadlines"])),
        ("起算", _starts(out)),
        ("经过（事项编号在前）", _course(out["timeline"])),
        ("任务", map(_task, out["tasks"])),
        ("关切点", map(_concern, out["concerns"])),
        ("公文", map(_paper, out["papers"])),
        ("稿件", map(_draft, out["drafts"])),
        ("证据文件", map(_file, out["evidence"])),
    )
    return "\n".join((_head(out), *_facts(out), *_listed(parts)))


def _listed(parts: tuple[tuple[str, Iterator[str]], ...]) -> Iterator[str]:
    for title, lines in parts:
        found = list(lines)
        if found:
            yield f" {title}："
            yield from found


def _head(out: Json) -> str:
    marks = [label(out["state"], "state"), *_level(out)]
    if out["state"] in ("open", "proposed"):
        marks.append(label(out["verification"], "verification"))
        marks += [] if out["acknowledged_at"] else ["未签收"]
    return f"{out['number']}（{out['case']}）{out['title']}  {'，'.join(marks)}"


def _level(out: Json) -> list[str]:
    if not out["severity"]:
        return []
    return [label(out["severity"], "severity") + ("（暂定）" if out["severity_provisional"] else "")]


def _facts(out: Json) -> Iterator[str]:
    settled = "" if out["disposition_confirmed"] else "（未确认）"
    yield f"  回应主体：{out['organ'] or '未定'}"
    if out["disposition"]:
        yield f"  分类处置：{label(out['disposition'], 'disposition')}{settled}"
    if out["toll_line"]:
        yield f"  伤亡情况：{out['toll_line']}"


def _deadline(row: Json, receivers: Mapping[str, str]) -> str:
    about = [label(row[name], name) for name in ("stage", "mode") if row[name]]
    about += [receivers.get(row["receiver"], row["receiver"])] if row["receiver"] else []
    kind = label(row["kind"], "kind") + (f"（{'，'.join(about)}）" if about else "")
    state = label(row["state"], "deadline") + (f"（{_at(row['settled_at'])}）" if row["settled_at"] else "")
    # A term that follows an act stands for its evidence under a word of the contract; a person reads the act.
    since = row["cause"] if row["cause"] in FOLLOWED else row["start_evidence"]
    start = f"{_at(row['start_at'])} {label(since, 'evidence')}"
    marks = ("，考核" if row["counts"] and row["public"] else "") + (
        "，时刻待核" if row["time_pending"] else ""
    )
    return f"  {kind} {state}，截止 {_at(row['due_at'])}，起算 {start}{marks}"


def _starts(out: Json) -> Iterator[str]:
    for start in out["starts"]:
        if start["assumed"]:
            evidence = label(start["evidence"], "evidence")
            yield f"  时刻待核 {_at(start['start_at'])} {evidence}：{start['assumed']}"


def _course(timeline: Sequence[Json]) -> Iterator[str]:
    revoked = {row["body"].get("revoked") for row in timeline if row["act"] == "revoke"}
    return (_act(row) + ("，已撤销" if row["id"] in revoked else "") for row in timeline)


def _act(row: Json) -> str:
    second = f"，{row['second']} {label(row['second_state'], 'second')}" if row["second"] else ""
    what, body = "", row["body"]
    if row["act"] == "record":
        what = label(body["kind"], "kind")
    elif row["act"] == "revoke":
        what = f"（{body.get('revoked')} {label(body.get('kind'), 'act')}）"
    return f"  {row['id']} {_at(row['happened_at'])} {label(row['act'], 'act')}{what} {row['actor']}{second}"


def _task(row: Json) -> str:
    return f"  {row['id']} {row['text']}，{'待办' if row['state'] == 'open' else '已办'}，限 {_at(row['due_at'])}"


def _concern(row: Json) -> str:
    answered = "已答复" if row["answered"] else "已说明不予回应" if row["state"] == "dropped" else "待答复"
    return f"  {row['concern']} {row['text']}，{answered}"


def _paper(row: Json) -> str:
    return f"  {row['paper']} {row['number']} {row['organ']}，{_at(row['issued_at'])}"


def _draft(row: Json) -> str:
    return f"  {row['draft']} {label(row['kind'], 'kind')} {row['title']}，第{row['version']}稿"


def _file(row: Json) -> str:
    return f"  {row['file']} {row['name']}"


def _at(moment: str) -> str:
    """As on the case's page, with the year: in January a case of December is read, and a slip of the year must show."""
    return minute(parse_time(moment))
