"""How often articles are read: counted, added up, and where that moves what waits."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from belowline.config.subscribers import SUBSCRIBERS
from belowline.core import clock, ids
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.subscribers.places import ensure_places
from belowline.moderation.models import Case
from belowline.moderation.queries.queues import Queue, case_card, queue_page
from belowline.moderation.services import reads
from belowline.moderation.services.decisions import (
    hold_comment,
    keep_comment,
    publish_comment,
)
from belowline.moderation.services.reads import weigh_reads
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.undoing import undo_decision
from belowline.newsroom.models import ArticleReads
from belowline.newsroom.queries.reads import hour_of, reads_of
from belowline.newsroom.services.reads import add_reads, take_fresh
from newspaper import log_in
from query_plans import ids_are_looked_up
from serving import ask, served, until


@pytest.fixture(autouse=True)
def _within_an_hour(monkeypatch) -> None:
    """Reads are counted by the hour: no test begins in one and ends in the next."""
    if datetime.now(UTC).minute < 59:
        return
    ahead = classmethod(lambda _, zone: datetime.now(zone) + timedelta(minutes=2))
    monkeypatch.setattr(clock, "datetime", type("Ahead", (datetime,), {"now": ahead}))
    monkeypatch.setattr(ids, "_last_live", ids._last_live)


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("Ada", role="moderator")


def report(newspaper, comment_id: int, reason: str = "off-topic") -> None:
    report_comment(actor=newspaper.person(), comment_id=comment_id, reason=reason, note="")


def reported(newspaper, reason: str = "off-topic") -> tuple[int, int]:
    """A reported comment below an article of its own: both ids."""
    article = newspaper.article()
    posted = newspaper.comment(newspaper.thread_below(article), "Hm.")
    report(newspaper, posted, reason)
    return posted, article.id


def waiting(newspaper) -> list[int]:
    page = queue_page(Queue.NOW, publication_id=newspaper.publication_id, person_id=0)
    return [case.comment_id for case in page.cases]


def case_of(comment_id: int) -> Case:
    return Case.objects.get(comment=comment_id)


def read(article_id: int, number: int) -> None:
    add_reads({article_id: number})
    with ids_are_looked_up():
        weigh_reads()


@pytest.mark.django_db
def test_reads_are_added_up_by_article_and_hour(newspaper) -> None:
    first, second = newspaper.article().id, newspaper.article().id
    add_reads({first: 3, second: 1})
    add_reads({first: 4, 12345: 9})
    rows = ArticleReads.objects.values_list("article_id", "number")
    assert sorted(rows) == sorted([(first, 7), (second, 1)])
    yesterday = hour_of(now()) - timedelta(days=1)
    ArticleReads.objects.create(article_id=first, hour=yesterday, number=5, is_fresh=False)
    (told,) = reads_of([first], since=yesterday).values()
    assert (told.since(yesterday), told.since(now())) == (12, 7)
    assert take_fresh(10) == sorted([first, second])
    assert take_fresh(10) == []


@pytest.mark.django_db(transaction=True)
def test_many_who_add_at_once_lose_nothing(newspaper) -> None:
    articles = [newspaper.article().id for _ in range(5)]

    def add(at: int) -> None:
        with closing(connection):
            given = articles if at % 2 else articles[::-1]
            add_reads(dict.fromkeys(given, 1))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(40)))
    assert set(ArticleReads.objects.values_list("number", flat=True)) == {40}
    assert ArticleReads.objects.count() == 5


@pytest.mark.django_db
def test_what_is_read_more_comes_first_among_its_kind(newspaper) -> None:
    quiet, _ = reported(newspaper)
    loud, article_id = reported(newspaper)
    assert waiting(newspaper) == [quiet, loud]
    read(article_id, 1_900)
    assert waiting(newspaper) == [loud, quiet]
    left = case_of(loud).urgent_at - now()
    assert timedelta(hours=16) < left < timedelta(hours=16.2)


@pytest.mark.django_db
def test_reads_move_nothing_before_what_is_graver_or_runs_out(newspaper) -> None:
    attack, _ = reported(newspaper, "attack")
    late, _ = reported(newspaper)
    loud, article_id = reported(newspaper)
    soon = now() + timedelta(minutes=10)
    Case.objects.filter(comment=late).update(urgent_at=soon, due_at=soon)
    read(article_id, 10**9)
    assert waiting(newspaper) == [late, attack, loud]


@pytest.mark.django_db
def test_only_what_was_read_since_the_report_counts(newspaper) -> None:
    article = newspaper.article()
    add_reads({article.id: 5_000})
    ArticleReads.objects.create(
        article_id=article.id, hour=hour_of(now()) - timedelta(hours=5), number=70, is_fresh=True
    )
    posted = newspaper.comment(newspaper.thread_below(article), "Hm.")
    report(newspaper, posted)
    weigh_reads()
    assert case_of(posted).reads == 0
    read(article.id, 12)
    assert case_of(posted).reads == 12


@pytest.mark.django_db
def test_what_nobody_can_see_is_read_by_nobody(newspaper, moderator) -> None:
    posted, article_id = reported(newspaper)
    hold_comment(actor=moderator, comment_id=posted, version=1)
    read(article_id, 5_000)
    case = case_of(posted)
    assert (case.reads, case.unread_at) == (0, None)
    publish_comment(actor=moderator, comment_id=posted, version=1)
    report(newspaper, posted)
    read(article_id, 40)
    assert case_of(posted).reads == 40


@pytest.mark.django_db
def test_a_new_report_leaves_the_reads_as_they_are(newspaper) -> None:
    posted, article_id = reported(newspaper)
    read(article_id, 1_000)
    before = case_of(posted)
    report(newspaper, posted)
    after = case_of(posted)
    assert after.reads == before.reads == 1_000
    assert after.urgent_at < before.urgent_at


@pytest.mark.django_db
def test_undoing_a_decision_brings_the_reads_back(newspaper, moderator) -> None:
    posted, article_id = reported(newspaper)
    read(article_id, 700)
    before = case_of(posted)
    decision_id = keep_comment(actor=moderator, comment_id=posted, version=1)
    read(article_id, 50)
    undo_decision(actor=moderator, comment_id=posted, decision_id=decision_id)
    after = case_of(posted)
    assert (after.reads, after.reads_before) == (before.reads, before.reads_before)
    read(article_id, 1)
    assert case_of(posted).reads == 751


@pytest.mark.django_db
def test_what_comes_near_is_put_back_to_what_was_promised(newspaper) -> None:
    posted, article_id = reported(newspaper)
    read(article_id, 10_000)
    moved = case_of(posted)
    assert moved.unread_at is not None
    soon = now() + timedelta(minutes=12)
    Case.objects.filter(pk=moved.pk).update(unread_at=soon, urgent_at=now() + timedelta(minutes=5))
    weigh_reads()
    case = case_of(posted)
    assert (case.urgent_at, case.unread_at) == (soon, None)


@pytest.mark.django_db
def test_the_card_says_how_often(newspaper, moderator, client) -> None:
    posted, article_id = reported(newspaper)
    read(article_id, 1_913)
    log_in(client, moderator)
    path = f"/desk/cases/{encode(case_of(posted).id)}?part"
    assert "read 1,900 times since" in client.get(path).content.decode()
    client.cookies["language"] = "ja"
    assert "1,900" in client.get(path).content.decode()
    card = case_card(publication_id=newspaper.publication_id, case_id=case_of(posted).id)
    assert card is not None
    assert (card.reads, card.reads_said) == (1_913, 1_900)


def number(article_id: int) -> int:
    rows = ArticleReads.objects.filter(article=article_id)
    return sum(rows.values_list("number", flat=True))


def test_posts_can_be_written_while_reads_are_weighed(newspaper, monkeypatch) -> None:
    """A transaction goes by few articles, since each may have two hundred cases that wait."""
    seen: list[int] = []
    monkeypatch.setattr(reads, "take_fresh", lambda most: seen.append(most) or take_fresh(most))
    add_reads(dict.fromkeys([newspaper.article().id for _ in range(25)], 3))
    weigh_reads()
    assert len(seen) == 4
    assert not take_fresh(1)


@pytest.mark.django_db(transaction=True)
def test_the_server_counts_what_readers_read_and_nothing_else(newspaper, tmp_path) -> None:
    ensure_places(SUBSCRIBERS)
    article = newspaper.article()
    below = newspaper.thread_below(article)
    with served(tmp_path) as site:
        _, headers, _ = ask(site, article.path)
        assert ask(site, article.path, if_none_match=headers["ETag"])[0] == 304
        assert ask(site, f"/api/v1/threads/{below.ref}/comments")[0] == 200
        assert ask(site, f"/threads/{below.ref}")[0] == 200
        for path in ("/", f"{article.path}x", f"/threads/{below.ref}/items", "/desk/"):
            ask(site, path)
        ask(site, article.path, method="HEAD")
        until(lambda: number(article.id) == 4)
        ask(site, article.path)
    assert number(article.id) == 5, "a server that ends writes what it still has"
