"""No server holds a fetch longer, or fills more memory, than was said."""

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import contextmanager

import pytest

from belowline.core.fetching import Fetcher, TooManyBytes, TooSlow
from unit.core.fetching.conftest import RULES, always, dripping, said, serving


@contextmanager
def in_time(seconds: float):
    start = time.monotonic()
    yield
    assert time.monotonic() - start < seconds


def endless(opening: bytes, part: bytes) -> Callable:
    def answer(line, _) -> None:
        line.sendall(opening)
        while True:
            line.sendall(part)

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 4096),
        endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"4\r\nnews\r\n" * 500),
        always(said(b"x" * 100_001)),
    ],
    ids=["without an end", "in chunks without an end", "a byte too many"],
)
def test_an_endless_body_is_given_up_at_its_bound(fetcher, answer) -> None:
    with serving(answer) as server, in_time(8), pytest.raises(TooManyBytes, match="100000 bytes"):
        fetcher.fetch(server.url(), most=100_000, seconds=10)


def test_a_body_of_just_the_bound_is_taken(fetcher) -> None:
    with serving(always(said(b"x" * 100_000))) as server:
        assert len(fetcher.fetch(server.url(), most=100_000, seconds=5).body) == 100_000


def test_a_bomb_is_not_unpacked(fetcher) -> None:
    bomb = gzip.compress(b"\0" * 200_000_000)
    with serving(always(said(bomb, "Content-Encoding: gzip"))) as server:
        tracemalloc.start()
        with pytest.raises(TooManyBytes):
            fetcher.fetch(server.url(), most=1_000_000, seconds=20)
        most_held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert most_held < 10_000_000


def test_empty_blocks_without_an_end_are_given_up(fetcher) -> None:
    packing = zlib.compressobj(wbits=31)
    opening = packing.compress(b"x") + packing.flush(zlib.Z_SYNC_FLUSH)
    empty = b"\x00\x00\x00\xff\xff" * 1000
    headers = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    answer = endless(headers + opening, empty)
    with serving(answer) as server, in_time(8), pytest.raises(TooManyBytes):
        fetcher.fetch(server.url(), most=100_000, seconds=10)


@pytest.mark.parametrize(
    "answer",
    [
        dripping(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000),
        dripping(b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
        dripping(said(b"x" * 1000)),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 200),
        lambda line, _: time.sleep(3),
    ],
    ids=["slow headers", "slow continues", "slow bytes", "slow chunks", "silence"],
)
def test_slow_bytes_do_not_stretch_the_time(fetcher, answer) -> None:
    with serving(answer) as server, in_time(2), pytest.raises(TooSlow, match=r"longer than 0\.5"):
        fetcher.fetch(server.url(), most=10_000, seconds=0.5)


def test_redirects_share_the_time(fetcher) -> None:
    def answer(line, _) -> None:
        time.sleep(0.2)
        line.sendall(said(b"", "Location: /on", status="302 Found"))

    with serving(answer) as server, in_time(2), pytest.raises(TooSlow):
        fetcher.fetch(server.url(), most=10, seconds=0.5, redirects=100)


def test_a_resolver_that_does_not_answer_is_not_waited_for() -> None:
    def resolve(host: str, port: int) -> list[str]:
        time.sleep(3)
        return []

    with in_time(2), pytest.raises(TooSlow):
        Fetcher(rules=RULES, resolve=resolve).fetch("http://feeds.example/", most=1, seconds=0.3)


def test_a_handshake_that_does_not_end_is_not_waited_for(fetcher) -> None:
    with serving(lambda line, _: time.sleep(3)) as server, in_time(2), pytest.raises(TooSlow):
        fetcher.fetch(f"https://feeds.example:{server.port}/", most=1, seconds=0.5)
