"""Atom (RFC 4287) and RSS 2.0, by Django's generators, with pictures and numbers of comments."""

from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from belowline.core.markup import xml_text
from belowline.newsroom.pictures.files import JPEG
from belowline.newsroom.queries.pictures import PictureView
from belowline.pages.feeds.entries import Entry, Feed

_NAMESPACES = {
    "xmlns:media": "http://search.yahoo.com/mrss/",
    "xmlns:thr": "http://purl.org/syndication/thread/1.0",
}


class _Atom(Atom1Feed):
    """With the pictures of articles (Media RSS 1.5.1), their comments (RFC 4685), and a hub."""

    def root_attributes(self) -> dict[str, str]:
        """Atom1Feed's, with more namespaces."""
        return {**super().root_attributes(), **_NAMESPACES}

    def add_root_elements(self, handler: Any) -> None:
        """Atom1Feed's, with the hub."""
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Atom1Feed's, with the picture and the comments."""
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        if entry.comments is not None:
            replies = {"rel": "replies", "type": "text/html", "href": entry.discussion}
            handler.addQuickElement("link", None, replies | {"thr:count": str(entry.comments)})
        _add_picture(handler, entry.picture, self.feed["base_url"])


class _RSS(Rss201rev2Feed):
    """With the same, as RSS has them (the module `slash` has the number)."""

    def rss_attributes(self) -> dict[str, str]:
        """Rss201rev2Feed's, with more namespaces."""
        slash = {"xmlns:slash": "http://purl.org/rss/1.0/modules/slash/"}
        creator = {"xmlns:dc": "http://purl.org/dc/elements/1.1/"}
        return {**super().rss_attributes(), **_NAMESPACES, **slash, **creator}

    def add_root_elements(self, handler: Any) -> None:
        """Rss201rev2Feed's, with the hub."""
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Rss201rev2Feed's, with the picture and the comments."""
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        if entry.comments is not None:
            handler.addQuickElement("slash:comments", str(entry.comments))
        _add_picture(handler, entry.picture, self.feed["base_url"])


def atom_feed(feed: Feed) -> str:
    """The feed as Atom."""
    return _written(_Atom, feed)


def rss_feed(feed: Feed) -> str:
    """The feed as RSS 2.0."""
    return _written(_RSS, feed)


def _written(kind: type[SyndicationFeed], feed: Feed) -> str:
    made = kind(
        **_carried(
            title=feed.title,
            link=feed.url,
            description=feed.title,
            language=feed.language,
            feed_url=feed.address,
            author_name=feed.author,
        ),
        hub=feed.hub,
        base_url=feed.base_url,
    )
    for entry in feed.entries:
        made.add_item(
            **_carried(
                title=entry.title,
                link=entry.url,
                description=entry.html,
                author_name=entry.author or None,
                pubdate=entry.published_at,
                updateddate=entry.updated_at,
                unique_id=entry.url,
                unique_id_is_permalink=True,
                comments=entry.discussion or None,
            ),
            entry=entry,
        )
    written: str = made.writeString("utf-8")
    return written


def _add_picture(handler: Any, picture: PictureView | None, base_url: str) -> None:
    if picture is None:
        return
    content = {
        "url": base_url + picture.address(picture.width, JPEG),
        "type": "image/jpeg",
        "medium": "image",
        "width": str(picture.width),
        "height": str(picture.height),
    }
    handler.startElement("media:content", content)
    words = {"description": picture.caption or picture.alt, "credit": picture.credit}
    for name, said in words.items():
        if said:
            handler.addQuickElement(f"media:{name}", xml_text(said))
    handler.endElement("media:content")


def _carried(**given: Any) -> dict[str, Any]:
    """Without what XML cannot carry: it may have been kept before texts were cleaned."""
    return {key: xml_text(it) if isinstance(it, str) else it for key, it in given.items()}
