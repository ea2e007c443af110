"""Commands of leaders and auditors: digest, timeliness, audit."""

from __future__ import annotations

import json
from pathlib import Path

import click

from monitor.audit.chain import read_export, verify
from monitor.commands.common import as_json, one_shot, places, read_day, read_moment, say
from monitor.errors import OutsideError, UsageError
from monitor.reports.render import FORMATS, render
from monitor.reports.timeliness import FORMATS as TABLE_FORMATS
from monitor.reports.timeliness import render_table
from monitor.settings import Settings
from monitor.steps.anchor import read_anchors
from monitor.steps.digest import make_digest
from monitor.store.audit_log import export as export_log
from monitor.store.audit_log import verify_database
from monitor.store.figures import timeliness_rows, work_order_rows


def _write(out: Path, content: bytes) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as error:
        raise OutsideError(f"无法写入 {out}：{error.strerror}") from error
    click.echo(f"已写入 {out}", err=True)
