"""Gives somebody a second factor by the publisher's own hand."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction

from belowline.accounts.models import Person


@transaction.atomic
def renew_recovery_codes(*, person_id: int) -> list[str]:
    """New recovery codes for a person, each good once; the old ones are no longer good.

    Whoever had no second factor has one from here on: an authenticator app whose secret nobody
    knows, so that only the codes lead in until the person sets up an app or a passkey.
    """
    person = Person.objects.get(pk=person_id)
    held = Authenticator.objects.filter(user=person)
    held.filter(type=Authenticator.Type.RECOVERY_CODES).delete()
    if not held.exists():
        TOTP.activate(person, generate_totp_secret())
    return list(RecoveryCodes.activate(person).get_unused_codes())
