"""What is said of discussions outside of them: which are talked about, what is worth showing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from belowline.accounts.queries.people import author_cards
from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.events import COMMENTS, SITE
from belowline.core.ids import encode
from belowline.core.kept import kept
from belowline.core.kept_until_heard import KeptUntilHeard
from belowline.core.markup import own_words
from belowline.core.prepared import Prepared
from belowline.discussion.models import Comment, ThreadSummary
from belowline.discussion.queries.comments import CommentView, comments
from belowline.discussion.queries.threads import ThreadView
from belowline.discussion.ranking.interest import BELOW_ALL, DISCUSSED, TRENDING, halvings
from belowline.newsroom.queries.article_times import shown_discussions

_QUIET_AFTER = timedelta(days=7)
"""After this nothing is talked about any more that one person began."""
_KEPT_FOR = 10.0
_AROUND = 500
"""Bytes, about, of what finds a number that is kept."""
_PUBLISHED = Comment.Status.PUBLISHED.value
_FEWEST = 3
"""Comments from which on an article shows one of them in its middle."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A comment that is worth showing outside its discussion; `author` is empty for an unnamed
    reader. `words` are its own, without what it quotes.
    """

    ref: str
    author: str
    words: str


def most_discussed(*, publication_id: int, limit: int = 5) -> list[int]:
    """The articles that people of the publication talk about these days, the most first."""
    return _liveliest(publication_id, "discussed", DISCUSSED, limit)


def trending(*, publication_id: int, limit: int = 5) -> list[int]:
    """The articles that people of the publication talk about right now, the most first."""
    return _liveliest(publication_id, "trending", TRENDING, limit)


def highlights(*, publication_id: int, article_ids: Collection[int]) -> dict[int, Highlight]:
    """What is worth showing of the discussions of these articles, by article id.

    Which comments those are may be known from a moment ago; whether they may be shown is asked now.
    """
    wanted = kept(
        SITE.format(publication_id=publication_id),
        ("highlights", tuple(article_ids)),
        lambda: _highlighted(publication_id, article_ids),
        seconds=_KEPT_FOR,
    )
    shown = shown_discussions(wanted.values()) if wanted else {}
    names = ["id", "author_id", "author_name", "html", "status", "article_runs"]
    rows = [
        (comment_id, author_id, author_name, words)
        for comment_id, author_id, author_name, html, status, runs in select_rows(
            Comment, names, id=wanted
        )
        if status == _PUBLISHED and runs is None and wanted[comment_id] in shown
        if (words := own_words(html))
    ]
    named = author_cards({author_id for _, author_id, _, _ in rows if author_id})
    return {
        wanted[comment_id]: Highlight(
            encode(comment_id),
            named[author_id].name if author_id in named else author_name,
            words,
        )
        for comment_id, author_id, author_name, words in rows
    }


def highlight_of(thread: ThreadView, at_hand: Sequence[CommentView]) -> CommentView | None:
    """What is worth showing of the discussion outside of it; it may be among those at hand."""
    if thread.comment_count < _FEWEST:
        return None
    wanted = _highlight_id(thread.id)
    if not wanted:
        return None
    found = next((it for it in at_hand if it.id == wanted), None)
    return found or next(iter(comments([wanted], publication_id=thread.publication_id)), None)


def _highlight_id(thread_id: int) -> int:
    """Which comment that is; 0 where there is none."""
    since, kept_id = _KEPT.since(), _KEPT.find(thread_id)
    if kept_id is not None:
        return kept_id
    found = next((it.highlight_id for it in _SUMMARY(thread_id)), None) or 0
    _KEPT.keep(thread_id, found, COMMENTS.format(thread_id=thread_id), since=since)
    return found


def _highlighted(publication_id: int, article_ids: Collection[int]) -> dict[int, int]:
    """The articles by the comments that are worth showing of their discussions."""
    rows = ThreadSummary.objects.filter(
        publication_id=publication_id,
        thread__article_id__in=article_ids,
        highlight_id__isnull=False,
    )
    return dict(rows.values_list("highlight_id", "thread__article_id"))


def _liveliest(publication_id: int, by: str, half_life: timedelta, limit: int) -> list[int]:
    """Those that somebody talks about of late, then those that only newcomers do."""
    quiet = halvings(now() - _QUIET_AFTER, half_life)
    rows = ThreadSummary.objects.filter(publication_id=publication_id).order_by(f"-{by}")
    ids = rows.values_list("thread__article_id", flat=True)
    found = list(ids.filter(**{f"{by}__gte": quiet})[: 2 * limit])
    if len(found) < limit:
        by_newcomers = {f"{by}__gte": quiet - BELOW_ALL, f"{by}__lt": 0}
        found += ids.filter(**by_newcomers)[: 2 * limit]
    shown = shown_discussions(found)
    return [article_id for article_id in found if article_id in shown][:limit]


_SUMMARY = Prepared(lambda thread: ThreadSummary.objects.filter(thread=thread))
_KEPT: KeptUntilHeard[int] = KeptUntilHeard(1_000_000, lambda _: _AROUND)
