"""A reader's page: what is on it, what its owner leaves out, and that nobody else can."""

import pytest

from belowline.accounts.models import Person
from belowline.accounts.services.pictures import change_picture
from belowline.core.ids import encode
from belowline.core.models import OutboxEvent
from belowline.discussion.queries.people import answers_to_person
from belowline.discussion.services.edits import withdraw_comment
from belowline.discussion.services.votes import cast_vote
from belowline.moderation.services.decisions import remove_comment
from belowline.newsroom.services.founding import create_publication
from belowline.web.http.shared import DEPENDS
from pictures import photograph

EVERYTHING = ["picture", "since", "comments", "answers"]


def page(client, person, part=""):
    return client.get(f"/people/{encode(person.id)}{part}").content.decode()


def test_a_profile_shows_since_when_and_what_somebody_wrote_with_scores(newspaper, client):
    thread, reader = newspaper.thread(), newspaper.person("quiet_one")
    first = newspaper.comment(thread, "The first thing that I said.", by=reader)
    newspaper.comment(thread, "The second thing that I said.", by=reader)
    for _ in range(3):
        cast_vote(actor=newspaper.person(), comment_id=first, value=1)
    shown = page(client, reader)
    assert "quiet_one" in shown
    assert "Joined " in shown
    assert "2 comments" in shown
    assert "+3</b> (+3 / −0)" in shown
    assert shown.index("The second thing") < shown.index("The first thing")
    assert '<meta name="robots" content="noindex">' in shown


def test_it_shows_the_answers_that_somebody_received(newspaper, client):
    thread, reader, other = newspaper.thread(), newspaper.person(), newspaper.person("other_one")
    first = newspaper.comment(thread, "Is anybody there?", by=reader)
    newspaper.comment(thread, "I am, as ever.", by=other, to=first)
    newspaper.comment(thread, "So am I, said I to myself.", by=reader, to=first)
    shown = page(client, reader, "/answers")
    assert "I am, as ever." in shown
    assert "other_one" in shown
    assert "said I to myself" not in shown
    assert "I am, as ever." not in page(client, reader)


def test_what_is_out_of_sight_is_not_on_it(newspaper, client):
    thread, reader, other = newspaper.thread(), newspaper.person(), newspaper.person()
    removed = newspaper.comment(thread, "This is an insult.", by=reader)
    withdrawn = newspaper.comment(thread, "This was a mistake.", by=reader)
    answer = newspaper.comment(thread, "An insult in return.", by=other, to=withdrawn)
    remove_comment(
        actor=newspaper.person(role="moderator"), comment_id=removed, version=1, reason="attack"
    )
    withdraw_comment(actor=reader, comment_id=withdrawn)
    assert "This is an insult." not in page(client, reader)
    assert "This was a mistake." not in page(client, reader)
    assert "No comments yet." in page(client, reader)
    withdraw_comment(actor=other, comment_id=answer)
    assert "An insult in return." not in page(client, reader, "/answers")


def test_what_somebody_wrote_elsewhere_is_not_on_it(newspaper, client):
    reader = newspaper.person()
    newspaper.comment(newspaper.thread(), "Said at the Test.", by=reader)
    create_publication(slug="other", name="The Other", time_zone="UTC", host="127.0.0.1")
    path = f"/people/{encode(reader.id)}"
    assert "Said at the Test." in client.get(path).content.decode()
    elsewhere = client.get(path, headers={"Host": "127.0.0.1"}).content.decode()
    assert "Said at the Test." not in elsewhere
    api = client.get(f"/api/v1{path}/comments", headers={"Host": "127.0.0.1"}).json()
    assert api == {"comments": [], "after": None}


@pytest.mark.parametrize(
    ("left_out", "part", "words"),
    [
        ("since", "", "Joined "),
        ("comments", "", "What I said."),
        ("comments", "", "1 comment<"),
        ("answers", "/answers", "What you answered."),
    ],
)
def test_each_part_is_left_out_at_its_owners_wish(
    newspaper, client, client_of, left_out, part, words
):
    thread, reader = newspaper.thread(), newspaper.person()
    newspaper.comment(
        thread, "What you answered.", to=newspaper.comment(thread, "What I said.", by=reader)
    )
    assert words in page(client, reader, part)
    chosen = [each for each in EVERYTHING if each != left_out]
    client_of(reader).post("/me/shown", {"shown": chosen})
    assert words not in page(client, reader, part)
    told = client.get(f"/api/v1/people/{encode(reader.id)}").json()
    assert (told["since"] is None) == (left_out == "since")
    assert (told["comment_count"] is None) == (left_out == "comments")
    if left_out == "comments":
        said = client.get(f"/api/v1/people/{encode(reader.id)}/comments").json()
        assert said["comments"] == []


def test_pages_of_a_profile_hold_every_comment_once(newspaper, client, settings):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"posts_per_minute": 100})
    thread, reader = newspaper.thread(), newspaper.person()
    said = [newspaper.comment(thread, f"Number {n}.", by=reader) for n in range(45)]
    path, seen, after = f"/api/v1/people/{encode(reader.id)}/comments", [], ""
    while after is not None:
        told = client.get(path, {"after": after} if after else {}).json()
        seen += [each["id"] for each in told["comments"]]
        after = told["after"]
    assert seen == [encode(number) for number in reversed(said)]
    assert client.get(path, {"after": "nonsense"}).status_code == 422


def test_a_profile_is_the_same_for_everybody_and_says_what_it_depends_on(
    newspaper, client, client_of
):
    reader = newspaper.person()
    path = f"/people/{encode(reader.id)}"
    mine, theirs = client_of(reader).get(path), client.get(path)
    assert mine.content == theirs.content
    assert f"person:{reader.id}" in theirs[DEPENDS].split()
    assert f"lists:{newspaper.publication_id}" in theirs[DEPENDS].split()


def test_names_lead_to_profiles_but_for_those_without_an_account(newspaper, client):
    article, reader = newspaper.article(), newspaper.person()
    newspaper.comment(newspaper.thread_below(article), "Mine.", by=reader)
    assert f'href="/people/{encode(reader.id)}"' in client.get(article.path).content.decode()


def test_a_closed_account_has_no_profile(newspaper, client):
    reader = newspaper.person()
    Person.objects.filter(pk=reader.id).update(is_active=False)
    assert client.get(f"/people/{encode(reader.id)}").status_code == 404
    assert client.get("/people/zzzzzzzzzzzzz").status_code == 404


def test_nobody_changes_anybody_else(newspaper, client_of):
    reader, victim = newspaper.person(), newspaper.person("victim")
    client = client_of(reader)
    sent = {
        "person": encode(victim.id),
        "person_id": victim.id,
        "id": victim.id,
        "email": "thief@example.org",
        "is_active": "",
        "joined_at": "2001-01-01",
        "role": "editor",
        "picture": "0" * 32,
    }
    client.post("/me/shown", {**sent, "shown": ["comments"]})
    client.post("/me/name", {**sent, "name": "thief"})
    kept = Person.objects.get(pk=victim.id)
    assert (kept.name, kept.shows_since) == ("victim", True)
    own = Person.objects.get(pk=reader.id)
    assert (own.name, own.shows_since, own.is_active) == ("thief", False, True)
    assert (own.picture, own.email) != ("0" * 32, "thief@example.org")
    assert own.joined_at.year > 2001
    assert own.grants.count() == 0


def test_what_one_shows_moves_only_ones_own_page(newspaper, client_of):
    reader = newspaper.person()
    client_of(reader).post("/me/shown", {"shown": ["picture", "comments"]})
    told = OutboxEvent.objects.get(name="ProfileChanged")
    assert told.payload["person_id"] == reader.id


def test_a_refused_name_stands_in_the_form_with_the_reason(newspaper, client_of):
    newspaper.person("taken_one")
    answer = client_of(newspaper.person()).post("/me/name", {"name": "Taken_One"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "looks like it" in shown
    assert 'value="Taken_One"' in shown


@pytest.mark.parametrize("gone", ["answer", "answered"])
def test_an_answer_is_listed_while_both_comments_are_shown(newspaper, gone):
    thread, reader, other = newspaper.thread(), newspaper.person(), newspaper.person()
    answered = newspaper.comment(thread, "Is anybody there?", by=reader)
    answer = newspaper.comment(thread, "I am, as ever.", by=other, to=answered)

    def listed() -> list[int]:
        found = answers_to_person(person_id=reader.id, publication_id=newspaper.publication_id)
        return [comment.id for comment in found.comments]

    assert listed() == [answer]
    who, what = (other, answer) if gone == "answer" else (reader, answered)
    withdraw_comment(actor=who, comment_id=what)
    assert listed() == []


def test_a_picture_that_is_not_to_be_shown_is_not_on_the_page(newspaper, client, client_of):
    reader = newspaper.person()
    change_picture(actor=reader, data=photograph().read(), publication_ids=[])
    assert "/pictures/" in page(client, reader)
    client_of(reader).post("/me/shown", {"shown": ["since", "comments", "answers"]})
    assert "/pictures/" not in page(client, reader)
