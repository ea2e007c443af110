"""Signing in, proving a second person, and keeping accounts and tokens; sessions run on the real clock."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.clock import real_now
from monitor.errors import NotFound, Refused, UsageError
from monitor.sla.roster import Roster
from monitor.steps.passwords import check_strength, hash_password, is_right, new_password
from monitor.store import accounts as rows
from monitor.store.database import Database, Tx
from monitor.store.tables import Account, ApiToken, WebSession

ADMIN = "admin"
ROLE_LABELS = {"duty": "值班", "leader": "领导", "auditor": "审计", "admin": "管理"}
SCOPES = {
    "items:write": "推送条目",
    "items:read": "读取条目与事件",
    "cases:read": "读取案件",
    "timeliness:read": "读取时效",
    "policies:read": "读取政策跟踪",
    "consent": "第二人确认",
}
MAX_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
_WRONG = "账号或口令不正确"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who sits before the console."""

    person: str
    name: str
    roles: frozenset[str]
    csrf: str = ""
    must_change: bool = False


def ensure_admin(
    database: Database, password: str | None = None, *, at: datetime | None = None
) -> str | None:
    """Create the account ``admin`` when the office has no account yet.

    Returns the generated password, to be shown once; None when the account was there or ``password`` was given.
    What the operator sets is taken as it is; a weak one is warned of, since it is theirs to choose.
    Raises UsageError where the database's accounts are another office's: a person's id is one account.
    """
    with database.read() as session:
        there = session.get(Account, ADMIN)
    if there is not None and there.office_id != database.office_id:
        raise UsageError(
            f"数据库中的账号属单位 {there.office_id}，本单位（{database.office_id}）须另用一个数据库（--db）"
        )
    if there is not None:
        return None
    if password:
        _warn_of_weakness(password)
    chosen = password or new_password()
    hashed = hash_password(chosen)
    with database.write() as tx:
        if rows.account_of(tx.session, tx.office_id, ADMIN) is not None:
            return None
        _add(tx, ADMIN, "系统管理员", hashed, roles=["admin"])
        tx.record("system", "account.create", f"account/{ADMIN}", at=at or real_now(), roles=["admin"])
    return None if password else chosen


def _warn_of_weakness(password: str) -> None:
    try:
        check_strength(ADMIN, password)
    except Refused as error:
        log.warning("weak_admin_password", extra={"reason": str(error)})


def sign_in(database: Database, person: str, password: str, *, hours: int, at: datetime) -> str:
    """Sign a person in and return the browser's token; the session lasts ``hours`` of real time.

    ``at`` is product time, for the audit. Raises Refused: wrong, locked or disabled.
    """
    prove(database, person, password, at=at)
    token, now = secrets.token_urlsafe(32), real_now()
    with database.write() as tx:
        rows.drop_expired(tx.session, now)
        tx.session.add(
            WebSession(
                token_hash=rows.secret_hash(token),
                person=person,
                csrf=secrets.token_urlsafe(24),
                created_at=now,
                expires_at=now + timedelta(hours=hours),
            )
        )
        tx.record(person, "account.sign_in", f"account/{person}", at=at)
    return token


def prove(database: Database, person: str, password: str, *, at: datetime) -> None:
    """Check a person's own password, counting failures; five in a row lock the account for 15 minutes.

    Raises Refused.
    """
    with database.read() as session:
        account = rows.account_of(session, database.office_id, person)
    _refuse_locked(account)
    right = is_right(account.password_hash if account else None, password)
    with database.write() as tx:
        found = rows.locked_account(tx.session, tx.office_id, person)
        refusal = _judge(tx, found, right=right, at=at)
    if refusal:
        raise Refused(refusal)


def _judge(tx: Tx, account: Account | None, *, right: bool, at: datetime) -> str | None:
    """Count the outcome of one attempt; the sentence of refusal, or None."""
    if account is None:
        # What was typed may be a password or a name: the audit does not repeat it.
        tx.record("unknown", "account.sign_in_failed", "account/unknown", at=at)
        return _WRONG
    if _is_locked(account):
        return _locked_sentence()
    if right and not account.disabled:
        account.failures, account.locked_until = 0, None
        tx.session.add(account)
        return None
    account.failures += 1
    body: dict[str, object] = {"failures": account.failures, "disabled": account.disabled or None}
    if account.failures >= MAX_FAILURES:
        account.failures, account.locked_until = 0, real_now() + LOCKED_FOR
        body["locked"] = True
    tx.session.add(account)
    tx.record(account.person, "account.sign_in_failed", f"account/{account.person}", at=at, **body)
    return _locked_sentence() if body.get("locked") else _WRONG


def prove_second(database: Database, roster: Roster, person: str, secret: str, *, at: datetime) -> None:
    """Check that a second person of the roster is really there: own password, or own token of scope ``consent``.

    Raises Refused.
    """
    if roster.person(person) is None:
        raise Refused(f"值班表中没有第二人 {person}")
    with database.read() as session:
        token = rows.live_token(session, database.office_id, secret)
    if token is not None and token.person == person and "consent" in token.scopes:
        return
    try:
        prove(database, person, secret, at=at)
    except Refused as error:
        raise Refused(f"第二人未通过验证：{error}") from error


def signed_in(database: Database, token: str) -> SignedIn | None:
    """Who the browser's token stands for, or None when the session is over or the account disabled."""
    with database.read() as session:
        found = rows.web_session(session, token, real_now())
    if found is None:
        return None
    web, account = found
    if account.disabled or account.office_id != database.office_id:
        return None
    return SignedIn(
        account.person,
        account.name or account.person,
        frozenset(account.roles),
        web.csrf,
        account.must_change,
    )


def sign_out(database: Database, person: str, token: str, *, at: datetime) -> None:
    """End one browser's session."""
    with database.write() as tx:
        rows.end_session(tx.session, token)
        tx.record(person, "account.sign_out", f"account/{person}", at=at)


def change_password(database: Database, person: str, old: str, new: str, *, at: datetime) -> None:
    """Change one's own password; every session of the person ends. Raises Refused."""
    prove(database, person, old, at=at)
    check_strength(person, new)
    if new == old:
        raise Refused("新口令不得与原口令相同")
    hashed = hash_password(new)
    with database.write() as tx:
        account = _existing(tx, person)
        account.password_hash, account.must_change = hashed, False
        tx.session.add(account)
        rows.end_sessions(tx.session, person)
        tx.record(person, "account.password", f"account/{person}", at=at)


def create_account(
    database: Database, roster: Roster, person: str, roles: Sequence[str], *, actor: str, at: datetime
) -> str:
    """Give a person of the roster an account; returns the one-time password. Raises Refused."""
    found = roster.person(person)
    if found is None:
        raise Refused(f"值班表中没有 {person}：账号只发给值班表中的人员")
    _check_roles(roles)
    password = new_password()
    hashed = hash_password(password)
    with database.write() as tx:
        if rows.account_of(tx.session, tx.office_id, person) is not None:
            raise Refused(f"{person} 已有账号")
        _add(tx, person, found.name, hashed, roles=sorted(set(roles)), must_change=True)
        tx.record(actor, "account.create", f"account/{person}", at=at, roles=sorted(set(roles)))
    return password


def reset_password(database: Database, person: str, *, actor: str, at: datetime) -> str:
    """Replace a person's password by a one-time one, lift a lock, and sign the person out."""
    password = new_password()
    hashed = hash_password(password)
    with database.write() as tx:
        account = _existing(tx, person)
        account.password_hash, account.must_change = hashed, True
        account.failures, account.locked_until = 0, None
        tx.session.add(account)
        rows.end_sessions(tx.session, person)
        tx.record(actor, "account.reset", f"account/{person}", at=at)
    return password


def standing_of(account: Account) -> str:
    """What of an account a form may change, to tell a page that was opened before somebody else changed it."""
    return ",".join(sorted(account.roles)) + (";disabled" if account.disabled else "")


def change_account(
    database: Database,
    person: str,
    *,
    roles: Sequence[str],
    disabled: bool,
    actor: str,
    at: datetime,
    seen: str | None = None,
) -> None:
    """Set a person's roles and whether the account is disabled; a disabled one is signed out at once.

    ``seen`` is how the account stood on the page of the form: an old one would let in again who was shut out since.
    Raises Refused.
    """
    _check_roles(roles)
    if person == actor and (disabled or "admin" not in roles):
        raise Refused("不能停用自己的账号，也不能取消自己的管理权限")
    with database.write() as tx:
        account = _existing(tx, person)
        if seen is not None and seen != standing_of(account):
            raise Refused(f"{person} 的账号在打开页面之后已有改动，没有保存；请按本页现在的情况再改")
        account.roles, account.disabled = sorted(set(roles)), disabled
        tx.session.add(account)
        if disabled:
            rows.end_sessions(tx.session, person)
        tx.record(actor, "account.change", f"account/{person}", at=at, roles=account.roles, disabled=disabled)


def create_token(
    database: Database,
    person: str,
    scopes: Collection[str],
    *,
    note: str = "",
    actor: str | None = None,
    at: datetime | None = None,
) -> str:
    """Make a bearer token and return its text, which is kept nowhere. Raises Refused for an unknown scope."""
    unknown = set(scopes) - set(SCOPES)
    if unknown or not scopes:
        raise Refused("权限范围只能是 " + "、".join(SCOPES))
    token, moment = "mon_" + secrets.token_urlsafe(32), at or real_now()
    with database.write() as tx:
        row = ApiToken(
            token_hash=rows.secret_hash(token),
            office_id=tx.office_id,
            person=person,
            scopes=sorted(scopes),
            note=note[:200],
            created_at=moment,
        )
        tx.session.add(row)
        subject = f"token/{row.token_hash[:12]}"
        tx.record(actor or person, "token.create", subject, at=moment, person=person, scopes=sorted(scopes))
    return token


def revoke_token(database: Database, token_hash: str, *, actor: str, at: datetime) -> None:
    """Revoke a token by its SHA-256. Raises NotFound."""
    with database.write() as tx:
        row = tx.session.get(ApiToken, token_hash)
        if row is None or row.office_id != tx.office_id:
            raise NotFound("没有这个令牌")
        row.revoked_at = row.revoked_at or at
        tx.session.add(row)
        tx.record(actor, "token.revoke", f"token/{token_hash[:12]}", at=at)


def _check_roles(roles: Sequence[str]) -> None:
    if not roles or set(roles) - set(ROLE_LABELS):
        raise Refused("须至少选择一种角色：" + "、".join(ROLE_LABELS.values()))


def _is_locked(account: Account) -> bool:
    return account.locked_until is not None and account.locked_until > real_now()


def _refuse_locked(account: Account | None) -> None:
    if account is not None and _is_locked(account):
        raise Refused(_locked_sentence())


def _locked_sentence() -> str:
    return f"连续 {MAX_FAILURES} 次口令错误，账号已锁定 {int(LOCKED_FOR.total_seconds() // 60)} 分钟"


def _existing(tx: Tx, person: str) -> Account:
    account = rows.locked_account(tx.session, tx.office_id, person)
    if account is None:
        raise NotFound(f"没有账号 {person}")
    return account


def _add(tx: Tx, person: str, name: str, hashed: str, *, roles: list[str], must_change: bool = False) -> None:
    account = Account(
        person=person,
        office_id=tx.office_id,
        name=name,
        roles=roles,
        password_hash=hashed,
        must_change=must_change,
        created_at=real_now(),
    )
    tx.session.add(account)
    tx.session.flush()
