"""What Facebook tells this site about a reader who turns away from it there."""

import base64
import hmac
import json
from hashlib import sha256
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.models import DeletionReceipt
from belowline.core.clock import now
from belowline.core.refusals import NotAllowed

_LONGEST = 4096


def read_signed_request(signed: str, *, secret: str) -> dict[str, Any]:
    """What a `signed_request` says: base64url of an HMAC-SHA256, a dot, base64url of JSON.

    Source: Meta, "Data Deletion Request Callback" and "Parsing the Signed Request". Raises
    NotAllowed where it was not signed with the app's secret or cannot be read.
    """
    signature, _, payload = signed.partition(".")
    expected = hmac.digest(secret.encode(), payload.encode(), sha256)
    try:
        shown = _decoded(signature) if len(signed) <= _LONGEST else b""
        # Nothing of it is read before it is known who wrote it.
        if not hmac.compare_digest(shown, expected):
            raise NotAllowed(gettext("This request was not signed by Facebook for this app."))
        said = json.loads(_decoded(payload))
    except (ValueError, RecursionError):
        raise NotAllowed(gettext("This signed request can’t be read.")) from None
    if not isinstance(said, dict) or said.get("algorithm", "").upper() != "HMAC-SHA256":
        raise NotAllowed(gettext("This signed request is in an unknown format."))
    return said


@transaction.atomic
def disconnect_facebook(*, user_id: str) -> str:
    """Erases what Facebook told of this user of the app. Returns the code of the proof.

    The account here stays: its owner can log in by email, and delete it there.
    """
    erased, _ = SocialAccount.objects.filter(provider="facebook", uid=user_id).delete()
    proof = DeletionReceipt.objects.create(
        kind="facebook", done_at=now(), counts={"connections": erased}
    )
    return proof.code


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
