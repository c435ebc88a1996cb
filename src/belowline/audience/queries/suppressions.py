"""Who is never written to again, recognised without their addresses being kept."""

import hmac
from hashlib import sha256

from django.conf import settings
from django.db.models import Exists

from belowline.audience.models import Subscription, Suppression


def suppression_digest(publication_id: int, address: str) -> str:
    """What stands for an address, in its one spelling, on this publication's list."""
    told = f"{publication_id}:{address}".encode()
    key = f"belowline.suppression:{settings.SECRET_KEY}".encode()
    return hmac.digest(key, told, sha256).hex()[:32]


def is_suppressed(publication_id: int, address: str) -> bool:
    """Whether no newsletter and no alert may go there."""
    digest = suppression_digest(publication_id, address)
    return Suppression.objects.filter(publication_id=publication_id, digest=digest).exists()


def is_wanted(subscription_id: int, publication_id: int, address: str) -> bool:
    """Whether the subscription of this address is confirmed, and nothing stands against it."""
    digest = suppression_digest(publication_id, address)
    against = Suppression.objects.filter(publication_id=publication_id, digest=digest)
    on = Subscription.objects.filter(pk=subscription_id, address=address, state="confirmed")
    return on.exclude(Exists(against)).exists()
