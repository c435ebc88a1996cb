"""Watches rules that look at words: one that suddenly catches too much switches itself off."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count

from belowline.core import audit
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.ids import first_id_of
from belowline.core.tasks import enqueue
from belowline.discussion.models import Comment
from belowline.moderation.events import RulesChanged
from belowline.moderation.models import Rule, RuleMatch, RuleVersion
from belowline.moderation.screening.definition import STOPS
from belowline.moderation.screening.definition_json import read_definition

FEWEST = 10
"""Comments in an hour below which no rule switches itself off: two of twenty say nothing."""
LARGEST_SHARE = 0.05
_HOUR = timedelta(hours=1)
_log = logging.getLogger(__name__)


def watch_rules() -> None:
    """Puts each live rule into the shadow that has caught more than a twentieth of the last hour's
    comments, and ten at least; the editors are told. Regular work.

    Rules that look only at who writes, where and when are meant to catch much, and stay.
    """
    live = RuleMatch.objects.filter(matched_at__gt=now() - _HOUR, is_live=True)
    counted = live.order_by().values_list("rule_id").annotate(number=Count("id"))
    for rule_id, _ in list(counted.filter(number__gte=FEWEST)):
        _watch(rule_id)


@transaction.atomic
def _watch(rule_id: int) -> None:
    rule = Rule.objects.select_for_update().filter(pk=rule_id).first()
    if rule is None or rule.mode != Rule.Mode.LIVE:
        return
    version = RuleVersion.objects.get(rule=rule, number=rule.version)
    since = max(now() - _HOUR, rule.live_at or rule.made_at)
    caught = RuleMatch.objects.filter(rule=rule, is_live=True, matched_at__gt=since).count()
    share = caught / max(_comments(rule.publication_id, since), 1)
    judges_words = read_definition(version.definition).judges_words
    if judges_words and caught >= FEWEST and share > LARGEST_SHARE:
        _switch_to_shadow(rule, caught)


def _comments(publication_id: int, since: datetime) -> int:
    """How many comments were posted since then, or refused by a rule."""
    posted = Comment.objects.filter(
        id__gte=first_id_of(since), publication=publication_id, posted_at__gt=since
    )
    refused = RuleMatch.objects.filter(
        publication=publication_id, matched_at__gt=since, comment=None, is_live=True
    )
    stopped = refused.filter(action__in=[it.value for it in STOPS])
    return posted.count() + stopped.count()


def _switch_to_shadow(rule: Rule, caught: int) -> None:
    rule.mode, rule.tripped_at = Rule.Mode.SHADOW, now()
    rule.save(update_fields=["mode", "tripped_at"])
    _log.warning("Rule %s caught %s comments in an hour and only counts now", rule.id, caught)
    audit.record(
        publication_id=rule.publication_id,
        actor_id=None,
        action="rule switched itself off",
        subject_kind="rule",
        subject_id=rule.id,
        details={"name": rule.name, "version": rule.version, "caught": caught},
    )
    told = {"publication_id": rule.publication_id, "rule_id": rule.id, "name": rule.name}
    enqueue("send-rule-letter", {**told, "caught": caught})
    publish(RulesChanged(publication_id=rule.publication_id))
