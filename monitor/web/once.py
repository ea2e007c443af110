"""A form that is sent twice acts once: each carries a mark, and the marks of those that acted are remembered."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitor.errors import Refused

_KEY = "form_mark"
_ACTED = 303
_SHOWS = "form_shows_what_it_made"


def new_mark() -> str:
    """The mark of one form on one page."""
    return secrets.token_urlsafe(12)


@dataclass(slots=True)
class Marks:
    """The latest marks of forms that acted or are being worked on, in this process."""

    most: int = 20_000
    _taken: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, mark: str, scope: Scope) -> None:
        """Keep the mark of a form that is about to act; one without a mark was sent by no page. Raises Refused."""
        if not mark:
            return
        with self._lock:
            if mark in self._taken:
                raise Refused("这份表单已提交过，或者正在处理，没有重复登记；请打开相应页面核对")
            self._taken[mark] = None
            while len(self._taken) > self.most:
                self._taken.popitem(last=False)
        scope["state"][_KEY] = mark

    def give_back(self, mark: str) -> None:
        """Forget the mark of a form that did nothing, so that it can be sent again."""
        with self._lock:
            self._taken.pop(mark, None)


def has_acted(scope: Scope) -> None:
    """Keep the mark of a form whose answer is itself the page: a secret that is shown once.

    Loaded anew, it would make a second token that nobody knows of, or a password in place of the one just told.
    """
    scope["state"][_SHOWS] = True


class ActedOnce:
    """Gives back the mark of every form that did nothing: its answer leads on to no page and shows nothing that it made."""

    def __init__(self, app: ASGIApp, marks: Marks) -> None:
        self.app, self.marks = app, marks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        state, acted = scope.setdefault("state", {}), False

        async def watched(message: Message) -> None:
            nonlocal acted
            if message["type"] == "http.response.start":
                acted = message["status"] == _ACTED or _SHOWS in state
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            if _KEY in state and not acted:
                self.marks.give_back(state[_KEY])
