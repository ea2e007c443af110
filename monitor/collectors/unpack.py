"""Unpacking an HTTP body piece by piece under a size limit."""

from __future__ import annotations

import zlib

from monitor.errors import OutsideError


class Plain:
    """Passes an unpacked body through."""

    complete = True

    def feed(self, chunk: bytes, room: int) -> bytes:
        return chunk


class Zipped:
    """Unpacks gzip, zlib and raw deflate, never more than one byte beyond the room that is left."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._begun = False

    @property
    def complete(self) -> bool:
        return self._inflate.eof or not self._begun

    def feed(self, chunk: bytes, room: int) -> bytes:
        if not self._begun:
            self._begun = True
            # "deflate" is zlib by the standard and raw deflate from some servers.
            if chunk[:1] not in (b"\x1f", b"\x78"):
                self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        piece = self._inflate.decompress(chunk, room + 1)
        while self._inflate.eof and self._inflate.unused_data[:2] == b"\x1f\x8b" and len(piece) <= room:
            rest, self._inflate = self._inflate.unused_data, zlib.decompressobj(zlib.MAX_WBITS | 32)
            piece += self._inflate.decompress(rest, room + 1 - len(piece))
        return piece


def unpacker(encoding: str) -> Plain | Zipped:
    """The unpacker for a Content-Encoding. Raises OutsideError for one that was not asked for."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return Plain()
    if name in ("gzip", "x-gzip", "deflate"):
        return Zipped()
    raise OutsideError(f"不支持的压缩方式：{name[:40]}", permanent=True)
