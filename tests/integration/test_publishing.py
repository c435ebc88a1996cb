"""What a newsroom publishes has an address of its own, which leads there and nowhere else."""

import pytest

from belowline.core.models import OutboxEvent
from belowline.core.refusals import Conflict
from belowline.newsroom.models import Article
from belowline.newsroom.services.sections import ensure_section

URL = "https://news.example.org/politics/embrace"


@pytest.mark.parametrize("name", ["Desk", "API", "Static", "People", "Health"])
def test_a_section_that_is_called_like_a_part_of_the_site_can_be_read(
    newspaper, client, name
) -> None:
    newspaper.section_id = ensure_section(publication_id=newspaper.publication_id, name=name)
    article = newspaper.article(headline="The ferry")
    for path in (article.path, article.path.rpartition("/")[0]):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "The ferry" in answer.content.decode()


def test_an_article_from_elsewhere_is_published_once(newspaper) -> None:
    newspaper.article(url=URL)
    with pytest.raises(Conflict):
        newspaper.article(url=URL)
    assert Article.objects.get().url == URL


def test_two_articles_with_the_same_headline_have_two_addresses(newspaper, client) -> None:
    first, second = (newspaper.article(headline="The ferry", body=it) for it in ("One.", "Two."))
    assert first.path != second.path
    assert "Two." in client.get(second.path).content.decode()


def test_a_section_that_opens_is_told_once(newspaper) -> None:
    told = OutboxEvent.objects.filter(name="SectionOpened")
    before = told.count()
    for _ in range(2):
        ensure_section(publication_id=newspaper.publication_id, name="Harbour")
    assert told.count() == before + 1
