"""Decisions about a person that were made in one act, at several publications."""

from belowline.moderation.models import Decision
from belowline.newsroom.queries.publications import publication_by_id


def made_together(decision: Decision) -> list[Decision]:
    """All decisions of the act, this one among them; the one that has the letter first."""
    first = decision.made_with or decision
    return [first, *Decision.objects.filter(made_with=first.id).order_by("id")]


def names_of_places(decision: Decision) -> list[str]:
    """What the publications of the act are called; none where there is no other."""
    made = made_together(decision)
    found = [publication_by_id(it.publication_id) for it in made] if len(made) > 1 else []
    return [it.name for it in found if it is not None]
