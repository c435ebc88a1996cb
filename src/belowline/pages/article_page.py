"""The article with its discussion: the page that everything is about."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.template.loader import render_to_string

from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.pages import ThreadPage
from belowline.discussion.queries.threads import ThreadView
from belowline.network.queries.beside import Network
from belowline.newsroom.queries.articles import ArticleCard, ArticleView
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.article_view import Story
from belowline.pages.structured import story_data


def render_story(story: Story, *, longest: int) -> str:
    """The whole page, the same for every reader.

    A comment has at most `longest` characters.
    """
    return render_to_string(
        "pages/article.html",
        {
            **_thread_context(story.publication, story.article, story.thread, story.page),
            "story": story,
            "marked": story.marked,
            "highlight": story.highlight,
            "quoted": story.quoted,
            "related": story.related,
            "discussed": story.discussed,
            "counts": story.counts,
            "network": story.network,
            "section_slug": story.article.section_slug,
            "canonical": story.publication.base_url + story.article.path,
            "structured": story_data(story),
            "most": longest,
            "back": _here(story),
            "is_default": story.page.order == _default_order(story) and not story.page.flat,
        },
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
        "pages/comments.html", _thread_context(publication, article, thread, page)
    )


def _here(story: Story) -> str:
    """The address of the first page in the same order and view."""
    asked = {"order": str(story.page.order)} if story.page.order != _default_order(story) else {}
    asked |= {"view": "flat"} if story.page.flat else {}
    return story.article.path + (f"?{urlencode(asked)}" if asked else "")


def _default_order(story: Story) -> Order:
    return Order.default(story.thread.comment_count)


def _thread_context(
    publication: PublicationView, article: ArticleView, thread: ThreadView, page: ThreadPage
) -> dict[str, object]:
    return {
        "publication": publication,
        "article": article,
        "thread": thread,
        "page": page,
        "back": f"{article.path}#discussion",
        "on_page": {comment.ref for comment in page.comments},
        "view_query": "&view=flat" if page.flat else "",
    }
