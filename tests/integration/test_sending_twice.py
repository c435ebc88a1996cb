"""The same key is the same comment, and nothing else: what was written is never lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from belowline.core.ids import encode
from belowline.core.refusals import Conflict
from belowline.discussion.models import Comment
from belowline.discussion.services.drafts import Draft
from belowline.discussion.services.edits import edit_comment
from belowline.discussion.services.posts import post_comment, post_comments
from belowline.discussion.services.recount import recount


def test_the_same_key_in_another_thread_is_another_comment(newspaper):
    author, key = newspaper.person(), uuid4()
    one, other = newspaper.thread(), newspaper.thread()
    first = post_comment(actor=author, thread_id=one.id, text="Here.", idempotency_key=key)
    second = post_comment(actor=author, thread_id=other.id, text="There.", idempotency_key=key)
    assert [(row.id, row.thread_id) for row in Comment.objects.order_by("id")] == [
        (first, one.id),
        (second, other.id),
    ]


def test_the_same_key_of_two_threads_in_one_batch_is_two_comments(newspaper):
    author, key = newspaper.person(), uuid4()
    threads = [newspaper.thread().id for _ in range(2)]
    posted = post_comments([Draft(author, each, "Here.", None, key) for each in threads])
    assert len(set(posted)) == 2
    again = post_comments([Draft(author, each, "Here.", None, key) for each in threads])
    assert again == posted


def test_the_same_key_with_other_words_or_another_parent_is_refused(newspaper):
    thread, author, key = newspaper.thread(), newspaper.person(), uuid4()
    root = newspaper.comment(thread, "Root.")
    given = {"actor": author, "thread_id": thread.id, "idempotency_key": key}
    first = post_comment(**given, text="These words.", parent_id=root)
    for other in ({"text": "Other words.", "parent_id": root}, {"text": "These words."}):
        with pytest.raises(Conflict, match="already posted this"):
            post_comment(**given, **other)
    assert post_comment(**given, text="These words.\n", parent_id=root) == first
    assert Comment.objects.count() == 2


def test_a_comment_that_was_edited_is_the_same_when_it_is_sent_again(newspaper):
    thread, author, key = newspaper.thread(), newspaper.person(), uuid4()
    given = {"actor": author, "thread_id": thread.id, "idempotency_key": key}
    first = post_comment(**given, text="One.")
    edit_comment(actor=author, comment_id=first, text="Two.")
    edit_comment(actor=author, comment_id=first, text="Three.")
    assert [post_comment(**given, text=text) for text in ("One.", "Two.", "Three.")] == 3 * [first]


def test_two_people_may_have_the_same_key(newspaper):
    thread, key = newspaper.thread(), uuid4()
    posted = {
        post_comment(actor=newspaper.person(), thread_id=thread.id, text="Hm.", idempotency_key=key)
        for _ in range(2)
    }
    assert len(posted) == 2


def test_a_form_that_is_refused_keeps_the_words_and_can_be_sent_again(newspaper, client_of):
    thread, key = newspaper.thread(), str(uuid4())
    client, path = client_of(newspaper.person()), f"/threads/{thread.ref}/comments"
    assert client.post(path, {"text": "One.", "key": key}).status_code == 302
    refused = client.post(path, {"text": "Other words.", "key": key})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Other words." in page
    assert key not in page, "the next try has a key of its own"
    assert Comment.objects.get().text == "One."


def test_the_api_says_that_a_key_was_used_for_other_words(newspaper, client_of):
    thread, root = newspaper.thread(), None
    client, path = client_of(newspaper.person()), f"/api/v1/threads/{thread.ref}/comments"
    sent = {"content_type": "application/json", "headers": {"Idempotency-Key": str(uuid4())}}
    first = client.post(path, {"text": "One.", "parent": root}, **sent)
    assert first.status_code == 201
    other = client.post(path, {"text": "Two."}, **sent)
    assert (other.status_code, other.json()["code"]) == (409, "conflict")
    assert client.post(path, {"text": "One."}, **sent).json()["id"] == first.json()["id"]
    assert encode(Comment.objects.get().id) == first.json()["id"]


@pytest.mark.django_db(transaction=True)
def test_no_race_of_the_same_key_ends_in_an_error_or_loses_a_comment(newspaper):
    author, key = newspaper.person(), uuid4()
    threads = [newspaper.thread().id for _ in range(2)] * 3
    start = Barrier(len(threads))

    def send(thread_id: int) -> int:
        try:
            start.wait()
            return post_comment(
                actor=author, thread_id=thread_id, text="At once.", idempotency_key=key
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(len(threads)) as pool:
        posted = list(pool.map(send, threads))
    assert {(row.thread_id, row.id) for row in Comment.objects.all()} == set(
        zip(threads, posted, strict=True)
    )
    assert Comment.objects.count() == 2
    assert list(recount()) == []
