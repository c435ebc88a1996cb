"""Addresses of what is read. Sections come last: any other first part is not a section."""

from belowline.web.http.addresses import addresses_of, url_patterns
from belowline.web.reading import (
    archive,
    articles,
    feeds,
    front,
    look,
    manifest,
    moderation,
    newsletters,
    offers,
    pictures,
    profiles,
    search,
    share_cards,
    sitemaps,
    surveys,
    threads,
)

MODULES = (
    newsletters,
    moderation,
    threads,
    profiles,
    pictures,
    feeds,
    manifest,
    look,
    search,
    sitemaps,
    share_cards,
    offers,
    surveys,
    archive,
    front,
    articles,
)
ADDRESSES = tuple(addresses_of(*MODULES))
urlpatterns = url_patterns(*MODULES)
