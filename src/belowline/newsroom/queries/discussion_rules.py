"""The rules with which the discussions of a publication begin."""

from dataclasses import dataclass

from belowline.newsroom.models import Publication


@dataclass(frozen=True, slots=True)
class DiscussionRules:
    """They close to comments after so many days (None: never), readers' comments wait for a
    moderator, only subscribers write, there are votes.
    """

    closes_after: int | None
    is_premoderated: bool
    subscribers_only: bool
    has_votes: bool


def discussion_rules(publication_id: int) -> DiscussionRules:
    """Those of the publication."""
    names = ("closes_after", "is_premoderated", "subscribers_only", "has_votes")
    rows = Publication.objects.filter(pk=publication_id)
    return DiscussionRules(*rows.values_list(*names).get())
