"""Articles, each with a page of its discussion."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from belowline.core.events import ARTICLE, SITE, THREAD
from belowline.discussion.queries.marks import Marked, marked_comments
from belowline.discussion.queries.quoted import quoted_comments
from belowline.discussion.queries.summaries import highlight_of
from belowline.discussion.queries.threads import (
    comment_counts,
    thread_below,
)
from belowline.network.queries.beside import network_beside
from belowline.newsroom.queries.article_times import (
    earliest,
    first_licence_end,
    first_vanishing,
    next_picture_change,
)
from belowline.newsroom.queries.articles import (
    article_in,
)
from belowline.newsroom.queries.twins import alternates_of
from belowline.pages.article_page import render_headline, render_story
from belowline.pages.article_view import Story
from belowline.pages.incidents import incident_below
from belowline.pages.quoted_comments import refs_in
from belowline.web.http.addresses import Shared, address
from belowline.web.http.lookup import story_at
from belowline.web.http.shared import cacheable
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY
from belowline.web.reading.discussed import discussed_articles
from belowline.web.reading.page_request import asked_page
from belowline.web.reading.related import related_to


@address(
    "<name:section>/<name:slug>",
    name="story",
    get=EVERYBODY,
    shared=Shared((SITE, THREAD, ARTICLE), ("after", "order", "view")),
)
def story(request: HttpRequest, visit: Visit, section_slug: str, slug: str) -> HttpResponse:
    """An article with a page of its discussion."""
    publication = visit.publication
    article = story_at(publication, section_slug, slug)
    by_country = article.limits.are_territorial
    if by_country:
        article = (
            article_in(visit.country, publication_id=publication.id, article_id=article.id)
            or article
        )
    thread = thread_below(article)
    related = related_to(publication, article)
    discussed = discussed_articles(publication).cards
    counts = comment_counts([card.id for card in (*related, *discussed)])
    network = network_beside(publication, place="article", path=article.path, section=section_slug)
    twins = alternates_of(article)
    ends_at = earliest(
        twins.changes_at,
        network.changes_at,
        first_licence_end([article]),
        next_picture_change([article]),
        first_vanishing([*related, *discussed]),
    )
    if thread is None:
        return cacheable(
            HttpResponse(
                render_headline(publication, article, related, discussed, counts, network)
            ),
            publication_id=publication.id,
            articles=[article.id],
            ends_at=ends_at,
            by_country=by_country,
            story=article.id,
        )
    incident = incident_below(publication, article)
    ends_at = earliest(ends_at, thread.changes_at, incident.ends_at if incident else None)
    page = asked_page(request, thread)
    refs = refs_in(article.body_html or "", publication)
    quoted = quoted_comments(publication_id=publication.id, refs=refs) if refs else {}
    shown = Story(
        publication,
        article,
        thread,
        page,
        marked_comments(thread) if page.starts else Marked(),
        related,
        discussed,
        counts,
        network,
        highlight_of(thread, page.comments) if article.body_html else None,
        quoted,
        twins.found,
        incident,
        ends_at,
    )
    longest = settings.ENVIRONMENT.comment_max_characters
    return cacheable(
        HttpResponse(render_story(shown, longest=longest)),
        publication_id=publication.id,
        threads={thread.id, *(it.comment.thread_id for it in quoted.values())},
        articles=[article.id, *article.twins],
        ends_at=ends_at,
        by_country=by_country,
        story=article.id,
    )
