"""Writes the audit log, in the transaction of the act that a line tells of."""

from collections.abc import Mapping

from belowline.core.models import AuditEntry


def record(
    *,
    publication_id: int | None,
    actor_id: int | None,
    action: str,
    subject_kind: str,
    subject_id: int,
    actor_name: str = "",
    reason: str = "",
    details: Mapping[str, object] | None = None,
) -> None:
    """Adds one line: who did `action` to which subject, and why.

    `publication_id` is None for what concerns the whole installation, done at the command line.
    `actor_name` is the name of a member of the staff, as it was then; readers are not named.
    """
    AuditEntry.objects.create(
        publication_id=publication_id,
        actor_id=actor_id,
        actor_name=actor_name,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        reason=reason,
        details=dict(details or {}),
    )
