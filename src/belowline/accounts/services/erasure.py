"""Carries out the end of an account, room by room, in transactions that hold up nobody."""

import time
from collections import Counter
from collections.abc import Mapping
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from belowline.accounts.events import AccountDeleted
from belowline.accounts.models import DeletionReceipt, DeletionRequest, Person
from belowline.accounts.services.account_deletion import CLOSED
from belowline.core.clock import now
from belowline.core.events import publish_all
from belowline.core.tasks import enqueue

BATCH = 100
"""Rows of one kind that one transaction changes."""
_BREATH = 0.02
"""Seconds between two transactions in which others get to write."""


class Eraser(Protocol):
    """A room's part (config/personal_data.py)."""

    def __call__(self, *, person_id: int, choice: str, most: int) -> Mapping[str, int]:
        """Erases up to `most` rows of a kind, in the caller's transaction; says how many by table.

        An empty answer says that nothing is left. `choice` is one of leaving.CHOICES.
        """


def carry_out(*, erasure_id: int, person_id: int) -> None:
    """Erases what was chosen. A task, due a week after it was asked for.

    Each batch is one transaction with its entry in the proof, so that a run that was cut short is
    simply run again. Where the person has stayed after all, nothing happens.
    """
    if not _begun(erasure_id, person_id):
        return
    for path in settings.ERASERS:
        eraser: Eraser = import_string(path)
        while _erased_some(erasure_id, person_id, eraser):
            time.sleep(_BREATH)
    _finish(erasure_id, person_id)


@transaction.atomic
def _begun(erasure_id: int, person_id: int) -> bool:
    """From here on nobody can log in, and nothing is stopped any more."""
    found = _locked(erasure_id)
    if found is None or found.due_at > now():
        return False
    Person.objects.filter(pk=person_id).update(is_active=False)
    found.begun_at = found.begun_at or now()
    found.save(update_fields=["begun_at"])
    return True


@transaction.atomic
def _erased_some(erasure_id: int, person_id: int, eraser: Eraser) -> bool:
    found = _locked(erasure_id)
    if found is None:
        return False
    counts = eraser(person_id=person_id, choice=found.receipt.kind, most=BATCH)
    _count(found.receipt, counts)
    return bool(counts)


@transaction.atomic
def _finish(erasure_id: int, person_id: int) -> None:
    """The person's own row goes, or keeps nothing but the name; the last mail is planned."""
    found = _locked(erasure_id)
    if found is None:
        return
    proof, person = found.receipt, Person.objects.get(pk=person_id)
    farewell = {
        "address": person.email,
        "code": proof.code,
        "language": found.language,
        "publication_id": found.publication_id,
    }
    found.delete()
    if proof.kind == CLOSED:
        _empty(person)
        _count(proof, {"person": 1})
    else:
        _count(proof, {_table(label): number for label, number in person.delete()[1].items()})
    proof.done_at = now()
    proof.save(update_fields=["done_at"])
    if farewell["address"]:
        enqueue("send-farewell", farewell, is_secret=True)
    publish_all(
        AccountDeleted(publication_id=publication_id, person_id=person_id)
        for publication_id in import_string(settings.PUBLICATIONS)()
    )


def _empty(person: Person) -> None:
    person.email = None
    person.set_unusable_password()
    person.last_login, person.renamed_at, person.picture = None, None, ""
    person.language = ""
    person.save(
        update_fields=["email", "password", "last_login", "renamed_at", "picture", "language"]
    )


def _locked(erasure_id: int) -> DeletionRequest | None:
    rows = DeletionRequest.objects.select_for_update(of=("self",)).select_related("receipt")
    return rows.filter(receipt_id=erasure_id).first()


def _count(proof: DeletionReceipt, counts: Mapping[str, int]) -> None:
    if counts:
        proof.counts = dict(Counter(proof.counts) + Counter(counts))
        proof.save(update_fields=["counts"])


def _table(label: str) -> str:
    return label.rpartition(".")[2].lower()
