"""A publication's look is set at the desk, and every page of it, and of no other, has it."""

import re

import pytest

from belowline.newsroom.look.tokens import Look
from belowline.newsroom.models import Publication
from belowline.newsroom.queries.publications import publication_by_id
from belowline.newsroom.services.look import change_look
from belowline.web.desk.look import _parts

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<link rel="stylesheet" href="(/look/\w{32})">')
OWN = {"brand-light": "#0b5d3b", "reading": "source-serif-4", "page": "wide"}


@pytest.fixture
def boss(newspaper):
    return newspaper.person(role="administrator")


def test_a_publication_without_a_look_asks_for_no_stylesheet_of_it(newspaper, client) -> None:
    page = client.get("/").content.decode()
    assert "/look/" not in page
    assert 'content="#fcfbf8"' in page
    assert "newsreader-latin" in page


def test_a_look_that_was_set_is_on_every_page(newspaper, boss, client, client_of) -> None:
    article = newspaper.article()
    answer = client_of(boss).post("/desk/look", {**_parts(Look()), **OWN})
    assert answer.status_code == 302
    for path in ("/", article.path, "/accounts/login/"):
        page = client.get(path).content.decode()
        css = client.get(LINK.search(page)[1])
        assert css["Content-Type"] == "text/css; charset=utf-8"
        assert "--brand:light-dark(#0b5d3b,#ff7b72);" in css.content.decode()
        assert "--page:80rem;" in css.content.decode()
        assert "--serif:&quot;" not in css.content.decode()
        assert re.search(r'href="/static/http/fonts/source-serif-4-latin-wght-normal', page)
        assert "newsreader-latin" not in page


def test_a_look_is_kept_for_good_under_its_own_digest_only(newspaper, boss, client) -> None:
    change_look(actor=boss, given={**_parts(Look()), **OWN})
    digest = publication_by_id(newspaper.publication_id).look.digest
    assert "immutable" in client.get(f"/look/{digest}")["Cache-Control"]
    old = client.get(f"/look/{'0' * 32}")
    assert old.content == client.get(f"/look/{digest}").content
    assert "immutable" not in old.headers.get("Cache-Control", "")


def test_a_pair_that_cannot_be_read_changes_nothing_and_keeps_what_was_chosen(
    newspaper, boss, client_of
) -> None:
    sent = {**_parts(Look()), "muted-light": "#AAAAAA", "brand-light": "#0b5d3b"}
    answer = client_of(boss).post("/desk/look", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "These two colours have a contrast of 2." in page
    assert 'value="#aaaaaa"' in page
    assert 'value="#0b5d3b"' in page
    assert Publication.objects.get(pk=newspaper.publication_id).look == {}


def test_the_standard_look_can_be_had_back(newspaper, boss, client, client_of) -> None:
    change_look(actor=boss, given={**_parts(Look()), **OWN})
    client_of(boss).post("/desk/look", {"standard": "1"})
    assert "/look/" not in client.get("/").content.decode()
    assert publication_by_id(newspaper.publication_id).look is None
