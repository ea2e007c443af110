"""Security headers on every answer, and no caching of anything but the static files."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "X-Robots-Tag": "noindex, nofollow",
}
_ONE_YEAR = "max-age=31536000"


class SecurityHeaders:
    """Adds the headers that an answer does not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _complete(MutableHeaders(scope=message), scope)
            await send(message)

        await self.app(scope, receive, with_headers)


def _complete(headers: MutableHeaders, scope: Scope) -> None:
    headers.setdefault("Content-Security-Policy", POLICY)
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    # Static addresses carry the content's hash, so they never change under one address.
    static = scope["path"].startswith("/static/")
    headers.setdefault("Cache-Control", f"public, {_ONE_YEAR}, immutable" if static else "no-store")
    if scope.get("scheme") == "https":
        headers.setdefault("Strict-Transport-Security", _ONE_YEAR)
