"""A reader follows a thread, looks at what is new in it, or says how much to hear of it."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.accounts.services.limited_acts import count_list_change
from belowline.core.events import publish
from belowline.core.ids import new_id
from belowline.core.refusals import Invalid, NotFound
from belowline.discussion.events import ThreadFollowed, ThreadUnfollowed
from belowline.discussion.models import Follow, Thread
from belowline.discussion.policies import check_may_follow
from belowline.discussion.queries.following import ANSWERS


def follow_thread(*, actor: Actor, thread_id: int) -> None:
    """Puts the thread on the actor's list; twice changes nothing.

    Raises NotFound, NotAllowed, TooMany, or Conflict where the list is full.
    """
    count_list_change(person_id=actor.id)
    _set_level(actor, thread_id, Follow.Level.EVERYTHING)


def unfollow_thread(*, actor: Actor, thread_id: int) -> None:
    """Takes it off the list; where it is not on it, nothing happens. Raises TooMany."""
    count_list_change(person_id=actor.id)
    _set_level(actor, thread_id, ANSWERS)


def choose_level(*, actor: Actor, thread_id: int, level: str) -> None:
    """Keeps how much the actor wants to hear of the thread: `everything` is what following means.

    Raises Invalid for what is no level, and as follow_thread does.
    """
    if level not in (ANSWERS, *Follow.Level.values):
        raise Invalid(gettext("Please choose what you want to hear of."), field="level")
    count_list_change(person_id=actor.id)
    _set_level(actor, thread_id, level)


def mark_seen(*, actor: Actor, thread_ids: Collection[int]) -> None:
    """Keeps that the actor has looked at these threads now, as far as they are on the list."""
    kept = Follow.objects.filter(person_id=actor.id, thread_id__in=thread_ids)
    kept.update(seen_id=new_id())


@transaction.atomic
def _set_level(actor: Actor, thread_id: int, level: str) -> None:
    kept = Follow.objects.filter(person_id=actor.id)
    known = kept.filter(thread_id=thread_id).first()
    before = known.level if known else ANSWERS
    if level == before:
        return
    if known is not None and level == ANSWERS:
        known.delete()
        publication_id = known.publication_id
    else:
        publication_id = _keep(actor, thread_id, level, kept.count())
    for kind, at in ((ThreadUnfollowed, before), (ThreadFollowed, level)):
        if at == Follow.Level.EVERYTHING:
            publish(kind(publication_id=publication_id, thread_id=thread_id, person_id=actor.id))


def _keep(actor: Actor, thread_id: int, level: str, number: int) -> int:
    thread = Thread.objects.filter(pk=thread_id).first()
    if thread is None:
        raise NotFound(gettext("This discussion isn’t available."))
    check_may_follow(actor, thread, number)
    Follow.objects.update_or_create(
        person_id=actor.id,
        thread=thread,
        defaults={"level": level, "seen_id": new_id()},
        create_defaults={"level": level, "publication_id": thread.publication_id},
    )
    return thread.publication_id
