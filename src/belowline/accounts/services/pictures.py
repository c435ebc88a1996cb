"""A person uploads a picture, or removes it."""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import blake2b
from importlib import import_module
from typing import Protocol, cast

from django.db import transaction

from belowline.accounts.events import PictureChanged
from belowline.accounts.models import Person, Picture, PictureAttempt
from belowline.accounts.policies import check_may_send_picture
from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.events import publish_all


class _Portraits(Protocol):
    def portraits(self, data: bytes) -> tuple[bytes, bytes]: ...


def change_picture(*, actor: Actor, data: bytes, publication_ids: Iterable[int]) -> None:
    """Makes the picture in `data` the actor's. Raises Invalid, TooLarge or TooMany.

    An attempt counts whatever becomes of it, and outlives the refusal: reading pictures is work.
    """
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=actor.id)
        check_may_send_picture(actor.id)
        attempt(actor.id)
    small, large = portraits_of(data)
    with transaction.atomic():
        keep_picture(person_id=actor.id, small=small, large=large, publication_ids=publication_ids)


def portraits_of(data: bytes) -> tuple[bytes, bytes]:
    """The small and the large picture made from what was sent. Raises Invalid or TooLarge."""
    # Pillow takes 12 MB of memory; only a worker to which somebody sends a picture has it.
    drawing = cast("_Portraits", import_module("belowline.accounts.avatars"))
    return drawing.portraits(data)


@transaction.atomic
def remove_picture(*, actor: Actor, publication_ids: Iterable[int]) -> None:
    """Deletes the actor's picture, if there is one; the drawn initials are back."""
    if Picture.objects.filter(person_id=actor.id).delete()[0]:
        Person.objects.filter(pk=actor.id).update(picture="")
        _tell(actor.id, publication_ids)


def keep_picture(
    *, person_id: int, small: bytes, large: bytes, publication_ids: Iterable[int]
) -> str:
    """Makes these the person's picture, in the caller's transaction. Returns its digest."""
    digest = blake2b(large, digest_size=16).hexdigest()
    Picture.objects.update_or_create(
        person_id=person_id, defaults={"digest": digest, "small": small, "large": large}
    )
    Person.objects.filter(pk=person_id).update(picture=digest)
    _tell(person_id, publication_ids)
    return digest


def attempt(person_id: int) -> None:
    """Counts one more change of the picture, and forgets those of which nobody asks any more."""
    hour_ago = now() - timedelta(hours=1)
    PictureAttempt.objects.filter(person_id=person_id, tried_at__lt=hour_ago).delete()
    PictureAttempt.objects.create(person_id=person_id)


def _tell(person_id: int, publication_ids: Iterable[int]) -> None:
    publish_all(
        PictureChanged(publication_id=publication_id, person_id=person_id)
        for publication_id in publication_ids
    )
