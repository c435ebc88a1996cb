"""What cases know besides, so that a team's own queues can ask for it: rules and the language."""

from collections import defaultdict
from collections.abc import Collection

from belowline.core.bulk_sql import select_rows
from belowline.core.ids import encode
from belowline.core.markup import own_words
from belowline.discussion.models import Comment
from belowline.moderation.models import UNCLEAR, Case, RuleMatch
from belowline.moderation.queries.case_rules import kept_rules
from belowline.moderation.screening.definition import Action
from belowline.moderation.screening.languages import language_of

_BRINGING = (Action.HOLD.value, Action.FLAG.value)


def note_sources(cases: Collection[Case]) -> None:
    """These cases say which rules held or flagged the comment, and those that wait in which
    language it is: that is worked out once, of the text with which it first waited.
    """
    _note_rules(cases)
    _note_languages([it for it in cases if it.is_open and not it.language])


def _note_rules(cases: Collection[Case]) -> None:
    rules: defaultdict[int, list[str]] = defaultdict(list)
    rows = RuleMatch.objects.filter(
        comment__in=[it.comment_id for it in cases], is_live=True, action__in=_BRINGING
    )
    for comment_id, rule_id in rows.order_by("id").values_list("comment_id", "rule_id"):
        if comment_id is not None:
            rules[comment_id].append(encode(rule_id))
    for case in cases:
        case.rules = kept_rules(rules[case.comment_id])


def _note_languages(cases: Collection[Case]) -> None:
    texts = dict(select_rows(Comment, ["id", "html"], id=[it.comment_id for it in cases]))
    for case in cases:
        case.language = language_of(own_words(texts[case.comment_id])) or UNCLEAR
