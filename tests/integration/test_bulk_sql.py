"""Rows that are read and written many at once hold what objects would."""

from datetime import timedelta
from uuid import uuid4

from belowline.core.bulk_sql import (
    add_to_rows,
    count_rows,
    insert_lists,
    insert_objects,
    insert_rows,
    select_objects,
    select_rows,
    update_rows,
)
from belowline.core.clock import now
from belowline.core.models import AuditEntry, OutboxEvent
from belowline.discussion.models import Comment, Fingerprint, Thread, Vote


def test_rows_are_read_in_their_fields_own_types(newspaper):
    key, thread = uuid4(), newspaper.thread()
    number = newspaper.comment(thread, "One.")
    Comment.objects.filter(pk=number).update(idempotency_key=key)
    names = ["id", "idempotency_key", "posted_at", "is_recovered", "best"]

    (row,) = select_rows(Comment, names, id=[number, 5])

    comment = Comment.objects.get(pk=number)
    assert list(row) == [getattr(comment, name) for name in names]
    assert row[3] is False


def test_every_field_given_narrows_what_is_read(newspaper):
    thread, other = newspaper.thread(), newspaper.thread()
    first, second = newspaper.comment(thread, "One."), newspaper.comment(thread, "Two.")
    elsewhere = newspaper.comment(other, "Three.")

    found = select_rows(
        Comment, ["id"], id=[first, elsewhere, second], thread_id=[thread.id], status=["published"]
    )

    assert sorted(found) == [(first,), (second,)]
    assert select_rows(Comment, ["id"], id=[]) == []
    assert len(select_rows(Comment, ["id"])) == 3


def test_objects_read_by_name_fetch_the_rest_when_asked(newspaper):
    number = newspaper.comment(newspaper.thread(), "One.")

    (comment,) = select_objects(Comment, ["id", "up"], id=[number])

    assert comment.get_deferred_fields() >= {"text", "html"}
    assert comment.text == "One."


def test_rows_are_written_as_objects_are(db):
    moment = now()
    insert_rows(
        OutboxEvent,
        ["name", "publication_id", "thread_id", "payload", "occurred_at"],
        [("First", 1, None, {"a": [1, None]}, moment), ("Second", None, 2**62, {}, moment)],
    )

    first, second = OutboxEvent.objects.order_by("id")
    assert (first.name, first.payload, first.occurred_at) == ("First", {"a": [1, None]}, moment)
    assert (second.publication_id, second.thread_id) == (None, 2**62)


def test_rows_are_changed_by_their_keys(newspaper):
    one, two = newspaper.thread(), newspaper.thread()
    moment = now() - timedelta(days=1)

    update_rows(Thread, ["revision", "last_comment_at"], [(7, moment, one.id), (8, None, two.id)])
    add_to_rows(Thread, "revision", {one.id: 3, two.id: -1})

    found = dict(Thread.objects.values_list("id", "revision"))
    assert found == {one.id: 10, two.id: 7}
    assert Thread.objects.get(pk=one.id).last_comment_at == moment


def test_rows_are_counted_by_number_behind_a_moment(newspaper):
    thread, voter, idle = newspaper.thread(), newspaper.person(), newspaper.person()
    moment = now()
    for hours in (1, 2, 30):
        Vote.objects.create(
            publication_id=newspaper.publication_id,
            thread_id=thread.id,
            comment_id=newspaper.comment(thread, f"{hours} hours ago."),
            person_id=voter.id,
            value=1,
            cast_at=moment - timedelta(hours=hours),
        )

    counted = count_rows(
        Vote,
        by="person_id",
        among=[voter.id, idle.id],
        after=("cast_at", moment - timedelta(hours=24)),
    )

    assert counted == {voter.id: 2}


def test_nothing_to_write_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows(AuditEntry, ["actor_name"], [])
        update_rows(Thread, ["revision"], [])
        add_to_rows(Thread, "revision", {})


def test_some_fields_of_objects_may_be_named_in_any_order(newspaper):
    thread = newspaper.thread()
    posted = newspaper.comment(thread, "A few words.")
    (found,) = select_objects(Comment, ["text", "status", "thread_id", "id"], id=[posted])
    assert (found.id, found.thread_id, found.status) == (posted, thread.id, "published")
    assert found.text == "A few words."
    assert found.get_deferred_fields() >= {"html", "author_id"}


def test_lists_of_numbers_are_rows(newspaper):
    first, second = (newspaper.comment(newspaper.thread(), it) for it in ("One.", "Two."))
    lowest, highest = -(2**63), 2**63 - 1
    given = {
        first: [lowest, 0, highest],
        second: [],
        newspaper.comment(newspaper.thread(), "3"): [],
    }
    Fingerprint.objects.all().delete()

    insert_lists(Fingerprint, ("comment_id", "digest"), given.items())
    insert_lists(Fingerprint, ("comment_id", "digest"), [(second, [7])])

    rows = Fingerprint.objects.order_by("digest").values_list("comment_id", "digest")
    assert list(rows) == [(first, lowest), (first, 0), (second, 7), (first, highest)]


def test_what_is_inserted_comes_back_as_it_would_be_read(newspaper):
    moment = now()
    names = ["name", "publication_id", "thread_id", "payload", "occurred_at"]
    row = ["SomethingHappened", newspaper.publication_id, None, {"comment_id": 5}, moment]

    [made] = insert_objects(OutboxEvent, names, [row])

    kept = OutboxEvent.objects.get(name="SomethingHappened")
    assert [getattr(made, name) for name in names] == [getattr(kept, name) for name in names]
