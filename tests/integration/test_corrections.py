"""A correction reaches the discussion: what was written before says so, who quoted it is told."""

import re

import pytest
from django.core import mail

from belowline.accounts.models import Person
from belowline.core.ids import encode
from belowline.core.tasks.running import run_due
from belowline.discussion.services.edits import withdraw_comment
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.stories import publish_with_discussion
from belowline.newsroom.services.drafts import begin_story
from tests.found import thread_of_article

pytestmark = pytest.mark.django_db

WRONG = "The last boat leaves the north quay at eleven on Mondays."
RIGHT = "The last boat leaves the north quay at eleven on Sundays."
OTHER = "Nobody has counted the dogs that wait for it there every evening."
NOTE = "It leaves on Sundays, not on Mondays."
REMARK = "written before the correction"


@pytest.fixture
def editor(newspaper):
    return newspaper.person("ada", role="editor")


@pytest.fixture
def publish(editor, newspaper):
    """Publishes the article with this text, or a later version of it, and returns its id."""
    kept: list[int] = []

    def publish(text: str, kind: str = "", note: str = "") -> int:
        if not kept:
            kept.append(begin_story(actor=editor))
        words = {
            "headline": "Night boats",
            "body": f"{text}\n\n{OTHER}",
            "section": encode(newspaper.section_id),
            "remains": "discussion",
        }
        publish_with_discussion(
            actor=editor,
            article_id=kept[0],
            words=words,
            revision=0,
            notice_kind=kind,
            notice=note,
        )
        return kept[0]

    return publish


@pytest.fixture
def write(newspaper):
    def write(article_id: int, text: str, by=None) -> int:
        thread = thread_of_article(article_id)
        by = by or newspaper.person()
        return post_comment(actor=by, thread_id=thread.id, text=text)

    return write


def _told() -> list[tuple[str, str]]:
    """Runs what is due; to whom each letter went, and its text."""
    mail.outbox.clear()
    run_due({"tell-quoters"})
    run_due({"send-correction-letter"})
    return [(letter.to[0], letter.body) for letter in mail.outbox]


def _address(person) -> str:
    return Person.objects.get(pk=person.id).email


def test_what_was_written_before_a_correction_says_so(client, publish, write) -> None:
    article_id = publish(WRONG)
    before = write(article_id, "I shall be there on Monday.")
    assert REMARK not in client.get("/politics/night-boats").content.decode()
    publish(RIGHT, "correction", NOTE)
    after = write(article_id, "I shall be there on Sunday.")
    page = client.get("/politics/night-boats").content.decode()
    items = dict(re.findall(r'id="c(\w{13})"(.*?)</article>', page, re.S))
    assert REMARK in items[encode(before)]
    assert REMARK not in items[encode(after)]
    ref = thread_of_article(article_id).ref
    fragment = client.get(f"/threads/{ref}/items?id={encode(before)}").content.decode()
    assert REMARK in fragment
    assert REMARK in client.get(f"/c/{encode(before)}/answers").content.decode()


def test_an_update_or_a_small_change_is_no_correction(client, publish, write) -> None:
    article_id = publish(WRONG)
    write(article_id, "I shall be there on Monday.")
    publish(RIGHT, "update", "The dogs were counted.")
    publish(RIGHT + " Bring a lamp.")
    assert REMARK not in client.get("/politics/night-boats").content.decode()


def test_who_quoted_the_corrected_passage_is_told_once(publish, write, newspaper) -> None:
    article_id = publish(WRONG)
    reader, other, third = (newspaper.person() for _ in range(3))
    comment = write(article_id, f"> {WRONG}\n\nSo I waited for nothing.", reader)
    write(article_id, f"> {WRONG}\n\nI waited as well, the week after.", reader)
    write(article_id, f"> {OTHER}\n\nThere are nine.", other)
    write(article_id, "I quote nobody at all here.", third)
    publish(RIGHT, "correction", NOTE)
    [(address, text)] = _told()
    assert address == _address(reader)
    assert NOTE in text
    assert f"/c/{encode(comment)}" in text
    assert _told() == []


def test_nobody_is_told_of_what_they_have_deleted(publish, write, newspaper) -> None:
    article_id = publish(WRONG)
    reader = newspaper.person()
    comment = write(article_id, f"> {WRONG}\n\nSo I waited for nothing.", reader)
    publish(RIGHT, "correction", NOTE)
    withdraw_comment(actor=reader, comment_id=comment)
    assert _told() == []


def test_only_what_the_last_correction_changed_is_told(publish, write, newspaper) -> None:
    article_id = publish(WRONG)
    publish(RIGHT, "correction", NOTE)
    _told()
    late = newspaper.person()
    write(article_id, f"> {RIGHT}\n\nGood to know.", late)
    publish(RIGHT + " Bring a lamp.", "correction", "It is dark there.")
    assert _told() == []
