"""What every page that is made for one visitor has around it."""

from typing import Any

from django.http import HttpRequest

from belowline.web.http.visit import visit_if_any


def shell(request: HttpRequest) -> dict[str, Any]:
    """Template context: the publication, whoever is logged in, and the page's own path."""
    back = request.get_full_path() if request.method == "GET" else "/"
    visit = visit_if_any(request)
    if visit is None:
        return {"publication": None, "viewer": None, "back": back}
    return {"publication": visit.publication, "viewer": visit.viewer, "back": back}
