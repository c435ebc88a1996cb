"""Moderators' decisions on comments, on people and on discussions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop as _

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.discussion.models import Comment, Thread
from belowline.moderation.models.reports import REASONS_VERSION
from belowline.newsroom.models import Publication


class Batch(models.Model):
    """One decision on many comments at once, whose own decisions are its children.

    `gathered` says how they came together: by hand, by who wrote them (`person`, in `thread` or
    anywhere), or by a phrase (`words`). `number` is how many were decided upon, `label` the code of
    the label that was put on them.
    """

    class Gathered(models.TextChoices):
        """How the comments of a batch were found."""

        BY_HAND = "by-hand", _("Selected one by one")
        PERSON = "person", _("Comments by one reader")
        PHRASE = "phrase", _("Comments with a phrase")

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    # Empty once whoever decided, or wrote the comments, has no account any more.
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    gathered = models.CharField(max_length=10, choices=Gathered.choices)
    words = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    thread = models.ForeignKey(Thread, on_delete=models.SET_NULL, null=True, db_index=False)
    outcome = models.CharField(max_length=10)
    reason = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=20, blank=True, default="", db_default="")
    number = models.PositiveIntegerField()
    decided_at = models.DateTimeField(default=now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "decision_batch"
        indexes: ClassVar = [
            models.Index(fields=["publication", "id"], name="batch_by_publication")
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.number}"


class Decision(models.Model):
    """What was decided about a comment, a discussion or a person, and on which grounds; never
    changed, never overwritten.

    Its subject is `comment` or `thread` where there is one, else `person`: whom it concerns, who
    wrote the comment. `occasion` is the comment that another decision was made over. `reason` is a
    code among the publication's reasons and `reasons_version` the version of its words that was in
    force, `clause` the rule or law that is broken, `explanation` what the writer and the readers
    are told, `note` what only moderators read. `text_version` is the version of the text that was
    seen. `ends_at` is until when it holds (None: no end). `before` is the state before it, as
    `discussion.services.standing` writes it, and that of the case; None where nobody noted it.
    `label` is the code of the label that it puts on the comment, or takes off: the comment's state
    and its case have nothing to do with it.
    `rule_version` is the rule that made it, if one did. One that undoes another says which
    (`undoes`), and so does one that ends another before its time (`lifts`). `made_with` is the one
    with which it was made in one act, at another publication: that one has the letter.
    """

    class Outcome(models.TextChoices):
        """What a decision does."""

        KEPT = "kept", _("Kept")
        HELD = "held", _("Held")
        HIDDEN = "hidden", _("Hidden until edited")
        PUBLISHED = "published", _("Published")
        REMOVED = "removed", _("Removed")
        RESTORED = "restored", _("Restored")
        UNDONE = "undone", _("Undone")
        REMINDED = "reminded", _("Reminded")
        WARNED = "warned", _("Warned")
        SLOWED = "slowed", _("Slowed down")
        CHECKED = "checked", _("Read before shown")
        SUSPENDED = "suspended", _("Suspended")
        CLOSED = "closed", _("Account closed")
        MUTED = "muted", _("Reports muted")
        LIFTED = "lifted", _("Lifted")
        SHUT = "shut", _("Discussion closed")
        REOPENED = "reopened", _("Discussion reopened")
        LABELLED = "labelled", _("Labelled")

    class Found(models.TextChoices):
        """What brought the comment before whoever decided."""

        REPORT = "report", _("Reader’s report")
        NOTICE = "notice", _("Notice of illegal content")
        RULE = "rule", _("Rule")
        MODEL = "model", _("Model")
        OWN_LOOK = "own-look", _("Moderator’s own review")

    class Automation(models.TextChoices):
        """How far the decision was made without a person."""

        NOT = "not", _("By a person")
        PARTLY = "partly", _("Partly automatic")
        WHOLLY = "wholly", _("Fully automatic")

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, related_name="decisions"
    )
    # Empty where the comment has no author, and once the person has no account any more.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
    )
    thread = models.ForeignKey(
        Thread, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    occasion = models.ForeignKey(Comment, on_delete=models.SET_NULL, null=True, related_name="+")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.CharField(max_length=20, blank=True)
    reasons_version = models.IntegerField(default=REASONS_VERSION, db_default=REASONS_VERSION)
    clause = models.CharField(max_length=200, blank=True, default="", db_default="")
    explanation = models.CharField(max_length=500, blank=True, default="", db_default="")
    note = models.CharField(max_length=500, blank=True)
    label = models.CharField(max_length=20, blank=True, default="", db_default="")
    found = models.CharField(
        max_length=10, choices=Found.choices, default=Found.OWN_LOOK, db_default=Found.OWN_LOOK
    )
    automation = models.CharField(
        max_length=10, choices=Automation.choices, default=Automation.NOT, db_default=Automation.NOT
    )
    text_version = models.IntegerField(default=1, db_default=1)
    decided_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField(null=True)
    before = models.JSONField(null=True)
    rule_version = models.ForeignKey(
        "moderation.RuleVersion",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
    )
    batch = models.ForeignKey(Batch, on_delete=models.SET_NULL, null=True, related_name="decisions")
    undoes = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="undone_by"
    )
    lifts = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="lifted_by")
    made_with = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="made_along", db_index=False
    )

    class Meta:
        db_table = "decision"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["undoes"], condition=models.Q(undoes__isnull=False), name="undone_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "publication", "-id"], name="decisions_on_person"),
            models.Index(fields=["publication", "id"], name="decision_by_publication"),
            models.Index(
                fields=["thread", "-id"],
                name="decisions_on_thread",
                condition=models.Q(thread__isnull=False),
            ),
            models.Index(
                fields=["made_with"],
                name="decisions_made_together",
                condition=models.Q(made_with__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.outcome
