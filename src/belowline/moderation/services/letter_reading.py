"""People open letters from the moderators, and say that they have read them."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.refusals import NotFound
from belowline.moderation.models import Letter
from belowline.moderation.services.restricting import refresh_restrictions


@transaction.atomic
def open_letter(*, person_id: int, publication_id: int, letter_id: int) -> None:
    """Keeps that somebody has opened a letter of theirs. Raises NotFound."""
    letter = _own(person_id, publication_id, letter_id)
    if letter.seen_at is None:
        letter.seen_at = now()
        letter.settled_at = letter.settled_at or (None if letter.needs_press else letter.seen_at)
        letter.save(update_fields=["seen_at", "settled_at"])


@transaction.atomic
def press_letter(*, actor: Actor, letter_id: int) -> None:
    """Keeps that the actor says to have read a letter; a warning then holds them up no more. Raises
    NotFound.
    """
    letter = _own(actor.id, actor.publication_id, letter_id)
    letter.seen_at = letter.seen_at or now()
    letter.settled_at = letter.settled_at or letter.seen_at
    letter.save(update_fields=["seen_at", "settled_at"])
    refresh_restrictions(person_id=actor.id, publication_id=actor.publication_id)


def _own(person_id: int, publication_id: int, letter_id: int) -> Letter:
    letter = Letter.objects.select_for_update().filter(pk=letter_id).first()
    if letter is None or (letter.person_id, letter.publication_id) != (person_id, publication_id):
        raise NotFound(gettext("There is no such letter."))
    return letter
