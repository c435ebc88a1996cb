"""Older articles: by day and month through all the years, and by author."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from belowline.core.events import LISTS, SITE
from belowline.core.refusals import NotFound
from belowline.discussion.queries.threads import comment_counts
from belowline.newsroom.queries.archive import (
    ArchivePage,
    articles_by,
    articles_of_day,
    author_name,
    days_of_month,
    first_and_last_day,
)
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.archive import render_author, render_day, render_months
from belowline.web.http.addresses import Shared, address
from belowline.web.http.shared import cacheable
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY

_LISTED = Shared((SITE, LISTS), ("after",))


@address("archive", name="archive", get=EVERYBODY, shared=Shared((SITE, LISTS)))
def archive(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All months in which something was published."""
    publication = visit.publication
    ends = first_and_last_day(publication_id=publication.id, zone=publication.zone)
    return _kept(publication, render_months(publication, ends=ends))


@address("archive/<month:month>", name="archive-month", get=EVERYBODY, shared=Shared((SITE, LISTS)))
def month(request: HttpRequest, visit: Visit, month: date) -> HttpResponse:
    """The days of a month in which something was published."""
    publication = visit.publication
    days = days_of_month(publication_id=publication.id, month=month, zone=publication.zone)
    ends = first_and_last_day(publication_id=publication.id, zone=publication.zone)
    return _kept(publication, render_months(publication, ends=ends, month=month, days=days))


@address("archive/<day:day>", name="archive-day", get=EVERYBODY, shared=_LISTED)
def day(request: HttpRequest, visit: Visit, day: date) -> HttpResponse:
    """The articles of a day."""
    publication = visit.publication
    ends = first_and_last_day(publication_id=publication.id, zone=publication.zone)
    found = _found(
        articles_of_day(
            publication_id=publication.id,
            day=day,
            zone=publication.zone,
            after=request.GET.get("after", ""),
        )
    )
    return _kept(
        publication, render_day(publication, found, _counts(found), day=day, ends=ends), found
    )


@address("author/<name:author>", name="author", get=EVERYBODY, shared=_LISTED)
def author(request: HttpRequest, visit: Visit, author: str) -> HttpResponse:
    """What somebody has written."""
    publication = visit.publication
    name = author_name(publication_id=publication.id, slug=author)
    if not name:
        raise NotFound(gettext("There are no articles by this author."))
    found = _found(
        articles_by(publication_id=publication.id, slug=author, after=request.GET.get("after", ""))
    )
    page = render_author(publication, found, _counts(found), name=name, slug=author)
    return _kept(publication, page, found)


def _found(page: ArchivePage | None) -> ArchivePage:
    if page is None:
        raise NotFound(gettext("There is no page at this address."))
    return page


def _counts(found: ArchivePage) -> dict[int, int]:
    return comment_counts([card.id for card in found.cards])


def _kept(
    publication: PublicationView, page: str, found: ArchivePage | None = None
) -> HttpResponse:
    return cacheable(
        HttpResponse(page),
        publication_id=publication.id,
        lists=True,
        ends_at=found.changes_at if found else None,
    )
