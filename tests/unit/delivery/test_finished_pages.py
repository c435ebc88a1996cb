"""Finished pages: made once, sent many times, never untrue."""

import asyncio
import gzip
import re
import time

import brotli
import pytest
import zstandard

from belowline.delivery.cached_response import CachedResponse
from belowline.delivery.recompression import OFTEN
from belowline.delivery.wsgi_bridge import environ_of

CDN = "cdn-cache-control"
PERSONAL = {
    "cookie": "session=1",
    "authorization": "Bearer 2",
    "origin": "https://elsewhere.example",
    "if_none_match": '"3"',
    "accept_encoding": "br",
}

DECODERS = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
}


def test_a_page_is_made_once_however_often_it_is_read(asking, pages) -> None:
    bodies = {asking.now("/shared/1").body for _ in range(5)}
    assert len(bodies) == 1
    assert len(pages.asked) == 1


@pytest.mark.parametrize("coding", DECODERS)
def test_a_page_is_sent_in_the_coding_that_is_wanted(asking, coding) -> None:
    plain = asking.now("/shared/1")
    coded = asking.now("/shared/1", accept_encoding=coding)
    assert coded.headers["content-encoding"] == coding
    assert coded.headers["vary"] == "Accept-Encoding"
    assert int(coded.headers["content-length"]) == len(coded.body) < len(plain.body)
    assert DECODERS[coding](coded.body) == plain.body
    assert coded.headers["etag"] != plain.headers["etag"]


def test_who_holds_the_page_already_is_told_so(asking, outbox, pages) -> None:
    first = asking.now("/shared/1", accept_encoding="br")
    again = asking.now("/shared/1", accept_encoding="br", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert "cache-control" in again.headers
    outbox.write(1)
    changed = asking.now("/shared/1", accept_encoding="br", if_none_match=first.headers["etag"])
    assert changed.status == 200


def test_the_same_bytes_have_the_same_etag_after_they_were_made_anew(asking, outbox, pages) -> None:
    etags = set()
    for _ in range(2):
        pages.asked.clear()  # the text counts how often it was made
        etags.add(asking.now("/shared/1").headers["etag"])
        outbox.write(1)
    assert len(etags) == 1


def test_head_tells_everything_but_the_body(asking) -> None:
    got = asking.now("/shared/1", accept_encoding="gzip")
    head = asking.now("/shared/1", method="HEAD", accept_encoding="gzip")
    assert (head.status, head.body, head.headers) == (200, b"", got.headers)


def test_whoever_reads_after_a_write_reads_what_was_written(asking, outbox, pages) -> None:
    for number in range(1, 4):
        assert asking.now("/shared/1").body.endswith(str(number).encode())
        outbox.write(1)


def test_a_write_elsewhere_makes_nothing_anew(asking, outbox, pages) -> None:
    asking.now("/shared/1")
    outbox.write(2)
    asking.now("/shared/1")
    assert len(pages.asked) == 1


def test_readers_have_no_part_in_what_is_shared(asking, pages) -> None:
    stranger = asking.now("/shared/1?order=best&utm_source=mail")
    reader = asking.now("/shared/1?order=best", cookie="session=1", authorization="Bearer 2")
    assert reader.body == stranger.body
    [environ] = pages.asked
    assert environ["QUERY_STRING"] == "order=best"


@pytest.mark.parametrize("header", PERSONAL)
def test_what_is_made_for_everybody_is_made_without_the_first_readers_headers(
    asking, pages, header
) -> None:
    asking.now("/shared/1", **{header: PERSONAL[header]})
    [environ] = pages.asked
    assert f"HTTP_{header.upper()}" not in environ


def test_browsers_ask_again_and_only_cdns_may_be_a_little_late(asking) -> None:
    headers = asking.now("/shared/1").headers
    assert headers["cache-control"] == "public, max-age=0, s-maxage=5, must-revalidate"
    assert headers["cdn-cache-control"] == "public, max-age=5, stale-while-revalidate=10"


def test_other_queries_and_hosts_are_other_pages(asking, pages) -> None:
    asking.now("/shared/1")
    asking.now("/shared/1?order=best")
    asking.now("/shared/1", host="other.example")
    assert len(pages.asked) == 3


def test_a_page_with_a_licence_is_not_promised_or_sent_beyond_it(asking, pages) -> None:
    pages.headers = [("Belowline-Ends", f"{time.time() + 3:.3f}")]
    headers = asking.now("/shared/1").headers
    for told in (headers["cache-control"], headers["cdn-cache-control"]):
        assert max(map(int, re.findall(r"=(\d+)", told))) <= 3
    assert "stale-while-revalidate=0" in headers["cdn-cache-control"]
    pages.headers = [("Belowline-Ends", f"{time.time() - 1:.3f}")]
    asking.now("/shared/2")
    asking.now("/shared/2")
    assert len(pages.asked) == 3


def test_a_refusal_is_passed_on_and_not_kept(asking, pages) -> None:
    pages.status = "404 Not Found"
    assert [asking.now("/shared/9").status for _ in range(2)] == [404, 404]
    assert len(pages.asked) == 2


def test_what_sets_a_cookie_is_not_kept(asking, pages) -> None:
    pages.headers = [("Set-Cookie", "a=b")]
    asking.now("/shared/1")
    asking.now("/shared/1")
    assert len(pages.asked) == 2


def test_what_a_page_depends_on_is_told_to_nobody(asking) -> None:
    headers = asking.now("/shared/1").headers
    assert not [name for name in headers if name.startswith("belowline")]


def test_everything_else_is_passed_on_whole(asking, pages) -> None:
    answer = asking.now("/other?a=1", method="POST", body=b"said", cookie="session=1")
    assert answer.body.endswith(b"said")
    [environ] = pages.asked
    assert environ["REQUEST_METHOD"] == "POST"
    assert environ["QUERY_STRING"] == "a=1"
    assert environ["HTTP_COOKIE"] == "session=1"
    assert environ["CONTENT_LENGTH"] == "4"
    assert environ["REMOTE_ADDR"] == "127.0.0.9"


def test_a_body_beyond_the_bound_arrives_cut_and_too_long(asking, pages) -> None:
    asking.now("/other", method="POST", body=b"x" * 50_000)
    assert pages.asked[0]["CONTENT_LENGTH"] == "1001"


def test_a_header_with_an_underscore_cannot_pose_as_another() -> None:
    scope = {
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [(b"x_forwarded_for", b"1.2.3.4"), (b"x-forwarded-for", b"5.6.7.8")],
    }
    assert environ_of(scope, b"")["HTTP_X_FORWARDED_FOR"] == "5.6.7.8"


@pytest.mark.parametrize("left", range(20))
def test_no_cache_may_use_a_page_for_longer_than_its_licence_is_left(left) -> None:
    made = CachedResponse(b"", [], depends=frozenset(), ends_at=1000.9, made_at=0.0)
    told = {name: value.decode() for name, value in made.caching(1000.9 - left - 0.5)}
    shared, stale = map(int, re.findall(r"=(\d+)", told[b"cdn-cache-control"]))
    assert shared + stale == min(left, 15)
    assert f"s-maxage={shared}," in told[b"cache-control"]


def test_what_is_left_of_a_licence_is_told_anew_with_every_answer(
    asking, pages, monkeypatch
) -> None:
    pages.headers = [("Belowline-Ends", f"{time.time() + 900:.3f}")]
    assert "max-age=5, stale-while-revalidate=10" in asking.now("/shared/1").headers[CDN]
    later = time.time() + 897
    monkeypatch.setattr("belowline.delivery.page_server.time", lambda: later)
    assert re.search(
        r"max-age=[23], stale-while-revalidate=0", asking.now("/shared/1").headers[CDN]
    )
    assert len(pages.asked) == 1


def test_a_page_of_which_nothing_is_heard_is_made_anew_after_a_minute(
    asking, pages, monkeypatch
) -> None:
    asking.now("/shared/1")
    for seconds, times in ((59, 1), (61, 2)):
        moment = time.monotonic() + seconds
        monkeypatch.setattr("belowline.delivery.revalidation.monotonic", lambda at=moment: at)
        asking.now("/shared/1")
        assert len(pages.asked) == times


@pytest.mark.parametrize("coding", DECODERS)
def test_what_many_read_becomes_smaller_under_the_same_etag(asking, pages, coding) -> None:
    pages.text = " ".join(f"word {number * number % 977}" for number in range(4_000))

    async def read():
        first = await asking.ask("/shared/1", accept_encoding=coding)
        for _ in range(OFTEN):
            last = await asking.ask("/shared/1", accept_encoding=coding)
        async with asyncio.timeout(10):
            while len(last.body) == len(first.body):
                await asyncio.sleep(0.01)
                last = await asking.ask("/shared/1", accept_encoding=coding)
        held = await asking.ask(
            "/shared/1", accept_encoding=coding, if_none_match=first.headers["etag"]
        )
        return first, last, held, await asking.ask("/shared/1")

    first, last, held, plain = asyncio.run(read())
    assert len(last.body) < len(first.body)
    assert DECODERS[coding](last.body) == DECODERS[coding](first.body) == plain.body
    assert int(last.headers["content-length"]) == len(last.body)
    assert last.headers["etag"] == first.headers["etag"]
    assert held.status == 304
    assert len(pages.asked) == 1


def test_what_few_read_is_compressed_once(asking, pages) -> None:
    pages.text = " ".join(f"word {number * number % 977}" for number in range(4_000))

    async def read():
        sizes = []
        for _ in range(OFTEN - 1):
            sizes.append(len((await asking.ask("/shared/1", accept_encoding="br")).body))
            await asyncio.sleep(0.005)
        return sizes

    assert len(set(asyncio.run(read()))) == 1
