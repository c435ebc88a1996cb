"""Programs read, count and mark a reader's notifications, and set how much of a discussion."""

import pytest

from belowline.config.background import work_once
from belowline.core.ids import encode
from belowline.discussion.models import Comment
from belowline.discussion.queries.following import level_of

pytestmark = pytest.mark.django_db
LIST = "/api/v1/notifications"


@pytest.fixture
def ada(newspaper):
    return newspaper.person("Ada")


@pytest.fixture
def thread(newspaper):
    return newspaper.thread(headline="Night boats")


@pytest.fixture
def program(ada, client_of):
    return client_of(ada)


def _put(program, path, sent):
    return program.put(f"/api/v1{path}", sent, content_type="application/json")


def test_what_happened_is_listed_and_reading_marks_nothing(newspaper, thread, ada, program) -> None:
    own = newspaper.comment(thread, "The boats were late again.", by=ada)
    bob = newspaper.person("Bob")
    reply = newspaper.comment(thread, "They always are.", by=bob, to=own)
    work_once()
    for _ in range(2):
        [told] = program.get(LIST).json()["notifications"]
    assert told["kind"] == "reply"
    assert told["sentence"] == "Bob replied to you"
    assert told["comment"] == encode(reply)
    assert told["about"] == encode(own)
    assert told["thread"] == thread.ref
    assert told["headline"] == "Night boats"
    assert told["url"].endswith(f"/c/{encode(reply)}")
    assert not told["is_seen"]
    assert program.get(f"{LIST}/unseen").json() == {"unseen": 1}


def test_pages_lead_on_and_what_is_marked_is_not_counted(newspaper, ada, program) -> None:
    for _ in range(62):
        below = newspaper.thread()
        own = newspaper.comment(below, "Mine.")
        newspaper.comment(below, "Yours.", to=own)
        Comment.objects.filter(pk=own).update(author_id=ada.id)
    work_once()
    first = program.get(LIST).json()
    second = program.get(LIST, {"after": first["after"]}).json()
    ids = [it["id"] for page in (first, second) for it in page["notifications"]]
    assert len(set(ids)) == 62
    assert ids == sorted(ids, reverse=True)
    assert second["after"] is None
    assert _put(program, "/notifications/seen", {"up_to": ids[2]}).status_code == 204
    assert program.get(f"{LIST}/unseen").json() == {"unseen": 2}
    assert _put(program, "/notifications/seen", {}).status_code == 204
    assert program.get(f"{LIST}/unseen").json() == {"unseen": 0}


def test_nobody_reads_or_marks_what_is_another_readers(
    newspaper, thread, ada, program, client_of, client
) -> None:
    own = newspaper.comment(thread, "The boats were late again.", by=ada)
    newspaper.comment(thread, "They always are.", to=own)
    work_once()
    [told] = program.get(LIST).json()["notifications"]
    eve = client_of(newspaper.person("Eve"))
    assert eve.get(LIST).json()["notifications"] == []
    assert _put(eve, "/notifications/seen", {"up_to": told["id"]}).status_code == 204
    assert program.get(f"{LIST}/unseen").json() == {"unseen": 1}
    assert client.get(LIST).status_code == 401
    assert client.get(f"{LIST}/unseen").status_code == 401


def test_a_discussions_level_is_set_and_read(newspaper, thread, ada, program) -> None:
    path = f"/threads/{thread.ref}/level"
    assert program.get(f"/api/v1{path}").json() == {"level": "answers"}
    for level in ("everything", "page", "nothing", "answers"):
        assert _put(program, path, {"level": level}).status_code == 204
        assert program.get(f"/api/v1{path}").json() == {"level": level}
        assert level_of(person_id=ada.id, thread=thread) == level
    assert _put(program, path, {"level": "louder"}).status_code == 422
    assert _put(program, f"/threads/{encode(1)}/level", {"level": "page"}).status_code == 404


@pytest.mark.parametrize("sent", [{"up_to": "no id"}, {"up_to": 7}])
def test_what_is_no_id_is_refused(program, sent) -> None:
    assert _put(program, "/notifications/seen", sent).status_code in (404, 422)
    assert program.get(LIST, {"after": "no id"}).status_code == 404
