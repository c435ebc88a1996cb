"""A reader's profile, as everybody sees it."""

from collections.abc import Mapping
from enum import StrEnum

from django.template.loader import render_to_string

from belowline.accounts.queries.profiles import Profile
from belowline.discussion.queries.people import CommentPage
from belowline.newsroom.queries.articles import ArticleCard
from belowline.newsroom.queries.publications import PublicationView


class Part(StrEnum):
    """What a page of the profile lists."""

    COMMENTS = "comments"
    ANSWERS = "answers"


def render_profile(
    publication: PublicationView,
    profile: Profile,
    *,
    part: Part,
    found: CommentPage | None,
    number: int | None,
    articles: Mapping[int, ArticleCard],
) -> str:
    """The page; `found` and `number` of comments are None where the reader does not show them.

    `articles` are those that the comments are below, by thread id.
    """
    path = f"/people/{profile.ref}"
    return render_to_string(
        "pages/profile.html",
        {
            "publication": publication,
            "profile": profile,
            "part": part,
            "found": found,
            "number": number,
            "path": path,
            "here": path if part is Part.COMMENTS else f"{path}/answers",
            "items": [
                (comment, articles.get(comment.thread_id))
                for comment in (found.comments if found else ())
            ],
        },
    )
