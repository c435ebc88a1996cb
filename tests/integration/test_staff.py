"""Badges and roles: who gives them to whom, and what stays behind in the audit log."""

import pytest

from belowline.accounts.models import Badge, Grant, StaffInvitation
from belowline.accounts.queries.people import actor
from belowline.accounts.services.badges import set_badges
from belowline.accounts.services.roles import grant_role, revoke_role
from belowline.core.ids import encode
from belowline.core.models import AuditEntry, OutboxEvent
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from tests.found import comment as comment_view

ROLES = ("trusted", "reporter", "moderator", "editor", "administrator")


@pytest.fixture
def reader(newspaper):
    return newspaper.person("ada")


def roles_of(person) -> set[str]:
    return set(Grant.objects.filter(person_id=person.id).values_list("role", flat=True))


def test_the_desk_gives_badges_that_stand_beside_the_name(newspaper, client_of, reader) -> None:
    client = client_of(newspaper.person("mika", role="moderator"))
    thread = newspaper.thread()
    said = newspaper.comment(thread, "I built that pier.", by=reader)
    page = f"/desk/people/{encode(reader.id)}"
    assert "Verified expert" in client.get(page).content.decode()
    client.post(page, {"badges": ["expert", "subscriber"], "trusted": "1"})
    assert comment_view(said).badges == ("expert", "subscriber")
    assert roles_of(reader) == {"trusted"}
    story = client.get(f"/c/{encode(said)}", follow=True).content.decode()
    assert 'class="badge expert">Verified expert' in story
    shown = client.get(f"/api/v1/comments/{encode(said)}").json()
    assert (shown["badge"], shown["badges"]) == ("", ["expert", "subscriber"])
    assert client.get(f"/api/v1/people/{encode(reader.id)}").json()["badges"] == shown["badges"]
    assert "Subscriber" in client.get(f"/people/{encode(reader.id)}").content.decode()
    entries = AuditEntry.objects.order_by("id").values_list("action", "actor_name", "subject_id")
    assert list(entries) == [
        ("badge expert given", "mika", reader.id),
        ("badge subscriber given", "mika", reader.id),
        ("role trusted given", "mika", reader.id),
    ]
    assert Badge.objects.filter(given_by__name="mika").count() == 2
    assert OutboxEvent.objects.filter(name="BadgesChanged").count() == 1
    client.post(page, {"badges": "expert"})
    assert comment_view(said).badges == ("expert",)
    assert roles_of(reader) == set()
    client.post(page, {"badges": "expert"})
    assert AuditEntry.objects.count() == 5, "what changes nothing leaves no line"


def test_badges_by_the_publishers_token_are_shown_and_not_the_desks_to_take(
    newspaper, client_of, reader
) -> None:
    client = client_of(newspaper.person(role="moderator"))
    Badge.objects.create(
        person_id=reader.id,
        publication_id=newspaper.publication_id,
        kind="subscriber",
        source="token",
    )
    page = f"/desk/people/{encode(reader.id)}"
    assert "also from the reader’s publisher account" in client.get(page).content.decode()
    client.post(page, {})
    assert Badge.objects.filter(kind="subscriber").exists()


def test_a_role_of_the_staff_stands_before_badges_and_in_place_of_staff(newspaper, reader) -> None:
    editor = newspaper.person(role="editor")
    set_badges(actor=editor, person_id=editor.id, kinds={"staff", "expert"}, is_trusted=False)
    set_badges(actor=editor, person_id=reader.id, kinds={"staff", "expert"}, is_trusted=True)
    thread = newspaper.thread()
    by_editor = comment_view(newspaper.comment(thread, "One.", by=editor))
    assert (by_editor.badges, by_editor.role) == (("editor", "expert"), "editor")
    by_reader = comment_view(newspaper.comment(thread, "Two.", by=reader))
    assert (by_reader.badges, by_reader.role) == (("staff", "expert"), "")


@pytest.mark.parametrize("role", ["", "trusted", "reporter"])
def test_idor_nobody_but_moderators_gives_badges(newspaper, client_of, reader, role) -> None:
    somebody = newspaper.person(role=role)
    client = client_of(somebody)
    for person in (reader, somebody):
        answer = client.post(f"/desk/people/{encode(person.id)}", {"badges": "staff"})
        assert answer.status_code == 403
    with pytest.raises(NotAllowed):
        set_badges(actor=somebody, person_id=somebody.id, kinds={"staff"}, is_trusted=True)
    assert not Badge.objects.exists()


def test_badges_and_trust_are_those_of_the_moderators_own_publication(newspaper, reader) -> None:
    from belowline.newsroom.services.founding import create_publication

    other = create_publication(slug="other", name="O", time_zone="UTC", host="other.example")
    moderator = newspaper.person(role="moderator")
    set_badges(actor=moderator, person_id=reader.id, kinds={"expert"}, is_trusted=True)
    elsewhere = actor(person_id=reader.id, publication_id=other)
    assert not elsewhere.is_trusted
    assert not Badge.objects.filter(publication_id=other).exists()
    visitor = actor(person_id=moderator.id, publication_id=other)
    with pytest.raises(NotAllowed):
        set_badges(actor=visitor, person_id=reader.id, kinds={"expert"}, is_trusted=True)


def test_a_badge_that_does_not_exist_and_a_reader_who_does_not_are_refused(newspaper) -> None:
    moderator = newspaper.person(role="moderator")
    with pytest.raises(Invalid):
        set_badges(actor=moderator, person_id=moderator.id, kinds={"king"}, is_trusted=False)
    with pytest.raises(NotFound):
        set_badges(actor=moderator, person_id=1, kinds={"expert"}, is_trusted=False)


def test_a_trusted_reader_is_no_staff_and_writes_twice_as_much(newspaper, client_of) -> None:
    trusted = newspaper.person(role="trusted")
    assert (trusted.is_staff, trusted.moderates, trusted.is_trusted) == (False, False, True)
    thread = newspaper.thread()
    client = client_of(trusted)

    def post() -> int:
        path = f"/api/v1/threads/{thread.ref}/comments"
        return client.post(path, {"text": "x"}, content_type="application/json").status_code

    assert [post() for _ in range(12)] == [201] * 12
    assert post() == 429
    others = [newspaper.comment(thread, f"Remark {number}") for number in range(41)]
    reports = [
        client.post(
            f"/api/v1/comments/{encode(other)}/reports",
            {"reason": "spam"},
            content_type="application/json",
        ).status_code
        for other in others
    ]
    assert reports == [204] * 40 + [429]


@pytest.mark.parametrize("own", ["", *ROLES])
@pytest.mark.parametrize("given", ROLES)
def test_nobody_gives_a_role_above_their_own(newspaper, reader, own, given) -> None:
    somebody = newspaper.person(role=own)
    ranks = ROLES.index(own) if own else -1
    may = own == "administrator" or (given == "trusted" and ranks >= ROLES.index("moderator"))
    for person in (reader, somebody):
        try:
            grant_role(actor=somebody, person_id=person.id, role=given)
        except NotAllowed:
            assert not may
        except Conflict:
            assert given == own
        else:
            assert may
    assert may == (given in roles_of(reader))


def test_an_administrator_makes_somebody_a_moderator_by_address_or_by_profile(
    newspaper, client_of, reader
) -> None:
    client = client_of(newspaper.person("boss", role="administrator"))
    assert "boss" in client.get("/desk/staff").content.decode()
    answer = client.post("/desk/staff", {"who": " Ada@example.org ", "role": "moderator"})
    assert answer.status_code == 302
    profile = f"https://testserver/people/{encode(reader.id)}"
    client.post("/desk/staff", {"who": profile, "role": "reporter"})
    assert roles_of(reader) == {"moderator", "reporter"}
    dismissal = f"/desk/staff/{encode(reader.id)}/dismiss"
    assert "from ada?" in client.get(f"{dismissal}?role=moderator").content.decode()
    assert client.get(f"{dismissal}?role=editor").status_code == 404
    assert roles_of(reader) == {"moderator", "reporter"}
    client.post(dismissal, {"role": "moderator"})
    assert roles_of(reader) == {"reporter"}
    told = AuditEntry.objects.order_by("id").values_list("action", flat=True)
    assert list(told) == ["role moderator given", "role reporter given", "role moderator taken"]


@pytest.mark.parametrize(
    ("who", "role", "status"),
    [
        ("nobody@example", "moderator", 422),
        ("", "moderator", 422),
        ("ada@example.org", "king", 422),
        ("ada@example.org", "", 422),
        ("/people/nonsense", "moderator", 404),
    ],
)
def test_what_cannot_be_done_is_said_beside_the_form(
    newspaper, client_of, reader, who, role, status
) -> None:
    client = client_of(newspaper.person(role="administrator"))
    answer = client.post("/desk/staff", {"who": who, "role": role})
    assert answer.status_code == status
    assert 'id="refusal"' in answer.content.decode()
    assert roles_of(reader) == set()


def test_an_address_that_is_not_confirmed_makes_nobody_a_member_of_the_staff(
    newspaper, client_of, reader
) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.filter(user_id=reader.id).update(verified=False)
    client = client_of(newspaper.person(role="administrator"))
    answer = client.post("/desk/staff", {"who": "ada@example.org", "role": "administrator"})
    assert answer.status_code == 302
    assert roles_of(reader) == set(), "the owner of the address is asked"
    invited = StaffInvitation.objects.get()
    page = client.get("/desk/staff").content.decode()
    assert "ada@example.org" in page
    client.post(f"/desk/staff/invitations/{encode(invited.id)}/withdraw")
    assert not StaffInvitation.objects.exists()


def test_a_publication_keeps_its_last_administrator(newspaper, client_of) -> None:
    boss = newspaper.person("boss", role="administrator")
    client = client_of(boss)
    answer = client.post(f"/desk/staff/{encode(boss.id)}/dismiss", {"role": "administrator"})
    assert answer.status_code == 409
    assert "last administrator" in answer.content.decode()
    second = newspaper.person("second", role="administrator")
    revoke_role(actor=boss, person_id=boss.id, role="administrator")
    assert roles_of(boss) == set()
    with pytest.raises(Conflict):
        revoke_role(actor=second, person_id=second.id, role="administrator")


def test_an_administrator_of_another_publication_is_none_here(newspaper) -> None:
    from belowline.accounts.services.registration import grant
    from belowline.newsroom.services.founding import create_publication

    boss = newspaper.person("boss", role="administrator")
    other = create_publication(slug="other", name="O", time_zone="UTC", host="other.example")
    grant(person_id=newspaper.person("theirs").id, publication_id=other, role="administrator")
    with pytest.raises(Conflict):
        revoke_role(actor=boss, person_id=boss.id, role="administrator")


def test_the_profile_shows_moderators_the_way_to_the_desk(newspaper, client_of, reader) -> None:
    for role, may in (("", False), ("moderator", True)):
        client = client_of(newspaper.person(role=role))
        assert client.get("/me/roles").json()["moderates"] is may
    page = client.get(f"/people/{encode(reader.id)}").content.decode()
    assert f'href="/desk/people/{encode(reader.id)}" hidden' in page
