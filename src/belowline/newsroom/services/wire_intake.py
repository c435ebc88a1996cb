"""Takes in what a feed has: new items wait for an editor, kills are obeyed at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from belowline.core.clock import now
from belowline.core.fetching import FetchFault, fetch
from belowline.core.markup import clean_line
from belowline.core.models import Task
from belowline.core.refusals import NotFound
from belowline.core.tasks import enqueue
from belowline.newsroom.models import Article, Feed, WireEntry
from belowline.newsroom.queries.feeds import terms_of, words_of_item
from belowline.newsroom.queries.publications import zone_of
from belowline.newsroom.services.endings import kill_story
from belowline.newsroom.services.wire_pictures import note_entry_pictures, take_entry_pictures
from belowline.newsroom.wire import (
    CHANNELS,
    Reading,
    SetAside,
    Signal,
    Status,
    WireItem,
    read_items,
)
from belowline.newsroom.wire.sentences import Kept, kept
from belowline.newsroom.wire.sentences import sentence as _

_MOST = 20_000_000
_SECONDS = 30.0
_REDIRECTS = 5
_MOST_FILES = 10_000
_TASK = "take-in-feed"
_ENDINGS = (".xml", ".json")


@dataclass(slots=True)
class Intake:
    """What became of what came: numbers of items."""

    new: int = 0
    updated: int = 0
    known: int = 0
    killed: int = 0
    set_aside: int = 0


def take_in_all() -> None:
    """Plans to ask every feed, each in a task of its own: a slow one holds nobody up, and is not
    planned again before it is done.
    """
    planned = set(Task.objects.filter(name=_TASK).values_list("payload__feed_id", flat=True))
    for feed_id in Feed.objects.order_by("id").values_list("id", flat=True):
        if feed_id not in planned:
            enqueue(_TASK, {"feed_id": feed_id})


def take_in(*, feed_id: int) -> Intake:
    """Asks the feed and takes in what it has. Raises NotFound.

    Nothing is fetched inside a transaction; each item is taken in by one of its own, so that a bad
    one stops no other. Why a feed could not be asked is kept with it.
    """
    feed = Feed.objects.filter(pk=feed_id).first()
    if feed is None:
        raise NotFound(gettext("There is no such feed."))
    intake = Intake()
    failure = ""
    try:
        for document, content_type in _documents(feed):
            for reading in read_items(document, content_type=content_type, terms=terms_of(feed)):
                _take(feed, reading, intake)
    except (FetchFault, OSError) as fault:
        failure = str(fault)[:500]
    Feed.objects.filter(pk=feed.pk).update(
        asked_at=now(), failure=failure, etag=feed.etag, last_modified=feed.last_modified
    )
    return intake


def _documents(feed: Feed) -> Iterator[tuple[bytes, str]]:
    """Each document with its content type: one of an address, or the files of a folder."""
    if not feed.address.startswith(("http://", "https://")):
        yield from _files(Path(feed.address))
        return
    fetched = fetch(
        feed.address,
        most=_MOST,
        seconds=_SECONDS,
        redirects=_REDIRECTS,
        etag=feed.etag,
        last_modified=feed.last_modified,
    )
    if not fetched.is_unchanged:
        yield fetched.body, fetched.content_type
        feed.etag, feed.last_modified = fetched.etag[:500], fetched.last_modified[:100]


def _files(folder: Path) -> Iterator[tuple[bytes, str]]:
    files = sorted(it for it in folder.iterdir() if it.suffix.lower() in _ENDINGS)
    for file in files[:_MOST_FILES]:
        with file.open("rb") as opened:
            yield opened.read(_MOST + 1), ""


@transaction.atomic
def _take(feed: Feed, reading: Reading, intake: Intake) -> None:
    guid = _guid(reading)
    entry = WireEntry.objects.select_for_update().filter(feed=feed, guid=guid).first()
    if isinstance(reading, SetAside):
        _set_aside(feed, reading, guid, entry, intake)
    elif reading.signal is Signal.KILL or reading.status is Status.CANCELED:
        _kill(feed, reading, guid, entry, intake)
    elif entry is not None and entry.version == reading.version[:100] and entry.words:
        intake.known += 1
    else:
        _keep(feed, reading, guid, entry, intake)


def _guid(reading: Reading) -> str:
    """By what the item is found again; one that was not read may have nothing but its place."""
    if isinstance(reading, SetAside) and not reading.guid:
        return f"{reading.code} {reading.place}"
    return reading.guid[:500]


def _set_aside(
    feed: Feed, reading: SetAside, guid: str, entry: WireEntry | None, intake: Intake
) -> None:
    """What could not be read never takes the place of what could; it may be a kill, so that the
    editor is asked to look.
    """
    intake.set_aside += 1
    if entry is None or entry.state == WireEntry.State.SET_ASIDE:
        _write(
            feed,
            guid,
            entry,
            {"state": WireEntry.State.SET_ASIDE, "holds": [kept(reading.sentence)]},
        )
        return
    doubt = kept(_("A later version could not be read: %(why)s", why=reading.sentence))
    if doubt not in entry.holds and entry.state != WireEntry.State.KILLED:
        holds = [*entry.holds, doubt]
        _write(
            feed, guid, entry, {"state": WireEntry.State.WAITING, "holds": holds, "is_clear": False}
        )


def _kill(feed: Feed, item: WireItem, guid: str, entry: WireEntry | None, intake: Intake) -> None:
    """Gone from every exit in this transaction, whatever window was given."""
    if entry is not None and entry.state == WireEntry.State.KILLED:
        intake.known += 1
        return
    intake.killed += 1
    if entry is not None and entry.article_id is not None:
        kill_story(
            actor=None,
            publication_id=feed.publication_id,
            article_id=entry.article_id,
            notice="",
            remains=Article.Remains.DISCUSSION.value,
        )
    said = kept(_("The agency has killed this item. Please decide about its discussion."))
    fields = {"state": WireEntry.State.KILLED, "version": item.version[:100], "holds": [said]}
    killed = _write(feed, guid, entry, {**fields, "words": {}, "editor_note": item.editor_note})
    take_entry_pictures(killed)
    if killed.article_id is not None:
        named = {"publication_id": feed.publication_id, "entry_id": killed.pk}
        enqueue("send-recall-letter", named)


def _keep(feed: Feed, item: WireItem, guid: str, entry: WireEntry | None, intake: Intake) -> None:
    is_new = entry is None or entry.state == WireEntry.State.SET_ASIDE
    intake.new += is_new
    intake.updated += not is_new
    fields = {
        "state": WireEntry.State.WAITING,
        "version": item.version[:100],
        "headline": clean_line(item.headline[:300], most=300),
        "words": words_of_item(item, zone=zone_of(feed.publication_id), section_id=feed.section_id),
        "holds": _holds(item, feed.publication.slug),
        "editor_note": item.editor_note,
        "is_clear": _is_clear(item, feed.publication.slug),
    }
    note_entry_pictures(_write(feed, guid, entry, fields), item)


def _holds(item: WireItem, publication: str) -> list[Kept]:
    """Why an editor has to look closely: doubts about the rights, and limits that no machine keeps,
    or that go into the article with its words.
    """
    sentences = [hold.sentence for hold in item.rights.holds]
    rights = item.rights
    if rights.territories is not None or rights.excluded_territories:
        sentences.append(_("Its licence covers only some countries."))
    if not rights.cover(publication):
        sentences.append(_("Its licence does not cover this publication."))
    if rights.channels != CHANNELS:
        sentences.append(_("Its licence covers only some ways of publishing."))
    if rights.lacks_an_end:
        sentences.append(_("It may not be archived. Please set when its licence ends."))
    if item.status is Status.WITHHELD:
        sentences.append(_("Its provider is holding it back."))
    if item.signal is Signal.CORRECTION:
        sentences.append(_("It is a correction."))
    return [kept(it) for it in sentences]


def _is_clear(item: WireItem, publication: str) -> bool:
    """Whether it may be published as it came: its countries and ways go with it."""
    rights = item.rights
    is_usual = item.status is Status.USABLE and item.signal is Signal.NONE
    return is_usual and rights.is_clear and rights.cover(publication) and not rights.lacks_an_end


def _write(feed: Feed, guid: str, entry: WireEntry | None, fields: Mapping[str, Any]) -> WireEntry:
    if entry is None:
        entry = WireEntry(feed=feed, publication_id=feed.publication_id, guid=guid)
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.came_at = now()
    entry.save()
    return entry
