"""A front page that was made before says at once what has changed, in its articles and around."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from belowline.core.clock import now
from belowline.network.models import Offer
from belowline.newsroom.models import Article, Publication, Section
from belowline.newsroom.services.front_pages import order_front, set_breaking
from belowline.pages import front, kept_parts
from belowline.pages.frames import Frames
from belowline.surveys.models import Survey
from belowline.web.http.shared import cacheable

pytestmark = pytest.mark.django_db


def _breaking(newspaper, **_) -> None:
    set_breaking(
        actor=newspaper.person(role="editor"),
        section_id=None,
        text="The bridge is shut",
        until=(now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%S"),
        article_id=None,
    )


def _placed(newspaper, articles, **_) -> None:
    order_front(
        actor=newspaper.person(role="editor"),
        section_id=None,
        article_ids=[each.id for each in articles[:2]],
        revision=0,
    )


def _offer(newspaper, **_) -> None:
    Offer.objects.create(
        publication_id=newspaper.publication_id,
        title="Sea boots",
        link="https://shop.example",
        label="own",
        starts_at=now(),
    )


def _survey(newspaper, **_) -> None:
    Survey.objects.create(
        publication_id=newspaper.publication_id,
        title="Your view",
        state=Survey.State.OPEN,
        place="top",
    )


def _comment(newspaper, articles, **_) -> None:
    newspaper.comment(newspaper.thread_below(articles[0]), "A long and fine day by the sea.")


def _all(model, **changed):
    def make(**_) -> None:
        model.objects.update(**changed)

    return make


CHANGES = {
    "comment": _comment,
    "headline": _all(Article, headline="Another headline"),
    "standfirst": _all(Article, standfirst="Another standfirst."),
    "no articles": _all(Article, published_at=now() + timedelta(days=1)),
    "section": _all(Section, name="Another section"),
    "owner": _all(Publication, owner="Another owner"),
    "name": _all(Publication, name="The Other"),
    "tagline": _all(Publication, tagline="News of the coast"),
    "breaking": _breaking,
    "placed": _placed,
    "offer": _offer,
    "survey on top": _survey,
}


@pytest.fixture
def articles(newspaper):
    return [newspaper.article() for _ in range(3)]


def _page() -> str:
    return Client().get("/").content.decode()


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen_at_once(newspaper, articles, change, monkeypatch) -> None:
    before = [_page() for _ in range(3)][-1]
    change(newspaper=newspaper, articles=articles)
    after = _page()
    assert after != before
    monkeypatch.setattr(front, "_FRAMES", Frames(0))
    assert after == _page()


def test_each_front_has_its_own_frame(newspaper, articles) -> None:
    path = f"/{articles[0].section_slug}"
    for _ in range(3):
        for address in ("/", path):
            page = Client().get(address).content.decode()
            assert (f'href="{path}/feed.atom"' in page) == (address == path)


@pytest.mark.usefixtures("listening")
def test_what_is_drawn_again_after_a_comment_is_its_article_and_nothing_else(
    newspaper, articles, monkeypatch
) -> None:
    for _ in range(3):
        _page()
    drawn: list[tuple[str, int]] = []
    draw = kept_parts._drawn
    monkeypatch.setattr(
        kept_parts,
        "_drawn",
        lambda name, card, *given: drawn.append((name, card.id)) or draw(name, card, *given),
    )
    monkeypatch.setattr(front, "_drawn", None)
    _comment(newspaper, articles)
    assert "1 comment<" in _page()
    assert drawn == [("teaser", articles[0].id)]


def test_what_has_ended_while_a_page_was_made_is_said_to_have_ended(newspaper) -> None:
    told = {
        after: cacheable(
            HttpResponse(),
            publication_id=newspaper.publication_id,
            ends_at=now() - timedelta(seconds=after),
        ).headers
        for after in (1, 60)
    }
    assert "Belowline-Ends" in told[1]
    assert "Belowline-Ends" not in told[60]
