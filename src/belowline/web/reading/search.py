"""Search in articles and comments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belowline.discussion.queries.threads import comment_counts
from belowline.newsroom.queries.articles import article_by_id
from belowline.pages.feeds import MEDIA_TYPE
from belowline.pages.search_feed import search_feed
from belowline.search.queries.finding import (
    ArticlesFound,
    CommentsFound,
    find_articles,
    find_comments,
)
from belowline.search.services.limited_acts import count_search
from belowline.web.http.addresses import address
from belowline.web.http.network import network_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY
from belowline.web.reading.search_form import ALL, ARTICLES, COMMENTS, SearchForm, search_form

_BESIDE = 5
"""Articles above the comments where both are looked for."""
_IN_FEED = 20


@address("search", name="search", get=EVERYBODY)
def search(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form, and below it what was found."""
    form = search_form(request.GET.dict(), visit.publication)
    articles, comments = _find(request, visit, form)
    below = article_by_id(form.thread.article_id) if form.thread else None
    context = {
        "form": form,
        "articles": articles,
        "comments": comments,
        "counts": comment_counts([hit.article.id for hit in articles.hits]),
        "below": below,
    }
    return render(request, "reading/search.html", context)


@address("search.atom", name="search-feed", get=EVERYBODY)
def search_atom(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The feed of a search: what is new among what it finds."""
    form = search_form(request.GET.dict(), visit.publication)
    articles, comments = _find(request, visit, form, is_feed=True)
    feed = search_feed(
        visit.publication,
        typed=form.fields["q"] or form.fields["by"],
        address=form.address("/search"),
        feed_address=form.address("/search.atom"),
        articles=articles.hits,
        comments=comments.hits,
    )
    return HttpResponse(feed, content_type=MEDIA_TYPE)


def _find(
    request: HttpRequest, visit: Visit, form: SearchForm, *, is_feed: bool = False
) -> tuple[ArticlesFound, CommentsFound]:
    articles, comments = ArticlesFound(), CommentsFound()
    if form.asked.is_empty:
        return articles, comments
    count_search(network=network_of(request))
    publication_id = visit.publication.id
    after = request.GET.get("after", "")
    if form.kind == ARTICLES or (form.kind == ALL and (is_feed or not after)):
        articles = find_articles(
            publication_id=publication_id,
            asked=form.asked,
            after=after,
            limit=_BESIDE if form.kind == ALL and not is_feed else _IN_FEED,
        )
    if form.kind in (ALL, COMMENTS):
        comments = find_comments(publication_id=publication_id, asked=form.asked, after=after)
    return articles, comments
