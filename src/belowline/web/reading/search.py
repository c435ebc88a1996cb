"""Search in articles and comments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.discussion.queries.threads import comment_counts
from belowline.newsroom.queries.articles import article_by_id
from belowline.pages.feeds.found import found_entries
from belowline.search.queries.finding import (
    ArticlesFound,
    CommentsFound,
    find_articles,
    find_comments,
)
from belowline.search.services.limited_acts import count_search
from belowline.search.time_limit import end_of_search
from belowline.web.http.addresses import address
from belowline.web.http.network import visitors_network
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY
from belowline.web.reading.feeds import feed_answer
from belowline.web.reading.search_form import ALL, ARTICLES, COMMENTS, SearchForm, search_form

_BESIDE = 5
"""Articles above the comments where both are looked for."""
_IN_FEED = 20


@address("search", name="search", get=EVERYBODY)
def search(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form, and below it what was found."""
    form = search_form(request.GET.dict(), visit)
    articles, comments = _find(request, visit, form)
    below = (
        article_by_id(publication_id=visit.publication.id, article_id=form.thread.article_id)
        if form.thread
        else None
    )
    context = {
        "form": form,
        "articles": articles,
        "comments": comments,
        "counts": comment_counts([hit.article.id for hit in articles.hits]),
        "below": below,
    }
    return render(request, "reading/search.html", context)


@address("search.<format:format>", name="search-feed", get=EVERYBODY)
def search_feed(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    """The feed of a search: what is new among what it finds."""
    publication = visit.publication
    form = search_form(request.GET.dict(), visit)
    articles, comments = _find(request, visit, form, is_feed=True)
    return feed_answer(
        publication,
        gettext("Search for “%(words)s”") % {"words": form.fields["q"] or form.fields["by"]},
        form.address("/search"),
        form.address(f"/search.{kind}"),
        found_entries(articles.hits, comments.hits, publication.base_url),
        kind,
    )


def _find(
    request: HttpRequest, visit: Visit, form: SearchForm, *, is_feed: bool = False
) -> tuple[ArticlesFound, CommentsFound]:
    articles, comments = ArticlesFound(), CommentsFound()
    if form.asked.is_empty:
        return articles, comments
    count_search(network=visitors_network(request))
    publication_id = visit.publication.id
    after, until = request.GET.get("after", ""), end_of_search()
    if form.kind == ARTICLES or (form.kind == ALL and (is_feed or not after)):
        articles = find_articles(
            publication_id=publication_id,
            asked=form.asked,
            until=until,
            after=after,
            limit=_BESIDE if form.kind == ALL and not is_feed else _IN_FEED,
        )
    if form.kind in (ALL, COMMENTS):
        comments = find_comments(
            publication_id=publication_id, asked=form.asked, until=until, after=after
        )
    return articles, comments
