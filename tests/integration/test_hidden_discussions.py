"""A form that was open while its article went: nothing is written, and what was typed is kept."""

import json

import pytest

from belowline.core.ids import encode
from belowline.core.refusals import NotFound
from belowline.discussion.models import Comment, CommentRevision, Thread, Vote
from belowline.discussion.services.drafts import Draft
from belowline.discussion.services.edits import edit_comment
from belowline.discussion.services.posts import post_comment, post_comments
from belowline.discussion.services.votes import Ballot, Tally, cast_vote, cast_votes
from belowline.moderation.models import Report
from belowline.moderation.services.reports import report_comment
from belowline.newsroom.models import Article
from belowline.newsroom.services.endings import hold_story

pytestmark = pytest.mark.django_db
HIDDEN = {
    "held": {"state": "held"},
    "headline only": {"remains": "headline", "licence_ends_at": "2020-01-01T00:00:00Z"},
    "gone": {"remains": "nothing", "licence_ends_at": "2020-01-01T00:00:00Z"},
}
TYPED = "The ferry was <late> again, as it was last week."
TYPED_ESCAPED = "The ferry was &lt;late&gt; again, as it was last week."
KEY = "00000000-0000-4000-8000-000000000001"


class Scene:
    """A held article with a comment by somebody else and one by the reader who has the page."""

    def __init__(self, newspaper, client_of) -> None:
        self.reader = newspaper.person("ada")
        self.client = client_of(self.reader)
        self.article = newspaper.article()
        self.thread = newspaper.thread_below(self.article)
        self.others = newspaper.comment(self.thread, "It always is.")
        self.own = newspaper.comment(self.thread, "It was late.", by=self.reader)
        self.editor = newspaper.person(role="editor")
        self.before = self.state()

    def hold(self) -> None:
        hold_story(actor=self.editor, article_id=self.article.id, note="")

    def state(self) -> tuple[object, ...]:
        rows = Comment.objects.order_by("id").values_list("id", "text", "up", "down", "version")
        counts = (Vote.objects.count(), Report.objects.count(), CommentRevision.objects.count())
        return (list(rows), *counts, Thread.objects.get().comment_count)

    def api(self, method: str, path: str, body: object):
        return self.client.generic(
            method, f"/api/v1/{path}", json.dumps(body), content_type="application/json"
        )


@pytest.fixture
def scene(newspaper, client_of) -> Scene:
    return Scene(newspaper, client_of)


@pytest.mark.parametrize("is_reply", [False, True])
def test_a_comment_is_not_posted_and_its_text_is_kept(scene, is_reply) -> None:
    scene.hold()
    parent = {"parent": encode(scene.others)} if is_reply else {}
    path = f"/threads/{scene.thread.ref}/comments"
    answer = scene.client.post(path, {"text": TYPED, "key": KEY, "reader": "ada", **parent})
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "This discussion isn’t available." in page
    assert TYPED_ESCAPED in page
    assert scene.state() == scene.before


def test_an_edit_is_not_made_and_its_text_is_kept(scene) -> None:
    scene.hold()
    answer = scene.client.post(f"/c/{encode(scene.own)}/edit", {"text": TYPED, "reader": "ada"})
    assert answer.status_code == 404
    assert "This discussion isn’t available." in answer.content.decode()
    assert TYPED_ESCAPED in answer.content.decode()
    assert scene.state() == scene.before


def test_a_vote_is_not_cast(scene) -> None:
    scene.hold()
    answer = scene.client.post(f"/threads/{scene.thread.ref}/votes", {"up": encode(scene.others)})
    assert answer.status_code == 404
    assert "This discussion isn’t available." in answer.content.decode()
    assert scene.state() == scene.before


def test_a_report_is_not_kept_and_its_note_is(scene) -> None:
    scene.hold()
    answer = scene.client.post(
        f"/c/{encode(scene.others)}/report", {"reason": "spam", "note": TYPED, "reader": "ada"}
    )
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "This discussion isn’t available." in page
    assert TYPED_ESCAPED in page
    assert scene.state() == scene.before


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "threads/{thread}/comments", {"text": TYPED}),
        ("POST", "threads/{thread}/comments", {"text": TYPED, "parent": "{others}"}),
        ("PATCH", "comments/{own}", {"text": TYPED}),
        ("PUT", "comments/{others}/vote", {"value": 1}),
        ("POST", "comments/{others}/reports", {"reason": "spam"}),
    ],
)
def test_a_program_is_told_the_same(scene, method, path, body) -> None:
    named = {
        "{thread}": scene.thread.ref,
        "{others}": encode(scene.others),
        "{own}": encode(scene.own),
    }
    for name, ref in named.items():
        path = path.replace(name, ref)
    body = {name: named.get(value, value) for name, value in body.items()}
    scene.hold()
    answer = scene.api(method, path, body)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["detail"] == "This discussion isn’t available."
    assert scene.state() == scene.before


def test_what_comes_by_the_hundred_is_refused_as_well(scene) -> None:
    scene.hold()
    [posted] = post_comments([Draft(scene.reader, scene.thread.id, TYPED, None, None, None)])
    [voted] = cast_votes([Ballot(scene.reader, scene.others, 1)])
    assert isinstance(posted, NotFound)
    assert not isinstance(voted, Tally)
    assert scene.state() == scene.before


def test_one_may_still_delete_ones_own_comment(scene) -> None:
    scene.hold()
    assert scene.api("DELETE", f"comments/{encode(scene.own)}", None).status_code == 204
    assert Comment.objects.get(pk=scene.own).status == "withdrawn"


def test_a_discussion_that_there_is_not_answers_with_the_same_page(scene) -> None:
    scene.hold()
    there, not_there = (
        scene.client.post(f"/threads/{ref}/comments", {"text": TYPED, "key": KEY, "reader": "ada"})
        for ref in (scene.thread.ref, encode(1))
    )
    pages = [
        it.content.decode().replace(ref, "")
        for it, ref in ((there, scene.thread.ref), (not_there, encode(1)))
    ]
    assert pages[0] == pages[1]
    assert there.status_code == not_there.status_code == 404


@pytest.fixture(params=HIDDEN)
def gone(request, newspaper):
    """A thread with a comment by a reader, of an article that went after both had it open."""
    article = newspaper.article()
    thread = newspaper.thread_below(article)
    reader = newspaper.person()
    said = newspaper.comment(thread, "Before it went.", by=reader)
    Article.objects.filter(pk=article.id).update(**HIDDEN[request.param])
    return thread, said, reader


def test_nothing_is_added_to_it(newspaper, gone) -> None:
    thread, said, reader = gone
    other = newspaper.person()
    for act in (
        lambda: post_comment(actor=other, thread_id=thread.id, text="After it went."),
        lambda: post_comment(actor=other, thread_id=thread.id, text="Why?", parent_id=said),
        lambda: edit_comment(actor=reader, comment_id=said, text="Changed."),
        lambda: cast_vote(actor=other, comment_id=said, value=1),
        lambda: report_comment(actor=other, comment_id=said, reason="spam"),
    ):
        with pytest.raises(NotFound):
            act()
    assert Comment.objects.count() == 1
    assert Comment.objects.get().text == "Before it went."
    assert Thread.objects.get(pk=thread.id).comment_count == 1
