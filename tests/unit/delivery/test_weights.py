"""Keys are weighed, and what a route does not know is no part of one."""

from belowline.delivery.cached_response import CachedResponse
from belowline.delivery.negotiation import coding_for
from belowline.delivery.page_cache import PageCache
from belowline.delivery.routes import Routes

ROUTES = Routes(
    [("/story", frozenset({"order", "after"}))], {"order": frozenset({"newest", "best"})}
)


def _made(depends: frozenset[str] = frozenset()) -> CachedResponse:
    return CachedResponse(b"", [], depends=depends, ends_at=None, made_at=0.0)


def test_a_long_key_takes_the_room_that_it_has():
    cache = PageCache(1_000_000)
    for number in range(1_000):
        cache.put((b"host", f"/{number}/{'x' * 10_000}", b"", b"", b""), _made())
    assert len(cache) < 60
    assert cache.size <= 1_000_000


def test_what_an_answer_depends_on_is_weighed_as_well():
    few, many = PageCache(1_000_000), PageCache(1_000_000)
    few.put((b"", "/", b"", b"", b""), _made())
    many.put((b"", "/", b"", b"", b""), _made(frozenset(f"thread:{n}" for n in range(100))))
    assert many.size - few.size > 10_000
    many.drop((b"", "/", b"", b"", b""))
    assert many.size == 0


def test_a_value_that_there_is_not_is_kept_by_nobody():
    assert ROUTES.asked("/story", b"order=best&utm_source=x") == b"order=best"
    assert ROUTES.asked("/story", b"order=made-up") is None
    assert ROUTES.asked("/story", b"unknown=made-up") == b""


def test_very_long_queries_and_headers_are_read_but_not_remembered():
    before = _remembered()
    for number in range(50):
        assert ROUTES.asked("/story", b"x=%d" % number + b"y" * 6_000) == b""
        assert coding_for(b"br, " + b"x%d" % number * 200) == b"br"
    assert _remembered() == before


def test_of_long_queries_few_are_remembered():
    asked = b"order=best&" + b"x" * 1_000
    assert ROUTES.asked("/story", asked) == b"order=best"
    hits = ROUTES._long.cache_info().hits
    assert ROUTES.asked("/story", asked) == b"order=best"
    assert ROUTES._long.cache_info().hits == hits + 1
    for number in range(1_000):
        ROUTES.asked("/story", b"x=%d" % number + b"y" * 1_000)
    assert ROUTES._long.cache_info().currsize <= 256


def _remembered() -> int:
    return ROUTES._short.cache_info().currsize + ROUTES._long.cache_info().currsize
