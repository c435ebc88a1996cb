"""Readers never learn which moderator decided: not on a page, nor from a program, nor by mail."""

from datetime import timedelta

import pytest
from django.core import mail

from belowline.audience.services.notifications import choose_mail
from belowline.config.background import work_once
from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.subscribers.places import ensure_places
from belowline.moderation.models import Decision, Letter
from belowline.moderation.queries.letter_links import letter_token
from belowline.moderation.services.decisions import remove_comment
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.sanctions import decide_on_person

pytestmark = pytest.mark.django_db
NAME = "Zerubbabel"
API = "/api/v1"


def test_who_decided_is_told_nowhere_outside_the_desk(newspaper, client, client_of, at) -> None:
    ensure_places(SUBSCRIBERS)
    moderator = newspaper.person(NAME, role="editor")
    writer, reporter = newspaper.person("Finn"), newspaper.person("Rena")
    article = newspaper.article(headline="The quay at night")
    thread = newspaper.thread_below(article)
    choose_mail(actor=writer, mail="soon", hour="8", time_zone="UTC")
    posted = newspaper.comment(thread, "Turnips like him.", by=writer)
    newspaper.comment(thread, "Better said than done.", by=reporter, to=posted)
    report_comment(actor=reporter, comment_id=posted, reason="attack")
    remove_comment(
        actor=moderator, comment_id=posted, version=1, reason="attack", explanation="Be kind."
    )
    decide_on_person(
        actor=moderator,
        person_id=writer.id,
        outcome="warned",
        grounds=Grounds(reason="attack"),
    )
    at(now() + timedelta(hours=1))
    work_once()
    here = newspaper.publication_id
    letters = list(Letter.objects.filter(person=writer.id))
    assert len(letters) == 2
    pages = [
        *("/", article.path, f"{article.path}?order=newest", f"/c/{encode(posted)}"),
        *(f"/people/{encode(writer.id)}", f"{article.path}/feed.json"),
        *("/feed.json", "/feed.atom", f"{article.path}/feed.atom"),
        *("/moderation/log", "/me", "/me/letters", "/me/notifications", "/me/notifications/unseen"),
        *(f"/me/letters/{encode(it.id)}" for it in letters),
        *(f"/letters/{letter_token(letter_id=it.id, publication_id=here)}" for it in letters),
        *(f"{API}/threads/{thread.ref}", f"{API}/threads/{thread.ref}/comments"),
        *(f"{API}/comments/{encode(posted)}", f"{API}/comments/{encode(posted)}/answers"),
    ]
    read, removed_on = 0, set()
    for browser in (client, client_of(writer), client_of(reporter)):
        for path in pages:
            answer = browser.get(path)
            if answer.status_code != 200:
                continue
            told = b"".join(answer) if answer.streaming else answer.content
            said = told.decode()
            read += 1
            assert NAME not in said, path
            assert encode(moderator.id) not in said, path
            if "Be kind." in said:
                removed_on.add(path)
    assert read > 40, "most of these pages are there for most readers"
    assert {article.path, f"{API}/comments/{encode(posted)}"} <= removed_on
    assert len(mail.outbox) >= 2
    for sent in mail.outbox:
        whole = sent.message().as_string()
        assert NAME not in whole
        assert NAME not in sent.body
    assert {it.moderator_id for it in Decision.objects.all()} == {moderator.id}
    assert NAME in client_of(moderator).get(f"/desk/c/{encode(posted)}/restore").content.decode()
