"""Addresses of the ways in."""

from belowline.web.http.addresses import addresses_of, url_patterns
from belowline.web.sign_in import facebook, publisher_pages, reauthentication

MODULES = (
    reauthentication,
    facebook,
    publisher_pages,
)
ADDRESSES = tuple(addresses_of(*MODULES))
urlpatterns = url_patterns(*MODULES)
