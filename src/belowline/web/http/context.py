"""What every page that is made for one visitor has around it."""

from typing import Any

from django.http import HttpRequest

from belowline.core.refusals import NotFound
from belowline.web.http.actors import publication_of, viewer_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """Template context: the publication, whoever is logged in, and the page's own path."""
    back = request.get_full_path() if request.method == "GET" else "/"
    try:
        publication, viewer = publication_of(request), viewer_of(request)
    except NotFound:
        publication, viewer = None, None
    return {"publication": publication, "viewer": viewer, "back": back}
