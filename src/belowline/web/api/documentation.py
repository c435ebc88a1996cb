"""The page on which people read how the API works."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belowline.web.api.openapi_outline import operations, shapes
from belowline.web.api.v1 import api
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY


@address("api/v1/docs", name="api-documentation", get=EVERYBODY)
def documentation(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every operation and every shape of version 1."""
    document = api.get_openapi_schema(path_prefix=reverse("api-1:api-root"))
    return render(
        request,
        "api/documentation.html",
        {
            "about": document["info"]["description"],
            "operations": operations(document, visit.base_url),
            "shapes": shapes(document),
        },
    )
