"""Offers: readers follow one, and pages say which were seen."""

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

_REF = 14
"""Bytes of an id and the space behind it."""


@address("offers/views", name="offers-seen", post=EVERYBODY)
def seen(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A page says which offers somebody has had before their eyes; who, nobody asks."""
    told = request.read(SHOWN * _REF).decode("ascii", "replace").split()[:SHOWN]
    try:
        ids = {decode(ref) for ref in told}
    except ValueError:
        ids = set()
    count_views(visit.publication, offer_ids=ids, network=visitors_network(request))
    return HttpResponse(status=204)


@address("offers/<ref:offer>", name="offer", get=EVERYBODY)
def follow(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Leads to where an offer leads, and counts that somebody went there."""
    offer = running_offer(visit.publication, id_from(ref))
    if offer is None:
        raise NotFound(gettext("This offer is over."))
    if request.method == "GET":
        count_press(visit.publication, offer=offer, network=visitors_network(request))
    response = HttpResponseRedirect(offer.link)
    response["Cache-Control"] = NO_STORE
    return response


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
