"""What is talked about on the publisher's other sites."""

import re
from datetime import timedelta

import pytest

from belowline.accounts.queries.people import actor
from belowline.accounts.services.registration import grant
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.refusals import Invalid, NotAllowed
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.summaries import mark_all_stale, summarise_stale
from belowline.discussion.services.threads import open_thread
from belowline.network.models import SiteLink
from belowline.network.services.sites import link_sites, name_site
from belowline.newsroom.models import Article, Picture, PictureUse, Publication
from belowline.newsroom.services.articles import publish_article
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.sections import ensure_section
from belowline.web.http.shared import ENDS
from pictures import photograph, uploaded_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(newspaper) -> int:
    """The article that is talked about on another site."""
    other = create_publication(
        slug="other", name="The Other", time_zone="UTC", base_url="https://other.example"
    )
    section = ensure_section(publication_id=other, name="News")
    article_id = publish_article(
        publication_id=other,
        section_id=section,
        headline="Ferry fares & tides",
        slug="ferry",
        published_at=now() - timedelta(hours=2),
    )
    thread_id = open_thread(article_id=article_id, publication_id=other)
    reader = newspaper.person()
    writer = actor(person_id=reader.id, publication_id=other)
    post_comment(actor=writer, thread_id=thread_id, text="Dear, they are.")
    mark_all_stale()
    summarise_stale()
    return article_id


def administrator(newspaper, publication_id: int):
    person = newspaper.person(role="administrator")
    grant(person_id=person.id, publication_id=publication_id, role="administrator")
    return actor(person_id=person.id, publication_id=publication_id)


@pytest.fixture
def agree(newspaper, there):
    """Both sides, or one of them, say that there is shown here."""
    other = Article.objects.get(pk=there).publication_id

    def both(*, ours: bool = True, theirs: bool = True) -> None:
        here = newspaper.publication_id
        us = administrator(newspaper, here)
        name_site(actor=us, address="https://other.example")
        link_sites(actor=us, shows={other} if ours else set(), is_shown=set())
        SiteLink.objects.get_or_create(publication_id=other, other_id=here)
        link_sites(
            actor=administrator(newspaper, other), shows=set(), is_shown={here} if theirs else set()
        )

    return both


def shows(client) -> bool:
    return "Ferry fares &amp; tides" in client.get("/").content.decode()


def test_a_site_is_shown_where_both_say_so(newspaper, client, agree) -> None:
    assert not shows(client)
    agree(theirs=False)
    assert not shows(client)
    agree(ours=False)
    assert not shows(client)
    agree()
    assert shows(client)
    article = newspaper.article()
    page = client.get(article.path).content.decode()
    assert re.search(r'href="https://other\.example/news/ferry"[^>]*>Ferry fares', page)
    assert "The Other" in page
    assert "1 comment" in page


def test_never_is_a_site_shown_on_itself(newspaper, client, agree) -> None:
    agree()
    own = newspaper.article(headline="Our own article")
    newspaper.comment(newspaper.thread_below(own), "Well.")
    mark_all_stale()
    summarise_stale()
    elsewhere = client.get(own.path).content.decode().partition("On our other sites")[2]
    assert "Our own article" not in elsewhere.partition("</ul>")[0]
    with pytest.raises(Invalid):
        link_sites(
            actor=administrator(newspaper, newspaper.publication_id),
            shows={newspaper.publication_id},
            is_shown=set(),
        )


RIGHTS = {
    "an agency's": {"licence_ends_at": now() + timedelta(days=3)},
    "for some countries": {"limits": {"only_in": ["NO"]}},
    "not for feeds": {"limits": {"without": ["feed"]}},
    "not for other sites": {"limits": {"without": ["embed"]}},
    "held": {"state": "held"},
    "to come": {"published_at": now() + timedelta(days=1)},
}


@pytest.mark.parametrize("rights", RIGHTS)
def test_what_the_rights_keep_at_home_is_not_shown_elsewhere(client, there, agree, rights) -> None:
    agree()
    Article.objects.filter(pk=there).update(**RIGHTS[rights])
    assert not shows(client)


def test_only_administrators_choose(newspaper, there) -> None:
    with pytest.raises(NotAllowed):
        link_sites(actor=newspaper.person(role="editor"), shows=set(), is_shown=set())


def test_the_desk_has_a_page_for_it(newspaper, there, client_of) -> None:
    other = Article.objects.get(pk=there).publication_id
    desk = client_of(newspaper.person(role="administrator"))
    assert "The Other" not in desk.get("/desk/publication/sites").content.decode()
    for address in ("https://nowhere.example", "", "https://[", "http://127.0.0.1"):
        answer = desk.post("/desk/publication/sites", {"address": address})
        assert answer.status_code == 422, address
    answer = desk.post("/desk/publication/sites", {"address": "Other.example"})
    assert answer.status_code == 302
    answer = desk.post("/desk/publication/sites", {"shows": encode(other)})
    assert answer.status_code == 302
    link = SiteLink.objects.get()
    assert (link.other_id, link.shows, link.is_shown) == (other, True, False)
    assert "It has not agreed yet." in desk.get("/desk/publication/sites").content.decode()
    assert Publication.objects.count() == 2


@pytest.fixture
def picture(newspaper, there) -> Picture:
    """The picture above the article that is talked about there."""
    other = Article.objects.get(pk=there).publication_id
    editor = administrator(newspaper, other)
    picture_id = uploaded_picture(editor, photograph(700, 500).read(), alt="A gull.", credit="Us")
    Article.objects.filter(pk=there).update(picture_id=picture_id)
    PictureUse.objects.create(article_id=there, picture_id=picture_id, is_shown=True)
    return Picture.objects.get(pk=picture_id)


def files(client) -> list[str]:
    html = client.get("/").content.decode()
    return re.findall(r'src="(/pictures/elsewhere/[^"]+)"', html)


def test_its_picture_stands_beside_it_and_comes_from_this_site(client, agree, picture) -> None:
    agree()
    (address,) = files(client)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert "https://other.example/pictures" not in client.get("/").content.decode()


def test_no_picture_goes_out_without_both_sides(client, agree, picture) -> None:
    agree()
    (address,) = files(client)
    SiteLink.objects.update(is_shown=False)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("rights", RIGHTS)
def test_a_picture_stays_at_home_with_its_article(client, there, agree, picture, rights) -> None:
    agree()
    (address,) = files(client)
    Article.objects.filter(pk=there).update(**RIGHTS[rights])
    assert client.get(address).status_code == 404


PICTURE_RIGHTS = {
    "an agency's": {"came_by": "city-agency"},
    "for some countries": {"limits": {"only_in": ["NO"]}},
    "over": {"usable_until": now() - timedelta(days=1)},
    "to come": {"usable_from": now() + timedelta(days=1)},
}


@pytest.mark.parametrize("rights", PICTURE_RIGHTS)
def test_a_picture_with_rights_of_its_own_stays_at_home(client, agree, picture, rights) -> None:
    agree()
    (address,) = files(client)
    Picture.objects.filter(pk=picture.pk).update(**PICTURE_RIGHTS[rights])
    assert files(client) == []
    assert shows(client)
    assert client.get(address).status_code == 404


def test_no_other_picture_of_the_other_site_is_to_be_had(newspaper, client, agree, picture) -> None:
    agree()
    (address,) = files(client)
    editor = administrator(newspaper, picture.publication_id)
    secret = uploaded_picture(editor, photograph(600, 400).read(), alt="A secret.")
    digest = Picture.objects.get(pk=secret).digest
    assert client.get(address.replace(picture.digest, digest)).status_code == 404


def test_a_page_ends_with_the_picture_on_it(client, agree, picture) -> None:
    agree()
    ends = now() + timedelta(hours=1)
    Picture.objects.filter(pk=picture.pk).update(usable_until=ends)
    assert client.get("/")[ENDS] == f"{ends.timestamp():.3f}"


@pytest.mark.usefixtures("listening")
def test_beside_a_story_a_picture_ends_though_the_list_is_kept(
    newspaper, client, agree, picture, at
) -> None:
    agree()
    ends = now() + timedelta(seconds=30)
    Picture.objects.filter(pk=picture.pk).update(usable_until=ends)
    path = newspaper.article().path
    for _ in range(3):
        assert picture.digest in client.get(path).content.decode()
    at(ends + timedelta(seconds=1))
    assert picture.digest not in client.get(path).content.decode()
