"""Notes whom something in a discussion is to be told, and tells their open pages to look."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from belowline.accounts.queries.people import newcomers
from belowline.accounts.queries.relationships import followed_among, unwelcome
from belowline.audience.events import NotificationsChanged
from belowline.audience.models import Notification
from belowline.audience.queries.followers import threads_with_unaware
from belowline.audience.services.notification_plans import plan_letters
from belowline.audience.services.push_plans import plan_pushes
from belowline.core.clock import now
from belowline.core.events import Event, publish_all
from belowline.core.subscribers import Recorded
from belowline.core.tasks import enqueue
from belowline.discussion.events import (
    CommentEvent,
    CommentMarked,
    CommentPosted,
    CommentPublished,
    CommentRemoved,
    CommentRestored,
)
from belowline.discussion.models import Follow
from belowline.discussion.queries.answers import GivenAnswer, answers_given
from belowline.discussion.queries.decided import Standing, standings
from belowline.discussion.queries.following import levels

_KIND = Notification.Kind
_YOUNG = timedelta(days=1)
"""Accounts younger than this fill nobody's list by addressing them."""
_DECISIONS: dict[type[Event], tuple[Notification.Kind, str]] = {
    CommentMarked: (_KIND.PICKED, "published"),
    CommentPublished: (_KIND.PUBLISHED, "published"),
    CommentRemoved: (_KIND.REMOVED, "removed"),
    CommentRestored: (_KIND.RESTORED, "published"),
}
"""What the author is told of each, while the comment's status is still this one."""
_OF_STATUS = (_KIND.PUBLISHED, _KIND.REMOVED, _KIND.RESTORED)
_REPLACED: dict[str, tuple[Notification.Kind, ...]] = {
    **dict.fromkeys(_OF_STATUS, _OF_STATUS),
    _KIND.PICKED: (_KIND.PICKED,),
}
"""Which decisions on the same comment each one takes the place of."""


def notify(records: Sequence[Recorded]) -> None:
    """Notes what each of these events has to tell to whom. A Subscriber's work."""
    events = [it.event for it in records if isinstance(it.event, CommentEvent)]
    posted = {it.comment_id for it in events if isinstance(it, CommentPosted | CommentPublished)}
    given = answers_given(posted)
    keep([*_answers(given), *_decisions(events)])
    new = standings(posted).values()
    _tell_followers(new)
    _tell_followers_of_authors(new)


def keep(told: Collection[Notification]) -> None:
    """Keeps what is told, once each, and has open pages, the mail and devices learn of it.

    A decision that is made again is told again. Called in a transaction.
    """
    if not told:
        return
    for it in told:
        if it.kind in _REPLACED:
            Notification.objects.filter(
                person_id=it.person_id, comment_id=it.comment_id, kind__in=_REPLACED[it.kind]
            ).delete()
    Notification.objects.bulk_create(told, ignore_conflicts=True)
    loud = [it for it in told if not it.is_folded]
    publish_all(
        NotificationsChanged(publication_id=publication_id, person_id=person_id)
        for publication_id, person_id in sorted({(it.publication_id, it.person_id) for it in loud})
    )
    plan_letters(loud)
    plan_pushes(loud)


def _answers(given: Sequence[GivenAnswer]) -> Iterable[Notification]:
    """One for each who is answered by a comment, the first of their comments that it answers."""
    people, authors = {it.target_author_id for it in given}, {it.author_id for it in given}
    refused = unwelcome(person_ids=people, other_ids=authors)
    quiet = levels(person_ids=people, thread_ids={it.thread_id for it in given})
    young = newcomers(authors, since=now() - _YOUNG)
    first: dict[tuple[int, int], GivenAnswer] = {}
    for it in given:
        is_quiet = quiet.get((it.target_author_id, it.thread_id)) == Follow.Level.NOTHING
        if not is_quiet and (it.target_author_id, it.author_id) not in refused:
            first.setdefault((it.comment_id, it.target_author_id), it)
    for it in first.values():
        yield Notification(
            publication_id=it.publication_id,
            person_id=it.target_author_id,
            kind=it.kind,
            thread_id=it.thread_id,
            comment_id=it.comment_id,
            about_id=it.target_id,
            is_folded=it.kind == _KIND.MENTION and it.author_id in young,
        )


def _decisions(events: Iterable[CommentEvent]) -> list[Notification]:
    decided = [it for it in events if type(it) in _DECISIONS]
    found = standings({it.comment_id for it in decided})
    decided = [it for it in decided if not _is_slip(it, found.get(it.comment_id))]
    told: dict[tuple[int, str], Notification] = {}
    for it in decided:
        kind, status = _DECISIONS[type(it)]
        standing = found.get(it.comment_id)
        if standing is None or standing.author_id is None:
            continue
        if standing.status == status and (kind is not _KIND.PICKED or standing.is_picked):
            told[it.comment_id, kind] = Notification(
                publication_id=standing.publication_id,
                person_id=standing.author_id,
                kind=kind,
                thread_id=standing.thread_id,
                comment_id=standing.comment_id,
            )
    return list(told.values())


def _is_slip(event: CommentEvent, standing: Standing | None) -> bool:
    """Whether a decision was undone before its author learnt of it: then neither is told."""
    if not getattr(event, "undoes", False) or standing is None or standing.author_id is None:
        return False
    told = Notification.objects.filter(
        person_id=standing.author_id, comment_id=event.comment_id, kind__in=_OF_STATUS
    )
    told.filter(seen_at=None, mailed_at=None, pushed_at=None).delete()
    return not told.exists()


def _tell_followers(new: Collection[Standing]) -> None:
    """Plans the news of each thread that somebody follows: the newest comment, and the newest by
    somebody else, so that there is one for whoever wrote the other.
    """
    newest: dict[int, dict[int | None, int]] = {}
    for it in sorted(new, reverse=True):
        newest.setdefault(it.thread_id, {}).setdefault(it.author_id, it.comment_id)
    for thread_id in threads_with_unaware(newest):
        comment_ids = list(newest[thread_id].values())[:2]
        enqueue("notify-followers", {"thread_id": thread_id, "comment_ids": comment_ids})


def _tell_followers_of_authors(new: Collection[Standing]) -> None:
    """Plans the news of each person whom somebody follows, comment by comment."""
    followed = followed_among({it.author_id for it in new if it.author_id is not None})
    for it in new:
        if (it.author_id, it.publication_id) in followed:
            enqueue("notify-followers-of-author", {"comment_id": it.comment_id})
