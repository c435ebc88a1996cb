"""Whose writing is compared with a person's, and what they wrote: never who came from where."""

from belowline.accounts.models import Person
from belowline.accounts.queries.people import actors
from belowline.core.bulk_sql import select_rows
from belowline.discussion.models import Comment
from belowline.moderation.queries.likeness_company import company

MOST_PEOPLE = 600
"""People whose texts are read at most."""
_COMMENTS = 100
_GONE = (Comment.Status.WITHDRAWN, Comment.Status.ERASED)


def candidates(*, person_id: int, publication_id: int) -> list[int]:
    """Readers of the publication whom the person might also be, the likeliest first. Neither
    colleagues nor who has no account any more.
    """
    asked = company(person_id=person_id, publication_id=publication_id)[: 2 * MOST_PEOPLE]
    active = {
        key for key, is_active in select_rows(Person, ["id", "is_active"], id=asked) if is_active
    }
    roles = actors(people=dict.fromkeys(active, ""), publication_id=publication_id)
    return [key for key in asked if key in active and not roles[key].is_staff][:MOST_PEOPLE]


def texts_of(person_id: int, *, publication_id: int) -> list[str]:
    """What the person wrote there and did not delete, the newest first, in up to 100 comments."""
    rows = Comment.objects.filter(author_id=person_id, publication_id=publication_id)
    newest = rows.exclude(status__in=_GONE).order_by("-id")
    return list(newest.values_list("text", flat=True)[:_COMMENTS])
