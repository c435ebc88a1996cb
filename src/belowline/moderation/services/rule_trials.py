"""Tries a version of a rule on comments that were posted before: what it would have caught."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.refusals import Conflict, NotFound
from belowline.core.tasks import enqueue
from belowline.moderation.models import Rule, RuleTrial, RuleVersion
from belowline.moderation.queries.history import History, newest_ids
from belowline.moderation.screening.definition_json import read_definition
from belowline.moderation.screening.screen import Screen
from belowline.moderation.services.trial_tally import Tally

MOST = 10_000
PERIOD = timedelta(days=30)
"""As many comments are looked at, and as far back, whichever is less."""


@transaction.atomic
def ask_for_trial(*, actor: Actor, rule_id: int) -> int:
    """Has the rule's present version tried, and returns the trial's id. Raises NotAllowed,
    NotFound, and Conflict while one of its trials goes on.
    """
    check_edits(actor)
    rule = Rule.objects.select_for_update().filter(pk=rule_id).first()
    if rule is None or rule.publication_id != actor.publication_id:
        raise NotFound(gettext("This rule does not exist."))
    if RuleTrial.objects.filter(version__rule=rule, ended_at=None).exists():
        raise Conflict(gettext("This rule is being tried now."))
    version = RuleVersion.objects.get(rule=rule, number=rule.version)
    trial = RuleTrial.objects.create(publication_id=rule.publication_id, version=version)
    enqueue("try-rule", {"publication_id": rule.publication_id, "trial_id": trial.id})
    return trial.id


def try_rule(*, publication_id: int, trial_id: int) -> None:
    """Does it, and keeps how far it has come. A task."""
    trial = RuleTrial.objects.select_related("version").filter(pk=trial_id).first()
    if trial is None or trial.publication_id != publication_id or trial.ended_at is not None:
        return
    definition = read_definition(trial.version.definition)
    ids = newest_ids(publication_id=publication_id, period=PERIOD, most=MOST)
    RuleTrial.objects.filter(pk=trial.pk).update(total=len(ids), done=0)
    screen, tally = Screen({trial.version_id: definition}), Tally()
    for piece in History(definition, publication_id=publication_id).read(ids):
        tally.add(piece, screen)
        RuleTrial.objects.filter(pk=trial.pk).update(done=tally.looked_at)
    RuleTrial.objects.filter(pk=trial.pk).update(outcome=tally.written(), ended_at=now())
