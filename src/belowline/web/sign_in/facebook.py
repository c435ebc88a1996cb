"""Where Facebook says that a reader has removed the app, or wants their data deleted."""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext

from belowline.accounts.services.facebook import disconnect_facebook, read_signed_request
from belowline.core.refusals import NotAllowed, NotFound
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit
from belowline.web.http.who import CONFIGURED

_log = logging.getLogger(__name__)


@address("accounts/facebook/deauthorize", name="facebook-deauthorize", post=CONFIGURED)
def deauthorize(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Facebook's deauthorise callback: the reader has removed the app there."""
    disconnect_facebook(user_id=_user_id(request))
    return HttpResponse(status=204)


@address("accounts/facebook/delete-data", name="facebook-delete-data", post=CONFIGURED)
def delete_data(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Facebook's data deletion callback; answers with where its progress can be seen."""
    code = disconnect_facebook(user_id=_user_id(request))
    return JsonResponse({"url": f"{visit.base_url}/erased/{code}", "confirmation_code": code})


def _user_id(request: HttpRequest) -> str:
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("facebook", {}).get("APPS", ())
    if not apps:
        raise NotFound(gettext("Facebook Login is not set up on this site."))
    try:
        said = read_signed_request(request.POST.get("signed_request", ""), secret=apps[0]["secret"])
    except NotAllowed as refusal:
        _log.warning("A request in Facebook's name was refused: %s", refusal.sentence)
        raise
    user_id = said.get("user_id")
    if not user_id:
        raise NotAllowed(gettext("This signed request names no user."))
    return str(user_id)
