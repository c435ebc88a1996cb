"""Editors say who is a newcomer; newcomers' comments are brought to the desk."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor, actors
from belowline.core import audit
from belowline.core.bulk_sql import select_rows
from belowline.core.refusals import Invalid
from belowline.discussion.models import Comment
from belowline.discussion.services.locks import lock_comments
from belowline.moderation.models import Case, NewcomerRule
from belowline.moderation.queries.newcomers import newcomers
from belowline.moderation.queries.passed_comments import Written, by_newcomers
from belowline.moderation.services.cases import refresh_cases

MOST_COMMENTS = 20


@transaction.atomic
def change_newcomers(*, actor: Actor, comments: str, shows_first: bool) -> None:
    """Says until how many comments have passed a writer is new, and whether each of these is shown
    at the desk. Cases that are there stay as they are. Raises NotAllowed or Invalid.
    """
    check_edits(actor)
    is_number = comments.isascii() and comments.isdigit() and len(comments) <= 2
    if not is_number or not 1 <= int(comments) <= MOST_COMMENTS:
        sentence = gettext("Please enter a number from 1 to %(n)s.") % {"n": MOST_COMMENTS}
        raise Invalid(sentence, field="comments")
    kept = {"comments": int(comments), "shows_first": shows_first}
    NewcomerRule.objects.update_or_create(publication_id=actor.publication_id, defaults=kept)
    audit.record(
        publication_id=actor.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action="newcomers changed",
        subject_kind="publication",
        subject_id=actor.publication_id,
        details=kept,
    )


def show_first_comments(comment_ids: Collection[int], *, publication_id: int) -> None:
    """Opens a case for those of these new comments that newcomers wrote, where the publication
    wants it. The staff are none. In a transaction.
    """
    rule = newcomers(publication_id)
    if not rule.shows_first:
        return
    locked = lock_comments(comment_ids, names=("id", "thread_id"))
    names = ["id", "author_id", "posted_at", "status"]
    written = {
        key: Written(key, author_id, posted_at)
        for key, author_id, posted_at, status in select_rows(Comment, names, id=locked)
        if author_id and posted_at and status == Comment.Status.PUBLISHED
    }
    people = {it.author_id: "" for it in written.values()}
    known = actors(people=people, publication_id=publication_id)
    theirs = [it for it in written.values() if not known[it.author_id].is_staff]
    first = by_newcomers(theirs, publication_id=publication_id, most=rule.comments)
    first -= {key for (key,) in select_rows(Case, ["comment_id"], comment_id=first)}
    refresh_cases(first, first=first)
