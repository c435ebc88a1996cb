"""Rules by which comments are held, flagged or refused, with their versions, and what they met."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.discussion.models import Comment
from belowline.moderation.models.decisions import Decision
from belowline.moderation.models.incidents import Incident
from belowline.newsroom.models import Publication


class Rule(models.Model):
    """A rule of a publication; what it says is its last version's.

    A rule that is live acts, one in the shadow only counts what it would have done. `fault` says
    what broke in it: it is set aside until it is changed. One of an `incident` ends with it.
    `live_at` is since when it acts, `tripped_at` when it switched itself to the shadow, because it
    caught too much.
    """

    class Mode(models.TextChoices):
        """Whether it acts."""

        OFF = "off", _("Off")
        SHADOW = "shadow", _("Shadow")
        LIVE = "live", _("Live")

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    name = models.CharField(max_length=80)
    mode = models.CharField(max_length=6, choices=Mode.choices, default=Mode.OFF)
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    fault = models.CharField(max_length=300, blank=True)
    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, null=True, related_name="rules"
    )
    made_at = models.DateTimeField(default=now)
    live_at = models.DateTimeField(null=True)
    tripped_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "moderation_rule"
        indexes: ClassVar = [
            models.Index(fields=["publication", "position", "id"], name="rule_in_order")
        ]

    def __str__(self) -> str:
        return self.name


class RuleVersion(models.Model):
    """What a rule said from then on (moderation.screening.definition), who wrote it, and why."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    # Empty once whoever wrote it has no account any more.
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    why = models.CharField(max_length=250, blank=True)
    made_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "moderation_rule_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule", "number"], name="rule_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.number}"


class RuleMatch(models.Model):
    """A rule spoke of a comment, or of what somebody wanted to post (then `comment` is empty and
    `person` is not).

    `spans` are the places of what matched in the text's version `text_version`. `decision` is what
    settled it, where it was live and flagged or held the comment.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="matches", db_index=False)
    version = models.ForeignKey(RuleVersion, on_delete=models.CASCADE, db_index=False)
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, related_name="rule_matches"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, db_index=False
    )
    is_live = models.BooleanField()
    action = models.CharField(max_length=10)
    spans = models.JSONField(default=list)
    text_version = models.IntegerField(default=1)
    matched_at = models.DateTimeField(default=now)
    decision = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        db_table = "moderation_rule_match"
        indexes: ClassVar = [
            models.Index(fields=["rule", "matched_at"], name="rule_match_newest"),
            models.Index(fields=["publication", "matched_at"], name="rule_match_of_publication"),
            models.Index(
                fields=["person", "matched_at"],
                name="rule_match_refused",
                condition=Q(person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.action}"


class RuleTrial(models.Model):
    """A version of a rule tried on comments that were posted before: how far it has come, and what
    it would have caught (services/rule_trials.py), by numbers of comments and not of people.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    version = models.ForeignKey(RuleVersion, on_delete=models.CASCADE, related_name="trials")
    asked_at = models.DateTimeField(default=now)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    outcome = models.JSONField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "moderation_rule_trial"

    def __str__(self) -> str:
        return f"trial of {self.version_id}"
