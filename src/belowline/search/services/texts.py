"""What is put into the index of a comment and of an article: only what readers may see."""

from collections.abc import Collection, Iterator, Mapping

from django.db.models import F

from belowline.core.markup import plain_text
from belowline.discussion.models import Comment
from belowline.newsroom.bylines import authors_of
from belowline.newsroom.models import SHOWN_STATES, Article
from belowline.search.terms import term, terms_of_text


def terms_of_comments(ids: Collection[int]) -> Mapping[int, set[int]]:
    """The terms of each of these comments; none where it is not published, or gone."""
    rows = Comment.objects.filter(pk__in=ids, status=Comment.Status.PUBLISHED)
    rows = rows.annotate(section_id=F("thread__article__section_id"))
    terms: dict[int, set[int]] = {key: set() for key in ids}
    for row in rows.only("publication_id", "thread_id", "author_id", "author_name", "html"):
        terms[row.id] = {
            term("publication", row.publication_id),
            term("thread", row.thread_id),
            term("section", row.section_id),
            term("person", row.author_id),
            *terms_of_text(row.author_name, "author"),
            *terms_of_text(plain_text(row.html)),
        }
    return terms


def terms_of_articles(ids: Collection[int]) -> Mapping[int, set[int]]:
    """The terms of each of these articles, whenever they are published; none where one is not."""
    rows = Article.objects.filter(pk__in=ids, state__in=SHOWN_STATES)
    terms: dict[int, set[int]] = {key: set() for key in ids}
    for article in rows:
        body = f"{article.standfirst}\n{plain_text(article.body_html)}"
        terms[article.id] = {
            term("publication", article.publication_id),
            term("section", article.section_id),
            *_authors(article.byline),
            *terms_of_text(article.headline),
            *terms_of_text(article.headline, "headline"),
            *terms_of_text(body),
        }
    return terms


def _authors(byline: str) -> Iterator[int]:
    for name in authors_of(byline).values():
        yield from terms_of_text(name, "author")
