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

PACE = 10
"""How often a second an answer may be made that says nothing else."""

_Compressors = Mapping[bytes, Callable[[bytes], bytes]]

_QUICK: _Compressors = {
    b"br": lambda body: brotli.compress(body, quality=0),
    b"gzip": lambda body: gzip.compress(body, compresslevel=4, mtime=0),
    b"zstd": lambda body: zstandard.ZstdCompressor(level=3).compress(body),
}
"""For what perhaps one reader gets."""
_CLOSE: _Compressors = {
    b"br": lambda body: brotli.compress(body, quality=5),
    b"gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
    b"zstd": lambda body: zstandard.ZstdCompressor(level=9).compress(body),
}
"""For what many get: a fifth fewer bytes, in several times the time."""
_DECOMPRESSORS: Mapping[bytes, Callable[[bytes], bytes]] = {
    b"br": brotli.decompress,
    b"gzip": gzip.decompress,
    b"zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
}
_HEADS = 3_000
"""Bytes, about, of the headers of one coding and of the objects around them."""
_SMALLEST = 200
"""Bytes below which compressing a body makes it no shorter worth the while."""


Sent = tuple[bytes, Message, Message, Message]
"""The ETag, the head, the body, and the head that says "not modified"."""


class CachedResponse:
    """One finished answer. Each coding is made quickly, when it is first asked for; what nobody
    asks for is not kept: the plain bytes are five times as many as the compressed ones.
    `compress_closely` makes one smaller, under the same ETag: it is a weak one, of what the body
    says and not of its bytes.

    `depends` names what it was made from; `ends_at` is when it must no longer be served, in
    seconds since 1970; `made_at` is when its making began, `stale_at` since when it is no longer
    true, and until `resting_until` no making is tried, by the monotonic clock; `room` is how many
    more makings were allowed when it was made, and `pace` how many more are each second. One that
    `is_private` is what another reader at the same address need not get: no cache but the browser's
    may hold it. One that is `by_country` is for readers in one country. One that is `lasting` never
    changes at its address. `sent` counts how often it was sent whole; the codings in `quick` can be
    made smaller. `story` is the id of the story that whoever gets it reads; 0: of none.
    """

    __slots__ = (
        "_headers",
        "_kept",
        "answers",
        "by_country",
        "depends",
        "ends_at",
        "is_private",
        "lasting",
        "made_at",
        "pace",
        "quick",
        "resting_until",
        "room",
        "sent",
        "stale_at",
        "story",
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
        story: int = 0,
        pace: int = PACE,
    ) -> None:
        self._kept = (IDENTITY, body)
        self.depends = depends
        self.ends_at = ends_at
        self.made_at = made_at
        self.is_private = is_private
        self.by_country = by_country
        self.lasting = lasting
        self.story = story
        self.pace = pace
        self.room = 0.0
        self.stale_at: float | None = None
        self.resting_until = 0.0
        self._headers = headers
        self.sent = 0
        self.quick: set[bytes] = set()
        self.answers: dict[bytes, Sent] = {}

    def answer(self, coding: bytes) -> Sent:
        """What is sent in this coding."""
        found = self.answers.get(coding)
        if found is None:
            found = self.answers[coding] = self._make(coding)
        return found

    def compress_closely(self, coding: bytes) -> None:
        """Makes the body in this coding, which has been made, as small as pays."""
        etag, start, quick, unchanged = self.answers[coding]
        body = _CLOSE[coding](_DECOMPRESSORS[coding](quick["body"]))
        self._kept = (coding, body)
        head = [pair for pair in start["headers"] if pair[0] != b"content-length"]
        head.append((b"content-length", b"%d" % len(body)))
        self.answers[coding] = (
            etag,
            {**start, "headers": head},
            {**quick, "body": body},
            unchanged,
        )

    @property
    def size(self) -> int:
        """Bytes held, about."""
        bodies = [self._kept[1], *(body["body"] for _, _, body, _ in self.answers.values())]
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

    def _make(self, coding: bytes) -> Sent:
        body = self._plain()
        compress = _QUICK.get(coding)
        if compress is not None and len(body) >= _SMALLEST and not self._is_picture():
            body = compress(body)
            self._kept = (coding, body)
            self.quick.add(coding)
        else:
            coding = IDENTITY
        # Of what is sent, which is a fifth of the plain bytes; the same bytes compress to the same.
        etag = b'W/"%s-%s"' % (blake2b(body, digest_size=12).hexdigest().encode(), coding)
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
        coding, body = self._kept
        return body if coding == IDENTITY else _DECOMPRESSORS[coding](body)
