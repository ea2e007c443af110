"""The records. Every business table carries ``office_id``; times are aware and kept in UTC; codes, never labels.

What must not change is append-only by manner (acts, facts, starts, memberships) and, for the audit log, by trigger.
Rows that hold a *current* value (``case_file``, ``item.event_id``) are a cache of those histories.
"""

from __future__ import annotations

from monitor.store.case_tables import (
    CaseAct,
    CaseFact,
    CaseFile,
    ClockStart,
    ClockStartMark,
    Deadline,
    DeadlineChange,
)
from monitor.store.columns import BIG, JSON_DOC, big_id, doc, long_text, ref
from monitor.store.event_tables import Event, EventMembership, EventOpinion, EventRuling
from monitor.store.item_tables import (
    ItemBand,
    ItemClassification,
    ItemKey,
    ItemRecord,
    ItemRevision,
    ItemSketch,
    ItemWord,
    Office,
    RawItem,
    SourceOutage,
    SourceState,
    WorkOrder,
)
from monitor.store.learning_tables import Correction, ModelChange, SampleCheck
from monitor.store.message_tables import Alarm, DigestRun, DutyTask, LadderStep, Message, MessageStep
from monitor.store.service_tables import (
    Account,
    ApiToken,
    AuditHead,
    AuditRecord,
    Heartbeat,
    Lateness,
    RuleBookVersion,
    Snapshot,
    WebSession,
)

__all__ = [
    "BIG",
    "JSON_DOC",
    "Account",
    "Alarm",
    "ApiToken",
    "AuditHead",
    "AuditRecord",
    "CaseAct",
    "CaseFact",
    "CaseFile",
    "ClockStart",
    "ClockStartMark",
    "Correction",
    "Deadline",
    "DeadlineChange",
    "DigestRun",
    "DutyTask",
    "Event",
    "EventMembership",
    "EventOpinion",
    "EventRuling",
    "Heartbeat",
    "ItemBand",
    "ItemClassification",
    "ItemKey",
    "ItemRecord",
    "ItemRevision",
    "ItemSketch",
    "ItemWord",
    "LadderStep",
    "Lateness",
    "Message",
    "MessageStep",
    "ModelChange",
    "Office",
    "RawItem",
    "RuleBookVersion",
    "SampleCheck",
    "Snapshot",
    "SourceOutage",
    "SourceState",
    "WebSession",
    "WorkOrder",
    "big_id",
    "doc",
    "long_text",
    "ref",
]
