"""Rules put labels on comments as they are written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from belowline.core.bulk_sql import select_rows
from belowline.discussion.models import Comment
from belowline.discussion.queries.label_codes import labels_in
from belowline.moderation.models import Decision
from belowline.moderation.screening.definition import Action
from belowline.moderation.services.judged import Judged
from belowline.moderation.services.labelling import MOST_LABELS, change_labels
from belowline.moderation.services.recording import record_by_rule


def label_by_rules(written: Sequence[Judged]) -> Mapping[int, Mapping[int, Decision]]:
    """Puts the labels of live rules on these comments, which are there now; what a comment has had
    is not put on it again, so a moderator who takes it off has the last word.

    Returns the decisions by the comment's id, then by the rule's. In a transaction.
    """
    wanted = {it.submission.comment_id: it for it in written if it.live(Action.LABEL)}
    if not wanted:
        return {}
    rows = select_rows(Decision, ["comment_id", "label"], comment_id=wanted)
    had: defaultdict[int, set[str]] = defaultdict(set)
    for comment_id, label in rows:
        had[comment_id].add(label)
    comments = Comment.objects.in_bulk(list(wanted))
    return {key: _labelled(comments[key], it, had[key]) for key, it in wanted.items()}


def _labelled(comment: Comment, judged: Judged, had: set[str]) -> Mapping[int, Decision]:
    codes = labels_in(comment.labels)
    made: dict[int, Decision] = {}
    for hit in judged.live(Action.LABEL):
        label = judged.rules.definitions[hit.rule].label
        if label in had or len(codes) >= MOST_LABELS:
            continue
        had.add(label)
        codes.append(label)
        version_id = judged.rules.rules[hit.rule].version_id
        made[hit.rule] = record_by_rule(
            comment, version_id, Decision.Outcome.LABELLED, {}, label=label
        )
    if made:
        change_labels([comment], {comment.id: codes}, is_seen=False)
    return made
