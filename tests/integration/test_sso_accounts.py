"""What becomes of a publisher's reader here: the account, its name, address, picture and badges."""

import jwt
import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache

from belowline.accounts.models import Badge, Grant, Person, PublisherAccount
from belowline.accounts.services.sso import pictures
from belowline.config.background import work_once
from belowline.core.fetching import Fetched, UnexpectedStatus
from belowline.core.models import OutboxEvent, Task
from belowline.discussion.services.renames import rename_reader
from belowline.newsroom.queries.publications import publication_names
from integration.sso import browser, hand_over, is_in, knowing
from pictures import photograph
from publisher import SHARED_KEY, claims
from tests.found import comment as comment_view

PICTURE = "https://pictures.paper.example/ada.jpg"


@pytest.fixture(autouse=True)
def _fresh(newspaper) -> None:
    cache.clear()


def enter(entry: dict[str, object] | None = None, **said: object):
    """Logs the reader in with what the token says; the browser."""
    client = browser()
    with knowing(**(entry or {})):
        answer = hand_over(client, jwt.encode(claims(**said), SHARED_KEY, "HS256"))
    assert answer.status_code == 302, answer.content
    return client


def whose(subject: str = "reader-1") -> Person:
    return PublisherAccount.objects.get(subject=subject).person


def test_the_first_time_an_account_is_made_and_the_next_times_it_is_the_same() -> None:
    enter()
    enter()
    person = whose()
    assert (person.name, person.email, person.has_usable_password()) == ("Ada Quay", None, False)
    assert Person.objects.filter(name__startswith="Ada Quay").count() == 1
    [joined] = OutboxEvent.objects.filter(name="ReaderJoined")
    assert joined.payload["way"] == "publisher"


def test_two_readers_of_one_name_get_two_names() -> None:
    enter(sub="1")
    enter(sub="2")
    enter(sub="3", name="ADA QUAY")
    assert [whose(it).name for it in "123"] == ["Ada Quay", "Ada Quay 2", "ADA QUAY 3"]


@pytest.mark.parametrize(
    "name", ["", "Editor", "The Test", "<script>", "Aдa", None, 7, "\u200b", "\0", "n" * 500]
)
def test_a_name_that_cannot_stand_here_is_replaced(name) -> None:
    enter(name=name)
    assert whose().name.startswith(("Reader ", "script"))


def test_a_long_name_is_cut() -> None:
    enter(name="Ada Quay of the Northern Harbour District")
    assert whose().name == "Ada Quay of the Northern Harbo"


def test_account_takeover_by_email_an_address_opens_no_account_that_has_it(newspaper) -> None:
    owner = newspaper.person("owner", can_log_in=True)
    client = enter(email="owner@example.org", email_verified=True)
    person = whose()
    assert person.pk != owner.id
    assert person.email is None
    assert not EmailAddress.objects.filter(user=person).exists()
    assert int(client.session["_auth_user_id"]) == person.pk


def test_pre_hijacking_an_address_that_nobody_vouched_for_is_nobodys() -> None:
    enter(email="later@example.org")
    assert not EmailAddress.objects.exists()
    assert not Person.objects.filter(email="later@example.org").exists()
    assert PublisherAccount.objects.get().email == "later@example.org"


VOUCHING = {"vouches_for_email": True}


def test_a_publisher_that_vouches_joins_the_reader_who_confirmed_the_address(newspaper) -> None:
    owner = newspaper.person("owner", can_log_in=True)
    enter(VOUCHING, email="Owner@example.org")
    assert whose().pk == owner.id
    assert whose().name == "owner"
    assert OutboxEvent.objects.filter(name="ReaderJoined").count() == 0


def test_even_a_publisher_that_vouches_opens_no_account_whose_address_is_not_confirmed(
    newspaper,
) -> None:
    owner = newspaper.person("owner", can_log_in=True)
    EmailAddress.objects.filter(user_id=owner.id).update(verified=False)
    enter(VOUCHING, email="owner@example.org")
    assert whose().pk != owner.id
    assert whose().email is None


@pytest.mark.parametrize("role", ["reporter", "moderator", "editor", "administrator"])
def test_even_a_publisher_that_vouches_opens_no_account_of_the_staff(newspaper, role) -> None:
    owner = newspaper.person("owner", role=role)
    enter(VOUCHING, email="owner@example.org")
    assert whose().pk != owner.id


def test_one_account_here_is_joined_by_one_account_there(newspaper) -> None:
    owner = newspaper.person("owner")
    enter(VOUCHING, sub="1", email="owner@example.org")
    enter(VOUCHING, sub="2", email="owner@example.org")
    assert (whose("1").pk == owner.id, whose("2").pk == owner.id) == (True, False)


def test_a_vouched_address_is_the_accounts_and_follows_the_publisher() -> None:
    enter(VOUCHING, email="ada@example.org")
    assert whose().email == "ada@example.org"
    assert EmailAddress.objects.get(user=whose()).verified
    enter(VOUCHING, email="quay@example.org")
    assert whose().email == "quay@example.org"
    assert [it.email for it in EmailAddress.objects.filter(user=whose())] == ["quay@example.org"]


def test_an_address_that_the_reader_chose_here_stays() -> None:
    enter(VOUCHING)
    person = whose()
    Person.objects.filter(pk=person.pk).update(email="own@example.org")
    EmailAddress.objects.create(user=person, email="own@example.org", verified=True, primary=True)
    enter(VOUCHING, email="theirs@example.org")
    assert whose().email == "own@example.org"


def test_the_name_follows_the_publisher_until_the_reader_chooses_one(newspaper) -> None:
    from belowline.accounts.queries.people import actor

    enter()
    ada = actor(person_id=whose().pk, publication_id=newspaper.publication_id)
    thread = newspaper.thread()
    said = newspaper.comment(thread, "The tide table is wrong by nine minutes again.", by=ada)
    quoting = newspaper.comment(thread, "> The tide table is wrong by nine minutes again.\n\nYes.")
    enter(name="Ada Bell")
    assert comment_view(said).author == "Ada Bell"
    assert "Ada Bell" in comment_view(quoting).html
    assert OutboxEvent.objects.filter(name="ReaderRenamed").count() == 1
    rename_reader(actor=ada, name="tidewatcher")
    enter(name="Ada Quay-Bell")
    assert whose().name == "tidewatcher"


def test_mass_assignment_what_a_token_says_of_roles_gives_none(newspaper) -> None:
    client = enter(
        roles=["administrator"],
        role="administrator",
        is_staff=True,
        is_active=False,
        publication_id=1,
        badges=["subscriber", "administrator", "moderator", "staff", 7, None],
    )
    assert not Grant.objects.filter(person=whose()).exists()
    assert set(Badge.objects.values_list("kind", flat=True)) == {"subscriber", "staff"}
    assert client.get("/desk/").status_code == 403
    assert whose().is_active


def test_badges_of_the_token_replace_one_another_and_those_of_the_desk_stay(newspaper) -> None:
    enter(badges=["subscriber", "expert"])
    Badge.objects.create(
        person=whose(), publication_id=newspaper.publication_id, kind="expert", source="desk"
    )
    assert not OutboxEvent.objects.filter(name="BadgesChanged").exists()
    enter(badges=["subscriber"])
    enter()
    assert not OutboxEvent.objects.filter(name="BadgesChanged").exists(), "nothing shows otherwise"
    enter(badges=[])
    assert list(Badge.objects.values_list("kind", "source")) == [("expert", "desk")]
    assert OutboxEvent.objects.filter(name="BadgesChanged").count() == 1


def test_a_closed_account_is_not_opened_by_a_token() -> None:
    enter()
    Person.objects.filter(pk=whose().pk).update(is_active=False)
    client = browser()
    with knowing():
        hand_over(client, jwt.encode(claims(), SHARED_KEY, "HS256"))
    assert not is_in(client)


def test_whoever_has_a_second_factor_is_asked_for_it(newspaper) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    enter()
    TOTP.activate(whose(), generate_totp_secret())
    client = browser()
    with knowing():
        answer = hand_over(client, jwt.encode(claims(), SHARED_KEY, "HS256"))
    assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert not is_in(client)


def test_the_staff_by_a_publishers_account_still_need_a_second_factor_at_the_desk(
    newspaper,
) -> None:
    client = enter()
    Grant.objects.create(person=whose(), publication_id=newspaper.publication_id, role="moderator")
    answer = client.get("/desk/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/2fa/")


def test_the_login_is_among_those_that_the_reader_can_end() -> None:
    client = enter()
    assert "Devices" in client.get("/accounts/sessions/").content.decode()
    assert client.get("/accounts/sessions/").content.decode().count("Since") == 1


HOSTS = {"picture_hosts": ["pictures.paper.example"]}


def planned() -> list[str]:
    return [task.name for task in Task.objects.filter(name="fetch-picture")]


@pytest.mark.parametrize(
    "url",
    [
        "http://pictures.paper.example/ada.jpg",
        "https://evil.example/ada.jpg",
        "https://pictures.paper.example.evil.example/ada.jpg",
        "https://pictures.paper.example@evil.example/ada.jpg",
        "https://somebody@pictures.paper.example/ada.jpg",
        "https://pictures.paper.example:8443/ada.jpg",
        "https://169.254.169.254/latest/meta-data/",
        "https://localhost/ada.jpg",
        "file:///etc/passwd",
        "https://[::1/ada.jpg",
        "data:image/png;base64,AAAA",
        7,
    ],
)
def test_ssrf_a_picture_is_fetched_from_listed_hosts_only(url) -> None:
    enter(HOSTS, picture=url)
    assert planned() == []


def test_a_picture_is_taken_over_after_the_answer_and_never_in_place_of_ones_own(
    monkeypatch,
) -> None:
    data = photograph().read()
    monkeypatch.setattr(pictures, "fetch", lambda url, **_: Fetched(url, data))
    enter(HOSTS, picture=PICTURE)
    assert len(planned()) == 1
    work_once()
    taken = whose().picture
    assert taken
    assert PublisherAccount.objects.get().picture == taken
    enter(HOSTS, picture=PICTURE)
    assert planned() == [], "the same address is not fetched again"
    Person.objects.filter(pk=whose().pk).update(picture="0" * 32)
    enter(HOSTS, picture=f"{PICTURE}?another")
    work_once()
    assert whose().picture == "0" * 32


@pytest.mark.parametrize("broken", [b"no picture", None])
def test_a_picture_that_cannot_be_had_is_a_line_in_the_log_and_nothing_else(
    monkeypatch, caplog, broken
) -> None:
    def fetch(url: str, **_: object) -> Fetched:
        if broken is None:
            raise UnexpectedStatus(404)
        return Fetched(url, broken)

    monkeypatch.setattr(pictures, "fetch", fetch)
    enter(HOSTS, picture=PICTURE)
    work_once()
    assert whose().picture == ""
    assert planned() == []
    assert "was not taken over" in caplog.text


def test_every_publication_is_told_of_a_new_name(newspaper) -> None:
    from belowline.newsroom.services.founding import create_publication

    create_publication(slug="other", name="The Other", time_zone="UTC", host="other.example")
    enter()
    enter(name="Ada Bell")
    told = OutboxEvent.objects.filter(name="ReaderRenamed")
    assert {it.publication_id for it in told} == set(publication_names())


def test_whoever_has_no_address_proves_it_by_logging_in_at_the_publisher_once_more() -> None:
    keys = "/accounts/password/set/"
    with knowing(login_url="https://accounts.paper.example/login?a=b"):
        client = enter({"login_url": "https://accounts.paper.example/login?a=b"})
        assert client.get(keys).status_code == 200
        session = client.session
        for record in session["account_authentication_methods"]:
            record["at"] -= 600
        session.save()
        asked = client.get(keys, follow=True).content.decode()
    assert "https://accounts.paper.example/login?a=b&amp;return=%2Faccounts%2Fpassword%2F" in asked
    assert mail.outbox == []
    enter_again = jwt.encode(claims(), SHARED_KEY, "HS256")
    with knowing():
        assert hand_over(client, enter_again, to=keys).headers["Location"] == keys
    assert client.get(keys).status_code == 200
