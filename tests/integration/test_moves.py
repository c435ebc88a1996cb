"""Discussions are merged and split with everything that hangs on the comments, and parted again."""

from random import Random

import pytest

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.discussion.models import (
    Answer,
    Comment,
    CommentMove,
    Fingerprint,
    Follow,
    Thread,
    Vote,
)
from belowline.discussion.queries.moves import move_preview
from belowline.discussion.services.follows import follow_thread
from belowline.discussion.services.imports import ImportedComment, import_comments
from belowline.discussion.services.marks import Mark, mark_comment
from belowline.discussion.services.moves import merge_discussions, split_discussion, undo_move
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.recount import recount
from belowline.discussion.services.votes import cast_vote
from belowline.moderation.services.decisions import remove_comment, restore_comment
from belowline.newsroom.models import Article, FormerAddress, OtherAddress
from belowline.newsroom.services.endings import kill_story

pytestmark = pytest.mark.django_db

WORDS = "The bell on the north quay was rung three times before anybody came to look at it."


@pytest.fixture
def editor(newspaper):
    return newspaper.person("ada", role="editor")


@pytest.fixture
def articles(newspaper):
    """Two articles, each with a lively discussion."""
    made = []
    random = Random(7)
    for number in range(2):
        article = newspaper.article(headline=f"Bell {number}")
        thread = newspaper.thread_below(article)
        people = [newspaper.person() for _ in range(4)]
        said: list[int] = []
        for at in range(12):
            parent = random.choice(said) if said and random.random() < 0.6 else None
            quote = f"> {WORDS}\n\n" if at == 5 else ""
            text = f"{quote}{WORDS if at == 2 else ''} I was there, number {number}.{at}."
            said.append(
                post_comment(
                    actor=random.choice(people), thread_id=thread.id, text=text, parent_id=parent
                )
            )
        for comment in random.sample(said, 5):
            cast_vote(actor=newspaper.person(), comment_id=comment, value=1)
        follow_thread(actor=people[1], thread_id=thread.id)
        made.append(article)
    return made


LEFT_OUT = {"revision", "changed_at", "idempotency_key"}
"""What a move and its undoing may leave different: they say when something was touched."""


def _state() -> dict[str, list[dict[str, object]]]:
    """Everything that a move touches."""
    kinds = (Thread, Comment, Vote, Article, FormerAddress, OtherAddress, Answer, Fingerprint)
    state = {}
    for kind in kinds:
        left_out = LEFT_OUT | ({"id"} if kind in (Answer, Fingerprint) else set())
        rows = [
            {name: value for name, value in row.items() if name not in left_out}
            for row in kind.objects.values()
        ]
        state[kind.__name__] = sorted(rows, key=str)
    return state


def _merge(editor, articles) -> int:
    return merge_discussions(actor=editor, article_id=articles[0].id, into=articles[1].id)


def test_a_merged_discussion_is_in_the_other_with_its_addresses(
    client, editor, articles, newspaper
) -> None:
    source, target = articles
    Article.objects.filter(pk=source.id).update(url="https://old.example/bell")
    ids = set(Comment.objects.filter(thread__article=source.id).values_list("id", flat=True))
    preview = move_preview(
        publication_id=newspaper.publication_id, article_id=source.id, into=target.id
    )
    assert (preview.number, preview.twins, len(preview.samples)) == (12, 0, 10)
    _merge(editor, articles)
    page = client.get(target.path).content.decode()
    assert all(f'id="c{encode(each)}"' in page for each in ids)
    assert "24 comments" in page
    assert client.get(source.path).headers["Location"] == target.path
    found = client.get("/api/v1/threads", {"url": "https://www.old.example/bell/"}).json()
    assert found["id"] == encode(Thread.objects.get(article=target.id).id)
    comment = encode(min(ids))
    assert client.get(f"/c/{comment}").headers["Location"].startswith(target.path)
    assert source.headline not in client.get("/").content.decode()
    followers = Follow.objects.filter(thread__article=target.id).count()
    assert followers == 2
    assert list(recount()) == []


def test_a_quote_is_found_in_the_merged_discussion(editor, articles, newspaper) -> None:
    source, target = articles
    quoted = Comment.objects.filter(thread__article=source.id, text__startswith=WORDS).get()
    Comment.objects.filter(thread__article=target.id, text__contains=WORDS).delete()
    _merge(editor, articles)
    thread = Thread.objects.get(article=target.id)
    late = post_comment(actor=newspaper.person(), thread_id=thread.id, text=f"> {WORDS}\n\nWas it?")
    assert Answer.objects.filter(source=late, target=quoted).exists()


def test_what_was_out_of_sight_when_it_was_merged_is_found_once_it_is_shown(
    editor, articles, newspaper
) -> None:
    quoted = Comment.objects.filter(thread__article=articles[0].id, text__startswith=WORDS).get()
    Comment.objects.filter(thread__article=articles[1].id, text__contains=WORDS).delete()
    seen = {"actor": editor, "comment_id": quoted.id, "version": quoted.version}
    remove_comment(**seen, reason="spam")
    _merge(editor, articles)
    thread = Thread.objects.get(article=articles[1].id)
    quoting = {"actor": newspaper.person(), "thread_id": thread.id, "text": f"> {WORDS}\n\nWas it?"}
    assert not Answer.objects.filter(source=post_comment(**quoting), target=quoted).exists()
    restore_comment(**seen, note="It was none.")
    quoting["actor"] = newspaper.person()
    assert Answer.objects.filter(source=post_comment(**quoting), target=quoted).exists()


def test_undoing_a_merge_leaves_everything_as_it_was(client, editor, articles) -> None:
    before = _state()
    undo_move(actor=editor, move_id=_merge(editor, articles))
    assert _state() == before
    assert list(recount()) == []
    assert client.get(articles[0].path).status_code == 200
    with pytest.raises(Conflict):
        undo_move(actor=editor, move_id=CommentMove.objects.get().id)


@pytest.mark.parametrize("number", [1, 2])
def test_undoing_a_split_leaves_everything_as_it_was(editor, articles, number) -> None:
    source, target = articles
    before = _state()
    rows = Comment.objects.filter(thread__article=source.id, parent__isnull=True)
    roots = list(rows.order_by("-replies").values_list("id", flat=True)[:number])
    move = split_discussion(actor=editor, article_id=source.id, roots=roots, into=target.id)
    went = Comment.objects.filter(root_id__in=roots)
    assert {each.thread.article_id for each in went.select_related("thread")} == {target.id}
    assert Comment.objects.filter(thread__article=source.id).exists()
    assert list(recount()) == []
    undo_move(actor=editor, move_id=move)
    assert _state() == before


def test_replies_that_came_since_go_back_with_what_they_answer(editor, articles, newspaper) -> None:
    source, target = articles
    first = Comment.objects.filter(thread__article=source.id).order_by("id").first()
    move = _merge(editor, articles)
    thread = Thread.objects.get(article=target.id)
    reader = newspaper.person()
    reply = post_comment(actor=reader, thread_id=thread.id, text="So was I.", parent_id=first.id)
    below = post_comment(actor=reader, thread_id=thread.id, text="And I.", parent_id=reply)
    own = post_comment(actor=reader, thread_id=thread.id, text="A word of my own.")
    undo_move(actor=editor, move_id=move)
    where = dict(Comment.objects.values_list("id", "thread__article"))
    assert (where[reply], where[below], where[own]) == (source.id, source.id, target.id)
    assert list(recount()) == []


def test_what_both_have_from_an_import_is_there_once(editor, newspaper) -> None:
    articles = [newspaper.article(), newspaper.article()]
    threads = [newspaper.thread_below(each) for each in articles]
    for thread in threads:
        kept = [
            ImportedComment(
                key=f"k{at}",
                moment=now(),
                posted_at=now(),
                text=f"Said {at}.",
                author_name=f"R{at}",
            )
            for at in range(3)
        ]
        list(import_comments(thread_id=thread.id, comments=kept))
    ours = Comment.objects.get(thread=threads[0].id, import_key="k1")
    theirs = Comment.objects.get(thread=threads[1].id, import_key="k1")
    reply = post_comment(
        actor=newspaper.person(), thread_id=threads[0].id, text="Yes.", parent_id=ours.id
    )
    before = _state()
    ids = {"article_id": articles[0].id, "into": articles[1].id}
    assert move_preview(publication_id=newspaper.publication_id, **ids).twins == 3
    move = _merge(editor, articles)
    moved = Comment.objects.get(pk=reply)
    assert (moved.thread_id, moved.parent_id, moved.root_id) == (
        threads[1].id,
        theirs.id,
        theirs.id,
    )
    assert Comment.objects.get(pk=theirs.id).replies == 1
    assert Comment.objects.filter(thread=threads[1].id).count() == 4
    assert list(recount()) == []
    undo_move(actor=editor, move_id=move)
    assert _state() == before


def test_what_was_killed_meanwhile_stays_so_when_a_merge_is_undone(
    client, editor, articles, newspaper
) -> None:
    source, _ = articles
    move = _merge(editor, articles)
    kill_story(
        actor=editor,
        publication_id=newspaper.publication_id,
        article_id=source.id,
        notice="",
        remains="discussion",
    )
    undo_move(actor=editor, move_id=move)
    assert Article.objects.get(pk=source.id).state == "killed"
    assert "recalled" in client.get(source.path).content.decode()


def test_of_merges_in_a_row_the_last_is_undone_first(editor, articles, newspaper) -> None:
    third = newspaper.article()
    newspaper.thread_below(third)
    before = _state()
    first = _merge(editor, articles)
    second = merge_discussions(actor=editor, article_id=articles[1].id, into=third.id)
    assert Thread.objects.get(article=third.id).comment_count == 24
    with pytest.raises(Conflict):
        undo_move(actor=editor, move_id=first)
    undo_move(actor=editor, move_id=second)
    undo_move(actor=editor, move_id=first)
    assert _state() == before


def test_only_editors_move_and_only_within_their_publication(editor, articles, newspaper) -> None:
    source, target = articles
    moderator = newspaper.person(role="moderator")
    with pytest.raises(NotAllowed):
        merge_discussions(actor=moderator, article_id=source.id, into=target.id)
    with pytest.raises(Conflict):
        merge_discussions(actor=editor, article_id=source.id, into=source.id)
    with pytest.raises(NotFound):
        merge_discussions(actor=editor, article_id=source.id, into=1)
    with pytest.raises(Invalid):
        split_discussion(actor=editor, article_id=source.id, roots=[], into=target.id)
    foreign = Comment.objects.filter(thread__article=target.id).first()
    with pytest.raises(NotFound):
        split_discussion(
            actor=editor, article_id=source.id, roots=[foreign.root_id], into=target.id
        )
    with pytest.raises(NotFound):
        undo_move(actor=editor, move_id=1)


def test_the_desk_shows_what_goes_before_it_does(client, editor, articles, client_of) -> None:
    source, target = articles
    desk, path = client_of(editor), f"/desk/stories/{encode(source.id)}/moves"
    shown = desk.post(path, {"into": target.path}).content.decode()
    assert "12 comments will move" in shown
    assert Thread.objects.get(article=source.id).comment_count == 12
    desk.post(path, {"into": target.path, "confirm": "1"})
    assert Thread.objects.get(article=target.id).comment_count == 24
    assert "12 comments" in desk.get(path).content.decode()
    move = encode(CommentMove.objects.get().id)
    desk.post(f"{path}/{move}/undo")
    assert Thread.objects.get(article=source.id).comment_count == 12


def test_the_desk_moves_the_chosen_conversations(editor, articles, client_of) -> None:
    source, target = articles
    desk, path = client_of(editor), f"/desk/stories/{encode(source.id)}/moves"
    root = Comment.objects.filter(thread__article=source.id, parent__isnull=True).first()
    asked = {"into": target.path, "split": "1", "root": [encode(root.id), "nonsense"]}
    shown = desk.post(path, asked).content.decode()
    assert f"{root.replies + 1} comment" in shown
    desk.post(path, {**asked, "confirm": "1"})
    assert Comment.objects.get(pk=root.id).thread.article_id == target.id


@pytest.mark.parametrize("into", ["", "/politics/nowhere", "https://old.example/a", "own"])
def test_an_address_that_leads_nowhere_keeps_what_was_chosen(
    editor, articles, client_of, into
) -> None:
    source, _ = articles
    desk, path = client_of(editor), f"/desk/stories/{encode(source.id)}/moves"
    root = encode(Comment.objects.filter(thread__article=source.id, parent=None).first().id)
    into = source.path if into == "own" else into
    answer = desk.post(path, {"into": into, "split": "1", "root": root, "confirm": "1"})
    page = answer.content.decode()
    assert answer.status_code in (404, 409)
    assert f'value="{root}" checked' in page
    assert f'value="{into}"' in page
    assert not CommentMove.objects.exists()


def _pin(editor, comment: Comment) -> None:
    mark_comment(
        actor=editor, comment_id=comment.id, version=comment.version, mark=Mark.PIN, is_set=True
    )


def _pinned(article) -> list[int]:
    rows = Comment.objects.filter(thread__article=article.id, pinned_at__isnull=False)
    return list(rows.values_list("id", flat=True))


def test_of_two_pins_the_one_that_was_there_stays_and_undoing_brings_back_both(
    editor, articles
) -> None:
    source, target = articles
    ours = Comment.objects.filter(thread__article=source.id).first()
    theirs = Comment.objects.filter(thread__article=target.id).first()
    _pin(editor, ours)
    _pin(editor, theirs)
    before = _state()
    move_id = merge_discussions(actor=editor, article_id=source.id, into=target.id)
    assert _pinned(target) == [theirs.id]
    assert Thread.objects.get(article=target.id).marked_count == 1
    assert not list(recount())
    undo_move(actor=editor, move_id=move_id)
    assert _state() == before
    assert not list(recount())


def test_a_pin_goes_along_where_nothing_is_pinned(editor, articles) -> None:
    source, target = articles
    ours = Comment.objects.filter(thread__article=source.id).first()
    _pin(editor, ours)
    before = _state()
    move_id = merge_discussions(actor=editor, article_id=source.id, into=target.id)
    assert _pinned(target) == [ours.id]
    undo_move(actor=editor, move_id=move_id)
    assert _state() == before


def test_a_pin_does_not_come_back_beside_another(editor, articles) -> None:
    source, target = articles
    first, second = Comment.objects.filter(thread__article=source.id, parent=None)[:2]
    theirs = Comment.objects.filter(thread__article=target.id).first()
    _pin(editor, first)
    _pin(editor, theirs)
    move_id = split_discussion(actor=editor, article_id=source.id, roots=[first.id], into=target.id)
    assert (_pinned(source), _pinned(target)) == ([], [theirs.id])
    _pin(editor, second)
    undo_move(actor=editor, move_id=move_id)
    assert (_pinned(source), _pinned(target)) == ([second.id], [theirs.id])
    assert not list(recount())
