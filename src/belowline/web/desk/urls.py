"""Addresses of the desk."""

from belowline.web.desk import decisions, invitation, people, reports
from belowline.web.http.addresses import addresses_of, url_patterns

MODULES = (
    reports,
    decisions,
    people,
    invitation,
)
ADDRESSES = tuple(addresses_of(*MODULES))
urlpatterns = url_patterns(*MODULES)
