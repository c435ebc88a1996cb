"""The keys by which browsers and push services know this installation; made when first asked for.

They are in the database, since every server of an installation sends with the same; sealed there
with the secret key, so that nobody can send who has the database alone.
"""

from belowline.audience.models import PushKey
from belowline.core.tasks.sealed_payload import SealBrokenError, seal, unseal
from belowline.core.web_push import new_key, public_part


def public_key() -> str:
    """The public key for new subscriptions, in base64url."""
    for kept in PushKey.objects.order_by("-id"):
        if private_key_of(kept) is not None:
            return kept.public
    private = new_key()
    sealed = seal({"private": private})
    return PushKey.objects.create(public=public_part(private), sealed=sealed).public


def private_key_of(kept: PushKey) -> str | None:
    """The private part, as PEM; None where it was sealed with another secret key."""
    try:
        return str(unseal(kept.sealed)["private"])
    except SealBrokenError:
        return None
