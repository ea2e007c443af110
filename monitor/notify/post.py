"""One HTTP POST to a channel, with what is known about whether it arrived."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import requests
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NameResolutionError, NewConnectionError

_MOST_BYTES = 64 * 1024
_LONGEST_WAIT = 3600
_NEVER_LEFT = (ConnectTimeoutError, NewConnectionError, NameResolutionError)
# 404 and 405 are left out on purpose: a receiver that is being redeployed answers so for a minute.
PERMANENT_STATUS = frozenset({400, 401, 403, 410, 413, 414, 422})


@dataclass(frozen=True, slots=True)
class Answer:
    """A channel's answer: HTTP status and body, or why there is none.

    ``arrived`` is False only when the request certainly never left. ``retry_after``: seconds that the header of that
    name asks for.
    """

    status: int | None
    body: str = ""
    failure: str = ""
    arrived: bool = True
    permanent: bool = False
    retry_after: float = 0.0

    def json_object(self) -> dict[str, object] | None:
        """The body as a JSON object, None when it is anything else."""
        try:
            tree = json.loads(self.body)
        except ValueError:
            return None
        return tree if isinstance(tree, dict) else None


def post(url: str, params: Mapping[str, str], body: object, timeout: float) -> Answer:
    """Post JSON as UTF-8; redirects are not followed, since a robot's secret must not travel on."""
    data = json.dumps(body, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8"}
    try:
        with requests.post(
            url,
            params=params,
            data=data,
            headers=headers,
            timeout=timeout,
            allow_redirects=False,
            stream=True,
        ) as response:
            text = _body(response).decode("utf-8", "replace")
            return Answer(response.status_code, text, retry_after=_seconds(response.headers))
    except requests.Timeout as error:
        left = not isinstance(error, requests.ConnectTimeout)
        return Answer(None, failure="没有在时限内答复" if left else "连接超时", arrived=left)
    except (requests.exceptions.SSLError, requests.exceptions.ProxyError):
        return Answer(None, failure="证书或代理错误", arrived=False)
    except requests.ConnectionError as error:
        left = not _never_left(error)
        return Answer(None, failure="连接中断" if left else "无法连接", arrived=left)
    except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, ValueError):
        return Answer(None, failure="地址无效", arrived=False, permanent=True)
    except requests.RequestException as error:
        return Answer(None, failure=f"发送失败（{type(error).__name__}）")


def _body(response: requests.Response) -> bytes:
    """The beginning of the body; what comes in chunks is read chunk by chunk, and half an answer says nothing."""
    read = b""
    for chunk in response.iter_content(_MOST_BYTES):
        read += chunk
        if len(read) >= _MOST_BYTES:
            break
    return read[:_MOST_BYTES]


def _seconds(headers: Mapping[str, str]) -> float:
    """How long to wait by ``Retry-After`` in seconds; 0 where it is missing or a date."""
    text = headers.get("Retry-After", "").strip()
    return float(min(int(text), _LONGEST_WAIT)) if text.isascii() and text.isdigit() else 0.0


def _never_left(error: requests.ConnectionError) -> bool:
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, _NEVER_LEFT)
