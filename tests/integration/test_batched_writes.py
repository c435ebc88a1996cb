"""Votes and comments that are written many at once: the same answers as one by one."""

import json
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import override_settings

from belowline.accounts.models import Person
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.models import OutboxEvent
from belowline.delivery.write_batcher import Request
from belowline.discussion.models import Comment, Question, Thread, Vote
from belowline.discussion.services.threads import switch_thread
from belowline.web.api import batching
from belowline.web.api.batching import execute_batch, is_batched

# Of a server's answer, not of the application's: Django's test client has neither.
_OWN_TO_DJANGO = {"server", "date"}


class Browser:
    """Sends the same request to Django, or to be gathered."""

    def __init__(self, client) -> None:
        self._client = client

    def cookies(self) -> str:
        name = settings.SESSION_COOKIE_NAME
        client = self._client
        if "signed_in" not in client.cookies:
            client.get("/")
        return "; ".join(f"{key}={client.cookies[key].value}" for key in (name, "signed_in"))

    def request(self, method: str, path: str, payload: object, **headers: str) -> Request:
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        told = {
            "host": "testserver",
            "sec-fetch-site": "same-origin",
            "content-type": "application/json",
            "cookie": self.cookies(),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        given = [(name.encode(), value.encode()) for name, value in told.items() if value]
        return Request(
            {"method": method, "path": path, "query_string": b"", "headers": given}, body
        )

    def through_django(self, method: str, path: str, payload: object, **headers: str):
        return self._client.generic(
            method, path, json.dumps(payload), content_type="application/json", headers=headers
        )


@pytest.fixture
def browser_of(client_of):
    return lambda person: Browser(client_of(person))


@pytest.fixture(autouse=True)
def _hosts():
    with override_settings(OWN_HOSTS=["testserver"]):
        yield


def vote_path(comment_id: int) -> str:
    return f"/api/v1/comments/{encode(comment_id)}/vote"


def post_path(below) -> str:
    return f"/api/v1/threads/{below.ref}/comments"


def test_only_the_two_operations_are_gathered(newspaper):
    below = newspaper.thread()

    assert is_batched("POST", post_path(below))
    assert is_batched("PUT", vote_path(below.id))
    assert not is_batched("GET", post_path(below))
    assert not is_batched("DELETE", f"/api/v1/comments/{below.ref}")


def test_a_vote_is_answered_as_django_answers_it(newspaper, browser_of):
    below = newspaper.thread()
    one, two = newspaper.comment(below, "One."), newspaper.comment(below, "Two.")
    voter = browser_of(newspaper.person())

    (gathered,) = execute_batch([voter.request("PUT", vote_path(one), {"value": 1})])
    plain = voter.through_django("PUT", vote_path(two), {"value": 1})

    _assert_alike(gathered, plain)
    assert json.loads(gathered.body) == {"up": 1, "down": 0, "own": 1}


def test_a_comment_is_answered_as_django_answers_it(newspaper, browser_of):
    below = newspaper.thread()
    answered = newspaper.comment(below, "The ferry left early, and nobody was told of it.")
    writer = browser_of(newspaper.person(role="moderator"))
    payload = {"text": "It **did**.", "parent": encode(answered)}

    (gathered,) = execute_batch([writer.request("POST", post_path(below), payload)])
    plain = writer.through_django("POST", post_path(below), payload)

    _assert_alike(gathered, plain)
    assert "<strong>did</strong>" in json.loads(gathered.body)["html"]
    assert Comment.objects.get(pk=answered).answers == 2


def _assert_alike(gathered, plain) -> None:
    told = {name.decode(): value.decode() for name, value in gathered.headers}
    expected = {name.lower(): value for name, value in plain.items()}
    differs = {"content-length", *_OWN_TO_DJANGO}
    told["vary"] = expected["vary"] = ", ".join(
        sorted(set(expected["vary"].split(", ")) - {"Accept-Encoding"})
    )
    assert gathered.status == plain.status_code
    assert {key: told[key] for key in told.keys() - differs} == {
        key: expected[key] for key in expected.keys() - differs
    }
    ours, theirs = json.loads(gathered.body), plain.json()
    ours_own = {"id", "root", "posted_at", "url"}
    assert {key: ours[key] for key in ours.keys() - ours_own} == {
        key: theirs[key] for key in theirs.keys() - ours_own
    }
    assert ours.keys() == theirs.keys()


def test_many_are_written_together_and_a_refused_one_alone_is_left(newspaper, browser_of):
    below = newspaper.thread()
    author = newspaper.person()
    target = newspaper.comment(below, "One.", by=author)
    before = Thread.objects.get(pk=below.id).revision
    voters = [browser_of(newspaper.person()) for _ in range(3)]
    own = browser_of(author).request("PUT", vote_path(target), {"value": 1})
    values = (1, -1, 1)

    answers = execute_batch(
        [
            own,
            *(
                voter.request("PUT", vote_path(target), {"value": value})
                for voter, value in zip(voters, values, strict=True)
            ),
        ]
    )

    comment = Comment.objects.get(pk=target)
    assert answers[0] is None
    assert [json.loads(answer.body)["up"] for answer in answers[1:]] == [1, 1, 2]
    assert (comment.up, comment.down) == (2, 1)
    assert Vote.objects.filter(comment=target).count() == 3
    assert Thread.objects.get(pk=below.id).revision == before + 3


def test_votes_of_one_person_in_one_batch_follow_each_other(newspaper, browser_of):
    below = newspaper.thread()
    target = newspaper.comment(below, "One.")
    voter = browser_of(newspaper.person())
    requests = [voter.request("PUT", vote_path(target), {"value": it}) for it in (1, -1, 0, -1)]

    answers = execute_batch(requests)

    tallies = [json.loads(answer.body) for answer in answers]
    assert [(it["up"], it["down"], it["own"]) for it in tallies] == [
        (1, 0, 1),
        (0, 1, -1),
        (0, 0, 0),
        (0, 1, -1),
    ]
    assert Vote.objects.get(comment=target).value == -1


def test_a_vote_that_is_taken_back_leaves_no_row(newspaper, browser_of):
    target = newspaper.comment(newspaper.thread(), "One.")
    voter = browser_of(newspaper.person())
    execute_batch([voter.request("PUT", vote_path(target), {"value": 1})])

    execute_batch([voter.request("PUT", vote_path(target), {"value": 0})])

    assert not Vote.objects.filter(comment=target).exists()
    assert Comment.objects.get(pk=target).up == 0


def test_the_same_key_twice_in_a_batch_is_one_comment(newspaper, browser_of):
    below = newspaper.thread()
    writer = browser_of(newspaper.person())
    key = str(uuid4())
    request = writer.request("POST", post_path(below), {"text": "Once."}, idempotency_key=key)

    first, second = execute_batch([request, request])

    assert json.loads(first.body)["id"] == json.loads(second.body)["id"]
    assert Comment.objects.filter(thread_id=below.id).count() == 1


def test_pace_is_kept_within_a_batch(newspaper, browser_of):
    below = newspaper.thread()
    writer = browser_of(newspaper.person())
    most = settings.ENVIRONMENT.posts_per_minute
    requests = [
        writer.request("POST", post_path(below), {"text": f"Number {number}."})
        for number in range(most + 2)
    ]

    answers = execute_batch(requests)

    assert [answer is None for answer in answers] == [False] * most + [True] * 2
    assert Comment.objects.filter(thread_id=below.id).count() == most


def test_each_event_tells_what_the_database_then_says(newspaper, browser_of):
    below = newspaper.thread()
    target = newspaper.comment(below, "One.")
    people = [browser_of(newspaper.person()) for _ in range(4)]
    requests = [person.request("PUT", vote_path(target), {"value": 1}) for person in people[:2]] + [
        person.request("POST", post_path(below), {"text": f"Word {at}."})
        for at, person in enumerate(people)
    ]

    execute_batch(requests)

    thread = Thread.objects.get(pk=below.id)
    events = list(OutboxEvent.objects.filter(thread_id=below.id).order_by("id"))
    revisions = [event.payload["revision"] for event in events]
    votes = [event.payload for event in events if event.name == "VotesChanged"]
    posted = [event.payload["comment_id"] for event in events if event.name == "CommentPosted"]
    assert revisions == list(range(revisions[0], thread.revision + 1))
    assert (votes[-1]["up"], votes[-1]["down"]) == (2, 0)
    assert posted == list(
        Comment.objects.filter(thread_id=below.id).order_by("id").values_list("id", flat=True)
    )
    assert thread.comment_count == len(posted)


def test_a_quote_is_recognised_in_a_batch(newspaper, browser_of):
    below = newspaper.thread()
    said = "The bridge was closed on a Tuesday because nobody had counted the bolts."
    source = newspaper.comment(below, said)
    writers = [browser_of(newspaper.person()) for _ in range(2)]

    answers = execute_batch(
        [
            writer.request("POST", post_path(below), {"text": f"> {said}\n\nTrue."})
            for writer in writers
        ]
    )

    assert all(encode(source) in json.loads(answer.body)["html"] for answer in answers)
    assert Comment.objects.get(pk=source).answers == 2


REFUSED = {
    "another site": {"sec_fetch_site": "cross-site"},
    "no word on where it comes from": {"sec_fetch_site": ""},
    "a foreign host": {"host": "elsewhere.example"},
    "nobody logged in": {"cookie": "signed_in=somebody"},
    "a session that is not": {"cookie": "session=nothing; signed_in=somebody"},
    "a key that is none": {"idempotency_key": "the same"},
    "a bearer token beside the cookie": {"authorization": "Bearer made-up"},
}


@pytest.mark.parametrize("headers", REFUSED.values(), ids=REFUSED.keys())
def test_whatever_is_not_plain_is_left_to_django(newspaper, browser_of, headers):
    below = newspaper.thread()
    writer = browser_of(newspaper.person())
    request = writer.request("POST", post_path(below), {"text": "No."}, **headers)

    assert execute_batch([request]) == [None]
    assert not Comment.objects.filter(thread_id=below.id).exists()


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"value": 2}', b'{"value": "1"}', b"\xff", b"[" * 100_000],
    ids=["nothing", "half", "a list", "two", "text", "no UTF-8", "deep"],
)
def test_a_body_that_cannot_be_read_is_left_to_django(newspaper, browser_of, body):
    target = newspaper.comment(newspaper.thread(), "One.")
    voter = browser_of(newspaper.person())

    assert execute_batch([voter.request("PUT", vote_path(target), body)]) == [None]


def test_a_header_that_is_there_twice_is_left_to_django(newspaper, browser_of):
    target = newspaper.comment(newspaper.thread(), "One.")
    request = browser_of(newspaper.person()).request("PUT", vote_path(target), {"value": 1})
    request.scope["headers"].append((b"host", b"elsewhere.example"))

    assert execute_batch([request]) == [None]


def test_a_comment_that_cannot_be_answered_is_not_kept(newspaper, browser_of, monkeypatch):
    below = newspaper.thread()
    request = browser_of(newspaper.person()).request("POST", post_path(below), {"text": "One."})
    monkeypatch.setattr(batching, "base_urls", dict)

    with pytest.raises(KeyError):
        execute_batch([request])
    assert not Comment.objects.filter(thread_id=below.id).exists()


def test_what_is_too_large_is_left_to_django(newspaper, browser_of):
    target = newspaper.comment(newspaper.thread(), "One.")
    body = b'{"value": 1' + b" " * settings.DATA_UPLOAD_MAX_MEMORY_SIZE + b"}"

    request = browser_of(newspaper.person()).request("PUT", vote_path(target), body)

    assert execute_batch([request]) == [None]


@pytest.mark.parametrize("change", ["password", "expiry", "leave", "log out", "key"])
def test_a_session_that_no_longer_stands_votes_for_nobody(newspaper, browser_of, change):
    target = newspaper.comment(newspaper.thread(), "One.")
    voter = newspaper.person()
    request = browser_of(voter).request("PUT", vote_path(target), {"value": 1})
    person = Person.objects.get(pk=voter.id)
    if change == "password":
        person.set_password("another one entirely")
        person.save()
    elif change == "expiry":
        Session.objects.update(expire_date=now())
    elif change == "leave":
        Person.objects.filter(pk=voter.id).update(is_active=False)
    elif change == "log out":
        Session.objects.all().delete()
    elif change == "key":
        with override_settings(SECRET_KEY="another"):
            assert execute_batch([request]) == [None]
        return

    assert execute_batch([request]) == [None]
    assert not Vote.objects.exists()


def test_a_closed_thread_takes_no_comment_this_way_either(newspaper, browser_of):
    below = newspaper.thread()
    switch_thread(
        actor=newspaper.person(role="editor"),
        thread_id=below.id,
        comments_open=False,
        votes_open=True,
    )
    writer = browser_of(newspaper.person())

    assert execute_batch([writer.request("POST", post_path(below), {"text": "Late."})]) == [None]


def test_the_rules_of_a_discussion_hold_in_a_batch(newspaper, browser_of):
    below, shut, voteless = newspaper.thread(), newspaper.thread(), newspaper.thread()
    target = newspaper.comment(voteless, "One.")
    asked = Question.objects.create(
        publication_id=newspaper.publication_id, thread_id=below.id, text="Why?"
    )
    for thread, rule in (
        (below, {"is_premoderated": True}),
        (shut, {"subscribers_only": True}),
        (voteless, {"has_votes": False}),
    ):
        switch_thread(
            actor=newspaper.person(role="editor"),
            thread_id=thread.id,
            comments_open=True,
            votes_open=True,
            **rule,
        )
    writer = browser_of(newspaper.person())
    said = {"text": "In March.", "question": encode(asked.id)}

    held, refused, uncast = execute_batch(
        [
            writer.request("POST", post_path(below), said),
            writer.request("POST", post_path(shut), {"text": "Let me in."}),
            writer.request("PUT", vote_path(target), {"value": 1}),
        ]
    )

    assert json.loads(held.body)["status"] == "held"
    assert (refused, uncast) == (None, None)
    asked.refresh_from_db()
    assert (asked.comments, asked.newcomers) == (1, 1)


def test_a_comment_of_nowhere_is_left_to_django(newspaper, browser_of):
    voter = browser_of(newspaper.person())

    assert execute_batch([voter.request("PUT", vote_path(1), {"value": 1})]) == [None]
    assert voter.through_django("PUT", vote_path(1), {"value": 1}).status_code == 404


def test_a_page_that_shows_another_name_than_the_sessions_is_left_to_django(newspaper, browser_of):
    target = newspaper.comment(newspaper.thread(), "One.")
    voter = browser_of(newspaper.person("ferrywoman"))
    cookies = voter.cookies().replace("signed_in=ferrywoman", "signed_in=somebody")
    assert "somebody" in cookies

    request = voter.request("PUT", vote_path(target), {"value": 1}, cookie=cookies)

    assert execute_batch([request]) == [None]
    assert not Vote.objects.exists()


def test_the_same_key_of_two_people_is_two_comments(newspaper, browser_of):
    below, key = newspaper.thread(), str(uuid4())
    requests = [
        browser_of(newspaper.person()).request(
            "POST", post_path(below), {"text": "Mine."}, idempotency_key=key
        )
        for _ in range(2)
    ]

    first, second = execute_batch(requests)

    assert json.loads(first.body)["id"] != json.loads(second.body)["id"]
    assert Comment.objects.filter(thread_id=below.id).count() == 2


def test_what_was_written_for_another_is_left_to_be_refused(newspaper, browser_of):
    below = newspaper.thread()
    writer = browser_of(newspaper.person("second one"))
    payload = {"text": "Written as the first."}
    for reader, is_done in (("first%20one", False), ("second%20one", True)):
        request = writer.request("POST", post_path(below), payload, belowline_reader=reader)
        (answer,) = execute_batch([request])
        assert (answer is not None) is is_done
