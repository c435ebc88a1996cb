"""An operation of the API is declared once: method, path, who may, what it is made from."""

from collections.abc import Callable
from typing import Any, TypeVar

from ninja import Router
from ninja.constants import NOT_SET

from belowline.web.api.session import BEARER, SIGNED_IN
from belowline.web.http.addresses import Address, Shared
from belowline.web.http.who import BEARERS, Who

PREFIX = "api/v1"
OPERATIONS: list[Address] = []
"""Every operation that was declared, in the order of its modules."""
F = TypeVar("F", bound=Callable[..., Any])


def operation(
    router: Router,
    method: str,
    route: str,
    *,
    who: Who,
    response: Any,
    shared: Shared | None = None,
) -> Callable[[F], F]:
    """Adds an operation to the router. Whoever is not logged in gets a 401 where it is for some."""
    auth: Any = SIGNED_IN if who.at_the_door else [BEARER] if who is BEARERS else NOT_SET
    OPERATIONS.append(Address(f"{PREFIX}{_as_django_writes(route)}", ((method, who),), shared))
    added: Callable[[F], F] = router.api_operation([method], route, auth=auth, response=response)
    return added


def _as_django_writes(route: str) -> str:
    """`/threads/{thread}` as `/threads/<ref:thread>`: every part is an id."""
    return route.replace("{", "<ref:").replace("}", ">")
