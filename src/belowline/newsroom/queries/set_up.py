"""Whether this installation is still to be set up, and by which codes."""

from datetime import timedelta
from hashlib import sha256

from belowline.core.clock import now
from belowline.newsroom.models import Publication, SetUpCode

GOOD_FOR = timedelta(hours=24)
"""How long a code can be used after the start of the server that printed it."""


def has_publications() -> bool:
    """Whether anybody has founded one here; if so, there is nothing to set up."""
    return Publication.objects.exists()


def is_good_code(code: str) -> bool:
    """Whether this code sets the installation up."""
    rows = SetUpCode.objects.filter(digest=digest_of(code), made_at__gt=now() - GOOD_FOR)
    return rows.exists() and not has_publications()


def digest_of(code: str) -> str:
    """By what a code is found again; the code itself is kept nowhere."""
    return sha256(code.encode()).hexdigest()
