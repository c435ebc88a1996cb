"""A discussion that readers may not see takes nothing from a page that was open before."""

import pytest

from belowline.core.ids import encode
from belowline.core.refusals import Conflict
from belowline.discussion.models import Comment, Thread
from belowline.discussion.services.edits import edit_comment
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.votes import cast_vote
from belowline.newsroom.models import Article

pytestmark = pytest.mark.django_db
HIDDEN = {
    "held": {"state": "held"},
    "headline only": {"remains": "headline", "licence_ends_at": "2020-01-01T00:00:00Z"},
    "gone": {"remains": "nothing", "licence_ends_at": "2020-01-01T00:00:00Z"},
}


@pytest.fixture(params=HIDDEN)
def scene(request, newspaper):
    """A thread with a comment by a reader, of an article that went after both had it open."""
    article = newspaper.article()
    thread = newspaper.thread_below(article)
    reader = newspaper.person()
    said = newspaper.comment(thread, "Before it went.", by=reader)
    Article.objects.filter(pk=article.id).update(**HIDDEN[request.param])
    return thread, said, reader


def test_nothing_is_added_to_it(newspaper, scene) -> None:
    thread, said, reader = scene
    other = newspaper.person()
    for act in (
        lambda: post_comment(actor=other, thread_id=thread.id, text="After it went."),
        lambda: post_comment(actor=other, thread_id=thread.id, text="Why?", parent_id=said),
        lambda: edit_comment(actor=reader, comment_id=said, text="Changed."),
        lambda: cast_vote(actor=other, comment_id=said, value=1),
    ):
        with pytest.raises(Conflict):
            act()
    assert Comment.objects.count() == 1
    assert Comment.objects.get().text == "Before it went."
    assert Thread.objects.get(pk=thread.id).comment_count == 1


def test_what_was_written_is_shown_again(newspaper, client_of, scene) -> None:
    thread, said, reader = scene
    client = client_of(reader)
    for path in (f"/threads/{thread.ref}/comments", f"/c/{encode(said)}/edit"):
        answer = client.post(path, {"text": "Hours of <work>."})
        assert answer.status_code in (404, 409), path
        assert "Hours of &lt;work&gt;." in answer.content.decode(), path
    answer = client.post(
        f"/api/v1/threads/{thread.ref}/comments",
        {"text": "By a program."},
        content_type="application/json",
    )
    assert answer.status_code in (404, 409)
    assert answer["Content-Type"] == "application/problem+json"
    assert Comment.objects.count() == 1
