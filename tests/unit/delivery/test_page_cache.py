"""The shelf keeps within its bound and knows what depends on what."""

from random import randbytes

from hypothesis import given
from hypothesis import strategies as st

from belowline.delivery.cached_response import CachedResponse
from belowline.delivery.page_cache import PageCache


def _made(size: int, *depends: str) -> CachedResponse:
    return CachedResponse(b"x" * size, [], depends=frozenset(depends), ends_at=None, made_at=0.0)


def _key(name: int) -> tuple[bytes, str, bytes, bytes]:
    return (b"host", f"/{name}", b"", b"", b"")


def test_the_least_recently_used_goes_first() -> None:
    shelf = PageCache(45_000)
    for name in range(3):
        shelf.put(_key(name), _made(10_000))
    shelf.get(_key(0))
    shelf.put(_key(3), _made(10_000))
    assert [name for name in range(4) if shelf.get(_key(name))] == [0, 2, 3]


def test_a_further_coding_counts_as_well() -> None:
    shelf = PageCache(40_000)
    for name in range(3):
        shelf.put(_key(name), _made(10_000))
    newest = CachedResponse(randbytes(15_000), [], depends=frozenset(), ends_at=None, made_at=0.0)
    shelf.put(_key(2), newest)
    for coding in (b"br", b"identity"):
        newest.answer(coding)
    shelf.weigh(_key(2))
    assert shelf.get(_key(0)) is None
    assert shelf.size <= 40_000


def test_the_plain_bytes_are_kept_only_for_those_who_ask_for_them() -> None:
    made = _made(100_000)
    made.answer(b"br")
    assert made.size < 10_000
    for coding in (b"gzip", b"zstd"):
        made.answer(coding)
    assert made.size < 15_000
    assert made.answer(b"identity")[2]["body"] == b"x" * 100_000
    assert made.size > 100_000


def test_what_is_larger_than_the_shelf_is_not_kept() -> None:
    shelf = PageCache(1_000)
    shelf.put(_key(1), _made(5_000))
    assert (len(shelf), shelf.size) == (0, 0)


def test_only_what_depends_on_a_name_goes_stale() -> None:
    shelf = PageCache(100_000)
    shelf.put(_key(1), _made(10, "thread:1", "site:1"))
    shelf.put(_key(2), _made(10, "thread:2", "site:1"))
    shelf.mark_stale(["thread:1"], at=5.0)
    assert [shelf.get(_key(name)).stale_at for name in (1, 2)] == [5.0, None]
    shelf.mark_stale(["site:1"], at=6.0)
    assert [shelf.get(_key(name)).stale_at for name in (1, 2)] == [5.0, 6.0]


@given(
    st.lists(
        st.tuples(st.sampled_from(["put", "drop", "get"]), st.integers(0, 9), st.integers(0, 9000))
    )
)
def test_the_size_is_that_of_what_is_kept_and_never_over_the_bound(acts) -> None:
    shelf = PageCache(30_000)
    for act, name, size in acts:
        if act == "put":
            shelf.put(_key(name), _made(size, f"thread:{name % 3}"))
        elif act == "drop":
            shelf.drop(_key(name))
        else:
            shelf.get(_key(name))
        kept = [made for name in range(10) if (made := shelf.get(_key(name)))]
        beside = shelf.size - sum(made.size for made in kept)
        assert 600 * len(kept) < beside + 1 < 1_000 * len(kept) + 2
        assert shelf.size <= 30_000
