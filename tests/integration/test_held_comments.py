"""A held comment: nobody but its author and the moderators knows of it, and its place is kept."""

import json
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from belowline.config.events import told_of
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.models import OutboxEvent
from belowline.core.refusals import Conflict
from belowline.delivery.outbox import Fact
from belowline.discussion.models import Answer, Comment, Fingerprint, Thread
from belowline.discussion.queries.comments import comments
from belowline.discussion.queries.cursor import read_cursor
from belowline.discussion.queries.following import followed_threads
from belowline.discussion.queries.newest_comments import newest_comments
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.overlay import overlay
from belowline.discussion.queries.pages import thread_page
from belowline.discussion.queries.people import answers_to_person, comments_by, number_of_comments
from belowline.discussion.queries.threads import comment_counts
from belowline.discussion.services.editable_text import text_to_quote
from belowline.discussion.services.edits import edit_comment
from belowline.discussion.services.erasure import erase
from belowline.discussion.services.follows import follow_thread
from belowline.discussion.services.imports import ImportedComment, import_comments
from belowline.discussion.services.recount import recount
from belowline.discussion.services.votes import cast_vote
from belowline.moderation.models import Case
from belowline.moderation.services.decisions import (
    hold_comment,
    keep_comment,
    publish_comment,
)
from belowline.moderation.services.reports import report_comment
from tests.found import answers_to, comment, thread

SAID = "The lamps along the quay were lit an hour before the last ferry came in."
Status = Comment.Status


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("mod", role="moderator")


class Scene:
    """A comment that quotes, answers and is voted for, and is then held."""

    def __init__(self, newspaper, moderator) -> None:
        self.newspaper, self.moderator = newspaper, moderator
        self.article = newspaper.article()
        self.below = newspaper.thread_below(self.article)
        self.author, self.reader = newspaper.person("quiet heron"), newspaper.person()
        follow_thread(actor=self.reader, thread_id=self.below.id)
        self.root = newspaper.comment(self.below, "Who lit them?", by=self.reader)
        self.held = newspaper.comment(self.below, SAID, by=self.author, to=self.root)
        self.later = newspaper.comment(self.below, "Good night.")
        self.before = self.seen()
        hold_comment(actor=moderator, comment_id=self.held, version=1)

    def seen(self) -> list[list[int]]:
        """The ids on the thread's page, in every order, nested and flat."""
        return [
            [shown.id for shown in self.page(order, flat=flat).comments]
            for order in Order
            for flat in (False, True)
        ]

    def page(self, order: Order, *, flat: bool):
        return thread_page(thread_id=self.below.id, order=order, flat=flat)

    def publish(self) -> None:
        publish_comment(actor=self.moderator, comment_id=self.held, version=1)


@pytest.fixture
def scene(newspaper, moderator) -> Scene:
    return Scene(newspaper, moderator)


def test_a_held_comment_is_on_no_page_in_no_order(scene):
    assert all(scene.held in ids for ids in scene.before)
    assert [sorted(ids) for ids in scene.seen()] == 10 * [[scene.root, scene.later]]


def test_a_held_comment_is_in_no_count(scene):
    below, publication = scene.below, scene.newspaper.publication_id
    assert thread(below.id).comment_count == 2
    assert comment_counts([scene.article.id]) == {scene.article.id: 2}
    assert comment(scene.root).answers == 0
    assert number_of_comments(person_id=scene.author.id, publication_id=publication) == 0
    (followed,) = followed_threads(person_id=scene.reader.id, publication_id=publication)
    assert followed.new == 1
    assert list(recount()) == []


def test_a_held_comment_is_in_no_list(scene):
    publication = scene.newspaper.publication_id
    assert answers_to(scene.root) == []
    assert comment(scene.held) is None
    assert comments([scene.held], publication_id=publication) == []
    newest = newest_comments(publication_id=publication, article_ids=[scene.article.id], limit=9)
    assert newest == [scene.later, scene.root]
    for found in (
        comments_by(person_id=scene.author.id, publication_id=publication),
        answers_to_person(person_id=scene.reader.id, publication_id=publication),
    ):
        assert found.comments == ()


def test_nobody_finds_a_held_comment_at_any_address(scene, client_of):
    ref, below = encode(scene.held), scene.below.ref
    for client in (Client(), client_of(scene.reader)):
        for path in ("", "/answers", "/more", "/reply", "/quote", "/report"):
            answer = client.get(f"/c/{ref}{path}", headers={"Accept": "application/json"})
            assert answer.status_code in (401, 404), path
        assert client.get(f"/api/v1/comments/{ref}").status_code == 404
        assert client.get(f"/api/v1/comments/{ref}/answers").status_code == 404
        assert ref not in client.get(f"/threads/{below}/items?id={ref}").content.decode()
        for path in (
            scene.article.path,
            f"{scene.article.path}?view=flat&order=discussed",
            f"{scene.article.path}/feed.atom",
            f"/threads/{below}",
            f"/api/v1/threads/{below}/comments",
            f"/people/{encode(scene.author.id)}",
        ):
            page = client.get(path).content.decode()
            assert ref not in page, path
            assert "lamps along the quay" not in page, path


def test_the_cursor_of_the_next_page_does_not_name_a_held_comment(newspaper, moderator):
    below = newspaper.thread()
    for number in range(3):
        newspaper.comment(below, f"Number {number}.")
    newest = newspaper.comment(below, "The newest.")
    hold_comment(actor=moderator, comment_id=newest, version=1)
    page = thread_page(thread_id=below.id, size=2)
    place = read_cursor(page.after, thread_id=below.id, order=page.order, flat=page.flat)
    assert place.as_of < newest


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("order", list(Order))
def test_pages_stay_full_whatever_is_held(newspaper, moderator, order, flat):
    below = newspaper.thread()
    roots = [newspaper.comment(below, f"Root {number}.") for number in range(4)]
    replies = [
        newspaper.comment(below, f"Reply {number}.", to=roots[number % 3]) for number in range(8)
    ]
    gone = {*replies[::3], roots[3]}
    for each in gone:
        hold_comment(actor=moderator, comment_id=each, version=1)
    read, cursor = [], None
    while True:
        page = thread_page(thread_id=below.id, order=order, flat=flat, after=cursor, size=3)
        read += [shown.id for shown in page.comments]
        cursor = page.after
        if cursor is None:
            break
        assert len(page.comments) == 3
    assert sorted(read) == sorted({*roots, *replies} - gone)


def test_a_held_comment_is_published_in_its_place_and_counts(scene):
    scene.publish()
    assert scene.seen() == scene.before
    assert thread(scene.below.id).comment_count == 3
    assert comment(scene.root).answers == 1
    assert [answer.id for answer in answers_to(scene.root)] == [scene.held]
    assert list(recount()) == []


def test_publishing_is_told_live_as_a_comment_that_was_posted(scene):
    scene.publish()
    newest = OutboxEvent.objects.order_by("-id")[:2]
    (published, posted), (held, changed) = (
        told_of(Fact(row.id, row.name, row.publication_id, row.thread_id, row.payload))
        for row in newest
    )
    assert (held, published) == ("changed", "posted")
    assert json.loads(changed)["comment"] == encode(scene.held)
    assert json.loads(posted)["comment"] == encode(scene.held)
    assert json.loads(posted)["root"] == encode(scene.root)


def test_the_time_of_a_held_comment_is_not_the_threads_last(newspaper, moderator):
    below = newspaper.thread()
    first = newspaper.comment(below, "First.")
    newest = newspaper.comment(below, "Newest.")
    times = {key: Comment.objects.get(pk=key).posted_at for key in (first, newest)}
    hold_comment(actor=moderator, comment_id=newest, version=1)
    assert Thread.objects.get(pk=below.id).last_comment_at == times[first]
    publish_comment(actor=moderator, comment_id=newest, version=1)
    assert Thread.objects.get(pk=below.id).last_comment_at == times[newest]


def test_the_words_of_a_held_comment_are_recognised_only_once_it_is_published(scene):
    quoting = f"> {SAID}\n\nWere they?"
    unknowing = scene.newspaper.comment(scene.below, quoting)
    assert not Answer.objects.filter(source_id=unknowing).exists()
    assert not Fingerprint.objects.filter(comment_id=scene.held, digest__gte=0).exists()
    scene.publish()
    knowing = scene.newspaper.comment(scene.below, quoting)
    assert Answer.objects.get(source_id=knowing).target_id == scene.held


def test_a_comment_with_replies_is_not_held(newspaper, moderator):
    below = newspaper.thread()
    root = newspaper.comment(below, "One.")
    reply = newspaper.comment(below, "Two.", to=root)
    with pytest.raises(Conflict, match="Remove it instead"):
        hold_comment(actor=moderator, comment_id=root, version=1)
    hold_comment(actor=moderator, comment_id=reply, version=1)
    with pytest.raises(Conflict, match="Remove it instead"):
        hold_comment(actor=moderator, comment_id=root, version=1)
    assert comment(root).is_published


def test_nobody_can_do_anything_with_a_held_comment(scene):
    reader, held = scene.reader, scene.held
    for act in (
        lambda: scene.newspaper.comment(scene.below, "I reply.", to=held),
        lambda: cast_vote(actor=reader, comment_id=held, value=1),
        lambda: report_comment(actor=reader, comment_id=held, reason="spam"),
        lambda: text_to_quote(comment_id=held),
        lambda: edit_comment(actor=scene.author, comment_id=held, text="Other words."),
        lambda: keep_comment(actor=scene.moderator, comment_id=held, version=1),
        lambda: hold_comment(actor=scene.moderator, comment_id=held, version=1),
    ):
        with pytest.raises(Conflict):
            act()


def test_what_was_written_to_a_comment_that_is_held_meanwhile_is_not_lost(scene, client_of):
    client, path = client_of(scene.reader), f"/threads/{scene.below.ref}/comments"
    sent = {"text": "Nobody lit them.", "parent": encode(scene.held), "key": str(uuid4())}
    answer = client.post(path, sent)
    assert answer.status_code == 404
    assert "This comment does not exist." in answer.content.decode()
    assert "Nobody lit them." in answer.content.decode()
    assert Comment.objects.count() == 3


def test_an_import_does_not_put_an_answer_below_a_held_comment(newspaper, moderator):
    below = newspaper.thread()
    first = _imported("one", None)
    list(import_comments(thread_id=below.id, comments=[first]))
    kept = Comment.objects.get(import_key="one")
    hold_comment(actor=moderator, comment_id=kept.id, version=1)
    with pytest.raises(Conflict, match="which is held"):
        list(import_comments(thread_id=below.id, comments=[first, _imported("two", "one")]))
    publish_comment(actor=moderator, comment_id=kept.id, version=1)
    list(import_comments(thread_id=below.id, comments=[first, _imported("two", "one")]))
    assert Comment.objects.get(import_key="two").parent_id == kept.id


def test_its_author_sees_that_it_waits_and_can_take_it_back(scene, client_of):
    mine = overlay(person_id=scene.author.id, thread=scene.below)
    assert [each.id for each in mine.held] == [scene.held]
    assert overlay(person_id=scene.reader.id, thread=scene.below).held == []
    author, ref = client_of(scene.author), encode(scene.held)
    told = author.get(
        f"/me/threads/{scene.below.ref}", headers={"Accept": "application/json"}
    ).json()["held"]
    assert [each["id"] for each in told] == [ref]
    assert "lamps along the quay" in author.get("/me").content.decode()
    assert "lamps along the quay" not in client_of(scene.reader).get("/me").content.decode()
    assert client_of(scene.reader).get(f"/c/{ref}/withdraw").status_code == 404
    assert author.get(f"/c/{ref}/withdraw").status_code == 200
    author.post(f"/c/{ref}/withdraw")
    assert Comment.objects.get(pk=scene.held).status == Status.WITHDRAWN
    assert list(recount()) == []


def test_a_comment_that_is_sent_again_while_it_is_held_is_the_same_comment(
    newspaper, moderator, client_of
):
    below, reader = newspaper.thread(), newspaper.person()
    key, client = str(uuid4()), client_of(reader)
    path, body = f"/api/v1/threads/{below.ref}/comments", {"text": "Twice."}
    sent = {"content_type": "application/json", "headers": {"Idempotency-Key": key}}
    first = client.post(path, body, **sent).json()
    posted = Comment.objects.get()
    hold_comment(actor=moderator, comment_id=posted.id, version=1)
    again = client.post(path, body, **sent)
    assert (again.status_code, again.json()["id"]) == (201, first["id"])
    assert again.json()["status"] == "held"


def test_the_desk_lists_what_is_held_and_publishes_or_removes_it(scene, client_of):
    desk = client_of(scene.moderator)
    page = desk.get("/desk/queues/held").content.decode()
    assert "lamps along the quay" in page
    case = encode(Case.objects.get(comment=scene.held).id)

    def decide(act: str, **words: str) -> int:
        given = {"act": act, "version": "1", "queue": "held", **words}
        return desk.post(f"/desk/cases/{case}/decide", given).status_code

    assert decide("publish") == 302
    assert comment(scene.held).is_published
    assert decide("hold") == 302
    assert decide("remove", reason="spam") == 302
    assert comment(scene.held).status == Status.REMOVED
    assert "lamps along the quay" not in desk.get("/desk/queues/held").content.decode()
    assert list(recount()) == []


def test_votes_that_go_with_an_account_tell_nobody_of_a_held_comment(newspaper, moderator):
    below, voter = newspaper.thread(), newspaper.person()
    posted = newspaper.comment(below, "Hm.")
    cast_vote(actor=voter, comment_id=posted, value=1)
    hold_comment(actor=moderator, comment_id=posted, version=1)
    last = OutboxEvent.objects.latest("id").id
    with transaction.atomic():
        erase(person_id=voter.id, choice="everything", most=9)
    assert not OutboxEvent.objects.filter(id__gt=last, name="VotesChanged").exists()
    assert list(recount()) == []


def _imported(key: str, parent: str | None) -> ImportedComment:
    return ImportedComment(key, f"Text of {key}.", now(), now(), "old hand", parent_key=parent)
