"""The door of an address: whoever it is not for is turned away before its view is asked."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from belowline.web.http.refusals import SecondFactorNeeded
from belowline.web.http.visit import Visit
from belowline.web.http.who import Who


def check_access(request: HttpRequest, visit: Visit, who: Who) -> None:
    """Lets those in whom the address is for; what depends on a comment, its policy decides.

    Raises SignInNeeded, NotAllowed or SecondFactorNeeded.
    """
    if who.at_the_door:
        actor = visit.actor
        if who.policy is not None:
            who.policy(actor)
            _check_second_factor(request)


def _check_second_factor(request: HttpRequest) -> None:
    shown = get_authentication_records(request, request.user)
    still_good = time.time() - 3600 * settings.ENVIRONMENT.desk_hours
    if any(record["method"] == "mfa" and record["at"] > still_good for record in shown):
        return
    has = get_adapter().is_mfa_enabled
    if has(request.user, [Authenticator.Type.TOTP]):
        at = "mfa_reauthenticate"
    elif has(request.user, [Authenticator.Type.WEBAUTHN]):
        at = "mfa_reauthenticate_webauthn"
    else:
        at = "mfa_index"
    raise SecondFactorNeeded(gettext("Please complete two-step login first."), at=at)
