"""A reader follows a thread, looks at what is new in it, or no longer follows."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.accounts.services.limited_acts import count_list_change
from belowline.core.events import publish
from belowline.core.ids import new_id
from belowline.core.refusals import NotFound
from belowline.discussion.events import ThreadFollowed, ThreadUnfollowed
from belowline.discussion.models import Follow, Thread
from belowline.discussion.policies import check_may_follow


def follow_thread(*, actor: Actor, thread_id: int) -> None:
    """Puts the thread on the actor's list; twice changes nothing.

    Raises NotFound, NotAllowed, TooMany, or Conflict where the list is full.
    """
    count_list_change(person_id=actor.id)
    _follow(actor, thread_id)


def unfollow_thread(*, actor: Actor, thread_id: int) -> None:
    """Takes it off the list; where it is not on it, nothing happens. Raises TooMany."""
    count_list_change(person_id=actor.id)
    _unfollow(actor, thread_id)


def mark_seen(*, actor: Actor, thread_ids: Collection[int]) -> None:
    """Keeps that the actor has looked at these threads now, as far as they are on the list."""
    kept = Follow.objects.filter(person_id=actor.id, thread_id__in=thread_ids)
    kept.update(seen_id=new_id())


@transaction.atomic
def _follow(actor: Actor, thread_id: int) -> None:
    thread = Thread.objects.filter(pk=thread_id).first()
    if thread is None:
        raise NotFound(gettext("This discussion isn’t available."))
    kept = Follow.objects.filter(person_id=actor.id)
    if kept.filter(thread=thread).exists():
        return
    check_may_follow(actor, thread, kept.count())
    Follow.objects.get_or_create(
        person_id=actor.id, thread=thread, defaults={"publication_id": thread.publication_id}
    )
    publish(
        ThreadFollowed(
            publication_id=thread.publication_id, thread_id=thread.id, person_id=actor.id
        )
    )


@transaction.atomic
def _unfollow(actor: Actor, thread_id: int) -> None:
    kept = Follow.objects.filter(person_id=actor.id, thread_id=thread_id).first()
    if kept is None:
        return
    kept.delete()
    publish(
        ThreadUnfollowed(
            publication_id=kept.publication_id, thread_id=thread_id, person_id=actor.id
        )
    )
