"""The versions of the category model: which is in use, what each was made of and how it compared; and going back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from monitor.classify.learning import versions
from monitor.classify.learning.compared import comparison_of
from monitor.classify.learning.in_use import ClassifierInUse
from monitor.errors import MonitorError, NotFound, Refused, StoreError
from monitor.steps.accounts import SignedIn
from monitor.steps.models import Choice, roll_back, use_again
from monitor.store import model_view
from monitor.store.model_view import ModelLine
from monitor.web.console import Console
from monitor.web.guard import Page, Posted, may, posting

router = APIRouter(prefix="/learning/models", include_in_schema=False)
Looking = Annotated[SignedIn, Depends(may("system"))]
Changing = Annotated[Posted, Depends(posting("models"))]


@router.get("")
def models(request: Request, console: Page, signed: Looking) -> Response:
    return _page(request, console, signed)


@router.post("/back")
def go_back(request: Request, console: Page, posted: Changing) -> Response:
    """Go back to the model used before the present one, with a reason."""
    return _change(request, console, posted, None)


@router.post("/{ident}/use")
def use(request: Request, console: Page, posted: Changing, ident: str) -> Response:
    """Put an earlier version to use again, with a reason."""
    return _change(request, console, posted, ident)


@router.get("/{ident}")
def model(request: Request, console: Page, signed: Looking, ident: str) -> Response:
    """One version: its card and its comparison with the model before."""
    lines = _lines(console, _folder(console))
    found = next((line for line in lines if line.id == ident), None)
    if found is None:
        raise NotFound(f"没有编号为 {ident:.20} 的模型")
    compared = comparison_of(found.version.manifest, console.renewal)
    return console.page(
        request, "model.html", signed, line=found, about=found.version.manifest, compared=compared
    )


def _change(request: Request, console: Console, posted: Posted, ident: str | None) -> Response:
    folder, form = _folder(console), posted.form
    choice = Choice(posted.signed.person, form.text("reason"), form.text("seen") or None)
    try:
        if not choice.reason:
            raise Refused("须写明理由")
        if ident is None:
            done = roll_back(console.desk, folder, choice)
        else:
            done = use_again(console.desk, folder, ident, choice)
    except (NotFound, StoreError):
        raise
    except MonitorError as error:
        return _page(request, console, posted.signed, problem=str(error))
    return RedirectResponse(f"/learning/models?done={done}", status_code=303)


def _page(request: Request, console: Console, signed: SignedIn, *, problem: str = "") -> Response:
    folder, judge = _folder(console), console.judge
    lines = _lines(console, folder)
    current = next((line for line in lines if line.version.current), None)
    working = judge.category_id if isinstance(judge, ClassifierInUse) else None
    before = versions.before_this(folder)
    return console.page(
        request,
        "models.html",
        signed,
        lines=lines,
        current=current,
        before=next((line for line in lines if line.id == before and not line.version.refused), None),
        compared={line.id: comparison_of(line.version.manifest, console.renewal) for line in lines},
        working=working,
        fault=judge.problem if isinstance(judge, ClassifierInUse) else "",
        done=request.query_params.get("done") == (current.id if current else None),
        problem=problem,
    )


def _lines(console: Console, folder: Path) -> list[ModelLine]:
    with console.desk.database.read() as session:
        changes = model_view.model_changes(session, console.office_id)
    return model_view.model_lines(versions.shelf(folder), changes)


def _folder(console: Console) -> Path:
    """Where the versions lie. Raises NotFound for a console without a working folder."""
    if console.models is None:
        raise NotFound("本控制台没有工作目录，看不到模型")
    return console.models
