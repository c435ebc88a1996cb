"""Related articles: by what they say, not by where they stand."""

from datetime import timedelta

import pytest

from belowline.core.clock import now
from belowline.newsroom.models import Article
from belowline.newsroom.queries.related import related_articles
from belowline.newsroom.services.sections import ensure_section

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def headlines(article) -> list[str]:
    return [card.headline for card in related_articles(article)]


@pytest.fixture
def others(newspaper):
    """Articles that have nothing to do with any ferry."""
    for number, headline in enumerate(["Town hall opens", "Choir sings", "Rents fall", "Rain"]):
        newspaper.article(headline=headline, published_at=now() - number * DAY)


def test_what_shares_rare_words_comes_first_whatever_its_section(newspaper, others) -> None:
    section = ensure_section(publication_id=newspaper.publication_id, name="Far away")
    newspaper.article_in(section, headline="Night ferries return", published_at=now() - 9 * DAY)
    article = newspaper.article(headline="The night ferry is late")
    assert headlines(article)[0] == "Night ferries return"
    assert len(headlines(article)) == 4
    assert article.headline not in headlines(article)


def test_a_word_in_the_headline_counts_more_than_one_below(newspaper, others) -> None:
    newspaper.article(headline="A short walk", standfirst="It ends where the ferry begins.")
    newspaper.article(headline="The ferry sinks", standfirst="It ends where it begins, again.")
    assert headlines(newspaper.article(headline="A ferry for all"))[:2] == [
        "The ferry sinks",
        "A short walk",
    ]


def test_of_two_that_say_the_same_the_newer_one_comes_first(newspaper, others) -> None:
    newspaper.article(headline="Ferry fares rise", published_at=now() - 400 * DAY)
    newspaper.article(headline="Ferry fares rise", slug="again", published_at=now() - 2 * DAY)
    found = related_articles(newspaper.article(headline="Ferry fares once more"))
    assert [card.slug for card in found[:2]] == ["again", "ferry-fares-rise"]


def test_japanese_is_compared_as_well(newspaper, others) -> None:
    newspaper.article(headline="渡し舟の運賃、来月から値上げ", published_at=now() - 5 * DAY)
    newspaper.article(headline="灯台が百三十年", published_at=now() - DAY)
    article = newspaper.article(headline="新しい渡し舟が就航")
    assert headlines(article)[0] == "渡し舟の運賃、来月から値上げ"


def test_what_is_not_shown_is_never_named_and_an_ended_one_by_its_headline(
    newspaper, others
) -> None:
    hidden = newspaper.article(headline="Ferry secrets")
    ended = newspaper.article(headline="Ferry news", standfirst="A zebra is aboard.")
    Article.objects.filter(pk=hidden.id).update(published_at=now() + DAY)
    Article.objects.filter(pk=ended.id).update(licence_ends_at=now() - DAY)
    assert headlines(newspaper.article(headline="The ferry"))[0] == "Ferry news"
    assert "Ferry secrets" not in headlines(newspaper.article(headline="More ferry secrets"))
    assert headlines(newspaper.article(headline="A zebra"))[0] == "Town hall opens"
