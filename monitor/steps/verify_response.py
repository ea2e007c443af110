"""回应核验: the service itself looks for what was recorded as published, and records found, not found or unreachable."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import zlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from monitor.collectors.article import open_page, read_article
from monitor.collectors.feed import FeedOrigin, read_feed
from monitor.collectors.http import Fetched, HttpClient, fetch_page
from monitor.collectors.page import find_links
from monitor.collectors.sources import PageSelectors
from monitor.errors import OutsideError
from monitor.item import Item
from monitor.rulebook import RuleBook
from monitor.sla.release import Likeness, Outcome, Page, Place, Wanted, compare, is_it, same_address
from monitor.steps.act_rows import add_act
from monitor.steps.alarms import raise_alarm
from monitor.steps.desk import Desk, Work, take_turn
from monitor.steps.spreading import release_text, spread_of
from monitor.store.matters import live_acts
from monitor.store.paper_tables import DraftVersion
from monitor.store.proof_tables import ReleaseCheck, ReleaseFinding
from monitor.store.tables import CaseAct, CaseFile, ItemRecord
from monitor.text.clean import clean_text

URL, ITEMS = "url", "items"
"""The places that are always looked at: the recorded address, and what was collected (for reprints)."""
_AT_ONCE, _CANDIDATES, _WORDS = 20, 3, 1000
_UNLIKE = Likeness(0, "")
_NO_TEXT = "发布稿原文尚未留存，无从比对"
_UNTOLD = {"blind": "其间信源中断，无从得知", "no_text": _NO_TEXT}
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Look:
    """What one look came to; ``body`` is the page that proves it."""

    outcome: Outcome
    page: Page | None = None
    likeness: Likeness = _UNLIKE
    body: bytes | None = None
    error: str = ""
    item: int | None = None


def plan_checks(work: Work, case: CaseFile, act: CaseAct) -> None:
    """Ask for a recorded publication to be looked for, at its address, on the organ's sites and for reprints."""
    rules = work.book.verification
    if act.body.get("kind") not in rules.kinds:
        return
    url = str(act.body.get("url", ""))
    wanted = [(URL, "own")] if url.startswith(("http://", "https://")) else []
    wanted += [(p.name, p.role) for p in rules.places if not p.organs or case.organ in p.organs]
    for place, role in [*wanted, (ITEMS, "reprint")]:
        work.tx.session.add(
            ReleaseCheck(
                office_id=work.office_id,
                case_id=case.id,
                act_id=act.id,
                place=place,
                role=role,
                created_at=work.now,
                next_attempt_at=work.now + (rules.retry[0] if rules.retry else timedelta(0)),
            )
        )
    work.tx.session.flush()


async def verify_due(desk: Desk, http: HttpClient, *, case_id: int | None = None) -> int:
    """Look at every place that is due (of one case: at every one still looked for, now); how many were found."""
    with desk.database.read() as session:
        due = [
            (check, _wanted(session, desk.book, check, desk.now())) for check in _due(session, desk, case_id)
        ]
    looks = await asyncio.gather(*(_look_safely(desk, http, check, wanted) for check, wanted in due))
    for (check, _), look in zip(due, looks, strict=True):
        await asyncio.to_thread(_keep, desk, check, look)
    return sum(look.outcome == "found" for look in looks)


def _due(session: Session, desk: Desk, case_id: int | None) -> list[ReleaseCheck]:
    query = select(ReleaseCheck).where(ReleaseCheck.office_id == desk.database.office_id)
    if case_id is not None:
        query = query.where(
            ReleaseCheck.case_id == case_id, col(ReleaseCheck.outcome).is_distinct_from("found")
        )
    else:
        query = query.where(ReleaseCheck.state == "waiting", col(ReleaseCheck.next_attempt_at) <= desk.now())
        query = query.limit(_AT_ONCE)
    return list(session.exec(query.order_by(col(ReleaseCheck.id))))


def _wanted(session: Session, book: RuleBook, check: ReleaseCheck, now: datetime) -> Wanted | None:
    """The words of a publication: its own text where the draft is kept, and the case's title; None once it was revoked.

    A reprint is proved by the release's own words: that others speak of the matter, too, is none.
    """
    if not any(a.id == check.act_id for a in live_acts(session, check.case_id, "record")):
        return None
    act, case = session.get_one(CaseAct, check.act_id), session.get_one(CaseFile, check.case_id)
    words = [case.title]
    if "draft" in act.body:
        query = select(DraftVersion.text).where(
            DraftVersion.draft_id == act.body["draft"], DraftVersion.version == act.body["version"]
        )
        words += [t[:_WORDS] for t in session.exec(query)]
    proof: tuple[str, ...] = ()
    if check.role == "reprint" and check.place != ITEMS and (text := release_text(session, book, act, now)):
        words.append(text.told[0])
        proof = (text.told[1][:_WORDS],)
    return Wanted(tuple(words), act.happened_at, str(act.body.get("url", "")), proof)


async def _look_safely(desk: Desk, http: HttpClient, check: ReleaseCheck, wanted: Wanted | None) -> Look:
    """One look; a page that nothing here can read keeps no other publication from being looked for."""
    try:
        return await _look(desk, http, check, wanted)
    except Exception:
        log.exception("look_failed", extra={"check": check.id})
        return Look("unreachable", error="查找时出错，详见服务的运行日志")


async def _look(desk: Desk, http: HttpClient, check: ReleaseCheck, wanted: Wanted | None) -> Look:
    if wanted is None:
        return Look("not_found", error="登记已撤销")
    place = next((p for p in desk.book.verification.places if p.name == check.place), None)
    try:
        if check.place == ITEMS:
            return await asyncio.to_thread(_among_items, desk, check)
        if check.place == URL:
            return await _at(desk, http, wanted, wanted.url)
        if place is None:
            return Look("not_found", error="配置中已无此站点")
        if check.role == "reprint" and not wanted.proof:
            return Look("not_found", error=_NO_TEXT)
        return await _on_site(desk, http, wanted, place)
    except OutsideError as error:
        return Look("unreachable", error=str(error))


async def _at(desk: Desk, http: HttpClient, wanted: Wanted, url: str) -> Look:
    """One address: is what stands there the publication?"""
    fetched = await fetch_page(http, url)
    page = await asyncio.to_thread(_page_of, fetched, url)
    return _judge(desk, wanted, page, fetched.body)


def _page_of(fetched: Fetched, url: str) -> Page:
    article = read_article(open_page(fetched.body, charset=fetched.charset))
    published = article.published.at if article.published else None
    return Page(url, clean_text(article.title), clean_text(article.text), published)


def _judge(desk: Desk, wanted: Wanted, page: Page, body: bytes) -> Look:
    likeness = compare(replace(wanted, words=wanted.proof or wanted.words), page)
    found = is_it(wanted, page, likeness, desk.book.verification)
    return Look("found" if found else "not_found", page, likeness, body)


async def _on_site(desk: Desk, http: HttpClient, wanted: Wanted, place: Place) -> Look:
    """A site's list: the links that may be it, the likest first, are opened; the likest page is kept as what was seen."""
    listing = await fetch_page(http, place.url)
    shown = await asyncio.to_thread(_listed, listing, place)
    ranked = sorted(
        shown,
        key=lambda p: (not same_address(p.url, wanted.url), -compare(wanted, p).percent),
    )
    best = Look("not_found", error="" if shown else "列表中没有链接")
    for page in ranked[:_CANDIDATES]:
        if not same_address(page.url, wanted.url) and compare(wanted, page).percent < 20:
            break
        look = await _at(desk, http, wanted, page.url)
        if look.outcome == "found":
            return look
        best = max(best, look, key=lambda one: one.likeness.percent)
    return best


def _listed(listing: Fetched, place: Place) -> list[Page]:
    if place.kind == "feed":
        content = read_feed(listing.body, FeedOrigin(listing.url), content_type=listing.content_type)
        return [
            Page(r.url, r.title, "", r.published_at) for r in content.rows if isinstance(r, Item) and r.url
        ]
    page = open_page(listing.body, charset=listing.charset)
    return [Page(x.url, x.words, "") for x in find_links(page, PageSelectors(links=place.links), listing.url)]


def _among_items(desk: Desk, check: ReleaseCheck) -> Look:
    """A reprint among what was collected, by the same measure as the index of spreading: both stand on one page."""
    with desk.database.read() as session:
        spread = spread_of(session, desk.book, f"a{check.act_id}", desk.now())
        if spread is None or not spread.carriers:
            return Look("not_found", error=_UNTOLD.get(spread.standing, "") if spread else "")
        first = spread.carriers[0]
        row = session.get_one(ItemRecord, first.item)
        page = Page(row.url or f"item/{row.id}", row.title, row.text, row.published_at)
    return Look("found", page, Likeness(first.percent, first.quote), item=first.item)


def _keep(desk: Desk, looked_at: ReleaseCheck, look: Look) -> None:
    """Record what was seen; the next look is set by the schedule until it is found or given up.

    What another process, or an officer who would not wait, has recorded of the same look meanwhile stands alone.
    """
    with desk.database.write() as tx:
        take_turn(tx)
        work = Work(tx, desk.book, desk.now())
        check = tx.session.get_one(ReleaseCheck, looked_at.id)
        if check.attempts != looked_at.attempts:
            return
        finding = _finding(work, check, look)
        check.attempts, check.outcome, check.checked_at = check.attempts + 1, look.outcome, work.now
        later = [t for t in desk.book.verification.retry if check.created_at + t > work.now]
        if look.outcome == "found" or not later or look.error == "登记已撤销":
            check.state = "done"
        else:
            check.next_attempt_at = check.created_at + min(later)
        tx.session.add(check)
        tx.session.flush()
        work.audit(
            f"release.{look.outcome}",
            f"check/{check.id}",
            case=check.case_id,
            act_id=check.act_id,
            sha256=finding.sha256,
            alike=finding.alike,
        )
        _tell(work, check, look, finding)


def _tell(work: Work, check: ReleaseCheck, look: Look, finding: ReleaseFinding) -> None:
    """Found is an act of the case; the organ's own publication that nobody can find any more is a fault that is shown."""
    case = work.tx.session.get_one(CaseFile, check.case_id)
    if look.outcome == "found":
        body = {"record": check.act_id, "check": check.id, "state": "found", "url": finding.url}
        add_act(work, case, "check", body | ({"sha256": finding.sha256} if finding.sha256 else {}))
    elif check.state == "done" and check.role == "own" and look.error != "登记已撤销":
        text = f"{case.number}登记的发布在“{'登记网址' if check.place == URL else check.place}”未能核实"
        raise_alarm(work, f"release:{check.id}", "release_unverified", text)


def _finding(work: Work, check: ReleaseCheck, look: Look) -> ReleaseFinding:
    page = look.page
    row = ReleaseFinding(
        office_id=work.office_id,
        check_id=check.id,
        outcome=look.outcome,
        url=page.url if page else "",
        title=page.title[:300] if page else "",
        quote=look.likeness.quote,
        alike=look.likeness.percent,
        published_at=page.published_at if page else None,
        sha256=hashlib.sha256(look.body).hexdigest() if look.body is not None else None,
        body=zlib.compress(look.body, 6) if look.body is not None and look.outcome == "found" else None,
        error=look.error,
        item_id=look.item,
        recorded_at=work.now,
    )
    work.tx.session.add(row)
    return row
