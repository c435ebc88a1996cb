"""Fetches an address that came from outside, and follows where it may lead."""

import ssl
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_address
from urllib.parse import quote, urlencode, urljoin

from django.conf import settings

from belowline import __version__
from belowline.core.fetching.answer import Fetched, asked, read
from belowline.core.fetching.deadline import Deadline
from belowline.core.fetching.faults import BadRedirect, ForbiddenAddress
from belowline.core.fetching.networks import IPAddress, is_public
from belowline.core.fetching.resolving import Resolve, resolved, system_addresses
from belowline.core.fetching.rules import FetchRules
from belowline.core.fetching.sockets import connected, trusting
from belowline.core.fetching.target import Target, target_of

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TAKEN = range(200, 300)
_MOST_TRIED = 4
_SAFE = "!#$%&'()*+,-./:;=?@[]_~"


def fetch(
    url: str,
    *,
    most: int,
    seconds: float,
    redirects: int = 0,
    etag: str = "",
    last_modified: str = "",
    authorization: str = "",
) -> Fetched:
    """What is at the address, by the rules of the settings: see Fetcher.fetch."""
    return Fetcher(rules=settings.FETCH_RULES).fetch(
        url,
        most=most,
        seconds=seconds,
        redirects=redirects,
        etag=etag,
        last_modified=last_modified,
        authorization=authorization,
    )


def send_form(url: str, fields: Sequence[tuple[str, str]], *, most: int, seconds: float) -> Fetched:
    """What is answered to a form, by the rules of the settings: see Fetcher.send_form."""
    return Fetcher(rules=settings.FETCH_RULES).send_form(url, fields, most=most, seconds=seconds)


def send(
    url: str, body: bytes, headers: Sequence[tuple[str, str]], *, most: int, seconds: float
) -> Fetched:
    """What is answered to a POST, by the rules of the settings: see Fetcher.send."""
    fetcher = Fetcher(rules=settings.FETCH_RULES)
    return fetcher.send(url, body, headers, most=most, seconds=seconds)


@cache
def _trusted() -> ssl.SSLContext:
    return trusting()


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches from where the rules allow it.

    No proxy of the environment is asked: it would resolve the name once more, out of our sight.
    """

    rules: FetchRules = field(default_factory=FetchRules)
    resolve: Resolve = system_addresses
    tls: ssl.SSLContext = field(default_factory=_trusted)

    def fetch(
        self,
        url: str,
        *,
        most: int,
        seconds: float,
        redirects: int = 0,
        etag: str = "",
        last_modified: str = "",
        authorization: str = "",
    ) -> Fetched:
        """What is at the address: at most `most` bytes unpacked, within `seconds` in all.

        Up to so many `redirects` are followed, each checked as the first address was; none leads
        from https to http, nor from the open internet to a private network. With `etag` or
        `last_modified` of an earlier answer it is asked only whether there is anything new.
        `authorization` is that header's value; no other origin gets it. Raises FetchFault.
        """
        deadline = Deadline(seconds)
        target = target_of(url)
        origin, is_open, left = target.origin, False, redirects
        known = _only_if(etag=etag, last_modified=last_modified)
        while True:
            addresses = self._addresses(target, deadline, is_open=is_open)
            is_open = is_open or any(is_public(address) for address in addresses)
            secret = authorization if target.origin == origin else ""
            headers = [*_OWN, *known, *([("Authorization", secret)] if secret else [])]
            with (
                closing(connected(target, addresses, deadline=deadline, tls=self.tls)) as line,
                closing(asked(line, target, headers, deadline)) as response,
            ):
                if not redirects or response.status not in _REDIRECTS:
                    return read(response, target, most=most, deadline=deadline)
                location = response.getheader("Location", "")
            if not left:
                raise BadRedirect(f"It leads on more than {redirects} times.")
            left -= 1
            target = _next(target, location)

    def send_form(
        self, url: str, fields: Sequence[tuple[str, str]], *, most: int, seconds: float
    ) -> Fetched:
        """What the server answers to a POST of these fields, if it takes them (200 to 299).

        It is sent nowhere else: a redirect is refused. Raises FetchFault.
        """
        headers = [("Content-Type", "application/x-www-form-urlencoded")]
        return self.send(url, urlencode(fields).encode(), headers, most=most, seconds=seconds)

    def send(
        self,
        url: str,
        body: bytes,
        headers: Sequence[tuple[str, str]],
        *,
        most: int,
        seconds: float,
    ) -> Fetched:
        """The same for a `body` of any kind, which these headers describe."""
        deadline = Deadline(seconds)
        target = target_of(url)
        addresses = self._addresses(target, deadline, is_open=False)
        said = [*_OWN, *headers, ("Content-Length", str(len(body)))]
        with (
            closing(connected(target, addresses, deadline=deadline, tls=self.tls)) as line,
            closing(asked(line, target, said, deadline, body=body)) as response,
        ):
            return read(response, target, most=most, deadline=deadline, good=_TAKEN)

    def _addresses(
        self, target: Target, deadline: Deadline, *, is_open: bool
    ) -> Sequence[IPAddress]:
        """Where to connect to. Raises ForbiddenAddress where none of its addresses is allowed."""
        if target.port not in self.rules.ports:
            raise ForbiddenAddress(f"Nothing is fetched from port {target.port}.")
        if target.literal is None:
            said = resolved(target.host, target.port, resolve=self.resolve, deadline=deadline)
            found = [ip_address(text) for text in said if "%" not in text]
        else:
            found = [target.literal]
        rules = FetchRules(ports=self.rules.ports) if is_open else self.rules
        allowed = [address for address in found if rules.allow(address, host=target.host)]
        if not allowed:
            raise ForbiddenAddress(f"{target.host} is on a private network.")
        return allowed[:_MOST_TRIED]


_OWN = (
    ("User-Agent", f"Belowline/{__version__}"),
    ("Accept", "*/*"),
    ("Accept-Encoding", "gzip"),
    ("Connection", "close"),
)


def _only_if(*, etag: str, last_modified: str) -> list[tuple[str, str]]:
    headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return [(name, value) for name, value in headers.items() if value]


def _next(target: Target, location: str) -> Target:
    """Where a redirect leads. Raises BadRedirect, or ForbiddenAddress as for any address."""
    if not location:
        raise BadRedirect("It leads on, but does not say where.")
    try:
        written = quote(location.encode("latin-1"), safe=_SAFE)
        url = urljoin(target.url, written)
    except ValueError:
        raise BadRedirect("It leads to what is no address.") from None
    following = target_of(url)
    if target.scheme == "https" and following.scheme == "http":
        raise BadRedirect("It leads from a protected address to one that is not.")
    return following
