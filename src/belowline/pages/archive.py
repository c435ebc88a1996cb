"""Pages of older articles: of a section, of an author, of a day; and the months of the archive."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.template.loader import render_to_string

from belowline.newsroom.queries.archive import ArchivePage
from belowline.newsroom.queries.publications import PublicationView, SectionView


def render_older(
    publication: PublicationView,
    page: ArchivePage,
    counts: Mapping[int, int],
    *,
    section: SectionView,
) -> str:
    """A page of a section's articles; `counts` are comments by article id, here and below."""
    context = {"section": section, "section_slug": section.slug}
    return _list(publication, page, counts, "older", path=section.path, **context)


def render_author(
    publication: PublicationView,
    page: ArchivePage,
    counts: Mapping[int, int],
    *,
    name: str,
    slug: str,
) -> str:
    """A page of what somebody has written."""
    path = f"/author/{slug}"
    return _list(publication, page, counts, "author", path=path, name=name)


def render_day(
    publication: PublicationView,
    page: ArchivePage,
    counts: Mapping[int, int],
    *,
    day: date,
    ends: tuple[date, date] | None,
) -> str:
    """A page of what was published on a day; `ends` are the first and the last day of all."""
    first, last = ends or (day, day)
    context = {
        "day": day,
        "day_before": day - timedelta(days=1) if first < day <= last else None,
        "day_after": day + timedelta(days=1) if first <= day < last else None,
    }
    return _list(publication, page, counts, "day", path=f"/archive/{day}", **context)


def render_months(
    publication: PublicationView,
    *,
    ends: tuple[date, date] | None,
    month: date | None = None,
    days: Mapping[date, int] | None = None,
) -> str:
    """The months from the first article to the last, and one of them with its days."""
    path = f"/archive/{month:%Y-%m}" if month else "/archive"
    return render_to_string(
        "pages/months.html",
        {
            "publication": publication,
            "years": _years(*ends) if ends else [],
            "month": month,
            "days": days or {},
            "canonical": publication.base_url + path,
            "back": path,
        },
    )


def _list(
    publication: PublicationView,
    page: ArchivePage,
    counts: Mapping[int, int],
    kind: str,
    *,
    path: str,
    **context: object,
) -> str:
    return render_to_string(
        "pages/archive.html",
        {
            "publication": publication,
            "kind": kind,
            "page": page,
            "counts": counts,
            "canonical": publication.base_url + path,
            "back": path,
            "path": path,
            **context,
        },
    )


def _years(first: date, last: date) -> Sequence[tuple[int, Sequence[date]]]:
    """The newest year first, each with its months."""
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if (first.year, first.month) <= (year, month) <= (last.year, last.month)
    ]
    years = range(last.year, first.year - 1, -1)
    return [(year, [month for month in months if month.year == year]) for year in years]
