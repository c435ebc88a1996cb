"""The outbox of events and the audit log: two logs that are only ever added to."""

from typing import ClassVar

from django.db import models

from belowline.core.clock import now


class OutboxEvent(models.Model):
    """A fact, stored in the transaction that made it true; `id` is the order of the facts."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=60)
    publication_id = models.BigIntegerField(null=True)
    thread_id = models.BigIntegerField(null=True)
    payload = models.JSONField()
    occurred_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "outbox"
        indexes: ClassVar = [models.Index(fields=["thread_id", "id"], name="outbox_by_thread")]

    def __str__(self) -> str:
        return f"{self.id} {self.name}"


class AuditEntry(models.Model):
    """Who did what to what, and why; the database itself refuses to change or delete a line."""

    id = models.BigAutoField(primary_key=True)
    publication_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=80)
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "audit_log"
        indexes: ClassVar = [
            models.Index(fields=["publication_id", "id"], name="audit_by_publication"),
            models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.action} {self.subject_kind} {self.subject_id}"
