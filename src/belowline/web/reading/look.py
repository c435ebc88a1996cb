"""The stylesheet and the logos of a publication that has a look of its own."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from belowline.core.events import SITE
from belowline.core.refusals import NotFound
from belowline.newsroom.queries.logos import logo_bytes
from belowline.pages.look import look_stylesheet
from belowline.web.http.addresses import Shared, address
from belowline.web.http.shared import cacheable
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY


@address("look/<digest:digest>", name="look", get=EVERYBODY, shared=Shared((SITE,)))
def look(request: HttpRequest, visit: Visit, digest: str) -> HttpResponse:
    """The look of now, whichever is asked for: a page may have been kept since before a change.

    Under its own digest it never changes.
    """
    shown = visit.publication.look
    css = look_stylesheet(shown) if shown else ""
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    if shown and shown.digest == digest:
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    return cacheable(response, publication_id=visit.publication.id)


@address("logo/<digest:logo>", name="logo", get=EVERYBODY, shared=Shared((SITE,)))
def logo(request: HttpRequest, visit: Visit, digest: str) -> HttpResponse:
    """A logo of the publication; what is at an address never changes."""
    content = logo_bytes(publication_id=visit.publication.id, digest=digest)
    if content is None:
        raise NotFound(gettext("There is no picture at this address."))
    response = HttpResponse(content, content_type="image/webp")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return cacheable(response, publication_id=visit.publication.id)
