"""Opens the discussion below an article, and sets its rules."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.events import publish
from belowline.core.markup import clean_line
from belowline.core.refusals import Invalid
from belowline.discussion.events import ThreadSwitched
from belowline.discussion.models import Thread
from belowline.discussion.policies import check_may_switch
from belowline.discussion.queries.slow_mode import LONGEST_WAIT
from belowline.discussion.services.locks import advance_revision, lock_thread
from belowline.newsroom.models import Article
from belowline.newsroom.queries.discussion_rules import discussion_rules
from belowline.newsroom.services.discussion_rules import check_days

_LONGEST_NOTE = 300
"""Characters of the sentence that closes a thread."""


def open_thread(*, article_id: int, publication_id: int) -> int:
    """The id of the thread below this article, which is made where it is missing, with the
    publication's rules.
    """
    thread = Thread.objects.filter(article_id=article_id).first()
    if thread is None:
        thread, _ = Thread.objects.get_or_create(
            article_id=article_id, defaults=_beginning(article_id, publication_id)
        )
    return thread.id


def move_closing(*, article_id: int, days: int | None) -> None:
    """Has the thread close so many days after its article's publication, which has moved."""
    rows = Thread.objects.filter(article_id=article_id, closes_at__isnull=False)
    thread = rows.select_related("article").first()
    if thread is not None and days is not None:
        thread.closes_at = thread.article.published_at + timedelta(days=days)
        thread.save(update_fields=["closes_at"])


@transaction.atomic
def switch_thread(
    *,
    actor: Actor,
    thread_id: int,
    comments_open: bool,
    votes_open: bool,
    note: str = "",
    closes_after: int | None = None,
    has_votes: bool | None = None,
    is_premoderated: bool | None = None,
    subscribers_only: bool | None = None,
    slow_minutes: int | None = None,
) -> None:
    """Sets the rules of a thread; the last four are as in models.Thread, None: as they were.

    `note` is shown while it is closed to comments or to votes. `closes_after` is after how many
    days, from the article's publication, it closes to comments by itself; None: never. Raises
    NotFound, NotAllowed or Invalid.
    """
    thread = lock_thread(thread_id)
    check_may_switch(actor, thread)
    closes_at = _closing(thread.article_id, closes_after)
    given = {
        "has_votes": has_votes,
        "is_premoderated": is_premoderated,
        "subscribers_only": subscribers_only,
        "slow_minutes": _checked_wait(slow_minutes),
    }
    after: dict[str, object] = {
        name: getattr(thread, name) if value is None else value for name, value in given.items()
    }
    after["comments_open"], after["closes_at"] = comments_open, closes_at
    after["votes_open"] = votes_open and bool(after["has_votes"])
    before = {name: getattr(thread, name) for name in after}
    note = clean_line(note, most=_LONGEST_NOTE, field="note")
    if before == after and note == thread.closing_note:
        return
    for name, value in after.items():
        setattr(thread, name, value)
    thread.closing_note = "" if comments_open and votes_open and closes_at is None else note
    thread.closed_for = "" if comments_open else thread.closed_for
    thread.save(update_fields=[*after, "closing_note", "closed_for"])
    audit.record(
        publication_id=thread.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action="thread switched",
        subject_kind="thread",
        subject_id=thread.id,
        reason=note,
        details={"before": _written(before), "after": _written(after)},
    )
    publish(
        ThreadSwitched(
            publication_id=thread.publication_id,
            thread_id=thread.id,
            revision=advance_revision(thread.id),
        )
    )


def _checked_wait(minutes: int | None) -> int | None:
    if minutes is not None and not 0 <= minutes <= LONGEST_WAIT:
        sentence = gettext("Please enter a number of minutes up to %(most)s.")
        raise Invalid(sentence % {"most": LONGEST_WAIT}, field="slow_minutes")
    return minutes


def _written(rules: Mapping[str, object]) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in rules.items()
    }


def _beginning(article_id: int, publication_id: int) -> dict[str, object]:
    rules = discussion_rules(publication_id)
    return {
        "publication_id": publication_id,
        "is_premoderated": rules.is_premoderated,
        "subscribers_only": rules.subscribers_only,
        "has_votes": rules.has_votes,
        "votes_open": rules.has_votes,
        "closes_at": _closing(article_id, rules.closes_after),
    }


def _closing(article_id: int, closes_after: int | None) -> datetime | None:
    check_days(closes_after)
    if closes_after is None:
        return None
    article = Article.objects.only("published_at").get(pk=article_id)
    return article.published_at + timedelta(days=closes_after)
