"""Tells a WebSub hub which feeds have changed, a few seconds after they did.

Source: W3C WebSub, https://www.w3.org/TR/websub/. By section 6, Publishing, a publisher informs the
hubs that its topics name when a topic has been updated, in a way that both agree on. The way here
is that of PubSubHubbub 0.4, which hubs have kept: a form with `hub.mode=publish` and a `hub.url`
for each topic. Feeds name the hub and themselves, as section 4, Discovery, says (`pages/feeds`).
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from urllib.parse import quote

from django.conf import settings
from django.db import transaction

from belowline.core.clock import now
from belowline.core.fetching import FetchFault, UnexpectedStatus, send_form
from belowline.core.tasks import enqueue
from belowline.newsroom.models import Article, HubPing
from belowline.newsroom.queries.publications import base_urls

_TASK = "ping-hub"
_FORMATS = ("atom", "rss", "json")
_WAITS = tuple(timedelta(minutes=it) for it in (1, 5, 30, 120, 480))
"""Until a hub that could not be told is tried again; then nobody is told of these changes."""
_MOST = 60
"""Pages whose feeds are named in one request."""
_SECONDS, _MOST_BYTES = 10.0, 10_000
_log = logging.getLogger(__name__)


@transaction.atomic
def note_changes(article_ids: Collection[int]) -> None:
    """Has the hub told of the feeds in which these articles stand: now, and at the minute in which
    one is published or its licence ends. Does nothing where there is no hub.
    """
    if not settings.ENVIRONMENT.websub_hub:
        return
    rows = Article.objects.filter(pk__in=article_ids).select_related("section")
    pings = [
        HubPing(publication_id=row.publication_id, path=path, due_at=due_at)
        for row in rows.prefetch_related("authors")
        for path in _paths(row)
        for due_at in _moments(row)
    ]
    HubPing.objects.bulk_create(pings, ignore_conflicts=True)
    for publication_id, due_at in sorted({(it.publication_id, it.due_at) for it in pings}):
        enqueue(_TASK, {"publication_id": publication_id}, due_at=due_at)


def ping_hub(*, publication_id: int) -> None:
    """Tells the hub of all that has changed of a publication. A task; no transaction is open
    meanwhile. While a hub is not to be reached, what changes waits for the next attempt.
    """
    moment = now()
    own = HubPing.objects.filter(publication_id=publication_id)
    if not settings.ENVIRONMENT.websub_hub:
        own.delete()
        return
    due = list(own.filter(due_at__lte=moment).order_by("due_at", "id"))
    if not due or own.filter(attempts__gt=0, due_at__gt=moment).exists():
        return
    paths = list(dict.fromkeys(ping.path for ping in due))
    for at in range(0, len(paths), _MOST):
        portion = paths[at : at + _MOST]
        rows = [ping for ping in due if ping.path in portion]
        try:
            _tell(publication_id, portion)
        except FetchFault as fault:
            _put_off(rows, fault)
            return
        HubPing.objects.filter(pk__in=[ping.pk for ping in rows]).delete()


def _tell(publication_id: int, paths: Sequence[str]) -> None:
    base = base_urls()[publication_id]
    topics = [f"{base}{quote(path)}/feed.{kind}" for path in paths for kind in _FORMATS]
    send_form(
        settings.ENVIRONMENT.websub_hub,
        [("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)],
        most=_MOST_BYTES,
        seconds=_SECONDS,
    )


@transaction.atomic
def _put_off(rows: Sequence[HubPing], fault: FetchFault) -> None:
    """Each page once, at the next attempt; or not at all any more."""
    attempts = max(ping.attempts for ping in rows) + 1
    _log.warning("The WebSub hub could not be told, attempt %s: %s", attempts, fault)
    HubPing.objects.filter(pk__in=[ping.pk for ping in rows]).delete()
    if attempts > len(_WAITS):
        return
    asked = fault.retry_after if isinstance(fault, UnexpectedStatus) else 0
    due_at = now() + max(_WAITS[attempts - 1], timedelta(seconds=asked))
    publication_id = rows[0].publication_id
    HubPing.objects.bulk_create(
        HubPing(publication_id=publication_id, path=path, due_at=due_at, attempts=attempts)
        for path in dict.fromkeys(ping.path for ping in rows)
    )
    enqueue(_TASK, {"publication_id": publication_id}, due_at=due_at)


def _paths(article: Article) -> Iterator[str]:
    """The pages with feeds in which the article stands."""
    yield ""
    yield f"/{article.section.slug}"
    for author in article.authors.all():
        yield f"/author/{author.slug}"


def _moments(article: Article) -> list[datetime]:
    moment = now()
    to_come = [it for it in (article.published_at, article.licence_ends_at) if it and it > moment]
    is_scheduled = article.state == Article.State.PUBLISHED.value and article.published_at > moment
    return to_come if is_scheduled else [moment, *to_come]
