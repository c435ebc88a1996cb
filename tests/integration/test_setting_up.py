"""An empty installation is set up on one page, once, by whoever has the code of its server."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from belowline.accounts.models import Grant, Person
from belowline.accounts.queries.people import actor
from belowline.cli.set_up_link import print_set_up_link
from belowline.config.background import work_once
from belowline.core.clock import now
from belowline.newsroom.models import Publication, SetUpCode
from belowline.newsroom.queries.publications import mail_has_arrived, publication_by_slug
from belowline.newsroom.services.set_up import new_code
from newspaper import log_in

pytestmark = pytest.mark.django_db

GIVEN = {
    "name": "The Evening Post",
    "language": "en",
    "time_zone": "Europe/Paris",
    "address": settings.SITE_URL,
    "person": "Ada",
    "email": "Ada@Post.example",
    "password": "rope and tide 9",
}


@pytest.fixture
def client() -> Client:
    """A browser at the installation's own address."""
    host = settings.SITE_URL.partition("//")[2]
    return Client(headers={"Host": host, "Sec-Fetch-Site": "same-origin"})


def _set_up(client: Client, code: str, **given):
    return client.post(f"/set-up/{code}", {**GIVEN, **given})


def test_until_then_every_address_answers_with_one_plain_sentence(client) -> None:
    for path in ("/", "/politics", "/desk/", "/api/v1/counts?url=x", "/accounts/login/", "/set-up"):
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert answer.content.decode().startswith("This site has not been set up yet.")
        assert answer.headers["Cache-Control"] == "no-store"


def test_one_page_makes_the_publication_and_its_administrator_and_leads_to_the_desk(client) -> None:
    code = new_code()
    page = client.get(f"/set-up/{code}")
    assert page.status_code == 200
    assert f'value="{settings.SITE_URL}"' in page.content.decode()
    done = _set_up(client, code)
    assert (done.status_code, done.headers["Location"]) == (302, "/desk/")
    post = publication_by_slug("the-evening-post")
    assert (post.name, post.time_zone, post.base_url) == (
        "The Evening Post",
        "Europe/Paris",
        settings.SITE_URL,
    )
    ada = Person.objects.get(email="ada@post.example")
    assert actor(person_id=ada.id, publication_id=post.id).administers
    assert client.get("/desk/").headers["Location"].startswith("/accounts/2fa/")


def test_the_code_is_good_once_and_the_page_gone_for_good(client) -> None:
    code, other = new_code(), new_code()
    _set_up(client, code)
    for used in (code, other, "guessed"):
        assert client.get(f"/set-up/{used}").status_code == 404
        assert _set_up(client, used, email="eve@post.example").status_code in (404, 405)
    assert Publication.objects.count() == 1
    assert not Person.objects.filter(email="eve@post.example").exists()
    assert new_code() is None


def test_a_wrong_or_old_code_sets_nothing_up(client) -> None:
    code = new_code()
    SetUpCode.objects.update(made_at=now() - timedelta(hours=25))
    for wrong in (code, "guessed", "x" * 64):
        assert client.get(f"/set-up/{wrong}").status_code == 404
        assert _set_up(client, wrong).status_code == 404
    assert not Publication.objects.exists()


def test_another_sites_page_sets_nothing_up(client) -> None:
    code = new_code()
    answer = client.post(f"/set-up/{code}", GIVEN, headers={"Sec-Fetch-Site": "cross-site"})
    assert "another site" in answer.content.decode()
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": " "}, "needs a name"),
        ({"time_zone": "Mars/Base"}, "not a time zone"),
        ({"language": "klingon"}, "not a language"),
        ({"address": "post.example"}, "https://"),
        ({"person": "!"}, "2 to 30 characters"),
        ({"email": "ada"}, "enter an email address"),
        ({"password": "short"}, "at least 8 characters"),
        ({"password": "password1"}, "too common"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_nothing_is_made(client, given, said) -> None:
    code = new_code()
    answer = _set_up(client, code, **given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    [field] = given
    assert re.search(rf'id="{field}"[^>]*aria-invalid="true"', page) or field == "language"
    assert field == "person" or 'value="Ada"' in page
    assert "rope and tide" not in page
    assert not Publication.objects.exists()
    assert not Person.objects.exists()
    assert _set_up(client, code).status_code == 302


def test_a_publication_at_another_address_is_led_to(client) -> None:
    done = _set_up(client, new_code(), address="https://post.example")
    assert 'href="https://post.example/desk/"' in done.content.decode()
    assert "sessionid" not in client.cookies
    assert Client(headers={"Host": "post.example"}).get("/").status_code == 200


def test_the_server_prints_the_address_only_while_there_is_nothing(client, capsys) -> None:
    print_set_up_link(port=8123)
    [link] = re.findall(r"open (http://\S+)", capsys.readouterr().out)
    path = link.partition(":8123")[2]
    assert client.get(path).status_code == 200
    _set_up(client, path.rpartition("/")[2])
    print_set_up_link(port=8123)
    assert capsys.readouterr().out == ""


def test_the_desk_ticks_off_what_it_sees_to_be_done(client) -> None:
    _set_up(client, new_code())
    post = publication_by_slug("the-evening-post")
    ada = actor(person_id=Grant.objects.get().person_id, publication_id=post.id)
    log_in(client, ada)
    page = client.get("/desk/").content.decode()
    assert page.count('<li class="done"') == 1
    work_once()
    [letter] = mail.outbox
    assert letter.to == ["Ada@Post.example"]
    [link] = re.findall(r"/desk/mail/\S+", letter.body)
    assert client.get(link).status_code == 200
    assert mail_has_arrived(post.id)
    client.post("/desk/sections", {"name": "Harbour"})
    client.post("/desk/staff", {"who": "bo@post.example", "role": "editor"})
    assert client.get("/desk/").content.decode().count('<li class="done"') == 4
    begun = client.post("/desk/stories").headers["Location"]
    section = publication_by_slug("the-evening-post").sections[0].ref
    told = client.post(
        begun,
        {"headline": "Tide in", "section": section, "remains": "discussion", "publish": "1"},
    )
    assert told.status_code == 302, told.content
    assert "Until your publication runs" not in client.get("/desk/").content.decode()


def test_a_link_of_another_publications_test_mail_says_nothing_here(newspaper, client) -> None:
    assert client.get("/desk/mail/guessed").status_code == 404
    assert not mail_has_arrived(newspaper.publication_id)
