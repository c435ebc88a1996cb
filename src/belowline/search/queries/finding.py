"""Finds articles and comments, the newest first: by the index, and then in the texts themselves.

The index only says where to look. Whether a text may be shown, and has what was asked for, is read
from the text as it is now: so nothing is found that has gone, however late the index is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any, TypeVar

from belowline.core.ids import decode, encode, first_id_of
from belowline.core.markup import plain_text
from belowline.core.unicode.units import places_of, units_of
from belowline.discussion.queries.comments import CommentView, comments
from belowline.discussion.queries.threads import article_ids_of_threads, with_shown_thread
from belowline.newsroom.queries.article_texts import ArticleText, searchable_articles
from belowline.newsroom.queries.articles import ArticleCard, cards
from belowline.search.index import Table, newest
from belowline.search.models import IndexedArticle, IndexedComment, StaleText
from belowline.search.queries.asked import Asked, folded
from belowline.search.queries.excerpts import Piece, excerpt, marked, places_in
from belowline.search.terms import term
from belowline.search.time_limit import TooLong, time_limit

PAGE = 20
_PORTION = 40
_SHORTEST = 0.005
_LAST = 2**63 - 1
_IN_HEADLINE, _ANYWHERE = "headline", "text"

H = TypeVar("H")
Looked = Iterator[tuple[int, H | None]]
"""Ids with what was found there, if anything."""


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article that was found, with what was looked for in its headline and its text."""

    article: ArticleCard
    headline: Sequence[Piece]
    excerpt: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class CommentHit:
    """A comment that was found, below which article."""

    comment: CommentView
    article: ArticleCard
    excerpt: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class ArticlesFound:
    """A page; `after` asks for what follows, and is empty where nothing does. `is_cut`: there was
    no time to look through all.
    """

    hits: Sequence[ArticleHit] = ()
    after: str = ""
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class CommentsFound:
    """The same of comments."""

    hits: Sequence[CommentHit] = ()
    after: str = ""
    is_cut: bool = False


def find_articles(
    *, publication_id: int, asked: Asked, until: float, after: str = "", limit: int = PAGE
) -> ArticlesFound:
    """A page of articles: those first that have all words in the headline, then the others, each
    the newest first; `until` is of `end_of_search`.
    """
    gathering = _Gathering(publication_id, asked, limit, until)
    place, before = _begin(after)
    places = [_IN_HEADLINE, _ANYWHERE] if asked.phrases else [_ANYWHERE]
    for where in places[places.index(place) if place in places else 0 :]:

        def look(ids: Sequence[int], where: str = where) -> Looked[ArticleHit]:
            texts = searchable_articles(publication_id=publication_id, article_ids=ids)
            for key in ids:
                yield key, _article_hit(texts[key], asked, where) if key in texts else None

        having = asked.terms("headline" if where == _IN_HEADLINE else "w")
        if asked.section is not None:
            having.add(term("section", asked.section.id))
        reached = gathering.gather(IndexedArticle, having, before, look)
        if reached is not None:
            return ArticlesFound(gathering.hits, f"{where}.{encode(reached)}", gathering.is_cut)
        before = _LAST
    return ArticlesFound(gathering.hits)


def find_comments(
    *, publication_id: int, asked: Asked, until: float, after: str = "", limit: int = PAGE
) -> CommentsFound:
    """A page of comments, the newest first; `until` is of `end_of_search`."""
    gathering = _Gathering(publication_id, asked, limit, until)

    def look(ids: Sequence[int]) -> Looked[CommentHit]:
        found = {
            it.id: it for it in comments(ids, publication_id=publication_id) if it.is_published
        }
        articles = _articles_of(publication_id, list(found.values()))
        for key in ids:
            card = articles.get(found[key].thread_id) if key in found else None
            yield key, _comment_hit(found[key], card, asked) if card else None

    having = asked.terms() | ({term("thread", asked.thread_id)} if asked.thread_id else set())
    if asked.section is not None and not _are_discussions_waiting():
        having.add(term("section", asked.section.id))
    reached = gathering.gather(IndexedComment, having, _begin(after)[1], look)
    if reached is None:
        return CommentsFound(gathering.hits)
    return CommentsFound(gathering.hits, f"{_ANYWHERE}.{encode(reached)}", gathering.is_cut)


class _Gathering:
    """Looks through what the index says until there are enough hits, or there is no more time."""

    def __init__(self, publication_id: int, asked: Asked, limit: int, until: float) -> None:
        self.hits: list[Any] = []
        self.is_cut = False
        self._publication = term("publication", publication_id)
        self._asked = asked
        self._limit = limit
        self._until = until

    def gather(
        self,
        table: Table,
        having: set[int],
        before: int,
        look: Callable[[Sequence[int]], Looked[Any]],
    ) -> int | None:
        """Adds hits; returns the id after which to go on, or None where there are no more."""
        reached = before
        portion = min(2 * self._limit, _PORTION)
        while ids := self._ids(table, having, before, portion):
            for key, hit in look(ids):
                if hit is not None and len(self.hits) == self._limit:
                    return reached
                if monotonic() > self._until:
                    self.is_cut = True
                    return reached
                self.hits += [] if hit is None else [hit]
                reached = key
            if len(ids) < portion:
                return None
            before, portion = ids[-1], _PORTION
        return reached if self.is_cut else None

    def _ids(self, table: Table, having: set[int], before: int, limit: int) -> list[int]:
        asked = self._asked
        is_of_comments = table is IndexedComment
        try:
            with time_limit(max(self._until - monotonic(), _SHORTEST)):
                return newest(
                    table,
                    having=having | {self._publication},
                    one_of=asked.by(),
                    without=asked.unwanted(),
                    after=first_id_of(asked.since) - 1 if asked.since and is_of_comments else 0,
                    before=min(before, first_id_of(asked.until)) if asked.until else before,
                    limit=limit,
                )
        except TooLong:
            self.is_cut = True
            return []


def _are_discussions_waiting() -> bool:
    """Whether the index may not know yet of comments in which section they stand: after an upgrade,
    an import or a move. Then they are looked through for it.
    """
    return StaleText.objects.filter(kind=StaleText.Kind.THREAD).exists()


def _begin(after: str) -> tuple[str, int]:
    """Where to go on; what is no cursor begins at the beginning."""
    place, _, ref = after.partition(".")
    try:
        return place, decode(ref)
    except ValueError:
        return "", _LAST


def _article_hit(found: ArticleText, asked: Asked, where: str) -> ArticleHit | None:
    card = found.card
    if not _is_within(card.published_at, asked) or not _is_in(card, asked):
        return None
    in_headline = places_in(card.headline, asked)
    if where == _IN_HEADLINE and in_headline is None:
        return None
    if where == _ANYWHERE and in_headline is not None and asked.phrases:
        return None  # it was among those before
    if not _is_by(card.byline, asked):
        return None
    whole = places_in(f"{card.headline}\n{found.words}", asked)
    if whole is None:
        return None
    shift = len(card.headline) + 1
    inside = [(first - shift, last - shift) for first, last in whole if first >= shift]
    above = [(first, last) for first, last in whole if last < shift]
    return ArticleHit(card, marked(card.headline, above), excerpt(found.words, inside))


def _comment_hit(comment: CommentView, card: ArticleCard, asked: Asked) -> CommentHit | None:
    if not _is_in(card, asked) or (asked.thread_id not in (None, comment.thread_id)):
        return None
    if comment.author_id not in asked.people and not _is_by(comment.author, asked):
        return None
    text = " ".join(plain_text(comment.html).split())
    places = places_in(text, asked)
    return None if places is None else CommentHit(comment, card, excerpt(text, places))


def _is_in(card: ArticleCard, asked: Asked) -> bool:
    return asked.section is None or card.section_slug == asked.section.slug


def _is_within(moment: datetime, asked: Asked) -> bool:
    return (asked.since is None or moment >= asked.since) and (
        asked.until is None or moment < asked.until
    )


def _is_by(name: str, asked: Asked) -> bool:
    if not asked.author:
        return True
    return next(places_of(folded(asked.author), list(units_of(name))), None) is not None


def _articles_of(publication_id: int, found: Sequence[CommentView]) -> dict[int, ArticleCard]:
    """The articles of the discussions of these comments that readers may see, by thread."""
    own = [it for it in found if it.publication_id == publication_id]
    articles = article_ids_of_threads(with_shown_thread(own))
    known = cards(articles.values(), publication_ids=[publication_id])
    return {thread: known[article] for thread, article in articles.items() if article in known}
