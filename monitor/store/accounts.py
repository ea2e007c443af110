"""Accounts, sign-in sessions and API tokens: their rows, read and changed inside the caller's transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, select

from monitor.store.tables import Account, ApiToken, WebSession


def secret_hash(secret: str) -> str:
    """SHA-256 of a random token, as it is kept (tokens hold 256 random bits, so no salt is needed)."""
    return hashlib.sha256(secret.encode()).hexdigest()


def account_of(session: Session, office_id: str, person: str) -> Account | None:
    """The account of a person of this office, or None."""
    account = session.get(Account, person)
    return account if account is not None and account.office_id == office_id else None


def locked_account(session: Session, office_id: str, person: str) -> Account | None:
    """The same, locked for this transaction, so that parallel guesses are counted one by one."""
    query = select(Account).where(Account.person == person, Account.office_id == office_id)
    return session.exec(query.with_for_update().execution_options(populate_existing=True)).one_or_none()


def accounts(session: Session, office_id: str) -> Sequence[Account]:
    """Every account of an office, by person."""
    return session.exec(select(Account).where(Account.office_id == office_id).order_by(Account.person)).all()


def web_session(session: Session, token: str, real_now: datetime) -> tuple[WebSession, Account] | None:
    """The session of a browser's token with its account, unless it is over."""
    query = (
        select(WebSession, Account)
        .join(Account, col(Account.person) == col(WebSession.person))
        .where(WebSession.token_hash == secret_hash(token), WebSession.expires_at > real_now)
    )
    return session.exec(query).one_or_none()


def end_session(session: Session, token: str) -> None:
    """Sign one browser out."""
    session.execute(delete(WebSession).where(col(WebSession.token_hash) == secret_hash(token)))


def end_sessions(session: Session, person: str) -> None:
    """Sign a person out everywhere."""
    session.execute(delete(WebSession).where(col(WebSession.person) == person))


def drop_expired(session: Session, real_now: datetime) -> None:
    """Forget the sessions that are over."""
    session.execute(delete(WebSession).where(col(WebSession.expires_at) <= real_now))


def live_token(session: Session, office_id: str, token: str) -> ApiToken | None:
    """The row of a bearer token of this office, unless it is revoked or its account disabled."""
    row = session.get(ApiToken, secret_hash(token))
    if row is None or row.office_id != office_id or row.revoked_at is not None:
        return None
    account = session.get(Account, row.person)
    return None if account is not None and account.disabled else row


def api_tokens(session: Session, office_id: str) -> Sequence[ApiToken]:
    """Every token of an office, the newest first."""
    query = select(ApiToken).where(ApiToken.office_id == office_id)
    return session.exec(query.order_by(col(ApiToken.created_at).desc())).all()
