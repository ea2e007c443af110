"""Keeping the secrets of channel URLs out of logs, answers and pages."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, unquote, urlsplit

# Here the host is a host. For most other schemas the "host" is a token.
_HOST_SCHEMAS = frozenset(
    {"json", "jsons", "xml", "xmls", "form", "forms", "mailto", "mailtos", "http", "https"}
)
_PUBLIC_QUERY = frozenset({"base", "format", "verify", "rto", "cto", "method", "overflow"})
_SHORTEST_SECRET = 3


def redact(url: str) -> str:
    """A channel URL as it may be shown: schema, and host and port where these are no secret."""
    schema, _, rest = url.partition("://")
    if not rest:
        return "***"
    if schema.lower() == "mfile":
        return url.partition("?")[0]
    if schema.lower() not in _HOST_SCHEMAS:
        return f"{schema}://***"
    host = rest.partition("/")[0].partition("?")[0].rpartition("@")[2]
    return f"{schema}://{host}/" if rest.rstrip("/") == host else f"{schema}://{host}/***"


def without_secrets(text: str, url: str) -> str:
    """Replace every secret piece of a channel URL in a text, longest first, also where it is quoted."""
    for secret in sorted(_secrets(url), key=len, reverse=True):
        text = text.replace(secret, "***")
    return text


def _secrets(url: str) -> set[str]:
    try:
        split = urlsplit(url)
    except ValueError:
        return {url}
    schema = split.scheme.lower()
    if schema == "mfile":
        return set()
    user, _, host = split.netloc.rpartition("@")
    pieces = {url, *user.split(":"), *split.path.split("/")}
    if schema not in _HOST_SCHEMAS:
        pieces.add(host)
    query = parse_qsl(split.query, keep_blank_values=True)
    pieces |= {value for key, value in query if key.lower() not in _PUBLIC_QUERY}
    forms = {form for piece in pieces for form in (piece, unquote(piece), quote(piece, safe=""))}
    return {form for form in forms if len(form) >= _SHORTEST_SECRET}
