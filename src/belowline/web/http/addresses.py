"""An address is declared once, beside its view; what else has to know of it follows from that."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import wraps
from types import ModuleType
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, path, register_converter
from django.urls.converters import get_converters

from belowline.web.http.access import check_access
from belowline.web.http.visit import Visit, visit_of
from belowline.web.http.who import EVERYBODY, Who

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]
_PART = re.compile(r"<(?:(\w+):)?(\w+)>")
NO_STORE = "no-store"
PRIVATE = "private, no-cache"


class Ref:
    """The 13 characters of an id."""

    regex = "[0-9a-z]{13}"

    def to_python(self, value: str) -> str:
        """The characters."""
        return value

    def to_url(self, value: str) -> str:
        """The characters."""
        return value


class Slug(Ref):
    """The short name of a section or an article, in whatever script."""

    regex = r"[-\w]+"


class Digest(Ref):
    """The digest of a picture."""

    regex = "[0-9a-f]{32}"


class Kind(Ref):
    """The kind of a picture's file."""

    regex = "avif|jpeg"


class Format(Ref):
    """The format of a feed, as the end of its address says it."""

    regex = "atom|rss|json"


class Month:
    """A month, as 2026-11."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Its first day. Raises ValueError where there is no such month."""
        return _day(f"{value}-01")

    def to_url(self, value: date) -> str:
        """The month's year and number."""
        return f"{value:%Y-%m}"


class Day:
    """A day, as 2026-11-26."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """The day. Raises ValueError where there is none."""
        return _day(value)

    def to_url(self, value: date) -> str:
        """The day as ISO 8601 writes it."""
        return value.isoformat()


def _day(value: str) -> date:
    """Raises ValueError also for one so far away that no clock can be set to it everywhere."""
    day = date.fromisoformat(value)
    if not 1800 <= day.year < 3000:
        raise ValueError("There were no such news.")
    return day


register_converter(Ref, "ref")
register_converter(Slug, "name")
register_converter(Digest, "digest")
register_converter(Kind, "kind")
register_converter(Format, "format")
register_converter(Month, "month")
register_converter(Day, "day")


@dataclass(frozen=True, slots=True)
class Shared:
    """The answer is the same for everybody, and kept by the front.

    `parameters` are the query's names that make a difference to it; every other is left out of
    what it is kept under. `depends` are what it is made from (core/events.py).
    """

    depends: tuple[str, ...]
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Address:
    """One address: its path as Django writes it, who may use which method, whether it is shared."""

    route: str
    methods: tuple[tuple[str, Who], ...]
    shared: Shared | None = None
    name: str = ""
    view: Callable[..., HttpResponse] | None = None

    @property
    def shown(self) -> str:
        """The path as people read it, its parts in braces."""
        return "/" + _PART.sub(r"{\2}", self.route)

    @property
    def first_part(self) -> str:
        """What stands before the first slash; empty where it is not always the same."""
        first = self.route.partition("/")[0]
        return "" if "<" in first else first

    @property
    def pattern(self) -> str:
        """The path as a regular expression without groups."""
        return "/" + "".join(_pattern_of(self.route))


def address(
    route: str,
    *,
    name: str,
    shared: Shared | None = None,
    get: Who | None = None,
    post: Who | None = None,
) -> Callable[[View[P]], View[P]]:
    """Declares an address of a view: its methods with who may use them. HEAD goes with GET.

    The view is called with the visit. What is shared is given to everybody; other answers are kept
    by nobody, unless the view says so itself.
    """
    methods = tuple((method, who) for method, who in (("GET", get), ("POST", post)) if who)

    def declare(view: View[P]) -> View[P]:
        declared = Address(route, methods, shared, name, _answering(view, methods, shared))
        view.addresses = [declared, *getattr(view, "addresses", ())]  # type: ignore[attr-defined]
        return view

    return declare


def addresses_of(*modules: ModuleType) -> Iterator[Address]:
    """The addresses of the views in these modules, in the order of the modules and the views."""
    for module in modules:
        for value in vars(module).values():
            if getattr(value, "__module__", "") == module.__name__:
                yield from getattr(value, "addresses", ())


def url_patterns(*modules: ModuleType) -> list[URLPattern]:
    """The same for Django."""
    return [path(it.route, it.view, name=it.name) for it in addresses_of(*modules) if it.view]


def _answering(
    view: Callable[..., HttpResponse], methods: tuple[tuple[str, Who], ...], shared: Shared | None
) -> Callable[..., HttpResponse]:
    allowed = dict(methods)
    if "GET" in allowed:
        allowed["HEAD"] = allowed["GET"]

    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        who = allowed.get(request.method or "")
        if who is None:
            return HttpResponseNotAllowed(sorted(allowed))
        visit = visit_of(request)
        check_access(request, visit, who)
        response = view(request, visit, *named.values())
        if shared is None:
            kept = PRIVATE if who is EVERYBODY else NO_STORE
            response.headers.setdefault("Cache-Control", kept)
        return response

    return answer


def _pattern_of(route: str) -> Iterator[str]:
    at = 0
    for part in _PART.finditer(route):
        yield re.escape(route[at : part.start()])
        yield f"(?:{get_converters()[part[1] or 'str'].regex})"
        at = part.end()
    yield re.escape(route[at:])
