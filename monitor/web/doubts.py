"""The queue of what the program doubts, worked through with one press an item."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup

from monitor.classify.learning.corrections import read_correction
from monitor.errors import MonitorError, NotFound, Refused, StoreError
from monitor.steps.accounts import SignedIn
from monitor.steps.corrections import last_corrections
from monitor.steps.desk import in_turn
from monitor.steps.doubts import Settled, settle
from monitor.store import doubts as rows
from monitor.store.doubts import DoubtFilter, Doubtful
from monitor.store.tables import Correction, ItemRecord
from monitor.text.mask import head, mask
from monitor.web.console import Console
from monitor.web.guard import Form, Page, Posted, RowId, may, posting
from monitor.web.items import whole
from monitor.web.learning import case_after
from monitor.web.quotes import excerpt, words_of

router = APIRouter(prefix="/doubts", include_in_schema=False)
Looking = Annotated[SignedIn, Depends(may("system"))]
Acting = Annotated[Posted, Depends(posting("act"))]
_FILTERS = ("doubt", "category", "local")
_CLASS, _LEVEL = "class:", "level:"


@router.get("")
def doubts(request: Request, console: Page, signed: Looking) -> Response:
    return _page(request, console, signed, dict(request.query_params))


@router.post("/{item_id}")
def answer(request: Request, console: Page, posted: Acting, item_id: RowId) -> Response:
    """One press on one item; who comes second sees what the first one said."""
    desk, form = console.desk, posted.form
    asked = {name: form.text(name) for name in _FILTERS if form.text(name)}
    try:
        right = _right(form, console)
        with in_turn(desk, posted.signed.person) as work:
            settle(work, item_id, right)
            case = case_after(console, work, item_id)
    except Settled:
        return RedirectResponse(
            "/doubts?" + urlencode({**asked, "settled": item_id}) + "#told", status_code=303
        )
    except (NotFound, StoreError):
        raise
    except MonitorError as error:
        return _page(request, console, posted.signed, asked, problem=str(error))
    told = {"done": item_id} | ({"opened": case} if case else {})
    return RedirectResponse("/doubts?" + urlencode({**asked, **told}) + "#told", status_code=303)


def _right(form: Form, console: Console) -> dict[str, Any]:
    """What is wrong, with its right value; nothing for "right as it stands". Raises Refused."""
    pressed = form.text("answer")
    if pressed == "right":
        return {}
    if pressed == "none":
        return {"relevant": False}
    if pressed == "calm":
        return {"emergency": None}
    if pressed.startswith(_CLASS):
        typed = {"category": pressed.removeprefix(_CLASS)}
    elif pressed.startswith(_LEVEL):
        typed = {"severity": pressed.removeprefix(_LEVEL)}
    else:
        typed = {field: form.text(f"right_{field}") for field in ("category", "emergency")}
    found = {f: read_correction(f, v, categories=console.categories) for f, v in typed.items() if v}
    if not found:
        raise Refused("请先选择更正成什么")
    return found


def _page(
    request: Request, console: Console, signed: SignedIn, asked: dict[str, str], *, problem: str = ""
) -> Response:
    desk = console.desk
    since = desk.now() - desk.book.learning.doubt.within
    wanted = DoubtFilter(since, *(asked.get(name) or None for name in _FILTERS))
    page = whole(asked.get("page"), least=1) or 1
    told = whole(asked.get("done")) or whole(asked.get("settled"))
    with desk.database.read() as session:
        found = rows.find_doubtful(session, console.office_id, wanted, page=min(page, 500))
        categories = rows.categories_waiting(session, console.office_id, since)
        item = session.get(ItemRecord, told) if told else None
        words = _last_words(last_corrections(session, item.id)) if item else []
    kept = {name: asked[name] for name in _FILTERS if asked.get(name)}
    return console.page(
        request,
        "doubts.html",
        signed,
        found=found,
        titles={d.item.id: _title(d) for d in found.rows},
        texts={d.item.id: _text(d) for d in found.rows},
        asked=kept,
        categories=categories,
        all_categories=console.categories,
        told=item if item is not None and item.office_id == console.office_id else None,
        words=words,
        late="settled" in asked,
        opened=whole(asked.get("opened")),
        within=desk.book.learning.doubt.within.days,
        problem=problem,
    )


def _last_words(corrected: dict[str, Correction]) -> list[Correction]:
    """What was said in the last answer on an item."""
    last = max((c.recorded_at for c in corrected.values()), default=None)
    return [c for c in corrected.values() if c.recorded_at == last]


def _title(doubtful: Doubtful) -> Markup:
    """The title, or the first words of a text without one, with the words that decided marked."""
    item = doubtful.item
    if not item.title:
        return excerpt("", (), mask(head(item.text, 40)))
    return excerpt(item.raw_title or item.title, words_of(doubtful.result, "title"), mask(item.title))


def _text(doubtful: Doubtful) -> Markup:
    """The head of the text with the words that decided marked."""
    item = doubtful.item
    return excerpt(item.raw_text or item.text, words_of(doubtful.result, "text"), mask(item.text))
