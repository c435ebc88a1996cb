"""Finds what an address names, within the publication that was asked."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from belowline.core.refusals import NotFound
from belowline.discussion.queries.comments import CommentView, comment
from belowline.discussion.queries.threads import ThreadView, thread
from belowline.newsroom.queries.articles import ArticleView, article_at, article_by_url
from belowline.web.visitor import id_from, publication_of


def thread_at(request: HttpRequest, ref: str) -> ThreadView:
    """The thread, if it belongs to the request's publication. Raises NotFound."""
    found = thread(id_from(ref))
    if found is None or found.publication_id != publication_of(request).id:
        raise NotFound("This discussion does not exist.")
    return found


def comment_at(request: HttpRequest, ref: str) -> CommentView:
    """The comment, if it belongs to the request's publication. Raises NotFound."""
    found = comment(id_from(ref))
    if found is None or found.publication_id != publication_of(request).id:
        raise NotFound("This comment does not exist.")
    return found


def article_for(request: HttpRequest, url: str) -> ArticleView | None:
    """The article at this address, be it this site's own or the one that it was kept for."""
    publication = publication_of(request)
    own = url.removeprefix(settings.SITE_URL) if url.startswith(settings.SITE_URL) else url
    parts = urlsplit(own).path.strip("/").split("/") if own.startswith("/") else []
    if len(parts) == 2:
        return article_at(publication_id=publication.id, section_slug=parts[0], slug=parts[1])
    return article_by_url(publication_id=publication.id, url=url)
