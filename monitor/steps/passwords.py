"""Passwords: made, hashed with Argon2id, checked, and refused when too weak."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from monitor.errors import Refused

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200


def new_password() -> str:
    """A password that can be read aloud: four groups of five letters and digits without look-alikes."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))


def _hasher() -> PasswordHasher:
    # OWASP's second choice (19 MiB, 2 passes): parallel sign-ins must not exhaust a small machine's memory.
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hash_password(password: str) -> str:
    """The Argon2id hash of a password, salted."""
    return _hasher().hash(password)


def is_right(hashed: str | None, password: str) -> bool:
    """Whether a password belongs to a hash; without one it takes as long and says no."""
    hasher = _hasher()
    if len(password) > LONGEST_PASSWORD:
        return False
    if hashed is None:
        hasher.hash(password)  # as long as a real check, so that time does not tell which accounts exist
        return False
    try:
        return hasher.verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def check_strength(person: str, password: str) -> None:
    """Refuse a password that is too short, too plain or holds the account's name. Raises Refused."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Refused(f"口令须为 {SHORTEST_PASSWORD} 至 {LONGEST_PASSWORD} 个字符")
    if person.casefold() in password.casefold() or len(set(password)) < 5:
        raise Refused("口令过于简单：不得包含账号，且至少有 5 个不同字符")
