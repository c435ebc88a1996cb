"""What stands in an issue: only what may be shown, and may go out by mail, at this moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from belowline.audience.queries.issues import IssueView
from belowline.core.ids import decode
from belowline.core.markup import own_words
from belowline.discussion.queries.comments import CommentView, comment
from belowline.discussion.queries.summaries import highlights, most_discussed
from belowline.discussion.queries.threads import thread
from belowline.newsroom.queries.article_times import shown_discussions
from belowline.newsroom.queries.articles import ArticleCard, cards
from belowline.newsroom.queries.front_pages import front_page

_TOP, _DISCUSSED = 5, 3


@dataclass(frozen=True, slots=True)
class SaidView:
    """The comment of the day: its words as plain text, who wrote it, and where it stands."""

    words: str
    author: str
    path: str


@dataclass(frozen=True, slots=True)
class IssueContents:
    """The articles and the comment of an issue that may be shown now."""

    articles: Sequence[ArticleCard]
    said: SaidView | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a briefing would consist of by its rules: articles by id, and a comment."""

    article_ids: Sequence[int]
    comment_id: int | None


def contents_of(issue: IssueView) -> IssueContents:
    """What may be shown of it; an article whose licence has ended, or leaves out mail, is not."""
    found = cards(issue.article_ids, publication_ids=[issue.publication_id])
    wanted = [found[article_id] for article_id in issue.article_ids if article_id in found]
    shown = [it for it in wanted if not it.is_expired and it.limits.allow("mail")]
    return IssueContents(shown, _said(issue))


def proposal(*, publication_id: int, section_id: int | None) -> Proposal:
    """The top of the front page, what is discussed most, and the comment most worth showing."""
    page = front_page(publication_id, section_id)
    top = [card.id for card in (*page.placed, *page.others)[:_TOP]]
    discussed = most_discussed(publication_id=publication_id, limit=_TOP + _DISCUSSED)
    others = [] if section_id else [it for it in discussed if it not in top][:_DISCUSSED]
    chosen = [*top, *others]
    worth = highlights(publication_id=publication_id, article_ids=chosen)
    lively = next((it for it in (*discussed, *chosen) if it in worth), None)
    return Proposal(chosen, decode(worth[lively].ref) if lively is not None else None)


def _said(issue: IssueView) -> SaidView | None:
    if issue.comment_id is None:
        return None
    found = comment(publication_id=issue.publication_id, comment_id=issue.comment_id)
    if found is None or not _is_shown(issue, found):
        return None
    words = own_words(found.html)
    return SaidView(words, found.author, f"/c/{found.ref}") if words else None


def _is_shown(issue: IssueView, found: CommentView) -> bool:
    below = thread(publication_id=issue.publication_id, thread_id=found.thread_id)
    if below is None or not found.is_published:
        return False
    return below.article_id in shown_discussions([below.article_id])
