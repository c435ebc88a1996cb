"""An article's row is kept until an event; what readers may see of it the clock says."""

from datetime import timedelta

import pytest

from belowline.core.clock import now
from belowline.core.events import NEWS
from belowline.core.kept import forget
from belowline.newsroom.models import Article
from belowline.newsroom.queries.articles import ArticleView, article_at
from belowline.newsroom.queries.publications import publication_by_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("listening")]


@pytest.fixture
def look(newspaper):
    """The article at its address, as it is found now; it has been asked for twice before."""
    path = newspaper.article().path
    _, section_slug, slug = path.split("/")
    publication = publication_by_id(newspaper.publication_id)
    section = publication.section(section_slug)

    def find() -> ArticleView | None:
        return article_at(publication_id=publication.id, section=section, slug=slug)

    for _ in range(2):
        assert find() is not None
    return find


def test_a_change_is_seen_once_it_is_heard_of(look, newspaper) -> None:
    Article.objects.update(headline="Another headline")
    assert look().headline != "Another headline"
    forget([NEWS.format(publication_id=newspaper.publication_id)])
    assert look().headline == "Another headline"


def test_what_ends_by_the_clock_ends_though_nothing_is_heard_of_it(look, newspaper, at) -> None:
    ends_at = now() + timedelta(seconds=10)
    Article.objects.update(licence_ends_at=ends_at, remains=Article.Remains.NOTHING)
    forget([NEWS.format(publication_id=newspaper.publication_id)])
    assert [look().body_html is None for _ in range(3)] == [False] * 3
    at(ends_at)
    assert look() is None


def test_where_nothing_was_found_something_may_be_next(look, newspaper) -> None:
    row = Article.objects.get()
    Article.objects.update(slug="elsewhere")
    forget([NEWS.format(publication_id=newspaper.publication_id)])
    assert [look() for _ in range(3)] == [None] * 3
    Article.objects.update(slug=row.slug)
    assert look().id == row.id
