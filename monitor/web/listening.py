"""The socket on which the console listens."""

from __future__ import annotations

import socket

from monitor.errors import OutsideError, reason_of


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises OutsideError.

    Made before the server, so that the address can be told and a taken port is one sentence.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise OutsideError(f"无法监听 {host}:{port}：{reason_of(error)}；可用 --port 换一个端口") from error
    listener.listen(128)
    return listener


def address_of(listener: socket.socket, host: str) -> str:
    """``http://HOST:PORT`` with the host as it was asked for and the port as it was got."""
    return f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"
