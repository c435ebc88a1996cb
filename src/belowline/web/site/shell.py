"""What every page that is made for one visitor has around it."""

from typing import Any

from django.http import HttpRequest

from belowline.core.refusals import NotFound
from belowline.web.visitor import publication_of, viewer_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """Template context: the publication and whoever is logged in."""
    try:
        return {"publication": publication_of(request), "viewer": viewer_of(request)}
    except NotFound:
        return {"publication": None, "viewer": None}
