"""What an item of the wire allows, in the terms of articles and pictures."""

from datetime import datetime

from belowline.newsroom.queries.licence_limits import LicenceLimits
from belowline.newsroom.wire import CHANNELS, WireItem


def limits_of_item(item: WireItem) -> LicenceLimits:
    """The countries and ways of publishing to which its licence is limited."""
    rights = item.rights
    return LicenceLimits(
        only_in=rights.territories or frozenset(),
        not_in=rights.excluded_territories,
        without=CHANNELS - rights.channels,
    )


def window_of_item(item: WireItem) -> tuple[datetime | None, datetime | None]:
    """From when and until when it may be shown; an embargo counts."""
    return item.rights.usable_from or item.embargoed_until, item.rights.usable_until
