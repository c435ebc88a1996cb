"""What tells copies of an article's text: its words while they are there, else their hashes."""

from dataclasses import dataclass
from functools import lru_cache

from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.markup.word_runs import shingles, unpacked
from belowline.newsroom.models import Article, ArticleShingles

_LONGEST_KEPT = 100_000


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """The words by which quotes are recognised, also after the licence has ended; `is_lent` where
    they are somebody else's: then copies of them are told from quotations.
    """

    text: str
    is_lent: bool


def article_words(article_id: int) -> ArticleWords:
    """The article's words as kept."""
    names = ["standfirst", "body", "source", "licence_ends_at", "state"]
    for standfirst, body, source, ends, state in select_rows(Article, names, id=[article_id]):
        text = "\n\n".join(part for part in (standfirst, body) if part)
        is_killed = state == Article.State.KILLED.value
        is_retracted = state == Article.State.WITHDRAWN.value
        return ArticleWords(text, bool(source or (ends and not is_retracted) or is_killed))
    return ArticleWords("", is_lent=False)


def article_shingles(article_id: int) -> frozenset[int]:
    """The shingles (core.markup.word_runs) of the article, also when its text was deleted."""
    names = ["standfirst", "body_html"]
    for standfirst, html in select_rows(Article, names, id=[article_id]):
        if html:
            text = f"<p>{standfirst}</p>{html}"
            return _kept(text) if len(text) <= _LONGEST_KEPT else shingles(text)
    kept = ArticleShingles.objects.filter(article_id=article_id).first()
    return unpacked(bytes(kept.packed)) if kept else frozenset()


def ended_articles(article_ids: set[int]) -> set[int]:
    """Those of the articles whose text must no longer be shown."""
    rows = select_rows(Article, ["id", "licence_ends_at"], id=article_ids)
    return {key for key, ends in rows if ends is not None and ends <= now()}


_kept = lru_cache(maxsize=32)(shingles)
