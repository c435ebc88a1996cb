"""Writes a feed in the format that is asked for."""

from collections.abc import Callable, Mapping

from belowline.pages.feeds.entries import Feed
from belowline.pages.feeds.json_feed import json_feed
from belowline.pages.feeds.xml_feeds import atom_feed, rss_feed

_FORMATS: Mapping[str, Callable[[Feed], str]] = {
    "atom": atom_feed,
    "rss": rss_feed,
    "json": json_feed,
}
MEDIA_TYPES: Mapping[str, str] = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/feed+json",
}


def written(feed: Feed, kind: str) -> str:
    """The feed as text. Raises KeyError for a format that there is not."""
    return _FORMATS[kind](feed)
