"""A comment of which rules speak, what they do to it, and what is kept of that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from belowline.discussion.queries.submission import Submission
from belowline.discussion.services.screening import Verdict
from belowline.moderation.models import Decision, RuleMatch
from belowline.moderation.queries.active_rules import ActiveRules
from belowline.moderation.screening.definition import Action
from belowline.moderation.screening.screen import Hit


@dataclass(frozen=True, slots=True)
class Judged:
    """A comment of which rules speak, and what becomes of it."""

    submission: Submission
    rules: ActiveRules
    hits: Sequence[Hit]
    verdict: Verdict

    def did(self, hit: Hit) -> Action:
        """What the rule does to it; what others have replied to is flagged where it would be held,
        since their replies would stand below nothing.
        """
        action = self.rules.definitions[hit.rule].action
        is_hold = action is Action.HOLD and not self.submission.can_be_held
        return Action.FLAG if is_hold else action

    def live(self, action: Action) -> list[Hit]:
        """The live rules that do this to it, in their order."""
        return [it for it in self.hits if self._is_live(it) and self.did(it) is action]

    def rows(self, held: Decision | None, labelled: Mapping[int, Decision]) -> Iterator[RuleMatch]:
        """What is kept of it: a row for each rule, with what it has decided: to hold it, or by the
        rule to label it.
        """
        it = self.submission
        is_refused = self.verdict.refusal is not None
        for hit in self.hits:
            is_live, action = self._is_live(hit), self.did(hit)
            yield RuleMatch(
                publication_id=it.thread.publication_id,
                rule_id=hit.rule,
                version_id=self.rules.rules[hit.rule].version_id,
                comment_id=None if is_refused else it.comment_id,
                person_id=it.actor.id if is_refused else None,
                is_live=is_live,
                action=action.value,
                spans=[list(span) for span in hit.spans],
                text_version=it.version,
                decision=held if is_live and action is Action.HOLD else labelled.get(hit.rule),
            )

    def _is_live(self, hit: Hit) -> bool:
        return self.rules.rules[hit.rule].is_live
