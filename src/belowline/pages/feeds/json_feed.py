"""JSON Feed, version 1.1 (jsonfeed.org)."""

import json
from typing import Any

from belowline.core.markup import xml_text
from belowline.newsroom.pictures.files import JPEG
from belowline.pages.feeds.entries import Entry, Feed


def json_feed(feed: Feed) -> str:
    """The feed as JSON; the number of comments is an extension, as the format allows."""
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": feed.address,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_item(entry, feed.base_url) for entry in feed.entries],
    }
    if feed.hub:
        told["hubs"] = [{"type": "WebSub", "url": feed.hub}]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _item(entry: Entry, base_url: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.url,
        "url": entry.url,
        "title": xml_text(entry.title),
        "content_html": xml_text(entry.html),
        "date_published": entry.published_at.isoformat(timespec="seconds"),
        "date_modified": entry.updated_at.isoformat(timespec="seconds"),
    }
    if entry.author:
        item["authors"] = [{"name": xml_text(entry.author)}]
    if entry.picture is not None:
        item["image"] = base_url + entry.picture.address(entry.picture.width, JPEG)
    if entry.comments is not None:
        item["_discussion"] = {"url": entry.discussion, "comments": entry.comments}
    return item
