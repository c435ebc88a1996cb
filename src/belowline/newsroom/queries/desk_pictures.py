"""Pictures as editors have them before them: the newest ones, and the words of one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from belowline.core.bulk_sql import select_objects
from belowline.core.ids import decode, encode
from belowline.newsroom.models import Article, Picture
from belowline.newsroom.queries.drafts import typed_moment
from belowline.newsroom.queries.licence_limits import limits_of, words_of_limits
from belowline.newsroom.queries.pictures import PictureView, at_the_desk, picture_view
from belowline.newsroom.queries.publications import zone_of

PICTURE_FIELDS = (
    *("alt", "decorative", "caption", "credit", "usable_from", "usable_until"),
    *("only_in", "not_in"),
)
"""What an editor fills in, each as it is typed; `decorative` is empty or not."""
_RECENT = 12


@dataclass(frozen=True, slots=True)
class DeskPicture:
    """A picture at the desk; `words` are its fields, `is_offered` whether its file said them.

    `came_by` is the feed that brought it. `articles` are those whose readers see it: refs and
    headlines.
    """

    view: PictureView
    digest: str
    words: Mapping[str, str]
    is_offered: bool
    is_described: bool
    uploaded_by: str
    came_by: str
    articles: tuple[tuple[str, str], ...]


def recent_pictures(*, publication_id: int, also: Iterable[str] = ()) -> list[DeskPicture]:
    """The publication's newest pictures, and before them those whose refs are given."""
    rows = Picture.objects.filter(publication_id=publication_id)
    newest = {row.pk: row for row in rows.order_by("-uploaded_at")[:_RECENT]}
    return [_at_desk(row, words={}) for row in {**_named(publication_id, also), **newest}.values()]


def desk_picture(*, publication_id: int, picture_id: int) -> DeskPicture | None:
    """The picture with its words; None where the publication has no such picture."""
    row = Picture.objects.filter(publication_id=publication_id, pk=picture_id).first()
    if row is None:
        return None
    zone = zone_of(publication_id)
    words = {
        "alt": row.alt,
        "decorative": "1" if row.is_decorative else "",
        "caption": row.caption,
        "credit": row.credit,
        "usable_from": typed_moment(row.usable_from, zone),
        "usable_until": typed_moment(row.usable_until, zone),
        **words_of_limits(limits_of(row.limits)),
    }
    shown = Article.objects.filter(picture_uses__picture=row, picture_uses__is_shown=True)
    articles = tuple(
        (encode(key), headline) for key, headline in shown.values_list("id", "headline")
    )
    return _at_desk(row, words={**words, **row.offered}, articles=articles)


def pictures_named(*, publication_id: int, refs: Iterable[str]) -> dict[str, PictureView]:
    """The publication's pictures with these refs, from where editors have them, by ref."""
    found = _named(publication_id, refs)
    return {encode(key): at_the_desk(picture_view(row)) for key, row in found.items()}


def _named(publication_id: int, refs: Iterable[str]) -> dict[int, Picture]:
    ids = {found for ref in refs if (found := _id(ref))}
    rows = select_objects(Picture, id=ids)
    return {row.pk: row for row in rows if row.publication_id == publication_id}


def _at_desk(
    row: Picture, *, words: Mapping[str, str], articles: tuple[tuple[str, str], ...] = ()
) -> DeskPicture:
    return DeskPicture(
        at_the_desk(picture_view(row)),
        row.digest,
        words,
        bool(row.offered),
        bool(row.alt) or row.is_decorative,
        row.uploaded_by_name,
        row.came_by,
        articles,
    )


def _id(ref: str) -> int:
    try:
        return decode(ref)
    except ValueError:
        return 0
