"""The web application, built in one place from its parts."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from alembic.script import ScriptDirectory
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

import monitor
from monitor import config_file
from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.learning import versions
from monitor.classify.learning.renewal_rules import RenewalRules
from monitor.classify.organs.table import OrgansConfig
from monitor.classify.triage.campaigns import CampaignsConfig
from monitor.collectors.sources import SourceBook, read_sources
from monitor.steps.desk import Desk
from monitor.steps.judging import Judge
from monitor.steps.touch import load_key
from monitor.web import (
    accounts,
    api,
    audit,
    board,
    by_hand,
    cases,
    dossier,
    doubts,
    errors,
    events,
    health,
    items,
    learning,
    models,
    office,
    policies,
    push,
    reports,
    roster,
    sign_in,
    spreading,
    touch,
)
from monitor.web.console import Console, PushDoor
from monitor.web.headers import SecurityHeaders
from monitor.web.once import ActedOnce
from monitor.web.templating import STATIC, environment

KEY_FILE = "console.key"
"""The file below ``var`` that signs acknowledgement links."""
EXPECTED_STEPS: Mapping[str, timedelta] = {
    "collect": timedelta(minutes=10),
    "watch": timedelta(minutes=2),
    "deliver": timedelta(minutes=5),
    "silence": timedelta(minutes=5),
}
"""The steps that must be alive, and how long each may be silent (real time)."""
_ROUTERS = (
    sign_in,
    board,
    items,
    doubts,
    events,
    by_hand,
    policies,
    models,  # before learning, whose addresses take any word
    learning,
    cases,
    dossier,
    office,
    roster,
    reports,
    spreading,
    audit,
    accounts,
    touch,
    health,
    push,
    api,
)


def create_app(
    desk: Desk,
    *,
    ingest: PushDoor | None = None,
    judge: Judge | None = None,
    var: Path | None = None,
    sources: SourceBook | None = None,
    hurry: Callable[[], None] | None = None,
    expected_steps: Mapping[str, timedelta] = EXPECTED_STEPS,
) -> FastAPI:
    """Build the application of one desk.

    ``ingest`` takes pushed and typed items in (None closes the push door), ``judge`` classifies what an officer opens by
    hand (None: no such form), ``var`` holds the key of acknowledgement links and
    stands beside the anchors, ``hurry`` is called when something has just become due. Raises ConfigError.
    """
    book, taxonomy = desk.book, _taxonomy(desk.book.config_dir)
    app = FastAPI(
        title="政务舆情回应监测",
        version=monitor.__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    console = Console(
        desk=desk,
        templates=environment(),
        touch_key=desk.touch_key or (load_key(var / KEY_FILE) if var else secrets.token_bytes(32)),
        schema_head=schema_head(),
        expected_steps=expected_steps,
        ingest=ingest,
        judge=judge,
        sources=sources or _sources(book.config_dir),
        organs=_organs(book.config_dir),
        categories=tuple(c.name for c in taxonomy.categories) if taxonomy else (),
        renewal=taxonomy.renewal if taxonomy else RenewalRules(),
        models=versions.folder_of(var) if var else None,
        campaigns=_campaigns(book.config_dir),
        anchors=_anchors(var, book.office.anchors),
        hurry=hurry,
    )
    app.state.console = console
    errors.install(app)
    for part in _ROUTERS:
        app.include_router(part.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(ActedOnce, marks=console.marks)
    app.add_middleware(SecurityHeaders)
    return app


def schema_head() -> str | None:
    """The migration that this program was written for."""
    folder = Path(monitor.__file__).parent / "store" / "migrations"
    return ScriptDirectory(str(folder)).get_current_head()


def _sources(config_dir: Path) -> SourceBook | None:
    path = config_file.locate(config_dir / "sources.yaml")
    return read_sources(path) if path.is_file() else None


def _organs(config_dir: Path) -> tuple[str, ...]:
    path = config_file.locate(config_dir / "organs.yaml")
    return tuple(o.name for o in config_file.read(path, OrgansConfig).organs) if path.is_file() else ()


def _campaigns(config_dir: Path) -> dict[str, str]:
    path = config_file.locate(config_dir / "campaigns.yaml")
    return {c.id: c.name for c in config_file.read(path, CampaignsConfig).campaigns} if path.is_file() else {}


def _taxonomy(config_dir: Path) -> TaxonomyConfig | None:
    path = config_file.locate(config_dir / "taxonomy.yaml")
    return config_file.read(path, TaxonomyConfig) if path.is_file() else None


def _anchors(var: Path | None, folder: str) -> Path | None:
    """The folder of audit anchors; a relative one stands beside ``var``."""
    place = Path(folder)
    if place.is_absolute():
        return place
    return var.parent / place if var else None
