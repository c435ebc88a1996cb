"""A finished answer: its bytes in the codings that were asked for, with validators."""

import gzip
from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any

import brotli
import zstandard

from belowline.delivery.negotiation import IDENTITY

Message = dict[str, Any]
Header = tuple[bytes, bytes]

CACHE_CONTROL = b"cache-control"
CDN_CACHE_CONTROL = b"cdn-cache-control"

SHARED_FOR = 5
STALE_FOR = 10
"""Seconds for which a CDN may keep an answer, and use it further while it asks again."""

_COMPRESSORS: Mapping[bytes, Callable[[bytes], bytes]] = {
    b"br": lambda body: brotli.compress(body, quality=5),
    b"gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
    b"zstd": lambda body: zstandard.ZstdCompressor(level=6).compress(body),
}
_DECOMPRESSORS: Mapping[bytes, Callable[[bytes], bytes]] = {
    b"br": brotli.decompress,
    b"gzip": gzip.decompress,
    b"zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
}
_HEADS = 3_000
"""Bytes, about, of the headers of one coding and of the objects around them."""
_SMALLEST = 200
"""Bytes below which compressing a body makes it no shorter worth the while."""


class CachedResponse:
    """One finished answer. Each coding is made once, when it is first asked for; what nobody asks
    for is not kept: the plain bytes are five times as many as the compressed ones.

    `depends` names what it was made from; `ends_at` is when it must no longer be served, in
    seconds since 1970; `made_at` is when its making began, `stale_at` since when it is no longer
    true, and until `resting_until` no making is tried, by the monotonic clock; `room` is how many
    more makings were allowed when it was made. One that `is_private` is what another reader at the
    same address need not get: no cache but the browser's may hold it. One that is `by_country` is
    for readers in one country. One that is `lasting` never changes at its address.
    """

    __slots__ = (
        "_body",
        "_coding",
        "_headers",
        "answers",
        "by_country",
        "depends",
        "ends_at",
        "is_private",
        "lasting",
        "made_at",
        "resting_until",
        "room",
        "stale_at",
    )

    def __init__(
        self,
        body: bytes,
        headers: list[Header],
        *,
        depends: frozenset[str],
        ends_at: float | None,
        made_at: float,
        is_private: bool = False,
        by_country: bool = False,
        lasting: bool = False,
    ) -> None:
        self._body = body
        self._coding = IDENTITY
        self.depends = depends
        self.ends_at = ends_at
        self.made_at = made_at
        self.is_private = is_private
        self.by_country = by_country
        self.lasting = lasting
        self.room = 0.0
        self.stale_at: float | None = None
        self.resting_until = 0.0
        self._headers = headers
        self.answers: dict[bytes, tuple[bytes, Message, Message, Message]] = {}

    def answer(self, coding: bytes) -> tuple[bytes, Message, Message, Message]:
        """The ETag, the head, the body, and the head that says "not modified", in this coding."""
        found = self.answers.get(coding)
        if found is None:
            found = self.answers[coding] = self._make(coding)
        return found

    @property
    def size(self) -> int:
        """Bytes held, about."""
        bodies = [self._body, *(body["body"] for _, _, body, _ in self.answers.values())]
        return sum({id(body): len(body) for body in bodies}.values()) + _HEADS * len(bodies)

    def caching(self, now: float) -> list[Header]:
        """How long caches may hold it at this time: never longer than it may be served.

        Only CDNs are told to use it further while they ask again (RFC 9213): some browsers obey
        `stale-while-revalidate` as well, and would show a writer the page without what was written.
        """
        if self.is_private:
            return [(CACHE_CONTROL, b"private, max-age=0, must-revalidate")]
        if self.lasting:
            return [(CACHE_CONTROL, b"public, max-age=31536000, immutable")]
        left = SHARED_FOR + STALE_FOR if self.ends_at is None else max(0, int(self.ends_at - now))
        shared = min(SHARED_FOR, left)
        stale = min(STALE_FOR, left - shared)
        told = b"public, max-age=%d, stale-while-revalidate=%d" % (shared, stale)
        return [
            (CACHE_CONTROL, b"public, max-age=0, s-maxage=%d, must-revalidate" % shared),
            (CDN_CACHE_CONTROL, told),
        ]

    def _is_picture(self) -> bool:
        """Pictures are compressed already."""
        return dict(self._headers).get(b"content-type", b"").startswith(b"image/")

    def _make(self, coding: bytes) -> tuple[bytes, Message, Message, Message]:
        body = self._plain()
        compress = _COMPRESSORS.get(coding)
        if compress is not None and len(body) >= _SMALLEST and not self._is_picture():
            body = compress(body)
            self._body, self._coding = body, coding
        else:
            coding = IDENTITY
        # Of what is sent, which is a fifth of the plain bytes; the same bytes compress to the same.
        etag = b'"%s-%s"' % (blake2b(body, digest_size=12).hexdigest().encode(), coding)
        caching = self.caching(0 if self.ends_at is None else self.ends_at)
        varies = b"Accept-Encoding, Cookie" if self.is_private else b"Accept-Encoding"
        held = [(b"etag", etag), (b"vary", varies), *caching]
        head = [*self._headers, *held, (b"content-length", b"%d" % len(body))]
        if coding != IDENTITY:
            head.append((b"content-encoding", coding))
        return (
            etag,
            {"type": "http.response.start", "status": 200, "headers": head},
            {"type": "http.response.body", "body": body},
            {"type": "http.response.start", "status": 304, "headers": held},
        )

    def _plain(self) -> bytes:
        if self._coding == IDENTITY:
            return self._body
        return _DECOMPRESSORS[self._coding](self._body)
