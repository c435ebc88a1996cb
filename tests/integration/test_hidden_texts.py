"""The text of a comment that is not published: for its author and the desk, and for nobody else."""

import pytest

from belowline.core.ids import encode
from belowline.discussion.models import Comment
from belowline.discussion.services.edits import withdraw_comment
from belowline.moderation.services.decisions import hold_comment, remove_comment
from belowline.web.addresses import ADDRESSES
from tests.found import comment, comment_with_hidden_text

GONE = ("removed", "withdrawn", "held")
COMMENTS = sorted(
    {it.route for it in ADDRESSES if "<ref:comment>" in it.route and "desk" not in it.route}
)


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("mod", role="moderator")


@pytest.fixture(params=GONE)
def gone(request, newspaper, moderator) -> Comment:
    author = newspaper.person("Loud One")
    posted = newspaper.comment(newspaper.thread(), "Unspeakable words.", by=author)
    if request.param == "removed":
        remove_comment(actor=moderator, comment_id=posted, version=1, reason="attack")
    elif request.param == "held":
        hold_comment(actor=moderator, comment_id=posted, version=1)
    else:
        withdraw_comment(actor=author, comment_id=posted)
    # An older release, a mend by hand: the row itself may still hold the words.
    words = {"text": "Unspeakable words.", "html": "<p>Unspeakable words.</p>"}
    Comment.objects.filter(pk=posted).update(**words)
    return Comment.objects.get(pk=posted)


def test_the_walk_has_where_to_go():
    assert "c/<ref:comment>/report" in COMMENTS
    assert len(COMMENTS) > 8


@pytest.mark.parametrize("route", COMMENTS)
def test_no_reader_reads_it_at_any_address(gone, newspaper, client, client_of, route):
    path = "/" + route.replace("<ref:comment>", encode(gone.id))
    for who in (client, client_of(newspaper.person())):
        for accepted in ("text/html", "application/json"):
            answer = who.get(path, headers={"Accept": accepted})
            assert b"Unspeakable" not in answer.content
            assert answer.status_code < 500


def test_a_view_has_no_text_but_where_it_is_asked_for_by_name(gone):
    shown = comment(gone.id)
    assert shown is None or shown.html == ""
    assert comment_with_hidden_text(gone.id).html == "<p>Unspeakable words.</p>"


def test_the_report_form_says_that_there_is_nothing_to_report(gone, newspaper, client_of):
    answer = client_of(newspaper.person()).get(f"/c/{encode(gone.id)}/report")
    assert answer.status_code == (404 if gone.status == "held" else 409)


def test_moderators_read_what_they_decide_upon(newspaper, moderator, client_of):
    posted = newspaper.comment(newspaper.thread(), "Unspeakable words.")
    remove_comment(actor=moderator, comment_id=posted, version=1, reason="attack")
    desk = client_of(moderator)
    assert b"Unspeakable" in desk.get(f"/desk/c/{encode(posted)}/restore").content
