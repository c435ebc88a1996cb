"""Feeds in three formats: Atom (RFC 4287), RSS 2.0, and JSON Feed 1.1."""

from belowline.pages.feeds.entries import Entry, Feed
from belowline.pages.feeds.writing import MEDIA_TYPES, written

__all__ = ["MEDIA_TYPES", "Entry", "Feed", "written"]
