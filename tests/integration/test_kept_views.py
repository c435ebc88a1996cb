"""What is kept of a page's comments is what would be read, whatever happens to them."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import pytest

from belowline.accounts.queries.people import Actor
from belowline.accounts.services.roles import grant_role
from belowline.config.asgi import invalidated
from belowline.config.events import EVENTS
from belowline.core.events import COMMENTS, THREAD
from belowline.core.kept import forget, stop_hearing
from belowline.core.models import OutboxEvent
from belowline.delivery.outbox import Fact
from belowline.discussion.events import (
    CommentPosted,
    ThreadSwitched,
    VotesChanged,
)
from belowline.discussion.models import Comment
from belowline.discussion.queries import kept_views, pages, written_views
from belowline.discussion.queries.comments import CommentView, comment
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.pages import PAGE_SIZE, thread_page
from belowline.discussion.queries.threads import ThreadView
from belowline.discussion.queries.threads import thread as thread_now
from belowline.discussion.services.drafts import Draft
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.discussion.services.marks import Mark, mark_comment
from belowline.discussion.services.posts import post_and_show
from belowline.discussion.services.renames import rename_reader
from belowline.discussion.services.threads import switch_thread
from belowline.discussion.services.votes import cast_vote
from belowline.moderation.services.decisions import (
    hold_comment,
    publish_comment,
    remove_comment,
    restore_comment,
)
from belowline.moderation.services.labelling import label_comment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("listening")]
WORDS = "The mayor has promised a new bridge for as long as anybody remembers."


@dataclass
class Scene:
    """A discussion, as a process sees it that hears of all that happens."""

    newspaper: object
    below: ThreadView
    editor: Actor
    author: Actor
    first: int
    reply: int
    quote: int
    heard: int = 0

    def hear(self) -> None:
        """Hears of what has happened since, as the front does."""
        for row in OutboxEvent.objects.filter(id__gt=self.heard).order_by("id"):
            invalidated(Fact(row.id, row.name, row.publication_id, row.thread_id, row.payload))
            self.heard = row.id

    def shown(self, order: Order = Order.NEWEST, *, flat: bool = False) -> list[CommentView]:
        below = thread_now(publication_id=self.below.publication_id, thread_id=self.below.id)
        page = thread_page(
            thread_id=self.below.id, order=order, flat=flat, has_votes=below.has_votes
        )
        return page.comments

    def version(self, comment_id: int) -> int:
        return Comment.objects.get(pk=comment_id).version


@pytest.fixture
def scene(newspaper) -> Scene:
    below, author = newspaper.thread(), newspaper.person("Ada")
    first = newspaper.comment(below, WORDS, by=author)
    reply = newspaper.comment(below, "Nobody believes it any more.", to=first)
    quote = newspaper.comment(below, f"> {WORDS}\n\nAnd who pays for it?")
    it = Scene(newspaper, below, newspaper.person(role="editor"), author, first, reply, quote)
    it.hear()
    return it


def _decide(decide: Callable[..., int], **given: str) -> Callable[[Scene], None]:
    def act(scene: Scene) -> None:
        decide(
            actor=scene.editor,
            comment_id=scene.quote,
            version=scene.version(scene.quote),
            **given,
        )

    return act


def _mark(mark: Mark) -> Callable[[Scene], None]:
    return lambda scene: mark_comment(
        actor=scene.editor,
        comment_id=scene.first,
        version=scene.version(scene.first),
        mark=mark,
        is_set=True,
    )


ACTS: dict[str, Callable[[Scene], object]] = {
    "a reply": lambda scene: scene.newspaper.comment(scene.below, "Yes.", to=scene.first),
    "a reply to the reply": lambda scene: scene.newspaper.comment(
        scene.below, "I do.", to=scene.reply
    ),
    "a quote": lambda scene: scene.newspaper.comment(scene.below, f"> {WORDS}\n\nIndeed."),
    "a vote": lambda scene: cast_vote(
        actor=scene.newspaper.person(), comment_id=scene.reply, value=1
    ),
    "an edit": lambda scene: edit_comment(
        actor=scene.author, comment_id=scene.first, text="The mayor has promised nothing."
    ),
    "withdrawn": lambda scene: withdraw_comment(actor=scene.author, comment_id=scene.first),
    "removed": _decide(remove_comment, reason="attack", explanation="Too loud."),
    "held": _decide(hold_comment),
    "labelled": _decide(label_comment, label="off-topic"),
    "picked": _mark(Mark.PICK),
    "pinned": _mark(Mark.PIN),
    "another name": lambda scene: rename_reader(actor=scene.author, name="Grace"),
    "a role": lambda scene: grant_role(
        actor=scene.newspaper.person(role="administrator"),
        person_id=scene.author.id,
        role="moderator",
    ),
    "without votes": lambda scene: switch_thread(
        actor=scene.editor,
        thread_id=scene.below.id,
        comments_open=True,
        votes_open=True,
        has_votes=False,
    ),
}


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_what_is_kept_is_what_would_be_read(scene, act, flat, monkeypatch) -> None:
    before = [scene.shown(Order.OLDEST, flat=flat) for _ in range(3)][-1]
    act(scene)
    scene.hear()
    after = scene.shown(Order.OLDEST, flat=flat)
    assert after != before
    monkeypatch.setattr(kept_views._KEPT, "find", lambda key: None)
    monkeypatch.setattr(kept_views, "written", lambda *given, **told: None)
    assert after == scene.shown(Order.OLDEST, flat=flat)


@pytest.mark.parametrize(
    ("act", "undo"),
    [
        (_decide(hold_comment), _decide(publish_comment)),
        (_decide(remove_comment, reason="attack"), _decide(restore_comment, note="A slip.")),
    ],
    ids=["held", "removed"],
)
def test_what_is_undone_is_shown_as_before(scene, act, undo) -> None:
    before = [scene.shown() for _ in range(3)][-1]
    act(scene)
    scene.hear()
    assert scene.shown() != before
    undo(scene)
    scene.hear()
    assert [it.html for it in scene.shown()] == [it.html for it in before]


@pytest.fixture
def read(monkeypatch) -> list[set[int]]:
    """The ids of the comments that were read whole, for one page after the other."""
    found: list[set[int]] = []
    whole = kept_views._read
    monkeypatch.setattr(
        kept_views,
        "_read",
        lambda ids, *given, **told: found.append(set(ids)) or whole(ids, *given, **told),
    )
    return found


def test_after_a_reply_nothing_else_is_read_whole(scene, read) -> None:
    first = [scene.shown() for _ in range(3)][-1]
    reply = scene.newspaper.comment(scene.below, "Yes.", to=scene.first)
    scene.hear()
    shown = {it.id: it for it in scene.shown()}
    assert [len(ids) for ids in read[:3]] == [3, 3, 0]  # what comes only once is not kept
    assert read[-1] == {reply}
    assert [shown[it.id] is it for it in first if it.id != scene.first] == [True, True]
    (before,) = (it.answers for it in first if it.id == scene.first)
    assert shown[scene.first].answers == before + 1


def test_what_this_process_has_written_is_not_read(scene, read, monkeypatch) -> None:
    for _ in range(3):
        scene.shown()
    asked: list[set[int]] = []
    whole = kept_views.select_objects
    monkeypatch.setattr(
        kept_views,
        "select_objects",
        lambda model, *, id: asked.append(set(id)) or whole(model, id=id),  # noqa: A006
    )
    [shown] = post_and_show([Draft(scene.author, scene.below.id, "Yes.", scene.first)])
    scene.hear()
    assert {it.id: it for it in scene.shown()}[shown.id] is shown
    assert (read[-1], asked[-1]) == ({shown.id}, set())


def test_what_was_written_is_good_for_moments_only(scene, monkeypatch) -> None:
    [posted] = post_and_show([Draft(scene.author, scene.below.id, "Yes.", scene.first)])
    scene.hear()
    given = {"thread_id": scene.below.id}
    assert written_views.written(posted.id, **given).view is posted
    assert written_views.written(posted.id, thread_id=scene.below.id + 1) is None
    later = written_views.monotonic() + written_views.LASTS
    monkeypatch.setattr(written_views, "monotonic", lambda: later)
    assert written_views.written(posted.id, **given) is None


@pytest.mark.parametrize("act", ["edited", "withdrawn", "labelled", "voted for", "without votes"])
def test_what_has_changed_since_it_was_written_is_read(scene, act, monkeypatch) -> None:
    for _ in range(3):
        scene.shown()
    [posted] = post_and_show([Draft(scene.author, scene.below.id, "Yes.", scene.first)])
    written = scene.__class__(**vars(scene) | {"quote": posted.id, "first": posted.id})
    {
        "edited": lambda: edit_comment(actor=scene.author, comment_id=posted.id, text="No."),
        "withdrawn": lambda: ACTS["withdrawn"](written),
        "labelled": lambda: ACTS["labelled"](written),
        "voted for": lambda: cast_vote(
            actor=scene.newspaper.person(), comment_id=posted.id, value=1
        ),
        "without votes": lambda: ACTS["without votes"](scene),
    }[act]()
    scene.hear()
    shown = scene.shown()
    monkeypatch.setattr(kept_views._KEPT, "find", lambda key: None)
    monkeypatch.setattr(kept_views, "written", lambda *given, **told: None)
    assert shown == scene.shown()
    assert posted not in shown


def test_in_another_order_what_is_kept_is_not_read_again(scene, read) -> None:
    newest = [scene.shown() for _ in range(3)][-1]
    best = scene.shown(Order.BEST)
    assert read[3:] == [set()]
    assert {id(it) for it in best} == {id(it) for it in newest}
    edit_comment(actor=scene.author, comment_id=scene.first, text="The mayor promised nothing.")
    scene.hear()
    assert "nothing" in {it.id: it.html for it in scene.shown(Order.BEST)}[scene.first]


def test_what_is_heard_of_while_a_page_is_read_is_not_missed(scene, monkeypatch) -> None:
    for _ in range(2):
        scene.shown()
    whole = kept_views._read

    def read(ids, *given, **told):
        found = whole(ids, *given, **told)
        if ids:  # somebody edits, and it is heard of, before this is kept
            Comment.objects.filter(pk=scene.first).update(html="<p>Newer.</p>")
            forget([f"comments:{scene.below.id}"])
        return found

    scene.newspaper.comment(scene.below, "Yes.", to=scene.first)
    scene.hear()
    monkeypatch.setattr(kept_views, "_read", read)
    scene.shown()
    monkeypatch.setattr(kept_views, "_read", whole)
    assert "<p>Newer.</p>" in {it.html for it in scene.shown()}


def test_a_process_that_hears_of_nothing_reads_each_time(scene) -> None:
    for _ in range(3):
        scene.shown()
    Comment.objects.filter(pk=scene.first).update(html="<p>Newer.</p>")
    assert "<p>Newer.</p>" not in {it.html for it in scene.shown()}
    stop_hearing()
    assert "<p>Newer.</p>" in {it.html for it in scene.shown()}


def test_whatever_else_happens_in_a_discussion_ends_what_is_kept_of_its_comments() -> None:
    # What replies and votes change is read each time, and a switch is about no comment.
    read_each_time = {CommentPosted, VotesChanged, ThreadSwitched}
    seen = {kind for kind in EVENTS.values() if THREAD in kind.invalidates}
    assert {kind for kind in seen if COMMENTS not in kind.invalidates} == read_each_time
    # These change one comment, and counts of what it answers or is under: nothing else is read.
    assert {kind for kind in EVENTS.values() if kind.about} == {CommentPosted, VotesChanged}


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("order", Order)
def test_a_long_discussion_stands_in_the_order_that_would_be_read(
    scene, order, flat, monkeypatch
) -> None:
    chance = Random(f"{order} {flat}")
    newspaper, below = scene.newspaper, scene.below
    ids = [scene.first, scene.reply, scene.quote]
    voters = [newspaper.person() for _ in range(3)]
    read_anew = 0
    read = pages._ranked

    def act() -> None:
        if chance.random() < 0.4:
            voter, chosen = chance.choice(voters), chance.choice(ids)
            cast_vote(actor=voter, comment_id=chosen, value=chance.choice([-1, 1]))
        else:
            to = chance.choice([None, *ids[:3], *ids[-6:]])
            ids.append(newspaper.comment(below, f"Number {len(ids)}.", to=to))

    def count(*given, **told):
        nonlocal read_anew
        read_anew += 1
        return read(*given, **told)

    for _ in range(20):
        act()
    monkeypatch.setattr(pages, "_ranked", count)
    for _ in range(75):
        for _ in range(chance.randint(1, 3)):
            act()
        scene.hear()
        shown = scene.shown(order, flat=flat)
        with monkeypatch.context() as patch:
            patch.setattr(kept_views._KEPT, "find", lambda key: None)
            patch.setattr(kept_views._KEPT, "keep", lambda *given, **told: None)
            patch.setattr(kept_views, "written", lambda *given, **told: None)
            patch.setattr(pages, "_ranked", read)
            assert shown == scene.shown(order, flat=flat)
    assert len(ids) > PAGE_SIZE + 20
    assert 2 <= read_anew < 40  # the first two times, and where something else came to be shown


def test_after_more_posts_than_are_remembered_all_is_read(scene) -> None:
    for _ in range(2):
        scene.shown()
    for number in range(40):
        scene.newspaper.comment(scene.below, f"Number {number}.")
    scene.hear()
    assert len(scene.shown()) == 43


def test_a_comment_that_has_lost_its_place_unheard_is_not_shown(scene) -> None:
    for _ in range(2):
        scene.shown()
    posted = scene.newspaper.comment(scene.below, "Yes.", to=scene.first)
    scene.hear()
    Comment.objects.filter(pk=posted).update(status=Comment.Status.HELD)
    assert posted not in {it.id for it in scene.shown()}


def test_who_has_just_posted_is_led_to_the_comment_before_it_is_heard_of(scene) -> None:
    for _ in range(2):
        scene.shown()
    posted = scene.newspaper.comment(scene.below, "Yes.", to=scene.first)
    shown = comment(publication_id=scene.below.publication_id, comment_id=posted)
    assert shown is not None
    assert pages.cursor_before(shown, order=Order.NEWEST, flat=False) is None


def test_what_happens_beyond_the_first_page_never_has_it_read(scene, monkeypatch) -> None:
    for number in range(PAGE_SIZE):
        scene.newspaper.comment(scene.below, f"Number {number}.")
    scene.hear()
    for _ in range(2):
        scene.shown(Order.OLDEST)
    read = pages._ranked
    anew: list[int] = []
    monkeypatch.setattr(
        pages, "_ranked", lambda *given, **told: anew.append(1) or read(*given, **told)
    )
    for _ in range(3):
        for number in range(20):
            scene.newspaper.comment(scene.below, f"Further {number}.")
        scene.hear()
        assert len(scene.shown(Order.OLDEST)) == PAGE_SIZE
    assert not anew
