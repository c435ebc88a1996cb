"""Every address of an installation."""

from django.urls import include, path

from belowline.web.api.reading import documentation
from belowline.web.api.v1 import api

handler400 = "belowline.web.refusals.bad_request"
handler500 = "belowline.web.refusals.server_error"
handler404 = "belowline.web.refusals.page_not_found"

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("api/v1/docs", documentation, name="api-documentation"),
    path("api/v1/", api.urls),
    path("", include("belowline.web.desk.urls")),
    path("", include("belowline.web.site.urls")),
]
