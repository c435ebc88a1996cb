"""What search engines read: the article and its first comments as schema.org data (JSON-LD)."""

import json
from typing import Any
from urllib.parse import quote

from django.utils.safestring import SafeString

from belowline.core.markup import plain_text
from belowline.discussion.queries.comments import CommentView
from belowline.newsroom.bylines import authors_of
from belowline.newsroom.pictures.files import JPEG
from belowline.newsroom.queries.pictures import PictureView
from belowline.pages.article_view import Story

COMMENTS = 5
"""How many comments are told in full; the page's HTML has all of them (docs/decisions/0006)."""


def story_data(story: Story) -> SafeString:
    """JSON-LD of a `NewsArticle`, or of its discussion once its text has ended, safe to print
    inside a script element.
    """
    data = json.dumps(story_graph(story), ensure_ascii=False, separators=(",", ":"))
    for character in "<>&":
        data = data.replace(character, f"\\u{ord(character):04x}")
    return SafeString(data)


def story_graph(story: Story) -> dict[str, Any]:
    """The same as an object. Types and properties: schema.org NewsArticle, ImageObject,
    Comment, DiscussionForumPosting.
    """
    article = story.article
    base_url = story.publication.base_url
    address = base_url + article.path
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "headline": article.headline,
        "inLanguage": story.publication.language,
        "articleSection": article.section_name,
        "datePublished": article.published_at.isoformat(timespec="seconds"),
        "publisher": {"@type": "Organization", "name": story.publication.name, "url": base_url},
        "commentCount": story.thread.comment_count,
        "comment": [
            _comment(comment, base_url)
            for comment in [shown for shown in story.page.comments if shown.is_published][:COMMENTS]
        ],
    }
    if authors := authors_of(article.byline):
        data["author"] = [
            {"@type": "Person", "name": name, "url": f"{base_url}/author/{quote(slug)}"}
            for slug, name in authors.items()
        ]
    if article.shown_picture:
        data["image"] = _image(article.shown_picture, base_url)
    else:
        data["image"] = f"{base_url}/cards/{article.ref}.png"
    if article.body_html is None:
        data["@type"] = "DiscussionForumPosting"
    elif article.licence_ends_at is not None:
        data["expires"] = article.licence_ends_at.isoformat(timespec="seconds")
    if article.copyright:
        data["copyrightNotice"] = article.copyright
    return data


def _image(picture: PictureView, base_url: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "ImageObject",
        "url": base_url + picture.address(picture.width, JPEG),
        "width": picture.width,
        "height": picture.height,
    }
    if picture.credit:
        data["creditText"] = picture.credit
    if picture.caption:
        data["caption"] = picture.caption
    return data


def _comment(comment: CommentView, base_url: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "Comment",
        "url": f"{base_url}/c/{comment.ref}",
        "text": plain_text(comment.html),
    }
    if comment.has_votes:
        data["interactionStatistic"] = [
            _counter("LikeAction", comment.up),
            _counter("DislikeAction", comment.down),
        ]
    if comment.author:
        data["author"] = {"@type": "Person", "name": comment.author}
    if comment.posted_at:
        data["dateCreated"] = comment.posted_at.isoformat(timespec="seconds")
    return data


def _counter(action: str, number: int) -> dict[str, Any]:
    return {
        "@type": "InteractionCounter",
        "interactionType": {"@type": action},
        "userInteractionCount": number,
    }
