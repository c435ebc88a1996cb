"""Addresses of what every page has."""

from belowline.web.http import language
from belowline.web.http.addresses import addresses_of, url_patterns

MODULES = (language,)
ADDRESSES = tuple(addresses_of(*MODULES))
urlpatterns = url_patterns(*MODULES)
