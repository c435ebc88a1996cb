"""Atom feeds (RFC 4287) of a publication, a section and a thread."""

from collections.abc import Sequence
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from belowline.core.markup import plain_text, xml_text
from belowline.discussion.queries.comments import CommentView
from belowline.newsroom.pictures.files import JPEG
from belowline.newsroom.queries.articles import ArticleCard, ArticleView
from belowline.newsroom.queries.publications import PublicationView, SectionView
from belowline.pages.citations import cited

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_TITLE_LENGTH = 80


def articles_feed(
    publication: PublicationView,
    articles: Sequence[ArticleCard],
    *,
    section: SectionView | None,
) -> str:
    """The newest articles of a publication or of one of its sections."""
    path = section.path if section else ""
    title = f"{publication.name} · {section.name}" if section else publication.name
    feed = open_feed(publication, title, path or "/", f"{path}/feed.atom")
    for article in articles:
        if not article.limits.allow("feed"):
            continue
        feed.add_item(
            **_media(article, publication),
            **carried(
                title=article.headline,
                link=publication.base_url + article.path,
                description=article.standfirst,
                author_name=article.byline or None,
                pubdate=article.published_at,
                updateddate=article.published_at,
                unique_id=publication.base_url + article.path,
            ),
        )
    return feed.writeString("utf-8")


def comments_feed(
    publication: PublicationView,
    article: ArticleView,
    comments: Sequence[CommentView],
) -> str:
    """The newest comments below an article."""
    title = gettext("Comments on “%(headline)s”") % {"headline": article.headline}
    unnamed = gettext("A reader")
    feed = open_feed(publication, title, article.path, f"{article.path}/feed.atom")
    for comment in comments:
        words = " ".join(plain_text(comment.html).split())
        feed.add_item(
            **carried(
                title=words if len(words) <= _TITLE_LENGTH else words[: _TITLE_LENGTH - 1] + "…",
                link=f"{publication.base_url}/c/{comment.ref}",
                description=cited(comment.html),
                author_name=comment.author or unnamed,
                pubdate=comment.posted_at,
                updateddate=comment.edited_at or comment.posted_at or article.published_at,
                unique_id=f"{publication.base_url}/c/{comment.ref}",
            )
        )
    return feed.writeString("utf-8")


class _Feed(Atom1Feed):
    """With the pictures of articles (Media RSS 1.5.1)."""

    def root_attributes(self) -> dict[str, str]:
        """Atom1Feed's, with the namespace of Media RSS."""
        return {**super().root_attributes(), "xmlns:media": "http://search.yahoo.com/mrss/"}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Atom1Feed's, with the item's picture."""
        super().add_item_elements(handler, item)
        if item.get("media") is None:
            return
        handler.startElement("media:content", item["media"])
        for name, words in item["media_words"].items():
            handler.addQuickElement(f"media:{name}", xml_text(words))
        handler.endElement("media:content")


def _media(article: ArticleCard, publication: PublicationView) -> dict[str, Any]:
    picture = article.shown_picture
    if picture is None:
        return {"media": None}
    content = {
        "url": publication.base_url + picture.address(picture.width, JPEG),
        "type": "image/jpeg",
        "medium": "image",
        "width": str(picture.width),
        "height": str(picture.height),
    }
    words = {"description": picture.caption or picture.alt, "credit": picture.credit}
    return {"media": content, "media_words": {name: said for name, said in words.items() if said}}


def open_feed(publication: PublicationView, title: str, path: str, feed_path: str) -> Atom1Feed:
    """A feed without entries, of the page at `path`, at `feed_path` of the publication's site."""
    return _Feed(
        **carried(
            title=title,
            link=publication.base_url + path,
            description="",
            language=publication.language,
            feed_url=publication.base_url + feed_path,
            author_name=publication.name,
        )
    )


def carried(**given: Any) -> dict[str, Any]:
    """Without what XML cannot carry: it may have been kept before texts were cleaned."""
    return {key: xml_text(it) if isinstance(it, str) else it for key, it in given.items()}
