"""What this room keeps about a person, for the export of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from django.utils.translation import gettext

from belowline.core.ids import encode, moment_of
from belowline.core.personal_data import Subject
from belowline.discussion.models import Comment, CommentRevision, Follow, Vote
from belowline.newsroom.queries.publications import base_urls

_CHUNK = 500


def about(person_id: int) -> Iterator[Subject]:
    """Comments (those that nobody sees any more as well), votes, followed threads."""
    article = gettext("Article")
    yield Subject(
        "comments",
        gettext("Your comments"),
        {
            "posted": gettext("Posted"),
            "article": article,
            "text": gettext("Text"),
            "status": gettext("Status"),
            "reason": gettext("Reason"),
            "explanation": gettext("Moderator’s explanation"),
            "agree": gettext("Agree"),
            "disagree": gettext("Disagree"),
            "earlier": gettext("Earlier versions"),
            "address": gettext("Address"),
        },
        _comments(person_id),
        words={
            "published": gettext("Shown"),
            "held": gettext("Waiting for a moderator"),
            "removed": gettext("Removed by a moderator"),
            "withdrawn": gettext("Deleted by you"),
        },
    )
    yield Subject(
        "votes",
        gettext("Your votes"),
        {
            "cast": gettext("When"),
            "value": gettext("Vote"),
            "article": article,
            "address": gettext("Comment"),
        },
        _votes(person_id),
        words={1: gettext("Agree"), -1: gettext("Disagree")},
    )
    yield Subject(
        "followed",
        gettext("Discussions you follow"),
        {"article": article, "since": gettext("Since")},
        (
            {
                "article": it.thread.article.headline,
                "since": it.followed_at,
                "level": it.level,
                "seen": moment_of(it.seen_id),
                "discussion": encode(it.thread_id),
            }
            for it in Follow.objects.filter(person_id=person_id).select_related("thread__article")
        ),
    )


def _comments(person_id: int) -> Iterator[Mapping[str, object]]:
    sites = base_urls()
    own = Comment.objects.filter(author_id=person_id).select_related("thread__article")
    rows = own.order_by("id").iterator(chunk_size=_CHUNK)
    while chunk := list(islice(rows, _CHUNK)):
        earlier = _earlier(chunk)
        for row in chunk:
            yield {
                "posted": row.posted_at,
                "article": row.thread.article.headline,
                "text": row.text,
                "status": row.status,
                "reason": row.reason,
                "explanation": row.explanation,
                "agree": row.up + row.imported_up,
                "disagree": row.down + row.imported_down,
                "earlier": earlier[row.id],
                "address": _address(sites[row.publication_id], row.id),
                "edited": row.edited_at,
                "editors_pick_since": row.picked_at,
                "pinned_since": row.pinned_at,
                "html": row.html,
                "version": row.version,
                "answers": row.answers,
                "answers_comment": (
                    _address(sites[row.publication_id], row.parent_id) if row.parent_id else None
                ),
                "imported_name": row.author_name,
                "imported_key": row.import_key,
                "name_was_worked_out": row.is_recovered,
                "sent_with": str(row.idempotency_key) if row.idempotency_key else None,
            }


def _earlier(comments: Sequence[Comment]) -> Mapping[int, Sequence[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = CommentRevision.objects.filter(comment__in=comments).order_by("id")
    for comment_id, text in rows.values_list("comment_id", "text"):
        found[comment_id].append(text)
    return found


def _votes(person_id: int) -> Iterator[Mapping[str, object]]:
    sites = base_urls()
    rows = Vote.objects.filter(person_id=person_id).order_by("id")
    named = rows.values_list(
        "cast_at", "value", "thread__article__headline", "publication_id", "comment_id"
    )
    for cast_at, value, headline, publication_id, comment_id in named.iterator(chunk_size=_CHUNK):
        yield {
            "cast": cast_at,
            "value": value,
            "article": headline,
            "address": _address(sites[publication_id], comment_id),
        }


def _address(base_url: str, comment_id: int) -> str:
    return f"{base_url}/c/{encode(comment_id)}"
