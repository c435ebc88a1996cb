"""Tries a version of a rule on comments that were posted before: what it would have caught."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.refusals import Conflict, NotFound
from belowline.core.tasks import enqueue
from belowline.moderation.models import Rule, RuleTrial, RuleVersion
from belowline.moderation.queries.history import History, PastComment, newest_ids
from belowline.moderation.screening.definition import read_definition
from belowline.moderation.screening.screen import Screen

MOST = 10_000
PERIOD = timedelta(days=30)
"""As many comments are looked at, and as far back, whichever is less."""
_FALSE_ALARMS, _PEOPLE = 10, 10


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


@dataclass(slots=True)
class Tally:
    """What a rule has caught so far, of comments that people removed, kept, or never decided on."""

    looked_at: int = 0
    removed: int = 0
    caught: int = 0
    caught_removed: int = 0
    caught_kept: int = 0
    _false_alarms: list[tuple[bool, int]] = field(default_factory=list)
    _people: Counter[int] = field(default_factory=Counter)
    _said_by: dict[int, int] = field(default_factory=dict)

    def add(self, comments: Iterable[PastComment], screen: Screen) -> None:
        """Counts these as well."""
        for it in comments:
            self.looked_at += 1
            self.removed += it.is_removed
            if screen.judge(it.facts):
                self._caught(it)

    def written(self) -> dict[str, Any]:
        """The figures as they are kept. People are named by one of their comments, so that nothing
        of them stays when they go; false alarms that people kept come first, the newest of each.
        """
        alarms = sorted(self._false_alarms, reverse=True)[:_FALSE_ALARMS]
        return {
            "looked_at": self.looked_at,
            "removed": self.removed,
            "caught": self.caught,
            "caught_removed": self.caught_removed,
            "caught_kept": self.caught_kept,
            "false_alarms": [[key, is_kept] for is_kept, key in alarms],
            "people": [
                [self._said_by[key], number] for key, number in self._people.most_common(_PEOPLE)
            ],
        }

    def _caught(self, it: PastComment) -> None:
        self.caught += 1
        self.caught_removed += it.is_removed
        self.caught_kept += it.is_kept
        if not it.is_removed:
            self._false_alarms.append((it.is_kept, it.id))
        self._people[it.author_id] += 1
        self._said_by[it.author_id] = it.id
