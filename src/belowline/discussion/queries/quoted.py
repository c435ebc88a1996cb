"""Comments that stand in articles, as they are now and where they are."""

from collections.abc import Collection
from dataclasses import dataclass

from belowline.core.ids import decode
from belowline.discussion.queries.comments import CommentView, comments
from belowline.discussion.queries.threads import article_ids_of_threads, with_shown_thread
from belowline.newsroom.queries.articles import ArticleCard, cards

MOST = 20
"""Comments that one article may have in it; what is beyond stays an address."""


@dataclass(frozen=True, slots=True)
class QuotedComment:
    """A comment with the article that it is below."""

    comment: CommentView
    article: ArticleCard


def quoted_comments(*, publication_id: int, refs: Collection[str]) -> dict[str, QuotedComment]:
    """Those of the comments with these refs (13 characters each) that the publication has and whose
    discussion readers may see, by ref. One that was taken back is among them, without its text.
    """
    ids = [found for ref in list(refs)[:MOST] if (found := _id(ref))]
    said = comments(ids, publication_id=publication_id)
    threads = article_ids_of_threads(said)
    known = cards(threads.values(), publication_ids=[publication_id])
    return {
        it.ref: QuotedComment(it, known[threads[it.thread_id]])
        for it in with_shown_thread(said)
        if threads[it.thread_id] in known
    }


def _id(ref: str) -> int | None:
    try:
        return decode(ref)
    except ValueError:
        return None
