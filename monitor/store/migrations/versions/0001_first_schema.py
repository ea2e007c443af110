"""The first schema: every table, the audit log's triggers, and the search index."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0001"
down_revision = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON_DOC = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

# Never batch-alter audit_record: the rebuild would drop these silently.
SQLITE_TRIGGERS = (
    """CREATE TRIGGER audit_record_no_update BEFORE UPDATE ON audit_record
    BEGIN SELECT RAISE(ABORT, 'audit_record is append-only'); END""",
    """CREATE TRIGGER audit_record_no_delete BEFORE DELETE ON audit_record
    BEGIN SELECT RAISE(ABORT, 'audit_record is append-only'); END""",
    # INSERT OR REPLACE removes the old row without firing a DELETE trigger.
    """CREATE TRIGGER audit_record_no_replace BEFORE INSERT ON audit_record
    WHEN EXISTS (SELECT 1 FROM audit_record WHERE office_id = NEW.office_id AND seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'audit_record is append-only'); END""",
)
POSTGRES_TRIGGERS = (
    """CREATE FUNCTION audit_record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'audit_record is append-only'; END $$""",
    """CREATE TRIGGER audit_record_no_change BEFORE UPDATE OR DELETE ON audit_record
    FOR EACH ROW EXECUTE FUNCTION audit_record_refuse()""",
    """CREATE TRIGGER audit_record_no_truncate BEFORE TRUNCATE ON audit_record
    FOR EACH STATEMENT EXECUTE FUNCTION audit_record_refuse()""",
)
SQLITE_SEARCH = ("CREATE VIRTUAL TABLE item_search USING fts5(grams, tokenize='unicode61')",)
POSTGRES_SEARCH = (
    "CREATE TABLE item_search (item_id bigint PRIMARY KEY REFERENCES item(id), grams tsvector NOT NULL)",
    "CREATE INDEX ix_item_search_grams ON item_search USING gin (grams)",
)


def upgrade() -> None:
    op.create_table(
        "audit_head",
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("seq", BIG, nullable=False),
        sa.Column("hash", AutoString(length=64), nullable=False),
        sa.PrimaryKeyConstraint("office_id"),
    )
    op.create_table(
        "audit_record",
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("seq", BIG, nullable=False),
        sa.Column("at", AutoString(length=32), nullable=False),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("act", AutoString(), nullable=False),
        sa.Column("subject", AutoString(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("prev", AutoString(length=64), nullable=False),
        sa.Column("hash", AutoString(length=64), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "seq"),
    )
    op.create_table(
        "heartbeat",
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("step", AutoString(length=32), nullable=False),
        sa.Column("worked_at", UTCDateTime(), nullable=False),
        sa.Column("real_at", UTCDateTime(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "step"),
    )
    op.create_table(
        "office",
        sa.Column("id", AutoString(length=32), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "rule_book",
        sa.Column("version", AutoString(length=64), nullable=False),
        sa.Column("content", JSON_DOC, nullable=False),
        sa.Column("first_used_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("version"),
    )
    op.create_table(
        "account",
        sa.Column("person", AutoString(), nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("roles", JSON_DOC, nullable=False),
        sa.Column("password_hash", AutoString(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", UTCDateTime(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_table(
        "alarm",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("key", AutoString(length=160), nullable=False),
        sa.Column("kind", AutoString(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raised_at", UTCDateTime(), nullable=False),
        sa.Column("cleared_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("office_id", "key"),
    )
    op.create_table(
        "api_token",
        sa.Column("token_hash", AutoString(length=64), nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("person", AutoString(), nullable=False),
        sa.Column("scopes", JSON_DOC, nullable=False),
        sa.Column("note", AutoString(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_table(
        "digest_run",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("day", AutoString(length=10), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("sha256", AutoString(length=64), nullable=False),
        sa.Column("content", JSON_DOC, nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("office_id", "day"),
    )
    op.create_table(
        "event",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("first_at", UTCDateTime(), nullable=False),
        sa.Column("last_at", UTCDateTime(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("severity", AutoString(length=4), nullable=True),
        sa.Column("emergency", AutoString(length=20), nullable=True),
        sa.Column("category", AutoString(), nullable=False),
        sa.Column("historical", sa.Boolean(), nullable=False),
        sa.Column("heat", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_event_last_at"), "event", ["last_at"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("person", AutoString(), nullable=False),
        sa.Column("kind", AutoString(length=20), nullable=False),
        sa.Column("dedupe", AutoString(length=160), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("severity", AutoString(length=4), nullable=True),
        sa.Column("true_due_at", UTCDateTime(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("state", AutoString(length=8), nullable=False),
        sa.Column("channel", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", UTCDateTime(), nullable=False),
        sa.Column("lease_until", UTCDateTime(), nullable=True),
        sa.Column("lease_owner", AutoString(length=64), nullable=True),
        sa.Column("uncertain", sa.Boolean(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("office_id", "dedupe"),
    )
    op.create_index(
        "ix_message_waiting",
        "message",
        ["office_id", "next_attempt_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('pending','retry','sending')"),
        postgresql_where=sa.text("state IN ('pending','retry','sending')"),
    )
    op.create_table(
        "raw_item",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("fingerprint", AutoString(length=64), nullable=False),
        sa.Column("payload", JSON_DOC, nullable=False),
        sa.Column("fetched_at", UTCDateTime(), nullable=False),
        sa.Column("state", AutoString(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", UTCDateTime(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("office_id", "fingerprint"),
    )
    op.create_index(
        "ix_raw_item_waiting",
        "raw_item",
        ["office_id", "next_attempt_at"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "source_outage",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("from_at", UTCDateTime(), nullable=False),
        sa.Column("to_at", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_source_outage_source"), "source_outage", ["source"], unique=False)
    op.create_table(
        "source_state",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("url", AutoString(), nullable=False),
        sa.Column("etag", AutoString(), nullable=True),
        sa.Column("last_modified", AutoString(), nullable=True),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.Column("next_poll_at", UTCDateTime(), nullable=True),
        sa.Column("last_polled_at", UTCDateTime(), nullable=True),
        sa.Column("last_worked_at", UTCDateTime(), nullable=True),
        sa.Column("last_item_at", UTCDateTime(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("items_total", sa.Integer(), nullable=False),
        sa.Column("rejects_total", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("office_id", "name"),
    )
    op.create_index(op.f("ix_source_state_next_poll_at"), "source_state", ["next_poll_at"], unique=False)
    op.create_table(
        "item",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("external_id", AutoString(), nullable=False),
        sa.Column("source", AutoString(), nullable=True),
        sa.Column("source_kind", AutoString(length=20), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("author", AutoString(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raw_title", sa.Text(), nullable=False),
        sa.Column("raw_text", sa.Text(), nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.Column("date_only", sa.Boolean(), nullable=False),
        sa.Column("collected_at", UTCDateTime(), nullable=False),
        sa.Column("ingested_at", UTCDateTime(), nullable=False),
        sa.Column("likes", BIG, nullable=True),
        sa.Column("comments", BIG, nullable=True),
        sa.Column("reposts", BIG, nullable=True),
        sa.Column("views", BIG, nullable=True),
        sa.Column("content_hash", AutoString(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("historical", sa.Boolean(), nullable=False),
        sa.Column("duplicate_of", BIG, nullable=True),
        sa.Column("event_id", BIG, nullable=True),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("local", sa.Boolean(), nullable=True),
        sa.Column("category", AutoString(), nullable=False),
        sa.Column("category_uncertain", sa.Boolean(), nullable=False),
        sa.Column("emergency", AutoString(length=20), nullable=True),
        sa.Column("severity", AutoString(length=4), nullable=True),
        sa.Column("track", AutoString(length=20), nullable=True),
        sa.Column("disposition", AutoString(length=20), nullable=True),
        sa.Column("focus", AutoString(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["duplicate_of"],
            ["item.id"],
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
        ),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_item_content_hash"), "item", ["content_hash"], unique=False)
    op.create_index(op.f("ix_item_event_id"), "item", ["event_id"], unique=False)
    op.create_index(op.f("ix_item_ingested_at"), "item", ["ingested_at"], unique=False)
    op.create_index("ix_item_office_category", "item", ["office_id", "category"], unique=False)
    op.create_index("ix_item_office_collected", "item", ["office_id", "collected_at"], unique=False)
    op.create_index(op.f("ix_item_published_at"), "item", ["published_at"], unique=False)
    op.create_index(op.f("ix_item_source"), "item", ["source"], unique=False)
    op.create_table(
        "web_session",
        sa.Column("token_hash", AutoString(length=64), nullable=False),
        sa.Column("person", AutoString(), nullable=False),
        sa.Column("csrf", AutoString(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"],
            ["account.person"],
        ),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index(op.f("ix_web_session_person"), "web_session", ["person"], unique=False)
    op.create_table(
        "case_file",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", AutoString(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("item_id", BIG, nullable=False),
        sa.Column("event_id", BIG, nullable=True),
        sa.Column("opened_by_rule", AutoString(), nullable=False),
        sa.Column("state", AutoString(length=12), nullable=False),
        sa.Column("verification", AutoString(length=12), nullable=False),
        sa.Column("severity", AutoString(length=4), nullable=True),
        sa.Column("severity_provisional", sa.Boolean(), nullable=False),
        sa.Column("emergency", AutoString(length=20), nullable=True),
        sa.Column("category", AutoString(), nullable=False),
        sa.Column("disposition", AutoString(length=20), nullable=True),
        sa.Column("disposition_confirmed", sa.Boolean(), nullable=False),
        sa.Column("focus", AutoString(length=20), nullable=True),
        sa.Column("organ", AutoString(), nullable=True),
        sa.Column("lead_organ", AutoString(), nullable=True),
        sa.Column("co_organs", JSON_DOC, nullable=False),
        sa.Column("spokesperson", AutoString(), nullable=True),
        sa.Column("regions", JSON_DOC, nullable=False),
        sa.Column("flags", JSON_DOC, nullable=False),
        sa.Column("deaths_official", sa.Integer(), nullable=True),
        sa.Column("deaths_highest", sa.Integer(), nullable=True),
        sa.Column("acknowledged_at", UTCDateTime(), nullable=True),
        sa.Column("acknowledged_by", AutoString(), nullable=True),
        sa.Column("proposed_at", UTCDateTime(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("rule_version", AutoString(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
        ),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("office_id", "year", "seq"),
    )
    op.create_index(op.f("ix_case_file_event_id"), "case_file", ["event_id"], unique=False)
    op.create_index(op.f("ix_case_file_item_id"), "case_file", ["item_id"], unique=False)
    op.create_index(op.f("ix_case_file_number"), "case_file", ["number"], unique=False)
    op.create_index(op.f("ix_case_file_opened_at"), "case_file", ["opened_at"], unique=False)
    op.create_index("ix_case_office_state", "case_file", ["office_id", "state"], unique=False)
    op.create_table(
        "event_membership",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("item_id", BIG, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("happened_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
        ),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_event_membership_event_id"), "event_membership", ["event_id"], unique=False)
    op.create_index(op.f("ix_event_membership_item_id"), "event_membership", ["item_id"], unique=False)
    op.create_table(
        "item_classification",
        sa.Column("id", BIG, nullable=False),
        sa.Column("item_id", BIG, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("result", JSON_DOC, nullable=False),
        sa.Column("model", AutoString(), nullable=False),
        sa.Column("rules", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_item_classification_item_id"), "item_classification", ["item_id"], unique=False)
    op.create_table(
        "item_key",
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("key", AutoString(length=64), nullable=False),
        sa.Column("item_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
        ),
        sa.PrimaryKeyConstraint("office_id", "key"),
    )
    op.create_index(op.f("ix_item_key_item_id"), "item_key", ["item_id"], unique=False)
    op.create_table(
        "item_revision",
        sa.Column("id", BIG, nullable=False),
        sa.Column("item_id", BIG, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content_hash", AutoString(length=64), nullable=False),
        sa.Column("raw_title", sa.Text(), nullable=False),
        sa.Column("raw_text", sa.Text(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("item_id", "revision"),
    )
    op.create_table(
        "work_order",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("item_id", BIG, nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("replied_at", UTCDateTime(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("organ", AutoString(), nullable=True),
        sa.Column("category", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("reply_recorded_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
        ),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("item_id"),
    )
    op.create_index(op.f("ix_work_order_received_at"), "work_order", ["received_at"], unique=False)
    op.create_table(
        "case_act",
        sa.Column("id", BIG, nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("act", AutoString(length=32), nullable=False),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("happened_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("body", JSON_DOC, nullable=False),
        sa.Column("second", AutoString(), nullable=True),
        sa.Column("second_state", AutoString(length=16), nullable=True),
        sa.Column("second_due_at", UTCDateTime(), nullable=True),
        sa.Column("countersigned_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_case_act_case_id"), "case_act", ["case_id"], unique=False)
    op.create_index(op.f("ix_case_act_second_due_at"), "case_act", ["second_due_at"], unique=False)
    op.create_table(
        "clock_start",
        sa.Column("id", BIG, nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("evidence", AutoString(length=16), nullable=False),
        sa.Column("start_at", UTCDateTime(), nullable=False),
        sa.Column("bare_date", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("item_id", BIG, nullable=True),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "evidence", "start_at", "bare_date"),
    )
    op.create_index(op.f("ix_clock_start_case_id"), "clock_start", ["case_id"], unique=False)
    op.create_table(
        "snapshot",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("purpose", AutoString(length=16), nullable=False),
        sa.Column("state", AutoString(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", UTCDateTime(), nullable=False),
        sa.Column("fetched_at", UTCDateTime(), nullable=True),
        sa.Column("sha256", AutoString(length=64), nullable=True),
        sa.Column("content_type", AutoString(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
        ),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "url", "purpose"),
    )
    op.create_index(op.f("ix_snapshot_case_id"), "snapshot", ["case_id"], unique=False)
    op.create_index(op.f("ix_snapshot_next_attempt_at"), "snapshot", ["next_attempt_at"], unique=False)
    op.create_table(
        "case_fact",
        sa.Column("id", BIG, nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("name", AutoString(length=32), nullable=False),
        sa.Column("value", JSON_DOC, nullable=True),
        sa.Column("happened_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("act_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["act_id"],
            ["case_act.id"],
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_case_fact_lookup", "case_fact", ["case_id", "name", "recorded_at"], unique=False)
    op.create_table(
        "deadline",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("kind", AutoString(length=20), nullable=False),
        sa.Column("rule", AutoString(length=64), nullable=False),
        sa.Column("rule_version", AutoString(length=64), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("clock_start_id", BIG, nullable=False),
        sa.Column("start_at", UTCDateTime(), nullable=False),
        sa.Column("start_evidence", AutoString(length=16), nullable=False),
        sa.Column("time_pending", sa.Boolean(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("severity", AutoString(length=4), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("past_at_cause", sa.Boolean(), nullable=False),
        sa.Column("ladder", JSON_DOC, nullable=False),
        sa.Column("state", AutoString(length=12), nullable=False),
        sa.Column("noticed_at", UTCDateTime(), nullable=True),
        sa.Column("settled_at", UTCDateTime(), nullable=True),
        sa.Column("settled_by", BIG, nullable=True),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
        ),
        sa.ForeignKeyConstraint(
            ["clock_start_id"],
            ["clock_start.id"],
        ),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"],
            ["case_act.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "rule", "clock_start_id", "cycle"),
    )
    op.create_index(op.f("ix_deadline_case_id"), "deadline", ["case_id"], unique=False)
    op.create_index(
        "ix_deadline_open_due",
        "deadline",
        ["office_id", "due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'open' AND noticed_at IS NULL"),
        postgresql_where=sa.text("state = 'open' AND noticed_at IS NULL"),
    )
    op.create_index(op.f("ix_deadline_start_at"), "deadline", ["start_at"], unique=False)
    op.create_table(
        "deadline_change",
        sa.Column("id", BIG, nullable=False),
        sa.Column("deadline_id", BIG, nullable=False),
        sa.Column("state", AutoString(length=12), nullable=False),
        sa.Column("settled_at", UTCDateTime(), nullable=True),
        sa.Column("act_id", BIG, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["act_id"],
            ["case_act.id"],
        ),
        sa.ForeignKeyConstraint(
            ["deadline_id"],
            ["deadline.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_deadline_change_deadline_id"), "deadline_change", ["deadline_id"], unique=False)
    op.create_table(
        "ladder_step",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("deadline_id", BIG, nullable=True),
        sa.Column("key", AutoString(length=128), nullable=False),
        sa.Column("rung", JSON_DOC, nullable=False),
        sa.Column("planted_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.Column("state", AutoString(length=12), nullable=False),
        sa.Column("fired_at", UTCDateTime(), nullable=True),
        sa.Column("noticed_at", UTCDateTime(), nullable=True),
        sa.Column("outcome", AutoString(length=64), nullable=False),
        sa.Column("acknowledged_at", UTCDateTime(), nullable=True),
        sa.Column("acknowledged_by", AutoString(), nullable=True),
        sa.Column("unverified", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
        ),
        sa.ForeignKeyConstraint(
            ["deadline_id"],
            ["deadline.id"],
        ),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "key"),
    )
    op.create_index(op.f("ix_ladder_step_case_id"), "ladder_step", ["case_id"], unique=False)
    op.create_index(op.f("ix_ladder_step_deadline_id"), "ladder_step", ["deadline_id"], unique=False)
    op.create_index(
        "ix_ladder_step_waiting",
        "ladder_step",
        ["office_id", "next_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting','held')"),
        postgresql_where=sa.text("state IN ('waiting','held')"),
    )
    op.create_table(
        "duty_task",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("step_id", BIG, nullable=True),
        sa.Column("kind", AutoString(length=20), nullable=False),
        sa.Column("about", AutoString(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", AutoString(length=8), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("closed_by", AutoString(), nullable=True),
        sa.Column("record", JSON_DOC, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
        ),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.id"],
        ),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["ladder_step.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("step_id", "about"),
    )
    op.create_index(op.f("ix_duty_task_case_id"), "duty_task", ["case_id"], unique=False)
    op.create_table(
        "message_step",
        sa.Column("person", AutoString(), nullable=False),
        sa.Column("step_id", BIG, nullable=False),
        sa.Column("message_id", BIG, nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
        ),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["ladder_step.id"],
        ),
        sa.PrimaryKeyConstraint("person", "step_id"),
    )
    op.create_index(op.f("ix_message_step_case_id"), "message_step", ["case_id"], unique=False)
    op.create_index(op.f("ix_message_step_message_id"), "message_step", ["message_id"], unique=False)

    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in (*SQLITE_TRIGGERS, *SQLITE_SEARCH) if sqlite else (*POSTGRES_TRIGGERS, *POSTGRES_SEARCH):
        op.execute(sa.text(statement))
