"""What search engines read: the article and its first comments as schema.org data (JSON-LD)."""

import json
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import quote

from django.utils.safestring import SafeString

from belowline.core.made_of import MadeOf
from belowline.core.markup import plain_text
from belowline.discussion.queries.comments import CommentView
from belowline.newsroom.bylines import authors_of
from belowline.newsroom.pictures.files import JPEG
from belowline.newsroom.queries.pictures import PictureView
from belowline.pages.article_view import Story

COMMENTS = 5
"""How many comments are told in full; the page's HTML has all of them (docs/decisions/0006)."""
_TOLD: MadeOf[CommentView, str] = MadeOf(1_024)


def story_data(story: Story, *, comments: str, number: str) -> SafeString:
    """JSON-LD of a `NewsArticle`, or of its discussion once its text has ended, safe to print
    inside a script element. `comments` and their `number` are put in as they are: `comments_data`
    writes the former. Types and properties: schema.org NewsArticle, ImageObject, Comment,
    DiscussionForumPosting.
    """
    article = _printed(_article(story))
    return SafeString(f'{article[:-1]},"commentCount":{number},"comment":[{comments}]}}')


def comments_data(story: Story) -> str:
    """The first comments that are shown, as a JSON array has them between its brackets."""
    shown = (comment for comment in story.page.comments if comment.is_published)
    base_url = story.publication.base_url
    return ",".join(
        _TOLD.get(it.id, it, (base_url,), partial(_comment_data, it, base_url))
        for it in islice(shown, COMMENTS)
    )


def _comment_data(comment: CommentView, base_url: str) -> str:
    return _printed(_comment(comment, base_url))


def _printed(data: dict[str, Any]) -> str:
    printed = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&":
        printed = printed.replace(character, f"\\u{ord(character):04x}")
    return printed


def _article(story: Story) -> dict[str, Any]:
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
