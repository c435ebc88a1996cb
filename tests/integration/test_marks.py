"""Editors' picks and pins: who may, what readers see, when they fall away."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belowline.core.ids import encode
from belowline.core.models import AuditEntry, OutboxEvent
from belowline.core.refusals import Conflict, NotAllowed
from belowline.discussion.models import Comment, Thread
from belowline.discussion.queries.data_export import about
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.pages import thread_page
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.discussion.services.erasure import erase
from belowline.discussion.services.imports import ImportedComment, import_comments
from belowline.discussion.services.marks import MOST, Mark, mark_comment
from belowline.discussion.services.moves import split_discussion, undo_move
from belowline.discussion.services.recount import recount
from belowline.discussion.services.votes import cast_vote
from belowline.moderation.services.decisions import hold_comment, remove_comment, restore_comment
from tests.found import comment


@pytest.fixture
def editor(newspaper):
    return newspaper.person("ed", role="editor")


@pytest.fixture
def article(newspaper):
    return newspaper.article()


@pytest.fixture
def below(newspaper, article):
    return newspaper.thread_below(article)


def mark(editor, comment_id, mark=Mark.PICK, *, is_set=True, version=1):
    mark_comment(actor=editor, comment_id=comment_id, version=version, mark=mark, is_set=is_set)


def marked_count(below):
    return Thread.objects.get(pk=below.id).marked_count


def test_a_moderator_picks_a_comment_by_a_button_and_undoes_it(
    newspaper, article, below, client_of
):
    said = newspaper.comment(below, "The lamps were lit an hour before the ferry came in.")
    client = client_of(newspaper.person(role="moderator"))
    ref = encode(said)
    assert b"editors\xe2\x80\x99 pick" in client.get(f"/c/{ref}/more").content
    sent = client.post(f"/desk/c/{ref}/pick", {"version": "1"})
    assert sent.headers["Location"] == f"/c/{ref}"
    page = client.get(article.path).content.decode()
    assert '<h3 id="picks">Editors’ picks</h3>' in page
    assert "Undo the editors’ pick" in client.get(f"/c/{ref}/more").content.decode()
    client.post(f"/desk/c/{ref}/pick", {"version": "1", "undo": "1"})
    page = client.get(article.path).content.decode()
    assert "Editors’ pick" not in page
    assert [it.action for it in AuditEntry.objects.order_by("id")] == [
        "comment picked",
        "pick undone",
    ]
    told = OutboxEvent.objects.filter(name="CommentMarked")
    assert [it.payload["comment_id"] for it in told] == [said, said]


def test_readers_do_not_pick(newspaper, below):
    said = newspaper.comment(below, "One.")
    with pytest.raises(NotAllowed):
        mark(newspaper.person(role="reporter"), said)
    assert marked_count(below) == 0


def test_picks_and_pins_stand_first_in_the_order_best_over_pages(newspaper, below, editor):
    said = [newspaper.comment(below, f"Comment {n}.") for n in range(8)]
    for liked in (said[0], said[1], said[1], said[2]):
        cast_vote(actor=newspaper.person(), comment_id=liked, value=1)
    mark(editor, said[5])
    mark(editor, said[0])
    mark(editor, said[3], Mark.PIN)
    seen, after = [], None
    for flat in (True, False):
        seen, after = [], None
        while True:
            page = thread_page(thread_id=below.id, order=Order.BEST, flat=flat, after=after, size=2)
            seen += [it.id for it in page.comments]
            after = page.after
            if after is None:
                break
        expected = [3, 0, 5, 1, 2, 7, 6, 4]
        assert seen == [said[number] for number in expected]


def test_a_vote_and_an_imported_score_leave_a_pick_where_it_is(newspaper, below, editor):
    old = ImportedComment("a", "Kept elsewhere.", datetime(2020, 1, 1, tzinfo=UTC), None, up=1)
    list(import_comments(thread_id=below.id, comments=[old]))
    said = Comment.objects.get().id
    mark(editor, said)
    cast_vote(actor=newspaper.person(), comment_id=said, value=1)
    assert 1 < Comment.objects.get(pk=said).best < 2
    again = ImportedComment("a", "Kept elsewhere.", datetime(2020, 1, 1, tzinfo=UTC), None, up=9)
    list(import_comments(thread_id=below.id, comments=[again]))
    assert 1.5 < Comment.objects.get(pk=said).best < 2
    assert list(recount()) == []


def test_the_number_is_bounded_and_a_second_pin_is_refused(newspaper, below, editor):
    said = [newspaper.comment(below, f"Comment {n}.") for n in range(MOST[Mark.PICK] + 1)]
    for one in said[:-1]:
        mark(editor, one)
    with pytest.raises(Conflict, match="10 editors’ picks"):
        mark(editor, said[-1])
    mark(editor, said[0], Mark.PIN)
    with pytest.raises(Conflict, match="unpin"):
        mark(editor, said[1], Mark.PIN)
    mark(editor, said[0], Mark.PIN)
    assert marked_count(below) == MOST[Mark.PICK]
    assert list(recount()) == []


def test_what_was_edited_since_is_not_picked_and_an_edit_ends_a_pick(newspaper, below, editor):
    author = newspaper.person()
    said = newspaper.comment(below, "The first words.", by=author)
    edit_comment(actor=author, comment_id=said, text="Quite other words.")
    with pytest.raises(Conflict, match="edited"):
        mark(editor, said)
    mark(editor, said, version=2)
    edit_comment(actor=author, comment_id=said, text="Words that nobody has picked.")
    found = comment(said)
    assert not found.is_picked
    assert marked_count(below) == 0
    assert list(recount()) == []


def _removed(editor, author, said):
    remove_comment(actor=editor, comment_id=said, version=1, reason="spam")


def _held(editor, author, said):
    hold_comment(actor=editor, comment_id=said, version=1)


def _withdrawn(editor, author, said):
    withdraw_comment(actor=author, comment_id=said)


def _erased(editor, author, said):
    erase(person_id=author.id, choice="everything", most=10)


@pytest.mark.parametrize("gone", [_removed, _held, _withdrawn, _erased])
def test_a_comment_that_goes_out_of_sight_loses_its_marks(
    newspaper, article, below, editor, client, gone
):
    author = newspaper.person()
    said = newspaper.comment(below, "The lamps were lit an hour before.", by=author)
    mark(editor, said)
    mark(editor, said, Mark.PIN)
    gone(editor, author, said)
    row = Comment.objects.get(pk=said)
    assert (row.picked_at, row.pinned_at, row.best) == (None, None, 0)
    assert marked_count(below) == 0
    assert list(recount()) == []
    page = client.get(article.path).content.decode()
    assert "Editors’ pick" not in page
    assert "Pinned" not in page


def test_a_restored_comment_is_not_picked_again_by_itself(newspaper, below, editor):
    said = newspaper.comment(below, "One.")
    mark(editor, said)
    _removed(editor, None, said)
    restore_comment(actor=editor, comment_id=said, version=1, note="A mistake.")
    assert not comment(said).is_picked


def test_a_discussion_without_marks_costs_no_query_more(newspaper, article, below, editor, client):
    said = newspaper.comment(below, "One.")
    client.get(article.path)
    with CaptureQueriesContext(
        connection,
    ) as without:
        client.get(article.path)
    assert not [it for it in without if 'picked_at" IS NOT NULL' in it["sql"]]
    mark(editor, said)
    with CaptureQueriesContext(connection) as with_one:
        client.get(article.path)
    assert len(with_one) > len(without)


def test_ones_own_data_says_since_when_a_comment_is_picked(newspaper, below, editor):
    author = newspaper.person()
    mark(editor, newspaper.comment(below, "One.", by=author))
    own = next(it for it in about(author.id) if it.name == "comments")
    (row,) = own.rows
    assert row["editors_pick_since"] == Comment.objects.get().picked_at
    assert row["pinned_since"] is None


def test_a_mark_goes_along_to_another_discussion_and_back(
    newspaper, article, below, editor, client
):
    said = newspaper.comment(below, "The lamps were lit an hour before.")
    mark(editor, said)
    other = newspaper.article()
    there = newspaper.thread_below(other)
    move = split_discussion(actor=editor, article_id=article.id, roots=[said], into=other.id)
    assert (marked_count(below), marked_count(there)) == (0, 1)
    assert "Editors’ picks" in client.get(other.path).content.decode()
    assert list(recount()) == []
    undo_move(actor=editor, move_id=move)
    assert (marked_count(below), marked_count(there)) == (1, 0)
    assert list(recount()) == []


def test_programs_see_marks(newspaper, below, editor, client):
    said = newspaper.comment(below, "One.")
    mark(editor, said)
    given = client.get(f"/api/v1/comments/{encode(said)}").json()
    assert (given["is_pick"], given["is_pinned"]) == (True, False)


def test_the_top_of_later_pages_has_no_row(newspaper, article, below, editor, client):
    said = [newspaper.comment(below, f"Comment {n}.") for n in range(52)]
    mark(editor, said[0])
    first = client.get(f"{article.path}?order=newest").content.decode()
    later = first.split("order=newest&after=", 1)[1].split("#")[0]
    assert 'id="picks"' in first
    assert (
        'id="picks"'
        not in client.get(f"{article.path}?order=newest&after={later}").content.decode()
    )
