"""Tells those who follow a thread that something new is said there, a few hundred at a time."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db import transaction

from belowline.accounts.queries.relationships import unwelcome
from belowline.audience.models import Notification
from belowline.audience.queries.followers import unaware_followers
from belowline.audience.services.notifying import keep
from belowline.core.tasks.resting import with_rests
from belowline.discussion.models import Comment
from belowline.discussion.queries.decided import Standing, standings

_AT_ONCE = 500
_NEWS = Notification.Kind.NEWS


def notify_followers(*, thread_id: int, comment_ids: Collection[int]) -> None:
    """Notes the news, by the first of these comments that is news to them, for all who follow the
    thread and have none that they have not seen. A task after CommentPosted.

    Whoever has not looked since the last news is told nothing more: how much is new, their page
    counts.
    """
    found = standings(comment_ids)
    said = [
        found[it]
        for it in comment_ids
        if it in found
        and found[it].thread_id == thread_id
        and found[it].status == Comment.Status.PUBLISHED
    ]
    if said:
        for people in with_rests(_portions(thread_id)):
            _tell(said, people)


def _portions(thread_id: int) -> Iterator[Mapping[int, int]]:
    last = 0
    while people := unaware_followers(thread_id=thread_id, after=last, limit=_AT_ONCE):
        last = max(people)
        yield people


@transaction.atomic
def _tell(said: Sequence[Standing], people: Mapping[int, int]) -> None:
    authors = {it.author_id for it in said if it.author_id is not None}
    refused = unwelcome(person_ids=people.keys(), other_ids=authors)
    told = []
    for person_id, seen_id in people.items():
        refusing = {author for person, author in refused if person == person_id} | {person_id}
        news = (it for it in said if it.author_id not in refusing and it.comment_id > seen_id)
        if first := next(news, None):
            told.append(_news(first, person_id))
    Notification.objects.filter(
        kind=_NEWS,
        thread_id=said[0].thread_id,
        person_id__in=[it.person_id for it in told],
        seen_at__isnull=False,
    ).delete()
    keep(told)


def _news(said: Standing, person_id: int) -> Notification:
    return Notification(
        publication_id=said.publication_id,
        person_id=person_id,
        kind=_NEWS,
        thread_id=said.thread_id,
        comment_id=said.comment_id,
    )
