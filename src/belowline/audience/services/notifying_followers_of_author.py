"""Tells those who follow a person that there is a comment by them, a few hundred at a time."""

from collections.abc import Collection, Iterator

from django.db import transaction

from belowline.accounts.queries.relationships import followers_of, unwelcome
from belowline.audience.models import Notification
from belowline.audience.services.notifying import keep
from belowline.core.tasks.resting import with_rests
from belowline.discussion.models import Comment, Follow
from belowline.discussion.queries.decided import Standing, standings
from belowline.discussion.queries.following import levels

_AT_ONCE = 500
_QUIET = frozenset({Follow.Level.EVERYTHING, Follow.Level.NOTHING})
"""Levels of a discussion at which it tells its news itself, or nothing is wanted of it."""


def notify_followers_of_author(*, comment_id: int) -> None:
    """Notes the comment for all who follow its author, as long as it is published. A task after
    CommentPosted.

    Left out are those to whom it is told already, as a reply or as news of a discussion, those who
    want to hear nothing of that discussion, and wherever one of both has silenced the other.
    """
    said = standings([comment_id]).get(comment_id)
    if said is not None and said.author_id is not None:
        for people in with_rests(_portions(said, said.author_id)):
            _tell(said, said.author_id, people)


def _portions(said: Standing, author_id: int) -> Iterator[Collection[int]]:
    last = 0
    while people := followers_of(
        person_id=author_id, publication_id=said.publication_id, after=last, limit=_AT_ONCE
    ):
        last = people[-1]
        yield people


@transaction.atomic
def _tell(said: Standing, author_id: int, people: Collection[int]) -> None:
    now = standings([said.comment_id]).get(said.comment_id)
    if now is None or now.status != Comment.Status.PUBLISHED:
        return
    silenced = {one for one, _ in unwelcome(person_ids=people, other_ids=[author_id])}
    silenced |= {one for _, one in unwelcome(person_ids=[author_id], other_ids=people)}
    chosen = levels(person_ids=people, thread_ids=[said.thread_id])
    quiet = {person for (person, _), level in chosen.items() if level in _QUIET}
    known = Notification.objects.filter(comment_id=said.comment_id, person_id__in=people)
    told = set(known.values_list("person_id", flat=True))
    keep(
        [
            Notification(
                publication_id=said.publication_id,
                person_id=person_id,
                kind=Notification.Kind.PERSON,
                thread_id=said.thread_id,
                comment_id=said.comment_id,
            )
            for person_id in people
            if person_id not in silenced | quiet | told
        ]
    )
