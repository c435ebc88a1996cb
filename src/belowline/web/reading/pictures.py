"""The files of articles' pictures, for as long as readers may see them."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext

from belowline.core.clock import now
from belowline.core.refusals import NotFound
from belowline.network.queries.sites import public_elsewhere_until
from belowline.newsroom.queries.picture_files import picture_file
from belowline.newsroom.queries.pictures import PublicUntil, public_until
from belowline.web.http.addresses import NO_STORE, address
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY

_YEAR = 31_536_000
_CALLED_BACK_AFTER = 60
"""Seconds after which a shared cache asks again: what was killed is gone from it then."""


@address("pictures/<digest:content>/<int:width>.<kind:kind>", name="article-picture", get=EVERYBODY)
def picture(request: HttpRequest, visit: Visit, digest: str, width: int, kind: str) -> HttpResponse:
    """A file of a picture; what is at an address never changes, but it may end."""
    until = public_until(publication_id=visit.publication.id, digest=digest, country=visit.country)
    return _file(request, until, digest, width, kind)


@address(
    "pictures/elsewhere/<digest:foreign>/<int:width>.<kind:kind>",
    name="elsewhere-picture",
    get=EVERYBODY,
)
def elsewhere(
    request: HttpRequest, visit: Visit, digest: str, width: int, kind: str
) -> HttpResponse:
    """The same of a picture of another site that this one shows: browsers ask no other host."""
    moment = public_elsewhere_until(visit.publication, digest=digest)
    until = PublicUntil(moment, is_for_all=True) if moment else None
    return _file(request, until, digest, width, kind)


def _file(
    request: HttpRequest, until: PublicUntil | None, digest: str, width: int, kind: str
) -> HttpResponse:
    if until is None:
        raise _nothing()
    etag = f'"{digest}-{width}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        content = picture_file(digest, width, kind)
        if content is None:
            raise _nothing()
        response = HttpResponse(content, content_type=f"image/{kind}")
    response["ETag"] = etag
    response["Cache-Control"] = _kept_until(until)
    return response


def _kept_until(until: PublicUntil) -> str:
    """Browsers may keep it as long as it may be shown; caches that many share ask again, and hold
    nothing of what is for some countries only.
    """
    seconds = min(int((until.moment - now()).total_seconds()), _YEAR)
    if seconds < 1:
        return NO_STORE
    if not until.is_for_all:
        return f"private, max-age={seconds}, immutable"
    shared = min(seconds, _CALLED_BACK_AFTER)
    return f"public, max-age={seconds}, s-maxage={shared}, immutable"


def _nothing() -> NotFound:
    return NotFound(gettext("There is no picture at this address."))
