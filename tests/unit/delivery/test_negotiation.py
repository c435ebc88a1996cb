"""Content negotiation as RFC 9110 has it."""

import pytest

from belowline.delivery.negotiation import coding_for, matches


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        (None, b"identity"),
        (b"", b"identity"),
        (b"gzip, deflate, br, zstd", b"br"),
        (b"gzip", b"gzip"),
        (b"zstd, gzip", b"zstd"),
        (b"br;q=0.2, gzip;q=0.8", b"gzip"),
        (b"br;q=0, gzip", b"gzip"),
        (b"*", b"br"),
        (b"br;q=0, *;q=0.5", b"zstd"),
        (b"identity", b"identity"),
        (b"identity;q=0.5, gzip;q=0.3", b"identity"),
        (b"identity;q=0", b"identity"),
        (b"BR ; Q=1.0", b"br"),
        (b"gzip;q=nonsense", b"identity"),
        (b"deflate", b"identity"),
    ],
)
def test_the_most_wanted_coding_that_there_is_is_sent(asked, sent) -> None:
    assert coding_for(asked) == sent


@pytest.mark.parametrize(
    ("held", "unchanged"),
    [
        (b'"a-br"', True),
        (b'"b", "a-br"', True),
        (b'W/"a-br"', True),
        (b"*", True),
        (b'"a-gzip"', False),
        (b"", False),
    ],
)
def test_a_client_that_holds_the_bytes_is_told_so(held, unchanged) -> None:
    assert matches(held, b'"a-br"') is unchanged
