"""A person uploads a picture, or removes it."""

from collections.abc import Iterable
from hashlib import blake2b
from importlib import import_module
from typing import Protocol, cast

from django.db import transaction

from belowline.accounts.events import PictureChanged
from belowline.accounts.models import Person, Picture
from belowline.accounts.queries.people import Actor
from belowline.accounts.services.limited_acts import count_picture
from belowline.core.events import publish_all


class _Portraits(Protocol):
    def portraits(self, data: bytes) -> tuple[bytes, bytes]: ...


def change_picture(*, actor: Actor, data: bytes, publication_ids: Iterable[int]) -> None:
    """Makes the picture in `data` the actor's. Raises Invalid, TooLarge or TooMany.

    An attempt counts whatever becomes of it, and outlives the refusal: reading pictures is work.
    """
    count_picture(person_id=actor.id)
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


def _tell(person_id: int, publication_ids: Iterable[int]) -> None:
    publish_all(
        PictureChanged(publication_id=publication_id, person_id=person_id)
        for publication_id in publication_ids
    )
