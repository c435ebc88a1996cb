"""All addresses of an installation, and what follows from them for the front and the sections."""

from collections.abc import Iterator

from belowline.discussion.queries.orders import Order
from belowline.web.account.urls import ADDRESSES as _ACCOUNT
from belowline.web.api.urls import ADDRESSES as _API
from belowline.web.desk.urls import ADDRESSES as _DESK
from belowline.web.discussion.urls import ADDRESSES as _DISCUSSION
from belowline.web.http.addresses import Address
from belowline.web.http.urls import ADDRESSES as _HTTP
from belowline.web.reading.urls import ADDRESSES as _READING
from belowline.web.sign_in.library_addresses import LIBRARY_ADDRESSES
from belowline.web.sign_in.urls import ADDRESSES as _SIGN_IN

OWN_ADDRESSES: tuple[Address, ...] = (
    *(*_API, *_DESK, *_HTTP, *_SIGN_IN),
    *(*_ACCOUNT, *_DISCUSSION, *_READING),
)
"""Those of our own views."""
ADDRESSES: tuple[Address, ...] = (*OWN_ADDRESSES, *LIBRARY_ADDRESSES)
CHOICES = {"order": frozenset(Order), "view": frozenset({"flat", "nested"})}
"""Parameters that have only these values; what else is asked for is kept by nobody."""
OF_THE_FRONT = ("health", "static")
"""First parts that the front and the static files answer, without Django's addresses."""


def reserved_words() -> frozenset[str]:
    """First parts of addresses, which no section can have as its own."""
    return frozenset({*OF_THE_FRONT, *(each.first_part for each in ADDRESSES)} - {""})


def shared_routes() -> Iterator[tuple[str, frozenset[str]]]:
    """Patterns of the paths whose answers are shared, each with the parameters that count there.

    Where the first part is anything, it is none of the reserved words.
    """
    own = "|".join(sorted(word for word in reserved_words() if "." not in word))
    for each in OWN_ADDRESSES:
        if each.shared is not None:
            free = f"/(?!(?:{own})(?:/|$))" if each.route.startswith("<") else "/"
            yield free + each.pattern.removeprefix("/"), frozenset(each.shared.parameters)
