"""A reader takes another name, and is called by it wherever others quoted them."""

import re
from collections.abc import Iterator
from html import escape

from django.db import transaction

from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.profiles import own_profile
from belowline.accounts.services.profiles import rename, rename_as_publisher_says
from belowline.core.bulk_sql import update_rows
from belowline.core.ids import decode
from belowline.discussion.models import Comment
from belowline.discussion.services.locks import lock_comments, lock_threads
from belowline.newsroom.queries.publications import publication_names

_CITED = re.compile(r'(<cite><a href="/c/([0-9a-z]{13})"[^>]*>)[^<]*(?=</a></cite>)')
_AT_ONCE = 500


@transaction.atomic
def rename_reader(*, actor: Actor, name: str) -> None:
    """Gives the actor another name, everywhere. Raises Invalid or TooMany.

    What people wrote themselves (`@name`) stays as they wrote it; it still leads to the comment.
    """
    if not rename(actor=actor, name=name, publications=publication_names()):
        return
    _cite_anew(actor.id)


@transaction.atomic
def follow_publishers_name(*, person_id: int, name: str) -> None:
    """Has somebody called, everywhere, what their publisher calls them now.

    Whoever has chosen a name here keeps it. Raises Invalid.
    """
    if rename_as_publisher_says(person_id=person_id, name=name, publications=publication_names()):
        _cite_anew(person_id)


def _cite_anew(person_id: int) -> None:
    shown = own_profile(person_id).name
    own = frozenset(Comment.objects.filter(author_id=person_id).values_list("id", flat=True))
    changed: list[tuple[str, int]] = []
    for comment_id, html in _locked_quotations(person_id):
        renamed = _CITED.sub(
            lambda cited: (
                cited[1] + escape(shown, quote=False) if decode(cited[2]) in own else cited[0]
            ),
            html,
        )
        if renamed != html:
            changed.append((renamed, comment_id))
    update_rows(Comment, ["html"], changed)


def _locked_quotations(person_id: int) -> Iterator[tuple[int, str]]:
    """The HTML of the comments that quote this person, by id; nobody's edit in between is undone.

    All threads are locked before any comment, as everywhere, so that none deadlock.
    """
    rows = Comment.objects.filter(answering__target__author_id=person_id, html__contains="<cite>")
    quoting = sorted(rows.values_list("id", "thread_id").distinct())
    lock_threads({thread_id for _, thread_id in quoting})
    for start in range(0, len(quoting), _AT_ONCE):
        ids = [comment_id for comment_id, _ in quoting[start : start + _AT_ONCE]]
        locked = lock_comments(ids, names=("id", "thread_id", "html"))
        yield from ((comment.id, comment.html) for comment in locked.values())
