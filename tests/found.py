"""What readers of its own publication find under an id, for tests that have only the id."""

from belowline.discussion.models import Comment, Thread
from belowline.discussion.queries import comments, threads
from belowline.discussion.queries.answers import answers_to as answers
from belowline.discussion.queries.comments import CommentView
from belowline.discussion.queries.threads import ThreadView
from belowline.newsroom.models import Article
from belowline.newsroom.queries import articles
from belowline.newsroom.queries.articles import ArticleView


def comment(comment_id: int) -> CommentView | None:
    """The comment as readers see it."""
    return comments.comment(publication_id=_of(Comment, comment_id), comment_id=comment_id)


def comment_with_hidden_text(comment_id: int) -> CommentView | None:
    """The comment with its text whatever its state."""
    return comments.comment_with_hidden_text(
        publication_id=_of(Comment, comment_id), comment_id=comment_id
    )


def answers_to(comment_id: int) -> list[CommentView]:
    """The published comments that answer it."""
    found = comment(comment_id)
    return answers(found) if found else []


def thread(thread_id: int) -> ThreadView | None:
    """The thread while readers may see it."""
    return threads.thread(publication_id=_of(Thread, thread_id), thread_id=thread_id)


def thread_of_article(article_id: int) -> ThreadView | None:
    """The thread below the article while readers may see it."""
    publication_id = _of(Article, article_id)
    return threads.thread_of_article(publication_id=publication_id, article_id=article_id)


def article_by_id(article_id: int) -> ArticleView | None:
    """The article as readers see it."""
    return articles.article_by_id(publication_id=_of(Article, article_id), article_id=article_id)


def _of(model: type[Comment | Thread | Article], key: int) -> int:
    """The publication that it belongs to; one that there is not where there is no such row."""
    return model.objects.filter(pk=key).values_list("publication_id", flat=True).first() or 0
