"""Writes to people about decisions: kept as it is sent, shown on their pages, and mailed."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.refusals import NotFound
from belowline.core.tasks import enqueue
from belowline.moderation.models import Decision, Letter
from belowline.moderation.queries.letter_facts import TOLD, letter_facts
from belowline.moderation.queries.letter_text import letter_text
from belowline.moderation.services.restricting import refresh_restrictions

GRACE = timedelta(minutes=2)
"""How long a letter waits before it is mailed: a decision that is undone within it is told to
nobody."""
REVERSED = "reversed"


def write_letter(decision: Decision) -> None:
    """Tells whom a decision concerns, if it is one of which people are told. Called in its
    transaction; what a rule holds while it is posted is told at the form.
    """
    is_held = decision.outcome == Decision.Outcome.HELD
    is_automatic = decision.automation == Decision.Automation.WHOLLY
    if decision.outcome in TOLD and not (is_held and is_automatic):
        write(decision, decision.outcome)


def write(decision: Decision, kind: str, *, answer: str = "") -> None:
    """Writes a letter of this kind about a decision, and plans its mail; `answer` is what it has to
    say besides. In a transaction.
    """
    found = letter_facts(decision, kind, answer=answer)
    if found is None or decision.person_id is None:
        return
    facts, language = found
    said = letter_text(facts, language)
    letter = Letter.objects.create(
        publication_id=decision.publication_id,
        person_id=decision.person_id,
        decision=decision,
        kind=kind,
        language=language,
        subject=said.subject,
        text=said.text,
        needs_press=kind == Decision.Outcome.WARNED,
    )
    plan_mail_of(letter)


def plan_mail_of(letter: Letter) -> None:
    """Has the letter mailed in a little while. In a transaction."""
    payload = {"publication_id": letter.publication_id, "letter_id": letter.id}
    enqueue("send-moderation-letter", payload, due_at=now() + GRACE)


def take_back_letters(decision: Decision, *, is_told: bool = True) -> None:
    """A decision does not hold any more: who did not know of it never will, and who did is told,
    unless they are told otherwise. In a transaction.
    """
    letters = Letter.objects.select_for_update().filter(decision=decision, kind=decision.outcome)
    known = letters.filter(mailed_at__isnull=False) | letters.filter(seen_at__isnull=False)
    was_told = known.exists()
    letters.filter(mailed_at=None, seen_at=None).delete()
    letters.filter(settled_at=None).update(settled_at=now())
    if was_told and is_told:
        write(decision, REVERSED)


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
