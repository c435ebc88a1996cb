"""Addresses of one's own account."""

from belowline.web.account import (
    alerts,
    data_export,
    deletion,
    deletion_receipt,
    devices,
    home,
    letters,
    mail_events,
    mail_preferences,
    newsletters,
    notifications,
    own_newsletters,
    settings,
)
from belowline.web.http.addresses import addresses_of, url_patterns

MODULES = (
    deletion_receipt,
    alerts,
    home,
    letters,
    notifications,
    devices,
    data_export,
    deletion,
    settings,
    newsletters,
    mail_preferences,
    mail_events,
    own_newsletters,
)
ADDRESSES = tuple(addresses_of(*MODULES))
urlpatterns = url_patterns(*MODULES)
