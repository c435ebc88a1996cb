"""Writes the audit log, in the transaction of the act that a line tells of."""

from collections.abc import Mapping

from belowline.core.models import AuditEntry


def record(
    *,
    publication_id: int,
    actor_id: int | None,
    actor_name: str,
    action: str,
    subject_kind: str,
    subject_id: int,
    reason: str = "",
    details: Mapping[str, object] | None = None,
) -> None:
    """Adds one line: who (`actor_name` as it was then) did `action` to which subject, and why."""
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
