"""Programs write through the API whatever a reader can write on the site."""

from uuid import uuid4

import pytest

from belowline.core.ids import decode
from belowline.discussion.services.threads import switch_thread

API = "/api/v1"


@pytest.fixture
def thread(newspaper):
    return newspaper.thread()


@pytest.fixture
def reader(newspaper):
    return newspaper.person("mooring_post")


@pytest.fixture
def program(client_of, reader):
    return client_of(reader)


def _post(program, thread, text: str = "The boat is late again.", **more):
    headers = {"Idempotency-Key": more.pop("key")} if "key" in more else {}
    return program.post(
        f"{API}/threads/{thread.ref}/comments",
        {"text": text, **more},
        content_type="application/json",
        headers=headers,
    )


def test_a_comment_is_posted_read_edited_and_withdrawn(program, thread) -> None:
    posted = _post(program, thread)
    assert posted.status_code == 201
    address = f"{API}/comments/{posted.json()['id']}"
    assert program.get(address).json() == posted.json()
    assert posted.json()["author"] == "mooring_post"
    edited = program.patch(address, {"text": "It is *early*."}, content_type="application/json")
    assert edited.json()["html"] == "<p>It is <em>early</em>.</p>"
    assert edited.json()["edited_at"]
    assert program.delete(address).status_code == 204
    assert program.get(address).json()["status"] == "withdrawn"


def test_a_reply_stands_under_what_it_answers(program, thread, newspaper) -> None:
    first = _post(program, thread).json()["id"]
    reply = _post(program, thread, "No, it is not.", parent=first).json()
    assert (reply["parent"]["id"], reply["root"]) == (first, first)


def test_the_same_key_posts_once(program, thread) -> None:
    key = str(uuid4())
    first, second = _post(program, thread, key=key), _post(program, thread, key=key)
    assert first.json()["id"] == second.json()["id"]
    page = program.get(f"{API}/threads/{thread.ref}/comments").json()
    assert len(page["comments"]) == 1


def test_a_vote_is_cast_changed_and_taken_back(program, thread, newspaper) -> None:
    from belowline.core.ids import encode

    comment = encode(newspaper.comment(thread, "Vote on me"))
    for value, tally in ((1, (1, 0)), (-1, (0, 1)), (0, (0, 0))):
        answer = program.put(
            f"{API}/comments/{comment}/vote", {"value": value}, content_type="application/json"
        ).json()
        assert (answer["up"], answer["down"], answer["own"]) == (*tally, value)


def test_what_is_ones_own_is_told(program, thread, newspaper) -> None:
    own = _post(program, thread).json()["id"]
    mine = program.get(f"{API}/threads/{thread.ref}/mine").json()
    assert (mine["name"], mine["own"], mine["votes"]) == ("mooring_post", [own], {})


def test_a_report_reaches_the_desk(program, thread, newspaper) -> None:
    from belowline.core.ids import encode
    from belowline.moderation.queries.case_file import open_reports

    comment = newspaper.comment(thread, "Buy my watches")
    answer = program.post(
        f"{API}/comments/{encode(comment)}/reports",
        {"reason": "spam", "note": "The third today."},
        content_type="application/json",
    )
    assert answer.status_code == 204
    told = open_reports(comment, publication_id=newspaper.publication_id)
    assert told.notes == ("The third today.",)


def test_a_preview_keeps_nothing(program, thread) -> None:
    answer = program.post(
        f"{API}/threads/{thread.ref}/preview",
        {"text": "*Perhaps*"},
        content_type="application/json",
    )
    assert answer.json() == {"html": "<p><em>Perhaps</em></p>"}
    assert program.get(f"{API}/threads/{thread.ref}/comments").json()["comments"] == []


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ('{"text": ""}', 422, "invalid"),
        ('{"text": "' + "x" * 5001 + '"}', 422, "invalid"),
        ('{"text": "' + "x" * 1_000_000 + '"}', 413, "too-large"),
        ('{"text": ', 422, "invalid"),
        ("[]", 422, "invalid"),
        ('{"text": "Hello", "parent": "nobody"}', 404, "not-found"),
    ],
)
def test_what_cannot_be_posted_is_refused_in_words(program, thread, body, status, code) -> None:
    answer = program.post(
        f"{API}/threads/{thread.ref}/comments", body, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].endswith(".")


def test_characters_that_no_database_can_keep_are_left_out(program, thread) -> None:
    body = '{"text": "Half \\ud83d a face\\u0000."}'
    address = f"{API}/threads/{thread.ref}/comments"
    answer = program.post(address, body, content_type="application/json")
    assert answer.json()["html"] == "<p>Half  a face.</p>"


def test_without_a_session_nothing_is_written(client, thread) -> None:
    answer = _post(client, thread)
    assert (answer.status_code, answer.json()["code"]) == (401, "sign-in-needed")


def test_a_closed_thread_refuses_a_comment(program, thread, newspaper) -> None:
    editor = newspaper.person(role="editor")
    switch_thread(actor=editor, thread_id=decode(thread.ref), comments_open=False, votes_open=True)
    answer = _post(program, thread)
    assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")
