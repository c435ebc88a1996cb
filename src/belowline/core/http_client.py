"""Fetches a small thing from another server: no redirects, bounded in size and in time."""

from time import monotonic

import requests

_BETWEEN_BYTES = 5
_AT_ONCE = 16_384


class FetchError(Exception):
    """It could not be fetched; the text says why, for a person who reads the log."""


def fetch(url: str, *, most: int, seconds: float) -> bytes:
    """What is at the address: at most `most` bytes, within `seconds` in all.

    Raises FetchError for anything but an answer 200 that keeps to both. A redirect is followed
    nowhere: an address that was allowed says nothing about the one that it leads to.
    """
    end = monotonic() + seconds
    try:
        with (
            requests.Session() as session,
            session.get(
                url,
                stream=True,
                allow_redirects=False,
                timeout=min(_BETWEEN_BYTES, seconds),
                headers={"Accept-Encoding": "identity"},
            ) as answer,
        ):
            if answer.status_code != requests.codes.ok:
                raise FetchError(f"it answered {answer.status_code}")
            return _body(answer, most, end)
    except (requests.RequestException, OSError) as fault:
        raise FetchError(type(fault).__name__) from fault


def _body(answer: requests.Response, most: int, end: float) -> bytes:
    body = b""
    for part in answer.iter_content(_AT_ONCE):
        body += part
        if len(body) > most:
            raise FetchError(f"it has more than {most} bytes")
        if monotonic() > end:
            raise FetchError("it took too long")
    return body
