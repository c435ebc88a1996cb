"""The one way to fetch an address that came from outside: guarded, bounded, and in time."""

from belowline.core.fetching.answer import Fetched
from belowline.core.fetching.faults import (
    BadAnswer,
    BadRedirect,
    CertificateRefused,
    FetchFault,
    ForbiddenAddress,
    NotReached,
    TooManyBytes,
    TooSlow,
    UnexpectedStatus,
)
from belowline.core.fetching.fetcher import Fetcher, fetch, send, send_form
from belowline.core.fetching.rules import FetchRules

__all__ = [
    "BadAnswer",
    "BadRedirect",
    "CertificateRefused",
    "FetchFault",
    "FetchRules",
    "Fetched",
    "Fetcher",
    "ForbiddenAddress",
    "NotReached",
    "TooManyBytes",
    "TooSlow",
    "UnexpectedStatus",
    "fetch",
    "send",
    "send_form",
]
