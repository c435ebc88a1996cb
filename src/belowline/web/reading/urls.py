"""Addresses of what is read. Sections come last: any other first part is not a section."""

from belowline.web.http.addresses import addresses_of, url_patterns
from belowline.web.reading import articles, feeds, look, manifest, pictures, profiles, threads

MODULES = (threads, profiles, pictures, feeds, manifest, look, articles)
ADDRESSES = tuple(addresses_of(*MODULES))
urlpatterns = url_patterns(*MODULES)
