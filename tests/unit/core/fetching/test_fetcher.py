"""What is fetched, and where it may lead; over real sockets."""

import gzip
from dataclasses import replace

import pytest

from belowline.core.fetching import (
    BadAnswer,
    BadRedirect,
    Fetcher,
    ForbiddenAddress,
    NotReached,
    UnexpectedStatus,
)
from unit.core.fetching.conftest import (
    INSIDE,
    OUTSIDE,
    RULES,
    always,
    knowing,
    said,
    serving,
)

NEW_YEAR = "Mon, 01 Jan 2024 00:00:00 GMT"


def moved(to: str, status: str = "302 Found") -> bytes:
    return said(b"", f"Location: {to}", status=status)


def test_what_is_there_is_fetched_and_the_server_hears_the_name(fetcher) -> None:
    with serving(always(said(b"news", "Content-Type: text/plain", 'ETag: "1"'))) as server:
        found = fetcher.fetch(server.url("/feed?a=1"), most=10, seconds=5)
    assert (found.body, found.content_type, found.etag) == (b"news", "text/plain", '"1"')
    [asked] = server.asked
    assert asked.startswith(b"GET /feed?a=1 HTTP/1.1\r\n")
    assert f"Host: feeds.example:{server.port}\r\n".encode() in asked
    assert b"Authorization" not in asked


def test_a_name_that_changes_its_answer_is_asked_once_for_each_fetch() -> None:
    fetcher = Fetcher(rules=RULES, resolve=knowing(feeds_example=[OUTSIDE, INSIDE]))
    with serving(always(said())) as server, serving(always(said(b"secret")), INSIDE) as inner:
        assert fetcher.fetch(server.url(), most=10, seconds=5).body == b"news"
        with pytest.raises(ForbiddenAddress):
            fetcher.fetch(f"http://feeds.example:{inner.port}/", most=10, seconds=5)
    assert inner.asked == []


def test_of_several_addresses_only_those_that_are_allowed_are_tried() -> None:
    fetcher = Fetcher(rules=RULES, resolve=lambda host, port: [INSIDE, "fe80::1%eth0", OUTSIDE])
    with serving(always(said())) as server, serving(always(said(b"secret")), INSIDE) as inner:
        assert fetcher.fetch(server.url(), most=10, seconds=5).body == b"news"
    assert inner.asked == []


@pytest.mark.parametrize("host", ["inner.example", INSIDE, "0x7f000001", "2130706433", "[::1]"])
def test_a_redirect_into_this_machine_is_not_followed(fetcher, host) -> None:
    with serving(always(said(b"secret")), INSIDE) as inner:
        answer = moved(f"http://{host}:{inner.port}/")
        with serving(always(answer)) as server, pytest.raises(ForbiddenAddress):
            fetcher.fetch(server.url(), most=10, seconds=5, redirects=5)
    assert inner.asked == []


def test_a_redirect_to_a_name_that_changes_its_answer_is_judged_anew() -> None:
    fetcher = Fetcher(rules=RULES, resolve=knowing(feeds_example=[OUTSIDE, INSIDE]))
    with serving(always(moved("/again"))) as server, pytest.raises(ForbiddenAddress):
        fetcher.fetch(server.url(), most=10, seconds=5, redirects=5)
    assert len(server.asked) == 1


def test_redirects_are_followed_up_to_their_number(fetcher) -> None:
    def answer(line, request: bytes) -> None:
        left = int(request.split()[1][1:])
        line.sendall(moved(f"/{left - 1}") if left else said(b"there"))

    with serving(answer) as server:
        found = fetcher.fetch(server.url("/5"), most=10, seconds=5, redirects=5)
        assert (found.body, found.url) == (b"there", server.url("/0"))
        with pytest.raises(BadRedirect, match="more than 5 times"):
            fetcher.fetch(server.url("/6"), most=10, seconds=5, redirects=5)
        with pytest.raises(UnexpectedStatus, match="302"):
            fetcher.fetch(server.url("/1"), most=10, seconds=5)


@pytest.mark.parametrize(
    "to", ["ftp://feeds.example/", "file:///etc/passwd", "http://a:b@feeds.example/"]
)
def test_a_redirect_to_what_is_not_fetched_is_refused(fetcher, to) -> None:
    with serving(always(moved(to))) as server, pytest.raises(ForbiddenAddress):
        fetcher.fetch(server.url(), most=10, seconds=5, redirects=5)


def test_a_redirect_to_nowhere_is_refused(fetcher) -> None:
    answer = said(b"", status="302 Found")
    with serving(always(answer)) as server, pytest.raises(BadRedirect, match="where"):
        fetcher.fetch(server.url(), most=10, seconds=5, redirects=5)


def test_authorization_is_for_the_first_origin_alone() -> None:
    fetcher = Fetcher(rules=RULES, resolve=lambda host, port: [OUTSIDE])
    with (
        serving(always(said())) as second,
        serving(always(moved(f"http://other.example:{second.port}/"))) as first,
    ):
        fetcher.fetch(first.url(), most=10, seconds=5, redirects=1, authorization="Bearer x")
    assert b"Authorization: Bearer x\r\n" in first.asked[0]
    assert b"Bearer" not in second.asked[0]


def test_what_has_not_changed_is_said_in_a_word(fetcher) -> None:
    with serving(always(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n')) as server:
        found = fetcher.fetch(
            server.url(),
            most=10,
            seconds=5,
            etag='"1"',
            last_modified="Mon, 01 Jan 2024 00:00:00 GMT",
        )
    assert found.is_unchanged
    assert found.body == b""
    assert b'If-None-Match: "1"\r\n' in server.asked[0]
    assert f"If-Modified-Since: {NEW_YEAR}\r\n".encode() in server.asked[0]


def test_a_busy_server_says_when_to_come_again(fetcher) -> None:
    answer = said(b"", "Retry-After: 120", status="503 Busy")
    with serving(always(answer)) as server, pytest.raises(UnexpectedStatus, match="503") as refused:
        fetcher.fetch(server.url(), most=10, seconds=5)
    assert refused.value.retry_after == 120


def test_what_is_packed_is_unpacked(fetcher) -> None:
    answer = said(gzip.compress(b"news", mtime=0), "Content-Encoding: gzip")
    with serving(always(answer)) as server:
        assert fetcher.fetch(server.url(), most=4, seconds=5).body == b"news"


@pytest.mark.parametrize(
    "answer",
    [
        b"nonsense\r\n\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort",
        said(gzip.compress(b"news", mtime=0)[:-6], "Content-Encoding: gzip"),
        said(b"no gzip at all", "Content-Encoding: gzip"),
        said(b"news", "Content-Encoding: gzip, gzip"),
        said(b"news", "Content-Encoding: br"),
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"x" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 200 + b"\r\n",
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(fetcher, answer) -> None:
    with serving(always(answer)) as server, pytest.raises(BadAnswer):
        fetcher.fetch(server.url(), most=100, seconds=5)


def test_a_name_that_nobody_knows_and_a_port_that_nobody_answers_are_not_reached(fetcher) -> None:
    with pytest.raises(NotReached, match="not known"):
        fetcher.fetch("http://nowhere.example/", most=10, seconds=5)
    with serving(always(said())) as server:
        closed = server.url()
    with pytest.raises(NotReached, match="Nothing answers"):
        fetcher.fetch(closed, most=10, seconds=5)


def test_proxies_of_the_environment_are_not_asked(fetcher, monkeypatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with serving(always(said())) as server:
        assert fetcher.fetch(server.url(), most=10, seconds=5).body == b"news"


def test_from_the_open_internet_nothing_leads_to_an_allowed_private_network(monkeypatch) -> None:
    from belowline.core.fetching import fetcher as module

    monkeypatch.setattr(module, "is_public", lambda address: str(address) == OUTSIDE)
    rules = replace(RULES, hosts=frozenset({"cms.intranet"}))
    fetcher = Fetcher(rules=rules, resolve=knowing(feeds_example=[OUTSIDE], cms_intranet=[INSIDE]))
    with serving(always(said(b"inside")), INSIDE) as inner:
        address = f"http://cms.intranet:{inner.port}/"
        assert fetcher.fetch(address, most=10, seconds=5).body == b"inside"
        with serving(always(moved(address))) as server, pytest.raises(ForbiddenAddress):
            fetcher.fetch(server.url(), most=10, seconds=5, redirects=5)
    assert len(inner.asked) == 1
