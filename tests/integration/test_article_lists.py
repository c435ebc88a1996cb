"""Lists of articles read as many rows as they show, however many articles have one moment."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belowline.core.clock import now
from belowline.newsroom.models import Article
from belowline.newsroom.queries.archive import articles_of_section
from belowline.newsroom.queries.articles import newest_articles
from belowline.newsroom.queries.desk_stories import Standing, story_list
from belowline.newsroom.queries.sitemaps import newest_news
from newspaper import Newspaper

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's query plans"),
]
LISTS: dict[str, Callable[[Newspaper], object]] = {
    "newest": lambda it: newest_articles(publication_id=it.publication_id),
    "newest of a section": lambda it: newest_articles(
        publication_id=it.publication_id, section_id=it.section_id
    ),
    "archive": lambda it: articles_of_section(
        publication_id=it.publication_id, section_id=it.section_id, after=""
    ),
    "news for search engines": lambda it: newest_news(it.publication_id),
    "at the desk": lambda it: story_list(publication_id=it.publication_id),
    "drafts, at the desk": lambda it: story_list(
        publication_id=it.publication_id, standing=Standing.DRAFT
    ),
}


@pytest.mark.parametrize("listed", LISTS.values(), ids=LISTS)
def test_a_list_of_articles_is_read_without_sorting(newspaper, listed) -> None:
    moment = now() - timedelta(hours=1)
    for _ in range(3):
        newspaper.article()
    Article.objects.update(published_at=moment, changed_at=moment)
    with CaptureQueriesContext(connection) as asked:
        listed(newspaper)
    lists = [it["sql"] for it in asked.captured_queries if "LIMIT" in it["sql"]]
    lists = [sql for sql in lists if 'FROM "article"' in sql]
    assert lists
    for sql in lists:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = [row[3] for row in cursor.fetchall()]
        assert not any("TEMP B-TREE" in step for step in plan), (plan, sql)
