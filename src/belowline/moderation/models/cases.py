"""What waits for a moderator: a read model of reports and states, with who is at it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.discussion.models import Comment
from belowline.moderation.models.decisions import Decision
from belowline.moderation.models.reports import Reason
from belowline.newsroom.models import Publication

OPEN = Q(is_open=True)
UNCLEAR = "und"
"""The language of a comment that may be in any (ISO 639-2)."""


def _by_urgency(name: str, which: Q) -> models.Index:
    return models.Index(
        fields=["publication", "urgent_at", "id"], name=f"case_{name}", condition=which & OPEN
    )


def _by_urgency_in(name: str, *fields: str) -> models.Index:
    return models.Index(fields=[*fields, "urgent_at", "id"], name=f"case_by_{name}", condition=OPEN)


class Case(models.Model):
    """A comment that waits, or has waited, for a moderator; one for each comment.

    It waits for one or more causes (`is_reported`, `is_held`, `is_escalated`; `is_flagged` by a
    rule, `is_first` because a newcomer wrote it and the publication sees all of these).
    `is_newcomers`: its writer was new then. `reports` and `reason` are the open reports' number
    and gravest reason. `urgent_at` orders what waits: when it should have been decided, the earlier
    the more weighs (queries/urgency.py). `claimed_by` has it open until `claimed_until`. `decision`
    is the last one. `reads` is how often the article was read since the case was opened, about,
    `reads_before` how often in that hour until then (services/reads.py); `unread_at` is where it
    would stand if nobody had read it, None: where it does. `thread_id` and `section_id` are those
    of the comment, so that a team's own queues can ask for them, and so are the `labels`. For the
    same reason it has the `rules` that held or flagged the comment, by their refs
    (queries/case_rules.py), and the `language` as screening/languages.py calls it, UNCLEAR, or
    empty where nobody has looked yet.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="case")
    thread_id = models.BigIntegerField(null=True)
    section_id = models.BigIntegerField(null=True)
    is_open = models.BooleanField()
    is_reported = models.BooleanField(default=False)
    is_held = models.BooleanField(default=False)
    is_escalated = models.BooleanField(default=False)
    is_flagged = models.BooleanField(default=False, db_default=False)
    is_first = models.BooleanField(default=False, db_default=False)
    is_newcomers = models.BooleanField(default=False, db_default=False)
    reports = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    urgent_at = models.DateTimeField()
    unread_at = models.DateTimeField(null=True)
    labels = models.CharField(max_length=150, blank=True, default="", db_default="")
    rules = models.CharField(max_length=150, blank=True, default="", db_default="")
    language = models.CharField(max_length=3, blank=True, default="", db_default="")
    reads = models.BigIntegerField(default=0, db_default=0)
    reads_before = models.BigIntegerField(default=0, db_default=0)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "moderation_case"
        indexes: ClassVar = [
            _by_urgency("now", Q()),
            _by_urgency("reported", Q(is_reported=True)),
            _by_urgency("held", Q(is_held=True)),
            _by_urgency("escalated", Q(is_escalated=True)),
            _by_urgency("flagged", Q(is_flagged=True)),
            _by_urgency("newcomers", Q(is_newcomers=True)),
            _by_urgency("labelled", ~Q(labels="")),
            _by_urgency("ruled", ~Q(rules="")),
            _by_urgency_in("thread", "thread_id"),
            _by_urgency_in("section", "section_id"),
            _by_urgency_in("reason", "publication", "reason"),
            _by_urgency_in("language", "publication", "language"),
            models.Index(
                fields=["urgent_at", "id"],
                name="case_moved_up",
                condition=Q(unread_at__isnull=False) & OPEN,
            ),
            models.Index(
                fields=["assignee", "urgent_at", "id"], name="case_assigned", condition=OPEN
            ),
            models.Index(
                fields=["publication", "decided_at", "id"],
                name="case_done",
                condition=Q(is_open=False, decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"case of {self.comment_id}"


class SavedQueue(models.Model):
    """A queue of a team's own: cases in these sections, below these stories, for these reasons and
    causes, with one of these labels, brought up by one of these rules (their refs), in one of these
    languages; what is empty makes no difference.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    name = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    section_ids = models.JSONField(default=list)
    thread_ids = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    causes = models.JSONField(default=list)
    labels = models.JSONField(default=list)
    rules = models.JSONField(default=list, db_default=[])
    languages = models.JSONField(default=list, db_default=[])

    class Meta:
        db_table = "moderation_queue"

    def __str__(self) -> str:
        return self.name


class CaseNote(models.Model):
    """What a moderator tells the others about a case; nobody else ever reads it."""

    class Kind(models.TextChoices):
        """What was done with the case."""

        NOTE = "note", _("Note")
        ESCALATED = "escalated", _("Escalated")
        ASSIGNED = "assigned", _("Assigned")

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    # Empty once whoever wrote it has no account any more.
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=500, blank=True)
    noted_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "moderation_case_note"

    def __str__(self) -> str:
        return self.text
