"""An account is closed at several publications in one act, by who moderates all of them."""

import pytest

from belowline.accounts.queries.people import actor as seen
from belowline.accounts.services.registration import grant
from belowline.core.ids import encode
from belowline.core.models import AuditEntry
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.moderation.models import Appeal, Decision, Letter
from belowline.moderation.queries.measures import measures_in_force
from belowline.moderation.queries.person_file import decisions_about
from belowline.moderation.services.appeals import ask_for_second_look, decide_appeal
from belowline.moderation.services.closing_accounts import close_account_at, places_to_close
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.sanctions import (
    decide_on_person,
    lift_measure,
    undo_person_decision,
)
from belowline.newsroom.services.founding import create_publication
from newspaper import log_in

pytestmark = pytest.mark.django_db
HERE = {"origin": "http://testserver"}
GROUNDS = Grounds(reason="spam", explanation="The same shop, everywhere.", note="Seen by Eve.")


@pytest.fixture
def other() -> int:
    made: int = create_publication(slug="other", name="The Other", time_zone="UTC")
    return made


@pytest.fixture
def third() -> int:
    made: int = create_publication(slug="third", name="The Third", time_zone="UTC")
    return made


@pytest.fixture
def moderator(newspaper, other, third):
    """Ada moderates here and at The Other, and not at The Third."""
    person = newspaper.person("Ada", role="moderator")
    grant(person_id=person.id, publication_id=other, role="moderator")
    return person


@pytest.fixture
def reader(newspaper):
    return newspaper.person("Bob")


@pytest.fixture
def close(newspaper, moderator, reader, other):
    def act(*places: int, **given) -> int:
        asked = {"grounds": GROUNDS, "is_confirmed": True, "actor": moderator, **given}
        at = set(places or (newspaper.publication_id, other))
        return close_account_at(person_id=reader.id, publication_ids=at, **asked)

    return act


def closed_at(person_id: int, *publications: int) -> list[bool]:
    return [bool(measures_in_force(person_id=person_id, publication_id=it)) for it in publications]


def test_a_decision_at_each_and_one_letter(newspaper, reader, close, other, third) -> None:
    here = newspaper.publication_id
    first = close()
    assert closed_at(reader.id, here, other, third) == [True, True, False]
    one, two = Decision.objects.order_by("id")
    assert (one.id, one.publication_id, two.publication_id) == (first, here, other)
    assert (one.made_with_id, two.made_with_id) == (None, first)
    assert {it.reason for it in (one, two)} == {"spam"}
    letter = Letter.objects.get()
    assert letter.decision_id == first
    assert "This is about each of these sites: The Test, The Other." in letter.text
    audited = AuditEntry.objects.filter(action="person closed")
    assert {it.publication_id for it in audited} == {here, other}
    (told,) = decisions_about(person_id=reader.id, publication_id=other)
    assert told.places == ["The Test", "The Other"]


def test_never_where_the_right_is_lacking(
    newspaper, moderator, reader, close, other, third
) -> None:
    here = newspaper.publication_id
    places = places_to_close(moderator, person_id=reader.id, name=reader.name)
    assert [(it.name, it.why) for it in places] == [("The Test", ""), ("The Other", "")]
    with pytest.raises(NotFound):
        close(here, third)
    with pytest.raises(NotFound):
        close(third)
    grant(person_id=reader.id, publication_id=other, role="reporter")
    with pytest.raises(Conflict, match="The Other"):
        close()
    assert not Decision.objects.exists()
    assert not Letter.objects.exists()
    close(here)
    assert closed_at(reader.id, here, other) == [True, False]


def test_it_is_confirmed_for_a_reason_that_all_have(reader, close, newspaper) -> None:
    with pytest.raises(Invalid) as refused:
        close(is_confirmed=False)
    assert refused.value.field == "confirmed"
    with pytest.raises(Invalid) as refused:
        close(grounds=Grounds(reason="boots"))
    assert refused.value.field == "reason"
    with pytest.raises(NotFound):
        close(actor=newspaper.person("Carl"))


def test_what_is_closed_already_is_said_and_left(
    newspaper, moderator, reader, close, other
) -> None:
    decide_on_person(actor=moderator, person_id=reader.id, outcome="closed", grounds=GROUNDS)
    places = places_to_close(moderator, person_id=reader.id, name=reader.name)
    assert [bool(it.why) for it in places] == [True, False]
    with pytest.raises(Conflict):
        close()
    close(other)
    assert closed_at(reader.id, newspaper.publication_id, other) == [True, True]


@pytest.mark.parametrize("from_the_other", [False, True])
def test_it_is_undone_as_one(newspaper, moderator, reader, close, other, from_the_other) -> None:
    here = newspaper.publication_id
    close()
    one, two = Decision.objects.order_by("id")
    chosen = two if from_the_other else one
    by = seen(person_id=moderator.id, publication_id=chosen.publication_id)
    assert by is not None
    undo_person_decision(actor=by, decision_id=chosen.id)
    assert closed_at(reader.id, here, other) == [False, False]
    undone = Decision.objects.filter(outcome="undone")
    assert {it.publication_id: it.undoes_id for it in undone} == {here: one.id, other: two.id}
    assert not Letter.objects.exists()
    for it in (one, two):
        with pytest.raises(Conflict):
            undo_person_decision(
                actor=seen(person_id=moderator.id, publication_id=it.publication_id),
                decision_id=it.id,
            )


def test_who_moderates_one_of_them_lifts_it_there(newspaper, reader, close, other) -> None:
    close()
    first, _ = Decision.objects.order_by("id")
    colleague = newspaper.person("Eve", role="moderator")
    with pytest.raises(NotAllowed):
        undo_person_decision(actor=colleague, decision_id=first.id)
    lift_measure(actor=colleague, decision_id=first.id)
    assert closed_at(reader.id, newspaper.publication_id, other) == [False, True]


@pytest.mark.parametrize("result", ["reversed", "partly"])
def test_an_appeal_is_about_all_of_it(newspaper, reader, close, other, result) -> None:
    close()
    letter = Letter.objects.get()
    here = newspaper.publication_id
    asked = ask_for_second_look(
        person_id=reader.id, publication_id=here, letter_id=letter.id, text="It was not me."
    )
    assert Appeal.objects.get().id == asked
    colleague = newspaper.person("Eve", role="moderator")
    decide_appeal(actor=colleague, appeal_id=asked, result=result, answer="Right.")
    assert closed_at(reader.id, here, other) == [False, False]


def test_the_page_shows_where_before_it_is_done(
    newspaper, moderator, reader, other, client
) -> None:
    log_in(client, moderator)
    path = f"/desk/people/{encode(reader.id)}/close"
    assert path in client.get(f"/desk/people/{encode(reader.id)}").content.decode()
    page = client.get(path).content.decode()
    assert "The Other" in page
    assert "The Third" not in page
    places = [encode(newspaper.publication_id), encode(other)]
    sent = {"publication": places, "reason": "spam"}
    assert client.post(path, sent, headers=HERE).status_code == 422
    done = client.post(path, {**sent, "confirmed": "1"}, headers=HERE)
    assert done.status_code == 302
    assert closed_at(reader.id, newspaper.publication_id, other) == [True, True]
    shown = client.get(f"/desk/people/{encode(reader.id)}").content.decode()
    assert "in one step at <bdi>The Test, The Other</bdi>" in shown


def test_who_moderates_one_site_is_not_offered_it(newspaper, reader, client) -> None:
    log_in(client, newspaper.person("Eve", role="moderator"))
    assert "/close" not in client.get(f"/desk/people/{encode(reader.id)}").content.decode()
