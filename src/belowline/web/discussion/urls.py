"""Addresses of what readers do."""

from belowline.web.discussion import (
    composing,
    following,
    mutes_and_blocks,
    overlay,
    questions,
    reporting,
    voting,
)
from belowline.web.http.addresses import addresses_of, url_patterns

MODULES = (
    following,
    mutes_and_blocks,
    overlay,
    composing,
    voting,
    questions,
    reporting,
)
ADDRESSES = tuple(addresses_of(*MODULES))
urlpatterns = url_patterns(*MODULES)
