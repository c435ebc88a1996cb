"""The outbox and the audit log, which are only added to; tasks to be done; counts of acts."""

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


class SubscriberPlace(models.Model):
    """How far in the outbox a subscriber has come, and why it failed last, if it did.

    What stands up to `position` is done. After a failure it is tried again from `retry_at` on.
    """

    name = models.CharField(max_length=60, primary_key=True)
    position = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(default=now)
    failures = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=500, blank=True)
    retry_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "subscriber_place"

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"


class AuditEntry(models.Model):
    """Who did what to what, and why; the database itself refuses to change or delete a line.

    After ten years a line may be deleted, still not changed. `actor_name` is written for members of
    the staff only, whose acts are the publisher's; a reader is an id, which their account ends.
    """

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


class RetentionReport(models.Model):
    """What was deleted because its time was over: how many rows, by the rule's name."""

    id = models.BigAutoField(primary_key=True)
    done_at = models.DateTimeField(default=now)
    counts = models.JSONField(default=dict)

    class Meta:
        db_table = "retention_report"

    def __str__(self) -> str:
        return f"{self.done_at}: {sum(self.counts.values())} rows"


class Task(models.Model):
    """A piece of work that is due at some time; the row goes when it is done.

    `key` names the schedule that planned it, of whose tasks one stands at a time. `name` is one of
    those that config/tasks.py lists, `payload` what its function is called with. What has failed
    too often has `set_aside_at`, and waits for a person.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001 - most have none
    name = models.CharField(max_length=120)
    publication_id = models.BigIntegerField(null=True)
    payload = models.JSONField(default=dict)
    priority = models.PositiveSmallIntegerField(default=5)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    failure = models.CharField(max_length=500, blank=True)
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "task"
        indexes: ClassVar = [models.Index(fields=["priority", "due_at", "id"], name="task_by_turn")]

    def __str__(self) -> str:
        return f"{self.id} {self.name}"


class Schedule(models.Model):
    """Work that comes again by a `rule` (core/schedule_rules.py), and when it comes next."""

    key = models.CharField(primary_key=True, max_length=120)
    name = models.CharField(max_length=120)
    payload = models.JSONField(default=dict)
    rule = models.CharField(max_length=120)
    due_at = models.DateTimeField()
    fired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "task_schedule"

    def __str__(self) -> str:
        return f"{self.key} {self.rule}"


class ActCount(models.Model):
    """How often something limited was done until its period is over, in place of rows of its own.

    `name` is the limit's; `subject` who did it: a person, or what stands for a network.
    """

    name = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    over_at = models.DateTimeField()

    class Meta:
        db_table = "act_count"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "name"], name="one_count_each")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
