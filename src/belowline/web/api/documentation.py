"""The page on which people read how the API works."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from belowline.web.api.openapi_outline import operations, shapes
from belowline.web.api.v1 import api


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """Every operation and every shape of version 1."""
    document = api.get_openapi_schema(path_prefix=reverse("api-1:api-root"))
    return render(
        request,
        "api/documentation.html",
        {
            "about": document["info"]["description"],
            "operations": operations(document, settings.SITE_URL),
            "shapes": shapes(document),
        },
    )
