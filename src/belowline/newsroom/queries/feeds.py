"""Feeds, what has come by them, and what an item of the wire begins an article with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils import timezone

from belowline.core.ids import encode
from belowline.newsroom.models import Article, Feed, WireEntry
from belowline.newsroom.queries.entry_pictures import EntryPictureView, pictures_of_entries
from belowline.newsroom.queries.licence_limits import words_of_limits
from belowline.newsroom.queries.wire_limits import limits_of_item, window_of_item
from belowline.newsroom.wire import Contract, Meaning, Terms, WireItem
from belowline.newsroom.wire.sentences import told

PAGE = 50
_SETS = frozenset(
    {"channels", "publications", "territories", "parties", "excluded_territories"}
    | {"excluded_channels"}
)


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed; `waiting` is how many of its items wait for an editor."""

    id: int
    name: str
    address: str
    asked_at: datetime | None
    failure: str
    waiting: int
    set_aside: int


@dataclass(frozen=True, slots=True)
class EntryView:
    """An item that has come, as the desk shows it; `editor_note` is for the newsroom only.

    `holds` say in the language that is spoken now why it waits; `is_clear` if it can be published
    as it is.
    """

    id: int
    feed: str
    headline: str
    state: str
    words: Mapping[str, str]
    holds: Sequence[str]
    editor_note: str
    is_clear: bool
    article_id: int | None
    came_at: datetime
    pictures: tuple[EntryPictureView, ...]

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)

    @property
    def article_ref(self) -> str:
        """The id of the article made of it, as addresses write it; empty: there is none."""
        return encode(self.article_id) if self.article_id else ""


def feeds(publication_id: int) -> list[FeedView]:
    """The feeds of a publication, by name."""
    rows = Feed.objects.filter(publication_id=publication_id).annotate(
        waiting=Count("wireentry", filter=Q(wireentry__state=WireEntry.State.WAITING)),
        aside=Count("wireentry", filter=Q(wireentry__state=WireEntry.State.SET_ASIDE)),
    )
    return [
        FeedView(it.id, it.name, it.address, it.asked_at, it.failure, it.waiting, it.aside)
        for it in rows.order_by("name")
    ]


def entries(*, publication_id: int, state: str = "") -> list[EntryView]:
    """The newest items in this state; without one those that wait, were killed or set aside."""
    undecided = (
        WireEntry.State.WAITING,
        WireEntry.State.KILLED,
        WireEntry.State.SET_ASIDE,
    )
    rows = WireEntry.objects.filter(publication_id=publication_id).select_related("feed")
    rows = rows.filter(state__in=[state] if state else undecided)
    shown = list(rows.order_by("-came_at", "-id")[:PAGE])
    pictures = pictures_of_entries(shown)
    return [_entry(it, pictures.get(it.pk, ())) for it in shown]


def entry_at(*, publication_id: int, entry_id: int) -> EntryView | None:
    """The item, if it is one of the publication's."""
    rows = WireEntry.objects.select_related("feed")
    found = rows.filter(publication_id=publication_id, pk=entry_id).first()
    return _entry(found, pictures_of_entries([found]).get(found.pk, ())) if found else None


def terms_of(feed: Feed) -> Terms:
    """What is agreed with the provider. Raises TypeError for what no contract has."""
    contract = Contract(**_typed(feed.contract)) if feed.contract is not None else None
    return Terms(contract, {phrase: Meaning(**_typed(it)) for phrase, it in feed.phrases.items()})


def words_of_item(item: WireItem, *, zone: ZoneInfo, section_id: int) -> dict[str, str]:
    """The fields of an article that is made of the item, as its form has them, and its address
    elsewhere.
    """
    embargo, ends = window_of_item(item)
    return {
        "headline": item.headline,
        "standfirst": item.standfirst,
        "body": item.body,
        "byline": item.byline,
        "section": encode(section_id),
        "slug": "",
        "source": item.provider or item.source,
        "copyright": item.copyright_line,
        "site_copyright": "",
        "notice": "",
        "published_at": "",
        "embargo_until": _local(embargo, zone),
        "licence_ends_at": _local(ends, zone),
        "remains": Article.Remains.DISCUSSION.value,
        **words_of_limits(limits_of_item(item)),
        "url": item.url,
    }


def _entry(it: WireEntry, pictures: tuple[EntryPictureView, ...]) -> EntryView:
    return EntryView(
        it.id,
        it.feed.name,
        it.headline,
        it.state,
        it.words,
        [told(said) for said in it.holds],
        it.editor_note,
        it.is_clear,
        it.article_id,
        it.came_at,
        pictures,
    )


def _typed(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: frozenset(value) if name in _SETS and value is not None else value
        for name, value in given.items()
    }


def _local(moment: datetime | None, zone: ZoneInfo) -> str:
    return timezone.localtime(moment, zone).strftime("%Y-%m-%dT%H:%M") if moment else ""
