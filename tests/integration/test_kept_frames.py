"""A page that was made before says at once what has changed around its discussion."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.discussion.models import Comment, Thread
from belowline.moderation.services.incidents import begin_incident
from belowline.newsroom.look.tokens import COLOURS, MEASURES, Look
from belowline.newsroom.models import Article, Publication, Section
from belowline.newsroom.services.look import change_look
from belowline.pages import article_page
from belowline.pages.frames import Frames
from belowline.surveys.models import Survey

pytestmark = pytest.mark.django_db


def _incident(newspaper, **_) -> None:
    begin_incident(
        actor=newspaper.person(role="editor"),
        sections=[encode(newspaper.section_id)],
        stories=[],
        hours=2,
        does="slow",
        slow_minutes=5,
        note="Slowly, please.",
    )


def _look(newspaper, **_) -> None:
    parts = {f"{name}-light": shades.light for name, shades in COLOURS.items()}
    parts |= {f"{name}-dark": shades.dark for name, shades in COLOURS.items()}
    usual = Look()
    parts |= {"reading": usual.reading, "working": usual.working, "page": usual.page}
    wide = next(it for it in MEASURES if it != usual.measure)
    change_look(actor=newspaper.person(role="administrator"), given={**parts, "measure": wide})


def _survey(place: str, after: int | None = None):
    def make(newspaper, article, **_) -> None:
        Survey.objects.create(
            publication_id=newspaper.publication_id,
            title="Your view",
            state=Survey.State.OPEN,
            place=place,
            article_id=article.id if place == "article" else None,
            after_paragraph=after,
        )

    return make


def _all(model, **changed):
    def make(**_) -> None:
        model.objects.update(**changed)

    return make


def _mark(column: str):
    def make(**_) -> None:
        Comment.objects.update(**{column: now()})
        Thread.objects.update(marked_count=1)

    return make


CHANGES = {
    "headline": _all(Article, headline="Another headline"),
    "text": _all(Article, body_html="<p>Another text.</p>"),
    "licence": _all(Article, licence_ends_at=now() - timedelta(seconds=1)),
    "copyright": _all(Article, copyright="© Another"),
    "closed": _all(Thread, comments_open=False),
    "votes": _all(Thread, votes_open=False),
    "read first": _all(Thread, is_premoderated=True),
    "slow": _all(Thread, slow_minutes=3),
    "subscribers": _all(Thread, subscribers_only=True),
    "section": _all(Section, name="Another section"),
    "owner": _all(Publication, owner="Another owner"),
    "name": _all(Publication, name="The Other"),
    "look": _look,
    "incident": _incident,
    "survey on top": _survey("top"),
    "survey below": _survey("article"),
    "survey inside": _survey("article", after=1),
    "pinned": _mark("pinned_at"),
    "picked": _mark("picked_at"),
}


@pytest.fixture
def article(newspaper):
    it = newspaper.article()
    newspaper.comment(newspaper.thread_below(it), "What a long and fine day it was by the sea.")
    return it


def _page(path: str) -> str:
    return Client().get(path).content.decode()


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_around_the_discussion_is_seen_at_once(
    newspaper, article, change, monkeypatch
) -> None:
    before = [_page(article.path) for _ in range(3)][-1]
    change(newspaper=newspaper, article=article)
    after = _page(article.path)
    assert after != before
    monkeypatch.setattr(article_page, "_FRAMES", Frames(0))
    assert after == _page(article.path)


def test_what_ends_by_the_clock_ends_on_a_page_that_was_made_before(article, at) -> None:
    ends_at = now() + timedelta(minutes=1)
    Article.objects.update(licence_ends_at=ends_at)
    for _ in range(3):
        assert "It decided nothing" in _page(article.path)
    at(ends_at + timedelta(seconds=1))
    assert "It decided nothing" not in _page(article.path)


def test_the_number_of_comments_is_the_same_in_each_of_its_places(newspaper, article) -> None:
    below = newspaper.thread_below(article)
    for number in (2, 3, 4):
        newspaper.comment(below, f"Comment {number} is about the sea as well.")
        page = _page(article.path)
        assert page.count(f"{number} comments") >= 2
        assert f'data-count="{number}"' in page
        data = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
        told = json.loads(data)
        assert told["commentCount"] == len(told["comment"]) == number
