"""Which rules spoke of a comment, and on which of its words that rests; for the desk only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.core.ids import encode
from belowline.discussion.models import Comment, CommentRevision
from belowline.moderation.models import RuleMatch
from belowline.moderation.queries.labels import label_name

_MOST = 50


@dataclass(frozen=True, slots=True)
class MatchView:
    """A rule that spoke of the comment, and its words that matched; `action` as Action has it,
    `label` is the name of the one that it gives. One of an incident has no page (`rule_ref`).
    """

    rule_ref: str
    rule: str
    version: int
    is_live: bool
    action: str
    label: str
    words: Sequence[str]
    matched_at: datetime


def matches_of(comment_id: int, *, publication_id: int) -> list[MatchView]:
    """The rules that spoke of this comment of the publication, the newest match first."""
    rows = RuleMatch.objects.filter(comment=comment_id).select_related("rule", "version")
    found = [it for it in rows.order_by("-id")[:_MOST] if it.publication_id == publication_id]
    texts = _texts(comment_id) if found else {}
    return [
        MatchView(
            rule_ref="" if it.rule.incident_id else encode(it.rule_id),
            rule=it.rule.name,
            version=it.version.number,
            is_live=it.is_live,
            action=it.action,
            label=_label(it),
            words=_words(texts.get(it.text_version, ""), it.spans),
            matched_at=it.matched_at,
        )
        for it in found
    ]


def _label(match: RuleMatch) -> str:
    code = match.version.definition.get("label", "")
    return label_name(code, publication_id=match.publication_id) if code else ""


def _texts(comment_id: int) -> dict[int, str]:
    """The comment's texts by version."""
    now = Comment.objects.filter(pk=comment_id)
    rows = [CommentRevision.objects.filter(comment=comment_id), now]
    return {key: text for each in rows for key, text in each.values_list("version", "text")}


def _words(text: str, spans: Sequence[Sequence[int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (text[start:end] for start, end in spans))))
