"""What the desk decides about a person goes into the audit log, and pages learn of it."""

from collections.abc import Collection

from belowline.accounts.events import BadgesChanged
from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.events import publish


def record_role_decisions(actor: Actor, person_id: int, decisions: Collection[str]) -> None:
    """Adds a line for each decision, and one event for all; nothing where nothing was decided."""
    for decision in decisions:
        audit.record(
            publication_id=actor.publication_id,
            actor_id=actor.id,
            actor_name=actor.name,
            action=decision,
            subject_kind="person",
            subject_id=person_id,
        )
    if decisions:
        publish(BadgesChanged(publication_id=actor.publication_id, person_id=person_id))
