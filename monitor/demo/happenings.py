"""What has happened since the last look, read from the database and the receiver, in the words of the trade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sqlmodel import Session, col, select

from monitor.classify.result import SEVERITY_LABELS
from monitor.classify.value_names import DISPOSITION_LABELS
from monitor.clock import local_text
from monitor.demo.server import Receiver
from monitor.demo.story import MARK, Story
from monitor.sla.cases import ACT_LABELS, VERIFICATION_LABELS
from monitor.sla.rules import KIND_LABELS
from monitor.steps.desk import Desk
from monitor.store.tables import CaseAct, CaseFile, Deadline, DeadlineChange, ItemRecord

Kind = Literal["item", "case", "clock", "message", "remark"]
KIND_WORDS: dict[Kind, str] = {
    "item": "条目",
    "case": "案件",
    "clock": "时限",
    "message": "消息",
    "remark": "旁白",
}
_LONGEST = 46
_QUIET_ACTS = frozenset({"item", "snapshot"})


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the story as it unfolds."""

    at: datetime
    kind: Kind
    text: str
    grave: bool = False

    @property
    def line(self) -> str:
        mark = "※" if self.kind == "remark" else KIND_WORDS[self.kind]
        return f"{local_text(self.at)}  {mark}  {self.text}"


@dataclass
class Lookout:
    """Looks again and again and tells only what is new."""

    desk: Desk
    receiver: Receiver
    story: Story | None = None
    _item: int = 0
    _act: int = 0
    _change: int = 0
    _heard: int = 0
    _said: set[int] = field(default_factory=set)

    def look(self) -> list[Happening]:
        with self.desk.database.read() as session:
            found = [*self._items(session), *self._acts(session), *self._changes(session)]
        found += self._messages()
        return sorted(found, key=lambda h: h.at)

    def _items(self, session: Session) -> Iterator[Happening]:
        for row in session.exec(
            select(ItemRecord).where(ItemRecord.id > self._item).order_by(col(ItemRecord.id))
        ):
            self._item = row.id
            copy = "（转载）" if row.duplicate_of is not None else ""
            level = f"【{SEVERITY_LABELS[row.severity]}】" if row.severity else ""
            text = f"{row.source or '未注明来源'}：{level}{_short(row.title or row.text)}{copy}"
            yield Happening(row.ingested_at, "item", text, row.severity in ("I", "II"))

    def _acts(self, session: Session) -> Iterator[Happening]:
        query = (
            select(CaseAct, CaseFile)
            .join(CaseFile, col(CaseFile.id) == CaseAct.case_id)
            .where(CaseAct.id > self._act)
            .order_by(col(CaseAct.id))
        )
        for act, case in session.exec(query):
            self._act = act.id
            if act.act not in _QUIET_ACTS:
                yield Happening(act.recorded_at, "case", self._act_text(act, case), act.act == "grade")
            yield from self._remarks(session, act, case)

    def _act_text(self, act: CaseAct, case: CaseFile) -> str:
        person = self.desk.book.roster.person(act.actor)
        who = person.name if person else "系统"
        what = ACT_LABELS.get(act.act, act.act)
        title = f"《{_short(case.title)}》" if act.act in ("open", "propose") else ""
        return f"{case.number} {who} {what}{title}{_detail(act)}{self._second(act)}"

    def _second(self, act: CaseAct) -> str:
        person = self.desk.book.roster.person(act.second or "")
        return f"（第二人 {person.name}）" if person else ""

    def _remarks(self, session: Session, act: CaseAct, case: CaseFile) -> Iterator[Happening]:
        if self.story is None:
            return
        for number, remark in enumerate(self.story.remarks):
            fits = remark.act == act.act and remark.severity in ("", act.body.get("new"))
            if number in self._said or not fits or not _tells(session, case, remark.case):
                continue
            self._said.add(number)
            yield Happening(act.recorded_at, "remark", remark.say)

    def _changes(self, session: Session) -> Iterator[Happening]:
        query = (
            select(DeadlineChange, Deadline, CaseFile.number)
            .join(Deadline, col(Deadline.id) == DeadlineChange.deadline_id)
            .join(CaseFile, col(CaseFile.id) == Deadline.case_id)
            .where(DeadlineChange.id > self._change)
            .order_by(col(DeadlineChange.id))
        )
        for change, deadline, number in session.exec(query):
            self._change = change.id
            if deadline.public and change.state in _MOVES:
                text = f"{number} {KIND_LABELS[deadline.kind]}（{_EVIDENCE[deadline.start_evidence]}{local_text(deadline.start_at)}起算）"
                text += _MOVES[change.state].format(due=local_text(deadline.due_at))
                yield Happening(change.recorded_at, "clock", text, change.state == "breached")

    def _messages(self) -> Iterator[Happening]:
        got = self.receiver.got
        for message in got[self._heard :]:
            person = self.desk.book.roster.person(message.person)
            name = person.name if person else message.person
            yield Happening(
                message.at,
                "message",
                f"→ {name}：{message.title}{_gist(message.body)}",
                "重大" in message.title,
            )
        self._heard = len(got)


_MOVES = {
    "open": "开始计时，截止{due}",
    "met": "按时完成（截止{due}）",
    "late": "逾期完成（截止{due}）",
    "breached": "到期未回应（截止{due}）",
    "waived": "经批准不予回应",
    "superseded": "由新的时限接替",
}
_EVIDENCE = {"occurrence": "事发", "published": "发布", "collected": "采集", "confirmed": "确认"}


def _detail(act: CaseAct) -> str:
    body = act.body
    if act.act == "grade":
        return f"：{_level(body.get('old'))}→{_level(body.get('new'))}"
    if act.act == "verify":
        return f"：{VERIFICATION_LABELS.get(str(body.get('result')), '')}"
    if act.act == "triage":
        return f"：{DISPOSITION_LABELS.get(str(body.get('disposition')), '')}"
    if act.act == "assign":
        return f"：{body.get('organ')}"
    if act.act == "record":
        return f"：{KIND_LABELS.get(str(body.get('kind')), '')}"
    if act.act in ("reject", "consult"):
        return f"：{body.get('reason') or body.get('conclusion')}"
    return ""


def _gist(body: str) -> str:
    """What an alert asks for: the third line of its text, after the matter and the kind."""
    lines = body.splitlines()
    return f"（{_short(lines[2])}）" if len(lines) > 4 and lines[2] else ""


def _level(severity: object) -> str:
    return SEVERITY_LABELS.get(str(severity), "无等级")


def _tells(session: Session, case: CaseFile, tale: str) -> bool:
    query = select(ItemRecord.id).where(
        ItemRecord.event_id == case.event_id, col(ItemRecord.external_id).startswith(f"{MARK}{tale}-")
    )
    return session.exec(query.limit(1)).first() is not None


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
