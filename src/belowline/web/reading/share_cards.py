"""The pictures of articles that have none, for those who share them."""

from importlib import import_module

from django.http import HttpRequest, HttpResponse

from belowline.core.events import ARTICLE, SITE
from belowline.web.http.addresses import Shared, address
from belowline.web.http.lookup import article_with
from belowline.web.http.shared import cacheable
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY


@address(
    "cards/<ref:written>.png", name="share-card", get=EVERYBODY, shared=Shared((SITE, ARTICLE))
)
def card(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """An article's headline as a picture."""
    publication = visit.publication
    article = article_with(visit, ref)
    # Pillow takes 12 MB of memory; only a worker that draws has it.
    drawing = import_module("belowline.pages.share_card")
    drawn = drawing.share_card(article.headline, publication.name, publication.look)
    return cacheable(
        HttpResponse(drawn, content_type="image/png"),
        publication_id=publication.id,
        articles=[article.id],
        ends_at=article.licence_ends_at,
    )
