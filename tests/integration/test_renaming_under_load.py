"""Somebody takes another name while others write: nobody waits for each other for ever."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from belowline.core.ids import encode
from belowline.discussion.models import Comment
from belowline.discussion.services import posts
from belowline.discussion.services.renames import rename_reader

SAID = "The lamps along the quay were lit an hour before the last ferry came in."

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def test_renaming_and_posting_at_once_do_not_deadlock(newspaper, settings, monkeypatch):
    """The post has counted its reply at the later comment and goes on to count its quote at the
    earlier one; renaming has the earlier one and wants the later one, unless it waits its turn.
    """
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"rename_days": 0})
    thread, quoted = newspaper.thread(), newspaper.person("old name")
    newspaper.comment(thread, SAID, by=quoted)
    words = "Nobody has ever counted the bolts of the bridge on a Tuesday morning."
    earlier = newspaper.comment(thread, f"> {SAID}\n\n{words}")
    later = newspaper.comment(thread, f"> {SAID}\n\nIndeed.")
    assert all("<cite>" in Comment.objects.get(pk=key).html for key in (earlier, later))
    writer, add_edges = newspaper.person(), posts.add_edges

    def once_the_other_waits(nodes) -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(_until_somebody_waits).result()
        add_edges(nodes)

    def post() -> int:
        try:
            return posts.post_comment(
                actor=writer, thread_id=thread.id, text=f"> {words}\n\nI did.", parent_id=later
            )
        finally:
            connection.close()

    def rename() -> None:
        try:
            rename_reader(actor=quoted, name="new name")
        finally:
            connection.close()

    monkeypatch.setattr(posts, "add_edges", once_the_other_waits)
    with ThreadPoolExecutor(2) as pool:
        posting = pool.submit(post)
        time.sleep(0.2)
        renaming = pool.submit(rename)
        posted = posting.result(timeout=30)
        renaming.result(timeout=30)
    assert {target.id for target in Comment.objects.filter(answered_by__source=posted)} == {
        earlier,
        later,
    }
    assert all("new name" in Comment.objects.get(pk=key).html for key in (earlier, later))
    assert encode(posted) not in Comment.objects.get(pk=earlier).html


def _until_somebody_waits() -> None:
    """Until a transaction of this database waits for a lock of another one."""
    end = time.monotonic() + 10
    try:
        with connection.cursor() as cursor:
            while time.monotonic() < end:
                cursor.execute(
                    "SELECT COUNT(*) FROM pg_stat_activity"
                    " WHERE wait_event_type = 'Lock' AND datname = current_database()"
                )
                if cursor.fetchone()[0]:
                    return
                time.sleep(0.02)
    finally:
        connection.close()
