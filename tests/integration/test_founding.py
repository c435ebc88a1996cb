"""From an empty machine to a publication with an administrator, by commands and a mail."""

import re
import time
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from click.testing import CliRunner
from django.core import mail
from django.test import Client

from belowline.accounts.models import Grant, StaffInvitation
from belowline.accounts.queries.people import actor
from belowline.accounts.queries.staff_invitations import open_invitations
from belowline.accounts.services.retention import invitations
from belowline.accounts.services.staff_invitations import invite_staff
from belowline.cli.command import belowline
from belowline.config.background import work_once
from belowline.core.clock import now
from belowline.core.models import AuditEntry
from belowline.newsroom.queries.publications import publication_by_slug
from newspaper import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    """Runs the command and gives its exit status and what it prints."""

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(belowline, arguments)
        return done.exit_code, done.output

    return run


@pytest.fixture
def founded(run):
    """A publication of its own, made by the command."""
    status, printed = run(
        *("publication", "add", "evening-post", "--name", "The Evening Post"),
        *("--url", "https://post.example", "--time-zone", "Europe/Paris", "--language", "fr"),
    )
    assert status == 0, printed
    found = publication_by_slug("evening-post")
    assert found is not None
    return found


def _confirmed(newspaper, address: str):
    person = newspaper.person()
    EmailAddress.objects.filter(user_id=person.id).update(email=address, verified=True)
    return person


def test_a_publication_is_founded_and_answers_at_its_address(founded, run) -> None:
    assert (founded.name, founded.time_zone, founded.language) == (
        "The Evening Post",
        "Europe/Paris",
        "fr",
    )
    page = Client(headers={"Host": "post.example"}).get("/")
    assert page.status_code == 200
    assert "The Evening Post" in page.content.decode()
    status, printed = run("publication", "list")
    assert status == 0
    assert re.search(r"evening-post +https://post.example +post.example", printed)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["Evening Post", "--name", "x"], "short name"),
        (["post", "--name", " "], "needs a name"),
        (["post", "--name", "x", "--time-zone", "Mars/Base"], "not a time zone"),
        (["post", "--name", "x", "--time-zone", "../etc/passwd"], "not a time zone"),
        (["post", "--name", "x", "--language", "klingon"], "not a language"),
        (["post", "--name", "x", "--url", "post.example"], "https://"),
        (["evening-post", "--name", "x"], "already a publication evening-post"),
        (["post", "--name", "x", "--url", "https://post.example"], "another publication"),
    ],
)
def test_what_cannot_be_founded_is_refused_in_words_and_leaves_nothing(
    founded, run, given, said
) -> None:
    before = run("publication", "list")
    status, printed = run("publication", "add", *given)
    assert status == 1
    assert said in printed
    assert run("publication", "list") == before


def test_the_first_administrator_is_invited_accepts_and_is_led_to_the_desk(
    newspaper, founded, run
) -> None:
    invited = ("staff", "invite", "Ada@Post.example", "--role", "administrator")
    status, printed = run(*invited, "--publication", "evening-post")
    assert status == 0, printed
    link = printed.strip().splitlines()[-1]
    work_once()
    [letter] = mail.outbox
    assert letter.to == ["ada@post.example"]
    assert link in letter.body
    assert "The Evening Post" in letter.subject
    path = link.removeprefix("https://post.example")
    client = Client(headers={"Host": "post.example", "Sec-Fetch-Site": "same-origin"})
    page = client.get(path)
    assert page.headers["Cache-Control"] == "no-store"
    assert f"/accounts/signup/?next={path}" in page.content.decode()
    assert client.post(path).status_code == 302
    assert not Grant.objects.filter(publication_id=founded.id).exists()

    ada = _confirmed(newspaper, "ada@post.example")
    log_in(client, ada)
    assert client.post(path).headers["Location"] == "/desk/"
    here = actor(person_id=ada.id, publication_id=founded.id)
    assert here.administers
    assert not actor(person_id=ada.id, publication_id=newspaper.publication_id).is_staff
    assert client.get(path).status_code == 404, "it is good once"
    lines = AuditEntry.objects.filter(publication_id=founded.id).order_by("id")
    assert [line.action for line in lines] == [
        "role administrator offered",
        "role administrator accepted",
    ]
    status, printed = run("staff", "list", "--publication", "evening-post")
    assert (status, printed.split()[-1]) == (0, "administrator")


def test_the_link_is_the_same_in_the_letter_on_the_page_and_later(newspaper, monkeypatch) -> None:
    publication_id = newspaper.publication_id
    made = invite_staff(publication_id=publication_id, email="ada@post.example", role="editor")
    work_once()
    later = time.time() + 3600
    monkeypatch.setattr(time, "time", lambda: later)
    [known] = open_invitations(publication_id)
    [letter] = mail.outbox
    assert made.path == known.path
    assert made.path in letter.body
    page = Client().get(made.path).content.decode()
    assert f"/accounts/signup/?next={made.path}" in page


def test_nobody_else_can_accept(newspaper, run) -> None:
    made = invite_staff(
        publication_id=newspaper.publication_id, email="ada@post.example", role="editor"
    )
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    other = newspaper.person()
    log_in(client, other)
    assert "doesn’t have this email address" in client.get(made.path).content.decode()
    assert client.post(made.path).status_code == 403
    unconfirmed = newspaper.person()
    EmailAddress.objects.filter(user_id=unconfirmed.id).update(
        email="ada@post.example", verified=False
    )
    log_in(client, unconfirmed)
    assert client.post(made.path).status_code == 403
    assert not Grant.objects.filter(role="editor").exists()
    status, printed = run("staff", "list")
    assert status == 0
    assert "ada@post.example" in printed


def test_an_invitation_of_one_publication_is_none_at_another(newspaper, founded) -> None:
    made = invite_staff(publication_id=founded.id, email="ada@post.example", role="editor")
    ada = _confirmed(newspaper, "ada@post.example")
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    log_in(client, ada)
    assert client.get(made.path).status_code == 404
    assert client.post(made.path).status_code == 404
    assert client.get(made.path[:-1] + "x").status_code == 404


def test_an_invitation_ends_by_itself_and_is_deleted(newspaper) -> None:
    made = invite_staff(
        publication_id=newspaper.publication_id, email="ada@post.example", role="editor"
    )
    StaffInvitation.objects.update(invited_at=now() - timedelta(days=15))
    assert Client().get(made.path).status_code == 404
    assert invitations(dry_run=True) == 1
    assert invitations(dry_run=False) == 1
    assert not StaffInvitation.objects.exists()


def test_whoever_is_invited_again_has_one_invitation(newspaper) -> None:
    for _ in range(2):
        invite_staff(publication_id=newspaper.publication_id, email="a@b.example", role="editor")
    assert StaffInvitation.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["invite", "no address", "--role", "editor"], "email address"),
        (["invite", "a@b.example", "--role", "king"], "administrator"),
        (["invite", "a@b.example", "--role", "editor", "--publication", "none"], "no publication"),
    ],
)
def test_who_cannot_be_invited_is_refused_in_words(newspaper, run, arguments, said) -> None:
    status, printed = run("staff", *arguments)
    assert status != 0
    assert said in printed
    assert not StaffInvitation.objects.exists()


def test_without_a_publication_it_is_said_how_to_add_one(run) -> None:
    status, printed = run("staff", "list")
    assert status == 1
    assert "belowline publication add" in printed
