"""Every address of an installation."""

from allauth.account.decorators import reauthentication_required
from allauth.urls import build_provider_urlpatterns
from allauth.usersessions.views import list_usersessions
from django.urls import include, path

ROOMS = ("api", "http", "sign_in", "account", "discussion", "desk", "reading")
"""Rooms with addresses; reading last, whose sections have any first part that is left."""

handler400 = "belowline.web.http.refusals.bad_request"
handler500 = "belowline.web.http.refusals.server_error"
handler404 = "belowline.web.http.refusals.page_not_found"

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/3rdparty/", include("allauth.socialaccount.urls")),
    path(
        "accounts/sessions/",
        reauthentication_required(allow_get=True)(list_usersessions),
        name="usersessions_list",
    ),
    path("accounts/", include(build_provider_urlpatterns())),
    *(path("", include(f"belowline.web.{room}.urls")) for room in ROOMS),
]
