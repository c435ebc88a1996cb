"""Lets a reader in by a token that a publisher's page hands over."""

from django.http import HttpRequest
from django.utils.translation import gettext

from belowline.accounts.queries.publishers import publisher_at
from belowline.accounts.services.limited_acts import count_publisher_login
from belowline.accounts.services.sso.errors import log_refusal
from belowline.accounts.services.sso.login import LoggedIn, enter_by_publisher
from belowline.accounts.services.sso.verification import issuer_of, verified
from belowline.core.refusals import NotAllowed
from belowline.discussion.services.renames import follow_publishers_name
from belowline.newsroom.queries.publications import publication_names
from belowline.web.http.network import visitors_network
from belowline.web.http.visit import visit_of


def entered_by_token(request: HttpRequest, token: str) -> LoggedIn:
    """Whom the token names, brought up to date. Raises NotAllowed, TooMany or TokenRefused."""
    publication = visit_of(request).publication
    origin = publishers_origin(request)
    check_rate_limit(request, issuer_of(token))
    publisher, claims = verified(
        token, slug=publication.slug, origin=origin, audience=publication.base_url
    )
    entered = enter_by_publisher(
        publisher=publisher,
        claims=claims,
        publication_id=publication.id,
        publications=publication_names(),
    )
    if entered.name:
        follow_publishers_name(person_id=entered.person.pk, name=entered.name)
    return entered


def publishers_origin(request: HttpRequest) -> str:
    """The origin of the page that sent this, where it is listed, letter by letter.

    Raises NotAllowed: a token that another page hands over may be another reader's.
    """
    return checked_origin(request, request.headers.get("Origin", ""))


def checked_origin(request: HttpRequest, origin: str) -> str:
    """The origin, where it is listed for the publication that is asked. Raises NotAllowed."""
    slug = visit_of(request).publication.slug
    if publisher_at(origin, slug=slug) is None:
        log_refusal(f"the origin {origin[:120]!r} is not listed", publication=slug, said=None)
        raise NotAllowed(gettext("Logins from the page you came from are not accepted here."))
    return origin


def check_rate_limit(request: HttpRequest, issuer: str) -> None:
    """Not too many from one network, nor from one network in one issuer's name. Raises TooMany."""
    count_publisher_login(network=visitors_network(request), issuer=issuer)
