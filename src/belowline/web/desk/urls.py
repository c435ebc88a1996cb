"""Addresses of the desk."""

from belowline.web.desk import (
    addresses,
    decisions,
    discussion_settings,
    front_pages,
    invitation,
    look,
    marks,
    moves,
    newsletters,
    offers,
    people,
    pictures,
    publication,
    reports,
    sections,
    sites,
    stories,
    story,
    story_endings,
    story_history,
    tasks,
    wire,
)
from belowline.web.http.addresses import addresses_of, url_patterns

MODULES = (
    reports,
    decisions,
    marks,
    people,
    invitation,
    stories,
    story,
    story_history,
    story_endings,
    pictures,
    addresses,
    moves,
    wire,
    front_pages,
    offers,
    newsletters,
    sections,
    publication,
    discussion_settings,
    sites,
    tasks,
    look,
)
ADDRESSES = tuple(addresses_of(*MODULES))
urlpatterns = url_patterns(*MODULES)
