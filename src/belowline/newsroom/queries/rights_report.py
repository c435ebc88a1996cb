"""What a publication may show until when, and whether it keeps to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.newsroom.models import Article, PictureUse
from belowline.newsroom.queries.articles import (
    ArticleCard,
    ArticleView,
    article_at,
    article_by_id,
    cards,
)
from belowline.newsroom.queries.licence_limits import limits_of
from belowline.newsroom.queries.publications import PublicationView

_AT_ONCE = 500
_PUBLISHED = Article.State.PUBLISHED


@dataclass(frozen=True, slots=True)
class RightsLine:
    """An article with the moment that counts for it, and what is to be said of it."""

    headline: str
    path: str
    moment: datetime
    said: str


@dataclass(frozen=True, slots=True)
class RightsReport:
    """What ends soon, what has ended lately, what is held and why, and what is shown although it
    must not be; the last is empty, or something is wrong.
    """

    ending: Sequence[RightsLine]
    ended: Sequence[RightsLine]
    held: Sequence[RightsLine]
    breaches: Sequence[RightsLine]


def rights_report(publication: PublicationView, *, days: int) -> RightsReport:
    """The report over so many days, from now on and back. Breaches are looked for in all."""
    moment, span = now(), timedelta(days=days)
    rows = Article.objects.filter(publication_id=publication.id).select_related("section")
    ending = rows.filter(
        state=_PUBLISHED, licence_ends_at__gt=moment, licence_ends_at__lte=moment + span
    )
    ended = rows.filter(licence_ends_at__lte=moment, licence_ends_at__gt=moment - span)
    held = rows.filter(state=Article.State.HELD)
    return RightsReport(
        sorted(
            [
                *(_line(it, it.licence_ends_at, it.remains) for it in ending),
                *_ending_pictures(publication, moment, moment + span),
            ],
            key=lambda line: line.moment,
        ),
        [_line(it, it.licence_ends_at, it.state) for it in ended.order_by("-licence_ends_at")],
        [_line(it, it.changed_at, it.state_note) for it in held.order_by("-changed_at")],
        list(_breaches(publication)),
    )


def _ending_pictures(
    publication: PublicationView, since: datetime, until: datetime
) -> Iterator[RightsLine]:
    """The articles that go on without a picture, at the moment in which its rights end."""
    uses = PictureUse.objects.select_related("picture", "article__section").filter(
        is_shown=True,
        article__publication_id=publication.id,
        article__state=_PUBLISHED,
        picture__usable_until__gt=since,
        picture__usable_until__lte=until,
    )
    for use in uses:
        said = f"picture {encode(use.picture_id)} ends; the article stays"
        yield _line(use.article, use.picture.usable_until, said)


def _breaches(publication: PublicationView) -> Iterator[RightsLine]:
    """Asks readers' own queries for every article of which text, or all, must not be shown."""
    moment = now()
    rows = Article.objects.filter(publication_id=publication.id).select_related("section")
    for it in rows.order_by("id").iterator(_AT_ONCE):
        is_over = it.licence_ends_at is not None and it.licence_ends_at <= moment
        is_public = it.state == _PUBLISHED and it.published_at <= moment
        is_limited = limits_of(it.limits).are_territorial
        if is_limited and not is_over and _shows_text(publication, it):
            yield _line(it, it.published_at, "its text is shown outside its countries")
        elif is_over and _shows_text(publication, it):
            yield _line(it, it.licence_ends_at, "its text is shown after its end")
        elif not is_public and not is_over and _is_found(publication, it):
            yield _line(it, it.published_at, f"it is found although it is {it.state}")


def _shows_text(publication: PublicationView, it: Article) -> bool:
    found = _found(publication, it)
    card = _card(publication, it)
    on_page = found and (found.body_html or found.pictures)
    return bool(on_page or (card and (card.standfirst or card.picture)))


def _is_found(publication: PublicationView, it: Article) -> bool:
    by_id = article_by_id(publication_id=publication.id, article_id=it.pk)
    return bool(_found(publication, it) or by_id or _card(publication, it))


def _card(publication: PublicationView, it: Article) -> ArticleCard | None:
    return cards([it.pk], publication_ids=[publication.id]).get(it.pk)


def _found(publication: PublicationView, it: Article) -> ArticleView | None:
    section = publication.section(it.section.slug)
    if section is None:
        return None
    return article_at(publication_id=publication.id, section=section, slug=it.slug)


def _line(it: Article, moment: datetime | None, said: str) -> RightsLine:
    path = f"/{it.section.slug}/{it.slug}"
    return RightsLine(it.headline, path, moment or it.published_at, said)
