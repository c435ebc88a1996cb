"""Offers: readers follow one, and pages say which were seen."""

import re
from contextlib import suppress

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext

from belowline.core.events import SITE
from belowline.core.ids import decode
from belowline.core.refusals import NotFound
from belowline.network.queries.offers import SHOWN, offer_picture, running_offer
from belowline.network.services.counting import count_press, count_views
from belowline.web.http.addresses import NO_STORE, Shared, address
from belowline.web.http.network import visitors_network
from belowline.web.http.shared import cacheable
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EVERYBODY

_PROGRAM = re.compile(r"bot\b|crawl|spider|preview|scan|monitor|https?://", re.IGNORECASE)
"""What programs write into `User-Agent`; people's browsers have no address in it."""
_REF = 14
"""Bytes of an id and the space behind it."""


@address("offers/views", name="offers-seen", post=EVERYBODY)
def seen(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A page says which offers somebody has had before their eyes; who, nobody asks."""
    told = request.read(SHOWN * _REF).decode("ascii", "replace").split()[:SHOWN]
    with suppress(ValueError):
        ids = {decode(ref) for ref in told}
        if not _is_program(request):
            count_views(visit.publication, offer_ids=ids, network=visitors_network(request))
    return HttpResponse(status=204)


@address("offers/<ref:offer>", name="offer", get=EVERYBODY)
def follow(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Leads to where an offer leads, and counts that somebody went there."""
    offer = running_offer(visit.publication, id_from(ref))
    if offer is None:
        raise NotFound(gettext("This offer is over."))
    if _is_press(request):
        count_press(visit.publication, offer=offer, network=visitors_network(request))
    response = HttpResponseRedirect(offer.link)
    response["Cache-Control"] = NO_STORE
    return response


def _is_press(request: HttpRequest) -> bool:
    """Whether somebody went there: no program that says what it is, and no browser that only loads
    what may be pressed next.
    """
    is_ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    return request.method == "GET" and not is_ahead and not _is_program(request)


def _is_program(request: HttpRequest) -> bool:
    return _PROGRAM.search(request.headers.get("User-Agent", "")) is not None


@address(
    "offers/picture/<digest:shot>", name="offer-picture", get=EVERYBODY, shared=Shared((SITE,))
)
def picture(request: HttpRequest, visit: Visit, digest: str) -> HttpResponse:
    """The picture of an offer; what is at an address never changes."""
    content = offer_picture(publication_id=visit.publication.id, digest=digest)
    if content is None:
        raise NotFound(gettext("There is no picture at this address."))
    response = HttpResponse(content, content_type="image/webp")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return cacheable(response, publication_id=visit.publication.id)
