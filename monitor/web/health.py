"""`/healthz`, `/readyz` and `/metrics`: for the machines that watch the service."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping

from fastapi import APIRouter
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from monitor.clock import real_now
from monitor.errors import MonitorError
from monitor.sla.lateness import OPEN_END, STAGES, Spread
from monitor.store import board, service
from monitor.store.lateness import spreads
from monitor.web.console import Console
from monitor.web.guard import Page

log = logging.getLogger(__name__)
router = APIRouter(tags=["health"])
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz", summary="The process is up")
def healthz() -> dict[str, str]:
    return {"status": "ok"}


@router.head("/readyz", include_in_schema=False)
@router.get(
    "/readyz",
    summary="Database, schema and steps are in order",
    responses={503: {"description": "One of them is not"}},
)
def readyz(console: Page) -> JSONResponse:
    """200 when the database answers, its schema is the program's, and every step has lately worked; else 503."""
    found = {"database": False, "schema": False}
    steps: dict[str, bool] = {}
    try:
        found["database"] = service.database_answers(console.desk.database)
        found["schema"] = service.schema_revision(console.desk.database) == console.schema_head
        steps = steps_alive(console)
    except (MonitorError, SQLAlchemyError) as error:
        log.warning("not_ready", exc_info=error)
    ready = all(found.values()) and all(steps.values())
    body = {"status": "ready" if ready else "not ready", **found, "steps": steps}
    return JSONResponse(body, status_code=200 if ready else 503)


def steps_alive(console: Console) -> dict[str, bool]:
    """Each step that has ever worked or must work, and whether it did within its time (real time)."""
    with console.desk.database.read() as session:
        beats = {b.step: b.real_at for b in board.heartbeats(session, console.office_id)}
    now = real_now()
    return {
        step: step in beats and now - beats[step] <= span for step, span in console.expected_steps.items()
    }


@router.get("/metrics", summary="Figures for Prometheus", response_class=PlainTextResponse)
def metrics(console: Page) -> Response:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(console))
    return Response(generate_latest(registry), media_type=METRICS_TYPE)


class _Figures(Collector):
    """Reads every figure afresh when it is asked."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def collect(self) -> Iterator[Metric]:
        console = self.console
        with console.desk.database.read() as session:
            counted = service.counts(session, console.office_id, console.desk.now())
            pending, dead = board.outbox_counts(session, console.office_id)
            sources = service.source_states(session, console.office_id)
            beats = board.heartbeats(session, console.office_id)
            alarms = board.standing_alarms(session, console.office_id)
            late = spreads(session, console.office_id)
        yield _gauge("monitor_items", "Items stored", counted.items)
        yield _labelled("monitor_cases", "Cases by state", "state", counted.cases)
        yield _gauge(
            "monitor_deadlines_open", "Unsettled policy deadlines before their time", counted.deadlines_open
        )
        yield _gauge(
            "monitor_deadlines_breached",
            "Unsettled policy deadlines past their time",
            counted.deadlines_breached,
        )
        yield _gauge("monitor_outbox_pending", "Messages waiting to be sent", pending)
        yield _gauge("monitor_outbox_dead", "Messages given up", dead)
        yield _gauge("monitor_alarms", "Standing alarms", len(alarms))
        yield _lateness(late)
        now = real_now()
        yield _labelled(
            "monitor_step_age_seconds",
            "Seconds since a step last worked",
            "step",
            {b.step: (now - b.real_at).total_seconds() for b in beats},
        )
        yield _labelled(
            "monitor_source_failures",
            "Failures in a row of a source",
            "source",
            {s.name: s.failures for s in sources},
        )


def _lateness(found: Mapping[str, Spread]) -> Metric:
    """Due → noticed → sent, by product time; a histogram for each stage."""
    family = HistogramMetricFamily(
        "monitor_lateness_seconds", "The service's own lateness by stage", labels=["stage"]
    )
    for stage in STAGES:
        spread = found.get(stage, Spread({}, 0, 0))
        buckets = [("+Inf" if e == OPEN_END else str(e / 1000), float(n)) for e, n in spread.cumulative()]
        family.add_metric([stage], buckets, sum_value=spread.sum_ms / 1000)
    return family


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, value=value)


def _labelled(name: str, text: str, key: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, text, labels=[key])
    for label, value in values.items():
        family.add_metric([label], value)
    return family
