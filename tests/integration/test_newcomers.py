"""Comments of newcomers: a queue of their own, and each of the first ones shown if wanted."""

from datetime import timedelta

import pytest

from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.clock import now
from belowline.core.models import AuditEntry
from belowline.core.refusals import Invalid, NotAllowed
from belowline.core.subscribers.places import ensure_places
from belowline.core.subscribers.worker import follow_all
from belowline.discussion.models import Comment
from belowline.moderation.models import Case
from belowline.moderation.queries.queues import Queue, queue_counts, queue_page
from belowline.moderation.services.decisions import keep_comment
from belowline.moderation.services.newcomers import change_newcomers
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.undoing import undo_decision
from newspaper import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places() -> None:
    ensure_places(SUBSCRIBERS)


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("Ada", role="moderator")


@pytest.fixture
def editor(newspaper):
    return newspaper.person("Eve", role="editor")


@pytest.fixture
def below(newspaper):
    return newspaper.thread()


@pytest.fixture
def writer(newspaper):
    return newspaper.person("Noor")


def report(newspaper, comment_id: int) -> None:
    report_comment(actor=newspaper.person(), comment_id=comment_id, reason="spam", note="")


def newcomers(newspaper) -> list[int]:
    page = queue_page(Queue.NEWCOMERS, publication_id=newspaper.publication_id, person_id=0)
    return [case.comment_id for case in page.cases]


def reported(newspaper, below, text: str, by) -> int:
    posted = newspaper.comment(below, text, by)
    report(newspaper, posted)
    return posted


def test_what_somebody_wrote_while_new_waits_with_the_newcomers(
    newspaper, below, writer, moderator
) -> None:
    for number in range(3):
        posted = newspaper.comment(below, f"Number {number}.", writer)
        keep_comment(actor=moderator, comment_id=posted, version=1)
    fourth = reported(newspaper, below, "The fourth.", writer)
    first = reported(newspaper, below, "My first.", newspaper.person())
    assert newcomers(newspaper) == [first]
    asked = {"publication_id": newspaper.publication_id, "person_id": 0}
    assert queue_counts(**asked)[Queue.NEWCOMERS] == 1
    assert queue_counts(**asked)[Queue.REPORTED] == 2
    assert {it.comment_id for it in queue_page(Queue.NOW, **asked).cases} == {first, fourth}


def test_what_was_decided_later_makes_nobody_old_before(
    newspaper, below, writer, moderator
) -> None:
    early = [newspaper.comment(below, f"Number {number}.", writer) for number in range(4)]
    for posted in early[:3]:
        keep_comment(actor=moderator, comment_id=posted, version=1)
    report(newspaper, early[3])
    assert newcomers(newspaper) == [early[3]], "none had been decided on when it was written"


def test_comments_that_nobody_has_seen_end_no_probation(newspaper, writer) -> None:
    lonely, busy = newspaper.thread(), newspaper.thread()
    for below in (lonely, busy):
        for number in range(3):
            posted = newspaper.comment(below, f"Long ago {number}.", writer)
            then = now() - timedelta(days=3, minutes=-number)
            Comment.objects.filter(pk=posted).update(posted_at=then)
        if below is lonely:
            first = reported(newspaper, below, "Nobody has been here.", writer)
    newspaper.comment(busy, "I have.")
    fresh = reported(newspaper, busy, "Somebody has been here.", writer)
    assert newcomers(newspaper) == [first]
    assert not Case.objects.get(comment=fresh).is_newcomers


def test_a_publication_says_for_how_many_comments_one_is_new(
    newspaper, below, writer, moderator, editor
) -> None:
    posted = newspaper.comment(below, "One.", writer)
    keep_comment(actor=moderator, comment_id=posted, version=1)
    change_newcomers(actor=editor, comments="1", shows_first=False)
    reported(newspaper, below, "Two.", writer)
    assert newcomers(newspaper) == []
    for number in ("0", "21", "x", "", "1.5"):
        with pytest.raises(Invalid):
            change_newcomers(actor=editor, comments=number, shows_first=False)
    with pytest.raises(NotAllowed):
        change_newcomers(actor=moderator, comments="2", shows_first=False)
    assert AuditEntry.objects.filter(action="newcomers changed").count() == 1


def test_each_first_comment_is_shown_where_that_is_wanted(
    newspaper, below, writer, moderator, editor
) -> None:
    newspaper.comment(below, "Before.", newspaper.person())
    follow_all(SUBSCRIBERS)
    assert newcomers(newspaper) == []
    change_newcomers(actor=editor, comments="2", shows_first=True)
    newspaper.comment(below, "I work here.", moderator)
    first = newspaper.comment(below, "My first.", writer)
    follow_all(SUBSCRIBERS)
    assert newcomers(newspaper) == [first]
    assert Comment.objects.get(pk=first).status == "published", "readers see it meanwhile"
    case = Case.objects.get(comment=first)
    assert case.due_at - case.opened_at == timedelta(hours=24)
    decision_id = keep_comment(actor=moderator, comment_id=first, version=1)
    assert newcomers(newspaper) == []
    undo_decision(actor=moderator, comment_id=first, decision_id=decision_id)
    assert newcomers(newspaper) == [first]
    keep_comment(actor=moderator, comment_id=first, version=1)
    second = newspaper.comment(below, "My second.", writer)
    keep_comment(actor=moderator, comment_id=second, version=1)
    follow_all(SUBSCRIBERS)
    newspaper.comment(below, "My third.", writer)
    follow_all(SUBSCRIBERS)
    assert newcomers(newspaper) == []


def test_the_queue_stands_with_the_others_and_appeals_among_them(
    newspaper, below, writer, moderator, editor, client
) -> None:
    reported(newspaper, below, "My first.", writer)
    log_in(client, moderator)
    page = client.get("/desk/queues/newcomers").content.decode()
    assert 'href="/desk/queues/newcomers" aria-current="page" data-key="w"' in page
    assert page.index("/desk/queues/newcomers") < page.index("/desk/appeals")
    assert page.index("/desk/appeals") < page.index("/desk/queues/mine")
    assert 'data-count="appeals"' in page
    assert "Who is new" not in page
    assert client.get("/desk/newcomers").status_code == 403
    log_in(client, editor)
    assert "Who is new" in client.get("/desk/queues/newcomers").content.decode()
    refused = client.post(
        "/desk/newcomers", {"comments": "99"}, headers={"origin": "http://testserver"}
    )
    assert refused.status_code == 422
    client.post(
        "/desk/newcomers",
        {"comments": "5", "shows_first": "1"},
        headers={"origin": "http://testserver"},
    )
    page = client.get("/desk/newcomers").content.decode()
    assert 'value="5"' in page
    assert "checked" in page
