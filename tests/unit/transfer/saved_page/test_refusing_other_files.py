"""Files that are not saved pages are refused with a sentence that helps."""

import pytest

from belowline.transfer.saved_page import NotASavedPage, read


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"%PDF-1.7\n-1 ( +0 / -1 )\n", "PDF"),
        (b"\x1f\x8b\x08\x01\x02", "archive"),
        (b"A story\n\n3 Comments\n\nNice.\n", "score line"),
        (b"<html><body><p>Nice.</p></body></html>", "score line"),
        (b"<html>", "score line"),
        (b'<?xml version="1.0"?>\n<disqus xmlns="http://disqus.com">', "Disqus"),
        (b'<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/">', "WordPress"),
        (b'[{"comment": "1 (+1/-0)"}]', "JSON"),
        (b"[" * 100_000, "score line"),
        (b"<div>" * 20_000, "score line"),
    ],
)
def test_another_kind_of_file_is_named(data: bytes, said: str) -> None:
    with pytest.raises(NotASavedPage) as refusal:
        read(data)
    assert said in refusal.value.reason
    assert "looked for" in refusal.value.reason
    assert refusal.value.reason.endswith(".")


def test_a_file_of_more_than_fifty_megabytes_is_refused() -> None:
    with pytest.raises(NotASavedPage, match="50 MB"):
        read(b"a" * (50 * 1024 * 1024 + 1))
