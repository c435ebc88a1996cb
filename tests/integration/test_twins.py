"""The same article in other languages: both publications have to say so."""

from datetime import timedelta

import pytest

from belowline.accounts.queries.people import actor
from belowline.accounts.services.registration import grant
from belowline.core.clock import now
from belowline.core.events import ARTICLE
from belowline.core.refusals import Invalid, NotAllowed, NotFound
from belowline.discussion.services.threads import open_thread
from belowline.newsroom.events import ArticlePublished
from belowline.newsroom.models import Article, ArticleTwin
from belowline.newsroom.queries.twins import twins_at_desk
from belowline.newsroom.services.articles import publish_article
from belowline.newsroom.services.endings import hold_story
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.language import change_language
from belowline.newsroom.services.sections import ensure_section
from belowline.newsroom.services.twins import forget_twin, name_twin
from belowline.web.http.shared import DEPENDS, ENDS
from tests.found import article_by_id

pytestmark = pytest.mark.django_db
THERE = "https://minato.example"


@pytest.fixture
def there() -> int:
    """The id of an article of a Japanese publication."""
    publication_id = create_publication(
        slug="minato", name="港新報", time_zone="Asia/Tokyo", base_url=THERE, language="ja"
    )
    section_id = ensure_section(publication_id=publication_id, name="行政")
    article_id = publish_article(
        publication_id=publication_id,
        section_id=section_id,
        headline="渡し舟の運賃",
        slug="渡し舟",
        published_at=now() - timedelta(hours=2),
    )
    open_thread(article_id=article_id, publication_id=publication_id)
    return article_id


@pytest.fixture
def here(newspaper) -> int:
    return newspaper.article(headline="Ferry fares", slug="ferry").id


URL = f"{THERE}/行政/渡し舟"
TAG = 'rel="alternate" hreflang="{}"'


def editor_of(newspaper, *articles: int):
    """An editor of the publications of these articles; acts in the first one's."""
    person = newspaper.person()
    rows = [Article.objects.get(pk=each).publication_id for each in articles]
    for publication_id in rows:
        grant(person_id=person.id, publication_id=publication_id, role="editor")
    return actor(person_id=person.id, publication_id=rows[0])


def page(client, article_id: int):
    article = article_by_id(article_id)
    site = THERE if article.section_slug == "行政" else ""
    return client.get(article.path, headers={"host": "minato.example"} if site else {})


def names_twins(client, article_id: int) -> bool:
    html = page(client, article_id).content.decode()
    return TAG.format("ja") in html and TAG.format("en") in html


@pytest.fixture
def agreed(newspaper, here, there):
    assert name_twin(actor=editor_of(newspaper, here, there), article_id=here, url=URL)


def test_an_editor_of_both_says_it_once_and_both_pages_do(
    newspaper, client, here, there, agreed
) -> None:
    for article_id in (here, there):
        assert names_twins(client, article_id)
    html = page(client, here).content.decode()
    assert f'hreflang="ja" href="{THERE}/%E8%A1%8C%E6%94%BF/%E6%B8%A1%E3%81%97%E8%88%9F"' in html


def test_of_two_editors_both_have_to_say_it(newspaper, client, here, there) -> None:
    ours, theirs = editor_of(newspaper, here), editor_of(newspaper, there)
    assert not name_twin(actor=ours, article_id=here, url=URL)
    assert not names_twins(client, here)
    assert not names_twins(client, there)
    assert "hreflang" not in page(client, there).content.decode().partition("</head>")[0]
    (asked,) = twins_at_desk(publication_id=theirs.publication_id, article_id=there)
    assert asked.is_theirs
    assert not asked.is_ours
    assert name_twin(actor=theirs, article_id=there, url=asked.url)
    assert names_twins(client, here)
    assert names_twins(client, there)


def test_either_side_ends_it(newspaper, client, here, there, agreed) -> None:
    forget_twin(actor=editor_of(newspaper, there), article_id=there, other_id=here)
    assert not names_twins(client, here)
    assert not names_twins(client, there)
    assert Article.objects.filter(twins=[]).count() == 2


def test_a_page_is_untrue_when_its_twin_changes(client, here, there, agreed) -> None:
    assert f"article:{there}" in page(client, here)[DEPENDS].split()


def test_a_twin_that_ends_or_is_held_is_named_no_more(
    newspaper, client, here, there, agreed
) -> None:
    soon = now() + timedelta(hours=1)
    Article.objects.filter(pk=there).update(licence_ends_at=soon, remains="headline")
    assert names_twins(client, here)
    assert page(client, here)[ENDS] == f"{soon.timestamp():.3f}"
    Article.objects.filter(pk=there).update(licence_ends_at=now())
    assert not names_twins(client, here)
    Article.objects.filter(pk=there).update(licence_ends_at=None)
    hold_story(actor=editor_of(newspaper, there), article_id=there, note="")
    assert not names_twins(client, here)


HIDDEN = {
    "held": {"state": "held"},
    "to come": {"published_at": now() + timedelta(days=1)},
    "not for search engines": {"limits": {"without": ["search"]}},
    "gone": {"licence_ends_at": now() - timedelta(days=1), "remains": "nothing"},
}


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_may_not_be_found_is_not_named(client, here, there, agreed, hidden) -> None:
    Article.objects.filter(pk=there).update(**HIDDEN[hidden])
    assert not names_twins(client, here)


def test_what_search_engines_may_not_have_names_no_twins_itself(client, here, there, agreed):
    Article.objects.filter(pk=there).update(limits={"without": ["search"]})
    assert TAG.format("en") not in page(client, there).content.decode()


@pytest.mark.parametrize("hidden", ["held", "to come", "gone"])
def test_nobody_learns_of_what_is_not_published(newspaper, here, there, hidden) -> None:
    Article.objects.filter(pk=there).update(**HIDDEN[hidden])
    with pytest.raises(Invalid) as secret:
        name_twin(actor=editor_of(newspaper, here), article_id=here, url=URL)
    with pytest.raises(Invalid) as nothing:
        name_twin(actor=editor_of(newspaper, here), article_id=here, url=f"{URL}-2")
    assert str(secret.value) == str(nothing.value)
    assert not ArticleTwin.objects.exists()


def test_nor_of_what_was_a_twin_and_is_held(newspaper, here, there, agreed, client_of) -> None:
    hold_story(actor=editor_of(newspaper, there), article_id=there, note="")
    Article.objects.filter(pk=there).update(headline="A secret")
    desk = client_of(editor_of(newspaper, here))
    shown = desk.get(f"/desk/stories/{article_by_id(here).ref}/languages").content.decode()
    assert "A secret" not in shown
    assert "An article that isn’t published now" in shown


def test_wrong_addresses_are_refused(newspaper, here, there) -> None:
    editor = editor_of(newspaper, here, there)
    own = newspaper.article(headline="Another one")
    wrong = ("", "nonsense", "http://[", own.path, f"{THERE}/", f"https://else.example{own.path}")
    for url in wrong:
        with pytest.raises(Invalid):
            name_twin(actor=editor, article_id=here, url=url)
    change_language(publication_id=newspaper.publication_id, language="ja")
    with pytest.raises(Invalid, match="same language"):
        name_twin(actor=editor, article_id=here, url=URL)


def test_only_editors_and_only_of_their_own_articles(newspaper, here, there) -> None:
    with pytest.raises(NotAllowed):
        name_twin(actor=newspaper.person(role="moderator"), article_id=here, url=URL)
    with pytest.raises(NotFound):
        name_twin(actor=editor_of(newspaper, here), article_id=there, url=URL)
    with pytest.raises(NotFound):
        forget_twin(actor=editor_of(newspaper, here), article_id=here, other_id=there)


def test_sitemaps_name_them_as_well(client, here, there, agreed) -> None:
    index = client.get("/sitemap.xml").content.decode()
    part = index.rpartition("/sitemap/")[2].partition("<")[0]
    told = client.get(f"/sitemap/{part}").content.decode()
    assert 'xmlns:xhtml="http://www.w3.org/1999/xhtml"' in told
    assert '<xhtml:link rel="alternate" hreflang="ja"' in told
    Article.objects.filter(pk=there).update(state="held")
    assert "xhtml:link" not in client.get(f"/sitemap/{part}").content.decode()


def test_an_article_without_twins_asks_nothing(
    newspaper, here, client, django_assert_max_num_queries
) -> None:
    client.get(article_by_id(here).path)
    with django_assert_max_num_queries(40) as asked:
        client.get(article_by_id(here).path)
    assert not [it for it in asked.captured_queries if "twin" in it["sql"].partition("FROM")[2]]


def test_the_desk_names_agrees_and_removes(newspaper, here, there, client_of) -> None:
    desk = client_of(editor_of(newspaper, here, there))
    address = f"/desk/stories/{article_by_id(here).ref}/languages"
    assert "Agree" not in desk.get(address).content.decode()
    refused = desk.post(address, {"url": "https://nowhere.example/x"})
    assert refused.status_code == 422
    assert "https://nowhere.example/x" in refused.content.decode()
    desk.post(address, {"url": URL})
    assert "Both publications say so." in desk.get(address).content.decode()
    desk.post(f"{address}/{article_by_id(there).ref}/remove")
    assert not ArticleTwin.objects.exists()


def test_an_article_that_is_published_again_makes_its_twins_page_untrue() -> None:
    assert ARTICLE in ArticlePublished.invalidates
