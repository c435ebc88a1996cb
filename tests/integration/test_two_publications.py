"""Nothing of one publication is found at another: every address is asked at the other's host."""

from itertools import count

import pytest
from django.core import mail
from django.core.cache import cache

from belowline.accounts.queries.people import actor
from belowline.accounts.services.data_exports import ask_for_export
from belowline.accounts.services.registration import grant
from belowline.config.background import work_once
from belowline.core.ids import encode
from belowline.discussion.services.stories import publish_with_discussion
from belowline.newsroom.services.drafts import begin_story, save_draft
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.sections import ensure_section
from integration.test_who_may_what import QUERIES, Scene, said, told
from newspaper import Newspaper

HOST = "nichinichi.example"
HERE = ("Lighthouse Gazette", "Slipway quarrel", "A gull told me so.", "Moorings", "Unsaid yet")
"""The words of the publication that must not be found elsewhere: its name, a headline, a comment,
a section, a draft."""


@pytest.fixture
def here(newspaper) -> Newspaper:
    """A publication with an article, a comment, a held draft and staff."""
    cache.clear()  # rate limits count there
    key = create_publication(slug="gazette", name=HERE[0], time_zone="UTC", host="gazette.example")
    made = Newspaper(key, ensure_section(publication_id=key, name=HERE[3]), count(1))
    thread = made.thread(headline=HERE[1], slug="quarrel", url="https://old.example/quarrel")
    made.comment(thread, HERE[2], by=made.person("gazette reader"))
    editor = made.person("gazette editor", role="administrator")
    draft = begin_story(actor=editor)
    words = {"headline": HERE[4], "section": encode(made.section_id), "remains": "discussion"}
    save_draft(actor=editor, article_id=draft, words=words, revision=0)
    held = begin_story(actor=editor)
    later = {**words, "headline": f"{HERE[4]} either", "published_at": "2999-01-01T10:00"}
    publish_with_discussion(actor=editor, article_id=held, words=later, revision=0)
    return made


@pytest.fixture
def there() -> Newspaper:
    """Another publication, at a host of its own."""
    key = create_publication(slug="nichinichi", name="日日", time_zone="Asia/Tokyo", host=HOST)
    return Newspaper(key, ensure_section(publication_id=key, name="港"), count(1000))


def _answers(scene: Scene):
    """Every address asked at the other host, with the parts of the scene: path and what is said."""
    for method, address in told():
        with scene.before(address) as names:
            path = (address + QUERIES.get(address, "")).format(**names)
            form = {"content_type": "application/json"} if address.startswith("/api/") else {}
            send = getattr(scene.client, method.lower())
            sent = said(names, method, address)
            answer = (
                send(path, headers={"Host": HOST})
                if method == "GET"
                else send(path, sent, headers={"Host": HOST}, **form)
            )
            body = b"" if answer.streaming else answer.content
            yield f"{method} {path}", body.decode(errors="replace") + str(dict(answer.headers))


@pytest.mark.parametrize("role", ["nobody", "reader", "administrator"])
def test_what_is_asked_for_by_the_ids_of_one_says_nothing_of_it_at_another(
    here, there, role
) -> None:
    scene = Scene(here, role)
    if role == "administrator":
        there.person(role=role)  # whoever asks may leave
        grant(person_id=scene.asking.id, publication_id=there.publication_id, role=role)
    words = (*HERE, "What it is all about.", "Article number")
    leaks = {
        (asked, word)
        for asked, told_there in _answers(scene)
        for word in words
        if word in told_there and not _is_about_both(asked, word)
    }
    assert leaks == set()


def _is_about_both(asked: str, word: str) -> bool:
    """An account is closed at all publications of the same administrator, whose names are told."""
    return word == HERE[0] and asked.startswith("GET /desk/people/") and asked.endswith("/close")


@pytest.mark.parametrize("role", ["nobody", "author", "administrator"])
def test_no_page_of_another_has_the_words_or_ids_of_one(here, there, role) -> None:
    scene = Scene(there, role)
    thread = here.thread(headline="Gazette alone")
    ids = (thread.ref, encode(thread.article_id))
    leaks = {
        (asked, word)
        for asked, told_there in _answers(scene)
        for word in (*HERE, "Gazette alone", *ids)
        if word in told_there
    }
    assert leaks == set()


def test_an_export_names_what_was_said_where_and_its_mail_only_where_it_was_asked(
    here, there
) -> None:
    reader = here.person(can_log_in=True)
    here.comment(here.thread(), HERE[2], by=reader)
    asking = actor(person_id=reader.id, publication_id=there.publication_id)
    ask_for_export(actor=asking, language="en")
    work_once()
    [letter] = mail.outbox
    assert not any(word in letter.body + letter.subject for word in HERE)


def test_staff_of_one_are_readers_at_the_other(here, there) -> None:
    boss = here.person(role="administrator")
    seen = actor(person_id=boss.id, publication_id=there.publication_id)
    assert (seen.is_staff, seen.moderates, seen.edits, seen.administers) == (False,) * 4
