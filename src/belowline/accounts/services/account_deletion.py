"""A person asks for the end of the account, or changes their mind within a week."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.events import AccountDeletionCancelled, AccountDeletionRequested
from belowline.accounts.models import DeletionReceipt, DeletionRequest, Grant, Person, RemoteSession
from belowline.accounts.policies import check_may_leave
from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.refusals import Conflict, Invalid
from belowline.core.tasks import enqueue

EVERYTHING, NAME, CLOSED = "everything", "name", "closed"
"""What goes: all of it; the name, from comments that stay; nothing but the way in."""
CHOICES = (EVERYTHING, NAME, CLOSED)
WEEK = timedelta(days=7)


@transaction.atomic
def leave(
    *, actor: Actor, choice: str, language: str, session_key: str, publications: Mapping[int, str]
) -> str:
    """Ends the account in a week; nothing changes for anybody before. Returns the proof's code.

    Every session but the one that asks (`session_key`) ends at once, on publishers' pages too.
    `publications` are all there are (names by id). Raises Invalid for another choice, or Conflict
    where it was asked before or a publication would have no administrator.
    """
    if choice not in CHOICES:
        raise Invalid(gettext("Please choose what should happen to your comments."), field="choice")
    Person.objects.select_for_update(no_key=True).get(pk=actor.id)
    _lock_administrators(publications)
    check_may_leave(actor, publications)
    proof = DeletionReceipt.objects.create(kind=choice)
    DeletionRequest.objects.create(
        person_id=actor.id,
        receipt=proof,
        publication_id=actor.publication_id,
        language=language,
        due_at=proof.asked_at + WEEK,
    )
    others = UserSession.objects.filter(user_id=actor.id).exclude(session_key=session_key)
    Session.objects.filter(pk__in=list(others.values_list("session_key", flat=True))).delete()
    others.delete()
    RemoteSession.objects.filter(person_id=actor.id).delete()
    enqueue(
        "erase-account",
        {"erasure_id": proof.id, "person_id": actor.id},
        due_at=proof.asked_at + WEEK,
    )
    publish(AccountDeletionRequested(publication_id=actor.publication_id, person_id=actor.id))
    return proof.code


@transaction.atomic
def stay(*, actor: Actor) -> None:
    """Keeps the account after all. Raises Conflict where nothing was asked, or it has begun."""
    found = DeletionRequest.objects.select_for_update().filter(person_id=actor.id).first()
    if found is None:
        raise Conflict(
            gettext("Your account is not due to be deleted, so there is nothing to cancel.")
        )
    if found.begun_at is not None or found.due_at <= now():
        raise Conflict(gettext("The week is over and your account is being deleted."))
    found.delete()
    found.receipt.delete()
    publish(AccountDeletionCancelled(publication_id=actor.publication_id, person_id=actor.id))


def _lock_administrators(publication_ids: Iterable[int]) -> None:
    """So that the last two of a publication do not leave at once, each counting on the other."""
    held = Grant.objects.filter(publication_id__in=publication_ids, role=Grant.Role.ADMINISTRATOR)
    list(held.order_by("id").select_for_update().values_list("id", flat=True))
