"""Fetches the pictures that items of the wire name, and makes them as uploaded ones are made."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.db import transaction

from belowline.core.clock import now
from belowline.core.events import publish_all
from belowline.core.fetching import FetchFault, TooManyBytes, UnexpectedStatus, fetch
from belowline.core.refusals import Refusal, TooMany
from belowline.core.tasks import enqueue
from belowline.newsroom.events import ArticleChanged
from belowline.newsroom.models import Article, EntryPicture, Picture, WireEntry
from belowline.newsroom.pictures.judging import LARGEST
from belowline.newsroom.queries.licence_limits import kept_limits
from belowline.newsroom.queries.wire_limits import limits_of_item, window_of_item
from belowline.newsroom.services.pictures import (
    MadeFiles,
    keep_picture,
    make_picture,
    offered_words,
)
from belowline.newsroom.wire import WireItem
from belowline.newsroom.wire.sentences import Sentence, kept
from belowline.newsroom.wire.sentences import sentence as _

MOST_PICTURES = 10
MOST_BYTES = 40_000_000
"""Of one item: pictures, and bytes of all of them."""
_TASK = "fetch-entry-pictures"
_SECONDS = 30.0
_REDIRECTS = 5
_WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
"""Until what could not be had is tried again: agencies write an item before its pictures."""
_SOON = timedelta(seconds=20)
_FEWEST_BYTES = 100


def note_entry_pictures(entry: WireEntry, item: WireItem) -> None:
    """Has the pictures of this version fetched. Called in the transaction that keeps it."""
    EntryPicture.objects.filter(entry=entry).delete()
    since, until = window_of_item(item)
    if not item.pictures or (since and until and until <= since):
        return
    EntryPicture.objects.bulk_create(
        EntryPicture(
            entry=entry,
            place=place,
            address=it.url,
            alt=it.alt,
            caption=it.caption,
            credit=it.credit or item.credit,
            usable_from=since,
            usable_until=until,
            limits=kept_limits(limits_of_item(item)),
        )
        for place, it in enumerate(item.pictures[:MOST_PICTURES])
    )
    enqueue(_TASK, {"entry_id": entry.pk})


def fetch_entry_pictures(*, entry_id: int) -> None:
    """Fetches what an item names and is not here yet. A task; no transaction is open meanwhile.

    What cannot be had is tried again a few times; why is told to the editor. The item waits for
    none of it.
    """
    rows = EntryPicture.objects.filter(entry_id=entry_id, tried_at=None)
    left = MOST_BYTES
    for it in rows.select_related("entry__feed").order_by("place"):
        try:
            data = _content(it, most=min(left, LARGEST))
            left -= len(data)
            _arrived(it, make_picture(data))
        except TooMany:
            enqueue(_TASK, {"entry_id": entry_id}, due_at=now() + _SOON)
            return
        except (FetchFault, OSError) as fault:
            _failed(it, _why(it, fault), is_over=isinstance(fault, TooManyBytes))
        except Refusal:
            _failed(it, _REFUSED, is_over=True)
    attempts = list(rows.values_list("attempts", flat=True))
    if attempts:
        wait = _WAITS[max(0, min(*attempts, len(_WAITS)) - 1)]
        enqueue(_TASK, {"entry_id": entry_id}, due_at=now() + wait)


@transaction.atomic
def take_entry_pictures(entry: WireEntry) -> None:
    """Takes away the pictures that an item has brought whose agency has recalled it: they end in
    every article that has them, and are deleted where none has.
    """
    brought = Picture.objects.filter(entrypicture__entry=entry).exclude(came_by="")
    ids = sorted(brought.values_list("id", flat=True))
    EntryPicture.objects.filter(entry=entry).delete()
    Picture.objects.filter(pk__in=ids, uses=None, entrypicture=None).delete()
    for picture in Picture.objects.filter(pk__in=ids).select_for_update():
        _end(picture)


def _end(picture: Picture) -> None:
    moment, ends = now(), picture.usable_until
    picture.usable_until = ends if ends is not None and ends <= moment else moment
    if picture.usable_from is not None and picture.usable_from >= picture.usable_until:
        picture.usable_from = None
    picture.save(update_fields=["usable_from", "usable_until"])
    shown = Article.objects.filter(picture_uses__picture=picture, picture_uses__is_shown=True)
    publish_all(
        ArticleChanged(publication_id=picture.publication_id, article_id=article_id)
        for article_id in shown.values_list("id", flat=True)
    )


def _content(it: EntryPicture, *, most: int) -> bytes:
    """The file's bytes. Raises FetchFault or OSError."""
    if most < _FEWEST_BYTES:
        raise TooManyBytes(MOST_BYTES)
    feed = it.entry.feed.address
    if urlsplit(it.address).scheme or feed.startswith(("http://", "https://")):
        address = urljoin(feed, it.address)
        return fetch(address, most=most, seconds=_SECONDS, redirects=_REDIRECTS).body
    file = Path(feed) / it.address
    if file.is_symlink() or file.parent != Path(feed):
        raise FileNotFoundError(it.address)
    with file.open("rb") as opened:
        data = opened.read(most + 1)
    if len(data) > most:
        raise TooManyBytes(most)
    return data


@transaction.atomic
def _arrived(it: EntryPicture, made: MadeFiles) -> None:
    """Keeps the picture, unless its item has gone meanwhile or another version came."""
    here = WireEntry.objects.select_for_update().filter(pk=it.entry_id)
    is_over = here.filter(state=WireEntry.State.KILLED).exists()
    if is_over or not here.exists() or not EntryPicture.objects.filter(pk=it.pk).exists():
        return
    said = offered_words(it.alt, it.caption, it.credit)
    file = offered_words(made.offered.alt, made.offered.caption, made.offered.credit)
    picture, is_new = keep_picture(
        made,
        publication_id=it.entry.publication_id,
        offered={**file, **said},
        came_by=it.entry.feed.name,
        usable_from=it.usable_from,
        usable_until=it.usable_until,
        limits=it.limits,
    )
    if not is_new and picture.came_by:
        _narrow(picture, it)
    EntryPicture.objects.filter(pk=it.pk).update(picture=picture, fault="", tried_at=now())


def _narrow(picture: Picture, it: EntryPicture) -> None:
    """A later version of an item may say less of what came by the wire, never more: whoever may
    use it for longer says so on its page.
    """
    ends = [each for each in (picture.usable_until, it.usable_until) if each is not None]
    picture.usable_until = min(ends, default=None)
    since, until = picture.usable_from, picture.usable_until
    if since is not None and until is not None and until <= since:
        picture.usable_from = None
    if not picture.limits:
        picture.limits = it.limits
    picture.save(update_fields=["usable_from", "usable_until", "limits"])


def _failed(it: EntryPicture, why: Sentence, *, is_over: bool) -> None:
    attempts = it.attempts + 1
    is_over = is_over or attempts > len(_WAITS)
    EntryPicture.objects.filter(pk=it.pk).update(
        attempts=attempts, fault=kept(why), tried_at=now() if is_over else None
    )


def _why(it: EntryPicture, fault: Exception) -> Sentence:
    host = urlsplit(it.address).hostname or ""
    if isinstance(fault, TooManyBytes):
        return _("A picture of this item is too large.")
    if isinstance(fault, UnexpectedStatus):
        return _(
            "A picture could not be fetched: %(host)s answered %(status)s.",
            host=host,
            status=fault.status,
        )
    if isinstance(fault, FetchFault):
        return _("A picture could not be fetched from %(host)s.", host=host)
    return _("The picture “%(name)s” is not in the folder of the feed.", name=it.address[:100])


_REFUSED = _(
    "The file of a picture can’t be used: it is too large, damaged, or no JPEG, PNG, WebP or AVIF."
)
