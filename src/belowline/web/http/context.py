"""What every page that is made for one visitor has around it."""

from functools import partial
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest

from belowline.web.http.begun import invitation
from belowline.web.http.visit import visit_if_any


def shell(request: HttpRequest) -> dict[str, Any]:
    """The publication, whoever is logged in, what is to be told to them, why they
    should log in, and the page's path.
    """
    visit = visit_if_any(request)
    return {
        "publication": visit.publication if visit else None,
        "viewer": visit.viewer if visit else None,
        "user": getattr(request, "user", None),
        "messages": get_messages(request),
        "invitation": partial(invitation, request),
        "back": request.get_full_path() if request.method == "GET" else "/",
    }
