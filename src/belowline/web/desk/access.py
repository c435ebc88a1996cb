"""Who may come to the desk: staff who have shown a second factor."""

import time
from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.web.http.actors import actor_of
from belowline.web.http.refusals import SecondFactorNeeded


def require_staff(request: HttpRequest, check: Callable[[Actor], None]) -> Actor:
    """Whoever asks, where the policy `check` lets them.

    Raises SignInNeeded, SecondFactorNeeded, or whatever the policy says.
    """
    actor = actor_of(request)
    check(actor)
    _check_second_factor(request)
    return actor


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
    raise SecondFactorNeeded(gettext("Show your second factor first."), at=at)
