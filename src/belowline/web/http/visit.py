"""A visit: who asks which publication, in which language; made once for a request."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils.cache import patch_vary_headers
from django.utils.module_loading import import_string
from django.utils.translation import get_language_from_request, gettext, override

from belowline.accounts.queries.people import Actor, actor, actors
from belowline.accounts.queries.remote_sessions import person_id_of_token
from belowline.accounts.queries.sessions import people_of_sessions
from belowline.core.ids import decode
from belowline.core.languages import speaking
from belowline.core.refusals import NotFound, SignInNeeded
from belowline.newsroom.queries.publications import (
    PublicationView,
    publication_at,
    publication_ids_at,
    publication_slugs,
)

HINT_COOKIE = "signed_in"
"""Tells the page's script who is logged in, by name; only a page that knows it writes for them."""
OWN_PAGES = frozenset({"same-origin", "none"})
"""What a browser's `Sec-Fetch-Site` says of a request by a page of this very origin."""
K = TypeVar("K")
_COUNTRY = re.compile("[A-Z]{2}", re.ASCII)
_NOWHERE = frozenset({"XX", "ZZ", "T1"})
"""What proxies say of an address that is in no country they know."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, with their roles at the publication (None: nobody who is logged in), and what.

    `country` is theirs, as the proxy says (ISO 3166-1, two capitals); empty: nobody knows.
    """

    publication: PublicationView
    viewer: Actor | None
    language: str
    country: str = ""

    @property
    def actor(self) -> Actor:
        """Whoever is logged in. Raises SignInNeeded."""
        if self.viewer is None:
            raise SignInNeeded(gettext("Please log in first."))
        return self.viewer

    @property
    def base_url(self) -> str:
        """What opens the publication's absolute addresses."""
        return self.publication.base_url


@dataclass(frozen=True, slots=True)
class Shown:
    """What a browser shows with a request of a script: host, session, who the page says it is."""

    host: str
    session: str
    hint: str


class Visits:
    """Middleware that makes the visit and speaks its language; after the session's.

    A host that leads to no publication is answered in one plain sentence that names none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes the request on with its visit."""
        host = host_of(request)
        publication = publication_at(host)
        if publication is None:
            return _without_publication(request)
        if _is_elsewhere(host, publication):
            return _moved(publication.base_url + request.get_full_path())
        language = chosen_language(request.COOKIES) or publication.language
        visit = Visit(publication, _viewer(request, publication), language, _country(request))
        request._visit = visit  # type: ignore[attr-defined]
        with speaking(language):
            response = self._get_response(request)
        return _in_its_language(response, visit)


def visit_of(request: HttpRequest) -> Visit:
    """The visit. Raises NotFound where the host leads to no publication."""
    visit = visit_if_any(request)
    if visit is None:
        raise NotFound(gettext("Nothing found at this address."))
    return visit


def visit_if_any(request: HttpRequest) -> Visit | None:
    """The visit; None where the host leads nowhere, or before the visit is made."""
    return cast("Visit | None", getattr(request, "_visit", None))


def senders_of(asked: Mapping[K, Shown]) -> dict[K, Actor]:
    """Who sent which of many requests, in a few queries for all of them.

    Nobody where the host or the session is unknown, or where the page does not yet know who is
    logged in: its cookie says somebody else.
    """
    people = people_of_sessions({shown.session for shown in asked.values()})
    publications = publication_ids_at({shown.host for shown in asked.values()})
    names = dict(people.values())
    known = {
        publication_id: actors(people=names, publication_id=publication_id)
        for publication_id in set(publications.values())
    }
    found: dict[K, Actor] = {}
    for key, shown in asked.items():
        person_id, name = people.get(shown.session, (0, ""))
        if name and shown.hint == quote(name) and shown.host in publications:
            found[key] = known[publications[shown.host]][person_id]
    return found


def host_of(request: HttpRequest) -> str:
    """The host name that is asked, in small letters, without the port. Raises DisallowedHost."""
    return split_domain_port(request.get_host())[0]


def chosen_language(cookies: Mapping[str, str]) -> str:
    """What the reader has chosen among the languages of the installation; empty: nothing."""
    chosen = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def has_authorization(request: HttpRequest) -> bool:
    """Whether a request to the API says who it is from by a header rather than by cookies."""
    return request.path.startswith("/api/v1/") and "Authorization" in request.headers


def bearer_of(request: HttpRequest) -> str:
    """The bearer token that is shown; empty where there is none."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def id_from(ref: str) -> int:
    """The id that an address names. Raises NotFound for a ref that cannot be one."""
    try:
        return decode(ref)
    except ValueError:
        raise NotFound(gettext("Nothing found at this address.")) from None


def _viewer(request: HttpRequest, publication: PublicationView) -> Actor | None:
    """A request to the API that shows a bearer token is whose token it is, and nobody's otherwise:
    whatever cookies come along say nothing.
    """
    if has_authorization(request):
        person_id = _person_of_bearer(request, publication)
    else:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        person_id = request.user.pk if has_session and request.user.is_authenticated else None
    return actor(person_id=person_id, publication_id=publication.id) if person_id else None


def _person_of_bearer(request: HttpRequest, publication: PublicationView) -> int | None:
    token = bearer_of(request)
    origin = request.headers.get("Origin")
    if not token:
        return None
    return person_id_of_token(token, publication_id=publication.id, origin=origin)


def _in_its_language(response: HttpResponse, visit: Visit) -> HttpResponse:
    """Says which it is; what is not in the publication's own is for one reader only."""
    if response.headers.get("Content-Type", "").startswith(("application/json", "image/")):
        return response
    patch_vary_headers(response, ["Cookie"])
    response.headers.setdefault("Content-Language", visit.language)
    if visit.language != visit.publication.language:
        response.headers.setdefault("Cache-Control", "private")
    return response


def _country(request: HttpRequest) -> str:
    header = settings.ENVIRONMENT.country_header
    told = request.headers.get(header, "").strip().upper() if header else ""
    return told if _COUNTRY.fullmatch(told) and told not in _NOWHERE else ""


def _is_elsewhere(host: str, publication: PublicationView) -> bool:
    """Whether it is a further host of the publication; this machine's own names stay."""
    is_further = publication.canonical_host not in ("", host)
    return is_further and host not in settings.OWN_HOSTS and not settings.ENVIRONMENT.any_host


def _moved(address: str) -> HttpResponse:
    """To the same place at the publication's own address, by the same method (RFC 9110, 15.4.9)."""
    response = HttpResponse(status=308)
    response.headers["Location"] = address
    return response


def _without_publication(request: HttpRequest) -> HttpResponse:
    """One plain sentence; on an empty installation the page that sets it up is asked."""
    with override(get_language_from_request(request)):
        if not publication_slugs():
            answer: HttpResponse = import_string(settings.BEFORE_FOUNDING)(request)
            return answer
        words = gettext("Nothing is published at this address.")
        return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=404)
