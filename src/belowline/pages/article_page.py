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
from belowline.pages.comment_item import page_items
from belowline.pages.frames import Frames, filled, place
from belowline.pages.functions import comment_count
from belowline.pages.kept_parts import beside
from belowline.pages.structured import comments_data, story_data
from belowline.pages.surveys import survey_below, survey_inside, survey_on_top
from belowline.surveys.queries.surveys import SurveyView

_FRAMES = Frames(8_000_000)
_IN_LIST = ("continued_from", "continued", "items", "after")
_PLACES = (*_IN_LIST, "revision", "count", "count_in_words", "beside")
"""Where a comment changes the page, beside the count and the comments in what search engines read.
"""


def render_story(story: Story, *, longest: int) -> bytes:
    """The whole page, the same for every reader, as it is sent.

    A comment has at most `longest` characters.
    """
    around = _around(story, longest)
    return _FRAMES.fill(
        (story.article.id, story.page.order, story.page.flat, story.page.starts, spoken()),
        (
            *around.values(),
            *_shape(story.page).values(),
            story.changes_at,
            survey_on_top(story.publication),
            _survey(story),
        ),
        lambda: render_to_string("pages/article.html", _drawn(story, around)),
        _in_places(story),
        seen_as=story.article.id if story.page.starts else None,
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
) -> bytes:
    """Only the page's comments and the way to the next ones, to be put below those shown."""
    drawn = render_to_string(
        "pages/comments.html",
        {
            "publication": publication,
            "article": article,
            "thread": thread,
            "order": page.order,
            "is_first": page.starts,
            "view_query": _view_query(page),
            **_shape(page),
            **{name: place(name) for name in _IN_LIST},
        },
    )
    return filled(drawn, _in_list(publication, thread, page))


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
        **_shape(page),
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


def _shape(page: ThreadPage) -> dict[str, bool]:
    """What there is around the comments of the page."""
    return {
        "has_comments": bool(page.groups),
        "is_continued": bool(page.groups) and page.groups[0].root is None,
        "has_more": page.after is not None,
    }


def _in_places(story: Story) -> dict[str, bytes]:
    publication, thread = story.publication, story.thread
    lists = beside(story.related, story.discussed, story.counts, publication, story.network)
    return _in_list(publication, thread, story.page) | {
        "revision": b"%d" % thread.revision,
        "count": b"%d" % thread.comment_count,
        "count_in_words": escape(comment_count(thread.comment_count)).encode(),
        "told": comments_data(story).encode(),
        "beside": lists.encode(),
    }


def _in_list(
    publication: PublicationView, thread: ThreadView, page: ThreadPage
) -> dict[str, bytes]:
    shown = page_items(page, publication, thread.corrected_at)
    first = page.groups[0].replies[0].parent if shown.continued else None
    return {
        "continued_from": first.ref.encode() if first else b"",
        "continued": shown.continued,
        "items": shown.items,
        "after": (page.after or "").encode(),
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
