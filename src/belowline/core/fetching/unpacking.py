"""Unpacks what came compressed, and never more of it than is taken."""

import zlib
from typing import Protocol

from belowline.core.fetching.faults import BadAnswer, TooManyBytes

_GZIP = 16 + zlib.MAX_WBITS


class Unpacking(Protocol):
    """Takes the body as it comes and gives what it says."""

    def add(self, part: bytes) -> None:
        """Takes the next part. Raises TooManyBytes when there is more, BadAnswer for nonsense."""

    def whole(self) -> bytes:
        """All of it. Raises BadAnswer where the end is missing."""


def unpacking(encoding: str, *, most: int) -> Unpacking:
    """What undoes this Content-Encoding, for up to `most` bytes. Raises BadAnswer if unknown."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain(most)
    if name in ("gzip", "x-gzip"):
        return _Gzip(most)
    raise BadAnswer("The server packed its answer in a way that was not asked for.")


class _Plain:
    def __init__(self, most: int) -> None:
        self._most = most
        self._body = bytearray()

    def add(self, part: bytes) -> None:
        self._body += part
        if len(self._body) > self._most:
            raise TooManyBytes(self._most)

    def whole(self) -> bytes:
        return bytes(self._body)


class _Gzip:
    def __init__(self, most: int) -> None:
        self._plain = _Plain(most)
        self._room = most
        self._taken = 0
        self._most = most
        self._stream = zlib.decompressobj(_GZIP)

    def add(self, part: bytes) -> None:
        self._taken += len(part)
        if self._taken > self._most + 1_000:  # empty blocks, without end
            raise TooManyBytes(self._most)
        try:
            unpacked = self._stream.decompress(part, self._room + 1)
        except zlib.error as fault:
            raise BadAnswer("What came is not the gzip that it says it is.") from fault
        self._room -= len(unpacked)
        self._plain.add(unpacked)

    def whole(self) -> bytes:
        if self._taken and not self._stream.eof:
            raise BadAnswer("What came is cut off.")
        return self._plain.whole()
