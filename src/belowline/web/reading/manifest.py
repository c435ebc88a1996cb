"""What a phone needs to put the site among its apps."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static

from belowline.core.events import SITE
from belowline.pages.look import paper
from belowline.web.http.addresses import Shared, address
from belowline.web.http.shared import cacheable
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY

_ICONS = (("http/favicon.svg", "any", "image/svg+xml"), ("http/icon.png", "512x512", "image/png"))


@address("manifest.webmanifest", name="manifest", get=EVERYBODY, shared=Shared((SITE,)))
def manifest(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The publication as a web app manifest (W3C), which opens in the browser's own window."""
    publication = visit.publication
    light, _ = paper(publication)
    data = {
        "name": publication.name,
        "lang": publication.language,
        "start_url": "/",
        "display": "minimal-ui",
        "background_color": light,
        "theme_color": light,
        "icons": [
            {"src": static(file), "sizes": sizes, "type": kind} for file, sizes, kind in _ICONS
        ],
    }
    answer = JsonResponse(data, content_type="application/manifest+json")
    return cacheable(answer, publication_id=publication.id)
