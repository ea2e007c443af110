"""Learning on the job: corrections of items, the weekly sample, and what they say about the program's word."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from monitor.classify.classifier import Classifier
from monitor.classify.learning.corrections import FIELD_LABELS, read_correction
from monitor.classify.learning.in_use import ClassifierInUse
from monitor.errors import MonitorError, NotFound, Refused, StoreError
from monitor.steps.accounts import SignedIn
from monitor.steps.corrections import correct
from monitor.steps.desk import Work, in_turn
from monitor.steps.sampling import check
from monitor.steps.second_look import look_again
from monitor.store import learning as rows
from monitor.web.console import Console
from monitor.web.correction_form import chosen
from monitor.web.guard import Form, Page, Posted, RowId, may, posting
from monitor.web.items import show_item

router = APIRouter(include_in_schema=False)
Acting = Annotated[Posted, Depends(posting("act"))]
Looking = Annotated[SignedIn, Depends(may("system"))]
_LEARNT = (Classifier, ClassifierInUse)


@router.post("/items/{item_id}/corrections")
def correct_item(request: Request, console: Page, posted: Acting, item_id: RowId) -> Response:
    """Correct one field of an item; when it is refused the item's page comes back with what was typed."""
    form, desk = posted.form, console.desk
    try:
        field, typed = chosen(form)
        value = read_correction(field, typed, categories=console.categories, organs=console.organs)
        with in_turn(desk, posted.signed.person) as work:
            correct(work, item_id, field, value, reason=form.text("reason"))
            case = case_after(console, work, item_id)
    except (NotFound, StoreError):
        raise
    except MonitorError as error:
        sent = {name: form.raw(name) for name in ("choice", "reason")}
        return show_item(request, console, posted.signed, item_id, typed=sent, correction_problem=str(error))
    return RedirectResponse(f"/items/{item_id}?done={case or 'correct'}#corrections", status_code=303)


def case_after(console: Console, work: Work, item_id: int) -> int | None:
    """The number of the case that a correction opened or raised. Raises Refused where nobody can look again."""
    if console.judge is None:
        raise Refused("本服务未载入分类器，不能更正判定")
    looked = look_again(work, console.judge, item_id)
    return looked.case.id if looked.case is not None and looked.done else None


@router.get("/learning")
def learning(request: Request, console: Page, signed: Looking) -> Response:
    return _page(request, console, signed)


@router.post("/learning/{week}/{item_id}")
def judge_sampled(request: Request, console: Page, posted: Acting, week: str, item_id: RowId) -> Response:
    """A verdict on one item of a week's sample."""
    desk = console.desk
    try:
        right = _right(posted.form, console)
        with in_turn(desk, posted.signed.person) as work:
            check(work, week, item_id, right)
            case_after(console, work, item_id)
    except (NotFound, StoreError):
        raise
    except MonitorError as error:
        return _page(request, console, posted.signed, week=week, problem=str(error))
    return RedirectResponse(f"/learning?week={week}", status_code=303)


def _right(form: Form, console: Console) -> dict[str, Any]:
    """The right values of what was wrong; none when the verdict is "right as it stands". Raises Refused where none is chosen."""
    if form.text("verdict") == "right":
        return {}
    typed = {field: form.text(field) for field in FIELD_LABELS if form.text(field)}
    if not typed:
        raise Refused("请先选择更正成什么；无误的按“判定正确”")
    return {
        f: read_correction(f, v, categories=console.categories, organs=console.organs)
        for f, v in typed.items()
    }


def _page(
    request: Request, console: Console, signed: SignedIn, *, week: str | None = None, problem: str = ""
) -> Response:
    with console.desk.database.read() as session:
        weeks = rows.weeks(session, console.office_id)
        asked = week or request.query_params.get("week")
        shown = asked if asked in weeks else next(iter(weeks), None)
        judge = console.judge
        sample = rows.sample(session, console.office_id, shown) if shown else ()
        waiting = [row.item_id for row, _ in sample if row.checked_at is None]
        texts = rows.recent_texts(session, console.office_id) if isinstance(judge, _LEARNT) else []
        return console.page(
            request,
            "learning.html",
            signed,
            weeks=weeks,
            shown=shown,
            sample=sample,
            corrected=rows.corrected(session, waiting),
            shares=[(w, rows.shares(session, console.office_id, w)) for w in weeks],
            counts=rows.counts(session, console.office_id),
            latest=rows.latest(session, console.office_id),
            categories=console.categories,
            drift=judge.drift(texts) if isinstance(judge, _LEARNT) else None,
            category_model=judge.category_id if isinstance(judge, _LEARNT) else "",
            model=judge.model_id if isinstance(judge, _LEARNT) else "",
            rules=console.desk.book.learning,
            problem=problem,
        )
