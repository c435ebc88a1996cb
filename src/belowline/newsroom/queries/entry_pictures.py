"""The pictures of what has come by feeds: those that are here, and why the others are not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from belowline.newsroom.models import EntryPicture, WireEntry
from belowline.newsroom.queries.pictures import PictureView, at_the_desk, picture_view
from belowline.newsroom.wire.sentences import told


@dataclass(frozen=True, slots=True)
class EntryPictureView:
    """A picture of an item; without `view` it has not come. `fault` says why, in the language that
    is spoken now; `is_awaited` if it is still being tried. `is_described` as in DeskPicture.
    """

    view: PictureView | None
    caption: str
    credit: str
    fault: str
    is_awaited: bool
    is_described: bool


def pictures_of_entries(rows: Iterable[WireEntry]) -> Mapping[int, tuple[EntryPictureView, ...]]:
    """The pictures of these items in their order, by the item's id."""
    found: dict[int, tuple[EntryPictureView, ...]] = {}
    named = EntryPicture.objects.filter(entry__in=[it.pk for it in rows])
    for it in named.select_related("picture").order_by("entry_id", "place"):
        found[it.entry_id] = (*found.get(it.entry_id, ()), _view(it))
    return found


def _view(it: EntryPicture) -> EntryPictureView:
    return EntryPictureView(
        at_the_desk(picture_view(it.picture)) if it.picture else None,
        it.caption,
        it.credit,
        told(it.fault),
        is_awaited=it.tried_at is None,
        is_described=it.picture is not None and bool(it.picture.alt or it.picture.is_decorative),
    )
