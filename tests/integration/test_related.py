"""Related articles: an editor's choice first, then what says the most of the same."""

from datetime import timedelta

import pytest

from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.clock import now
from belowline.core.events import ARTICLE
from belowline.core.models import OutboxEvent
from belowline.core.refusals import Invalid
from belowline.core.subscribers.places import ensure_places
from belowline.core.subscribers.worker import follow_all
from belowline.newsroom.models import Article
from belowline.newsroom.queries.articles import ArticleCard
from belowline.newsroom.queries.drafts import story_draft
from belowline.newsroom.queries.publications import publication_by_id
from belowline.newsroom.services.articles import publish_article
from belowline.newsroom.services.endings import hold_story, kill_story
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.publishing import publish_story
from belowline.newsroom.services.sections import ensure_section
from belowline.search.events import RelatedArticlesFound
from belowline.search.models import RelatedArticles, StaleText
from belowline.search.services.indexing import index_everything, index_stale
from belowline.search.services.relating import relate_stale
from belowline.web.reading.related import related_to
from tests.found import article_by_id

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _places() -> None:
    ensure_places(SUBSCRIBERS)


def catch_up() -> None:
    follow_all(SUBSCRIBERS)
    index_stale()
    relate_stale()


def beside(article) -> list[ArticleCard]:
    publication = publication_by_id(article.publication_id)
    assert publication is not None
    return related_to(publication, article)


def headlines(article) -> list[str]:
    catch_up()
    return [card.headline for card in beside(article_by_id(article.id))]


@pytest.fixture
def elsewhere() -> tuple[int, int]:
    """Another publication, and its section."""
    publication_id = create_publication(
        slug="other", name="The Other", time_zone="UTC", base_url="https://other.example"
    )
    return publication_id, ensure_section(publication_id=publication_id, name="News")


@pytest.fixture
def others(newspaper):
    """Articles that have nothing to do with any ferry."""
    for number, headline in enumerate(["Town hall opens", "Choir sings", "Rents fall", "Rain"]):
        newspaper.article(headline=headline, body="", published_at=now() - number * DAY)


def test_what_shares_rare_words_comes_first_whatever_its_section(newspaper, others) -> None:
    section = ensure_section(publication_id=newspaper.publication_id, name="Far away")
    newspaper.article_in(section, headline="Night ferries return", published_at=now() - 9 * DAY)
    article = newspaper.article(headline="The night ferry is late")
    assert headlines(article)[0] == "Night ferries return"
    assert len(headlines(article)) == 4
    assert article.headline not in headlines(article)


def test_the_whole_archive_is_looked_through(newspaper, others) -> None:
    newspaper.article(headline="Night ferries return", published_at=now() - 4000 * DAY)
    assert headlines(newspaper.article(headline="The night ferry"))[0] == "Night ferries return"


def test_what_an_article_says_again_and_again_counts_as_well(newspaper, others) -> None:
    newspaper.article(headline="Old news", body="The zebra ate. A zebra slept.")
    article = newspaper.article(headline="At the zoo", body="A zebra came. The zebra stayed.")
    assert headlines(article)[0] == "Old news"


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
    article = newspaper.article(headline="Ferry fares once more")
    catch_up()
    assert [card.slug for card in beside(article)[:2]] == ["again", "ferry-fares-rise"]


def test_japanese_is_compared_as_well(newspaper, others) -> None:
    newspaper.article(headline="渡し舟の運賃、来月から値上げ", published_at=now() - 5 * DAY)
    newspaper.article(headline="灯台が百三十年", published_at=now() - DAY)
    article = newspaper.article(headline="新しい渡し舟が就航")
    assert headlines(article)[0] == "渡し舟の運賃、来月から値上げ"


def test_a_new_article_stands_beside_an_old_one_as_well(newspaper, others) -> None:
    old = newspaper.article(headline="Night ferries return", published_at=now() - 9 * DAY)
    assert headlines(old)[0] != "The night ferry is late"
    newspaper.article(headline="The night ferry is late")
    assert headlines(old)[0] == "The night ferry is late"
    assert not StaleText.objects.exists()


def test_an_article_is_never_beside_a_copy_of_itself(newspaper, others) -> None:
    words = {"headline": "Ferry fares rise", "body": "The fares rise in May, the harbour says."}
    newspaper.article(**words, slug="copy")
    article = newspaper.article(**words)
    catch_up()
    assert RelatedArticles.objects.get(pk=article.id).found == []


def test_nor_is_anything_of_another_publication(newspaper, others, elsewhere) -> None:
    publication_id, section_id = elsewhere
    publish_article(
        publication_id=publication_id,
        section_id=section_id,
        headline="Night ferries return",
        published_at=now() - DAY,
    )
    assert "Night ferries return" not in headlines(newspaper.article(headline="Night ferries"))


def test_what_is_not_shown_is_never_named_and_an_ended_one_by_its_headline(
    newspaper, others
) -> None:
    hidden = newspaper.article(headline="Ferry secrets")
    ended = newspaper.article(headline="Ferry news", standfirst="A zebra is aboard.")
    Article.objects.filter(pk=hidden.id).update(published_at=now() + DAY)
    Article.objects.filter(pk=ended.id).update(licence_ends_at=now() - DAY)
    article = newspaper.article(headline="The ferry")
    assert headlines(article)[0] == "Ferry news"
    assert beside(article)[0].is_expired
    assert "Ferry secrets" not in headlines(newspaper.article(headline="More ferry secrets"))


def test_what_was_taken_back_is_gone_at_once(newspaper, others) -> None:
    editor = newspaper.person(role="editor")
    held, killed = (newspaper.article(headline=it) for it in ("Ferry one", "Ferry two"))
    article = newspaper.article(headline="Ferry three")
    assert set(headlines(article)[:2]) == {"Ferry one", "Ferry two"}
    hold_story(actor=editor, article_id=held.id, note="")
    kill_story(
        actor=editor,
        publication_id=newspaper.publication_id,
        article_id=killed.id,
        notice="",
        remains="discussion",
    )
    assert not {"Ferry one", "Ferry two"} & {card.headline for card in beside(article)}


def test_a_page_is_made_anew_when_others_stand_beside_it(newspaper, others) -> None:
    old = newspaper.article(headline="Night ferries return")
    catch_up()
    OutboxEvent.objects.all().delete()
    newspaper.article(headline="The night ferry is late")
    catch_up()
    told = OutboxEvent.objects.filter(name=RelatedArticlesFound.__name__)
    assert old.id in {each.payload["article_id"] for each in told}
    assert ARTICLE in RelatedArticlesFound.invalidates


def test_indexing_all_anew_works_them_out_as_well(newspaper, others) -> None:
    newspaper.article(headline="Night ferries return")
    article = newspaper.article(headline="The night ferry is late")
    index_everything()
    relate_stale()
    assert beside(article)[0].headline == "Night ferries return"


@pytest.fixture
def choose(newspaper):
    """Publishes what an editor has typed under *Related articles*."""
    editor = newspaper.person(role="editor")

    def save(article, typed: str) -> None:
        found = story_draft(publication_id=newspaper.publication_id, article_id=article.id)
        words = {**found.words, "related": typed}
        publish_story(actor=editor, article_id=article.id, words=words, revision=found.revision)

    return save


def test_an_editors_choice_comes_first_in_its_order(newspaper, others, choose) -> None:
    newspaper.article(headline="Ferry fares rise", published_at=now() - 9 * DAY)
    article = newspaper.article(headline="Ferry fares once more")
    choose(article, "Rents fall\n/politics/choir-sings")
    assert headlines(article)[:3] == ["Rents fall", "Choir sings", "Ferry fares rise"]
    kept = story_draft(publication_id=newspaper.publication_id, article_id=article.id)
    assert kept.words["related"] == "/politics/rents-fall\n/politics/choir-sings"
    choose(article, "")
    assert headlines(article)[0] == "Ferry fares rise"


def test_a_choice_is_shown_only_while_readers_may_see_it(newspaper, others, choose) -> None:
    to_come = newspaper.article(headline="Ferry secrets")
    Article.objects.filter(pk=to_come.id).update(published_at=now() + DAY)
    article = newspaper.article(headline="A walk")
    choose(article, "Ferry secrets")
    assert "Ferry secrets" not in headlines(article)
    Article.objects.filter(pk=to_come.id).update(published_at=now() - DAY)
    assert headlines(article)[0] == "Ferry secrets"


WRONG = {
    "an address of nothing": "/politics/nothing-here",
    "a headline of nothing": "Nobody wrote this",
    "two of one headline": "Twice told",
    "itself": "/politics/a-walk",
    "a copy": "/politics/a-copy",
    "too many": "\n".join(["Rain", "Choir sings", "Rents fall", "Town hall opens", "A ferry"]),
    "another publication's": "Far ferry",
    "not an address": "http://[",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_choice_is_told_beside_its_field(
    newspaper, others, choose, elsewhere, wrong
) -> None:
    publication_id, section_id = elsewhere
    publish_article(
        publication_id=publication_id,
        section_id=section_id,
        headline="Far ferry",
        published_at=now() - DAY,
    )
    article = newspaper.article(headline="A walk", body="Along the quay.")
    newspaper.article(headline="A walk", body="Along the quay.", slug="a-copy")
    for slug in ("one", "two"):
        newspaper.article(headline="Twice told", slug=slug)
    with pytest.raises(Invalid) as refused:
        choose(article, WRONG[wrong])
    assert refused.value.field == "related"
    assert Article.objects.get(pk=article.id).related == []


def test_the_form_has_a_field_for_it(newspaper, client_of) -> None:
    article = newspaper.article(headline="A walk")
    desk = client_of(newspaper.person(role="editor"))
    address = f"/desk/stories/{article.ref}"
    found = story_draft(publication_id=newspaper.publication_id, article_id=article.id)
    sent = {**found.words, "related": "Nobody wrote this", "publish": "1", "revision": "0"}
    answer = desk.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "No article has the headline “Nobody wrote this”." in page
    assert "Nobody wrote this</textarea>" in page
