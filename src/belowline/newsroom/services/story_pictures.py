"""Which pictures an article has: those being written in, and those that readers see."""

from collections.abc import Mapping

from django.utils.translation import gettext

from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.ids import decode
from belowline.core.markup.figures import figures_in, refs_in
from belowline.core.refusals import Invalid
from belowline.newsroom.models import Article, ArticleVersion, Picture, PictureUse
from belowline.newsroom.queries.licence_limits import NO_LIMITS, LicenceLimits, limits_of

_MOST = 50
"""Pictures of one article."""


def picture_of(ref: str, publication_id: int) -> int | None:
    """The id of the publication's picture that a field names; None where it is empty.

    Raises Invalid for any other.
    """
    if not ref:
        return None
    found = _ids([ref], publication_id).get(ref)
    if found is None:
        raise Invalid(gettext("This picture is no longer there."), field="picture")
    return found


def note_pictures(article: Article, words: Mapping[str, str]) -> None:
    """Notes which pictures are being written in, so that none is deleted meanwhile."""
    refs = [ref for ref in (words["picture"], *refs_in(words["body"])[:_MOST]) if ref]
    if refs:
        ids = _ids(refs, article.publication_id).values()
        PictureUse.objects.bulk_create(
            [PictureUse(article=article, picture_id=each) for each in sorted(set(ids))],
            ignore_conflicts=True,
        )


def checked_pictures(
    *, publication_id: int, lead: int | None, html: str, limits: LicenceLimits = NO_LIMITS
) -> list[int]:
    """The ids of the pictures of an article that is to be published, with the one above the text.

    Raises Invalid for one that is not there, has neither words for those who cannot see it nor the
    mark that it needs none, or may not be used any more, or not as widely as the article.
    """
    figures = figures_in(html)
    if len(figures) > _MOST:
        raise Invalid(gettext("This text has too many pictures."), field="body")
    ids = _ids([ref for ref, _ in figures], publication_id)
    if lead is not None:
        _check(Picture.objects.get(pk=lead), "", limits, field="picture")
    rows = Picture.objects.in_bulk(list(ids.values()))
    for ref, alt in figures:
        if ref not in ids:
            raise Invalid(gettext("A picture in the text is no longer there."), field="body")
        _check(rows[ids[ref]], alt, limits, field="body")
    return sorted({*ids.values(), *([lead] if lead is not None else [])})


def show_pictures(article: Article, picture_ids: list[int]) -> None:
    """From now on readers see these pictures in the article, and no others."""
    uses = PictureUse.objects.filter(article=article)
    uses.exclude(picture_id__in=picture_ids).update(is_shown=False)
    PictureUse.objects.bulk_create(
        [PictureUse(article=article, picture_id=each, is_shown=True) for each in picture_ids],
        update_conflicts=True,
        unique_fields=["article", "picture"],
        update_fields=["is_shown"],
    )


def take_pictures_away(article: Article) -> None:
    """Lets go of all pictures of an article, also of its earlier versions."""
    PictureUse.objects.filter(article=article).delete()
    ArticleVersion.objects.filter(article=article).update(picture=None)
    Article.objects.filter(pk=article.pk).update(picture=None)


def _check(picture: Picture, alt: str, limits: LicenceLimits, *, field: str) -> None:
    if not alt and not picture.alt and not picture.is_decorative:
        raise Invalid(
            gettext(
                "A picture has no alt text yet. Describe it for those who can’t see it, or mark it "
                "as decorative."
            ),
            field=field,
        )
    if picture.usable_until is not None and picture.usable_until <= now():
        raise Invalid(gettext("The right to use this picture has ended."), field=field)
    if not limits.are_within(limits_of(picture.limits)):
        raise Invalid(
            gettext(
                "The licence of a picture covers fewer countries or ways of publishing than the "
                "article’s. Limit the article in the same way, or remove the picture."
            ),
            field=field,
        )


def _ids(refs: list[str], publication_id: int) -> dict[str, int]:
    """Those of the refs that name a picture of the publication, with its id."""
    ids: dict[str, int] = {}
    for ref in refs:
        try:
            ids[ref] = decode(ref)
        except ValueError:
            continue
    rows = select_rows(Picture, ["id", "publication_id"], id=set(ids.values()))
    there = {key for key, owner in rows if owner == publication_id}
    return {ref: key for ref, key in ids.items() if key in there}
