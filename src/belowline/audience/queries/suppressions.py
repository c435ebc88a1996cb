"""Who is never written to again, recognised without their addresses being kept."""

import hmac
from hashlib import sha256

from django.conf import settings

from belowline.audience.models import Suppression


def suppression_digest(publication_id: int, address: str) -> str:
    """What stands for an address, in its one spelling, on this publication's list."""
    told = f"{publication_id}:{address}".encode()
    key = f"belowline.suppression:{settings.SECRET_KEY}".encode()
    return hmac.digest(key, told, sha256).hex()[:32]


def is_suppressed(publication_id: int, address: str) -> bool:
    """Whether no newsletter and no alert may go there."""
    digest = suppression_digest(publication_id, address)
    return Suppression.objects.filter(publication_id=publication_id, digest=digest).exists()
