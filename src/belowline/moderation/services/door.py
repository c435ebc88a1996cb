"""The rules look at comments before they are written, inside the transaction that writes them.

What it asks the database is bounded, and what no rule asks about is not asked. A rule that breaks
is set aside, and keeps nobody from posting.
"""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence

from belowline.core.events import publish
from belowline.discussion.models import Comment
from belowline.discussion.queries.submission import Submission
from belowline.discussion.services.screening import WELCOME, Verdict
from belowline.discussion.services.standing import Standing, standing_of
from belowline.moderation.events import RulesChanged
from belowline.moderation.models import Decision, Rule, RuleMatch
from belowline.moderation.queries.active_rules import ActiveRules, active_rules
from belowline.moderation.queries.facts import facts_of
from belowline.moderation.screening.definition import STOPS, Action
from belowline.moderation.screening.facts import Facts
from belowline.moderation.screening.screen import Hit
from belowline.moderation.services.cases import refresh_cases
from belowline.moderation.services.judged import Judged
from belowline.moderation.services.recording import record_by_rule
from belowline.moderation.services.rule_labels import label_by_rules
from belowline.moderation.services.rule_refusals import refusal_by, turned_away

_log = logging.getLogger(__name__)


class RulesAtTheDoor:
    """The `Screening` of discussions, for one transaction; the staff write as they like."""

    def __init__(self) -> None:
        self._judged: list[Judged] = []

    def judge(self, submissions: Sequence[Submission]) -> Mapping[int, Verdict]:
        """What becomes of each; each publication's rules look at its own."""
        by_publication: defaultdict[int, list[Submission]] = defaultdict(list)
        for it in submissions:
            if not it.actor.is_staff:
                by_publication[it.thread.publication_id].append(it)
        verdicts: dict[int, Verdict] = {}
        for publication_id, theirs in by_publication.items():
            if rules := active_rules(publication_id):
                verdicts |= self._looked_at(rules, publication_id, theirs)
        return verdicts

    def record(self, *, with_refused: bool) -> None:
        """Writes down which rules spoke of what, and brings what was held or flagged to the desk.

        What was refused is left out where the same press of a button asks once more.
        """
        written = [it for it in self._judged if with_refused or it.verdict.refusal is None]
        if not written:
            return
        accepted = [it for it in written if it.verdict.refusal is None]
        held = _holds([it for it in accepted if it.verdict.is_held])
        labelled = label_by_rules(accepted)
        RuleMatch.objects.bulk_create(
            row
            for it in written
            for at in (it.submission.comment_id,)
            for row in it.rows(held.get(at), labelled.get(at, {}))
        )
        flagged = {it.submission.comment_id for it in accepted if it.live(Action.FLAG)}
        if touched := sorted(held.keys() | flagged):
            refresh_cases(touched)

    def _looked_at(
        self, rules: ActiveRules, publication_id: int, submissions: Sequence[Submission]
    ) -> dict[int, Verdict]:
        given = list(rules.definitions.values())
        facts = facts_of(submissions, given, publication_id=publication_id)
        away = turned_away({it.actor.id for it in submissions}) if _may_stop(rules) else {}
        verdicts: dict[int, Verdict] = {}
        for it in submissions:
            if refusal := away.get(it.actor.id):
                verdicts[it.comment_id] = Verdict(refusal=refusal)
            elif hits := rules.screen.judge(facts[it.comment_id]):
                verdict = _verdict(rules, hits, it, facts[it.comment_id])
                verdicts[it.comment_id] = verdict
                self._judged.append(Judged(it, rules, hits, verdict))
        if rules.screen.broken:
            _set_aside(rules.screen.broken, publication_id)
        return verdicts


def _may_stop(rules: ActiveRules) -> bool:
    return any(
        rules.rules[key].is_live and it.action in STOPS for key, it in rules.definitions.items()
    )


def _verdict(rules: ActiveRules, hits: Sequence[Hit], it: Submission, facts: Facts) -> Verdict:
    live = [rules.definitions[hit.rule] for hit in hits if rules.rules[hit.rule].is_live]
    for definition in live:
        if refusal := refusal_by(definition, it, facts):
            return Verdict(refusal=refusal)
    is_held = it.can_be_held and any(rule.action is Action.HOLD for rule in live)
    return Verdict(is_held=True) if is_held else WELCOME


def _holds(judged: Sequence[Judged]) -> dict[int, Decision]:
    """The decisions by which rules hold these comments, by the comment's id."""
    comments = Comment.objects.in_bulk([it.submission.comment_id for it in judged])
    made = {}
    for it in judged:
        at, first = it.submission.comment_id, it.live(Action.HOLD)[0]
        version_id = it.rules.rules[first.rule].version_id
        before = _otherwise(comments[at], it.submission)
        made[at] = record_by_rule(comments[at], version_id, Decision.Outcome.HELD, before)
    return made


def _otherwise(comment: Comment, submission: Submission) -> Standing:
    """How the comment would stand if no rule had held it."""
    status = Comment.Status.HELD if submission.waits_anyway else Comment.Status.PUBLISHED
    return {**standing_of(comment), "status": str(status), "reason": "", "explanation": ""}


def _set_aside(broken: Mapping[int, str], publication_id: int) -> None:
    """Has rules look at nothing until somebody changes them, since they cannot."""
    for rule in Rule.objects.filter(pk__in=list(broken), fault=""):
        _log.error("Rule %s is set aside: %s", rule.id, broken[rule.id])
        Rule.objects.filter(pk=rule.id).update(fault=broken[rule.id])
        publish(RulesChanged(publication_id=publication_id))
