"""The article with its discussion: the page that everything is about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils.html import escape

from belowline.core.languages import spoken
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.pages import ThreadPage
from belowline.discussion.queries.threads import ThreadView
from belowline.network.queries.beside import Network
from belowline.newsroom.queries.articles import ArticleCard, ArticleView
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.article_view import Story
from belowline.pages.frames import Frames, place
from belowline.pages.functions import comment_count
from belowline.pages.kept_parts import beside
from belowline.pages.structured import comments_data, story_data
from belowline.pages.surveys import survey_below, survey_inside, survey_on_top
from belowline.surveys.queries.surveys import SurveyView

_FRAMES = Frames(8_000_000)
_PLACES = ("revision", "count", "count_in_words", "list", "beside")
"""Where a comment changes the page, beside the count and the comments in what search engines read.
"""


def render_story(story: Story, *, longest: int) -> str:
    """The whole page, the same for every reader.

    A comment has at most `longest` characters.
    """
    around = _around(story, longest)
    return _FRAMES.fill(
        (story.article.id, story.page.order, story.page.flat, story.page.starts, spoken()),
        (*around.values(), story.changes_at, survey_on_top(story.publication), _survey(story)),
        lambda: render_to_string("pages/article.html", _drawn(story, around)),
        _in_places(story),
    )


def render_headline(
    publication: PublicationView,
    article: ArticleView,
    related: Sequence[ArticleCard],
    discussed: Sequence[ArticleCard],
    counts: Mapping[int, int],
    network: Network,
) -> str:
    """The page of an article of which only the headline remains; `counts` as in Story."""
    return render_to_string(
        "pages/headline.html",
        {
            "publication": publication,
            "article": article,
            "thread": None,
            "highlight": None,
            "quoted": {},
            "count_in_words": "",
            "related": related,
            "discussed": discussed,
            "counts": counts,
            "network": network,
            "section_slug": article.section_slug,
            "canonical": publication.base_url + article.path,
            "back": article.path,
        },
    )


def render_thread_page(
    publication: PublicationView, article: ArticleView, thread: ThreadView, page: ThreadPage
) -> str:
    """Only the page's comments and the way to the next ones, to be put below those shown."""
    return render_to_string(
        "pages/comments.html",
        {
            "publication": publication,
            "article": article,
            "thread": thread,
            "page": page,
            "on_page": {comment.ref for comment in page.comments},
            "view_query": _view_query(page),
        },
    )


def _around(story: Story, longest: int) -> dict[str, object]:
    """What is the same for as long as only the discussion changes; the thread is without what a
    comment changes of it, but for whether there is one.
    """
    thread = story.thread
    number = min(thread.comment_count, 1)
    return {
        "publication": story.publication,
        "article": story.article,
        "thread": replace(thread, comment_count=number, last_comment_at=None, revision=0),
        "marked": story.marked,
        "highlight": story.highlight,
        "quoted": story.quoted,
        "alternates": story.alternates,
        "incident": story.incident,
        "most": longest,
        "is_default": story.page.order == _default_order(story) and not story.page.flat,
    }


def _drawn(story: Story, around: Mapping[str, object]) -> dict[str, object]:
    article, page = story.article, story.page
    return {
        **around,
        **{name: place(name) for name in _PLACES},
        "order": page.order,
        "is_flat": page.flat,
        "is_first": page.starts,
        "view_query": _view_query(page),
        "section_slug": article.section_slug,
        "canonical": story.publication.base_url + article.path,
        "structured": story_data(story, comments=place("told"), number=place("count")),
        "back": _here(story),
    }


def _in_places(story: Story) -> dict[str, str]:
    publication, article, thread = story.publication, story.article, story.thread
    return {
        "revision": str(thread.revision),
        "count": str(thread.comment_count),
        "count_in_words": escape(comment_count(thread.comment_count)),
        "told": comments_data(story),
        "list": render_thread_page(publication, article, thread, story.page),
        "beside": beside(story.related, story.discussed, story.counts, publication, story.network),
    }


def _survey(story: Story) -> SurveyView | None:
    """In the text or below it: that depends on both, which are the same."""
    return survey_inside(story.publication, story.article) or survey_below(
        story.publication, story.article
    )


def _here(story: Story) -> str:
    """The address of the first page in the same order and view."""
    asked = {"order": str(story.page.order)} if story.page.order != _default_order(story) else {}
    asked |= {"view": "flat"} if story.page.flat else {}
    return story.article.path + (f"?{urlencode(asked)}" if asked else "")


def _view_query(page: ThreadPage) -> str:
    return "&view=flat" if page.flat else ""


def _default_order(story: Story) -> Order:
    return Order.default(story.thread.comment_count)
