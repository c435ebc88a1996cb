"""What is talked about, and what is worth showing of it elsewhere."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st

from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.subscribers.places import ensure_places
from belowline.core.subscribers.worker import follow_all
from belowline.discussion.models import Comment, StaleSummary, Thread, ThreadSummary
from belowline.discussion.queries.summaries import highlights, most_discussed, trending
from belowline.discussion.services.edits import withdraw_comment
from belowline.discussion.services.marks import Mark, mark_comment
from belowline.discussion.services.summaries import mark_all_stale, summarise_stale
from belowline.discussion.services.votes import cast_vote
from belowline.moderation.services.decisions import remove_comment
from belowline.newsroom.models import Article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places(settings) -> None:
    ensure_places(SUBSCRIBERS)
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"posts_per_minute": 100})


def catch_up() -> None:
    """As a process does beside the answers."""
    follow_all(SUBSCRIBERS)
    summarise_stale()


@pytest.fixture
def regulars(newspaper):
    """People who wrote elsewhere three days ago."""
    hall = newspaper.thread()
    people = [newspaper.person() for _ in range(6)]
    for person in people:
        said = newspaper.comment(hall, "I have been here for a while.", by=person)
        Comment.objects.filter(pk=said).update(posted_at=now() - timedelta(days=3))
    return people


def discussed(newspaper) -> list[int]:
    catch_up()
    return most_discussed(publication_id=newspaper.publication_id)


@pytest.fixture
def three(newspaper, regulars):
    """Threads in which three, two and one of the regulars wrote."""
    threads = [newspaper.thread() for _ in range(3)]
    for thread, number in zip(threads, (3, 2, 1), strict=True):
        for person in regulars[:number]:
            newspaper.comment(thread, "This concerns us all.", by=person)
    return threads


def in_order(newspaper, three) -> bool:
    """Whether the three stand in their order, by both measures."""
    catch_up()
    wanted = [thread.article_id for thread in three]
    lists = (most_discussed, trending)
    return all(
        [it for it in ask(publication_id=newspaper.publication_id) if it in wanted] == wanted
        for ask in lists
    )


def test_what_more_people_talk_about_stands_higher(newspaper, three) -> None:
    assert in_order(newspaper, three)


def test_one_persons_thirty_comments_lift_nothing(newspaper, three, regulars) -> None:
    for number in range(30):
        newspaper.comment(three[2], f"Let me add point {number} to this.", by=regulars[0])
    assert in_order(newspaper, three)


def test_a_busy_troll_lifts_nothing(newspaper, three, regulars) -> None:
    troll = regulars[5]
    for thread in (three[2], three[1], three[0]):
        for number in range(10):
            newspaper.comment(thread, f"You are all wrong, reason {number}.", by=troll)
    assert in_order(newspaper, three)


def test_a_burst_of_new_accounts_lifts_nothing(newspaper, three) -> None:
    for number in range(25):
        newspaper.comment(three[2], f"Great article, number {number}!", by=newspaper.person())
    assert in_order(newspaper, three)


def test_new_accounts_that_know_one_another_lift_nothing(newspaper, three) -> None:
    """They wrote elsewhere as well, a moment ago."""
    other = newspaper.thread()
    for number in range(12):
        sock = newspaper.person()
        newspaper.comment(other, f"Hello there, number {number}.", by=sock)
        newspaper.comment(three[2], f"Great article, number {number}!", by=sock)
    assert in_order(newspaper, three)


def test_what_was_removed_counts_for_nobody(newspaper, three, regulars) -> None:
    moderator = newspaper.person(role="moderator")
    for person in regulars[3:6]:
        said = newspaper.comment(three[2], "Buy cheap rope here, now.", by=person)
        remove_comment(actor=moderator, comment_id=said, version=1, reason="spam", explanation="")
    assert in_order(newspaper, three)


def test_a_new_site_has_a_list_as_well(newspaper) -> None:
    thread = newspaper.thread()
    newspaper.comment(thread, "The first word.", by=newspaper.person())
    assert discussed(newspaper) == [thread.article_id]


def test_interest_fades(newspaper, three, regulars, at) -> None:
    at(now() + timedelta(days=2))
    newspaper.comment(three[2], "Has anything come of it?", by=regulars[4])
    assert discussed(newspaper)[0] == three[2].article_id
    at(now() + timedelta(days=8))
    assert discussed(newspaper) == []


LIKED = "The bridge was never meant to carry lorries of forty tonnes."


def liked(newspaper, thread, text: str, *, up: int, down: int = 0) -> int:
    said = newspaper.comment(thread, text)
    for value, number in ((1, up), (-1, down)):
        for _ in range(number):
            cast_vote(actor=newspaper.person(), comment_id=said, value=value)
    return said


def shown(newspaper, thread) -> str:
    catch_up()
    found = highlights(publication_id=newspaper.publication_id, article_ids=[thread.article_id])
    return found[thread.article_id].words if thread.article_id in found else ""


def test_the_best_liked_comment_is_shown(newspaper) -> None:
    thread = newspaper.thread()
    liked(newspaper, thread, "A sentence that a few agree with, and no more.", up=2)
    liked(newspaper, thread, LIKED, up=5)
    assert shown(newspaper, thread) == LIKED


@pytest.mark.parametrize(
    ("text", "up", "down"),
    [
        ("Too short.", 9, 0),
        ("So long that nobody reads it to its end. " * 9, 9, 0),
        (LIKED, 1, 0),
        (LIKED, 9, 4),
        ("> A passage of somebody else’s that is long enough for two.\n\nYes.", 9, 0),
    ],
)
def test_what_is_short_long_unread_disputed_or_somebody_elses_is_not_shown(
    newspaper, text, up, down
) -> None:
    thread = newspaper.thread()
    liked(newspaper, thread, text, up=up, down=down)
    assert shown(newspaper, thread) == ""


def test_an_editors_pick_comes_before_it(newspaper) -> None:
    thread = newspaper.thread()
    liked(newspaper, thread, LIKED, up=9)
    picked = newspaper.comment(thread, "I built it.")
    mark_comment(
        actor=newspaper.person(role="editor"),
        comment_id=picked,
        version=1,
        mark=Mark.PICK,
        is_set=True,
    )
    assert shown(newspaper, thread) == "I built it."


def test_what_goes_is_shown_nowhere_at_once(newspaper, client) -> None:
    article = newspaper.article()
    thread = newspaper.thread_below(article)
    writer = newspaper.person()
    said = newspaper.comment(thread, LIKED, by=writer)
    for _ in range(5):
        cast_vote(actor=newspaper.person(), comment_id=said, value=1)
    catch_up()
    assert LIKED in client.get("/").content.decode()
    withdraw_comment(actor=writer, comment_id=said)
    assert LIKED not in client.get("/").content.decode()
    assert shown(newspaper, thread) == ""


LONG = "\n\n".join(f"Paragraph {number} of the article." for number in range(9))


def test_a_pick_that_only_quotes_is_no_sentence_to_show(newspaper, client) -> None:
    article = newspaper.article(body=LONG)
    thread = newspaper.thread_below(article)
    picked = newspaper.comment(thread, "> Paragraph 1 of the article.")
    newspaper.comment(thread, "Why this?")
    newspaper.comment(thread, "Because.")
    mark_comment(
        actor=newspaper.person(role="editor"),
        comment_id=picked,
        version=1,
        mark=Mark.PICK,
        is_set=True,
    )
    assert shown(newspaper, thread) == ""
    assert 'class="heard"' not in client.get(article.path).content.decode()


def test_it_stands_in_the_middle_of_the_article(newspaper, client) -> None:
    article = newspaper.article(body=LONG)
    thread = newspaper.thread_below(article)
    said = liked(newspaper, thread, LIKED, up=5)
    newspaper.comment(thread, "So it is.")
    newspaper.comment(thread, "Was it not?")
    catch_up()
    text = client.get(article.path).content.decode().partition('class="text"')[2]
    before, _, after = text.partition('<aside class="heard">')
    assert before.count("<p>Paragraph") == 3
    aside = after.partition("</aside>")[0]
    assert LIKED in aside
    assert f"/c/{encode(said)}" in aside
    assert "3 comments" in aside


def test_a_short_article_is_not_interrupted(newspaper, client) -> None:
    article = newspaper.article(body="One paragraph.\n\nAnother.")
    thread = newspaper.thread_below(article)
    liked(newspaper, thread, LIKED, up=5)
    newspaper.comment(thread, "So it is.")
    newspaper.comment(thread, "Was it not?")
    catch_up()
    assert 'class="heard"' not in client.get(article.path).content.decode()


def test_the_discussion_of_what_is_embargoed_is_told_nowhere(newspaper, at) -> None:
    thread = newspaper.thread()
    liked(newspaper, thread, LIKED, up=5)
    Article.objects.filter(pk=thread.article_id).update(published_at=now() + timedelta(hours=1))
    assert discussed(newspaper) == []
    assert shown(newspaper, thread) == ""


def test_one_publication_says_nothing_of_another(newspaper) -> None:
    thread = newspaper.thread()
    liked(newspaper, thread, LIKED, up=5)
    catch_up()
    other = newspaper.publication_id + 1
    assert most_discussed(publication_id=other) == trending(publication_id=other) == []
    assert highlights(publication_id=other, article_ids=[thread.article_id]) == {}


def test_what_fails_keeps_nobody_else(newspaper, monkeypatch) -> None:
    broken, sound = newspaper.thread(), newspaper.thread()
    for thread in (broken, sound):
        newspaper.comment(thread, "Well, well.")
    follow_all(SUBSCRIBERS)
    get = Thread.objects.get
    monkeypatch.setattr(
        "belowline.discussion.services.summaries.Thread.objects.get",
        lambda pk: get(pk=pk if pk != broken.id else 0),
    )
    with pytest.raises(Thread.DoesNotExist):
        summarise_stale()
    assert set(ThreadSummary.objects.values_list("thread_id", flat=True)) == {sound.id}
    assert StaleSummary.objects.get().thread_id == broken.id


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["post", "vote", "remove", "withdraw", "pick", "catch up"]),
        st.integers(0, 5),
    ),
    min_size=3,
    max_size=14,
)


@of_hypothesis(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ACTS)
def test_what_follows_events_is_what_is_made_anew(newspaper, regulars, acts) -> None:
    with transaction.atomic():
        threads = [newspaper.thread() for _ in range(2)]
        editor = newspaper.person(role="editor")
        said: list[tuple[int, object]] = []
        for number, (act, which) in enumerate(acts):
            _act(newspaper, threads, editor, regulars, said, act, which, number)
        catch_up()
        followed = _rows()
        mark_all_stale()
        summarise_stale()
        assert _rows() == followed
        transaction.set_rollback(True)


def _act(newspaper, threads, editor, regulars, said, act, which, number) -> None:
    published = [it for it in said if Comment.objects.get(pk=it[0]).status == "published"]
    if act == "post":
        by = regulars[which]
        text = f"Thought {number}: the bridge was never meant for lorries."
        said.append((newspaper.comment(threads[which % 2], text, by=by), by))
    elif act == "catch up":
        catch_up()
    elif not published:
        return
    elif act == "vote":
        cast_vote(
            actor=newspaper.person(), comment_id=published[which % len(published)][0], value=1
        )
    elif act == "remove":
        comment_id = published[which % len(published)][0]
        remove_comment(
            actor=editor, comment_id=comment_id, version=1, reason="spam", explanation=""
        )
    elif act == "withdraw":
        comment_id, by = published[which % len(published)]
        withdraw_comment(actor=by, comment_id=comment_id)
    else:
        comment_id = published[which % len(published)][0]
        mark_comment(actor=editor, comment_id=comment_id, version=1, mark=Mark.PICK, is_set=True)


def _rows() -> list[dict]:
    return list(ThreadSummary.objects.order_by("thread_id").values())
