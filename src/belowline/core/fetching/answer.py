"""What a server answers, read within bounds."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse
from socket import socket

from belowline.core.fetching.deadline import Deadline
from belowline.core.fetching.faults import BadAnswer, UnexpectedStatus
from belowline.core.fetching.target import Target
from belowline.core.fetching.unpacking import unpacking

_AT_ONCE = 16_384
_LONGEST_PAUSE = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched, and from where in the end.

    `etag` and `last_modified` are as the server wrote them, for asking again later; `is_unchanged`
    says that it answered 304: nothing new, and `body` is empty.
    """

    url: str
    body: bytes
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    is_unchanged: bool = False


def asked(
    connection: socket,
    target: Target,
    headers: Iterable[tuple[str, str]],
    deadline: Deadline,
    *,
    body: bytes | None = None,
) -> HTTPResponse:
    """The answer to a GET on this connection, or to a POST of a `body`; not read beyond its head.

    Raises BadAnswer or TooSlow.
    """
    client = HTTPConnection(target.host, target.port)
    client.sock = connection
    try:
        method = "GET" if body is None else "POST"
        client.putrequest(method, target.path, skip_host=True, skip_accept_encoding=True)
        client.putheader("Host", target.authority)
        for name, value in headers:
            client.putheader(name, value)
        client.endheaders(body)
        return client.getresponse()
    except TimeoutError:
        raise deadline.passed() from None
    except (HTTPException, OSError, ValueError) as fault:
        raise BadAnswer(f"{target.authority} gave no answer that could be read.") from fault


def read(
    response: HTTPResponse,
    target: Target,
    *,
    most: int,
    deadline: Deadline,
    good: Collection[int] = (HTTPStatus.OK,),
) -> Fetched:
    """An answer of a `good` status with its body, or 304. Raises a FetchFault for any other."""
    is_unchanged = response.status == HTTPStatus.NOT_MODIFIED
    if not is_unchanged and response.status not in good:
        raise UnexpectedStatus(response.status, retry_after=_pause(response))
    return Fetched(
        url=target.url,
        body=b"" if is_unchanged else _body(response, most, deadline),
        content_type=response.getheader("Content-Type", ""),
        etag=response.getheader("ETag", ""),
        last_modified=response.getheader("Last-Modified", ""),
        is_unchanged=is_unchanged,
    )


def _body(response: HTTPResponse, most: int, deadline: Deadline) -> bytes:
    unpacked = unpacking(response.getheader("Content-Encoding", ""), most=most)
    try:
        while part := response.read(_AT_ONCE):
            deadline.left()
            unpacked.add(part)
    except TimeoutError:
        raise deadline.passed() from None
    except (HTTPException, OSError, ValueError) as fault:
        raise BadAnswer("What came is cut off.") from fault
    if response.length:
        raise BadAnswer("What came is cut off.")
    return unpacked.whole()


def _pause(response: HTTPResponse) -> int:
    """Seconds to wait as the server asks; 0 where it asks for nothing, or by a date."""
    said = response.getheader("Retry-After", "")
    return min(int(said), _LONGEST_PAUSE) if said.isascii() and said.isdigit() else 0
