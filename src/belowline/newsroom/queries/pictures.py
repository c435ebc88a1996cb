"""Pictures of articles as pages show them, only while they may be shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.markup.figures import has_figures
from belowline.core.prepared import Prepared
from belowline.newsroom.models import SHOWN_STATES, Article, Picture
from belowline.newsroom.pictures.files import widths_up_to
from belowline.newsroom.queries.licence_limits import limits_of

COLUMNS = (
    *("digest", "width", "height", "colour", "alt", "caption", "credit"),
    *("usable_from", "usable_until"),
)
"""What a page needs of a picture's row."""
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture; `at` opens the addresses of its files, `alt` is empty for a decorative one."""

    id: int
    at: str
    width: int
    height: int
    colour: str
    alt: str
    caption: str
    credit: str
    usable_from: datetime | None
    usable_until: datetime | None

    @property
    def ref(self) -> str:
        """The id as texts and addresses write it."""
        return encode(self.id)

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths in which it is kept, the smallest first."""
        return widths_up_to(self.width)

    @property
    def is_usable(self) -> bool:
        """Whether it may be shown now."""
        moment = now()
        has_begun = self.usable_from is None or self.usable_from <= moment
        return has_begun and (self.usable_until is None or moment < self.usable_until)

    @property
    def changes_at(self) -> datetime | None:
        """When that will be otherwise; None: never."""
        to_come = [it for it in (self.usable_from, self.usable_until) if it and it > now()]
        return min(to_come, default=None)

    def address(self, width: int, kind: str) -> str:
        """Where one of its files is, on its publication's site."""
        return f"{self.at}/{width}.{kind}"


@dataclass(frozen=True, slots=True)
class PublicUntil:
    """When a picture ends for readers, as far as the clock tells, and whether it is for readers of
    all countries until then.
    """

    moment: datetime
    is_for_all: bool


def picture_view(row: Picture) -> PictureView:
    """The picture as readers' pages show it."""
    return PictureView(row.pk, f"/pictures/{row.digest}", *(getattr(row, it) for it in COLUMNS[1:]))


def at_the_desk(picture: PictureView) -> PictureView:
    """The same, from where only editors have its files, and at any time."""
    return replace(picture, at=f"/desk/pictures/{picture.ref}", usable_from=None, usable_until=None)


def pictures_of(article: Article) -> dict[int, PictureView]:
    """The pictures that readers see of an article, while each may be shown, by id.

    Most articles have none, and the database is not asked.
    """
    if article.picture_id is None and not has_figures(article.body_html):
        return {}
    return {row.pk: picture_view(row) for row in _OF_ARTICLE(article.pk)}


def usable(pictures: Iterable[PictureView]) -> dict[str, PictureView]:
    """Those that may be shown now, by ref."""
    return {it.ref: it for it in pictures if it.is_usable}


def public_until(*, publication_id: int, digest: str, country: str) -> PublicUntil | None:
    """Until when readers in this country may see the picture; None where they may not.

    They may while it stands in an article whose text they may read, and its own time is not over.
    """
    moment = now()
    rows = Article.objects.filter(
        publication_id=publication_id,
        picture_uses__is_shown=True,
        picture_uses__picture__digest=digest,
        picture_uses__picture__publication_id=publication_id,
        state__in=SHOWN_STATES,
        published_at__lte=moment,
    )
    use = "picture_uses__picture__usable"
    found: dict[bool, datetime] = {}
    for kept, licence, since, until in rows.values_list(
        "limits", "licence_ends_at", f"{use}_from", f"{use}_until"
    ):
        limits = limits_of(kept)
        ends = min(it for it in (licence, until, _NEVER) if it is not None)
        has_begun = since is None or since <= moment
        if has_begun and ends > moment and limits.allow("page") and limits.cover(country):
            is_for_all = not limits.are_territorial
            found[is_for_all] = max(ends, found.get(is_for_all, ends))
    if not found:
        return None
    is_for_all = True in found
    return PublicUntil(found[is_for_all], is_for_all)


_OF_ARTICLE = Prepared(
    lambda article: Picture.objects.filter(uses__article=article, uses__is_shown=True)
)
