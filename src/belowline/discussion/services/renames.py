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
from belowline.discussion.models import Answer, Comment
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
    quoting = Answer.objects.filter(target__author_id=person_id).values_list("source_id", flat=True)
    changed: list[tuple[str, int]] = []
    for comment_id, html in _quotations(sorted(set(quoting))):
        renamed = _CITED.sub(
            lambda cited: (
                cited[1] + escape(shown, quote=False) if decode(cited[2]) in own else cited[0]
            ),
            html,
        )
        if renamed != html:
            changed.append((renamed, comment_id))
    update_rows(Comment, ["html"], changed)


def _quotations(comment_ids: list[int]) -> Iterator[tuple[int, str]]:
    for start in range(0, len(comment_ids), _AT_ONCE):
        rows = Comment.objects.filter(pk__in=comment_ids[start : start + _AT_ONCE])
        cited = rows.filter(html__contains="<cite>").order_by("id")
        # Locked, so that nobody's edit in between is undone.
        yield from cited.select_for_update(no_key=True).values_list("id", "html")
