"""What readers are notified of in discussions, and how they want to hear of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belowline.accounts.models import Person
from belowline.core.clock import now
from belowline.core.ids import new_id


class Notification(models.Model):
    """One thing that a person is told; the words are read from the comments when it is shown.

    `comment_id` is the comment that tells it: the one that answers, one's own where something was
    decided on it, the first new one of a thread that is followed, one by a person who is followed.
    `about_id` is one's own comment that is answered. A folded one is shown apart, and counted
    nowhere.
    """

    class Kind(models.TextChoices):
        """What has happened."""

        REPLY = "reply"
        QUOTE = "quote"
        MENTION = "mention"
        NEWS = "news"
        PERSON = "person"
        PICKED = "picked"
        REMOVED = "removed"
        RESTORED = "restored"
        PUBLISHED = "published"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication_id = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    thread_id = models.BigIntegerField()
    comment_id = models.BigIntegerField()
    about_id = models.BigIntegerField(null=True)
    is_folded = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    pushed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notification"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "comment_id", "kind"],
                condition=~Q(kind="news"),
                name="notified_once",
            ),
            models.UniqueConstraint(
                fields=["thread_id", "person"], condition=Q(kind="news"), name="news_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "publication_id", "-id"], name="notification_newest"),
            models.Index(
                fields=["person", "publication_id"],
                condition=Q(seen_at__isnull=True, is_folded=False),
                name="notification_unseen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}"


class NotificationChoice(models.Model):
    """How somebody hears of notifications beside the pages; without a row, not at all.

    `hour` is when a daily letter comes, in `time_zone`. From the hour `quiet_from` until the hour
    `quiet_until` there, their devices (PushDevice) stay quiet. `planned_for` is when the next
    letter is due, `push_planned_for` the next message to the devices; NULL while there is nothing
    to tell.
    """

    class Mail(models.TextChoices):
        """How often a letter comes."""

        NEVER = "never"
        SOON = "soon"
        DAILY = "daily"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication_id = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    mail = models.CharField(max_length=5, choices=Mail.choices)
    hour = models.PositiveSmallIntegerField(default=8)
    time_zone = models.CharField(max_length=50)
    language = models.CharField(max_length=10)
    chosen_at = models.DateTimeField(default=now)
    planned_for = models.DateTimeField(null=True)
    quiet_from = models.PositiveSmallIntegerField(null=True)
    quiet_until = models.PositiveSmallIntegerField(null=True)
    push_planned_for = models.DateTimeField(null=True)

    class Meta:
        db_table = "notification_choice"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "publication_id"], name="notification_choice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mail} for {self.person_id}"
