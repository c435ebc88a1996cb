"""What is kept for good, and pictures."""


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
