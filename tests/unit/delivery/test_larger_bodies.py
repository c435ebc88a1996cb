"""Photographs: more may be sent to one address than to others, and what is kept for good."""

import asyncio

from belowline.delivery import wsgi_bridge


def sent_on(pages) -> list[int]:
    return [int(environ["CONTENT_LENGTH"]) for environ in pages.asked]


def test_one_address_takes_larger_bodies_than_the_others(asking, pages) -> None:
    for path in ("/photograph", "/elsewhere"):
        asking.now(path, method="POST", body=bytes(2_500))
    assert sent_on(pages) == [2_500, 1_001]


def test_it_has_a_bound_as_well(asking, pages) -> None:
    asking.now("/photograph", method="POST", body=bytes(9_000))
    assert sent_on(pages) == [3_001]


def test_more_than_a_few_at_once_wait_and_all_are_answered(asking, pages) -> None:
    async def all_at_once():
        sent = [asking.ask("/photograph", method="POST", body=bytes(2_000)) for _ in range(12)]
        return await asyncio.gather(*sent)

    assert [answer.status for answer in asyncio.run(all_at_once())] == [200] * 12
    assert sent_on(pages) == [2_000] * 12


def test_whoever_sends_too_slowly_has_sent_nothing(asking, pages, monkeypatch) -> None:
    monkeypatch.setattr(wsgi_bridge, "LARGE_WITHIN", 0.05)

    async def never():
        await asyncio.sleep(60)

    async def slowly():
        body = await asking.front._passing_on._bridge.body({"path": "/photograph"}, never)
        assert body == b""

    asyncio.run(slowly())


def test_what_never_changes_at_its_address_may_be_kept_by_caches_for_good(asking, pages) -> None:
    lasting = "public, max-age=31536000, immutable"
    pages.headers += [("Cache-Control", lasting)]
    for _ in range(2):
        answer = asking.now("/shared/1")
        assert answer.headers["cache-control"] == lasting
        assert "cdn-cache-control" not in answer.headers
    unchanged = asking.now("/shared/1", if_none_match=answer.headers["etag"])
    assert (unchanged.status, unchanged.headers["cache-control"]) == (304, lasting)
    assert len(pages.asked) == 1


def test_pictures_are_not_compressed_again(asking, pages) -> None:
    pages.headers[:] = [("Content-Type", "image/webp")]
    answer = asking.now("/shared/1", accept_encoding="br")
    assert "content-encoding" not in answer.headers
