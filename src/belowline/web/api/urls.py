"""Addresses of the API."""

from django.urls import path

from belowline.web.api import documentation
from belowline.web.api.operation import OPERATIONS, PREFIX
from belowline.web.api.v1 import api
from belowline.web.http.addresses import Address, addresses_of, url_patterns
from belowline.web.http.who import EVERYBODY

_DOCUMENT = Address(f"{PREFIX}/openapi.json", (("GET", EVERYBODY),))
ADDRESSES = (*addresses_of(documentation), _DOCUMENT, *OPERATIONS)
urlpatterns = [*url_patterns(documentation), path(f"{PREFIX}/", api.urls)]
